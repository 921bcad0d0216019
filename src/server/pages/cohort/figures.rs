//! The figures of a cohort page.

use serde_json::json;

use super::Request;
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::compare::{Assignment, DisjointGroups, OverlapResolution, disjoint};
use crate::analysis::responders::{self, ResponderOptions};
use crate::analysis::trend::{self, TrendOptions};
use crate::cohort::{CheckedCohort, CohortWords};
use crate::domain::Code;
use crate::domain::frame::Selection;
use crate::exhibit::{Exhibit, Provenance, Published, Released};
use crate::server::pages::CohortQuestion;
use crate::server::pages::provenance::{Asked, provenance};
use crate::store::Snapshot;

/// Those whom the selection is compared with: never one of its own people.
pub(super) struct Others {
    /// In a few words.
    pub label: String,
    selection: Selection,
    /// Whether they were picked by something after baseline.
    after_baseline: Vec<String>,
}

impl Others {
    /// Everyone else, or the people of a saved cohort who are not selected.
    pub fn of(selected: &Selection, against: Option<&(CheckedCohort, String)>, snapshot: &Snapshot) -> Self {
        let Some((cohort, name)) = against else {
            return Self {
                label: "Everyone else".to_owned(),
                selection: selected.complement(),
                after_baseline: Vec::new(),
            };
        };
        let theirs = snapshot.select(cohort);
        let label = if theirs.and(selected).is_empty() {
            name.clone()
        } else {
            format!("{name}, without the selected")
        };
        let after_baseline = cohort.after_baseline().to_vec();
        Self { label, selection: theirs.and_not(selected), after_baseline }
    }
}

/// Name of the group that the rules pick.
const SELECTED: &str = "Selected";

impl Request {
    /// Whether the page shows an answer to a question at all.
    pub(super) fn has(&self, question: CohortQuestion) -> bool {
        match question {
            CohortQuestion::Attrition => !self.cohort.rules().is_empty(),
            CohortQuestion::Trend | CohortQuestion::Responders => true,
        }
    }

    pub(super) fn exhibit(&self, question: CohortQuestion) -> Result<Released<Exhibit>, String> {
        match question {
            CohortQuestion::Attrition => {
                self.attrition(self.page_counts(&self.off_rules()).prices().as_ref())
            }
            CohortQuestion::Trend => self.trend(),
            CohortQuestion::Responders => self.responders(),
        }
    }

    pub(super) fn attrition(
        &self,
        prices: Option<&Published<PublicAttrition>>,
    ) -> Result<Released<Exhibit>, String> {
        let provenance = self.provenance(CohortQuestion::Attrition, &json!({}));
        self.page_counts(&self.off_rules()).attrition(prices, provenance)
    }

    /// The selected beside the others; alone where there are no others.
    fn groups(&self) -> Option<DisjointGroups> {
        let others = &self.people().others.selection;
        // They have nobody in common, so nothing is refused.
        let groups = disjoint(&self.people().selection, others, OverlapResolution::Refuse).ok()?;
        (!others.is_empty()).then_some(groups)
    }

    fn trend(&self) -> Result<Released<Exhibit>, String> {
        let (kept, frame, catalogue) = (self.snapshot.counts(), self.snapshot.frame(), self.catalogue());
        let options =
            TrendOptions { instrument: self.instrument(), grouping: None, handling: self.address.handling };
        let provenance = self.provenance(CohortQuestion::Trend, &json!(options));
        let words = CohortWords::everyone();
        if let Some(groups) = self.groups() {
            let raw = trend::run_pair_with(kept, frame, catalogue, self.labels(), &groups, &options);
            let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
            Ok(trend::exhibit_pair(&published, catalogue, &words, self.assignment(), provenance))
        } else {
            let raw = trend::run_with(kept, frame, catalogue, &self.people().selection, &options);
            let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
            Ok(trend::exhibit(&published, catalogue, &self.words(), &options, provenance))
        }
    }

    fn responders(&self) -> Result<Released<Exhibit>, String> {
        let (kept, frame, catalogue) = (self.snapshot.counts(), self.snapshot.frame(), self.catalogue());
        let options =
            ResponderOptions { instrument: self.instrument(), grouping: None, value: self.address.improved };
        let provenance = self.provenance(CohortQuestion::Responders, &json!(options));
        let words = CohortWords::everyone();
        if let Some(groups) = self.groups() {
            let raw = responders::run_pair_with(kept, frame, catalogue, self.labels(), &groups, &options);
            let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
            Ok(responders::exhibit_pair(&published, catalogue, &words, self.assignment(), provenance))
        } else {
            let raw = responders::run_with(kept, frame, catalogue, &self.people().selection, &options);
            let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
            Ok(responders::exhibit(&published, catalogue, &self.words(), &options, provenance))
        }
    }

    fn labels(&self) -> [&str; 2] {
        [SELECTED, &self.people().others.label]
    }

    fn words(&self) -> CohortWords {
        CohortWords::of(&self.cohort, self.catalogue())
    }

    /// Nobody is put into a cohort by chance.
    fn assignment(&self) -> Assignment {
        if self.cohort.after_baseline().is_empty() && self.people().others.after_baseline.is_empty() {
            Assignment::NotRandomised
        } else {
            Assignment::SelectedAfterBaseline
        }
    }

    fn instrument(&self) -> Code {
        let own = &self.catalogue().study.primary_instrument;
        self.address.instrument.clone().unwrap_or_else(|| own.clone())
    }

    fn provenance(&self, question: CohortQuestion, options: &serde_json::Value) -> Provenance {
        provenance(&Asked {
            catalogue: self.catalogue(),
            cohort: &self.cohort,
            analysis: question.code(),
            options: json!({ "against": self.people().others.label, "asked": options }).to_string(),
            policy: self.policy,
            page: "/cohort",
            query: &self.fitting_query,
        })
    }
}
