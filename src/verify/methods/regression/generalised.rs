//! Generalised linear models.

use super::shared::{
    ADJUST, ARGUMENTS, COEFFICIENT_RESULTS, CONFIDENCE, COVARIANCE, Given, LAG, TYPES, coefficients, matrix,
};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::regression::{
    DevianceTerm, Family, Glm, HosmerLemeshow, Ingredients, Link, Residuals, analysis_of_deviance, glm,
    hosmer_lemeshow, negative_binomial, profile_intervals,
};
use crate::verify::methods::means::limits;
use crate::verify::model::{CONTRASTS, REFERENCE};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "glm.logistic",
        title: "Logistic regression",
        formula: "logit P(y = 1) = Xβ, by maximum likelihood",
        source: "R glm(family = binomial), MASS confint; ResourceSelection::hoslem.test",
        arguments: ARGUMENTS,
        options: BINOMIAL_OPTIONS,
        results: RESULTS,
        run: logistic,
    },
    Method {
        name: "glm.poisson",
        title: "Poisson regression of counts and rates",
        formula: "ln E y = offset + Xβ, by maximum likelihood",
        source: "R glm(family = poisson)",
        arguments: ARGUMENTS,
        options: OPTIONS,
        results: RESULTS,
        run: poisson,
    },
    Method {
        name: "glm.negative_binomial",
        title: "Negative binomial regression of counts",
        formula: "ln E y = offset + Xβ, var y = μ + μ²/θ, β and θ by maximum likelihood",
        source: "Lawless, Can J Stat 1987;15:209; MASS::glm.nb (standard errors with θ held fixed)",
        arguments: ARGUMENTS,
        options: OPTIONS,
        results: NEGATIVE_BINOMIAL_RESULTS,
        run: negative_binomial_fit,
    },
    Method {
        name: "glm.gamma",
        title: "Gamma regression",
        formula: "g(E y) = Xβ, var y = φ μ², φ by Pearson's statistic",
        source: "R glm(family = Gamma)",
        arguments: ARGUMENTS,
        options: OPTIONS,
        results: RESULTS,
        run: gamma,
    },
    Method {
        name: "glm.anova",
        title: "Analysis of deviance: likelihood-ratio and score tests of the terms",
        formula: "(D without − D with) / φ, and U'I⁻¹U / φ",
        source: "R anova.glm(test = \"LRT\" or \"Rao\"), car::Anova",
        arguments: ARGUMENTS,
        options: &[
            field(
                "family",
                "binomial (as long as nothing else is said), poisson, gamma, quasibinomial, quasipoisson",
            ),
            field(
                "link",
                "logit, probit, cloglog, log, identity, inverse or sqrt; that of the method of the family",
            ),
            field("type", "I (as long as nothing else is said), II or III"),
            CONTRASTS,
            REFERENCE,
        ],
        results: &[
            field("term", "the terms"),
            field("df", "a list parallel to term"),
            field("likelihood_ratio", "a list parallel to term"),
            field("likelihood_ratio_p_value", "by the χ² distribution"),
            field("score", "Rao's statistic, a list parallel to term"),
            field("score_p_value", "by the χ² distribution"),
        ],
        run: deviance,
    },
];

const OPTIONS: &[Field] = &[
    CONFIDENCE,
    COVARIANCE,
    LAG,
    ADJUST,
    CONTRASTS,
    REFERENCE,
    field("link", "log (as long as nothing else is said; gamma: inverse), identity, inverse or sqrt"),
    field("dispersion", "fixed (as long as nothing else is said) or estimated: quasi-Poisson"),
];

const BINOMIAL_OPTIONS: &[Field] = &[
    CONFIDENCE,
    COVARIANCE,
    LAG,
    ADJUST,
    CONTRASTS,
    REFERENCE,
    field("link", "logit (as long as nothing else is said), probit, cloglog, log or identity"),
    field("dispersion", "fixed (as long as nothing else is said) or estimated: quasi-binomial"),
    field("groups", "of the Hosmer-Lemeshow test; 10"),
];

const RESULTS: &[Field] = &[
    COEFFICIENT_RESULTS[0],
    COEFFICIENT_RESULTS[1],
    COEFFICIENT_RESULTS[2],
    COEFFICIENT_RESULTS[3],
    COEFFICIENT_RESULTS[4],
    COEFFICIENT_RESULTS[5],
    field("profile_conf_int", "intervals from the profile likelihood; not with an estimated dispersion"),
    field("exponentiated", "exp of the estimates: odds ratios, rate ratios, ratios of means"),
    field("exponentiated_conf_int", "exp of conf_int"),
    field("covariance", "matrix of the estimates, row by row"),
    field("n", "rows kept"),
    field("dropped", "rows with a missing value"),
    field("deviance", "of the model"),
    field("null_deviance", "of the model without explanatory columns"),
    field("df_residual", "rows less coefficients"),
    field("df_null", "rows less one with an intercept"),
    field("dispersion", "1 where the family fixes it, else Pearson's statistic / df_residual"),
    field("pearson", "Pearson's statistic"),
    field("log_likelihood", "at its maximum; null for quasi-families"),
    field("aic", "Akaike's criterion"),
    field("bic", "Schwarz's criterion"),
    field("fitted", "means of the rows kept"),
    field("deviance_residuals", "of the rows kept"),
    field("pearson_residuals", "of the rows kept"),
    field("working_residuals", "of the rows kept"),
    field("hosmer_lemeshow", "of a logistic model of single rows: statistic, df, p_value"),
];

const NEGATIVE_BINOMIAL_RESULTS: &[Field] = &[
    COEFFICIENT_RESULTS[0],
    COEFFICIENT_RESULTS[1],
    COEFFICIENT_RESULTS[2],
    COEFFICIENT_RESULTS[3],
    COEFFICIENT_RESULTS[4],
    COEFFICIENT_RESULTS[5],
    field("theta", "the size"),
    field("theta_standard_error", "by the observed information on the size alone"),
    field("twice_log_likelihood", "2 ℓ at its maximum"),
    field("deviance", "and all other results of glm.poisson"),
];

fn logistic(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let links = &[
        ("logit", Link::Logit),
        ("probit", Link::Probit),
        ("cloglog", Link::ComplementaryLogLog),
        ("log", Link::Log),
        ("identity", Link::Identity),
    ];
    let family = family(call, Family::Binomial, Family::QuasiBinomial)?;
    let given = Given::new(call)?;
    let model = glm(&given.design, &given.response, given.rows(), family, call.choice("link", links)?)?;
    let groups = call.number_option("groups", 10.0)? as u32;
    // The test is of single rows: there is none for shares of events.
    let test = hosmer_lemeshow(model.response(), &model.fitted, groups).ok();
    Ok(outcome(call, &given, &model)?.with("hosmer_lemeshow", calibration(test.as_ref())))
}

fn poisson(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let family = family(call, Family::Poisson, Family::QuasiPoisson)?;
    let given = Given::new(call)?;
    let model = glm(&given.design, &given.response, given.rows(), family, call.choice("link", LOG_FIRST)?)?;
    outcome(call, &given, &model)
}

fn gamma(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let links = &[("inverse", Link::Inverse), ("log", Link::Log), ("identity", Link::Identity)];
    let given = Given::new(call)?;
    let model =
        glm(&given.design, &given.response, given.rows(), Family::Gamma, call.choice("link", links)?)?;
    outcome(call, &given, &model)
}

fn negative_binomial_fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = Given::new(call)?;
    let fit =
        negative_binomial(&given.design, &given.response, given.rows(), call.choice("link", LOG_FIRST)?)?;
    Ok(outcome(call, &given, &fit.model)?
        .with("theta", fit.theta)
        .with("theta_standard_error", fit.theta_standard_error)
        .with("twice_log_likelihood", fit.model.log_likelihood.map(|value| 2.0 * value)))
}

const LOG_FIRST: &[(&str, Link)] =
    &[("log", Link::Log), ("identity", Link::Identity), ("sqrt", Link::SquareRoot)];

fn family(call: &Call<'_>, fixed: Family, estimated: Family) -> Result<Family, CaseError> {
    call.choice("dispersion", &[("fixed", fixed), ("estimated", estimated)])
}

fn outcome(call: &Call<'_>, given: &Given, model: &Glm) -> Result<Outcome, CaseError> {
    let confidence = call.confidence()?;
    let robust = given.covariance(call, || Ingredients::of_glm(model))?;
    let covariance = robust.as_ref().unwrap_or(&model.covariance);
    let table = match &robust {
        None => model.table(confidence)?,
        Some(covariance) => model.table_with(covariance, confidence)?,
    };
    let profile = profile_intervals(model, confidence).ok();
    let exponentiated = table.iter().map(|row| libm::exp(row.estimate)).collect::<Vec<_>>();
    let intervals = table.iter().map(|row| limits(row.conf_int).map(|limit| limit.map(libm::exp)));
    Ok(coefficients(&given.design.names, &table)
        .with("profile_conf_int", profile.unwrap_or_default().into_iter().map(limits).collect::<Vec<_>>())
        .with("exponentiated", exponentiated)
        .with("exponentiated_conf_int", intervals.collect::<Vec<_>>())
        .with("covariance", matrix(covariance))
        .with("n", given.frame.len())
        .with("dropped", given.frame.dropped)
        .with("deviance", model.deviance)
        .with("null_deviance", model.null_deviance)
        .with("df_residual", model.df_residual)
        .with("df_null", model.df_null)
        .with("dispersion", model.dispersion)
        .with("pearson", model.pearson)
        .with("log_likelihood", model.log_likelihood)
        .with("aic", model.aic)
        .with("bic", model.bic)
        .with("fitted", model.fitted.clone())
        .with("deviance_residuals", model.residuals(Residuals::Deviance))
        .with("pearson_residuals", model.residuals(Residuals::Pearson))
        .with("working_residuals", model.residuals(Residuals::Working)))
}

fn deviance(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let families = &[
        ("binomial", (Family::Binomial, Link::Logit)),
        ("poisson", (Family::Poisson, Link::Log)),
        ("gamma", (Family::Gamma, Link::Inverse)),
        ("quasibinomial", (Family::QuasiBinomial, Link::Logit)),
        ("quasipoisson", (Family::QuasiPoisson, Link::Log)),
    ];
    let (family, own) = call.choice("family", families)?;
    let links = &[
        ("", own),
        ("logit", Link::Logit),
        ("probit", Link::Probit),
        ("cloglog", Link::ComplementaryLogLog),
        ("log", Link::Log),
        ("identity", Link::Identity),
        ("inverse", Link::Inverse),
        ("sqrt", Link::SquareRoot),
    ];
    let (link, sums) = (call.choice("link", links)?, call.choice("type", TYPES)?);
    let given = Given::new(call)?;
    let lines = analysis_of_deviance(&given.design, &given.response, given.rows(), family, link, sums)?;
    let list = |value: fn(&DevianceTerm) -> f64| lines.iter().map(value).collect::<Vec<_>>();
    Ok(Outcome::default()
        .with("term", lines.iter().map(|line| line.term.clone()).collect::<Vec<_>>())
        .with("df", list(|line| line.df))
        .with("likelihood_ratio", list(|line| line.likelihood_ratio))
        .with("likelihood_ratio_p_value", list(|line| line.likelihood_ratio_p_value))
        .with("score", list(|line| line.score))
        .with("score_p_value", list(|line| line.score_p_value)))
}

fn calibration(test: Option<&HosmerLemeshow>) -> Outcome {
    Outcome::default()
        .with("statistic", test.map(|test| test.statistic))
        .with("df", test.map(|test| test.df))
        .with("p_value", test.map(|test| test.p_value))
}
