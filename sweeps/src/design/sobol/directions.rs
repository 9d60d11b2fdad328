//! Joe and Kuo's table of primitive polynomials and initial direction integers, read when the crate is compiled.

/// Dimensions of the table: as far as Joe and Kuo's directions have Sobol's property A.
pub(super) const MOST_DIMENSIONS: usize = 1_111;

/// Binary digits of a coordinate: as many as the mantissa of a float can be given outright.
pub(super) const BITS: usize = 52;

/// The greatest degree of a primitive polynomial among them.
const MOST_DEGREE: usize = 13;

/// One dimension after the first.
#[derive(Clone, Copy)]
struct Row {
    degree: usize,
    /// The polynomial's coefficients between the first and the last, which are 1, as binary digits.
    coefficients: u32,
    /// m_1 to m_degree, each odd and m_i below 2^i.
    initial: [u64; MOST_DEGREE],
}

static ROWS: [Row; MOST_DIMENSIONS - 1] = read(include_bytes!("new-joe-kuo-6.1111.txt"));

/// The direction numbers of a dimension, counted from zero, as words of [`BITS`] binary digits after the point:
/// v_1 = 1/2 · m_1, v_2 = 1/4 · m_2, … (Bratley and Fox 1988, Joe and Kuo 2003); `None` past the table.
pub(super) fn directions(dimension: usize) -> Option<[u64; BITS]> {
    let mut directions = [0_u64; BITS];
    let Some(row) = dimension.checked_sub(1) else {
        for (place, direction) in directions.iter_mut().enumerate() {
            *direction = 1 << (BITS - 1 - place);
        }
        return Some(directions);
    };
    let row = ROWS.get(row)?;
    for place in 0..BITS {
        let direction = match row.initial.get(place) {
            Some(initial) if place < row.degree => initial << (BITS - 1 - place),
            _ => recurrence(row, &directions, place),
        };
        if let Some(entry) = directions.get_mut(place) {
            *entry = direction;
        }
    }
    Some(directions)
}

/// v_i = a_1 v_(i-1) ⊕ … ⊕ a_(s-1) v_(i-s+1) ⊕ v_(i-s) ⊕ (v_(i-s) >> s).
fn recurrence(row: &Row, directions: &[u64; BITS], place: usize) -> u64 {
    let back = |steps: usize| {
        place
            .checked_sub(steps)
            .and_then(|at| directions.get(at))
            .copied()
            .unwrap_or(0)
    };
    let oldest = back(row.degree);
    (1..row.degree)
        .filter(|steps| (row.coefficients >> (row.degree - 1 - steps)) & 1 == 1)
        .fold(oldest ^ (oldest >> row.degree), |sum, steps| {
            sum ^ back(steps)
        })
}

/// Reads the published file; anything unexpected in it stops the compiler.
const fn read(text: &[u8]) -> [Row; MOST_DIMENSIONS - 1] {
    let blank = Row {
        degree: 0,
        coefficients: 0,
        initial: [0; MOST_DEGREE],
    };
    let mut rows = [blank; MOST_DIMENSIONS - 1];
    let mut at = 0;
    while text[at] == b'#' || text[at] == b'd' {
        while text[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    let mut index = 0;
    while index < rows.len() {
        let (dimension, next) = number(text, at);
        assert!(
            dimension as usize == index + 2,
            "the dimensions must follow one another"
        );
        let (degree, next) = number(text, next);
        let (coefficients, next) = number(text, next);
        at = next;
        let mut row = Row {
            degree: degree as usize,
            coefficients: coefficients as u32,
            ..blank
        };
        let mut place = 0;
        while place < row.degree {
            let (initial, next) = number(text, at);
            assert!(
                initial % 2 == 1 && initial >> (place + 1) == 0,
                "m_i must be odd and below 2^i"
            );
            row.initial[place] = initial;
            at = next;
            place += 1;
        }
        assert!(text[at] == b'\n', "a row must end with its last m_i");
        at += 1;
        rows[index] = row;
        index += 1;
    }
    assert!(at == text.len(), "the file must end with its last row");
    rows
}

/// The number after any blanks, and where it ends.
const fn number(text: &[u8], mut at: usize) -> (u64, usize) {
    while text[at] == b' ' {
        at += 1;
    }
    let start = at;
    let mut value = 0;
    while text[at].is_ascii_digit() {
        value = value * 10 + (text[at] - b'0') as u64;
        at += 1;
    }
    assert!(at > start, "a number must stand here");
    (value, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_those_published() {
        // d, s, a, m_i as printed in new-joe-kuo-6.21201, its first nine rows.
        let published: [(usize, u32, &[u64]); 9] = [
            (1, 0, &[1]),
            (2, 1, &[1, 3]),
            (3, 1, &[1, 3, 1]),
            (3, 2, &[1, 1, 1]),
            (4, 1, &[1, 1, 3, 3]),
            (4, 4, &[1, 3, 5, 13]),
            (5, 2, &[1, 1, 5, 5, 17]),
            (5, 4, &[1, 1, 5, 5, 5]),
            (5, 7, &[1, 1, 7, 11, 19]),
        ];
        for (row, (degree, coefficients, initial)) in ROWS.iter().zip(published) {
            assert_eq!((row.degree, row.coefficients), (degree, coefficients));
            assert_eq!(row.initial.get(..degree), Some(initial));
        }
    }

    #[test]
    fn every_primitive_polynomial_up_to_degree_13_stands_once_in_the_table() {
        // Euler's φ(2^n - 1)/n polynomials of degree n are primitive over GF(2).
        let counts = [1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630];
        for (degree, count) in (1..).zip(counts) {
            let coefficients: Vec<u32> = ROWS
                .iter()
                .filter(|row| row.degree == degree)
                .map(|row| row.coefficients)
                .collect();
            assert_eq!(coefficients.len(), count);
            assert!(coefficients.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn direction_numbers_follow_the_worked_example_of_joe_and_kuo() {
        // Joe and Kuo, "Notes on generating Sobol' sequences" (2008): s = 3, a = 1, m = 1, 3, 7 gives m_4 = 5, m_5 = 7.
        let mut initial = [0; MOST_DEGREE];
        initial[..3].copy_from_slice(&[1, 3, 7]);
        let row = Row {
            degree: 3,
            coefficients: 1,
            initial,
        };
        let mut directions = [0; BITS];
        for place in 0..5 {
            directions[place] = if place < 3 {
                row.initial[place] << (BITS - 1 - place)
            } else {
                recurrence(&row, &directions, place)
            };
        }
        assert_eq!(directions[3] >> (BITS - 4), 5);
        assert_eq!(directions[4] >> (BITS - 5), 7);
    }
}
