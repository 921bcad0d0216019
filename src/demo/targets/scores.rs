//! Questionnaires at the start and their correlation with what people answered last.

use std::sync::LazyLock;

use super::cohort::{Figure, assert_figures, correlation, deviation, mean, share, starter};
use crate::demo::background::BackgroundTables;
use crate::demo::further::{FurtherScores, FurtherTables, RegionScores, Start};
use crate::demo::normal;
use crate::demo::options::{DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters};
use crate::demo::person::{Member, Population};
use crate::demo::questionnaires::{QuestionnaireTables, Questionnaires, Scores, numeric_rating};
use crate::demo::random::Stream;
use crate::demo::record::{PainRecord, Recorder};
use crate::demo::region::Region;
use crate::demo::score_table::{ScoreTable, beta_of};

const PEOPLE: u32 = 300_000;

/// A person's answers, complete until they stop.
struct Answers {
    record: PainRecord,
    rating: f64,
    surgery_interest: f64,
    questionnaires: Questionnaires,
    further: FurtherScores,
}

static STARTERS: LazyLock<Vec<Answers>> = LazyLock::new(|| everyone(PEOPLE, starter));
static PELVIC: LazyLock<Vec<Answers>> = LazyLock::new(|| {
    everyone(100_000, |number| Member { population: Population::Pelvic, ..starter(number) })
});

fn everyone(people: u32, member: impl Fn(u32) -> Member) -> Vec<Answers> {
    let intermittent = IntermittentMissingness::Off;
    let recorder = Recorder::new(ProgrammeOptions {
        starters: Starters::try_from(people).unwrap(),
        seed: 1,
        dropout: DropoutMechanism::default(),
        intermittent,
    });
    let (background, tables, further) =
        (BackgroundTables::new(), QuestionnaireTables::new(), FurtherTables::new());
    let pain_table = ScoreTable::beta(beta_of(0.461, 0.21), 1);
    let one = |number| {
        let record = recorder.record(member(number));
        let pain = normal::quantile(pain_table.rank(record.person.pain));
        let background = background.background(1, &record.person, pain);
        let questionnaires = tables.answer(1, &record, &background, pain, intermittent);
        let start = Start { background: &background, pain, region: questionnaires.region };
        let further = further.answer(1, &record, &tables, &start, intermittent);
        let rating = numeric_rating(record.person.pain, &mut record.person.random(1, Stream::Ratings));
        let surgery_interest = background.surgery_interest;
        Answers { record, rating, surgery_interest, questionnaires, further }
    };
    (0..people).map(one).collect()
}

/// The last answer, at the latest at the start.
fn last(scores: Scores) -> f64 {
    scores.later.into_iter().flatten().next_back().unwrap_or(scores.start)
}

/// The same of a score that is asked at weeks 0 and 12 only.
fn last_of_two(scores: Scores) -> f64 {
    scores.later[1].unwrap_or(scores.start)
}

fn own(region: Region) -> impl Fn(&Answers) -> Option<Scores> {
    move |one| (one.record.person.region == region).then_some(one.questionnaires.region)
}

/// Mean and standard deviation at the start.
fn start(name: &str, stated: [(f64, usize); 2], of: impl Fn(&Answers) -> Option<f64>) -> [Figure; 2] {
    [
        Figure::new(format!("{name} at the start, mean"), stated[0], mean(&STARTERS, &of)),
        Figure::new(format!("{name} at the start, SD"), stated[1], deviation(&STARTERS, &of)),
    ]
}

fn start_of(name: &str, stated: [(f64, usize); 2], of: impl Fn(&Answers) -> Option<Scores>) -> [Figure; 2] {
    start(name, stated, |one| of(one).map(|scores| scores.start))
}

fn follow_up(name: &str, stated: f64, of: impl Fn(&Answers) -> Option<[f64; 2]>) -> Figure {
    let pairs: Vec<[f64; 2]> = STARTERS.iter().filter_map(of).collect();
    let found = correlation(&pairs, |pair| pair[0], |pair| pair[1]);
    Figure::new(format!("{name}: correlation of the last answer with the start"), (stated, 2), found)
}

fn korff_pain(one: &Answers) -> Option<Scores> {
    match one.further.region {
        RegionScores::Back { pain, .. } => Some(pain),
        RegionScores::Knee { .. } | RegionScores::Pelvic { .. } | RegionScores::None => None,
    }
}

fn korff_disability(one: &Answers) -> Option<Scores> {
    match one.further.region {
        RegionScores::Back { disability, .. } => Some(disability),
        RegionScores::Knee { .. } | RegionScores::Pelvic { .. } | RegionScores::None => None,
    }
}

fn koos_pain(one: &Answers) -> Option<Scores> {
    match one.further.region {
        RegionScores::Knee { pain } => Some(pain),
        RegionScores::Back { .. } | RegionScores::Pelvic { .. } | RegionScores::None => None,
    }
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn scores_at_the_start_are_as_stated() {
    let whole = |mean: f64, spread: f64| [(mean, 0), (spread, 0)];
    let tenths = |mean: f64, spread: f64| [(mean, 1), (spread, 1)];
    let figures = [
        start_of("Korff pain", tenths(51.1, 17.8), korff_pain),
        start_of("Korff disability", tenths(34.3, 23.1), korff_disability),
        start_of("ODI", tenths(21.7, 12.1), own(Region::Back)),
        start_of("KOOS Pain", whole(64.0, 15.0), koos_pain),
        start_of("KOOS-PS", whole(30.0, 13.0), own(Region::Knee)),
        start_of("QuickDASH", whole(26.0, 15.0), own(Region::Shoulder)),
        start_of("NDI", whole(26.0, 12.0), own(Region::Neck)),
        start_of("HOOS-PS", whole(28.0, 14.0), own(Region::Hip)),
        start_of("WPAI, where it is not 0,", whole(30.0, 20.0), |one| {
            one.questionnaires.wpai.filter(|scores| scores.start > 0.0)
        }),
        start("Interest in surgery", [(0.89, 2), (1.71, 2)], |one| Some(one.surgery_interest)),
    ];
    let unimpaired = share(&STARTERS, |one| one.questionnaires.wpai.map(|scores| scores.start == 0.0));
    let rating = mean(&STARTERS, |one| Some(one.rating));
    let mut figures = figures.concat();
    figures.push(Figure::new("WPAI 0 at the start, per cent", (45.0, 0), unimpaired));
    figures.push(Figure::new("NPRS at the start, mean", (4.6, 1), rating));
    assert_figures(&figures);
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn pain_at_the_start_is_as_stated_in_each_region() {
    let stated = [46.0, 45.0, 45.0, 46.0, 47.0];
    let figures = Region::MUSCULOSKELETAL.into_iter().zip(stated).map(|(region, stated)| {
        let pain = |one: &Answers| (one.record.person.region == region).then_some(one.record.person.pain);
        Figure::new(format!("Pain at the start, {region:?}"), (stated, 0), mean(&STARTERS, pain))
    });
    assert_figures(&figures.collect::<Vec<_>>());
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn last_answers_correlate_with_the_start_as_the_trial_implies() {
    let ends = |scores: Scores| [scores.start, last_of_two(scores)];
    assert_figures(&[
        follow_up("Korff pain", 0.60, |one| korff_pain(one).map(ends)),
        follow_up("Korff disability", 0.55, |one| korff_disability(one).map(ends)),
        follow_up("Interest in surgery", 0.82, |one| one.further.surgery_interest.map(ends)),
        follow_up("ODI", 0.80, |one| own(Region::Back)(one).map(|scores| [scores.start, last(scores)])),
    ]);
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn the_trial_and_the_cohort_of_knees_are_followed_in_the_change_as_well() {
    let change = |of: fn(&Answers) -> Option<Scores>| {
        move |one: &Answers| of(one).and_then(|scores| scores.later[1].map(|last| last - scores.start))
    };
    let interest = |one: &Answers| one.further.surgery_interest.map(last_of_two);
    assert_figures(&[
        Figure::new("KOOS Pain: SD of change", (14.7, 1), deviation(&STARTERS, change(koos_pain))),
        Figure::new("Interest in surgery: last answer, mean", (0.62, 2), mean(&STARTERS, interest)),
    ]);
}

fn impact(one: &Answers) -> Option<Scores> {
    match one.further.region {
        RegionScores::Pelvic { impact, .. } => Some(impact),
        RegionScores::Back { .. } | RegionScores::Knee { .. } | RegionScores::None => None,
    }
}

fn distress(one: &Answers) -> Option<Scores> {
    match one.further.region {
        RegionScores::Pelvic { distress, .. } => Some(distress),
        RegionScores::Back { .. } | RegionScores::Knee { .. } | RegionScores::None => None,
    }
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn the_pelvic_pathway_is_completed_as_published_and_scored_as_chosen() {
    let at_start = |name: &str, stated: f64, of: &dyn Fn(&Answers) -> Option<Scores>| {
        let found = mean(&PELVIC, |one| of(one).map(|scores| scores.start));
        Figure::new(format!("{name} at the start, mean"), (stated, 0), found)
    };
    let weeks = |one: &Answers| Some(f64::from(one.record.participation.last_week));
    assert_figures(&[
        Figure::new(
            "Pelvic: completion, per cent",
            (81.0, 0),
            share(&PELVIC, |one| Some(one.record.is_completer())),
        ),
        Figure::new("Pelvic: weeks in the programme, mean", (10.0, 0), mean(&PELVIC, weeks)),
        at_start("UIQ-7", 32.0, &own(Region::Pelvic)),
        at_start("UDI-6", 40.0, &distress),
        at_start("PFIQ-7", 52.0, &impact),
    ]);
}

#[test]
#[ignore = "takes 20 seconds; run by cargo xtask test"]
fn pelvic_floor_impact_is_never_under_urinary_impact_and_follows_the_pathway() {
    let at = |of: Option<Scores>, occasion: usize| of.and_then(|scores| scores.later[occasion]);
    for one in PELVIC.iter() {
        let (whole, part) = (impact(one).unwrap(), one.questionnaires.region);
        assert!(whole.start >= part.start);
        assert!((0..2).all(|occasion| at(Some(whole), occasion) >= at(Some(part), occasion)));
        assert!(one.further.surgery_interest.is_none());
    }
}
