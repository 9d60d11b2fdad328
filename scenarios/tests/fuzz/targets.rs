//! What is fuzzed: bytes into a scenario or a formula, and everything that is then asked of it.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use assay_scenarios::{Output, Override, Results, Scenario, ScenarioError, Vary};
use dashu_ratio::RBig;

/// A way to read bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A scenario file; after a line `=== base ===` a file it may extend, after `=== set ===` overrides, one a line,
    /// after `=== vary ===` what to vary, one a line.
    Scenario,
    /// A unit on the first line and an expression after it, put into a scenario as a formula and as an attack's gain.
    Formula,
}

const BASE: &[u8] = b"\n=== base ===\n";
const SET: &[u8] = b"\n=== set ===\n";
const VARY: &[u8] = b"\n=== vary ===\n";
const FALSE_CLAIM: &str = include_str!("../files/false_claim.toml");
const BALANCED: &str = include_str!("../../chronos/balanced.toml");
const AGGRESSIVE: &str = include_str!("../../chronos/aggressive.toml");

/// Compiling for every number takes longer than reading: one input in so many, by its length.
const SEARCHED: usize = 32;

impl Target {
    /// Its name in files and messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Formula => "formula",
        }
    }

    /// Reads `input`, asks everything of what it gives, and says how it ended in words that do not depend on names
    /// or numbers. `folder` holds the files that are read.
    pub(crate) fn run(self, folder: &Path, input: &[u8]) -> String {
        match self {
            Self::Scenario => scenario(folder, input),
            Self::Formula => formula(folder, input),
        }
    }

    /// How large an input may grow: longer ones would only repeat what shorter ones show, more slowly.
    pub(crate) fn most_bytes(self) -> usize {
        match self {
            Self::Scenario => 1 << 16,
            Self::Formula => 1 << 12,
        }
    }

    /// Inputs to begin with: the scenarios of the project and their formulas.
    pub(crate) fn seeds(self) -> Vec<Vec<u8>> {
        match self {
            Self::Scenario => scenario_seeds(),
            Self::Formula => FORMULAS
                .iter()
                .map(|text| text.as_bytes().to_vec())
                .collect(),
        }
    }
}

fn scenario(folder: &Path, input: &[u8]) -> String {
    let (rest, vary) = split(input, VARY);
    let (files, set) = split(rest, SET);
    let (main, base) = split(files, BASE);
    let path = folder.join("main.toml");
    overwrite(&path, main);
    overwrite(&folder.join("balanced.toml"), base.unwrap_or_default());
    let overrides = String::from_utf8_lossy(set.unwrap_or_default());
    let overrides: Result<Vec<Override>, _> = overrides
        .lines()
        .filter(|line| !line.is_empty())
        .map(Override::parse)
        .collect();
    match overrides.and_then(|overrides| Scenario::load(&path, &overrides)) {
        Ok(scenario) => {
            let varied = varied(
                &scenario,
                &String::from_utf8_lossy(vary.unwrap_or_default()),
            );
            examined(&scenario, input.len()) + &varied
        }
        Err(error) => refused(&error),
    }
}

/// What comes of varying what each line says, of as many lines as a command may have.
fn varied(scenario: &Scenario, lines: &str) -> String {
    let lines = lines
        .lines()
        .filter(|line| !line.is_empty())
        .take(MOST_VARIED);
    let each = lines.map(|line| {
        let vary = Vary::parse(line)?;
        vary.values(scenario).map(|_| ())
    });
    each.filter_map(Result::err)
        .map(|error| format!("; vary {}", refused(&error)))
        .collect()
}

fn formula(folder: &Path, input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    let (unit, expression) = text.split_once('\n').unwrap_or(("USD", &text));
    let (unit, expression) = (quoted(unit), quoted(expression));
    let path = folder.join("formula.toml");
    let text = format!(
        "{FALSE_CLAIM}\n[formulas.fuzzed]\nexpression = {expression}\nunit = {unit}\nmeaning = \"m\"\n\
         [[attacks]]\nid = \"chronos/fuzzed\"\nthreat = \"t\"\ngain = \"if user_stake > 1 [ETH] then 1 [USD] else 0 [USD]\"\n\
         cost = {expression}\nsuccess = 1\ncapital = \"0 [USD]\"\nmitigation = \"m\"\nsource = \"s\"\n\
         notes = [\"{{fuzzed}}\"]\n"
    );
    // The attack only holds expressions in USD; the formula is tried alone where it is refused.
    let alone = text
        .split("[[attacks]]\nid = \"chronos/fuzzed\"")
        .next()
        .unwrap_or_default();
    let loaded = |text: &str| {
        overwrite(&path, text.as_bytes());
        Scenario::load(&path, &[]).map_err(|error| refused(&error))
    };
    match loaded(&text).or_else(|_| loaded(alone)) {
        Ok(scenario) => examined(&scenario, input.len()),
        Err(error) => error,
    }
}

/// Writes a file over what it was: a file cut to nothing first would be flushed to the disk each time.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) {
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).open(path);
    let written = file.and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)
    });
    if let Err(error) = written {
        panic!("`{}` cannot be written: {error}", path.display());
    }
}

/// Evaluates, derives and prints everything in it.
fn examined(scenario: &Scenario, length: usize) -> String {
    let mut outcome = String::from("loaded");
    let mut note = |what: &str, error: String| {
        let _ = write!(outcome, "; {what} {}", without_names(&error));
    };
    for formula in scenario.formulas() {
        if let Err(error) = scenario.evaluate::<f64>(formula.name()) {
            note("float", error.to_string());
        }
        if let Err(error) = scenario.evaluate::<RBig>(formula.name()) {
            note("exact", error.to_string());
        }
        let _ = scenario
            .numbers_behind_formula(formula.name())
            .map(|numbers| numbers.len());
    }
    for attack in scenario.attacks() {
        if let Err(error) = attack.expected_value::<f64>(scenario) {
            note("value", error.to_string());
        }
        match attack.explain(scenario) {
            Ok(derivation) => assert!(!derivation.steps.is_empty(), "nothing is derived"),
            Err(error) => note("derivation", error.to_string()),
        }
        let _ = scenario.notes(attack).len();
        if length.is_multiple_of(SEARCHED) {
            compiled(scenario, attack.id());
        }
    }
    outcome
}

/// Compiles an attack for every number behind it: a row has a value or a reason, and both readings agree which.
fn compiled(scenario: &Scenario, id: &str) {
    let numbers = scenario.numbers_behind_attack(id).unwrap_or_default();
    for number in numbers {
        let name = number.name();
        let _ = scenario.landmarks_of_attack(id, name).map(|it| it.len());
        let Ok(program) = scenario.compile(&[name], &[Output::ExpectedValue(id.to_owned())]) else {
            continue;
        };
        let rows = [0.0, 1.0, -1.0, 1e300, 0.1];
        let mut results = Results::new();
        program
            .evaluate(&[&rows], &mut results)
            .expect("one column for one number");
        let column = results.column(0).expect("one output");
        for (row, value) in rows.iter().enumerate() {
            let mut point = scenario.evaluator::<f64>();
            let alone = point
                .set(name, *value)
                .ok()
                .and_then(|()| point.expected_value(id).ok());
            let alone = alone.map(f64::to_bits);
            assert_eq!(column.get(row).map(f64::to_bits), alone, "{name} = {value}");
            assert_eq!(alone.is_none(), program.explain(&[*value], 0).is_some());
        }
    }
}

/// The diagnostics rendered, and the first message.
fn refused(error: &ScenarioError) -> String {
    assert!(!error.diagnostics().is_empty(), "refused without a reason");
    for color in [false, true] {
        assert!(!error.render(color).is_empty(), "an empty message");
    }
    let first = error
        .diagnostics()
        .first()
        .map_or("", |first| first.message());
    without_names(first)
}

/// A message without what stands between backticks, and without digits.
fn without_names(message: &str) -> String {
    let parts = message.split('`').step_by(2);
    parts
        .collect::<Vec<_>>()
        .join("`")
        .replace(|c: char| c.is_ascii_digit(), "")
}

/// A TOML string of any text.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\u{0}'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn split<'b>(bytes: &'b [u8], mark: &[u8]) -> (&'b [u8], Option<&'b [u8]>) {
    let at = bytes.windows(mark.len()).position(|window| window == mark);
    match at.and_then(|at| Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))) {
        Some((before, after)) => (before, Some(after)),
        None => (bytes, None),
    }
}

fn scenario_seeds() -> Vec<Vec<u8>> {
    let joined = |parts: &[&[u8]]| parts.concat();
    let extending = "[scenario]\ntitle = 'x'\nextends = \"balanced.toml\"\n[set]\nuser_stake = 0.2\n\
                     loan_backing = 'collateral'\n\"top_ltv\" = 85\n";
    vec![
        FALSE_CLAIM.as_bytes().to_vec(),
        joined(&[
            FALSE_CLAIM.as_bytes(),
            SET,
            b"user_stake=0.12\nloan_backing=collateral",
        ]),
        joined(&[extending.as_bytes(), BASE, FALSE_CLAIM.as_bytes()]),
        joined(&[
            extending.as_bytes(),
            BASE,
            FALSE_CLAIM.as_bytes(),
            SET,
            b"eth_price=2_500",
        ]),
        joined(&[
            FALSE_CLAIM.as_bytes(),
            SWEEP,
            VARY,
            b"age=1:9:5\neth_price=1e3:1e4:7:log@world\nloan_backing",
        ]),
        joined(&[AGGRESSIVE.as_bytes(), BASE, BALANCED.as_bytes()]),
    ]
}

const MOST_VARIED: usize = 16;
const SWEEP: &[u8] = b"[sweep]\nvary = [\"user_stake=0.1:1:10\", 'top_ltv=50,70,90', 'loan_backing']\ndesign = \"lhs\"\n\
                       points = 4_096\nruns = 0\ncrossed = true\nof = [\"chronos/false-claim\"]\nseed = 1\n";

/// Expressions of every kind over the parameters of the false claim, in the shapes that Chronos uses.
const FORMULAS: [&str; 24] = [
    "USD\nuser_stake * eth_price",
    "USD\nstake_loss + blacklist_npv",
    "USD\nif loan_backing == \"collateral\" then 0 [USD]\nelse borrow * ltv_by_age(age)",
    "fraction\nif loan_backing == \"collateral\" then 1 - 1 / top_ltv else 1",
    "USD\n(borrow * 0.9 - blacklist_npv) * (1 - detection_rate) - penalty * detection_rate",
    "USD\nif detection_rate < 1 then stake_loss * detection_rate / (1 - detection_rate) else 1e15 [USD]",
    "fraction\ndetection_rate ^ 7",
    "count\nceil(52 [1/year] * age)",
    "count\nif age <= 0 [hour] then 3 else min(3, ceil(30 [day] / age))",
    "fraction\nmax(0.000001, (1 + 0.1) * top_ltv ^ 2 * 1e6 / (top_ltv ^ 2 * 1e6 + 100))",
    "fraction\nsqrt(top_ltv) / (sqrt(top_ltv) + 0.1 * sqrt((1 - top_ltv) * 1e6))",
    "USD^2\nborrow * borrow",
    "1/year\n1 / age",
    "fraction\nnormal_cdf(ln(1 / top_ltv) / (0.8 * sqrt(age / 1 [year])))",
    "fraction\nexp(-detection_rate) + ln(2) * abs(-3) - floor(2.5)",
    "USD/year\nborrow / (-age)",
    "count\nif not (age > 1 [year] and top_ltv >= 50 [percent]) or loan_backing != \"reputation\" then 1 else 2",
    "USD\nfarmed - -borrow - (-penalty)",
    "USD\nmin(borrow, penalty, farmed, stake_loss)",
    "block\nmin_sample_blocks * 2 + 7200 [block/day] * 12 [second]",
    "USD*hour\nborrow * 3 [hour]",
    "wei\nuser_stake + 5 [gwei]",
    "fraction\n0 ^ 0 + 2 ^ -3 + (1/3) ^ (1/2)",
    "USD\nltv_by_age(0.5 [year]) * borrow / 2 / 3 * 4 - 5 [USD] * (6 + 7)",
];
