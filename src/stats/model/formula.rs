//! A formula split into its response and terms.

mod terms;

use super::parse::parse;
use super::{Expression, FormulaError, Operator};
use terms::Splitter;

/// A formula: what is explained, and by what.
///
/// `y ~ a * b - a:b`, `cbind(events, others) ~ dose`, `Surv(time, status) ~ strata(centre) + age`,
/// `pain ~ time + (1 + time | patient)`. The operators `+ - : * / ^ %in%` make terms as in R; inside a function
/// they are arithmetic.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// Left of `~`; `None` in a formula of one side.
    pub response: Option<Expression>,
    /// The fixed effects.
    pub fixed: RightSide,
    /// Terms `(effects | group)`, in the order written.
    pub random: Vec<RandomTerm>,
}

/// Terms of the right side of a formula.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RightSide {
    /// Whether there is a column of ones.
    pub intercept: bool,
    /// What the terms are made of, in the order in which they are first written.
    pub variables: Vec<Expression>,
    /// Each term by the indices of its variables, ascending; terms of lower order first, as R sorts them.
    pub terms: Vec<Vec<usize>>,
    /// The arguments of `offset(…)`.
    pub offsets: Vec<Expression>,
    /// Calls that a model treats in its own way: `strata(…)` and `cluster(…)`.
    pub specials: Vec<Expression>,
}

/// A random term `(effects | group)` of a mixed model.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomTerm {
    /// Left of the bar.
    pub effects: RightSide,
    /// Right of the bar: one column, or several joined by `:`; `a/b` makes two terms, of `b:a` and of `a`.
    pub group: Vec<Expression>,
    /// `|` has the effects correlated, `||` not.
    pub correlated: bool,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// A [`FormulaError`] with the place and what is wrong. A `.` for all other columns needs
    /// [`Formula::over_columns`].
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        Self::over_columns(text, &[])
    }

    /// Reads a formula in which `.` means all columns that the response does not name.
    ///
    /// # Errors
    /// As [`Formula::parse`].
    pub fn over_columns(text: &str, columns: &[String]) -> Result<Self, FormulaError> {
        let (response, right) = sides(parse(text)?).ok_or_else(|| no_formula(text))?;
        if let Some(
            Expression::Binary { operator: Operator::Tilde | Operator::Bar, .. }
            | Expression::Signed { operator: Operator::Tilde, .. },
        ) = &response
        {
            return Err(no_formula(text));
        }
        let mut used = Vec::new();
        if let Some(response) = &response {
            response.names(&mut used);
        }
        let others: Vec<String> = columns.iter().filter(|name| !used.contains(name)).cloned().collect();
        let mut splitter = Splitter::new(&others);
        let fixed = splitter.right_side(&right)?;
        Ok(Self { response, fixed, random: splitter.random })
    }
}

/// Left and right of the `~`.
fn sides(whole: Expression) -> Option<(Option<Expression>, Expression)> {
    if let Expression::Binary { operator: Operator::Tilde, left, right } = whole {
        return Some((Some(*left), *right));
    }
    if let Expression::Signed { operator: Operator::Tilde, operand } = whole {
        return Some((None, *operand));
    }
    None
}

fn no_formula(text: &str) -> FormulaError {
    let reason = "a formula is written as “response ~ terms”";
    FormulaError::BadTerm { expression: text.to_owned(), reason }
}

impl RightSide {
    /// The name of a term, as `a:b`.
    pub fn label(&self, term: &[usize]) -> String {
        let names = term.iter().filter_map(|&index| self.variables.get(index)).map(Expression::to_string);
        names.collect::<Vec<_>>().join(":")
    }

    /// The names of all terms.
    pub fn labels(&self) -> Vec<String> {
        self.terms.iter().map(|term| self.label(term)).collect()
    }
}

impl Expression {
    /// Appends the columns named in it, each once.
    pub fn names(&self, found: &mut Vec<String>) {
        match self {
            Self::Number(_) | Self::Text(_) => {}
            Self::Name(name) => {
                if !found.contains(name) {
                    found.push(name.clone());
                }
            }
            Self::Call { arguments, .. } => arguments.iter().for_each(|argument| argument.names(found)),
            Self::Parenthesised(inner) => inner.names(found),
            Self::Signed { operand, .. } => operand.names(found),
            Self::Binary { left, right, .. } => {
                left.names(found);
                right.names(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> (bool, Vec<String>) {
        let formula = Formula::parse(text).unwrap();
        (formula.fixed.intercept, formula.fixed.labels())
    }

    /// R 4.2.2, `attr(terms(formula), "term.labels")`.
    #[test]
    fn terms_are_those_of_r_in_its_order() {
        let cases: [(&str, bool, &[&str]); 14] = [
            ("y ~ a*b", true, &["a", "b", "a:b"]),
            ("y ~ a:b + a", true, &["a", "a:b"]),
            ("y ~ b + a:b", true, &["b", "b:a"]),
            ("y ~ (a+b+c)^2", true, &["a", "b", "c", "a:b", "a:c", "b:c"]),
            ("y ~ a*b*c - a:b:c", true, &["a", "b", "c", "a:b", "a:c", "b:c"]),
            ("y ~ a/b", true, &["a", "a:b"]),
            ("y ~ (a+b)/c", true, &["a", "b", "a:b:c"]),
            ("y ~ a + b %in% a", true, &["a", "a:b"]),
            ("y ~ 0 + x", false, &["x"]),
            ("y ~ x - 1", false, &["x"]),
            ("y ~ -1 + x + 1", true, &["x"]),
            ("y ~ 1", true, &[]),
            ("y ~ a + a + log(a) + I(a^2)", true, &["a", "log(a)", "I(a^2)"]),
            ("y ~ x + offset(log(n)) + strata(s)", true, &["x"]),
        ];
        for (text, intercept, expected) in cases {
            let (found, labels) = labels(text);
            assert_eq!((found, labels.as_slice()), (intercept, expected.map_strings().as_slice()), "{text}");
        }
    }

    trait MapStrings {
        fn map_strings(&self) -> Vec<String>;
    }

    impl MapStrings for &[&str] {
        fn map_strings(&self) -> Vec<String> {
            self.iter().map(|&word| word.to_owned()).collect()
        }
    }

    #[test]
    fn a_dot_stands_for_the_other_columns() {
        let columns = ["y", "a", "b"].map(str::to_owned);
        let formula = Formula::over_columns("log(y) ~ . - b", &columns).unwrap();
        assert_eq!(formula.fixed.labels(), ["a"]);
        assert!(matches!(Formula::parse("y ~ ."), Err(FormulaError::BadTerm { .. })));
    }

    #[test]
    fn random_terms_and_specials_stand_apart() {
        let formula = Formula::parse("y ~ t + (1 + t || id) + (0 + x | school:class) + offset(o)").unwrap();
        assert_eq!(formula.fixed.labels(), ["t"]);
        assert_eq!(formula.random.len(), 2);
        assert!(!formula.random[0].correlated && formula.random[0].effects.intercept);
        assert!(formula.random[1].correlated && !formula.random[1].effects.intercept);
        assert_eq!(formula.random[1].group.len(), 2);
        assert_eq!(formula.fixed.offsets.len(), 1);
    }

    #[test]
    fn nested_groups_are_terms_of_their_own_the_inner_first() {
        let formula = Formula::parse("y ~ t + (1 | school/class/child)").unwrap();
        let groups = formula
            .random
            .iter()
            .map(|term| term.group.iter().map(Expression::to_string).collect::<Vec<_>>().join(":"));
        assert_eq!(groups.collect::<Vec<_>>(), ["child:class:school", "class:school", "school"]);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        for text in [
            "y",
            "y ~ 2",
            "y ~ a == b",
            "y ~ a^b",
            "y ~ (a+b)^0.5",
            "y ~ a ~ b",
            "~ a ~ b",
            "y ~ \"a\"",
            "a | b ~ c",
        ] {
            assert!(Formula::parse(text).is_err(), "{text}");
        }
        let huge = "y ~ (a1+a2+a3+a4+a5+a6+a7+a8+a9+a10+a11+a12+a13+a14+a15+a16)^12";
        assert!(matches!(Formula::parse(huge), Err(FormulaError::TooLarge { .. })));
    }

    #[test]
    fn powers_go_from_one_to_sixty_four() {
        for (text, expected) in [("~ (a+b)^1", &["a", "b"][..]), ("~ (a+b)^64", &["a", "b", "a:b"][..])] {
            assert_eq!(labels(text).1, expected, "{text}");
        }
        for text in ["~ (a+b)^0", "~ (a+b)^65", "~ (a+b)^2.5"] {
            assert!(matches!(Formula::parse(text), Err(FormulaError::BadTerm { .. })), "{text}");
        }
    }

    #[test]
    fn a_model_has_up_to_two_thousand_terms() {
        let sum = |name: &str, count: usize| {
            (0..count).map(|place| format!("{name}{place}")).collect::<Vec<_>>().join(" + ")
        };
        let of = |count| Formula::parse(&format!("~ ({}):({})", sum("a", 40), sum("b", count)));
        assert_eq!(of(50).unwrap().fixed.terms.len(), 2_000);
        assert!(matches!(of(51), Err(FormulaError::TooLarge { .. })));
    }
}
