//! The labels of Universal Dependencies that occur in French.

use crate::named::named;

named! {
    /// Part of speech.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
        Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
        Verb = "VERB", X = "X",
    }
}

named! {
    /// Relation of a word to its head.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclCleft = "advcl:cleft", Advmod = "advmod", Amod = "amod",
        Appos = "appos", Aux = "aux", AuxCaus = "aux:caus", AuxPass = "aux:pass", AuxTense = "aux:tense", Case = "case", Cc = "cc",
        Ccomp = "ccomp", Compound = "compound", Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjPass = "csubj:pass", Dep = "dep",
        Det = "det", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", ExplComp = "expl:comp", ExplPass = "expl:pass",
        ExplPv = "expl:pv", ExplSubj = "expl:subj", Fixed = "fixed", Flat = "flat", FlatForeign = "flat:foreign", FlatName = "flat:name",
        Goeswith = "goeswith", Iobj = "iobj", IobjAgent = "iobj:agent", Mark = "mark", Nmod = "nmod", Nsubj = "nsubj",
        NsubjCaus = "nsubj:caus", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
        ObjAgent = "obj:agent", ObjLvc = "obj:lvc", Obl = "obl", OblAgent = "obl:agent", OblArg = "obl:arg", OblMod = "obl:mod",
        Orphan = "orphan", Parataxis = "parataxis", ParataxisInsert = "parataxis:insert", Punct = "punct", Reparandum = "reparandum",
        Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The label of that name, or of its part before the colon when the subtype is not known here.
    pub fn from_name_or_base(name: &str) -> Option<Self> {
        Self::from_name(name).or_else(|| Self::from_name(name.split(':').next()?))
    }

    /// The universal part of the relation: `nsubj` of `nsubj:pass`.
    pub fn base(self) -> &'static str {
        let name = self.name();
        name.split(':').next().unwrap_or(name)
    }
}

named! {
    /// Form of a verb.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum VerbForm { Fin = "Fin", Inf = "Inf", Part = "Part" }
}
named! {
    /// Mood of a finite verb.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Mood { Cnd = "Cnd", Imp = "Imp", Ind = "Ind", Sub = "Sub" }
}
named! {
    /// Tense of a verb form.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Tense { Fut = "Fut", Imp = "Imp", Past = "Past", Pres = "Pres" }
}
named! {
    /// Grammatical person.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Person { First = "1", Second = "2", Third = "3" }
}
named! {
    /// Grammatical number.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Number { Sing = "Sing", Plur = "Plur" }
}
named! {
    /// Grammatical gender.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Gender { Masc = "Masc", Fem = "Fem" }
}

/// Morphological features, `None` where absent or unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features {
    /// VerbForm.
    pub verb_form: Option<VerbForm>,
    /// Mood.
    pub mood: Option<Mood>,
    /// Tense.
    pub tense: Option<Tense>,
    /// Voice=Pass.
    pub passive: bool,
    /// Person.
    pub person: Option<Person>,
    /// Number.
    pub number: Option<Number>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Polarity=Neg.
    pub negative: bool,
    /// PronType=Rel.
    pub relative: bool,
    /// Poss=Yes.
    pub possessive: bool,
    /// Reflex=Yes.
    pub reflexive: bool,
}
