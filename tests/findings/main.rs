//! The findings of the three Chronos configurations, locked: change one economic constant and a
//! readable difference appears.
//!
//! Numbers are written to six significant digits, the rest as it is reported. After a change that is
//! meant, `INSTA_UPDATE=always cargo test --test findings` writes the new ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod page;
mod proofs;

use std::path::Path;

use assay::lab::{Asking, Lab};

fn findings(configuration: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios/chronos")
        .join(configuration)
        .with_extension("toml");
    let asking = Asking {
        runs: 2_000,
        seed: 1,
    };
    let report = Lab::open(&path, &[])
        .and_then(|lab| lab.investigate(&asking, &|_, _| {}))
        .unwrap_or_else(|error| panic!("{}", error.render(false)));
    page::page(&report)
}

#[test]
fn balanced() {
    insta::assert_snapshot!(findings("balanced"));
}

#[test]
fn conservative() {
    insta::assert_snapshot!(findings("conservative"));
}

#[test]
fn aggressive() {
    insta::assert_snapshot!(findings("aggressive"));
}
