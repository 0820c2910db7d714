use super::color::{self, paint};
use super::extract::{BackendArguments, ReadingArguments};
use clap::Args;
use clap::builder::styling::Style;
use depeche::assemble::{NOT_FRENCH, OffsetUnit, Positions, Records, assemble};
use depeche::batch::{Input, Output, Settings, kept};
use depeche::error::SetupError;
use depeche::event::learned::weighed;
use depeche::event::{Verdict, considered, explained};
use depeche::pipeline::{self, Extraction};
use depeche::record::EventRecord;
use depeche::text::{DateSource, Document, Published, Span, find_published};
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show what each stage saw in a phrase, and why.
#[derive(Args)]
#[command(
    after_help = "Example:\n  depeche explain \"Le groupe a supprimé 240 postes lundi.\" --date 2024-07-16\n  depeche explain --conllu fr_gsd-ud-test.conllu > predicted.conllu"
)]
pub(super) struct Explain {
    /// The phrase, in quotes; - for standard input.
    #[arg(value_name = "PHRASE", allow_hyphen_values = true, required_unless_present = "conllu")]
    phrase: Option<String>,
    /// Predict lemma, part of speech, features, head and relation of this CoNLL-U file's own tokens, instead of a phrase.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["phrase", "json"])]
    conllu: Option<PathBuf>,
    /// With --conllu: compute in 32-bit floats, the reference, slower.
    #[arg(long, requires = "conllu")]
    f32: bool,
    /// As JSON: tokens, the triggers considered with their verdict, and the records as extract writes them.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    backend: BackendArguments,
    #[command(flatten)]
    reading: ReadingArguments,
}

pub(super) fn run(arguments: Explain) -> Result<ExitCode, SetupError> {
    if let Some(file) = &arguments.conllu {
        return super::conllu::run(file, arguments.backend.model.as_deref(), arguments.f32);
    }
    let phrase = phrase(arguments.phrase.unwrap_or_default())?;
    let mut settings = Settings::new(vec![Input::Stdin], Output::Stdout)?;
    arguments.reading.apply(&mut settings)?;
    let backend = arguments.backend.build()?;
    let mut document = Document::from_text("phrase", phrase);
    let option = settings.date.map(|date| Published {
        date,
        source: DateSource::Option,
    });
    document.published = find_published(&document.text).or(option);
    let found = pipeline::extract(&document, backend.as_ref(), &settings.aliases, &mut ())
        .map_err(|e| SetupError::Usage(e.to_string()))?;
    let records = kept(assemble(&found, settings.offset_unit), &settings);
    let text = if arguments.json {
        as_json(&found, &records, settings.offset_unit)
    } else {
        for_people(&found, &records, &settings)
    };
    // A closed pipe is no error.
    let _ = writeln!(anstream::stdout(), "{}", text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// The phrase as it is given, or standard input for `-`; a file is none.
fn phrase(given: String) -> Result<String, SetupError> {
    if given == "-" {
        let read = std::io::read_to_string(std::io::stdin());
        return read.map_err(|e| SetupError::Usage(format!("standard input: {e}; give a phrase in UTF-8")));
    }
    if Path::new(&given).is_file() {
        return Err(SetupError::Usage(format!(
            "{given} is a file, and a phrase is explained; give its text: depeche explain - < {given}"
        )));
    }
    Ok(given)
}

/// The tokens of a document: words, and what the parse says of them.
struct Row<'a> {
    sentence: usize,
    index: usize,
    word: &'a str,
    parse: Option<&'a depeche::syntax::Word>,
}

fn rows<'a>(found: &'a Extraction<'_>) -> Vec<Row<'a>> {
    let mut out = Vec::new();
    for (s, sentence) in found.text.sentences().iter().enumerate() {
        let parse = found.tagging.parses.get(s).and_then(Option::as_ref);
        for (n, i) in sentence.tokens().enumerate() {
            out.push(Row {
                sentence: s,
                index: n + 1,
                word: found.text.raw_word(i),
                parse: parse.and_then(|p| p.words().get(n)),
            });
        }
    }
    out
}

fn as_json(found: &Extraction<'_>, records: &Records, unit: OffsetUnit) -> String {
    let positions = Positions::new(found.text.raw(), unit);
    let triggers: Vec<_> = considered(&found.scene(), &found.events)
        .iter()
        .map(|t| {
            json!({
                "text": t.span.of(found.text.raw()), "start": positions.at(t.span.start()), "end": positions.at(t.span.end()),
                "type": t.kind.code(), "lemma": t.lemma, "verdict": t.verdict.name(), "slot": t.verdict.slot(),
            })
        })
        .collect();
    let weighed: Vec<_> = weighed(&found.scene())
        .iter()
        .map(|w| {
            json!({
                "text": w.span.of(found.text.raw()), "start": positions.at(w.span.start()), "end": positions.at(w.span.end()),
                "type": w.code, "probability": w.probability, "needed": w.needed, "tables": w.tables, "lessons": w.lessons,
            })
        })
        .collect();
    let notes: Vec<_> = explained(&found.scene())
        .1
        .iter()
        .map(|n| {
            let at = |span: Span| json!([positions.at(span.start()), positions.at(span.end())]);
            json!({"trigger": at(n.trigger), "rule": n.rule, "text": n.at.of(found.text.raw()), "at": at(n.at)})
        })
        .collect();
    let tokens: Vec<_> = rows(found)
        .iter()
        .map(|r| {
            json!({
                "sentence": r.sentence, "index": r.index, "word": r.word,
                "lemma": r.parse.map(|p| &p.lemma), "upos": r.parse.map(|p| p.upos.name()),
                "head": r.parse.map(|p| p.head.map_or(0, |h| h + 1)), "deprel": r.parse.map(|p| p.deprel.name()),
            })
        })
        .collect();
    format!(
        "{:#}",
        json!({
            "tokens": tokens, "document": records.document, "triggers": triggers, "weighed": weighed, "events": records.events,
            "notes": notes,
        })
    )
}

/// Without what would move a terminal's cursor.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn for_people(found: &Extraction<'_>, records: &Records, settings: &Settings) -> String {
    let mut out = String::new();
    write_tokens(&mut out, found);
    let document = &records.document;
    let date = document.doc_date.as_deref().unwrap_or("unknown");
    let mut say = |line: Line<'_>| {
        out.push_str(&line.painted());
        out.push('\n');
    };
    say(Line::plain(
        "document date:",
        format!("{date} ({})", document.doc_date_source),
    ));
    if document.status == NOT_FRENCH {
        let language = document.language.as_deref().unwrap_or("not French");
        let none = "; extract would find no events in it, unless --any-language";
        say(Line::plain(
            "language:",
            format!("{language}{}", if settings.any_language { "" } else { none }),
        ));
    }
    for e in &document.entities {
        let value = format!("{}  {} = {}", e.kind, e.entity_id, e.canonical);
        say(Line::of("name", &e.text, value, &e.score.to_string(), color::NAME));
    }
    for t in &document.timexes {
        let modifier = t.modifier.as_deref().map_or_else(String::new, |m| format!(" {m}"));
        let bounds = match (&t.earliest, &t.latest) {
            (Some(a), Some(b)) if a == b => format!("  {a}"),
            (Some(a), Some(b)) => format!("  {a} to {b}"),
            _ => String::new(),
        };
        let value = format!("{} {}{modifier}{bounds}  by {}", t.kind, t.value, t.anchor);
        say(Line::of("date", &t.text, value, &t.rule, color::DATE));
    }
    for a in &document.amounts {
        let value = match (a.value, a.low, a.high) {
            (Some(value), ..) => value.to_string(),
            (None, Some(low), Some(high)) => format!("{low} to {high}"),
            _ => String::new(),
        };
        let direction = a.direction.as_deref().map_or_else(String::new, |d| format!(" {d}"));
        let value = format!("{} {value} {} ({}){direction}", a.kind, a.unit, a.cmp);
        say(Line::of("amount", &a.text, value, &a.rule, color::AMOUNT));
    }
    let (_, notes) = explained(&found.scene());
    let positions = Positions::new(found.text.raw(), settings.offset_unit);
    for record in &records.events {
        event(record).into_iter().for_each(&mut say);
        let own = |trigger: Span| positions.at(trigger.start()) == record.trigger.start;
        for note in notes.iter().filter(|n| own(n.trigger)) {
            say(Line::part("by", note.at.of(found.text.raw()), note.rule.to_owned()));
        }
    }
    for w in weighed(&found.scene()) {
        let value = format!(
            "{}  {:.2}, told from {:.2} on; tables {:+.1}, annotated text {:+.1}",
            w.code, w.probability, w.needed, w.tables, w.lessons
        );
        say(Line::of("weighed", w.span.of(found.text.raw()), value, "", color::FAINT));
    }
    for t in considered(&found.scene(), &found.events)
        .iter()
        .filter(|t| t.verdict != Verdict::Told)
    {
        let value = format!("{}  as « {} »  {}", t.kind, t.lemma, t.verdict);
        say(Line::of("trigger", t.span.of(found.text.raw()), value, "", color::FAINT));
    }
    for warning in &document.warnings {
        say(Line {
            style: color::WARNING,
            ..Line::plain("warning", warning.clone())
        });
    }
    out
}

/// What an event says of itself.
fn event(e: &EventRecord) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let value = format!("{} {}  {} {}", e.kind, e.label_fr, e.factuality, e.polarity);
    let made = format!("{}  {}", e.confidence, e.rule);
    out.push(Line::of("event", &e.trigger.text, value, &made, color::EVENT));
    for a in &e.arguments {
        let canonical = a.canonical.as_deref().map_or_else(String::new, |c| format!(" = {c}"));
        out.push(Line::part(&a.role, &a.text, format!("{}{canonical}  {}", a.mention, a.score)));
    }
    for d in &e.dates {
        out.push(Line::part(&d.role, &d.text, format!("{}{}", d.value, scored(d.score))));
    }
    for a in &e.amounts {
        out.push(Line::part(&a.role, &a.text, scored(a.score)));
    }
    for c in &e.cues {
        out.push(Line::part(&format!("cue {}", c.kind), &c.text, String::new()));
    }
    let source = e.attribution.source.as_ref();
    let source = source.map_or_else(String::new, |s| format!(" {}", s.text));
    out.push(Line::plain(
        "          attribution",
        format!("{}{source}", e.attribution.kind),
    ));
    out
}

/// A score as it stands behind a value.
fn scored(score: Option<rust_decimal::Decimal>) -> String {
    score.map_or_else(String::new, |s| format!("  {s}"))
}

/// A line of the explanation: what it is, the words that it is about, what they mean, what made it.
struct Line<'a> {
    label: String,
    words: Option<&'a str>,
    value: String,
    made: String,
    style: Style,
}

impl<'a> Line<'a> {
    fn plain(label: &str, value: String) -> Self {
        Self {
            label: label.to_owned(),
            words: None,
            value,
            made: String::new(),
            style: Style::new(),
        }
    }

    fn of(label: &str, words: &'a str, value: String, made: &str, style: Style) -> Self {
        Self {
            label: format!("{label:<7}"),
            words: Some(words),
            value,
            made: made.to_owned(),
            style,
        }
    }

    /// What belongs to the event above.
    fn part(label: &str, words: &'a str, value: String) -> Self {
        Self {
            words: Some(words),
            ..Self::plain(&format!("          {label}"), value)
        }
    }

    /// With its colors; without what would move a terminal's cursor.
    fn painted(&self) -> String {
        let mut out = paint(&printable(&self.label), self.style);
        if let Some(words) = self.words {
            write!(out, " « {} » ", paint(&printable(words), self.style)).expect("writing to a string does not fail");
        }
        if !self.value.is_empty() {
            write!(out, " {}", printable(&self.value)).expect("writing to a string does not fail");
        }
        if !self.made.is_empty() {
            write!(out, "  {}", paint(&printable(&self.made), color::FAINT)).expect("writing to a string does not fail");
        }
        out
    }
}

fn write_tokens(out: &mut String, found: &Extraction<'_>) {
    let mut sentence = usize::MAX;
    for row in rows(found) {
        if row.sentence != sentence {
            sentence = row.sentence;
            let title = paint(&format!("sentence {sentence}"), color::FAINT);
            writeln!(out, "{title}").expect("writing to a string does not fail");
        }
        let word = printable(row.word);
        let parsed = row.parse.map_or_else(String::new, |p| {
            let head = p.head.map_or(0, |h| h + 1);
            let parse = format!(
                "{:<16} {:<6} {head:>3} {}",
                printable(&p.lemma),
                p.upos.name(),
                p.deprel.name()
            );
            format!("  {}", paint(&parse, color::FAINT))
        });
        writeln!(out, "  {:>3} {word:<18}{parsed}", row.index).expect("writing to a string does not fail");
    }
}
