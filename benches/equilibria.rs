//! What all extreme equilibria of a two-player game cost, beside lrsnash.
//!
//! Games have payoffs drawn evenly from whole numbers, from a fixed seed. `lrsnash` (of lrslib, exact as well) is
//! given the same game as a file, if it is installed; a process of its own costs it about a millisecond.
//!
//! Measured on one core of a shared 2-core x86-64 machine, lrsnash 7.1, fastest run of each:
//!
//! | game | payoffs | `enumerate` | `enumerate_by_vertices` | lrsnash |
//! | --- | --- | --- | --- | --- |
//! | 8×8 | 0..=100 | 0.12 ms | 0.7 ms | 6.7 ms |
//! | 10×10 | 0..=100 | 0.66 ms | 6.9 ms | 40 ms |
//! | 10×20 | 0..=100 | 1.7 ms | | 320 ms |
//! | 12×12 | 0..=100 | 1.3 ms | | 250 ms |
//! | 12×12 | 0..=10⁶ | 1.8 ms | | 350 ms |
//! | 15×15 | 0..=100 | 2.5 ms | | 6.2 s |
//! | 15×15 | 0..=10⁶ | 2.4 ms | | 5.7 s |
//! | 10×10, degenerate | 0..=2 | 2.9 ms | 6.7 ms | 22 ms |
//! | 12×12, degenerate | 0..=1 | 32 ms | 26 ms | 131 ms |
//!
//! The search visits about a thousand nodes of a 15×15, where its polytopes have some hundred thousand vertices;
//! what is left in very degenerate games is the exact listing of the vertices of large faces.

use std::{
    fmt,
    io::Write,
    process::{Command, Stdio},
};

use assay_solver::{
    equilibrium::bimatrix::{Effort, Status, enumerate, enumerate_by_vertices, lemke_howson},
    exact::Rational,
    game::Game,
};
use divan::Bencher;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What games are drawn from.
#[derive(Debug, Clone, Copy)]
struct Draw {
    rows: usize,
    columns: usize,
    most: u32,
}

const fn draw(rows: usize, columns: usize, most: u32) -> Draw {
    Draw {
        rows,
        columns,
        most,
    }
}

/// The last ones are degenerate.
const DRAWS: [Draw; 9] = [
    draw(8, 8, 100),
    draw(10, 10, 100),
    draw(10, 20, 100),
    draw(12, 12, 100),
    draw(12, 12, 1_000_000),
    draw(15, 15, 100),
    draw(15, 15, 1_000_000),
    draw(10, 10, 2),
    draw(12, 12, 1),
];

impl fmt::Display for Draw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{} of 0..={}", self.rows, self.columns, self.most)
    }
}

impl Draw {
    /// The rows' and the columns' payoffs.
    fn matrices(self) -> [Vec<Vec<u32>>; 2] {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(2010);
        [(); 2].map(|()| {
            (0..self.rows)
                .map(|_| {
                    (0..self.columns)
                        .map(|_| random.random_range(0..=self.most))
                        .collect()
                })
                .collect()
        })
    }

    fn game(self) -> Game {
        let exact = self.matrices().map(|matrix| -> Vec<Vec<Rational>> {
            matrix
                .into_iter()
                .map(|row| row.into_iter().map(Rational::from).collect())
                .collect()
        });
        Game::bimatrix("", &exact[0], &exact[1]).expect("matrices of one shape")
    }

    /// In lrsnash's format.
    fn text(self) -> String {
        let mut text = format!("{} {}\n", self.rows, self.columns);
        for matrix in self.matrices() {
            text.push('\n');
            for row in matrix {
                let row: Vec<String> = row.iter().map(u32::to_string).collect();
                text.push_str(&row.join(" "));
                text.push('\n');
            }
        }
        text
    }
}

fn main() {
    if installed().is_empty() {
        eprintln!("lrsnash is not installed (Debian: lrslib): nothing to compare with");
    }
    divan::main();
}

#[divan::bench(args = DRAWS)]
fn search(bencher: Bencher<'_, '_>, draw: &Draw) {
    let game = draw.game();
    bencher.bench_local(|| {
        let found = enumerate(&game, &Effort::default()).expect("two players");
        assert_eq!(found.status, Status::Complete);
        found
    });
}

#[divan::bench(args = [draw(8, 8, 100), draw(10, 10, 100), draw(10, 10, 2), draw(12, 12, 1)])]
fn all_vertices(bencher: Bencher<'_, '_>, draw: &Draw) {
    let game = draw.game();
    bencher.bench_local(|| enumerate_by_vertices(&game, &Effort::default()).expect("two players"));
}

#[divan::bench(args = [draw(15, 15, 100), draw(50, 50, 100)])]
fn one_path(bencher: Bencher<'_, '_>, draw: &Draw) {
    let game = draw.game();
    bencher.bench_local(|| lemke_howson(&game, 0, &Effort::default()).expect("a path that ends"));
}

#[divan::bench(args = installed(), sample_count = 3, sample_size = 1)]
fn lrsnash(bencher: Bencher<'_, '_>, draw: &Draw) {
    let file = std::env::temp_dir().join(format!("assay-{}-{draw}.txt", std::process::id()));
    std::fs::File::create(&file)
        .and_then(|mut it| it.write_all(draw.text().as_bytes()))
        .expect("a temporary file");
    let count = enumerate(&draw.game(), &Effort::default())
        .expect("two players")
        .equilibria
        .len();
    let expected = format!("Number of equilibria found: {count}");
    bencher.bench_local(|| {
        let output = Command::new("lrsnash")
            .arg(&file)
            .output()
            .expect("lrsnash runs");
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(&expected),
            "{draw}"
        );
    });
    std::fs::remove_file(&file).expect("the temporary file");
}

/// The draws for lrsnash; none if it is not there.
fn installed() -> Vec<Draw> {
    let runs = Command::new("lrsnash")
        .arg("-h")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if runs.is_ok() {
        DRAWS.to_vec()
    } else {
        Vec::new()
    }
}
