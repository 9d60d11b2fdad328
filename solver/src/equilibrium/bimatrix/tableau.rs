//! A face of a best-response polytope in floats: a dictionary that is kept at a vertex of the face, while one label
//! after the other is made tight.
//!
//! What it says is a guess, except that a label cannot be tight on the face, which is proved by the multipliers
//! that stand in the label's row ([`Floats::proves_positive`]).

use super::{floats::Floats, labels::Labels};

/// Values and entries below this are taken for zero. No answer rests on it, only the work it takes.
const ZERO: f64 = 1e-10;

/// A vertex that is nearer than this to tight may be tight in truth.
const NEARLY: f64 = 1e-6;

/// What came of making a label tight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tightened {
    /// The face is now the part of it on which the label is tight.
    Held,
    /// No point of the face has the label tight: proved.
    Impossible,
    /// Floats cannot tell. The tableau is of no more use.
    Lost,
}

/// Row `r` says `basic[r] = entry[r][0] + Σ entry[r][c] · cobasic[c]`.
#[derive(Debug, Clone)]
pub(super) struct Tableau<'a> {
    floats: &'a Floats<'a>,
    /// Constants, then the free columns, then those of slacks that are held: they are multipliers of proofs.
    entries: Vec<f64>,
    stride: usize,
    free: usize,
    used: usize,
    basic: Vec<usize>,
    /// By column; there is none at 0.
    cobasic: Vec<usize>,
    place: Vec<Place>,
    held: Vec<bool>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Row(usize),
    Column(usize),
}

impl<'a> Tableau<'a> {
    /// The whole polytope, at the point zero.
    pub(super) fn of(floats: &'a Floats<'a>) -> Self {
        let polytope = floats.polytope();
        let (own, labels) = (polytope.own(), polytope.labels());
        let mut entries = Vec::with_capacity((own + 1) * polytope.answers());
        for row in floats.rows() {
            entries.push(1.0);
            entries.extend(row.iter().map(|coefficient| -coefficient));
        }
        let basic: Vec<usize> = (0..polytope.answers())
            .map(|answer| polytope.answer_label(answer))
            .collect();
        let cobasic: Vec<usize> = std::iter::once(usize::MAX)
            .chain((0..own).map(|strategy| polytope.own_label(strategy)))
            .collect();
        let mut place = vec![Place::Row(0); labels];
        for (row, &label) in basic.iter().enumerate() {
            place[label] = Place::Row(row);
        }
        for (column, &label) in cobasic.iter().enumerate().skip(1) {
            place[label] = Place::Column(column);
        }
        Self {
            floats,
            entries,
            stride: own + 1,
            free: own,
            used: own,
            basic,
            cobasic,
            place,
            held: vec![false; labels],
        }
    }

    /// Whether the face is defined by this label, among others.
    pub(super) fn is_held(&self, label: usize) -> bool {
        self.held[label]
    }

    /// The labels that define the face.
    pub(super) fn held(&self) -> Labels {
        let mut labels = Labels::none(self.held.len());
        for label in (0..self.held.len()).filter(|&label| self.held[label]) {
            labels.insert(label);
        }
        labels
    }

    /// Whether a label's present row proves that it is not tight anywhere on the face.
    pub(super) fn excludes(&self, label: usize) -> bool {
        let Place::Row(row) = self.place[label] else {
            return false;
        };
        let (constant, entries) = self.row(row);
        constant > ZERO
            && entries.iter().all(|&entry| entry > -ZERO)
            && self.proves_positive(label, row)
    }

    /// How little stands between a label and tightness: by how much its variable falls, in terms of its value, if
    /// every free column that lowers it rises by one. Huge where it is tight at the present vertex.
    pub(super) fn ease(&self, label: usize) -> f64 {
        let Place::Row(row) = self.place[label] else {
            return 1.0 / ZERO;
        };
        let (constant, entries) = self.row(row);
        if constant <= ZERO {
            return 1.0 / ZERO;
        }
        entries.iter().fold(0.0, |sum, entry| sum - entry.min(0.0)) / constant
    }

    /// The constant of a row, and its entries in the free columns.
    fn row(&self, row: usize) -> (f64, &[f64]) {
        let start = row * self.stride;
        (
            self.entries[start],
            &self.entries[start + 1..=start + self.free],
        )
    }

    fn proves_positive(&self, label: usize, row: usize) -> bool {
        let entries = &self.entries[row * self.stride..(row + 1) * self.stride];
        self.floats
            .proves_positive(label, &self.held, |slack| match self.place[slack] {
                Place::Row(at) => f64::from(u8::from(at == row)),
                Place::Column(column) => -entries[column],
            })
    }

    /// Restricts the face to where a label is tight, going there by minimising the label's variable.
    pub(super) fn make_tight(&mut self, label: usize) -> Tightened {
        for _ in 0..self.most_pivots() {
            let row = match self.place[label] {
                _ if self.held[label] => return Tightened::Held,
                Place::Column(column) => {
                    self.hold_column(column);
                    return Tightened::Held;
                }
                Place::Row(row) => row,
            };
            let (constant, entries) = self.row(row);
            if constant <= ZERO {
                match most(entries, f64::abs) {
                    Some(column) => self.pivot(row, column),
                    None => self.held[label] = true,
                }
                continue;
            }
            let Some(column) = most(entries, |entry| -entry) else {
                return if self.proves_positive(label, row) {
                    Tightened::Impossible
                } else if constant < NEARLY {
                    self.held[label] = true;
                    Tightened::Held
                } else {
                    Tightened::Lost
                };
            };
            match self.blocking_row(column) {
                Some((blocking, _)) => self.pivot(blocking, column),
                None => return Tightened::Lost,
            }
        }
        Tightened::Lost
    }

    /// Whether a label's variable seems to be positive somewhere on the face.
    pub(super) fn can_rise(&self, label: usize) -> bool {
        if self.is_positive_here(label) {
            return true;
        }
        let mut trial = self.clone();
        for _ in 0..self.most_pivots() {
            let column = match trial.place[label] {
                Place::Column(column) => column,
                Place::Row(row) => match most(trial.row(row).1, |entry| entry) {
                    Some(column) => column,
                    None => return false,
                },
            };
            match trial.blocking_row(column) {
                Some((row, _)) => trial.pivot(row, column),
                None => return true,
            }
            if trial.is_positive_here(label) {
                return true;
            }
        }
        true
    }

    fn is_positive_here(&self, label: usize) -> bool {
        match self.place[label] {
            Place::Row(row) => self.row(row).0 > ZERO,
            Place::Column(_) => false,
        }
    }

    /// Far more than a phase of the simplex method takes, unless it cycles.
    fn most_pivots(&self) -> usize {
        20 * (self.basic.len() + self.free + 1)
    }

    /// The row that a growing column drives to zero first, and how far the column grows; of equals, the one that
    /// falls fastest.
    fn blocking_row(&self, column: usize) -> Option<(usize, f64)> {
        let mut best = None;
        let mut fastest = 0.0;
        for (row, entries) in self.entries.chunks_exact(self.stride).enumerate() {
            let fall = -entries[column];
            if fall > ZERO && !self.held[self.basic[row]] {
                let growth = entries[0].max(0.0) / fall;
                if best.is_none_or(|(_, least)| growth < least || growth == least && fall > fastest)
                {
                    best = Some((row, growth));
                    fastest = fall;
                }
            }
        }
        best
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let (width, stride) = (self.used + 1, self.stride);
        let (before, rest) = self.entries.split_at_mut(row * stride);
        let (pivots, after) = rest.split_at_mut(stride);
        let pivots = &mut pivots[..width];
        let scale = -1.0 / pivots[column];
        pivots[column] = -1.0;
        for entry in pivots.iter_mut() {
            *entry *= scale;
        }
        let others = before
            .chunks_exact_mut(stride)
            .chain(after.chunks_exact_mut(stride));
        for other in others {
            let other = &mut other[..width];
            let factor = std::mem::take(&mut other[column]);
            if factor != 0.0 {
                for (entry, across) in other.iter_mut().zip(pivots.iter()) {
                    *entry += factor * across;
                }
            }
        }
        let (leaving, entering) = (self.basic[row], self.cobasic[column]);
        self.basic[row] = entering;
        self.cobasic[column] = leaving;
        self.place[entering] = Place::Row(row);
        self.place[leaving] = Place::Column(column);
    }

    /// Takes a free column out of play. That of a slack goes on being updated, for proofs.
    fn hold_column(&mut self, column: usize) {
        let label = self.cobasic[column];
        self.held[label] = true;
        self.swap_columns(column, self.free);
        if self.floats.polytope().strategy(label).is_some() {
            self.swap_columns(self.free, self.used);
            self.used -= 1;
        }
        self.free -= 1;
    }

    fn swap_columns(&mut self, one: usize, other: usize) {
        if one == other {
            return;
        }
        for row in self.entries.chunks_exact_mut(self.stride) {
            row.swap(one, other);
        }
        self.cobasic.swap(one, other);
        self.place[self.cobasic[one]] = Place::Column(one);
        self.place[self.cobasic[other]] = Place::Column(other);
    }
}

/// The column (from 1) of the greatest entry as measured, if that is more than zero.
fn most(entries: &[f64], measure: impl Fn(f64) -> f64) -> Option<usize> {
    let mut best = None;
    let mut greatest = ZERO;
    for (index, &entry) in entries.iter().enumerate() {
        if measure(entry) > greatest {
            greatest = measure(entry);
            best = Some(index + 1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use dashu_ratio::RBig;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        equilibrium::bimatrix::{
            faces::{Faces, Pivots},
            polytope::Polytope,
        },
        game::Game,
    };

    /// Games of five by five: ties, near ties that floats just see, and near ties that they do not.
    fn games() -> impl Strategy<Value = Game> {
        prop::sample::select(vec![1i64, 1_000_000_000, 10_000_000_000_000_000]).prop_flat_map(
            |base| {
                let payoff = (0i64..4).prop_map(move |it| RBig::from(base * (it / 2) + it % 2));
                let matrix = prop::collection::vec(prop::collection::vec(payoff, 5), 5);
                matrix.prop_map(|rows| Game::bimatrix("", &rows, &rows).expect("one matrix"))
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_proved_to_be_empty_is_empty(game in games(), order in Just((0..10).collect::<Vec<_>>()).prop_shuffle()) {
            let [polytope, _] = Polytope::of(&game).ok_or(TestCaseError::fail("two players"))?;
            let floats = Floats::of(&polytope);
            let faces = Faces::of(&polytope);
            let mut tableau = Tableau::of(&floats);
            let mut pivots = Pivots::at_most(u64::MAX);
            for label in order {
                let mut with_label = tableau.held();
                with_label.insert(label);
                let vertices = faces.vertices(&with_label, &mut pivots).map_err(|_| TestCaseError::fail("no limit"))?;
                let before = tableau.clone();
                if before.excludes(label) {
                    prop_assert!(vertices.is_empty());
                }
                match tableau.make_tight(label) {
                    Tightened::Impossible => {
                        prop_assert!(vertices.is_empty());
                        tableau = before;
                    }
                    Tightened::Held => prop_assert_eq!(tableau.held(), with_label),
                    Tightened::Lost => tableau = before,
                }
            }
        }

        #[test]
        fn no_multipliers_prove_what_is_not_so(
            game in games(),
            multipliers in prop::collection::vec(-1.0..1.0f64, 10),
            label in 0usize..10,
        ) {
            let [polytope, _] = Polytope::of(&game).ok_or(TestCaseError::fail("two players"))?;
            let floats = Floats::of(&polytope);
            let vertices = Faces::of(&polytope)
                .vertices(&Labels::none(10), &mut Pivots::at_most(u64::MAX))
                .map_err(|_| TestCaseError::fail("no limit"))?;
            // The face of every vertex that has the label tight has it tight.
            for vertex in vertices.iter().filter(|it| it.labels.contains(label)) {
                let held: Vec<bool> = (0..10).map(|it| it != label && vertex.labels.contains(it)).collect();
                prop_assert!(!floats.proves_positive(label, &held, |slack| multipliers[slack]));
            }
        }
    }

    #[test]
    fn a_dominated_strategy_is_proved_never_to_be_a_best_response() {
        let row = |it: [i32; 2]| it.map(RBig::from).to_vec();
        let matrix = [row([3, 5]), row([2, 4]), row([5, 1])];
        let game = Game::bimatrix("", &matrix, &matrix).unwrap();
        let [_, second] = Polytope::of(&game).unwrap();
        let floats = Floats::of(&second);
        assert_eq!(Tableau::of(&floats).make_tight(1), Tightened::Impossible);
        assert_eq!(Tableau::of(&floats).make_tight(0), Tightened::Held);
    }
}
