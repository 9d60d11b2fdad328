//! Faces of a best-response polytope, exactly: their vertices, and which labels are tight throughout.
//!
//! From one feasible basis every neighbouring one is visited, depth first. Ties are broken as if the face were
//! simple, so that the bases are the vertices of a simple polytope, whose graph is connected (Balinski 1961).
//! Whether a neighbour is new is known from the ratio test alone: a basis costs one pivot on the way there and one
//! on the way back, however many neighbours it has.

use std::{collections::HashSet, rc::Rc};

use dashu_int::IBig;

use super::{
    dictionary::{Dictionary, Overflow},
    integer::Integer,
    labels::Labels,
    polytope::{Polytope, Vertex},
};

/// The polytope in exact numbers, ready to be restricted to faces.
pub(super) struct Faces<'a> {
    polytope: &'a Polytope,
    /// In machine words, unless the payoffs already are too long for them.
    short: Option<Dictionary<i64>>,
    long: Option<Dictionary<IBig>>,
}

/// Pivots that may still be made, and those that were.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pivots {
    pub(super) left: u64,
    pub(super) made: u64,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Overflow,
    Spent,
}

/// More pivots would be needed than are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

impl From<Overflow> for Stop {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl Pivots {
    pub(super) fn at_most(left: u64) -> Self {
        Self { left, made: 0 }
    }

    fn take(&mut self, pivots: u64) -> Result<(), Stop> {
        self.made += pivots;
        self.left = self.left.checked_sub(pivots).ok_or(Stop::Spent)?;
        Ok(())
    }
}

impl<'a> Faces<'a> {
    pub(super) fn of(polytope: &'a Polytope) -> Self {
        Self {
            polytope,
            short: Dictionary::of(polytope),
            long: Dictionary::of(polytope),
        }
    }

    /// The vertices of the face on which these labels are tight, each once, in order of their labels.
    pub(super) fn vertices(
        &self,
        tight: &Labels,
        pivots: &mut Pivots,
    ) -> Result<Vec<Rc<Vertex>>, Spent> {
        let mut found = self.in_words_or_longer(
            pivots,
            |short, pivots| vertices(short, self.polytope, tight, pivots),
            |long, pivots| vertices(long, self.polytope, tight, pivots),
        )?;
        found.sort_unstable_by(|one, other| one.labels.cmp(&other.labels));
        Ok(found)
    }

    /// Whether a label is tight on all of the face on which these labels are tight.
    pub(super) fn forces(
        &self,
        tight: &Labels,
        label: usize,
        pivots: &mut Pivots,
    ) -> Result<bool, Spent> {
        self.in_words_or_longer(
            pivots,
            |short, pivots| forces(short, tight, label, pivots),
            |long, pivots| forces(long, tight, label, pivots),
        )
    }

    fn in_words_or_longer<R>(
        &self,
        pivots: &mut Pivots,
        short: impl Fn(Dictionary<i64>, &mut Pivots) -> Result<R, Stop>,
        long: impl Fn(Dictionary<IBig>, &mut Pivots) -> Result<R, Stop>,
    ) -> Result<R, Spent> {
        if let Some(dictionary) = &self.short {
            match short(dictionary.clone(), pivots) {
                Ok(result) => return Ok(result),
                Err(Stop::Spent) => return Err(Spent),
                Err(Stop::Overflow) => {}
            }
        }
        match &self.long {
            Some(dictionary) => long(dictionary.clone(), pivots).map_err(|_| Spent),
            None => Err(Spent),
        }
    }
}

/// The dictionary of a face at a feasible basis; nothing if the face is empty.
fn face<T: Integer>(
    mut dictionary: Dictionary<T>,
    tight: &Labels,
    pivots: &mut Pivots,
) -> Result<Option<Dictionary<T>>, Stop> {
    let mut made = 0;
    let is_there = dictionary.hold(tight, &mut made)? && dictionary.make_feasible(&mut made)?;
    pivots.take(made)?;
    Ok(is_there.then_some(dictionary))
}

fn forces<T: Integer>(
    dictionary: Dictionary<T>,
    tight: &Labels,
    label: usize,
    pivots: &mut Pivots,
) -> Result<bool, Stop> {
    let Some(mut face) = face(dictionary, tight, pivots)? else {
        return Ok(true);
    };
    face.mark_origin();
    let mut made = 0;
    let forced = face.is_always_tight(label, &mut made)?;
    pivots.take(made)?;
    Ok(forced)
}

/// A pivot that led to a basis, and the next column to try at the basis it came from.
struct Step {
    row: usize,
    column: usize,
    next: usize,
}

fn vertices<T: Integer>(
    dictionary: Dictionary<T>,
    polytope: &Polytope,
    tight: &Labels,
    pivots: &mut Pivots,
) -> Result<Vec<Rc<Vertex>>, Stop> {
    let Some(mut dictionary) = face(dictionary, tight, pivots)? else {
        return Ok(Vec::new());
    };
    let mut made = 0;
    dictionary.hold_what_is_always_tight(&mut made)?;
    pivots.take(made)?;

    let mut cobasis = Labels::none(polytope.labels());
    for &label in dictionary.cobasic() {
        cobasis.insert(label);
    }
    let first = dictionary.vertex(polytope);
    let mut seen = HashSet::from([first.labels.clone()]);
    let mut found = vec![Rc::new(first)];
    let mut visited = HashSet::from([cobasis.clone()]);
    let mut path: Vec<Step> = Vec::new();
    let mut column = 1;
    loop {
        if column > dictionary.cobasic().len() {
            let Some(back) = path.pop() else {
                return Ok(found);
            };
            cobasis.remove(dictionary.cobasic()[back.column - 1]);
            cobasis.insert(dictionary.basic()[back.row]);
            dictionary.pivot(back.row, back.column)?;
            column = back.next;
            continue;
        }
        if let Some(row) = dictionary.blocking_row(column) {
            let (entering, leaving) = (dictionary.cobasic()[column - 1], dictionary.basic()[row]);
            cobasis.remove(entering);
            cobasis.insert(leaving);
            if visited.insert(cobasis.clone()) {
                pivots.take(1)?;
                dictionary.pivot(row, column)?;
                if seen.insert(dictionary.tight()) {
                    found.push(Rc::new(dictionary.vertex(polytope)));
                }
                path.push(Step {
                    row,
                    column,
                    next: column + 1,
                });
                column = 1;
                continue;
            }
            cobasis.remove(leaving);
            cobasis.insert(entering);
        }
        column += 1;
    }
}
