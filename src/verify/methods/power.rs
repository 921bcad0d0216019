//! Planning: power, sample size and detectable effect.

use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::Undefined;
use crate::stats::planning::{
    Decision, EventFormula, Plan, ProportionMethod, Question, TDesign, WrongSide, log_rank, one_way_anova,
    pearson_correlation, people_for_events, t_test, two_proportions,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "power.t_test",
        title: "Power of a t test",
        formula: "P(T > t(1 − α/2)), T noncentral t with noncentrality √n δ/SD, or √(n/2) δ/SD for two groups",
        source: "Cohen, Statistical Power Analysis, 1988; R power.t.test, pwr.t.test",
        arguments: &[N, DELTA, SD, POWER],
        options: &[
            SIGNIFICANCE,
            ALTERNATIVE,
            STRICT,
            field("type", "two_sample, one_sample or paired (sd is that of the differences)"),
            field("ratio", "size of the second group over that of the first, for two_sample; 1"),
        ],
        results: RESULTS,
        run: of_t_test,
    },
    Method {
        name: "power.proportions",
        title: "Power of the comparison of two proportions",
        formula: "Φ((√n |p₂ − p₁| − z √(2 p̄ q̄)) / √(p₁q₁ + p₂q₂)), or by arcsines",
        source: "Fleiss, Statistical Methods for Rates and Proportions, 1981; R power.prop.test, pwr.2p.test",
        arguments: &[
            N,
            field("p1", "first proportion"),
            field("p2", "second proportion, sought above the first when not given"),
            POWER,
        ],
        options: &[
            SIGNIFICANCE,
            ALTERNATIVE,
            STRICT,
            field("method", "pooled (power.prop.test) or arcsine (pwr.2p.test)"),
        ],
        results: &[NFOUND, field("p2", "second proportion"), POWERFOUND],
        run: of_proportions,
    },
    Method {
        name: "power.anova",
        title: "Power of a one-way analysis of variance",
        formula: "P(F > F(1 − α)), F noncentral with noncentrality k n f²",
        source: "Cohen, Statistical Power Analysis, 1988; R power.anova.test, pwr.anova.test",
        arguments: &[
            N,
            field("groups", "number of groups"),
            field("f", "Cohen's effect size f; sought when neither it nor the variances are given"),
            field("between_variance", "instead of f: variance of the group means, divisor k − 1"),
            field("within_variance", "and variance within groups"),
            POWER,
        ],
        options: &[SIGNIFICANCE],
        results: &[NFOUND, field("f", "Cohen's f"), POWERFOUND],
        run: of_anova,
    },
    Method {
        name: "power.correlation",
        title: "Power of the test of a correlation",
        formula: "Φ((z(r) + r / 2(n − 1) − z(r critical)) √(n − 3)), z Fisher's",
        source: "Cohen, Statistical Power Analysis, 1988; R pwr.r.test",
        arguments: &[N, field("r", "correlation"), POWER],
        options: &[SIGNIFICANCE, ALTERNATIVE, STRICT],
        results: &[NFOUND, field("r", "correlation"), POWERFOUND],
        run: of_correlation,
    },
    Method {
        name: "power.log_rank",
        title: "Power of the log-rank test",
        formula: "events = (z_α + z_β)² / (p (1 − p) ln² HR), or Freedman's",
        source: "Schoenfeld, Biometrics 1983;39:499; Freedman, Stat Med 1982;1:121; R rpact",
        arguments: &[
            field("events", "number of events; sought when not given"),
            field("hazard_ratio", "of the treated; sought above 1 when not given"),
            POWER,
            field("event_share", "share of people with an event during the study; gives n"),
        ],
        options: &[
            SIGNIFICANCE,
            ALTERNATIVE,
            STRICT,
            field("formula", "schoenfeld or freedman"),
            field("share", "share of people who are treated; 0.5"),
        ],
        results: &[
            field("events", "number of events, not rounded up"),
            field("n", "people, when event_share is given"),
            field("hazard_ratio", "of the treated"),
            POWERFOUND,
        ],
        run: of_log_rank,
    },
];

const N: Field = field("n", "sample size, of each group where there are several; sought when not given");
const DELTA: Field = field("delta", "difference; sought when not given");
const SD: Field = field("sd", "standard deviation; 1 when not given");
const POWER: Field = field("power", "power wanted; sought when not given");
const SIGNIFICANCE: Field = field("significance", "level of the test; 0.05");
const ALTERNATIVE: Field = field("alternative", "two_sided, less or greater");
const STRICT: Field =
    field("strict", "whether a two-sided result on the wrong side counts (pwr, strict = TRUE in R); false");
const NFOUND: Field = field("n", "sample size, not rounded up");
const POWERFOUND: Field = field("power", "probability of a significant result");
const RESULTS: &[Field] = &[NFOUND, field("delta", "difference"), POWERFOUND];

/// The two of size, effect and power that are given.
fn question(call: &Call<'_>, size: &str, effect: Option<f64>) -> Result<Question, CaseError> {
    match (call.has(size), effect) {
        (true, Some(effect)) => Ok(Question::Power { n: call.number(size)?, effect }),
        (false, Some(effect)) => Ok(Question::SampleSize { effect, power: call.number("power")? }),
        (true, None) => Ok(Question::Effect { n: call.number(size)?, power: call.number("power")? }),
        (false, None) => Err(CaseError::MissingArgument { name: size.to_owned() }),
    }
}

fn given(call: &Call<'_>, name: &str) -> Result<Option<f64>, CaseError> {
    if call.has(name) { Ok(Some(call.number(name)?)) } else { Ok(None) }
}

fn decision(call: &Call<'_>) -> Result<Decision, CaseError> {
    let wrong_side = if call.flag_option("strict", false)? { WrongSide::Counted } else { WrongSide::Ignored };
    let significance = call.number_option("significance", 0.05)?;
    Ok(Decision { significance, alternative: call.test_options()?.alternative, wrong_side })
}

fn outcome(plan: &Plan, effect: &str, shown: f64) -> Outcome {
    Outcome::default().with("n", plan.n).with(effect, shown).with("power", plan.power)
}

fn of_t_test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let sd = given(call, "sd")?.unwrap_or(1.0);
    let question = question(call, "n", given(call, "delta")?.map(|delta| delta / sd))?;
    let ratio = call.number_option("ratio", 1.0)?;
    let two = if ratio == 1.0 { TDesign::TwoSample } else { TDesign::UnequalGroups { ratio } };
    let designs = [("two_sample", two), ("one_sample", TDesign::OneSample), ("paired", TDesign::OneSample)];
    let plan = t_test(question, call.choice("type", &designs)?, decision(call)?)?;
    Ok(outcome(&plan, "delta", plan.effect * sd))
}

fn of_proportions(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let first = call.number("p1")?;
    let question = question(call, "n", given(call, "p2")?.map(|second| second - first))?;
    let methods = [("pooled", ProportionMethod::Pooled), ("arcsine", ProportionMethod::Arcsine)];
    let plan = two_proportions(question, first, call.choice("method", &methods)?, decision(call)?)?;
    Ok(outcome(&plan, "p2", first + plan.effect))
}

fn of_anova(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let groups = call.count("groups")?;
    let effect = if call.has("between_variance") {
        let ratio = call.number("between_variance")? / call.number("within_variance")?;
        Some(libm::sqrt(ratio * (f64::from(groups) - 1.0) / f64::from(groups)))
    } else {
        given(call, "f")?
    };
    let plan =
        one_way_anova(question(call, "n", effect)?, groups, call.number_option("significance", 0.05)?)?;
    Ok(outcome(&plan, "f", plan.effect))
}

fn of_correlation(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let plan = pearson_correlation(question(call, "n", given(call, "r")?)?, decision(call)?)?;
    Ok(outcome(&plan, "r", plan.effect))
}

fn of_log_rank(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let effect = given(call, "hazard_ratio")?.map(libm::log);
    let formulas = [("schoenfeld", EventFormula::Schoenfeld), ("freedman", EventFormula::Freedman)];
    let (share, formula) = (call.number_option("share", 0.5)?, call.choice("formula", &formulas)?);
    let plan = log_rank(question(call, "events", effect)?, share, formula, decision(call)?)?;
    let people = match given(call, "event_share")? {
        Some(share) => Some(people_for_events(plan.n, share).ok_or(Undefined::BadOption)?),
        None => None,
    };
    Ok(Outcome::default()
        .with("events", plan.n)
        .with("n", people)
        .with("hazard_ratio", libm::exp(plan.effect))
        .with("power", plan.power))
}
