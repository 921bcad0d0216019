//! The comparison page and its exhibits.

mod figures;
mod groups;

use std::sync::Arc;

use super::{CompareQuestion, figures_beneath, invalid, opened, part, participants, said, study_links};
use crate::analysis::address::CompareAddress;
use crate::analysis::compare::{self, Arrival, Depth, DisjointGroups, OverlapResolution, disjoint};
use crate::analysis::gate::{Gate, gate};
use crate::api::page::{CompareBody, ComparePage, OverlapOffer, StudyLink};
use crate::cohort::{self, CheckedCohort};
use crate::domain::frame::Selection;
use crate::domain::{AppError, StudyCatalogue};
use crate::exhibit::{Exhibit, Policy, Raw, Released};
use crate::server::addresses;
use crate::server::computations::Wanted;
use crate::server::context::RequestContext;
use crate::store::Snapshot;
use figures::Compared;
use groups::{Pair, Population, Shelf};

/// The comparison page of `study` at `query`, to a depth.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown study or saved cohort, [`AppError::Invalid`] for an address that says something
/// impossible.
pub async fn compare_page(
    context: &RequestContext,
    study: &str,
    query: &str,
    depth: Depth,
) -> Result<Released<ComparePage>, AppError> {
    let request = Request::parse(context, study, query).await?;
    context.state.computations.run(move |wanted| request.page(depth, wanted)).await
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
    shelf: Shelf,
    policy: Policy,
}

impl Request {
    async fn parse(context: &RequestContext, study: &str, query: &str) -> Result<Self, AppError> {
        let (snapshot, address) = opened(context, study, query, CompareAddress::parse).await?;
        let fitting_query = address.query(snapshot.catalogue());
        let fitting_query = addresses::fitting(&context.state, fitting_query).await?;
        let cohort = cohort::check(&address.cohort, snapshot.catalogue()).map_err(invalid)?;
        let shelf = Shelf::read(context, &snapshot.catalogue().study.code, &address).await?;
        let (notice, studies) = (context.state.health.notice(), study_links(context));
        let policy = context.policy;
        Ok(Self { notice, studies, snapshot, address, fitting_query, cohort, shelf, policy })
    }

    fn catalogue(&self) -> &StudyCatalogue {
        self.snapshot.catalogue()
    }

    fn page(&self, depth: Depth, wanted: &Wanted) -> Result<Released<ComparePage>, AppError> {
        Ok(self.body(depth, wanted)?.map(|body| ComparePage {
            notice: self.notice.clone(),
            catalogue: self.catalogue().clone(),
            studies: self.studies.clone(),
            policy: self.policy,
            query: self.address.query(self.catalogue()),
            fitting_query: self.fitting_query.clone(),
            swapped_query: self.address.swapped().query(self.catalogue()),
            saved: self.shelf.groups(),
            cohort_sentence: cohort::describe(&self.cohort, self.catalogue()),
            body,
        }))
    }

    fn body(&self, depth: Depth, wanted: &Wanted) -> Result<Released<CompareBody>, AppError> {
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
        let compared = Compared { pair: &pair, groups: &groups };
        Ok(match self.comparison(compared, depth) {
            Ok((comparison, arrival)) => {
                let mut others = Vec::new();
                for question in CompareQuestion::BENEATH {
                    wanted.check()?;
                    others.push(part(self.exhibit_of(compared, question), self.policy));
                }
                figures_beneath(comparison, others).map(|(comparison, others)| CompareBody::Exhibits {
                    comparison: Box::new(comparison),
                    is_whole: arrival == Arrival::Here,
                    others,
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
        self.exhibit_of(Compared { pair: &pair, groups: &groups }, question)
    }

    fn pair(&self) -> Result<Pair, String> {
        let Some(choices) = self.address.groups.clone() else {
            return Err("This study has no category to take groups from.".to_owned());
        };
        let population = Population { snapshot: &self.snapshot, cohort: &self.cohort, shelf: &self.shelf };
        Pair::of(choices, population)
    }

    /// The overlap, with the ways out.
    fn refused(&self, pair: &Pair, overlap: Raw<compare::Overlap>) -> Released<CompareBody> {
        let [first, second] = pair.labels();
        overlap.publish(self.policy).release(|overlap, _| CompareBody::Overlap {
            sentence: overlap.sentence(first, second),
            offers: overlap.offers.iter().map(|&offer| self.offer(offer, [first, second])).collect(),
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
        let [first, second] = groups.selections();
        [first, second, &first.or(second)].into_iter().any(is_closed).then(|| match self.policy {
            Policy::Exact => "One of the groups has nobody in it. Choose another, or remove a filter.".to_owned(),
            Policy::Rounded => {
                "One of the groups has fewer than 11 people, or it or both together leave out fewer than 11, so nothing is \
                 shown. Choose other groups."
                    .to_owned()
            }
        })
    }
}
