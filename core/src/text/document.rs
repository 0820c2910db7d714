use crate::named::named;
use jiff::civil::Date;

/// One article as it was read. Its text is never edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Given by the input, else made from the path and row; stable.
    pub id: String,
    /// The path, with `#row` where a file holds several.
    pub source: String,
    /// The headline, where the input has it apart.
    pub title: Option<String>,
    /// The address, where the input has it.
    pub url: Option<String>,
    /// When it was published, as far as it is known.
    pub published: Option<Published>,
    /// The paper's name, where the input has it.
    pub publication: Option<String>,
    /// The text as decoded.
    pub text: String,
    /// What was odd while reading, as « encoding guessed: windows-1252 ».
    pub warnings: Vec<Warning>,
}

/// What was odd about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The stable name under which a run counts it.
    pub name: &'static str,
    /// What is told.
    pub words: String,
}

impl Document {
    /// A document of a bare text, without anything known about it.
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            source: id.clone(),
            id,
            title: None,
            url: None,
            published: None,
            publication: None,
            text: text.into(),
            warnings: Vec::new(),
        }
    }
}

/// The document's date and where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The date as far as it is known.
    pub date: PartialDate,
    /// Where it was found.
    pub source: DateSource,
}

named! {
    /// Where the document's date was found, in the order of trust.
    pub enum DateSource {
        /// A key of the input.
        Metadata = "metadata",
        /// The first line of a text file, where it says the date: ` date 2024-07 `, « Date : 16/07/2024 ».
        Header = "header",
        /// The address.
        Url = "url",
        /// The file's name.
        Filename = "filename",
        /// The first lines of the text.
        Dateline = "dateline",
        /// The option `--date`.
        Option = "option",
    }
}

named! {
    /// How far a date is known.
    pub enum Precision {
        /// To the year.
        Year = "year",
        /// To the month.
        Month = "month",
        /// To the day.
        Day = "day",
    }
}

/// A calendar date known to the day, the month or the year.
///
/// ```
/// use depeche_core::text::PartialDate;
/// let date: PartialDate = "2024-07".parse()?;
/// assert_eq!(date.first().to_string(), "2024-07-01");
/// assert_eq!(date.last().to_string(), "2024-07-31");
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

impl PartialDate {
    /// A day.
    pub fn day(date: Date) -> Self {
        Self {
            first: date,
            precision: Precision::Day,
        }
    }

    /// A month, or `None` when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self {
            first: Date::new(year, month, 1).ok()?,
            precision: Precision::Month,
        })
    }

    /// A year, or `None` outside −9999 to 9999.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self {
            first: Date::new(year, 1, 1).ok()?,
            precision: Precision::Year,
        })
    }

    /// The first day that it may be.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day that it may be.
    pub fn last(self) -> Date {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        }
    }

    /// The day, when it is known to the day.
    pub fn exact(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }

    /// How far it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let d = self.first;
        match self.precision {
            Precision::Day => write!(f, "{d}"),
            Precision::Month => write!(f, "{:04}-{:02}", d.year(), d.month()),
            Precision::Year => write!(f, "{:04}", d.year()),
        }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = String;

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, the latter also with a time behind it.
    fn from_str(s: &str) -> Result<Self, String> {
        let wanted = || format!("{s:?} is not a date; wanted YYYY, YYYY-MM or YYYY-MM-DD");
        let s = s.trim();
        let head = match s.find(['T', ' ']) {
            Some(10) => &s[..10],
            Some(_) => return Err(wanted()),
            None => s,
        };
        let mut parts = head.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(p) if p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<i16>().map(Some).map_err(|_| wanted())
            }
            Some(_) => Err(wanted()),
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(wanted());
        }
        match (year, month, day) {
            (Some(y), Some(m), Some(d)) => Date::new(y, m as i8, d as i8).ok().map(Self::day),
            (Some(y), Some(m), None) => Self::month(y, m as i8),
            (Some(y), None, None) => Self::year(y),
            _ => None,
        }
        .ok_or_else(wanted)
    }
}
