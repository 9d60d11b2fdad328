//! The sums over the design's rows that Sobol' indices are made of.
//!
//! Only products of one row's outcomes are summed, so that rows can be added in blocks and forgotten, or weighted.

/// What a row of the design holds: the outcomes at A, at AB_i for each group i (A with the group's coordinates of B), for
/// second order at BA_i (B with those of A), and at B; in this order, that of Saltelli's design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// The number of groups.
    pub(super) groups: usize,
    /// Whether there are BA_i.
    pub(super) second: bool,
}

impl Layout {
    /// Outcomes a row.
    pub(super) fn width(self) -> usize {
        2 + self.groups * if self.second { 2 } else { 1 }
    }

    /// The pairs of groups whose interaction is estimated: none without second order.
    pub(super) fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        let groups = if self.second { self.groups } else { 0 };
        (0..groups).flat_map(move |i| (i + 1..groups).map(move |j| (i, j)))
    }

    /// Indices there are: first and total of each group, second of each pair.
    pub(super) fn shares(self) -> usize {
        2 * self.groups + self.pairs().count()
    }

    /// Terms for each group, besides those of pairs.
    pub(super) fn terms_a_group(self) -> usize {
        if self.second { 2 } else { 3 }
    }

    /// Terms a row gives.
    pub(super) fn terms(self) -> usize {
        2 + self.groups * self.terms_a_group() + self.pairs().count()
    }
}

/// Outcomes of consecutive rows, a column for each place in the row.
pub(super) struct Block {
    pub(super) columns: Vec<Vec<f64>>,
    term: Vec<f64>,
}

impl Block {
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            columns: vec![Vec::new(); layout.width()],
            term: Vec::new(),
        }
    }

    /// Makes room for this many rows.
    pub(super) fn resize(&mut self, rows: usize) {
        for column in self.columns.iter_mut().chain([&mut self.term]) {
            column.resize(rows, 0.0);
        }
    }

    /// Hands over the terms of the rows, one column after the other:
    /// - the level: A + B, both less `shift`;
    /// - the spread: without BA_i the squares of both, less `shift`; with it, the squared differences of the row's
    ///   independent pairs (A, B) and (AB_i, BA_i);
    /// - for each group without BA_i: (B - `shift`)(AB_i - A), AB_i - A, (AB_i - A)²; with it: (AB_i - A)(B - BA_i),
    ///   (AB_i - A)² + (BA_i - B)²;
    /// - for each pair: (BA_i - BA_j)(AB_j - AB_i).
    pub(super) fn each_term(
        &mut self,
        layout: Layout,
        shift: f64,
        mut take: impl FnMut(usize, &[f64]),
    ) {
        let Self { columns, term } = self;
        let [a, mixed @ .., b] = columns.as_slice() else {
            return;
        };
        let (ab, ba) = mixed.split_at(layout.groups.min(mixed.len()));
        let mut next = 0;
        let mut hand_over = |term: &[f64]| {
            take(next, term);
            next += 1;
        };

        zip2(term, a, b, |a, b| (a - shift) + (b - shift));
        hand_over(term);
        if layout.second {
            zip2(term, a, b, |a, b| (a - b) * (a - b));
            for (ab, ba) in ab.iter().zip(ba) {
                for ((sum, ab), ba) in term.iter_mut().zip(ab).zip(ba) {
                    *sum += (ab - ba) * (ab - ba);
                }
            }
            hand_over(term);
            for (ab, ba) in ab.iter().zip(ba) {
                zip4(term, [a, b, ab, ba], |a, b, ab, ba| (ab - a) * (b - ba));
                hand_over(term);
                zip4(term, [a, b, ab, ba], |a, b, ab, ba| {
                    (ab - a) * (ab - a) + (ba - b) * (ba - b)
                });
                hand_over(term);
            }
        } else {
            zip2(term, a, b, |a, b| {
                (a - shift) * (a - shift) + (b - shift) * (b - shift)
            });
            hand_over(term);
            for ab in ab {
                zip4(term, [a, b, ab, ab], |a, b, ab, _| (b - shift) * (ab - a));
                hand_over(term);
                zip2(term, a, ab, |a, ab| ab - a);
                hand_over(term);
                zip2(term, a, ab, |a, ab| (ab - a) * (ab - a));
                hand_over(term);
            }
        }
        for (i, (ab_i, ba_i)) in ab.iter().zip(ba).enumerate() {
            for (ab_j, ba_j) in ab.iter().zip(ba).skip(i + 1) {
                zip4(term, [ab_i, ba_i, ab_j, ba_j], |ab_i, ba_i, ab_j, ba_j| {
                    (ba_i - ba_j) * (ab_j - ab_i)
                });
                hand_over(term);
            }
        }
    }
}

/// The sums of the terms over some rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    /// The number of rows, or their weight.
    pub(super) rows: f64,
    /// What the terms are shifted by.
    pub(super) shift: f64,
    /// The least outcome.
    pub(super) low: f64,
    /// The largest outcome.
    pub(super) high: f64,
    /// In the order of [`Block::each_term`].
    pub(super) terms: Vec<f64>,
}

impl Sums {
    /// Sums over no row, of terms shifted by `shift`: near the outcomes, so that no digits are lost in their squares.
    pub(super) fn new(layout: Layout, shift: f64) -> Self {
        Self {
            rows: 0.0,
            shift,
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            terms: vec![0.0; layout.terms()],
        }
    }

    /// Adds the rows of a block.
    pub(super) fn add(&mut self, layout: Layout, block: &mut Block) {
        for column in &block.columns {
            self.low = column.iter().copied().fold(self.low, f64::min);
            self.high = column.iter().copied().fold(self.high, f64::max);
        }
        self.rows += block.term.len() as f64;
        let terms = &mut self.terms;
        block.each_term(layout, self.shift, |place, column| {
            if let Some(term) = terms.get_mut(place) {
                *term += sum(column);
            }
        });
    }

    /// Adds the rows of other sums.
    pub(super) fn merge(&mut self, layout: Layout, mut other: Self) {
        other.shift_to(layout, self.shift);
        self.rows += other.rows;
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        for (term, other) in self.terms.iter_mut().zip(other.terms) {
            *term += other;
        }
    }

    /// The same sums with the terms shifted by `shift` instead.
    pub(super) fn shift_to(&mut self, layout: Layout, shift: f64) {
        let by = self.shift - shift;
        self.shift = shift;
        let outcomes = 2.0 * self.rows;
        if let [level, spread, rest @ ..] = self.terms.as_mut_slice() {
            if !layout.second {
                *spread += by * (2.0 * *level + outcomes * by);
                for group in rest.chunks_exact_mut(layout.terms_a_group()) {
                    if let [first, drift, ..] = group {
                        *first += by * *drift;
                    }
                }
            }
            *level += outcomes * by;
        }
    }
}

fn zip2(into: &mut [f64], x: &[f64], y: &[f64], f: impl Fn(f64, f64) -> f64) {
    for ((into, x), y) in into.iter_mut().zip(x).zip(y) {
        *into = f(*x, *y);
    }
}

fn zip4(into: &mut [f64], of: [&[f64]; 4], f: impl Fn(f64, f64, f64, f64) -> f64) {
    let [w, x, y, z] = of;
    for ((((into, w), x), y), z) in into.iter_mut().zip(w).zip(x).zip(y).zip(z) {
        *into = f(*w, *x, *y, *z);
    }
}

/// Partial sums that run side by side, so that one need not wait for the other.
const LANES: usize = 8;

/// The sum of a column, always in the same order.
pub(super) fn sum(column: &[f64]) -> f64 {
    let (lanes, rest) = column.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for lane in lanes {
        for (sum, x) in sums.iter_mut().zip(lane) {
            *sum += x;
        }
    }
    sums.iter().chain(rest).sum()
}

/// The sum of the products of two columns, always in the same order.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let (lanes, rest) = left.as_chunks::<LANES>();
    let (others, other_rest) = right.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (lane, other) in lanes.iter().zip(others) {
        for ((sum, x), y) in sums.iter_mut().zip(lane).zip(other) {
            *sum += x * y;
        }
    }
    let rest = rest.iter().zip(other_rest).map(|(x, y)| x * y);
    sums.iter().copied().chain(rest).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Layout = Layout {
        groups: 2,
        second: false,
    };

    fn sums_of(rows: std::ops::Range<u32>, shift: f64) -> Sums {
        let mut block = Block::new(ONE);
        block.resize(rows.len());
        for (place, column) in block.columns.iter_mut().enumerate() {
            for (into, row) in column.iter_mut().zip(rows.clone()) {
                *into = 100.0 + libm::sin(f64::from(row * 7 + place as u32 * 31));
            }
        }
        let mut sums = Sums::new(ONE, shift);
        sums.add(ONE, &mut block);
        sums
    }

    #[test]
    fn sums_of_parts_with_other_shifts_are_those_of_the_whole() {
        let whole = sums_of(0..50, 99.0);
        let mut parts = sums_of(0..20, 99.0);
        parts.merge(ONE, sums_of(20..50, 101.5));
        assert_eq!(
            (whole.rows, whole.low, whole.high),
            (parts.rows, parts.low, parts.high)
        );
        assert_eq!(whole.terms.len(), ONE.terms());
        for (whole, parts) in whole.terms.iter().zip(&parts.terms) {
            assert!((whole - parts).abs() < 1e-9, "{whole} {parts}");
        }
    }

    #[test]
    fn products_with_ones_sum_like_the_column_itself() {
        let column: Vec<f64> = (0..203).map(|i| libm::sin(f64::from(i))).collect();
        assert_eq!(sum(&column), dot(&column, &[1.0; 203]));
    }
}
