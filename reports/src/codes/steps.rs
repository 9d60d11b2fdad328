//! What the policy says of a parameter's steps.

use super::Code;

pub(super) const CODES: &[Code] = &[
    Code {
        code: "E-STEP",
        title: "a parameter moves too far at once",
        meaning: "The parameter's value changes by more than `steps.NAME` (or `steps.default`, for what the contract fixes) of the policy allows: as a share of the value before (`relative`), or in the parameter's unit (`absolute`); where both are given both bind. The comparison is exact: 0.1 to 0.08 is a step of 20 %. From zero no share can be measured, so that only an absolute limit allows the step.",
        matters: "Lending protocols bound the steps of those who steer risk parameters, so that a slip of a decimal point, a stolen key or a wrong model does bounded harm, and the market's answer to one step is seen before the next.",
        remedy: "Take several steps, some time apart. If the value before was wrong, widen the limit in the same change, where reviewers see it.",
        example: "[steps.min_sample_blocks]\nrelative = \"20 %\"\n\nerror[E-STEP]: `min_sample_blocks` moves too far\n  100 → 1 blocks   step −99 % exceeds 20 %",
    },
    Code {
        code: "E-TOO-SOON",
        title: "a parameter moves again too soon",
        meaning: "The parameter changes fewer than `min_days` days after its last change. The day of that is `last_changed` of the policy, or else the commit that last changed the value. Where neither is known the step cannot be judged, and counts as undecided.",
        matters: "What a change does shows in days and weeks: positions are opened under it, and their owners need time to answer. Two steps in a row are one larger step.",
        remedy: "Wait, or say in the policy why this one cannot: lower `min_days` in the same change.",
        example: "[steps.top_ltv]\nmin_days = 3\nlast_changed = 2026-10-01\n\nerror[E-TOO-SOON]: `top_ltv` may change once in 3 days, and last did on\n  2026-10-01, 2 days ago",
    },
];
