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

named! {
    /// The universal part of a relation: `nsubj` of `nsubj:pass`.
    #[expect(missing_docs, reason = "the names are Universal Dependencies' own")]
    pub enum Base {
        Acl = "acl",
        Advcl = "advcl",
        Advmod = "advmod",
        Amod = "amod",
        Appos = "appos",
        Aux = "aux",
        Case = "case",
        Cc = "cc",
        Ccomp = "ccomp",
        Compound = "compound",
        Conj = "conj",
        Cop = "cop",
        Csubj = "csubj",
        Dep = "dep",
        Det = "det",
        Discourse = "discourse",
        Dislocated = "dislocated",
        Expl = "expl",
        Fixed = "fixed",
        Flat = "flat",
        Goeswith = "goeswith",
        Iobj = "iobj",
        Mark = "mark",
        Nmod = "nmod",
        Nsubj = "nsubj",
        Nummod = "nummod",
        Obj = "obj",
        Obl = "obl",
        Orphan = "orphan",
        Parataxis = "parataxis",
        Punct = "punct",
        Reparandum = "reparandum",
        Root = "root",
        Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The label of that name, or of its part before the colon when the subtype is not known here.
    pub fn from_name_or_base(name: &str) -> Option<Self> {
        Self::from_name(name).or_else(|| Self::from_name(name.split(':').next()?))
    }

    /// The universal part of the relation: `nsubj` of `nsubj:pass`.
    pub const fn base(self) -> Base {
        match self {
            Self::Acl | Self::AclRelcl => Base::Acl,
            Self::Advcl | Self::AdvclCleft => Base::Advcl,
            Self::Advmod => Base::Advmod,
            Self::Amod => Base::Amod,
            Self::Appos => Base::Appos,
            Self::Aux | Self::AuxCaus | Self::AuxPass | Self::AuxTense => Base::Aux,
            Self::Case => Base::Case,
            Self::Cc => Base::Cc,
            Self::Ccomp => Base::Ccomp,
            Self::Compound => Base::Compound,
            Self::Conj => Base::Conj,
            Self::Cop => Base::Cop,
            Self::Csubj | Self::CsubjPass => Base::Csubj,
            Self::Dep => Base::Dep,
            Self::Det => Base::Det,
            Self::Discourse => Base::Discourse,
            Self::Dislocated => Base::Dislocated,
            Self::Expl | Self::ExplComp | Self::ExplPass | Self::ExplPv | Self::ExplSubj => Base::Expl,
            Self::Fixed => Base::Fixed,
            Self::Flat | Self::FlatForeign | Self::FlatName => Base::Flat,
            Self::Goeswith => Base::Goeswith,
            Self::Iobj | Self::IobjAgent => Base::Iobj,
            Self::Mark => Base::Mark,
            Self::Nmod => Base::Nmod,
            Self::Nsubj | Self::NsubjCaus | Self::NsubjOuter | Self::NsubjPass => Base::Nsubj,
            Self::Nummod => Base::Nummod,
            Self::Obj | Self::ObjAgent | Self::ObjLvc => Base::Obj,
            Self::Obl | Self::OblAgent | Self::OblArg | Self::OblMod => Base::Obl,
            Self::Orphan => Base::Orphan,
            Self::Parataxis | Self::ParataxisInsert => Base::Parataxis,
            Self::Punct => Base::Punct,
            Self::Reparandum => Base::Reparandum,
            Self::Root => Base::Root,
            Self::Vocative => Base::Vocative,
            Self::Xcomp => Base::Xcomp,
        }
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
