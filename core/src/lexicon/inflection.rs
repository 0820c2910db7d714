//! Forms of French verbs and nouns from their dictionary form, folded; as far as event triggers need them.

use crate::lexicon::words::WordSet;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Endings of infinitives, the longest first, with the endings of their forms.
static ENDINGS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut table: Vec<(&str, Vec<&str>)> = super::rows(include_str!("data/conjugation.tsv"))
        .map(|row| (row[0], row.get(1).map_or_else(Vec::new, |forms| forms.split('|').collect())))
        .collect();
    table.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
    table
});

/// The folded forms of a folded infinitive, itself among them.
///
/// Rare tenses (imperfect subjunctive) are left out.
pub fn verb_forms(infinitive: &str) -> Vec<String> {
    ENDINGS
        .iter()
        .find_map(|(ending, forms)| {
            let stem = infinitive.strip_suffix(ending)?;
            Some(forms.iter().map(|f| format!("{stem}{f}")).collect())
        })
        .unwrap_or_else(|| vec![infinitive.to_owned()])
}

/// Whether the folded word is a form of the folded infinitive; builds no list.
pub fn is_form_of(word: &str, infinitive: &str) -> bool {
    let found = ENDINGS
        .iter()
        .find_map(|(ending, forms)| Some((infinitive.strip_suffix(ending)?, forms)));
    match found {
        Some((stem, forms)) => word.strip_prefix(stem).is_some_and(|end| forms.contains(&end)),
        None => word == infinitive,
    }
}

/// Whether a folded word looks like an infinitive.
pub fn is_infinitive(word: &str) -> bool {
    word.len() > 3 && (word.ends_with("er") || word.ends_with("ir") || word.ends_with("re"))
}

/// The word in lower case; most are already.
fn lower_case(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// Whether a word, with its accents, has the form of a participle in -é: « fermées ». So have nouns: « lycée », « marchés ».
///
/// ```
/// use depeche_core::lexicon::inflection::is_participle_in_e;
/// assert!(is_participle_in_e("fermées") && !is_participle_in_e("ferme"));
/// ```
pub fn is_participle_in_e(word: &str) -> bool {
    let singular = word.strip_suffix(['s', 'S']).unwrap_or(word);
    singular.strip_suffix(['e', 'E']).unwrap_or(singular).ends_with(['é', 'É'])
}

/// Whether a word, with its accents, is a third person of the conditional by its form alone: « aurait », « licencierait ».
///
/// Not « montrait », « opérait », « tirait », imperfects of verbs in -rer; conditionals in -irait and -drait that only their verb tells
/// from such imperfects (« finirait ») are not recognized.
///
/// ```
/// use depeche_core::lexicon::inflection::is_conditional;
/// assert!(["aurait", "pourraient", "deviendrait", "Licencierait"].iter().all(|w| is_conditional(w)));
/// assert!(!["montrait", "opérait", "tirait", "encadrait", "avait"].iter().any(|w| is_conditional(w)));
/// ```
pub fn is_conditional(word: &str) -> bool {
    let word = lower_case(word);
    let stem = word.strip_suffix("ait").or_else(|| word.strip_suffix("aient"));
    stem.is_some_and(is_future_stem)
}

/// Whether a word, with its accents, is a future by its form alone: « rachètera », « pourront », « licencierons », « finirai ».
///
/// Not « montra », « libéra », « tirons », simple pasts and presents of verbs in -rer; « vendra » is one, « encadra » is not.
///
/// ```
/// use depeche_core::lexicon::inflection::is_future;
/// assert!(["aura", "pourront", "deviendra", "Rachètera", "finirai", "vendrons", "mettrez", "suivra", "retirera"].iter().all(|w| is_future(w)));
/// assert!(!["montra", "libéra", "tira", "retirons", "livra", "encadra", "sembla", "ont", "patrons", "environs"].iter().any(|w| is_future(w)));
/// ```
pub fn is_future(word: &str) -> bool {
    // Most words end otherwise and need not be made small.
    if !word
        .as_bytes()
        .last()
        .is_some_and(|b| b"iaszt".contains(&b.to_ascii_lowercase()))
    {
        return false;
    }
    let word = lower_case(word);
    future_stem(&word).is_some_and(|stem| is_future_stem(stem) || is_future_stem_of_other_verbs(stem))
}

/// What stands before the ending of a future.
fn future_stem(word: &str) -> Option<&str> {
    ["ai", "as", "a", "ons", "ez", "ont"]
        .into_iter()
        .find_map(|e| word.strip_suffix(e))
}

/// Whether a word ends as futures do, which others do too: « vendra », « montra », not « vend ».
pub fn ends_as_future(word: &str) -> bool {
    future_stem(&lower_case(word)).is_some_and(|stem| stem.ends_with('r'))
}

/// Whether a word, with its accents, is a simple past of a verb in -érer, or of one in -rer whose stem looks like that of a future: « libéra »,
/// « tira ».
pub fn is_past_in_ra(word: &str) -> bool {
    let word = lower_case(word);
    word.strip_suffix('a')
        .is_some_and(|stem| stem.ends_with("ér") || is_stem_in_r(stem))
}

fn is_future_stem(stem: &str) -> bool {
    matches!(
        stem,
        "aur" | "ser" | "fer" | "ir" | "pourr" | "devr" | "voudr" | "faudr" | "vaudr" | "saur" | "verr" | "mourr"
    ) || stem.len() > 3
        && ["er", "viendr", "tiendr", "cevr", "enverr", "courr"]
            .iter()
            .any(|e| stem.ends_with(e))
}

/// Whether a stem, with its accents, is one in -r that looks like that of a future.
fn is_stem_in_r(stem: &str) -> bool {
    let plain = |c| match c {
        'é' => 'e',
        'î' => 'i',
        other => other,
    };
    let plain: String = stem.chars().map(plain).collect();
    WordSet::StemInR.has(&plain)
}

/// The stems of verbs in -ir and -re, which those of verbs in -rer look like: « finir- » and « tir- », « vendr- » and « encadr- ».
fn is_future_stem_of_other_verbs(stem: &str) -> bool {
    const OTHERS: [&str; 20] = [
        "end", "ond", "aind", "eind", "oind", "oud", "aud", "erd", "ord", "omp", "batt", "mett", "ît", "ait", "uiv", "viv",
        "ainc", "clu", "quer", "i",
    ];
    let ending = stem.strip_suffix('r').filter(|s| OTHERS.iter().any(|e| s.ends_with(e)));
    ending.is_some_and(|s| s.len() > 2) && !is_stem_in_r(stem)
}

/// The folded singular and plural of a folded noun.
pub fn noun_forms(singular: &str) -> Vec<String> {
    let plural = if singular.ends_with(['s', 'x', 'z']) {
        return vec![singular.to_owned()];
    } else if let Some(stem) = singular.strip_suffix("al") {
        format!("{stem}aux")
    } else if singular.ends_with("eau") || singular.ends_with("eu") {
        format!("{singular}x")
    } else {
        format!("{singular}s")
    };
    vec![singular.to_owned(), plural]
}

/// The folded forms of a folded masculine adjective or participle.
pub fn adjective_forms(masculine: &str) -> Vec<String> {
    let mut out = noun_forms(masculine);
    let feminine = format!("{masculine}e");
    out.push(format!("{feminine}s"));
    out.push(feminine);
    out
}

/// The folded forms of a folded noun of persons, the feminine ones among them where the ending tells them: « policière », « directrices ».
///
/// `acute`: the noun ended in « é » before it was folded, which tells « blessé » from « juge ». « Premier » has no feminine: « la première » is
/// of a film.
pub fn person_forms(masculine: &str, acute: bool) -> Vec<String> {
    const ENDINGS: [(&str, &str); 11] = [
        ("teur", "trice"),
        ("teur", "teuse"),
        ("eur", "euse"),
        ("eur", "eure"),
        ("er", "ere"),
        ("ien", "ienne"),
        ("een", "eenne"),
        ("ant", "ante"),
        ("ent", "ente"),
        ("at", "ate"),
        ("u", "ue"),
    ];
    let mut out = noun_forms(masculine);
    if masculine == "premier" {
        return out;
    }
    if acute {
        out.extend(noun_forms(&format!("{masculine}e")));
    }
    for (from, to) in ENDINGS {
        if let Some(stem) = masculine.strip_suffix(from) {
            out.extend(noun_forms(&format!("{stem}{to}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_each_group_have_their_news_forms() {
        let has = |verb: &str, form: &str| verb_forms(verb).iter().any(|f| f == form);
        for (verb, form) in [
            ("annoncer", "annoncait"),
            ("licencier", "licenciees"),
            ("bannir", "bannis"),
            ("obtenir", "obtiendra"),
            ("interdire", "interdite"),
            ("reprendre", "repris"),
            ("vendre", "vendues"),
            ("elire", "elu"),
            ("acquerir", "acquis"),
            ("detruire", "detruites"),
            ("contraindre", "contraint"),
        ] {
            assert!(is_form_of(form, verb), "{verb}: {form}");
            assert!(has(verb, form), "{verb}: {form} is not in {:?}", verb_forms(verb));
        }
        assert!(!has("prier", "pris") && !is_form_of("pris", "prier"));
    }

    #[test]
    fn nouns_have_their_plural() {
        assert_eq!(noun_forms("procès"), ["procès"]);
        assert_eq!(noun_forms("rachat"), ["rachat", "rachats"]);
        assert_eq!(noun_forms("tribunal"), ["tribunal", "tribunaux"]);
        let has = |noun: &str, acute: bool, form: &str| person_forms(noun, acute).iter().any(|f| f == form);
        assert!(has("policier", false, "policieres") && has("directeur", false, "directrice") && has("blesse", true, "blessees"));
        assert!(!has("medecin", false, "medecine") && !has("juge", false, "jugee") && !has("premier", false, "premiere"));
    }
}
