//! Exact figures as JSON numbers, for `#[serde(with = …)]`: all digits are written, and none passes through a float when it is read back.
//!
//! A figure goes through as the JSON text that it is, so serde_json needs no feature that would change its numbers for a whole program. Other
//! formats than JSON cannot be read so.

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Writes a figure.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(figure: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    let digits = RawValue::from_string(figure.to_string()).map_err(S::Error::custom)?;
    digits.serialize(serializer)
}

/// Reads a figure.
///
/// # Errors
/// When there is no number, or one beyond all figures.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    of(Box::<RawValue>::deserialize(deserializer)?.get()).map_err(D::Error::custom)
}

/// The figure of a JSON number, also where it stands between quotes.
fn of(told: &str) -> Result<Decimal, String> {
    let digits = told.trim_matches('"');
    let figure = digits.parse().or_else(|_| Decimal::from_scientific(digits));
    figure.map_err(|e| format!("{told} is no figure: {e}"))
}

/// The same of figures that may be null.
pub mod option {
    use super::{Decimal, Deserialize, Deserializer, RawValue, Serializer, of};
    use serde::de::Error as _;

    /// Writes a figure or null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(figure: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        match figure {
            Some(figure) => super::serialize(figure, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a figure or null.
    ///
    /// # Errors
    /// When there is something else, or a number beyond all figures.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        let told = Option::<Box<RawValue>>::deserialize(deserializer)?;
        told.map(|told| of(told.get())).transpose().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        #[serde(with = "super")]
        score: Decimal,
        #[serde(default, with = "option")]
        value: Option<Decimal>,
    }

    fn row(json: &str) -> Option<Row> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn figures_come_back_with_all_their_digits() {
        for line in [
            r#"{"score":0.50,"value":null}"#,
            r#"{"score":1,"value":1234567890123456789012.3450}"#,
            r#"{"score":-0.0000000001,"value":79228162514264337593543950335}"#,
        ] {
            let read = row(line).expect("figures");
            assert_eq!(serde_json::to_string(&read).expect("a line"), line);
        }
        let through: Row = serde_json::from_value(serde_json::from_str(r#"{"score":0.5}"#).expect("a value")).expect("a row");
        assert_eq!(through.score, Decimal::new(5, 1));
        assert_eq!(
            row(r#"{"score":1e3,"value":"2.5"}"#).map(|r| (r.score, r.value)),
            Some((1000.into(), Some(Decimal::new(25, 1))))
        );
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for line in [
            r#"{"score":null}"#,
            r#"{"score":"1 000"}"#,
            r#"{"score":1e99}"#,
            r#"{"score":1,"value":[2]}"#,
            r#"{"value":1}"#,
        ] {
            assert_eq!(row(line), None, "{line}");
        }
    }
}
