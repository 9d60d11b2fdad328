//! Every code under which something fails, with a page that explains it.
//!
//! A code is printed where something fails (`error[E-PROFIT]`), and stays the same from version to version, so that it can
//! be searched for. The pages need no network.

mod acknowledgements;
mod claims;
mod constants;
mod findings;
mod page;
mod steps;

pub use page::{list, page};
use serde::Serialize;

/// A code, and what there is to say of it. The texts are sentences without line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code, such as `E-PROFIT`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What exactly is said by it.
    pub meaning: &'static str,
    /// Why it matters.
    pub matters: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// What it looks like: lines as they are printed, or commands that lead there.
    pub example: &'static str,
}

/// The rooms of the registry, in the order in which they are listed.
const ROOMS: [&[Code]; 5] = [
    findings::CODES,
    steps::CODES,
    acknowledgements::CODES,
    constants::CODES,
    claims::CODES,
];

/// Every code, those of one subject together.
pub fn all() -> impl Iterator<Item = &'static Code> {
    ROOMS.into_iter().flatten()
}

/// The code of that name, however its letters are written; none if there is none.
pub fn explain(code: &str) -> Option<&'static Code> {
    all().find(|it| it.code.eq_ignore_ascii_case(code.trim()))
}

/// The code that was probably meant; none if none is near.
pub fn nearest(code: &str) -> Option<&'static Code> {
    let known = all().map(|it| it.code);
    explain(assay_scenarios::nearest(code.trim(), known)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_there_once_and_says_something() {
        let codes: BTreeSet<&str> = all().map(|it| it.code).collect();
        assert_eq!(codes.len(), all().count());
        for it in all() {
            assert!(it.code.starts_with("E-"), "{}", it.code);
            let sentences = [it.meaning, it.matters, it.remedy];
            for text in sentences {
                assert!(
                    text.ends_with('.') && !text.contains('\n'),
                    "{}: {text}",
                    it.code
                );
            }
            assert!(
                !it.title.ends_with('.') && !it.example.is_empty(),
                "{}",
                it.code
            );
        }
    }

    #[test]
    fn a_mistyped_code_finds_the_nearest() {
        assert_eq!(explain("e-profit").map(|it| it.code), Some("E-PROFIT"));
        assert_eq!(explain("E-PROFTI"), None);
        assert_eq!(nearest("E-PROFTI").map(|it| it.code), Some("E-PROFIT"));
        assert_eq!(nearest("E-TOSOON").map(|it| it.code), Some("E-TOO-SOON"));
        assert_eq!(nearest("xyzzy"), None);
    }
}
