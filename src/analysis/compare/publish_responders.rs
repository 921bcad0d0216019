//! Responders of two groups as a viewer may see them: computed from the counts that are shown, never from those behind
//! them.

use super::cells::SetCells;
use super::public::{PublicChiSquared, PublicResponderComparison, ResponderDenominator};
use super::publish::{RATIO_PLACES, SHARE_PLACES, View, whole_percents};
use super::{PublicNumber, PublicProbability, ResponderCutOff};
use crate::analysis::CONFIDENCE;
use crate::analysis::share::share_of;
use crate::domain::{Finite, Interval};
use crate::exhibit::{Count, Policy};
use crate::stats::{Alternative, PearsonChiSquared, RatioEstimate, TwoByTwo, Undefined, YatesCorrection};

/// Decimals of a number of people needed to treat.
const NUMBER_NEEDED_PLACES: u8 = 1;

/// Every cut-off of everyone and of the completers.
pub(super) fn responders(view: View<'_>) -> Vec<PublicResponderComparison> {
    let [first, second] = &view.cells.groups;
    let denominators = [
        (ResponderDenominator::Everyone, [&first.everyone, &second.everyone]),
        (ResponderDenominator::Completers, [&first.completers, &second.completers]),
    ];
    let cut_offs = view.result.cut_offs.iter().enumerate();
    cut_offs
        .flat_map(|(position, cut_off)| {
            denominators.map(|(denominator, sets)| comparison(view, (position, cut_off), denominator, sets))
        })
        .collect()
}

fn comparison(
    view: View<'_>,
    (position, cut_off): (usize, &ResponderCutOff),
    denominator: ResponderDenominator,
    sets: [&SetCells; 2],
) -> PublicResponderComparison {
    let counts = sets.map(|set| {
        let responders = set.responders.get(position).map_or(Count::Hidden, |&cell| view.count(cell));
        (responders, view.count(set.people))
    });
    let table = table(counts);
    PublicResponderComparison {
        cut_off: cut_off.clone(),
        denominator,
        of: counts.map(|(_, of)| of).to_vec(),
        shares: counts.map(|(responders, of)| share_of(responders, of, view.policy)).to_vec(),
        risk_difference: risk_difference(&table, view.policy),
        risk_ratio: ratio(&table, view.policy, |table| table.risk_ratio(CONFIDENCE)),
        odds_ratio: ratio(&table, view.policy, |table| table.odds_ratio(CONFIDENCE)),
        number_needed_to_treat: number_needed_to_treat(&table, view.policy),
        fisher: fisher(&table, view.policy),
        pearson: chi_squared(&table, view.policy, YatesCorrection::Without),
        yates: chi_squared(&table, view.policy, YatesCorrection::With),
    }
}

/// What is known of a table.
enum Table {
    /// All four counts.
    Known(TwoByTwo),
    /// A group of nobody.
    Nobody,
    /// A count is hidden.
    Hidden,
}

/// The table of (responders, people) of the first and the second group.
fn table([first, second]: [(Count, Count); 2]) -> Table {
    let numbers = |(responders, of): (Count, Count)| responders.shown().zip(of.shown());
    match (numbers(first), numbers(second)) {
        (Some(first), Some(second)) => TwoByTwo::new(first, second).map_or(Table::Nobody, Table::Known),
        (None, _) | (_, None) => Table::Hidden,
    }
}

impl Table {
    /// A number of the table; counts that are shown tell why one does not exist, whatever the policy.
    fn number(
        &self,
        compute: impl Fn(TwoByTwo) -> Result<(f64, Interval), Undefined>,
        shown: impl Fn(f64, Interval) -> PublicNumber,
    ) -> PublicNumber {
        match self {
            Self::Hidden => PublicNumber::Hidden,
            Self::Nobody => PublicNumber::Undefined("There is nobody in one of the groups.".to_owned()),
            Self::Known(table) => match compute(*table) {
                Ok((value, interval)) => shown(value, interval),
                Err(reason) => PublicNumber::Undefined(reason.to_string()),
            },
        }
    }

    const fn known(&self) -> Option<TwoByTwo> {
        match self {
            Self::Known(table) => Some(*table),
            Self::Nobody | Self::Hidden => None,
        }
    }
}

fn risk_difference(table: &Table, policy: Policy) -> PublicNumber {
    let compute =
        |table: TwoByTwo| table.risk_difference(CONFIDENCE).map(|found| (found.estimate, found.conf_int));
    table.number(compute, |value, interval| match policy {
        Policy::Exact => PublicNumber::of(Ok((value, Some(interval))), SHARE_PLACES, policy),
        Policy::Rounded => whole_percents(value, Some(interval)),
    })
}

fn ratio(
    table: &Table,
    policy: Policy,
    compute: impl Fn(TwoByTwo) -> Result<RatioEstimate, Undefined>,
) -> PublicNumber {
    table.number(
        |table| compute(table).map(|found| (found.estimate, found.conf_int)),
        |value, interval| PublicNumber::of(Ok((value, Some(interval))), RATIO_PLACES, policy),
    )
}

fn number_needed_to_treat(table: &Table, policy: Policy) -> PublicNumber {
    let compute = |table: TwoByTwo| {
        table.number_needed_to_treat(CONFIDENCE).map(|found| (found.estimate, found.conf_int))
    };
    table.number(compute, |value, interval| {
        PublicNumber::of(Ok((value, Some(interval))), NUMBER_NEEDED_PLACES, policy)
    })
}

fn fisher(table: &Table, policy: Policy) -> PublicProbability {
    let test = table.known().and_then(|table| table.fisher_exact(Alternative::TwoSided).ok());
    PublicProbability::of(test.map(|test| test.p_value), policy)
}

fn chi_squared(table: &Table, policy: Policy, correction: YatesCorrection) -> PublicChiSquared {
    let test = table.known().and_then(|table| table.chi_squared(correction).ok());
    let statistic = |test: PearsonChiSquared| match policy {
        Policy::Exact => Finite::new(test.statistic),
        Policy::Rounded => None,
    };
    PublicChiSquared {
        statistic: test.and_then(statistic),
        p_value: PublicProbability::of(test.map(|test| test.p_value), policy),
    }
}
