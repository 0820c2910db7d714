//! What Europresse writes of an article's issue: paper, number, day.

use super::decode::decode;
use super::plain::one_line;
use crate::text::PartialDate;
use jiff::civil::Date;

/// The paper's name without what numbers the issue: « Le Courrier, no. 24567 (site web) » is « Le Courrier ».
pub(super) fn publication(heading: &str) -> Option<String> {
    let name = heading.split(", no").next().unwrap_or(heading);
    let name = name
        .split(" (")
        .next()
        .unwrap_or(name)
        .trim()
        .trim_end_matches([',', ';'])
        .trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The number of an article, found without parsing its page.
pub(super) fn number_of(bytes: &[u8]) -> Option<String> {
    const CLASS: &[u8] = b"publiC-lblNodoc";
    let at = bytes.windows(CLASS.len()).position(|w| w == CLASS)?;
    let rest = &bytes[at..bytes.len().min(at + 400)];
    let begin = rest.iter().position(|&b| b == b'>')? + 1;
    let end = begin + rest[begin..].iter().position(|&b| b == b'<')?;
    let number = one_line(&decode(rest[begin..end].to_vec()).ok()?.text);
    (!number.is_empty()).then_some(number)
}

/// The day in the number of a document: « news·20240702·DN·0311 ».
pub(super) fn numbered_day(number: &str) -> Option<PartialDate> {
    let digits = number.split('·').nth(1)?;
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    (digits.len() == 8).then_some(())?;
    Date::new(number(0..4)?, number(4..6)? as i8, number(6..8)? as i8)
        .ok()
        .map(PartialDate::day)
}
