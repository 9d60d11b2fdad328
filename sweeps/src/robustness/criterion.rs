//! Picking a candidate by one measure.

use super::standing::{Figure, Standing};
use super::{Direction, Robustness};

/// A measure to pick by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// The best worst case: maximin.
    WorstCase,
    /// The best best case: maximax.
    BestCase,
    /// The best mixture of best and worst case.
    Hurwicz,
    /// The best mean: Laplace, and the expected value over equally likely points.
    Mean,
    /// The least maximum regret.
    MaximumRegret,
    /// The least mean regret.
    MeanRegret,
    /// The least percentile of regret.
    PercentileRegret,
    /// The largest share of points that meet the threshold.
    Satisficing,
}

/// What a criterion picks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The candidates whose figure is decided and the best of those, by position: several if equal,
    /// none if no figure is decided.
    pub best: Vec<usize>,
    /// The candidates whose figure is not decided, by position: each might be better.
    pub open: Vec<usize>,
}

impl Robustness {
    /// What `criterion` picks.
    #[must_use]
    pub fn pick(&self, criterion: Criterion) -> Pick {
        let losses: Vec<Option<f64>> = self
            .candidates
            .iter()
            .map(|it| loss(it, criterion, self.direction))
            .collect();
        let least = losses.iter().flatten().copied().reduce(f64::min);
        let those = |wanted: &dyn Fn(&Option<f64>) -> bool| -> Vec<usize> {
            let places = losses.iter().enumerate();
            places
                .filter(|(_, loss)| wanted(loss))
                .map(|(place, _)| place)
                .collect()
        };
        Pick {
            best: those(&|loss| loss.is_some() && *loss == least),
            open: those(&|loss| loss.is_none()),
        }
    }
}

/// The criterion's figure, turned so that less is better; `None` where it is not decided.
fn loss(standing: &Standing, criterion: Criterion, direction: Direction) -> Option<f64> {
    let turned = |figure: Figure| Some(direction.loss(figure.decided()?));
    match criterion {
        Criterion::WorstCase => turned(standing.worst),
        Criterion::BestCase => turned(standing.best),
        Criterion::Hurwicz => turned(standing.hurwicz),
        Criterion::Mean => turned(standing.mean),
        Criterion::MaximumRegret => standing.regret.maximum.decided(),
        Criterion::MeanRegret => standing.regret.mean.decided(),
        Criterion::PercentileRegret => standing.regret.percentile?.decided(),
        Criterion::Satisficing => Some(-standing.satisficing?.share),
    }
}
