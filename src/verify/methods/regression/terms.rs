//! What is asked of a linear model beside its coefficients.

use nalgebra::DMatrix;

use super::shared::{ADJUST, ARGUMENTS, CLUSTER, CONFIDENCE, COVARIANCE, Given, LAG, TYPES, WEIGHTS};
use super::{Call, CaseError, Method, Outcome, field};
use crate::stats::regression::{
    AdjustedMeans, Adjustment, Coefficient, Influence, Ingredients, Ols, Reference, anova, influence, ols,
    variance_inflation, wald_test,
};
use crate::verify::call::bad;
use crate::verify::methods::means::limits;
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "ols.anova",
        title: "Analysis of variance of a linear model",
        formula: "F = (SS of the term / df) / (residual SS / residual df)",
        source: "R anova.lm (type I), car::Anova (types II and III)",
        arguments: ARGUMENTS,
        options: &[
            field("type", "I (as long as nothing else is said), II or III; III asks for contr.sum"),
            CONTRASTS,
            REFERENCE,
        ],
        results: &[
            field("term", "the terms; of type III with (Intercept) first"),
            field("df", "a list parallel to term"),
            field("sum_of_squares", "a list parallel to term"),
            field("mean_square", "a list parallel to term"),
            field("statistic", "F"),
            field("p_value", "its p-value"),
            field("df_residual", "degrees of freedom of the residuals"),
            field("residual_sum_of_squares", "of the full model"),
        ],
        run: analysis,
    },
    Method {
        name: "ols.emmeans",
        title: "Adjusted means of a factor and their differences (ANCOVA)",
        formula: "L b, L at the means of covariates and averaged over the other factors",
        source: "Searle, Speed & Milliken, Am Stat 1980;34:216; R emmeans::emmeans, pairs",
        arguments: &[
            FORMULA,
            FACTORS,
            WEIGHTS,
            CLUSTER,
            field("factor", "the factor whose levels are compared"),
            field("at", "object of numeric columns with a value in place of their mean"),
        ],
        options: &[
            CONFIDENCE,
            field(
                "adjustment",
                "of the contrasts: none (as long as nothing else is said), bonferroni, sidak or tukey",
            ),
            COVARIANCE,
            LAG,
            ADJUST,
            CONTRASTS,
            REFERENCE,
        ],
        results: &[
            field("level", "the levels"),
            field("mean", "adjusted, a list parallel to level"),
            field("standard_error", "of the means"),
            field("conf_int", "of the means, not adjusted"),
            field("df", "degrees of freedom"),
            field("contrast", "pairs of levels, first - second"),
            field("difference", "a list parallel to contrast"),
            field("difference_standard_error", "of the differences"),
            field("statistic", "t of the differences"),
            field("p_value", "by the adjustment"),
            field("difference_conf_int", "by the adjustment"),
        ],
        run: means,
    },
    Method {
        name: "ols.influence",
        title: "Influence of each row on a linear model",
        formula: "h = xᵢ(X'WX)⁻¹xᵢ'w, and what changes without the row",
        source: "Belsley, Kuh & Welsch, 1980; R influence.measures, rstudent, cooks.distance",
        arguments: ARGUMENTS,
        options: &[CONTRASTS, REFERENCE],
        results: &[
            field("leverage", "lists parallel to the rows kept"),
            field("sigma", "residual standard error without the row"),
            field("standardized", "internally studentised residuals"),
            field("studentized", "externally studentised residuals"),
            field("cooks_distance", "Cook's distance"),
            field("dffits", "change of the fit in standard errors"),
            field("dfbeta", "change of each coefficient, a list for each row"),
            field("dfbetas", "the same in standard errors"),
            field(
                "covariance_ratio",
                "determinant of the covariance matrix without the row over that with it",
            ),
        ],
        run: influences,
    },
    Method {
        name: "ols.vif",
        title: "Variance inflation factors of the terms",
        formula: "det R₁₁ det R₂₂ / det R of the estimates' correlations",
        source: "Fox & Monette, J Am Stat Assoc 1992;87:178; R car::vif",
        arguments: ARGUMENTS,
        options: &[CONTRASTS, REFERENCE],
        results: &[
            field("term", "the terms"),
            field("vif", "(generalised) variance inflation factor"),
            field("df", "columns of the term"),
            field("scaled", "vif^(1 / 2df)"),
        ],
        run: inflation,
    },
    Method {
        name: "ols.wald",
        title: "Wald test of linear hypotheses on a linear model",
        formula: "(Lb − r)'(L V L')⁻¹(Lb − r)",
        source: "R car::linearHypothesis",
        arguments: &[
            FORMULA,
            FACTORS,
            WEIGHTS,
            CLUSTER,
            field(
                "hypothesis",
                "terms that are zero together, or rows of numbers parallel to the coefficients",
            ),
            field("null_values", "the right side, a number a row; zeros"),
        ],
        options: &[COVARIANCE, LAG, ADJUST, CONTRASTS, REFERENCE],
        results: &[
            field("chi_squared", "the statistic"),
            field("chi_squared_p_value", "by the χ² distribution"),
            field("statistic", "F = χ² / df"),
            field("df", "number of hypotheses"),
            field("df_residual", "degrees of freedom below"),
            field("p_value", "by the F distribution"),
        ],
        run: wald,
    },
];

fn fitted(given: &Given) -> Result<Ols, CaseError> {
    Ok(ols(&given.design, &given.response, given.rows())?)
}

fn covariance(call: &Call<'_>, given: &Given, model: &Ols) -> Result<DMatrix<f64>, CaseError> {
    let robust = given.covariance(call, || Ingredients::of_ols(model))?;
    Ok(robust.unwrap_or_else(|| model.covariance.clone()))
}

fn analysis(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let kind = call.choice("type", TYPES)?;
    let given = Given::new(call)?;
    let model = fitted(&given)?;
    let lines = anova(&given.design, &given.response, given.rows(), kind)?;
    Ok(Outcome::default()
        .with("term", lines.iter().map(|line| line.term.clone()).collect::<Vec<_>>())
        .with("df", lines.iter().map(|line| line.df).collect::<Vec<_>>())
        .with("sum_of_squares", lines.iter().map(|line| line.sum_of_squares).collect::<Vec<_>>())
        .with("mean_square", lines.iter().map(|line| line.sum_of_squares / line.df).collect::<Vec<_>>())
        .with("statistic", lines.iter().map(|line| line.test.statistic).collect::<Vec<_>>())
        .with("p_value", lines.iter().map(|line| line.test.p_value).collect::<Vec<_>>())
        .with("df_residual", model.df_residual)
        .with("residual_sum_of_squares", model.residual_squares))
}

fn means(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let adjustments = &[
        ("none", Adjustment::None),
        ("bonferroni", Adjustment::Bonferroni),
        ("sidak", Adjustment::Sidak),
        ("tukey", Adjustment::Tukey),
    ];
    let (adjustment, confidence) = (call.choice("adjustment", adjustments)?, call.confidence()?);
    let given = Given::new(call)?;
    let model = fitted(&given)?;
    let found = AdjustedMeans::new(&given.frame, &call.frame()?, call.word("factor")?, &at(call)?)?;
    let covariance = covariance(call, &given, &model)?;
    let reference = Reference::StudentT(model.df_residual);
    let table = found.table(&model.coefficients, &covariance, reference, confidence)?;
    let pairs = found.differences(&model.coefficients, &covariance, reference, confidence, adjustment)?;
    let differences: Vec<Coefficient> = pairs.iter().map(|pair| pair.difference).collect();
    let intervals = |rows: &[Coefficient]| rows.iter().map(|row| limits(row.conf_int)).collect::<Vec<_>>();
    Ok(Outcome::default()
        .with("level", found.levels)
        .with("mean", table.iter().map(|row| row.estimate).collect::<Vec<_>>())
        .with("standard_error", table.iter().map(|row| row.standard_error).collect::<Vec<_>>())
        .with("conf_int", intervals(&table))
        .with("df", model.df_residual)
        .with("contrast", pairs.into_iter().map(|pair| pair.contrast).collect::<Vec<_>>())
        .with("difference", differences.iter().map(|row| row.estimate).collect::<Vec<_>>())
        .with(
            "difference_standard_error",
            differences.iter().map(|row| row.standard_error).collect::<Vec<_>>(),
        )
        .with("statistic", differences.iter().map(|row| row.statistic).collect::<Vec<_>>())
        .with("p_value", differences.iter().map(|row| row.p_value).collect::<Vec<_>>())
        .with("difference_conf_int", intervals(&differences)))
}

/// The argument `at`.
fn at(call: &Call<'_>) -> Result<Vec<(String, f64)>, CaseError> {
    if !call.has("at") {
        return Ok(Vec::new());
    }
    let wrong = || bad("at", "an object of columns with a number each");
    let object = call.argument("at")?.as_object().ok_or_else(wrong)?;
    object.iter().map(|(name, value)| Ok((name.clone(), value.as_f64().ok_or_else(wrong)?))).collect()
}

fn influences(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let Influence {
        leverage,
        sigma,
        standardized,
        studentized,
        cooks_distance,
        dffits,
        dfbeta,
        dfbetas,
        covariance_ratio,
    } = influence(&fitted(&Given::new(call)?)?)?;
    Ok(Outcome::default()
        .with("leverage", leverage)
        .with("sigma", sigma)
        .with("standardized", standardized)
        .with("studentized", studentized)
        .with("cooks_distance", cooks_distance)
        .with("dffits", dffits)
        .with("dfbeta", dfbeta)
        .with("dfbetas", dfbetas)
        .with("covariance_ratio", covariance_ratio))
}

fn inflation(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = Given::new(call)?;
    let found = variance_inflation(&given.design, &fitted(&given)?.covariance)?;
    Ok(Outcome::default()
        .with("term", found.iter().map(|row| row.term.clone()).collect::<Vec<_>>())
        .with("vif", found.iter().map(|row| row.factor).collect::<Vec<_>>())
        .with("df", found.iter().map(|row| row.df).collect::<Vec<_>>())
        .with("scaled", found.iter().map(|row| row.scaled).collect::<Vec<_>>()))
}

fn wald(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = Given::new(call)?;
    let model = fitted(&given)?;
    let hypothesis = hypothesis(call, &given.design.names)?;
    let null_values =
        if call.has("null_values") { call.sample("null_values")? } else { vec![0.0; hypothesis.nrows()] };
    let covariance = covariance(call, &given, &model)?;
    let test =
        wald_test(&model.coefficients, &covariance, &hypothesis, &null_values, Some(model.df_residual))?;
    Ok(Outcome::default()
        .with("chi_squared", test.chi_squared)
        .with("chi_squared_p_value", test.chi_squared_p_value)
        .with("statistic", test.f)
        .with("df", test.df)
        .with("df_residual", model.df_residual)
        .with("p_value", test.f_p_value))
}

fn hypothesis(call: &Call<'_>, names: &[String]) -> Result<DMatrix<f64>, CaseError> {
    let wrong = || bad("hypothesis", "a list of coefficients, or of rows of numbers parallel to them");
    if let Ok(words) = call.words("hypothesis") {
        let places: Option<Vec<usize>> =
            words.iter().map(|word| names.iter().position(|name| name == word)).collect();
        let places = places.ok_or_else(wrong)?;
        return Ok(DMatrix::from_fn(
            places.len(),
            names.len(),
            |i, j| if places[i] == j { 1.0 } else { 0.0 },
        ));
    }
    let rows = call.argument("hypothesis")?.as_array().ok_or_else(wrong)?;
    let row = |row: &serde_json::Value| {
        row.as_array()?.iter().map(serde_json::Value::as_f64).collect::<Option<Vec<_>>>()
    };
    let rows: Vec<Vec<f64>> = rows.iter().map(row).collect::<Option<_>>().ok_or_else(wrong)?;
    if rows.iter().any(|row| row.len() != names.len()) {
        return Err(wrong());
    }
    Ok(DMatrix::from_fn(rows.len(), names.len(), |i, j| rows[i][j]))
}
