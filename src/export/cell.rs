//! Words as the cell of a table that a spreadsheet may open.

/// How words stand in a CSV file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cells {
    /// Whether a spreadsheet must not take words for a formula.
    pub(super) excel: bool,
}

impl Cells {
    /// The words; where a spreadsheet is to open them, an apostrophe stands before what it would take for a formula.
    pub(super) fn words(self, words: &str) -> String {
        let formula = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
        if self.excel && words.starts_with(formula) {
            format!("'{words}")
        } else {
            words.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_words_where_a_spreadsheet_is_to_open_them_and_words_stay() {
        let excel = Cells { excel: true };
        for formula in ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(excel.words(formula), format!("'{formula}"));
            assert_eq!(Cells::default().words(formula), formula);
        }
        for words in ["a=b", "l'État", "5 %", ""] {
            assert_eq!(excel.words(words), words);
        }
    }
}
