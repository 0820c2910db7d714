//! Words of time that are part of a name: « Midi Libre », « le Journal du Dimanche », « la rue du 8-Mai ».

use super::super::cue::{Cue, cue};
use super::super::word::Class;
use super::reader::{Reader, is_figure};
use crate::lexicon::words::WordSet;
use crate::text::TokenKind;

impl Reader<'_> {
    /// Whether token `i` begins no time but a name, or is inside one; not « Lundi 3 mai », « LUNDI ».
    pub(super) fn is_name(&self, i: usize) -> bool {
        self.is_called_after(i) || self.is_title(i)
    }

    /// « la rue du 8 mai 1945 », « le Journal du Dimanche », « devant le 10, rue… », « les 24 Heures du Mans ».
    fn is_called_after(&self, i: usize) -> bool {
        let address = self.is_number(i) && is_figure(self.w(i)) && self.w(i + 1) == "," && WordSet::Street.has(self.w(i + 2));
        // « les 24 Heures du Mans »
        let race = self.is_number(i)
            && matches!(self.class(i + 1), Some(Class::Unit(_)))
            && self.text.raw_word(i + 1).starts_with(char::is_uppercase)
            && self.text.raw_word(i + 1).ends_with(char::is_lowercase);
        let inside = |back: usize| i >= self.start + back && self.names_place(i - back);
        address
            || race
            || inside(0)
            || inside(1) && matches!(self.class(i), Some(Class::Month(_)))
            || inside(2) && self.is_number(i)
    }

    /// Whether the day that begins at a token names a street, a school or a paper.
    fn names_place(&self, i: usize) -> bool {
        let after = WordSet::OfWritten.has(self.before(i)) && cue(self.back(i, 2)) == Some(Cue::Place);
        after
            && match self.class(i) {
                Some(Class::Weekday(_)) => self.text.raw_word(i).starts_with(char::is_uppercase),
                Some(Class::Feast(_)) => true,
                _ => self.is_number(i) && (matches!(self.class(i + 1), Some(Class::Month(_))) || self.w(i).contains('-')),
            }
    }

    /// A part of the day, noon, a weekday or « demain » with the capital of a name.
    fn is_title(&self, i: usize) -> bool {
        let raw = self.text.raw_word(i);
        let capital = |raw: &str| raw.starts_with(char::is_uppercase) && raw.chars().any(char::is_lowercase);
        if !capital(raw) || self.kind(i) != TokenKind::Word {
            return false;
        }
        let next = i + 1 < self.end && self.kind(i + 1) == TokenKind::Word && capital(self.text.raw_word(i + 1));
        let month = matches!(self.class(i + 1), Some(Class::Month(_) | Class::Season(_)));
        let begins = i == self.start || self.kind(i - 1) != TokenKind::Word;
        match self.class(i) {
            Some(Class::Part(_) | Class::Noon(_)) => {
                // « Le Soir » of Brussels, « Midi Libre »; « Soir de fête » opens a sentence.
                if begins {
                    next && !month
                } else {
                    capital(self.text.raw_word(i - 1)) || self.before(i) == "le" || next && !month
                }
            }
            Some(Class::Weekday(_)) => next && !month && begins && self.before(i) != "(",
            // « le film « Demain » »
            Some(Class::Deictic(_)) => {
                let quoted = WordSet::OpensQuoted.has(self.before(i)) && WordSet::ClosesQuoted.has(self.w(i + 1));
                quoted || !begins && self.text.raw_word(i - 1).starts_with(char::is_lowercase)
            }
            _ => false,
        }
    }
}
