//! A name found once in a document is found everywhere in it.

use foldhash::{HashMap, HashMapExt};

use super::{Label, Mention, Tagging};
use crate::text::Text;

/// A name is carried to its other places when one of its mentions is at least this sure.
const SURE: f32 = 0.9;

/// Carries sure names to the places where the same words stand unnamed, and gives the mentions of one name one type.
///
/// Words are compared as they are written, with their capitals: « Orange » is not « orange ». A place is taken only when no other
/// name touches it. Of the types that a name got in the document, the one with the highest sum of scores stays.
pub fn agree(text: &Text<'_>, tagging: &mut Tagging) {
    let mut names: HashMap<&str, [f32; 4]> = HashMap::new();
    let mut sure: Vec<(Vec<&str>, Label, f32)> = Vec::new();
    for m in &tagging.mentions {
        let raw = m.span.of(text.raw());
        names.entry(raw).or_insert([0.0; 4])[m.label as usize] += m.score;
    }
    for m in &mut tagging.mentions {
        let sums = names[m.span.of(text.raw())];
        let own = sums[m.label as usize];
        for label in [Label::Per, Label::Org, Label::Loc, Label::Misc] {
            if sums[label as usize] > own && sums[label as usize] >= sums.iter().copied().fold(0.0, f32::max) {
                m.label = label;
            }
        }
    }
    for m in &tagging.mentions {
        let words: Vec<&str> = words(text, m).collect();
        let capital = words.iter().any(|w| w.chars().next().is_some_and(char::is_uppercase));
        let long = words.len() > 1 || words[0].chars().count() > 2;
        if m.score >= SURE && capital && long && !sure.iter().any(|s| s.0 == words) {
            sure.push((words, m.label, m.score));
        }
    }
    // The longer name first, so that « Banque de France » is not read as « France ».
    sure.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    let mut taken: Vec<bool> = vec![false; text.tokens().len()];
    for m in &tagging.mentions {
        let first = text.token_at(m.span.start());
        for (i, token) in text.tokens().iter().enumerate().skip(first) {
            if token.span().start() >= m.span.end() {
                break;
            }
            taken[i] = true;
        }
    }
    let mut found = Vec::new();
    for (index, sentence) in text.sentences().iter().enumerate() {
        let range = sentence.tokens();
        for (words, label, score) in &sure {
            let n = words.len();
            for at in range.start..(range.end + 1).saturating_sub(n) {
                let same = words.iter().enumerate().all(|(k, w)| !taken[at + k] && text.raw_word(at + k) == *w);
                // « Saint » before « Laurent » or a capital behind: part of a longer name that was not read as one.
                let part = at + n < range.end && text.raw_word(at + n).chars().next().is_some_and(char::is_uppercase);
                if same && !part {
                    taken[at..at + n].fill(true);
                    found.push(Mention {
                        span: text.span(at, at + n - 1),
                        sentence: index,
                        label: *label,
                        score: score / 2.0,
                    });
                }
            }
        }
    }
    tagging.mentions.extend(found);
    tagging.mentions.sort_by_key(|m| m.span);
}

/// The words of a mention.
fn words<'t>(text: &'t Text<'_>, m: &Mention) -> impl Iterator<Item = &'t str> {
    let (first, end) = (text.token_at(m.span.start()), m.span.end());
    (first..text.tokens().len())
        .take_while(move |&i| text.tokens()[i].span().start() < end)
        .map(|i| text.raw_word(i))
}
