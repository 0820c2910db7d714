//! `explain --conllu`: the file's own tokens, read again.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use depeche::error::SetupError;
use depeche::model::{self, Embedded, Precision};
use depeche::ner::{NerBackend, Words};
use depeche::syntax::conllu;

/// Sentences that are read together; the answers do not depend on it.
const BATCH: usize = 64;

/// Prints the file's own tokens with predicted lemma, part of speech, features, head and relation.
pub(super) fn run(path: &Path, model: Option<&Path>, f32: bool) -> Result<ExitCode, SetupError> {
    let text = std::fs::read_to_string(path).map_err(|e| SetupError::io("could not read", path, e))?;
    let sentences = conllu::read(&text).map_err(|message| SetupError::Usage(format!("{}: {message}", path.display())))?;
    let precision = if f32 { Precision::F32 } else { Precision::Int8 };
    let engine = Embedded::new(&model::files(model)?, precision)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for batch in sentences.chunks(BATCH) {
        let words: Vec<Words<'_>> = batch
            .iter()
            .map(|s| Words {
                words: s.words().iter().map(String::as_str).collect(),
                glued: s.glued().to_vec(),
            })
            .collect();
        let tagged = engine.tag(&words).map_err(|e| SetupError::Usage(e.to_string()))?;
        for (sentence, answer) in batch.iter().zip(&tagged) {
            match out.write_all(sentence.render(answer.parse.as_ref()).as_bytes()) {
                Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
                other => other.map_err(|e| SetupError::io("could not write", "standard output", e))?,
            }
        }
    }
    match out.flush() {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(SetupError::io("could not write", "standard output", e)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
