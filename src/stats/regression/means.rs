//! Adjusted means: what a model gives for each level of a factor, the other variables held equal.

use libm::{fabs, sqrt};
use nalgebra::DMatrix;

use super::{Coefficient, Reference};
use crate::domain::Finite;
use crate::stats::model::{Design, Expression, Factor, FormulaError, Frame, ModelFrame, Variable};
use crate::stats::{Confidence, Limits, StudentizedRange, Undefined};

/// The linear combinations of coefficients whose values are the adjusted means.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustedMeans {
    /// The levels of the factor.
    pub levels: Vec<String>,
    /// A row for each level, a column for each coefficient.
    pub combinations: DMatrix<f64>,
}

/// How p-values and intervals of several contrasts account for their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Not at all.
    None,
    /// p times the number of contrasts.
    Bonferroni,
    /// `1 − (1 − p)^m`.
    Sidak,
    /// By the studentised range of as many means: exact for means of one variance each, conservative otherwise (Tukey,
    /// Kramer).
    Tukey,
}

/// A difference of two adjusted means.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanDifference {
    /// `first - second`.
    pub contrast: String,
    /// The difference with its test and interval, both adjusted.
    pub difference: Coefficient,
}

impl AdjustedMeans {
    /// The adjusted means of a factor: at the mean of every numeric column, averaged with equal weight over the levels of
    /// every other factor and the values of numeric columns that have only two, as `emmeans` of R. `at` gives numeric
    /// columns another value.
    ///
    /// Source: Searle, Speed & Milliken, Am Stat 1980;34:216 (population marginal means).
    ///
    /// # Errors
    /// [`FormulaError::BadTerm`] when the model has no such factor; as [`ModelFrame::over`].
    pub fn new(
        model: &ModelFrame,
        frame: &Frame,
        factor: &str,
        at: &[(String, f64)],
    ) -> Result<Self, FormulaError> {
        let axes = axes(model, frame, at)?;
        let Some(place) = axes.iter().position(|axis| axis.name == factor && axis.is_factor()) else {
            let reason = "the model has no factor of this name";
            return Err(FormulaError::BadTerm { expression: factor.to_owned(), reason });
        };
        let grid = grid(&axes)?;
        let design = Design::new(&model.over(&grid)?);
        let levels = axes[place].levels.clone();
        let stride: usize = axes.iter().skip(place + 1).map(Axis::len).product();
        let mut combinations = DMatrix::zeros(levels.len(), design.names.len());
        let share = levels.len() as f64 / design.matrix.nrows() as f64;
        for row in 0..design.matrix.nrows() {
            let level = row / stride % levels.len();
            for column in 0..design.names.len() {
                combinations[(level, column)] += share * design.matrix[(row, column)];
            }
        }
        Ok(Self { levels, combinations })
    }

    /// The means with standard errors and intervals on the scale of the linear predictor.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] for estimates of another model.
    pub fn table(
        &self,
        estimates: &[f64],
        covariance: &DMatrix<f64>,
        reference: Reference,
        confidence: Confidence,
    ) -> Result<Vec<Coefficient>, Undefined> {
        (0..self.levels.len())
            .map(|row| {
                let (value, error) =
                    combined(&self.combinations.rows(row, 1).into_owned(), estimates, covariance)?;
                reference.coefficient(value, error, confidence)
            })
            .collect()
    }

    /// All pairwise differences, the earlier level less the later.
    ///
    /// # Errors
    /// As [`AdjustedMeans::table`].
    pub fn differences(
        &self,
        estimates: &[f64],
        covariance: &DMatrix<f64>,
        reference: Reference,
        confidence: Confidence,
        adjustment: Adjustment,
    ) -> Result<Vec<MeanDifference>, Undefined> {
        let count = self.levels.len();
        let pairs: Vec<(usize, usize)> =
            (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
        let family = Family { adjustment, reference, means: count, comparisons: pairs.len() };
        let half_widths = family.quantile(confidence)?;
        let difference = |&(a, b): &(usize, usize)| {
            let row = self.combinations.rows(a, 1) - self.combinations.rows(b, 1);
            let (value, error) = combined(&row, estimates, covariance)?;
            let plain = reference.coefficient(value, error, confidence)?;
            let p_value = plain.statistic.map(|statistic| family.p_value(statistic)).transpose()?;
            let limit = |value: f64| Finite::new(value).ok_or(Undefined::OutOfRange);
            let (low, high) = (limit(value - half_widths * error)?, limit(value + half_widths * error)?);
            let conf_int = Limits { low: Some(low), high: Some(high) };
            let contrast = format!("{} - {}", self.levels[a], self.levels[b]);
            Ok(MeanDifference { contrast, difference: Coefficient { p_value, conf_int, ..plain } })
        };
        pairs.iter().map(difference).collect()
    }
}

/// The comparisons that are judged together.
#[derive(Clone, Copy)]
struct Family {
    adjustment: Adjustment,
    reference: Reference,
    means: usize,
    comparisons: usize,
}

impl Family {
    fn p_value(self, statistic: f64) -> Result<f64, Undefined> {
        let (plain, count) = (self.reference.two_sided(statistic)?, self.comparisons as f64);
        match self.adjustment {
            Adjustment::None => Ok(plain),
            Adjustment::Bonferroni => Ok((plain * count).min(1.0)),
            Adjustment::Sidak => Ok(-libm::expm1(count * libm::log1p(-plain))),
            Adjustment::Tukey => Ok(self.range()?.sf(fabs(statistic) * std::f64::consts::SQRT_2)),
        }
    }

    /// How many standard errors an interval extends to each side.
    fn quantile(self, confidence: Confidence) -> Result<f64, Undefined> {
        let (level, count) = (confidence.level(), self.comparisons.max(1) as f64);
        let adjusted = match self.adjustment {
            Adjustment::None => level,
            Adjustment::Bonferroni => 1.0 - (1.0 - level) / count,
            Adjustment::Sidak => libm::pow(level, 1.0 / count),
            Adjustment::Tukey => {
                let quantile = self.range()?.quantile(level).ok_or(Undefined::OutOfRange)?;
                return Ok(quantile * std::f64::consts::FRAC_1_SQRT_2);
            }
        };
        self.reference.quantile(Confidence::new(adjusted).ok_or(Undefined::BadOption)?)
    }

    fn range(self) -> Result<StudentizedRange, Undefined> {
        let df = match self.reference {
            Reference::StudentT(df) => df,
            Reference::Normal => f64::INFINITY,
        };
        let means = u32::try_from(self.means).map_err(|_| Undefined::TooManyValues)?;
        StudentizedRange::new(means, df).ok_or(Undefined::TooFewValues)
    }
}

/// A combination of coefficients and its standard error.
fn combined(
    row: &DMatrix<f64>,
    estimates: &[f64],
    covariance: &DMatrix<f64>,
) -> Result<(f64, f64), Undefined> {
    let size = row.ncols();
    if estimates.len() != size || covariance.shape() != (size, size) {
        return Err(Undefined::WrongShape);
    }
    let value: f64 = row.iter().zip(estimates).map(|(weight, estimate)| weight * estimate).sum();
    let variance = (row * covariance * row.transpose())[(0, 0)];
    Ok((value, sqrt(fabs(variance))))
}

/// More combinations of levels are more than a table of means can be averaged over.
const MOST_ROWS: usize = 200_000;

/// A column of the reference grid: the levels of a factor, or one number.
struct Axis {
    name: String,
    levels: Vec<String>,
    numbers: Vec<f64>,
    contrasts: Option<Factor>,
}

impl Axis {
    fn is_factor(&self) -> bool {
        !self.levels.is_empty()
    }

    fn len(&self) -> usize {
        self.levels.len().max(self.numbers.len())
    }
}

fn axes(model: &ModelFrame, frame: &Frame, at: &[(String, f64)]) -> Result<Vec<Axis>, FormulaError> {
    let fixed = &model.formula.fixed;
    let mut names = Vec::new();
    fixed.variables.iter().chain(&fixed.offsets).for_each(|expression| expression.names(&mut names));
    names.into_iter().map(|name| axis(model, frame, name, at)).collect()
}

fn axis(model: &ModelFrame, frame: &Frame, name: String, at: &[(String, f64)]) -> Result<Axis, FormulaError> {
    let column = frame.column(&name)?.rows(&model.kept);
    let values = match column {
        Variable::Categorical(factor) => {
            let levels = factor.levels().to_vec();
            return Ok(Axis { name, levels, numbers: Vec::new(), contrasts: Some(factor) });
        }
        Variable::Numeric(values) => values.into_iter().flatten().collect::<Vec<f64>>(),
    };
    let mut distinct = values.clone();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    let made = model.formula.fixed.variables.iter().find_map(|expression| made_factor(expression, &name));
    if let Some(Variable::Categorical(factor)) = made.and_then(|expression| model.variable(expression)) {
        return Ok(Axis { name, levels: factor.levels().to_vec(), numbers: distinct, contrasts: None });
    }
    let given = at.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let numbers = match (given, distinct.len()) {
        (Some(given), _) => vec![given],
        (None, 0..=2) => distinct,
        (None, _) => vec![values.iter().sum::<f64>() / values.len() as f64],
    };
    Ok(Axis { name, levels: Vec::new(), numbers, contrasts: None })
}

/// `factor(name)`, if the expression is that.
fn made_factor<'a>(expression: &'a Expression, name: &str) -> Option<&'a Expression> {
    let Expression::Call { function, arguments } = expression else {
        return None;
    };
    let is_factor = matches!(function.as_str(), "factor" | "as.factor" | "ordered");
    (is_factor && *arguments == [Expression::Name(name.to_owned())]).then_some(expression)
}

/// All combinations, the last axis changing fastest.
fn grid(axes: &[Axis]) -> Result<Frame, FormulaError> {
    let rows = axes.iter().try_fold(1_usize, |rows, axis| rows.checked_mul(axis.len()));
    let rows = rows
        .filter(|&rows| rows <= MOST_ROWS)
        .ok_or(FormulaError::TooLarge { what: "its factors have too many combinations of levels" })?;
    let mut frame = Frame::default();
    let mut stride = rows;
    for axis in axes {
        stride /= axis.len();
        let place = |row: usize| row / stride % axis.len();
        let column = match &axis.contrasts {
            Some(factor) => {
                let codes = (0..rows).map(|row| Some(place(row))).collect();
                let coded = Factor::of_codes(axis.levels.clone(), codes).with_contrasts(factor.contrasts);
                Variable::Categorical(coded)
            }
            None => Variable::Numeric((0..rows).map(|row| axis.numbers.get(place(row)).copied()).collect()),
        };
        frame = frame.with(&axis.name, column)?;
    }
    Ok(frame)
}
