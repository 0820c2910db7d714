//! What a type does beyond its frames: the `[behavior]` table of its file. `core/src/event/data/README.md` describes the keys for their authors.

use super::AmountRole;
use crate::amount::AmountKind;
use crate::named::named;
use crate::text::fold;
use serde::{Deserialize, Deserializer, de::Error};

named! {
    /// Who may be the actor where the frame gives none.
    pub enum ActorSource {
        /// The subject of a verb above: « Kelvar a annoncé supprimer 200 postes ».
        Governor = "governor",
        /// The owner of the figure: « le bénéfice de Kelvar a doublé ».
        Owner = "owner",
        /// Nobody: « neuf morts ».
        Nobody = "nobody",
    }
}

named! {
    /// What a speech act is about.
    pub enum About {
        /// Something that is not yet: « appelle à une grève ».
        Future = "future",
        /// Something that is over: « l'accuse d'avoir fraudé ».
        Past = "past",
    }
}

named! {
    /// One of the two sides of an event.
    pub enum Side {
        /// Who acts.
        Actor = "actor",
        /// Who undergoes or gets it.
        Recipient = "recipient",
    }
}

/// The `[behavior]` of a type; `T` names another type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behavior<T> {
    /// What a sum of money is, without an entry in `[amounts]`; `none`: the type takes no money.
    #[serde(deserialize_with = "meaning")]
    pub money: Option<AmountRole>,
    /// What a percentage is, without an entry in `[amounts]`; `none`: the type takes no percentage.
    #[serde(deserialize_with = "meaning")]
    pub percent: Option<AmountRole>,
    /// It tells how a figure stands or moves: « de 4 % » is a change, a length of time measures it, what is foreseen is a forecast, and a noun
    /// of variation tells more than the verb that governs it.
    pub indicator: bool,
    /// Where an actor that the frame does not give is looked for.
    pub actor: ActorSource,
    /// A passive without agent has the speaker as its actor: « Kelvar a affirmé que 5 000 emplois seront créés ».
    pub speaker_acts: bool,
    /// The actor speaks, so an abstract subject is none: « une hausse menace ».
    pub speech: bool,
    /// The people counted are who undergo it: « neuf morts ».
    pub counts_people: bool,
    /// It is about people or jobs: of « 300 postes dans 3 usines » a table's row has the posts.
    pub counts_jobs: bool,
    /// A verb of destruction beside the noun says whom it struck: « un incendie a détruit le péage ».
    pub strikes: bool,
    /// The side of who takes part in the event and in the clause that it goes along with: the actor in « lors d'une visite, le maire a dit »,
    /// the recipient in « entendu en vue d'une mise en examen ».
    pub companion: Option<Side>,
    /// Who pays the sum that it tells.
    pub payer: Option<Side>,
    /// Who gets it.
    pub payee: Option<Side>,
    /// Lemmas with which the two change places: « vendre » beside « acheter ».
    pub payer_swapped: Vec<String>,
    /// Words of which the sentence must hold one for the sum to be paid at all; none are asked for where there are none.
    pub payer_words: Vec<String>,
    /// What it is about, where it is a speech act whose content is dated apart from it.
    pub about: Option<About>,
    /// Its noun behind « annoncer » tells something yet to come: « annonce un investissement ».
    pub announced: bool,
    /// What « ne … plus » makes of its verbs: « ne vend plus » is a stop of sales.
    pub ceased: Option<T>,
    /// A noun is told although its verb tells the same type: « l'explosion a tué dix personnes et fait vingt blessés ».
    pub repeats: bool,
    /// It is told only where nothing below it is: « a déclaré que Kelvar supprime 200 postes » is no statement.
    pub yields: bool,
    /// Annotators agree on it too little: no head learns it, and no score counts it.
    pub disputed: bool,
    /// The kind of event that its mentions are clustered as, shared with types that tell it from another side; its code when left out.
    pub cluster: Option<String>,
}

impl<T> Default for Behavior<T> {
    fn default() -> Self {
        Self {
            money: Some(AmountRole::Level),
            percent: Some(AmountRole::Share),
            indicator: false,
            actor: ActorSource::Governor,
            speaker_acts: false,
            speech: false,
            counts_people: false,
            counts_jobs: false,
            strikes: false,
            companion: None,
            payer: None,
            payee: None,
            payer_swapped: Vec::new(),
            payer_words: Vec::new(),
            about: None,
            announced: false,
            ceased: None,
            repeats: false,
            yields: false,
            disputed: false,
            cluster: None,
        }
    }
}

/// An amount role, or `none`.
fn meaning<'de, D: Deserializer<'de>>(from: D) -> Result<Option<AmountRole>, D::Error> {
    let name = String::deserialize(from)?;
    match AmountRole::from_name(&name) {
        None if name != "none" => Err(D::Error::custom(format!("\"{name}\" is neither an amount role nor \"none\""))),
        role => Ok(role),
    }
}

impl<T> Behavior<T> {
    /// The role of an amount of the kind, where neither words nor slots say more; `None` where the type takes none.
    pub fn role(&self, kind: AmountKind) -> Option<AmountRole> {
        match kind {
            AmountKind::Count => Some(AmountRole::Count),
            AmountKind::Money => self.money,
            AmountKind::Percent | AmountKind::PercentagePoint => self.percent,
        }
    }

    /// Who pays and who gets the sum that a trigger of this lemma tells in a sentence.
    pub fn payment(&self, lemma: &str, sentence: &str) -> (Option<Side>, Option<Side>) {
        let sentence = fold(sentence);
        let holds = |word: &String| sentence.split(|c: char| !c.is_alphanumeric()).any(|w| w == fold(word));
        if !self.payer_words.is_empty() && !self.payer_words.iter().any(holds) {
            return (None, None);
        }
        let first = lemma.split(' ').next().unwrap_or(lemma);
        if self.payer_swapped.iter().any(|l| l == lemma || l == first) {
            (self.payee, self.payer)
        } else {
            (self.payer, self.payee)
        }
    }

    /// The same with its type found by `find`.
    ///
    /// # Errors
    /// What `find` says of a type that is not known.
    pub fn resolve<U, E>(self, find: impl FnOnce(T) -> Result<U, E>) -> Result<Behavior<U>, E> {
        Ok(Behavior {
            money: self.money,
            percent: self.percent,
            indicator: self.indicator,
            actor: self.actor,
            speaker_acts: self.speaker_acts,
            speech: self.speech,
            counts_people: self.counts_people,
            counts_jobs: self.counts_jobs,
            strikes: self.strikes,
            companion: self.companion,
            payer: self.payer,
            payee: self.payee,
            payer_swapped: self.payer_swapped,
            payer_words: self.payer_words,
            about: self.about,
            announced: self.announced,
            ceased: self.ceased.map(find).transpose()?,
            repeats: self.repeats,
            yields: self.yields,
            disputed: self.disputed,
            cluster: self.cluster,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Behavior, Side};
    use crate::event::ontology::TypeId;

    #[test]
    fn who_pays_depends_on_type_word_and_sentence() {
        let (actor, recipient) = (Some(Side::Actor), Some(Side::Recipient));
        for (code, lemma, sentence, want) in [
            ("POL.Aid", "verser", "", (actor, recipient)),
            ("ECO.Invest", "lever", "", (recipient, actor)),
            ("ECO.Invest", "investir", "", (actor, recipient)),
            // The firm that is sold neither pays nor is paid.
            ("ECO.Acquire", "racheter", "", (actor, None)),
            ("ECO.Acquire", "céder", "", (None, actor)),
            ("ECO.Trade", "vendre", "", (recipient, actor)),
            ("ECO.Trade", "passer commande", "", (actor, recipient)),
            (
                "JUS.Convict",
                "condamner",
                "Il a été condamné à une amende de 3 000 euros.",
                (recipient, None),
            ),
            (
                "JUS.Convict",
                "condamner",
                "Il a été condamné pour un vol de 3 000 euros.",
                (None, None),
            ),
            ("COM.Promise", "promettre", "", (None, None)),
        ] {
            let kind = TypeId::of(code).expect("a type");
            assert_eq!(kind.behavior().payment(lemma, sentence), want, "{code} {lemma}");
        }
        assert_eq!(Behavior::<String>::default().payment("payer", ""), (None, None));
    }
}
