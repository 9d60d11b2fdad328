//! Damaged and hostile files are refused at a place within them; nothing panics, nothing hangs.

use std::time::{Duration, Instant};

use assay_solver::game::files::{FileError, read};
use proptest::prelude::*;

use crate::PUBLISHED;

/// Words of the formats, and what looks like them.
const WORDS: [&str; 16] = [
    "{",
    "}",
    "\"",
    "\\",
    ",",
    "p",
    "c",
    "t",
    "0",
    "-1",
    "1/0",
    "999999999",
    "\n",
    " ",
    "\"x\"",
    "é\u{0}",
];

/// A published file with pieces taken out, put in, doubled or moved.
fn damaged() -> impl Strategy<Value = String> {
    let cut = (
        any::<prop::sample::Index>(),
        0..12usize,
        prop::option::of(0..WORDS.len()),
    );
    (
        0..PUBLISHED.len(),
        prop::collection::vec(cut, 1..6),
        any::<bool>(),
    )
        .prop_map(|(file, cuts, truncate)| {
            let mut text: Vec<char> = PUBLISHED[file].1.chars().collect();
            for (at, length, word) in cuts {
                let start = at.index(text.len().max(1)).min(text.len());
                let end = (start + length).min(text.len());
                let piece: Vec<char> = word.map_or_else(Vec::new, |it| WORDS[it].chars().collect());
                text.splice(start..end, piece);
                if truncate {
                    text.truncate(end);
                }
            }
            text.into_iter().collect()
        })
}

fn check_place(text: &str, error: &FileError) {
    let span = error.span();
    assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    let line = text
        .split('\n')
        .nth(error.line() - 1)
        .unwrap_or_else(|| panic!("no line {}: {text:?}", error.line()));
    assert!(
        error.column() <= line.chars().count() + 1,
        "{error}: {line:?}"
    );
    assert!(!error.expected().is_empty() && !error.found().is_empty());
    let shown = error.to_string();
    assert!(!shown.contains('\n'), "{shown:?}");
    assert!(shown.starts_with(&format!(
        "file:{}:{}: expected ",
        error.line(),
        error.column()
    )));
    assert!(error.render(false).contains(&error.message()));
}

proptest! {
    #[test]
    fn a_damaged_file_is_read_or_refused_at_a_place_within_it(text in damaged()) {
        if let Err(error) = read("file", &text) {
            check_place(&text, &error);
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused(
        header in prop_oneof![Just(""), Just("NFG 1 R "), Just("EFG 2 R \"\" { \"a\" } ")],
        text in "\\PC{0,60}",
    ) {
        let text = format!("{header}{text}");
        if let Err(error) = read("file", &text) {
            check_place(&text, &error);
        }
    }
}

/// Within the last line the game may be whole already: an outcome known before, the digits of a last number.
#[test]
fn every_beginning_of_a_file_that_lacks_its_last_line_is_refused() {
    for (_, text) in PUBLISHED {
        let last_line = text.trim_end().rfind('\n').unwrap_or(0);
        for (end, _) in text[..last_line].char_indices() {
            let beginning = &text[..end];
            let Err(error) = read("file", beginning) else {
                panic!("{beginning:?} is read");
            };
            check_place(beginning, &error);
        }
    }
}

/// Announcing much in few bytes takes neither time nor memory.
#[test]
fn what_a_file_announces_is_not_set_aside_before_it_is_there() {
    let began = Instant::now();
    let names = "\"x\" ".repeat(20_000);
    let references = "p \"\" 1 1 0\n".repeat(20_000);
    let deep = "p \"\" 1 1 0\n".repeat(200_000);
    for text in [
        "NFG 1 R \"\" { \"a\" \"b\" } { 1000000000 1000000000 } 1".to_owned(),
        format!("NFG 1 R \"\" {{ {names} }} {{ {names} }}"),
        format!(
            "NFG 1 R \"\" {{ \"a\" \"b\" }} {{ {{ {names} }} {{ {names} }} }} {{ {{ \"\" 1 2 }} }} 1 1"
        ),
        format!("EFG 2 R \"\" {{ \"a\" }} p \"\" 1 1 \"\" {{ {names} }} 0\n{references}"),
        format!("EFG 2 R \"\" {{ \"a\" }} p \"\" 1 1 \"\" {{ \"on\" }} 0\n{deep}"),
        format!("EFG 2 R \"\" {{ \"a\" }} {}", "{".repeat(100_000)),
        format!("EFG 2 R \"\" {{ \"a\" }} p \"{}", "\\".repeat(100_001)),
    ] {
        let Err(error) = read("file", &text) else {
            panic!("{} is read", &text[..40]);
        };
        check_place(&text, &error);
    }
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_tree_of_any_depth_is_read_and_reduced() -> Result<(), Box<dyn std::error::Error>> {
    let depth = 100_000;
    let text = format!(
        "EFG 2 R \"\" {{ \"a\" }} p \"\" 1 1 \"\" {{ \"on\" }} 0\n{}t \"\" 1 \"\" {{ 7 }}",
        "p \"\" 1 1 0\n".repeat(depth)
    );
    let tree = crate::extensive(&text)?;
    assert_eq!(tree.nodes().len(), depth + 2);
    let form = tree.reduced_form()?;
    assert_eq!(crate::payoffs(form.game()), [["7"]]);
    Ok(())
}
