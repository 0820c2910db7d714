//! What a run tells on standard error: messages, and a progress bar on a terminal.

use super::color::{self, paint};
use super::counted;
use clap::ValueEnum;
use clap::builder::styling::Style;
use depeche::batch::{Aside, Observer, Role, Summary};
use depeche::record::ErrorRecord;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The form of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Log {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Failed documents that are told one by one; the rest are in `errors.jsonl`.
const TOLD: u64 = 20;

pub(super) struct Report {
    log: Log,
    quiet: bool,
    /// Whether `errors.jsonl` is written nowhere, so that every failure must be told.
    streaming: bool,
    bar: Option<ProgressBar>,
    began: Instant,
    documents: AtomicU64,
    failed: AtomicU64,
    told: AtomicU64,
    noted: AtomicU64,
    bytes: AtomicU64,
}

impl Report {
    pub(super) fn new(log: Log, quiet: bool, streaming: bool) -> Self {
        let bar = (!quiet && log == Log::Text && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
            bar.set_style(
                ProgressStyle::with_template("{msg}  {bar:24} {percent:>3} %  {eta} left").expect("the template is fixed"),
            );
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Self {
            log,
            quiet,
            streaming,
            bar,
            began: Instant::now(),
            documents: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            told: AtomicU64::new(0),
            noted: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    fn say(&self, level: &str, text: &str, facts: &serde_json::Value) {
        // Where standard error is closed there is nobody to tell.
        let _ = match self.log {
            Log::Json => {
                let mut line = serde_json::json!({"level": level, "message": text});
                if let (Some(line), Some(facts)) = (line.as_object_mut(), facts.as_object()) {
                    line.extend(facts.clone());
                }
                writeln!(std::io::stderr(), "{line}")
            }
            Log::Text => {
                let style = if level == "warning" { color::WARNING } else { Style::new() };
                let line = format!("{} {}", paint("depeche:", style), printable(text));
                match &self.bar {
                    Some(bar) => bar.suspend(|| writeln!(anstream::stderr(), "{line}")),
                    None => writeln!(anstream::stderr(), "{line}"),
                }
            }
        };
    }

    /// Tells something that is no fault.
    pub(super) fn hint(&self, text: &str) {
        if !self.quiet {
            self.say("info", text, &serde_json::json!({}));
        }
    }

    /// Takes the progress bar off.
    pub(super) fn close(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    pub(super) fn summary(&self, summary: &Summary) {
        if self.quiet {
            return;
        }
        let state = if summary.interrupted {
            "interrupted, give the same command again to resume: "
        } else if summary.already {
            "nothing to do, the output holds this run already (--restart does it again): "
        } else if summary.without_articles {
            "no articles in the input; name files, or folders that hold some: "
        } else {
            ""
        };
        let more = match summary.failed {
            0 => String::new(),
            n => format!(", {} failed ({})", counted(n, "document"), codes(summary)),
        };
        for says in &summary.keys_not_found {
            let text = format!("the named key is in no row of the input ({says}); name one of these, with --restart");
            self.say("warning", &text, &serde_json::json!({}));
        }
        let text = format!(
            "{state}{}, {} in {:.1} s{more}{}",
            counted(summary.documents, "document"),
            counted(summary.events, "event"),
            summary.seconds,
            asides(summary)
        );
        let facts = serde_json::json!({
            "documents": summary.documents, "events": summary.events, "errors": summary.failed,
            "errors_by_code": summary.codes, "odd": summary.odd, "odd_events": summary.odd_events, "left_out": summary.left_out,
            "keys_not_found": summary.keys_not_found, "bytes": summary.bytes, "seconds": summary.seconds,
            "interrupted": summary.interrupted, "already": summary.already,
        });
        self.say("info", &text, &facts);
    }
}

/// What was odd and what was left out, in the last line's words.
fn asides(summary: &Summary) -> String {
    let words = |name: &str| match name {
        "without_date" => format!("without a date{}", likely_dates(&summary.likely_dates)),
        "not_french" => "not in French".to_owned(),
        "unread_date" => "with a date that was not read".to_owned(),
        "inferred_date" => "with a date that was inferred".to_owned(),
        "ambiguous_date" => "with a date that may be month-first".to_owned(),
        "guessed_encoding" => "in a guessed encoding".to_owned(),
        "marked_encoding" => "in the encoding of their byte order mark".to_owned(),
        "duplicate_id" => "with an id given before".to_owned(),
        "stripped_html" => "with HTML stripped".to_owned(),
        "left_out_key" => "with a key left out".to_owned(),
        "mended_mojibake" => "with mojibake mended".to_owned(),
        "lost_letters" => "with letters lost before".to_owned(),
        "mended_json" => "with NaN or Infinity read as null".to_owned(),
        other => match Role::ALL.into_iter().find(|role| role.missing() == other) {
            Some(role) => format!("without the key of {}", role.option()),
            None => other.replace('_', " "),
        },
    };
    // Documents first, so that nobody takes them for the events that were told before.
    let odd = summary.odd.iter().enumerate().map(|(i, (name, n))| match i {
        0 => format!("{} {}", counted(*n, "document"), words(name)),
        _ => format!("{n} {}", words(name)),
    });
    let events = summary.odd_events.iter().map(|(name, n)| {
        let (one, when) = match name.as_str() {
            "asserted_after_article" => ("asserted event", "dated after"),
            "planned_before_article" => ("planned event", "dated before"),
            other => return format!("{n} {other}"),
        };
        let its = if *n == 1 { "its" } else { "their" };
        format!("{} {when} {its} article", counted(*n, one))
    });
    let left_out = summary
        .left_out
        .iter()
        .map(|(what, n)| format!("{} left out", Aside::counted(what, *n)));
    let all: Vec<String> = odd.chain(events).chain(left_out).collect();
    if all.is_empty() {
        String::new()
    } else {
        format!("; {}", all.join(", "))
    }
}

/// The remedy for documents without a date, where the input has columns that look like one.
fn likely_dates(columns: &[String]) -> String {
    const SHOWN: usize = 3;
    if columns.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = columns.iter().take(SHOWN).map(|column| format!("{column:?}")).collect();
    let look = if columns.len() == 1 { "looks" } else { "look" };
    format!(" ({} {look} like a date: name the column with --date-key)", shown.join(", "))
}

fn codes(summary: &Summary) -> String {
    let codes = summary.codes.iter().map(|(code, n)| format!("{n} {code}"));
    codes.collect::<Vec<_>>().join(", ")
}

/// Without what would move a terminal's cursor: names of files may hold anything.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

impl Observer for Report {
    fn begins(&self, entries: u64, bytes: u64) {
        if let Some(bar) = &self.bar {
            bar.set_length(bytes);
            bar.reset_eta();
        }
        if entries > 0 && !self.quiet {
            let facts = serde_json::json!({"entries": entries});
            self.say("info", &format!("resumed after {}", counted(entries, "document")), &facts);
        }
    }

    fn read(&self, bytes: u64) {
        if let Some(bar) = &self.bar {
            bar.set_position(bytes);
        }
    }

    fn done(&self, bytes: u64, _events: u64, failed: bool) {
        let documents = self.documents.fetch_add(1, Ordering::Relaxed) + 1;
        let bytes = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let errors = self.failed.fetch_add(u64::from(failed), Ordering::Relaxed) + u64::from(failed);
        if let Some(bar) = &self.bar {
            let seconds = self.began.elapsed().as_secs_f64().max(1e-3);
            bar.set_message(format!(
                "{} documents  {:.0}/s  {:.2} MB/s  {errors} errors",
                HumanCount(documents),
                documents as f64 / seconds,
                bytes as f64 / seconds / 1e6
            ));
        }
    }

    fn failed(&self, error: &ErrorRecord) {
        let told = self.told.fetch_add(1, Ordering::Relaxed);
        if self.quiet || (told >= TOLD && !self.streaming && self.log == Log::Text) {
            return;
        }
        let facts = serde_json::json!({"doc_id": error.doc_id, "source": error.source, "code": error.code, "stage": error.stage});
        self.say("warning", &format!("{}: {}", error.code, error.message), &facts);
        if told + 1 == TOLD && !self.streaming && self.log == Log::Text {
            self.say("warning", "more failed documents are in errors.jsonl", &serde_json::json!({}));
        }
    }

    fn noted(&self, note: &str) {
        if !self.quiet && self.noted.fetch_add(1, Ordering::Relaxed) < TOLD {
            self.say("warning", note, &serde_json::json!({}));
        }
    }
}
