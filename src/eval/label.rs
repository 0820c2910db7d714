//! The labeled spans that `depeche export` gives to annotation tools, read back.

use super::gold::{GoldAmount, GoldArgument, GoldName, GoldPlace, GoldTimex};
use super::item::NAME_TYPES;
use super::shown::plain;
use crate::amount::AmountKind;
use crate::event::MentionKind;
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

/// The label of arguments that are no name, date or amount, in exports to annotation tools and in what comes back of them.
pub(crate) const MENTION: &str = "Mention";

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

/// The names, dates and amounts of a document whose annotation tells no values.
#[derive(Default)]
pub(super) struct Spans {
    pub(super) names: Vec<GoldName>,
    pub(super) timexes: Vec<GoldTimex>,
    pub(super) amounts: Vec<GoldAmount>,
}

impl Spans {
    /// Takes a span and what its label, as `written`, means; triggers and mentions are no part of it.
    pub(super) fn take(&mut self, label: Label, written: &str, at: GoldPlace) {
        let GoldPlace { start, end } = at;
        let kind = written.to_owned();
        match label {
            Label::Name => self.names.push(GoldName { start, end, kind }),
            Label::Timex => self.timexes.push(GoldTimex {
                start,
                end,
                kind: Some(kind),
                value: String::new(),
            }),
            Label::Amount(kind) => self.amounts.push(GoldAmount::spanning(at, kind.name())),
            Label::Mention | Label::Trigger => {}
        }
    }
}

/// Who or what takes part in an event, by a labeled span.
pub(super) fn argument(role: &str, at: GoldPlace, named: bool) -> GoldArgument {
    let mention = if named { MentionKind::Name } else { MentionKind::Nominal };
    GoldArgument {
        role: role.to_owned(),
        start: at.start,
        end: at.end,
        mention: Some(mention.name().to_owned()),
    }
}

/// Words without spaces: those of an export have a blank or `\n` for the end of a line.
pub(super) fn solid(words: &str) -> String {
    let words = words.replace("\\n", " ").replace("\\r", " ");
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
