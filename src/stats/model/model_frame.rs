//! The rows and variables that a formula needs of a frame.

use super::evaluate::{evaluate, factor};
use super::{Expression, Formula, FormulaError, Frame, RightSide, Variable};

/// What a formula says of each complete row: `model.frame` of R with `na.action = na.omit`.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFrame {
    /// The formula.
    pub formula: Formula,
    /// The response: one variable for `y`, the arguments in order for a call such as `Surv(time, status)` or
    /// `cbind(events, others)`; none without a response.
    pub response: Vec<Variable>,
    /// The variables of the right side, random effects included.
    pub variables: Vec<ModelVariable>,
    /// The variables asked for beside the formula, such as weights, in the order asked.
    pub extras: Vec<Variable>,
    /// The sum of the offsets in each row; zeros without one.
    pub offset: Vec<f64>,
    /// The rows kept, by their place in the frame.
    pub kept: Vec<usize>,
    /// How many rows were left out for a missing value.
    pub dropped: usize,
}

/// A variable of the right side.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelVariable {
    /// As written in the formula.
    pub expression: Expression,
    /// Its values in the rows kept; none is missing.
    pub values: Variable,
}

/// Calls that hold several variables as one response, special or random group.
const BUNDLES: [&str; 4] = ["Surv", "cbind", "strata", "cluster"];

impl ModelFrame {
    /// Evaluates a formula over a frame and keeps the rows in which nothing is missing; levels that occur in none of
    /// these are dropped, as `lm` of R drops them.
    ///
    /// `extras` names columns needed beside the formula (weights, clusters): rows where they are missing go too.
    ///
    /// # Errors
    /// A column or function the formula names and the frame has not, words where numbers are needed, or a transformation
    /// without a finite value.
    pub fn new(formula: &Formula, frame: &Frame, extras: &[&str]) -> Result<Self, FormulaError> {
        let response = bundle(formula.response.iter(), frame)?;
        let variables = right_variables(formula, frame)?;
        let offsets = formula.fixed.offsets.iter().map(|offset| evaluate(offset, frame));
        let offsets = offsets.collect::<Result<Vec<_>, _>>()?;
        let extras = extras.iter().map(|name| frame.column(name).cloned()).collect::<Result<Vec<_>, _>>()?;
        let all =
            || response.iter().chain(variables.iter().map(|one| &one.values)).chain(&offsets).chain(&extras);
        let kept: Vec<usize> =
            (0..frame.len()).filter(|&row| all().all(|variable| variable.is_present(row))).collect();
        let keep = |variables: &[Variable]| variables.iter().map(|one| one.rows(&kept)).collect::<Vec<_>>();
        Ok(Self {
            formula: formula.clone(),
            response: keep(&response),
            variables: variables
                .iter()
                .map(|one| ModelVariable {
                    expression: one.expression.clone(),
                    values: one.values.rows(&kept),
                })
                .collect(),
            extras: keep(&extras),
            offset: summed(&keep(&offsets), kept.len()),
            dropped: frame.len() - kept.len(),
            kept,
        })
    }

    /// The same model over other rows, coded by the levels found here: for predictions.
    ///
    /// The frame needs the columns of the right side only. A level that did not occur here is missing there, and the row
    /// is left out.
    ///
    /// # Errors
    /// As [`ModelFrame::new`].
    pub fn over(&self, frame: &Frame) -> Result<Self, FormulaError> {
        let formula = Formula { response: None, ..self.formula.clone() };
        let mut over = Self::new(&formula, &self.recoded(frame)?, &[])?;
        for (found, known) in over.variables.iter_mut().zip(&self.variables) {
            if let (Variable::Categorical(found), Variable::Categorical(known)) =
                (&mut found.values, &known.values)
            {
                *found = found.with_levels(known.levels().to_vec()).with_contrasts(known.contrasts);
            }
        }
        Ok(over)
    }

    /// The frame with levels unknown to this model made missing.
    fn recoded(&self, frame: &Frame) -> Result<Frame, FormulaError> {
        let mut recoded = frame.clone();
        for variable in &self.variables {
            if let (Expression::Name(name), Variable::Categorical(known)) =
                (&variable.expression, &variable.values)
            {
                let column = factor(frame.column(name)?.clone()).with_levels(known.levels().to_vec());
                recoded = recoded.with(name, Variable::Categorical(column))?;
            }
        }
        Ok(recoded)
    }

    /// Number of rows kept.
    pub const fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether no row is complete.
    pub const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The values of a variable of the right side, by its expression.
    pub fn variable(&self, expression: &Expression) -> Option<&Variable> {
        self.variables.iter().find(|one| one.expression == *expression).map(|one| &one.values)
    }

    /// The response as numbers, where it is one numeric variable.
    pub fn numeric_response(&self) -> Option<Vec<f64>> {
        match self.response.as_slice() {
            [Variable::Numeric(values)] => values.iter().copied().collect(),
            _ => None,
        }
    }

    /// An extra variable as numbers.
    pub fn numeric_extra(&self, index: usize) -> Option<Vec<f64>> {
        match self.extras.get(index)? {
            Variable::Numeric(values) => values.iter().copied().collect(),
            Variable::Categorical(_) => None,
        }
    }
}

/// Each expression's variable; a bundle's arguments one by one.
fn bundle<'a>(
    expressions: impl Iterator<Item = &'a Expression>,
    frame: &Frame,
) -> Result<Vec<Variable>, FormulaError> {
    let mut found = Vec::new();
    for expression in expressions {
        for part in parts(expression) {
            found.push(evaluate(part, frame)?);
        }
    }
    Ok(found)
}

fn parts(expression: &Expression) -> Vec<&Expression> {
    if let Expression::Call { function, arguments } = expression
        && BUNDLES.contains(&function.as_str())
    {
        return arguments.iter().collect();
    }
    vec![expression]
}

/// Every variable of the fixed and random effects, specials and groups, each once.
fn right_variables(formula: &Formula, frame: &Frame) -> Result<Vec<ModelVariable>, FormulaError> {
    let mut expressions: Vec<&Expression> = side(&formula.fixed);
    for random in &formula.random {
        expressions.extend(side(&random.effects));
        expressions.extend(&random.group);
    }
    let mut found: Vec<ModelVariable> = Vec::new();
    for expression in expressions {
        if !found.iter().any(|one| one.expression == *expression) {
            found
                .push(ModelVariable { expression: expression.clone(), values: evaluate(expression, frame)? });
        }
    }
    Ok(found)
}

fn side(side: &RightSide) -> Vec<&Expression> {
    side.variables.iter().chain(side.specials.iter().flat_map(parts)).collect()
}

fn summed(offsets: &[Variable], rows: usize) -> Vec<f64> {
    let mut sum = vec![0.0; rows];
    for offset in offsets {
        if let Variable::Numeric(values) = offset {
            for (sum, value) in sum.iter_mut().zip(values) {
                *sum += value.unwrap_or(0.0);
            }
        }
    }
    sum
}
