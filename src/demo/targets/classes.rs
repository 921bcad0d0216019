//! The three latent classes: shares, courses, response.

use super::cohort::{COMPLETE, Figure, assert_figures, mean, share};
use crate::demo::course::ResponseClass;

/// The weeks stated, as positions in the weekly values.
const STATED_WEEKS: [usize; 4] = [1, 3, 7, 11];

struct Stated {
    class: ResponseClass,
    share: f64,
    baseline: f64,
    pain: [f64; 4],
    responders: f64,
}

fn assert_class(stated: &Stated) {
    let name = format!("{:?}", stated.class);
    let is_in = |class: ResponseClass| class == stated.class;
    let mut figures = vec![
        Figure::new(
            format!("{name}: share"),
            (stated.share, 0),
            share(&COMPLETE, |row| Some(is_in(row.class))),
        ),
        Figure::new(
            format!("{name}: pain at the start"),
            (stated.baseline, 1),
            mean(&COMPLETE, |row| is_in(row.class).then_some(row.baseline)),
        ),
    ];
    figures.extend(STATED_WEEKS.into_iter().zip(stated.pain).map(|(at, pain)| {
        let found = mean(&COMPLETE, |row| is_in(row.class).then_some(row.truth[at]));
        Figure::new(format!("{name}: pain at week {}", at + 1), (pain, 1), found)
    }));
    figures.push(Figure::new(
        format!("{name}: ≥ 30% at week 12"),
        (stated.responders, 0),
        share(&COMPLETE, |row| is_in(row.class).then(|| row.responds(row.truth[11], 30.0))),
    ));
    assert_figures(&figures);
}

#[test]
fn rapid_responders_are_as_stated() {
    let pain = [26.0, 15.3, 6.6, 4.4];
    let class = ResponseClass::Rapid;
    assert_class(&Stated { class, share: 48.0, baseline: 45.1, pain, responders: 98.0 });
}

#[test]
fn gradual_responders_are_as_stated() {
    let pain = [33.5, 24.8, 15.3, 11.3];
    let class = ResponseClass::Gradual;
    assert_class(&Stated { class, share: 26.0, baseline: 46.3, pain, responders: 96.0 });
}

#[test]
fn limited_responders_are_as_stated() {
    let pain = [45.7, 44.3, 42.5, 41.5];
    let class = ResponseClass::Limited;
    assert_class(&Stated { class, share: 26.0, baseline: 47.8, pain, responders: 24.0 });
}
