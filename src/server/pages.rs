//! Placeholder pages from code.

use super::context::Context;
use crate::analysis::facets::*;
use crate::api::page::*;
use crate::domain::*;
use crate::exhibit::*;

struct Nothing;
impl Publish for Nothing {
    type Public = ();
    fn publish(self, _: Policy) {}
}
fn f(v: f64) -> Finite {
    Finite::new(v).unwrap_or(Finite::ZERO)
}
fn c(t: &str) -> Code {
    Code::try_from(t).unwrap_or_else(|_| Code::try_from("x".to_owned()).expect("x"))
}
fn published(policy: Policy) -> Published<()> {
    Raw::new(Nothing).publish(policy)
}

fn catalogue() -> StudyCatalogue {
    let number = |code: &str, label: &str, unit: &str, low: f64, high: f64| Variable {
        code: c(code),
        label: label.into(),
        kind: VariableKind::Number { unit: unit.into(), range: NumberRange { low: f(low), high: f(high) } },
        filterable: true,
        post_baseline: false,
    };
    let level = |code: &str, label: &str| Level { code: c(code), label: label.into() };
    StudyCatalogue {
        study: Study { code: c("acupuncture_headache"), title: "Acupuncture for chronic headache".into(), description: "A randomised trial of acupuncture and usual care in 401 adults with chronic headache in primary care in England and Wales.".into(), source: "Vickers AJ and others, BMJ 2004;328:744; data: Trials 2006;7:15".into(), assignment: "randomised".into(), primary_instrument: c("severity"), primary_time_point: c("month_12"), primary_grouping: Some(c("arm")), completer: CompleterRule::ObservedAtPrimaryTimePoint },
        time_axis: TimeAxis { unit: TimeUnit::Month, points: vec![TimePoint { code: c("baseline"), label: "baseline".into(), offset: Some(f(0.0)) }, TimePoint { code: c("month_3"), label: "3 months".into(), offset: Some(f(3.0)) }, TimePoint { code: c("month_12"), label: "12 months".into(), offset: Some(f(12.0)) }] },
        variables: vec![
            number("age", "Age", "years", 18.0, 70.0),
            Variable { code: c("sex"), label: "Sex".into(), kind: VariableKind::Category { levels: vec![level("female", "Women"), level("male", "Men")] }, filterable: true, post_baseline: false },
            Variable { code: c("migraine"), label: "Migraine".into(), kind: VariableKind::Flag, filterable: true, post_baseline: false },
            number("chronicity", "Years with headache", "years", 0.0, 60.0),
            Variable { code: c("arm"), label: "Arm".into(), kind: VariableKind::Category { levels: vec![level("acupuncture", "Acupuncture"), level("usual", "Usual care")] }, filterable: true, post_baseline: false },
            Variable { code: c("practice"), label: "Practice".into(), kind: VariableKind::Category { levels: (1..=14).map(|i| level(&format!("p{i}"), &format!("Practice with a long name, number {i}"))).collect() }, filterable: true, post_baseline: false },
        ],
        instruments: vec![
            Instrument { code: c("severity"), label: "headache severity".into(), unit: "points".into(), range: NumberRange { low: f(0.0), high: f(100.0) }, direction: Direction::LowerIsBetter, baseline: Some(c("baseline")), thresholds: vec![], note: String::new() },
            Instrument { code: c("days"), label: "days with headache".into(), unit: "days in four weeks".into(), range: NumberRange { low: f(0.0), high: f(28.0) }, direction: Direction::LowerIsBetter, baseline: Some(c("baseline")), thresholds: vec![], note: String::new() },
        ],
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".into(), files: vec![] },
    }
}

fn figure() -> TrendFigure {
    let pt = |at: f64, label: &str, m: f64, h: f64, n: u32, miss: u32, g: u32| SeriesPoint {
        at: f(at),
        label: label.into(),
        estimate: Estimate::Mean { value: f(m), interval: Interval::new(m - h, m + h) },
        people: StripColumn {
            contributing: Count::Exact(n),
            no_report: Count::Exact(miss),
            left: Count::Exact(g - n - miss),
            group: Count::Exact(g),
            missing: Count::Exact(g - n),
        },
    };
    let tick = |at: f64, l: &str| Tick { at: f(at), label: l.into() };
    TrendFigure {
        x: Axis {
            title: "Months".into(),
            low: f(0.0),
            high: f(12.0),
            ticks: vec![tick(0.0, "Baseline"), tick(3.0, "3 months"), tick(12.0, "12 months")],
            note: None,
        },
        y: Axis {
            title: "Headache severity, points".into(),
            low: f(0.0),
            high: f(40.0),
            ticks: vec![
                tick(0.0, "0"),
                tick(10.0, "10"),
                tick(20.0, "20"),
                tick(30.0, "30"),
                tick(40.0, "40"),
            ],
            note: Some("axis drawn to 40".into()),
        },
        direction: Direction::LowerIsBetter,
        series: vec![
            Series {
                label: "Acupuncture".into(),
                number: 1,
                points: vec![
                    pt(0.0, "baseline", 25.6, 1.9, 205, 0, 205),
                    pt(3.0, "3 months", 19.1, 2.1, 173, 10, 205),
                    pt(12.0, "12 months", 16.2, 2.1, 161, 0, 205),
                ],
            },
            Series {
                label: "Usual care".into(),
                number: 2,
                points: vec![
                    pt(0.0, "baseline", 26.7, 2.3, 196, 0, 196),
                    pt(3.0, "3 months", 23.7, 2.4, 152, 12, 196),
                    pt(12.0, "12 months", 22.3, 2.8, 140, 0, 196),
                ],
            },
        ],
    }
}

fn exhibit(policy: Policy) -> Exhibit {
    let figure = figure();
    let text = |t: &str| Cell::Text(t.into());
    let num = |v: f64| Cell::Number { value: f(v), text: format::decimal(f(v), 1) };
    let rows = figure
        .series
        .iter()
        .flat_map(|s| {
            s.points.iter().map(move |p| {
                let Estimate::Mean { value, interval } = &p.estimate else { unreachable!() };
                let i = interval.expect("i");
                Row {
                    cells: vec![
                        text(&s.label),
                        text(&p.label),
                        num(value.get()),
                        num(i.low.get()),
                        num(i.high.get()),
                        Cell::Text(p.people.contributing.words()),
                        Cell::Text(p.people.missing.words()),
                    ],
                }
            })
        })
        .collect();
    let col = |h: &str, a| Column { heading: h.into(), code: h.to_lowercase(), alignment: a };
    let head =
        |label: &str, group: &str, n: u8, value: HeadlineValue, people: u32, of: u32, e: &str| Headline {
            label: label.into(),
            group: group.into(),
            series_number: n,
            value,
            people: Count::Exact(people),
            of: Count::Exact(of),
            explanation: e.into(),
        };
    let score = |v: f64, l: f64, h: f64, a: f64, b: f64| HeadlineValue::Score {
        value: f(v),
        interval: Interval::new(l, h),
        places: 1,
        scale: Interval::new(a, b).expect("s"),
    };
    let share = |v: f64, l: f64, h: f64| HeadlineValue::Share {
        value: f(v),
        interval: Interval::new(l, h),
        places: 1,
    };
    let parts = |(): &()| {
        Parts {
        text: ExhibitText { title: "Headache severity fell from 26 to 16 with acupuncture, and from 27 to 22 with usual care".into(), subtitle: "401 adults with chronic headache; mean severity, baseline to 12 months; reports only; shaded bands are 95% confidence intervals".into(), sentence: "Mean headache severity at 12 months was 16.2 (95% CI 14.1 to 18.3) with acupuncture and 22.3 (19.5 to 25.1) with usual care.".into(), footnotes: vec!["Means of values reported; nothing is filled in.".into(), "Missing at 12 months: acupuncture 44 (21%), usual care 56 (29%).".into(), "Intervals: two-sided 95%, Student’s t, each group and time on its own.".into()] },
        headlines: vec![
            head("Mean headache severity, 12 months", "Acupuncture", 1, score(16.2, 14.1, 18.3, 0.0, 100.0), 161, 205, "mean"), head("Mean headache severity, 12 months", "Usual care", 2, score(22.3, 19.5, 25.1, 0.0, 100.0), 140, 196, "mean"),
            head("Change from baseline", "Acupuncture", 1, score(-8.3, -10.2, -6.4, -40.0, 40.0), 161, 205, "mean_change"), head("Change from baseline", "Usual care", 2, score(-4.7, -6.6, -2.9, -40.0, 40.0), 140, 196, "mean_change"),
            head("Reporting at 12 months", "Acupuncture", 1, share(0.785, 0.724, 0.836), 161, 205, "reporting"), head("Reporting at 12 months", "Usual care", 2, share(0.714, 0.647, 0.773), 140, 196, "reporting"),
        ],
        figure: FigureSpec::Trend(figure.clone()),
        table: Table { caption: "Mean headache severity by arm and time, with 95% confidence interval, people reporting and people missing".into(), columns: vec![col("Arm", Alignment::Text), col("Time", Alignment::Text), Column { code: "mean".into(), ..col("Mean", Alignment::Number) }, Column { code: "ci_low".into(), ..col("95% CI low", Alignment::Number) }, Column { code: "ci_high".into(), ..col("95% CI high", Alignment::Number) }, col("People", Alignment::Number), col("Missing", Alignment::Number)], rows },
    }
    };
    let provenance = Provenance {
        study: "acupuncture_headache".into(),
        study_title: "A".into(),
        data_version: 1,
        data_as_of: "2026-11-23".into(),
        files_sha256: vec![],
        cohort: "Everyone".into(),
        cohort_definition: "{}".into(),
        analysis: "trend".into(),
        options: "{}".into(),
        policy,
        program_version: "0.1.0".into(),
        address: "/s/x".into(),
    };
    Exhibit::compose(&published(policy), provenance, parts).into_inner()
}

fn facets() -> PublicFacets {
    let row =
        |value, e: u32, s: u32| FacetRow { value, everyone: Count::Exact(e), selected: Count::Exact(s) };
    let lvl = |code: &str, label: &str| FacetValue::Level { code: c(code), label: label.into() };
    let bins = |low: f64, step: f64, ns: &[(u32, u32)]| {
        ns.iter()
            .enumerate()
            .map(|(i, (e, s))| {
                row(
                    FacetValue::Bin { low: f(low + step * i as f64), high: f(low + step * (i + 1) as f64) },
                    *e,
                    *s,
                )
            })
            .collect::<Vec<_>>()
    };
    let facet = |v: &str, rows| PublicFacet { variable: c(v), rows, missing: [Count::Zero, Count::Zero] };
    PublicFacets {
        everyone: Count::Exact(401),
        selected: Count::Exact(141),
        facets: vec![
            facet(
                "age",
                bins(
                    18.0,
                    4.0,
                    &[
                        (12, 0),
                        (18, 0),
                        (22, 0),
                        (28, 20),
                        (35, 22),
                        (41, 24),
                        (48, 27),
                        (52, 25),
                        (47, 23),
                        (40, 0),
                        (30, 0),
                        (18, 0),
                        (10, 0),
                    ],
                ),
            ),
            facet("sex", vec![row(lvl("female", "Women"), 337, 141), row(lvl("male", "Men"), 64, 0)]),
            facet(
                "migraine",
                vec![row(FacetValue::Answer(true), 377, 130), row(FacetValue::Answer(false), 24, 11)],
            ),
            PublicFacet {
                missing: [Count::Exact(13), Count::Exact(4)],
                ..facet(
                    "chronicity",
                    bins(
                        0.0,
                        5.0,
                        &[
                            (40, 12),
                            (60, 22),
                            (70, 31),
                            (62, 20),
                            (50, 18),
                            (40, 14),
                            (30, 10),
                            (20, 8),
                            (12, 3),
                            (8, 2),
                            (6, 1),
                            (3, 0),
                        ],
                    ),
                )
            },
            facet(
                "arm",
                vec![
                    row(lvl("acupuncture", "Acupuncture"), 205, 73),
                    row(lvl("usual", "Usual care"), 196, 68),
                ],
            ),
            facet(
                "practice",
                (1..=14)
                    .map(|i| FacetRow {
                        value: lvl(&format!("p{i}"), &format!("Practice with a long name, number {i}")),
                        everyone: if i > 11 { Count::Hidden } else { Count::Exact(60 - 4 * i) },
                        selected: if i > 11 { Count::Hidden } else { Count::Exact(24 - 2 * i) },
                    })
                    .collect(),
            ),
        ],
    }
}

/// Front page.
///
/// # Errors
/// Never.
pub async fn studies(_: &Context) -> Result<Released<StudiesPage>, AppError> {
    let policy = Policy::Exact;
    let mut other = catalogue();
    other.study.code = c("sinew_programme");
    other.study.title = "Digital MSK programme (synthetic)".into();
    other.study.assignment = "not randomised".into();
    let studies = vec![
        StudyCard { catalogue: catalogue(), participants: Count::Exact(401) },
        StudyCard { catalogue: other, participants: Count::Exact(12_750) },
    ];
    Ok(published(policy).release(|(), policy| StudiesPage { policy, studies }))
}

/// Trends.
///
/// # Errors
/// An unknown study.
pub async fn trend_page(_: &Context, study: &str, query: &str) -> Result<Released<TrendPage>, AppError> {
    if study != "acupuncture_headache" && study != "sinew_programme" {
        return Err(AppError::NotFound {
            sentence: format!("There is no study called “{study}”. Choose one from the list."),
        });
    }
    let policy = if query.contains("rounded") { Policy::Rounded } else { Policy::Exact };
    let mut catalogue = catalogue();
    catalogue.study.code = c(study);
    let body = if query.contains("f.age.from=90") {
        TrendBody::Empty {
            sentence: "No woman in this study is 90 or older, so nobody is left.".into(),
            steps: vec![
                EmptyStep {
                    label: "Without “Age 90 or more”".into(),
                    query: "f.sex=female".into(),
                    people: Count::Exact(337),
                },
                EmptyStep {
                    label: "Without “Women”".into(),
                    query: "f.age.from=90".into(),
                    people: Count::Zero,
                },
            ],
        }
    } else if query.contains("f.age.from=80") {
        TrendBody::Suppressed {
            sentence:
                "Fewer than 11 people match these filters, so nothing about them is shown. Widen a filter."
                    .into(),
        }
    } else if query.contains("f.age.from=70") {
        TrendBody::Unavailable { sentence: "“Days with headache” has no baseline, so values cannot be carried from it. Choose “Reports only” or “Completers”.".into() }
    } else {
        { let mut shown = exhibit(policy); if query.contains("split=practice") { let two = shown.headlines.clone(); for many in 3..=9_u8 { for head in two.iter().filter(|h| h.series_number == 1) { shown.headlines.push(Headline { group: format!("Practice number {many} with a name"), series_number: many, ..head.clone() }); } } } TrendBody::Exhibit(Box::new(shown)) }
    };
    let studies = vec![
        StudyLink { code: c("acupuncture_headache"), title: "Acupuncture for chronic headache".into() },
        StudyLink { code: c("sinew_programme"), title: "Digital MSK programme (synthetic)".into() },
    ];
    let query = crate::analysis::address::parse(&query.replace("rounded", ""), &catalogue)
        .map_err(|e| AppError::Invalid { sentence: e.to_string() })?
        .query(&catalogue);
    let cohort_sentence =
        if query.is_empty() { "Everyone".to_owned() } else { "Women aged 30 to 60".to_owned() };
    Ok(published(policy).release(|(), policy| TrendPage {
        catalogue,
        studies,
        policy,
        query,
        cohort_sentence,
        facets: facets(),
        body,
    }))
}
