//! Packed files, damaged or not: gzip, zstd, bzip2, xz by their first bytes; the first byte of the input chooses what is in them. `cargo fuzz run packed`.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((form, bytes)) = bytes.split_first() else { return };
    let name = ["a.jsonl.gz", "a.txt.zst", "a.csv.xz", "a.bz2"][usize::from(form % 4)];
    reading::check(name, bytes);
});
