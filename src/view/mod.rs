//! A run as one self-contained page: overview, timeline, network, ready views, table, and each document with its highlights.
//!
//! The page loads nothing: style, script and data stand in it, and its content policy forbids everything else. The
//! script makes every element itself and lets text of documents in as text only.

mod data;
mod mark;
mod text;

pub use mark::Mark;
pub use text::{Texts, find_texts};

use crate::digest::sha256;
use crate::error::SetupError;
use crate::run_dir::RunDir;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use data::Data;

const FRAME: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = concat!(
    include_str!("page/run.js"),
    include_str!("page/words.js"),
    include_str!("page/language.js"),
    include_str!("page/dates.js"),
    include_str!("page/timex.js"),
    include_str!("page/amounts.js"),
    include_str!("page/warnings.js"),
    include_str!("page/dom.js"),
    include_str!("page/empty.js"),
    include_str!("page/sheet.js"),
    include_str!("page/charts.js"),
    include_str!("page/months.js"),
    include_str!("page/network.js"),
    include_str!("page/views.js"),
    include_str!("page/table.js"),
    include_str!("page/article.js"),
    include_str!("page/page.js"),
);

/// A page and how much of the documents' text it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The HTML.
    pub html: String,
    /// Documents that the page shows.
    pub documents: usize,
    /// Events that it shows.
    pub events: usize,
    /// Documents shown with their whole text; of the others the page shows the sentences that hold an event.
    pub with_text: usize,
}

/// Makes the page of a run. A text is used only when its digest is the one that the run recorded.
///
/// # Errors
/// When the run cannot be read.
pub fn render(run: &RunDir, texts: &Texts) -> Result<Page, SetupError> {
    let data = Data::read(run, texts)?;
    let json = serde_json::to_string(&data).expect("the page's data holds only strings and finite numbers");
    // No `<` is left, so that no text can close the element or open a comment in it.
    let json = json.replace('<', "\\u003c");
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    );
    let mark = Mark::of(run, run.filter()).to_string();
    let parts = [
        ("%CSP%", policy.as_str()),
        ("%MARK%", &mark),
        ("%STYLE%", STYLE),
        ("%DATA%", &json),
        ("%SCRIPT%", SCRIPT),
    ];
    let mut html = String::with_capacity(FRAME.len() + STYLE.len() + SCRIPT.len() + json.len() + policy.len());
    let mut rest = FRAME;
    for (place, content) in parts {
        let (before, after) = rest.split_once(place).expect("the frame has each place once, in this order");
        html.push_str(before);
        html.push_str(content);
        rest = after;
    }
    html.push_str(rest);
    Ok(Page {
        html,
        documents: data.documents(),
        events: data.events(),
        with_text: data.with_text(),
    })
}

/// The digest of an inline script or style as a content policy names it.
fn digest(content: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(sha256(content.as_bytes())))
}
