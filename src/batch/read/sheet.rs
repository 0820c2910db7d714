//! Tables of Excel and LibreOffice: each sheet with a header, row by row.

use super::archive::{Store, in_words};
use super::json::first_filled;
use super::own;
use super::piece::{Body, Piece};
use super::rows::Rows;
use super::unpack::Limits;
use crate::error::{Code, DocError, Stage, brief};
use calamine::{Data, DataType, Ods, Reader, Xlsx};
use quick_xml::events::Event;
use serde_json::{Map, Value};
use std::io::{BufReader, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of a workbook's parts, unpacked: it is read as a whole.
const LARGEST: u64 = 512 << 20;
/// Columns of a sheet that are read.
const MOST_COLUMNS: usize = 1024;

/// The rows of a workbook's sheets.
pub(super) struct Sheets {
    sheets: Vec<Vec<Vec<Data>>>,
    /// The columns that were given; with none, each sheet's first row has them.
    columns: Vec<String>,
    header: Option<Vec<String>>,
    at: usize,
    row: u64,
}

impl Sheets {
    /// Opens a workbook. Damaged files may panic in the library that reads them; this is caught here.
    pub(super) fn new(store: &Store, limits: Limits, columns: &[String]) -> Result<Self, DocError> {
        store.check_unpacked(limits, LARGEST)?;
        let read = catch_unwind(AssertUnwindSafe(|| sheets(store)));
        let mut sheets = read.unwrap_or_else(|_| Err(damaged("its parts contradict themselves")))?;
        if sheets.iter().any(|rows| is_own(rows)) {
            return Err(own::refused());
        }
        sheets.reverse();
        Ok(Self {
            sheets,
            columns: columns.to_vec(),
            header: None,
            at: 0,
            row: 0,
        })
    }

    fn fields(header: &[String], cells: &[Data]) -> Map<String, Value> {
        // A row ends with its last cell that holds something; its columns are those of the sheet.
        let cells = cells.iter().chain(std::iter::repeat(&Data::Empty));
        let named = header.iter().zip(cells).filter(|(name, _)| !name.is_empty());
        first_filled(named.map(|(name, cell)| (name.clone(), value(cell))))
    }
}

/// Whether a sheet is a table that depeche wrote, by its header.
fn is_own(rows: &[Vec<Data>]) -> bool {
    let names = rows.first().into_iter().flatten().filter_map(DataType::as_string);
    own::is_table(&names.collect::<Vec<_>>().join(","))
}

/// The rows of each sheet.
fn sheets(store: &Store) -> Result<Vec<Vec<Vec<Data>>>, DocError> {
    let bytes = store.bytes(LARGEST)?;
    let names = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|e| {
        // What begins as an archive is one that was cut off.
        if bytes.starts_with(b"PK") {
            damaged(&in_words(&e))
        } else {
            unread()
        }
    })?;
    let names: Vec<&str> = names
        .file_names_raw()
        .filter_map(|n| std::str::from_utf8(n).ok())
        .collect::<Vec<_>>();
    if names.contains(&"xl/workbook.xml") {
        excel(bytes)
    } else if names.contains(&"content.xml") {
        libre(bytes)
    } else {
        Err(unread())
    }
}

/// What the old binary forms say: nothing in them tells how much a small file holds.
fn unread() -> DocError {
    DocError::new(
        Code::FORMAT,
        Stage::Read,
        "a table in an old form of Excel, or none; save it as .xlsx or CSV",
    )
}

/// The sheets of an `.xlsx`. A cell in the last corner would make a table of all cells before it, so cells are read one by one.
fn excel(bytes: Vec<u8>) -> Result<Vec<Vec<Vec<Data>>>, DocError> {
    let fail = |e: calamine::XlsxError| damaged(&e.to_string());
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(fail)?;
    let (mut out, mut total) = (Vec::new(), 0);
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(fail)?;
        let mut rows: Vec<(u32, Vec<Data>)> = Vec::new();
        while let Some(cell) = cells.next_cell().map_err(fail)? {
            let (row, column) = cell.get_position();
            if rows.last().is_none_or(|(at, _)| *at != row) {
                rows.push((row, Vec::new()));
            }
            let cells = &mut rows.last_mut().expect("one was just put there").1;
            let column = column as usize;
            if column >= MOST_COLUMNS {
                continue;
            }
            let value: Data = cell.get_value().clone().into();
            // Cells may share one long text.
            total += CELL * (column + 1).saturating_sub(cells.len()) as u64 + value.as_string().map_or(0, |s| s.len() as u64);
            within(total)?;
            cells.resize(cells.len().max(column + 1), Data::Empty);
            cells[column] = value;
        }
        out.push(rows.into_iter().map(|(_, cells)| cells).collect());
    }
    Ok(out)
}

/// The sheets of an `.ods`.
fn libre(bytes: Vec<u8>) -> Result<Vec<Vec<Vec<Data>>>, DocError> {
    let fail = |e: calamine::OdsError| damaged(&e.to_string());
    check_repeats(&bytes)?;
    let mut book = Ods::new(Cursor::new(bytes)).map_err(fail)?;
    let mut out = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(fail)?;
        let rows = range.rows().map(|r| r[..r.len().min(MOST_COLUMNS)].to_vec());
        out.push(rows.filter(|r| r.iter().any(|c| !matches!(c, Data::Empty))).collect());
    }
    Ok(out)
}

/// Bytes of a cell besides its text.
const CELL: u64 = size_of::<Data>() as u64;

fn within(total: u64) -> Result<(), DocError> {
    if total <= LARGEST {
        return Ok(());
    }
    Err(DocError::new(
        Code::TOO_LARGE,
        Stage::Read,
        format!("a table of more than {LARGEST} bytes; cut it, or save it as CSV"),
    ))
}

/// Makes sure that rows and cells of an `.ods` that stand for many come to no more than a workbook may hold.
fn check_repeats(bytes: &[u8]) -> Result<(), DocError> {
    let fail = |why: &dyn std::fmt::Display| damaged(&why.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&in_words(&e)))?;
    let content = archive.by_name("content.xml").map_err(|e| fail(&e))?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    // Of the cell: how often it stands and its bytes.
    let (mut row, mut cell) = (Row::default(), (1, 0));
    let (mut total, mut widest, mut rows, mut gap) = (0u64, 0u64, 0u64, 0u64);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| fail(&e))?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name().into_inner().to_owned();
                let row_begins = name == "table-row";
                let repeats = if row_begins {
                    "number-rows-repeated"
                } else {
                    "number-columns-repeated"
                };
                let attributes = || tag.html_attributes().filter_map(Result::ok);
                let found = attributes().find(|a| a.key.local_name().into_inner() == repeats);
                let times = found.and_then(|a| a.value.trim().parse::<u64>().ok()).unwrap_or(1);
                if row_begins {
                    row = Row {
                        repeats: times,
                        ..Row::default()
                    };
                } else if matches!(name.as_str(), "table-cell" | "covered-table-cell") {
                    let valued = attributes().filter(|a| a.key.local_name().into_inner().ends_with("value"));
                    cell = (times, valued.map(|a| a.value.len() as u64 + 1).sum());
                    if empty {
                        row.add(cell.0, cell.1);
                    }
                } else if name == "table" {
                    total = total.saturating_add(CELL.saturating_mul(widest).saturating_mul(rows));
                    (widest, rows, gap) = (0, 0, 0);
                }
            }
            Event::Text(text) => cell.1 += text.len() as u64,
            Event::CData(text) => cell.1 += text.len() as u64,
            Event::End(tag) => match tag.local_name().into_inner() {
                "table-cell" | "covered-table-cell" => row.add(cell.0, cell.1),
                "table-row" => {
                    // Empty rows at the end of a sheet are told by the million and are not kept.
                    if row.width == 0 {
                        gap = gap.saturating_add(row.repeats);
                    } else {
                        rows = rows.saturating_add(row.repeats).saturating_add(std::mem::take(&mut gap));
                        total = total.saturating_add(row.repeats.saturating_mul(row.bytes));
                    }
                    widest = widest.max(row.width);
                    within(total.saturating_add(CELL.saturating_mul(widest).saturating_mul(rows)))?;
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A row of an `.ods` as far as it is read.
#[derive(Default)]
struct Row {
    /// How often it stands.
    repeats: u64,
    bytes: u64,
    width: u64,
    /// Empty cells since the last that holds something: those at the end are not kept.
    empty: u64,
}

impl Row {
    /// Adds a cell that stands so often and holds so many bytes.
    fn add(&mut self, times: u64, bytes: u64) {
        if bytes == 0 {
            self.empty = self.empty.saturating_add(times);
            return;
        }
        self.width = self
            .width
            .saturating_add(times)
            .saturating_add(std::mem::take(&mut self.empty));
        self.bytes = self.bytes.saturating_add(times.saturating_mul(bytes));
    }
}

fn damaged(why: &str) -> DocError {
    DocError::new(
        Code::DAMAGED,
        Stage::Read,
        format!(
            "no whole table of Excel or LibreOffice ({}); save it again, or as CSV",
            brief(why, 200)
        ),
    )
}

/// A cell as JSON; a day as it is written.
fn value(cell: &Data) -> Value {
    match cell {
        Data::Empty | Data::Error(_) => Value::Null,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Value::String(text.clone()),
        Data::Int(n) => Value::String(n.to_string()),
        Data::Float(n) => Value::String(n.to_string()),
        Data::Bool(b) => Value::Bool(*b),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Value::String(format!("{year:04}-{month:02}-{day:02}"))
        }
    }
}

impl Rows for Sheets {
    fn next(&mut self) -> Option<Piece> {
        loop {
            let sheet = self.sheets.last()?;
            if self.at >= sheet.len() {
                self.sheets.pop();
                (self.at, self.header) = (0, None);
                continue;
            }
            if self.header.is_none() && !self.columns.is_empty() {
                self.header = Some(self.columns.clone());
            }
            let cells = &sheet[self.at];
            self.at += 1;
            if cells.iter().all(|c| matches!(c, Data::Empty)) {
                continue;
            }
            let Some(header) = &self.header else {
                self.header = Some(cells.iter().map(|c| c.to_string().trim().to_owned()).collect());
                continue;
            };
            let body = Body::Fields(Self::fields(header, cells), Vec::new());
            self.row += 1;
            return Some(Piece {
                row: Some(self.row),
                byte_offset: None,
                body,
            });
        }
    }
}
