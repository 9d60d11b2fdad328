//! Work in parallel whose result does not show it.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

/// The results of `work` on each of `pieces`, in their order, or the failure of the first piece that fails.
///
/// Once a piece has failed, later ones that were not yet begun are left out.
pub(super) fn in_order<T: Send, E: Send>(
    pieces: u64,
    work: impl Fn(u64) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let failed = AtomicU64::new(u64::MAX);
    let results: Vec<Option<Result<T, E>>> = (0..pieces)
        .into_par_iter()
        .map(|piece| {
            // Only pieces after a known failure are left out, so the first is always among the results.
            if piece > failed.load(Ordering::Relaxed) {
                return None;
            }
            Some(work(piece).inspect_err(|_| {
                failed.fetch_min(piece, Ordering::Relaxed);
            }))
        })
        .collect();
    results.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_is_reported_whatever_fails_beside_it() {
        for _ in 0..20 {
            let found = in_order(1_000, |piece| {
                if piece % 100 == 37 {
                    Err(piece)
                } else {
                    Ok(piece)
                }
            });
            assert_eq!(found, Err(37));
        }
        assert_eq!(in_order(5, Ok::<_, ()>), Ok(vec![0, 1, 2, 3, 4]));
    }
}
