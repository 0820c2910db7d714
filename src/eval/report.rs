use super::draw;
use super::interval::{Interval, Intervals};
use super::score::{Confusion, Miss, Part, Scores};
use super::tally::{Counts, Measure, rounded};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Scores as they are shown.
#[derive(Debug)]
pub struct Report<'a> {
    /// What is shown.
    pub scores: &'a Scores,
    /// Confidence intervals, where they were computed.
    pub intervals: BTreeMap<Measure, Intervals>,
    /// How many errors of each measure are listed.
    pub errors: usize,
}

/// The figures of one measure or type.
#[derive(Serialize)]
struct Row {
    /// Null where there is nothing to take a share of, as « n/a » in the table.
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    tp: u64,
    fp: u64,
    #[serde(rename = "fn")]
    fn_: u64,
}

impl From<Counts> for Row {
    fn from(counts: Counts) -> Self {
        let share = |figure: f64, of: u64| (of > 0).then(|| rounded(figure));
        Self {
            precision: share(counts.precision(), counts.predicted()),
            recall: share(counts.recall(), counts.support()),
            f1: share(counts.f1(), counts.all()),
            tp: counts.tp,
            fp: counts.fp,
            fn_: counts.fn_,
        }
    }
}

#[derive(Serialize)]
struct Confused<'a> {
    gold: &'a Option<String>,
    predicted: &'a Option<String>,
    count: u64,
}

#[derive(Serialize)]
struct Listed<'a> {
    error: &'static str,
    doc_id: &'a str,
    what: &'a str,
}

impl<'a> Listed<'a> {
    fn of(miss: &'a Miss) -> Self {
        Self {
            error: miss.kind.name(),
            doc_id: &miss.doc_id,
            what: &miss.what,
        }
    }
}

#[derive(Serialize)]
struct Bounds {
    precision: Option<[f64; 2]>,
    recall: Option<[f64; 2]>,
    f1: Option<[f64; 2]>,
}

impl Bounds {
    /// `None` where no figure has an interval.
    fn of(intervals: &Intervals) -> Option<Self> {
        intervals.f1?;
        Some(Self {
            precision: intervals.precision.map(bounds),
            recall: intervals.recall.map(bounds),
            f1: intervals.f1.map(bounds),
        })
    }
}

#[derive(Serialize)]
struct Json<'a> {
    documents: usize,
    missing: &'a [String],
    bad_offsets: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_bad_offset: Option<&'a str>,
    unfinished: bool,
    /// The confidence that events of the run were asked to have.
    #[serde(skip_serializing_if = "Option::is_none", with = "crate::record::exact::option")]
    min_confidence: Option<Decimal>,
    measures: BTreeMap<&'static str, Row>,
    intervals: BTreeMap<&'static str, Bounds>,
    types: BTreeMap<&'static str, BTreeMap<&'a str, Row>>,
    confusion: BTreeMap<&'static str, Vec<Confused<'a>>>,
    errors: BTreeMap<&'static str, Vec<Listed<'a>>>,
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Ner => "ner",
        Part::Timex => "timex",
        Part::Amount => "amount",
        Part::Event => "event",
    }
}

fn bounds(interval: Interval) -> [f64; 2] {
    [rounded(interval.low), rounded(interval.high)]
}

/// Mistakes between types, the most frequent first; agreement is left out.
fn mistakes(confusion: &Confusion) -> Vec<Confused<'_>> {
    let mut mistakes: Vec<Confused<'_>> = confusion
        .iter()
        .filter(|((gold, predicted), _)| gold != predicted)
        .map(|((gold, predicted), &count)| Confused { gold, predicted, count })
        .collect();
    mistakes.sort_by_key(|m| std::cmp::Reverse(m.count));
    mistakes
}

impl Report<'_> {
    /// The report as one JSON object; its `measures` are the contract, the rest may grow.
    pub fn json(&self) -> String {
        let total = self.scores.total();
        let json = Json {
            documents: self.scores.documents,
            missing: &self.scores.missing,
            bad_offsets: self.scores.bad_offsets,
            first_bad_offset: self.scores.first_bad_offset.as_deref(),
            unfinished: self.scores.unfinished,
            min_confidence: self.scores.least_confidence,
            measures: Measure::all()
                .filter(|measure| self.scores.wants(*measure))
                .map(|measure| (measure.name(), total.get(&measure).copied().unwrap_or_default().into()))
                .collect(),
            intervals: self
                .intervals
                .iter()
                .filter_map(|(measure, i)| Some((measure.name(), Bounds::of(i)?)))
                .collect(),
            types: self
                .scores
                .by_type
                .iter()
                .map(|(part, types)| {
                    let rows = types.iter().map(|(kind, &counts)| (kind.as_str(), counts.into())).collect();
                    (part_name(*part), rows)
                })
                .collect(),
            confusion: self
                .scores
                .confusion
                .iter()
                .map(|(part, confusion)| (part_name(*part), mistakes(confusion)))
                .collect(),
            errors: self
                .listed()
                .map(|(measure, misses)| (measure.name(), misses.into_iter().map(Listed::of).collect()))
                .collect(),
        };
        serde_json::to_string(&json).expect("the report holds only strings and finite numbers")
    }

    /// The errors that are shown, by measure.
    fn listed(&self) -> impl Iterator<Item = (&Measure, Vec<&Miss>)> {
        let errors = self.scores.errors.iter();
        errors
            .map(|(measure, misses)| (measure, draw::examples(misses, self.errors)))
            .filter(|(_, misses)| !misses.is_empty())
    }
}

/// Precision, recall and F1 as they are shown: « n/a » where there is nothing to take a share of.
fn figures(counts: Counts) -> [String; 3] {
    let shown = |figure: f64, of: u64| if of == 0 { "n/a".to_owned() } else { format!("{figure:.3}") };
    [
        shown(counts.precision(), counts.predicted()),
        shown(counts.recall(), counts.support()),
        shown(counts.f1(), counts.all()),
    ]
}

/// So many of a thing, in the singular for one.
fn counted(n: u64, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// Writes the report as text: measures, types, mistakes between types, errors.
///
/// # Errors
/// When writing fails.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    print_documents(report.scores, out)?;
    print_measures(report, out)?;
    print_types(report.scores, out)?;
    print_mistakes(report.scores, out)?;
    print_errors(report, out)
}

fn print_documents(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    let spans = counted(
        scores.bad_offsets,
        "span whose offsets do not reproduce its text",
        "spans whose offsets do not reproduce their text",
    );
    writeln!(
        out,
        "{}, {} missing from the run, {spans}",
        counted(scores.documents as u64, "gold document", "gold documents"),
        scores.missing.len(),
    )?;
    if !scores.missing.is_empty() {
        let shown: Vec<&str> = scores.missing.iter().take(3).map(String::as_str).collect();
        let more = if scores.missing.len() > 3 { ", …" } else { "" };
        let remedy = if scores.unfinished {
            "the run is not finished, the same extract command goes on with it"
        } else {
            "the input's ids must be the gold's doc_id"
        };
        writeln!(out, "missing: {}{more}; {remedy}", shown.join(", "))?;
    }
    if let Some(first) = &scores.first_bad_offset {
        writeln!(
            out,
            "first in {first}; take the gold's text from the input of the run, and offsets in code points (extract --offset-unit codepoint)"
        )?;
    }
    if let Some(least) = scores.least_confidence {
        writeln!(out, "only events of the run with a confidence of at least {least}")?;
    }
    Ok(())
}

fn print_measures(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let scores = report.scores;
    let interval_head = if report.intervals.is_empty() { "" } else { "  95% of F1" };
    writeln!(
        out,
        "\n{:<20} precision  recall     F1{interval_head:<16}     found spurious missed",
        "measure"
    )?;
    let total = scores.total();
    for measure in Measure::all().filter(|m| scores.wants(*m)) {
        let counts = total.get(&measure).copied().unwrap_or_default();
        let interval = match report.intervals.get(&measure).and_then(|i| i.f1) {
            Some(f1) => format!("  {:.3} to {:.3}", f1.low, f1.high),
            None => String::new(),
        };
        let [precision, recall, f1] = figures(counts);
        writeln!(
            out,
            "{:<20} {precision:>9} {recall:>7} {f1:>6}{interval:<16}  {:>8} {:>8} {:>6}",
            measure.name(),
            counts.tp,
            counts.fp,
            counts.fn_
        )?;
    }
    Ok(())
}

fn print_types(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    for (part, types) in &scores.by_type {
        let head = format!("{} by type", part_name(*part));
        writeln!(out, "\n{head:<20} precision  recall     F1  support predicted")?;
        for (kind, counts) in types {
            let [precision, recall, f1] = figures(*counts);
            writeln!(
                out,
                "{kind:<20} {precision:>9} {recall:>7} {f1:>6}  {:>7} {:>9}",
                counts.support(),
                counts.predicted()
            )?;
        }
    }
    Ok(())
}

fn print_mistakes(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    for (part, confusion) in &scores.confusion {
        let confused: Vec<Confused<'_>> = mistakes(confusion)
            .into_iter()
            .filter(|m| m.gold.is_some() && m.predicted.is_some())
            .take(12)
            .collect();
        if !confused.is_empty() {
            writeln!(out, "\n{}: gold's type taken for another", part_name(*part))?;
            for m in confused {
                let name = |kind: &Option<String>| kind.clone().unwrap_or_default();
                writeln!(out, "{:>4}  {} → {}", m.count, name(m.gold), name(m.predicted))?;
            }
        }
    }
    Ok(())
}

fn print_errors(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (measure, misses) in report.listed() {
        let all = report.scores.errors[measure].len();
        writeln!(out, "\nerrors of {} ({} of {all})", measure.name(), misses.len())?;
        for miss in misses {
            writeln!(out, "{:<8}  {}  {}", miss.kind.name(), miss.doc_id, miss.what)?;
        }
    }
    Ok(())
}
