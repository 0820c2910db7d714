//! What a verb makes of the subject, the object or the infinitive that it governs (`data/governing.tsv`).

use foldhash::HashSet;
use std::sync::LazyLock;

/// A relation between a verb's arguments and what the verb governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Governing {
    /// With « être » and no passive: « est mort ».
    Moves,
    /// Its object is the subject of its infinitive: « accuse X d'avoir ».
    Object,
    /// Its addressee is the subject of its infinitive: « demande à X de ».
    Addressee,
    /// Its subject does what its object tells: « mener une attaque ».
    Gives,
    /// Its subject undergoes what its object tells: « subir une attaque ».
    Takes,
    /// Its object undergoes what its subject tells: « l'attaque vise le musée ».
    Strikes,
}

static VERBS: LazyLock<HashSet<(Governing, &'static str)>> = LazyLock::new(|| {
    super::rows(include_str!("data/governing.tsv"))
        .map(|row| {
            let relation = match row[0] {
                "moves" => Governing::Moves,
                "object" => Governing::Object,
                "addressee" => Governing::Addressee,
                "gives" => Governing::Gives,
                "takes" => Governing::Takes,
                "strikes" => Governing::Strikes,
                other => unreachable!("the test below knows every relation of the table, not {other}"),
            };
            (relation, row[1])
        })
        .collect()
});

impl Governing {
    /// Whether the verb of that folded lemma stands in the relation.
    ///
    /// ```
    /// use depeche::lexicon::governing::Governing;
    /// assert!(Governing::Takes.has("subir") && !Governing::Gives.has("subir"));
    /// ```
    pub fn has(self, lemma: &str) -> bool {
        VERBS.contains(&(self, lemma))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_loads() {
        assert!(super::Governing::Moves.has("mourir"));
    }
}
