//! Verbs as predicates: voice, subject through coordination, control, participles and relatives; fillers of slots by preposition.

use super::{Deprel, Tense, Tree, Upos, VerbForm};
use crate::lexicon::governing::Governing;

/// How a verb's subject relates to the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The subject undergoes.
    Passive,
    /// With « se ».
    Reflexive,
}

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

/// A tree with the folded forms and lemmas of its words.
#[derive(Debug)]
pub struct Clause<'p, 'f> {
    /// The tree.
    pub tree: Tree<'p>,
    /// Folded form of each word.
    pub forms: Vec<&'f str>,
    /// Folded lemma of each word.
    pub lemmas: Vec<String>,
}

impl Clause<'_, '_> {
    /// The verb's voice.
    pub fn voice(&self, i: usize) -> Voice {
        let tree = &self.tree;
        let reflexive = tree.children(i).iter().any(|&c| {
            matches!(self.lemmas[c].as_str(), "se" | "s'" | "soi") && tree.upos(c) == Upos::Pron
                || matches!(self.forms[c], "se" | "s'") && c < i
        });
        if reflexive {
            return Voice::Reflexive;
        }
        if Governing::Moves.has(&self.lemmas[i]) {
            return Voice::Active;
        }
        let word = tree.word(i);
        let marked = tree
            .children(i)
            .iter()
            .any(|&c| matches!(tree.word(c).deprel, Deprel::AuxPass | Deprel::NsubjPass | Deprel::OblAgent));
        if marked {
            return Voice::Passive;
        }
        let participle = word.features.verb_form == Some(VerbForm::Part) && word.features.tense != Some(Tense::Pres);
        let helped = tree.children(i).iter().any(|&c| matches!(tree.base(c), "aux"));
        if participle && !helped {
            if tree.is(i, Deprel::Conj)
                && let Some(h) = tree.head(i)
                && tree.is_verb(h)
                && tree.word(h).features.verb_form == Some(VerbForm::Part)
            {
                // « 22 personnes sont mortes et 64 autres blessées ».
                let moves = Governing::Moves.has(&self.lemmas[h]);
                return if moves { Voice::Passive } else { self.voice(h) };
            }
            return Voice::Passive;
        }
        // Tagged as an adjective: « blessé », « inondée ».
        if tree.upos(i) == Upos::Adj {
            return Voice::Passive;
        }
        Voice::Active
    }

    /// The words that a relative pronoun stands for, or the word itself.
    pub fn antecedent(&self, i: usize) -> Option<usize> {
        let relative = self.tree.word(i).features.relative
            || self.tree.upos(i) == Upos::Pron
                && matches!(
                    self.forms[i],
                    "qui" | "que" | "qu'" | "dont" | "lequel" | "laquelle" | "lesquels" | "lesquelles" | "auquel" | "ou"
                );
        if !relative {
            return Some(i);
        }
        let clause = self.tree.path(i).find(|&x| self.tree.is(x, Deprel::AclRelcl))?;
        self.tree.head(clause)
    }

    fn expand(&self, i: usize) -> Vec<usize> {
        match self.antecedent(i) {
            // A relative may take up the whole coordination; the nearer conjunct is safer.
            Some(x) if x != i => vec![x],
            Some(x) => self.tree.conjuncts(x),
            None => Vec::new(),
        }
    }

    /// The surface subject with the way's reliability; empty when there is none.
    pub fn subject(&self, i: usize) -> (Vec<usize>, f32) {
        self.subject_within(i, 6)
    }

    fn subject_within(&self, i: usize, depth: usize) -> (Vec<usize>, f32) {
        let tree = &self.tree;
        if depth == 0 {
            return (Vec::new(), 0.0);
        }
        let own: Vec<usize> = tree
            .children(i)
            .iter()
            .copied()
            .filter(|&c| tree.base(c) == "nsubj" && tree.upos(c) != Upos::Adp)
            .collect();
        // With « a-t-il » beside a noun the noun is the subject.
        let best = own
            .iter()
            .copied()
            .find(|&c| tree.upos(c) != Upos::Pron)
            .or(own.first().copied());
        if let Some(s) = best {
            return (self.expand(s), 1.0);
        }
        if let Some(s) = self.inverted(i) {
            return (self.expand(s), 0.9);
        }
        let Some(head) = tree.head(i) else {
            return (Vec::new(), 0.0);
        };
        let weaker = |(found, score): (Vec<usize>, f32), by: f32| (found, score * by);
        match tree.base(i) {
            "conj" if tree.is_verb(head) => weaker(self.subject_within(head, depth - 1), 0.9),
            "xcomp" | "ccomp" | "advcl" | "parataxis" | "obl" | "obj" if tree.is_verb(head) || tree.upos(head) == Upos::Adj => {
                if tree.base(i) == "parataxis" && tree.word(i).features.verb_form == Some(VerbForm::Fin) {
                    return (Vec::new(), 0.0);
                }
                let lemma = self.lemmas[head].as_str();
                if matches!(tree.base(i), "xcomp" | "ccomp") && self.voice(head) != Voice::Passive {
                    if Governing::Object.has(lemma)
                        && let Some(o) = tree.of_base(head, "obj").find(|&o| o != i)
                    {
                        return (self.expand(o), 0.9);
                    }
                    if Governing::Addressee.has(lemma)
                        && let Some(o) = tree
                            .children(head)
                            .iter()
                            .copied()
                            .find(|&o| tree.base(o) == "iobj" || tree.base(o) == "obl" && self.preposition(o) == "a")
                    {
                        return (self.expand(o), 0.9);
                    }
                }
                weaker(self.subject_within(head, depth - 1), 0.9)
            }
            "acl" => {
                let participle = tree.word(i).features.verb_form == Some(VerbForm::Part);
                if tree.is(i, Deprel::AclRelcl) || participle {
                    return (vec![self.agreeing(i, head)], 0.9);
                }
                weaker(self.doer(head, depth - 1), 0.8)
            }
            "amod" | "nmod" if tree.is_nominal(head) => (vec![head], 0.8),
            _ => (Vec::new(), 0.0),
        }
    }

    /// The noun that a past participle describes: its head, or where the two differ in gender or number the nearest noun before it
    /// inside the head's phrase that agrees: « la remise du journaliste, arrêté lundi ».
    fn agreeing(&self, participle: usize, head: usize) -> usize {
        let tree = &self.tree;
        let form = tree.word(participle).features;
        let clash = |noun: usize| {
            let f = tree.word(noun).features;
            let gender = form.gender.zip(f.gender).is_some_and(|(a, b)| a != b);
            gender || form.number.zip(f.number).is_some_and(|(a, b)| a != b)
        };
        let past = form.verb_form == Some(VerbForm::Part) && form.tense != Some(Tense::Pres);
        if !past || participle < head || !clash(head) {
            return head;
        }
        (head + 1..participle)
            .rev()
            .find(|&k| tree.upos(k) == Upos::Noun && tree.under(k, head) && tree.word(k).features.gender.is_some() && !clash(k))
            .unwrap_or(head)
    }

    /// The subject behind the verb of a relative clause whose pronoun is no subject, taken for an object by the parse:
    /// « le sommet auquel a assisté Jeanne Morvan ».
    fn inverted(&self, i: usize) -> Option<usize> {
        let tree = &self.tree;
        let oblique = |c: usize| {
            let compound = matches!(
                self.forms[c],
                "auquel" | "auxquels" | "auxquelles" | "duquel" | "desquels" | "desquelles" | "dont" | "ou"
            );
            let cased = matches!(self.forms[c], "lequel" | "laquelle" | "lesquels" | "lesquelles" | "qui");
            compound || cased && !self.preposition(c).is_empty()
        };
        let children = tree.children(i);
        let relative = children.iter().any(|&c| c < i && oblique(c));
        let told = children.iter().any(|&c| tree.base(c) == "nsubj");
        if !relative || told {
            return None;
        }
        tree.of_base(i, "obj")
            .find(|&o| o > i && tree.is_nominal(o) && self.preposition(o).is_empty())
    }

    /// The name right behind a verb that the parse hangs across it on the subject: « Orvalis rachète Verralie ».
    fn strayed(&self, i: usize) -> Option<usize> {
        let tree = &self.tree;
        tree.of_base(i, "nsubj")
            .filter(|&s| s < i)
            .flat_map(|s| tree.children(s).iter().copied())
            .find(|&name| {
                name > i
                    && tree.upos(name) == Upos::Propn
                    && matches!(tree.base(name), "nmod" | "appos" | "flat")
                    && self.preposition(name).is_empty()
                    && (i + 1..name).all(|k| matches!(tree.upos(k), Upos::Adv | Upos::Det))
            })
    }

    /// Who does what the noun tells: its possessor, agent or holder, else the subject of the verb that governs it.
    fn doer(&self, noun: usize, depth: usize) -> (Vec<usize>, f32) {
        let tree = &self.tree;
        let held = tree
            .of_base(noun, "nmod")
            .find(|&c| matches!(self.preposition(c).as_str(), "par" | "de") && tree.is_nominal(c));
        if let Some(c) = held {
            return (self.expand(c), 0.8);
        }
        self.governor_subject(noun, depth)
    }

    /// The subject of the nearest verb above a word.
    pub fn governor_subject(&self, i: usize, depth: usize) -> (Vec<usize>, f32) {
        let tree = &self.tree;
        let mut at = i;
        while let Some(h) = tree.head(at) {
            if tree.is_verb(h) && tree.base(at) != "nsubj" {
                let (found, score) = self.subject_within(h, depth.max(1));
                if found.contains(&i) {
                    return (Vec::new(), 0.0);
                }
                return (found, score * 0.8);
            }
            at = h;
        }
        (Vec::new(), 0.0)
    }

    /// The preposition before a word, folded and uncontracted: « a », « de », « a l'encontre de »; empty when there is none.
    pub fn preposition(&self, i: usize) -> String {
        let tree = &self.tree;
        let Some(case) = tree
            .children(i)
            .iter()
            .copied()
            .find(|&c| tree.base(c) == "case" || tree.base(c) == "mark" && c < i)
        else {
            return match self.forms[i] {
                "y" => "a".into(),
                "dont" | "en" if tree.upos(i) == Upos::Pron => "de".into(),
                "auquel" | "auxquels" | "auxquelles" => "a".into(),
                _ => String::new(),
            };
        };
        let mut parts = vec![case];
        parts.extend(tree.of_base(case, "fixed"));
        parts.extend(tree.of_base(i, "case").filter(|&c| c > case && c < i));
        parts.sort_unstable();
        parts.dedup();
        let words: Vec<&str> = parts.iter().map(|&p| self.forms[p]).collect();
        let joined = words.join(" ").replace("' ", "'");
        match joined.as_str() {
            "au" | "aux" | "a" => "a".into(),
            "du" | "des" | "d'" | "de" => "de".into(),
            other => {
                let other = other
                    .strip_suffix(" du")
                    .or(other.strip_suffix(" des"))
                    .map_or(other.to_owned(), |s| format!("{s} de"));
                other.strip_suffix(" d'").map_or(other.clone(), |s| format!("{s} de"))
            }
        }
    }

    /// All fillers of a verb, passives undone.
    pub fn of_verb(&self, i: usize) -> Vec<Filler> {
        let tree = &self.tree;
        let voice = self.voice(i);
        let mut out = Vec::new();
        let mut add = |slot: &str, word: usize, score: f32| {
            out.push(Filler {
                slot: slot.to_owned(),
                word,
                score,
            });
        };
        let (subjects, score) = self.subject(i);
        let inverted = self.inverted(i);
        let deep = if voice == Voice::Passive { "obj" } else { "subj" };
        for s in subjects {
            add(deep, s, score);
        }
        for &c in tree.children(i) {
            match tree.word(c).deprel {
                Deprel::OblAgent | Deprel::ObjAgent => {
                    for x in self.expand(c) {
                        add("subj", x, 1.0);
                    }
                }
                _ => match tree.base(c) {
                    "obj" if Some(c) == inverted => {}
                    "obj" if tree.is_nominal(c) || tree.upos(c) == Upos::Adj => {
                        let slot = if voice == Voice::Passive { "attr" } else { "obj" };
                        for x in self.expand(c) {
                            add(slot, x, 1.0);
                        }
                    }
                    "iobj" if matches!(self.forms[c], "se" | "s'" | "y" | "en") => {}
                    "iobj" => {
                        for x in self.expand(c) {
                            add("a", x, 0.9);
                        }
                    }
                    "obl" | "nmod" => {
                        let slot = self.preposition(c);
                        if slot == "par" && voice == Voice::Passive {
                            for x in self.expand(c) {
                                add("subj", x, 0.9);
                            }
                        } else if !slot.is_empty() {
                            for x in self.expand(c) {
                                add(&slot, x, 0.9);
                            }
                        }
                    }
                    "advmod" if self.forms[c] == "ou" => {
                        if let Some(x) = self.antecedent(c).filter(|&x| x != c) {
                            add("dans", x, 0.8);
                        }
                    }
                    "xcomp" | "ccomp" | "csubj" => {
                        if tree.is_verb(c) {
                            let mark = tree.of_base(c, "mark").next().map_or("", |m| self.forms[m]);
                            if tree.word(c).features.verb_form == Some(VerbForm::Fin) || matches!(mark, "que" | "qu'") {
                                add("que", c, 1.0);
                            } else {
                                add("inf", c, 1.0);
                                match mark {
                                    "de" | "d'" => add("inf:de", c, 1.0),
                                    "a" => add("inf:a", c, 1.0),
                                    _ => {}
                                }
                            }
                        } else {
                            add("attr", c, 1.0);
                        }
                    }
                    _ => {}
                },
            }
        }
        if voice == Voice::Active && !out.iter().any(|f| f.slot == "obj") {
            out.extend(self.strayed(i).map(|word| Filler {
                slot: "obj".to_owned(),
                word,
                score: 0.8,
            }));
        }
        // What a small parser hangs on the object often belongs to the verb.
        let objects: Vec<usize> = out.iter().filter(|f| f.slot == "obj").map(|f| f.word).collect();
        for o in objects {
            if !tree.under(o, i) {
                continue;
            }
            for c in tree.of_base(o, "nmod").filter(|&c| c > i) {
                let slot = self.preposition(c);
                if !matches!(slot.as_str(), "" | "de") {
                    for x in self.expand(c) {
                        out.push(Filler {
                            slot: slot.clone(),
                            word: x,
                            score: 0.5,
                        });
                    }
                }
            }
        }
        out
    }

    /// All fillers of a noun that tells an event.
    pub fn of_noun(&self, i: usize) -> Vec<Filler> {
        let tree = &self.tree;
        let mut out = Vec::new();
        let mut add = |slot: &str, word: usize, score: f32| {
            out.push(Filler {
                slot: slot.to_owned(),
                word,
                score,
            });
        };
        for &c in tree.children(i) {
            match tree.base(c) {
                "nmod" | "obl" => {
                    let slot = self.preposition(c);
                    if !slot.is_empty() {
                        for x in self.expand(c) {
                            add(&slot, x, 0.9);
                        }
                    }
                }
                "det" if matches!(self.forms[c], "son" | "sa" | "ses" | "leur" | "leurs" | "notre" | "nos") => {
                    add("poss", c, 0.9)
                }
                "amod" => add("adj", c, 0.8),
                "acl" if tree.is_verb(c) => {
                    let participle = tree.word(c).features.verb_form == Some(VerbForm::Part);
                    for g in tree.children(c) {
                        let agent = tree.is(*g, Deprel::OblAgent) || self.preposition(*g) == "par";
                        if participle && agent {
                            for x in self.expand(*g) {
                                add("par", x, 0.9);
                            }
                        } else if tree.base(*g) == "obj"
                            && matches!(
                                self.lemmas[c].as_str(),
                                "viser" | "cibler" | "toucher" | "frapper" | "affecter" | "concerner" | "impliquer"
                            )
                        {
                            for x in self.expand(*g) {
                                add("contre", x, 0.8);
                            }
                        } else if participle && tree.base(*g) == "obl" {
                            let slot = self.preposition(*g);
                            if !matches!(slot.as_str(), "" | "de") {
                                for x in self.expand(*g) {
                                    add(&slot, x, 0.6);
                                }
                            }
                        }
                    }
                    if tree.word(c).features.verb_form == Some(VerbForm::Inf) {
                        add("inf", c, 1.0);
                        add("inf:de", c, 1.0);
                    }
                    if tree.is(c, Deprel::AclRelcl) && matches!(self.lemmas[c].as_str(), "mener" | "lancer" | "perpetrer") {
                        let (subjects, _) = self.subject(c);
                        for s in subjects.into_iter().filter(|&s| s != i) {
                            add("par", s, 0.7);
                        }
                    }
                }
                _ => {}
            }
        }
        // « l'attaque, revendiquée par X », « victime d'une attaque », « subir une attaque »: the verb around the noun says who gives and who takes.
        let mut supports: Vec<usize> = Vec::new();
        if let Some(h) = tree.path(i).skip(1).take(3).find(|&h| tree.is_verb(h)) {
            supports.push(h);
        }
        supports.extend(tree.of_base(i, "acl").filter(|&c| tree.is_verb(c)));
        for v in supports {
            let lemma = self.lemmas[v].as_str();
            let below = tree.head(v) == Some(i);
            let relation = tree
                .path(i)
                .take_while(|&x| x != v)
                .last()
                .map_or("", |x| if tree.is(x, Deprel::OblAgent) { "agent" } else { tree.base(x) });
            let fillers = |slot: &str| -> Vec<usize> {
                match slot {
                    "subj" => self.subject(v).0,
                    "agent" => tree
                        .children(v)
                        .iter()
                        .copied()
                        .filter(|&c| tree.is(c, Deprel::OblAgent) || tree.base(c) == "obl" && self.preposition(c) == "par")
                        .flat_map(|c| self.expand(c))
                        .collect(),
                    _ => tree.of_base(v, "obj").flat_map(|c| self.expand(c)).collect(),
                }
            };
            let passive = self.voice(v) == Voice::Passive;
            let found = if Governing::Gives.has(lemma) {
                // The noun is what is done.
                let who = if passive {
                    fillers("agent")
                } else if below || relation != "nsubj" {
                    fillers("subj")
                } else {
                    Vec::new()
                };
                Some(("actor", who))
            } else if Governing::Takes.has(lemma) && !passive {
                Some(("recipient", if relation == "nsubj" { Vec::new() } else { fillers("subj") }))
            } else if Governing::Strikes.has(lemma) {
                let whom = match (passive, relation, below) {
                    (true, "agent" | "obl", false) => fillers("subj"),
                    (false, "nsubj", false) | (false, _, true) => fillers("obj"),
                    // « menacer X de sanctions »
                    (false, "obl" | "nmod", false) if lemma == "menacer" => fillers("obj"),
                    _ => Vec::new(),
                };
                Some(("recipient", whom))
            } else {
                None
            };
            if let Some((slot, words)) = found {
                for w in words.into_iter().filter(|&w| w != i && !tree.under(i, w)) {
                    add(slot, w, 0.7);
                }
            }
        }
        // « mener une attaque contre X », « infliger une amende à X »: what the governing verb has beside the noun.
        if let Some(h) = tree.head(i)
            && tree.is_verb(h)
            && matches!(tree.base(i), "obj" | "nsubj")
        {
            for &c in tree.children(h).iter().filter(|&&c| tree.base(c) == "obl") {
                let slot = self.preposition(c);
                if tree.base(i) == "nsubj" && slot == "par" || tree.is(c, Deprel::OblAgent) {
                    continue;
                }
                if !matches!(slot.as_str(), "" | "de") {
                    for x in self.expand(c) {
                        add(&slot, x, 0.5);
                    }
                }
            }
            if tree.base(i) == "obj" {
                for &c in tree.children(h).iter().filter(|&&c| tree.base(c) == "iobj") {
                    if !matches!(self.forms[c], "se" | "s'" | "y" | "en") {
                        add("a", c, 0.5);
                    }
                }
            }
        }
        out
    }
}
