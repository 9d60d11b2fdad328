//! Files that are missing, hostile, too large, or tangled with each other: refused quickly, in bounded memory, and by name.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up should fail"
)]

mod support;

use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use assay_scenarios::Scenario;
use dashu_ratio::RBig;
use support::{FALSE_CLAIM, folder, formula, load, small, told, write};

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = folder("unreadable");
    let message = |path: &Path| told(&load(path, &[]).unwrap_err()).0;
    assert!(message(&folder.join("none.toml")).starts_with("there is no file `"));
    assert!(message(&folder).ends_with("is a directory"));
    assert_eq!(
        message(&write(&folder, "empty.toml", "")),
        "the scenario file has no `scenario`"
    );
    let bytes = write(&folder, "bytes.toml", b"title = \"\xff\"");
    assert!(message(&bytes).ends_with("is not UTF-8 text: byte 9 is not part of a character"));
    let large = write(&folder, "large.toml", vec![b'a'; (4 << 20) + 1]);
    assert!(message(&large).ends_with("is larger than 4 MiB and cannot be a scenario"));
}

#[test]
fn garbage_is_refused_quickly() {
    let folder = folder("garbage");
    let megabytes = 4 << 20;
    let junk: Vec<u8> = (0..megabytes)
        .map(|n: u32| b"[]{}=\"'\n.,a1"[(n.wrapping_mul(2_654_435_761) >> 8) as usize % 12])
        .collect();
    let cases = [
        junk,
        b"[".repeat(1 << 20),
        b"a=[".repeat(1 << 18),
        b"a = {".repeat(1 << 18),
        b"a.".repeat(1 << 18),
        [b"a.".repeat(1 << 18).as_slice(), b"a = 1"].concat(),
        [b"[".as_slice(), &b"\"a\" . ".repeat(1 << 17), b"a]"].concat(),
        b"a.a.a.a.a.a.a.a.a.a.a.a.a.a = {".repeat(70),
        vec![0; 10 << 20],
        b"[[attacks]]\n".repeat(10_000),
        small(
            &[],
            &format!(
                "[formulas.f]\nexpression = '{}'\nunit = \"USD\"\nmeaning = \"m\"\n",
                "(".repeat(100_000)
            ),
        )
        .into_bytes(),
    ];
    for (index, bytes) in cases.into_iter().enumerate() {
        let path = write(&folder, "case.toml", bytes);
        let start = Instant::now();
        let error = load(&path, &[]).unwrap_err();
        assert!(error.render(true).len() < 200_000, "case {index}");
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "case {index}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn a_chain_of_formulas_too_long_for_the_stack_is_refused() {
    let folder = folder("chain");
    let mut text = small(&[("a", "1", "USD", "0", "1")], &formula("f0", "a", "USD"));
    for n in 1..5_000 {
        text.push_str(&formula(
            &format!("f{n}"),
            &format!("f{} + a", n - 1),
            "USD",
        ));
    }
    let error = load(&write(&folder, "case.toml", &text), &[]).unwrap_err();
    assert!(told(&error).0.contains("too many levels"), "{error}");
    let short = &text[..text.find("[formulas.f240]").unwrap()];
    let scenario = load(&write(&folder, "case.toml", short), &[]).unwrap();
    assert_eq!(scenario.evaluate::<RBig>("f239").unwrap(), RBig::from(240));
    let circle = text.replacen("'a'", "'f4999'", 1);
    let error = load(&write(&folder, "case.toml", circle), &[]).unwrap_err();
    assert!(
        told(&error)
            .0
            .starts_with("circular formulas: f0 -> f4999 -> f4998"),
        "{error}"
    );
}

#[test]
fn files_that_extend_each_other_are_checked_together() {
    let folder = folder("extends");
    write(&folder, "base.toml", FALSE_CLAIM);
    let child =
        |rest: &str| format!("[scenario]\ntitle = \"Child\"\nextends = \"base.toml\"\n{rest}");
    let path = write(&folder, "child.toml", child("[set]\nuser_stake = 0.12\n"));
    let scenario = load(&path, &[]).unwrap();
    assert_eq!(
        (scenario.title(), scenario.protocol()),
        ("Child", "chronos")
    );
    assert_eq!(scenario.number("user_stake").unwrap(), 0.12);
    assert_eq!(scenario.sources().len(), 2);

    let redefined = child(&formula("penalty", "stake_loss", "USD"));
    let error = load(&write(&folder, "child.toml", redefined), &[]).unwrap_err();
    let files: Vec<&str> = error.diagnostics()[0]
        .labels()
        .iter()
        .map(|label| label.path())
        .collect();
    assert!(
        files[0].ends_with("child.toml") && files[1].ends_with("base.toml"),
        "{files:?}"
    );

    let error = load(
        &write(&folder, "child.toml", child("[set]\nuser_stake = 1_000\n")),
        &[],
    )
    .unwrap_err();
    assert_eq!(
        error.diagnostics()[0].labels().len(),
        2,
        "{}",
        error.render(false)
    );

    let missing = "[scenario]\ntitle = \"Child\"\nextends = \"bose.toml\"\n";
    let (message, text, _) = told(&load(&write(&folder, "child.toml", missing), &[]).unwrap_err());
    assert!(
        message.starts_with("there is no file `") && text == "\"bose.toml\"",
        "{message}"
    );

    write(
        &folder,
        "one.toml",
        "[scenario]\ntitle = \"1\"\nextends = \"two.toml\"\n",
    );
    let path = write(
        &folder,
        "two.toml",
        "[scenario]\ntitle = \"2\"\nextends = \"one.toml\"\n",
    );
    assert!(
        told(&load(&path, &[]).unwrap_err())
            .0
            .starts_with("these files extend each other in a circle")
    );
}

#[test]
fn files_can_be_opened_elsewhere_than_on_the_disk() {
    let child =
        "[scenario]\ntitle = \"Child\"\nextends = \"base.toml\"\n[set]\nuser_stake = 0.12\n";
    let open = |path: &Path| -> io::Result<Box<dyn Read>> {
        match path.to_str() {
            Some("kept/child.toml") => Ok(Box::new(child.as_bytes())),
            Some("kept/base.toml") => Ok(Box::new(FALSE_CLAIM.as_bytes())),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    };
    let scenario = Scenario::load_with(Path::new("kept/child.toml"), &[], &open).unwrap();
    assert_eq!(scenario.number("user_stake").unwrap(), 0.12);
    let error = Scenario::load_with(Path::new("kept/none.toml"), &[], &open).unwrap_err();
    assert_eq!(told(&error).0, "there is no file `kept/none.toml`");
}
