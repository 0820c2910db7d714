//! Whether a file that lies somewhere was written by depeche, or annotates articles as its exports do.

use super::annotations::is_tasks;
use super::columns;
use super::kind::Kind;
use super::own::is_own;
use super::unpack::{Limits, bare_name, unpack};
use std::fs::File;
use std::io::BufRead as _;
use std::path::Path;
use std::sync::Arc;

/// Whether a file is one of depeche's, by its name and, where that may be, by what is in it.
pub(super) fn is_written(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (bare, packed) = bare_name(&name);
    match Kind::of_name(bare) {
        Some(Kind::Parquet) if !packed => File::open(path).is_ok_and(columns::is_own),
        None | Some(Kind::Lines | Kind::Values | Kind::Table | Kind::Web | Kind::Xml) => begins_as_own(path).unwrap_or(false),
        _ => false,
    }
}

/// Whether a file, once unpacked, begins as one of depeche's or as tasks.
fn begins_as_own(path: &Path) -> std::io::Result<bool> {
    /// Only the beginning is unpacked.
    const LIMITS: Limits = Limits {
        ratio: u64::MAX,
        total: u64::MAX,
    };
    let mut from = unpack(File::open(path)?, LIMITS, &Arc::default())?;
    let head = from.fill_buf()?;
    Ok(is_own(head) || is_tasks(head))
}
