//! The labels of spans that `depeche export` gives to annotation tools, read back.

use super::item::NAME_TYPES;
use super::shown::plain;
use crate::amount::AmountKind;
use crate::timex::TimexKind;

/// What a labeled span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A name.
    Name,
    /// A temporal expression.
    Timex,
    /// An amount.
    Amount(AmountKind),
    /// An argument that is none of these.
    Mention,
    /// The trigger of an event.
    Trigger,
}

/// The label of arguments that are no name, date or amount.
const MENTION: &str = "Mention";

impl Label {
    /// What the words of a label mean: names, dates and amounts by their kinds, triggers by the type of their event.
    pub(super) fn of(label: &str) -> Option<Self> {
        let amount = || AmountKind::ALL.into_iter().find(|kind| kind.name().to_uppercase() == label);
        if NAME_TYPES.contains(&label) {
            Some(Self::Name)
        } else if TimexKind::from_name(label).is_some() {
            Some(Self::Timex)
        } else if let Some(amount) = amount() {
            Some(Self::Amount(amount))
        } else if label == MENTION {
            Some(Self::Mention)
        } else {
            label.contains('.').then_some(Self::Trigger)
        }
    }

    /// What is said of a label that means nothing.
    pub(super) fn unknown(label: &str) -> String {
        format!(
            "the label « {} » is none of {}, {}, {}, {MENTION} and the types of events",
            plain(label),
            NAME_TYPES.join(", "),
            TimexKind::ALL.map(TimexKind::name).join(", "),
            AmountKind::ALL.map(|kind| kind.name().to_uppercase()).join(", ")
        )
    }
}
