//! One proportion, several proportions.

use super::two_by_two::{ALTERNATIVE, CONFIDENCE, CORRECTION, CORRECTIONS, pair};
use super::{Call, CaseError, Field, Method, Outcome, field, means::limits};
use crate::stats::Undefined;
use crate::stats::proportion::{
    Proportion, ProportionInterval, ProportionVariance, proportions_test, trend_test,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "proportion.interval",
        title: "Interval of a proportion",
        formula: "by name: Wilson, Wald, Agresti-Coull, Clopper-Pearson, Jeffreys",
        source: "Newcombe, Stat Med 1998;17:857; Brown, Cai & DasGupta, Stat Sci 2001;16:101; R prop.test, binom.test; statsmodels proportion_confint",
        arguments: ONE,
        options: &[
            field(
                "method",
                "wilson (as long as nothing else is said), wilson_continuity, wald, agresti_coull, clopper_pearson or jeffreys (with the limit 0 where nobody and 1 where everybody succeeds, as Brown, Cai & DasGupta)",
            ),
            CONFIDENCE,
        ],
        results: &[field("estimate", "share of successes"), field("conf_int", "lower and upper limit")],
        run: interval,
    },
    Method {
        name: "proportion.binomial_test",
        title: "Exact binomial test",
        formula: "the sum over all counts that are no more probable, or over one tail",
        source: "Clopper & Pearson, Biometrika 1934;26:404; R binom.test",
        arguments: ONE,
        options: &[
            ALTERNATIVE,
            field("null_value", "probability under the null hypothesis; 0.5"),
            CONFIDENCE,
        ],
        results: &[
            field("statistic", "number of successes"),
            field("p_value", "by the alternative"),
            field("estimate", "share of successes"),
            field("conf_int", "Clopper and Pearson's limits"),
        ],
        run: binomial_test,
    },
    Method {
        name: "proportion.normal_test",
        title: "Score or Wald test of one proportion",
        formula: "z = (x − n p₀ ∓ correction) / √(n p₀ (1 − p₀)), or with the variance of the sample",
        source: "Wilson, J Am Stat Assoc 1927;22:209; R prop.test; statsmodels proportions_ztest",
        arguments: ONE,
        options: &[
            field(
                "variance",
                "null (as long as nothing else is said): the score test; or sample: the Wald test",
            ),
            CORRECTION,
            ALTERNATIVE,
            field("null_value", "probability under the null hypothesis; 0.5"),
            CONFIDENCE,
        ],
        results: &[
            field("z", "nearly standard normal"),
            field("statistic", "z², chi-squared on one degree of freedom"),
            field("df", "1"),
            field("p_value", "by the alternative"),
            field("estimate", "share of successes"),
            field("conf_int", "Wilson's interval for the score test, the Wald interval for the Wald test"),
        ],
        run: normal_test,
    },
    Method {
        name: "proportion.several",
        title: "Test that two or more groups have one proportion",
        formula: "Σ (x − n p)²/(n p (1 − p)) with the pooled p",
        source: "Pearson, Phil Mag 1900;50:157; R prop.test",
        arguments: GROUPS,
        options: &[CORRECTION, ALTERNATIVE, CONFIDENCE],
        results: &[
            field("statistic", "chi-squared"),
            field("df", "groups − 1"),
            field("p_value", "by the alternative, which counts for two groups"),
            field("estimate", "list of the shares"),
            field("conf_int", "of the first share minus the second, for two groups; otherwise nulls"),
        ],
        run: several,
    },
    Method {
        name: "proportion.trend",
        title: "Cochran-Armitage test of a trend in proportions",
        formula: "z = Σ s (x − n p) / √(p (1 − p)(Σ n s² − (Σ n s)²/N))",
        source: "Armitage, Biometrics 1955;11:375; R prop.trend.test",
        arguments: &[
            GROUPS[0],
            GROUPS[1],
            GROUPS[2],
            field("scores", "list of the scores of the groups; 1, 2, 3 … when not given"),
        ],
        options: &[ALTERNATIVE],
        results: &[
            field("z", "positive for a rising share"),
            field("statistic", "z², chi-squared on one degree of freedom"),
            field("df", "1"),
            field("p_value", "by the alternative"),
        ],
        run: trend,
    },
];

const ONE: &[Field] = &[field("successes", "how many"), field("n", "of how many")];

const GROUPS: &[Field] = &[
    field("table", "a row a group: with and without success"),
    field("successes", "instead: list of how many in each group"),
    field("n", "and list of how many people are in each"),
];

fn one(call: &Call<'_>) -> Result<Proportion, CaseError> {
    Ok(Proportion::new(call.count("successes")?, call.count("n")?)?)
}

fn groups(call: &Call<'_>) -> Result<Vec<Proportion>, CaseError> {
    if call.has("table") {
        let group = |row: &Vec<u32>| match row.as_slice() {
            &[with, without] => {
                Proportion::new(with, with.checked_add(without).ok_or(Undefined::OutOfRange)?)
            }
            _ => Err(Undefined::WrongShape),
        };
        return Ok(call.counts("table")?.iter().map(group).collect::<Result<_, _>>()?);
    }
    let (successes, n) = (call.count_list("successes")?, call.count_list("n")?);
    if successes.len() != n.len() {
        return Err(Undefined::WrongShape.into());
    }
    let groups = successes.into_iter().zip(n).map(|(successes, n)| Proportion::new(successes, n));
    Ok(groups.collect::<Result<_, _>>()?)
}

fn interval(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let methods = [
        ("wilson", ProportionInterval::Wilson),
        ("wilson_continuity", ProportionInterval::WilsonWithContinuity),
        ("wald", ProportionInterval::Wald),
        ("agresti_coull", ProportionInterval::AgrestiCoull),
        ("clopper_pearson", ProportionInterval::ClopperPearson),
        ("jeffreys", ProportionInterval::Jeffreys),
    ];
    let proportion = one(call)?;
    let conf_int = proportion.conf_int(call.choice("method", &methods)?, call.confidence()?)?;
    Ok(Outcome::default().with("estimate", proportion.estimate()).with("conf_int", pair(conf_int)))
}

fn binomial_test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test = one(call)?.binomial_test(call.test_options_against(0.5)?)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("p_value", test.p_value)
        .with("estimate", test.estimate)
        .with("conf_int", limits(test.conf_int)))
}

fn normal_test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let variances = [("null", ProportionVariance::Null), ("sample", ProportionVariance::Sample)];
    let (variance, correction) =
        (call.choice("variance", &variances)?, call.choice("correction", CORRECTIONS)?);
    let test = one(call)?.normal_test(variance, correction, call.test_options_against(0.5)?)?;
    Ok(Outcome::default()
        .with("z", test.z)
        .with("statistic", test.statistic)
        .with("df", 1.0)
        .with("p_value", test.p_value)
        .with("estimate", test.estimate)
        .with("conf_int", limits(test.conf_int)))
}

fn several(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test =
        proportions_test(&groups(call)?, call.choice("correction", CORRECTIONS)?, call.test_options()?)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("estimate", test.estimates)
        .with("conf_int", test.conf_int.map_or([None; 2], limits)))
}

fn trend(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let groups = groups(call)?;
    let scores = if call.has("scores") {
        call.sample("scores")?
    } else {
        (1..=groups.len()).map(|i| i as f64).collect()
    };
    let test = trend_test(&groups, &scores, call.test_options()?.alternative)?;
    Ok(Outcome::default()
        .with("z", test.z)
        .with("statistic", test.statistic)
        .with("df", 1.0)
        .with("p_value", test.p_value))
}
