//! Distributions: density, both tails and quantiles.

use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::Undefined;
use crate::stats::distribution::{
    Beta, Binomial, ChiSquared, Dunnett, FisherF, Gamma, Hypergeometric, NegativeBinomial,
    NoncentralChiSquared, NoncentralF, NoncentralT, Normal, Poisson, Sides, StudentT, StudentizedRange,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "distribution.normal",
        title: "Normal distribution",
        formula: "sf(x) = erfc(x / √2) / 2",
        source: "Abramowitz & Stegun 26.2; R pnorm, qnorm, dnorm",
        arguments: &[X, PROBABILITY],
        options: &[],
        results: CONTINUOUS,
        run: normal,
    },
    Method {
        name: "distribution.t",
        title: "Student's t distribution",
        formula: "sf(x) = I(ν / (ν + x²); ν/2, ½) / 2",
        source: "Abramowitz & Stegun 26.5; R pt, qt, dt",
        arguments: &[X, PROBABILITY, DF],
        options: &[],
        results: CONTINUOUS,
        run: student_t,
    },
    Method {
        name: "distribution.chi_squared",
        title: "Chi-squared distribution",
        formula: "sf(x) = Q(df/2, x/2)",
        source: "DLMF 8.11.4, 8.9.2; R pchisq, qchisq, dchisq",
        arguments: &[X, PROBABILITY, DF],
        options: &[],
        results: CONTINUOUS,
        run: chi_squared,
    },
    Method {
        name: "distribution.f",
        title: "F distribution",
        formula: "cdf(x) = I(d₁x / (d₁x + d₂); d₁/2, d₂/2)",
        source: "Didonato & Morris, ACM Trans Math Softw 1992;18:360; R pf, qf, df",
        arguments: &[X, PROBABILITY, DF1, DF2],
        options: &[],
        results: CONTINUOUS,
        run: fisher_f,
    },
    Method {
        name: "distribution.beta",
        title: "Beta distribution",
        formula: "cdf(x) = I(x; a, b)",
        source: "Didonato & Morris, ACM Trans Math Softw 1992;18:360; R pbeta, qbeta, dbeta",
        arguments: &[X, PROBABILITY, field("a", "first shape"), field("b", "second shape")],
        options: &[],
        results: CONTINUOUS,
        run: beta,
    },
    Method {
        name: "distribution.gamma",
        title: "Gamma distribution",
        formula: "sf(x) = Q(shape, x / scale)",
        source: "DLMF 8.11.4, 8.9.2; R pgamma, qgamma, dgamma",
        arguments: &[
            X,
            PROBABILITY,
            field("shape", "shape"),
            field("scale", "mean / shape, which is 1 / rate"),
        ],
        options: &[],
        results: CONTINUOUS,
        run: gamma,
    },
    Method {
        name: "distribution.binomial",
        title: "Binomial distribution",
        formula: "sf(k) = I(p; k + 1, n − k)",
        source: "Loader 2000; R pbinom, qbinom, dbinom",
        arguments: &[
            K,
            PROBABILITY,
            field("trials", "number of trials"),
            field("success", "probability of success of one"),
        ],
        options: &[],
        results: DISCRETE,
        run: binomial,
    },
    Method {
        name: "distribution.poisson",
        title: "Poisson distribution",
        formula: "cdf(k) = Q(k + 1, mean)",
        source: "Loader 2000; R ppois, qpois, dpois",
        arguments: &[K, PROBABILITY, field("mean", "mean count")],
        options: &[],
        results: DISCRETE,
        run: poisson,
    },
    Method {
        name: "distribution.negative_binomial",
        title: "Negative binomial distribution",
        formula: "cdf(k) = I(p; size, k + 1)",
        source: "Didonato & Morris, ACM Trans Math Softw 1992;18:360; R pnbinom, qnbinom, dnbinom",
        arguments: &[
            K,
            PROBABILITY,
            field("size", "successes waited for, or the shape of the gamma variable the mean varies by"),
            field("success", "probability of success of one trial"),
            field("mean", "instead of success: the mean count (mu in R)"),
        ],
        options: &[],
        results: DISCRETE,
        run: negative_binomial,
    },
    Method {
        name: "distribution.hypergeometric",
        title: "Hypergeometric distribution",
        formula: "P(k) = C(K, k) C(N − K, n − k) / C(N, n)",
        source: "Loader 2000; R phyper, qhyper, dhyper",
        arguments: &[
            K,
            PROBABILITY,
            field("population", "N"),
            field("marked", "K, those of the population that count"),
            field("draws", "n, drawn without replacement"),
        ],
        options: &[],
        results: DISCRETE,
        run: hypergeometric,
    },
    Method {
        name: "distribution.noncentral_t",
        title: "Noncentral t distribution",
        formula: "(Z + δ) / √(χ²/ν)",
        source: "integral over the distribution of √(χ²/ν); R pt(x, df, ncp)",
        arguments: &[X, PROBABILITY, DF, NONCENTRALITY],
        options: &[],
        results: CONTINUOUS,
        run: noncentral_t,
    },
    Method {
        name: "distribution.noncentral_chi_squared",
        title: "Noncentral chi-squared distribution",
        formula: "Σ P(J = j) P(χ²(df + 2j) > x), J a Poisson count of mean noncentrality / 2",
        source: "Johnson, Kotz & Balakrishnan 1995, chapter 29; R pchisq(x, df, ncp)",
        arguments: &[X, PROBABILITY, DF, NONCENTRALITY],
        options: &[],
        results: CONTINUOUS,
        run: noncentral_chi_squared,
    },
    Method {
        name: "distribution.noncentral_f",
        title: "Noncentral F distribution",
        formula: "Σ P(J = j) I(d₁x / (d₁x + d₂); d₁/2 + j, d₂/2), J a Poisson count of mean noncentrality / 2",
        source: "Johnson, Kotz & Balakrishnan 1995, chapter 30; R pf(x, df1, df2, ncp)",
        arguments: &[X, PROBABILITY, DF1, DF2, NONCENTRALITY],
        options: &[],
        results: CONTINUOUS,
        run: noncentral_f,
    },
    Method {
        name: "distribution.studentized_range",
        title: "Studentised range",
        formula: "range of k normal means over an estimate of their standard deviation",
        source: "Copenhaver & Holland, J Stat Comput Simul 1988;30:1; R ptukey, qtukey",
        arguments: &[
            X,
            PROBABILITY,
            field("groups", "number of means (nmeans in R, k in scipy)"),
            field("df", "degrees of freedom; infinite when not given"),
        ],
        options: &[],
        results: CONTINUOUS,
        run: studentized_range,
    },
    Method {
        name: "distribution.dunnett",
        title: "Dunnett's distribution of many comparisons with one control",
        formula: "the largest of t statistics with correlations λᵢλⱼ",
        source: "Dunnett, J Am Stat Assoc 1955;50:1096; R mvtnorm::pmvt",
        arguments: &[
            X,
            PROBABILITY,
            field("loadings", "λ of each comparison"),
            field("control", "instead of loadings: size of the control group"),
            field("others", "and sizes of the other groups"),
            field("df", "degrees of freedom; infinite when not given"),
        ],
        options: &[field("alternative", "two_sided (largest in size) or greater (largest)")],
        results: &[
            CDF,
            SF,
            field("quantile", "x with cdf(x) = probability; null where there is none"),
            field("upper_quantile", "x with sf(x) = probability; null where there is none"),
        ],
        run: dunnett,
    },
];

const X: Field = field("x", "point or list of points: gives density, cdf and sf");
const K: Field = field("x", "count or list of counts: gives pmf, cdf and sf");
const PROBABILITY: Field = field("probability", "probability or list of them: gives the quantiles");
const DF: Field = field("df", "degrees of freedom");
const DF1: Field = field("df1", "degrees of freedom of the numerator");
const DF2: Field = field("df2", "degrees of freedom of the denominator");
const NONCENTRALITY: Field = field("noncentrality", "noncentrality (ncp in R)");
const CDF: Field = field("cdf", "P(X ≤ x)");
const SF: Field = field("sf", "P(X > x)");

const CONTINUOUS: &[Field] = &[
    field("pdf", "density"),
    CDF,
    SF,
    field("quantile", "x with cdf(x) = probability; null where there is none"),
    field("upper_quantile", "x with sf(x) = probability; null where there is none"),
];

const DISCRETE: &[Field] = &[
    field("pmf", "P(X = x)"),
    field("log_pmf", "its natural logarithm"),
    CDF,
    SF,
    field("quantile", "smallest x with cdf(x) ≥ probability; null where there is none"),
];

/// Density and tails of a continuous distribution at every `x`, quantiles at every `probability`, where given.
fn continuous<D: Copy>(
    call: &Call<'_>,
    distribution: D,
    [pdf, cdf, sf]: [fn(D, f64) -> f64; 3],
    [quantile, upper_quantile]: [fn(D, f64) -> Option<f64>; 2],
) -> Result<Outcome, CaseError> {
    let mut outcome = Outcome::default();
    if call.has("x") {
        let points = call.one_or_more("x")?;
        let of = |function: fn(D, f64) -> f64| each(&points, |x| function(distribution, x));
        outcome = outcome.with("pdf", of(pdf)).with("cdf", of(cdf)).with("sf", of(sf));
    }
    if call.has("probability") {
        let probabilities = call.one_or_more("probability")?;
        let of = |inverse: fn(D, f64) -> Option<f64>| each(&probabilities, |p| inverse(distribution, p));
        outcome = outcome.with("quantile", of(quantile)).with("upper_quantile", of(upper_quantile));
    }
    Ok(outcome)
}

/// Probabilities and tails of a distribution of counts at every `x`, quantiles at every `probability`, where given.
fn discrete<D: Copy>(
    call: &Call<'_>,
    distribution: D,
    [pmf, log_pmf, cdf, sf]: [fn(D, u64) -> f64; 4],
    quantile: fn(D, f64) -> Option<u64>,
) -> Result<Outcome, CaseError> {
    let mut outcome = Outcome::default();
    if call.has("x") {
        let counts = call.counts_of("x")?;
        let of = |function: fn(D, u64) -> f64| each(&counts, |k| function(distribution, k));
        outcome = outcome.with("pmf", of(pmf)).with("log_pmf", of(log_pmf));
        outcome = outcome.with("cdf", of(cdf)).with("sf", of(sf));
    }
    if call.has("probability") {
        let probabilities = call.one_or_more("probability")?;
        let quantiles = each(&probabilities, |p| quantile(distribution, p).map(|count| count as f64));
        outcome = outcome.with("quantile", quantiles);
    }
    Ok(outcome)
}

fn each<A: Copy, B>(at: &[A], function: impl Fn(A) -> B) -> Vec<B> {
    at.iter().map(|&at| function(at)).collect()
}

fn normal(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let quantiles = [Normal::quantile, |normal: Normal, p| normal.quantile(p).map(|x| -x)];
    continuous(call, Normal, [Normal::pdf, Normal::cdf, Normal::sf], quantiles)
}

fn student_t(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = StudentT::new(call.number("df")?).ok_or(Undefined::BadOption)?;
    let quantiles = [StudentT::quantile, |t: StudentT, p| t.quantile(p).map(|x| -x)];
    continuous(call, found, [StudentT::pdf, StudentT::cdf, StudentT::sf], quantiles)
}

fn chi_squared(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = ChiSquared::new(call.number("df")?).ok_or(Undefined::BadOption)?;
    let quantiles = [ChiSquared::quantile, ChiSquared::upper_quantile];
    continuous(call, found, [ChiSquared::pdf, ChiSquared::cdf, ChiSquared::sf], quantiles)
}

fn fisher_f(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = FisherF::new(call.number("df1")?, call.number("df2")?).ok_or(Undefined::BadOption)?;
    let quantiles = [FisherF::quantile, FisherF::upper_quantile];
    continuous(call, found, [FisherF::pdf, FisherF::cdf, FisherF::sf], quantiles)
}

fn beta(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = Beta::new(call.number("a")?, call.number("b")?).ok_or(Undefined::BadOption)?;
    let quantiles = [Beta::quantile, Beta::upper_quantile];
    continuous(call, found, [Beta::pdf, Beta::cdf, Beta::sf], quantiles)
}

fn gamma(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = Gamma::new(call.number("shape")?, call.number("scale")?).ok_or(Undefined::BadOption)?;
    let quantiles = [Gamma::quantile, Gamma::upper_quantile];
    continuous(call, found, [Gamma::pdf, Gamma::cdf, Gamma::sf], quantiles)
}

fn binomial(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let trials = u64::from(call.count("trials")?);
    let found = Binomial::new(trials, call.number("success")?).ok_or(Undefined::BadOption)?;
    let functions = [Binomial::pmf, Binomial::ln_pmf, Binomial::cdf, Binomial::sf];
    discrete(call, found, functions, Binomial::quantile)
}

fn poisson(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = Poisson::new(call.number("mean")?).ok_or(Undefined::BadOption)?;
    let functions = [Poisson::pmf, Poisson::ln_pmf, Poisson::cdf, Poisson::sf];
    discrete(call, found, functions, Poisson::quantile)
}

fn negative_binomial(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let size = call.number("size")?;
    let found = if call.has("mean") {
        NegativeBinomial::with_mean(size, call.number("mean")?)
    } else {
        NegativeBinomial::new(size, call.number("success")?)
    };
    let functions =
        [NegativeBinomial::pmf, NegativeBinomial::ln_pmf, NegativeBinomial::cdf, NegativeBinomial::sf];
    discrete(call, found.ok_or(Undefined::BadOption)?, functions, NegativeBinomial::quantile)
}

fn hypergeometric(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [population, marked, draws] =
        [call.count("population")?, call.count("marked")?, call.count("draws")?].map(u64::from);
    let found = Hypergeometric::new(population, marked, draws).ok_or(Undefined::BadOption)?;
    let functions = [
        Hypergeometric::pmf,
        Hypergeometric::ln_pmf,
        Hypergeometric::at_most,
        |found: Hypergeometric, k: u64| found.at_least(k.saturating_add(1)),
    ];
    discrete(call, found, functions, Hypergeometric::quantile)
}

fn noncentral_t(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (df, noncentrality) = (call.number("df")?, call.number("noncentrality")?);
    let found = NoncentralT::new(df, noncentrality).ok_or(Undefined::BadOption)?;
    let quantiles = [NoncentralT::quantile, NoncentralT::upper_quantile];
    continuous(call, found, [NoncentralT::pdf, NoncentralT::cdf, NoncentralT::sf], quantiles)
}

fn noncentral_chi_squared(call: &Call<'_>) -> Result<Outcome, CaseError> {
    type Found = NoncentralChiSquared;
    let found = Found::new(call.number("df")?, call.number("noncentrality")?).ok_or(Undefined::BadOption)?;
    continuous(call, found, [Found::pdf, Found::cdf, Found::sf], [Found::quantile, Found::upper_quantile])
}

fn noncentral_f(call: &Call<'_>) -> Result<Outcome, CaseError> {
    type Found = NoncentralF;
    let (df1, df2) = (call.number("df1")?, call.number("df2")?);
    let found = Found::new(df1, df2, call.number("noncentrality")?).ok_or(Undefined::BadOption)?;
    continuous(call, found, [Found::pdf, Found::cdf, Found::sf], [Found::quantile, Found::upper_quantile])
}

fn studentized_range(call: &Call<'_>) -> Result<Outcome, CaseError> {
    type Found = StudentizedRange;
    let found = Found::new(call.count("groups")?, df_or_infinity(call)?).ok_or(Undefined::BadOption)?;
    continuous(call, found, [Found::pdf, Found::cdf, Found::sf], [Found::quantile, Found::upper_quantile])
}

fn dunnett(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let sides = call.choice("alternative", &[("two_sided", Sides::Two), ("greater", Sides::One)])?;
    let df = df_or_infinity(call)?;
    let found = if call.has("loadings") {
        Dunnett::new(&call.one_or_more("loadings")?, df, sides)
    } else {
        let others: Vec<u32> =
            call.counts_of("others")?.into_iter().filter_map(|n| u32::try_from(n).ok()).collect();
        Dunnett::of_group_sizes(call.count("control")?, &others, df, sides)
    };
    let found = found.ok_or(Undefined::BadOption)?;
    let mut outcome = Outcome::default();
    if call.has("x") {
        let points = call.one_or_more("x")?;
        outcome =
            outcome.with("cdf", each(&points, |x| found.cdf(x))).with("sf", each(&points, |x| found.sf(x)));
    }
    if call.has("probability") {
        let wanted = call.one_or_more("probability")?;
        outcome = outcome.with("quantile", each(&wanted, |p| found.quantile(p)));
        outcome = outcome.with("upper_quantile", each(&wanted, |p| found.upper_quantile(p)));
    }
    Ok(outcome)
}

fn df_or_infinity(call: &Call<'_>) -> Result<f64, CaseError> {
    if call.has("df") { call.number("df") } else { Ok(f64::INFINITY) }
}
