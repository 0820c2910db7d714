use crate::error::SetupError;
use crate::run_dir::Events;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

#[derive(Default)]
struct Node {
    name: String,
    kind: String,
    events: u64,
}

#[derive(Default)]
struct Edge {
    weight: u64,
    types: BTreeMap<String, u64>,
}

/// Writes named actors as nodes, and an edge from each actor to each recipient or counterpart of its events.
pub(super) fn write(events: Events<'_>, out: &mut dyn Write, path: &Path) -> Result<usize, SetupError> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut edges: BTreeMap<(String, String), Edge> = BTreeMap::new();
    let mut count = 0;
    for event in events {
        let event = event?;
        count += 1;
        let known = |roles: &[&str]| -> Vec<String> {
            let mut ids: Vec<String> = event
                .arguments
                .iter()
                .filter(|a| roles.contains(&a.role.as_str()))
                .filter_map(|a| a.entity_id.clone())
                .collect();
            ids.sort();
            ids.dedup();
            ids
        };
        for id in known(&["actor", "recipient", "counterpart"]) {
            let argument = event.arguments.iter().find(|a| a.entity_id.as_ref() == Some(&id));
            let node = nodes.entry(id).or_default();
            node.events += 1;
            if let Some(argument) = argument.filter(|_| node.name.is_empty()) {
                node.name = argument.canonical.clone().unwrap_or_else(|| argument.text.clone());
                node.kind = argument.entity_type.clone().unwrap_or_default();
            }
        }
        for from in known(&["actor"]) {
            for to in known(&["recipient", "counterpart"]) {
                if from != to {
                    let edge = edges.entry((from.clone(), to)).or_default();
                    edge.weight += 1;
                    *edge.types.entry(event.kind.clone()).or_default() += 1;
                }
            }
        }
    }
    let graph = graph(&nodes, &edges);
    out.write_all(graph.as_bytes())
        .map_err(|e| SetupError::io("could not write", path, e))?;
    Ok(count)
}

fn graph(nodes: &BTreeMap<String, Node>, edges: &BTreeMap<(String, String), Edge>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n<meta><creator>depeche</creator></meta>\n\
         <graph mode=\"static\" defaultedgetype=\"directed\">\n\
         <attributes class=\"node\" mode=\"static\"><attribute id=\"kind\" title=\"type\" type=\"string\"/>\
         <attribute id=\"events\" title=\"events\" type=\"integer\"/></attributes>\n\
         <attributes class=\"edge\" mode=\"static\"><attribute id=\"types\" title=\"types\" type=\"string\"/></attributes>\n<nodes>\n",
    );
    for (id, node) in nodes {
        let (id, name, kind) = (escaped(id), escaped(&node.name), escaped(&node.kind));
        writeln!(
            xml,
            "<node id=\"{id}\" label=\"{name}\"><attvalues><attvalue for=\"kind\" value=\"{kind}\"/><attvalue for=\"events\" value=\"{}\"/></attvalues></node>",
            node.events
        )
        .expect("writing to a string does not fail");
    }
    xml += "</nodes>\n<edges>\n";
    for (index, ((from, to), edge)) in edges.iter().enumerate() {
        let types: Vec<String> = edge.types.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        writeln!(
            xml,
            "<edge id=\"{index}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues><attvalue for=\"types\" value=\"{}\"/></attvalues></edge>",
            escaped(from),
            escaped(to),
            edge.weight,
            escaped(&types.join(", "))
        )
        .expect("writing to a string does not fail");
    }
    xml += "</edges>\n</graph>\n</gexf>\n";
    xml
}

/// Text as an attribute's value; what XML 1.0 cannot hold becomes the replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_attribute() {
        assert_eq!(escaped("\"/><x a='&'>\u{0}\n"), "&quot;/&gt;&lt;x a='&amp;'&gt;\u{fffd} ");
    }
}
