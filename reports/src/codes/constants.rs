//! Where a contract's source and a scenario part.

use super::Code;

pub(super) const CODES: &[Code] = &[
    Code {
        code: "E-CONSTANT-MISSING",
        title: "the contract lacks a constant",
        meaning: "The scenario says that a control becomes a constant of the contract, and the source has none of that name.",
        matters: "What the scenario finds safe is safe with that constant in force. Where the contract has none, some other value is, or none at all.",
        remedy: "Add the constant (`assay constants SCENARIO` prints it), or correct its name: the message suggests the nearest. If the contract really does without, take `constant` from the parameter.",
        example: "assay constants scenarios/chronos/balanced.toml --check Chronos.sol\n\nerror[E-CONSTANT-MISSING]: there is no constant `MIN_SAMPLE_BLOCKS`",
    },
    Code {
        code: "E-CONSTANT-DIFFERS",
        title: "a constant has another value",
        meaning: "The contract's constant, read in its encoding, is not the scenario's value.",
        matters: "Every finding is about the scenario's value. What is deployed is the contract's.",
        remedy: "Decide which of both is meant, and change the other. `assay guard --base SCENARIO --head Contract.sol` says what the contract's value does to the findings.",
        example: "error[E-CONSTANT-DIFFERS]: `USER_STAKE` is 0.01 ETH\n  help: the scenario says 0.1 ETH, ten times as much",
    },
    Code {
        code: "E-CONSTANT-UNIT",
        title: "a constant is in another unit or scale",
        meaning: "The contract's constant would be the scenario's value in another encoding: a power of ten away, per cent for basis points, hours for seconds, wei for 1e18ths.",
        matters: "Scale slips are the commonest error of contract constants, and among the dearest: the code compiles, and is wrong by a factor of a hundred or of 10¹⁸.",
        remedy: "Write the constant in the encoding that the scenario declares, or declare the one that the contract uses.",
        example: "error[E-CONSTANT-UNIT]: `CROSS_CHAIN_COOLDOWN` is 1 second\n  help: the scenario says 1 hour: this is the value in hours",
    },
    Code {
        code: "E-CONSTANT-UNSAFE",
        title: "a constant is outside its safe range",
        meaning: "At the contract's value, all else being as in the scenario, the closed form of an attack pays that does not pay at the scenario's value.",
        matters: "This is the check that a deployment should not pass: the constant is not merely another one, it makes an attack profitable.",
        remedy: "Move the constant into the safe range that the message names; `assay constants SCENARIO` prints it beside each constant.",
        example: "error[E-CONSTANT-UNSAFE]: `MIN_SAMPLE_BLOCKS` is outside its safe range\n  1 block, and 2 to 50,000 are safe\n  help: `chronos/flash-loan-farming` pays there",
    },
    Code {
        code: "E-SCHEDULE",
        title: "a schedule differs from the scenario's table",
        meaning: "A mapping or function of the contract does not say what the scenario's table says: a row is missing, a value or a threshold is another, an edge is on the other side (`<` for `<=`), or an argument beyond the last key returns zero.",
        matters: "A schedule is many constants at once, and its edges are where people stand: an age of exactly three years, a slash of exactly half.",
        remedy: "The message names the first arguments at which both differ. Change the contract, or the table's row (`--set 'ltv_by_age[0.5]=0.7'` tries one).",
        example: "error[E-SCHEDULE]: `ltvByAge` has no step at 0.5 years\n  help: an age of 0.5 to 1 year gets 0 %, and 65 % by the scenario",
    },
];
