//! CSV and TSV files of any bytes; the first byte chooses. `cargo fuzz run table`.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((form, bytes)) = bytes.split_first() else { return };
    let read = reading::check(if form % 2 == 0 { "a.csv" } else { "a.tsv" }, bytes);
    // Without quote, tab, return or a mark of another encoding each line behind the header is one document.
    let plain = |b: &u8| b.is_ascii() && !matches!(b, b'"' | b'\t' | b'\r' | 0);
    if bytes.iter().all(plain) && !reading::is_packed(bytes) {
        let mut lines = bytes.split(|&b| b == b'\n').filter(|l| !l.trim_ascii().is_empty());
        if let Some(header) = lines.next()
            && header.len() < 1000
        {
            assert_eq!(read.len(), lines.count());
        }
    }
});
