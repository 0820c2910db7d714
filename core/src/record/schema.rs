//! The line formats in the languages of those who load them: JSON Schema, Arrow, DuckDB, and a page to read; all from the types themselves.

use super::{DocumentRecord, ErrorRecord, EventRecord};
use schemars::schema_for;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Which lines a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// `events.jsonl`.
    Events,
    /// `documents.jsonl`.
    Documents,
    /// `errors.jsonl`.
    Errors,
}

impl Lines {
    fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Documents => "documents",
            Self::Errors => "errors",
        }
    }

    fn schema(self) -> Value {
        let mut schema = match self {
            Self::Events => schema_for!(EventRecord),
            Self::Documents => schema_for!(DocumentRecord),
            Self::Errors => schema_for!(ErrorRecord),
        }
        .to_value();
        require_all(&mut schema);
        schema
    }
}

/// Every key is always present, null among the values where it may be.
fn require_all(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                let keys: Vec<Value> = properties.keys().map(|k| Value::String(k.clone())).collect();
                object.insert("required".to_owned(), Value::Array(keys));
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            object.values_mut().for_each(require_all);
        }
        Value::Array(list) => list.iter_mut().for_each(require_all),
        _ => {}
    }
}

/// JSON Schema, draft 2020-12.
pub fn json_schema(lines: Lines) -> String {
    format!("{:#}", lines.schema())
}

/// What a column holds.
enum Column {
    Text,
    /// Of so many bits, without a sign.
    Whole(u8),
    Fraction,
    List(Box<Column>),
    Struct(Vec<(String, Column, bool)>),
}

/// The columns of a schema's object, with whether each may be null; in the order of the record.
fn columns(root: &Value, object: &Value) -> Vec<(String, Column, bool)> {
    let properties = object["properties"].as_object().cloned().unwrap_or_default();
    properties
        .iter()
        .map(|(name, property)| {
            let (column, nullable) = column_of(root, property);
            (name.clone(), column, nullable)
        })
        .collect()
}

fn column_of(root: &Value, property: &Value) -> (Column, bool) {
    if let Some(reference) = property["$ref"].as_str() {
        let target = reference.trim_start_matches('#');
        return column_of(root, root.pointer(target).unwrap_or(&Value::Null));
    }
    if let Some(any) = property["anyOf"].as_array() {
        let known = any.iter().find(|v| v["type"] != "null").unwrap_or(&Value::Null);
        return (column_of(root, known).0, true);
    }
    let (kind, nullable) = match &property["type"] {
        Value::Array(kinds) => {
            let kind = kinds.iter().find(|k| *k != "null").and_then(Value::as_str);
            (kind.unwrap_or("string"), kinds.iter().any(|k| k == "null"))
        }
        kind => (kind.as_str().unwrap_or("string"), false),
    };
    let column = match kind {
        "integer" => Column::Whole(match property["format"].as_str() {
            Some("uint8") => 8,
            Some("uint32") => 32,
            _ => 64,
        }),
        "number" => Column::Fraction,
        "array" => Column::List(Box::new(column_of(root, &property["items"]).0)),
        "object" => Column::Struct(columns(root, property)),
        _ => Column::Text,
    };
    (column, nullable)
}

/// The fields of an Arrow schema as JSON, in the form of Arrow's integration tests: `{"fields": [{name, nullable, type, children}]}`.
pub fn arrow(lines: Lines) -> String {
    let schema = lines.schema();
    let fields: Vec<Value> = columns(&schema, &schema)
        .into_iter()
        .map(|(name, column, nullable)| arrow_field(&name, &column, nullable))
        .collect();
    format!("{:#}", json!({"fields": fields, "metadata": {"schema": lines.name()}}))
}

fn arrow_field(name: &str, column: &Column, nullable: bool) -> Value {
    let (kind, children) = match column {
        Column::Text => (json!({"name": "utf8"}), Vec::new()),
        Column::Whole(bits) => (json!({"name": "int", "bitWidth": bits, "isSigned": false}), Vec::new()),
        Column::Fraction => (json!({"name": "floatingpoint", "precision": "DOUBLE"}), Vec::new()),
        Column::List(item) => (json!({"name": "list"}), vec![arrow_field("item", item, true)]),
        Column::Struct(fields) => (
            json!({"name": "struct"}),
            fields.iter().map(|(n, c, null)| arrow_field(n, c, *null)).collect(),
        ),
    };
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(name));
    field.insert("nullable".to_owned(), json!(nullable));
    field.insert("type".to_owned(), kind);
    field.insert("children".to_owned(), Value::Array(children));
    Value::Object(field)
}

/// A `CREATE TABLE` of DuckDB, with the statement that loads a run into it.
pub fn duckdb(lines: Lines) -> String {
    let schema = lines.schema();
    let mut out = format!("CREATE TABLE {} (\n", lines.name());
    let columns = columns(&schema, &schema);
    for (i, (name, column, nullable)) in columns.iter().enumerate() {
        let null = if *nullable { "" } else { " NOT NULL" };
        let comma = if i + 1 < columns.len() { "," } else { "" };
        writeln!(out, "    \"{name}\" {}{null}{comma}", duckdb_type(column)).expect("writing to a string does not fail");
    }
    let name = lines.name();
    write!(out, ");\n-- COPY {name} FROM 'out/{name}.jsonl' (FORMAT json, ARRAY false);")
        .expect("writing to a string does not fail");
    out
}

fn duckdb_type(column: &Column) -> String {
    match column {
        Column::Text => "VARCHAR".to_owned(),
        Column::Whole(_) => "BIGINT".to_owned(),
        Column::Fraction => "DOUBLE".to_owned(),
        Column::List(item) => format!("{}[]", duckdb_type(item)),
        Column::Struct(fields) => {
            let fields = fields.iter().map(|(n, c, _)| format!("\"{n}\" {}", duckdb_type(c)));
            format!("STRUCT({})", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A page for readers, in Markdown: a table of keys for the line and for each object in it.
pub fn markdown(lines: Lines) -> String {
    let schema = lines.schema();
    let mut out = format!("# `{}.jsonl`\n\n", lines.name());
    write_object(&mut out, &schema);
    for (name, object) in schema["$defs"].as_object().into_iter().flatten() {
        write!(out, "\n## {name}\n\n").expect("writing to a string does not fail");
        write_object(&mut out, object);
    }
    out
}

fn write_object(out: &mut String, object: &Value) {
    let meaning = |value: &Value| value["description"].as_str().unwrap_or_default().replace('\n', " ");
    write!(out, "{}\n\n| key | type | meaning |\n| --- | --- | --- |\n", meaning(object))
        .expect("writing to a string does not fail");
    for (name, property) in object["properties"].as_object().into_iter().flatten() {
        writeln!(out, "| `{name}` | {} | {} |", type_name(property), meaning(property))
            .expect("writing to a string does not fail");
    }
}

/// A type as a reader says it: « list of `CueRecord` », « string or null ».
fn type_name(property: &Value) -> String {
    if let Some(reference) = property["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        return format!("[`{name}`](#{})", name.to_lowercase());
    }
    if let Some(any) = property["anyOf"].as_array() {
        return any.iter().map(type_name).collect::<Vec<_>>().join(" or ");
    }
    match &property["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        kind if kind == "array" => format!("list of {}", type_name(&property["items"])),
        kind => kind.as_str().unwrap_or("any").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_in_docs_is_what_the_types_say() {
        let pages = [Lines::Events, Lines::Documents, Lines::Errors].map(markdown);
        assert!(
            pages.join("\n") == include_str!("../../../docs/SCHEMA.md"),
            "docs/SCHEMA.md is not what the types say; write it again: depeche schema all --format markdown > docs/SCHEMA.md"
        );
        assert!(!pages[0].contains("| any |"), "{}", pages[0]);
        assert!(!pages[0].contains("|  |"), "a key without a type or a meaning: {}", pages[0]);
    }

    #[test]
    fn all_keys_are_required_and_typed() {
        let schema = Lines::Events.schema();
        let required = schema["required"].as_array().expect("required keys");
        assert_eq!(required.len(), schema["properties"].as_object().expect("properties").len());
        assert!(required.iter().any(|k| k == "plover"));
        let roles = &schema["$defs"]["ArgumentRecord"]["properties"]["role"];
        assert_eq!(roles["enum"].as_array().map(Vec::len), Some(8), "{roles}");
        let directions = &schema["$defs"]["EventAmountRecord"]["properties"]["direction"];
        assert_eq!(directions["enum"], json!(["up", "down", null]), "{directions}");
        let table = duckdb(Lines::Events);
        assert!(table.contains("\"confidence\" DOUBLE NOT NULL"), "{table}");
        assert!(table.contains("\"quad\" BIGINT,"), "{table}");
        let arrow: Value = serde_json::from_str(&arrow(Lines::Documents)).expect("JSON");
        assert_eq!(arrow["fields"].as_array().map(Vec::len), Some(21));
    }
}
