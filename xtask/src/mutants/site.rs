//! Places in the source where an operator stands, and the mutants there.

use super::operators::Operator;

/// One operator in one place.
#[derive(Debug, Clone)]
pub struct Site {
    /// The file, below the folder that is mutated.
    pub file: String,
    /// The function it is in, with the type that has it.
    pub function: String,
    /// The expression, on one line.
    pub code: String,
    /// The operator.
    pub operator: &'static Operator,
    /// Which of those alike in the function: 1 for the first.
    pub occurrence: usize,
    /// The number of its first mutant; the others follow.
    pub first: u32,
}

impl Site {
    /// What it is called among the sites that the compiler refuses. Those alike in one function share it.
    pub fn name(&self) -> String {
        [self.file.as_str(), &self.function, self.operator.text, &self.code].join(SEPARATOR)
    }

    /// Whether another is the same operation in the same function.
    pub fn is_like(&self, other: &Self) -> bool {
        self.function == other.function
            && self.operator.text == other.operator.text
            && self.code == other.code
    }

    /// Its mutants.
    pub fn mutants(&self) -> impl Iterator<Item = Mutant<'_>> {
        (self.first..).zip(self.operator.mutations).map(|(number, becomes)| Mutant {
            site: self,
            number,
            becomes,
        })
    }
}

/// One change to the program.
#[derive(Debug, Clone, Copy)]
pub struct Mutant<'a> {
    /// Where.
    pub site: &'a Site,
    /// Its number in the program.
    pub number: u32,
    /// What the operator becomes.
    pub becomes: &'static str,
}

/// Between the parts of a name. Code may hold it, so the code comes last.
const SEPARATOR: &str = " | ";

impl Mutant<'_> {
    /// Its name in the files of explanations: it survives edits of other lines. The same change to the same expression
    /// twice in one function has one name.
    pub fn name(&self) -> String {
        let Site { file, function, code, operator, .. } = self.site;
        [file.as_str(), function, &format!("{} to {}", operator.text, self.becomes), code].join(SEPARATOR)
    }

    /// The name, and which one it is of those that share it.
    pub fn full_name(&self) -> String {
        match self.site.occurrence {
            1 => self.name(),
            later => format!("{} ({later})", self.name()),
        }
    }

    /// The folder or file at the top that it is in.
    pub fn room(&self) -> &str {
        room(&self.site.file)
    }
}

/// The folder or file at the top that a file is in.
pub fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}
