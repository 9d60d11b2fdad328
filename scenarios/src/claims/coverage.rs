//! How many of a document's numbers its claims account for.

use std::collections::BTreeMap;
use std::path::Path;

use super::number::{Number, numbers};
use super::{Claim, Claims};
use crate::diagnostic::{Diagnostic, Place, Report, ScenarioError, SourceFile};
use crate::scenario::document::Located;
use crate::scenario::files::{from_disk, read_text};

/// The numbers of a document, by what accounts for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// All of them.
    pub numbers: u64,
    /// Those that a claim accounts for.
    pub covered: u64,
    /// Those that are listed as no figures.
    pub ignored: u64,
    /// The rest, in the document's order.
    pub uncovered: Vec<Uncovered>,
}

/// A number that nothing accounts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// Its line, from 1.
    pub line: u32,
    /// The number, with its sign, currency and scale.
    pub text: String,
}

impl Claims {
    /// The text of the document, if it is the one whose claims these are.
    ///
    /// # Errors
    /// [`ScenarioError`] when the file cannot be read, or its SHA-256 is not the recorded one.
    pub fn document_text(&self, path: &Path) -> Result<String, ScenarioError> {
        let text = read_text(path, "document", &from_disk).map_err(ScenarioError::one)?;
        let SourceFile { text, sha256, .. } = SourceFile::new(path.to_owned(), text);
        if sha256 == self.sha256.value {
            return Ok(text);
        }
        let message = format!(
            "`{}` is another text than the one whose claims these are",
            path.display()
        );
        let problem = Diagnostic::new(message)
            .at(&self.sha256.place, "expected this SHA-256")
            .help(format!("the file's is {sha256}"));
        Err(ScenarioError::one(problem))
    }

    /// Which of a document's numbers the claims account for: each printed figure takes one occurrence on its line, each
    /// text of `covers` and of an `[[ignore]]` one more.
    ///
    /// Two claims may be about one figure, which counts once. Nothing is covered and ignored at once.
    ///
    /// # Errors
    /// [`ScenarioError`] when a text does not stand on its line, or not as often as it is named.
    pub fn cover(&self, document: &str) -> Result<Coverage, ScenarioError> {
        let mut report = Report::default();
        let mut lines: Vec<Line<'_>> = document.lines().map(Line::new).collect();
        for (line, mut wanted) in self.wanted() {
            // A longer text has fewer places to stand in.
            wanted.sort_by_key(|wanted| std::cmp::Reverse(wanted.text.value.len()));
            match lines.get_mut(line as usize - 1) {
                Some(found) => found.take(line, &wanted, &mut report),
                None => {
                    for wanted in wanted {
                        let message = format!("the document has no line {line}");
                        report.push(Diagnostic::new(message).at(&wanted.text.place, ""));
                    }
                }
            }
        }
        report.into_result()?;
        let mut coverage = Coverage {
            numbers: 0,
            covered: 0,
            ignored: 0,
            uncovered: Vec::new(),
        };
        for (line, found) in (1..).zip(&lines) {
            for (number, taken) in found.numbers.iter().zip(&found.taken) {
                coverage.numbers += 1;
                match taken {
                    Some((Why::Ignored, _)) => coverage.ignored += 1,
                    Some(_) => coverage.covered += 1,
                    None => coverage.uncovered.push(Uncovered {
                        line,
                        text: found
                            .text
                            .get(number.whole.clone())
                            .unwrap_or("")
                            .to_owned(),
                    }),
                }
            }
        }
        Ok(coverage)
    }

    /// What is to be found on each line: figures first, then what else claims cover, then what is ignored.
    fn wanted(&self) -> BTreeMap<u32, Vec<Wanted<'_>>> {
        let mut wanted: BTreeMap<u32, Vec<Wanted<'_>>> = BTreeMap::new();
        let mut want = |line, why, text| wanted.entry(line).or_default().push(Wanted { why, text });
        for claim in &self.claims {
            if let (Some(printed), Some(line)) = (&claim.printed, claim.lines.last()) {
                want(*line, Why::Figure, printed);
            }
        }
        for (line, text) in self.claims.iter().flat_map(Claim::covers) {
            want(*line, Why::Covered, text);
        }
        for ignore in &self.ignores {
            for line in &ignore.lines {
                for text in &ignore.printed {
                    want(*line, Why::Ignored, text);
                }
            }
        }
        wanted
    }
}

impl Claim {
    fn covers(&self) -> &[(u32, Located<String>)] {
        &self.covers
    }
}

/// Why a number is accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Figure,
    Covered,
    Ignored,
}

/// A text that should stand on a line.
#[derive(Clone, Copy)]
struct Wanted<'c> {
    why: Why,
    text: &'c Located<String>,
}

/// A line of the document, and what accounts for each of its numbers.
struct Line<'c> {
    text: &'c str,
    numbers: Vec<Number>,
    taken: Vec<Option<(Why, &'c Place)>>,
}

impl<'c> Line<'c> {
    fn new(text: &'c str) -> Self {
        let numbers = numbers(text);
        Self {
            text,
            taken: vec![None; numbers.len()],
            numbers,
        }
    }

    /// Finds a place for each text, in order.
    fn take(&mut self, line: u32, wanted: &[Wanted<'c>], report: &mut Report) {
        for wanted in wanted {
            let places = self.places(&wanted.text.value);
            let free = places.iter().find(|place| {
                let taken = self.taken.get((*place).clone());
                taken.is_some_and(|taken| taken.iter().all(Option::is_none))
            });
            if free.is_none()
                && let Some(problem) = self.problem(line, *wanted, &places)
            {
                report.push(problem);
                continue;
            }
            let Some(place) = free.or(places.last()) else {
                continue;
            };
            for taken in self.taken.get_mut(place.clone()).into_iter().flatten() {
                taken.get_or_insert((wanted.why, &wanted.text.place));
            }
        }
    }

    /// Where a text stands, as the numbers within it; it may begin in a word, but not in a number.
    fn places(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let mut places = Vec::new();
        for (start, _) in self.text.match_indices(text) {
            let end = start + text.len();
            let first = self
                .numbers
                .partition_point(|number| number.digits.end <= start);
            let last = self
                .numbers
                .partition_point(|number| number.digits.start < end);
            let within = self.numbers.get(first..last).unwrap_or_default();
            let cut = within.iter().any(|number| {
                let digits = &number.digits;
                digits.start < start || digits.end > end || end == digits.end && self.is_scaled(end)
            });
            if !cut {
                places.push(first..last);
            }
        }
        places
    }

    /// Whether the digits that end here are scaled, so that they are no figure without it: `$100` is no part of `$100K`.
    fn is_scaled(&self, end: usize) -> bool {
        let mut rest = self.text.get(end..).unwrap_or("").chars();
        match (rest.next(), rest.next()) {
            (Some('%'), _) => true,
            (Some('K' | 'k' | 'M' | 'B'), next) => !next.is_some_and(char::is_alphanumeric),
            _ => false,
        }
    }

    /// What is wrong with a text that found no free place; nothing, where a figure of another claim is meant again.
    fn problem(
        &self,
        line: u32,
        wanted: Wanted<'c>,
        places: &[std::ops::Range<usize>],
    ) -> Option<Diagnostic> {
        let text = &wanted.text.value;
        let Some(last) = places.last() else {
            let shown: Vec<&str> = self
                .numbers
                .iter()
                .filter_map(|number| self.text.get(number.whole.clone()))
                .collect();
            let problem = Diagnostic::new(format!("`{text}` does not stand on line {line}"))
                .at(&wanted.text.place, "");
            return Some(match shown.is_empty() {
                true => problem.help("there is no number on that line"),
                false => problem.help(format!("its numbers are: {}", shown.join(", "))),
            });
        };
        let taken = self.taken.get(last.clone()).unwrap_or_default();
        let other = taken
            .iter()
            .flatten()
            .find(|(why, _)| wanted.why != Why::Figure || *why == Why::Ignored)?;
        let often = places.len();
        let times = match often {
            1 => "only once".to_owned(),
            _ => format!("only {often} times"),
        };
        let message = format!("`{text}` stands {times} on line {line}");
        Some(
            Diagnostic::new(message)
                .at(&wanted.text.place, "named again")
                .at(other.1, "accounted for here"),
        )
    }
}
