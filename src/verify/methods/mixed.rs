//! Linear mixed models.

use libm::sqrt;
use nalgebra::DMatrix;

use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::Undefined;
use crate::stats::mixed::{
    Contrast, Correlated, DegreesOfFreedom, Estimation, FixedEffects, JointTest, Lmm, LmmOptions, LmmWarning,
    NamedEffects, Rows, fit, random_effects,
};
use crate::stats::model::{ModelFrame, type_three_hypotheses};
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[Method {
    name: "lmm.fit",
    title: "Linear mixed model",
    formula: "y = Xβ + Σ Zₜbₜ + ε, bₜ ~ N(0, Gₜ) by group, ε ~ N(0, σ²)",
    source: "Bates et al., J Stat Softw 2015;67(1); R lme4::lmer, lmerTest, pbkrtest",
    arguments: &[FORMULA, FACTORS],
    options: &[
        ESTIMATION,
        DEGREES_OF_FREEDOM,
        field("confidence", "level of the intervals; 0.95"),
        CONTRASTS,
        REFERENCE,
    ],
    results: &[
        COEFFICIENTS[0],
        COEFFICIENTS[1],
        COEFFICIENTS[2],
        COEFFICIENTS[3],
        COEFFICIENTS[4],
        COEFFICIENTS[5],
        COEFFICIENTS[6],
        field("vcov", "covariance of the estimates, Kenward and Roger's when asked for"),
        field(
            "varcorr",
            "record of group, var1, var2, vcov, sdcor as as.data.frame(VarCorr(model)): the variances of each term, \
             its covariances, at last the residual variance",
        ),
        field("sigma", "residual standard deviation"),
        field("deviance", "−2 log L; for REML the REML criterion"),
        field("log_likelihood", "log L"),
        field("aic", "deviance + 2 × all parameters"),
        field("bic", "deviance + log(observations) × all parameters"),
        field("parameters", "all parameters: fixed effects, variances and covariances"),
        field("observations", "values"),
        field("random_effects", "record by group: level, and each effect's conditional modes (BLUPs)"),
        field(
            "mode_standard_errors",
            "record by group: level, and each mode's conditional standard deviation",
        ),
        JOINT_TESTS,
        field("warnings", "singular: a variance is zero or a correlation one"),
    ],
    run,
}];

/// What is maximised.
pub(super) const ESTIMATION: Field = field("estimation", "reml (as long as nothing else is said) or ml");
/// Standard errors and degrees of freedom.
pub(super) const DEGREES_OF_FREEDOM: Field =
    field("degrees_of_freedom", "satterthwaite (as long as nothing else is said) or kenward_roger");
/// The terms.
pub(super) const JOINT_TESTS: Field = field(
    "joint_tests",
    "record of term, statistic (F), df1, df2, p_value: type III tests of the fixed terms by the degrees of freedom asked \
     for, as anova of lmerTest and PROC MIXED; none where a hypothesis repeats itself",
);
/// The fixed effects.
pub(super) const COEFFICIENTS: [Field; 7] = [
    field("term", "the coefficients' names as in R"),
    field("estimate", "of each coefficient"),
    field("standard_error", "of each coefficient; Kenward and Roger's when asked for"),
    field("df", "degrees of freedom of each coefficient"),
    field("statistic", "t of each coefficient"),
    field("p_value", "two-sided, of each coefficient"),
    field("conf_int", "lower and upper limit of each coefficient"),
];

pub(super) fn estimation(call: &Call<'_>) -> Result<Estimation, CaseError> {
    call.choice("estimation", &[("reml", Estimation::Reml), ("ml", Estimation::MaximumLikelihood)])
}

pub(super) fn degrees_of_freedom(call: &Call<'_>) -> Result<DegreesOfFreedom, CaseError> {
    let choices = [
        ("satterthwaite", DegreesOfFreedom::Satterthwaite),
        ("kenward_roger", DegreesOfFreedom::KenwardRoger),
    ];
    call.choice("degrees_of_freedom", &choices)
}

/// The fixed effects with their tests.
pub(super) fn coefficients(outcome: Outcome, names: &[String], contrasts: &[Contrast]) -> Outcome {
    tests(outcome.with("term", names.to_vec()), contrasts)
}

/// Estimates with their tests, as parallel lists.
pub(super) fn tests(outcome: Outcome, contrasts: &[Contrast]) -> Outcome {
    let all = |of: fn(&Contrast) -> f64| contrasts.iter().map(of).collect::<Vec<f64>>();
    let limits = |contrast: &Contrast| [contrast.conf_int.low.get(), contrast.conf_int.high.get()];
    outcome
        .with("estimate", all(|contrast| contrast.estimate))
        .with("standard_error", all(|contrast| contrast.standard_error))
        .with("df", all(|contrast| contrast.df))
        .with("statistic", all(|contrast| contrast.statistic))
        .with("p_value", all(|contrast| contrast.p_value))
        .with("conf_int", contrasts.iter().map(limits).collect::<Vec<_>>())
}

/// With the F tests of the terms, where they exist.
pub(super) fn with_joint_tests(
    outcome: Outcome,
    frame: &ModelFrame,
    rows: &Rows,
    effects: &FixedEffects,
    method: DegreesOfFreedom,
) -> Outcome {
    match joint_tests(frame, rows, effects, method) {
        Ok(tests) => outcome.with("joint_tests", tests),
        Err(_) => outcome,
    }
}

fn joint_tests(
    frame: &ModelFrame,
    rows: &Rows,
    effects: &FixedEffects,
    method: DegreesOfFreedom,
) -> Result<Outcome, Undefined> {
    let terms = type_three_hypotheses(frame, &rows.design)?;
    let tests = terms.iter().map(|(_, weights)| effects.joint_test(weights, method));
    let tests = tests.collect::<Result<Vec<JointTest>, _>>()?;
    let all = |of: fn(&JointTest) -> f64| tests.iter().map(of).collect::<Vec<f64>>();
    Ok(Outcome::default()
        .with("term", terms.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>())
        .with("statistic", all(|test| test.statistic))
        .with("df1", all(|test| test.df[0]))
        .with("df2", all(|test| test.df[1]))
        .with("p_value", all(|test| test.p_value)))
}

/// A matrix row by row.
pub(super) fn matrix(matrix: &DMatrix<f64>) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}

fn run(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let frame = call.model(&[])?;
    let rows = Rows::new(&frame)?;
    let named = random_effects(&frame);
    let terms: Vec<_> = named.iter().map(|named| named.effects.clone()).collect();
    let options = LmmOptions { estimation: estimation(call)?, degrees_of_freedom: degrees_of_freedom(call)? };
    let model = fit(rows.matrix(), &rows.response, &terms, options)?;
    let tests = model.effects.coefficients(call.confidence()?)?;
    let warning = |warning: &LmmWarning| match warning {
        LmmWarning::Singular => "singular",
    };
    let errors: Vec<DMatrix<f64>> =
        model.mode_variances.iter().map(|variances| variances.map(sqrt)).collect();
    let outcome = coefficients(Outcome::default(), &rows.design.names, &tests)
        .with("vcov", matrix(model.effects.covariance()))
        .with("varcorr", components(&named, &model))
        .with("sigma", sqrt(model.residual_variance))
        .with("deviance", model.deviance)
        .with("log_likelihood", -0.5 * model.deviance)
        .with("aic", model.aic())
        .with("bic", model.bic())
        .with("parameters", model.all_parameters())
        .with("observations", model.observations)
        .with("random_effects", by_level(&named, &model.modes))
        .with("mode_standard_errors", by_level(&named, &errors))
        .with("warnings", model.warnings.iter().map(warning).collect::<Vec<_>>());
    Ok(with_joint_tests(outcome, &frame, &rows, &model.effects, options.degrees_of_freedom))
}

/// Variances and covariances in the order of `as.data.frame(VarCorr(model))`.
fn components(named: &[NamedEffects], model: &Lmm) -> Outcome {
    const NONE: &str = "NA";
    let mut rows: Vec<(String, &str, &str, f64, f64)> = Vec::new();
    for place in order_of_lme4(named) {
        let (Some(term), Some(covariance)) = (named.get(place), model.covariances.get(place)) else {
            continue;
        };
        let group = match named.iter().take(place).filter(|earlier| earlier.group == term.group).count() {
            0 => term.group.clone(),
            again => format!("{}.{again}", term.group),
        };
        let deviation = |effect: usize| sqrt(covariance[(effect, effect)]);
        for (effect, name) in term.names.iter().enumerate() {
            rows.push((group.clone(), name, NONE, covariance[(effect, effect)], deviation(effect)));
        }
        for (column, first) in term.names.iter().enumerate() {
            for (row, second) in term.names.iter().enumerate().skip(column + 1) {
                let value = covariance[(row, column)];
                if term.effects.correlated == Correlated::Freely {
                    rows.push((
                        group.clone(),
                        first,
                        second,
                        value,
                        value / (deviation(row) * deviation(column)),
                    ));
                }
            }
        }
    }
    rows.push(("Residual".to_owned(), NONE, NONE, model.residual_variance, sqrt(model.residual_variance)));
    Outcome::default()
        .with("group", rows.iter().map(|row| row.0.clone()).collect::<Vec<_>>())
        .with("var1", rows.iter().map(|row| row.1).collect::<Vec<_>>())
        .with("var2", rows.iter().map(|row| row.2).collect::<Vec<_>>())
        .with("vcov", rows.iter().map(|row| row.3).collect::<Vec<_>>())
        .with(
            "sdcor",
            rows.iter().map(|row| Some(row.4).filter(|value| value.is_finite())).collect::<Vec<_>>(),
        )
}

/// The places of the terms as `lme4` sorts them: as written where the numbers of their levels do not rise, else from the
/// most levels, terms of as many levels from the last.
fn order_of_lme4(named: &[NamedEffects]) -> Vec<usize> {
    let levels = |place: usize| named.get(place).map_or(0, |term| term.levels.len());
    let mut order: Vec<usize> = (0..named.len()).collect();
    if order.windows(2).any(|pair| levels(pair[0]) < levels(pair[1])) {
        order.sort_by_key(|&place| levels(place));
        order.reverse();
    }
    order
}

/// A record for each grouping factor: its levels, and a list for each effect.
fn by_level(named: &[NamedEffects], values: &[DMatrix<f64>]) -> Outcome {
    let mut groups: Vec<(&str, Outcome)> = Vec::new();
    for (term, values) in named.iter().zip(values) {
        let known = groups.iter().position(|(group, _)| *group == term.group);
        let (group, mut record) = match known {
            Some(place) => groups.remove(place),
            None => (term.group.as_str(), Outcome::default().with("level", term.levels.clone())),
        };
        for (column, name) in values.column_iter().zip(&term.names) {
            record = record.with(name, column.iter().copied().collect::<Vec<f64>>());
        }
        groups.push((group, record));
    }
    groups.into_iter().fold(Outcome::default(), |outcome, (group, record)| outcome.with(group, record))
}
