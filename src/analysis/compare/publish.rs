//! What may be seen of a comparison.
//!
//! Under [`Policy::Rounded`] every count passes through [`LinkedCounts`](crate::exhibit::disclosure::LinkedCounts), with
//! those in neither group, those taken out of both and the steps between cut-offs as counts of their own. Estimates are
//! shown when at least eleven people contribute in each group and their changes are not all alike; they have two
//! significant digits and intervals no finer, rounded outward, p-values only their band, and no statistic, degrees of
//! freedom or standard deviation, which would invert to a count. The difference from repeated measures is held to the same,
//! and to enough people in its model. Everything about responders is computed from the
//! rounded counts.

use super::cells::{CompareCells, GroupCells, link};
use super::public::{PublicCompare, PublicComparedGroup, PublicRanks, PublicRepeated, PublicTest};
use super::publish_fit::fit;
use super::publish_responders::responders;
use super::{CompareResult, ComparedGroup, NoRepeatedFit, PublicNumber, PublicProbability};
use crate::domain::{Finite, Interval};
use crate::exhibit::disclosure::{CellId, ShownCounts};
use crate::exhibit::{Count, Policy, Publish};
use crate::stats::{MannWhitney, TTest, Undefined};

/// Decimals of a score.
const SCORE_PLACES: u8 = 1;
/// Decimals of effect sizes and ratios.
pub(super) const RATIO_PLACES: u8 = 2;
/// Decimals of a share between 0 and 1: one of its percentage.
pub(super) const SHARE_PLACES: u8 = 3;
/// A median is shown from so many people on, so that eleven are on either side of it.
const FEWEST_FOR_A_MEDIAN: u32 = 2 * Policy::THRESHOLD;

impl Publish for CompareResult {
    type Public = PublicCompare;

    fn publish(self, policy: Policy) -> PublicCompare {
        let sizes = self.sizes;
        let (cells, counts) = link(&self, policy);
        let shown = counts.publish(policy);
        // A hidden count is somebody to its reader, so where one of nobody has to go, all go.
        let withheld = sizes.are_withheld(policy) || shown.hides_nobody();
        let view = View { result: &self, policy, cells: &cells, shown: (!withheld).then_some(&shown) };
        let [first, second] = &self.groups;
        let [one, other] = &cells.groups;
        PublicCompare {
            baseline: self.baseline as u32,
            time: self.time as u32,
            assignment: self.assignment,
            resolution: sizes.resolution,
            overlap: view.count(cells.overlap),
            completer: self.completer.clone(),
            groups: vec![view.group(first, one), view.group(second, other)],
            difference: view.test(&self.difference, view.supports_both(Policy::THRESHOLD), None),
            adjusted: view.test(&self.adjusted, view.supports_both(Policy::THRESHOLD), None),
            repeated: view.repeated(),
            fit: fit(view),
            lead: self.lead,
            effect_size: view.effect_size(),
            ranks: view.ranks(),
            shift: view.shift(),
            responders: responders(view),
            instrument: self.instrument.clone(),
        }
    }
}

/// Whether an estimate may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Support {
    Enough,
    TooFew,
}

/// A comparison through the eyes of a viewer.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub result: &'a CompareResult,
    pub policy: Policy,
    pub cells: &'a CompareCells,
    /// `None` when nothing at all may be shown.
    shown: Option<&'a ShownCounts>,
}

impl View<'_> {
    /// A count as it may be seen.
    pub fn count(self, cell: CellId) -> Count {
        self.shown.map_or(Count::Hidden, |shown| shown.count(cell))
    }

    /// Under rounding enough people, whose number is shown beside the estimate, and changes that are not all alike: a mean
    /// of equal values tells each of them.
    fn supports(self, group: &ComparedGroup, cells: &GroupCells, fewest: u32) -> Support {
        let supported = self.shown.is_some_and(|shown| shown.supports_estimate(cells.contributing))
            && self.count(cells.contributing) != Count::Hidden;
        let varies =
            || group.pairs.and_then(|pairs| pairs.change.variance).is_some_and(|variance| variance > 0.0);
        let shown = match self.policy {
            Policy::Exact => true,
            Policy::Rounded => supported && varies() && group.contributing() >= fewest,
        };
        if shown { Support::Enough } else { Support::TooFew }
    }

    fn supports_both(self, fewest: u32) -> Support {
        let groups = self.result.groups.iter().zip(&self.cells.groups);
        let all =
            groups.into_iter().all(|(group, cells)| self.supports(group, cells, fewest) == Support::Enough);
        if all { Support::Enough } else { Support::TooFew }
    }

    fn group(self, group: &ComparedGroup, cells: &GroupCells) -> PublicComparedGroup {
        let support = self.supports(group, cells, Policy::THRESHOLD);
        let sd = group.pairs.and_then(|pairs| pairs.change.standard_deviation());
        PublicComparedGroup {
            label: group.label.clone(),
            people: self.count(cells.people),
            contributing: self.count(cells.contributing),
            missing: self.count(cells.missing),
            change: self.test(&group.change, support, sd),
            improvement: self.improvement(group, support),
        }
    }

    fn test(self, test: &Result<TTest, Undefined>, support: Support, sd: Option<f64>) -> PublicTest {
        let estimate = test.map(|test| (test.estimate, test.conf_int.interval()));
        let exact = |value: f64| match self.policy {
            Policy::Exact => Finite::new(value),
            Policy::Rounded => None,
        };
        match support {
            Support::TooFew => PublicTest::HIDDEN,
            Support::Enough => PublicTest {
                estimate: PublicNumber::of(estimate, SCORE_PLACES, self.policy),
                p_value: PublicProbability::of(test.ok().map(|test| test.p_value), self.policy),
                statistic: test.ok().and_then(|test| exact(test.statistic)),
                df: test.ok().and_then(|test| exact(test.df)),
                standard_deviation: sd.and_then(exact),
            },
        }
    }

    /// As the adjusted difference, and enough people in the model whose number is shown.
    fn repeated(self) -> PublicRepeated {
        let found = &self.result.repeated;
        let people = self
            .cells
            .groups
            .iter()
            .map(|cells| cells.repeated.map_or(Count::Hidden, |cell| self.count(cell)));
        let people: Vec<Count> = people.collect();
        let support = self.supports_repeated(&people);
        let shown = support == Support::Enough && found.fit.is_ok();
        let exact = |number: u32| match self.policy {
            Policy::Exact => shown.then_some(number),
            Policy::Rounded => None,
        };
        PublicRepeated {
            arrival: found.arrival(),
            test: self.test_of_repeated(support),
            people,
            scores: exact(found.scores),
            visits: if shown { found.visits.iter().map(|time| *time as u32).collect() } else { Vec::new() },
            offered: found.offered.len() as u32,
            structure: found.fit.ok().filter(|_| shown).map(|fit| fit.structure),
            steps: found.fit.ok().and_then(|fit| exact(fit.steps)),
        }
    }

    /// Why there is none is told as for every number; that a study has no earlier time point is no secret.
    fn test_of_repeated(self, support: Support) -> PublicTest {
        let fit = match self.result.repeated.fit {
            Ok(fit) => return self.test(&Ok(fit.test), support, None),
            Err(reason) => reason,
        };
        let is_told = match fit {
            NoRepeatedFit::OneTimePoint | NoRepeatedFit::Coming => true,
            NoRepeatedFit::TooFewSeen | NoRepeatedFit::TooLarge | NoRepeatedFit::Undefined(_) => {
                self.policy == Policy::Exact
            }
        };
        let reason = PublicNumber::Undefined(fit.to_string());
        let estimate = if is_told { reason } else { PublicNumber::Hidden };
        PublicTest { estimate, ..PublicTest::HIDDEN }
    }

    fn supports_repeated(self, people: &[Count]) -> Support {
        let in_model = self.cells.groups.iter().filter_map(|cells| cells.repeated);
        let supported =
            || in_model.clone().all(|cell| self.shown.is_some_and(|shown| shown.supports_estimate(cell)));
        match self.policy {
            Policy::Exact => Support::Enough,
            Policy::Rounded if people.contains(&Count::Hidden) || !supported() => Support::TooFew,
            Policy::Rounded => self.supports_both(Policy::THRESHOLD),
        }
    }

    fn number(
        self,
        support: Support,
        found: Result<(f64, Option<Interval>), Undefined>,
        places: u8,
    ) -> PublicNumber {
        match support {
            Support::TooFew => PublicNumber::Hidden,
            Support::Enough => PublicNumber::of(found, places, self.policy),
        }
    }

    /// Under rounding in whole per cents, the interval outward.
    fn improvement(self, group: &ComparedGroup, support: Support) -> PublicNumber {
        let found = group.improvement.map(|found| (found.estimate, Some(found.conf_int)));
        match self.policy {
            Policy::Exact => self.number(support, found, SHARE_PLACES),
            Policy::Rounded => match (support, found) {
                (Support::Enough, Ok((value, interval))) => whole_percents(value, interval),
                (Support::Enough, Err(_)) | (Support::TooFew, _) => PublicNumber::Hidden,
            },
        }
    }

    fn effect_size(self) -> PublicNumber {
        let found = self.result.effect_size.map(|found| (found.estimate, Some(found.conf_int)));
        self.number(self.supports_both(Policy::THRESHOLD), found, RATIO_PLACES)
    }

    fn shift(self) -> PublicNumber {
        let found = self.result.shift.map(|found| (found.estimate, Some(found.conf_int)));
        self.number(self.supports_both(FEWEST_FOR_A_MEDIAN), found, SCORE_PLACES)
    }

    fn ranks(self) -> PublicRanks {
        let support = self.supports_both(Policy::THRESHOLD);
        let found = self.result.mann_whitney;
        let test = found.ok().filter(|_| support == Support::Enough);
        let statistic = |test: MannWhitney| match self.policy {
            Policy::Exact => Finite::new(test.statistic),
            Policy::Rounded => None,
        };
        PublicRanks {
            statistic: test.and_then(statistic),
            p_value: PublicProbability::of(test.map(|test| test.p_value), self.policy),
            method: test.map(|test| test.method.into()),
            rank_biserial: self.number(support, found.map(|test| (test.rank_biserial, None)), RATIO_PLACES),
        }
    }
}

/// A share in whole per cents with an interval no finer.
pub(super) fn whole_percents(value: f64, interval: Option<Interval>) -> PublicNumber {
    let rounded = Finite::new(libm::round(value * 100.0) / 100.0 + 0.0);
    let interval = interval.and_then(|interval| {
        let (low, high) = (interval.low.get() * 100.0, interval.high.get() * 100.0);
        // What is a whole per cent but for a rounding error stays one.
        Interval::new(libm::floor(low + 1e-9) / 100.0 + 0.0, libm::ceil(high - 1e-9) / 100.0 + 0.0)
    });
    rounded.map_or(PublicNumber::Hidden, |value| PublicNumber::Shown { value, interval, places: 2 })
}
