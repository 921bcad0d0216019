//! Repeated measurements of people in groups, and shares of variance explained.

use super::{Call, CaseError, Field, Method, Outcome, Quantity, field};
use crate::stats::groups::Factor;
use crate::stats::groups::{
    MauchlySeries, RepeatedEffect, RepeatedMeasures, ShareLimits, Sphericity, SumsOfSquares, Term,
    repeated_measures, variance_explained,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "anova.repeated_measures",
        title: "Repeated-measures analysis of variance, with Mauchly, Greenhouse-Geisser and Huynh-Feldt",
        formula: "F = (tr H / df) / (tr E / error df) for orthonormal contrasts; ε = tr(E)² / (p tr E²)",
        source: "Greenhouse & Geisser, Psychometrika 1959;24:95; car summary(Anova(lm(cbind(…) ~ groups), idata, idesign))",
        arguments: &[
            field(
                "columns",
                "names of the columns of the measurements; the levels of the last within-factor change fastest",
            ),
            field("within", "names of the within-factors; [\"time\"]"),
            field("within_levels", "number of levels of each; for one factor as many as there are columns"),
            field("between", "names of the columns of the groups; none"),
            field(
                "response",
                "instead of columns, for one within-factor and no groups: column of the values",
            ),
            field("group", "column of the times or treatments"),
            field("block", "column of the people"),
            field("levels", "the times in the order wanted"),
        ],
        options: &[
            field("sums_of_squares", "II (as long as nothing else is said) or III"),
            field(
                "mauchly_series",
                "as_r (as long as nothing else is said), which R and car use, or anderson, the published one",
            ),
        ],
        results: EFFECTS,
        run: repeated,
    },
    Method {
        name: "effect_size.variance_explained",
        title: "η², ε², ω² and Cohen's f of an F statistic",
        formula: "η² = F d₁ / (F d₁ + d₂), ε² = (F − 1) d₁ / (F d₁ + d₂), ω² = (F − 1) d₁ / (F d₁ + d₂ + 1), limits λ / (λ + d₂)",
        source: "Steiger, Psychol Methods 2004;9:164; effectsize F_to_eta2, F_to_epsilon2, F_to_omega2",
        arguments: &[field("statistic", "F"), field("df", "degrees of freedom of effect and error")],
        options: &[
            field("confidence", "level of the intervals; 0.95"),
            field("limits", "both (as long as nothing else is said) or lower, the upper limit being 1"),
        ],
        results: &[
            field("eta_squared", "η², partial when the model has other terms"),
            field("epsilon_squared", "ε², not below 0"),
            field("omega_squared", "ω², not below 0"),
            field("cohens_f", "√(η² / (1 − η²))"),
            field("eta_squared_conf_int", "interval of η²"),
            field("epsilon_squared_conf_int", "interval of ε²"),
            field("omega_squared_conf_int", "interval of ω²"),
        ],
        run: explained,
    },
];

const EFFECTS: &[Field] = &[
    field("term", "names of the effects: (Intercept), groups, within-factors and their products, a:b"),
    field("sum_sq", "sums of squares"),
    field("df", "degrees of freedom"),
    field("error_sum_sq", "sums of squares of the errors"),
    field("error_df", "their degrees of freedom"),
    field("statistic", "F"),
    field("p_value", "if the measurements are spherical"),
    field("mauchly_w", "Mauchly's W; null for a single contrast"),
    field("mauchly_p_value", "its p-value"),
    field("gg_epsilon", "Greenhouse and Geisser's ε"),
    field("gg_p_value", "p-value with it"),
    field("hf_epsilon", "Huynh and Feldt's ε; may exceed 1"),
    field("hf_p_value", "p-value with it, held at 1"),
    field("partial_eta_squared", "SS / (SS + error SS)"),
    field("generalised_eta_squared", "SS / (SS + error SS of all strata)"),
];

fn repeated(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let within = if call.has("within") { call.words("within")? } else { vec!["time".to_owned()] };
    let between = if call.has("between") { call.words("between")? } else { vec![] };
    let sums = call.choice(
        "sums_of_squares",
        &[("II", SumsOfSquares::Hierarchical), ("III", SumsOfSquares::Marginal)],
    )?;
    let series = call
        .choice("mauchly_series", &[("as_r", MauchlySeries::AsR), ("anderson", MauchlySeries::Anderson)])?;
    let effects = repeated_measures(&measured(call, &between)?, sums, series)?;
    Ok(outcome(&effects, &between, &within))
}

fn measured(call: &Call<'_>, between: &[String]) -> Result<RepeatedMeasures, CaseError> {
    if !call.has("columns") {
        let rows = call.blocks()?.rows;
        let within = vec![rows.first().map_or(0, Vec::len)];
        return Ok(RepeatedMeasures { measurements: rows, within, between: vec![] });
    }
    let columns = call.words("columns")?;
    let (values, factors) = call.named_factors(&columns, between, "")?;
    let people = values.first().map_or(0, Vec::len);
    let row = |person: usize| values.iter().filter_map(|column| column.get(person).copied()).collect();
    let within = if call.has("within_levels") {
        call.sample("within_levels")?.into_iter().map(|levels| levels as usize).collect()
    } else {
        vec![columns.len()]
    };
    let between: Vec<Factor> = factors.into_iter().map(|named| named.factor).collect();
    Ok(RepeatedMeasures { measurements: (0..people).map(row).collect(), within, between })
}

fn outcome(effects: &[RepeatedEffect], between: &[String], within: &[String]) -> Outcome {
    let name = |effect: &RepeatedEffect| {
        let of = |term: &Term, names: &[String]| {
            term.0.iter().filter_map(|&place| names.get(place).cloned()).collect::<Vec<String>>()
        };
        let factors = [of(&effect.between, between), of(&effect.within, within)].concat();
        if factors.is_empty() { "(Intercept)".to_owned() } else { factors.join(":") }
    };
    let list = |of: fn(&RepeatedEffect) -> f64| effects.iter().map(of).collect::<Vec<f64>>();
    let spherical = |of: fn(&Sphericity) -> f64| -> Vec<Quantity> {
        effects.iter().map(|effect| effect.sphericity.as_ref().map(of).into()).collect()
    };
    let corrected = |of: fn(&RepeatedEffect) -> Option<f64>| -> Vec<Quantity> {
        effects.iter().map(|effect| of(effect).into()).collect()
    };
    Outcome::default()
        .with("term", effects.iter().map(name).collect::<Vec<_>>())
        .with("sum_sq", list(|effect| effect.sum_sq))
        .with("df", list(|effect| effect.df))
        .with("error_sum_sq", list(|effect| effect.error_sum_sq))
        .with("error_df", list(|effect| effect.error_df))
        .with("statistic", list(|effect| effect.statistic))
        .with("p_value", list(|effect| effect.p_value))
        .with("mauchly_w", Quantity::List(spherical(|found| found.mauchly_w)))
        .with("mauchly_p_value", Quantity::List(spherical(|found| found.mauchly_p_value)))
        .with("gg_epsilon", Quantity::List(spherical(|found| found.greenhouse_geisser)))
        .with("gg_p_value", Quantity::List(corrected(|effect| effect.greenhouse_geisser_p_value)))
        .with("hf_epsilon", Quantity::List(spherical(|found| found.huynh_feldt)))
        .with("hf_p_value", Quantity::List(corrected(|effect| effect.huynh_feldt_p_value)))
        .with("partial_eta_squared", list(|effect| effect.partial_eta_squared))
        .with("generalised_eta_squared", list(|effect| effect.generalised_eta_squared))
}

fn explained(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let df: [f64; 2] =
        call.sample("df")?.try_into().map_err(|_| crate::verify::call::bad("df", "a list of two numbers"))?;
    let limits = call.choice("limits", &[("both", ShareLimits::Both), ("lower", ShareLimits::Lower)])?;
    let found = variance_explained(call.number("statistic")?, df, limits, call.confidence()?)?;
    let pair = |interval: crate::domain::Interval| [interval.low.get(), interval.high.get()];
    Ok(Outcome::default()
        .with("eta_squared", found.eta_squared)
        .with("epsilon_squared", found.epsilon_squared)
        .with("omega_squared", found.omega_squared)
        .with("cohens_f", found.cohens_f)
        .with("eta_squared_conf_int", pair(found.eta_squared_conf_int))
        .with("epsilon_squared_conf_int", pair(found.epsilon_squared_conf_int))
        .with("omega_squared_conf_int", pair(found.omega_squared_conf_int)))
}
