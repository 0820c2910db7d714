//! The model inside the program.

use std::fs;
use std::path::Path;

#[test]
fn the_program_holds_its_weights_once() {
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/depeche-fr/model.safetensors");
    let weights = fs::read(weights).expect("the weights are in the repository");
    let program = fs::read(env!("CARGO_BIN_EXE_depeche")).expect("the program is built");
    let middle = &weights[weights.len() / 2..][..256];
    let first = middle[0];
    let copies = program
        .windows(middle.len())
        .filter(|w| w[0] == first && *w == middle)
        .count();
    assert_eq!(copies, 1);
}
