//! What every reader of a file of several documents is.

use super::piece::Piece;

/// Cuts a file into its documents.
pub(super) trait Rows: Send {
    /// The next document, or `None` at the end.
    fn next(&mut self) -> Option<Piece>;
}
