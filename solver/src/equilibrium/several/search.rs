//! Branch and prune: every solution of a choice of supports, each proved to be the only one in its box.

use super::{
    krawczyk::{inside, krawczyk, narrowed, newton},
    system::System,
};
use crate::interval::Interval;

/// A box narrower than this that is neither empty nor proved to hold one solution is given up: solutions there
/// are too near to each other, or to being none, for floats.
const NARROWEST: f64 = 1.0 / (1u64 << 20) as f64;
/// A contraction that takes less than this share of the widest side is not worth another.
const WORTHWHILE: f64 = 0.7;
/// In a box narrower than this, Newton's method is likely to end at a root that is near.
const NEAR: f64 = 0.1;

/// What a search leaves: together, the boxes hold every equilibrium with the supports.
#[derive(Debug, Default)]
pub(super) struct Searched {
    /// Narrow boxes with exactly one solution each, no solution in two.
    pub(super) proven: Vec<Vec<Interval>>,
    /// Boxes too narrow to split further, which may hold any number of solutions.
    pub(super) stuck: Vec<Vec<Interval>>,
    /// Boxes never looked at, for want of budget.
    pub(super) unseen: Vec<Vec<Interval>>,
    /// Boxes looked at.
    pub(super) boxes: u64,
}

/// Looks through all probabilities in no more than `most` boxes.
pub(super) fn search(system: &System, most: u64) -> Searched {
    let mut searched = Searched::default();
    let mut roots = Roots::default();
    let unit = Interval::ZERO.hull(Interval::ONE);
    let mut open = vec![vec![unit; system.unknowns()]];
    while let Some(next) = open.pop() {
        if searched.boxes >= most {
            searched.unseen = open;
            searched.unseen.push(next);
            break;
        }
        searched.boxes += 1;
        match examined(system, next, &mut roots) {
            Examined::Settled => {}
            Examined::Smaller(x) => open.push(x),
            Examined::Split(x) => match halves(&x) {
                Some((left, right)) => open.extend([right, left]),
                None => searched.stuck.push(x),
            },
        }
    }
    searched.proven = roots.narrow;
    searched
}

enum Examined {
    /// Nothing is left to find here.
    Settled,
    Smaller(Vec<Interval>),
    Split(Vec<Interval>),
}

fn examined(system: &System, x: Vec<Interval>, roots: &mut Roots) -> Examined {
    let Some((x, region)) = system.feasible(&x) else {
        return Examined::Settled;
    };
    if system.excludes(&region) || roots.cover(&x) {
        return Examined::Settled;
    }
    let Some(image) = krawczyk(system, &x) else {
        return Examined::Split(x);
    };
    if inside(&image, &x) {
        return match roots.add(system, x.clone()) {
            true => Examined::Settled,
            false => Examined::Split(x),
        };
    }
    let Some(smaller) = x
        .iter()
        .zip(&image)
        .map(|(&x, &image)| x.intersection(image))
        .collect::<Option<Vec<Interval>>>()
    else {
        return Examined::Settled;
    };
    if widest(&smaller) < WORTHWHILE * widest(&x) {
        return Examined::Smaller(smaller);
    }
    if widest(&smaller) < NEAR
        && inflated(system, &smaller).is_some_and(|proven| roots.add(system, proven))
    {
        return Examined::Settled;
    }
    Examined::Split(smaller)
}

/// A box around the root that Newton finds from the middle, which covers `x` and is proved to hold no other root: how
/// roots on the edge of the probabilities, or of a box, are met.
fn inflated(system: &System, x: &[Interval]) -> Option<Vec<Interval>> {
    const LARGER: f64 = 1.25;
    let start: Vec<f64> = x.iter().map(|side| side.middle()).collect();
    let root = newton(system, &start)?;
    let near = root
        .iter()
        .zip(x)
        .all(|(&root, side)| (root - side.middle()).abs() <= side.width());
    if !near {
        return None;
    }
    let around: Vec<Interval> = root
        .iter()
        .zip(x)
        .map(|(&root, side)| {
            let radius = LARGER * (side.high() - root).abs().max((root - side.low()).abs()) + 1e-12;
            Interval::new(root - radius, root + radius)
        })
        .collect::<Option<_>>()?;
    let image = krawczyk(system, &around)?;
    inside(&image, &around).then_some(around)
}

/// The roots found so far.
#[derive(Debug, Default)]
struct Roots {
    /// Boxes with exactly one root.
    wide: Vec<Vec<Interval>>,
    /// The same roots, narrowly; no two the same.
    narrow: Vec<Vec<Interval>>,
}

impl Roots {
    /// Whether a box lies within one whose only root is known.
    fn cover(&self, x: &[Interval]) -> bool {
        self.wide.iter().any(|wide| {
            x.iter()
                .zip(wide)
                .all(|(x, wide)| wide.low() <= x.low() && x.high() <= wide.high())
        })
    }

    /// Takes a box with exactly one root. False if it cannot be told from a root known before.
    fn add(&mut self, system: &System, wide: Vec<Interval>) -> bool {
        let narrow = narrowed(system, &wide);
        for known in &self.narrow {
            let touches = known
                .iter()
                .zip(&narrow)
                .all(|(&known, &narrow)| known.intersection(narrow).is_some());
            if !touches {
                continue;
            }
            let both: Vec<Interval> = known
                .iter()
                .zip(&narrow)
                .map(|(&known, &narrow)| grown(known.hull(narrow)))
                .collect();
            if !krawczyk(system, &both).is_some_and(|image| inside(&image, &both)) {
                return false;
            }
            self.wide.push(wide);
            return true;
        }
        self.wide.push(wide);
        self.narrow.push(narrow);
        true
    }
}

/// Boxes that touch, drawn together; once there are too many regions to be of use, the rest join the first.
pub(super) fn merged(boxes: Vec<Vec<Interval>>) -> Vec<Vec<Interval>> {
    const MOST_REGIONS: usize = 32;
    let touch = |a: &[Interval], b: &[Interval]| {
        a.iter().zip(b).all(|(&a, &b)| a.intersection(b).is_some())
    };
    let mut regions: Vec<Vec<Interval>> = Vec::new();
    for next in boxes {
        let crowded = regions.len() >= MOST_REGIONS;
        let touching = regions
            .iter_mut()
            .find(|region| crowded || touch(region, &next));
        match touching {
            Some(region) => {
                for (side, &next) in region.iter_mut().zip(&next) {
                    *side = side.hull(next);
                }
            }
            None => regions.push(next),
        }
    }
    regions
}

/// An interval with room around it.
pub(super) fn grown(side: Interval) -> Interval {
    let room = side.width() + 1e-13;
    Interval::new(side.low() - room, side.high() + room).unwrap_or(side)
}

fn widest(x: &[Interval]) -> f64 {
    x.iter().map(|side| side.width()).fold(0.0, f64::max)
}

/// The two halves across the widest side; nothing for a box too narrow.
fn halves(x: &[Interval]) -> Option<(Vec<Interval>, Vec<Interval>)> {
    let (index, side) = x
        .iter()
        .enumerate()
        .max_by(|(_, a), (_, b)| a.width().total_cmp(&b.width()))?;
    if side.width() < NARROWEST {
        return None;
    }
    // Off the middle: even chances are the commonest root, and a root on a cut is met twice.
    let cut = side.low() + 0.496_093_75 * (side.high() - side.low());
    let (mut left, mut right) = (x.to_vec(), x.to_vec());
    left[index] = Interval::new(side.low(), cut)?;
    right[index] = Interval::new(cut, side.high())?;
    Some((left, right))
}
