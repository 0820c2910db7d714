//! The examples of README and tour are what the program prints.

use super::program::depeche;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A page of the repository.
fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the page is there")
}

/// The first fenced block of `page` that holds `mark`, without its fences.
fn block<'a>(page: &'a str, mark: &str) -> &'a str {
    let within = page.split("```").skip(1).step_by(2);
    let block = within.into_iter().find(|b| b.contains(mark)).expect("a block with the mark");
    block.split_once('\n').expect("lines behind the fence").1
}

fn printed(arguments: &[&str]) -> String {
    let run = depeche(arguments).output().expect("the program is built");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn the_tour_shows_what_explain_prints() {
    let told = printed(&["explain", "Kelvar a licencié 134 salariés mardi.", "--date", "2024-07-16"]);
    let lines: Vec<&str> = told.lines().map(str::trim_end).collect();
    for name in ["docs/TOUR.md", "docs/TOUR.fr.md"] {
        let page = page(name);
        let shown = block(&page, "document date: 2024-07-16").lines().map(str::trim_end);
        let from = lines
            .iter()
            .position(|l| l.starts_with("document date:"))
            .expect("it is told");
        assert_eq!(shown.collect::<Vec<_>>(), &lines[from..], "{name}");
    }
}

/// Whether `shown` is `real` with keys left out.
fn is_part(shown: &Value, real: &Value) -> bool {
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => shown.iter().all(|(key, v)| real.get(key).is_some_and(|r| is_part(v, r))),
        (Value::Array(shown), Value::Array(real)) => {
            shown.len() == real.len() && shown.iter().zip(real).all(|(s, r)| is_part(s, r))
        }
        (shown, real) => shown == real,
    }
}

#[test]
fn the_readme_shows_a_part_of_the_record() {
    const SENTENCE: &str = "Le chiffre d'affaires de Kelvar a reculé de 4 % en 2023, à 721 millions de dollars.";
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("article.txt");
    fs::write(&article, SENTENCE).expect("it is written");
    let told = printed(&["extract", article.to_str().expect("UTF-8"), "-o", "-", "--quiet"]);
    let real: Value = serde_json::from_str(told.lines().next().expect("an event")).expect("JSON");
    for name in ["README.md", "README.fr.md"] {
        let page = page(name);
        assert!(page.contains(SENTENCE), "{name}");
        let shown: Value = serde_json::from_str(block(&page, "\"ECO.Result\"")).expect("JSON");
        assert!(is_part(&shown, &real), "{name}: shown is\n{shown:#}\nof\n{real:#}");
    }
}
