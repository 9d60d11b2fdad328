//! `assay schema`: what editors complete scenario files from.

use serde_json::Value;

use crate::support::{
    AGGRESSIVE, BALANCED, CONSERVATIVE, ask, balanced, json, list, text, workspace,
};

/// Where a key of a scenario file is described: `section` as it is written between brackets.
fn described<'a>(schema: &'a Value, section: &str) -> &'a Value {
    let (table, entry) = section.split_once('.').unwrap_or((section, ""));
    let table = &schema["properties"][table];
    let entry = match (entry.is_empty(), table["type"].as_str()) {
        (_, Some("array")) => &table["items"],
        (false, _) => &table["additionalProperties"],
        (true, _) => table,
    };
    let name = entry["$ref"]
        .as_str()
        .and_then(|path| path.strip_prefix("#/$defs/"));
    name.map_or(entry, |name| &schema["$defs"][name])
}

/// The sections of a scenario file with the keys written in each, by the look of its lines.
fn keys(file: &str) -> Vec<(String, String)> {
    let mut section = String::new();
    let mut within_text = false;
    let mut found = Vec::new();
    for line in file.lines() {
        let toggles = line.matches("\"\"\"").count() % 2 == 1;
        if within_text || line.starts_with([' ', ']', '#']) || line.is_empty() {
            within_text ^= toggles;
            continue;
        }
        within_text = toggles;
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).to_owned();
        } else {
            let (key, _) = line
                .split_once(" = ")
                .unwrap_or_else(|| panic!("neither a section nor a key: {line}"));
            found.push((section.clone(), key.to_owned()));
        }
    }
    found
}

#[test]
fn the_schema_names_the_tables_of_a_scenario() {
    let schema = json(&["schema"]);
    assert!(text(&schema["$schema"]).contains("json-schema.org"));
    for table in [
        "scenario",
        "parameters",
        "tables",
        "formulas",
        "attacks",
        "set",
    ] {
        let entry = &schema["properties"][table];
        assert!(!text(&entry["description"]).is_empty(), "{table}");
    }
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn every_key_of_the_scenarios_is_described_for_an_editor() {
    let schema = json(&["schema"]);
    for path in [BALANCED, CONSERVATIVE, AGGRESSIVE] {
        let file = std::fs::read_to_string(workspace(path)).unwrap();
        let keys = keys(&file);
        assert!(keys.iter().any(|(section, _)| section == "scenario"));
        for (section, key) in keys {
            let entry = described(&schema, &section);
            if section == "set" {
                assert!(entry["additionalProperties"].is_object(), "[set] in {path}");
                continue;
            }
            let description = &entry["properties"][&key]["description"];
            assert!(
                description.as_str().is_some_and(|text| !text.is_empty()),
                "`{key}` of [{section}] in {path} is not described"
            );
        }
    }
}

#[test]
fn every_key_that_the_schema_requires_is_in_every_entry() {
    let schema = json(&["schema"]);
    let file = std::fs::read_to_string(workspace(BALANCED)).unwrap();
    let keys = keys(&file);
    let mut sections: Vec<&str> = keys.iter().map(|(section, _)| section.as_str()).collect();
    sections.dedup();
    sections.retain(|section| *section != "attacks" && *section != "scenario");
    assert!(sections.len() > 50);
    for section in sections {
        for required in list(&described(&schema, section)["required"]) {
            assert!(
                keys.iter()
                    .any(|(at, key)| at == section && required == key),
                "[{section}] has no {required}"
            );
        }
    }
    let required = list(&described(&schema, "attacks")["required"]);
    for key in required {
        let written = keys
            .iter()
            .filter(|(at, name)| at == "attacks" && key == name)
            .count();
        assert_eq!(written, list(&balanced()["attacks"]).len(), "{key}");
    }
}

#[test]
fn the_schema_needs_no_scenario_and_prints_the_same_bytes() {
    assert_eq!(ask(&["schema"]).stdout, ask(&["schema"]).stdout);
    assert_eq!(ask(&["schema", BALANCED]).status, 2);
}
