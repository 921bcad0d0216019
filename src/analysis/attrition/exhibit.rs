//! The published counts as an exhibit.

use super::{PublicAttrition, PublicStep};
use crate::cohort::{CheckedCohort, describe, rule_labels};
use crate::domain::StudyCatalogue;
use crate::exhibit::{
    Alignment, AttritionBar, AttritionFigure, Cell, Column, Count, Exhibit, ExhibitText, FigureSpec, Parts,
    Policy, Provenance, Published, Released, Row, Table,
};

/// The exhibit of a cohort's rules: bars, table and words. The cohort is the one that was counted, the catalogue the
/// one it was checked against.
pub fn exhibit(
    published: &Published<PublicAttrition>,
    cohort: &CheckedCohort,
    catalogue: &StudyCatalogue,
    provenance: Provenance,
) -> Released<Exhibit> {
    let policy = published.policy();
    let labels = rule_labels(cohort, catalogue);
    Exhibit::compose(published, provenance, |public| Parts {
        text: ExhibitText {
            title: title(public, &labels),
            subtitle: format!(
                "{}: people left after each rule, in the order of the rules; hatching shows who leaves",
                describe(cohort, catalogue)
            ),
            sentence: sentence(public, &labels),
            footnotes: footnotes(cohort, policy),
        },
        headlines: Vec::new(),
        figure: FigureSpec::Attrition(figure(public, &labels)),
        table: table(public, &labels),
    })
}

/// The rule without which most people would come back, if it can be told.
fn title(public: &PublicAttrition, labels: &[String]) -> String {
    if public.steps.is_empty() {
        return "No rule narrows this cohort".to_owned();
    }
    if let Some((rule, _)) = public.emptied_by() {
        return format!("“{}” leaves nobody", label(labels, rule));
    }
    match costliest(&public.steps) {
        Some(rule) => format!("“{}” alone keeps out the most people", label(labels, rule)),
        None => "People left after each rule".to_owned(),
    }
}

/// The one rule with the largest number that it gives back; `None` when a hidden number might be larger or two are
/// equal.
fn costliest(steps: &[PublicStep]) -> Option<usize> {
    let given: Option<Vec<u32>> = steps.iter().map(|step| step.gives_back.shown()).collect();
    let given = given?;
    let most = given.iter().copied().max().filter(|most| *most > 0)?;
    let mut at_most = given.iter().enumerate().filter(|(_, people)| **people == most);
    let first = at_most.next().map(|(rule, _)| rule)?;
    at_most.next().is_none().then_some(first)
}

fn sentence(public: &PublicAttrition, labels: &[String]) -> String {
    let mut parts = vec![format!("Of {} people", public.everyone.words())];
    let left = labels.iter().zip(&public.steps);
    parts.extend(left.map(|(label, step)| format!("{} are left after “{label}”", step.after.words())));
    format!("{}; {} are selected.", parts.join("; "), public.selected.words())
}

fn footnotes(cohort: &CheckedCohort, policy: Policy) -> Vec<String> {
    let mut notes = vec![
        "The count at the end does not depend on the order of the rules; the counts on the way do."
            .to_owned(),
        "A missing value meets no rule but one that asks for it to be missing.".to_owned(),
    ];
    let after = cohort.after_baseline();
    if !after.is_empty() {
        notes.push(format!("Selects on what is known only after baseline: {}.", after.join(", ")));
    }
    match policy {
        Policy::Exact => {}
        Policy::Rounded => notes.push(format!(
            "Counts are given as the middle of a band of {}; those under {} are hidden, and others from which they \
             could be worked out.",
            Policy::BAND,
            Policy::THRESHOLD
        )),
    }
    notes
}

fn figure(public: &PublicAttrition, labels: &[String]) -> AttritionFigure {
    let everyone = public.everyone;
    let mut bars = vec![AttritionBar { label: "Everyone".to_owned(), before: everyone, left: everyone }];
    let mut before = everyone;
    for (label, step) in labels.iter().zip(&public.steps) {
        bars.push(AttritionBar { label: label.clone(), before, left: step.after });
        before = step.after;
    }
    AttritionFigure { bars }
}

fn table(public: &PublicAttrition, labels: &[String]) -> Table {
    let column = |heading: &str, code: &str, alignment| Column {
        heading: heading.to_owned(),
        code: code.to_owned(),
        alignment,
    };
    let rows = labels.iter().zip(&public.steps).map(|(label, step)| Row {
        cells: std::iter::once(Cell::Text(label.clone()))
            .chain([step.alone, step.after, step.gives_back, step.without].map(cell))
            .collect(),
    });
    let everyone = Row {
        cells: vec![
            Cell::Text("Everyone".to_owned()),
            Cell::Empty,
            cell(public.everyone),
            Cell::Empty,
            Cell::Empty,
        ],
    };
    Table {
        caption: "What each rule of the cohort costs".to_owned(),
        columns: vec![
            column("Rule", "rule", Alignment::Text),
            column("Meet it alone", "alone", Alignment::Number),
            column("Left after it", "after", Alignment::Number),
            column("Gives back if removed", "gives_back", Alignment::Number),
            column("Left without it", "without", Alignment::Number),
        ],
        rows: std::iter::once(everyone).chain(rows).collect(),
    }
}

fn cell(count: Count) -> Cell {
    count.shown().map_or(Cell::Hidden, |people| Cell::Number { value: people.into(), text: count.words() })
}

fn label(labels: &[String], rule: usize) -> &str {
    labels.get(rule).map_or("", String::as_str)
}
