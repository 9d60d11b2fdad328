//! Claims files: what is read, what is refused and how, and which numbers of a document are accounted for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

#[path = "claims/coverage.rs"]
mod coverage;
#[path = "claims/follows.rs"]
mod follows;
#[path = "claims/mistakes.rs"]
mod mistakes;
mod support;

use std::path::{Path, PathBuf};

use assay_scenarios::{ScenarioError, claims::Claims};
use support::{FALSE_CLAIM, folder, write};

const NOTE: &str = include_str!("files/note.md");
const HEAD: &str = include_str!("files/note.toml");
const PART: &str = include_str!("files/note/lending.toml");

fn files(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/files")
        .join(name)
}

/// The note's claims in a folder of their own, with this head and part.
fn claims(test: &str, head: &str, part: &str) -> Result<Claims, ScenarioError> {
    let folder = folder(test);
    std::fs::create_dir(folder.join("note")).unwrap();
    write(&folder, "false_claim.toml", FALSE_CLAIM);
    write(&folder, "note/lending.toml", part);
    Claims::load(&write(&folder, "note.toml", head))
}
