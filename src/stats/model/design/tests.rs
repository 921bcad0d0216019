use super::*;
use crate::stats::model::{Contrasts, Factor, Formula, FormulaError, Frame};

fn words(labels: &[&str]) -> Vec<Option<String>> {
    labels.iter().map(|&label| (!label.is_empty()).then(|| label.to_owned())).collect()
}

fn frame() -> Frame {
    let levels = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let numbers = |values: &[f64]| Variable::Numeric(values.iter().copied().map(Some).collect());
    let group = Factor::new(levels(&["a", "b", "c", "never"]), &words(&["a", "b", "c", "a", "b", "c"]));
    let sex = Factor::new(levels(&["f", "m"]), &words(&["f", "f", "f", "m", "m", "m"]));
    let mut x = vec![Some(1.0), Some(2.0), Some(3.0), Some(4.0), Some(5.0), Some(6.0)];
    let mut holes = x.clone();
    holes[1] = None;
    x[5] = Some(8.0);
    Frame::default()
        .with("y", numbers(&[1.0, 3.0, 2.0, 5.0, 4.0, 6.0]))
        .and_then(|frame| frame.with("x", Variable::Numeric(x)))
        .and_then(|frame| frame.with("holes", Variable::Numeric(holes)))
        .and_then(|frame| frame.with("g", Variable::Categorical(group)))
        .and_then(|frame| frame.with("s", Variable::Categorical(sex)))
        .unwrap()
}

fn design(text: &str) -> Design {
    Design::new(&ModelFrame::new(&Formula::parse(text).unwrap(), &frame(), &[]).unwrap())
}

/// R 4.2.2, `colnames(model.matrix(formula))`.
#[test]
fn columns_are_named_and_coded_as_in_r() {
    let cases: [(&str, &[&str]); 11] = [
        ("y ~ g", &["(Intercept)", "gb", "gc"]),
        ("y ~ 0 + g", &["ga", "gb", "gc"]),
        ("y ~ x + g - 1", &["x", "ga", "gb", "gc"]),
        ("y ~ 0 + s + g", &["sf", "sm", "gb", "gc"]),
        ("y ~ s * x", &["(Intercept)", "sm", "x", "sm:x"]),
        ("y ~ s:x", &["(Intercept)", "sf:x", "sm:x"]),
        ("y ~ s:g", &["(Intercept)", "sf:ga", "sm:ga", "sf:gb", "sm:gb", "sf:gc", "sm:gc"]),
        ("y ~ g + s:g", &["(Intercept)", "gb", "gc", "ga:sm", "gb:sm", "gc:sm"]),
        ("y ~ s * g", &["(Intercept)", "sm", "gb", "gc", "sm:gb", "sm:gc"]),
        (
            "y ~ factor(x) + I(x^2)",
            &["(Intercept)", "factor(x)2", "factor(x)3", "factor(x)4", "factor(x)5", "factor(x)8", "I(x^2)"],
        ),
        ("y ~ I(x > 3) + log(x)", &["(Intercept)", "I(x > 3)TRUE", "log(x)"]),
    ];
    for (text, names) in cases {
        assert_eq!(design(text).names, names, "{text}");
    }
}

#[test]
fn columns_belong_to_their_terms() {
    let design = design("y ~ s * g");
    assert_eq!(design.assign, [0, 1, 2, 2, 3, 3]);
    assert_eq!(design.columns_of(2), [4, 5]);
    assert_eq!(design.terms[2].label, "s:g");
    let row: Vec<f64> = design.matrix.row(5).iter().copied().collect();
    assert_eq!(row, [1.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
}

#[test]
fn rows_with_a_missing_value_are_left_out_and_counted() {
    let formula = Formula::parse("y ~ holes + offset(log(x)) + offset(x)").unwrap();
    let found = ModelFrame::new(&formula, &frame(), &[]).unwrap();
    assert_eq!((found.kept.as_slice(), found.dropped), ([0, 2, 3, 4, 5].as_slice(), 1));
    assert_eq!(found.offset[0], 1.0);
    assert_eq!(found.numeric_response().unwrap(), [1.0, 2.0, 5.0, 4.0, 6.0]);
}

#[test]
fn other_contrasts_and_another_reference_change_the_columns() {
    let Variable::Categorical(group) = frame().column("g").unwrap().clone() else { panic!("a factor") };
    let with = |group: Factor| {
        let frame = frame().with("g", Variable::Categorical(group)).unwrap();
        Design::new(&ModelFrame::new(&Formula::parse("y ~ g").unwrap(), &frame, &[]).unwrap())
    };
    assert_eq!(with(group.with_reference("c")).names, ["(Intercept)", "ga", "gb"]);
    let sums = with(group.with_contrasts(Contrasts::Sum));
    assert_eq!(sums.names, ["(Intercept)", "g1", "g2"]);
    assert_eq!(sums.matrix.row(2).iter().copied().collect::<Vec<_>>(), [1.0, -1.0, -1.0]);
}

#[test]
fn other_rows_are_coded_as_those_of_the_model() {
    let formula = Formula::parse("y ~ g * x + s").unwrap();
    let model = ModelFrame::new(&formula, &frame(), &[]).unwrap();
    let one = Frame::default()
        .with("x", Variable::Numeric(vec![Some(7.0)]))
        .and_then(|frame| {
            frame.with("g", Variable::Categorical(Factor::new(vec!["c".to_owned()], &words(&["c"]))))
        })
        .and_then(|frame| {
            frame.with("s", Variable::Categorical(Factor::new(vec!["m".to_owned()], &words(&["m"]))))
        })
        .unwrap();
    let found = Design::new(&model.over(&one).unwrap());
    assert_eq!(found.names, Design::new(&model).names);
    assert_eq!(found.matrix.row(0).iter().copied().collect::<Vec<_>>(), [1.0, 0.0, 1.0, 7.0, 1.0, 0.0, 7.0]);
}

#[test]
fn what_cannot_be_evaluated_is_said() {
    let error = |text: &str| ModelFrame::new(&Formula::parse(text).unwrap(), &frame(), &[]).unwrap_err();
    assert_eq!(error("y ~ z").to_string(), "The data have no column “z”; they have y, x, holes, g, s.");
    assert!(matches!(error("y ~ spline(x)"), FormulaError::NoFunction { .. }));
    assert_eq!(error("y ~ log(x - 1)").to_string(), "“log(x - 1)” has no finite value in row 1.");
    assert!(matches!(error("y ~ log(g)"), FormulaError::BadCall { .. }));
    assert!(matches!(error("y ~ log(x, y, x)"), FormulaError::BadCall { .. }));
}

#[test]
fn terms_taken_out_leave_the_other_columns() {
    let design = design("y ~ g + x");
    assert_eq!(design.without_columns(&[1, 2]), design.matrix.select_columns(&[0, 3]));
}

/// The column is x, which is 1, 2, 3, 4, 5, 8, with y, which is 1, 3, 2, 5, 4, 6.
#[test]
fn arithmetic_is_what_it_says() {
    let cases: [(&str, [f64; 6]); 7] = [
        ("~ I(-x)", [-1.0, -2.0, -3.0, -4.0, -5.0, -8.0]),
        ("~ I(+x)", [1.0, 2.0, 3.0, 4.0, 5.0, 8.0]),
        ("~ I(x * y)", [1.0, 6.0, 6.0, 20.0, 20.0, 48.0]),
        ("~ I(y / x)", [1.0, 1.5, 2.0 / 3.0, 1.25, 0.8, 0.75]),
        ("~ as.numeric(x > 3)", [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]),
        ("~ as.numeric(s == 'm')", [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]),
        ("~ as.numeric(g)", [1.0, 2.0, 3.0, 1.0, 2.0, 3.0]),
    ];
    for (text, expected) in cases {
        let found: Vec<f64> = design(text).matrix.column(1).iter().copied().collect();
        assert_eq!(found, expected, "{text}");
    }
    let base = design("~ log(x, 2)");
    assert!((base.matrix[(3, 1)] - 2.0).abs() < 1e-15 && (base.matrix[(5, 1)] - 3.0).abs() < 1e-15);
}

#[test]
fn codes_beyond_the_levels_are_missing() {
    let factor = Factor::of_codes(vec!["a".to_owned()], vec![Some(0), Some(1)]);
    assert_eq!(factor.codes(), [Some(0), None]);
}

#[test]
fn only_what_has_no_rows_is_empty() {
    assert!(Frame::default().is_empty() && !frame().is_empty());
    assert!(Variable::Numeric(Vec::new()).is_empty() && !frame().column("g").unwrap().is_empty());
}
