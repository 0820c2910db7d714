//! The encoder behind names and syntax, as [`depeche_core::model`] has it, and the model inside the program.

use std::path::Path;

pub use depeche_core::model::*;

use crate::error::SetupError;

/// The bytes of the default model. A static, because a constant is copied into every unit of code that names it.
#[cfg(feature = "embedded-model")]
static EMBEDDED: [(&str, &[u8]); 4] = [
    (
        "manifest.toml",
        include_bytes!(concat!(env!("DEPECHE_MODEL_FOLDER"), "/manifest.toml")),
    ),
    (
        "tokenizer.json",
        include_bytes!(concat!(env!("DEPECHE_MODEL_FOLDER"), "/tokenizer.json")),
    ),
    (
        "model.safetensors",
        include_bytes!(concat!(env!("DEPECHE_MODEL_FOLDER"), "/model.safetensors")),
    ),
    (
        "words.tsv",
        include_bytes!(concat!(env!("DEPECHE_MODEL_FOLDER"), "/words.tsv")),
    ),
];

/// The default model; it is part of the program, so that `depeche` works from any folder.
#[cfg(feature = "embedded-model")]
pub const BUILT_IN: Files = Files::BuiltIn(&EMBEDDED);

/// The model inside the program.
///
/// # Errors
/// When this program was built without the feature `embedded-model`.
pub fn built_in() -> Result<Files, SetupError> {
    #[cfg(feature = "embedded-model")]
    return Ok(BUILT_IN);
    #[cfg(not(feature = "embedded-model"))]
    Err(SetupError::Usage(
        "this program was built without a model inside; give --model DIR, or build it with the feature embedded-model".into(),
    ))
}

/// The model of the option `--model`, or that inside the program.
///
/// # Errors
/// When no folder is given and there is no model inside.
pub fn files(folder: Option<&Path>) -> Result<Files, SetupError> {
    folder.map_or_else(built_in, |f| Ok(Files::Folder(f.to_owned())))
}
