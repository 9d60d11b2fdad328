//! A dictionary of a polytope in integers: some variables as affine functions of the others.
//!
//! Row `r` says `det · basic[r] = entry[r][0] + Σ entry[r][c] · cobasic[c]`, the entries being minors of the first
//! dictionary, so that every division is exact (Edmonds, Bareiss). The variables are named by their labels.
//!
//! Ties of the ratio test are broken as if each variable that is basic when [`Dictionary::mark_origin`] is called
//! were larger by its own power of an infinitely small number: then no two rows tie, so that pivoting does not
//! cycle and the bases that occur are the vertices of a simple polytope.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::{
    integer::Integer,
    labels::Labels,
    polytope::{Polytope, Vertex},
};

/// A number did not fit: start again with longer integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Overflow;

#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    det: T,
    /// Constants first, then one column a cobasic variable; what follows them in a row is of no meaning.
    entries: Vec<T>,
    /// From the start of a row to that of the next.
    stride: usize,
    basic: Vec<usize>,
    /// From column 1 on.
    cobasic: Vec<usize>,
    /// Variables held at zero: their columns are gone.
    held: Labels,
    /// The variables that are infinitesimally larger, largest first, each where it stands now.
    origin: Vec<Place>,
}

/// Where a variable of the origin stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Row(usize),
    Column(usize),
}

impl<T: Integer> Dictionary<T> {
    /// The dictionary of the point zero: the slack of each answer in terms of the strategies. Nothing if a
    /// coefficient does not fit.
    pub(super) fn of(polytope: &Polytope) -> Option<Self> {
        let stride = polytope.own() + 1;
        let mut entries = Vec::with_capacity(stride * polytope.answers());
        for row in polytope.coefficients().chunks_exact(polytope.own()) {
            entries.push(T::one());
            for coefficient in row {
                entries.push(T::from_big(coefficient)?.negated()?);
            }
        }
        let mut dictionary = Self {
            det: T::one(),
            entries,
            stride,
            basic: (0..polytope.answers())
                .map(|it| polytope.answer_label(it))
                .collect(),
            cobasic: (0..polytope.own())
                .map(|it| polytope.own_label(it))
                .collect(),
            held: Labels::none(polytope.labels()),
            origin: Vec::new(),
        };
        dictionary.mark_origin();
        Some(dictionary)
    }

    /// Lets every variable that is basic now be infinitesimally larger, and no other.
    pub(super) fn mark_origin(&mut self) {
        self.origin = (0..self.basic.len()).map(Place::Row).collect();
    }

    /// The cobasic variables, by column from 1.
    pub(super) fn cobasic(&self) -> &[usize] {
        &self.cobasic
    }

    /// The basic variables, by row.
    pub(super) fn basic(&self) -> &[usize] {
        &self.basic
    }

    fn at(&self, row: usize, column: usize) -> &T {
        &self.entries[row * self.stride + column]
    }

    /// The row that a variable which grows from zero drives to zero first; nothing if it can grow without end.
    pub(super) fn blocking_row(&self, column: usize) -> Option<usize> {
        (0..self.basic.len())
            .filter(|&row| self.at(row, column).sign() == Ordering::Less)
            .min_by(|&one, &other| self.compare_ratios(one, other, column))
    }

    /// Which of two rows, both of them falling, a growing column drives to zero first, infinitesimals included.
    fn compare_ratios(&self, one: usize, other: usize, column: usize) -> Ordering {
        let (fall, other_fall) = (self.at(one, column), self.at(other, column));
        // Both falls are negative: dividing by them turns the comparison round, twice.
        let mut order = T::compare(self.at(other, 0), fall, self.at(one, 0), other_fall);
        for &place in &self.origin {
            if order != Ordering::Equal {
                break;
            }
            order = match place {
                Place::Row(row) if row == one => Ordering::Greater,
                Place::Row(row) if row == other => Ordering::Less,
                Place::Row(_) => Ordering::Equal,
                Place::Column(at) => {
                    T::compare(self.at(one, at), other_fall, self.at(other, at), fall)
                }
            };
        }
        order
    }

    /// Exchanges a row's variable with a column's; the entry where they meet must not be zero.
    pub(super) fn pivot(&mut self, row: usize, column: usize) -> Result<(), Overflow> {
        let turn = self.at(row, column).sign();
        debug_assert_ne!(turn, Ordering::Equal);
        let signed = |value: T| match turn {
            Ordering::Less => value.negated().ok_or(Overflow),
            _ => Ok(value),
        };
        let pivot = self.at(row, column).clone();
        let stride = self.stride;
        let width = self.cobasic.len() + 1;
        let pivots: Vec<T> = self.entries[row * stride..row * stride + width].to_vec();
        for (number, entries) in self.entries.chunks_exact_mut(stride).enumerate() {
            if number == row {
                continue;
            }
            let factor = entries[column].clone();
            for (at, (entry, across)) in entries.iter_mut().zip(&pivots).enumerate() {
                *entry = if at == column {
                    signed(factor.clone())?
                } else {
                    signed(T::cross(entry, &pivot, &factor, across, &self.det).ok_or(Overflow)?)?
                };
            }
        }
        for (at, across) in pivots.into_iter().enumerate() {
            self.entries[row * stride + at] = if at == column {
                signed(self.det.clone())?
            } else {
                signed(across)?.negated().ok_or(Overflow)?
            };
        }
        self.det = signed(pivot)?;
        std::mem::swap(&mut self.basic[row], &mut self.cobasic[column - 1]);
        for place in &mut self.origin {
            *place = match *place {
                Place::Row(at) if at == row => Place::Column(column),
                Place::Column(at) if at == column => Place::Row(row),
                elsewhere => elsewhere,
            };
        }
        Ok(())
    }

    /// Restricts the polytope to the face where these labels are tight: `false` if their equations contradict each
    /// other. The basis that is left need not be feasible. The origin is forgotten. Counts its pivots.
    pub(super) fn hold(&mut self, tight: &Labels, pivots: &mut u64) -> Result<bool, Overflow> {
        self.origin.clear();
        for column in (1..=self.cobasic.len()).rev() {
            if tight.contains(self.cobasic[column - 1]) {
                self.drop_column(column);
            }
        }
        let mut row = 0;
        while row < self.basic.len() {
            if !tight.contains(self.basic[row]) {
                row += 1;
                continue;
            }
            let exchangeable = (1..=self.cobasic.len())
                .find(|&column| self.at(row, column).sign() != Ordering::Equal);
            if let Some(column) = exchangeable {
                self.pivot(row, column)?;
                *pivots += 1;
                self.drop_column(column);
                row += 1;
            } else if self.at(row, 0).sign() == Ordering::Equal {
                self.drop_row(row);
            } else {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn drop_column(&mut self, column: usize) {
        let last = self.cobasic.len();
        self.held.insert(self.cobasic.swap_remove(column - 1));
        for row in 0..self.basic.len() {
            self.entries
                .swap(row * self.stride + column, row * self.stride + last);
        }
    }

    fn drop_row(&mut self, row: usize) {
        self.held.insert(self.basic.remove(row));
        self.entries
            .drain(row * self.stride..(row + 1) * self.stride);
    }

    /// Pivots to a feasible basis by Bland's rule in the dual (there is no objective, so every basis is dual
    /// feasible): `false` if the face is empty. Counts its pivots.
    pub(super) fn make_feasible(&mut self, pivots: &mut u64) -> Result<bool, Overflow> {
        loop {
            let violated = (0..self.basic.len())
                .filter(|&row| self.at(row, 0).sign() == Ordering::Less)
                .min_by_key(|&row| self.basic[row]);
            let Some(row) = violated else {
                return Ok(true);
            };
            let entering = (1..=self.cobasic.len())
                .filter(|&column| self.at(row, column).sign() == Ordering::Greater)
                .min_by_key(|&column| self.cobasic[column - 1]);
            let Some(column) = entering else {
                return Ok(false);
            };
            self.pivot(row, column)?;
            *pivots += 1;
        }
    }

    /// Whether a label is tight on the whole face of a feasible basis: maximises its variable, until it is positive
    /// or cannot rise. Counts its pivots.
    pub(super) fn is_always_tight(
        &mut self,
        label: usize,
        pivots: &mut u64,
    ) -> Result<bool, Overflow> {
        if self.held.contains(label) {
            return Ok(true);
        }
        loop {
            let row = self.basic.iter().position(|&basic| basic == label);
            let rising = match row {
                Some(row) if self.at(row, 0).sign() != Ordering::Equal => return Ok(false),
                Some(row) => (1..=self.cobasic.len())
                    .find(|&column| self.at(row, column).sign() == Ordering::Greater),
                None => self
                    .cobasic
                    .iter()
                    .position(|&cobasic| cobasic == label)
                    .map(|at| at + 1),
            };
            let Some(column) = rising else {
                return Ok(true);
            };
            let Some(blocking) = self.blocking_row(column) else {
                return Ok(false);
            };
            self.pivot(blocking, column)?;
            *pivots += 1;
        }
    }

    /// Holds every label that is tight on the whole face of a feasible basis, so that the columns that are left
    /// count the dimension of the face. Marks the origin anew. Counts its pivots.
    pub(super) fn hold_what_is_always_tight(&mut self, pivots: &mut u64) -> Result<(), Overflow> {
        self.mark_origin();
        let mut label = 0;
        // Where no basic variable is zero, every column can rise.
        while (0..self.basic.len()).any(|row| self.at(row, 0).sign() == Ordering::Equal) {
            let Some(next) = self
                .basic
                .iter()
                .chain(&self.cobasic)
                .copied()
                .filter(|&it| it >= label)
                .min()
            else {
                break;
            };
            label = next + 1;
            if self.is_always_tight(next, pivots)? {
                // A row that is zero and cannot rise holds its falling columns at zero, too.
                if let Some(row) = self.basic.iter().position(|&basic| basic == next) {
                    for column in (1..=self.cobasic.len()).rev() {
                        if self.at(row, column).sign() == Ordering::Less {
                            self.drop_column(column);
                        }
                    }
                    self.drop_row(row);
                }
                self.mark_origin();
            }
        }
        Ok(())
    }

    /// The labels that are tight at the vertex of a feasible basis.
    pub(super) fn tight(&self) -> Labels {
        let mut labels = self.held.clone();
        for &label in &self.cobasic {
            labels.insert(label);
        }
        for (row, &label) in self.basic.iter().enumerate() {
            if self.at(row, 0).sign() == Ordering::Equal {
                labels.insert(label);
            }
        }
        labels
    }

    /// The vertex of a feasible basis.
    pub(super) fn vertex(&self, polytope: &Polytope) -> Vertex {
        let mut weights = vec![IBig::ZERO; polytope.own()];
        for (row, &label) in self.basic.iter().enumerate() {
            if let Some(weight) = polytope.strategy(label).and_then(|it| weights.get_mut(it)) {
                *weight = self.at(row, 0).to_big();
            }
        }
        Vertex {
            weights,
            labels: self.tight(),
        }
    }
}
