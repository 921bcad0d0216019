//! Models: the formula and data of a case as the engine reads them.

use serde_json::Value;

use super::call::{bad, levels};
use super::words::written;
use super::{Call, CaseError, Cell, Field};
use crate::stats::model::{Contrasts, Factor, Formula, Frame, ModelFrame, Variable};

/// The argument `formula`.
pub const FORMULA: Field = Field {
    name: "formula",
    meaning: "as in R: y ~ a + b, a:b, a*b, -1, factor(a), I(x^2), log(x), offset(log(n)), . for all others",
};
/// The argument `factors`.
pub const FACTORS: Field = Field {
    name: "factors",
    meaning: "columns that are categories though they hold numbers: a list, or an object of columns with their \
              levels in order; columns of words always are, their words sorted",
};
/// The option `contrasts`.
pub const CONTRASTS: Field = Field {
    name: "contrasts",
    meaning: "contr.treatment (as long as nothing else is said), contr.sum, contr.helmert or contr.poly, for all \
              factors or as an object by column",
};
/// The option `reference`.
pub const REFERENCE: Field = Field {
    name: "reference",
    meaning: "object of columns with the level that stands first; the first in order",
};

const CODINGS: [(&str, Contrasts); 4] = [
    ("contr.treatment", Contrasts::Treatment),
    ("contr.sum", Contrasts::Sum),
    ("contr.helmert", Contrasts::Helmert),
    ("contr.poly", Contrasts::Polynomial),
];

/// A column that is said to be a factor, with its levels where they are given.
type NamedFactor = (String, Option<Vec<String>>);

impl Call<'_> {
    /// The rows and variables that the argument `formula` needs of the data, with `extras` beside (weights, clusters).
    ///
    /// # Errors
    /// A formula that cannot be read, a column that is not there, or options that do not fit.
    pub fn model(&self, extras: &[&str]) -> Result<ModelFrame, CaseError> {
        let frame = self.frame()?;
        let formula = Formula::over_columns(self.word("formula")?, &frame.names())?;
        Ok(ModelFrame::new(&formula, &frame, extras)?)
    }

    /// All columns of the data: categories where a column holds words or the argument `factors` names it, coded by the
    /// options `contrasts` and `reference`.
    ///
    /// # Errors
    /// A column named there that is not in the data, or an option of another form.
    pub fn frame(&self) -> Result<Frame, CaseError> {
        let contrasts = match self.option("contrasts").and_then(Value::as_str) {
            None => Contrasts::default(),
            Some(word) => coding(word)?,
        };
        let mut frame = Frame::coded_by(contrasts);
        for name in self.table().names() {
            frame = frame.with(name, self.variable(name)?)?;
        }
        for (name, _) in self.factors()? {
            frame.column(&name)?;
        }
        Ok(frame)
    }

    fn variable(&self, name: &str) -> Result<Variable, CaseError> {
        let cells = self.table().column(name)?;
        let is_named = self.factors()?.into_iter().find(|(known, _)| known == name);
        let has_words = cells.iter().any(|cell| matches!(cell, Cell::Text(_)));
        if is_named.is_none() && !has_words {
            return Ok(Variable::Numeric(cells.iter().map(number).collect()));
        }
        let labels: Vec<Option<String>> = cells.iter().map(|cell| cell.text().map(str::to_owned)).collect();
        let given = is_named.and_then(|(_, levels)| levels);
        let factor = Factor::new(given.unwrap_or_else(|| levels(&labels)), &labels);
        let factor = match self.by_column("reference", name)? {
            None => factor,
            Some(level) if factor.levels().contains(&level) => factor.with_reference(&level),
            Some(_) => return Err(bad("reference", "an object of columns with one of their levels")),
        };
        Ok(Variable::Categorical(factor.with_contrasts(self.coding(name)?)))
    }

    /// The argument `factors`: columns, and their levels where given.
    fn factors(&self) -> Result<Vec<NamedFactor>, CaseError> {
        if !self.has("factors") {
            return Ok(Vec::new());
        }
        let Some(object) = self.argument("factors")?.as_object() else {
            return Ok(self.words("factors")?.into_iter().map(|name| (name, None)).collect());
        };
        let levels = |value: &Value| value.as_array()?.iter().map(written).collect::<Option<Vec<String>>>();
        let named = object.iter().map(|(name, value)| Some((name.clone(), Some(levels(value)?))));
        let wrong =
            || bad("factors", "a list of columns, or an object of columns with lists of their levels");
        named.collect::<Option<_>>().ok_or_else(wrong)
    }

    fn coding(&self, name: &str) -> Result<Contrasts, CaseError> {
        let word = match self.option("contrasts").map(|given| (given, given.as_str())) {
            None => None,
            Some((_, Some(word))) => Some(word.to_owned()),
            Some((_, None)) => self.by_column("contrasts", name)?,
        };
        word.map_or(Ok(Contrasts::default()), |word| coding(&word))
    }

    /// What an option that is an object of columns says of one.
    fn by_column(&self, option: &str, name: &str) -> Result<Option<String>, CaseError> {
        let wrong = || bad(option, "an object of columns with a word or a number each");
        let Some(given) = self.option(option) else {
            return Ok(None);
        };
        let of_column = given.as_object().ok_or_else(wrong)?.get(name);
        of_column.map(|word| written(word).ok_or_else(wrong)).transpose()
    }
}

/// Contrasts by the name R has for them.
fn coding(word: &str) -> Result<Contrasts, CaseError> {
    let found = CODINGS.iter().find(|(known, _)| *known == word).map(|(_, coding)| *coding);
    found.ok_or_else(|| bad("contrasts", "contr.treatment, contr.sum, contr.helmert or contr.poly"))
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(value, _) => Some(*value),
        Cell::Missing | Cell::Text(_) => None,
    }
}
