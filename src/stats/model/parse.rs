//! Reads a formula's text into an expression, by R's precedence of operators.

use super::tokens::{Placed, Token, tokens};
use super::{Expression, FormulaError, Operator};

/// Deeper nesting is no formula anybody wrote.
const DEEPEST: usize = 64;
/// Longer formulas would make trees too deep to walk.
const MOST_TOKENS: usize = 2_000;
/// Where a sign binds: tighter than `:`, looser than `^`.
const SIGN: u8 = 8;

/// The whole text as one expression.
pub(super) fn parse(text: &str) -> Result<Expression, FormulaError> {
    let end = text.chars().count() + 1;
    let tokens = tokens(text)?;
    if tokens.len() > MOST_TOKENS {
        return Err(FormulaError::TooLarge { what: "it has more than 2,000 names, numbers and operators" });
    }
    let mut reader = Reader { tokens, at: 0, end, depth: 0 };
    let expression = reader.expression(0)?;
    match reader.peek() {
        None => Ok(expression),
        Some(_) => Err(reader.unexpected("an operator or the end")),
    }
}

struct Reader {
    tokens: Vec<Placed>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    /// What stands at the place of the reader.
    fn unexpected(&self, expected: &'static str) -> FormulaError {
        let (place, found) = match self.tokens.get(self.at) {
            None => (self.end, "the end".to_owned()),
            Some(placed) => (placed.place, described(&placed.token)),
        };
        FormulaError::Unexpected { place, found, expected }
    }

    /// An expression of operators that bind at least as tightly as `least`.
    fn expression(&mut self, least: u8) -> Result<Expression, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(FormulaError::TooLarge { what: "its parentheses are nested too deeply" });
        }
        let mut left = self.operand()?;
        while let Some(&Token::Operator(operator)) = self.peek() {
            let precedence = operator.precedence();
            if precedence < least {
                break;
            }
            self.at += 1;
            // A power binds to the right, and its exponent may have a sign.
            let right = if operator == Operator::Power { SIGN } else { precedence + 1 };
            let right = Box::new(self.expression(right)?);
            left = Expression::Binary { operator, left: Box::new(left), right };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expression, FormulaError> {
        match self.peek() {
            Some(&Token::Operator(operator @ (Operator::Plus | Operator::Minus))) => {
                self.at += 1;
                let operand = Box::new(self.expression(SIGN)?);
                Ok(Expression::Signed { operator, operand })
            }
            // A formula without a response.
            Some(Token::Operator(Operator::Tilde)) => {
                self.at += 1;
                let right = Box::new(self.expression(Operator::Tilde.precedence() + 1)?);
                Ok(Expression::Signed { operator: Operator::Tilde, operand: right })
            }
            Some(Token::Number(_) | Token::Text(_) | Token::Name(_) | Token::Open) => self.atom(),
            None | Some(Token::Operator(_) | Token::Close | Token::Comma) => {
                Err(self.unexpected("a name, a number or a parenthesis"))
            }
        }
    }

    fn atom(&mut self) -> Result<Expression, FormulaError> {
        match self.next() {
            Some(Token::Number(value)) => Ok(Expression::Number(value)),
            Some(Token::Text(text)) => Ok(Expression::Text(text)),
            Some(Token::Name(name)) if self.peek() == Some(&Token::Open) => {
                self.at += 1;
                Ok(Expression::Call { function: name, arguments: self.arguments()? })
            }
            Some(Token::Name(name)) => Ok(Expression::Name(name)),
            Some(Token::Open) => {
                let inner = self.expression(0)?;
                self.close()?;
                Ok(Expression::Parenthesised(Box::new(inner)))
            }
            None | Some(Token::Operator(_) | Token::Close | Token::Comma) => {
                self.at -= 1;
                Err(self.unexpected("a name, a number or a parenthesis"))
            }
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, FormulaError> {
        let mut arguments = vec![self.expression(0)?];
        while self.peek() == Some(&Token::Comma) {
            self.at += 1;
            arguments.push(self.expression(0)?);
        }
        self.close()?;
        Ok(arguments)
    }

    fn close(&mut self) -> Result<(), FormulaError> {
        if self.peek() == Some(&Token::Close) {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected("an operator or a closing parenthesis"))
    }
}

fn described(token: &Token) -> String {
    match token {
        Token::Number(value) => format!("“{value}”"),
        Token::Text(text) | Token::Name(text) => format!("“{text}”"),
        Token::Operator(operator) => format!("“{}”", operator.written().trim()),
        Token::Open => "“(”".to_owned(),
        Token::Close => "“)”".to_owned(),
        Token::Comma => "“,”".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_written_back_as_r_writes_it() {
        let pairs = [
            ("y~a+b:c", "y ~ a + b:c"),
            ("log( y+1 )~I(x ^2)+a%in%b", "log(y + 1) ~ I(x^2) + a %in% b"),
            ("y ~ -1+x/z-w", "y ~ -1 + x/z - w"),
            ("Surv(time,status==2) ~ strata(sex)", "Surv(time, status == 2) ~ strata(sex)"),
            ("y ~ (1+t||id)", "y ~ (1 + t || id)"),
        ];
        for (text, expected) in pairs {
            assert_eq!(parse(text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let said = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(
            said("y ~ a + * b"),
            "At character 9 of the formula: “*” where a name, a number or a parenthesis is expected."
        );
        assert_eq!(
            said("y ~ (a + b"),
            "At character 11 of the formula: the end where an operator or a closing parenthesis is expected."
        );
        assert_eq!(
            said("y ~ a b"),
            "At character 7 of the formula: “b” where an operator or the end is expected."
        );
        assert_eq!(
            said("y ~ a ? b"),
            "At character 7 of the formula: “?” where a name, a number or an operator is expected."
        );
    }

    #[test]
    fn endless_parentheses_are_refused() {
        let text = "(".repeat(100_000);
        assert!(matches!(parse(&text), Err(FormulaError::TooLarge { .. })));
    }

    /// A tilde, a thousand names and what joins them are 2,000 tokens.
    #[test]
    fn long_formulas_are_read_up_to_the_limit() {
        let of = |names: usize| parse(&format!("~ {}", vec!["a"; names].join(" + ")));
        assert!(of(1_000).is_ok());
        assert!(matches!(of(1_001), Err(FormulaError::TooLarge { .. })));
    }

    #[test]
    fn parentheses_are_nested_up_to_the_limit() {
        let nested = |depth: usize| parse(&format!("{}a{}", "(".repeat(depth), ")".repeat(depth)));
        assert!(nested(DEEPEST - 1).is_ok());
        assert!(matches!(nested(DEEPEST), Err(FormulaError::TooLarge { .. })));
    }

    /// R 4.2.2: `length(quote(~ a ~ b))` is 3.
    #[test]
    fn a_leading_tilde_takes_what_stands_before_the_next() {
        let Ok(Expression::Binary { operator, left, .. }) = parse("~ a ~ b") else { panic!("two sides") };
        assert_eq!((operator, left.to_string().as_str()), (Operator::Tilde, "~a"));
    }

    #[test]
    fn quoted_text_ends_at_its_second_mark() {
        let quoted = |text: &str| parse(text).map_err(|error| error.to_string());
        assert_eq!(quoted("`a b`"), Ok(Expression::Name("a b".to_owned())));
        assert_eq!(quoted("'a \"b'"), Ok(Expression::Text("a \"b".to_owned())));
        assert_eq!(quoted("`a b` + c").map(|whole| whole.to_string()), Ok("a b + c".to_owned()));
        assert!(quoted("y ~ 'a").unwrap_err().contains("a quotation mark without its second"));
    }
}
