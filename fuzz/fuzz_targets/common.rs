//! What both targets share with the fuzzing that runs among the tests.

#[path = "../../scenarios/tests/fuzz/mutator.rs"]
mod mutator;
#[path = "../../scenarios/tests/fuzz/targets.rs"]
pub(crate) mod targets;

use std::path::PathBuf;
use std::sync::LazyLock;

use self::mutator::{Dice, mutated};
use self::targets::Target;

/// The files a target reads, of this process alone.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("assay-fuzz-{}", std::process::id()));
    match std::fs::create_dir_all(&folder) {
        Ok(()) => folder,
        Err(error) => panic!("`{}` cannot be made: {error}", folder.display()),
    }
});

/// Writes the seeds into the folder that `ASSAY_FUZZ_CORPUS` names, before libFuzzer reads it.
pub(crate) fn plant(target: Target) {
    let Some(folder) = std::env::var_os("ASSAY_FUZZ_CORPUS").map(PathBuf::from) else {
        return;
    };
    for (place, seed) in target.seeds().iter().enumerate() {
        targets::overwrite(&folder.join(format!("seed-{place}")), seed);
    }
}

pub(crate) fn read(target: Target, input: &[u8]) {
    target.run(&FOLDER, input);
}

/// Half of the time libFuzzer's own mutation of bytes, half that of tokens and lines.
pub(crate) fn mutate(bytes: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut dice = Dice::new(u64::from(seed));
    if dice.below(2) == 0 {
        return libfuzzer_sys::fuzzer_mutate(bytes, size, most);
    }
    let input = bytes.get(..size).unwrap_or_default().to_vec();
    let changed = mutated(&input, &input, most, &mut dice);
    let length = changed.len().min(most).min(bytes.len());
    for (old, new) in bytes.iter_mut().zip(&changed).take(length) {
        *old = *new;
    }
    length
}
