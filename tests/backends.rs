//! One contract for every backend of names: count, ranges, determinism, long sentences, odd texts.

use depeche::model::{BUILT_IN, Embedded, Files, Precision};
use depeche::ner::{
    BackendError, BackendId, Combined, Gazetteer, Label, NerBackend, NoBackend, RawMention, Scripted, Tagged, Words,
    sentence_words, tag_document,
};
use depeche::text::Text;
use std::sync::LazyLock;

const TEXT: &str = "Le groupe Kaspersky Lab a annoncé mardi l'ouverture d’un centre à Zurich. M. Dupont, ministre de l'Intérieur, \
    s'est rendu à Saint-Pétersbourg avec Angela Merkel. L'Oréal rachète la start-up pour 2,5 milliards d'euros, selon Les Échos. \
    FRANCE : TROIS BLESSÉS DANS UN ACCIDENT PRÈS DE LYON. Les États-Unis et l'Iran n'ont pas signé l'accord. Paris. \
    Le PSG s'est imposé 3-1 face à l'Olympique de Marseille. La Banque centrale européenne relève ses taux de 0,25 point. \
    « Nous ne négocierons pas », a déclaré le porte-parole de l'Otan. Un 🎉 pour le Real\u{a0}Madrid\u{a0}! 🇫🇷🇫🇷 Vive la France.";

fn backends() -> Vec<Box<dyn NerBackend>> {
    vec![
        Box::new(NoBackend::default()),
        Box::new(Gazetteer::default()),
        Box::new(scripted()),
        Box::new(Shared),
        Box::new(Combined::new(Gazetteer::default(), Shared)),
    ]
}

/// The engine is loaded once for all tests.
fn embedded() -> &'static Embedded {
    static ENGINE: LazyLock<Embedded> = LazyLock::new(|| Embedded::new(&BUILT_IN, Precision::Int8).expect("the built-in model"));
    &ENGINE
}

/// The shared engine as a backend of its own.
struct Shared;

impl NerBackend for Shared {
    fn id(&self) -> &BackendId {
        embedded().id()
    }

    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError> {
        embedded().tag(sentences)
    }
}

/// A backend that knows one sentence of the text.
fn scripted() -> Scripted {
    let answer = Tagged {
        mentions: vec![RawMention {
            first: 0,
            last: 0,
            label: Label::Loc,
            score: 1.0,
        }],
        parse: None,
        vectors: None,
    };
    Scripted::new([(vec!["Paris".to_owned(), ".".to_owned()], answer)])
}

/// Names of a text as (words, type).
fn names<'t>(text: &'t str, backend: &dyn NerBackend) -> Vec<(&'t str, Label)> {
    let prepared = Text::new(text);
    let tagging = tag_document(&prepared, backend).expect("a backend that keeps its contract");
    tagging.mentions.iter().map(|m| (m.span.of(text), m.label)).collect()
}

/// The answer with its scores' bits, so that equality means the same bits.
fn bits(tagged: &[Tagged]) -> Vec<String> {
    tagged
        .iter()
        .map(|t| {
            let scores: Vec<u32> = t.mentions.iter().map(|m| m.score.to_bits()).collect();
            format!("{:?} {scores:?} {:?}", t.mentions, t.parse)
        })
        .collect()
}

#[test]
fn every_backend_answers_each_sentence_within_its_words() {
    for backend in backends() {
        let text = Text::new(TEXT);
        assert!(text.sentences().len() > 8);
        let tagging = tag_document(&text, &*backend).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(tagging.parses.len(), text.sentences().len(), "{}", backend.id().name);
        assert!(tagging.mentions.is_sorted_by_key(|m| m.span));
    }
}

#[test]
fn no_sentence_no_answer() {
    for backend in backends() {
        assert_eq!(backend.tag(&[]).expect("an empty batch is no failure"), []);
        let empty = backend.tag(&[Words::default()]).expect("an empty sentence is no failure");
        assert_eq!(empty.len(), 1);
        assert!(empty[0].mentions.is_empty());
    }
}

#[test]
fn a_sentence_is_read_the_same_alone_in_a_batch_and_shuffled() {
    for backend in backends() {
        let text = Text::new(TEXT);
        let sentences = sentence_words(&text);
        let together = bits(&backend.tag(&sentences).expect("a batch"));
        let alone: Vec<String> = sentences
            .iter()
            .map(|s| bits(&backend.tag(std::slice::from_ref(s)).expect("one sentence")).remove(0))
            .collect();
        assert_eq!(alone, together, "{}", backend.id().name);
        let n = sentences.len();
        // 7 and the number of sentences have no common divisor, so this is a shuffle.
        let order: Vec<usize> = (0..n).map(|i| (i * 7 + 3) % n).collect();
        assert_ne!(n % 7, 0);
        let shuffled: Vec<Words<'_>> = order.iter().map(|&i| sentences[i].clone()).collect();
        let mixed = bits(&backend.tag(&shuffled).expect("a shuffled batch"));
        for (place, &i) in order.iter().enumerate() {
            assert_eq!(mixed[place], together[i], "{}", backend.id().name);
        }
    }
}

#[test]
fn signs_set_to_names_are_commas_and_broken_words_are_whole() {
    let text = Text::new("#Kelvar et Orvane™ ❤\u{fe0f} ont 5 % de la S.N.C.F., con-\ndamnée.");
    let words = &sentence_words(&text)[0].words;
    assert_eq!(
        words[..],
        [
            ",",
            "Kelvar",
            "et",
            "Orvane",
            ",",
            ",",
            "ont",
            "5",
            "%",
            "de",
            "la",
            "SNCF",
            ",",
            "condamnée",
            "."
        ]
    );
    let tagged = tag_document(&text, embedded()).expect("a text that can be read");
    let names: Vec<&str> = tagged.mentions.iter().map(|m| m.span.of(text.raw())).collect();
    assert_eq!(names, ["Kelvar", "Orvane", "S.N.C.F."]);
}

#[test]
fn threads_do_not_change_the_answer() {
    use rayon::prelude::*;
    for backend in backends() {
        let text = Text::new(TEXT);
        let sentences = sentence_words(&text);
        let once = bits(&backend.tag(&sentences).expect("a batch"));
        let many: Vec<Vec<String>> = (0..6)
            .into_par_iter()
            .map(|_| bits(&backend.tag(&sentences).expect("a batch")))
            .collect();
        assert!(many.iter().all(|m| *m == once), "{}", backend.id().name);
    }
}

#[test]
fn a_sentence_past_the_limit_is_read_in_windows() {
    let mut list = String::from("Étaient présents ");
    for _ in 0..150 {
        list.push_str("Angela Merkel de Berlin, François Hollande de Paris, ");
    }
    list.push_str("et d'autres");
    let words: Vec<&str> = list.split(' ').collect();
    let sentence = Words {
        glued: vec![false; words.len()],
        words,
    };
    for backend in backends() {
        let tagged = backend
            .tag(std::slice::from_ref(&sentence))
            .expect("a long sentence is no failure");
        let n = sentence.words.len();
        assert!(tagged[0].mentions.iter().all(|m| m.last < n));
        if let Some(parse) = &tagged[0].parse {
            assert_eq!(parse.words().len(), n);
        }
        if backend.id().name == "embedded" {
            assert!(tagged[0].parse.is_some());
            let late = tagged[0].mentions.iter().filter(|m| m.first > n - 100).count();
            assert!(
                tagged[0].mentions.len() > 400 && late > 20,
                "{} names, {late} late",
                tagged[0].mentions.len()
            );
        }
    }
}

#[test]
fn a_monstrous_word_is_read_by_its_beginning() {
    let link = format!("https://exemple.fr/{}", "x9-Zq/".repeat(4000));
    let words = vec!["Voir", link.as_str(), "à", "Paris"];
    let sentence = Words {
        glued: vec![false; 4],
        words,
    };
    for backend in backends() {
        let tagged = backend
            .tag(std::slice::from_ref(&sentence))
            .expect("a long word is no failure");
        assert!(tagged[0].mentions.iter().all(|m| m.last < 4));
    }
}

#[test]
fn odd_characters_are_no_failure() {
    for text in [
        "🎉",
        "\u{a0}\u{202f}Paris\u{a0}!",
        "\u{200b}a\u{200b} \u{feff}b",
        "e\u{301}te\u{301} à Paris",
        "中文 العربية Москва",
        "l’ l' L’",
        "\u{1}\u{7f}\u{fffd}",
    ] {
        for backend in backends() {
            let prepared = Text::new(text);
            tag_document(&prepared, &*backend).unwrap_or_else(|e| panic!("{text:?}: {e}"));
        }
    }
}

#[test]
fn the_embedded_model_names_who_where_and_which() {
    let found = names(TEXT, embedded());
    for wanted in [
        ("Kaspersky Lab", Label::Org),
        ("Zurich", Label::Loc),
        ("Dupont", Label::Per),
        ("Saint-Pétersbourg", Label::Loc),
        ("Angela Merkel", Label::Per),
        ("Oréal", Label::Org),
        ("LYON", Label::Loc),
        ("Iran", Label::Loc),
        ("PSG", Label::Org),
        ("Banque centrale européenne", Label::Org),
    ] {
        let hit = found.iter().any(|f| f.0.ends_with(wanted.0) && f.1 == wanted.1);
        assert!(hit, "{wanted:?} not in {found:?}");
    }
}

#[test]
fn the_embedded_model_parses_every_sentence() {
    let text = Text::new(TEXT);
    let tagging = tag_document(&text, embedded()).expect("the embedded model");
    for (parse, sentence) in tagging.parses.iter().zip(text.sentences()) {
        let parse = parse
            .as_ref()
            .unwrap_or_else(|| panic!("no parse of {}", sentence.span().of(TEXT)));
        assert_eq!(parse.words().len(), sentence.tokens().len());
    }
    let first = tagging.parses[0].as_ref().expect("checked above");
    let verb = first.words().iter().find(|w| w.lemma == "annoncer").expect("« a annoncé »");
    assert_eq!(verb.upos.name(), "VERB");
    assert_eq!(verb.head, None);
}

#[test]
fn a_damaged_model_is_refused_before_the_run() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/models/depeche-fr/");
    let error = Embedded::new(&Files::Folder(folder.path().to_owned()), Precision::Int8).expect_err("an empty folder");
    assert!(error.to_string().contains("manifest.toml is not there"), "{error}");
    for name in ["manifest.toml", "tokenizer.json", "model.safetensors"] {
        std::fs::copy(format!("{source}{name}"), folder.path().join(name)).expect("a copy of the model");
    }
    let weights = folder.path().join("model.safetensors");
    let mut bytes = std::fs::read(&weights).expect("the copy");
    *bytes.last_mut().expect("weights") ^= 1;
    std::fs::write(&weights, bytes).expect("the damaged copy");
    let error = Embedded::new(&Files::Folder(folder.path().to_owned()), Precision::Int8).expect_err("one bit is wrong");
    assert!(error.to_string().contains("model.safetensors: sha256 is"), "{error}");
    let manifest = folder.path().join("manifest.toml");
    let text = std::fs::read_to_string(&manifest).expect("the copy");
    std::fs::write(&manifest, text.replace("depeche.model/1", "depeche.model/9")).expect("the changed copy");
    let error = Embedded::new(&Files::Folder(folder.path().to_owned()), Precision::Int8).expect_err("another format");
    assert!(error.to_string().contains("depeche.model/9"), "{error}");
}

#[test]
fn names_of_one_backend_stand_beside_the_parse_of_another() {
    let text = Text::new(TEXT);
    let both = tag_document(&text, &Combined::new(scripted(), Shared)).expect("both backends");
    let parse = tag_document(&text, embedded()).expect("the embedded model").parses;
    assert_eq!(both.parses, parse);
    // Rules may add what the words around show to be a name; what the backend names stays.
    assert!(
        both.mentions
            .iter()
            .any(|m| m.span.of(TEXT) == "Paris" && m.label == Label::Loc)
    );
}

#[test]
fn readings_made_elsewhere_come_back_for_their_words() {
    // « M. Dupont » is a name by its title.
    assert_eq!(names(TEXT, &scripted()), [("Dupont", Label::Per), ("Paris", Label::Loc)]);
}
