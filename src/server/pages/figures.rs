//! The figures of a page, one or all.

use super::{CohortQuestion, CompareQuestion, Question, cohort_exhibit, compare_exhibit, trend_exhibit};
use crate::analysis::address::FiguresPage;
use crate::domain::AppError;
use crate::exhibit::{Exhibit, Released};
use crate::server::context::RequestContext;

/// A figure of any page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyQuestion {
    /// Of the trends page.
    Trends(Question),
    /// Of the cohort page.
    Cohort(CohortQuestion),
    /// Of the comparison page.
    Comparison(CompareQuestion),
}

impl AnyQuestion {
    /// The question with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let trends = || Question::from_code(code).map(Self::Trends);
        let cohort = || CohortQuestion::from_code(code).map(Self::Cohort);
        let comparison = || CompareQuestion::from_code(code).map(Self::Comparison);
        trends().or_else(cohort).or_else(comparison)
    }

    /// The question with this code, for somebody who asks for it by that.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with the codes there are.
    pub fn named(code: &str) -> Result<Self, AppError> {
        Self::from_code(code).ok_or_else(|| {
            let figures: Vec<_> = Self::all().map(Self::code).collect();
            AppError::Invalid {
                sentence: format!("There is no such figure. There are {}.", figures.join(", ")),
            }
        })
    }

    /// Every question, by page.
    pub fn all() -> impl Iterator<Item = Self> {
        FiguresPage::ALL.into_iter().flat_map(Self::of)
    }

    /// The name of the analysis, as in exhibit ids and file names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trends(question) => question.code(),
            Self::Cohort(question) => question.code(),
            Self::Comparison(question) => question.code(),
        }
    }

    /// The page that answers it.
    pub const fn page(self) -> FiguresPage {
        match self {
            Self::Trends(_) => FiguresPage::Trends,
            Self::Cohort(_) => FiguresPage::Cohort,
            Self::Comparison(_) => FiguresPage::Comparison,
        }
    }

    /// The questions of a page, in its order.
    fn of(page: FiguresPage) -> Vec<Self> {
        match page {
            FiguresPage::Trends => Question::ALL.map(Self::Trends).to_vec(),
            FiguresPage::Cohort => CohortQuestion::ALL.map(Self::Cohort).to_vec(),
            FiguresPage::Comparison => CompareQuestion::ALL.map(Self::Comparison).to_vec(),
        }
    }
}

/// One figure of a page.
///
/// # Errors
/// As its page; [`AppError::Invalid`] also when the page shows no such figure, with the reason.
pub async fn figure(
    context: &RequestContext,
    study: &str,
    query: &str,
    question: AnyQuestion,
) -> Result<Released<Exhibit>, AppError> {
    match question {
        AnyQuestion::Trends(question) => trend_exhibit(context, study, query, question).await,
        AnyQuestion::Cohort(question) => cohort_exhibit(context, study, query, question).await,
        AnyQuestion::Comparison(question) => compare_exhibit(context, study, query, question).await,
    }
}

/// All figures that a page shows, in its order. A page without one of its figures has the others.
///
/// # Errors
/// As the page; [`AppError::Invalid`] also when it shows no figure at all, with the reason for the first.
pub async fn figures(
    context: &RequestContext,
    study: &str,
    query: &str,
    page: FiguresPage,
) -> Result<Released<Vec<Exhibit>>, AppError> {
    let mut all: Option<Released<Vec<Exhibit>>> = None;
    let mut reason = None;
    for question in AnyQuestion::of(page) {
        match figure(context, study, query, question).await {
            Ok(exhibit) => all = Some(with(all, exhibit)),
            Err(AppError::Invalid { sentence }) => reason = reason.or(Some(sentence)),
            Err(
                error @ (AppError::NotFound { .. }
                | AppError::Gone { .. }
                | AppError::Forbidden
                | AppError::Unavailable
                | AppError::Internal { .. }),
            ) => return Err(error),
        }
    }
    all.ok_or_else(|| AppError::Invalid { sentence: reason.unwrap_or_default() })
}

fn with(all: Option<Released<Vec<Exhibit>>>, exhibit: Released<Exhibit>) -> Released<Vec<Exhibit>> {
    match all {
        None => exhibit.map(|exhibit| vec![exhibit]),
        Some(all) => all.join(exhibit).map(|(mut all, exhibit)| {
            all.push(exhibit);
            all
        }),
    }
}
