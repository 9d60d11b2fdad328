//! What a page is made of: plain data, put together by whoever ran the lab.

use assay_scenarios::ParameterKind;

use crate::{claims::ClaimsReport, manifest::Input, report::Report, verdict::Verdict};

/// Everything that a page shows. Sections that nothing fills say so, and why.
#[derive(Clone, Debug)]
pub struct Contents {
    /// What was asked and found.
    pub report: Report,
    /// How it was asked, so that it can be asked again.
    pub asked: Asked,
    /// Every parameter, in the scenario's order.
    pub parameters: Vec<Parameter>,
    /// Where attacks begin to pay, over two parameters.
    pub map: Part<Map>,
    /// Which parameters move one attack's value.
    pub influence: Part<Influence>,
    /// Ordinary time, day by day.
    pub month: Part<Month>,
    /// What single runs of the attacks came to.
    pub profits: Vec<Profits>,
    /// A document's claims, where a claims file was given.
    pub claims: Option<ClaimsReport>,
}

/// A part of the page, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<T> {
    /// It was found.
    Found(T),
    /// It is not there; why, as a sentence without its full stop.
    Absent(String),
}

/// How a report was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Where the scenario's numbers come from, in its own words.
    pub source: Option<String>,
    /// The scenario's path as typed and the values set over it, ready for a shell.
    pub words: String,
    /// The price history as typed, ready for a shell, where there is one.
    pub prices: Option<String>,
    /// The claims file as typed, ready for a shell, where there is one.
    pub claims: Option<String>,
    /// Every file that the scenario and its prices were read from.
    pub inputs: Vec<Input>,
}

/// A parameter and what is known of the values it may take.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name in formulas.
    pub name: String,
    /// What it is, in one line.
    pub meaning: String,
    /// Where its value comes from.
    pub source: String,
    /// Who fixes it.
    pub kind: ParameterKind,
    /// Its value.
    pub setting: Setting,
    /// The contract's constant for it, and the integer that stands there.
    pub constant: Option<Constant>,
}

/// A parameter's value, and what else it could be.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// One of several words.
    Choice {
        /// The word in force.
        chosen: String,
        /// All of them.
        choices: Vec<String>,
    },
    /// A number.
    Number(Number),
}

/// A numeric parameter; all values in `unit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its declared unit.
    pub unit: String,
    /// Its value.
    pub value: f64,
    /// The least and greatest value declared.
    pub range: (f64, f64),
    /// Attacks whose formulas read it.
    pub read_by: usize,
    /// Where an attack's formula begins or ceases to pay as this number moves and nothing else does: of each attack the
    /// nearest place to either side.
    pub turns: Vec<Turn>,
    /// Stretches of its values on which it is not known whether some attack pays.
    pub open: Vec<(f64, f64)>,
}

/// A value of a parameter at which an attack's formula turns.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The attack.
    pub attack: String,
    /// The value: of a bracket the end that is nearer; of a whole number the first at which it has turned.
    pub at: f64,
    /// The value up to which nothing has turned: the same, but for whole numbers.
    pub last: f64,
    /// How far that is: a share of the value now, or of the larger end of its range where it is zero now.
    pub change: f64,
    /// What happens beyond it.
    pub then: Then,
}

/// What an attack's formula does beyond a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It pays, and does not here.
    Begins,
    /// It does not pay, and does here.
    Ceases,
    /// It has no value.
    Undefined,
}

/// The constant of the contract that a parameter becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Its identifier.
    pub name: String,
    /// The integer that stands for the value; none where the encoding cannot hold it.
    pub encoded: Option<String>,
    /// What the integer counts.
    pub encoding: String,
}

/// Where attacks begin to pay over two parameters, everything else being as it is, by their formulas.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The parameter across.
    pub across: Axis,
    /// The parameter upwards.
    pub up: Axis,
    /// The attacks that were judged.
    pub over: Vec<String>,
    /// The attacks that were left out, since they pay at the scenario's own values.
    pub left_out: Vec<String>,
    /// Cells that fill the rectangle.
    pub cells: Vec<Cell>,
    /// Shares of the rectangle that are safe, vulnerable and undecided.
    pub shares: [f64; 3],
}

/// An axis of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The parameter.
    pub parameter: String,
    /// Its unit.
    pub unit: String,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The scenario's own value.
    pub now: f64,
    /// What turns first along it, and how far away.
    pub turn: Turn,
}

/// A rectangle of a map, on all of which the same is certain.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its ends across.
    pub across: (f64, f64),
    /// Its ends upwards.
    pub up: (f64, f64),
    /// What is certain on it: safe if no judged attack pays, vulnerable if one does everywhere.
    pub verdict: Verdict,
    /// An attack that pays on a vulnerable cell.
    pub by: Option<String>,
}

/// Shares of the variance of one attack's value.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
    /// The attack.
    pub attack: String,
    /// What the parameters were moved over, in words.
    pub over: String,
    /// By parameter, the largest total first.
    pub shares: Vec<Share>,
    /// Evaluations of the formula that this took.
    pub evaluations: u64,
}

/// The share of the variance that one parameter accounts for, as estimates `[value, low, high]` with 95 % intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The parameter.
    pub parameter: String,
    /// By itself.
    pub first: [f64; 3],
    /// With everything it does together with others.
    pub total: [f64; 3],
    /// The range it was moved over, in words.
    pub span: String,
}

/// An ordinary month of simulated time.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// What the numbers are about, as a sentence.
    pub about: String,
    /// Simulated runs behind the bands.
    pub runs: u64,
    /// The series.
    pub series: Vec<Series>,
}

/// One quantity by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// By day, from day one.
    pub days: Vec<Band>,
}

/// Where a quantity lies over the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Below it one run in twenty lies.
    pub low: f64,
    /// Half the runs lie below it.
    pub median: f64,
    /// Above it one run in twenty lies.
    pub high: f64,
}

/// What single runs of one attack came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Profits {
    /// The attack.
    pub attack: String,
    /// Runs.
    pub runs: u64,
    /// Their mean, in USD.
    pub mean: f64,
    /// Bins of profit in USD, from low to high without gaps, with the runs in them. One bin of no width if every run came
    /// to the same.
    pub bins: Vec<Bin>,
}

/// Runs whose profit lies between two values, the lower included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Lower end, USD.
    pub low: f64,
    /// Upper end, USD.
    pub high: f64,
    /// Runs.
    pub runs: u64,
}
