//! Sentences past the model's limit: windows that overlap, and who owns each word.

use std::ops::Range;

/// Pieces that two neighboring windows share, at least.
const OVERLAP: usize = 128;

/// A stretch of words that goes through the encoder at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// The words that the encoder sees.
    pub(super) words: Range<usize>,
    /// The words whose reading is taken from here: those that lie deeper in this window than in its neighbors.
    pub(super) own: Range<usize>,
}

/// Cuts a sentence, given the number of pieces of each word (none above `limit`), into windows of at most `limit` pieces.
pub(super) fn plan(pieces: &[usize], limit: usize) -> Vec<Window> {
    if pieces.iter().sum::<usize>() <= limit {
        return vec![Window {
            words: 0..pieces.len(),
            own: 0..pieces.len(),
        }];
    }
    let mut out: Vec<Window> = Vec::new();
    let mut start = 0;
    loop {
        let mut end = start;
        let mut sum = 0;
        while end < pieces.len() && sum + pieces[end] <= limit {
            sum += pieces[end];
            end += 1;
        }
        let from = match out.last_mut() {
            None => 0,
            Some(before) => {
                let border = (start + before.words.end) / 2;
                before.own.end = border;
                border
            }
        };
        out.push(Window {
            words: start..end,
            own: from..end,
        });
        if end == pieces.len() {
            return out;
        }
        // Back by the overlap, but always further than the last start.
        let mut next = end;
        let mut shared = 0;
        while next > start + 1 && shared < OVERLAP.min(limit / 4) {
            next -= 1;
            shared += pieces[next];
        }
        start = next;
    }
}

/// Joins the heads of windows to one tree: (head, is it a stray root that was hung to the first one).
///
/// `heads` holds for each word its head as read in its own window, `None` for a root. The first root stays; others hang on it, and
/// so does the first word of each cycle that two windows made between them.
pub(super) fn join(heads: &[Option<usize>]) -> Vec<(Option<usize>, bool)> {
    let mut out: Vec<(Option<usize>, bool)> = heads.iter().map(|&h| (h, false)).collect();
    let mut root = heads.iter().position(Option::is_none);
    let mut state = vec![0u8; out.len()];
    for start in 0..out.len() {
        let mut path = Vec::new();
        let mut at = start;
        loop {
            if state[at] == 2 {
                break;
            }
            if state[at] == 1 {
                // A cycle: its first word goes to the root, or becomes it.
                let from = path.iter().position(|&p| p == at).unwrap_or(0);
                let first = path[from..].iter().copied().min().unwrap_or(at);
                out[first] = (root.filter(|&r| r != first), true);
                root = root.or(Some(first));
                break;
            }
            state[at] = 1;
            path.push(at);
            match out[at].0 {
                Some(head) => at = head,
                None => {
                    if root.is_some_and(|r| r != at) {
                        out[at] = (root, true);
                    }
                    break;
                }
            }
        }
        for p in path {
            state[p] = 2;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{join, plan};

    #[test]
    fn windows_cover_every_word_once() {
        for (pieces, limit) in [
            (vec![2usize; 700], 510),
            (vec![1; 2000], 510),
            (vec![60; 40], 126),
            (vec![5; 11], 10),
        ] {
            let windows = plan(&pieces, limit);
            let mut next = 0;
            for w in &windows {
                assert_eq!(w.own.start, next, "{windows:?}");
                assert!(w.words.start <= w.own.start && w.own.end <= w.words.end);
                assert!(pieces[w.words.clone()].iter().sum::<usize>() <= limit);
                next = w.own.end;
            }
            assert_eq!(next, pieces.len());
            assert!(windows.len() > 1);
        }
    }

    #[test]
    fn a_short_sentence_is_one_window() {
        assert_eq!(plan(&[1, 2, 3], 10).len(), 1);
        assert_eq!(plan(&[], 10).len(), 1);
    }

    #[test]
    fn joined_heads_are_a_tree() {
        // Two roots, and a cycle between words 3 and 4.
        let joined = join(&[None, Some(0), None, Some(4), Some(3)]);
        let heads: Vec<_> = joined.iter().map(|j| j.0).collect();
        assert_eq!(heads, [None, Some(0), Some(0), Some(0), Some(3)]);
        // No root at all.
        let joined = join(&[Some(1), Some(0)]);
        assert_eq!(joined, [(None, true), (Some(0), false)]);
    }
}
