//! Roman numerals, which are never amounts.

/// The value of a Roman numeral in capitals, alone (two letters at least) or with an ordinal ending: « XIV », « Ier », « XXIe ».
pub(super) fn read(raw: &str) -> Option<u32> {
    let n = raw
        .bytes()
        .take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
        .count();
    let ending = &raw[n..];
    let ordinal = matches!(ending, "e" | "er" | "re" | "ère" | "ème" | "ᵉ");
    if n == 0 || n > 12 || !(ordinal || ending.is_empty() && n > 1) {
        return None;
    }
    parse(&raw.as_bytes()[..n])
}

/// The value of letters in canonical order.
fn parse(letters: &[u8]) -> Option<u32> {
    const STEPS: [(&[u8], u32); 13] = [
        (b"M", 1000),
        (b"CM", 900),
        (b"D", 500),
        (b"CD", 400),
        (b"C", 100),
        (b"XC", 90),
        (b"L", 50),
        (b"XL", 40),
        (b"X", 10),
        (b"IX", 9),
        (b"V", 5),
        (b"IV", 4),
        (b"I", 1),
    ];
    let mut rest = letters;
    let mut value = 0;
    for (sign, worth) in STEPS {
        let most = if matches!(worth, 1 | 10 | 100 | 1000) { 3 } else { 1 };
        for _ in 0..most {
            match rest.strip_prefix(sign) {
                Some(after) => {
                    rest = after;
                    value += worth;
                }
                None => break,
            }
        }
    }
    rest.is_empty().then_some(value)
}
