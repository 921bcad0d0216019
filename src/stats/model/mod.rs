//! Model formulas and the design matrices they mean.
//!
//! A formula as R writes it (`y ~ age + group * time`) is read into an [`Expression`], split into terms
//! ([`Formula`]), evaluated over named columns ([`Frame`]) into the rows that are complete ([`ModelFrame`]), and coded
//! into a matrix ([`Design`]) by R's rules for contrasts. Every regression of the engine begins here.
//!
//! Source: Chambers & Hastie, Statistical Models in S, 1992, chapter 2; `model.frame` and `model.matrix` of R.

mod contrasts;
mod design;
mod error;
mod evaluate;
mod expression;
mod formula;
mod frame;
mod hypotheses;
mod model_frame;
mod parse;
mod reference_grid;
mod tokens;

pub use contrasts::Contrasts;
pub use design::{Design, DesignTerm};
pub use error::FormulaError;
pub use expression::{Expression, Operator};
pub use formula::{Formula, RandomTerm, RightSide};
pub use frame::{Factor, Frame, Variable};
pub use hypotheses::type_three_hypotheses;
pub use model_frame::{ModelFrame, ModelVariable};
pub use reference_grid::{GridCell, least_squares_means};
