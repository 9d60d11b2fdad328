//! What the lab must find for the claims, found once for each scenario and what is set over it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use assay_reports::{AttackReport, Finding, claims::ClaimReport};
use assay_scenarios::claims::{Check, Claim};

use super::judge::judge;
use crate::{
    error::CommandError,
    lab::{Answers, Asking, Lab, Tell},
};

/// A scenario's file and what is set over it.
type World = (PathBuf, Vec<String>);

/// Everything that was found, by world.
pub(super) struct Found(BTreeMap<World, Answers>);

pub(super) fn evaluate(
    claims: &[&Claim],
    file: &Path,
    asking: &Asking,
    tell: Tell<'_>,
) -> Result<Vec<ClaimReport>, CommandError> {
    let mut asked: BTreeMap<World, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| wanted(claim).is_some()) {
        asked.entry(world(claim)).or_default().push(claim);
    }
    let mut found = Found(BTreeMap::new());
    for (world, claims) in asked {
        found.0.insert(world, answers(&claims, asking, tell)?);
    }
    claims
        .iter()
        .map(|claim| judge(claim, &found, file, asking))
        .collect()
}

/// The attack or finding that a claim needs of the lab.
fn wanted(claim: &Claim) -> Option<&str> {
    match claim.check() {
        Check::Finding(id)
        | Check::Witness { attack: id, .. }
        | Check::Verdict { finding: id, .. } => Some(id),
        Check::Derived { .. } | Check::Assumption(_) | Check::Unsupported(_) => None,
    }
}

fn world(claim: &Claim) -> World {
    (claim.scenario_path().to_owned(), claim.set().to_vec())
}

/// What these claims need, which are about one world.
fn answers(claims: &[&Claim], asking: &Asking, tell: Tell<'_>) -> Result<Answers, CommandError> {
    let Some(first) = claims.first() else {
        return Ok(Answers::default());
    };
    let lab = Lab::of(first.scenario().clone())?;
    let attacks: Vec<String> = lab
        .scenario()
        .attacks()
        .iter()
        .map(|attack| attack.id().to_owned())
        .collect();
    let mut ids = BTreeSet::new();
    for claim in claims {
        let Some(id) = wanted(claim) else { continue };
        if !lab.may_find(id) {
            let known = attacks.iter().map(String::as_str);
            return Err(claim.unknown_finding(id, known).into());
        }
        ids.insert(id.to_owned());
    }
    lab.answers(&ids, asking, tell)
}

impl Found {
    /// The attack that a claim is about.
    pub(super) fn attack(&self, claim: &Claim, id: &str) -> Option<&AttackReport> {
        let answers = self.0.get(&world(claim))?;
        answers.attacks.iter().find(|attack| attack.id == id)
    }

    /// The finding that a claim is about.
    ///
    /// # Errors
    /// With the nearest id, when there is none of this one.
    pub(super) fn finding(&self, claim: &Claim, id: &str) -> Result<&Finding, CommandError> {
        let findings = self.0.get(&world(claim)).map(|answers| &answers.findings);
        let mut all = findings.into_iter().flatten();
        let known = all.clone().map(|finding| finding.id.as_str());
        all.find(|finding| finding.id == id)
            .ok_or_else(|| claim.unknown_finding(id, known).into())
    }
}
