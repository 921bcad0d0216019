//! Two groups and an outcome that is there or not.

use super::tables::TABLE;
use super::{Call, CaseError, Field, Method, Outcome, field, means::limits};
use crate::domain::{Finite, Interval};
use crate::stats::two_by_two::{NumberNeededRange, RiskDifferenceInterval, ScoreVariance, YatesCorrection};
use crate::stats::{TwoByTwo, Undefined};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "two_by_two.risk_difference",
        title: "Risk difference",
        formula: "a/n₁ − c/n₂",
        source: "Newcombe, Stat Med 1998;17:873; Agresti & Caffo, Am Stat 2000;54:280; Mee, Biometrics 1984;40:1175; Miettinen & Nurminen, Stat Med 1985;4:213; statsmodels confint_proportions_2indep",
        arguments: TABLE,
        options: &[INTERVAL, CONFIDENCE],
        results: ESTIMATE,
        run: risk_difference,
    },
    Method {
        name: "two_by_two.score_test",
        title: "Score test of a risk difference, also against a margin",
        formula: "z = (p₁ − p₂ − δ) / √(p̃₁q̃₁/n₁ + p̃₂q̃₂/n₂) with the risks most likely when their difference is δ",
        source: "Farrington & Manning, Stat Med 1990;9:1447; Miettinen & Nurminen, Stat Med 1985;4:213",
        arguments: TABLE,
        options: &[
            ALTERNATIVE,
            field("null_value", "the difference δ under the null hypothesis; 0"),
            field("variance", "restricted (as long as nothing else is said), or unbiased: times N/(N − 1)"),
        ],
        results: &[
            field("statistic", "z"),
            field("p_value", "by the alternative"),
            field("estimate", "risk difference"),
            field("restricted_risks", "the two risks under the null hypothesis"),
        ],
        run: score_test,
    },
    Method {
        name: "two_by_two.risk_ratio",
        title: "Risk ratio",
        formula: "(a/n₁) / (c/n₂), exp(ln RR ± z √(1/a − 1/n₁ + 1/c − 1/n₂))",
        source: "Katz, Biometrics 1978;34:469; R epiR::epi.2by2",
        arguments: TABLE,
        options: &[CONFIDENCE],
        results: ESTIMATE,
        run: risk_ratio,
    },
    Method {
        name: "two_by_two.odds_ratio",
        title: "Sample odds ratio",
        formula: "ad/bc, exp(ln OR ± z √(1/a + 1/b + 1/c + 1/d))",
        source: "Woolf, Ann Hum Genet 1955;19:251; R epiR::epi.2by2",
        arguments: TABLE,
        options: &[CONFIDENCE],
        results: ESTIMATE,
        run: odds_ratio,
    },
    Method {
        name: "two_by_two.conditional_odds_ratio",
        title: "Conditional odds ratio with exact interval and Fisher's exact test",
        formula: "the odds ratio of Fisher's noncentral hypergeometric distribution whose mean is a; limits with tails of α/2",
        source: "Cornfield, Proc Third Berkeley Symp 1956;4:135; scipy.stats.contingency.odds_ratio; R fisher.test, whose interval has only some four digits",
        arguments: TABLE,
        options: &[ALTERNATIVE, field("null_value", "odds ratio under the null hypothesis; 1"), CONFIDENCE],
        results: &[
            field("estimate", "null where infinite"),
            field("conf_int", "lower and upper limit; null where open"),
            field("p_value", "exact, against the null value"),
        ],
        run: conditional_odds_ratio,
    },
    Method {
        name: "two_by_two.fisher_exact",
        title: "Fisher's exact test",
        formula: "the sum over all tables with the same margins that are no more probable, or over one tail",
        source: "Fisher, Statistical Methods for Research Workers, 1934; R fisher.test",
        arguments: TABLE,
        options: &[ALTERNATIVE],
        results: &[field("p_value", "by the alternative")],
        run: fisher_exact,
    },
    Method {
        name: "two_by_two.chi_squared",
        title: "Pearson's chi-squared test of two groups",
        formula: "Σ (|O − E| − correction)² / E",
        source: "Pearson, Phil Mag 1900;50:157; Yates, J R Stat Soc Suppl 1934;1:217; R chisq.test",
        arguments: TABLE,
        options: &[CORRECTION],
        results: &[
            field("statistic", "chi-squared"),
            field("df", "1"),
            field("p_value", "two-sided"),
            field("smallest_expected", "the smallest expected count"),
        ],
        run: chi_squared,
    },
    Method {
        name: "two_by_two.number_needed",
        title: "Number needed to treat for benefit or harm",
        formula: "1 / risk difference, with the reciprocals of its limits",
        source: "Altman, BMJ 1998;317:1309",
        arguments: TABLE,
        options: &[INTERVAL, CONFIDENCE],
        results: &[
            field(
                "estimate",
                "positive for one outcome more in the first group, negative for one fewer; null for no difference",
            ),
            field("at_lower_limit", "reciprocal of the lower limit of the difference; null where that is 0"),
            field("at_upper_limit", "reciprocal of the upper limit of the difference; null where that is 0"),
            field("range", "between, or through_infinity where the interval of the difference includes zero"),
        ],
        run: number_needed,
    },
];

const ESTIMATE: &[Field] =
    &[field("estimate", "first group by second"), field("conf_int", "lower and upper limit")];

pub(super) const CONFIDENCE: Field = field("confidence", "level of the interval; 0.95");

pub(super) const ALTERNATIVE: Field =
    field("alternative", "two_sided (as long as nothing else is said), less or greater");

const INTERVAL: Field = field(
    "interval",
    "newcombe (as long as nothing else is said), newcombe_continuity, wald, wald_continuity, agresti_caffo, mee or miettinen_nurminen",
);

pub(super) const CORRECTION: Field = field("correction", "without (as long as nothing else is said) or with");

pub(super) const CORRECTIONS: &[(&str, YatesCorrection)] =
    &[("without", YatesCorrection::Without), ("with", YatesCorrection::With)];

const INTERVALS: &[(&str, RiskDifferenceInterval)] = &[
    ("newcombe", RiskDifferenceInterval::Newcombe),
    ("newcombe_continuity", RiskDifferenceInterval::NewcombeWithContinuity),
    ("wald", RiskDifferenceInterval::Wald),
    ("wald_continuity", RiskDifferenceInterval::WaldWithContinuity),
    ("agresti_caffo", RiskDifferenceInterval::AgrestiCaffo),
    ("mee", RiskDifferenceInterval::Mee),
    ("miettinen_nurminen", RiskDifferenceInterval::MiettinenNurminen),
];

fn table(call: &Call<'_>) -> Result<TwoByTwo, CaseError> {
    let rows = call.cross_table()?;
    let people = |a: u32, b: u32| a.checked_add(b).ok_or(Undefined::OutOfRange);
    match rows.iter().map(Vec::as_slice).collect::<Vec<_>>().as_slice() {
        &[&[a, b], &[c, d]] => {
            Ok(TwoByTwo::new((a, people(a, b)?), (c, people(c, d)?)).ok_or(Undefined::EmptyMargin)?)
        }
        _ => Err(Undefined::WrongShape.into()),
    }
}

pub(super) fn pair(interval: Interval) -> [f64; 2] {
    [interval.low.get(), interval.high.get()]
}

fn estimate(estimate: f64, conf_int: Interval) -> Outcome {
    Outcome::default().with("estimate", estimate).with("conf_int", pair(conf_int))
}

fn risk_difference(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let method = call.choice("interval", INTERVALS)?;
    let found = table(call)?.risk_difference_by(method, call.confidence()?)?;
    Ok(estimate(found.estimate, found.conf_int))
}

fn score_test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let variances =
        [("restricted", ScoreVariance::Restricted), ("unbiased", ScoreVariance::RestrictedUnbiased)];
    let (options, variance) = (call.test_options()?, call.choice("variance", &variances)?);
    let test = table(call)?.score_test(options.null_value, options.alternative, variance)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("p_value", test.p_value)
        .with("estimate", test.estimate)
        .with("restricted_risks", test.restricted_risks))
}

fn risk_ratio(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = table(call)?.risk_ratio(call.confidence()?)?;
    Ok(estimate(found.estimate, found.conf_int))
}

fn odds_ratio(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = table(call)?.odds_ratio(call.confidence()?)?;
    Ok(estimate(found.estimate, found.conf_int))
}

fn conditional_odds_ratio(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = table(call)?.conditional_odds_ratio(call.test_options_against(1.0)?)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate.map(Finite::get))
        .with("conf_int", limits(found.conf_int))
        .with("p_value", found.p_value))
}

fn fisher_exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test = table(call)?.fisher_exact(call.test_options()?.alternative)?;
    Ok(Outcome::default().with("p_value", test.p_value))
}

fn chi_squared(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test = table(call)?.chi_squared(call.choice("correction", CORRECTIONS)?)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("smallest_expected", test.smallest_expected))
}

fn number_needed(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let method = call.choice("interval", INTERVALS)?;
    let found = table(call)?.number_needed(method, call.confidence()?)?;
    let range = match found.range {
        NumberNeededRange::Between => "between",
        NumberNeededRange::ThroughInfinity => "through_infinity",
    };
    Ok(Outcome::default()
        .with("estimate", found.estimate.map(Finite::get))
        .with("at_lower_limit", found.at_lower_limit.map(Finite::get))
        .with("at_upper_limit", found.at_upper_limit.map(Finite::get))
        .with("range", range))
}
