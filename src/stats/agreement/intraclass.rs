//! Intraclass correlations of subjects rated by several raters.

use super::shape;
use crate::domain::Finite;
use crate::stats::distribution::FisherF;
use crate::stats::{Confidence, Limits, Undefined};

/// The six forms of Shrout and Fleiss, with McGraw and Wong's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntraclassForm {
    /// ICC(1,1): each subject has its own raters, one rating; one-way random.
    OneWaySingle,
    /// ICC(2,1): the raters are a sample, one rating, agreement; two-way random, ICC(A,1).
    RandomSingle,
    /// ICC(3,1): the raters are the only ones, one rating, consistency; two-way mixed, ICC(C,1).
    MixedSingle,
    /// ICC(1,k): the mean of k ratings, one-way random.
    OneWayMean,
    /// ICC(2,k): the mean of k ratings, agreement, ICC(A,k).
    RandomMean,
    /// ICC(3,k): the mean of k ratings, consistency, ICC(C,k); Cronbach's alpha.
    MixedMean,
}

impl IntraclassForm {
    /// The name in `psych::ICC`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneWaySingle => "ICC1",
            Self::RandomSingle => "ICC2",
            Self::MixedSingle => "ICC3",
            Self::OneWayMean => "ICC1k",
            Self::RandomMean => "ICC2k",
            Self::MixedMean => "ICC3k",
        }
    }
}

/// One intraclass correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntraclassCorrelation {
    /// Which form.
    pub form: IntraclassForm,
    /// Its value; may be negative.
    pub estimate: f64,
    /// F of the subjects, against no differences between them.
    pub statistic: f64,
    /// Degrees of freedom above.
    pub df1: f64,
    /// Degrees of freedom below.
    pub df2: f64,
    /// Probability of an F as large.
    pub p_value: f64,
    /// From F quantiles; for agreement with Satterthwaite's degrees of freedom, open below where the mean of ratings has
    /// no lower limit and on both sides where those degrees of freedom do not exist, as with less variance between
    /// subjects and raters than within.
    pub conf_int: Limits,
}

/// Mean squares of the two-way table of subjects and raters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatingVariances {
    /// Number of subjects.
    pub subjects: f64,
    /// Number of raters.
    pub raters: f64,
    /// Mean square between subjects.
    pub between: f64,
    /// Mean square within subjects.
    pub within: f64,
    /// Mean square between raters.
    pub judges: f64,
    /// Mean square of what is left.
    pub error: f64,
}

/// All six intraclass correlations of complete ratings: a row a subject, a column a rater.
///
/// Assumes normal effects and errors. Source: Shrout & Fleiss, Psychol Bull 1979;86:420; McGraw & Wong, Psychol Methods
/// 1996;1:30; equals `psych::ICC(lmer = FALSE)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for one subject, [`Undefined::WrongShape`] for one rater or rows of unlike lengths,
/// [`Undefined::NoSpread`] when ratings differ by nothing but the subject and the rater, or subjects not at all.
pub fn intraclass_correlations(
    ratings: &[Vec<f64>],
    confidence: Confidence,
) -> Result<[IntraclassCorrelation; 6], Undefined> {
    let variances = RatingVariances::of(ratings)?;
    let of = |form| variances.correlation(form, confidence);
    Ok([
        of(IntraclassForm::OneWaySingle)?,
        of(IntraclassForm::RandomSingle)?,
        of(IntraclassForm::MixedSingle)?,
        of(IntraclassForm::OneWayMean)?,
        of(IntraclassForm::RandomMean)?,
        of(IntraclassForm::MixedMean)?,
    ])
}

impl RatingVariances {
    /// Of complete ratings: a row a subject, a column a rater.
    ///
    /// # Errors
    /// As [`intraclass_correlations`].
    pub fn of(ratings: &[Vec<f64>]) -> Result<Self, Undefined> {
        let (n, k) = shape(ratings)?;
        let (subjects, raters) = (n as f64, k as f64);
        let mean = ratings.iter().flatten().sum::<f64>() / (subjects * raters);
        let of_row = |row: &Vec<f64>| row.iter().map(|value| value - mean).sum::<f64>() / raters;
        let row_means: Vec<f64> = ratings.iter().map(of_row).collect();
        let of_column = |j: usize| ratings.iter().map(|row| row[j] - mean).sum::<f64>() / subjects;
        let column_means: Vec<f64> = (0..k).map(of_column).collect();
        let squares = |means: &[f64]| means.iter().map(|mean| mean * mean).sum::<f64>();
        let each = |distance: &dyn Fn(f64, f64, f64) -> f64| -> f64 {
            let rows = ratings.iter().zip(&row_means);
            let parts = rows.flat_map(|(row, row_mean)| {
                row.iter()
                    .zip(&column_means)
                    .map(|(value, column)| distance(value - mean, *row_mean, *column))
            });
            parts.map(|distance| distance * distance).sum()
        };
        let error = each(&|value, row, column| value - row - column);
        let total = each(&|value, _, _| value) + subjects * raters * mean * mean;
        // What rounding leaves of nothing.
        let nothing = total * (64.0 * f64::EPSILON) * (64.0 * f64::EPSILON);
        if error <= nothing || raters * squares(&row_means) <= nothing {
            return Err(Undefined::NoSpread);
        }
        let variances = Self {
            subjects,
            raters,
            between: raters * squares(&row_means) / (subjects - 1.0),
            within: each(&|value, row, _| value - row) / (subjects * (raters - 1.0)),
            judges: subjects * squares(&column_means) / (raters - 1.0),
            error: error / ((subjects - 1.0) * (raters - 1.0)),
        };
        if total.is_finite() { Ok(variances) } else { Err(Undefined::OutOfRange) }
    }

    /// One form.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] only for degrees of freedom that no ratings have.
    pub fn correlation(
        &self,
        form: IntraclassForm,
        confidence: Confidence,
    ) -> Result<IntraclassCorrelation, Undefined> {
        let (n, k) = (self.subjects, self.raters);
        let (divisor, df2) = match form {
            IntraclassForm::OneWaySingle | IntraclassForm::OneWayMean => (self.within, n * (k - 1.0)),
            IntraclassForm::RandomSingle
            | IntraclassForm::RandomMean
            | IntraclassForm::MixedSingle
            | IntraclassForm::MixedMean => (self.error, (n - 1.0) * (k - 1.0)),
        };
        let (statistic, df1, between) = (self.between / divisor, n - 1.0, self.between);
        let f = FisherF::new(df1, df2).ok_or(Undefined::OutOfRange)?;
        let of_judges = k * (self.judges - self.error) / n;
        let estimate = match form {
            IntraclassForm::OneWaySingle | IntraclassForm::MixedSingle => {
                (between - divisor) / (between + (k - 1.0) * divisor)
            }
            IntraclassForm::OneWayMean | IntraclassForm::MixedMean => (between - divisor) / between,
            IntraclassForm::RandomSingle => (between - divisor) / (between + (k - 1.0) * divisor + of_judges),
            IntraclassForm::RandomMean => (between - divisor) / (between + of_judges / k),
        };
        let limits = self.limits(form, statistic, df2, confidence);
        let conf_int = Limits {
            low: limits.and_then(|(low, _)| Finite::new(low)),
            high: limits.and_then(|(_, high)| Finite::new(high)),
        };
        Ok(IntraclassCorrelation { form, estimate, statistic, df1, df2, p_value: f.sf(statistic), conf_int })
    }

    fn limits(&self, form: IntraclassForm, f: f64, df2: f64, confidence: Confidence) -> Option<(f64, f64)> {
        let (k, df1, tail) = (self.raters, self.subjects - 1.0, 0.5 * (1.0 - confidence.level()));
        let critical = |above: f64, below: f64| FisherF::new(above, below)?.upper_quantile(tail);
        let ends = || Some((f / critical(df1, df2)?, f * critical(df2, df1)?));
        let single = |f: f64| (f - 1.0) / (f + k - 1.0);
        // Below −1/(k − 1) the mean of k ratings has no correlation.
        let of_mean = |single: f64| {
            let divisor = 1.0 + single * (k - 1.0);
            if divisor > 0.0 { single * k / divisor } else { f64::NEG_INFINITY }
        };
        match form {
            IntraclassForm::OneWaySingle | IntraclassForm::MixedSingle => {
                ends().map(|(low, high)| (single(low), single(high)))
            }
            IntraclassForm::OneWayMean | IntraclassForm::MixedMean => {
                ends().map(|(low, high)| (1.0 - 1.0 / low, 1.0 - 1.0 / high))
            }
            IntraclassForm::RandomSingle => self.agreement_limits(critical),
            IntraclassForm::RandomMean => {
                self.agreement_limits(critical).map(|(low, high)| (of_mean(low), of_mean(high)))
            }
        }
    }

    /// Limits of ICC(2,1), whose variance mixes three mean squares.
    fn agreement_limits(&self, critical: impl Fn(f64, f64) -> Option<f64>) -> Option<(f64, f64)> {
        let (n, k, between, judges, error) =
            (self.subjects, self.raters, self.between, self.judges, self.error);
        let single = (between - error) / (between + (k - 1.0) * error + k * (judges - error) / n);
        let ratio = k * single * judges / error;
        let rest = n * (1.0 + (k - 1.0) * single) - k * single;
        let df = (k - 1.0) * (n - 1.0) * (ratio + rest) * (ratio + rest)
            / ((n - 1.0) * ratio * ratio + rest * rest);
        let mixed = k * judges + (k * n - k - n) * error;
        let (above, below) = (critical(n - 1.0, df)?, critical(df, n - 1.0)?);
        let low = n * (between - above * error) / (above * mixed + n * between);
        let high = n * (below * between - error) / (mixed + n * below * between);
        (low <= high).then_some((low, high))
    }
}
