//! Scenario files, with a file they extend and overrides.
#![no_main]

#[path = "common.rs"]
mod common;

use common::targets::Target;

libfuzzer_sys::fuzz_target!(
    init: common::plant(Target::Scenario),
    |input: &[u8]| common::read(Target::Scenario, input)
);
libfuzzer_sys::fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    common::mutate(bytes, size, most, seed)
});
