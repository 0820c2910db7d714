//! The time limit of a document holds inside its stages; no test looks at a clock.

use super::program::{assert_code, depeche, lines, values};
use depeche::entity::Aliases;
use depeche::error::{Code, DocError, Stage};
use depeche::model::{BUILT_IN, Embedded, Precision};
use depeche::pipeline::{self, Watch};
use depeche::text::Document;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Three documents, the second of which would keep the model busy for minutes.
fn dump(path: &Path, long: &str) {
    let row = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
    let rows = [
        row("avant", "Le port ferme."),
        row("long", long),
        row("après", "Le port rouvre."),
    ];
    fs::write(path, rows.join("\n")).expect("a dump");
}

/// 2 MB of sentences that all differ, since the encoder reads equal ones once.
fn sentences() -> String {
    (0..30_000).fold(String::new(), |mut text, i| {
        writeln!(
            text,
            "Jeanne Morvan{i} a vendu lundi le port n° {i} pour {i} millions d'euros."
        )
        .expect("memory");
        text
    })
}

#[test]
fn a_document_past_its_time_costs_itself_only() {
    // Many sentences, and one that never ends.
    for long in [sentences(), "le port ferme et le maire parle, ".repeat(60_000)] {
        let dir = TempDir::new().expect("a folder");
        let (input, out) = (dir.path().join("dump.jsonl"), dir.path().join("out"));
        dump(&input, &long);
        let mut command = depeche(&["extract", "--quiet", "--workers", "1", "--timeout", "3"]);
        let run = command
            .arg(&input)
            .arg("-o")
            .arg(&out)
            .output()
            .expect("the program is built");
        assert_code(&run, 1);
        assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["avant", "après"]);
        let errors = lines(&out.join("errors.jsonl"));
        assert_eq!(errors.len(), 1);
        let of = |key: &str| errors[0][key].as_str().expect("a string");
        assert_eq!((of("doc_id"), of("code"), of("stage")), ("long", "run.timeout", "ner"));
        assert!(of("message").ends_with("took longer than 3 s; cut the document or raise --timeout"));
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_does_not_wait_for_a_long_document() {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("dump.jsonl"), dir.path().join("out"));
    dump(&input, &sentences());
    let mut command = depeche(&["extract", "--quiet", "--workers", "1"]);
    let mut child = command.arg(&input).arg("-o").arg(&out).spawn().expect("the program is built");
    while !out.join("run.journal").exists() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let signal = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(signal.expect("kill").success());
    assert_eq!(child.wait().expect("a child").code(), Some(130));
    // The limit of time is no setting of the records: another one may end the run.
    let mut command = depeche(&["extract", "--quiet", "--workers", "1", "--timeout", "3"]);
    assert_code(
        &command
            .arg(&input)
            .arg("-o")
            .arg(&out)
            .output()
            .expect("the program is built"),
        1,
    );
    assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["avant", "après"]);
    assert_eq!(values(&out.join("errors.jsonl"), "code"), ["run.timeout"]);
}

/// Counts how often each stage asks, and stops a document at one of them.
#[derive(Default)]
struct Asked {
    stage: Option<Stage>,
    stop: Option<Stage>,
    times: BTreeMap<Stage, usize>,
}

impl Watch for Asked {
    fn enter(&mut self, stage: Stage) -> Result<(), DocError> {
        self.stage = Some(stage);
        Ok(())
    }

    fn go_on(&mut self) -> Result<(), DocError> {
        let stage = self.stage.expect("a stage has begun");
        *self.times.entry(stage).or_default() += 1;
        if self.stop == Some(stage) {
            return Err(DocError::new(Code::TIMEOUT, stage, "enough"));
        }
        Ok(())
    }
}

#[test]
fn every_long_stage_asks_whether_to_go_on_and_stops_when_told() {
    let engine = Embedded::new(&BUILT_IN, Precision::Int8).expect("the built-in model");
    let text = "Jeanne Morvan a vendu le port de Brest pour 3 millions d'euros.\n".repeat(64);
    let document = Document::from_text("a", &text);
    let extract = |watch: &mut dyn Watch| pipeline::extract(&document, &engine, &Aliases::default(), watch).map(|f| f.events);
    let mut asked = Asked::default();
    let told = extract(&mut asked).expect("nothing stops it");
    assert_eq!(told, extract(&mut ()).expect("nothing stops it"));
    for stage in [Stage::Timex, Stage::Amount, Stage::Ner, Stage::Entity, Stage::Event] {
        assert!(asked.times.get(&stage).is_some_and(|&n| n > 3), "{stage}: {:?}", asked.times);
        let mut stopped = Asked {
            stop: Some(stage),
            ..Asked::default()
        };
        assert_eq!(extract(&mut stopped).expect_err("it is stopped").stage, stage);
        assert_eq!(stopped.times[&stage], 1, "{stage} goes on after it was told to stop");
    }
}
