//! Points from a CSV file.

use std::io::Read;

use assay_scenarios::{Scenario, ValueError};

use super::permutation::mixed;
use super::{DesignError, Domain, Factor, ListError};

/// The rows of a list, as coordinates.
#[derive(Debug, Clone)]
pub(super) struct List {
    factors: usize,
    values: Vec<f64>,
}

impl List {
    /// The factors that the header names, each over its whole declared range, and the rows below it.
    pub(super) fn read(
        scenario: &Scenario,
        csv: impl Read,
    ) -> Result<(Vec<Factor>, Self), ListError> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(csv);
        let header = reader.headers().map_err(|reason| unreadable(reason, 1))?;
        let mut factors: Vec<Factor> = Vec::with_capacity(header.len());
        for name in header {
            let parameter = scenario.parameter(name).map_err(ListError::Column)?;
            if factors.iter().any(|factor| factor.name() == name) {
                let name = name.to_owned();
                return Err(DesignError::Twice { name }.into());
            }
            factors.push(Factor::declared(parameter));
        }
        let mut values = Vec::new();
        for (row, record) in (2..).zip(reader.records()) {
            let record = record.map_err(|reason| unreadable(reason, row))?;
            let line = record.position().map_or(row, csv::Position::line);
            for (factor, text) in factors.iter().zip(&record) {
                values.push(coordinate(factor, text, line)?);
            }
        }
        if values.is_empty() {
            return Err(ListError::Empty);
        }
        let list = Self {
            factors: factors.len(),
            values,
        };
        Ok((factors, list))
    }

    pub(super) fn len(&self) -> u64 {
        (self.values.len() / self.factors.max(1)) as u64
    }

    pub(super) fn point(&self, index: u64, into: &mut [f64]) {
        let mut rows = self.values.chunks_exact(self.factors.max(1));
        let row = usize::try_from(index)
            .ok()
            .and_then(|index| rows.nth(index));
        for (value, into) in row.into_iter().flatten().zip(into) {
            *into = *value;
        }
    }

    /// A number that changes with any coordinate, for the metadata of a sweep; not a cryptographic hash.
    pub(super) fn fingerprint(&self) -> u64 {
        self.values.iter().fold(0, |hash, value| {
            mixed(hash.wrapping_add(1) ^ value.to_bits())
        })
    }
}

fn unreadable(reason: csv::Error, row: u64) -> ListError {
    ListError::Unreadable {
        line: reason.position().map_or(row, csv::Position::line),
        reason,
    }
}

/// A field as the coordinate of a factor.
fn coordinate(factor: &Factor, text: &str, line: u64) -> Result<f64, ListError> {
    let refused = |reason: ValueError| ListError::Value {
        line,
        reason: Box::new(reason),
    };
    if let Domain::Choices(_) = factor.domain() {
        return factor.position(text).map_err(refused);
    }
    let number: f64 = text.parse().map_err(|_| ListError::NotANumber {
        line,
        name: factor.name().to_owned(),
        text: text.to_owned(),
    })?;
    factor.admitted(number).map_err(refused)
}
