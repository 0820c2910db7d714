//! Finds the model that goes into the program: `models/depeche-fr`, or the folder of the variable `DEPECHE_MODEL_FOLDER`.

use std::env;
use std::path::PathBuf;

/// The files that the program holds.
const FILES: [&str; 4] = ["manifest.toml", "tokenizer.json", "model.safetensors", "words.tsv"];

fn main() {
    println!("cargo::rerun-if-changed=models/build.rs");
    println!("cargo::rerun-if-env-changed=DEPECHE_MODEL_FOLDER");
    if env::var_os("CARGO_FEATURE_EMBEDDED_MODEL").is_none() {
        return;
    }
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = here.join(env::var_os("DEPECHE_MODEL_FOLDER").unwrap_or_else(|| "models/depeche-fr".into()));
    println!("cargo::rerun-if-changed={}", folder.display());
    let absent: Vec<&str> = FILES.into_iter().filter(|f| !folder.join(f).is_file()).collect();
    if absent.is_empty() {
        println!("cargo::rustc-env=DEPECHE_MODEL_FOLDER={}", folder.display());
        return;
    }
    println!(
        "cargo::error=the feature embedded-model puts a model into the program, and {} has no {}; \
         the crate on crates.io comes without one, which is too large for it: build in depeche's repository, set DEPECHE_MODEL_FOLDER to the \
         path of its models/depeche-fr, or build with --no-default-features --features parquet,html and give --model DIR when you run it",
        folder.display(),
        absent.join(", ")
    );
}
