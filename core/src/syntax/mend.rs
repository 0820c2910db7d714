//! Trees that grammar rules out, put right.

use super::{Base, Deprel, Features, Parse, Upos};
use crate::lexicon::words::WordSet;
use crate::text::fold;

/// Takes « faire » for the verb where the tree has it as the auxiliary of a noun that it has without an article: « a [fait] faillite », but
/// not « a fait fermer », « a fait beau » or « s'est fait élu ». `words` are the words as they are written.
pub(crate) fn light_verb(mut parse: Parse, words: &[&str]) -> Parse {
    let auxiliary = |i: usize| {
        let word = &parse.words[i];
        let head = word.head.filter(|&h| h == i + 1)?;
        let faire = word.lemma == "faire" && word.deprel.base() == Base::Aux;
        (faire && WordSet::BareObject.has(&fold(words[head]))).then_some((i, head))
    };
    let found: Vec<(usize, usize)> = (0..words.len()).filter_map(auxiliary).collect();
    for (verb, noun) in found {
        let (head, deprel) = (parse.words[noun].head, parse.words[noun].deprel);
        for (i, word) in parse.words.iter_mut().enumerate() {
            let own = matches!(
                word.deprel.base(),
                Base::Det | Base::Amod | Base::Nmod | Base::Nummod | Base::Flat
            );
            if i != verb && word.head == Some(noun) && !own {
                word.head = Some(verb);
            }
        }
        parse.words[verb].upos = Upos::Verb;
        (parse.words[verb].head, parse.words[verb].deprel) = (head, deprel);
        let object = &mut parse.words[noun];
        object.upos = Upos::Noun;
        object.features = Features::default();
        object.lemma = words[noun].to_lowercase();
        (object.head, object.deprel) = (Some(verb), Deprel::Obj);
    }
    parse
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Word;

    fn parse(rows: &[(&str, Upos, Option<usize>, Deprel)]) -> Parse {
        let word = |&(lemma, upos, head, deprel): &(&str, Upos, Option<usize>, Deprel)| Word {
            lemma: lemma.to_owned(),
            upos,
            features: Features::default(),
            head,
            deprel,
        };
        Parse::new(rows.iter().map(word).collect()).expect("a tree")
    }

    fn heads(parse: &Parse) -> Vec<Option<usize>> {
        parse.words().iter().map(|w| w.head).collect()
    }

    #[test]
    fn a_noun_has_no_auxiliary() {
        let rows = |last| {
            parse(&[
                ("Kelvar", Upos::Propn, Some(3), Deprel::Nsubj),
                ("avoir", Upos::Aux, Some(3), Deprel::AuxTense),
                ("faire", Upos::Aux, Some(3), Deprel::AuxPass),
                (last, Upos::Verb, None, Deprel::Root),
            ])
        };
        let mended = light_verb(rows("failliter"), &["Kelvar", "a", "fait", "faillite"]);
        assert_eq!(heads(&mended), [Some(2), Some(2), None, Some(2)]);
        assert_eq!((mended.words()[3].upos, mended.words()[3].deprel), (Upos::Noun, Deprel::Obj));
        assert_eq!(mended.words()[3].lemma, "faillite");
        for form in ["fermer", "arrêté", "élu", "beau"] {
            let tree = rows("fermer");
            assert_eq!(light_verb(tree.clone(), &["Kelvar", "a", "fait", form]), tree);
        }
    }
}
