//! Numbers and dates as people write them on the command line, and what to say of others.

use depeche::text::PartialDate;
use std::time::Duration;

/// A share, as 0.6 or 0,6.
pub(super) fn share(value: &str) -> Result<f32, String> {
    let number = value.replace(',', ".").parse().ok();
    let number = number.filter(|n| (0.0..=1.0).contains(n));
    number.ok_or_else(|| "give a number from 0 to 1, as 0.6".to_owned())
}

/// How many threads.
pub(super) fn workers(value: &str) -> Result<u16, String> {
    let number = value.parse().ok().filter(|n| *n > 0);
    number.ok_or_else(|| {
        format!(
            "give a whole number from 1 to {}, as 4; without the option, all cores work",
            u16::MAX
        )
    })
}

/// How many documents.
pub(super) fn documents(value: &str) -> Result<u64, String> {
    let number = value.parse().ok().filter(|n| *n > 0);
    number.ok_or_else(|| "give a whole number from 1 on, as 1000; without the option, all documents are read".to_owned())
}

/// How many, or none.
pub(super) fn times(value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| "give a whole number from 0 on, as 20".to_owned())
}

/// Seconds, more than none.
pub(super) fn seconds(value: &str) -> Result<Duration, String> {
    let number = value.replace(',', ".").parse().ok().filter(|n| *n > 0.0);
    let duration = number.and_then(|n| Duration::try_from_secs_f64(n).ok());
    duration
        .filter(|d| !d.is_zero())
        .ok_or_else(|| "give a number of seconds above 0, as 600 or 0.5".to_owned())
}

/// A date: `2024`, `2024-07`, `2024-07-16`; or as it is written in French, with the day first: `16/07/2024`, `07/2024`.
pub(super) fn date(value: &str) -> Result<PartialDate, String> {
    let value = value.trim();
    let turned = || {
        let mut parts: Vec<&str> = value.split(['/', '.', '-']).collect();
        parts.reverse();
        let year = parts.first().filter(|y| y.len() == 4)?;
        let rest = parts[1..].iter().map(|p| format!("-{p:0>2}"));
        format!("{year}{}", rest.collect::<String>()).parse().ok()
    };
    let date = value.parse().ok().or_else(turned);
    date.ok_or_else(|| "give YYYY, YYYY-MM, YYYY-MM-DD or, with the day first, DD/MM/YYYY, as 16/07/2024".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_read_as_people_write_them() {
        for (given, want) in [
            ("2024", "2024"),
            ("2024-07", "2024-07"),
            ("2024-07-16", "2024-07-16"),
            ("16/07/2024", "2024-07-16"),
            ("5/6/2024", "2024-06-05"),
            ("16.07.2024", "2024-07-16"),
            ("16-07-2024", "2024-07-16"),
            ("07/2024", "2024-07"),
        ] {
            assert_eq!(date(given).map(|d| d.to_string()), Ok(want.to_owned()), "{given}");
        }
        for given in [
            "hier",
            "07/16/2024",
            "16/07/24",
            "2024/07",
            "32/01/2024",
            "",
            "/",
            "1/1/1/2024",
        ] {
            assert!(date(given).is_err_and(|told| told.contains("16/07/2024")), "{given}");
        }
        for (given, want) in [("0,6", 0.6), ("0.6", 0.6), ("1", 1.0), ("0", 0.0)] {
            assert_eq!(share(given), Ok(want));
        }
        for given in ["1,1", "-0.1", "60 %", "NaN", "a", ""] {
            assert!(share(given).is_err(), "{given}");
        }
        for given in ["0", "-3", "deux", "1.5", ""] {
            assert!(workers(given).is_err() && documents(given).is_err(), "{given}");
        }
        assert_eq!((workers("4"), documents("1000")), (Ok(4), Ok(1000)));
        for given in ["0", "-1", "0,0", "NaN", "inf", "1e-30", "dix", "1e300"] {
            assert!(seconds(given).is_err(), "{given}");
        }
        assert_eq!(seconds("0,5"), Ok(Duration::from_millis(500)));
    }
}
