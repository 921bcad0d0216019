//! Computations off the threads that answer requests: so many at once as there are processors, and none for an
//! answer that nobody waits for any more.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::Semaphore;

use crate::domain::AppError;
use crate::server::error::internal;

/// Takes computations in the order in which they are asked for. Clones share it.
#[derive(Debug, Clone)]
pub struct Computations {
    turns: Arc<Semaphore>,
    tally: Arc<Tally>,
}

/// How many computations there were since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComputationCounts {
    /// Asked for.
    pub asked: u64,
    /// Of which so many got a turn.
    pub begun: u64,
    /// Of which so many were computed to an answer or an error of their own.
    pub finished: u64,
    /// Of those asked for, so many were given up before there was an answer.
    pub given_up: u64,
}

#[derive(Debug, Default)]
struct Tally {
    asked: AtomicU64,
    begun: AtomicU64,
    finished: AtomicU64,
    given_up: AtomicU64,
}

/// Told to a computation: whether somebody still waits for its answer.
#[derive(Debug, Clone)]
pub struct Wanted(Arc<AtomicBool>);

impl Wanted {
    /// Asked between the stages of a computation, so that one that is not wanted ends with the stage it is in.
    ///
    /// # Errors
    /// When nobody waits for the answer, and so nobody reads the error.
    pub fn check(&self) -> Result<(), AppError> {
        if self.0.load(Ordering::Relaxed) { Ok(()) } else { Err(given_up()) }
    }
}

fn given_up() -> AppError {
    AppError::Invalid {
        sentence: "Nobody waited for this answer any more, so it was not computed. Ask again.".to_owned(),
    }
}

/// Lives as long as somebody waits; dropped with the future of a request when its connection is closed.
struct Waiting {
    wanted: Wanted,
    tally: Arc<Tally>,
    is_answered: bool,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.wanted.0.store(false, Ordering::Relaxed);
        if !self.is_answered {
            self.tally.given_up.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Computations {
    /// At most `at_once` at a time.
    pub fn new(at_once: NonZero<usize>) -> Self {
        let turns = at_once.get().min(Semaphore::MAX_PERMITS);
        Self { turns: Arc::new(Semaphore::new(turns)), tally: Arc::default() }
    }

    /// As many at a time as there are processors.
    pub fn for_this_machine() -> Self {
        Self::new(std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN))
    }

    /// Runs `work` when it is its turn. When the future is dropped before, it leaves the queue; when it is dropped
    /// after, `work` is told so and keeps its turn until it has ended.
    ///
    /// # Errors
    /// That of `work`; [`AppError::Internal`] when it panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Wanted) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let wanted = Wanted(Arc::new(AtomicBool::new(true)));
        self.tally.asked.fetch_add(1, Ordering::Relaxed);
        let mut waiting =
            Waiting { wanted: wanted.clone(), tally: Arc::clone(&self.tally), is_answered: false };
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(internal)?;
        let tally = Arc::clone(&self.tally);
        tally.begun.fetch_add(1, Ordering::Relaxed);
        let answer = tokio::task::spawn_blocking(move || {
            let answer = wanted.check().and_then(|()| work(&wanted));
            // What ends after nobody waited is no answer, whatever it says.
            tally.finished.fetch_add(u64::from(wanted.check().is_ok()), Ordering::Relaxed);
            drop(turn);
            answer
        })
        .await;
        waiting.is_answered = true;
        answer.map_err(internal)?
    }

    /// What there was since the start.
    pub fn counts(&self) -> ComputationCounts {
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let Tally { asked, begun, finished, given_up } = &*self.tally;
        ComputationCounts {
            asked: count(asked),
            begun: count(begun),
            finished: count(finished),
            given_up: count(given_up),
        }
    }

    /// Computations that could begin at once.
    pub fn free_turns(&self) -> usize {
        self.turns.available_permits()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    /// Waits for something that another thread does. The limit is for a broken program only.
    async fn until(happens: impl Fn() -> bool) {
        let wait = async {
            while !happens() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), wait).await.expect("it happens");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_is_handed_on_and_a_panic_is_an_error() {
        let computations = Computations::for_this_machine();
        assert_eq!(computations.run(|_| Ok(7)).await, Ok(7));
        let panicked = computations.run::<()>(|_| panic!("on purpose")).await;
        assert!(matches!(panicked, Err(AppError::Internal { .. })));
        let free = computations.free_turns();
        assert_eq!(computations.run(|_| Ok(8)).await, Ok(8));
        assert_eq!(computations.free_turns(), free);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_computation_that_nobody_waits_for_stops_at_its_next_stage() {
        let computations = Computations::new(NonZero::<usize>::MIN);
        let asked = computations.clone();
        // Without end, if nobody told it.
        let endless = tokio::spawn(async move {
            asked
                .run::<()>(|wanted| {
                    loop {
                        wanted.check()?;
                        std::thread::yield_now();
                    }
                })
                .await
        });
        until(|| computations.counts().begun == 1).await;
        endless.abort();
        assert_eq!(computations.run(|_| Ok(())).await, Ok(()), "the turn is free again");
        let counts = ComputationCounts { asked: 2, begun: 2, finished: 1, given_up: 1 };
        assert_eq!(computations.counts(), counts);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_leaves_the_queue_never_gets_a_turn() {
        let computations = Computations::new(NonZero::<usize>::MIN);
        let (release, released) = mpsc::channel::<()>();
        let first = computations.clone();
        let first = tokio::spawn(async move { first.run(move |_| Ok(released.recv().is_ok())).await });
        until(|| computations.counts().begun == 1).await;
        let second = computations.clone();
        let second = tokio::spawn(async move { second.run(|_| Ok(())).await });
        until(|| computations.counts().asked == 2).await;
        second.abort();
        until(|| computations.counts().given_up == 1).await;
        release.send(()).expect("the first waits");
        assert_eq!(first.await.expect("ends"), Ok(true));
        assert_eq!(computations.run(|_| Ok(())).await, Ok(()));
        let counts = ComputationCounts { asked: 3, begun: 2, finished: 2, given_up: 1 };
        assert_eq!(computations.counts(), counts);
    }
}
