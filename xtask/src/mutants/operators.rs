//! What is changed: operators, and what takes their place.

/// How an operator is written so that it can be chosen at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Two values make a third.
    Value,
    /// Two places are compared and stay where they are.
    Comparison,
    /// The second operand may not be evaluated at all.
    Logic,
    /// The first operand is changed.
    Assignment,
    /// One operand, and an operator that is left out.
    Sign,
}

/// An operator and what it becomes.
#[derive(Debug)]
pub struct Operator {
    /// As in the source.
    pub text: &'static str,
    /// How it is written.
    pub form: Form,
    /// What takes its place, one mutant each.
    pub mutations: &'static [&'static str],
}

/// What a sign becomes: nothing.
pub const NOTHING: &str = "nothing";

const fn operator(text: &'static str, form: Form, mutations: &'static [&'static str]) -> Operator {
    Operator { text, form, mutations }
}

/// Between two operands. A comparison is moved by its boundary and turned round: the first asks for a test at
/// equality, the second for any test at all.
const BINARY: [Operator; 28] = [
    operator("+", Form::Value, &["-"]),
    operator("-", Form::Value, &["+"]),
    operator("*", Form::Value, &["/"]),
    operator("/", Form::Value, &["*"]),
    operator("%", Form::Value, &["*"]),
    operator("&", Form::Value, &["|"]),
    operator("|", Form::Value, &["&"]),
    operator("^", Form::Value, &["&"]),
    operator("<<", Form::Value, &[">>"]),
    operator(">>", Form::Value, &["<<"]),
    operator("<", Form::Comparison, &["<=", ">="]),
    operator("<=", Form::Comparison, &["<", ">"]),
    operator(">", Form::Comparison, &[">=", "<="]),
    operator(">=", Form::Comparison, &[">", "<"]),
    operator("==", Form::Comparison, &["!="]),
    operator("!=", Form::Comparison, &["=="]),
    operator("&&", Form::Logic, &["||"]),
    operator("||", Form::Logic, &["&&"]),
    operator("+=", Form::Assignment, &["-="]),
    operator("-=", Form::Assignment, &["+="]),
    operator("*=", Form::Assignment, &["/="]),
    operator("/=", Form::Assignment, &["*="]),
    operator("%=", Form::Assignment, &["*="]),
    operator("&=", Form::Assignment, &["|="]),
    operator("|=", Form::Assignment, &["&="]),
    operator("^=", Form::Assignment, &["&="]),
    operator("<<=", Form::Assignment, &[">>="]),
    operator(">>=", Form::Assignment, &["<<="]),
];

/// Before one operand.
const UNARY: [Operator; 2] = [operator("-", Form::Sign, &[NOTHING]), operator("!", Form::Sign, &[NOTHING])];

/// The operator between two operands; `None` for one that is not changed.
pub fn binary(text: &str) -> Option<&'static Operator> {
    BINARY.iter().find(|operator| operator.text == text)
}

/// The operator before one operand; `None` for one that is not changed.
pub fn unary(text: &str) -> Option<&'static Operator> {
    UNARY.iter().find(|operator| operator.text == text)
}
