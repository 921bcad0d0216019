//! Our own files, timed.

use std::time::{Duration, Instant};

use super::exhibits::Exhibits;
use super::kind::Kind;
use super::processor;

/// How often each file is made, before the peers and again after them.
pub const RUNS: u32 = 12;

/// How long each file took.
pub struct Times {
    clock: [Vec<Duration>; Kind::ALL.len()],
    /// Processor time of all runs, in milliseconds.
    processor: [Option<f64>; Kind::ALL.len()],
    bytes: [usize; Kind::ALL.len()],
}

impl Times {
    /// Files take turns, after one of each that is not counted.
    pub fn of(exhibits: &Exhibits) -> Self {
        let bytes = Kind::ALL.map(|kind| exhibits.file(kind).len());
        let mut times = Self {
            clock: std::array::from_fn(|_| Vec::new()),
            processor: Kind::ALL.map(|_| Some(0.0)),
            bytes,
        };
        for _ in 0..RUNS {
            for kind in Kind::ALL {
                times.make(exhibits, kind);
            }
        }
        times
    }

    fn make(&mut self, exhibits: &Exhibits, kind: Kind) {
        let (processor, start) = (processor::milliseconds(), Instant::now());
        std::hint::black_box(exhibits.file(kind));
        self.clock[kind as usize].push(start.elapsed());
        let spent = processor.and_then(|before| Some(processor::milliseconds()? - before));
        let all = &mut self.processor[kind as usize];
        *all = all.and_then(|all| Some(all + spent?));
    }

    pub fn extend(&mut self, others: Self) {
        self.clock.iter_mut().zip(others.clock).for_each(|(times, others)| times.extend(others));
        let processors = self.processor.iter_mut().zip(others.processor);
        processors.for_each(|(all, other)| *all = all.and_then(|all| Some(all + other?)));
    }

    /// In milliseconds.
    pub fn median_and_p95(&self, kind: Kind) -> (f64, f64) {
        let mut times = self.clock[kind as usize].clone();
        times.sort();
        let ms = |index: usize| times[index].as_secs_f64() * 1000.0;
        (ms(times.len() / 2), ms(times.len() * 95 / 100))
    }

    /// Of one file, in milliseconds; `None` where the system does not say.
    pub fn processor(&self, kind: Kind) -> Option<f64> {
        self.processor[kind as usize].map(|all| all / self.clock[kind as usize].len() as f64)
    }

    /// Size of the file.
    pub const fn bytes(&self, kind: Kind) -> usize {
        self.bytes[kind as usize]
    }
}
