//! `assay explain`: every code is explained, offline.

use crate::support::{ask, json, list, text};

#[test]
fn every_code_that_is_listed_is_explained() {
    let codes = json(&["explain", "--format", "json"]);
    let codes = list(&codes["codes"]);
    assert!(codes.len() >= 17);
    let listed = ask(&["explain"]);
    assert_eq!(listed.status, 0);
    for code in codes {
        let (name, title) = (text(&code["code"]), text(&code["title"]));
        assert!(
            listed.stdout.contains(name) && listed.stdout.contains(title),
            "{name}"
        );
        let page = ask(&["explain", name]);
        assert_eq!(page.status, 0);
        assert!(
            page.stdout.starts_with(&format!("{name}: {title}\n")),
            "{}",
            page.stdout
        );
        for heading in ["What it means", "Why it matters", "What to do", "Example"] {
            assert!(page.stdout.contains(heading), "{name}");
        }
    }
}

#[test]
fn letters_may_be_small_and_a_slip_is_pointed_out() {
    assert_eq!(
        ask(&["explain", "e-profit"]).stdout,
        ask(&["explain", "E-PROFIT"]).stdout
    );
    let slip = ask(&["explain", "E-PROFTI"]);
    assert_eq!((slip.status, slip.stdout.as_str()), (2, ""));
    assert!(
        slip.stderr.contains("there is no code `E-PROFTI`"),
        "{}",
        slip.stderr
    );
    assert!(
        slip.stderr.contains("did you mean `E-PROFIT`?"),
        "{}",
        slip.stderr
    );
    let stranger = ask(&["explain", "xyzzy"]);
    assert_eq!(stranger.status, 2);
    assert!(stranger.stderr.contains("`assay explain` lists them all"));
}
