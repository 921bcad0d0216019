//! The computation.

use super::changes::changes;
use super::fit::fit_of_methods;
use super::repeated::{Scores, repeated_measures};
use super::result::CompletersAre;
use super::tally::{PairTally, tally};
use super::{
    CompareOptions, CompareResult, ComparedGroup, ComparedWords, Depth, DisjointGroups, PairSizes,
    ResponderCutOff,
};
use crate::analysis::question::{Question, mismatch};
use crate::analysis::{AnalysisError, CONFIDENCE};
use crate::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use crate::domain::{CompleterRule, Direction, Interval, StudyCatalogue};
use crate::exhibit::Raw;
use crate::stats::{
    Alternative, Counted, MannWhitney, MannWhitneyMethod, Moments, PairedMoments, RelativeReduction, TTest,
    TestOptions, Undefined, baseline_adjusted, hedges_g, hodges_lehmann, mann_whitney, one_sample_t_test,
    relative_reduction, welch_t_test,
};

/// Change from baseline to a time point in two groups, and their difference.
///
/// Within each group the mean change with the paired t test and the improvement of the mean in per cent; between them
/// Welch's t test of the changes, the same difference with the baseline held
/// equal (analysis of covariance), the difference at the time point from every score up to it (repeated measures),
/// Hedges' g standardised by the pooled standard deviation of the changes, the
/// Mann-Whitney test and the Hodges-Lehmann shift; responders at each cut-off of everyone with a baseline above 0,
/// where people without a value have not improved, and of the completers. Changes are of people with both values.
/// Assumes people to be independent of one another. All tests are two-sided.
///
/// # Errors
/// A sentence when the instrument or the time point is unknown, when the instrument has no baseline before the time
/// point, or when the frame or a group does not fit the catalogue.
pub fn run(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    groups: &DisjointGroups,
    words: &ComparedWords,
    options: &CompareOptions,
) -> Result<Raw<CompareResult>, AnalysisError> {
    run_to(Depth::Whole, frame, catalogue, groups, words, options)
}

/// The same, to a depth: a quick answer says of repeated measures that take long that they are coming.
///
/// # Errors
/// As [`run`].
pub fn run_to(
    depth: Depth,
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    groups: &DisjointGroups,
    words: &ComparedWords,
    options: &CompareOptions,
) -> Result<Raw<CompareResult>, AnalysisError> {
    let [first, second] = groups.selections();
    let asked = Asked::new(frame, catalogue, groups, options)?;
    let tallies = [asked.tally(first), asked.tally(second)];
    let span = asked.question.instrument.range.high.get() - asked.question.instrument.range.low.get();
    let ranked = changes(&tallies, span);
    let [tally, other] = &tallies;
    let [label, other_label] = &words.labels;
    let compared = [asked.group(first, tally, label), asked.group(second, other, other_label)];
    Ok(Raw::new(CompareResult {
        instrument: asked.question.instrument.clone(),
        baseline: asked.baseline,
        time: asked.time,
        assignment: words.assignment,
        sizes: PairSizes::of(groups, frame.participants as u32),
        completer: catalogue.study.completer.clone(),
        completers: asked.completers_are(catalogue),
        lead: options.lead,
        difference: of_both(&compared, |one, other| welch_t_test(one, other, TestOptions::default())),
        adjusted: adjusted(&compared),
        repeated: repeated_measures(asked.scores(groups.selections()), depth),
        fit: fit_of_methods(&ranked),
        effect_size: of_both(&compared, |one, other| hedges_g(one, other, CONFIDENCE)),
        mann_whitney: ranked.as_ref().map_err(|reason| *reason).and_then(rank_test),
        shift: ranked.and_then(|[one, other]| hodges_lehmann(&one, &other, CONFIDENCE)),
        groups: compared,
        cut_offs: asked.cut_offs,
    }))
}

/// The options, looked up.
struct Asked<'a> {
    question: Question<'a>,
    baseline: usize,
    time: usize,
    completers: Selection,
    cut_offs: Vec<ResponderCutOff>,
}

impl<'a> Asked<'a> {
    fn new(
        frame: Frame<'a>,
        catalogue: &'a StudyCatalogue,
        groups: &DisjointGroups,
        options: &CompareOptions,
    ) -> Result<Self, AnalysisError> {
        let [first, _] = groups.selections();
        let question = Question::new(frame, catalogue, first, &options.instrument)?;
        let instrument = question.instrument;
        let time = catalogue.time_point(&options.time_point).map(|(position, _)| position);
        let time = time.ok_or_else(|| AnalysisError::UnknownTimePoint(options.time_point.clone()))?;
        let no_improvement = || AnalysisError::NoImprovement { instrument: instrument.label.clone() };
        let baseline = question.baseline.filter(|baseline| *baseline < time).ok_or_else(no_improvement)?;
        let completers = completers(frame, catalogue, question)?;
        Ok(Self { question, baseline, time, completers, cut_offs: ResponderCutOff::of(instrument) })
    }

    fn tally(&self, people: &Selection) -> PairTally {
        tally(self.question.scores, self.baseline, self.time, people)
    }

    const fn scores<'s>(&'s self, groups: &'s [Selection; 2]) -> Scores<'s> {
        Scores { matrix: self.question.scores, groups, baseline: self.baseline, time: self.time }
    }

    fn group(&self, people: &Selection, tally: &PairTally, label: &str) -> ComparedGroup {
        let direction = self.question.instrument.direction;
        let completers = self.tally(&people.and(&self.completers));
        let pairs = PairedMoments::of_counted_pairs(&tally.pairs);
        let paired = pairs.ok_or(Undefined::TooFewValues);
        ComparedGroup {
            label: label.to_owned(),
            people: people.count(),
            change: paired.and_then(|pairs| one_sample_t_test(&pairs.change, TestOptions::default())),
            improvement: paired.and_then(|pairs| improvement(&pairs, direction)),
            pairs,
            everyone: tally.responders(&self.cut_offs, direction),
            completers: completers.responders(&self.cut_offs, direction),
        }
    }

    fn completers_are(&self, catalogue: &StudyCatalogue) -> CompletersAre {
        match catalogue.study.completer {
            CompleterRule::ObservedAtPrimaryTimePoint if self.time == self.question.primary => {
                CompletersAre::ThoseWithValue
            }
            CompleterRule::ObservedAtPrimaryTimePoint | CompleterRule::Flag { .. } => {
                CompletersAre::ByAnotherRule
            }
        }
    }
}

/// The completers of the study, in whichever group.
fn completers(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    question: Question<'_>,
) -> Result<Selection, AnalysisError> {
    match &catalogue.study.completer {
        CompleterRule::ObservedAtPrimaryTimePoint => {
            let codes = question.scores.codes_at(question.primary);
            Ok(Selection::from_values(frame.participants, codes, |code| *code != ScoreMatrix::MISSING))
        }
        CompleterRule::Flag { variable } => {
            let position = catalogue.variable(variable).map(|(position, _)| position);
            match position.and_then(|position| frame.columns.get(position)) {
                Some(Column::Flag { yes, present }) => Ok(present.and(yes)),
                Some(Column::Number { .. } | Column::Category { .. } | Column::Date { .. }) | None => {
                    Err(mismatch("the flag that says who is a completer"))
                }
            }
        }
    }
}

/// Positive is better, whichever way the score goes.
fn improvement(pairs: &PairedMoments, direction: Direction) -> Result<RelativeReduction, Undefined> {
    let reduction = relative_reduction(pairs, CONFIDENCE)?;
    match direction {
        Direction::LowerIsBetter => Ok(reduction),
        Direction::HigherIsBetter => {
            let (low, high) = (-reduction.conf_int.high.get(), -reduction.conf_int.low.get());
            let conf_int = Interval::new(low, high).ok_or(Undefined::OutOfRange)?;
            Ok(RelativeReduction { estimate: -reduction.estimate, conf_int, ..reduction })
        }
    }
}

/// A comparison of the changes of both groups.
fn of_both<T>(
    groups: &[ComparedGroup; 2],
    compare: impl Fn(&Moments, &Moments) -> Result<T, Undefined>,
) -> Result<T, Undefined> {
    let [first, second] = groups.each_ref().map(|group| group.pairs.ok_or(Undefined::TooFewValues));
    compare(&first?.change, &second?.change)
}

fn adjusted(groups: &[ComparedGroup; 2]) -> Result<TTest, Undefined> {
    let [first, second] = groups.each_ref().map(|group| group.pairs.ok_or(Undefined::TooFewValues));
    baseline_adjusted(&first?, &second?, TestOptions::default())
}

fn rank_test([first, second]: &[Counted; 2]) -> Result<MannWhitney, Undefined> {
    let method = MannWhitneyMethod::for_samples(first, second);
    mann_whitney(first, second, Alternative::TwoSided, method)
}
