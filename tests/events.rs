//! The event tables, and the engine on sentences written for it.

use depeche::entity::{self, Aliases};
use depeche::event::{self, Scene, ontology};
use depeche::model::{BUILT_IN, Embedded, Precision};
use depeche::ner::{self, Label, NerBackend};
use depeche::text::{PartialDate, Text};
use depeche::{amount, timex};
use std::sync::LazyLock;

static MODEL: LazyLock<Embedded> = LazyLock::new(|| Embedded::new(&BUILT_IN, Precision::Int8).expect("the built-in model"));

/// Runs `act` on the scene of a text.
fn with_scene<T>(raw: &str, published: Option<PartialDate>, backend: &dyn NerBackend, act: impl FnOnce(&Scene<'_>) -> T) -> T {
    with_scene_by(Deciding::Tables, raw, published, backend, act)
}

/// Who decides what is an event.
#[derive(Clone, Copy)]
enum Deciding {
    /// The tables and rules alone; the learned heads have tests of their own.
    Tables,
    /// The learned heads too.
    Heads,
}

fn with_scene_by<T>(
    by: Deciding,
    raw: &str,
    published: Option<PartialDate>,
    backend: &dyn NerBackend,
    act: impl FnOnce(&Scene<'_>) -> T,
) -> T {
    let text = Text::new(raw);
    let timexes = timex::find(&text, published);
    let amounts = amount::find(&text, published, &timexes);
    let mut tagging = ner::tag_document(&text, backend).expect("a checked answer");
    if matches!(by, Deciding::Tables) {
        tagging.heads = None;
    }
    let entities = entity::resolve(&text, &tagging.mentions, &Aliases::default());
    act(&Scene {
        text: &text,
        tagging: &tagging,
        entities: &entities,
        published,
        timexes: &timexes,
        amounts: &amounts,
    })
}

/// Type, trigger, factuality and « role: words » of each event of a sentence.
fn events(raw: &str) -> Vec<(String, String, &'static str, Vec<String>)> {
    with_scene(raw, None, &*MODEL, |scene| {
        event::extract(scene)
            .into_iter()
            .map(|e| {
                let arguments = e
                    .arguments
                    .iter()
                    .map(|a| format!("{}: {}", a.role.name(), a.span.of(raw)))
                    .collect();
                (
                    e.code().to_owned(),
                    e.trigger.span.of(raw).to_owned(),
                    e.factuality.name(),
                    arguments,
                )
            })
            .collect()
    })
}

#[test]
fn the_tables_load_and_name_every_type_once() {
    let loaded = ontology::Ontology::parse(ontology::FILES, include_str!("../core/src/event/data/classes.toml"));
    let loaded = loaded.map_err(|e| e.to_string()).expect("tables without a fault");
    let mut codes: Vec<&str> = loaded.types.iter().map(|t| t.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), ontology::FILES.len());
}

/// Code lines of a folder that hold a type's code, tests aside.
fn code_lines(folder: &std::path::Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            code_lines(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            let holds = |line: &&str| {
                ontology::ontology()
                    .types
                    .iter()
                    .any(|t| line.contains(&format!("\"{}", t.code)))
            };
            out.extend(code.lines().filter(holds).map(|line| format!("{}: {line}", path.display())));
        }
    }
}

#[test]
fn no_code_knows_a_type_by_its_code() {
    let mut found = Vec::new();
    for folder in ["core/src", "src"] {
        code_lines(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    assert!(
        found.is_empty(),
        "make it a key of [behavior] (core/src/event/data/README.md):\n{}",
        found.join("\n")
    );
}

#[test]
fn a_fault_in_a_table_names_file_and_line() {
    let bad = "code = \"X.Y\"\nlabel_fr = \"x\"\n\n[[trigger]]\npos = \"verb\"\nlemmas = [\"aller\"]\nwhen = [{ slot = \"obj\", accepts = [\"nowhere\"] }]\n";
    let error = ontology::Ontology::parse(&[("X.Y.toml", bad)], "").expect_err("an unknown class");
    let told = error.to_string();
    let wanted = "X.Y.toml, line 7: \"nowhere\" is no kind of filler; wanted any, name, ";
    assert!(told.starts_with(wanted) && told.contains("\"=nowhere\""), "{told}");
    for (from, to, wanted) in [
        (
            "when = [{ slot = \"obj\", accepts = [\"nowhere\"] }]",
            "prior = 1.9",
            "line 7: prior is 1.9; wanted a number from 0 to 1",
        ),
        (
            "when = [{ slot = \"obj\", accepts = [\"nowhere\"] }]",
            "prior = 0,9",
            "write the number with a point, as 0.9",
        ),
        (
            "\"obj\", accepts = [\"nowhere\"]",
            "\"objet\", accepts = [\"any\"]",
            "line 7: \"objet\" is not a slot",
        ),
        (
            "[\"aller\"]\nwhen = [{ slot = \"obj\", accepts = [\"nowhere\"] }]",
            "[]",
            "line 6: a trigger needs lemmas",
        ),
        (
            "[[trigger]]",
            "[frames.verb]\nobj = [\n  { role = \"theme\", accepts = [\"argent\"] }]\n[[trigger]]",
            "line 6: \"argent\" is no kind of filler",
        ),
        (
            "label_fr = \"x\"",
            "label_fr = \"x\"\nlabel_fr = \"y\"",
            "in « label_fr = \"y\" »",
        ),
    ] {
        let error = ontology::Ontology::parse(&[("X.Y.toml", &bad.replace(from, to))], "").expect_err("a fault");
        assert!(error.to_string().contains(wanted), "{wanted}: {error}");
    }
}

/// A type file whose triggers begin in line 16.
fn type_file(code: &str, neighbor: &str, triggers: &str) -> String {
    format!(
        r#"code = "{code}"
label_fr = "aller"

[codebook]
label_en = "going"
definition_fr = "On va."
definition_en = "One goes."
borders = [{{ to = "{neighbor}", fr = "on reste", en = "one stays" }}]

[codebook.roles]
actor = {{ fr = "qui va", en = "who goes" }}

[frames.verb]
subj = "actor"

{triggers}"#
    )
}

const GO: &str = "[[trigger]]\npos = \"verb\"\nlemmas = [\"aller\"]\n";

/// What the loader says of a type file beside a sound one.
fn fault(file: &str) -> Option<String> {
    let sound = type_file("X.Z", "X.Y", GO);
    let files = [("X.Y.toml", file), ("X.Z.toml", sound.as_str())];
    ontology::Ontology::parse(&files, "").err().map(|e| e.to_string())
}

#[test]
fn a_lemma_that_repeats_or_cancels_a_row_is_a_fault() {
    let beside = |more: &str| fault(&type_file("X.Y", "X.Z", &format!("{GO}{more}")));
    let refused = [
        // The same conditions, in whatever order and spelling.
        (
            "[[trigger]]\npos = \"verb\"\nlemmas = [\"venir\", \"Aller\"]\n",
            "X.Y.toml, line 21: \"Aller\" stands in line 18 already, with the same conditions",
        ),
        (
            "[[trigger]]\npos = \"verb\"\nlemmas = [\"venir\", \"venir\"]\n",
            "X.Y.toml, line 21: \"venir\" stands in line 21 already, with the same conditions",
        ),
        // The plain row tells what this one excludes.
        (
            "[[trigger]]\npos = \"verb\"\nlemmas = [\"aller\"]\nunless = [{ slot = \"obj\", accepts = [\"any\"] }]\n",
            "X.Y.toml, line 18: \"aller\" with fewer conditions lets in again what line 21 excludes",
        ),
        // It only scores more where the other tells it anyway.
        (
            "[[trigger]]\npos = \"verb\"\nlemmas = [\"aller\"]\nwhen = [{ slot = \"obj\", accepts = [\"any\"] }]\nunless = [{ slot = \"subj\", accepts = [\"any\"] }]\n",
            "X.Y.toml, line 18: \"aller\" with fewer conditions lets in again what line 21 excludes",
        ),
        // It asks for more and scores no more.
        (
            "[[trigger]]\npos = \"verb\"\nlemmas = [\"aller\"]\nwhen = [{ slot = \"obj\", accepts = [\"any\"] }]\nprior = 0.5\n",
            "X.Y.toml, line 21: \"aller\" is never told by this row: line 18 asks for less and scores no less",
        ),
    ];
    for (more, message) in refused {
        assert_eq!(beside(more).as_deref(), Some(message), "{more}");
    }
    let accepted = [
        "",
        // Another part of speech, voice, or a condition that adds to the score.
        "[[trigger]]\npos = \"noun\"\nlemmas = [\"aller\"]\n",
        "[[trigger]]\npos = \"verb\"\nlemmas = [\"s'en aller\"]\nunless = [{ slot = \"obj\", accepts = [\"any\"] }]\n",
        "[[trigger]]\npos = \"verb\"\nlemmas = [\"aller\"]\nwhen = [{ slot = \"obj\", accepts = [\"any\"] }]\n",
    ];
    for more in accepted {
        assert_eq!(beside(more), None, "{more}");
    }
}

#[test]
fn a_fault_in_what_a_type_does_beyond_its_frames_names_file_and_line() {
    let with = |keys: &str| {
        let file = type_file("X.Y", "X.Z", GO);
        fault(&file.replace("[codebook]\n", &format!("[behavior]\n{keys}\n[codebook]\n")))
    };
    for sound in [
        "",
        "money = \"none\"",
        "ceased = \"X.Z\"\ncluster = \"going\"",
        "about = \"past\"",
    ] {
        assert_eq!(with(sound), None, "{sound}");
    }
    let refused = [
        ("moneys = \"price\"", 5, "unknown field `moneys`"),
        ("money = \"rent\"", 5, "\"rent\" is neither an amount role nor \"none\""),
        ("actor = \"anybody\"", 5, "unknown variant `anybody`"),
        ("strikes = \"yes\"", 5, "invalid type: string"),
        ("ceased = \"X.Q\"", 4, "\"X.Q\" is no other type"),
        ("ceased = \"X.Y\"", 4, "\"X.Y\" is no other type"),
    ];
    for (keys, line, message) in refused {
        let found = with(keys).expect(keys);
        let start = format!("X.Y.toml, line {line}: {message}");
        assert!(found.starts_with(&start), "{keys}: {found}");
    }
}

#[test]
fn a_fault_in_a_codebook_names_file_and_line() {
    let sound = type_file("X.Y", "X.Z", GO);
    assert_eq!(fault(&sound), None);
    let changed = |from: &str, to: &str| fault(&sound.replace(from, to)).expect("a fault");
    let own = changed("X.Z", "X.Y");
    assert_eq!(own, "X.Y.toml, line 8: the border to \"X.Y\" leads to no other type");
    let unknown = changed("X.Z", "X.Q");
    assert_eq!(unknown, "X.Y.toml, line 8: the border to \"X.Q\" leads to no other type");
    let unknown = changed("actor = {", "agent = {");
    assert!(
        unknown.starts_with("X.Y.toml, line 11: \"agent\" is not a role; roles are actor, recipient, "),
        "{unknown}"
    );
    let left_out = changed("subj = \"actor\"", "subj = \"theme\"");
    assert_eq!(
        left_out,
        "X.Y.toml, line 4: the frames give \"theme\", which the codebook does not describe"
    );
    let key = changed("label_en", "label_de");
    assert!(key.starts_with("X.Y.toml, line 5: unknown field `label_de`"), "{key}");
    let (before, rest) = sound.split_once("[codebook]").expect("a codebook");
    let after = rest.split_once("[frames.verb]").expect("frames").1;
    let none = fault(&format!("{before}[frames.verb]{after}"));
    assert_eq!(none.as_deref(), Some("X.Y.toml: the type has no [codebook]"));
}

#[test]
fn passives_agents_and_amounts_find_their_roles() {
    let found = events("Le fabricant Orbec a été racheté par Talvac pour 30 millions d'euros.");
    let one = found.iter().find(|e| e.0 == "ECO.Acquire").expect("an acquisition");
    assert_eq!(one.1, "racheté");
    assert!(one.3.contains(&"actor: Talvac".to_owned()), "{one:?}");
    assert!(one.3.contains(&"recipient: Orbec".to_owned()), "{one:?}");
    // The parse hangs the second name across the verb on the first.
    let found = events("Orvalis rachète Verralie pour 12 millions d'euros.");
    assert!(found[0].3.contains(&"recipient: Verralie".to_owned()), "{found:?}");
}

#[test]
fn who_has_it_done_to_oneself_undergoes_it() {
    let of = |raw| events(raw).into_iter().find(|e| e.0 == "SEC.Attack").expect("an attack").3;
    let found = of("La retraitée s'est fait agresser par deux mineurs.");
    assert!(found.contains(&"recipient: La retraitée".to_owned()), "{found:?}");
    assert!(!found.contains(&"actor: La retraitée".to_owned()), "{found:?}");
    let found = of("Un terroriste s'est fait exploser dans la gare.");
    assert!(!found.contains(&"recipient: Un terroriste".to_owned()), "{found:?}");
}

#[test]
fn an_argument_begins_behind_the_time_and_place_before_it() {
    let of = |raw, code| events(raw).into_iter().find(|e| e.0 == code).expect("an event").3;
    for (raw, code, want) in [
        (
            "Vers 15h20, rue de Washington, une voiture a été incendiée.",
            "SEC.Attack",
            "recipient: une voiture",
        ),
        (
            "Vers 18h00, déjà sept blessés à Paris.",
            "SEC.Casualty",
            "recipient: sept blessés",
        ),
        // Its own adjectives are part of it.
        (
            "Une belle et vieille ferme a été incendiée.",
            "SEC.Attack",
            "recipient: Une belle et vieille ferme",
        ),
    ] {
        let found = of(raw, code);
        assert!(found.contains(&want.to_owned()), "{raw} {found:?}");
    }
}

#[test]
fn a_bracket_that_a_phrase_does_not_close_is_no_part_of_it() {
    for (_, _, _, found) in events("Une rixe a opposé des habitants de Furiana (2B) à des villageois.") {
        assert!(
            found.iter().all(|a| a.matches('(').count() == a.matches(')').count()),
            "{found:?}"
        );
    }
}

#[test]
fn what_is_listed_beside_an_event_noun_takes_no_part_in_it() {
    let raw = "La préfecture compte 3 000 manifestants, 95 interpellations et 63 gardes à vue.";
    for (code, _, _, found) in events(raw) {
        assert!(!found.iter().any(|a| a.starts_with("recipient: 3 000")), "{code} {found:?}");
    }
}

#[test]
fn a_future_dated_from_the_day_of_the_article_is_no_history() {
    let of = |raw| {
        with_scene(raw, "2024-03-21".parse().ok(), &*MODEL, |scene| {
            event::extract(scene)
                .into_iter()
                .map(|e| e.factuality.name())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(of("Chimorex licenciera 58 salariés en mai."), ["planned"]);
    assert_eq!(of("Chimorex licenciera 58 salariés en mai 1931."), ["asserted"]);
}

#[test]
fn a_headline_and_an_echo_join_what_they_tell_again() {
    let one = |raw, codes: &[&str]| {
        let ids = clusters("a", raw, "2024-07-16".parse().ok(), codes);
        assert_eq!(ids.len(), 2, "{raw}");
        ids[0] == ids[1]
    };
    let disaster = ["DIS.Disaster"];
    assert!(one(
        "Un séisme a eu lieu au Népal. Le tremblement de terre inquiète les habitants.",
        &disaster
    ));
    // With a name of its own it is another.
    assert!(!one(
        "Un séisme a eu lieu au Népal. Le tremblement de terre au Chili inquiète les habitants.",
        &disaster
    ));
    let arrest = ["JUS.Arrest"];
    assert!(one(
        "Le trésorier arrêté à Dole\nLa police a interpellé un homme de 40 ans.",
        &arrest
    ));
    assert!(!one(
        "Le trésorier a été arrêté à Dole. La police a interpellé un homme de 40 ans.",
        &arrest
    ));
}

#[test]
fn inhabitants_pronouns_and_controlled_subjects_are_people() {
    // Type, trigger and recipient of an event that each sentence must yield.
    let wanted = [
        // Inhabitants.
        (
            "Un Français a été enlevé dans le désert.",
            "SEC.Attack",
            "enlevé",
            "Un Français",
        ),
        (
            "Des Guyanais ont été arrêtés à l'aube.",
            "JUS.Arrest",
            "arrêtés",
            "Des Guyanais",
        ),
        ("L'Américain a été libéré hier soir.", "JUS.Release", "libéré", "L'Américain"),
        ("Un somalien a été arrêté au port.", "JUS.Arrest", "arrêté", "Un somalien"),
        (
            "Le Niçois a été hospitalisé dans la soirée.",
            "SEC.Casualty",
            "hospitalisé",
            "Niçois",
        ),
        // Clitics, and pronouns behind a condition that asks for people.
        (
            "Les policiers sont venus l'interroger.",
            "JUS.Investigate",
            "interroger",
            "l'",
        ),
        (
            "Ils ont été arrêtés, puis interrogés par le juge.",
            "JUS.Investigate",
            "interrogés",
            "Ils",
        ),
        (
            "La police a extradé le suspect après l'avoir intercepté.",
            "JUS.Arrest",
            "intercepté",
            "l'",
        ),
        // The controlling subject of a passive infinitive; a relative's antecedent.
        (
            "Le journaliste a passé une nuit en cellule avant d'être libéré.",
            "JUS.Release",
            "libéré",
            "Le journaliste",
        ),
        (
            "La femme a été retrouvée après avoir été enlevée.",
            "SEC.Attack",
            "enlevée",
            "La femme",
        ),
        (
            "Le directeur que la police a arrêté lundi nie tout.",
            "JUS.Arrest",
            "arrêté",
            "Le directeur",
        ),
        ("Ceux qui ont été arrêtés seront entendus.", "JUS.Arrest", "arrêtés", "Ceux"),
        // A participle that the parse hangs on a noun it does not agree with.
        (
            "La presse salue la remise du journaliste, arrêté lundi.",
            "JUS.Arrest",
            "arrêté",
            "journaliste",
        ),
    ];
    for (raw, code, trigger, recipient) in wanted {
        let found = events(raw);
        let right = found.iter().any(|e| {
            let whom = |a: &String| a.strip_prefix("recipient: ").is_some_and(|r| r.contains(recipient));
            e.0 == code && e.1 == trigger && e.3.iter().any(whom)
        });
        assert!(right, "{raw}: {found:?}");
    }
    // Languages are nobody.
    for raw in [
        "Le français a été enlevé du programme.",
        "Le breton a été enlevé du programme.",
    ] {
        assert!(
            events(raw).iter().all(|e| !e.0.starts_with("SEC.")),
            "{raw}: {:?}",
            events(raw)
        );
    }
}

#[test]
fn a_unit_with_en_and_an_auxiliary_in_between_is_found() {
    for (raw, code) in [
        ("Les casseurs s'en étaient violemment pris aux policiers.", "SEC.Attack"),
        ("Le ministre s'en est pris à la presse.", "COM.Criticize"),
        ("Ils vont s'en prendre à leurs voisins.", "COM.Criticize"),
    ] {
        let found = events(raw);
        assert!(found.iter().any(|e| e.0 == code && e.1.starts_with("pr")), "{raw}: {found:?}");
    }
    assert!(events("Elle a pris le train à Lyon.").is_empty());
}

#[test]
fn negation_denies_and_ne_plus_ends() {
    let found = events("La police n'a pas arrêté le suspect.");
    assert_eq!(found.iter().find(|e| e.0 == "JUS.Arrest").expect("an arrest").2, "denied");
    let found = events("Le groupe Talvac ne vend plus de voitures en Russie.");
    let stop = found.iter().find(|e| e.0 == "ECO.Suspend").expect("a stop of sales");
    assert_eq!(stop.2, "asserted");
}

#[test]
fn future_and_conditional_are_told_apart() {
    let of = |raw: &str| events(raw).into_iter().find(|e| e.0 == "ECO.Acquire").map(|e| e.2);
    assert_eq!(of("Talvac rachètera Orbec l'an prochain."), Some("planned"));
    assert_eq!(of("Talvac pourrait racheter Orbec."), Some("possible"));
    assert_eq!(of("Talvac a racheté Orbec."), Some("asserted"));
}

/// The dates of the first event with that trigger.
fn dates(raw: &str, trigger: &str) -> Vec<String> {
    with_scene(raw, None, &*MODEL, |scene| {
        let found = event::extract(scene);
        let one = found.iter().find(|e| e.trigger.span.of(raw) == trigger);
        let one = one.unwrap_or_else(|| panic!("no event « {trigger} » in « {raw} »"));
        one.dates
            .iter()
            .map(|d| scene.timexes[d.index].span.of(raw).to_owned())
            .collect()
    })
}

#[test]
fn a_date_counts_for_what_goes_along_with_its_verb() {
    let dated = "Vers 18 heures, des manifestants sont descendus sur la voie, bloquant un train.";
    assert_eq!(dates(dated, "bloquant"), ["18 heures"]);
    assert_eq!(
        dates("L'homme a été interpellé lundi soir et écroué.", "écroué"),
        ["lundi soir"]
    );
    assert_eq!(dates("Le maire a été arrêté lundi, et sera jugé.", "jugé"), [""; 0]);
    let quake = "Un séisme a frappé jeudi la province de Cosenza, faisant quatorze morts.";
    assert_eq!(dates(quake, "morts"), ["jeudi"]);
}

#[test]
fn a_participle_brings_the_date_of_the_noun_before_it() {
    assert_eq!(
        dates("La mort du maire Paul Faure, survenue lundi, a ému la ville.", "mort"),
        ["lundi"]
    );
    assert_eq!(
        dates(
            "Les perquisitions menées la semaine dernière n'ont rien donné.",
            "perquisitions"
        ),
        ["la semaine dernière"]
    );
}

#[test]
fn a_date_of_the_dateline_of_a_comparison_or_of_what_is_asked_for_is_none_of_the_event() {
    let line = "PARIS, 3 mai 2022 (AFP) – Le tribunal a condamné lundi le maire à une amende.";
    assert_eq!(dates(line, "condamné"), ["lundi"]);
    assert_eq!(
        dates("Les ventes ont reculé de 4 % en 2023, contre 2 % en 2022.", "reculé"),
        ["2023"]
    );
    assert_eq!(dates("Le syndicat appelle à une grève jeudi.", "appelle"), [""; 0]);
    assert_eq!(dates("Le syndicat appelle à une grève jeudi.", "grève"), ["jeudi"]);
    assert_eq!(
        dates("Le syndicat réclamait cette grève depuis des mois.", "réclamait"),
        ["des mois"]
    );
}

/// « role: words » of the first event with that trigger.
fn roles(raw: &str, trigger: &str) -> Vec<String> {
    let found = events(raw);
    let one = found.iter().find(|e| e.1 == trigger);
    one.unwrap_or_else(|| panic!("no event « {trigger} » in « {raw} »")).3.clone()
}

#[test]
fn a_noun_beside_a_verb_takes_its_subject_or_its_object() {
    let visit = "Lors d'une visite à Lyon, Anne Roy a parlé aux ouvriers.";
    assert!(roles(visit, "visite").contains(&"actor: Anne Roy".to_owned()));
    let charge = "Paul Faure a été convoqué en vue d'une mise en examen.";
    assert!(roles(charge, "mise en examen").contains(&"recipient: Paul Faure".to_owned()));
    let fire = "Un incendie a détruit trois maisons.";
    assert!(roles(fire, "incendie").contains(&"recipient: trois maisons".to_owned()));
    assert!(roles("L'accident a fait neuf morts.", "morts").contains(&"recipient: neuf morts".to_owned()));
    assert!(roles("L'attentat de Strasbourg a ému la ville.", "attentat").contains(&"place: Strasbourg".to_owned()));
    assert!(roles("Anne Roy a rendu visite aux ouvriers.", "rendu visite").contains(&"recipient: ouvriers".to_owned()));
    // What a text foresees it does not do.
    let law = "Le texte prévoit une amende de 300 euros.";
    assert!(!roles(law, "amende").iter().any(|r| r.starts_with("actor")));
}

#[test]
fn who_accuses_by_a_noun_acts_and_what_is_accused_of_does_not() {
    for (raw, trigger, wanted) in [
        (
            "Les accusations de la CGT contre Renault ont surpris.",
            "accusations",
            &["actor: CGT", "recipient: Renault"][..],
        ),
        (
            "Les accusations de fraude contre Renault ont surpris.",
            "accusations",
            &["recipient: Renault", "theme: fraude"],
        ),
    ] {
        let mut found = roles(raw, trigger);
        found.sort();
        assert_eq!(found, wanted, "{raw}");
    }
}

#[test]
fn a_plan_that_is_denied_is_denied() {
    for (raw, wanted) in [
        ("Kelvar dément tout projet de cession de sa branche cartographique.", "denied"),
        (
            "Kelvar confirme un projet de cession de sa branche cartographique.",
            "planned",
        ),
    ] {
        let found = events(raw).into_iter().find(|e| e.0 == "ECO.Acquire").map(|e| e.2);
        assert_eq!(found, Some(wanted), "{raw}");
    }
}

#[test]
fn a_quotation_behind_a_colon_is_told_by_who_acts_before_it() {
    let raw = "Anne Roy appelle au calme : « Nous allons fermer notre usine de Lyon. »";
    let source = with_scene(raw, None, &*MODEL, |scene| {
        let found = event::extract(scene);
        let shut = found.iter().find(|e| e.code() == "ECO.Close").expect("a closure");
        shut.attribution.source.map(|s| s.of(raw).to_owned())
    });
    assert_eq!(source.as_deref(), Some("Anne Roy"));
}

/// The amounts of the first event with that trigger, as « role: words ».
fn figures(raw: &str, trigger: &str) -> Vec<String> {
    with_scene(raw, None, &*MODEL, |scene| {
        let found = event::extract(scene);
        let one = found.iter().find(|e| e.trigger.span.of(raw) == trigger);
        let one = one.unwrap_or_else(|| panic!("no event « {trigger} » in « {raw} »"));
        one.amounts
            .iter()
            .map(|a| format!("{}: {}", a.role.name(), scene.amounts[a.index].span.of(raw)))
            .collect()
    })
}

#[test]
fn a_figure_has_the_role_of_its_kind_its_place_and_its_time() {
    let told = |raw: &str, trigger: &str, want: &[&str]| assert_eq!(figures(raw, trigger), want, "{raw}");
    // « bénéfice » tells it again and leaves its figure to the verb.
    let profit = "Le groupe publie un bénéfice de 5 millions d'euros.";
    told(profit, "publie", &["level: 5 millions d'euros"]);
    told(
        "Le cours est tombé de 300 dollars à 260 dollars.",
        "tombé",
        &["level: 300 dollars", "level: 260 dollars"],
    );
    told("Le déficit devrait atteindre 12 % du PIB.", "atteindre", &["forecast: 12 %"]);
    told("Le parti représente 20 % des salariés.", "représente", &["share: 20 %"]);
    let sale = "Le Japon a vendu 15 avions pour 2 milliards d'euros.";
    told(sale, "vendu", &["count: 15 avions", "price: 2 milliards d'euros"]);
}

/// Cluster ids of the events of the type.
fn clusters(doc_id: &str, raw: &str, published: Option<PartialDate>, codes: &[&str]) -> Vec<String> {
    with_scene(raw, published, &*MODEL, |scene| {
        let events = event::extract(scene);
        let ids = event::cluster::assign(doc_id, published, scene, &events);
        let of_type = events.iter().zip(ids).filter(|(e, _)| codes.contains(&e.code()));
        of_type.map(|(_, id)| id).collect()
    })
}

#[test]
fn leaving_a_country_is_one_event_in_a_dated_and_an_undated_article() {
    let codes = ["POL.Withdraw", "ECO.Close"];
    let dated = "Le géant allemand de la chimie Norvalon a annoncé mardi son retrait du marché brésilien. \
                 Norvalon emploie 400 personnes dans le pays. Ce retrait coûtera 30 millions d'euros.";
    let published = "2021-03".parse().ok();
    let first = clusters("a", dated, published, &codes);
    assert!(first.len() >= 2, "{first:?}");
    assert!(first.iter().all(|id| *id == first[0]), "{first:?}");
    let undated = clusters("b", "Le groupe Norvalon va cesser ses activités au Brésil.", None, &codes);
    assert_eq!(undated, [first[0].clone()]);
    let elsewhere = clusters("c", "Le groupe Norvalon va cesser ses activités au Canada.", None, &codes);
    assert!(elsewhere[0] != first[0], "another country is another event");
}

#[test]
fn a_firm_and_the_owner_of_its_name_are_two() {
    let raw = "Bruno Talvac défend les produits de son entreprise. M. Talvac estime pouvoir convaincre ses clients. \
               Trois ministères ont pourtant banni Talvac de leurs bureaux.";
    let labels = with_scene(raw, None, &*MODEL, |scene| {
        let mentions = &scene.tagging.mentions;
        let named = mentions.iter().filter(|m| m.span.of(raw).contains("Talvac"));
        named.map(|m| (m.span.of(raw).to_owned(), m.label)).collect::<Vec<_>>()
    });
    let want = [("Bruno Talvac", Label::Per), ("Talvac", Label::Per), ("Talvac", Label::Org)];
    assert_eq!(labels, want.map(|(name, label)| (name.to_owned(), label)));
}

#[test]
fn no_text_makes_the_engine_panic() {
    for raw in [
        "«",
        "Selon",
        "a racheté",
        "Il ne",
        "« Nous rachetons",
        ": :",
        "par par par le",
        "10 % de 10 %",
        "Le salarié-\nmodèle a été con-\ndamné",
    ] {
        with_scene(raw, None, &*MODEL, |scene| event::extract(scene).len());
    }
}

/// The examples of the type files without their event, and the counter-examples with one.
fn failing_examples(by: Deciding) -> Vec<String> {
    let mut missed = Vec::new();
    for kind in &ontology::ontology().types {
        for example in &kind.examples {
            let start = example.find('⟦').expect("checked by the loader");
            let raw = example.replace(['⟦', '⟧'], "");
            let end = example.find('⟧').expect("checked by the loader") - '⟦'.len_utf8();
            let hit = with_scene_by(by, &raw, None, &*MODEL, |scene| {
                event::extract(scene)
                    .iter()
                    .any(|e| e.code() == kind.code && e.trigger.span.start() < end && start < e.trigger.span.end())
            });
            if !hit {
                missed.push(format!("{}\t{example}", kind.code));
            }
        }
        for raw in &kind.counter_examples {
            let hit = with_scene_by(by, raw, None, &*MODEL, |scene| {
                event::extract(scene).iter().any(|e| e.code() == kind.code)
            });
            if hit {
                missed.push(format!("not {}\t{raw}", kind.code));
            }
        }
    }
    missed
}

/// Compares what fails with the list of what is known to, which may only shrink.
fn only_known_examples_fail(by: Deciding, list: &str) {
    let failing = failing_examples(by);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(list);
    if std::env::var_os("DEPECHE_WRITE_EXAMPLES").is_some() {
        std::fs::write(path, failing.join("\n") + "\n").expect("a list that can be written");
        return;
    }
    let known = std::fs::read_to_string(path).expect("a list of known failures");
    let known: Vec<&str> = known.lines().collect();
    let new: Vec<_> = failing.iter().filter(|f| !known.contains(&f.as_str())).collect();
    assert!(new.is_empty(), "these fail:\n{new:#?}");
    let mended: Vec<_> = known.iter().filter(|k| !failing.iter().any(|f| f == *k)).collect();
    assert!(
        mended.is_empty(),
        "these hold or are gone, take them out of {list}:\n{mended:#?}"
    );
}

/// Those of the list fail for the parser misreads them.
#[test]
fn examples_yield_their_event_and_counter_examples_do_not() {
    only_known_examples_fail(Deciding::Tables, "tests/written/examples.txt");
}

/// Where the heads outvote a row, a row of a new word is worth less than it seems: the list says for which.
#[test]
fn examples_and_counter_examples_hold_with_the_heads_on() {
    only_known_examples_fail(Deciding::Heads, "tests/written/examples_with_heads.txt");
}

/// The factuality of the event at ⟦ ⟧, and the rules that spoke on the way to it.
fn factuality(marked: &str) -> Option<(event::Factuality, Vec<&'static str>)> {
    let start = marked.find('⟦').expect("a marked trigger");
    let raw = marked.replace(['⟦', '⟧'], "");
    let published = Some("2024-07-16".parse().expect("a day"));
    with_scene(&raw, published, &*MODEL, |scene| {
        let (events, notes) = event::explained(scene);
        let found = events.iter().find(|e| e.trigger.span.start() == start)?;
        let rules = notes.iter().filter(|n| n.trigger == found.trigger.span).map(|n| n.rule);
        Some((found.factuality, rules.collect()))
    })
}

#[test]
fn every_rule_of_factuality_reads_its_sentence_and_leaves_the_one_near_it() {
    let mut faults = Vec::new();
    for rule in event::rules() {
        match factuality(rule.reads) {
            Some((told, rules)) if told == rule.factuality && rules.contains(&rule.name) => {}
            other => faults.push(format!("{} « {} »: {other:?}", rule.name, rule.reads)),
        }
        match factuality(rule.leaves) {
            Some((_, rules)) if !rules.contains(&rule.name) => {}
            other => faults.push(format!("{} must leave « {} »: {other:?}", rule.name, rule.leaves)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
