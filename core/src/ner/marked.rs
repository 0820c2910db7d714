//! Marked names, for tests.

use super::Label;
use std::ops::Range;

/// Names marked as in `[PER Gaulle]`, and the text without the marks.
pub(super) fn read(marked: &str) -> (String, Vec<(Label, Range<usize>)>) {
    let (mut raw, mut names, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, name)) = rest.split_once('[') {
        let (name, after) = name.split_once(']').expect("a closing bracket");
        let (label, name) = name.split_once(' ').expect("a label and a name");
        raw.push_str(before);
        names.push((Label::from_name(label).expect("a label"), raw.len()..raw.len() + name.len()));
        raw.push_str(name);
        rest = after;
    }
    raw.push_str(rest);
    (raw, names)
}
