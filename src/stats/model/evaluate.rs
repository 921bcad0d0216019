//! The values of an expression over a frame.

use std::cmp::Ordering;

use libm::{cos, exp, expm1, fabs, log, log1p, log2, log10, pow, sin, sqrt};

use super::expression::written_number;
use super::{Contrasts, Expression, Factor, FormulaError, Frame, Operator, Variable};

/// The functions a formula may call, as a message names them.
const FUNCTIONS: &str =
    "I, log, log2, log10, log1p, sqrt, exp, expm1, abs, sin, cos, factor, as.factor, ordered, as.numeric";

type Values = Vec<Option<f64>>;

/// The values of an expression in every row; missing where a part of it is missing.
pub(super) fn evaluate(expression: &Expression, frame: &Frame) -> Result<Variable, FormulaError> {
    match expression {
        Expression::Name(name) => frame.column(name).cloned(),
        Expression::Parenthesised(inner) => evaluate(inner, frame),
        Expression::Number(value) => Ok(Variable::Numeric(vec![Some(*value); frame.len()])),
        Expression::Text(_) => Err(bad(expression, "text stands only in comparisons")),
        Expression::Signed { operator, operand } => {
            let sign = if *operator == Operator::Minus { -1.0 } else { 1.0 };
            finite(
                expression,
                numbers(operand, frame)?.into_iter().map(|value| Some(sign * value?)).collect(),
            )
        }
        Expression::Call { function, arguments } => call(function, arguments, expression, frame),
        Expression::Binary { operator, left, right } => binary(*operator, left, right, expression, frame),
    }
}

/// The numbers of an expression; truth values count 1 and 0.
fn numbers(expression: &Expression, frame: &Frame) -> Result<Values, FormulaError> {
    match evaluate(expression, frame)? {
        Variable::Numeric(values) => Ok(values),
        Variable::Categorical(factor) if factor.is_logical() => {
            let truth = |label: Option<String>| label.map(|label| if label == "TRUE" { 1.0 } else { 0.0 });
            Ok(factor.labels().into_iter().map(truth).collect())
        }
        Variable::Categorical(_) => Err(bad(expression, "it holds words, and numbers are needed")),
    }
}

fn call(
    function: &str,
    arguments: &[Expression],
    whole: &Expression,
    frame: &Frame,
) -> Result<Variable, FormulaError> {
    match (function, arguments) {
        ("I" | "identity", [argument]) => evaluate(argument, frame),
        ("factor" | "as.factor", [argument]) => Ok(made_factor(evaluate(argument, frame)?, frame)),
        ("ordered", [argument]) => {
            let factor = factor(evaluate(argument, frame)?);
            Ok(Variable::Categorical(factor.with_contrasts(Contrasts::Polynomial)))
        }
        ("as.numeric" | "as.integer", [argument]) => as_numeric(argument, frame),
        ("log", [argument, base]) => {
            let pairs = numbers(argument, frame)?.into_iter().zip(numbers(base, frame)?);
            finite(whole, pairs.map(|(value, base)| Some(log(value?) / log(base?))).collect())
        }
        (_, [argument]) => {
            let known = named(function).ok_or_else(|| unknown(function))?;
            finite(whole, numbers(argument, frame)?.into_iter().map(|value| value.map(known)).collect())
        }
        _ if named(function).is_some() => Err(bad(whole, "the function takes one argument")),
        _ => Err(unknown(function)),
    }
}

fn named(function: &str) -> Option<fn(f64) -> f64> {
    match function {
        "log" => Some(log),
        "log2" => Some(log2),
        "log10" => Some(log10),
        "log1p" => Some(log1p),
        "sqrt" => Some(sqrt),
        "exp" => Some(exp),
        "expm1" => Some(expm1),
        "abs" => Some(fabs),
        "sin" => Some(sin),
        "cos" => Some(cos),
        _ => None,
    }
}

/// Numbers as they are, and of categories the place of each level, counted from one.
fn as_numeric(argument: &Expression, frame: &Frame) -> Result<Variable, FormulaError> {
    match evaluate(argument, frame)? {
        Variable::Categorical(factor) if !factor.is_logical() => {
            let place = |code: &Option<usize>| code.map(|code| code as f64 + 1.0);
            Ok(Variable::Numeric(factor.codes().iter().map(place).collect()))
        }
        Variable::Numeric(_) | Variable::Categorical(_) => numbers(argument, frame).map(Variable::Numeric),
    }
}

/// Categories as they are; numbers as categories coded as the frame says.
fn made_factor(variable: Variable, frame: &Frame) -> Variable {
    match variable {
        Variable::Categorical(_) => variable,
        Variable::Numeric(_) => Variable::Categorical(factor(variable).with_contrasts(frame.contrasts)),
    }
}

/// Numbers as categories, ascending.
pub(super) fn factor(variable: Variable) -> Factor {
    match variable {
        Variable::Categorical(factor) => factor,
        Variable::Numeric(values) => {
            let mut levels: Vec<f64> = values.iter().flatten().copied().collect();
            levels.sort_by(f64::total_cmp);
            let mut levels: Vec<String> = levels.into_iter().map(written_number).collect();
            levels.dedup();
            let labels: Vec<Option<String>> =
                values.into_iter().map(|value| value.map(written_number)).collect();
            Factor::new(levels, &labels)
        }
    }
}

fn binary(
    operator: Operator,
    left: &Expression,
    right: &Expression,
    whole: &Expression,
    frame: &Frame,
) -> Result<Variable, FormulaError> {
    let holds: fn(Ordering) -> bool = match operator {
        Operator::Equal => Ordering::is_eq,
        Operator::Unequal => Ordering::is_ne,
        Operator::Less => Ordering::is_lt,
        Operator::AtMost => Ordering::is_le,
        Operator::Greater => Ordering::is_gt,
        Operator::AtLeast => Ordering::is_ge,
        Operator::Plus | Operator::Minus | Operator::Times | Operator::Over | Operator::Power => {
            return arithmetic(operator, left, right, whole, frame);
        }
        Operator::Tilde | Operator::Bar | Operator::DoubleBar | Operator::In | Operator::Colon => {
            return Err(meaningless(whole));
        }
    };
    let codes =
        orders(left, right, frame)?.into_iter().map(|order| order.map(|order| usize::from(holds(order))));
    let levels = vec!["FALSE".to_owned(), "TRUE".to_owned()];
    Ok(Variable::Categorical(Factor::of_codes(levels, codes.collect())))
}

fn arithmetic(
    operator: Operator,
    left: &Expression,
    right: &Expression,
    whole: &Expression,
    frame: &Frame,
) -> Result<Variable, FormulaError> {
    let compute: fn(f64, f64) -> f64 = match operator {
        Operator::Plus => |a, b| a + b,
        Operator::Minus => |a, b| a - b,
        Operator::Times => |a, b| a * b,
        Operator::Over => |a, b| a / b,
        Operator::Power => pow,
        Operator::Equal
        | Operator::Unequal
        | Operator::Less
        | Operator::AtMost
        | Operator::Greater
        | Operator::AtLeast
        | Operator::Tilde
        | Operator::Bar
        | Operator::DoubleBar
        | Operator::In
        | Operator::Colon => return Err(meaningless(whole)),
    };
    let pairs = numbers(left, frame)?.into_iter().zip(numbers(right, frame)?);
    finite(whole, pairs.map(|(a, b)| Some(compute(a?, b?))).collect())
}

/// How the left compares with the right in every row: as numbers, or as words where one of them is words.
fn orders(
    left: &Expression,
    right: &Expression,
    frame: &Frame,
) -> Result<Vec<Option<Ordering>>, FormulaError> {
    match (words(left, frame)?, words(right, frame)?) {
        (None, None) => {
            let pairs = numbers(left, frame)?.into_iter().zip(numbers(right, frame)?);
            Ok(pairs.map(|(a, b)| a?.partial_cmp(&b?)).collect())
        }
        (first, second) => {
            let first = first.map_or_else(|| as_words(left, frame), Ok)?;
            let second = second.map_or_else(|| as_words(right, frame), Ok)?;
            Ok(first.into_iter().zip(second).map(|(a, b)| Some(a?.cmp(&b?))).collect())
        }
    }
}

/// The labels of categories or quoted text; `None` for numbers.
fn words(expression: &Expression, frame: &Frame) -> Result<Option<Vec<Option<String>>>, FormulaError> {
    if let Expression::Text(text) = expression {
        return Ok(Some(vec![Some(text.clone()); frame.len()]));
    }
    match evaluate(expression, frame)? {
        Variable::Numeric(_) => Ok(None),
        Variable::Categorical(factor) => Ok(Some(factor.labels())),
    }
}

/// Numbers in words, to be compared with words.
fn as_words(expression: &Expression, frame: &Frame) -> Result<Vec<Option<String>>, FormulaError> {
    Ok(numbers(expression, frame)?.into_iter().map(|value| value.map(written_number)).collect())
}

fn finite(whole: &Expression, values: Values) -> Result<Variable, FormulaError> {
    let beyond = values.iter().position(|value| value.is_some_and(|value| !value.is_finite()));
    match beyond {
        None => Ok(Variable::Numeric(values)),
        Some(row) => Err(FormulaError::NotFinite { expression: whole.to_string(), row: row + 1 }),
    }
}

fn bad(expression: &Expression, reason: &'static str) -> FormulaError {
    FormulaError::BadCall { expression: expression.to_string(), reason }
}

fn meaningless(whole: &Expression) -> FormulaError {
    bad(whole, "the operator has no meaning inside a function")
}

fn unknown(function: &str) -> FormulaError {
    FormulaError::NoFunction { function: function.to_owned(), known: FUNCTIONS }
}
