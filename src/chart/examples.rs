//! Figures for tests.

use super::{attrition, differences, forest, multiples, responders};
use crate::domain::{Direction, Finite, Interval};
use crate::exhibit::{
    Axis, Count, Estimate, FigureSpec, Series, SeriesPoint, StripColumn, Tick, TrendBand, TrendFigure,
};

pub(super) fn finite(value: f64) -> Finite {
    Finite::new(value).unwrap()
}

pub(super) fn axis(title: &str, low: f64, high: f64, ticks: &[(f64, &str)], note: Option<&str>) -> Axis {
    let tick = |(at, label): &(f64, &str)| Tick { at: finite(*at), label: (*label).to_owned() };
    Axis {
        title: title.to_owned(),
        low: finite(low),
        high: finite(high),
        ticks: ticks.iter().map(tick).collect(),
        note: note.map(str::to_owned),
    }
}

pub(super) fn people(contributing: u32, no_report: u32, group: u32) -> StripColumn {
    let count = |people| if people == 0 { Count::Zero } else { Count::Exact(people) };
    StripColumn {
        contributing: count(contributing),
        no_report: count(no_report),
        left: count(group - contributing - no_report),
        group: count(group),
        missing: count(group - contributing),
    }
}

pub(super) fn hidden_people() -> StripColumn {
    StripColumn {
        contributing: Count::Hidden,
        no_report: Count::Hidden,
        left: Count::Hidden,
        group: Count::Hidden,
        missing: Count::Hidden,
    }
}

pub(super) fn mean(value: f64, half_width: f64) -> Estimate {
    let interval = Interval::new(value - half_width, value + half_width);
    Estimate::Mean { value: finite(value), interval }
}

pub(super) fn point(at: f64, label: &str, estimate: Estimate, people: StripColumn) -> SeriesPoint {
    SeriesPoint { at: finite(at), label: label.to_owned(), estimate, quartiles: None, people }
}

pub(super) fn series(label: &str, number: u8, points: Vec<SeriesPoint>) -> Series {
    Series { label: label.to_owned(), number, points }
}

/// Two arms at three time points, unevenly spaced.
pub(crate) fn trial() -> TrendFigure {
    let times = [(0.0, "baseline"), (3.0, "3 months"), (12.0, "12 months")];
    let arm = |label: &str, number, means: [(f64, f64); 3], counts: [(u32, u32); 3], group| {
        let points = times.iter().zip(means).zip(counts);
        let points = points.map(|(((at, time), (value, half)), (reporting, back))| {
            point(*at, time, mean(value, half), people(reporting, back, group))
        });
        series(label, number, points.collect())
    };
    let usual = [(26.71, 2.14), (24.22, 2.31), (22.34, 2.42)];
    let acupuncture = [(24.58, 1.93), (18.04, 2.02), (16.19, 1.87)];
    TrendFigure {
        x: axis("", 0.0, 12.0, &[(0.0, "Baseline"), (3.0, "3 months"), (12.0, "12 months")], None),
        y: axis(
            "Headache severity, 0 to 100",
            0.0,
            30.0,
            &[(0.0, "0"), (10.0, "10"), (20.0, "20"), (30.0, "30")],
            Some("axis drawn to 30"),
        ),
        direction: Direction::LowerIsBetter,
        band: TrendBand::Interval,
        series: vec![
            arm("Usual care", 2, usual, [(196, 0), (165, 6), (140, 0)], 196),
            arm("Acupuncture", 1, acupuncture, [(205, 0), (179, 7), (161, 0)], 205),
        ],
    }
}

/// Two arms over thirteen weeks.
pub(super) fn programme() -> TrendFigure {
    let usual = [47.1, 45.9, 45.1, 43.8, 43.1, 43.7, 42.8, 42.8, 42.7, 42.0, 42.4, 41.8, 41.6];
    let treated = [46.2, 38.6, 32.8, 28.5, 24.8, 22.2, 20.1, 18.8, 17.7, 16.4, 15.9, 15.3, 15.1];
    let counts = [2486, 1860, 1800, 1709, 1691, 1645, 1596, 1538, 1511, 1447, 1404, 1367, 1303];
    let treated_counts = [10264, 8555, 8026, 7716, 7523, 7297, 7094, 6932, 6669, 6501, 6243, 6056, 5880];
    let ticks: Vec<String> = (0..13)
        .map(|week| match week {
            0 => "Baseline".to_owned(),
            week if week % 4 == 0 => format!("Week {week}"),
            week => week.to_string(),
        })
        .collect();
    let ticks: Vec<(f64, &str)> = (0..).map(f64::from).zip(ticks.iter().map(String::as_str)).collect();
    let arm = |label: &str, number, means: [f64; 13], half: f64, counts: [u32; 13]| {
        let points = (0..13_u32).zip(means).zip(counts).map(|((week, value), reporting)| {
            let gone = counts[0] - reporting;
            let back = if week == 12 { 0 } else { gone * (13 - week) / 20 };
            let name = if week == 0 { "baseline".to_owned() } else { format!("week {week}") };
            point(f64::from(week), &name, mean(value, half), people(reporting, back, counts[0]))
        });
        series(label, number, points.collect())
    };
    TrendFigure {
        x: axis("", 0.0, 12.0, &ticks, None),
        y: axis(
            "Pain, 0 to 100",
            0.0,
            50.0,
            &[(0.0, "0"), (10.0, "10"), (20.0, "20"), (30.0, "30"), (40.0, "40"), (50.0, "50")],
            Some("axis drawn to 50"),
        ),
        direction: Direction::LowerIsBetter,
        band: TrendBand::Interval,
        series: vec![
            arm("Usual care", 2, usual, 1.4, counts),
            arm("Programme", 1, treated, 0.6, treated_counts),
        ],
    }
}

/// The trial with the acupuncture arm hidden at its last time point.
pub(super) fn partly_hidden() -> TrendFigure {
    let mut figure = trial();
    let last = figure.series[1].points.last_mut().unwrap();
    last.estimate = Estimate::Hidden;
    last.people = hidden_people();
    figure
}

/// One group over thirteen weeks, hidden from week 7.
pub(super) fn hidden_end() -> TrendFigure {
    let mut figure = programme();
    figure.series.remove(0);
    for point in figure.series[0].points.iter_mut().skip(7) {
        point.estimate = Estimate::Hidden;
        point.people = hidden_people();
    }
    figure
}

/// Every mean hidden.
pub(crate) fn all_hidden() -> TrendFigure {
    let mut figure = trial();
    for point in figure.series.iter_mut().flat_map(|series| &mut series.points) {
        point.estimate = Estimate::Hidden;
        point.people = hidden_people();
    }
    figure
}

/// A gap in one line and nobody in another group.
pub(super) fn with_gaps() -> TrendFigure {
    let mut figure = programme();
    for index in [4, 5, 9] {
        figure.series[0].points[index].estimate = Estimate::Empty;
        figure.series[0].points[index].people = people(0, 2486, 2486);
    }
    let nobody = (0..13).map(|week| point(f64::from(week), "week", Estimate::Empty, people(0, 0, 0)));
    figure.series.push(series("Not assigned", 3, nobody.collect()));
    figure
}

/// One time point.
pub(super) fn one_time() -> TrendFigure {
    let mut figure = trial();
    figure.x = axis("", 0.0, 0.0, &[(0.0, "Baseline")], None);
    for series in &mut figure.series {
        series.points.truncate(1);
    }
    figure
}

/// Twelve groups with long names.
pub(super) fn twelve_groups() -> TrendFigure {
    let mut figure = programme();
    let template = figure.series[1].clone();
    let names = [
        "Lower back",
        "Knee",
        "Shoulder",
        "Neck",
        "Hip",
        "Elbow and wrist with tendon pain lasting over a year",
    ];
    figure.series = (0..12_u8)
        .map(|index| {
            let mut one = template.clone();
            one.number = index % 6 + 1;
            one.label = format!("{} {}", names[usize::from(index % 6)], index + 1);
            for point in &mut one.points {
                let shift = f64::from(index) * 1.3;
                point.estimate = match &point.estimate {
                    Estimate::Mean { value, .. } => mean(value.get() * 0.6 + shift, 1.0),
                    Estimate::Hidden => Estimate::Hidden,
                    Estimate::Empty => Estimate::Empty,
                };
            }
            one
        })
        .collect();
    figure
}

/// Values filled in, so that everyone contributes.
pub(super) fn filled_in() -> TrendFigure {
    let mut figure = trial();
    for point in figure.series.iter_mut().flat_map(|series| &mut series.points) {
        point.people.contributing = point.people.group;
    }
    figure
}

/// Numbers of very different sizes.
pub(super) fn scaled(factor: f64) -> TrendFigure {
    let mut figure = trial();
    let labels: Vec<String> =
        figure.y.ticks.iter().map(|tick| format!("{}", tick.at.get() * factor)).collect();
    let scale = |value: Finite| finite(value.get() * factor);
    (figure.y.low, figure.y.high) = (scale(figure.y.low), scale(figure.y.high));
    for (tick, label) in figure.y.ticks.iter_mut().zip(labels) {
        *tick = Tick { at: scale(tick.at), label };
    }
    for point in figure.series.iter_mut().flat_map(|series| &mut series.points) {
        if let Estimate::Mean { value, interval } = &mut point.estimate {
            *value = scale(*value);
            *interval = interval.and_then(|i| Interval::new(i.low.get() * factor, i.high.get() * factor));
        }
    }
    figure
}

/// The middle half of people as the band, withheld at the last weeks of one group.
pub(super) fn middle_half() -> TrendFigure {
    let mut figure = programme();
    figure.band = TrendBand::Quartiles;
    for (series, half) in figure.series.iter_mut().zip([14.0, 9.0]) {
        for point in &mut series.points {
            if let Estimate::Mean { value, .. } = &point.estimate {
                point.quartiles = Interval::new((value.get() - half).max(0.0), value.get() + half);
            }
        }
    }
    for point in figure.series[0].points.iter_mut().skip(11) {
        point.quartiles = None;
    }
    figure.y = axis(
        "Pain, 0 to 100",
        0.0,
        80.0,
        &[(0.0, "0"), (20.0, "20"), (40.0, "40"), (60.0, "60"), (80.0, "80")],
        None,
    );
    figure
}

/// Nothing at all.
pub(super) fn nothing() -> TrendFigure {
    TrendFigure { series: Vec::new(), ..trial() }
}

/// Every example with its name.
pub(crate) fn all() -> Vec<(&'static str, FigureSpec)> {
    let mut long = trial();
    long.series[0].label = "Usual care from the person’s own general practitioner, with advice".to_owned();
    long.y.title =
        "Headache severity as the mean of four daily diary entries over four weeks, 0 to 100".to_owned();
    let mut one_group = programme();
    one_group.series.remove(0);
    [
        ("trial", trial()),
        ("programme", programme()),
        ("partly_hidden", partly_hidden()),
        ("hidden_end", hidden_end()),
        ("all_hidden", all_hidden()),
        ("with_gaps", with_gaps()),
        ("one_time", one_time()),
        ("one_group", one_group),
        ("twelve_groups", twelve_groups()),
        ("filled_in", filled_in()),
        ("long_words", long),
        ("huge", scaled(1e9)),
        ("tiny", scaled(1e-9)),
        ("middle_half", middle_half()),
        ("nothing", nothing()),
    ]
    .map(|(name, figure)| (name, FigureSpec::Trend(figure)))
    .into_iter()
    .chain(
        responders::examples::all().into_iter().map(|(name, figure)| (name, FigureSpec::Responders(figure))),
    )
    .chain(forest::examples::all().into_iter().map(|(name, figure)| (name, FigureSpec::Forest(figure))))
    .chain([("differences", FigureSpec::Differences(differences::examples::trial()))])
    .chain(multiples::examples::all().into_iter().map(|(name, figure)| (name, FigureSpec::Multiples(figure))))
    .chain(attrition::examples::all().map(|(name, figure)| (name, FigureSpec::Attrition(figure))))
    .collect()
}
