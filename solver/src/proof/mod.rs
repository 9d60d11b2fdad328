//! What is certain of a formula over a whole box of parameters.
//!
//! Is an attack's expected value negative for *every* detection rate from 0.998 to 1 and every price of ETH above 2,000
//! USD? A sweep looks at points; [`prove`] decides it for all of them at once, or gives a point where it fails.
//!
//! | | answers |
//! | --- | --- |
//! | [`Enclosure`] | what can the formula be over the box? |
//! | [`Dual`], [`gradient`] | how fast can it change with each parameter, and in which direction? |
//! | [`prove`] | does it have one sign everywhere? |
//! | [`grow`] | how large is the box around the scenario in which it has? |
//!
//! Everything is rounded outward, and steps, bends and guards (`if x <= 0 then … else a / x`) are dealt with soundly: a
//! condition that the box leaves open takes both branches, each with what the condition leaves of the numbers
//! it compares. A point at which a subject has no value is never part of a proof.
//!
//! ```
//! use assay_scenarios::Scenario;
//! use assay_solver::{
//!     exact::parse,
//!     proof::{Effort, ParameterBox, Proof, Side, Sign, Subject, prove},
//! };
//!
//! let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/chronos/balanced.toml");
//! let scenario = Scenario::load(path.as_ref(), &[])?;
//! let attack = Subject::Attack("chronos/false-claim/sybil".into());
//! let rate = |low: &str| -> Result<_, Box<dyn std::error::Error>> {
//!     let (low, high) = (parse(low)?, parse("1")?);
//!     let over = ParameterBox { sides: vec![Side { parameter: "detection_rate".into(), low, high }] };
//!     Ok(prove(&scenario, &attack, Sign::Negative, &over, &Effort::default())?)
//! };
//! assert!(matches!(rate("0.998")?, Proof::Proved { .. }));
//! assert!(matches!(rate("0.997")?, Proof::Refuted { .. })); // it pays up to 1000 / 1003
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod dual;
mod enclosure;
mod functions;
mod gradient;
mod grow;
mod parameter_box;
mod prove;
mod region;
mod rounding;
mod search;
mod sign;
mod subject;
mod target;

pub use dual::{Dual, DualTruth};
pub use enclosure::{Enclosure, Truth};
pub use gradient::{Derivative, gradient};
pub use grow::{Claim, Growth, Range, Stop, grow};
pub use parameter_box::{ParameterBox, Side};
pub use prove::{Counterexample, Effort, Missing, Proof, ProofError, Undecided, prove};
pub use sign::Sign;
pub use subject::Subject;
pub use target::Value;
