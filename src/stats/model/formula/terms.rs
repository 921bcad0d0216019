//! From expressions to terms: what `+ - : * / ^ %in%` mean in a formula.

use std::collections::BTreeSet;

use super::{RandomTerm, RightSide};
use crate::stats::model::{Expression, FormulaError, Operator};

/// More terms than a model can have.
const MOST_TERMS: usize = 2_000;

/// A term by the indices of its variables.
type Set = BTreeSet<usize>;

/// Splits the right side of a formula.
pub(super) struct Splitter<'a> {
    /// What `.` stands for.
    others: &'a [String],
    side: RightSide,
    pub random: Vec<RandomTerm>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(others: &'a [String]) -> Self {
        Self { others, side: RightSide::default(), random: Vec::new() }
    }

    pub(super) fn right_side(&mut self, expression: &Expression) -> Result<RightSide, FormulaError> {
        self.side = RightSide { intercept: true, ..RightSide::default() };
        let mut terms = self.terms(expression)?;
        // Stable: within an order, terms stay as they were written.
        terms.sort_by_key(BTreeSet::len);
        let mut side = std::mem::take(&mut self.side);
        side.terms = terms.into_iter().map(|term| term.into_iter().collect()).collect();
        Ok(side)
    }

    fn terms(&mut self, expression: &Expression) -> Result<Vec<Set>, FormulaError> {
        match expression {
            Expression::Number(value) => self.intercept(expression, *value, Operator::Plus),
            Expression::Name(name) if name == "." => self.others(expression),
            Expression::Name(_) => Ok(vec![self.variable(expression)]),
            Expression::Call { function, arguments } => Ok(self.call(function, arguments, expression)),
            Expression::Parenthesised(inner) => self.parenthesised(inner),
            Expression::Signed { operator: Operator::Minus, operand } => self.without(Vec::new(), operand),
            Expression::Signed { operator: Operator::Plus, operand } => self.terms(operand),
            Expression::Binary { operator, left, right } => self.binary(*operator, left, right, expression),
            Expression::Signed { .. } | Expression::Text(_) => {
                Err(bad(expression, "only columns and functions of them are terms"))
            }
        }
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
        whole: &Expression,
    ) -> Result<Vec<Set>, FormulaError> {
        match operator {
            Operator::Plus => union(self.terms(left)?, self.terms(right)?),
            Operator::Minus => {
                let terms = self.terms(left)?;
                self.without(terms, right)
            }
            Operator::Colon | Operator::In => product(&self.terms(left)?, &self.terms(right)?),
            Operator::Times => {
                let (first, second) = (self.terms(left)?, self.terms(right)?);
                let both = product(&first, &second)?;
                union(union(first, second)?, both)
            }
            Operator::Over => {
                let (first, second) = (self.terms(left)?, self.terms(right)?);
                let all: Set = first.iter().flatten().copied().collect();
                let nested = product(&[all], &second)?;
                union(first, nested)
            }
            Operator::Power => self.power(left, right, whole),
            Operator::Tilde
            | Operator::Bar
            | Operator::DoubleBar
            | Operator::Equal
            | Operator::Unequal
            | Operator::Less
            | Operator::AtMost
            | Operator::Greater
            | Operator::AtLeast => {
                Err(bad(whole, "comparisons stand inside I(…) and random effects in parentheses"))
            }
        }
    }

    fn power(
        &mut self,
        left: &Expression,
        right: &Expression,
        whole: &Expression,
    ) -> Result<Vec<Set>, FormulaError> {
        let Some(exponent) = whole_exponent(right) else {
            let reason = "the exponent is a whole number from 1 on; powers of numbers stand in I(…)";
            return Err(bad(whole, reason));
        };
        let base = self.terms(left)?;
        let mut terms = base.clone();
        for _ in 1..exponent {
            let next = product(&terms, &base)?;
            if next.iter().all(|term| terms.contains(term)) {
                break;
            }
            terms = union(terms, next)?;
        }
        Ok(terms)
    }

    fn without(&mut self, terms: Vec<Set>, removed: &Expression) -> Result<Vec<Set>, FormulaError> {
        if let Expression::Number(value) = removed {
            self.intercept(removed, *value, Operator::Minus)?;
            return Ok(terms);
        }
        let removed = self.terms(removed)?;
        Ok(terms.into_iter().filter(|term| !removed.contains(term)).collect())
    }

    fn intercept(
        &mut self,
        expression: &Expression,
        value: f64,
        operator: Operator,
    ) -> Result<Vec<Set>, FormulaError> {
        if value != 0.0 && value != 1.0 {
            return Err(bad(expression, "of numbers only 0 and 1 have a meaning"));
        }
        self.side.intercept = (value == 1.0) == (operator == Operator::Plus);
        Ok(Vec::new())
    }

    fn others(&mut self, whole: &Expression) -> Result<Vec<Set>, FormulaError> {
        if self.others.is_empty() {
            return Err(bad(whole, "there are no other columns it could stand for"));
        }
        Ok(self.others.iter().map(|name| self.variable(&Expression::Name(name.clone()))).collect())
    }

    fn call(&mut self, function: &str, arguments: &[Expression], whole: &Expression) -> Vec<Set> {
        match function {
            "offset" => {
                self.side.offsets.extend(arguments.iter().cloned());
                Vec::new()
            }
            "strata" | "cluster" => {
                self.side.specials.push(whole.clone());
                Vec::new()
            }
            _ => vec![self.variable(whole)],
        }
    }

    fn parenthesised(&mut self, inner: &Expression) -> Result<Vec<Set>, FormulaError> {
        if let Expression::Binary { operator, left, right } = inner
            && matches!(operator, Operator::Bar | Operator::DoubleBar)
        {
            let effects = Splitter::new(self.others).right_side(left)?;
            let correlated = *operator == Operator::Bar;
            let term = |group| RandomTerm { effects: effects.clone(), group, correlated };
            self.random.extend(nested_groups(right)?.into_iter().map(term));
            return Ok(Vec::new());
        }
        self.terms(inner)
    }

    /// The term of one variable, which is remembered.
    fn variable(&mut self, expression: &Expression) -> Set {
        let known = self.side.variables.iter().position(|variable| variable == expression);
        let index = known.unwrap_or_else(|| {
            self.side.variables.push(expression.clone());
            self.side.variables.len() - 1
        });
        Set::from([index])
    }
}

fn whole_exponent(expression: &Expression) -> Option<u32> {
    let Expression::Number(value) = expression else {
        return None;
    };
    (*value >= 1.0 && *value <= 64.0 && value.trunc() == *value).then_some(*value as u32)
}

/// The groups of a random term: of `a/b` both `b:a` and `a`, the inner ones first as in `lme4`.
fn nested_groups(expression: &Expression) -> Result<Vec<Vec<Expression>>, FormulaError> {
    let Expression::Binary { operator: Operator::Over, left, right } = expression else {
        return Ok(vec![group(expression)?]);
    };
    let mut outer = nested_groups(left)?;
    let within = outer.first().cloned().unwrap_or_default();
    outer.insert(0, [group(right)?, within].concat());
    Ok(outer)
}

/// The columns that name the groups of a random term.
fn group(expression: &Expression) -> Result<Vec<Expression>, FormulaError> {
    match expression {
        Expression::Name(_) | Expression::Call { .. } => Ok(vec![expression.clone()]),
        Expression::Binary { operator: Operator::Colon, left, right } => {
            Ok([group(left)?, group(right)?].concat())
        }
        Expression::Number(_)
        | Expression::Text(_)
        | Expression::Parenthesised(_)
        | Expression::Signed { .. }
        | Expression::Binary { .. } => {
            Err(bad(expression, "groups are a column, or columns joined by “:” or “/”"))
        }
    }
}

/// Each term once, where it stands first.
fn union(mut terms: Vec<Set>, more: Vec<Set>) -> Result<Vec<Set>, FormulaError> {
    for term in more {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    if terms.len() > MOST_TERMS {
        Err(FormulaError::TooLarge { what: "it has more than 2,000 terms" })
    } else {
        Ok(terms)
    }
}

fn product(first: &[Set], second: &[Set]) -> Result<Vec<Set>, FormulaError> {
    let pairs = first.iter().flat_map(|one| second.iter().map(move |other| one | other));
    let mut terms = Vec::new();
    for pair in pairs {
        terms = union(terms, vec![pair])?;
    }
    Ok(terms)
}

fn bad(expression: &Expression, reason: &'static str) -> FormulaError {
    FormulaError::BadTerm { expression: expression.to_string(), reason }
}
