//! How the search goes about it.

/// By what the next peel is chosen, among those that raise the density.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Objective {
    /// The density of what remains (Friedman and Fisher 1999, equation 14.4): favours peels that
    /// cut away much, such as a whole choice.
    Density,
    /// The gain in density for each point given up: patient with columns of few values (Kwakkel and
    /// Jaxa-Rozen 2016).
    #[default]
    GainPerPoint,
    /// The same times the number of points that remain (Friedman and Fisher 1999, equation 14.6).
    GainPerPointTimesMass,
}

/// Which step of the trajectory becomes the box, among those at least as dense as
/// [`Settings::least_density`]. Of equals: fewer restricted columns, then the earlier step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Choice {
    /// The largest harmonic mean of coverage and density.
    #[default]
    Balanced,
    /// The largest coverage, whatever the density above the least.
    Widest,
    /// The largest density among the steps of at least this coverage, a fraction.
    Densest {
        /// The least coverage.
        coverage: f64,
    },
    /// This step, counted from 0, the whole table.
    Step(usize),
}

/// The settings of a search. Coverage, density and mass are fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The share of a box's points that one peel gives up, more where values tie; Friedman and
    /// Fisher advise 0.05 to 0.1.
    pub peel_alpha: f64,
    /// The share of a box's points that one paste adds; 0 for no pasting.
    pub paste_alpha: f64,
    /// The least share of all decided points that a peeled box holds.
    pub least_mass: f64,
    /// The least density of a box.
    pub least_density: f64,
    /// By what the next peel is chosen.
    pub objective: Objective,
    /// Which step of the trajectory becomes the box.
    pub choice: Choice,
    /// Restrictions of a larger quasi-p-value are dropped, the largest first, as long as the box
    /// stays as dense as `least_density`; 1 keeps all.
    pub significance: f64,
    /// The most boxes to cover the cases of interest with.
    pub most_boxes: usize,
    /// How many half samples test which columns recur; 0 for no test.
    pub resamples: usize,
    /// The seed of the half samples.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            peel_alpha: 0.05,
            paste_alpha: 0.01,
            least_mass: 0.05,
            least_density: 0.5,
            objective: Objective::default(),
            choice: Choice::default(),
            significance: 0.05,
            most_boxes: 3,
            resamples: 10,
            seed: 0,
        }
    }
}

/// A setting outside its range.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("`{name}` is {value}, expected {expected}")]
pub struct SettingsError {
    /// The setting.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its range.
    pub expected: &'static str,
}

impl Settings {
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let unit = |value: f64| (0.0..=1.0).contains(&value);
        let fraction = "a fraction from 0 to 1";
        let inside = "a fraction above 0 and below 1";
        let coverage = match self.choice {
            Choice::Densest { coverage } => coverage,
            Choice::Balanced | Choice::Widest | Choice::Step(_) => 0.0,
        };
        let checks = [
            ("peel_alpha", self.peel_alpha, inside, {
                self.peel_alpha > 0.0 && self.peel_alpha < 1.0
            }),
            ("paste_alpha", self.paste_alpha, fraction, {
                unit(self.paste_alpha)
            }),
            ("least_mass", self.least_mass, fraction, {
                unit(self.least_mass)
            }),
            ("least_density", self.least_density, fraction, {
                unit(self.least_density)
            }),
            ("significance", self.significance, fraction, {
                unit(self.significance)
            }),
            ("coverage", coverage, fraction, unit(coverage)),
            ("most_boxes", self.most_boxes as f64, "at least 1", {
                self.most_boxes > 0
            }),
        ];
        match checks.into_iter().find(|(_, _, _, holds)| !holds) {
            None => Ok(()),
            Some((name, value, expected, _)) => Err(SettingsError {
                name,
                value,
                expected,
            }),
        }
    }
}
