//! One parsed sentence with its names, amounts and dates by word.

use super::Scene;
use super::ontology::{Accept, Condition, Pos, ontology};
use crate::amount::AmountKind;
use crate::entity::demonym::is_demonym;
use crate::entity::{Reference, antecedent};
use crate::lexicon::words::{Nouns, WordSet};
use crate::ner::{Label, Mention, firm_noun};
use crate::syntax::{Base, Clause, Filler, Parse, Tree, Upos, Word};
use crate::text::{Span, fold};

/// One parsed sentence. Word indices are the sentence's own.
#[derive(Debug)]
pub struct View<'s> {
    /// The document.
    pub scene: &'s Scene<'s>,
    /// The sentence's index.
    pub sentence: usize,
    /// Its first token.
    pub base: usize,
    /// First word of the sentence itself, behind a dateline (« PARIS, 17 mars (AFP) – ») or a place and colon (« Italie : »).
    pub opening: usize,
    /// Its parse.
    pub parse: &'s Parse,
    /// The tree of the parse with the words' forms and lemmas.
    pub clause: Clause<'s, 's>,
    /// For each word, the mention that covers it.
    pub mentions: Vec<Option<usize>>,
    /// For each word, the amount that covers it.
    pub amounts: Vec<Option<usize>>,
    /// For each word, the temporal expression that covers it.
    pub timexes: Vec<Option<usize>>,
}

/// For each word of the sentence, the index of the item that covers it.
fn cover<'i>(scene: &Scene<'_>, base: usize, n: usize, spans: impl Iterator<Item = (usize, &'i Span)>) -> Vec<Option<usize>> {
    let mut out = vec![None; n];
    let text = scene.text;
    for (index, span) in spans {
        let first = text.token_at(span.start());
        for t in first.max(base)..base + n {
            if text.tokens()[t].span().start() >= span.end() {
                break;
            }
            out[t - base] = Some(index);
        }
    }
    out
}

/// The folded lemma of a word: that of its form where the tables know one verb only (the small model makes « détruier » of « détruits »),
/// else the parser's.
fn lemma(word: &Word, form: &str) -> String {
    if matches!(word.upos, Upos::Verb | Upos::Aux) {
        let mut known = ontology().lemmas_of(form).iter().filter(|(pos, _)| *pos == Pos::Verb);
        if let (Some((_, lemma)), None) = (known.next(), known.next()) {
            return lemma.clone();
        }
    }
    fold(&word.lemma)
}

impl<'s> View<'s> {
    /// The view of each sentence of a document that has a parse, by its index.
    pub fn all(scene: &'s Scene<'s>) -> Vec<Option<Self>> {
        let parses = scene.tagging.parses.iter().enumerate();
        parses
            .map(|(i, parse)| parse.as_ref().map(|p| Self::new(scene, i, p)))
            .collect()
    }

    /// The view of a sentence with a parse.
    pub fn new(scene: &'s Scene<'s>, sentence: usize, parse: &'s Parse) -> Self {
        let s = &scene.text.sentences()[sentence];
        let (base, n) = (s.tokens().start, s.tokens().len());
        let forms: Vec<&str> = s.tokens().map(|t| scene.text.word(t)).collect();
        let lemmas = parse.words().iter().zip(&forms).map(|(w, form)| lemma(w, form)).collect();
        let span = s.span();
        let near = |x: &Span| span.overlaps(*x);
        let mention_range = range_of(&scene.tagging.mentions, |m| m.span, span);
        let amount_range = range_of(scene.amounts, |a| a.span, span);
        let timex_range = range_of(scene.timexes, |t| t.span, span);
        let mut view = Self {
            scene,
            sentence,
            base,
            opening: 0,
            parse,
            mentions: cover(
                scene,
                base,
                n,
                mention_range
                    .map(|i| (i, &scene.tagging.mentions[i].span))
                    .filter(|(_, x)| near(x)),
            ),
            amounts: cover(
                scene,
                base,
                n,
                amount_range.map(|i| (i, &scene.amounts[i].span)).filter(|(_, x)| near(x)),
            ),
            timexes: cover(
                scene,
                base,
                n,
                timex_range.map(|i| (i, &scene.timexes[i].span)).filter(|(_, x)| near(x)),
            ),
            clause: Clause {
                tree: Tree::new(parse),
                forms,
                lemmas,
            },
        };
        view.opening = view.opening();
        view
    }

    fn opening(&self) -> usize {
        const COLON: usize = 5;
        const DASH: usize = 16;
        let colon = (1..self.len().min(COLON)).find(|&i| self.form(i) == ":" && self.mentions[i - 1].is_some());
        let dash = (1..self.len().min(DASH)).find(|&i| {
            WordSet::Dash.has(self.form(i))
                && (0..i).any(|k| self.timexes[k].is_some() || self.form(k) == ")")
                && !(0..i).any(|k| self.tree().is_verb(k))
        });
        dash.or(colon).map_or(0, |i| i + 1)
    }

    /// The head of the first noun phrase between the opening and a verb, where the parse has lost the subject to the opening.
    pub fn first_nominal(&self, verb: usize) -> Option<usize> {
        if self.opening == 0 {
            return None;
        }
        (self.opening..verb.min(self.len())).find(|&i| {
            matches!(self.tree().upos(i), Upos::Noun | Upos::Propn)
                && !self
                    .tree()
                    .children(i)
                    .iter()
                    .any(|&c| c < i && self.tree().base(c) == Base::Case)
        })
    }

    /// The word of the sentence that heads the words of a span.
    pub fn head(&self, span: Span) -> Option<usize> {
        let tokens = self.scene.text.tokens();
        let inside = |&i: &usize| tokens[self.base + i].span().overlaps(span);
        let words: Vec<usize> = (0..self.len()).filter(inside).collect();
        self.parse.head_of(&words)
    }

    /// The tree.
    pub fn tree(&self) -> &Tree<'s> {
        &self.clause.tree
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.clause.forms.len()
    }

    /// The folded form.
    pub fn form(&self, i: usize) -> &'s str {
        self.clause.forms[i]
    }

    /// The folded lemma.
    pub fn lemma(&self, i: usize) -> &str {
        &self.clause.lemmas[i]
    }

    /// The span of words `first` to `last`.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.scene.text.span(self.base + first, self.base + last)
    }

    /// A pronoun's place without the hyphens that tie it to its verb: « il » of « a-t-il »; « celui-ci » stays whole.
    pub fn pronoun(&self, i: usize) -> Span {
        let (text, whole) = (self.scene.text.raw(), self.span(i, i));
        let hyphen = ['-', '\u{2010}', '\u{2011}'];
        let written = whole.of(text);
        if !written.starts_with(hyphen) {
            return whole;
        }
        let own = written.rsplit(hyphen).next().unwrap_or_default();
        Span::new(text, whole.end() - own.len()..whole.end()).unwrap_or(whole)
    }

    /// The mention at the word.
    pub fn mention(&self, i: usize) -> Option<&'s Mention> {
        self.mentions[i].map(|m| &self.scene.tagging.mentions[m])
    }

    /// The name that a noun phrase is called by: at its head, or right behind it (« le président élu Donald Trump »).
    pub fn name_of(&self, head: usize) -> Option<usize> {
        if let Some(m) = self.mentions[head] {
            return Some(m);
        }
        let tree = self.tree();
        if !matches!(tree.upos(head), Upos::Noun | Upos::Adj | Upos::X) {
            return None;
        }
        let mut work = vec![head];
        while let Some(at) = work.pop() {
            for &c in tree.children(at) {
                let bare = !tree.children(c).iter().any(|&x| tree.base(x) == Base::Case);
                let close = match tree.base(c) {
                    Base::Flat | Base::Appos => true,
                    Base::Nmod | Base::Compound => bare,
                    Base::Amod => self.mentions[c].is_some(),
                    _ => false,
                };
                if close && bare && c > head {
                    match self.mention(c) {
                        Some(m) if matches!(m.label, Label::Per | Label::Org) => return self.mentions[c],
                        Some(_) if tree.base(c) != Base::Appos => return self.mentions[c],
                        _ if tree.base(c) == Base::Flat => work.push(c),
                        _ => {}
                    }
                }
            }
        }
        if let Some(m) = self.behind_complement(head) {
            return Some(m);
        }
        // The name may also stand right behind the noun and its adjectives, or between commas, whatever the parse says.
        let (_, end) = self.phrase(head);
        let close = (head + 1..self.len())
            .take(3)
            .find(|&i| self.mentions[i].is_some() || !(tree.upos(i) == Upos::Adj || self.is_participle(i)));
        let title = self.class("people", head);
        let aside = (title && end + 2 < self.len() && self.form(end + 1) == ",").then_some(end + 2);
        [close, aside].into_iter().flatten().find_map(|next| {
            let m = self.mention(next)?;
            let starts = next == 0 || self.mentions[next - 1] != self.mentions[next];
            let right = match m.label {
                Label::Per => true,
                Label::Org => !title && Some(next) == close,
                _ => false,
            };
            (right && starts).then_some(self.mentions[next]?)
        })
    }

    /// The firm's name that the parse hangs on the complement of its noun: « le géant russe de la cybersécurité Kaspersky ».
    fn behind_complement(&self, head: usize) -> Option<usize> {
        let tree = self.tree();
        let complements = tree
            .of_base(head, Base::Nmod)
            .filter(|&c| c > head && self.mentions[c].is_none());
        complements
            .flat_map(|c| tree.children(c).iter().copied())
            .filter(|&name| self.mention(name).is_some_and(|m| m.label == Label::Org))
            .find(|&name| firm_noun(self.scene.text, self.parse, self.base, name) == Some(head))
            .and_then(|name| self.mentions[name])
    }

    fn is_participle(&self, i: usize) -> bool {
        self.tree().upos(i) == Upos::Verb && self.tree().word(i).features.verb_form == Some(crate::syntax::VerbForm::Part)
    }

    /// First and last word of a noun phrase up to its head and close complements, without what stands in front of the phrase: « Vers 15 h,
    /// rue Neuve, une voiture ».
    pub fn phrase(&self, head: usize) -> (usize, usize) {
        let (first, last) = self.subtree(head);
        let last = self.with_closing_quote(first, self.before_open_bracket(head, last));
        let parts = |i: usize| {
            let between = self.form(i) == "," && self.amounts[i].is_none();
            let when = self.timexes[i].is_some() && self.timexes[i] != self.timexes[head];
            let clause = self.tree().upos(i) == Upos::Verb && !self.is_participle(i);
            between || when || clause
        };
        match (first..head).rev().find(|&i| parts(i) && !self.joined(i, head)) {
            // An adverb in front of the phrase: « 18 h, déjà sept blessés ».
            Some(i) if i + 1 < head && self.tree().upos(i + 1) == Upos::Adv && self.amounts[i + 1].is_none() => (i + 2, last),
            Some(i) => (i + 1, last),
            None => (first, last),
        }
    }

    /// The end of a phrase without a bracket that it opens and does not close: « des habitants de Furiana (2B ».
    fn before_open_bracket(&self, head: usize, last: usize) -> usize {
        let mut open = None;
        for i in head..=last {
            if self.form(i) == "(" {
                open = Some(i);
            } else if self.form(i) == ")" {
                open = None;
            }
        }
        open.filter(|i| *i > head).map_or(last, |i| i - 1)
    }

    /// The end of a phrase with the quotation mark behind it that closes what it opens: « des « initiatives européennes » ».
    fn with_closing_quote(&self, first: usize, last: usize) -> usize {
        let straight = |i: usize| self.form(i) == "\"";
        let open = (first..=last).fold(false, |open, i| {
            let closes = self.form(i) == "»" || open && straight(i);
            !closes && (open || self.form(i) == "«" || straight(i))
        });
        let behind = last + 1;
        let closed = open && behind < self.len() && (self.form(behind) == "»" || straight(behind));
        if closed { behind } else { last }
    }

    /// Whether the comma before a noun stands between its adjectives: « une longue, très longue grève ».
    fn joined(&self, comma: usize, head: usize) -> bool {
        let tree = self.tree();
        let adjective = |i: usize| tree.upos(i) == Upos::Adj;
        comma > 0
            && adjective(comma - 1)
            && (comma + 1..head).all(|i| matches!(tree.upos(i), Upos::Adj | Upos::Adv | Upos::Cconj))
    }

    /// First and last word of a head with its close complements.
    fn subtree(&self, head: usize) -> (usize, usize) {
        let tree = self.tree();
        let (mut first, mut last) = (head, head);
        for &c in tree.children(head) {
            let take = match tree.base(c) {
                // « l'université, cible d'une attaque »
                Base::Amod => !(c > head && self.form(c - 1) == "," && Nouns::Target.has(self.form(c))),
                Base::Det | Base::Nummod | Base::Flat | Base::Fixed | Base::Compound => true,
                Base::Nmod => matches!(self.clause.preposition(c).as_str(), "de" | "") && c > head,
                // « la région Bretagne »
                Base::Appos => c == head + 1 && self.mention(c).is_some_and(|m| m.label == Label::Loc),
                _ => false,
            };
            if !take {
                continue;
            }
            let (a, b) = if matches!(tree.base(c), Base::Det) {
                (c, c)
            } else {
                self.subtree(c)
            };
            let a = if tree.base(c) == Base::Nmod {
                tree.of_base(c, Base::Case).filter(|&x| x < c).min().unwrap_or(a).min(a)
            } else {
                a
            };
            first = first.min(a);
            last = last.max(b);
        }
        (first, last)
    }

    /// Whether the word is a personal pronoun that can stand for a doer.
    pub fn is_pronoun(&self, i: usize) -> bool {
        self.tree().upos(i) == Upos::Pron
    }

    fn class(&self, class: &str, i: usize) -> bool {
        ontology().in_class(class, self.lemma(i))
            || ontology().in_class(class, self.form(i))
            || class == "people" && self.is_demonym(i)
    }

    /// Whether the word is a noun for an inhabitant: « un Français », « des Guyanais ».
    fn is_demonym(&self, i: usize) -> bool {
        let tree = self.tree();
        let raw = self.scene.text.raw_word(self.base + i);
        let capital = raw.starts_with(char::is_uppercase);
        let noun = match tree.upos(i) {
            Upos::Noun => true,
            Upos::Propn | Upos::Adj => capital,
            _ => false,
        };
        let named = self.mention(i).is_some_and(|m| m.label != Label::Misc);
        let introduced = tree.children(i).iter().any(|&c| {
            c < i
                && match tree.base(c) {
                    Base::Nummod => true,
                    // « le russe » is the language.
                    Base::Det => capital || WordSet::Indefinite.has(self.form(c)),
                    _ => false,
                }
        });
        noun && !named && is_demonym(raw, introduced)
    }

    /// Whether a filler stands for someone who can act.
    pub fn animate(&self, i: usize) -> bool {
        if let Some(m) = self.name_of(i) {
            let label = self.scene.tagging.mentions[m].label;
            return matches!(label, Label::Per | Label::Org) || label == Label::Loc && self.mentions[i].is_some();
        }
        if self.is_pronoun(i) {
            return !WordSet::ThingPronoun.has(self.form(i));
        }
        // « le premier aurait été arrêté »
        let ordinal = WordSet::Ordinal.has(self.form(i));
        if ordinal && matches!(self.tree().upos(i), Upos::Adj | Upos::Noun) && self.tree().of_base(i, Base::Det).next().is_some()
        {
            return true;
        }
        let person = self.amounts[i].is_some_and(|a| self.scene.amounts[a].person);
        person || ["people", "firm", "institution"].iter().any(|c| self.class(c, i))
    }

    fn accepts_one(&self, accept: &Accept, i: usize) -> bool {
        let amount = |kind: AmountKind| self.amounts[i].is_some_and(|a| self.scene.amounts[a].kind == kind);
        match accept {
            Accept::Any => true,
            Accept::Name(label) => self.name_of(i).is_some_and(|m| {
                let found = self.scene.tagging.mentions[m].label;
                label.is_none_or(|l| l == found)
            }),
            Accept::Country => self.mentions[i].is_some_and(|m| {
                let entities = self.scene.entities;
                entities.of_mention.get(m).is_some_and(|&e| entities.of(e).country.is_some())
            }),
            Accept::Money => amount(AmountKind::Money),
            Accept::Percent => amount(AmountKind::Percent) || amount(AmountKind::PercentagePoint),
            Accept::Count => amount(AmountKind::Count),
            Accept::Animate => self.animate(i),
            Accept::Inanimate => !self.animate(i),
            Accept::Class(class) => self.class(class, i),
            Accept::Lemmas(lemmas) => lemmas.iter().any(|l| l == self.lemma(i) || l == self.form(i)),
        }
    }

    /// Whether a word satisfies any of the kinds (all do when none is asked for).
    pub fn accepts(&self, accepts: &[Accept], i: usize) -> bool {
        accepts.is_empty() || accepts.iter().any(|a| self.accepts_one(a, i))
    }

    /// Whether the entity behind « son », « sa » is one of the kinds: « son départ » is that of a person.
    fn owner_accepted(&self, accepts: &[Accept], i: usize) -> bool {
        let at = self.base + i;
        let scene = self.scene;
        let Some(owner) = antecedent(
            scene.text,
            scene.entities,
            &scene.tagging.mentions,
            at..at + 1,
            Reference::Pronoun,
        ) else {
            return false;
        };
        let owner = scene.entities.of(owner).label;
        accepts.iter().any(|accept| match accept {
            Accept::Any | Accept::Animate => true,
            Accept::Name(label) => label.is_none_or(|l| l == owner),
            Accept::Class(class) => match owner {
                Label::Per => matches!(class.as_str(), "people" | "office"),
                Label::Org => matches!(class.as_str(), "firm" | "institution"),
                _ => false,
            },
            _ => false,
        })
    }

    /// Whether an object pronoun may stand for the people whom a condition asks for: « l'interroger », « ils ont été interceptés ».
    ///
    /// « Il » and « elle » may when the text has named a person whom they can mean. Subjects may not: « il se rend à » is said of anything.
    pub fn may_hold(&self, condition: &Condition, fillers: &[Filler]) -> bool {
        let people = condition.accepts.iter().any(|a| match a {
            Accept::Animate | Accept::Name(Some(Label::Per)) => true,
            Accept::Class(class) => class == "people",
            _ => false,
        });
        let stands = |i: usize| match self.form(i) {
            "il" | "elle" => self.owner_accepted(&[Accept::Name(Some(Label::Per))], i),
            _ => self.is_personal(i),
        };
        people
            && condition.slot == "obj"
            && fillers
                .iter()
                .any(|f| f.slot == "obj" && self.is_pronoun(f.word) && stands(f.word))
    }

    /// Whether the form of a pronoun can stand for a person by itself.
    fn is_personal(&self, i: usize) -> bool {
        WordSet::PersonPronoun.has(self.form(i).trim_start_matches("-t-").trim_start_matches('-'))
    }

    /// Whether a condition holds for a trigger at `at` with these fillers.
    pub fn holds(&self, condition: &Condition, at: usize, fillers: &[Filler]) -> bool {
        let tree = self.tree();
        let any = |mut words: &mut dyn Iterator<Item = usize>| Iterator::any(&mut words, |w| self.accepts(&condition.accepts, w));
        match condition.slot.as_str() {
            "mod" => any(&mut tree.children(at).iter().copied().filter(|&c| {
                matches!(
                    tree.base(c),
                    Base::Amod | Base::Nmod | Base::Acl | Base::Flat | Base::Compound | Base::Appos
                )
            })),
            "head" => any(&mut tree.head(at).into_iter()),
            "context" => any(&mut (0..self.len()).filter(|&i| i != at)),
            "amount" => any(&mut (0..self.len()).filter(|&i| i != at && self.amounts[i].is_some() && tree.under(i, at))),
            "iobj" => any(&mut fillers
                .iter()
                .filter(|f| f.slot == "a" && self.is_pronoun(f.word))
                .map(|f| f.word)),
            // « son départ » is the départ « de » somebody.
            slot => fillers.iter().any(|f| {
                f.slot == slot && self.accepts(&condition.accepts, f.word)
                    || slot == "de" && f.slot == "poss" && self.owner_accepted(&condition.accepts, f.word)
            }),
        }
    }
}

/// The indices of the sorted items that can lie in the span.
fn range_of<T>(items: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> std::ops::Range<usize> {
    let from = items.partition_point(|x| span_of(x).end() <= span.start());
    let to = items.partition_point(|x| span_of(x).start() < span.end());
    from..to.max(from)
}
