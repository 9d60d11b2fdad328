//! A sweep that is killed, and one that is shared out: always the same bytes.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use tempfile::tempdir;

use crate::support::{Answer, BALANCED, assay, ended};

/// A sweep of formulas that takes long enough to be killed.
const FORMULAS: &[&str] = &[
    "--vary",
    "user_stake=0.01:2:60",
    "--vary",
    "eth_price=500:9000:60",
    "--vary",
    "detection_rate=0.9:1:20",
];
/// A sweep of simulations, with points that take a while each.
const SIMULATIONS: &[&str] = &[
    "--vary",
    "user_stake=0.05:0.5:6",
    "--vary",
    "detection_rate=0.99:1:6",
    "--of",
    "chronos/false-claim",
    "--of",
    "chronos/governance-capture",
    "--runs",
    "400",
];

fn sweep(asked: &[&str], out: &Path) -> Command {
    let mut command = assay();
    command
        .args(["sweep", BALANCED])
        .args(asked)
        .arg("--out")
        .arg(out);
    command
}

fn swept(asked: &[&str], out: &Path) -> Answer {
    let answer = ended(&mut sweep(asked, out));
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    answer
}

fn killed_after(mut child: Child, pause: Duration) -> bool {
    sleep(pause);
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    alive
}

/// Kills a sweep at `kills` moments spread over its duration, each followed by a resume.
fn survives(asked: &[&str], kills: u32) {
    let folder = tempdir().unwrap();
    let whole = folder.path().join("whole.parquet");
    let start = Instant::now();
    swept(asked, &whole);
    let length = start.elapsed();
    let expected = fs::read(&whole).unwrap();
    let mut interrupted = 0;
    for kill in 0..kills {
        let out = folder.path().join(format!("killed-{kill}.parquet"));
        // The golden ratio spreads the moments evenly, however many there are.
        let share = (0.618_034 * f64::from(kill + 1)).fract();
        let child = sweep(asked, &out)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if killed_after(child.unwrap(), length.mul_f64(share)) {
            interrupted += 1;
        }
        swept(asked, &out);
        assert!(
            fs::read(&out).unwrap() == expected,
            "kill {kill} at {share:.3} of {length:?}"
        );
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|it| it.unwrap().file_name())
            .collect();
        assert_eq!(
            left.len(),
            2,
            "a finished sweep leaves its file alone: {left:?}"
        );
        fs::remove_file(&out).unwrap();
    }
    assert!(
        interrupted * 2 > kills,
        "only {interrupted} of {kills} came before the end"
    );
}

#[test]
fn a_sweep_of_formulas_that_is_killed_and_resumed_leaves_the_same_bytes() {
    survives(FORMULAS, 25);
}

#[test]
fn a_sweep_of_simulations_that_is_killed_and_resumed_leaves_the_same_bytes() {
    survives(SIMULATIONS, 25);
}

#[test]
fn shards_are_joined_into_the_bytes_of_the_whole() {
    for asked in [FORMULAS, SIMULATIONS] {
        let folder = tempdir().unwrap();
        let whole = folder.path().join("whole.parquet");
        swept(asked, &whole);
        let expected = fs::read(&whole).unwrap();
        for of in [1, 2, 3, 7] {
            let mut parts = Vec::new();
            // From the last to the first: the order of the parts does not matter.
            for shard in (1..=of).rev() {
                let part = folder.path().join(format!("{shard}-of-{of}.parquet"));
                let mut arguments = asked.to_vec();
                let which = format!("{shard}/{of}");
                arguments.extend(["--shard", &which]);
                swept(&arguments, &part);
                parts.push(part);
            }
            let merged = folder.path().join(format!("merged-{of}.parquet"));
            let answer = ended(assay().arg("merge").args(&parts).arg("--out").arg(&merged));
            assert_eq!(answer.status, 0, "{}", answer.stderr);
            assert!(fs::read(&merged).unwrap() == expected, "{of} shards");
        }
    }
}

#[test]
fn one_thread_and_two_leave_the_same_bytes() {
    for asked in [FORMULAS, SIMULATIONS] {
        let folder = tempdir().unwrap();
        let files = ["1", "2"].map(|threads| {
            let out = folder.path().join(format!("{threads}.parquet"));
            let mut arguments = asked.to_vec();
            arguments.extend(["--threads", threads]);
            swept(&arguments, &out);
            fs::read(&out).unwrap()
        });
        assert!(files[0] == files[1]);
    }
}

#[test]
fn a_changed_question_refuses_to_resume_and_says_what_changed() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("sweep.parquet");
    let mut child = sweep(SIMULATIONS, &out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Until something is finished.
    let begun = Instant::now();
    while fs::read_dir(folder.path()).unwrap().next().is_none()
        && begun.elapsed() < Duration::from_secs(20)
    {
        sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for (change, said) in [
        (&["--seed", "2"][..], "seed"),
        (&["--set", "users=2000"][..], "users=2000"),
        (&["--runs", "401"][..], "401"),
    ] {
        let mut arguments: Vec<&str> = SIMULATIONS.to_vec();
        if change[0] == "--runs" {
            arguments.truncate(arguments.len() - 2);
        }
        arguments.extend(change);
        let answer = ended(&mut sweep(&arguments, &out));
        assert_eq!(answer.status, 2, "{change:?}: {}", answer.stderr);
        assert!(
            answer.stderr.contains(said),
            "{change:?}: {}",
            answer.stderr
        );
        assert_eq!(answer.stdout, "");
    }
    // The sweep that was begun goes on all the same.
    swept(SIMULATIONS, &out);
}
