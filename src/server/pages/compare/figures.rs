//! The figures of a comparison page.

use serde_json::{Value, json};

use super::groups::Pair;
use super::{CompareQuestion, Request};
use crate::analysis::compare::{self, Arrival, CompareOptions, Depth, DisjointGroups};
use crate::analysis::responders::{self, ResponderOptions, ResponderValue};
use crate::analysis::table_one::{self, TableOneOptions};
use crate::analysis::trend::{self, TrendOptions};
use crate::cohort::CohortWords;
use crate::domain::{Code, MissingDataHandling};
use crate::exhibit::{Exhibit, Provenance, Released};
use crate::server::pages::provenance::{Asked, provenance};

/// Two groups without a person in common, with their names.
#[derive(Clone, Copy)]
pub(super) struct Compared<'a> {
    pub pair: &'a Pair,
    pub groups: &'a DisjointGroups,
}

impl Request {
    /// The answer to one question, or why there is none.
    pub(super) fn exhibit_of(
        &self,
        compared: Compared<'_>,
        question: CompareQuestion,
    ) -> Result<Released<Exhibit>, String> {
        match question {
            CompareQuestion::Compare => {
                self.comparison(compared, Depth::Whole).map(|(comparison, _)| comparison)
            }
            CompareQuestion::Trend => self.trend(compared),
            CompareQuestion::Responders => self.responders(compared),
            CompareQuestion::TableOne => self.table_one(compared),
        }
    }

    /// The difference by each method, and whether that is all of it.
    pub(super) fn comparison(
        &self,
        Compared { pair, groups }: Compared<'_>,
        depth: Depth,
    ) -> Result<(Released<Exhibit>, Arrival), String> {
        let own = &self.catalogue().study.primary_time_point;
        let options = CompareOptions {
            instrument: self.instrument(),
            time_point: self.address.time_point.clone().unwrap_or_else(|| own.clone()),
            overlap: self.address.overlap,
            lead: self.address.lead,
        };
        let (frame, catalogue) = (self.snapshot.frame(), self.catalogue());
        let raw = compare::run_to(depth, frame, catalogue, groups, &pair.words, &options);
        let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
        let provenance = self.provenance(pair, CompareQuestion::Compare, &json!(options));
        let arrival = published.get().repeated.arrival;
        Ok((compare::exhibit(&published, catalogue, provenance), arrival))
    }

    /// Both groups at every time point; what is said of it is about the study's own.
    fn trend(&self, Compared { pair, groups }: Compared<'_>) -> Result<Released<Exhibit>, String> {
        let handling = MissingDataHandling::default();
        let options = TrendOptions { instrument: self.instrument(), grouping: None, handling };
        let (kept, frame, catalogue) = (self.snapshot.counts(), self.snapshot.frame(), self.catalogue());
        let raw = trend::run_pair_with(kept, frame, catalogue, pair.labels(), groups, &options);
        let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
        let provenance = self.provenance(pair, CompareQuestion::Trend, &json!(options));
        let (words, assignment) = (self.words(), pair.words.assignment);
        Ok(trend::exhibit_pair(&published, catalogue, &words, assignment, provenance))
    }

    /// Who of both improved by the study's own time point.
    fn responders(&self, Compared { pair, groups }: Compared<'_>) -> Result<Released<Exhibit>, String> {
        let value = ResponderValue::default();
        let options = ResponderOptions { instrument: self.instrument(), grouping: None, value };
        let (kept, frame, catalogue) = (self.snapshot.counts(), self.snapshot.frame(), self.catalogue());
        let raw = responders::run_pair_with(kept, frame, catalogue, pair.labels(), groups, &options);
        let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
        let provenance = self.provenance(pair, CompareQuestion::Responders, &json!(options));
        let (words, assignment) = (self.words(), pair.words.assignment);
        Ok(responders::exhibit_pair(&published, catalogue, &words, assignment, provenance))
    }

    fn table_one(&self, Compared { pair, groups }: Compared<'_>) -> Result<Released<Exhibit>, String> {
        let (frame, decides) = (self.snapshot.frame(), pair.variables());
        let raw = table_one::run_pair(frame, self.catalogue(), groups, pair.labels(), &decides);
        let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
        let options = json!(TableOneOptions { grouping: None });
        let provenance = self.provenance(pair, CompareQuestion::TableOne, &options);
        let (words, assignment) = (self.words(), pair.words.assignment);
        Ok(table_one::exhibit_pair(&published, self.catalogue(), &words, assignment, provenance))
    }

    fn instrument(&self) -> Code {
        let own = &self.catalogue().study.primary_instrument;
        self.address.instrument.clone().unwrap_or_else(|| own.clone())
    }

    fn words(&self) -> CohortWords {
        CohortWords::of(&self.cohort, self.catalogue())
    }

    fn provenance(&self, pair: &Pair, question: CompareQuestion, options: &Value) -> Provenance {
        let groups = pair.choices.each_ref().map(ToString::to_string);
        let overlap = self.address.overlap.code();
        provenance(&Asked {
            catalogue: self.catalogue(),
            cohort: &self.cohort,
            analysis: question.code(),
            options: json!({ "groups": groups, "overlap": overlap, "asked": options }).to_string(),
            policy: self.policy,
            page: "/compare",
            query: &self.fitting_query,
        })
    }
}
