//! Where the numbers of a benchmark come from.

use sinew::exhibit::{Policy, Provenance};

/// Of everyone in a study made for measuring.
pub fn provenance() -> Provenance {
    Provenance {
        study: "bench".to_owned(),
        study_title: "Benchmark".to_owned(),
        data_version: 1,
        data_as_of: "2026-01-01".to_owned(),
        files_sha256: Vec::new(),
        cohort: "Everyone".to_owned(),
        cohort_definition: String::new(),
        analysis: "trend".to_owned(),
        options: String::new(),
        policy: Policy::Rounded,
        program_version: "0".to_owned(),
        address: "/s/bench".to_owned(),
    }
}
