//! Scenario files made for one test.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses its own part of this, and a test that cannot write its files should fail"
)]

use std::path::{Path, PathBuf};

use assay_scenarios::{Override, Scenario, ScenarioError};

pub const FALSE_CLAIM: &str = include_str!("../files/false_claim.toml");

/// An empty folder of its own for the test of this name.
pub fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

pub fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

pub fn load(path: &Path, overrides: &[&str]) -> Result<Scenario, ScenarioError> {
    let overrides: Vec<Override> = overrides
        .iter()
        .map(|text| Override::parse(text).unwrap())
        .collect();
    Scenario::load(path, &overrides)
}

pub fn false_claim() -> Scenario {
    load(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/false_claim.toml"),
        &[],
    )
    .unwrap()
}

/// A scenario file with these parameters (name, value, unit, low, high), and this text after them.
pub fn small(parameters: &[(&str, &str, &str, &str, &str)], rest: &str) -> String {
    let mut text = String::from("[scenario]\ntitle = \"Small\"\nprotocol = \"chronos\"\n");
    for (name, value, unit, low, high) in parameters {
        text.push_str(&format!(
            "[parameters.{name}]\nvalue = {value}\nunit = \"{unit}\"\nrange = [{low}, {high}]\n\
             kind = \"environment\"\nmeaning = \"m\"\nsource = \"s\"\n"
        ));
    }
    text + rest
}

/// A formula table.
pub fn formula(name: &str, expression: &str, unit: &str) -> String {
    format!("[formulas.{name}]\nexpression = '{expression}'\nunit = \"{unit}\"\nmeaning = \"m\"\n")
}

/// An attack that gains `gain` for certain and costs nothing.
pub fn attack(id: &str, gain: &str) -> String {
    format!(
        "[[attacks]]\nid = \"{id}\"\nthreat = \"t\"\ngain = '{gain}'\ncost = \"0 [USD]\"\nsuccess = 1\n\
         capital = \"0 [USD]\"\nmitigation = \"m\"\nsource = \"s\"\n"
    )
}

/// The first diagnostic: message, underlined text, help.
pub fn told(error: &ScenarioError) -> (String, String, String) {
    let first = &error.diagnostics()[0];
    let text = first
        .labels()
        .first()
        .map(|label| label.text().to_owned())
        .unwrap_or_default();
    (
        first.message().to_owned(),
        text,
        first.help_lines().join("; "),
    )
}
