//! The annotated briefs of `corpus/briefs`: their notation holds, so that they can train and test the event heads.
//!
//! `{words|TYPE n factuality}` marks the trigger of event n of its brief, `[words|tag; tag n,m; …]` anything else; brackets may stand in
//! one another. A brief begins with « @ DATE | style »; blank lines part briefs.

use depeche::event::ontology::ontology;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FREE: [&str; 6] = ["PER", "ORG", "LOC", "MISC", "date", "amount"];
const ROLES: [&str; 15] = [
    "actor",
    "recipient",
    "theme",
    "place",
    "time",
    "begin",
    "end",
    "level",
    "change",
    "share",
    "count",
    "price",
    "total",
    "forecast",
    "source",
];
const FACTUALITIES: [&str; 4] = ["asserted", "planned", "possible", "denied"];

/// The labels of a brief's brackets, each with whether it marks a trigger.
fn labels(text: &str) -> Result<Vec<(bool, &str)>, String> {
    let mut open = Vec::new();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '[', '|', '}', ']']) {
        let here = at + found;
        at = here + 1;
        match &text[here..at] {
            "{" => open.push(true),
            "[" => open.push(false),
            "|" => {
                let trigger = open.pop().ok_or("« | » outside of brackets")?;
                let close = text[at..].find(if trigger { '}' } else { ']' });
                let label = &text[at..at + close.ok_or("a bracket is not closed")?];
                out.push((trigger, label.trim()));
                at += label.len() + 1;
            }
            sign => return Err(format!("« {sign} » without a label before it")),
        }
    }
    if open.is_empty() {
        Ok(out)
    } else {
        Err("a bracket has no label".into())
    }
}

/// What is wrong with a brief, and how many events it has.
fn check(brief: &str, codes: &BTreeSet<&str>) -> Result<usize, String> {
    let (head, text) = brief.split_once('\n').ok_or("a brief without text")?;
    if !head.starts_with("@ ") {
        return Err(format!("« {head} » is no « @ DATE | style »"));
    }
    let labels = labels(text)?;
    let mut events = BTreeSet::new();
    for (_, label) in labels.iter().filter(|(trigger, _)| *trigger) {
        let mut words = label.split(' ');
        let code = words.next().unwrap_or_default();
        let number = words.next().and_then(|n| n.parse::<usize>().ok());
        let known = codes.contains(code) && words.all(|f| FACTUALITIES.contains(&f));
        match number.filter(|n| known && events.insert(*n)) {
            Some(_) => {}
            None => return Err(format!("trigger « {label} »")),
        }
    }
    for tag in labels
        .iter()
        .filter(|(trigger, _)| !trigger)
        .flat_map(|(_, label)| label.split(';'))
    {
        let tag = tag.trim();
        let named = |numbers: &str| {
            let mut all = numbers.split(',').map(|n| n.trim().parse::<usize>());
            all.all(|n| n.is_ok_and(|n| events.contains(&n)))
        };
        let right = match tag.split_once(' ') {
            None => FREE.contains(&tag),
            Some((role, numbers)) => ROLES.contains(&role) && named(numbers),
        };
        if !right {
            return Err(format!("tag « {tag} »"));
        }
    }
    Ok(events.len())
}

#[test]
fn every_brief_keeps_to_the_notation() {
    let codes: BTreeSet<&str> = ontology().types.iter().map(|t| t.code.as_str()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/briefs");
    let mut faults = Vec::new();
    let mut events = 0;
    for entry in fs::read_dir(&folder).expect("the briefs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a brief file in UTF-8");
        for brief in text.split("\n\n").map(str::trim).filter(|b| !b.is_empty()) {
            match check(brief, &codes) {
                Ok(n) => events += n,
                Err(fault) => faults.push(format!(
                    "{}: {fault} in « {} »",
                    path.display(),
                    brief.lines().next().unwrap_or_default()
                )),
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(events > 8_000, "{events} events: a file is missing");
}

#[test]
fn a_faulty_brief_is_told_apart() {
    let codes = BTreeSet::from(["ECO.Close"]);
    let of = |text: &str| check(&format!("@ 2024-03-01 | brève\n{text}"), &codes);
    assert_eq!(
        of("[Orvalis|ORG; actor 1] {ferme|ECO.Close 1 planned} [[deux|count 1] usines|theme 1]."),
        Ok(1)
    );
    assert!(of("[Orvalis|actor 2] {ferme|ECO.Close 1}.").is_err());
    assert!(of("{ferme|ECO.Shut 1}.").is_err());
    assert!(of("[Orvalis|ORG {ferme|ECO.Close 1}.").is_err());
    assert!(check("Orvalis ferme.", &codes).is_err());
}
