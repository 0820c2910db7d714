//! What fills the slots of a verb or of a noun that tells an event: small rules in their order, each for one relation of the parse.

use super::{Base, Clause, Deprel, Upos, VerbForm, Voice};
use crate::lexicon::words::{Verbs, WordSet};

/// A word that fills a slot of a predicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// `subj`, `obj`, `attr`, `poss`, `adj`, `inf`, `que`, or a folded preposition.
    pub slot: String,
    /// The word that heads it.
    pub word: usize,
    /// How sure the syntax is, 0 to 1.
    pub score: f32,
}

/// A predicate whose slots are being filled.
struct Filling<'c> {
    clause: &'c Clause<'c, 'c>,
    /// The verb or noun.
    at: usize,
    /// The verb's voice; active for a noun.
    voice: Voice,
    out: Vec<Filler>,
}

/// A rule for one child of the predicate.
type Part = fn(&mut Filling<'_>, usize);

/// What a verb's children fill; each rule knows its relation.
static OF_VERB: [Part; 6] = [agent, object, indirect_object, oblique, relative_place, complement];
/// What a noun's children fill.
static OF_NOUN: [Part; 4] = [noun_complement, possessive, adjective, noun_clause];

impl Filling<'_> {
    fn add(&mut self, slot: &str, word: usize, score: f32) {
        self.out.push(Filler {
            slot: slot.to_owned(),
            word,
            score,
        });
    }

    /// Adds a word and its conjuncts, or what a relative pronoun stands for.
    fn expand(&mut self, slot: &str, word: usize, score: f32) {
        for x in self.clause.expand(word) {
            self.add(slot, x, score);
        }
    }

    fn base(&self, i: usize) -> Base {
        self.clause.tree.base(i)
    }

    fn of_slot(&self, slot: &str) -> Vec<usize> {
        self.out.iter().filter(|f| f.slot == slot).map(|f| f.word).collect()
    }
}

impl Clause<'_, '_> {
    /// All fillers of a verb, passives undone.
    pub fn of_verb(&self, i: usize) -> Vec<Filler> {
        let mut filling = Filling {
            clause: self,
            at: i,
            voice: self.voice(i),
            out: Vec::new(),
        };
        subjects(&mut filling);
        for &c in self.tree.children(i) {
            for part in OF_VERB {
                part(&mut filling, c);
            }
        }
        strayed_object(&mut filling);
        below_objects(&mut filling);
        filling.out
    }

    /// All fillers of a noun that tells an event.
    pub fn of_noun(&self, i: usize) -> Vec<Filler> {
        let mut filling = Filling {
            clause: self,
            at: i,
            voice: Voice::Active,
            out: Vec::new(),
        };
        for &c in self.tree.children(i) {
            for part in OF_NOUN {
                part(&mut filling, c);
            }
        }
        supported(&mut filling);
        beside(&mut filling);
        filling.out
    }

    /// Whether the word is the agent of a passive.
    fn is_agent(&self, i: usize) -> bool {
        self.tree.is(i, Deprel::OblAgent) || self.tree.base(i) == Base::Obl && self.preposition(i) == "par"
    }
}

/// The subject acts; that of a passive undergoes: « l'usine est vendue ».
fn subjects(f: &mut Filling<'_>) {
    let (subjects, score) = f.clause.subject(f.at);
    let slot = if f.voice == Voice::Passive { "obj" } else { "subj" };
    for s in subjects {
        f.add(slot, s, score);
    }
}

/// « vendue par Kelvar », told by the parse.
fn agent(f: &mut Filling<'_>, c: usize) {
    if is_agent_relation(f, c) {
        f.expand("subj", c, 1.0);
    }
}

fn is_agent_relation(f: &Filling<'_>, c: usize) -> bool {
    matches!(f.clause.tree.word(c).deprel, Deprel::OblAgent | Deprel::ObjAgent)
}

/// « vend l'usine »; not the inverted subject (« auquel a assisté Jeanne Morvan »). What a passive has as object is an attribute.
fn object(f: &mut Filling<'_>, c: usize) {
    let tree = &f.clause.tree;
    let nominal = tree.is_nominal(c) || tree.upos(c) == Upos::Adj;
    if f.base(c) == Base::Obj && !is_agent_relation(f, c) && f.clause.inverted(f.at) != Some(c) && nominal {
        let slot = if f.voice == Voice::Passive { "attr" } else { "obj" };
        f.expand(slot, c, 1.0);
    }
}

/// « lui vend »; not « se », « y », « en ».
fn indirect_object(f: &mut Filling<'_>, c: usize) {
    if f.base(c) == Base::Iobj && !WordSet::Clitic.has(f.clause.forms[c]) {
        f.expand("a", c, 0.9);
    }
}

/// « vend à Orvalis », « vendue par Kelvar ».
fn oblique(f: &mut Filling<'_>, c: usize) {
    if !matches!(f.base(c), Base::Obl | Base::Nmod) || is_agent_relation(f, c) {
        return;
    }
    let slot = f.clause.preposition(c);
    if slot == "par" && f.voice == Voice::Passive {
        f.expand("subj", c, 0.9);
    } else if !slot.is_empty() {
        f.expand(&slot, c, 0.9);
    }
}

/// « l'usine où il travaille ».
fn relative_place(f: &mut Filling<'_>, c: usize) {
    if f.base(c) == Base::Advmod && f.clause.forms[c] == "ou" {
        if let Some(x) = f.clause.antecedent(c).filter(|&x| x != c) {
            f.add("dans", x, 0.8);
        }
    }
}

/// « affirme que X part », « demande de partir », « devient maire ».
fn complement(f: &mut Filling<'_>, c: usize) {
    if !matches!(f.base(c), Base::Xcomp | Base::Ccomp | Base::Csubj) {
        return;
    }
    let tree = &f.clause.tree;
    if !tree.is_verb(c) {
        f.add("attr", c, 1.0);
        return;
    }
    let mark = tree.of_base(c, Base::Mark).next().map_or("", |m| f.clause.forms[m]);
    if tree.word(c).features.verb_form == Some(VerbForm::Fin) || WordSet::Que.has(mark) {
        f.add("que", c, 1.0);
        return;
    }
    f.add("inf", c, 1.0);
    match mark {
        "de" | "d'" => f.add("inf:de", c, 1.0),
        "a" => f.add("inf:a", c, 1.0),
        _ => {}
    }
}

/// The object that the parse has hung on the subject: « Orvalis rachète Verralie ».
fn strayed_object(f: &mut Filling<'_>) {
    if f.voice == Voice::Active && f.of_slot("obj").is_empty() {
        if let Some(word) = f.clause.strayed(f.at) {
            f.add("obj", word, 0.8);
        }
    }
}

/// What a small parser hangs on the object often belongs to the verb: « vend l'usine à Orvalis ».
fn below_objects(f: &mut Filling<'_>) {
    let (tree, at) = (&f.clause.tree, f.at);
    for o in f.of_slot("obj") {
        if !tree.under(o, at) {
            continue;
        }
        for c in tree.of_base(o, Base::Nmod).filter(|&c| c > at) {
            let slot = f.clause.preposition(c);
            if !matches!(slot.as_str(), "" | "de") {
                f.expand(&slot, c, 0.5);
            }
        }
    }
}

/// « la vente de l'usine », « l'attaque contre le musée ».
fn noun_complement(f: &mut Filling<'_>, c: usize) {
    if !matches!(f.base(c), Base::Nmod | Base::Obl) {
        return;
    }
    let slot = f.clause.preposition(c);
    if !slot.is_empty() {
        f.expand(&slot, c, 0.9);
    }
}

/// « son départ ».
fn possessive(f: &mut Filling<'_>, c: usize) {
    if f.base(c) == Base::Det && WordSet::Possessive.has(f.clause.forms[c]) {
        f.add("poss", c, 0.9);
    }
}

/// « les attaques russes ».
fn adjective(f: &mut Filling<'_>, c: usize) {
    if f.base(c) == Base::Amod {
        f.add("adj", c, 0.8);
    }
}

/// The clause of a noun: « l'attaque menée par X », « visant Y », « la décision de fermer », « l'attaque que X a lancée ».
fn noun_clause(f: &mut Filling<'_>, c: usize) {
    let (clause, tree) = (f.clause, &f.clause.tree);
    if f.base(c) != Base::Acl || !tree.is_verb(c) {
        return;
    }
    let form = tree.word(c).features.verb_form;
    let participle = form == Some(VerbForm::Part);
    let lemma = clause.lemmas[c].as_str();
    for &g in tree.children(c) {
        let slot = clause.preposition(g);
        if participle && (tree.is(g, Deprel::OblAgent) || slot == "par") {
            f.expand("par", g, 0.9);
        } else if f.base(g) == Base::Obj && Verbs::Concerns.has(lemma) {
            f.expand("contre", g, 0.8);
        } else if participle && f.base(g) == Base::Obl && !matches!(slot.as_str(), "" | "de") {
            f.expand(&slot, g, 0.6);
        }
    }
    if form == Some(VerbForm::Inf) {
        f.add("inf", c, 1.0);
        f.add("inf:de", c, 1.0);
    }
    if tree.is(c, Deprel::AclRelcl) && Verbs::Wages.has(lemma) {
        let at = f.at;
        for s in clause.subject(c).0.into_iter().filter(|&s| s != at) {
            f.add("par", s, 0.7);
        }
    }
}

/// A verb around a noun, and how the two stand.
struct Support<'c> {
    clause: &'c Clause<'c, 'c>,
    verb: usize,
    /// The verb is below the noun: « l'attaque revendiquée par X ».
    below: bool,
    passive: bool,
    /// How the noun hangs on the verb.
    relation: Base,
    /// The noun is the agent of a passive: « touché par l'attaque ».
    agent: bool,
}

impl Support<'_> {
    fn subjects(&self) -> Vec<usize> {
        self.clause.subject(self.verb).0
    }

    fn agents(&self) -> Vec<usize> {
        let children = self.clause.tree.children(self.verb).iter().copied();
        children
            .filter(|&c| self.clause.is_agent(c))
            .flat_map(|c| self.clause.expand(c))
            .collect()
    }

    fn objects(&self) -> Vec<usize> {
        let objects = self.clause.tree.of_base(self.verb, Base::Obj);
        objects.flat_map(|c| self.clause.expand(c)).collect()
    }

    /// Who does what the noun tells: « l'attaque, revendiquée par X », « X a mené une attaque ».
    fn giver(&self) -> Vec<usize> {
        if self.passive {
            self.agents()
        } else if self.below || self.relation != Base::Nsubj {
            self.subjects()
        } else {
            Vec::new()
        }
    }

    /// Who undergoes it: « subir une attaque ».
    fn taker(&self) -> Vec<usize> {
        if self.relation == Base::Nsubj {
            Vec::new()
        } else {
            self.subjects()
        }
    }

    /// Whom it strikes: « l'attaque a visé le musée », « touché par l'attaque », « menacer X de sanctions ».
    fn struck(&self, threatens: bool) -> Vec<usize> {
        match (self.passive, self.below) {
            (true, false) if self.relation == Base::Obl => self.subjects(),
            (false, true) => self.objects(),
            (false, false) if self.relation == Base::Nsubj => self.objects(),
            (false, false) if threatens && matches!(self.relation, Base::Obl | Base::Nmod) && !self.agent => self.objects(),
            _ => Vec::new(),
        }
    }
}

/// The verb around the noun says who gives and who takes: « victime d'une attaque », « subir une attaque ».
fn supported(f: &mut Filling<'_>) {
    const FAR: usize = 3;
    let (clause, tree, at) = (f.clause, &f.clause.tree, f.at);
    let above = tree.path(f.at).skip(1).take(FAR).find(|&h| tree.is_verb(h));
    let below: Vec<usize> = tree.of_base(f.at, Base::Acl).filter(|&c| tree.is_verb(c)).collect();
    for verb in above.into_iter().chain(below) {
        let lemma = clause.lemmas[verb].as_str();
        let last = tree.path(f.at).take_while(|&x| x != verb).last();
        let support = Support {
            clause,
            verb,
            below: tree.head(verb) == Some(f.at),
            passive: clause.voice(verb) == Voice::Passive,
            relation: last.map_or(Base::Root, |x| tree.base(x)),
            agent: last.is_some_and(|x| tree.is(x, Deprel::OblAgent)),
        };
        let (slot, words) = if Verbs::Gives.has(lemma) {
            ("actor", support.giver())
        } else if Verbs::Takes.has(lemma) && !support.passive {
            ("recipient", support.taker())
        } else if Verbs::Strikes.has(lemma) {
            ("recipient", support.struck(lemma == "menacer"))
        } else {
            continue;
        };
        for w in words.into_iter().filter(|&w| w != at && !tree.under(at, w)) {
            f.add(slot, w, 0.7);
        }
    }
}

/// What the governing verb has beside the noun: « mener une attaque contre X », « infliger une amende à X ».
fn beside(f: &mut Filling<'_>) {
    let tree = &f.clause.tree;
    let Some(verb) = tree.head(f.at).filter(|&h| tree.is_verb(h)) else {
        return;
    };
    let relation = f.base(f.at);
    if !matches!(relation, Base::Obj | Base::Nsubj) {
        return;
    }
    for &c in tree.children(verb).iter().filter(|&&c| tree.base(c) == Base::Obl) {
        let slot = f.clause.preposition(c);
        if relation == Base::Nsubj && slot == "par" || tree.is(c, Deprel::OblAgent) {
            continue;
        }
        if !matches!(slot.as_str(), "" | "de") {
            f.expand(&slot, c, 0.5);
        }
    }
    if relation == Base::Obj {
        for c in tree
            .of_base(verb, Base::Iobj)
            .filter(|&c| !WordSet::Clitic.has(f.clause.forms[c]))
        {
            f.add("a", c, 0.5);
        }
    }
}
