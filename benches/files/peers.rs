//! matplotlib and python-pptx, in a process of their own; their files must hold our numbers before their times count.

use std::path::Path;

use serde_json::Value;

use super::exhibits::{CHARTS, Exhibits};
use super::kind::Kind;
use super::python::{answer, sorted};

/// What they said.
pub struct Peers(Value);

impl Peers {
    /// Runs the script.
    pub fn run(python: &Path, exhibits: &Exhibits) -> Self {
        Self(answer(python, "files.py", &[], &exhibits.asked()))
    }

    /// In milliseconds.
    pub fn median_and_p95(&self, name: &str, kind: Kind) -> (f64, f64) {
        let times = sorted(&self.0["peers"][name][kind.code()]["ms"]);
        (times[times.len() / 2], times[times.len() * 95 / 100])
    }

    /// Versions and sizes.
    pub fn sentence(&self) -> String {
        format!("peers: {}", self.0["versions"].as_str().expect("versions"))
    }

    /// Holds every peer's files against ours: pixels, pages, slides, and the series of every chart.
    pub fn check(&self, exhibits: &Exhibits) {
        let made = |name: &str, kind: Kind| &self.0["peers"][name][kind.code()]["made"];
        assert_eq!(*made("matplotlib", Kind::Picture), Value::from(exhibits.size().to_vec()), "pixels");
        assert_eq!(*made("matplotlib", Kind::Report), Value::from(exhibits.pages()), "pages");
        let slides = made("python-pptx", Kind::Slides);
        assert_eq!(slides["slides"], Value::from(exhibits.slides()), "slides");
        let charts = slides["charts"].as_array().expect("charts");
        assert_eq!(charts.len(), CHARTS, "charts");
        for (theirs, ours) in charts.iter().zip(exhibits.asked()["figures"].as_array().expect("figures")) {
            assert_eq!(numbers(theirs), means(&ours["series"]), "series of a chart");
        }
    }
}

/// The means of every series, as the file was read back.
fn numbers(chart: &Value) -> Vec<Vec<f64>> {
    let series = chart.as_array().expect("series").iter();
    series.map(|means| means.as_array().expect("means").iter().filter_map(Value::as_f64).collect()).collect()
}

fn means(series: &Value) -> Vec<Vec<f64>> {
    let points = series.as_array().expect("series").iter().map(|series| &series["points"]);
    points
        .map(|points| {
            points.as_array().expect("points").iter().filter_map(|point| point[1].as_f64()).collect()
        })
        .collect()
}
