//! Least-squares means: what a model says of combinations of levels, everything else held alike.

use nalgebra::DMatrix;

use super::expression::written_number;
use super::{Design, Factor, FormulaError, Frame, ModelFrame, Variable};

/// One combination of levels with the weights of the coefficients that give its mean.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// The level of each column asked for.
    pub levels: Vec<String>,
    /// A weight for each column of the design.
    pub weights: Vec<f64>,
}

/// More combinations than a table of means can use.
const MOST_ROWS: usize = 200_000;

/// The least-squares means by these columns, the last of which changes fastest.
///
/// A model is predicted over every combination of the levels of its factors, numeric columns at their mean in the rows
/// used, and averaged with equal weights over the levels of the columns not in `by`. Numeric columns in `by`, inside
/// `factor(…)`, or of one or two values are taken at their values. Source: Searle, Speed and Milliken, Am Stat
/// 1980;34:216; equals the `emmeans` package of R with its defaults.
///
/// `model` and `frame` belong together: the frame is what the model was evaluated over.
///
/// # Errors
/// [`FormulaError::NoColumn`] for a column that the fixed effects do not have, [`FormulaError::TooLarge`] for too many
/// combinations, and what evaluating the formula there may say.
pub fn least_squares_means(
    model: &ModelFrame,
    frame: &Frame,
    by: &[&str],
) -> Result<Vec<GridCell>, FormulaError> {
    let axes = axes(model, frame, by)?;
    let rows = axes.iter().try_fold(1_usize, |rows, axis| rows.checked_mul(axis.values.len()));
    let rows = rows.filter(|&rows| rows <= MOST_ROWS);
    let rows =
        rows.ok_or(FormulaError::TooLarge { what: "its factors have too many combinations of levels" })?;
    let mut grid = Frame::default();
    let mut repeated = rows;
    for axis in &axes {
        repeated /= axis.values.len().max(1);
        let places: Vec<usize> = (0..rows).map(|row| row / repeated.max(1) % axis.values.len()).collect();
        grid = grid.with(&axis.name, axis.values.rows_again(&places))?;
    }
    let design = Design::new(&model.over(&grid)?);
    let cells: usize = axes.iter().take(by.len()).map(|axis| axis.values.len()).product();
    Ok((0..cells).map(|cell| averaged(&design.matrix, &axes[..by.len()], cell, cells)).collect())
}

/// A column of the grid.
struct Axis {
    name: String,
    values: Values,
}

enum Values {
    Numbers(Vec<f64>),
    Levels(Factor),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Levels(factor) => factor.levels().len(),
        }
    }

    fn rows_again(&self, places: &[usize]) -> Variable {
        match self {
            Self::Numbers(numbers) => {
                Variable::Numeric(places.iter().map(|&place| numbers.get(place).copied()).collect())
            }
            Self::Levels(factor) => {
                let codes = places.iter().map(|&place| Some(place)).collect();
                let again = Factor::of_codes(factor.levels().to_vec(), codes);
                Variable::Categorical(again.with_contrasts(factor.contrasts))
            }
        }
    }

    fn level(&self, place: usize) -> String {
        match self {
            Self::Numbers(numbers) => numbers.get(place).copied().map(written_number).unwrap_or_default(),
            Self::Levels(factor) => factor.levels().get(place).cloned().unwrap_or_default(),
        }
    }
}

/// The columns of the fixed effects, those asked for first.
fn axes(model: &ModelFrame, frame: &Frame, by: &[&str]) -> Result<Vec<Axis>, FormulaError> {
    let mut names = Vec::new();
    let mut inside_factors = Vec::new();
    for expression in model.formula.fixed.variables.iter().chain(&model.formula.fixed.offsets) {
        expression.names(&mut names);
        if matches!(model.variable(expression), Some(Variable::Categorical(_))) {
            expression.names(&mut inside_factors);
        }
    }
    if let Some(missing) = by.iter().find(|name| !names.iter().any(|known| known == *name)) {
        return Err(FormulaError::NoColumn { name: (*missing).to_owned(), known: names.join(", ") });
    }
    let rest = names.iter().map(String::as_str).filter(|name| !by.contains(name));
    let axis = |name: &str| {
        let is_wanted = by.contains(&name) || inside_factors.iter().any(|inside| inside == name);
        let values = match frame.column(name)?.rows(&model.kept) {
            Variable::Categorical(factor) => Values::Levels(factor),
            Variable::Numeric(values) => {
                Values::Numbers(numbers(values.into_iter().flatten().collect(), is_wanted))
            }
        };
        Ok(Axis { name: name.to_owned(), values })
    };
    by.iter().copied().chain(rest).map(axis).collect()
}

/// The values when they are wanted or no more than two, and otherwise their mean.
fn numbers(values: Vec<f64>, are_wanted: bool) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let mut levels = values;
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    if are_wanted || levels.len() <= 2 { levels } else { vec![mean] }
}

/// The mean of the rows of a cell, which stand together.
fn averaged(matrix: &DMatrix<f64>, by: &[Axis], cell: usize, cells: usize) -> GridCell {
    let rows = matrix.nrows() / cells.max(1);
    let own = matrix.rows(cell * rows, rows);
    let mut levels = Vec::with_capacity(by.len());
    let mut rest = cell;
    for axis in by.iter().rev() {
        levels.push(axis.values.level(rest % axis.values.len().max(1)));
        rest /= axis.values.len().max(1);
    }
    levels.reverse();
    GridCell { levels, weights: own.row_mean().iter().copied().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::model::Formula;

    fn words(words: &[&str]) -> Variable {
        let labels: Vec<Option<String>> = words.iter().map(|word| Some((*word).to_owned())).collect();
        let mut levels: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        levels.sort();
        levels.dedup();
        Variable::Categorical(Factor::new(levels, &labels))
    }

    #[test]
    fn factors_count_alike_and_numbers_at_their_mean() {
        let age = Variable::Numeric([20.0, 30.0, 70.0, 80.0].map(Some).to_vec());
        let frame = Frame::default().with("arm", words(&["a", "b", "a", "b"])).unwrap();
        let frame = frame.with("sex", words(&["f", "f", "f", "m"])).unwrap().with("age", age).unwrap();
        let model = ModelFrame::new(&Formula::parse("~ age + sex * arm").unwrap(), &frame, &[]).unwrap();
        let means = least_squares_means(&model, &frame, &["arm"]).unwrap();
        assert_eq!(means[1].levels, ["b"]);
        assert_eq!(means[0].weights, [1.0, 50.0, 0.5, 0.0, 0.0]);
        assert_eq!(means[1].weights, [1.0, 50.0, 0.5, 1.0, 0.5]);
        let both = least_squares_means(&model, &frame, &["sex", "arm"]).unwrap();
        let levels: Vec<String> = both.iter().map(|cell| cell.levels.join(" ")).collect();
        assert_eq!(levels, ["f a", "f b", "m a", "m b"]);
        let unknown = least_squares_means(&model, &frame, &["site"]);
        assert!(matches!(unknown, Err(FormulaError::NoColumn { .. })));
    }

    #[test]
    fn numbers_asked_for_or_inside_factors_are_taken_at_their_values() {
        let dose = Variable::Numeric([20.0, 30.0, 70.0, 80.0].map(Some).to_vec());
        let frame = Frame::default().with("dose", dose).unwrap();
        let means = |text: &str, by: &[&str]| {
            let model = ModelFrame::new(&Formula::parse(text).unwrap(), &frame, &[]).unwrap();
            least_squares_means(&model, &frame, by).unwrap()
        };
        let found: Vec<(String, Vec<f64>)> =
            means("~ dose", &["dose"]).into_iter().map(|cell| (cell.levels.concat(), cell.weights)).collect();
        let expected = [20.0_f64, 30.0, 70.0, 80.0].map(|dose| (dose.to_string(), vec![1.0, dose]));
        assert_eq!(found, expected);
        assert_eq!(means("~ factor(dose)", &[])[0].weights, [1.0, 0.25, 0.25, 0.25]);
    }
}
