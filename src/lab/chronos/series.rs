//! An ordinary month as it goes by, for the page.

use assay_reports::page::{Band, Month, Part, Series};
use assay_sim::{
    chronos::{Chronicle, Day, Life, SimulationError},
    engine::Ensemble,
    statistics::quantile,
};

use crate::{
    error::CommandError,
    lab::{Asking, Lab, Tell},
};

/// Months that are kept at most: a kilobyte and a half each, and enough for a band's ends.
const RUNS: u64 = 2_000;
const STAGE: &str = "the days of a month";

/// What is shown of a month up to a day, that day last; in USD.
type Shown = (&'static str, fn(&[Day]) -> f64);

const SHOWN: [Shown; 5] = [
    ("Price of ETH", |days| last(days, |day| day.eth_price)),
    ("Lent and not paid back", |days| {
        last(days, |day| day.outstanding)
    }),
    ("Borrowed a day", |days| last(days, |day| day.borrowed)),
    // Defaults are rare and fees are paid out at once: of single days a band says nothing.
    ("Defaulted on since the month began", |days| {
        sum(days, |day| day.defaulted)
    }),
    ("Indexer's income since the month began", |days| {
        sum(days, |day| day.indexer_income)
    }),
];

fn last(days: &[Day], of: fn(&Day) -> f64) -> f64 {
    days.last().map_or(0.0, of)
}

fn sum(days: &[Day], of: fn(&Day) -> f64) -> f64 {
    days.iter().map(of).sum()
}

impl Lab {
    /// Simulated runs that [`Lab::month`] takes.
    pub(crate) fn runs_of_month(asking: &Asking) -> u64 {
        asking.runs.min(RUNS)
    }

    /// An ordinary month, day by day, over no more than a few thousand runs; absent where it cannot be lived.
    pub(crate) fn month(&self, asking: &Asking, tell: Tell<'_>) -> Part<Month> {
        if asking.runs < 2 {
            return Part::Absent("one run says nothing of how runs differ".into());
        }
        match self.days(asking, tell) {
            Ok((runs, histories)) => Part::Found(Month {
                about: self.about_month(),
                runs,
                series: SHOWN
                    .iter()
                    .map(|shown| series(shown, &histories))
                    .collect(),
            }),
            Err(error) => Part::Absent(error.to_string()),
        }
    }

    fn days(&self, asking: &Asking, tell: Tell<'_>) -> Result<(u64, Vec<Vec<Day>>), CommandError> {
        tell(STAGE, 0);
        let ensemble = Ensemble {
            runs: Self::runs_of_month(asking),
            ..asking.ensemble()
        };
        let history = self.protocol.history().cloned();
        let life = Life::new(&self.scenario, history).map_err(SimulationError::from)?;
        let lived = ensemble
            .run(&Chronicle::of(life), &|runs| tell(STAGE, runs))
            .map_err(SimulationError::from)?;
        Ok((ensemble.runs, lived))
    }

    fn about_month(&self) -> String {
        let share = match self.scenario.number("indexers") {
            Ok(indexers) if indexers > 1.0 => {
                format!("amounts are one indexer's share, a {indexers}th of the protocol.")
            }
            _ => "amounts are those of the whole protocol.".into(),
        };
        let price = if self.protocol.history().is_some() {
            "the ETH price replays a history from a random hour on; "
        } else {
            ""
        };
        format!(
            "Thirty days with everybody at their usual business, after the book has filled; {price}{share}"
        )
    }
}

/// Where one quantity lies over the runs, day by day.
fn series((name, of): &Shown, histories: &[Vec<Day>]) -> Series {
    let days = (0..Chronicle::DAYS)
        .map(|day| {
            let seen = histories.iter().filter_map(|days| days.get(..=day));
            let mut values: Vec<f64> = seen.map(of).collect();
            values.sort_by(f64::total_cmp);
            // There is a value for each run, and there are runs.
            let at = |p| quantile(&values, p).unwrap_or(f64::NAN);
            Band {
                low: at(0.05),
                median: at(0.5),
                high: at(0.95),
            }
        })
        .collect();
    Series {
        name: (*name).into(),
        unit: "USD".into(),
        days,
    }
}
