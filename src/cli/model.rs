use std::fmt::Write;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use depeche::error::SetupError;
use depeche::model::{Embedded, Files, Manifest, Precision, export_hf};

/// The models present: what they are, under which licence, how well they read, whether they are whole.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche model info")]
pub(super) struct Model {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// One line a model: the one inside the program, and those in the folders given.
    List {
        /// Folders that hold models.
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
    /// What a model says of itself: size, licence, training data, measured scores.
    Info {
        /// The model's folder; without it the one inside the program.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Check digests, shapes and labels.
    Verify {
        /// The model's folder; without it the one inside the program.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Write the names head as a Hugging Face folder, for the rust-bert backend and other programs.
    ExportHf {
        /// The folder to write.
        #[arg(value_name = "OUT")]
        out: PathBuf,
        /// The model's folder; without it the one inside the program.
        #[arg(long, value_name = "DIR")]
        model: Option<PathBuf>,
    },
}

pub(super) fn run(arguments: Model) -> Result<ExitCode, SetupError> {
    let text = match arguments.action {
        Action::List { folders } => list(&folders)?,
        Action::Info { folder } => info(&Files::of(folder.as_deref()).manifest()?),
        Action::Verify { folder } => verify(&Files::of(folder.as_deref()))?,
        Action::ExportHf { out, model } => {
            export_hf(&Files::of(model.as_deref()), &out)?;
            format!("{}: config.json, tokenizer.json, model.safetensors\n", out.display())
        }
    };
    // A closed pipe is no error.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

fn list(folders: &[PathBuf]) -> Result<String, SetupError> {
    let mut out = String::new();
    let mut line = |place: &Path, m: &Manifest| {
        let _ = writeln!(
            out,
            "{} {}\t{} layers\t{}\t{}",
            m.name,
            m.version,
            m.layers,
            m.licence,
            place.display()
        );
    };
    let files = Files::BuiltIn;
    line(files.folder(), &files.manifest()?);
    for folder in folders {
        let mut found: Vec<PathBuf> = if folder.join("manifest.toml").is_file() {
            vec![folder.clone()]
        } else {
            let entries = std::fs::read_dir(folder).map_err(|e| SetupError::io("could not read", folder, e))?;
            entries
                .filter_map(|e| Some(e.ok()?.path()))
                .filter(|p| p.join("manifest.toml").is_file())
                .collect()
        };
        found.sort();
        for path in found {
            line(&path, &Files::Folder(path.clone()).manifest()?);
        }
    }
    Ok(out)
}

fn info(m: &Manifest) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} {}: {}", m.name, m.version, m.description);
    let _ = writeln!(out, "format     {}", m.format);
    let _ = writeln!(out, "licence    {}", m.licence);
    let _ = writeln!(out, "languages  {}", m.languages.join(", "));
    let _ = writeln!(
        out,
        "size       {} layers, hidden {}, {} heads, {} pieces in the vocabulary, {} pieces a pass",
        m.layers, m.hidden, m.heads, m.vocab, m.max_pieces
    );
    let _ = writeln!(
        out,
        "labels     {} of names, {} parts of speech, {} relations, {} lemma scripts, features {}",
        m.labels.ner.len(),
        m.labels.upos.len(),
        m.labels.deprel.len(),
        m.labels.lemma.len(),
        m.labels.feats.iter().map(|g| g.name.as_str()).collect::<Vec<_>>().join(" ")
    );
    for (name, digest) in &m.files {
        let _ = writeln!(out, "sha256     {digest}  {name}");
    }
    for source in &m.training {
        let _ = writeln!(out, "made from  {} ({})", source.name, source.licence);
    }
    for (name, score) in &m.scores {
        let _ = writeln!(out, "score      {score:.4}  {name}");
    }
    out
}

fn verify(files: &Files) -> Result<String, SetupError> {
    let manifest = files.manifest()?;
    let mut out = String::new();
    for name in manifest.files.keys() {
        // The parity sentences are for tests and are not inside the program.
        if matches!(files, Files::BuiltIn) && name == "parity.json" {
            continue;
        }
        files.checked(name, &manifest)?;
        let _ = writeln!(out, "{name}: sha256 as in the manifest");
    }
    Embedded::new(files, Precision::Int8)?;
    let _ = writeln!(out, "{} {}: shapes and labels fit", manifest.name, manifest.version);
    Ok(out)
}
