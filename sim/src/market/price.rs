//! The price of ETH in USD.

use super::{
    HourlyReturns, MarketError, SECONDS_PER_YEAR, require, require_finite, require_not_negative,
    require_positive,
};
use crate::engine::{Draws, Streams};

/// Merton's jump diffusion (1976): a geometric Brownian motion with log-normal jumps at Poisson
/// times.
///
/// The drift is that of the expected price, jumps and convexity included: E[S(T)] = S(0)
/// exp(drift T), so that a price without drift is a martingale whatever the other parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JumpDiffusion {
    /// The expected price's rate of growth, per year, compounded continuously.
    pub drift: f64,
    /// The volatility of the diffusion alone, per square root of a year.
    pub volatility: f64,
    /// The expected number of jumps, per year.
    pub jumps_per_year: f64,
    /// The mean of a jump of the log-price.
    pub jump_mean: f64,
    /// The standard deviation of a jump of the log-price.
    pub jump_sd: f64,
}

impl JumpDiffusion {
    fn check(&self) -> Result<(), MarketError> {
        require_finite("drift", self.drift)?;
        require_not_negative("volatility", self.volatility)?;
        require_not_negative("jumps_per_year", self.jumps_per_year)?;
        require_finite("jump_mean", self.jump_mean)?;
        require_not_negative("jump_sd", self.jump_sd)
    }
}

/// What moves the price.
#[derive(Debug, Clone)]
pub enum PriceModel {
    /// A jump diffusion, exact at any step.
    Jump(JumpDiffusion),
    /// The returns of a real market in blocks of consecutive hours, each block from a random place
    /// (the circular block bootstrap of Politis and Romano, 1992). What happens within a block
    /// keeps its order and so its clusters of volatility. Blocks as long as the horizon replay the
    /// history from a random hour.
    Historical {
        /// The hourly returns.
        returns: HourlyReturns,
        /// The length of a block, hours, at least 1.
        block_hours: u64,
    },
}

impl PriceModel {
    /// A path from `start` USD in steps of `step_seconds`, drawn from the streams
    /// "eth-price/diffusion" and "eth-price/jumps" or from "eth-price/history".
    ///
    /// # Errors
    /// [`MarketError::Parameter`] for a start or step that is not above zero, a parameter that is
    /// out of its range, and historical returns in steps that are not whole hours.
    pub fn path(
        &self,
        start: f64,
        step_seconds: u64,
        streams: &Streams,
    ) -> Result<PricePath, MarketError> {
        require_positive("start", start)?;
        require_positive("step_seconds", step_seconds as f64)?;
        let source = match self {
            Self::Jump(law) => {
                law.check()?;
                Source::Jump(JumpSource::new(law, step_seconds, streams))
            }
            Self::Historical {
                returns,
                block_hours,
            } => {
                require_positive("block_hours", *block_hours as f64)?;
                require(
                    step_seconds.is_multiple_of(3600),
                    "step_seconds",
                    step_seconds as f64,
                    "whole hours of 3600 where the price is replayed from hourly returns",
                )?;
                Source::Historical(ReplaySource {
                    returns: returns.clone(),
                    block_hours: *block_hours,
                    left_of_block: 0,
                    next: 0,
                    step_hours: step_seconds / 3600,
                    draws: streams.open("eth-price/history"),
                })
            }
        };
        Ok(PricePath {
            price: start,
            source,
        })
    }
}

/// A price on its way.
#[derive(Debug, Clone)]
pub struct PricePath {
    price: f64,
    source: Source,
}

impl PricePath {
    /// The price now, USD.
    #[must_use]
    #[inline]
    pub fn price(&self) -> f64 {
        self.price
    }

    /// Moves on by one step and gives the price then, USD.
    ///
    /// # Errors
    /// [`MarketError::PriceOutOfRange`] where the price would overflow or vanish; it stays then.
    #[inline]
    pub fn step(&mut self) -> Result<f64, MarketError> {
        let change = match &mut self.source {
            Source::Jump(jump) => jump.log_change(),
            Source::Historical(replay) => replay.log_change(),
        };
        let next = self.price * libm::exp(change);
        if !next.is_normal() {
            return Err(MarketError::PriceOutOfRange {
                before: self.price,
                change,
            });
        }
        self.price = next;
        Ok(next)
    }
}

#[derive(Debug, Clone)]
enum Source {
    Jump(JumpSource),
    Historical(ReplaySource),
}

/// A jump diffusion with its constants for one step.
#[derive(Debug, Clone)]
struct JumpSource {
    trend: f64,
    diffusion_sd: f64,
    expected_jumps: f64,
    no_jump: f64,
    jump_mean: f64,
    jump_sd: f64,
    diffusion: Draws,
    jumps: Draws,
}

impl JumpSource {
    fn new(law: &JumpDiffusion, step_seconds: u64, streams: &Streams) -> Self {
        let years = step_seconds as f64 / SECONDS_PER_YEAR;
        let variance = law.volatility * law.volatility;
        let mean_jump = libm::expm1(law.jump_mean + 0.5 * law.jump_sd * law.jump_sd);
        let expected_jumps = law.jumps_per_year * years;
        Self {
            trend: (law.drift - 0.5 * variance - law.jumps_per_year * mean_jump) * years,
            diffusion_sd: law.volatility * libm::sqrt(years),
            expected_jumps,
            no_jump: libm::exp(-expected_jumps),
            jump_mean: law.jump_mean,
            jump_sd: law.jump_sd,
            diffusion: streams.open("eth-price/diffusion"),
            jumps: streams.open("eth-price/jumps"),
        }
    }

    #[inline]
    fn log_change(&mut self) -> f64 {
        let diffused = self.trend + self.diffusion_sd * self.diffusion.normal();
        let jumps = if self.expected_jumps < 10.0 {
            self.jumps.small_poisson(self.expected_jumps, self.no_jump)
        } else {
            self.jumps.poisson(self.expected_jumps)
        };
        if jumps == 0 {
            return diffused;
        }
        // The sum of that many normal jumps, in one draw.
        let jumps = jumps as f64;
        let spread = self.jump_sd * libm::sqrt(jumps);
        diffused + self.jump_mean * jumps + spread * self.jumps.normal()
    }
}

/// Hourly returns, replayed block by block.
#[derive(Debug, Clone)]
struct ReplaySource {
    returns: HourlyReturns,
    block_hours: u64,
    left_of_block: u64,
    next: usize,
    step_hours: u64,
    draws: Draws,
}

impl ReplaySource {
    #[inline]
    fn log_change(&mut self) -> f64 {
        (0..self.step_hours).map(|_| self.hour()).sum()
    }

    #[inline]
    fn hour(&mut self) -> f64 {
        let returns = self.returns.as_slice();
        if self.left_of_block == 0 {
            self.left_of_block = self.block_hours;
            // A history is never empty, so there is a place to start from.
            self.next = self.draws.below(returns.len() as u64).unwrap_or(0) as usize;
        }
        self.left_of_block -= 1;
        let change = returns.get(self.next).copied().unwrap_or(0.0);
        self.next = (self.next + 1) % returns.len().max(1);
        change
    }
}
