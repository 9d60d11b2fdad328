//! What rational actors would do.
//!
//! Linear programs, games, decision processes and networks of debt. Whatever finds an answer — floats, a
//! library, pivoting in integers — the answer is checked apart from it before anybody sees it: exactly, in
//! rationals, or within bounds that are rounded outward and say so. Failure, a spent budget, degeneracy and
//! "there is none" are four different results.
//!
//! | room | question |
//! | --- | --- |
//! | [`program`] | what is the best that linear constraints allow? |
//! | [`game`] | who plays, what can they do, what do they get? Gambit's files |
//! | [`equilibrium`] | what can players settle on? |
//! | [`decision`] | what is the best policy of one who acts over time? |
//! | [`network`] | who falls with whom, when debts cannot be paid? |
//! | [`proof`] | does a formula keep its sign over a whole box of parameters? |
//! | [`boundary`] | where does a sign change? exactly along one parameter, as cells over several |
//! | [`exact`], [`interval`] | the numbers that certificates are made of |
//!
//! ```
//! use assay_solver::{
//!     equilibrium::bimatrix::{Effort, enumerate},
//!     game::files::{GameFile, read},
//! };
//!
//! // An auditor who may look or not, and somebody who may cheat or not.
//! let file = r#"NFG 1 R "Inspection" { "cheat" "audit" } { { "yes" "no" } { "look" "rest" } }
//!               -9 5  0 -1  1 0  0 0"#;
//! let GameFile::Normal(game) = read("inspection.nfg", file)? else { panic!("a normal form") };
//! let all = enumerate(&game, &Effort::default())?;
//! let [only] = all.equilibria.as_slice() else { panic!("one equilibrium") };
//! assert_eq!(only.strategies()[0][0].to_string(), "1/6"); // one in six cheats
//! assert_eq!(only.strategies()[1][0].to_string(), "1/10"); // one in ten looks
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod boundary;
pub mod decision;
pub mod equilibrium;
pub mod exact;
pub mod game;
pub mod interval;
pub mod network;
pub mod program;
pub mod proof;
