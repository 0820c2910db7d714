use std::ops::Range;

/// A stretch of one document's text: half-open byte positions on character borders, never empty.
///
/// Code points appear only in [`crate::record`]. Only [`Span::of`] slices a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span of `range` in `text`, or `None` when it is empty, past the end or not on character borders.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        let fits = range.start < range.end
            && range.end <= u32::MAX as usize
            && text.is_char_boundary(range.start)
            && text.is_char_boundary(range.end);
        fits.then_some(Self {
            start: range.start as u32,
            end: range.end as u32,
        })
    }

    /// A span whose bounds the tokenizer has just walked over.
    pub(super) fn walked(start: usize, end: usize) -> Self {
        debug_assert!(start < end);
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Both as a range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The words of the span.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// From the start of `self` to the end of `last` (or the reverse, when they stand so).
    pub fn to(self, last: Self) -> Self {
        Self {
            start: self.start.min(last.start),
            end: self.end.max(last.end),
        }
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte position lies inside.
    pub fn holds(self, byte: usize) -> bool {
        self.start() <= byte && byte < self.end()
    }
}
