//! A borrower at the top LTV who walks away if the collateral is worth less than the debt when it is
//! due.

use super::{Amounts, Attack, EconomyError, Episode, Refusal, Stage};
use crate::chronos::{
    protocol::{HOME, HOUR, Seconds, WHOLE, Wad, YEAR},
    stage::{Range, dollars},
};

struct StrategicDefault {
    loan: Wad,
    /// Worth of the collateral on the first day.
    collateral: Wad,
}

pub(super) fn read(read: &Amounts<'_>) -> Result<Box<dyn Attack>, EconomyError> {
    Ok(Box::new(StrategicDefault {
        loan: read.top_loan()?,
        collateral: read.usd("proven_balance")?,
    }))
}

impl Attack for StrategicDefault {
    fn play(&self, stage: &mut Stage) -> Result<Episode, Refusal> {
        let borrower = stage.reputable(self.collateral)?;
        let party = stage.party(&[borrower])?;
        let collateral = stage.ether_worth(self.collateral)?;
        stage.buy_ether(borrower, collateral)?;
        let loan = stage
            .protocol
            .borrow(borrower, HOME, self.loan, collateral)?;

        let term = stage.economy.constants().loan_term();
        // A history moves by the hour, and liquidators look every hour; otherwise one step does.
        let watched =
            stage.economy.constants().liquidation_ltv() < WHOLE || stage.economy.replays_history();
        let step = if watched { HOUR.min(term) } else { term };
        let mut price = stage.price_path(step)?;
        let mut elapsed: Seconds = 0;
        while elapsed < term {
            elapsed += step;
            stage.wait(step)?;
            stage.quote(&mut price)?;
            if stage.liquidate(loan)? {
                break;
            }
        }
        if stage.is_open(loan)? {
            let owed = stage.protocol.debt(loan)?.total()?;
            let pledged = stage.protocol.loan(loan)?.collateral;
            if stage.protocol.eth_value(pledged)? < owed {
                stage.wait_until(stage.protocol.loan(loan)?.matures_at)?;
                stage.protocol.default_loan(loan)?;
            } else {
                stage.protocol.repay(borrower, loan, owed)?;
            }
        }
        // The price has no upper end; what lies beyond four deviations is left to runs that see it.
        let years = term as f64 / YEAR as f64;
        let deviation = stage.economy.volatility().total * libm::sqrt(years);
        let most = dollars(self.collateral) * libm::exp(4.0 * deviation);
        stage.episode(
            &party,
            Range {
                worst: -dollars(self.collateral),
                best: most,
            },
        )
    }
}
