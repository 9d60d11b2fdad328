//! Gives the program a fingerprint of the sources that its results come from, `ASSAY_PROGRAM`, so that what another
//! program has worked out is never taken for its own.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// Where results come from. What is missing (in a package that stands alone) is known by the version.
const SOURCES: [&str; 7] = [
    "Cargo.lock",
    "build.rs",
    "reports/src",
    "scenarios/src",
    "sim/src",
    "solver/src",
    "src",
];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for source in SOURCES {
        let path = root.join(source);
        if path.exists() {
            println!("cargo::rerun-if-changed={source}");
            collect(&path, &mut files)?;
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    env::var("CARGO_PKG_VERSION").ok().hash(&mut hasher);
    for file in files {
        file.strip_prefix(&root).ok().hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    println!("cargo::rustc-env=ASSAY_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

/// Adds the file, or every file of the folder.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}
