//! Parquet files of any bytes. `cargo fuzz run parquet`.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;
use std::sync::Once;

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // The library that reads the pages panics on some damage; depeche catches that, so a caught panic is no finding.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or("", |l| l.file());
        if place.contains("depeche") || place.contains("fuzz_targets") {
            eprintln!("{panic}");
        }
    })));
    reading::check("a.parquet", bytes);
});
