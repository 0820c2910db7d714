//! How a word is told: negated or not, a fact, to come or no more than possible.

use super::{Factuality, Marker, Ruling};
use crate::event::CueKind;
use crate::lexicon::signature::Effect;

/// How a word is told, by itself and by what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Status {
    /// It does not happen.
    pub denied: bool,
    /// It is to come, or may be; `None` for a fact.
    pub open: Option<Open>,
    /// Whether grammar leaves no choice.
    pub firm: bool,
    /// The words that say so.
    pub cue: Option<Marker>,
}

/// What is no fact, the surer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Open {
    /// It is to come.
    Planned,
    /// It may be.
    Possible,
}

impl Status {
    /// What a word's own rulings and the one imposed on it make together: « dément ne pas avoir vendu » leaves it open.
    pub(super) fn of(own: &[Ruling], imposed: Option<&Ruling>) -> Self {
        let denies = |v: &&Ruling| v.factuality == Factuality::Denied;
        let (by_itself, from_above) = (own.iter().find(denies), imposed.filter(denies));
        // « en l'absence d'accord » says once what noun and phrase deny.
        let negated = by_itself.is_some_and(|v| v.cue.is_some_and(|m| m.kind == CueKind::Negation));
        let twice = negated && from_above.is_some();
        // « n'a-t-il pas vendu ? » asks.
        let asked = own.iter().any(|v| v.firm && v.factuality == Factuality::Possible);
        let open = own.iter().chain(imposed).filter_map(|v| Open::of(v.factuality)).max();
        let mut status = Self {
            denied: !twice && (by_itself.is_some() && !asked || from_above.is_some()),
            open: if twice { Some(Open::Possible) } else { open },
            firm: false,
            cue: None,
        };
        let told = status.factuality();
        let fact = own.is_empty() && imposed.is_some_and(|v| v.firm && v.factuality == told);
        let deciding = own.iter().chain(imposed).filter(|v| v.factuality == told);
        status.cue = deciding.filter_map(|v| v.cue).next();
        status.firm = fact || told != Factuality::Asserted && own.iter().chain(imposed).any(|v| v.firm && v.factuality == told);
        status
    }

    /// How it is told in one word: what is denied is denied, however it is planned or wished.
    pub(super) fn factuality(self) -> Factuality {
        match self {
            Self { denied: true, .. } => Factuality::Denied,
            Self { open: Some(open), .. } => open.factuality(),
            _ => Factuality::Asserted,
        }
    }

    /// How an effect of a word in this status is told: what one may renounce is possible.
    pub(super) fn soften(self, effect: Effect) -> Factuality {
        let open = self.open.map_or(Factuality::Asserted, Open::factuality);
        match (effect, self.open) {
            (Effect::Fact, _) => open,
            // « il est probable qu'il ne voudra pas vendre » denies the sale.
            (Effect::Denied, _) if self.denied => Factuality::Denied,
            (Effect::Possible, _) | (_, Some(Open::Possible)) => Factuality::Possible,
            (Effect::Planned, _) => Factuality::Planned,
            (Effect::Denied, _) => Factuality::Denied,
        }
    }
}

impl Open {
    fn of(factuality: Factuality) -> Option<Self> {
        match factuality {
            Factuality::Planned => Some(Self::Planned),
            Factuality::Possible => Some(Self::Possible),
            Factuality::Asserted | Factuality::Denied => None,
        }
    }

    pub(super) fn factuality(self) -> Factuality {
        match self {
            Self::Planned => Factuality::Planned,
            Self::Possible => Factuality::Possible,
        }
    }
}
