//! Whether a sample follows a distribution, or two samples the same one.

use super::{Call, CaseError, Field, Method, Outcome, TWO_SAMPLES, field};
use crate::stats::goodness_of_fit::{
    KolmogorovSmirnov, KolmogorovSmirnovMethod, one_sample_kolmogorov_smirnov, shapiro_wilk_test,
    two_sample_kolmogorov_smirnov,
};
use crate::stats::{Normal, Undefined};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "shapiro_wilk.test",
        title: "Shapiro and Wilk's test of normality",
        formula: "W = (Σ aᵢ x₍ᵢ₎)² / Σ (xᵢ − x̄)²",
        source: "Royston, Appl Stat 1995;44:547, AS R94; R shapiro.test",
        arguments: SAMPLE,
        options: &[],
        results: &[field("statistic", "W"), field("p_value", "probability of a W as small")],
        run: shapiro_wilk,
    },
    Method {
        name: "kolmogorov_smirnov.one_sample_exact",
        title: "Kolmogorov's test against a known normal distribution, exact",
        formula: "D = max |Fₙ(x) − Φ((x − mean) / sd)|",
        source: "Marsaglia, Tsang & Wang, J Stat Softw 2003;8:18; R ks.test(x, \"pnorm\", mean, sd, exact = TRUE)",
        arguments: SAMPLE,
        options: NORMAL_OPTIONS,
        results: DISTANCE,
        run: one_sample_exact,
    },
    Method {
        name: "kolmogorov_smirnov.one_sample_asymptotic",
        title: "Kolmogorov's test against a known normal distribution, for large samples",
        formula: "p = 2 Σ (−1)^(k − 1) exp(−2k²nD²), one-sided exp(−2nD²)",
        source: "Kolmogorov, 1933; R ks.test(x, \"pnorm\", mean, sd, exact = FALSE)",
        arguments: SAMPLE,
        options: NORMAL_OPTIONS,
        results: DISTANCE,
        run: one_sample_asymptotic,
    },
    Method {
        name: "kolmogorov_smirnov.two_sample_exact",
        title: "Smirnov's test of two samples, exact, conditional on ties",
        formula: "D = max |F₁(x) − F₂(x)| over all ways to deal the pooled values out",
        source: "Schröer & Trenkler, Comput Stat Data Anal 1995;20:185; R ks.test(x, y, exact = TRUE)",
        arguments: TWO_SAMPLES,
        options: SIDE,
        results: DISTANCE,
        run: two_sample_exact,
    },
    Method {
        name: "kolmogorov_smirnov.two_sample_asymptotic",
        title: "Smirnov's test of two samples, for large ones",
        formula: "as of one sample with n = n₁n₂ / (n₁ + n₂)",
        source: "Smirnov, 1939; R ks.test(x, y, exact = FALSE)",
        arguments: TWO_SAMPLES,
        options: SIDE,
        results: DISTANCE,
        run: two_sample_asymptotic,
    },
];

const SAMPLE: &[Field] = &[field("x", "column or list of the sample")];

const NORMAL_OPTIONS: &[Field] = &[
    field("alternative", "two_sided (as long as nothing else is said), less or greater: Fₙ above the normal"),
    field("mean", "of the normal distribution; 0"),
    field("sd", "of the normal distribution; 1"),
];

const SIDE: &[Field] = &[field(
    "alternative",
    "two_sided (as long as nothing else is said), less or greater: F of the first sample above that of the second",
)];

const DISTANCE: &[Field] = &[
    field("statistic", "D, or D⁺ for greater and D⁻ for less"),
    field("p_value", "probability of a distance as large"),
];

fn shapiro_wilk(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = shapiro_wilk_test(&call.sample("x")?)?;
    Ok(Outcome::default().with("statistic", found.statistic).with("p_value", found.p_value))
}

fn one_sample_exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    one_sample(call, KolmogorovSmirnovMethod::Exact)
}

fn one_sample_asymptotic(call: &Call<'_>) -> Result<Outcome, CaseError> {
    one_sample(call, KolmogorovSmirnovMethod::Asymptotic)
}

fn one_sample(call: &Call<'_>, method: KolmogorovSmirnovMethod) -> Result<Outcome, CaseError> {
    let (mean, sd) = (call.number_option("mean", 0.0)?, call.number_option("sd", 1.0)?);
    if sd <= 0.0 {
        return Err(Undefined::BadOption.into());
    }
    let cdf = |value: f64| Normal.cdf((value - mean) / sd);
    let alternative = call.test_options()?.alternative;
    Ok(outcome(one_sample_kolmogorov_smirnov(&call.sample("x")?, cdf, alternative, method)?))
}

fn two_sample_exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    two_sample(call, KolmogorovSmirnovMethod::Exact)
}

fn two_sample_asymptotic(call: &Call<'_>) -> Result<Outcome, CaseError> {
    two_sample(call, KolmogorovSmirnovMethod::Asymptotic)
}

fn two_sample(call: &Call<'_>, method: KolmogorovSmirnovMethod) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    Ok(outcome(two_sample_kolmogorov_smirnov(&first, &second, call.test_options()?.alternative, method)?))
}

fn outcome(test: KolmogorovSmirnov) -> Outcome {
    Outcome::default().with("statistic", test.statistic).with("p_value", test.p_value)
}
