//! Where a claims file does not hold.

use super::Code;

pub(super) const CODES: &[Code] = &[
    Code {
        code: "E-CLAIM-STATUS",
        title: "a claim has another status than the one recorded",
        meaning: "The published figure was checked again, and what follows from the scenario is not what the claims file records: a figure that was reproduced is contradicted now, or the reverse.",
        matters: "The recorded status is what has been said in public about the document. If the model moved, either that was wrong, or the model is now.",
        remedy: "Read the derivation (`assay claims FILE --all`). If the new status is right, record it, and say so to whoever relied on the old one; if not, find the change of the scenario that moved it.",
        example: "error[E-CLAIM-STATUS]: claim `flash-loan-profit` is contradicted\n  recorded as reproduced\n  printed −$243,000, follows −$270,000",
    },
    Code {
        code: "E-CLAIM-COVERAGE",
        title: "a number of the document is not covered",
        meaning: "A figure of the document is neither checked by a claim nor listed as ignored with a reason.",
        matters: "An audit that passes over a figure in silence says nothing about it, and reads as if it had agreed.",
        remedy: "Write a claim for the figure, or list it under `[[ignore]]` with the reason why nothing can be said of it.",
        example: "assay claims scenarios/chronos/claims.toml --document paper.txt\n\nerror[E-CLAIM-COVERAGE]: line 212: 99.9% is not covered",
    },
];
