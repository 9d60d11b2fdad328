//! Which numbers of a document are accounted for.

use assay_scenarios::claims::Claims;

use crate::{
    HEAD, NOTE, PART, claims, files,
    support::{folder, told, write},
};

#[test]
fn every_number_of_the_note_is_accounted_for_once() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let note = claims.document_text(&files("note.md")).unwrap();
    let coverage = claims.cover(&note).unwrap();
    assert_eq!(coverage.numbers, 21);
    assert_eq!((coverage.covered, coverage.ignored), (15, 6));
    assert_eq!(coverage.uncovered, []);
}

#[test]
fn a_number_that_nothing_accounts_for_is_shown_with_its_line() {
    for (from, to, line, text) in [
        ("printed = [\"2.\"]", "printed = []", 4, "2"),
        ("covers = [\"4: 0.1 ETH\"]", "", 4, "0.1"),
        ("printed = \"$300\"", "figure = 300", 4, "$300"),
    ] {
        let claims = claims("uncovered", &HEAD.replacen(from, to, 1), PART).unwrap();
        let uncovered = claims.cover(NOTE).unwrap().uncovered;
        let shown: Vec<(u32, &str)> = uncovered
            .iter()
            .map(|number| (number.line, number.text.as_str()))
            .collect();
        assert_eq!(shown, [(line, text)], "{from}");
    }
}

#[test]
fn a_text_that_is_not_on_its_line_or_not_so_often_is_a_mistake() {
    for (from, to, message, help) in [
        (
            "printed = \"$300\"",
            "printed = \"$301\"",
            "`$301` does not stand on line 4",
            "its numbers are: 2, 0.1, $300, $50,300",
        ),
        // No part of a number is the number.
        (
            "printed = \"$50,300\"",
            "printed = \"$50\"",
            "`$50` does not stand on line 4",
            "its numbers are: 2, 0.1, $300, $50,300",
        ),
        (
            "printed = \"$50.1K\"",
            "printed = \"$50.1\"",
            "`$50.1` does not stand on line 3",
            "its numbers are: 1, $50,149.70, $50.1K",
        ),
        (
            "line = 5\nprinted = \"99.9%\"",
            "line = 9\nprinted = \"99.9%\"",
            "the document has no line 9",
            "",
        ),
        (
            "line = 5\nprinted = \"99.9%\"",
            "line = 1\nprinted = \"99.9%\"",
            "`99.9%` does not stand on line 1",
            "there is no number on that line",
        ),
        (
            "covers = [\"4: 0.1 ETH\"]",
            "covers = [\"4: 0.1 ETH\", \"4: 0.1\"]",
            "`0.1` stands only once on line 4",
            "",
        ),
        (
            "printed = [\"2.\"]",
            "printed = [\"2.\", \"$300\"]",
            "`$300` stands only once on line 4",
            "",
        ),
    ] {
        let claims = claims("places", &HEAD.replacen(from, to, 1), PART).unwrap();
        let error = claims.cover(NOTE).unwrap_err();
        let told = told(&error);
        assert_eq!((told.0.as_str(), told.2.as_str()), (message, help), "{to}");
    }
}

#[test]
fn two_claims_about_one_figure_count_it_once() {
    let again = "\n[[claim]]\nid = \"loss/again\"\nline = 3\nprinted = \"$50.1K\"\nsays = \"Again\"\nunit = \"USD\"\n\
                 check = { unsupported = \"twice\" }\nstatus = \"unsupported\"\n";
    let claims = claims("twice", HEAD, &format!("{PART}{again}")).unwrap();
    let coverage = claims.cover(NOTE).unwrap();
    assert_eq!((coverage.covered, coverage.ignored), (15, 6));
}

#[test]
fn a_figure_printed_twice_needs_two_claims() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let twice = NOTE.replacen("some $50.1K", "some $50.1K or $50.1K", 1);
    let coverage = claims.cover(&twice).unwrap();
    assert_eq!(coverage.numbers, 22);
    assert_eq!(coverage.uncovered.len(), 1);
    assert_eq!(coverage.uncovered[0].text, "$50.1K");
}

#[test]
fn another_text_is_not_the_document() {
    let claims = Claims::load(&files("note.toml")).unwrap();
    let folder = folder("another");
    let other = write(&folder, "note.md", NOTE.replacen("Nobody", "Somebody", 1));
    let error = claims.document_text(&other).unwrap_err();
    let told = told(&error);
    assert!(told.0.contains("is another text"), "{}", told.0);
    assert_eq!(told.1, format!("\"{}\"", claims.sha256()));
    assert!(told.2.contains("the file's is "), "{}", told.2);
    assert!(claims.document_text(&folder.join("none.md")).is_err());
}
