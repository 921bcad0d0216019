//! Where the numbers of an exhibit come from.

use crate::cohort::{self, CheckedCohort};
use crate::domain::StudyCatalogue;
use crate::exhibit::{Policy, Provenance};

/// What was asked of which data.
pub(super) struct Asked<'a> {
    pub catalogue: &'a StudyCatalogue,
    pub cohort: &'a CheckedCohort,
    /// Name of the analysis.
    pub analysis: &'static str,
    /// Its options as canonical JSON.
    pub options: String,
    pub policy: Policy,
    /// What follows the study in the path of the page ("", "/compare").
    pub page: &'static str,
    /// The query string of the page.
    pub query: &'a str,
}

/// The provenance of an exhibit.
pub(super) fn provenance(asked: &Asked<'_>) -> Provenance {
    let Asked { catalogue, query, page, .. } = *asked;
    let separator = if query.is_empty() { "" } else { "?" };
    let version = &catalogue.data_version;
    Provenance {
        study: catalogue.study.code.to_string(),
        study_title: catalogue.study.title.clone(),
        data_version: version.number,
        data_as_of: version.loaded_on.clone(),
        files_sha256: version.files.iter().map(|file| file.sha256.clone()).collect(),
        cohort: cohort::describe(asked.cohort, catalogue),
        // A definition holds codes and finite numbers only, which always serialise.
        cohort_definition: serde_json::to_string(asked.cohort.definition()).unwrap_or_default(),
        analysis: asked.analysis.to_owned(),
        options: asked.options.clone(),
        policy: asked.policy,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        address: format!("/s/{}{page}{separator}{query}", catalogue.study.code),
    }
}
