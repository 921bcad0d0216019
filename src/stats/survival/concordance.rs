//! Harrell's concordance of a marker with times to an event.

use std::collections::BTreeMap;

use libm::sqrt;

use super::{FollowUp, Status};
use crate::stats::Undefined;

/// How often of two people the one with the higher marker has the event first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// `(concordant + tied / 2) / pairs`.
    pub estimate: f64,
    /// Its standard error, by the infinitesimal jackknife over rows or clusters.
    pub standard_error: f64,
    /// Pairs in which it is so.
    pub concordant: f64,
    /// Pairs in which it is the other way.
    pub discordant: f64,
    /// Pairs with one value of the marker.
    pub tied: f64,
}

/// The rows of which the concordance is asked; `strata`, `clusters` and `weights` may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'a> {
    /// The time under observation of each row.
    pub follow_up: &'a [FollowUp],
    /// The marker of each row; high stands for an early event.
    pub marker: &'a [f64],
    /// The stratum of each row: pairs are formed within strata.
    pub strata: &'a [usize],
    /// The cluster of each row, for the standard error.
    pub clusters: &'a [usize],
    /// The weight of each row.
    pub weights: &'a [f64],
}

/// Pairs of a row, by how the marker orders them.
#[derive(Debug, Clone, Copy, Default)]
struct Pairs {
    concordant: f64,
    discordant: f64,
    tied: f64,
}

impl Pairs {
    fn add(&mut self, [below, same, above]: [f64; 3], sign: f64) {
        self.concordant += sign * below;
        self.tied += sign * same;
        self.discordant += sign * above;
    }

    fn all(self) -> f64 {
        self.concordant + self.discordant + self.tied
    }
}

/// The concordance of a marker: over all pairs of which one has the event while the other is at risk and stays without
/// it longer.
///
/// Sources: Harrell, JAMA 1982;247:2543; Therneau & Watson 2015. Equals `concordance(fit)` of R's survival from 3.0 on.
///
/// # Errors
/// [`Undefined::WrongShape`] for lists of unlike lengths, [`Undefined::BadValues`] for numbers that are not finite,
/// [`Undefined::NothingInCommon`] when there is no such pair.
pub fn concordance(rows: &Ranked<'_>) -> Result<Concordance, Undefined> {
    let n = rows.follow_up.len();
    let fits = |length: usize| length == 0 || length == n;
    if rows.marker.len() != n
        || ![rows.strata.len(), rows.clusters.len(), rows.weights.len()].into_iter().all(fits)
    {
        return Err(Undefined::WrongShape);
    }
    if !rows.marker.iter().chain(rows.weights).copied().all(f64::is_finite) {
        return Err(Undefined::BadValues);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    (0..n).for_each(|row| members.entry(rows.strata.get(row).copied().unwrap_or(0)).or_default().push(row));
    let (mut pairs, mut ranks) = (vec![Pairs::default(); n], vec![0; n]);
    let mut total = Pairs::default();
    for members in members.values() {
        let count = rank(rows, members, &mut ranks);
        as_event(rows, members, (&ranks, count), &mut pairs);
        for &row in members {
            let weight = rows.weight(row);
            total.add([pairs[row].concordant, pairs[row].tied, pairs[row].discordant], weight);
        }
        as_other(rows, members, (&ranks, count), &mut pairs);
    }
    summary(rows, &pairs, total)
}

fn summary(rows: &Ranked<'_>, pairs: &[Pairs], total: Pairs) -> Result<Concordance, Undefined> {
    let number = total.all();
    if number <= 0.0 {
        return Err(Undefined::NothingInCommon);
    }
    let lead = (total.concordant - total.discordant) / number;
    let parts = pairs.iter().enumerate().map(|(row, pairs)| {
        rows.weight(row) * (pairs.concordant - pairs.discordant - lead * pairs.all()) / number
    });
    let variance: f64 = if rows.clusters.is_empty() {
        parts.map(|part| part * part).sum()
    } else {
        let mut influence: BTreeMap<usize, f64> = BTreeMap::new();
        rows.clusters
            .iter()
            .zip(parts)
            .for_each(|(&cluster, part)| *influence.entry(cluster).or_default() += part);
        influence.values().map(|part| part * part).sum()
    };
    let Pairs { concordant, discordant, tied } = total;
    let (estimate, standard_error) = (0.5 * (lead + 1.0), 0.5 * sqrt(variance));
    Ok(Concordance { estimate, standard_error, concordant, discordant, tied })
}

impl Ranked<'_> {
    fn weight(&self, row: usize) -> f64 {
        self.weights.get(row).copied().unwrap_or(1.0)
    }

    fn is_event(&self, row: usize) -> bool {
        self.follow_up[row].status == Status::Event
    }
}

/// Pairs in which each row is the one with the event: from the latest time back, those at risk in a tree.
fn as_event(rows: &Ranked<'_>, members: &[usize], (ranks, count): (&[usize], usize), pairs: &mut [Pairs]) {
    let mut tree = RankTree::new(count);
    let (stop, start) = (|row: usize| rows.follow_up[row].stop, |row: usize| rows.follow_up[row].start);
    let mut by_stop = members.to_vec();
    by_stop.sort_by(|&a, &b| stop(b).total_cmp(&stop(a)));
    let mut by_start: Vec<usize> = members.iter().copied().filter(|&row| start(row).is_finite()).collect();
    by_start.sort_by(|&a, &b| start(b).total_cmp(&start(a)));
    let mut entered = by_start.into_iter().peekable();
    for ended in by_stop.chunk_by(|&a, &b| stop(a) == stop(b)) {
        let time = stop(ended[0]);
        while let Some(row) = entered.next_if(|&row| start(row) >= time) {
            tree.add(ranks[row], -rows.weight(row));
        }
        let (events, censored): (Vec<usize>, Vec<usize>) = ended.iter().partition(|&&row| rows.is_event(row));
        for row in censored {
            tree.add(ranks[row], rows.weight(row));
        }
        for &row in &events {
            pairs[row].add(tree.around(ranks[row]), 1.0);
        }
        for row in events {
            tree.add(ranks[row], rows.weight(row));
        }
    }
}

/// Pairs in which each row is the other one: the events while it was at risk are those up to its end less those up to
/// its entry.
fn as_other(rows: &Ranked<'_>, members: &[usize], (ranks, count): (&[usize], usize), pairs: &mut [Pairs]) {
    let mut tree = RankTree::new(count);
    let mut events: Vec<usize> = members.iter().copied().filter(|&row| rows.is_event(row)).collect();
    events.sort_by(|&a, &b| rows.follow_up[a].stop.total_cmp(&rows.follow_up[b].stop));
    // Time, whether events at it count, row, sign.
    let mut questions: Vec<(f64, bool, usize, f64)> = Vec::new();
    for &row in members {
        questions.push((rows.follow_up[row].stop, !rows.is_event(row), row, 1.0));
        if rows.follow_up[row].start.is_finite() {
            questions.push((rows.follow_up[row].start, true, row, -1.0));
        }
    }
    questions.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut events = events.into_iter().peekable();
    for (time, counts_equal, row, sign) in questions {
        let is_due = |event: &usize| {
            let at = rows.follow_up[*event].stop;
            at < time || (counts_equal && at == time)
        };
        while let Some(event) = events.next_if(is_due) {
            tree.add(ranks[event], rows.weight(event));
        }
        let [below, same, above] = tree.around(ranks[row]);
        // The other has the event: a lower marker there is the discordant pair.
        pairs[row].add([above, same, below], sign);
    }
}

/// Writes the rank of each member's marker from 0 at the member's row, and says how many there are.
fn rank(rows: &Ranked<'_>, members: &[usize], ranks: &mut [usize]) -> usize {
    let mut ascending = members.to_vec();
    ascending.sort_unstable_by(|&a, &b| rows.marker[a].total_cmp(&rows.marker[b]));
    let mut count = 0;
    for alike in ascending.chunk_by(|&a, &b| rows.marker[a] == rows.marker[b]) {
        for &row in alike {
            ranks[row] = count;
        }
        count += 1;
    }
    count
}

/// Weights by rank of the marker, with sums over ranks in logarithmic time (Fenwick 1994).
struct RankTree {
    sums: Vec<f64>,
    all: f64,
}

impl RankTree {
    fn new(count: usize) -> Self {
        Self { sums: vec![0.0; count + 1], all: 0.0 }
    }

    fn add(&mut self, rank: usize, weight: f64) {
        self.all += weight;
        let mut place = rank + 1;
        while let Some(sum) = self.sums.get_mut(place) {
            *sum += weight;
            place += place & place.wrapping_neg();
        }
    }

    fn sum_of_first(&self, ranks: usize) -> f64 {
        let (mut place, mut sum) = (ranks, 0.0);
        while place > 0 {
            sum += self.sums[place];
            place &= place - 1;
        }
        sum
    }

    /// Weights below a rank, at it and above it.
    fn around(&self, rank: usize) -> [f64; 3] {
        let (below, up_to) = (self.sum_of_first(rank), self.sum_of_first(rank + 1));
        [below, up_to - below, self.all - up_to]
    }
}
