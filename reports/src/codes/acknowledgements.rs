//! Why an acknowledgement does not count.

use super::Code;

pub(super) const CODES: &[Code] = &[
    Code {
        code: "E-ACK-EXPIRED",
        title: "an acknowledgement has expired",
        meaning: "The policy acknowledges this failure, but its last day (`expires`) is over: the failure stands.",
        matters: "An accepted risk is accepted by somebody who knew the circumstances of the day. The expiry makes somebody look again.",
        remedy: "Remove the failure, or renew the acknowledgement: a new day, and a reason that holds today.",
        example: "[[acknowledge]]\nfinding = \"chronos/flash-loan-farming\"\nreason = \"no pool lends that much before the launch\"\nauthor = \"risk@chronos\"\nexpires = 2027-01-31\npinned = { min_sample_blocks = 1 }",
    },
    Code {
        code: "E-ACK-MOVED",
        title: "an acknowledged value has moved",
        meaning: "The policy acknowledges this failure for certain values of parameters (`pinned`), and after the change at least one of them is another: the failure stands. Values are compared exactly.",
        matters: "A risk was accepted at one value. At another it is another risk, even if it has the same name.",
        remedy: "Take the value back, or acknowledge the failure anew, with the value that was looked at.",
        example: "pinned = { min_sample_blocks = 1 }\n\nerror[E-ACK-MOVED]: min_sample_blocks is 2, pinned at 1",
    },
];
