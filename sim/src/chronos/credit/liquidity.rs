//! A market of limited depth, into which collateral is sold.

use super::terms::Terms;

/// The natural logarithm by which a sale of the depth lowers the price: it falls by 1 %.
const ONE_PERCENT: f64 = 0.010_050_335_853_501_44;

/// How far past sales have pushed the price below what it would be, and how it recovers.
///
/// The book of orders is exponential: selling ether worth v USD, before any pressure, multiplies the
/// price by 0.99^(v / depth), and what was pushed down halves in every half-life. It is the block-shaped
/// book with exponential resilience of Obizhaeva and Wang (2013) in the price's logarithm, in which
/// no price falls below zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Liquidity {
    /// Fall of the log price per USD sold.
    slope: f64,
    /// What is left of the pressure an hour later.
    kept: f64,
    /// The log price's distance below the undisturbed one.
    pressure: f64,
    /// The same as a factor of the price, e^-pressure.
    discount: f64,
}

/// Collateral sold, and what it brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sale {
    /// Worth of what was sold at the undisturbed price, USD.
    pub(super) given: f64,
    /// What the market paid, USD.
    pub(super) proceeds: f64,
}

/// Pressure grows no further than to a price of e^-30 of what it would be: nothing is left to fall, and a price that
/// floats cannot hold would make the next sale worth no number.
const DEEPEST: f64 = 30.0;

/// Below this the price is what it would be to the last digit.
const NONE: f64 = 1e-15;

impl Liquidity {
    pub(super) fn new(terms: &Terms) -> Self {
        let half_life = terms.liquidity_half_life;
        Self {
            slope: ONE_PERCENT / terms.liquidity_depth,
            kept: if half_life > 0.0 {
                libm::exp2(-1.0 / half_life)
            } else {
                0.0
            },
            pressure: 0.0,
            discount: 1.0,
        }
    }

    /// An hour passes.
    pub(super) fn recover(&mut self) {
        if self.pressure == 0.0 {
            return;
        }
        let left = self.pressure * self.kept;
        self.set(if left > NONE { left } else { 0.0 });
    }

    /// The market's price as a share of the undisturbed one.
    pub(super) fn discount(&self) -> f64 {
        self.discount
    }

    /// The log price's distance below the undisturbed one.
    pub(super) fn pressure(&self) -> f64 {
        self.pressure
    }

    /// Sells ether worth up to `worth` USD at the undisturbed price, no more than brings `wanted` USD.
    pub(super) fn sell(&mut self, worth: f64, wanted: f64) -> Sale {
        let paid = |liquidity: &Self, worth: f64| {
            liquidity.discount * -libm::expm1(-liquidity.slope * worth) / liquidity.slope
        };
        let whole = paid(self, worth);
        let sale = if whole <= wanted {
            Sale {
                given: worth,
                proceeds: whole,
            }
        } else {
            let share = wanted * self.slope / self.discount;
            Sale {
                given: -libm::log1p(-share) / self.slope,
                proceeds: wanted,
            }
        };
        self.set(self.pressure + self.slope * sale.given);
        sale
    }

    fn set(&mut self, pressure: f64) {
        self.pressure = pressure.min(DEEPEST);
        self.discount = libm::exp(-self.pressure);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market() -> Liquidity {
        Liquidity::new(&Terms {
            liquidity_depth: 1e6,
            liquidity_half_life: 2.0,
            ..Terms::default()
        })
    }

    #[test]
    fn a_market_that_is_sold_out_keeps_a_price() {
        let mut market = market();
        for _ in 0..10 {
            let sale = market.sell(1e300, f64::INFINITY);
            assert!(sale.proceeds.is_finite());
        }
        assert!(market.discount() > 0.0 && market.pressure().is_finite());
    }

    #[test]
    fn selling_the_depth_moves_the_price_by_a_percent_which_halves_in_a_half_life() {
        let mut market = market();
        let sale = market.sell(1e6, f64::INFINITY);
        assert!((market.discount() - 0.99).abs() < 1e-15);
        // The mean price between 1 and 0.99, weighted by worth: 0.01 / -ln 0.99.
        assert!((sale.proceeds - 1e6 * 0.01 / ONE_PERCENT).abs() < 1e-6);
        market.recover();
        market.recover();
        assert!((market.pressure() - ONE_PERCENT / 2.0).abs() < 1e-15);
    }

    #[test]
    fn two_sales_bring_what_one_of_both_would() {
        let (mut one, mut two) = (market(), market());
        let whole = one.sell(8e6, f64::INFINITY).proceeds;
        let parts = two.sell(3e6, f64::INFINITY).proceeds + two.sell(5e6, f64::INFINITY).proceeds;
        assert!((whole - parts).abs() < 1e-6);
        assert!((one.discount() - two.discount()).abs() < 1e-15);
    }

    #[test]
    fn no_more_is_sold_than_brings_what_is_wanted() {
        let mut market = market();
        let sale = market.sell(8e6, 2e6);
        assert_eq!(sale.proceeds, 2e6);
        let mut again = self::market();
        let same = again.sell(sale.given, f64::INFINITY).proceeds;
        assert!(sale.given < 8e6 && (same - 2e6).abs() < 1e-6);
    }
}
