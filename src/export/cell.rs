//! Words and figures as the cells of a CSV file, which a spreadsheet may open.

use rust_decimal::Decimal;

/// The spreadsheet that is to open a CSV file by a double click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spreadsheet {
    /// One whose system writes `0.5`: commas part the cells.
    Point,
    /// One whose system writes `0,5`, as the French do: semicolons part the cells.
    Comma,
}

/// How words and figures stand in a CSV file: as they are, or as a spreadsheet takes them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cells {
    /// What is to open the file.
    pub(super) excel: Option<Spreadsheet>,
}

impl Cells {
    /// The words; where a spreadsheet is to open them, an apostrophe stands before what it would take for a formula.
    pub(super) fn words(self, words: &str) -> String {
        let formula = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
        if self.excel.is_some() && words.starts_with(formula) {
            format!("'{words}")
        } else {
            words.to_owned()
        }
    }

    /// The figure, exact.
    pub(super) fn figure(self, figure: Decimal) -> String {
        let digits = figure.normalize().to_string();
        match self.excel {
            Some(Spreadsheet::Comma) => digits.replace('.', ","),
            _ => digits,
        }
    }

    /// A writer whose cells are parted as these are.
    pub(super) fn writer<W: std::io::Write>(self, out: W) -> csv::Writer<W> {
        let delimiter = if self.excel == Some(Spreadsheet::Comma) { b';' } else { b',' };
        csv::WriterBuilder::new().delimiter(delimiter).from_writer(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_words_where_a_spreadsheet_is_to_open_them_and_words_stay() {
        let excel = Cells {
            excel: Some(Spreadsheet::Point),
        };
        for formula in ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(excel.words(formula), format!("'{formula}"));
            assert_eq!(Cells::default().words(formula), formula);
        }
        for words in ["a=b", "l'État", "5 %", ""] {
            assert_eq!(excel.words(words), words);
        }
    }

    #[test]
    fn figures_and_cells_are_those_of_the_spreadsheet() {
        let line = |excel| {
            let cells = Cells { excel };
            let mut csv = cells.writer(Vec::new());
            csv.write_record([cells.figure(Decimal::new(-150, 2)), cells.words("a;b,c")])
                .expect("a row");
            String::from_utf8(csv.into_inner().expect("the bytes")).expect("UTF-8")
        };
        assert_eq!(line(None), "-1.5,\"a;b,c\"\n");
        assert_eq!(line(Some(Spreadsheet::Point)), "-1.5,\"a;b,c\"\n");
        assert_eq!(line(Some(Spreadsheet::Comma)), "-1,5;\"a;b,c\"\n");
    }
}
