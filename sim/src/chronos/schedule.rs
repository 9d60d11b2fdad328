//! A scenario's step tables as the contract's schedules.

use assay_scenarios::Number;
use dashu_ratio::RBig;

use super::{
    amounts::{Amounts, EconomyError},
    protocol::{LtvStep, SlashStep},
};

const LTV: &str = "ltv_by_age";
const SLASH: &str = "slash_by_severity";

impl Amounts<'_> {
    /// The LTV schedule, whose last row holds from the age that earns the top LTV.
    pub(super) fn ltv_steps(&self) -> Result<[LtvStep; 5], EconomyError> {
        // A top that the contract cannot hold is told of by its own name.
        self.bps("top_ltv")?;
        let step = |(from, ltv): (RBig, RBig)| -> Result<LtvStep, EconomyError> {
            Ok(LtvStep {
                from: whole(LTV, from, 1, "seconds")?,
                ltv: whole(LTV, ltv, 10_000, "basis points")?,
            })
        };
        let [entry, second, third, fourth, top] = self.ltv_rows()?;
        let top = LtvStep {
            from: self.seconds("top_age")?,
            ..step(top)?
        };
        Ok([
            step(entry)?,
            step(second)?,
            step(third)?,
            step(fourth)?,
            top,
        ])
    }

    /// The slashing schedule, as the contract's function reads it.
    pub(super) fn slash_steps(&self) -> Result<[SlashStep; 3], EconomyError> {
        let step = |(from, share): (RBig, RBig)| -> Result<SlashStep, EconomyError> {
            Ok(SlashStep {
                from: whole(SLASH, from, 10_000, "basis points")?,
                percent: whole(SLASH, share, 100, "percent")?,
            })
        };
        let [light, middle, heavy] = self.rows(SLASH, "fraction")?;
        Ok([step(light)?, step(middle)?, step(heavy)?])
    }

    /// The rows of the LTV schedule as they stand in its table, from ages in seconds.
    pub(super) fn ltv_rows<N: Number>(&self) -> Result<[(RBig, N); 5], EconomyError> {
        self.rows(LTV, "second")
    }

    /// The rows of a table of shares, of which the contract holds just as many; thresholds in the unit `from`.
    fn rows<N: Number, const ROWS: usize>(
        &self,
        table: &'static str,
        from: &str,
    ) -> Result<[(RBig, N); ROWS], EconomyError> {
        let rows = self.0.rows(table, from, "fraction");
        let rows: Vec<_> = rows.map_err(|error| EconomyError::Table {
            table,
            why: error.to_string(),
        })?;
        let rows = <[(RBig, N); ROWS]>::try_from(rows);
        rows.map_err(|rows| EconomyError::Table {
            table,
            why: format!("the contract keeps {ROWS} rows, not {}", rows.len()),
        })
    }
}

/// A value of a row in whole parts, `scale` of which make one.
fn whole(table: &'static str, value: RBig, scale: u64, parts: &str) -> Result<u64, EconomyError> {
    let value = value * RBig::from(scale);
    let held = value.is_int().then(|| u64::try_from(value.round()).ok());
    held.flatten().ok_or_else(|| EconomyError::Table {
        table,
        why: format!(
            "the contract keeps whole {parts}, which {} is not",
            value.to_f64().value()
        ),
    })
}
