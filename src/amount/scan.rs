//! One walk over a text's sentences: which rule reads what begins at a token.

use super::figure::{self, Figure};
use super::measure::{self, Measure};
use super::{Amount, AmountKind, Comparator, Direction, Quantity, count, cue, currency, range};
use crate::text::{PartialDate, Text, TokenKind};
use crate::timex::Timex;
use rust_decimal::Decimal;
use std::ops::Range;

/// What the walk knows: the text, where it stands, what it has found.
pub(super) struct Scan<'a, 'd> {
    pub(super) text: &'a Text<'d>,
    pub(super) published: Option<PartialDate>,
    timexes: &'a [Timex],
    /// The first timex that does not end before the token at hand.
    next_timex: usize,
    /// The tokens of the sentence at hand.
    pub(super) sentence: Range<usize>,
    pub(super) found: Vec<Amount>,
    /// The tokens of each amount found.
    pub(super) tokens: Vec<Range<usize>>,
    /// What a bare name of a currency means in this text, once settled or told: « francs burundais … francs ».
    settled: Vec<(&'static str, &'static str)>,
    told: Vec<(&'static str, &'static str)>,
    /// The amount that lends its unit to a scaled figure without one.
    pub(super) lender: Option<usize>,
}

impl<'a, 'd> Scan<'a, 'd> {
    pub(super) fn new(text: &'a Text<'d>, published: Option<PartialDate>, timexes: &'a [Timex]) -> Self {
        Self {
            text,
            published,
            timexes,
            next_timex: 0,
            sentence: 0..0,
            found: Vec::new(),
            tokens: Vec::new(),
            settled: Vec::new(),
            told: Vec::new(),
            lender: None,
        }
    }

    pub(super) fn run<E>(mut self, mut go_on: impl FnMut() -> Result<(), E>) -> Result<Vec<Amount>, E> {
        for sentence in self.text.sentences() {
            go_on()?;
            self.sentence = sentence.tokens();
            let mut i = self.sentence.start;
            while i < self.sentence.end {
                i = self.step(i).max(i + 1);
            }
        }
        Ok(self.found)
    }

    /// Reads what begins at token `i`; the token to go on from.
    fn step(&mut self, i: usize) -> usize {
        if let Some(next) = self.past_timex(i) {
            return next;
        }
        let prefix = measure::money_before(self, i);
        let figure = if prefix.is_some() {
            None
        } else {
            figure::read(self.text, self.sentence.start, i).filter(|f| f.last < self.sentence.end)
        };
        if prefix.is_none() && figure.is_none() {
            return i + 1;
        }
        if let Some(next) = range::find(self, i, prefix.as_ref(), figure) {
            return next;
        }
        if let Some(m) = prefix {
            let m = measure::with_minor(self, m);
            return self.push(&m);
        }
        let Some(figure) = figure else { return i + 1 };
        if let Some(next) = measure::ratio(self, figure) {
            return next;
        }
        if let Some(m) = measure::behind(self, figure) {
            let m = measure::with_minor(self, m);
            return self.push(&m);
        }
        if let Some(next) = count::find(self, figure) {
            return next;
        }
        figure.last + 1
    }

    /// The token behind the timex that holds token `i`.
    fn past_timex(&mut self, i: usize) -> Option<usize> {
        let span = self.text.tokens()[i].span();
        while self
            .timexes
            .get(self.next_timex)
            .is_some_and(|t| t.span.end() <= span.start())
        {
            self.next_timex += 1;
        }
        let timex = self.timexes.get(self.next_timex)?;
        timex.span.overlaps(span).then(|| self.text.token_at(timex.span.end()))
    }

    /// Whether a timex shares a byte with the tokens.
    pub(super) fn is_time(&self, first: usize, last: usize) -> bool {
        let span = self.text.span(first, last);
        self.timexes[self.next_timex..]
            .iter()
            .take_while(|t| t.span.start() < span.end())
            .any(|t| t.span.overlaps(span))
    }

    /// The code of a currency as named: bare names mean what the text said last, else what its countries tell.
    pub(super) fn code(&mut self, unit: &currency::Unit) -> &'static str {
        let Some(name) = unit.bare else { return unit.code };
        if let Some(&(_, code)) = self.told.iter().rev().find(|(n, _)| *n == name) {
            return code;
        }
        if let Some(&(_, code)) = self.settled.iter().find(|(n, _)| *n == name) {
            return code;
        }
        let code = currency::settle(self.text, name, self.published);
        self.settled.push((name, code));
        code
    }

    /// Remembers that `name` means `code` here.
    pub(super) fn tell(&mut self, name: &'static str, code: &'static str) {
        self.told.push((name, code));
    }

    /// Keeps one measured figure with the comparator and direction around it; the token to go on from.
    pub(super) fn push(&mut self, m: &Measure) -> usize {
        let direction = match m.kind {
            AmountKind::Count => None,
            _ if m.signed && m.value.is_sign_negative() => Some(Direction::Down),
            _ if m.signed => Some(Direction::Up),
            _ => self.direction(m.first),
        };
        let comparator = self.comparator(m.first, m.last, m.approximate, m.plural);
        self.keep(
            m.first..m.last + 1,
            Amount {
                span: self.text.span(m.first, m.last),
                kind: m.kind,
                quantity: Quantity::Exact(m.value.normalize()),
                unit: m.unit.clone(),
                person: m.person,
                comparator,
                direction,
                rule: m.rule,
            },
        );
        if m.kind != AmountKind::Percent && m.scale > Decimal::ONE_HUNDRED {
            self.lender = Some(self.found.len() - 1);
        }
        m.last + 1
    }

    /// Keeps an amount whose tokens no timex shares.
    pub(super) fn keep(&mut self, tokens: Range<usize>, amount: Amount) {
        self.found.push(amount);
        self.tokens.push(tokens);
    }

    pub(super) fn comparator(&self, first: usize, last: usize, approximate: bool, plural: bool) -> Comparator {
        if let Some((c, _)) = cue::before(self.text, self.sentence.start, first) {
            return c;
        }
        if let Some(c) = cue::after(self.text, last, self.sentence.end) {
            return c;
        }
        match (plural, approximate) {
            (true, _) => Comparator::More,
            (_, true) => Comparator::Approximate,
            _ => Comparator::Equal,
        }
    }

    pub(super) fn direction(&self, first: usize) -> Option<Direction> {
        let start = cue::before(self.text, self.sentence.start, first).map_or(first, |(_, at)| at);
        // « de » belongs to the comparator in « près de » and to the verb in « baissé de ».
        cue::direction(self.text, self.sentence.start, start)
    }

    /// The folded word of a token of this sentence; empty past its end.
    pub(super) fn word(&self, token: usize) -> &'a str {
        if self.sentence.contains(&token) {
            self.text.word(token)
        } else {
            ""
        }
    }

    /// The token as written; empty past the end of the sentence.
    pub(super) fn raw(&self, token: usize) -> &'d str {
        if self.sentence.contains(&token) {
            self.text.raw_word(token)
        } else {
            ""
        }
    }

    pub(super) fn kind(&self, token: usize) -> Option<TokenKind> {
        self.sentence.contains(&token).then(|| self.text.tokens()[token].kind())
    }

    /// The figure at a token of this sentence that no timex shares.
    pub(super) fn figure(&self, token: usize) -> Option<Figure> {
        if !self.sentence.contains(&token) {
            return None;
        }
        figure::read(self.text, self.sentence.start, token)
            .filter(|f| f.last < self.sentence.end && !self.is_time(f.first, f.last))
    }
}
