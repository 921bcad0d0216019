//! Work shared by threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow};

/// Does something with each of the items on as many threads as jobs; the results are in the order of the items.
///
/// # Errors
///
/// The first that occurred.
pub fn share<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(usize, &T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(items.iter().map(|_| None).collect::<Vec<Option<Result<R>>>>());
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { break };
                    let result = work(place, item);
                    let failed = result.is_err();
                    if let Some(slot) = done.lock().unwrap_or_else(PoisonError::into_inner).get_mut(place) {
                        *slot = Some(result);
                    }
                    if failed {
                        next.store(items.len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let errors_first = {
        let (failed, rest): (Vec<_>, Vec<_>) = done.into_iter().partition(|one| matches!(one, Some(Err(_))));
        failed.into_iter().chain(rest)
    };
    errors_first.map(|one| one.unwrap_or_else(|| Err(anyhow!("work was left undone")))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let squares = share(&[1, 2, 3, 4, 5], 3, |place, item| Ok(place * item)).unwrap();
        assert_eq!(squares, [0, 2, 6, 12, 20]);
    }

    #[test]
    fn an_error_ends_the_work_and_is_the_one_that_is_told() {
        let answer = share(&[1, 2, 3], 1, |_, item| if *item == 2 { bail!("two") } else { Ok(*item) });
        assert_eq!(answer.unwrap_err().to_string(), "two");
    }
}
