use nalgebra::DMatrix;
use proptest::prelude::*;

use super::*;

/// Columns of an intercept, a column about `mean`, and two more, with a response and weights.
fn problem(values: &[[f64; 4]], mean: f64) -> (DMatrix<f64>, Vec<f64>, Vec<f64>) {
    let matrix = DMatrix::from_fn(values.len(), 4, |row, column| match column {
        0 => 1.0,
        1 => mean + values[row][0],
        _ => values[row][column - 1],
    });
    let weights = values.iter().map(|row| 0.5 + row[3].abs()).collect();
    (matrix, values.iter().map(|row| 3.0 * row[0] - row[1] + row[3]).collect(), weights)
}

/// Rows that follow no line.
fn scattered() -> Vec<[f64; 4]> {
    (0..60_u32).map(|row| [17, 29, 37, 43].map(|step| f64::from(row * step % 23) / 23.0 - 0.5)).collect()
}

fn near(found: impl IntoIterator<Item = f64>, right: impl IntoIterator<Item = f64>, tolerance: f64) -> bool {
    found.into_iter().zip(right).all(|(a, b)| (a - b).abs() <= tolerance * (1.0 + b.abs()))
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn plain_numbers_say_the_same_as_twice_the_digits(
        values in prop::collection::vec(prop::array::uniform4(-1.0_f64..1.0), 20..200), mean in -9.0_f64..9.0
    ) {
        let (matrix, response, weights) = problem(&values, mean);
        let right = twice::least_squares(&matrix, &response, &weights).unwrap();
        let Some(plain) = plain::least_squares(&matrix, &response, &weights) else {
            return Ok(());
        };
        prop_assert!(near(plain.coefficients.clone(), right.coefficients.clone(), 4e-15));
        prop_assert!(near(plain.residuals.clone(), right.residuals.clone(), 1e-14));
        let scaled = |solved: &LeastSquares| -> Vec<f64> {
            let size = right.inverse.diagonal();
            let of = |place: usize| solved.inverse[place] / (size[place % 4] * size[place / 4]).sqrt();
            (0..16).map(of).collect()
        };
        prop_assert!(near(scaled(&plain), scaled(&right), 1e-11));
        let leverages = |solved: &LeastSquares| solved.factor.leverages(&matrix, &weights);
        prop_assert!(near(leverages(&plain), leverages(&right), 1e-12));
        let step = plain::step(&matrix, &response, &weights).unwrap();
        prop_assert!(near(step, right.coefficients, 1e-10));
    }
}

#[test]
fn the_condition_of_the_columns_decides_which_digits_are_taken() {
    let values = scattered();
    let is_plain = |mean: f64| {
        let (matrix, response, weights) = problem(&values, mean);
        plain::least_squares(&matrix, &response, &weights).is_some()
    };
    assert!(is_plain(0.0) && is_plain(5.0) && !is_plain(100.0));
    let (matrix, response, weights) = problem(&values, 0.0);
    let twice = DMatrix::from_fn(60, 2, |row, _| matrix[(row, 1)]);
    assert_eq!(plain::least_squares(&twice, &response, &weights), None);
    assert_eq!(least_squares(&twice, &response, &weights), Err(Undefined::Collinear));
}

#[test]
fn an_exact_fit_leaves_nothing_in_plain_numbers() {
    let values: Vec<[f64; 4]> =
        (0..500_u32).map(|row| [17, 29, 37, 43].map(|step| f64::from(row * step % 101) - 50.0)).collect();
    let (matrix, _, weights) = problem(&values, 10.0);
    let response: Vec<f64> =
        matrix.row_iter().map(|row| 2.0 + row[1] - 0.5 * row[2] + 3.0 * row[3]).collect();
    let plain = plain::least_squares(&matrix, &response, &weights).unwrap();
    assert_eq!(plain.coefficients, [2.0, 1.0, -0.5, 3.0]);
    assert!(plain.residuals.iter().all(|&rest| rest == 0.0) && plain.fitted == response);
}

#[test]
fn as_many_rows_as_columns_are_enough_if_each_has_a_weight() {
    let square = DMatrix::identity(2, 2);
    assert_eq!(check(&square, &[1.0; 2], &[1.0; 2]), Ok(()));
    assert_eq!(check(&square, &[1.0; 2], &[1.0]), Err(Undefined::WrongShape));
    assert_eq!(check(&square, &[1.0], &[1.0; 2]), Err(Undefined::WrongShape));
}

#[test]
fn a_step_keeps_its_digits_where_a_column_hardly_varies() {
    let (matrix, response, weights) = problem(&scattered(), 1e6);
    let right = twice::least_squares(&matrix, &response, &weights).unwrap();
    assert!(near(step(&matrix, &response, &weights).unwrap(), right.coefficients, 1e-12));
}

#[test]
fn residuals_of_a_close_fit_keep_their_digits() {
    let values = scattered();
    let (matrix, mut response, weights) = problem(&values, 0.0);
    response.iter_mut().zip(&values).for_each(|(y, row)| *y += 1e8 / 3.0 * row[0]);
    let right = twice::least_squares(&matrix, &response, &weights).unwrap();
    let plain = plain::least_squares(&matrix, &response, &weights).unwrap();
    assert!(near(plain.residuals, right.residuals, 1e-14));
}

/// Beside 2⁵³ a one is lost to rounding, a hundred of them are not.
#[test]
fn many_small_sums_are_not_lost_beside_a_large_one() {
    let large = 9_007_199_254_740_992.0;
    let mut values = vec![0.0; 101 * products::ROWS];
    values.iter_mut().step_by(products::ROWS).for_each(|value| *value = 1.0);
    values[0] = large;
    let ones = DMatrix::from_element(values.len(), 1, 1.0);
    assert_eq!(weighted_products(&ones, &values, &vec![1.0; values.len()]).1, [large + 100.0]);
}

#[test]
fn the_slope_of_a_line_far_from_its_origin_is_exact() {
    let x = [0.0, 1.0, 3.0, 4.0, 7.0, 8.0, 12.0].map(|x| 1e11 + x);
    let matrix = DMatrix::from_fn(7, 2, |row, column| if column == 0 { 1.0 } else { x[row] });
    let found = least_squares(&matrix, &x.map(|x| 3.0 + 2.0 * x), &[1.0; 7]).unwrap();
    assert_eq!(found.coefficients[1].to_bits(), 2.0_f64.to_bits());
}

#[test]
fn a_column_in_other_units_has_its_coefficient_in_them() {
    let slope = |unit: f64| {
        let x = [1.0, 2.0, 4.0, 7.0].map(|x| x * unit);
        let matrix = DMatrix::from_fn(4, 2, |row, column| if column == 0 { 1.0 } else { x[row] });
        least_squares(&matrix, &[1.0, 3.0, 2.0, 5.0], &[1.0; 4]).map(|found| found.coefficients[1] * unit)
    };
    let unit = f64::from(2.0_f32.powi(-40));
    assert_eq!(slope(unit), slope(1.0));
    assert_eq!(slope(1.0 / unit), slope(1.0));
}
