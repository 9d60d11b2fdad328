//! The command as it was typed, so that a reader can type it again.

use std::path::Path;

use crate::arguments::ReportArguments;

/// The scenario and the options that change what is found, for a shell.
pub(super) fn typed(arguments: &ReportArguments) -> String {
    let mut words = vec![quoted(&arguments.scenario.to_string_lossy())];
    for set in &arguments.set {
        words.push(format!("--set {}", quoted(set)));
    }
    words.join(" ")
}

/// A path for a shell.
pub(super) fn path(path: Option<&Path>) -> Option<String> {
    path.map(|path| quoted(&path.to_string_lossy()))
}

/// A word that a shell reads as it stands.
fn quoted(word: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "_-./=:,+@%[]".contains(it);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        for (word, said) in [
            ("scenarios/a.toml", "scenarios/a.toml"),
            ("user_stake=0.5", "user_stake=0.5"),
            ("my files/a.toml", "'my files/a.toml'"),
            ("$(rm -r x)", "'$(rm -r x)'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(word), said);
        }
    }
}
