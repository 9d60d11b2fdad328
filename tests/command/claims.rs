//! `assay claims`: every status, every exit status, coverage, and the same bytes on any number of threads.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assay_scenarios::claims::Claims;
use serde_json::Value;

use crate::support::{Answer, BALANCED, ask, assay, ended, list, number, text, workspace};

const NOTE: &str = "scenarios/tests/files/note.toml";
const NOTE_ITSELF: &str = "scenarios/tests/files/note.md";

/// A claims file over the balanced scenario with these claims.
fn file(folder: &Path, claims: &str) -> PathBuf {
    let head = format!(
        "[claims]\ntitle = \"A note\"\ndocument = \"A note\"\nsha256 = \"{}\"\nscenario = {:?}\n",
        "0".repeat(64),
        workspace(BALANCED)
    );
    let path = folder.join("claims.toml");
    fs::write(&path, head + claims).unwrap();
    path
}

/// A claim with this figure in USD, check and recorded status.
fn claim(id: &str, figure: &str, check: &str, status: &str) -> String {
    format!(
        "[[claim]]\nid = \"note/{id}\"\nline = 1\nfigure = {figure}\nunit = \"USD\"\nsays = \"s\"\n\
         check = {{ {check} }}\nstatus = \"{status}\"\n"
    )
}

fn asked(path: &Path, more: &[&str]) -> Answer {
    ended(assay().arg("claims").arg(path).args(more))
}

fn report(answer: &Answer) -> Value {
    serde_json::from_str(&answer.stdout).unwrap_or_else(|_| panic!("{}", answer.stderr))
}

/// The claims of `path`, as JSON in few runs, by exit status.
fn judged(path: &Path, status: i32) -> Value {
    let answer = asked(path, &["--format", "json", "--runs", "200"]);
    assert_eq!(answer.status, status, "{}{}", answer.stdout, answer.stderr);
    report(&answer)
}

#[test]
fn every_status_is_reached_and_recorded_ones_hold() {
    let folder = tempfile::tempdir().unwrap();
    let attack = "finding = \"chronos/false-claim\"";
    let simulated = "finding = \"chronos/false-claim\", witness = \"simulated\"";
    let counted = "finding = \"chronos/contract/ltv-by-age\"";
    let count = |id: &str, figure: &str, status: &str| {
        claim(id, figure, counted, status).replacen("\"USD\"", "\"month\"", 1)
    };
    let probing = claim("far", "1e6", simulated, "simulated-outside")
        + &count("counted", "1e6", "contradicted");
    let probed = judged(&file(folder.path(), &probing), 0);
    let follows = |index: usize| number(&probed["claims"][index]["follows"]["value"]);
    let claims = [
        claim("right", "-50_149.7", attack, "reproduced"),
        claim("near", "-50_150", attack, "rounding").replacen("line", "precision = 0.5\nline", 1),
        claim("wrong", "-50_200", attack, "contradicted"),
        claim("far", "1e6", simulated, "simulated-outside"),
        claim(
            "in",
            &format!("{:.4}", follows(0)),
            simulated,
            "simulated-inside",
        ),
        claim(
            "best",
            "0",
            "finding = \"chronos/false-claim\", witness = \"best-response\"",
            "reproduced",
        ),
        claim("given", "1", "assumption = \"a fact\"", "assumption"),
        claim("empty", "1", "unsupported = \"no source\"", "unsupported"),
        claim(
            "safe",
            "1",
            &format!("{attack}, verdict = \"safe\""),
            "reproduced",
        ),
        claim(
            "unsafe",
            "1",
            "finding = \"chronos/strategic-default\", verdict = \"safe\"",
            "contradicted",
        ),
        count("counted", &follows(1).to_string(), "reproduced"),
    ];
    let report = judged(&file(folder.path(), &claims.concat()), 0);
    let of = |id: &str| {
        let id = format!("note/{id}");
        let claims = list(&report["claims"]);
        claims.iter().find(|claim| claim["id"] == id).unwrap()
    };
    for claim in list(&report["claims"]) {
        assert_eq!(claim["status"], claim["recorded"], "{}", claim["id"]);
    }
    assert_eq!(of("right")["follows"]["exact"], "-501497/10");
    assert_eq!(of("far")["inside"], false);
    assert_eq!(of("in")["inside"], true);
    assert_eq!(list(&of("in")["follows"]["ci95"]).len(), 2);
    assert_eq!(of("unsafe")["verdict"]["found"], "vulnerable");
    assert!(number(&of("unsafe")["follows"]["value"]) > 0.0);
    assert!(text(&of("wrong")["sentence"]).contains("-$50,149.70"));
    let explained = text(&of("wrong")["command"]);
    assert!(
        explained.ends_with(" --explain chronos/false-claim"),
        "{explained}"
    );
    assert!(text(&of("in")["command"]).ends_with(" --claim note/in"));
}

#[test]
fn a_status_that_is_not_the_recorded_one_is_told_with_both_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let check = "finding = \"chronos/false-claim\"";
    let path = file(
        folder.path(),
        &claim("loss", "-50_200", check, "reproduced"),
    );
    let answer = asked(&path, &[]);
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    let flat = answer.stdout.replace("\n    ", " ");
    for part in [
        "Not as recorded",
        "note/loss (line 1): recorded reproduced, now contradicted",
        "-$50,200 is printed, -$50,149.70 follows",
    ] {
        assert!(flat.contains(part), "no `{part}` in\n{}", answer.stdout);
    }
}

#[test]
fn a_finding_that_decides_nothing_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    // One run has no interval.
    let simulated = "finding = \"chronos/false-claim\", witness = \"simulated\"";
    let verdict = "finding = \"chronos/criteria/ordinary-life\", verdict = \"safe\"";
    for (check, said) in [
        (simulated, "too few runs"),
        (verdict, "safe is promised, undecided is found"),
    ] {
        let path = file(folder.path(), &claim("open", "1", check, "reproduced"));
        let answer = asked(&path, &["--runs", "1"]);
        assert_eq!(answer.status, 2, "{}{}", answer.stdout, answer.stderr);
        assert!(answer.stdout.contains("\nUndecided\n"), "{}", answer.stdout);
        assert!(answer.stdout.contains("note/open"), "{}", answer.stdout);
        assert!(answer.stdout.contains(said), "{}", answer.stdout);
    }
    let expected = verdict.replace("safe", "undecided");
    let path = file(folder.path(), &claim("open", "1", &expected, "reproduced"));
    assert_eq!(asked(&path, &["--runs", "1"]).status, 0);
}

#[test]
fn a_finding_that_is_none_or_in_another_unit_is_refused_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    for (check, said) in [
        (
            "finding = \"chronos/contract/ltv-by-ages\"",
            "did you mean `chronos/contract/ltv-by-age`?",
        ),
        (
            "finding = \"chronos/false-clam\"",
            "did you mean `chronos/false-claim`?",
        ),
        (
            "finding = \"chronos/contract/ltv-by-age\"",
            "the figure of claim `note/f` is in USD",
        ),
    ] {
        let path = file(folder.path(), &claim("f", "1", check, "reproduced"));
        let answer = asked(&path, &["--runs", "5"]);
        assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{check}");
        assert!(answer.stderr.contains(said), "{}", answer.stderr);
        assert!(answer.stderr.contains("claims.toml:"), "{}", answer.stderr);
    }
}

#[test]
fn a_note_of_our_own_is_covered_to_the_last_number() {
    let answer = ask(&["claims", NOTE, "--document", NOTE_ITSELF]);
    assert_eq!(answer.status, 0, "{}{}", answer.stdout, answer.stderr);
    let covered =
        "21 numbers in the document: 15 covered by a claim, 6 ignored with a reason, 0 not";
    assert!(answer.stdout.contains(covered), "{}", answer.stdout);
}

#[test]
fn a_number_that_is_not_covered_ends_with_1_and_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(workspace(NOTE_ITSELF)).unwrap();
    let text = format!("{text}\nAdded later: 17 of them.\n");
    let note = folder.path().join("note.md");
    fs::write(&note, &text).unwrap();
    let head = fs::read_to_string(workspace(NOTE)).unwrap();
    let recorded = assay_reports::sha256(&fs::read(workspace(NOTE_ITSELF)).unwrap());
    let head = head.replace(&recorded, &assay_reports::sha256(text.as_bytes()));
    let head = head.replace("\"note/", &format!("\"{}/note/", files().display()));
    let head = head.replace(
        "\"false_claim",
        &format!("\"{}/false_claim", files().display()),
    );
    let path = folder.path().join("note.toml");
    fs::write(&path, head).unwrap();
    let answer = asked(&path, &["--document", note.to_str().unwrap()]);
    assert_eq!(answer.status, 1, "{}{}", answer.stdout, answer.stderr);
    assert!(
        answer.stdout.contains("1 not covered\n  line 9: 17\n"),
        "{}",
        answer.stdout
    );
}

fn files() -> PathBuf {
    workspace("scenarios/tests/files")
}

#[test]
fn another_document_is_refused_with_what_was_expected() {
    let answer = ask(&["claims", NOTE, "--document", NOTE]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    for part in ["another text", "expected this SHA-256", "the file's is "] {
        assert!(answer.stderr.contains(part), "{}", answer.stderr);
    }
}

#[test]
fn a_figure_that_is_not_on_its_line_is_refused_before_anything_is_simulated() {
    let folder = tempfile::tempdir().unwrap();
    let head = fs::read_to_string(workspace(NOTE)).unwrap();
    let head = head.replace("printed = \"$300\"", "printed = \"$310\"");
    let head = head.replace("\"note/", &format!("\"{}/note/", files().display()));
    let head = head.replace(
        "\"false_claim",
        &format!("\"{}/false_claim", files().display()),
    );
    let path = folder.path().join("note.toml");
    fs::write(&path, head).unwrap();
    let answer = asked(&path, &["--document", NOTE_ITSELF]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert!(
        answer.stderr.contains("`$310` does not stand on line 4"),
        "{}",
        answer.stderr
    );
}

#[test]
fn one_claim_alone_is_shown_with_its_derivation() {
    let answer = ask(&["claims", NOTE, "--claim", "loss/least"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    for part in [
        "1 claim: 1 contradicted",
        "stake_loss = user_stake * eth_price = 0.1 ETH * $3,000.00/ETH = $300",
        "(exactly -501497/10 USD)",
        "The blacklist is counted once only.",
    ] {
        assert!(
            answer.stdout.contains(part),
            "no `{part}` in\n{}",
            answer.stdout
        );
    }
    let answer = ask(&["claims", NOTE, "--claim", "loss/last"]);
    assert_eq!(answer.status, 2);
    assert!(
        answer.stderr.contains("did you mean `loss/least`?"),
        "{}",
        answer.stderr
    );
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let simulated = "finding = \"chronos/false-claim\", witness = \"simulated\"";
    let verdict = "finding = \"chronos/contract/ltv-by-age\", verdict = \"vulnerable\"";
    let claims = claim("far", "1e6", simulated, "simulated-outside")
        + &claim("counted", "1", verdict, "reproduced");
    let path = file(folder.path(), &claims);
    for format in ["text", "json"] {
        let on = |threads: &str| {
            let more = [
                "--runs",
                "300",
                "--all",
                "--format",
                format,
                "--threads",
                threads,
            ];
            let answer = asked(&path, &more);
            assert_eq!(answer.status, 0, "{}{}", answer.stdout, answer.stderr);
            answer.stdout
        };
        assert_eq!(on("1"), on("3"));
    }
}

#[test]
fn the_paper_is_covered_to_the_last_number() {
    let (claims, paper) = (
        workspace("scenarios/chronos/claims.toml"),
        workspace("../shared/seeds/004_436351ba2bd30491.txt"),
    );
    if !paper.exists() {
        println!("skipped: the paper is not kept in this repository");
        return;
    }
    let claims = Claims::load(&claims).unwrap_or_else(|error| panic!("{}", error.render(false)));
    let document = claims.document_text(&paper);
    let document = document.unwrap_or_else(|error| panic!("{}", error.render(false)));
    let coverage = claims.cover(&document);
    let coverage = coverage.unwrap_or_else(|error| panic!("{}", error.render(false)));
    assert!(coverage.numbers > 500, "{}", coverage.numbers);
    assert_eq!(coverage.uncovered, []);
}
