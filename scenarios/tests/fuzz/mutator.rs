//! New inputs from old ones: tokens, lines and bytes moved, dropped, repeated and exchanged.

/// A small generator (SplitMix64; Steele, Lea and Flood 2014): the inputs are the same for the same seed.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// A number from 0 to `n` - 1; 0 of none.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.word() % (n.max(1) as u64)) as usize
    }

    /// One of them, if there is one.
    pub(crate) fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        from.get(self.below(from.len()))
    }

    /// A stretch of `n` places, mostly short.
    fn stretch(&mut self, n: usize) -> std::ops::Range<usize> {
        let start = self.below(n + 1);
        let most = if self.below(4) == 0 { n } else { 4 };
        let length = (1 + self.below(most)).min(n - start);
        start..start + length
    }
}

/// What a text of this kind is made of, and what has broken readers before.
const WORDS: [&str; 82] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "(",
    ")",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "^",
    ",",
    ".",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\\",
    "\\u0000",
    "\\U0010ffff",
    "\u{feff}",
    "\u{0}",
    "é",
    "🦀",
    "if ",
    " then ",
    " else ",
    " and ",
    " or ",
    " not ",
    "min(",
    "max(",
    "sqrt(",
    "exp(",
    "ln(",
    "floor(",
    "ceil(",
    "normal_cdf(",
    "true",
    "false",
    "nan",
    "-inf",
    "0",
    "-0.0",
    "1e300",
    "1e-300",
    "1e999999999",
    "0.1",
    "9999999999999999999999",
    "[USD]",
    "[ETH^12]",
    "[1/year]",
    "[percent]",
    "user_stake",
    "eth_price",
    "age",
    "ltv_by_age(",
    "loan_backing",
    "extends = \"main.toml\"",
    "[set]",
    "[parameters.x]",
    "[[attacks]]",
    "{fuzzed}",
    "=== base ===",
    "=== vary ===",
    ":",
    "@",
    "1:9:5:log",
];

/// `input` changed in one to eight places and cut to `most` bytes; `other` lends lines.
pub(crate) fn mutated(input: &[u8], other: &[u8], most: usize, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(8) {
        bytes = match dice.below(4) {
            0 => joined(&lines_changed(&lines(&bytes), &lines(other), dice)),
            1 => bytes_changed(&bytes, dice),
            _ => joined(&tokens_changed(&tokens(&bytes), most, dice)),
        };
        bytes.truncate(most);
    }
    bytes
}

fn joined(pieces: &[&[u8]]) -> Vec<u8> {
    pieces.concat()
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// Words and numbers, runs of blanks, and single bytes of anything else.
fn tokens(bytes: &[u8]) -> Vec<&[u8]> {
    let class = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => 1,
        b' ' | b'\t' => 2,
        // The bytes of one character stay together.
        0x80.. => 3,
        _ => 0,
    };
    bytes
        .chunk_by(|a, b| class(*a) == class(*b) && class(*a) != 0)
        .collect()
}

/// One change of a sequence of tokens: none of them is looked into.
fn tokens_changed<'b>(tokens: &[&'b [u8]], most: usize, dice: &mut Dice) -> Vec<&'b [u8]> {
    let mut changed = tokens.to_vec();
    let stretch = dice.stretch(changed.len());
    let taken: Vec<&[u8]> = changed.get(stretch.clone()).unwrap_or_default().to_vec();
    let word = dice.pick(&WORDS).map_or(&b""[..], |word| word.as_bytes());
    match dice.below(7) {
        0 => drop(changed.drain(stretch)),
        1 => insert(&mut changed, dice, &taken),
        2 => {
            changed.drain(stretch);
            insert(&mut changed, dice, &taken);
        }
        3 => drop(changed.splice(stretch, [word])),
        4 => insert(&mut changed, dice, &[word]),
        5 => {
            // Depth and length, where readers that recurse or copy would break.
            let repeated = if dice.below(2) == 0 {
                vec![word]
            } else {
                taken
            };
            let times = (1 << dice.below(14)).min(most / repeated.len().max(1));
            insert(&mut changed, dice, &repeated.repeat(times));
        }
        _ => {
            let (open, close): (&[u8], &[u8]) = [
                (&b"("[..], &b")"[..]),
                (b"[", b"]"),
                (b"{", b"}"),
                (b"min(1,", b")"),
                (b"-", b""),
            ][dice.below(5)];
            let depth = 1 << dice.below(12);
            let wrapped = [vec![open; depth], taken, vec![close; depth]].concat();
            changed.splice(stretch, wrapped);
        }
    }
    changed
}

fn lines_changed<'b>(lines: &[&'b [u8]], other: &[&'b [u8]], dice: &mut Dice) -> Vec<&'b [u8]> {
    let mut changed = lines.to_vec();
    let stretch = dice.stretch(changed.len());
    match dice.below(4) {
        0 => drop(changed.drain(stretch)),
        1 => {
            let lent = other
                .get(dice.stretch(other.len()))
                .unwrap_or_default()
                .to_vec();
            insert(&mut changed, dice, &lent);
        }
        2 => {
            let taken: Vec<&[u8]> = changed.drain(stretch).collect();
            insert(&mut changed, dice, &taken);
        }
        _ => {
            let taken = changed.get(stretch).unwrap_or_default().to_vec();
            insert(&mut changed, dice, &taken);
        }
    }
    changed
}

fn bytes_changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    let at = dice.below(changed.len());
    let byte = dice.below(256) as u8;
    match dice.below(4) {
        0 => changed.truncate(at),
        1 => changed.insert(at.min(changed.len()), byte),
        2 => {
            if let Some(old) = changed.get_mut(at) {
                *old ^= 1 << dice.below(8);
            }
        }
        _ => {
            if let Some(old) = changed.get_mut(at) {
                *old = byte;
            }
        }
    }
    changed
}

fn insert<'b>(into: &mut Vec<&'b [u8]>, dice: &mut Dice, what: &[&'b [u8]]) {
    let at = dice.below(into.len() + 1);
    into.splice(at..at, what.iter().copied());
}
