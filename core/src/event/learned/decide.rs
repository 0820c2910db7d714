//! From the heads' scores to triggers, arguments, dates, amounts, factuality and sources.

use super::evidence;
use super::grammar::Grammar;
use crate::event::candidate::{self, Candidate, Standing};
use crate::event::considered::{Considered, Verdict};
use crate::event::ontology::{Ontology, TypeId, ontology};
use crate::event::view::View;
use crate::event::{
    AmountRole, Argument, Attribution, AttributionKind, DateRole, Event, Factuality, Linked, Role, Scene, argument::argument,
    by_rules::told,
};
use crate::heads::{EventHeads, FACTS, Kind, LINKS, Link, Offered, Path, PosClass, Relation, Vectors, softmax};
use crate::lexicon::inflection::is_infinitive;
use crate::lexicon::words::{Nouns, Verbs, WordSet};
use crate::syntax::{Base, Upos, Voice};
use crate::text::Span;

/// The heads over one sentence.
pub(in crate::event) struct Reader<'r, 's> {
    heads: &'r EventHeads,
    vectors: &'r Vectors,
    view: &'r View<'s>,
    kinds: Vec<Kind>,
    words: Vec<Word>,
}

// The head answers with the members of `Factuality`, in their order.
const _: () = assert!(FACTS == Factuality::ALL.len());

/// Below this a type is not worth a look.
const WORTH_A_LOOK: f32 = 0.05;

/// A word with its likeliest type, and what spoke for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The word.
    pub span: Span,
    /// The code of the type.
    pub code: String,
    /// How likely the word tells it, 0 to 1.
    pub probability: f32,
    /// From when on it is told.
    pub needed: f32,
    /// What the tables add to the logit.
    pub tables: f32,
    /// What the annotated text adds to it.
    pub lessons: f32,
}

/// The words of a text that the heads weighed, in its order; empty where the backend has no heads.
pub fn weighed(scene: &Scene<'_>) -> Vec<Weighed> {
    let views = View::all(scene);
    let of = |view| {
        let starts: Vec<usize> = told(ontology(), view).0.iter().map(|c| c.first).collect();
        Reader::new(ontology(), view, &starts)
    };
    let readers: Vec<Reader<'_, '_>> = views.iter().flatten().filter_map(of).collect();
    let context = Context::of(&readers);
    readers.iter().flat_map(|r| r.weighed(&context)).collect()
}

/// A word that may tell an event.
struct Word {
    /// Its index in the sentence.
    at: usize,
    /// What tables and annotated text offer, by the index of the type.
    offers: Vec<(usize, Offered)>,
    /// The logits of its types, for itself.
    logits: Vec<f32>,
}

impl Word {
    fn offered(&self, code: usize) -> Option<&Offered> {
        self.offers.iter().find(|(c, _)| *c == code).map(|(_, o)| o)
    }
}

/// What the words of a document tell together: « l'attaque » in an article on a cyberattack is one.
///
/// A type that other words of the document tell gains, one that none tells loses. Weight and floor were chosen among 0, 0.2, 0.35 and 0.5
/// on the held-out lessons and the evaluation sets (docs/lab/events.md).
pub(in crate::event) struct Context {
    /// For each type, the sum of its probabilities over the words.
    mass: Vec<f32>,
}

impl Context {
    const WEIGHT: f32 = 0.35;
    const FLOOR: f32 = 0.3;
    const SPARING: f32 = 0.5;

    /// The context that the sentences of a document make.
    pub(in crate::event) fn of<'r, 's: 'r>(readers: impl IntoIterator<Item = &'r Reader<'r, 's>>) -> Self {
        let mut mass: Vec<f32> = Vec::new();
        for word in readers.into_iter().flat_map(|r| &r.words) {
            let mut p = word.logits.clone();
            softmax(&mut p);
            mass.resize(p.len(), 0.0);
            for (sum, p) in mass.iter_mut().zip(&p) {
                *sum += p;
            }
        }
        Self { mass }
    }

    /// The probabilities of a word's types, with what the other words of the document say.
    fn weigh(&self, logits: &[f32]) -> Vec<f32> {
        let mut own = logits.to_vec();
        softmax(&mut own);
        let others = self.mass.iter().zip(&own).map(|(sum, p)| (sum - p).max(0.0));
        let told: Vec<f32> = others.map(|m| (m + Self::FLOOR).ln()).collect();
        let types = told.get(1..).unwrap_or_default();
        let mean = types.iter().sum::<f32>() / types.len().max(1) as f32;
        let mut out = logits.to_vec();
        for (x, told) in out.iter_mut().zip(&told).skip(1) {
            *x += Self::WEIGHT * (told - mean - Self::SPARING);
        }
        softmax(&mut out);
        out
    }
}

/// A trigger that the heads tell.
pub(in crate::event) struct Found<'o> {
    /// The trigger.
    pub(in crate::event) candidate: Candidate<'o>,
    /// The index of its type among the heads' codes, or `None` for one that only the tables tell.
    pub(in crate::event) code: Option<usize>,
    /// How likely trigger and type are right, where the heads told it.
    pub(in crate::event) probability: Option<f32>,
}

impl<'o> Found<'o> {
    /// A trigger that only the tables tell.
    pub(in crate::event) fn by_tables(candidate: Candidate<'o>) -> Self {
        Self {
            candidate,
            code: None,
            probability: None,
        }
    }
}

impl<'r, 's> Reader<'r, 's> {
    /// The reader of a sentence, where its backend has heads and vectors; those triggers that the tables tell begin at `starts`.
    pub(in crate::event) fn new(ontology: &'static Ontology, view: &'r View<'s>, starts: &[usize]) -> Option<Self> {
        let tagging = view.scene.tagging;
        let mut reader = Self {
            heads: tagging.heads.as_deref()?,
            vectors: tagging.vectors.get(view.sentence)?.as_ref()?,
            view,
            kinds: (0..view.len()).map(|i| evidence::kind(view, i)).collect(),
            words: Vec::new(),
        };
        let considered = evidence::considered(ontology, view, starts);
        for at in (0..view.len()).filter(|&i| candidate::may_tell(view, i)) {
            let here: Vec<&Considered> = considered.iter().filter(|c| c.word == at).collect();
            let offers = reader.offers(at, &here);
            let logits = reader.heads.types(reader.vectors, at, reader.kinds[at] as usize, &offers);
            reader.words.push(Word { at, offers, logits });
        }
        Some(reader)
    }

    /// The triggers of the sentence, in order; `told` are those of the tables.
    pub(in crate::event) fn triggers<'o>(
        &self,
        ontology: &'static Ontology,
        context: &Context,
        told: Vec<Candidate<'o>>,
    ) -> Vec<Found<'o>>
    where
        'static: 'o,
    {
        let mut out: Vec<Found<'o>> = Vec::new();
        for word in &self.words {
            let Some((code, probability)) = self.likeliest(word, context) else {
                continue;
            };
            let name = self.heads.codes()[code].as_str();
            if let Some(kind) = TypeId::of(name).filter(|_| probability >= self.heads.scale(None).threshold) {
                let mut candidate = candidate::of_type(ontology, self.view, word.at, kind);
                if word.offered(code).is_some_and(|o| o.verdicts[Offered::TOLD]) {
                    candidate.standing = Standing::Told;
                }
                out.push(Found {
                    candidate,
                    code: Some(code),
                    probability: Some(probability),
                });
            }
        }
        // A unit takes its words: of two that share one, the likelier stays.
        let mut kept: Vec<Found<'o>> = Vec::new();
        for found in out {
            match kept.last() {
                Some(last) if found.candidate.first <= last.candidate.last => {
                    if found.probability > last.probability {
                        kept.pop();
                        kept.push(found);
                    }
                }
                _ => kept.push(found),
            }
        }
        let apart = |c: &Candidate<'_>, k: &Candidate<'_>| k.last < c.first || c.last < k.first;
        // Of what the heads have not learned they can tell nothing: a new type wins its words, a disputed one has what is left.
        let unlearned = told.into_iter().filter(|c| !self.heads.knows(c.trigger.kind.code()));
        let (new, disputed): (Vec<_>, Vec<_>) = unlearned.partition(|c| candidate::comes_first(Some(self.heads), c.trigger.kind));
        kept.retain(|k| new.iter().all(|c| apart(c, &k.candidate)));
        let free = |c: &Candidate<'_>| kept.iter().all(|k| apart(c, &k.candidate));
        let rest: Vec<Candidate<'o>> = disputed.into_iter().filter(free).collect();
        kept.extend(new.into_iter().chain(rest).map(Found::by_tables));
        kept.sort_by_key(|f| f.candidate.at);
        kept
    }

    /// The likeliest type of a word and its probability, in the light of what the document is about.
    fn likeliest(&self, word: &Word, context: &Context) -> Option<(usize, f32)> {
        let p = context.weigh(&word.logits);
        let (code, &top) = p.iter().enumerate().skip(1).max_by(|a, b| a.1.total_cmp(b.1))?;
        Some((code, self.heads.scale(None).probability(top)))
    }

    /// The words of the sentence whose likeliest type is worth a look, told or not.
    fn weighed(&self, context: &Context) -> Vec<Weighed> {
        let weighed = self.words.iter().filter_map(|word| {
            let (code, probability) = self.likeliest(word, context).filter(|(_, p)| *p >= WORTH_A_LOOK)?;
            let part = |of: fn(&Offered) -> Offered| word.offered(code).map_or(0.0, |o| self.heads.offer(code, &of(o)));
            Some(Weighed {
                span: self.view.span(word.at, word.at),
                code: self.heads.codes()[code].clone(),
                probability,
                needed: self.heads.scale(None).threshold,
                tables: part(|o| Offered { attested: None, ..*o }),
                lessons: part(|o| Offered {
                    attested: o.attested,
                    ..Offered::default()
                }),
            })
        });
        weighed.collect()
    }

    /// What tables and annotated text offer for a word, by the index of the type.
    fn offers(&self, i: usize, considered: &[&Considered]) -> Vec<(usize, Offered)> {
        let codes = self.heads.codes();
        let mut out: Vec<(usize, Offered)> = Vec::new();
        let mut of = |code: usize, change: &mut dyn FnMut(&mut Offered)| match out.iter_mut().find(|(c, _)| *c == code) {
            Some((_, offered)) => change(offered),
            None => {
                let mut offered = Offered::default();
                change(&mut offered);
                out.push((code, offered));
            }
        };
        for c in considered {
            let Some(code) = codes.iter().position(|x| x == c.kind.code()) else {
                continue;
            };
            of(code, &mut |o| {
                o.verdicts[c.verdict.index()] = true;
                o.prior = o.prior.max(c.prior);
                if c.verdict == Verdict::Told {
                    o.told_prior = c.prior;
                }
            });
        }
        let class = match self.view.tree().upos(i) {
            Upos::Verb | Upos::Aux => PosClass::Verb,
            Upos::Adj => PosClass::Adjective,
            _ => PosClass::Noun,
        };
        for (code, attested) in self.heads.lexicon().of(class, self.view.lemma(i)) {
            of(code, &mut |o| o.attested = Some(attested));
        }
        out.sort_by_key(|(code, _)| *code);
        out
    }

    /// Settles an event that the rules have filled: each of its parts by its score.
    pub(in crate::event) fn settle(&self, event: &mut Event, found: &Found<'_>) {
        let Some(code) = found.code else { return };
        let at = found.candidate.at;
        let said = evidence::links_of(self.view, event);
        let scores = self.links(at, code, &said);
        event.arguments = self.arguments(found, event, &scores);
        event.dates = self.dates(&scores);
        event.amounts = self.amounts(&scores);
        self.attribute(event, &scores);
        if !event.firm {
            self.settle_factuality(event, at);
        }
    }

    /// Settles whether an event is a fact, where grammar leaves it open.
    fn settle_factuality(&self, event: &mut Event, at: usize) {
        let rules = event.factuality as usize;
        let mut p = self.heads.facts(self.vectors, at, rules);
        softmax(&mut p);
        let best = (0..FACTS).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(rules);
        event.factuality = Factuality::ALL[best];
        if best != rules {
            // The words that decided for the rules did not decide.
            event.cues.clear();
        }
    }

    /// For each word, how likely it takes part in each way.
    fn links(&self, at: usize, code: usize, said: &[(Link, usize)]) -> Vec<[f32; LINKS]> {
        let mut by_word = vec![[false; LINKS]; self.view.len()];
        let mut taken = [false; LINKS];
        for &(link, word) in said {
            by_word[word][link as usize] = true;
            taken[link as usize] = true;
        }
        let trigger = self.heads.trigger(self.vectors, at, code, taken);
        (0..self.view.len())
            .map(|i| {
                let kind = self.kinds[i] as usize;
                let (path, relation) = self.path(at, i);
                let relation = Relation {
                    kind,
                    distance: i as isize - at as isize,
                    path,
                    relation,
                    said: by_word[i],
                };
                let mut logits = self.heads.links(&trigger, &self.heads.word(self.vectors, i, kind), &relation);
                for (link, x) in logits.iter_mut().enumerate() {
                    *x = self.heads.scale(Some(link)).of_logit(*x);
                }
                logits
            })
            .collect()
    }

    /// How the parse leads from the trigger to a word, with the relation on the way.
    fn path(&self, at: usize, i: usize) -> (Path, usize) {
        let tree = self.view.tree();
        let head = |x: usize| tree.head(x);
        let relation = |x: usize| self.heads.relation(tree.word(x).deprel.name());
        if i == at {
            (Path::Same, 0)
        } else if head(i) == Some(at) {
            (Path::Child, relation(i))
        } else if head(at) == Some(i) {
            (Path::Parent, relation(at))
        } else if head(i).and_then(head) == Some(at) {
            (Path::Grandchild, relation(i))
        } else if head(i) == head(at) {
            (Path::Sibling, relation(i))
        } else {
            (Path::Far, 0)
        }
    }

    fn enough(&self, link: Link, p: f32) -> bool {
        p >= self.heads.scale(Some(link as usize)).threshold
    }

    /// Whether a word is likely enough to take part so, where the likeliest in that role has `best`.
    ///
    /// Annotators rarely give an event a second recipient, and what comes second is mostly a part of the first or stands beside it.
    /// The factor was chosen among 1, 1.4, 1.8 and 2.3 on the evaluation sets (docs/lab/events.md).
    fn is_likely(&self, link: Link, p: f32, best: f32) -> bool {
        const SECOND_RECIPIENT: f32 = 1.4;
        let second = link == Link::Recipient && p < best;
        self.enough(link, if second { p / SECOND_RECIPIENT } else { p })
    }

    /// The arguments that are likely enough, the likelier first where two have the same words; roles that no head tells stay the rules'.
    fn arguments(&self, found: &Found<'_>, event: &Event, scores: &[[f32; LINKS]]) -> Vec<Argument> {
        let (at, rules) = (found.candidate.at, &event.arguments);
        let roles = [
            (Link::Actor, Role::Actor),
            (Link::Recipient, Role::Recipient),
            (Link::Theme, Role::Theme),
            (Link::Place, Role::Place),
        ];
        let mut likely: Vec<(f32, Role, usize)> = Vec::new();
        let best = |link: Link| scores.iter().map(|p| p[link as usize]).fold(0.0, f32::max);
        let roles = roles.map(|(link, role)| (link, role, best(link)));
        let undergoes = self.undergoes(at);
        let (orders, obeys) = self.ordered(at);
        let grammar = Grammar::new(self.view, &found.candidate, event.kind);
        let before = |i: usize| self.view.clause.preposition(i);
        // Who is only asked takes no part; who is asked of a speech act may speak: « soupçonné, selon le parquet ».
        let asked = |i: usize| !event.kind.behavior().speech && grammar.is_asked(i);
        for (i, p) in scores.iter().enumerate() {
            let here: Vec<(Link, Role)> = roles
                .into_iter()
                .filter(|&(link, _, best)| self.is_likely(link, p[link as usize], best))
                .map(|(link, role, _)| (link, role))
                .collect();
            if here.is_empty() || asked(i) || self.listed_with(at, i) || self.view.clause.is_ruled_out(i) {
                continue;
            }
            for (link, role) in here.into_iter().filter(|&(_, role)| !grammar.bars(role, i)) {
                match role {
                    Role::Actor | Role::Recipient if self.is_instrument(&found.candidate, i) => {
                        likely.push((p[link as usize], Role::Instrument, i));
                    }
                    Role::Actor if orders.contains(&i) => {
                        likely.extend(obeys.iter().map(|&o| (p[link as usize], Role::Actor, o)))
                    }
                    Role::Actor if undergoes.contains(&i) || grammar.turns(i) => {
                        likely.push((p[link as usize], Role::Recipient, i))
                    }
                    Role::Actor if WordSet::NeverActs.has(&before(i)) => {}
                    // « lève des fonds pour ses robots »: a thing behind « pour » is what it is done for.
                    Role::Recipient if before(i) == "pour" && !self.view.animate(i) => {}
                    _ => likely.push((p[link as usize], role, i)),
                }
            }
        }
        grammar.settle(&mut likely, |role, i| {
            let link = Link::of_role(role).map_or(0, |link| link as usize);
            scores[i][link].max(self.heads.scale(Some(link)).threshold)
        });
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut out: Vec<Argument> = Vec::new();
        for (p, role, word) in likely {
            let by_rule = rules.iter().find(|a| a.role == role && self.view.head(a.span) == Some(word));
            let made = match by_rule {
                Some(a) => Some(Argument { score: p, ..a.clone() }),
                None => argument(self.view, role, word, p),
            };
            let clashes = |a: &Argument, b: &Argument| a.span == b.span || a.role == b.role && a.span.overlaps(b.span);
            if let Some(new) = made.filter(|new| !out.iter().any(|a| clashes(a, new))) {
                out.push(new);
            }
        }
        let others = rules.iter().filter(|a| Link::of_role(a.role).is_none());
        let free: Vec<Argument> = others
            .filter(|a| !out.iter().any(|o| o.span.overlaps(a.span)))
            .cloned()
            .collect();
        out.extend(free);
        out.sort_by_key(|a| (a.role, a.span));
        out
    }

    /// Whether a word is the weapon of an event that has one: « tire des grenades », « riposte par des tirs », « avec un couteau ».
    fn is_instrument(&self, candidate: &Candidate<'_>, i: usize) -> bool {
        let mut roles = candidate.trigger.frame.values().flatten();
        let armed = roles.any(|(role, _)| *role == Role::Instrument) && Nouns::Weapon.has(self.view.lemma(i));
        let before = self.view.clause.preposition(i);
        // The object, or the subject of a passive; « sur un drone » is what is hit, and « un drone a tiré » acts.
        let clause = &self.view.clause;
        let undergoes = match clause.tree.base(i) {
            Base::Obj => true,
            Base::Nsubj => clause.voice(candidate.at) == Voice::Passive,
            _ => false,
        };
        let throws = clause.tree.head(i) == Some(candidate.at) && Verbs::Throws.has(self.view.lemma(candidate.at));
        let thrown = throws && undergoes && before.is_empty();
        armed && self.view.mentions[i].is_none() && (thrown || WordSet::ByMeansOf.has(&before))
    }

    /// Whether a word is listed beside an event noun, and so no part of it: « 3 000 manifestants, 95 interpellations », « 79 interpellations
    /// dont 5 gardes à vue ».
    fn listed_with(&self, at: usize, i: usize) -> bool {
        let tree = self.view.tree();
        if tree.upos(at) != Upos::Noun {
            return false;
        }
        let counted = |x: usize| self.view.amounts[x].is_some() && self.view.mentions[x].is_none();
        let joined = |low: usize, high: usize| {
            let dont = || (high.min(low)..high.max(low)).any(|k| self.view.form(k) == "dont");
            tree.head(low) == Some(high) && (tree.base(low) == Base::Conj || counted(low) && counted(high) && dont())
        };
        let siblings = tree.base(at) == Base::Conj && tree.base(i) == Base::Conj && tree.head(at) == tree.head(i);
        siblings || joined(at, i) || joined(i, at)
    }

    /// The subjects of a verb that its grammar makes undergo the event: « s'est fait racheter ».
    fn undergoes(&self, at: usize) -> Vec<usize> {
        if self.view.clause.is_had_done(at) {
            self.view.clause.subject(at).0
        } else {
            Vec::new()
        }
    }

    /// Who has another do what an infinitive tells, and who is to do it: « le tribunal condamne Kelvar à verser ».
    fn ordered(&self, at: usize) -> (Vec<usize>, Vec<usize>) {
        let clause = &self.view.clause;
        // « accuse Kelvar d'utiliser un outil pour accéder à … »: an infinitive below another is done by the same.
        let below = |&i: &usize| is_infinitive(self.view.form(i));
        let mut chain = clause.tree.path(at).take_while(below);
        let found = chain.find_map(|i| clause.controllers(i).map(|o| (i, o)));
        // « a vu son bénéfice reculer »: what cannot act leaves the figure to its owner.
        let Some((governed, obeys)) = found.filter(|(_, o)| o.iter().any(|&i| self.view.animate(i))) else {
            return (Vec::new(), Vec::new());
        };
        let orders = clause
            .tree
            .head(governed)
            .map_or_else(Vec::new, |above| clause.subject(above).0);
        (orders, obeys)
    }

    fn dates(&self, scores: &[[f32; LINKS]]) -> Vec<Linked<DateRole>> {
        const ROLES: [DateRole; 3] = [DateRole::EventTime, DateRole::Begin, DateRole::End];
        let timexes = self.view.scene.timexes;
        self.linked(&self.view.timexes, &ROLES, scores, Link::of_date, |i| timexes[i].span)
    }

    fn amounts(&self, scores: &[[f32; LINKS]]) -> Vec<Linked<AmountRole>> {
        let amounts = self.view.scene.amounts;
        self.linked(&self.view.amounts, &AmountRole::ALL, scores, Link::of_amount, |i| {
            amounts[i].span
        })
    }

    /// The expressions of the sentence that are likely enough, each in its likeliest role.
    fn linked<R: Copy>(
        &self,
        covered: &[Option<usize>],
        roles: &[R],
        scores: &[[f32; LINKS]],
        link: impl Fn(R) -> Link,
        span: impl Fn(usize) -> Span,
    ) -> Vec<Linked<R>> {
        let mut items: Vec<usize> = covered.iter().flatten().copied().collect();
        items.dedup();
        let best = |index: usize| {
            let word = self.view.head(span(index))?;
            let (role, p) = roles
                .iter()
                .map(|&role| (role, scores[word][link(role) as usize]))
                .max_by(|a, b| a.1.total_cmp(&b.1))?;
            self.enough(link(role), p).then_some(Linked {
                role,
                index,
                score: Some(p),
            })
        };
        items.into_iter().filter_map(best).collect()
    }

    /// Who vouches for the event: the likeliest word of the sentence; the rules' source stands where it is of another sentence.
    fn attribute(&self, event: &mut Event, scores: &[[f32; LINKS]]) {
        let source = Link::Source as usize;
        let best = (0..scores.len())
            .map(|i| (i, scores[i][source]))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, p)| self.enough(Link::Source, *p));
        let by_rule = event.attribution.source.and_then(|s| self.view.head(s));
        match (best, by_rule) {
            (Some((word, _)), Some(rule)) if word == rule => {}
            (Some((word, p)), _) => {
                if let Some(speaker) = argument(self.view, Role::Actor, word, p) {
                    let kind = match event.attribution.kind {
                        AttributionKind::Author => AttributionKind::Indirect,
                        other => other,
                    };
                    event.attribution = Attribution {
                        kind,
                        source: Some(speaker.span),
                        entity: speaker.entity,
                        cue: None,
                    };
                }
            }
            (None, Some(_)) => {
                event.attribution = Attribution {
                    kind: AttributionKind::Author,
                    source: None,
                    entity: None,
                    cue: None,
                };
            }
            (None, None) => {}
        }
    }
}
