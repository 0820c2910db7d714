//! « ne … pas » and its kin.

use crate::event::view::View;
use crate::lexicon::words::WordSet;
use crate::syntax::{Base, Mood, Voice};

/// The word that negates a verb: « pas », « jamais », « aucun »; none where « ne » restricts, ends or adds.
pub(super) fn negation(view: &View<'_>, at: usize) -> Option<usize> {
    let tree = view.tree();
    let children = tree.children(at);
    let ne = children.iter().copied().find(|&c| WordSet::Ne.has(view.form(c)));
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
        if only || que {
            return None;
        }
        if ended {
            return no_more(view, at);
        }
        // « n'ose fermer », « ne cesse de fermer », but not « avant qu'il ne puisse ».
        let subjunctive = tree.word(at).features.mood == Some(Mood::Sub);
        let alone = || ne.filter(|_| WordSet::NegatedByNe.has(view.lemma(at)) && !subjunctive);
        let from = ne.unwrap_or(at);
        let particle = (from..(at + 4).min(view.len())).find(|&i| WordSet::BesideNe.has(view.form(i)));
        // « jamais le maire n'a démissionné »
        let ahead = || children.iter().copied().find(|&c| c < from && view.form(c) == "jamais");
        return particle.or_else(ahead).or_else(alone).or_else(|| {
            children.iter().copied().find(|&c| {
                WordSet::NobodyOrNothing.has(view.form(c)) || tree.children(c).iter().any(|&d| WordSet::None.has(view.form(d)))
            })
        });
    }
    // « la plus grande foule qui ait jamais assisté »
    let ever = |&c: &usize| view.form(c) == "jamais" && tree.word(at).features.mood == Some(Mood::Sub);
    other(&["pas", "jamais"])
        .filter(|c| !ever(c))
        .filter(|&c| tree.base(c) == Base::Advmod && view.form(c.saturating_add(1).min(view.len() - 1)) != "seulement")
}

/// The word by which « ne … plus » negates: what is told in the perfect has not happened since (« n'a plus vendu »), and « personne » denies
/// in every tense; « ne vend plus » ends.
fn no_more(view: &View<'_>, at: usize) -> Option<usize> {
    let tree = view.tree();
    let children = tree.children(at).iter().copied();
    let reflexive = view.clause.voice(at) == Voice::Reflexive;
    let perfect = tree
        .of_base(at, Base::Aux)
        .any(|a| view.lemma(a) == "avoir" || reflexive && view.lemma(a) == "etre");
    let plus = children.clone().find(|&c| view.form(c) == "plus" && c < at);
    let nobody = |&c: &usize| WordSet::NobodyOrNothing.has(view.form(c)) && tree.of_base(c, Base::Det).next().is_none();
    let none = |&c: &usize| {
        nobody(&c) || WordSet::None.has(view.form(c)) || tree.children(c).iter().any(|&d| WordSet::None.has(view.form(d)))
    };
    plus.filter(|_| perfect).or_else(|| children.clone().find(none))
}

/// The word that negates a governing verb; there « ne … plus » negates as well: « ne veut plus vendre ».
pub(super) fn negation_of_governor(view: &View<'_>, at: usize) -> Option<usize> {
    let plus = || view.tree().children(at).iter().copied().find(|&c| view.form(c) == "plus");
    negation(view, at).or_else(|| plus().filter(|_| ceased(view, at)))
}

/// Whether « ne … plus » says that what the verb tells has come to an end.
pub(in crate::event) fn ceased(view: &View<'_>, at: usize) -> bool {
    let tree = view.tree();
    let ne = tree.children(at).iter().any(|&c| WordSet::Ne.has(view.form(c)) && c < at);
    ne && tree
        .children(at)
        .iter()
        .any(|&c| view.form(c) == "plus" && c + 3 > at.saturating_sub(3))
        && !tree.children(at).iter().any(|&c| view.form(c) == "pas")
}
