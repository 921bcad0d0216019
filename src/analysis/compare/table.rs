//! The numbers of a comparison as a table: a row a method.

use super::table_of_fit::fit;
use super::words::Story;
use super::{
    PublicChiSquared, PublicNumber, PublicProbability, PublicResponderComparison, PublicTest,
    ResponderDenominator,
};
use crate::analysis::words::{plain, upper_first};
use crate::domain::{Finite, ThresholdKind, format};
use crate::exhibit::{Alignment, Cell, Column, Count, Policy, Row, Table};

/// What a number is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// As it is.
    Plain,
    /// As per cent.
    Share,
}

const REPEATED: &str = "Mean difference from repeated measures, MMRM";

/// One row before it is set.
pub(super) struct Line {
    pub question: String,
    pub method: String,
    pub estimate: PublicNumber,
    pub unit: Unit,
    pub test: Details,
    /// `None` for a group the row is not about.
    pub n: [Option<Count>; 2],
}

/// What stands beside an estimate.
#[derive(Clone, Copy)]
pub(super) struct Details {
    pub p_value: PublicProbability,
    pub statistic: Option<Finite>,
    pub df: Option<Finite>,
    pub standard_deviation: Option<Finite>,
}

impl Details {
    pub const NONE: Self =
        Self { p_value: PublicProbability::Hidden, statistic: None, df: None, standard_deviation: None };

    fn of(test: &PublicTest) -> Self {
        Self {
            p_value: test.p_value,
            statistic: test.statistic,
            df: test.df,
            standard_deviation: test.standard_deviation,
        }
    }
}

/// Within each group, between the groups, by rank, responders; statistics only where exact numbers are shown.
pub(super) fn table(story: Story<'_>, policy: Policy) -> Table {
    let mut lines = within(story);
    lines.extend(between(story));
    lines.extend(story.public.responders.iter().flat_map(|comparison| responders(comparison, policy)));
    lines.extend(fit(story));
    Table {
        caption: format!("{} compared: every method", story.measure_first()),
        columns: columns(story, policy),
        rows: lines.into_iter().map(|line| line.row(policy)).collect(),
    }
}

fn columns(story: Story<'_>, policy: Policy) -> Vec<Column> {
    let column = |heading: &str, code: &str, alignment| Column {
        heading: heading.to_owned(),
        code: code.to_owned(),
        alignment,
    };
    let text = |heading: &str, code: &str| column(heading, code, Alignment::Text);
    let number = |heading: &str, code: &str| column(heading, code, Alignment::Number);
    let mut columns = vec![
        text("Question", "question"),
        text("Method", "method"),
        number("Estimate", "estimate"),
        number("95% CI low", "ci_low"),
        number("95% CI high", "ci_high"),
        text("p", "p"),
    ];
    match policy {
        Policy::Exact => {
            columns.extend([number("Statistic", "statistic"), number("df", "df"), number("SD", "sd")]);
        }
        Policy::Rounded => {}
    }
    let [first, second] = story.groups().map_or_else(
        || ["first".to_owned(), "second".to_owned()],
        |groups| groups.map(|group| group.label.clone()),
    );
    columns.extend([number(&format!("n, {first}"), "n_first"), number(&format!("n, {second}"), "n_second")]);
    columns
}

fn within(story: Story<'_>) -> Vec<Line> {
    let places = [0, 1];
    let groups = story.public.groups.iter().zip(places);
    let lines = groups.flat_map(|(group, place)| {
        let mut n = [None; 2];
        if let Some(count) = n.get_mut(place) {
            *count = Some(group.contributing);
        }
        let question = format!("Change {}", story.in_group(group));
        [
            Line {
                question: question.clone(),
                method: "Mean change, paired t test".to_owned(),
                estimate: group.change.estimate.clone(),
                unit: Unit::Plain,
                test: Details::of(&group.change),
                n,
            },
            Line {
                question,
                method: "Improvement of the mean, ratio of means".to_owned(),
                estimate: group.improvement.clone(),
                unit: Unit::Share,
                test: Details::NONE,
                n,
            },
        ]
    });
    lines.collect()
}

fn between(story: Story<'_>) -> Vec<Line> {
    let public = story.public;
    let n = story.groups().map_or([None; 2], |groups| groups.map(|group| Some(group.contributing)));
    let question = format!("Difference in change, {}", story.contrast());
    let line = |method: &str, estimate: &PublicNumber, test| Line {
        question: question.clone(),
        method: method.to_owned(),
        estimate: estimate.clone(),
        unit: Unit::Plain,
        test,
        n,
    };
    let mut repeated_n = [None; 2];
    repeated_n.iter_mut().zip(&public.repeated.people).for_each(|(n, people)| *n = Some(*people));
    let ranks = Details { p_value: public.ranks.p_value, statistic: public.ranks.statistic, ..Details::NONE };
    vec![
        line(
            "Crude mean difference, Welch’s t test",
            &public.difference.estimate,
            Details::of(&public.difference),
        ),
        line(
            "Baseline-adjusted mean difference, analysis of covariance",
            &public.adjusted.estimate,
            Details::of(&public.adjusted),
        ),
        Line {
            n: repeated_n,
            ..line(REPEATED, &public.repeated.test.estimate, Details::of(&public.repeated.test))
        },
        line("Hedges’ g, pooled SD of change", &public.effect_size, Details::NONE),
        line("Median difference, Hodges-Lehmann", &public.shift, Details::NONE),
        line("Rank-biserial correlation, Mann-Whitney test", &public.ranks.rank_biserial, ranks),
    ]
}

fn responders(comparison: &PublicResponderComparison, policy: Policy) -> Vec<Line> {
    let question = responder_question(comparison);
    let mut n = [None; 2];
    n.iter_mut().zip(&comparison.of).for_each(|(n, of)| *n = Some(*of));
    let line = |method: &str, estimate: PublicNumber, unit, test| Line {
        question: question.clone(),
        method: method.to_owned(),
        estimate,
        unit,
        test,
        n,
    };
    let share = |place: usize| {
        let share = comparison.shares.get(place);
        share.and_then(|share| share.share.map(|value| (value, share.interval))).map_or(
            PublicNumber::Hidden,
            |(value, interval)| PublicNumber::Shown { value, interval, places: share_places(policy) },
        )
    };
    let p_only = |p_value| Details { p_value, ..Details::NONE };
    let chi = |test: &PublicChiSquared| Details { statistic: test.statistic, ..p_only(test.p_value) };
    let none = || PublicNumber::Undefined(String::new());
    vec![
        line("Share, first group", share(0), Unit::Share, Details::NONE),
        line("Share, second group", share(1), Unit::Share, Details::NONE),
        line("Risk difference, Newcombe", comparison.risk_difference.clone(), Unit::Share, Details::NONE),
        line("Risk ratio", comparison.risk_ratio.clone(), Unit::Plain, Details::NONE),
        line("Odds ratio, sample", comparison.odds_ratio.clone(), Unit::Plain, Details::NONE),
        line("Number needed to treat", comparison.number_needed_to_treat.clone(), Unit::Plain, Details::NONE),
        line("Fisher’s exact test", none(), Unit::Plain, p_only(comparison.fisher)),
        line("Pearson’s chi-squared test", none(), Unit::Plain, chi(&comparison.pearson)),
        line("Pearson’s chi-squared test, Yates’ correction", none(), Unit::Plain, chi(&comparison.yates)),
    ]
}

const fn share_places(policy: Policy) -> u8 {
    match policy {
        Policy::Exact => super::publish::SHARE_PLACES,
        Policy::Rounded => 2,
    }
}

/// `Improved by 30% or more, of everyone`.
fn responder_question(comparison: &PublicResponderComparison) -> String {
    let (size, of) = cut_off_words(comparison);
    upper_first(&format!("improved by {size} or more, of {of}"))
}

/// The size of a cut-off, and of whom its share is: `30%`, `everyone`.
pub(super) fn cut_off_words(comparison: &PublicResponderComparison) -> (String, &'static str) {
    let size = plain(comparison.cut_off.size);
    let size = match comparison.cut_off.kind {
        ThresholdKind::Points => format!("{size} points"),
        ThresholdKind::PercentOfBaseline => format!("{size}%"),
    };
    let of = match comparison.denominator {
        ResponderDenominator::Everyone => "everyone",
        ResponderDenominator::Completers => "completers",
    };
    (size, of)
}

impl Line {
    fn row(self, policy: Policy) -> Row {
        let shown = self.estimate.shown();
        let absent = match self.estimate {
            PublicNumber::Hidden => Cell::Hidden,
            PublicNumber::Undefined(_) | PublicNumber::Shown { .. } => Cell::Empty,
        };
        let places = shown.map_or(0, |(_, _, places)| places);
        let number = |value: Option<Finite>| {
            value.map_or_else(|| absent.clone(), |value| self.unit.cell(value, places))
        };
        let interval = shown.and_then(|(_, interval, _)| interval);
        let limit = |value: Option<Finite>| match (value, shown) {
            (None, Some(_)) => Cell::Empty,
            (value, _) => number(value),
        };
        let mut cells = vec![
            Cell::Text(self.question.clone()),
            Cell::Text(self.method.clone()),
            number(shown.map(|(value, _, _)| value)),
            limit(interval.map(|interval| interval.low)),
            limit(interval.map(|interval| interval.high)),
            self.test.p_value.text().map_or(Cell::Empty, Cell::Text),
        ];
        match policy {
            Policy::Exact => {
                let exact = |value: Option<Finite>, places: usize| {
                    value.map_or(Cell::Empty, |value| Cell::Number {
                        value,
                        text: format::decimal(value, places),
                    })
                };
                cells.extend([
                    exact(self.test.statistic, 2),
                    exact(self.test.df, 1),
                    exact(self.test.standard_deviation, 1),
                ]);
            }
            Policy::Rounded => {}
        }
        cells.extend(self.n.map(|people| people.map_or(Cell::Empty, count)));
        Row { cells }
    }
}

impl Unit {
    fn cell(self, value: Finite, places: u8) -> Cell {
        let text = match self {
            Self::Plain => format::decimal(value, usize::from(places)),
            Self::Share => format::percent(value, usize::from(places.saturating_sub(2))),
        };
        Cell::Number { value, text }
    }
}

fn count(count: Count) -> Cell {
    count.shown().map_or(Cell::Hidden, |people| Cell::Number { value: people.into(), text: count.words() })
}
