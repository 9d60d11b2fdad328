//! A document's published figures, each against what follows from a model of what it describes.
//!
//! Plain data: whoever evaluates the claims puts the numbers in, [`Status::of_value`] and its kin judge them, and
//! [`ClaimsReport::to_json`] and the page of text print them.

mod status;

use serde::{Deserialize, Serialize};

pub use status::{Relation, Status};

use crate::{interval::Interval, verdict::Verdict};

/// Every claim of a document with its status, and how much of the document they cover.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimsReport {
    /// Version of this layout, the one of every report of this crate.
    pub schema_version: u32,
    /// The program that wrote it.
    pub assay_version: String,
    /// Title of the claims file.
    pub title: String,
    /// The document whose claims they are.
    pub document: String,
    /// SHA-256 of the document's file, in hexadecimal.
    pub sha256: String,
    /// The scenario of every claim that names none of its own, as a path from where the command was given.
    pub scenario: String,
    /// Seed of every random stream.
    pub seed: u64,
    /// Simulated runs of each ensemble.
    pub runs: u64,
    /// The claims, in the order of their files.
    pub claims: Vec<ClaimReport>,
    /// How much of the document they cover; none where the document was not given.
    pub coverage: Option<Coverage>,
}

/// One claim, judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimReport {
    /// Stable name, `section/subject`.
    pub id: String,
    /// Lines of the document on which it stands, from 1; the printed figure stands on the last.
    pub lines: Vec<u32>,
    /// What the document states, in other words than its own.
    pub says: String,
    /// The figure as it is printed; none where the claim is a promise without one.
    pub printed: Option<Printed>,
    /// What became of it.
    pub status: Status,
    /// Whether the figure lies within the simulated interval; none where it was not put against one.
    pub inside: Option<bool>,
    /// The status that the claims file records.
    pub recorded: Status,
    /// The value that follows in the figure's place, or on which a verdict rests; none where nothing yields one.
    pub follows: Option<Follows>,
    /// The verdict the document promises and the one that was found, for a claim about a verdict.
    pub verdict: Option<Promised>,
    /// How the value comes about, line by line.
    pub derivation: Vec<String>,
    /// One sentence for a voter, for a claim that does not hold.
    pub sentence: Option<String>,
    /// What it means that the claim does not hold: 3 a safety promise falls, 2 money promised that is not there or a
    /// constant that the contract gets wrong, 1 numbers that disagree without consequence.
    pub damage: u8,
    /// The command that shows it.
    pub command: Option<String>,
    /// How it comes about, why it is assumed or unsupported, or why it could not be decided.
    pub reason: Option<String>,
    /// The scenario it was checked against, as a path from where the command was given.
    pub scenario: String,
    /// Values set over that scenario, as `name=value`.
    pub set: Vec<String>,
}

/// A printed figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Printed {
    /// The figure as it stands in the document.
    pub text: String,
    /// Its value, in `unit`; none where it cannot be read as one number.
    pub value: Option<f64>,
    /// Unit of the value; none for a promise without a number.
    pub unit: Option<String>,
    /// How the figure is meant to stand to what follows.
    pub relation: Relation,
    /// Half a unit of its last printed place, in `unit`.
    pub precision: Option<f64>,
}

/// The value that follows in the place of a printed figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Follows {
    /// The value, in `unit`.
    pub value: f64,
    /// The value as an exact rational, where it is one.
    pub exact: Option<String>,
    /// Unit of the value and of its interval: the figure's.
    pub unit: String,
    /// 95 % interval, where it is an estimate.
    pub ci95: Option<Interval>,
}

/// A verdict that a document gives, and the one that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised {
    /// The document's.
    pub promised: Verdict,
    /// The one that was found.
    pub found: Verdict,
}

/// How much of a document its claims account for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Numbers in the document, of any kind: figures, list markers, digits in words.
    pub numbers: u64,
    /// Those a claim accounts for.
    pub covered: u64,
    /// Those listed as no figures, with a reason.
    pub ignored: u64,
    /// The rest, in the document's order.
    pub uncovered: Vec<Uncovered>,
}

/// A number that no claim accounts for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncovered {
    /// Its line, from 1.
    pub line: u32,
    /// The number, with its sign, currency and scale.
    pub text: String,
}

impl ClaimReport {
    /// Whether the document is refuted here: contradicted, outside the simulated interval, or without any support.
    pub fn is_refuted(&self) -> bool {
        self.status.is_refuted()
    }

    /// Whether the status is the recorded one.
    pub fn is_as_recorded(&self) -> bool {
        self.status == self.recorded
    }

    /// How far the figure is from what follows, as a share of the larger of the two: 1, and no more, where they differ in
    /// sign, where one of them is zero, and where another verdict was found than was promised. Zero where a figure is
    /// missing.
    pub fn distance(&self) -> f64 {
        let printed = self.printed.as_ref().and_then(|printed| printed.value);
        let follows = self.follows.as_ref().map(|follows| follows.value);
        match (printed, follows) {
            _ if self.verdict.is_some() => f64::from(self.status == Status::Contradicted),
            (Some(printed), Some(follows)) if printed != follows => {
                ((printed - follows).abs() / printed.abs().max(follows.abs())).min(1.0)
            }
            _ => 0.0,
        }
    }

    /// Where it stands: `line 81` or `lines 79, 81`.
    pub fn place(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(u32::to_string).collect();
        let word = if lines.len() == 1 { "line" } else { "lines" };
        format!("{word} {}", lines.join(", "))
    }
}

impl ClaimsReport {
    /// The claims that do not hold, the most damaging first: by damage, then by status, then by how far the figure is
    /// off, then as they stand in the files.
    pub fn refuted(&self) -> Vec<&ClaimReport> {
        let mut refuted: Vec<&ClaimReport> = self
            .claims
            .iter()
            .filter(|claim| claim.is_refuted())
            .collect();
        refuted.sort_by(|a, b| {
            (b.damage.cmp(&a.damage))
                .then(a.status.cmp(&b.status))
                .then(b.distance().total_cmp(&a.distance()))
        });
        refuted
    }

    /// The claims whose status is not the recorded one, in the order of their files.
    pub fn changed(&self) -> Vec<&ClaimReport> {
        let claims = self.claims.iter();
        claims.filter(|claim| !claim.is_as_recorded()).collect()
    }

    /// How many claims have this status.
    pub fn count(&self, status: Status) -> usize {
        let claims = self.claims.iter();
        claims.filter(|claim| claim.status == status).count()
    }

    /// The report as indented JSON with a newline at the end.
    ///
    /// # Errors
    /// When a number in it is not finite, which JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}
