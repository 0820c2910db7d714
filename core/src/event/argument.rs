//! From slots to roles: which words take part in an event, and how they are worded.

use super::behavior::{ActorSource, Side};
use super::candidate::Candidate;
use super::ontology::TypeId;
use super::view::View;
use super::{Argument, MentionKind, Role};
use crate::amount::AmountKind;
use crate::entity::{Reference, antecedent};
use crate::lexicon::words::{Nouns, Verbs, WordSet};
use crate::ner::Label;
use crate::syntax::{Base, Filler, Upos, Voice};

/// The argument that a word heads, or `None` when it stands for nobody.
pub fn argument(view: &View<'_>, role: Role, word: usize, score: f32) -> Option<Argument> {
    let tree = view.tree();
    let scene = view.scene;
    let word = if role == Role::Place {
        word
    } else {
        outside_brackets(view, word)
    };
    let word = bearer(view, word).unwrap_or(word);
    if let Some(m) = view.name_of(word) {
        return Some(Argument {
            role,
            span: scene.tagging.mentions[m].span,
            mention: MentionKind::Name,
            entity: scene.entities.of_mention.get(m).copied(),
            score,
        });
    }
    if tree.upos(word) == Upos::Pron || tree.upos(word) == Upos::Det {
        if WordSet::EmptyPronoun.has(view.form(word)) {
            return None;
        }
        let at = view.base + word;
        return Some(Argument {
            role,
            span: view.pronoun(word),
            mention: MentionKind::Pronoun,
            entity: antecedent(
                scene.text,
                scene.entities,
                &scene.tagging.mentions,
                at..at + 1,
                Reference::Pronoun,
            ),
            score,
        });
    }
    let stands_alone = tree
        .children(word)
        .iter()
        .any(|&c| matches!(tree.base(c), Base::Det | Base::Nummod));
    if tree.upos(word) == Upos::Adj && !stands_alone {
        let entity = scene.entities.of_adjective(view.form(word))?;
        return Some(Argument {
            role,
            span: view.span(word, word),
            mention: MentionKind::Nominal,
            entity: Some(entity),
            score,
        });
    }
    if view.timexes[word].is_some() && view.amounts[word].is_none() {
        return None;
    }
    if !stands_alone && !matches!(tree.upos(word), Upos::Noun | Upos::Propn | Upos::X | Upos::Num | Upos::Sym) {
        return None;
    }
    let (first, last) = view.phrase(word);
    let range = view.base + first..view.base + last + 1;
    Some(Argument {
        role,
        span: view.span(first, last),
        mention: MentionKind::Nominal,
        entity: antecedent(scene.text, scene.entities, &scene.tagging.mentions, range, Reference::Nominal),
        score,
    })
}

/// The noun that a name in brackets explains: « le tribunal de Lorient (Morbihan) »; the word itself elsewhere.
fn outside_brackets(view: &View<'_>, word: usize) -> usize {
    let first = (0..=word)
        .rev()
        .take_while(|&i| i == word || view.mentions[i].is_some() && view.mentions[i] == view.mentions[word])
        .last()
        .unwrap_or(word);
    if first < 2 || view.form(first - 1) != "(" || view.mention(word).is_none_or(|m| m.label != Label::Loc) {
        return word;
    }
    let tree = view.tree();
    let mut noun = first - 2;
    while let Some(h) = tree.head(noun).filter(|&h| h < first && tree.is_nominal(h)) {
        noun = h;
    }
    if tree.is_nominal(noun) { noun } else { word }
}

/// The name that a noun is put beside, where the parse makes the noun the head of what follows: « Anne Roy, agronome, enlevée … ».
fn bearer(view: &View<'_>, word: usize) -> Option<usize> {
    let tree = view.tree();
    let beside =
        tree.base(word) == Base::Appos && view.mentions[word].is_none() && tree.of_base(word, Base::Det).next().is_none();
    tree.head(word)
        .filter(|&name| beside && name < word && view.mention(name).is_some_and(|m| matches!(m.label, Label::Per | Label::Org)))
}

/// The arguments of a candidate.
pub fn find(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId) -> Vec<Argument> {
    let mut out: Vec<Argument> = Vec::new();
    let inside = |w: usize| (candidate.first..=candidate.last).contains(&w);
    let mut add = |role: Role, word: usize, score: f32| {
        if let Some(argument) = argument(view, role, word, score) {
            let taken = out
                .iter()
                .any(|a| a.span.overlaps(argument.span) && (a.role == role || a.score >= score));
            if !taken {
                out.push(argument);
            }
        }
    };
    let behind = candidate.at >= view.opening;
    let mut fillers: Vec<_> = candidate
        .fillers
        .iter()
        .filter(|f| !inside(f.word) && (!behind || f.word >= view.opening))
        .collect();
    fillers.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.word.cmp(&b.word)));
    for f in fillers {
        let slot = slot(candidate, f);
        let place = view.mention(f.word).is_some_and(|m| m.label == Label::Loc) && WordSet::Places.has(&f.slot);
        match role(view, candidate, slot, f.word) {
            // A bare entry « à = recipient » does not make a town a recipient.
            Some((role, sure)) if sure || !place || !matches!(slot, "a" | "en") => {
                if !may_be(view, candidate, kind, role, slot, f.word) {
                    continue;
                }
                if slot == "poss" {
                    possessor(view, candidate, role, f.word, f.score, &mut add);
                } else {
                    add(role, f.word, f.score);
                }
            }
            _ if place => add(Role::Place, f.word, f.score),
            _ => {}
        }
    }
    match kind.behavior().actor {
        ActorSource::Owner => owner(view, candidate, &mut out),
        ActorSource::Governor => governor(view, candidate, kind, &mut out),
        ActorSource::Nobody => {}
    }
    if !candidate.verbal {
        counted(view, candidate, kind, &mut out);
        struck(view, candidate, kind, &mut out);
        beside_a_verb(view, candidate, kind, &mut out);
    }
    out.sort_by_key(|a| (a.role, a.span));
    out
}

/// The slot as the frame names it: « par X » is the subject where the frame has no « par ».
fn slot<'f>(candidate: &Candidate<'_>, filler: &'f Filler) -> &'f str {
    match filler.slot.as_str() {
        "par" if candidate.verbal && !candidate.trigger.frame.contains_key("par") => "subj",
        slot => slot,
    }
}

/// The role that the frame gives a filler, and whether it asks what the filler is.
pub(super) fn role(view: &View<'_>, candidate: &Candidate<'_>, slot: &str, word: usize) -> Option<(Role, bool)> {
    let frame = &candidate.trigger.frame;
    let has = |wanted: Role| frame.values().flatten().any(|(role, _)| *role == wanted);
    let told = match slot {
        "actor" => Some(Role::Actor),
        "recipient" => Some(Role::Recipient),
        _ => None,
    };
    if let Some(role) = told.filter(|role| has(*role)) {
        return Some((role, true));
    }
    let choice = frame.get(slot)?;
    let (role, accepts) = choice.iter().find(|(_, accepts)| view.accepts(accepts, word))?;
    Some((*role, !accepts.is_empty()))
}

/// Whether a filler may have the role at all.
fn may_be(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId, role: Role, slot: &str, word: usize) -> bool {
    let actor = role == Role::Actor;
    let of_noun = actor && !candidate.verbal;
    let sum = view.amounts[word].is_some_and(|a| view.scene.amounts[a].kind != AmountKind::Count);
    let nobody = (sum || is_sum(view, word) || only_relates(view, word)) && matches!(role, Role::Actor | Role::Recipient);
    // « la sortie du Royaume-Uni de l'Union »: whose it is comes first.
    let second = of_noun && slot == "de" && follows_owner(view, candidate, word);
    // « soupçons de fraude », « le texte prévoit une amende »: only who can act does.
    let idle = of_noun && matches!(slot, "de" | "actor") && !view.animate(word);
    let unknown = slot == "adj" && view.scene.entities.of_adjective(view.form(word)).is_none();
    let mute = actor && slot == "subj" && kind.behavior().speech && !speaks(view, word);
    !(nobody || second || idle || unknown || mute)
}

/// Nouns that only relate one thing to another: « à l'occasion de », « à l'origine de », « sur fond de ».
fn only_relates(view: &View<'_>, word: usize) -> bool {
    let noun = Nouns::Relates.has(view.lemma(word));
    let tree = view.tree();
    noun && tree.of_base(word, Base::Nmod).any(|c| view.clause.preposition(c) == "de")
        && tree.of_base(word, Base::Case).next().is_some()
}

/// Whether an earlier complement with « de » already says whose a noun is, and this one is no further conjunct.
fn follows_owner(view: &View<'_>, candidate: &Candidate<'_>, word: usize) -> bool {
    let tree = view.tree();
    tree.base(word) == Base::Nmod
        && candidate
            .fillers
            .iter()
            .any(|f| f.slot == "de" && f.word < word && tree.base(f.word) == Base::Nmod && view.animate(f.word))
}

/// Sums and bare figures are nobody, whether or not the amount stage has read them.
fn is_sum(view: &View<'_>, word: usize) -> bool {
    let lemma = view.lemma(word);
    matches!(view.tree().upos(word), Upos::Sym) && view.mentions[word].is_none() || Nouns::Measure.has(lemma)
}

/// Whether the noun is what a verb is done to.
fn object_of_verb(view: &View<'_>, noun: usize) -> bool {
    let tree = view.tree();
    tree.base(noun) == Base::Obj && tree.head(noun).is_some_and(|h| tree.is_verb(h))
}

/// The name behind « son », « leur »: in the clause, then before it in the sentence, then the entity that it points to.
fn possessor(
    view: &View<'_>,
    candidate: &Candidate<'_>,
    role: Role,
    word: usize,
    score: f32,
    add: &mut impl FnMut(Role, usize, f32),
) {
    let (subjects, _) = view.clause.governor_subject(candidate.at, 4);
    let first = |may: &dyn Fn(usize) -> bool| {
        let owns = |s: usize| view.name_of(s).is_some() || view.animate(s);
        subjects.iter().copied().find(|&s| may(s) && owns(s))
    };
    // « après avoir reporté sa visite, il a parlé », not « après sa mort, le maire a parlé ».
    let ahead = role == Role::Actor && object_of_verb(view, candidate.at);
    let near = first(&|s| s < word)
        .or_else(|| first(&|_| ahead))
        .or_else(|| (0..word).rev().find(|&i| view.mentions[i].is_some()));
    add(role, near.unwrap_or(word), score * if near.is_some() { 0.9 } else { 0.6 });
}

/// « neuf morts », « 86 blessés » name the people hurt themselves, where no other word does.
fn counted(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId, out: &mut Vec<Argument>) {
    let people = view.amounts[candidate.at].is_some_and(|a| view.scene.amounts[a].person);
    if kind.behavior().counts_people && people && !out.iter().any(|a| a.role == Role::Recipient) {
        out.extend(argument(view, Role::Recipient, candidate.at, 0.5));
    }
}

/// Whom the attack or disaster struck, told by the verb beside the noun: « un incendie a détruit le péage », « des maisons détruites
/// par l'incendie ».
fn struck(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId, out: &mut Vec<Argument>) {
    let told = out.iter().any(|a| a.role == Role::Recipient);
    if told || !kind.behavior().strikes {
        return;
    }
    let tree = view.tree();
    let verbs = tree
        .head(candidate.at)
        .into_iter()
        .chain(tree.of_base(candidate.at, Base::Acl))
        .filter(|&v| tree.is_verb(v) && Verbs::Destroys.has(view.lemma(v)));
    for verb in verbs {
        let fillers = view.clause.of_verb(verb);
        if !fillers.iter().any(|f| f.slot == "subj" && f.word == candidate.at) {
            continue;
        }
        let objects = fillers.iter().filter(|f| f.slot == "obj" && f.word != candidate.at);
        out.extend(objects.filter_map(|f| argument(view, Role::Recipient, f.word, f.score * 0.8)));
    }
}

/// The verb that an event noun goes along with: « lors d'une visite », « en vue d'une mise en examen », « après son procès ».
fn goes_along(view: &View<'_>, noun: usize) -> Option<usize> {
    let tree = view.tree();
    let above = tree.head(noun)?;
    let verb = match (view.clause.preposition(noun).as_str(), view.form(above)) {
        ("pendant" | "durant" | "apres" | "avant", _) => above,
        ("de", "lors" | "vue" | "cas" | "cours" | "issue" | "suite") => tree.head(above)?,
        _ => return None,
    };
    tree.is_verb(verb).then_some(verb)
}

/// Whom the noun concerns where it goes along with what the verb's subject does or undergoes: « lors d'une visite à Lyon, le maire a dit »,
/// « entendu en vue d'une mise en examen ».
fn beside_a_verb(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId, out: &mut Vec<Argument>) {
    let role = match kind.behavior().companion {
        Some(Side::Actor) => Role::Actor,
        Some(Side::Recipient) => Role::Recipient,
        None => return,
    };
    if out.iter().any(|a| matches!(a.role, Role::Actor | Role::Recipient)) {
        return;
    }
    let Some(verb) = goes_along(view, candidate.at) else { return };
    // « après le procès, le procureur a fait appel »: who acts is not the one tried.
    if role == Role::Recipient && view.clause.voice(verb) == Voice::Active {
        return;
    }
    let (subjects, score) = view.clause.subject(verb);
    let found = subjects.into_iter().filter(|&s| view.animate(s));
    out.extend(found.filter_map(|s| argument(view, role, s, score * 0.6)));
}

/// Whose figure it is: « ses revenus ont baissé », « le bénéfice de Kelvar a doublé ».
fn owner(view: &View<'_>, candidate: &Candidate<'_>, out: &mut Vec<Argument>) {
    if !candidate.verbal || out.iter().any(|a| a.role == Role::Actor) {
        return;
    }
    let tree = view.tree();
    let figures: Vec<usize> = candidate
        .fillers
        .iter()
        .filter(|f| f.slot == "subj")
        .map(|f| f.word)
        .collect();
    for figure in figures {
        let whose = tree.children(figure).iter().copied().find(|&c| match tree.base(c) {
            Base::Det => WordSet::Possessive.has(view.form(c)),
            Base::Nmod => view.clause.preposition(c) == "de" && (view.name_of(c).is_some() || view.animate(c)),
            _ => false,
        });
        let Some(whose) = whose else { continue };
        let mut add = |role: Role, word: usize, score: f32| out.extend(argument(view, role, word, score));
        if tree.base(whose) == Base::Det {
            possessor(view, candidate, Role::Actor, whose, 0.8, &mut add);
        } else {
            add(Role::Actor, whose, 0.8);
        }
        return;
    }
}

/// Whether a subject can speak: « une hausse menace » has no doer.
fn speaks(view: &View<'_>, word: usize) -> bool {
    view.animate(word) || view.name_of(word).is_some() || view.tree().upos(word) == Upos::Noun
}

/// The actor whom the clause around a word gives, where the frame gives none.
fn governor(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId, out: &mut Vec<Argument>) {
    let frame = &candidate.trigger.frame;
    let role = if candidate.verbal {
        frame.get("subj").and_then(|c| c.first()).map(|c| c.0)
    } else {
        frame.get("par").and_then(|c| c.first()).map(|c| c.0)
    };
    let Some(role) = role else { return };
    if !matches!(role, Role::Actor) || out.iter().any(|a| a.role == role) {
        return;
    }
    let tree = view.tree();
    let at = candidate.at;
    let passive = candidate.verbal && view.clause.voice(at) == Voice::Passive;
    // A passive without agent hides its doer, unless a firm says what will be done: « X a affirmé que 5 000 emplois seront créés ».
    if passive && !(kind.behavior().speaker_acts && tree.path(at).any(|x| tree.base(x) == Base::Ccomp)) {
        return;
    }
    // A noun's doer is the subject of the verb above only where that verb is the doer's own; the frame has read those.
    if !candidate.verbal && tree.head(at).is_none_or(|h| !tree.is_verb(h) || tree.base(at) != Base::Xcomp) {
        return;
    }
    let (found, score) = view.clause.governor_subject(at, 4);
    for word in found {
        if let Some(argument) = argument(view, role, word, score * 0.6)
            && view.animate(word)
            && !out.iter().any(|a| a.span.overlaps(argument.span))
        {
            out.push(argument);
        }
    }
}
