//! What debt that was opened just before a jump loses.

use super::{liquidity::Liquidity, terms::Terms};
use crate::{
    chronos::protocol::HOUR,
    engine::{Ensemble, RunKey, Streams},
    market::{HourlyReturns, JumpDiffusion, MarketError, PriceModel},
    statistics::{StatisticsError, Tail},
};

/// Debt that is opened at the top LTV within one hour, after which the price jumps.
///
/// The sample is of the price at which its collateral is sold: the jump's hour and the
/// liquidation's delay after the loans were opened. Nothing else is sold at the time.
#[derive(Clone, Debug, PartialEq)]
pub struct JumpHour {
    terms: Terms,
    /// The price at the sale over the one at which the loans were opened.
    moves: Vec<f64>,
}

/// A return of the history that counts as a jump, in standard deviations: as the scenario's own
/// measure of jumps has it.
const JUMP: f64 = 5.0;

/// Halvings of the interval in which the largest debt is looked for.
const HALVINGS: usize = 60;

impl JumpHour {
    /// As many jumps as `ensemble` has runs, under `law`: a draw of its jump and the hours after it,
    /// or one of the hours of its history that moved beyond five standard deviations, up or down,
    /// and those that followed.
    ///
    /// # Errors
    /// [`MarketError`] for a law that has no path, no jumps, or a price that leaves the range of
    /// numbers.
    pub fn draw(law: &PriceModel, terms: &Terms, ensemble: Ensemble) -> Result<Self, MarketError> {
        let jumps = Jumps::of(law)?;
        let moves = (0..ensemble.runs)
            .map(|replicate| {
                let streams = Streams::new(RunKey {
                    seed: ensemble.seed,
                    point: ensemble.point,
                    replicate,
                });
                jumps.draw(law, terms.liquidation_delay, &streams)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            terms: *terms,
            moves,
        })
    }

    /// The loss of each jump on `debt` USD opened in the hour before it.
    #[must_use]
    pub fn losses(&self, debt: f64) -> Vec<f64> {
        let terms = &self.terms;
        let owed = debt * (1.0 + terms.indexer_fee);
        // Beyond the threshold it is liquidated; below water its borrower leaves it at any threshold.
        let threshold = terms.liquidation_ltv.min(1.0);
        let of = |moved: &f64| {
            let worth = debt / terms.top_ltv() * moved;
            if owed <= threshold * worth {
                return 0.0;
            }
            let wanted = owed * (1.0 + terms.liquidation_fee);
            let sale = Liquidity::new(terms).sell(worth, wanted);
            let paid = sale.proceeds / (1.0 + terms.liquidation_fee);
            let fee = paid.min(owed - debt);
            (debt - (paid - fee)).clamp(0.0, debt)
        };
        self.moves.iter().map(of).collect()
    }

    /// The tail of those losses.
    ///
    /// # Errors
    /// Those of [`Tail::of`].
    pub fn tail(&self, debt: f64, level: f64) -> Result<Tail, StatisticsError> {
        Tail::of(&self.losses(debt), level)
    }

    /// The largest debt up to `most` of which `measure` of the tail stays within `bound` USD, or
    /// `most` if it always does. Losses rise with the debt, more than in proportion, as it presses its
    /// own price.
    ///
    /// # Errors
    /// Those of [`Tail::of`].
    pub fn largest(
        &self,
        level: f64,
        bound: f64,
        most: f64,
        measure: impl Fn(&Tail) -> f64,
    ) -> Result<f64, StatisticsError> {
        let within = |debt| Ok(measure(&self.tail(debt, level)?) <= bound);
        if within(most)? {
            return Ok(most);
        }
        let (mut low, mut high) = (0.0, most);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if within(middle)? {
                low = middle;
            } else {
                high = middle;
            }
            if high - low <= 1e-4 * high {
                break;
            }
        }
        Ok(low)
    }
}

/// Where jumps come from.
enum Jumps<'a> {
    /// From a law of their own.
    Law(&'a JumpDiffusion),
    /// From these hours of a history.
    Hours(&'a HourlyReturns, Vec<usize>),
}

impl<'a> Jumps<'a> {
    fn of(law: &'a PriceModel) -> Result<Self, MarketError> {
        let returns = match law {
            PriceModel::Jump(law) => return Ok(Self::Law(law)),
            PriceModel::Historical { returns, .. } => returns,
        };
        let changes = returns.as_slice();
        let squares: f64 = changes.iter().map(|change| change * change).sum();
        let limit = JUMP * libm::sqrt(squares / changes.len() as f64);
        let beyond = |(_, change): &(usize, &f64)| change.abs() > limit;
        let hours: Vec<usize> = changes
            .iter()
            .enumerate()
            .filter(beyond)
            .map(|(hour, _)| hour)
            .collect();
        if hours.is_empty() {
            return Err(MarketError::Parameter {
                name: "the number of jumps in the price history",
                value: 0.0,
                expected: "at least one: a return beyond five standard deviations",
            });
        }
        Ok(Self::Hours(returns, hours))
    }

    /// The price `delay` hours after the hour that a jump opens, over the price before it.
    fn draw(&self, law: &PriceModel, delay: usize, streams: &Streams) -> Result<f64, MarketError> {
        let mut which = streams.open("jump-hour");
        match self {
            Self::Law(jumps) => {
                let jump = jumps.jump_mean + jumps.jump_sd * which.normal();
                let mut path = law.path(libm::exp(jump), HOUR, streams)?;
                for _ in 0..=delay {
                    path.step()?;
                }
                Ok(path.price())
            }
            Self::Hours(returns, hours) => {
                // There is at least one hour.
                let drawn = which.below(hours.len() as u64).unwrap_or(0);
                let first = hours.get(drawn as usize).copied().unwrap_or(0);
                let following = returns.as_slice().iter().cycle().skip(first);
                Ok(libm::exp(following.take(delay + 1).sum()))
            }
        }
    }
}
