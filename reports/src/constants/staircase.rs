//! A contract's schedule laid over the scenario's: where the two differ, key by key.

use assay_scenarios::Unit;
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::slips::power_of_ten;
use super::table::ScheduleTable;
use crate::contract::{ContractSchedule, Piece, ScheduleKind};

/// Units in which a contract may count, beside the declared one.
const KEYS: [&str; 11] = [
    "second", "minute", "hour", "day", "week", "month", "year", "fraction", "percent", "bps",
    "block",
];

/// Factors between the values of two encodings that are taken for slips: percent and basis points, 18 decimals.
const MOST_PLACES: isize = 18;

/// A contract's schedule, and how it is read against the scenario's table.
pub(super) struct Overlay<'a> {
    pub(super) table: &'a ScheduleTable,
    pub(super) schedule: &'a ContractSchedule,
    /// The unit in which the contract seems to count.
    pub(super) key: Unit,
    /// One key in the table's input unit.
    one_key: RBig,
    /// What the contract's values are taken to be multiplied by.
    pub(super) scale: RBig,
}

/// Keys on which the two differ, with one row of the table and one piece of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap<'a> {
    /// From here on, in the table's input unit.
    pub(super) from: RBig,
    /// Up to here, without it.
    pub(super) to: Option<RBig>,
    /// The row of the table.
    pub(super) row: usize,
    /// The piece of the contract.
    pub(super) piece: Option<&'a Piece>,
}

impl<'a> Overlay<'a> {
    /// Finds the unit of the keys under which most thresholds agree: the declared one unless another does better.
    pub(super) fn of(table: &'a ScheduleTable, schedule: &'a ContractSchedule) -> Self {
        let declared = (
            table.key.clone(),
            table.key.over(&table.input).unwrap_or(RBig::ONE),
        );
        let others = KEYS.iter().filter_map(|name| {
            let unit = Unit::parse(name).ok()?;
            let size = unit.over(&table.input)?;
            Some((unit, size))
        });
        let mut best = (agreeing_thresholds(table, schedule, &declared.1), declared);
        for candidate in others {
            let agreeing = agreeing_thresholds(table, schedule, &candidate.1);
            if agreeing > best.0 {
                best = (agreeing, candidate);
            }
        }
        let (key, one_key) = best.1;
        Self {
            table,
            schedule,
            key,
            one_key,
            scale: RBig::ONE,
        }
    }

    /// The same with its values at the power of ten at which most agree, so that a slip of scale is told once and not row by row.
    pub(super) fn rescaled(mut self) -> Self {
        self.scale = self.likely_scale();
        self
    }

    /// Whether the contract seems to count in the declared unit.
    pub(super) fn counts_as_declared(&self) -> bool {
        self.key == self.table.key
    }

    /// A key in the table's input unit.
    pub(super) fn input(&self, key: &IBig) -> RBig {
        RBig::from(key.clone()) * &self.one_key
    }

    /// One key in the table's input unit.
    pub(super) fn one_key(&self) -> &RBig {
        &self.one_key
    }

    /// The piece of the contract that an argument, in the table's input unit, falls into.
    pub(super) fn piece_at(&self, input: &RBig) -> Option<&'a Piece> {
        self.schedule.piece(&(input / &self.one_key).floor())
    }

    /// What the contract gives, at the table's scale; nothing where it refuses.
    pub(super) fn value_of(&self, piece: Option<&Piece>) -> Option<RBig> {
        match (piece, self.schedule.kind) {
            (Some(piece), _) => Some(RBig::from(piece.value.clone()) / &self.scale),
            (None, ScheduleKind::Mapping) => Some(RBig::ZERO),
            (None, ScheduleKind::Function) => None,
        }
    }

    /// Every stretch from the table's first threshold on where the contract gives something else, rising.
    pub(super) fn gaps(&self) -> Vec<Gap<'a>> {
        let rows = &self.table.rows;
        let Some(first) = rows.first() else {
            return Vec::new();
        };
        let mut cuts: Vec<RBig> = rows.iter().map(|row| row.from.clone()).collect();
        for piece in &self.schedule.pieces {
            cuts.push(self.input(&piece.keys.from));
            cuts.extend(piece.keys.to.as_ref().map(|to| self.input(to)));
        }
        cuts.retain(|cut| *cut >= first.from);
        cuts.sort();
        cuts.dedup();
        let mut gaps: Vec<Gap<'a>> = Vec::new();
        for (place, from) in cuts.iter().enumerate() {
            let to = cuts.get(place + 1).cloned();
            let row = rows.iter().rposition(|row| row.from <= *from).unwrap_or(0);
            let expected = rows.get(row).map(|row| RBig::from(row.encoded.clone()));
            // Between two whole keys the contract sees the lower one: cuts of the table lie there.
            let piece = self.piece_at(from);
            if self.value_of(piece) == expected {
                continue;
            }
            match gaps.last_mut() {
                Some(last)
                    if last.to.as_ref() == Some(from) && last.row == row && last.piece == piece =>
                {
                    last.to = to;
                }
                _ => gaps.push(Gap {
                    from: from.clone(),
                    to,
                    row,
                    piece,
                }),
            }
        }
        gaps
    }

    /// A power of ten by which several values are too large or too small, if more agree so than without it.
    fn likely_scale(&self) -> RBig {
        let pairs: Vec<(RBig, RBig)> = self
            .table
            .rows
            .iter()
            .filter_map(|row| {
                let found = RBig::from(self.piece_at(&row.from)?.value.clone());
                let expected = RBig::from(row.encoded.clone());
                (found > RBig::ZERO && expected > RBig::ZERO).then_some((found, expected))
            })
            .collect();
        let agreeing = |scale: &RBig| {
            let same = pairs
                .iter()
                .filter(|(found, expected)| *found == expected * scale);
            same.count()
        };
        let mut best = (agreeing(&RBig::ONE).max(1), RBig::ONE);
        for (found, expected) in &pairs {
            let scale = found / expected;
            let places = power_of_ten(&scale).filter(|places| places.abs() <= MOST_PLACES);
            if places.is_some() && agreeing(&scale) > best.0 {
                best = (agreeing(&scale), scale);
            }
        }
        best.1
    }
}

/// Thresholds of the table, apart from the first, at which the contract has a threshold, should it count in units of `one_key`.
fn agreeing_thresholds(
    table: &ScheduleTable,
    schedule: &ContractSchedule,
    one_key: &RBig,
) -> usize {
    let starts = schedule.pieces.iter().map(|piece| &piece.keys.from);
    let bounds = schedule.edges.iter().map(|edge| &edge.bound);
    let known: Vec<RBig> = starts
        .chain(bounds)
        .map(|key| RBig::from(key.clone()) * one_key)
        .collect();
    let later = table.rows.iter().skip(1);
    later.filter(|row| known.contains(&row.from)).count()
}
