//! Stands for the readers that this build leaves out: each says so for every document that needs it.

use crate::error::{Code, DocError, Stage};

#[cfg(not(feature = "html"))]
fn no_html() -> DocError {
    DocError::new(
        Code::FORMAT,
        Stage::Read,
        "HTML is not read by this build of depeche; build it with the feature html, or turn the page into text first, as with trafilatura",
    )
}

/// Pages of the web.
#[cfg(not(feature = "html"))]
pub(super) mod web {
    use super::{DocError, no_html};
    use crate::batch::read::piece::Draft;

    pub(in super::super) fn draft(
        _: &[u8],
        _: Option<&str>,
        _: Option<&str>,
        _: &mut impl FnMut() -> Result<(), DocError>,
    ) -> Result<Draft, DocError> {
        Err(no_html())
    }
}

/// Pages of Europresse.
#[cfg(not(feature = "html"))]
pub(super) mod europresse {
    use super::{DocError, no_html};
    use crate::batch::read::piece::Draft;

    pub(in super::super) fn draft(_: &[u8], _: impl FnMut() -> Result<(), DocError>) -> Result<Draft, DocError> {
        Err(no_html())
    }
}

/// Fragments in columns and feeds.
#[cfg(not(feature = "html"))]
pub(super) mod markup {
    use super::{DocError, no_html};

    pub(in super::super) fn strip(_: &str) -> Result<String, DocError> {
        Err(no_html())
    }
}

/// Parquet files.
#[cfg(not(feature = "parquet"))]
pub(super) mod columns {
    use super::{Code, DocError, Stage};
    use crate::batch::read::piece::Piece;
    use crate::batch::read::rows::Rows;
    use crate::batch::read::unpack::Limits;
    use std::fs::File;

    /// No file is ever open.
    pub(in super::super) enum Columns {}

    /// What is not read is nobody's.
    pub(in super::super) fn is_own(_: File) -> bool {
        false
    }

    impl Columns {
        pub(in super::super) fn new(_: File, _: Limits) -> Result<Self, DocError> {
            Err(DocError::new(
                Code::FORMAT,
                Stage::Read,
                "Parquet is not read by this build of depeche; build it with the feature parquet, or write the table as CSV or JSONL",
            ))
        }
    }

    impl Rows for Columns {
        fn next(&mut self) -> Option<Piece> {
            match *self {}
        }
    }
}
