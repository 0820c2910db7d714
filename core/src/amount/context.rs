//! What the rules share: the text, the sentence at hand, what was found so far.

use super::figure::{self, Figure};
use super::measure::Measure;
use super::words::{self, Class};
use super::{Amount, AmountKind, Comparator, Direction, Quantity, cue, currency};
use crate::lexicon::words::WordSet;
use crate::text::{PartialDate, Text, TokenKind};
use crate::timex::Timex;
use rust_decimal::Decimal;
use std::ops::Range;

/// The text, where the walk stands, what it has found.
pub(super) struct Context<'a, 'd> {
    pub(super) text: &'a Text<'d>,
    pub(super) published: Option<PartialDate>,
    timexes: &'a [Timex],
    /// The first timex that does not end before the token at hand.
    next_timex: usize,
    /// The tokens of the sentence at hand.
    pub(super) sentence: Range<usize>,
    /// Its number.
    index: usize,
    /// The first token of its paragraph.
    paragraph: usize,
    pub(super) found: Vec<Amount>,
    /// The tokens of each amount found.
    pub(super) tokens: Vec<Range<usize>>,
    /// What a bare name of a currency means in this text, once settled or told: « francs burundais … francs ».
    settled: Vec<(&'static str, &'static str)>,
    told: Vec<(&'static str, &'static str)>,
    /// Whether the text has a bare name, once it was asked.
    named: Vec<(&'static str, bool)>,
    /// The amount that lends its unit to a scaled figure without one.
    pub(super) lender: Option<usize>,
    /// Scaled figures before any sum of money, a headline's « pour 3 milliards », with the numbers of their sentences and whether
    /// what stands around them makes them money.
    waiting: Vec<(usize, Figure, bool)>,
}

impl<'a, 'd> Context<'a, 'd> {
    pub(super) fn new(text: &'a Text<'d>, published: Option<PartialDate>, timexes: &'a [Timex]) -> Self {
        Self {
            text,
            published,
            timexes,
            next_timex: 0,
            sentence: 0..0,
            index: 0,
            paragraph: 0,
            found: Vec::new(),
            tokens: Vec::new(),
            settled: Vec::new(),
            told: Vec::new(),
            named: Vec::new(),
            lender: None,
            waiting: Vec::new(),
        }
    }

    /// Goes on to a sentence.
    pub(super) fn enter(&mut self, index: usize) {
        self.sentence = self.text.sentences()[index].tokens();
        self.index = index;
        let start = self.sentence.start;
        if start < self.paragraph || start > 0 && self.breaks_before(start) {
            self.paragraph = start;
        }
    }

    /// Whether a line ends before the token.
    fn breaks_before(&self, token: usize) -> bool {
        let (a, b) = (self.text.tokens()[token - 1].span(), self.text.tokens()[token].span());
        self.text.raw()[a.end()..b.start()].contains('\n')
    }

    /// The last count of this paragraph that was found from token `from` on and fits.
    pub(super) fn counted_since(&self, from: usize, fits: impl Fn(&Amount) -> bool) -> Option<&Amount> {
        let from = from.max(self.paragraph);
        (0..self.found.len())
            .rev()
            .take_while(|&i| self.tokens[i].start >= from)
            .take(12)
            .map(|i| &self.found[i])
            .find(|a| a.kind == AmountKind::Count && fits(a))
    }

    /// The first token of the paragraph.
    pub(super) fn paragraph(&self) -> usize {
        self.paragraph
    }

    /// Puts a scaled figure aside until the text has named a currency; `sum` where it is money even if the text names none.
    pub(super) fn wait(&mut self, figure: Figure, sum: bool) {
        self.waiting.push((self.index, figure, sum));
    }

    /// All amounts in the order of the text, the figures put aside among them where money was found behind them.
    pub(super) fn finish(mut self) -> Vec<Amount> {
        if self.waiting.is_empty() {
            return self.found;
        }
        let mut often: Vec<(String, usize)> = Vec::new();
        for a in self.found.iter().filter(|a| a.kind == AmountKind::Money) {
            match often.iter_mut().find(|(unit, _)| *unit == a.unit) {
                Some((_, n)) => *n += 1,
                None => often.push((a.unit.clone(), 1)),
            }
        }
        let named = often.into_iter().rev().max_by_key(|(_, n)| *n);
        let mut open = None;
        for (index, figure, sum) in std::mem::take(&mut self.waiting) {
            self.enter(index);
            let m = match &named {
                Some((unit, _)) => Measure::of(&figure, figure.last, AmountKind::Money, unit, "amount.borrowed.later"),
                // A sum goes on in its sentence: « une dette de 26 milliards, contre 41 milliards ».
                None if open == Some(index) || sum => {
                    open = Some(index);
                    Measure::of(&figure, figure.last, AmountKind::Money, currency::OPEN, "amount.money.open")
                }
                None => continue,
            };
            self.push(&m);
        }
        self.found.sort_by_key(|a| a.span.start());
        self.found
    }

    /// The first token of the sentence that stands `sentences` before this one.
    pub(super) fn reach(&self, sentences: usize) -> usize {
        self.text.sentences()[self.index.saturating_sub(sentences)].tokens().start
    }

    /// The token behind the timex that holds token `i`.
    pub(super) fn past_timex(&mut self, i: usize) -> Option<usize> {
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
        unit.bare.map_or(unit.code, |name| self.meant(name))
    }

    /// What a bare name means here.
    pub(super) fn meant(&mut self, name: &'static str) -> &'static str {
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

    /// Whether the text has the bare name.
    pub(super) fn names(&mut self, name: &'static str) -> bool {
        if let Some(&(_, has)) = self.named.iter().find(|(n, _)| *n == name) {
            return has;
        }
        let has = currency::names(self.text, name);
        self.named.push((name, has));
        has
    }

    /// Remembers that `name` means `code` here.
    pub(super) fn tell(&mut self, name: &'static str, code: &'static str) {
        self.told.push((name, code));
    }

    /// Keeps one measured figure with the comparator and direction around it; the token to go on from.
    pub(super) fn push(&mut self, m: &Measure) -> usize {
        let direction = match m.kind {
            AmountKind::Count => self.direction_of_count(m.first),
            _ if m.signed && m.value.is_sign_negative() => Some(Direction::Down),
            _ if m.signed => Some(Direction::Up),
            _ => self.direction(m.first),
        }
        .or_else(|| cue::direction_after(self.text, m.last, self.sentence.end))
        .or_else(|| self.shared_direction(m));
        let comparator = if self.is_beside(m) {
            Comparator::Equal
        } else {
            self.comparator(m.first, m.last, m.approximate, m.plural)
        };
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
        if m.kind != AmountKind::Percent && m.scale > Decimal::ONE_HUNDRED && !self.is_conversion() {
            self.lender = Some(self.found.len() - 1);
        }
        m.last + 1
    }

    /// Whether the last amount only tells in another currency what stands before its bracket: « 3 milliards de dollars (2,8 milliards
    /// d'euros) ».
    fn is_conversion(&self) -> bool {
        let ([.., told, last], [.., before, here]) = (&self.found[..], &self.tokens[..]) else {
            return false;
        };
        let money = told.kind == AmountKind::Money && last.kind == AmountKind::Money && told.unit != last.unit;
        money && self.word(before.end) == "(" && here.start <= before.end + 4
    }

    /// Whether the word before a count bounds it no more than it would one thing: « sous deux réserves », « proche de trois élus »,
    /// « vers 300 villages ».
    fn is_beside(&self, m: &Measure) -> bool {
        if m.kind != AmountKind::Count {
            return false;
        }
        let before = cue::before(self.text, self.sentence.start, m.first);
        let near = before.is_some_and(|(_, at)| cue::is_near(self.text, at));
        let great = m.value >= Decimal::ONE_HUNDRED && before.is_some_and(|(_, at)| self.word(at) != "vers");
        self.back(m.first, 1) == "sous" || near && !great
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
        // « reculer vers » tells a level.
        if self.word(start) == "vers" && start < first {
            return None;
        }
        // « de » belongs to the comparator in « près de » and to the verb in « baissé de ».
        cue::direction(self.text, self.sentence.start, start)
    }

    /// As [`Self::direction`], of a count: only behind a word that counts too, and « de »: « une hausse de 300 inscrits ».
    fn direction_of_count(&self, first: usize) -> Option<Direction> {
        let start = cue::before(self.text, self.sentence.start, first).map_or(first, |(_, at)| at);
        cue::direction_of_count(self.text, self.sentence.start, start)
    }

    /// The direction of the amount before, in a list that goes on with its verb: « recule de 2 % en mai et de 3 % en juin ».
    /// Not « baisse de 2 %, à 3 millions », « recule de 2 % et atteint 3 % », « gagne 2 %, 3 % des gains ».
    fn shared_direction(&self, m: &Measure) -> Option<Direction> {
        let last = self
            .found
            .last()
            .filter(|a| a.kind == m.kind && m.kind != AmountKind::Count)?;
        let direction = last.direction?;
        let end = self.tokens.last()?.end;
        let start = cue::before(self.text, self.sentence.start, m.first).map_or(m.first, |(_, at)| at);
        let at = start - usize::from(WordSet::Of.has(self.back(start, 1)));
        let joined = at > end.max(self.sentence.start) && WordSet::AndThen.has(self.back(at, 1));
        let joint = at.saturating_sub(1);
        let between = end..joint - usize::from(joint > end && self.word(joint - 1) == ",");
        let goes_on = between.is_empty() || between.len() <= 5 && WordSet::Adjunct.has(self.word(between.start));
        let whole = WordSet::OfAny.has(self.word(m.last + 1));
        // « baissent de 4 %, et 12 % sont vendus en ligne », « recule de 2 % et 8 % restent »
        let next = self.word(m.last + 1);
        let subject = next.ends_with("ent") || words::is(next, Class::Copula) || words::is(next, Class::Verb);
        (joined && goes_on && !subject && end > self.sentence.start && !whole && !m.signed).then_some(direction)
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

    /// The folded word that stands `k` tokens before `token` in this sentence; empty past its start.
    pub(super) fn back(&self, token: usize, k: usize) -> &'a str {
        token.checked_sub(k).map_or("", |t| self.word(t))
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
