//! The test that proves a root: Krawczyk's operator.
//!
//! For a function f with slopes J over a box X, a point m of X and any matrix Y,
//! K(X) = m − Y·f(m) + (1 − Y·J)·(X − m) holds every root of f in X; and if K(X) lies in the interior of X, then X
//! holds exactly one root (Krawczyk 1969; Moore 1977; Neumaier, *Interval methods for systems of equations*, 1990,
//! theorem 5.1.8).

use super::matrix::inverse;
use crate::interval::Interval;

/// As many equations as unknowns.
pub(in crate::equilibrium) trait Equations {
    /// Bounds on each function over a box.
    fn values(&self, x: &[Interval]) -> Vec<Interval>;

    /// Bounds on each function's derivative by each unknown over a box.
    fn slopes(&self, x: &[Interval]) -> Vec<Vec<Interval>>;
}

/// Krawczyk's operator on a box; nothing where the slopes at the middle cannot be inverted.
pub(in crate::equilibrium) fn krawczyk(
    equations: &impl Equations,
    x: &[Interval],
) -> Option<Vec<Interval>> {
    let slopes = equations.slopes(x);
    let preconditioner = inverse(
        slopes
            .iter()
            .map(|row| row.iter().map(|slope| slope.middle()).collect())
            .collect(),
    )?;
    let middle: Vec<Interval> = x
        .iter()
        .map(|side| Interval::point(side.middle()))
        .collect::<Option<_>>()?;
    let values = equations.values(&middle);
    let away: Vec<Interval> = x.iter().zip(&middle).map(|(&x, &m)| x - m).collect();
    preconditioner
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let row: Vec<Interval> = row
                .iter()
                .map(|&entry| Interval::point(entry))
                .collect::<Option<_>>()?;
            let step: Interval = row.iter().zip(&values).map(|(&y, &value)| y * value).sum();
            let spread: Interval = away
                .iter()
                .enumerate()
                .map(|(column, &away)| {
                    let product: Interval = row
                        .iter()
                        .zip(&slopes)
                        .map(|(&y, slopes)| y * slopes[column])
                        .sum();
                    let identity = if column == index {
                        Interval::ONE
                    } else {
                        Interval::ZERO
                    };
                    (identity - product) * away
                })
                .sum();
            Some(middle[index] - step + spread)
        })
        .collect()
}

/// Whether each side of a box lies in the interior of the other box's.
pub(in crate::equilibrium) fn inside(inner: &[Interval], outer: &[Interval]) -> bool {
    inner
        .iter()
        .zip(outer)
        .all(|(&inner, &outer)| outer.surrounds(inner))
}

/// A box with exactly one root, made as narrow as floats allow by applying the operator again.
pub(in crate::equilibrium) fn narrowed(
    equations: &impl Equations,
    proven: &[Interval],
) -> Vec<Interval> {
    const MOST_STEPS: usize = 64;
    let mut x = proven.to_vec();
    for _ in 0..MOST_STEPS {
        let Some(image) = krawczyk(equations, &x) else {
            break;
        };
        let both: Option<Vec<Interval>> = x
            .iter()
            .zip(&image)
            .map(|(&x, &image)| x.intersection(image))
            .collect();
        let Some(both) = both else {
            break;
        };
        let shrunk = both
            .iter()
            .zip(&x)
            .any(|(new, old)| new.width() < 0.95 * old.width());
        x = both;
        if !shrunk {
            break;
        }
    }
    x
}

/// Newton's method in floats, on the middles: where a root may be, and no proof of it.
pub(in crate::equilibrium) fn newton(
    equations: &impl Equations,
    start: &[f64],
) -> Option<Vec<f64>> {
    const MOST_STEPS: usize = 24;
    const SETTLED: f64 = 1e-14;
    let mut x = start.to_vec();
    for _ in 0..MOST_STEPS {
        let point: Vec<Interval> = x
            .iter()
            .map(|&x| Interval::point(x))
            .collect::<Option<_>>()?;
        let values: Vec<f64> = equations
            .values(&point)
            .iter()
            .map(|value| value.middle())
            .collect();
        let slopes = equations
            .slopes(&point)
            .iter()
            .map(|row| row.iter().map(|slope| slope.middle()).collect())
            .collect();
        let step = super::matrix::times(&inverse(slopes)?, &values);
        let mut largest = 0.0f64;
        for (x, step) in x.iter_mut().zip(&step) {
            *x -= step;
            largest = largest.max(step.abs());
        }
        if largest <= SETTLED {
            return Some(x);
        }
        if !largest.is_finite() || largest > 1e6 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x² = 2.
    struct RootOfTwo;

    impl Equations for RootOfTwo {
        fn values(&self, x: &[Interval]) -> Vec<Interval> {
            let two = Interval::ONE + Interval::ONE;
            x.iter().map(|&x| x * x - two).collect()
        }

        fn slopes(&self, x: &[Interval]) -> Vec<Vec<Interval>> {
            x.iter().map(|&x| vec![x + x]).collect()
        }
    }

    #[test]
    fn the_root_of_two_is_proved_and_narrowed_to_a_few_floats() -> Result<(), &'static str> {
        let wide = [Interval::new(1.0, 2.0).ok_or("in order")?];
        let image = krawczyk(&RootOfTwo, &wide).ok_or("regular")?;
        assert!(inside(&image, &wide));
        let narrow = narrowed(&RootOfTwo, &wide);
        assert!(narrow[0].contains(std::f64::consts::SQRT_2));
        assert!(narrow[0].width() < 1e-14);
        Ok(())
    }

    #[test]
    fn a_box_without_a_root_is_thrown_off_itself() -> Result<(), &'static str> {
        let away = [Interval::new(2.0, 3.0).ok_or("in order")?];
        let image = krawczyk(&RootOfTwo, &away).ok_or("regular")?;
        assert!(image[0].intersection(away[0]).is_none());
        Ok(())
    }

    #[test]
    fn two_roots_in_a_box_are_not_taken_for_one() -> Result<(), &'static str> {
        let both = [Interval::new(-2.0, 3.0).ok_or("in order")?];
        let proved = krawczyk(&RootOfTwo, &both).is_some_and(|image| inside(&image, &both));
        assert!(!proved);
        Ok(())
    }
}
