use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use depeche::error::SetupError;
use depeche::model::{Embedded, Files, Precision};
use depeche::ner::{NerBackend, Words};
use depeche::syntax::conllu;

/// Show what a stage saw: predicted tags and trees for the tokens of a CoNLL-U file.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche explain --conllu fr_gsd-ud-test.conllu > predicted.conllu")]
pub(super) struct Explain {
    /// Predict lemma, part of speech, features, head and relation of this file's own tokens.
    #[arg(long, value_name = "FILE")]
    conllu: PathBuf,
    /// Folder of another model.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Compute in 32-bit floats: the reference, slower.
    #[arg(long)]
    f32: bool,
}

/// Sentences that are read together; the answers do not depend on it.
const BATCH: usize = 64;

pub(super) fn run(arguments: Explain) -> Result<ExitCode, SetupError> {
    let path = &arguments.conllu;
    let text = std::fs::read_to_string(path).map_err(|e| SetupError::io("could not read", path, e))?;
    let sentences = conllu::read(&text).map_err(|message| SetupError::Usage(format!("{}: {message}", path.display())))?;
    let precision = if arguments.f32 { Precision::F32 } else { Precision::Int8 };
    let engine = Embedded::new(&Files::of(arguments.model.as_deref()), precision)?;
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
