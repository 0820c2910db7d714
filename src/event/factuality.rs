//! Whether an event is told as a fact, planned, possible or denied; polarity, tense and mood.

use super::candidate::Candidate;
use super::ontology::TypeId;
use super::view::View;
use super::{Cue, Factuality};
use crate::lexicon::inflection::{is_conditional, is_future};
use crate::syntax::{Mood, Tense, VerbForm};

/// What decides how an event is told.
#[derive(Debug)]
pub struct Told {
    /// The verdict.
    pub factuality: Factuality,
    /// Not negated.
    pub affirmed: bool,
    /// The tense's name in the record.
    pub tense: &'static str,
    /// The mood's name in the record.
    pub mood: &'static str,
    /// The words that decided.
    pub cues: Vec<Cue>,
}

/// What a governing word makes of what it governs.
fn governed(lemma: &str) -> Option<(Factuality, &'static str)> {
    use Factuality::{Denied, Planned, Possible};
    Some(match lemma {
        "decider" | "prevoir" | "projeter" | "promettre" | "s'engager" | "engager" | "compter" | "planifier" | "programmer"
        | "preparer" | "appreter" | "decision" | "projet" | "plan" | "intention" | "volonte" | "promesse" | "engagement"
        | "objectif" | "vouloir" | "devoir" | "aller" | "accepter" | "but" | "pret" | "charger" | "proposer" | "vouer"
        | "mission" | "souhaiter" | "viser" => (Planned, "plan"),
        "envisager" | "pouvoir" | "soupconner" | "craindre" | "risquer" | "menacer" | "esperer" | "demander" | "reclamer"
        | "exiger" | "appeler" | "exhorter" | "suggerer" | "sembler" | "tenter" | "essayer" | "inviter" | "possibilite"
        | "risque" | "menace" | "hypothese" | "eventualite" | "demande" | "soupcon" | "suspecter" | "recommander" | "crainte"
        | "permettre" | "falloir" | "possible" | "probable" | "eventuel" | "accuser" | "tentative" | "appel" => {
            (Possible, "modal")
        }
        "refuser" | "dementir" | "nier" | "refus" | "empecher" | "eviter" | "contester" | "echouer" | "renoncer"
        | "interdire" | "exclure" | "ecarter" | "refuter" | "dementi" | "absence" | "abandonner" | "annuler" => {
            (Denied, "denial")
        }
        _ => return None,
    })
}

fn negation(view: &View<'_>, at: usize) -> Option<usize> {
    let tree = view.tree();
    let children = tree.children(at);
    let ne = children.iter().copied().find(|&c| matches!(view.form(c), "ne" | "n'"));
    let other = |word: &[&str]| children.iter().copied().find(|&c| word.contains(&view.form(c)));
    let near = |words: &[&str]| {
        let from = ne.unwrap_or(at);
        (from..(at + 4).min(view.len())).find(|&i| words.contains(&view.form(i)))
    };
    if ne.is_some() {
        // « ne … que » restricts, « ne … plus » ends, « ne … pas seulement » adds.
        let only = near(&["seulement", "uniquement"]).is_some();
        let que = near(&["que", "qu'"]).is_some() && near(&["pas", "point", "jamais"]).is_none();
        let ended = near(&["plus"]).is_some() && near(&["pas"]).is_none();
        if only || que || ended {
            return None;
        }
        return near(&["pas", "jamais", "aucun", "aucune", "rien", "personne", "ni", "point", "guere"]).or_else(|| {
            children.iter().copied().find(|&c| {
                matches!(view.form(c), "personne" | "rien")
                    || tree
                        .children(c)
                        .iter()
                        .any(|&d| matches!(view.form(d), "aucun" | "aucune" | "nul" | "nulle"))
            })
        });
    }
    other(&["pas", "jamais"])
        .filter(|&c| tree.base(c) == "advmod" && view.form(c.saturating_add(1).min(view.len() - 1)) != "seulement")
}

/// Whether « ne … plus » says that what the verb tells has come to an end.
pub fn ceased(view: &View<'_>, at: usize) -> bool {
    let tree = view.tree();
    let ne = tree
        .children(at)
        .iter()
        .any(|&c| matches!(view.form(c), "ne" | "n'") && c < at);
    ne && tree
        .children(at)
        .iter()
        .any(|&c| view.form(c) == "plus" && c + 3 > at.saturating_sub(3))
        && !tree.children(at).iter().any(|&c| view.form(c) == "pas")
}

/// How the sentence tells the candidate's event.
pub fn read(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId) -> Told {
    let tree = view.tree();
    let at = candidate.at;
    let mut cues = Vec::new();
    let cue = |kind: &'static str, i: usize| Cue {
        kind,
        span: view.span(i, i),
    };
    // The finite verb that carries tense and mood: the trigger with its auxiliaries, or the clause's verb.
    let verb = tree.path(at).find(|&x| tree.is_verb(x));
    let finite = |v: usize| -> Option<usize> {
        let aux = tree
            .of_base(v, "aux")
            .find(|&a| tree.word(a).features.verb_form == Some(VerbForm::Fin));
        let cop = tree.of_base(v, "cop").next();
        aux.or(cop)
            .or_else(|| (tree.word(v).features.verb_form == Some(VerbForm::Fin)).then_some(v))
    };
    let own = if candidate.verbal { finite(at) } else { None };
    let feature = |i: usize| tree.word(i).features;
    // The model misses conditionals that their ending shows, above all those of hearsay, and futures of rare verbs.
    let written = |i: usize| view.span(i, i).of(view.scene.text.raw());
    let conditional = |i: usize| feature(i).mood == Some(Mood::Cnd) || is_conditional(written(i));
    let future = |i: usize| feature(i).tense == Some(Tense::Fut) || is_future(written(i));
    let helped = tree.of_base(at, "aux").next().is_some();
    let (tense, mood) = if candidate.verbal {
        match own {
            Some(f) => {
                let tense = match feature(f).tense {
                    _ if future(f) => "future",
                    Some(Tense::Past | Tense::Imp) => "past",
                    _ if f != at && feature(at).verb_form == Some(VerbForm::Part) && !passive_aux(view, at) => "past",
                    _ => "present",
                };
                let mood = match feature(f).mood {
                    _ if conditional(f) => "conditional",
                    Some(Mood::Sub) => "subjunctive",
                    Some(Mood::Imp) => "imperative",
                    _ => "indicative",
                };
                (tense, mood)
            }
            None => match feature(at).verb_form {
                Some(VerbForm::Inf) => (if helped { "past" } else { "none" }, "infinitive"),
                Some(VerbForm::Part) => ("past", "participle"),
                _ => ("none", "none"),
            },
        }
    } else {
        ("none", "none")
    };
    let mut affirmed = true;
    let mut verdict: Option<Factuality> = None;
    let mut decide = |f: Factuality, kind: &'static str, i: usize, cues: &mut Vec<Cue>| {
        cues.push(cue(kind, i));
        if verdict.is_none() {
            verdict = Some(f);
        }
    };
    // Negation of the trigger itself, its determiner, or « sans ».
    let mut no = if candidate.verbal {
        negation(view, at).or_else(|| {
            candidate.fillers.iter().find_map(|f| {
                tree.children(f.word)
                    .iter()
                    .copied()
                    .find(|&d| matches!(view.form(d), "aucun" | "aucune" | "nul" | "nulle"))
            })
        })
    } else {
        tree.children(at)
            .iter()
            .copied()
            .find(|&d| matches!(view.form(d), "aucun" | "aucune" | "nul" | "nulle" | "sans"))
    };
    if no.is_none() && candidate.verbal {
        no = tree.of_base(at, "mark").find(|&m| view.form(m) == "sans");
    }
    if no.is_none()
        && let Some(v) = verb
        && v != at
        && matches!(tree.base(at), "obj" | "nsubj")
    {
        let light = matches!(
            view.lemma(v),
            "avoir"
                | "faire"
                | "prononcer"
                | "requerir"
                | "exister"
                | "signer"
                | "obtenir"
                | "recevoir"
                | "commettre"
                | "mener"
                | "subir"
        );
        if light {
            no = negation(view, v);
        }
    }
    if let Some(n) = no {
        affirmed = false;
        decide(Factuality::Denied, "negation", n, &mut cues);
    }
    // Mood and tense of the trigger.
    if let Some(f) = own {
        if conditional(f) {
            decide(Factuality::Possible, "conditional", f, &mut cues);
        } else if future(f) {
            decide(Factuality::Planned, "future", f, &mut cues);
        }
    }
    let mut si = tree.of_base(at, "mark").find(|&m| matches!(view.form(m), "si" | "s'"));
    // Upwards: each governing word may turn the event into a plan, a possibility or a denial.
    let mut child = at;
    let mut factual = helped && candidate.verbal;
    for x in tree.path(at).skip(1).take(5) {
        let relation = tree.base(child);
        let through = matches!(
            relation,
            "xcomp" | "ccomp" | "obj" | "acl" | "nmod" | "obl" | "nsubj" | "conj" | "csubj"
        );
        if relation == "advcl" {
            // « pour créer », « afin de »: an aim.
            let mark = tree
                .children(child)
                .iter()
                .copied()
                .find(|&m| matches!(view.form(m), "pour" | "afin") && m < child);
            if let Some(m) = mark
                && child == at
                && !helped
                && feature(at).verb_form == Some(VerbForm::Inf)
            {
                decide(Factuality::Planned, "plan", m, &mut cues);
            }
            break;
        }
        if !through || tree.is(child, crate::syntax::Deprel::AclRelcl) {
            break;
        }
        let lemma = view.lemma(x);
        let clausal = matches!(relation, "xcomp" | "ccomp" | "acl" | "csubj");
        let nominal_step = matches!(relation, "obj" | "nmod" | "obl" | "nsubj") && !candidate.verbal;
        if (clausal && !factual || nominal_step && relation != "obl" || relation == "nmod" && !factual)
            && let Some((f, kind)) = governed(lemma)
        {
            let past_doing = relation == "nsubj" && f != Factuality::Possible;
            let of_name = relation == "nmod" && candidate.verbal && tree.base(at) != "acl";
            // « accusé d'avoir », « accepter l'aide »: what is over or given stays a fact.
            let given = nominal_step
                && matches!(
                    lemma,
                    "accuser" | "permettre" | "appeler" | "inviter" | "accepter" | "aller" | "engager" | "viser"
                );
            if !(past_doing || of_name || given) {
                decide(f, kind, x, &mut cues);
                if f == Factuality::Denied {
                    affirmed = false;
                }
            }
        }
        if clausal && matches!(lemma, "accuser" | "soupconner") {
            decide(Factuality::Possible, "modal", x, &mut cues);
        }
        if tree.is_verb(x) && clausal {
            if let Some(n) = negation(view, x)
                && relation == "xcomp"
            {
                affirmed = false;
                decide(Factuality::Denied, "negation", n, &mut cues);
            }
            if let Some(f) = finite(x)
                && matches!(relation, "xcomp")
            {
                if conditional(f) {
                    decide(Factuality::Possible, "conditional", f, &mut cues);
                } else if future(f) {
                    decide(Factuality::Planned, "future", f, &mut cues);
                }
            }
        }
        if nominal_step && tree.is_verb(x) && child == at {
            if let Some(f) = finite(x) {
                if conditional(f) {
                    decide(Factuality::Possible, "conditional", f, &mut cues);
                } else if future(f) && matches!(relation, "nsubj" | "obj") {
                    decide(Factuality::Planned, "future", f, &mut cues);
                }
            }
            if lemma == "annoncer" && relation == "obj" && kind.behavior().announced {
                decide(Factuality::Planned, "plan", x, &mut cues);
            }
        }
        si = si.or_else(|| tree.of_base(x, "mark").find(|&m| matches!(view.form(m), "si" | "s'")));
        if tree.is_verb(x) && matches!(feature(x).verb_form, Some(VerbForm::Fin)) && relation == "ccomp" {
            break;
        }
        if tree.is_verb(x) && tree.of_base(x, "aux").next().is_some() && !clausal {
            factual = true;
        }
        child = x;
    }
    if let Some(m) = si {
        decide(Factuality::Possible, "conditional", m, &mut cues);
    }
    for &c in tree.children(at) {
        match view.form(c) {
            "presume" | "presumee" | "presumes" | "presumees" | "eventuel" | "eventuelle" | "possible" | "possibles"
            | "potentiel" | "potentielle" => decide(Factuality::Possible, "modal", c, &mut cues),
            "prochain" | "prochaine" | "futur" | "future" | "imminent" | "imminente" if !candidate.verbal => {
                decide(Factuality::Planned, "future", c, &mut cues);
            }
            "peut-etre" => decide(Factuality::Possible, "modal", c, &mut cues),
            _ => {}
        }
    }
    // An infinitive under nothing that says otherwise, but no complement of a verb that makes it happen, is an aim.
    if verdict.is_none() && candidate.verbal && feature(at).verb_form == Some(VerbForm::Inf) && !helped {
        let under = tree.head(at).map(|h| view.lemma(h));
        let done = under.is_some_and(|l| {
            matches!(
                l,
                "venir"
                    | "commencer"
                    | "continuer"
                    | "finir"
                    | "parvenir"
                    | "reussir"
                    | "cesser"
                    | "faire"
                    | "laisser"
                    | "fait"
                    | "avoir"
            )
        });
        if !done && matches!(tree.base(at), "xcomp" | "ccomp" | "acl" | "root" | "advcl" | "obl") {
            verdict = Some(Factuality::Planned);
        }
    }
    Told {
        factuality: verdict.unwrap_or(Factuality::Asserted),
        affirmed,
        tense,
        mood,
        cues,
    }
}

fn passive_aux(view: &View<'_>, at: usize) -> bool {
    let tree = view.tree();
    let aux: Vec<usize> = tree.of_base(at, "aux").collect();
    matches!(aux[..], [only] if view.lemma(only) == "etre" && view.clause.voice(at) == crate::syntax::Voice::Passive)
}
