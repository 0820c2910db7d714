//! Events by the learned heads: laws that hold for any weights, on sentences written for them.

use depeche::digest::{hex, sha256};
use depeche::entity::Aliases;
use depeche::event::learned::weighed;
use depeche::event::{Event, Factuality, Role, Verdict, considered};
use depeche::model::{BUILT_IN, Embedded, Files, Precision};
use depeche::pipeline;
use depeche::text::{Document, Span};
use std::sync::LazyLock;

static MODEL: LazyLock<Embedded> = LazyLock::new(|| Embedded::new(&BUILT_IN, Precision::Int8).expect("the built-in model"));

const STORY: &str = "Le fabricant Orvalis a licencié 134 salariés mardi à Quimper. Selon le maire, Anne Roy, l'usine fermera en mars 2025. \
Les syndicats appellent à une grève jeudi, et le tribunal a condamné l'ancien directeur à trois ans de prison. \
Son chiffre d'affaires avait reculé de 4 % à 721 millions de dollars.";

fn read(text: &str, act: impl FnOnce(&pipeline::Extraction<'_>)) {
    read_by(&MODEL, text, act);
}

fn read_by(model: &Embedded, text: &str, act: impl FnOnce(&pipeline::Extraction<'_>)) {
    let document = Document::from_text("story", text);
    let found = pipeline::extract(&document, model, &Aliases::default(), &mut ()).expect("a document with words");
    act(&found);
}

/// The model with heads that were trained before there was a type of that code.
fn older_than(code: &str) -> Embedded {
    let file = |name: &str| BUILT_IN.bytes(name).expect("a file of the model").into_owned();
    let renamed = |name: &str| String::from_utf8(file(name)).expect("text").replace(code, "OLD.Type");
    let words = renamed("words.tsv");
    let digest = |bytes: &[u8]| hex(&sha256(bytes));
    let manifest = renamed("manifest.toml").replace(&digest(&file("words.tsv")), &digest(words.as_bytes()));
    let all = ["tokenizer.json", "model.safetensors"].map(|name| (name, file(name)));
    let all = all
        .into_iter()
        .chain([("words.tsv", words.into_bytes()), ("manifest.toml", manifest.into_bytes())]);
    let all: Vec<(&'static str, &'static [u8])> = all.map(|(name, bytes)| (name, &*bytes.leak())).collect();
    Embedded::new(&Files::BuiltIn(all.leak()), Precision::Int8).expect("a model")
}

#[test]
fn a_type_that_the_heads_have_not_learned_is_told_by_its_rows_and_wins_its_words() {
    let of = |model: &Embedded, code: &str| {
        let mut out = (false, 0, Vec::new());
        read_by(model, STORY, |found| {
            let verdicts = considered(&found.scene(), &found.events);
            let of_type = verdicts.into_iter().filter(|c| c.kind.code() == code);
            out = (
                weighed(&found.scene()).iter().any(|w| w.code == code),
                found.events.iter().filter(|e| e.code() == code).count(),
                of_type.map(|c| c.verdict).collect(),
            );
        });
        out
    };
    assert_eq!(of(&MODEL, "ECO.Layoff"), (true, 1, vec![Verdict::Told]));
    let older = older_than("ECO.Layoff");
    assert_eq!(of(&older, "ECO.Layoff"), (false, 1, vec![Verdict::Told]));
    // The other types stay the heads'.
    assert_eq!(of(&older, "ECO.Close"), of(&MODEL, "ECO.Close"));
}

fn probabilities(event: &Event) -> impl Iterator<Item = f32> + '_ {
    let parts = event.arguments.iter().map(|a| a.score);
    let dates = event.dates.iter().filter_map(|d| d.score);
    let amounts = event.amounts.iter().filter_map(|a| a.score);
    std::iter::once(event.confidence).chain(parts).chain(dates).chain(amounts)
}

#[test]
fn every_score_is_a_probability_and_nothing_is_told_below_its_threshold() {
    read(STORY, |found| {
        assert!(found.events.len() >= 4, "{:?}", found.events);
        for event in &found.events {
            assert!(probabilities(event).all(|p| (0.0..=1.0).contains(&p)), "{event:?}");
        }
        for w in weighed(&found.scene()) {
            let told = found
                .events
                .iter()
                .any(|e| e.trigger.span.overlaps(w.span) && e.confidence >= w.needed);
            assert_eq!(told, w.probability >= w.needed, "{w:?}");
        }
    });
}

#[test]
fn a_date_or_amount_has_one_role_in_an_event_and_no_two_arguments_share_words_and_role() {
    read(STORY, |found| {
        for e in &found.events {
            let mut dates: Vec<usize> = e.dates.iter().map(|d| d.index).collect();
            let mut amounts: Vec<usize> = e.amounts.iter().map(|a| a.index).collect();
            let (d, a) = (dates.len(), amounts.len());
            dates.dedup();
            amounts.dedup();
            assert_eq!((dates.len(), amounts.len()), (d, a), "{e:?}");
            for (i, one) in e.arguments.iter().enumerate() {
                let twice = e.arguments[i + 1..]
                    .iter()
                    .any(|o| o.role == one.role && o.span.overlaps(one.span));
                assert!(!twice, "{e:?}");
            }
        }
    });
}

#[test]
fn what_the_document_is_about_weighs_on_its_words() {
    let probability = |text: &str| {
        let mut out = 0.0;
        read(text, |found| {
            let here = weighed(&found.scene());
            let word = here
                .iter()
                .find(|w| w.span.of(found.text.raw()) == "attaque" && w.code == "SEC.Attack");
            out = word.expect("an attack").probability;
        });
        out
    };
    let bare = "Un groupe a revendiqué l'attaque lundi.";
    let told = "Des pirates ont chiffré les serveurs de l'hôpital et volé les données de 3 000 patients. \
        La cyberattaque a paralysé le site.";
    // An armed attack is less likely in an article on hackers.
    assert!(probability(&format!("{told} {bare}")) < probability(bare));
}

#[test]
fn the_words_of_the_page_are_read_as_a_reader_reads_them() {
    read(STORY, |found| {
        let of = |code: &str| {
            found
                .events
                .iter()
                .find(|e| e.code() == code)
                .unwrap_or_else(|| panic!("{code}"))
        };
        let words = |span: Span| span.of(found.text.raw());
        let layoff = of("ECO.Layoff");
        assert!(
            layoff
                .arguments
                .iter()
                .any(|a| a.role == Role::Actor && words(a.span) == "Orvalis")
        );
        assert_eq!(layoff.factuality, Factuality::Asserted);
        assert_eq!(layoff.dates.len(), 1);
        assert_eq!(of("ECO.Close").factuality, Factuality::Planned);
        let result = of("ECO.Result");
        assert_eq!(result.amounts.len(), 2, "{result:?}");
    });
}

/// Who is only asked takes no part in what is told, wherever the source stands and whatever is done to whom.
#[test]
fn who_vouches_for_a_passive_does_not_act() {
    let told = [
        ("Deux otages ont été", "libérés"),
        ("Trois hommes ont été", "condamnés"),
        ("L'usine Orbex a été", "rachetée"),
        ("Douze salariés ont été", "licenciés"),
    ];
    for (start, participle) in told {
        for source in [
            "selon l'AFP",
            "d'après Le Monde",
            "selon le parquet de Lyon",
            "selon l'agence Altipress",
        ] {
            let name = source.rsplit_once(['\'', ' ']).expect("a source with a name").1;
            for text in [
                format!("{start} {participle}, {source}."),
                format!("{start} {participle} mardi {source}."),
                format!("{start}, {source}, {participle} mardi."),
            ] {
                read(&text, |found| {
                    let words = |s: Span| &text[s.start()..s.end()];
                    let event = found.events.iter().find(|e| words(e.trigger.span) == participle);
                    let event = event.unwrap_or_else(|| panic!("« {text} » tells no {participle}"));
                    let asked = event
                        .arguments
                        .iter()
                        .find(|a| words(a.span).contains(name) && a.role == Role::Actor);
                    assert!(asked.is_none(), "« {text} »: {asked:?}");
                });
            }
        }
    }
}

/// Grammar decides who takes part, whatever the heads say: who is ordered acts, who has it done to oneself does not, a weapon is a means.
#[test]
fn grammar_decides_who_takes_part() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        (
            "Le tribunal de Lyon a condamné Orbex à verser 2,3 millions d'euros à ses anciens salariés.",
            "verser",
            &["actor Orbex"],
            &["actor Le tribunal de Lyon"],
        ),
        (
            "Le maire a demandé à Orbex de fermer l'usine.",
            "fermer",
            &["actor Orbex"],
            &["actor Le maire"],
        ),
        (
            "Le juge a obligé Kelvar à licencier 40 salariés pour payer sa dette.",
            "licencier",
            &["actor Kelvar", "recipient 40 salariés"],
            &["actor Le juge"],
        ),
        // Who asks to be allowed to is the one who does it.
        (
            "Orbex a demandé au préfet de pouvoir fermer l'usine.",
            "fermer",
            &["actor Orbex"],
            &["actor au préfet", "actor préfet", "actor le préfet"],
        ),
        // A pronoun stands without its hyphens.
        (
            "« C'est une honte », a-t-il accusé, visant la société Orbex.",
            "accusé",
            &["actor il"],
            &["actor -t-il"],
        ),
        // A phrase keeps the mark that closes its quotation.
        (
            "La police a arrêté le chef du « gang des voleurs » lundi.",
            "arrêté",
            &["actor La police", "recipient le chef du « gang des voleurs »"],
            &[],
        ),
        // Who promises to do it does it.
        (
            "Le maire a promis à Orbex de fermer l'usine.",
            "fermer",
            &["actor Le maire"],
            &["actor Orbex"],
        ),
        (
            "La clinique s'est vu infliger une amende de 3 000 euros.",
            "infliger",
            &["recipient La clinique"],
            &["actor La clinique"],
        ),
        // Who undergoes what a noun tells does not do it.
        (
            "Le notaire Paul Rey fait l'objet d'une enquête pour vol.",
            "enquête",
            &["recipient Paul Rey"],
            &["actor Paul Rey"],
        ),
        (
            "Victime d'un piratage, la mairie de Brelles a fermé ses guichets.",
            "piratage",
            &["recipient la mairie de Brelles"],
            &["actor la mairie de Brelles"],
        ),
        (
            "Le promoteur Paul Rey mène une enquête sur les loyers.",
            "enquête",
            &[],
            &["recipient Paul Rey"],
        ),
        // What a correction rules out takes no part, what a cleft sets out does.
        (
            "C'est Orvalis, et non Kelvar, qui a racheté la marque.",
            "racheté",
            &["actor Orvalis"],
            &["actor Kelvar"],
        ),
        (
            "C'est par les douaniers que le passeur a été interpellé.",
            "interpellé",
            &["actor les douaniers", "recipient le passeur"],
            &[],
        ),
        // Each agent goes to its verb, and who stands in a clause about the subject does not act.
        (
            "L'homme qui avait agressé deux policiers a été interpellé par leurs collègues.",
            "interpellé",
            &["actor leurs collègues", "recipient L'homme"],
            &[],
        ),
        (
            "La société Ferlin, que contrôle l'assureur Atlas, a licencié dix salariés.",
            "licencié",
            &["actor Ferlin"],
            &["actor Atlas"],
        ),
        (
            "Les éditeurs Nolva et Ferlin ont fusionné.",
            "fusionné",
            &["actor Nolva", "actor Ferlin"],
            &[],
        ),
        // Who finds an attack did not commit it.
        (
            "Le piratage dénoncé par l'opposition a eu lieu en mars.",
            "piratage",
            &[],
            &["actor l'opposition"],
        ),
        (
            "Le rappeur Zark, de son vrai nom Paul Rey, a été condamné à un an de prison.",
            "condamné",
            &["recipient Zark"],
            &["recipient Paul Rey"],
        ),
        (
            "Les agents ont tiré des grenades sous la halle.",
            "tiré",
            &["actor Les agents", "instrument des grenades"],
            &["recipient des grenades"],
        ),
        (
            "L'armée a tiré sur un drone lundi.",
            "tiré",
            &["actor L'armée"],
            &["instrument un drone"],
        ),
        (
            "Un drone a tiré deux missiles sur Kiev lundi.",
            "tiré",
            &["instrument deux missiles"],
            &["instrument Un drone"],
        ),
        // What is hit by a weapon is no weapon.
        (
            "Les rebelles ont bombardé le pont.",
            "bombardé",
            &["actor Les rebelles", "recipient le pont"],
            &[],
        ),
    ];
    for (text, trigger, told, not_told) in cases {
        read(text, |found| {
            let of = |e: &&Event| e.trigger.span.of(text).contains(trigger);
            let event = found
                .events
                .iter()
                .find(of)
                .unwrap_or_else(|| panic!("{text}: {:?}", found.events));
            let here: Vec<String> = event
                .arguments
                .iter()
                .map(|a| format!("{} {}", a.role.name(), a.span.of(text)))
                .collect();
            for one in *told {
                assert!(here.iter().any(|h| h == one), "{text}: {one} in {here:?}");
            }
            for one in *not_told {
                assert!(here.iter().all(|h| h != one), "{text}: {one} in {here:?}");
            }
        });
    }
}
