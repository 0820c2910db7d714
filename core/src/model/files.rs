//! The files of a model: those inside the program, or a folder.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::digest::{hex, sha256};
use crate::error::SetupError;

/// Where the files of a model are.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Files {
    /// Inside the program: names and bytes.
    BuiltIn(&'static [(&'static str, &'static [u8])]),
    /// In a folder.
    Folder(PathBuf),
}

impl Files {
    /// What errors call the model.
    pub fn folder(&self) -> &Path {
        match self {
            Self::BuiltIn(_) => Path::new("(built in)"),
            Self::Folder(path) => path,
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When the folder has no such file or it cannot be read.
    pub fn bytes(&self, name: &str) -> Result<Cow<'static, [u8]>, SetupError> {
        let absent = || SetupError::Model {
            path: self.folder().to_owned(),
            message: format!(
                "{name} is not there; the folder of a model has manifest.toml, tokenizer.json and model.safetensors"
            ),
        };
        match self {
            Self::BuiltIn(files) => {
                let found = files.iter().find(|f| f.0 == name);
                found.map(|f| Cow::Borrowed(f.1)).ok_or_else(absent)
            }
            Self::Folder(folder) => {
                let path = folder.join(name);
                std::fs::read(&path).map(Cow::Owned).map_err(|e| match e.kind() {
                    std::io::ErrorKind::NotFound => absent(),
                    _ => SetupError::io("could not read", path, e),
                })
            }
        }
    }

    /// The checked manifest.
    ///
    /// # Errors
    /// When it is missing or wrong.
    pub fn manifest(&self) -> Result<Manifest, SetupError> {
        let bytes = self.bytes("manifest.toml")?;
        let text = std::str::from_utf8(&bytes).map_err(|_| SetupError::Model {
            path: self.folder().to_owned(),
            message: "manifest.toml is not UTF-8".into(),
        })?;
        Manifest::parse(text, self.folder())
    }

    /// The bytes of a file whose digest is the manifest's.
    ///
    /// # Errors
    /// When the file is missing, the manifest has no digest for it, or the digests differ.
    pub fn checked(&self, name: &str, manifest: &Manifest) -> Result<Cow<'static, [u8]>, SetupError> {
        let bytes = self.bytes(name)?;
        let fail = |message: String| SetupError::Model {
            path: self.folder().to_owned(),
            message,
        };
        let wanted = manifest
            .files
            .get(name)
            .ok_or_else(|| fail(format!("manifest.toml has no sha256 of {name} under [files]")))?;
        let found = hex(&sha256(&bytes));
        if !found.eq_ignore_ascii_case(wanted) {
            return Err(fail(format!(
                "{name}: sha256 is {found}, the manifest has {wanted}; the file is damaged or of another version: copy the model anew"
            )));
        }
        Ok(bytes)
    }
}
