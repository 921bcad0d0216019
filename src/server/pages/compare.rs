//! The comparison page and its exhibits.

use std::sync::Arc;

use serde_json::json;

use super::provenance::{Asked, provenance};
use super::{CompareQuestion, invalid, part, participants, said, snapshot, study_links};
use crate::analysis::address::{CompareAddress, GroupChoice};
use crate::analysis::compare::{
    self, Assignment, CompareOptions, ComparedWords, DisjointGroups, OverlapResolution, disjoint,
};
use crate::analysis::gate::{Gate, gate};
use crate::analysis::table_one::{self, TableOneOptions};
use crate::api::page::{CompareBody, ComparePage, OverlapOffer, StudyLink};
use crate::cohort::{self, CheckedCohort, CohortWords};
use crate::domain::frame::Selection;
use crate::domain::{AppError, Code, StudyCatalogue};
use crate::exhibit::{Exhibit, Policy, Raw, Released};
use crate::server::addresses;
use crate::server::computations::Wanted;
use crate::server::context::RequestContext;
use crate::store::Snapshot;

/// The comparison page of `study` at `query`.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown study, [`AppError::Invalid`] for an address that says something impossible.
pub async fn compare_page(
    context: &RequestContext,
    study: &str,
    query: &str,
) -> Result<Released<ComparePage>, AppError> {
    let request = Request::parse(context, study, query).await?;
    context.state.computations.run(move |wanted| request.page(wanted)).await
}

/// One exhibit of that page alone, for files.
///
/// # Errors
/// As [`compare_page`]; [`AppError::Invalid`] also when the page shows no such figure, with the reason.
pub async fn compare_exhibit(
    context: &RequestContext,
    study: &str,
    query: &str,
    question: CompareQuestion,
) -> Result<Released<Exhibit>, AppError> {
    let request = Request::parse(context, study, query).await?;
    let answer = context.state.computations.run(move |_| Ok(request.exhibit(question))).await?;
    answer.map_err(|sentence| AppError::Invalid { sentence })
}

struct Request {
    notice: Option<String>,
    studies: Vec<StudyLink>,
    snapshot: Arc<Snapshot>,
    address: CompareAddress,
    fitting_query: String,
    cohort: CheckedCohort,
    policy: Policy,
}

/// The two groups of the address, among the people of its cohort.
struct Pair {
    choices: [GroupChoice; 2],
    selections: [Selection; 2],
}

impl Request {
    async fn parse(context: &RequestContext, study: &str, query: &str) -> Result<Self, AppError> {
        let snapshot = snapshot(context, study)?;
        let query = addresses::written_out(&context.state, query).await?;
        let address = CompareAddress::parse(&query, snapshot.catalogue()).map_err(invalid)?;
        let fitting_query = address.query(snapshot.catalogue());
        let fitting_query = addresses::fitting(&context.state, fitting_query).await?;
        let cohort = cohort::check(&address.cohort, snapshot.catalogue()).map_err(invalid)?;
        let (notice, studies) = (context.state.health.notice(), study_links(context));
        Ok(Self { notice, studies, snapshot, address, fitting_query, cohort, policy: context.policy })
    }

    fn catalogue(&self) -> &StudyCatalogue {
        self.snapshot.catalogue()
    }

    fn page(&self, wanted: &Wanted) -> Result<Released<ComparePage>, AppError> {
        Ok(self.body(wanted)?.map(|body| ComparePage {
            notice: self.notice.clone(),
            catalogue: self.catalogue().clone(),
            studies: self.studies.clone(),
            policy: self.policy,
            query: self.address.query(self.catalogue()),
            fitting_query: self.fitting_query.clone(),
            swapped_query: self.address.swapped().query(self.catalogue()),
            cohort_sentence: cohort::describe(&self.cohort, self.catalogue()),
            body,
        }))
    }

    fn body(&self, wanted: &Wanted) -> Result<Released<CompareBody>, AppError> {
        let pair = match self.pair() {
            Ok(pair) => pair,
            Err(sentence) => return Ok(said(self.policy, CompareBody::Unavailable { sentence })),
        };
        wanted.check()?;
        let [first, second] = &pair.selections;
        let groups = match disjoint(first, second, self.address.overlap) {
            Ok(groups) => groups,
            Err(overlap) => return Ok(self.refused(&pair, overlap)),
        };
        if let Some(sentence) = self.too_few(&groups) {
            return Ok(said(self.policy, CompareBody::Suppressed { sentence }));
        }
        Ok(match self.comparison(&pair, &groups) {
            Ok(comparison) => {
                wanted.check()?;
                let baseline = part(self.table_one(&pair, &groups), self.policy);
                comparison.join(baseline).map(|(comparison, table_one)| CompareBody::Exhibits {
                    comparison: Box::new(comparison.for_page()),
                    table_one,
                })
            }
            Err(sentence) => said(self.policy, CompareBody::Unavailable { sentence }),
        })
    }

    fn exhibit(&self, question: CompareQuestion) -> Result<Released<Exhibit>, String> {
        let pair = self.pair()?;
        let [first, second] = &pair.selections;
        let groups = disjoint(first, second, self.address.overlap).map_err(|_| {
            "Some people are in both groups, so they cannot be compared. Open the page and choose what to do with them."
                .to_owned()
        })?;
        if let Some(sentence) = self.too_few(&groups) {
            return Err(sentence);
        }
        match question {
            CompareQuestion::Compare => self.comparison(&pair, &groups),
            CompareQuestion::TableOne => self.table_one(&pair, &groups),
        }
    }

    fn pair(&self) -> Result<Pair, String> {
        let Some(choices) = self.address.groups.clone() else {
            return Err("This study has no category to take groups from.".to_owned());
        };
        let everyone = self.snapshot.select(&self.cohort);
        let picked = |choice: &GroupChoice| -> Result<Option<Selection>, String> {
            let Some(definition) = choice.definition() else { return Ok(None) };
            let checked = cohort::check(&definition, self.catalogue()).map_err(|error| error.to_string())?;
            Ok(Some(self.snapshot.select(&checked).and(&everyone)))
        };
        let [first, second] = &choices;
        let selections = match (picked(first)?, picked(second)?) {
            (Some(first), Some(second)) => [first, second],
            (Some(first), None) => [first.clone(), everyone.and_not(&first)],
            (None, Some(second)) => [everyone.and_not(&second), second],
            (None, None) => return Err("Both groups are the same. Choose two different ones.".to_owned()),
        };
        Ok(Pair { choices, selections })
    }

    fn labels(&self, pair: &Pair) -> [String; 2] {
        pair.choices.each_ref().map(|choice| choice.label(self.catalogue()))
    }

    /// The overlap, with the ways out.
    fn refused(&self, pair: &Pair, overlap: Raw<compare::Overlap>) -> Released<CompareBody> {
        let [first, second] = self.labels(pair);
        overlap.publish(self.policy).release(|overlap, _| CompareBody::Overlap {
            sentence: overlap.sentence(&first, &second),
            offers: overlap.offers.iter().map(|&offer| self.offer(offer, [&first, &second])).collect(),
        })
    }

    fn offer(&self, resolution: OverlapResolution, [first, second]: [&str; 2]) -> OverlapOffer {
        let label = match resolution {
            OverlapResolution::Refuse => "As it is".to_owned(),
            OverlapResolution::SecondWithoutFirst => {
                format!("“{first}” against “{second}” without “{first}”")
            }
            OverlapResolution::DropFromBoth => "Leave them out of both".to_owned(),
        };
        let address = CompareAddress { overlap: resolution, ..self.address.clone() };
        OverlapOffer { label, query: address.query(self.catalogue()) }
    }

    /// Why the groups may not be shown; `None` when they may.
    fn too_few(&self, groups: &DisjointGroups) -> Option<String> {
        let everyone = participants(&self.snapshot);
        let is_closed = |group: &Selection| match gate(everyone, group.count(), self.policy) {
            Gate::Open => false,
            Gate::Empty | Gate::Suppressed => true,
        };
        groups.selections().iter().any(is_closed).then(|| match self.policy {
            Policy::Exact => "One of the groups has nobody in it. Choose another, or remove a filter.".to_owned(),
            Policy::Rounded => {
                "One of the groups has fewer than 11 people, or leaves out fewer than 11, so nothing is shown. Choose a \
                 larger one."
                    .to_owned()
            }
        })
    }

    fn comparison(&self, pair: &Pair, groups: &DisjointGroups) -> Result<Released<Exhibit>, String> {
        let study = &self.catalogue().study;
        let own = |set: &Option<Code>, own: &Code| set.clone().unwrap_or_else(|| own.clone());
        let options = CompareOptions {
            instrument: own(&self.address.instrument, &study.primary_instrument),
            time_point: own(&self.address.time_point, &study.primary_time_point),
            overlap: self.address.overlap,
        };
        let words = ComparedWords { labels: self.labels(pair), assignment: self.assignment(pair) };
        let raw = compare::run(self.snapshot.frame(), self.catalogue(), groups, &words, &options)
            .map_err(|error| error.to_string())?;
        let published = raw.publish(self.policy);
        let asked = self.asked(pair, CompareQuestion::Compare, &json!(options));
        Ok(compare::exhibit(&published, self.catalogue(), provenance(&asked)))
    }

    fn table_one(&self, pair: &Pair, groups: &DisjointGroups) -> Result<Released<Exhibit>, String> {
        let [first, second] = self.labels(pair);
        let decides: Vec<Code> =
            pair.choices.iter().filter_map(|choice| choice.variable().cloned()).collect();
        let frame = self.snapshot.frame();
        let raw = table_one::run_pair(frame, self.catalogue(), groups, [&first, &second], &decides)
            .map_err(|error| error.to_string())?;
        let published = raw.publish(self.policy);
        let options = TableOneOptions { grouping: None };
        let words = CohortWords::of(&self.cohort, self.catalogue());
        let asked = self.asked(pair, CompareQuestion::TableOne, &json!(options));
        Ok(table_one::exhibit(&published, self.catalogue(), &words, &options, provenance(&asked)))
    }

    /// How people came to be in the groups: by chance only where both are levels of the study's own grouping.
    fn assignment(&self, pair: &Pair) -> Assignment {
        let catalogue = self.catalogue();
        let variables: Vec<&Code> = pair.choices.iter().filter_map(GroupChoice::variable).collect();
        let is_late = |code: &&Code| catalogue.variable(code).is_some_and(|(_, found)| found.post_baseline);
        if !self.cohort.after_baseline().is_empty() || variables.iter().any(is_late) {
            return Assignment::SelectedAfterBaseline;
        }
        let own = catalogue.study.primary_grouping.as_ref();
        let assigned = catalogue.study.assignment.trim().to_lowercase();
        let by_chance = assigned.starts_with("randomised") || assigned.starts_with("randomized");
        if by_chance && variables.iter().all(|code| Some(*code) == own) {
            Assignment::Randomised
        } else {
            Assignment::NotRandomised
        }
    }

    fn asked<'a>(&'a self, pair: &Pair, question: CompareQuestion, options: &serde_json::Value) -> Asked<'a> {
        let groups = pair.choices.each_ref().map(ToString::to_string);
        Asked {
            catalogue: self.catalogue(),
            cohort: &self.cohort,
            analysis: question.code(),
            options: json!({ "groups": groups, "asked": options }).to_string(),
            policy: self.policy,
            page: "/compare",
            query: &self.fitting_query,
        }
    }
}
