//! The expressions of a formula.

use std::fmt;

/// Part of a formula as it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// Quoted text.
    Text(String),
    /// A column's name.
    Name(String),
    /// A function of arguments.
    Call {
        /// The function's name.
        function: String,
        /// What it is given.
        arguments: Vec<Expression>,
    },
    /// In parentheses.
    Parenthesised(Box<Expression>),
    /// A minus (or plus) before an expression.
    Signed {
        /// [`Operator::Minus`] or [`Operator::Plus`].
        operator: Operator,
        /// What follows.
        operand: Box<Expression>,
    },
    /// Two expressions with an operator between.
    Binary {
        /// Between the two.
        operator: Operator,
        /// Before the operator.
        left: Box<Expression>,
        /// Behind it.
        right: Box<Expression>,
    },
}

/// What stands between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `~`
    Tilde,
    /// `|`
    Bar,
    /// `||`
    DoubleBar,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `%in%`
    In,
    /// `:`
    Colon,
    /// `^`
    Power,
}

impl Operator {
    /// As R prints it between two expressions.
    pub const fn written(self) -> &'static str {
        match self {
            Self::Tilde => " ~ ",
            Self::Bar => " | ",
            Self::DoubleBar => " || ",
            Self::Equal => " == ",
            Self::Unequal => " != ",
            Self::Less => " < ",
            Self::AtMost => " <= ",
            Self::Greater => " > ",
            Self::AtLeast => " >= ",
            Self::Plus => " + ",
            Self::Minus => " - ",
            Self::Times => " * ",
            Self::Over => "/",
            Self::In => " %in% ",
            Self::Colon => ":",
            Self::Power => "^",
        }
    }

    /// How tightly it binds: higher binds first, as in R.
    pub(super) const fn precedence(self) -> u8 {
        match self {
            Self::Tilde => 1,
            Self::Bar | Self::DoubleBar => 2,
            Self::Equal | Self::Unequal | Self::Less | Self::AtMost | Self::Greater | Self::AtLeast => 3,
            Self::Plus | Self::Minus => 4,
            Self::Times | Self::Over => 5,
            Self::In => 6,
            Self::Colon => 7,
            Self::Power => 9,
        }
    }
}

/// As R writes it (`deparse`), which is what columns of the design are named by.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => f.write_str(&written_number(*value)),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Name(name) => f.write_str(name),
            Self::Call { function, arguments } => {
                write!(f, "{function}(")?;
                for (index, argument) in arguments.iter().enumerate() {
                    write!(f, "{}{argument}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
            Self::Parenthesised(inner) => write!(f, "({inner})"),
            Self::Signed { operator, operand } => write!(f, "{}{operand}", operator.written().trim()),
            Self::Binary { operator, left, right } => write!(f, "{left}{}{right}", operator.written()),
        }
    }
}

/// A number as R turns it into text: up to 15 digits, with an exponent where that is shorter.
pub(super) fn written_number(value: f64) -> String {
    let scientific = format!("{value:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let mantissa =
        if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    let with_exponent = format!("{mantissa}e{sign}{:02}", exponent.abs());
    let digits = i32::try_from(mantissa.chars().filter(char::is_ascii_digit).count()).unwrap_or(0);
    let decimals = (digits - 1 - exponent).max(0) as usize;
    let plain = format!("{value:.decimals$}");
    if plain.len() <= with_exponent.len() { plain } else { with_exponent }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.2.2, `as.character`.
    #[test]
    fn numbers_are_written_as_r_writes_them() {
        let numbers = [1.0, 2.5, 0.1, 100_000.0, 123_456.0, 1e-5, 0.000_12, 1e15, -3.0, 1.0 / 3.0];
        let expected =
            ["1", "2.5", "0.1", "1e+05", "123456", "1e-05", "0.00012", "1e+15", "-3", "0.333333333333333"];
        assert_eq!(numbers.map(written_number), expected);
    }
}
