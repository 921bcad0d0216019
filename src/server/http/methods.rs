//! `/methods`: every statistical method with its agreement, and the cases as files.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::{Owner, provide_context};

use crate::domain::AppError;
use crate::server::error;
use crate::server::state::AppState;
use crate::ui::{CaseLine, MethodEntry, MethodFamily, methods_page};
use crate::verify::record::{self, families};
use crate::verify::{Field, Method, Record};

/// What the last run of the tests wrote down.
const AGREEMENT: &str = include_str!("../../../tests/reference/agreement.json");

/// The files of cases, by their names.
macro_rules! case_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../tests/reference/cases/", $name)))),*]
    };
}

const CASES: &[(&str, &str)] = case_files![
    "aft.json",
    "agreement.json",
    "ancova.json",
    "anova.json",
    "bootstrap.json",
    "comparisons.json",
    "competing_risks.json",
    "contingency.json",
    "correlation.json",
    "cox.json",
    "descriptive.json",
    "distribution.json",
    "distribution_integrated.json",
    "dominance.json",
    "effect_size.json",
    "gee.json",
    "glm.json",
    "glm_anova.json",
    "glm_gamma.json",
    "goodness_of_fit.json",
    "kaplan_meier.json",
    "lmm.json",
    "log_rank.json",
    "mann_whitney.json",
    "margin.json",
    "mmrm.json",
    "multiplicity.json",
    "nist_linear.json",
    "ols.json",
    "ols_terms.json",
    "ordinal.json",
    "ordinal_brant.json",
    "power.json",
    "proportion.json",
    "rank_groups.json",
    "rate.json",
    "regression.json",
    "repeated.json",
    "sign_test.json",
    "signed_rank.json",
    "strata.json",
    "survival_oracle.json",
    "t_test.json",
    "tukey.json",
    "two_by_two.json",
    "variances.json",
];

/// The routes: what the program computes with is open to everybody who can reach it, and holds nobody's data.
pub fn routes() -> Router<AppState> {
    Router::new().route("/methods", get(list)).route("/methods/cases/{file}", get(cases))
}

async fn list(State(state): State<AppState>, request: Parts) -> Response {
    let page = Owner::new().with(|| {
        provide_context(request);
        methods_page(&state.leptos_options, entries(&record::read(AGREEMENT)))
    });
    Html(page).into_response()
}

async fn cases(Path(file): Path<String>) -> Response {
    match CASES.iter().find(|(name, _)| *name == file) {
        Some((name, text)) => {
            let disposition = format!("attachment; filename=\"sinew-cases-{name}\"");
            let headers = [
                (header::CONTENT_TYPE, "application/json".to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
            ];
            (headers, *text).into_response()
        }
        None => error::response(&AppError::NotFound {
            sentence: "There is no such file of cases; /methods names them.".to_owned(),
        }),
    }
}

fn entries(records: &[Record]) -> Vec<MethodFamily> {
    let entry = |method: &Method| MethodEntry {
        name: method.name.to_owned(),
        title: method.title.to_owned(),
        formula: method.formula.to_owned(),
        source: method.source.to_owned(),
        options: fields(method.options),
        results: fields(method.results),
        cases: records.iter().filter(|record| record.method == method.name).map(line).collect(),
    };
    let family = |(name, methods): (&str, Vec<&'static Method>)| MethodFamily {
        name: name.to_owned(),
        methods: methods.into_iter().map(entry).collect(),
    };
    families().into_iter().map(family).collect()
}

fn fields(fields: &[Field]) -> Vec<(String, String)> {
    fields.iter().map(|field| (field.name.to_owned(), field.meaning.to_owned())).collect()
}

fn line(record: &Record) -> CaseLine {
    CaseLine {
        id: record.case.clone(),
        file: record.file.clone(),
        source: record.source.clone(),
        values: record.values,
        tolerance: record.tolerance,
        worst: record.worst,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_of_cases_can_be_downloaded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/cases");
        let names = std::fs::read_dir(folder).unwrap();
        let kept: BTreeSet<String> =
            names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        let served: BTreeSet<String> = CASES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(served, kept);
    }

    #[test]
    fn every_method_is_shown_with_its_cases() {
        let families = entries(&record::read(AGREEMENT));
        let without: Vec<&MethodEntry> = families
            .iter()
            .flat_map(|family| &family.methods)
            .filter(|method| method.cases.is_empty())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
