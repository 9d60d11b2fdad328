//! A unit and an expression within a small scenario.
#![no_main]

#[path = "common.rs"]
mod common;

use common::targets::Target;

libfuzzer_sys::fuzz_target!(
    init: common::plant(Target::Formula),
    |input: &[u8]| common::read(Target::Formula, input)
);
libfuzzer_sys::fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    common::mutate(bytes, size, most, seed)
});
