//! What a Solidity source says in numbers: its constants and its schedules, each with the place it stands at.
//!
//! The source is parsed as Solidity, so comments, strings and layout do not matter. A constant is a state variable of an
//! integer type whose value the source fixes: `constant`, `immutable`, or with a value to begin with. A schedule is a mapping
//! filled in the constructor, or a function that compares one quantity with constants and returns others. Values are computed as
//! the compiler does (exact literals, truncating division of integers); what cannot be is kept as [`Unread`], with the reason.
//!
//! ```
//! use assay_reports::contract::Contract;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let contract = Contract::parse("Stakes.sol", "contract Stakes {
//!     uint256 constant USER_STAKE = 0.1 ether;   // not 0.2 ether
//!     uint256 constant BOND = 2 * USER_STAKE;
//! }")?;
//! let bond = contract.constants_named("BOND").next().ok_or("no bond")?;
//! assert_eq!(bond.value.to_string(), "200000000000000000");
//! assert_eq!((bond.place.line_column(), bond.place.text()), ((3, 29), "2 * USER_STAKE"));
//! # Ok(())
//! # }
//! ```

mod arithmetic;
mod branches;
mod keys;
mod schedules;
mod syntax;
mod variables;

use std::path::{Path, PathBuf};

use assay_scenarios::{Place, ScenarioError, Source};
use dashu_int::IBig;

pub use keys::Stretch;

/// A longer source is no contract anybody deploys: code is limited to 24 KiB on chain.
const LONGEST: usize = 4 << 20;

/// The constants and schedules of a Solidity source.
#[derive(Debug, Clone)]
pub struct Contract {
    heading: Place,
    constants: Vec<ContractConstant>,
    schedules: Vec<ContractSchedule>,
    unread: Vec<Unread>,
}

/// A number that the source fixes.
#[derive(Debug, Clone)]
pub struct ContractConstant {
    /// Its identifier.
    pub name: String,
    /// The contract or library it belongs to; none at the top of the file.
    pub owner: Option<String>,
    /// How firmly it is fixed.
    pub kind: ConstantKind,
    /// Its value.
    pub value: IBig,
    /// The expression it is given by.
    pub place: Place,
}

/// How firmly a number is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstantKind {
    /// `constant`: in the code.
    Constant,
    /// `immutable`: when the contract is deployed.
    Immutable,
    /// A state variable: until something changes it.
    Variable,
}

/// A function from whole keys to whole values, constant between thresholds.
#[derive(Debug, Clone)]
pub struct ContractSchedule {
    /// Its identifier.
    pub name: String,
    /// What it is written as.
    pub kind: ScheduleKind,
    /// The stretches of keys with one value, rising; keys outside them have none.
    pub pieces: Vec<Piece>,
    /// The thresholds as they are compared with; none in a mapping.
    pub edges: Vec<Edge>,
    /// Where it is named.
    pub place: Place,
}

/// What a schedule is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleKind {
    /// A mapping filled in the constructor: a key that is not in it reads as zero.
    Mapping,
    /// A function: a key that it returns nothing for is refused.
    Function,
}

/// Keys with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The keys.
    pub keys: Stretch,
    /// Their value.
    pub value: IBig,
    /// Bytes of the expression that gives it.
    span: std::ops::Range<usize>,
}

/// A threshold as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The first key above it.
    pub first_above: IBig,
    /// The number that is compared with.
    pub bound: IBig,
    /// Whether `bound` itself lies above the edge: as in `key < bound` and `key >= bound`.
    pub bound_is_above: bool,
    /// Bytes of the comparison.
    span: std::ops::Range<usize>,
}

/// Something of the source that has the form of a constant or a schedule, and no value that could be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Its identifier.
    pub name: String,
    /// Why it has none.
    pub why: String,
    /// What stands in the way.
    pub place: Place,
}

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContractError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The source is not Solidity.
    #[error(transparent)]
    Syntax(#[from] ScenarioError),
    /// The source is longer than any contract.
    #[error("{path} is too long for a contract: {length} bytes, where at most {LONGEST} are read")]
    TooLong {
        /// The name of the source.
        path: String,
        /// Its length in bytes.
        length: usize,
    },
}

impl Contract {
    /// Reads a Solidity file. What it imports is not read.
    ///
    /// # Errors
    /// [`ContractError`] when it cannot be read, or is not Solidity.
    pub fn read(path: &Path) -> Result<Self, ContractError> {
        let text = std::fs::read_to_string(path).map_err(|source| ContractError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads a Solidity source; `name` is the path by which it is spoken of.
    ///
    /// # Errors
    /// [`ContractError`] with the place of every mistake in its syntax.
    pub fn parse(name: &str, text: &str) -> Result<Self, ContractError> {
        if text.len() > LONGEST {
            return Err(ContractError::TooLong {
                path: name.to_owned(),
                length: text.len(),
            });
        }
        let source = Source::new(name, text);
        let contract = syntax::with_tree(&source, |unit| {
            let mut contract = Self {
                heading: schedules::heading(&source, unit),
                constants: Vec::new(),
                schedules: Vec::new(),
                unread: Vec::new(),
            };
            let scope = variables::Scope::of(&source, unit);
            variables::read(&scope, &mut contract);
            schedules::read(&scope, unit, &mut contract);
            contract
        })?;
        Ok(contract)
    }

    /// Where its first contract or library is named; the beginning of a source that has none.
    pub fn heading(&self) -> &Place {
        &self.heading
    }

    /// Every constant, in the order of the source.
    pub fn constants(&self) -> &[ContractConstant] {
        &self.constants
    }

    /// The constants of one name: more than one where several contracts of the file have it.
    pub fn constants_named(&self, name: &str) -> impl Iterator<Item = &ContractConstant> {
        self.constants
            .iter()
            .filter(move |constant| constant.name == name)
    }

    /// Every schedule, in the order of the source, mappings first.
    pub fn schedules(&self) -> &[ContractSchedule] {
        &self.schedules
    }

    /// The schedules of one name.
    pub fn schedules_named(&self, name: &str) -> impl Iterator<Item = &ContractSchedule> {
        self.schedules
            .iter()
            .filter(move |schedule| schedule.name == name)
    }

    /// What has the form of a constant or a schedule and could not be read.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }
}

impl ContractSchedule {
    /// Where the value of a piece stands.
    pub fn place_of(&self, piece: &Piece) -> Place {
        Place::new(self.place.source(), piece.span.clone())
    }

    /// Where a comparison stands.
    pub fn place_of_edge(&self, edge: &Edge) -> Place {
        Place::new(self.place.source(), edge.span.clone())
    }

    /// The piece that a key lies in.
    pub fn piece(&self, key: &IBig) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.keys.has(key))
    }
}
