//! What lies in the inputs and is not read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Why something in the inputs is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// Its name begins with a point.
    Hidden,
    /// A program, a note or a read-me file.
    Notes,
    /// A picture, a sound or a film met in a folder.
    Media,
    /// Records, tables and pages of a run.
    OfDepeche,
    /// Texts of a folder that was exported to brat; the articles are read where they are.
    Exported,
    /// What people or a run say about articles: files of brat, tasks of Label Studio.
    Annotations,
    /// A file in which no article was met.
    WithoutArticle,
    /// A link to a folder, which may lead back up.
    Link,
    /// A folder that the user has marked.
    Ignored,
    /// What would hang the run.
    Pipe,
    /// A record of a WARC that holds no page.
    NoPage,
}

impl Aside {
    const ALL: [Self; 11] = [
        Self::Hidden,
        Self::Notes,
        Self::Media,
        Self::OfDepeche,
        Self::Exported,
        Self::Annotations,
        Self::WithoutArticle,
        Self::Link,
        Self::Ignored,
        Self::Pipe,
        Self::NoPage,
    ];

    /// What several of it are called, in `run.json` too.
    pub fn name(self) -> &'static str {
        self.names().1
    }

    /// What one and several of it are called.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Hidden => ("hidden file", "hidden files"),
            Self::Notes => ("program, note or read-me file", "programs, notes and read-me files"),
            Self::Media => ("picture, sound or film", "pictures, sounds and films"),
            Self::OfDepeche => ("file that depeche wrote", "files that depeche wrote"),
            Self::Exported => ("text that depeche exported to brat", "texts that depeche exported to brat"),
            Self::Annotations => (
                "file of annotations (brat, Label Studio)",
                "files of annotations (brat, Label Studio)",
            ),
            Self::WithoutArticle => ("file without an article", "files without an article"),
            Self::Link => ("link to a folder", "links to folders"),
            Self::Ignored => ("folder with a .depecheignore", "folders with a .depecheignore"),
            Self::Pipe => ("pipe, socket or device", "pipes, sockets and devices"),
            Self::NoPage => ("record of a WARC that holds no page", "records of a WARC that hold no page"),
        }
    }

    /// So many of what `run.json` calls by this name: « 1 hidden file ».
    pub fn counted(name: &str, n: u64) -> String {
        let known = Self::ALL.into_iter().find(|aside| aside.name() == name);
        let one = known.filter(|_| n == 1).map_or(name, |aside| aside.names().0);
        format!("{n} {one}")
    }
}

/// What lies in the inputs and is not read, by what it is.
#[derive(Debug, Clone, Default)]
pub struct LeftOut(Arc<Mutex<Told>>);

#[derive(Debug, Default)]
struct Told {
    counts: BTreeMap<&'static str, u64>,
    notes: Vec<String>,
}

impl LeftOut {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn count(&self, what: Aside) {
        *self.told().counts.entry(what.name()).or_default() += 1;
    }

    /// Something is to be said of what is left out.
    pub(super) fn note(&self, note: String) {
        self.told().notes.push(note);
    }

    /// What is to be said now, each once.
    pub fn notes(&self) -> Vec<String> {
        std::mem::take(&mut self.told().notes)
    }

    /// The counts so far.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.told().counts.iter().map(|(what, n)| ((*what).to_owned(), *n)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_kind_is_called_in_the_singular() {
        for aside in Aside::ALL {
            let (one, many) = aside.names();
            assert_ne!(one, many);
            assert_eq!(Aside::counted(many, 1), format!("1 {one}"));
            assert_eq!(Aside::counted(many, 2), format!("2 {many}"));
        }
        assert_eq!(Aside::counted("of a later version", 1), "1 of a later version");
    }
}
