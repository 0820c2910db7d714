//! Tables of Excel and LibreOffice: each sheet with a header, row by row.

use super::archive::Store;
use super::rows::Rows;
use super::unpack::Limits;
use super::{Body, Piece};
use crate::error::{Code, DocError, Stage, brief};
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use serde_json::{Map, Value};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of a workbook's parts, unpacked: it is read as a whole.
const LARGEST: u64 = 512 << 20;
/// Columns of a sheet that are read.
const MOST_COLUMNS: usize = 1024;

/// The rows of a workbook's sheets.
pub(super) struct Sheets {
    sheets: Vec<Vec<Vec<Data>>>,
    header: Option<Vec<String>>,
    at: usize,
    row: u64,
}

impl Sheets {
    /// Opens a workbook. Damaged files may panic in the library that reads them; this is caught here.
    pub(super) fn new(store: &Store, limits: Limits) -> Result<Self, DocError> {
        store.check_unpacked(limits, LARGEST)?;
        let read = catch_unwind(AssertUnwindSafe(|| sheets(store)));
        let mut sheets = read.unwrap_or_else(|_| Err(damaged("its parts contradict themselves")))?;
        sheets.reverse();
        Ok(Self {
            sheets,
            header: None,
            at: 0,
            row: 0,
        })
    }

    fn fields(header: &[String], cells: &[Data]) -> Map<String, Value> {
        let named = header.iter().zip(cells).filter(|(name, _)| !name.is_empty());
        named.map(|(name, cell)| (name.clone(), value(cell))).collect()
    }
}

/// The rows of each sheet.
fn sheets(store: &Store) -> Result<Vec<Vec<Vec<Data>>>, DocError> {
    let fail = |e: calamine::Error| damaged(&e.to_string());
    let mut book = open_workbook_auto_from_rs(Cursor::new(store.bytes(LARGEST)?)).map_err(fail)?;
    let names = book.sheet_names();
    let mut out = Vec::new();
    for name in names {
        out.push(match &mut book {
            // A cell in the last corner would make a table of all cells before it, so cells are read one by one.
            calamine::Sheets::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(&name).map_err(|e| fail(e.into()))?;
                let mut rows: Vec<(u32, Vec<Data>)> = Vec::new();
                while let Some(cell) = cells.next_cell().map_err(|e| fail(e.into()))? {
                    let (row, column) = cell.get_position();
                    if rows.last().is_none_or(|(at, _)| *at != row) {
                        rows.push((row, Vec::new()));
                    }
                    let cells = &mut rows.last_mut().expect("one was just put there").1;
                    if column as usize >= MOST_COLUMNS {
                        continue;
                    }
                    cells.resize(cells.len().max(column as usize + 1), Data::Empty);
                    cells[column as usize] = cell.get_value().clone().into();
                }
                rows.into_iter().map(|(_, cells)| cells).collect()
            }
            book => {
                let range = book.worksheet_range(&name).map_err(fail)?;
                let rows = range.rows().map(|r| r[..r.len().min(MOST_COLUMNS)].to_vec());
                rows.filter(|r| r.iter().any(|c| !matches!(c, Data::Empty))).collect()
            }
        });
    }
    Ok(out)
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
