//! One expression that is itself or one of its mutants, whichever is asked for at run time.
//!
//! Operands are written once: were each branch to have its own copy, the text would double with every level of nesting.

use super::operators::{Form, Operator};

/// What stands before, between and after the operands. A sign has no `between`.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// Before the first operand.
    pub open: String,
    /// In the place of the operator.
    pub between: String,
    /// After the last operand.
    pub close: String,
}

/// The template of an operator whose mutants have numbers from `first` on. `changed` is the text of the first operand of
/// an assignment, which is a place and must be written again.
pub fn template(operator: &Operator, first: u32, changed: &str) -> Template {
    let (open, between, close) = match operator.form {
        Form::Value => {
            let choice = choice(operator, first, &|word| format!("mutant_left {word} mutant_right"));
            ("(match ((", "), (", format!(")) {{ (mutant_left, mutant_right) => {choice} }})"))
        }
        Form::Comparison => {
            let choice = choice(operator, first, &|word| format!("*mutant_left {word} *mutant_right"));
            ("(match (&(", "), &(", format!(")) {{ (mutant_left, mutant_right) => {choice} }})"))
        }
        Form::Logic => return logic(operator, first),
        Form::Assignment => {
            let choice = choice(operator, first, &|word| format!("{changed} {word} mutant_right"));
            ("(match (", "", format!(") {{ mutant_right => {choice} }})"))
        }
        Form::Sign => {
            let choice = choice(operator, first, &|word| {
                let sign = if word == operator.text { word } else { "" };
                format!("{sign}mutant_value")
            });
            ("(match (", "", format!(") {{ mutant_value => {choice} }})"))
        }
    };
    Template { open: open.to_owned(), between: between.to_owned(), close }
}

/// The first mutant that is asked for, else the expression as it is.
fn choice(operator: &Operator, first: u32, written: &dyn Fn(&str) -> String) -> String {
    let itself = format!("{{ {} }}", written(operator.text));
    let mutants = (first..).zip(operator.mutations).collect::<Vec<_>>();
    mutants.iter().rev().fold(itself, |rest, (number, word)| {
        format!("if crate::mutant::is({number}) {{ {} }} else {rest}", written(word))
    })
}

/// `a && b` goes on to `b` when `a` is true and `a || b` when it is false: the mutant of one is the other.
fn logic(operator: &Operator, first: u32) -> Template {
    let goes_on = if operator.text == "&&" { "!=" } else { "==" };
    Template {
        open: "(match (".to_owned(),
        between: format!(") {{ mutant_left => if mutant_left {goes_on} crate::mutant::is({first}) {{ "),
        close: " } else { mutant_left } })".to_owned(),
    }
}
