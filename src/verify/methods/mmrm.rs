//! Mixed models for repeated measures.

use super::mixed::{
    COEFFICIENTS, DEGREES_OF_FREEDOM, ESTIMATION, JOINT_TESTS, coefficients, degrees_of_freedom, estimation,
    matrix, with_joint_tests,
};
use super::{Call, CaseError, Method, Outcome, field};
use crate::stats::mixed::{Contrast, Rows, numbered};
use crate::stats::mmrm::{Covariance, Mmrm, MmrmOptions, RepeatedValues, VisitEffects, fit};
use crate::stats::model::{GridCell, ModelFrame, least_squares_means};
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[Method {
    name: "mmrm.fit",
    title: "Mixed model for repeated measures",
    formula: "yᵢ ~ N(Xᵢβ, Σᵢ), Σ over the visits of a subject; β = (X′WX)⁻¹X′Wy",
    source: "Mallinckrodt et al., Drug Inf J 2008;42:303; SAS PROC MIXED with REPEATED; R mmrm::mmrm at the exact maximum",
    arguments: &[
        FORMULA,
        field("subject", "column of the subjects"),
        field("visit", "column of the visits, whose levels stand in order of time"),
        field(
            "arm",
            "column of the arms, for least-squares means by visit and arm and their differences from the first arm",
        ),
        FACTORS,
    ],
    options: &[
        field(
            "covariance",
            "us (as long as nothing else is said), cs, csh, ar1, ar1h (or arh1), toep or toeph",
        ),
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
        field("visit", "the visits in order"),
        field("covariance", "fitted covariance of the visits, row by row"),
        field("correlation", "fitted correlation of the visits"),
        field("deviance", "−2 log L; of the residual likelihood for REML"),
        field("log_likelihood", "log L"),
        field("aic", "deviance + 2 × parameters of the covariance"),
        field("aicc", "Hurvich and Tsai's, with observations less effects"),
        field("bic", "deviance + log(subjects) × parameters of the covariance"),
        field("parameters", "parameters of the covariance"),
        field("subjects", "subjects with a value"),
        field("observations", "values"),
        JOINT_TESTS,
        field(
            "ls_means",
            "with an arm: record of visit, arm, estimate, standard_error, df, statistic, p_value, conf_int",
        ),
        field(
            "differences",
            "with an arm: record of visit, arm, reference, and as in ls_means, arm less the first arm",
        ),
    ],
    run,
}];

const STRUCTURES: &[(&str, Covariance)] = &[
    ("us", Covariance::Unstructured),
    ("cs", Covariance::CompoundSymmetry),
    ("csh", Covariance::HeterogeneousCompoundSymmetry),
    ("ar1", Covariance::Autoregressive),
    ("ar1h", Covariance::HeterogeneousAutoregressive),
    ("arh1", Covariance::HeterogeneousAutoregressive),
    ("toep", Covariance::Toeplitz),
    ("toeph", Covariance::HeterogeneousToeplitz),
];

fn run(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let frame = call.model(&[call.word("subject")?, call.word("visit")?])?;
    let rows = Rows::new(&frame)?;
    let [subject, visit] = [0, 1].map(|extra| frame.extras.get(extra).map(numbered).unwrap_or_default());
    let options = MmrmOptions {
        covariance: call.choice("covariance", STRUCTURES)?,
        estimation: estimation(call)?,
        degrees_of_freedom: degrees_of_freedom(call)?,
    };
    let values = RepeatedValues {
        design: rows.matrix(),
        effects: VisitEffects::Shared,
        response: &rows.response,
        subject: &subject.0,
        visit: &visit.0,
        visits: visit.1.len(),
    };
    let model = fit(values, options)?;
    let tests = model.effects.coefficients(call.confidence()?)?;
    let outcome = coefficients(Outcome::default(), &rows.design.names, &tests);
    let outcome = described(outcome, &model).with("visit", visit.1);
    let outcome = with_joint_tests(outcome, &frame, &rows, &model.effects, options.degrees_of_freedom);
    if call.has("arm") { with_means(outcome, call, &frame, &model) } else { Ok(outcome) }
}

fn described(outcome: Outcome, model: &Mmrm) -> Outcome {
    outcome
        .with("vcov", matrix(model.effects.covariance()))
        .with("covariance", matrix(&model.covariance))
        .with("correlation", matrix(&model.correlation()))
        .with("deviance", model.deviance)
        .with("log_likelihood", -0.5 * model.deviance)
        .with("aic", model.aic())
        .with("aicc", model.corrected_aic())
        .with("bic", model.bic())
        .with("parameters", model.parameters)
        .with("subjects", model.subjects)
        .with("observations", model.observations)
}

fn with_means(
    outcome: Outcome,
    call: &Call<'_>,
    frame: &ModelFrame,
    model: &Mmrm,
) -> Result<Outcome, CaseError> {
    let by = [call.word("visit")?, call.word("arm")?];
    let cells = least_squares_means(frame, &call.frame()?, &by)?;
    let confidence = call.confidence()?;
    let means: Result<Vec<Contrast>, _> =
        cells.iter().map(|cell| model.effects.contrast(&cell.weights, confidence)).collect();
    let pairs = comparisons(&cells);
    let difference = |(first, other): &(&GridCell, &GridCell)| {
        let weights: Vec<f64> = other.weights.iter().zip(&first.weights).map(|(b, a)| b - a).collect();
        model.effects.contrast(&weights, confidence)
    };
    let differences: Result<Vec<Contrast>, _> = pairs.iter().map(difference).collect();
    let level = |place: usize| move |cell: &GridCell| cell.levels.get(place).cloned().unwrap_or_default();
    let named = Outcome::default()
        .with("visit", cells.iter().map(level(0)).collect::<Vec<_>>())
        .with("arm", cells.iter().map(level(1)).collect::<Vec<_>>());
    let compared = Outcome::default()
        .with("visit", pairs.iter().map(|(_, cell)| level(0)(cell)).collect::<Vec<_>>())
        .with("arm", pairs.iter().map(|(_, cell)| level(1)(cell)).collect::<Vec<_>>())
        .with("reference", pairs.iter().map(|(cell, _)| level(1)(cell)).collect::<Vec<_>>());
    Ok(outcome
        .with("ls_means", super::mixed::tests(named, &means?))
        .with("differences", super::mixed::tests(compared, &differences?)))
}

/// At each visit, every arm beside the first.
fn comparisons(cells: &[GridCell]) -> Vec<(&GridCell, &GridCell)> {
    let first_of = |cell: &GridCell| cells.iter().find(|first| first.levels.first() == cell.levels.first());
    let pairs = cells.iter().filter_map(|cell| Some((first_of(cell)?, cell)));
    pairs.filter(|(first, cell)| first.levels != cell.levels).collect()
}
