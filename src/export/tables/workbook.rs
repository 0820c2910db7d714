//! The tables as sheets of one workbook of Excel: days are dates, figures are numbers, words are words and never formulas.

use super::column::{Cell, Column};
use super::{Sheet, Table, Visit, failed};
use crate::error::SetupError;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Rows that a sheet holds, its header aside.
const ROWS: u32 = 1_048_575;
/// Characters that a cell holds, as UTF-16 counts them.
const CHARACTERS: usize = 32_767;

/// A workbook in the making: its rows lie in temporary files beside its path until it is saved.
pub(super) struct Book {
    workbook: Workbook,
    /// Rows of each table so far.
    rows: [u32; Table::ALL.len()],
    day: Format,
    /// Cells whose words were cut.
    cut: usize,
}

impl Book {
    /// Sheets with their headers.
    pub(super) fn new(path: &Path) -> Result<Self, SetupError> {
        let mut workbook = Workbook::new();
        let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        workbook
            .set_tempdir(beside.unwrap_or(Path::new(".")))
            .map_err(|e| failed(path, e))?;
        // The same run gives the same bytes.
        let first = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|e| failed(path, e))?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&first));
        for table in Table::ALL {
            let sheet = workbook.add_worksheet_with_constant_memory().map_err(|e| failed(path, e))?;
            table.visit(&[], Head { table, sheet }).map_err(|e| failed(path, e))?;
        }
        Ok(Self {
            workbook,
            rows: [0; Table::ALL.len()],
            day: Format::new().set_num_format("yyyy-mm-dd"),
            cut: 0,
        })
    }

    /// Adds the rows of some documents.
    pub(super) fn put(&mut self, table: Table, sheets: &[Sheet<'_>], path: &Path) -> Result<(), SetupError> {
        table.visit(sheets, Put { book: self, table, path })
    }

    /// Adds rows to a sheet.
    pub(super) fn write<R>(&mut self, table: Table, columns: &[Column<R>], rows: &[R], path: &Path) -> Result<(), SetupError> {
        let index = table as usize;
        for row in rows {
            if self.rows[index] == ROWS {
                return Err(SetupError::Usage(format!(
                    "{}: the table {} has more rows than a sheet of Excel holds ({ROWS}); take --to tables, which has no such limit",
                    path.display(),
                    table.name()
                )));
            }
            self.rows[index] += 1;
            let sheet = self.workbook.worksheet_from_index(index).map_err(|e| failed(path, e))?;
            for (number, column) in (0..).zip(columns) {
                let cut = cell(sheet, (self.rows[index], number), column.value(row), &self.day).map_err(|e| failed(path, e))?;
                self.cut += usize::from(cut);
            }
        }
        Ok(())
    }

    /// Writes the file; how many cells were cut.
    pub(super) fn save(mut self, path: &Path) -> Result<usize, SetupError> {
        self.workbook.save(path).map_err(|e| failed(path, e))?;
        Ok(self.cut)
    }
}

/// Writes a cell; whether its words were cut.
fn cell(sheet: &mut Worksheet, (row, column): (u32, u16), value: Cell<'_>, day: &Format) -> Result<bool, XlsxError> {
    match value {
        Cell::Empty => {}
        Cell::Number(number) => {
            sheet.write_number(row, column, number)?;
        }
        Cell::Day(date) => match excel_day(date) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, day)?;
            }
            None => {
                sheet.write_string(row, column, date.to_string())?;
            }
        },
        Cell::Words(words) => {
            let fitting = fitting(&words);
            sheet.write_string(row, column, fitting.unwrap_or(&words))?;
            return Ok(fitting.is_some());
        }
    }
    Ok(false)
}

/// As much of words as a cell holds; `None` where all of them fit.
fn fitting(words: &str) -> Option<&str> {
    if words.len() <= CHARACTERS {
        return None;
    }
    let mut units = 0;
    let end = words.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CHARACTERS
    });
    end.and_then(|(end, _)| words.get(..end))
}

/// A day as Excel counts it, which knows none before 1900.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// Writes the header of a sheet, which stays in sight.
struct Head<'a> {
    table: Table,
    sheet: &'a mut Worksheet,
}

impl Visit for Head<'_> {
    type Out = Result<(), XlsxError>;

    fn rows<R>(self, columns: Vec<Column<R>>, _: Vec<R>) -> Self::Out {
        let bold = Format::new().set_bold();
        self.sheet.set_name(self.table.name())?.set_freeze_panes(1, 0)?;
        for (number, column) in (0..).zip(&columns) {
            let width = column.name.chars().count().max(10) + 2;
            self.sheet.set_column_width(number, width as f64)?;
            self.sheet.write_string_with_format(0, number, column.name.as_ref(), &bold)?;
        }
        Ok(())
    }
}

struct Put<'a> {
    book: &'a mut Book,
    table: Table,
    path: &'a Path,
}

impl Visit for Put<'_> {
    type Out = Result<(), SetupError>;

    fn rows<R>(self, columns: Vec<Column<R>>, rows: Vec<R>) -> Self::Out {
        self.book.write(self.table, &columns, &rows, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns;
    use super::super::register::Entity;
    use super::*;

    #[test]
    fn words_are_cut_where_a_cell_ends() {
        assert_eq!(fitting(&"é".repeat(CHARACTERS)), None);
        assert_eq!(
            fitting(&"é".repeat(CHARACTERS + 1)).map(|w| w.chars().count()),
            Some(CHARACTERS)
        );
        assert_eq!(
            fitting(&"🚀".repeat(CHARACTERS)).map(|w| w.chars().count()),
            Some(CHARACTERS / 2)
        );
    }

    #[test]
    fn a_day_that_excel_does_not_know_is_words() {
        let known = |year| excel_day(jiff::civil::date(year, 3, 1)).is_some();
        assert!(known(1900) && known(2024));
        assert!(!known(1789));
    }

    #[test]
    fn a_table_that_is_longer_than_a_sheet_is_refused() {
        let path = Path::new("never-written.xlsx");
        let mut book = Book::new(path).expect("a temporary folder");
        book.rows[Table::Entities as usize] = ROWS - 1;
        let mut write = || book.write(Table::Entities, &columns::entities(), &[Entity::default()], path);
        write().expect("the last row");
        let told = write().expect_err("one too many").to_string();
        assert!(told.contains("entities") && told.contains("--to tables"), "{told}");
    }
}
