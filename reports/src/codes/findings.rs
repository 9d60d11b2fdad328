//! What a change does to findings.

use super::Code;

pub(super) const CODES: &[Code] = &[
    Code {
        code: "E-PROFIT",
        title: "an attack becomes profitable",
        meaning: "The attack did not pay for certain before the change, and now at least one witness shows a profit beyond its error: the closed form is above zero, the whole 95 % interval of the simulated attack is above zero, or the best response gains at least half a cent. One witness is enough. The message says which of them turned. An attack from which only the best adversary gained fails once more when its closed form rises above zero: then whoever follows the script gains.",
        matters: "A profitable attack on a deployed contract is carried out: by scripts, within hours, as often as it pays. No other number of the report makes up for it, and no tolerance applies: a profit of one dollar an attempt is a profit.",
        remedy: "Keep the parameter on the safe side of the break-even value that the message names. Where several parameters moved, take them back one at a time with `--set-head` to see which of them turns it. `assay attacks SCENARIO --explain ID` prints the derivation line by line, `assay boundary` the exact value at which the sign changes. If the loss is accepted on purpose, acknowledge the finding in the policy with a reason, an author, a day and the pinned value.",
        example: "assay guard --base main --head scenarios/chronos/balanced.toml\n\nerror[E-PROFIT]: attack `chronos/flash-loan-farming` is now profitable\n  expected value  −$270,000 → +$24,300\n  break-even      min_sample_blocks between 1 and 2 blocks",
    },
    Code {
        code: "E-VERDICT",
        title: "a finding becomes vulnerable",
        meaning: "A finding that is no attack was safe or undecided before the change and is vulnerable now: a promise of the audited document is broken beyond the error of its value, an equilibrium is gone, or the contract does something else than its words. A finding that was vulnerable for another reason counts too when its own value crosses its threshold.",
        matters: "Not every harm has an attacker: lenders who earn less than elsewhere leave, indexers whom looking does not pay stop looking, and what relied on them falls later.",
        remedy: "Read the finding's threshold and what would turn it (`assay run SCENARIO`, or the flips with `--flips`). Take the change back, or change what the finding rests on. An acknowledgement in the policy accepts it for a time.",
        example: "error[E-VERDICT]: `chronos/criteria/lenders-return` is now vulnerable\n  value           9.1 %/year → 7.0 %/year\n  margin          +0.11 %/year → −1.99 %/year",
    },
    Code {
        code: "E-NEW-VULNERABLE",
        title: "a new finding is vulnerable",
        meaning: "The finding was not there before the change, and its first verdict is vulnerable: most often an attack that was added to the scenario, and that pays.",
        matters: "A new attack describes a danger that was there all along. It fails once, on the change that brings it in, so that somebody decides about it while the author is at hand.",
        remedy: "Change the constants that the attack's break-even values name, or acknowledge the finding in the policy. After it is part of the base, it does not fail by itself any more.",
        example: "error[E-NEW-VULNERABLE]: new attack `chronos/reputation-rental/rented-key`\n  is profitable\n  expected value  +$35,000",
    },
    Code {
        code: "E-UNDECIDED",
        title: "a finding is not decided any more",
        meaning: "The finding was safe or vulnerable before the change, or is new, and now the evidence decides nothing: an interval straddles its threshold, a witness is missing, the solver spent its budget, or a replay contradicts it. Where nothing worse happens the exit status is 2, not 1.",
        matters: "Undecided is never safe. A change that makes a question unanswerable may hide a profit as well as one that shows it.",
        remedy: "Simulate more runs (`--runs`) where an interval straddles the threshold: its width falls with the square root of their number. Where a witness is missing, the finding's notes say why. What was undecided before and still is does not fail.",
        example: "error[E-UNDECIDED]: `chronos/criteria/exploits` is not decided any more\n  why             safe → undecided: 0.021 → 0.048",
    },
    Code {
        code: "E-WITNESSES",
        title: "a formula contradicts what happens",
        meaning: "The closed form of an attack was changed, and now lies far outside what the attack brings when it is carried out against the executable protocol, which is to the last bit what it was. One of the two is wrong, so that the finding counts as undecided; the exit status is 2 where nothing worse happens. Where the new formula shows a profit, that fails as E-PROFIT.",
        matters: "A turned sign can make an attack look like a loss, and every break-even value and proof that rests on the formula is wrong with it.",
        remedy: "Compare the derivation (`assay attacks SCENARIO --explain ID`) with the simulated steps. If the formula is right and the simulation leaves something out, acknowledge the finding in the policy and say what.",
        example: "error[E-WITNESSES]: attack `chronos/flash-loan-farming/held-capital` is not\n  decided any more\n  why             the formula has left what happens: formula +$26,988.58 →\n                  −$27,011.42, simulation +$26,988.58 as before",
    },
    Code {
        code: "E-DELETED",
        title: "a finding is gone",
        meaning: "The finding was there before the change and is not found any more: an attack was taken out of the scenario, renamed, or the part of the investigation that found it did not run.",
        matters: "The easiest way to make an attack harmless on paper is to stop looking at it. A finding that vanished is not safe.",
        remedy: "Put it back. If the attack really cannot exist any more, acknowledge the deletion with the reason; if it was renamed, acknowledge the old name for the change that renames it.",
        example: "error[E-DELETED]: `chronos/governance-capture` is gone\n  why             it was safe and is not found any more",
    },
    Code {
        code: "E-MARGIN",
        title: "a margin shrinks too far",
        meaning: "The finding is still safe, but the change takes a larger share of the distance to its threshold than `margin.max_shrink` of the policy allows. Without that line of the policy a shrinking margin is a warning.",
        matters: "Verdicts turn at once, margins wear away: ten changes that each take a fifth leave a tenth. The margin also covers what the model does not know, such as a price that moves.",
        remedy: "Make the change smaller, or weigh it: raise `max_shrink`, or acknowledge this finding at this value.",
        example: "[margin]\nmax_shrink = 0.5\n\nerror[E-MARGIN]: the margin of `chronos/false-claim` shrinks by 60 %\n  margin          +$50,149.70 → +$20,049.70",
    },
];
