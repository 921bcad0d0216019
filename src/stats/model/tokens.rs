//! A formula's text cut into tokens.

use super::{FormulaError, Operator};
use crate::domain::reading;

/// The smallest part with a meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    Operator(Operator),
    Open,
    Close,
    Comma,
}

/// A token and where it begins, in characters counted from one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub token: Token,
    pub place: usize,
}

/// The tokens of a formula in order.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, FormulaError> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        if character.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = token_at(&characters[at..], at + 1)?;
        found.push(Placed { token, place: at + 1 });
        at += length;
    }
    Ok(found)
}

/// The first token of `rest`, which is not empty, and how many characters it takes.
fn token_at(rest: &[char], place: usize) -> Result<(Token, usize), FormulaError> {
    let first = rest.first().copied().unwrap_or(' ');
    let second = rest.get(1).copied().unwrap_or(' ');
    if first.is_ascii_digit() || (first == '.' && second.is_ascii_digit()) {
        return number(rest, place);
    }
    match first {
        '(' => Ok((Token::Open, 1)),
        ')' => Ok((Token::Close, 1)),
        ',' => Ok((Token::Comma, 1)),
        '"' | '\'' => quoted(rest, first, place).map(|(text, length)| (Token::Text(text), length)),
        '`' => quoted(rest, first, place).map(|(name, length)| (Token::Name(name), length)),
        _ if first.is_alphabetic() || first == '.' || first == '_' => Ok(name(rest)),
        _ => operator(rest).ok_or_else(|| FormulaError::Unexpected {
            place,
            found: format!("“{first}”"),
            expected: "a name, a number or an operator",
        }),
    }
}

fn name(rest: &[char]) -> (Token, usize) {
    let belongs = |character: &&char| character.is_alphanumeric() || **character == '.' || **character == '_';
    let name: String = rest.iter().take_while(belongs).collect();
    let length = name.chars().count();
    (Token::Name(name), length)
}

fn quoted(rest: &[char], quote: char, place: usize) -> Result<(String, usize), FormulaError> {
    let inside: String = rest.iter().skip(1).take_while(|&&character| character != quote).collect();
    let length = inside.chars().count() + 2;
    if rest.len() < length {
        return Err(FormulaError::Unexpected {
            place,
            found: "a quotation mark without its second".to_owned(),
            expected: "quoted text",
        });
    }
    Ok((inside, length))
}

fn number(rest: &[char], place: usize) -> Result<(Token, usize), FormulaError> {
    let mut length = 0;
    while let Some(&character) = rest.get(length) {
        let after_exponent = length > 0 && matches!(rest.get(length - 1), Some('e' | 'E'));
        let belongs = character.is_ascii_digit()
            || character == '.'
            || matches!(character, 'e' | 'E')
            || (after_exponent && matches!(character, '+' | '-'));
        if !belongs {
            break;
        }
        length += 1;
    }
    let written: String = rest.iter().take(length).collect();
    let value = reading::number(&written).ok_or_else(|| FormulaError::Unexpected {
        place,
        found: format!("“{written}”"),
        expected: "a number",
    })?;
    Ok((Token::Number(value.get()), length))
}

/// Longer operators before those they begin with.
const OPERATORS: [(&str, Operator); 17] = [
    ("%in%", Operator::In),
    ("||", Operator::DoubleBar),
    ("==", Operator::Equal),
    ("!=", Operator::Unequal),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("**", Operator::Power),
    ("~", Operator::Tilde),
    ("|", Operator::Bar),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("+", Operator::Plus),
    ("-", Operator::Minus),
    ("*", Operator::Times),
    ("/", Operator::Over),
    (":", Operator::Colon),
    ("^", Operator::Power),
];

fn operator(rest: &[char]) -> Option<(Token, usize)> {
    let begins = |written: &str| {
        written.chars().zip(rest.iter().map(Some).chain(std::iter::repeat(None))).all(|(a, b)| Some(&a) == b)
    };
    let (written, operator) = OPERATORS.iter().find(|(written, _)| begins(written))?;
    Some((Token::Operator(*operator), written.len()))
}
