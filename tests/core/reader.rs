//! An attacker: someone who reads a page and works out what its hidden numbers can be.

use serde_json::Value;
use sinew::exhibit::Count;

/// Fewest values that must remain possible for a small count.
const FEWEST_POSSIBLE: i64 = 5;

/// Someone who reads the page: what each number may be, and which numbers add up to which.
#[derive(Default)]
pub struct Reader {
    names: Vec<String>,
    low: Vec<i64>,
    high: Vec<i64>,
    truth: Vec<i64>,
    guarded: Vec<bool>,
    equations: Vec<(usize, Vec<usize>)>,
}

impl Reader {
    /// A number on the page.
    pub fn shown(&mut self, name: String, count: Count, truth: Count) -> usize {
        let (low, high) = match count {
            Count::Zero => (0, 0),
            Count::Exact(people) => (i64::from(people), i64::from(people)),
            Count::About(people) => (i64::from(people) - 2, i64::from(people) + 2),
            Count::Hidden => (1, 10_000),
        };
        self.add(name, low, high, exactly(truth), count == Count::Hidden)
    }

    /// A number that is on no page but follows from two that are.
    pub fn derived(&mut self, name: String, truth: i64) -> usize {
        self.add(name, 0, 10_000, truth, (1..=10).contains(&truth))
    }

    fn add(&mut self, name: String, low: i64, high: i64, truth: i64, guarded: bool) -> usize {
        self.names.push(name);
        self.low.push(low);
        self.high.push(high);
        self.truth.push(truth);
        self.guarded.push(guarded);
        self.names.len() - 1
    }

    /// Something on the page says so of this number; it must be true.
    pub fn is_of_eleven_or_more(&mut self, index: usize) {
        self.is_at_least(index, 11);
    }

    /// Something on the page says so of this number; it must be true.
    pub fn is_at_least(&mut self, index: usize, least: i64) {
        assert!(self.truth[index] >= least, "{}: {} people", self.names[index], self.truth[index]);
        self.low[index] = self.low[index].max(least);
    }

    pub fn equation(&mut self, total: usize, parts: &[usize]) {
        let sum: i64 = parts.iter().map(|&part| self.truth[part]).sum();
        assert_eq!(self.truth[total], sum, "the equation of {} holds", self.names[total]);
        self.equations.push((total, parts.to_vec()));
    }

    /// `whole` is at least `part`: their difference is a number too.
    pub fn at_least(&mut self, whole: usize, part: usize) {
        self.rest(whole, part);
    }

    /// Those of `whole` who are not in `part`.
    pub fn rest(&mut self, whole: usize, part: usize) -> usize {
        let name = format!("{} without {}", self.names[whole], self.names[part]);
        let rest = self.derived(name, self.truth[whole] - self.truth[part]);
        self.equation(whole, &[part, rest]);
        rest
    }

    pub fn work_out(&mut self) {
        for _ in 0..200 {
            let before = (self.low.clone(), self.high.clone());
            for (total, parts) in self.equations.clone() {
                self.tighten(total, &parts);
            }
            if before == (self.low.clone(), self.high.clone()) {
                return;
            }
        }
    }

    fn tighten(&mut self, total: usize, parts: &[usize]) {
        let low: i64 = parts.iter().map(|&part| self.low[part]).sum();
        let high: i64 = parts.iter().map(|&part| self.high[part]).sum();
        self.low[total] = self.low[total].max(low);
        self.high[total] = self.high[total].min(high);
        for &part in parts {
            let others_low = low - self.low[part];
            let others_high = high - self.high[part];
            self.low[part] = self.low[part].max(self.low[total] - others_high);
            self.high[part] = self.high[part].min(self.high[total] - others_low);
        }
    }

    pub fn verdict(&self) -> Result<(), String> {
        for index in 0..self.names.len() {
            let (low, high, truth) = (self.low[index], self.high[index], self.truth[index]);
            if truth < low || truth > high {
                return Err(format!("{}: {truth} is outside {low} to {high}", self.names[index]));
            }
            // A count known to be eleven or more is not small, however well it is known.
            if self.guarded[index] && low < 11 && high - low + 1 < FEWEST_POSSIBLE {
                return Err(format!("{}: {truth} must be in {low} to {high}", self.names[index]));
            }
        }
        Ok(())
    }
}

fn exactly(count: Count) -> i64 {
    i64::from(count.shown().expect("exact numbers are shown"))
}

/// Every number that is sent.
pub fn numbers(sent: &Value) -> Vec<f64> {
    match sent {
        Value::Number(number) => number.as_f64().into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Object(fields) => fields.values().flat_map(numbers).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => Vec::new(),
    }
}

/// xorshift64: proptest shrinks the seed's users, not the stream.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// 0 to 99.
    pub fn percent(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % 100) as u8
    }
}
