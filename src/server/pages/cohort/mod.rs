//! The cohort page and its exhibits: a draft of rules, what each costs, and how those it picks fared beside others.

mod figures;
mod shelf;

use std::sync::{Arc, OnceLock};

use super::counts::{self, PageCounts};
use super::{CohortQuestion, invalid, opened, participants, said, side_by_side, study_links};
use crate::analysis::address::CohortAddress;
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::counted::OffRule;
use crate::analysis::facets::PublicFacets;
use crate::analysis::gate::{Gate, gate};
use crate::api::cohort::{CohortBody, CohortPage};
use crate::api::page::{Part, StudyLink};
use crate::cohort::{self, CheckedCohort, CohortDefinition, Draft, RuleState};
use crate::domain::frame::Selection;
use crate::domain::{AppError, StudyCatalogue};
use crate::exhibit::{Exhibit, Policy, Published, Released};
use crate::server::addresses;
use crate::server::computations::Wanted;
use crate::server::context::RequestContext;
use crate::store::Snapshot;
use figures::Others;
use shelf::Shelf;

/// The cohort page of `study` at `query`.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown study or saved version, [`AppError::Invalid`] for an address that says something
/// impossible.
pub async fn cohort_page(
    context: &RequestContext,
    study: &str,
    query: &str,
) -> Result<Released<CohortPage>, AppError> {
    let request = Request::parse(context, study, query).await?;
    context.state.computations.run(move |wanted| request.page(wanted)).await
}

/// One exhibit of that page alone, for files.
///
/// # Errors
/// As [`cohort_page`]; [`AppError::Invalid`] also when the page shows no such figure, with the reason.
pub async fn cohort_exhibit(
    context: &RequestContext,
    study: &str,
    query: &str,
    question: CohortQuestion,
) -> Result<Released<Exhibit>, AppError> {
    let request = Request::parse(context, study, query).await?;
    context.state.computations.run(move |_| request.exhibit_or_reason(question)).await
}

struct Request {
    notice: Option<String>,
    studies: Vec<StudyLink>,
    snapshot: Arc<Snapshot>,
    address: CohortAddress,
    query: String,
    /// The canonical query, or the id that stands for it.
    fitting_query: String,
    shelf: Shelf,
    draft: Draft,
    /// The rules that are on.
    cohort: CheckedCohort,
    /// Each rule that is off, alone.
    off: Vec<CheckedCohort>,
    /// The saved cohort to compare with, and its name.
    against: Option<(CheckedCohort, String)>,
    /// Made when first asked for, which is not on a thread that answers requests.
    people: OnceLock<PickedPeople>,
    policy: Policy,
}

/// Who is picked by what.
struct PickedPeople {
    /// Those who meet each rule that is off.
    off: Vec<Selection>,
    selection: Selection,
    others: Others,
}

impl Request {
    async fn parse(context: &RequestContext, study: &str, query: &str) -> Result<Self, AppError> {
        let (snapshot, address) = opened(context, study, query, CohortAddress::parse).await?;
        let shelf = Shelf::read(context, snapshot.catalogue(), &address).await?;
        let query = shelf.canonical(&address).query();
        let fitting_query = addresses::fitting(&context.state, query.clone()).await?;
        let draft = shelf.draft(&address);
        let checked = |definition: &CohortDefinition| {
            cohort::check_with(definition, snapshot.catalogue(), &shelf.saved()).map_err(invalid)
        };
        let cohort = checked(&draft.definition())?;
        let off = draft.rules_in(RuleState::Off);
        let off = off.map(|rule| checked(&CohortDefinition::all_of(vec![rule.clone()])));
        let off = off.collect::<Result<Vec<_>, AppError>>()?;
        let against = shelf.against.as_ref();
        let against =
            against.map(|stored| Ok((checked(&stored.content.definition)?, stored.content.name.clone())));
        let against = against.transpose()?;
        let (notice, studies) = (context.state.health.notice(), study_links(context));
        let policy = context.policy;
        Ok(Self {
            notice,
            studies,
            address,
            query,
            fitting_query,
            draft,
            cohort,
            off,
            against,
            people: OnceLock::new(),
            policy,
            shelf,
            snapshot,
        })
    }

    fn catalogue(&self) -> &StudyCatalogue {
        self.snapshot.catalogue()
    }

    fn people(&self) -> &PickedPeople {
        self.people.get_or_init(|| {
            let selection = self.snapshot.select(&self.cohort);
            let off = self.off.iter().map(|rule| self.snapshot.select(rule)).collect();
            let others = Others::of(&selection, self.against.as_ref(), &self.snapshot);
            PickedPeople { off, selection, others }
        })
    }

    fn gate(&self) -> Gate {
        gate(participants(&self.snapshot), self.people().selection.count(), self.policy)
    }

    fn page(&self, wanted: &Wanted) -> Result<Released<CohortPage>, AppError> {
        let gate = self.gate();
        wanted.check()?;
        let counted = || (self.counts(gate), self.open_version());
        let ((counted, base), body) = side_by_side(counted, || self.body(gate, wanted))?;
        let body = self.with_prices(body?, counted.prices.as_ref());
        wanted.check()?;
        let rules = match &counted.prices {
            Some(prices) => prices.release(|public, _| Some(public.clone())),
            None => said(self.policy, None),
        };
        let facets = counted.facets;
        let all = facets.join(base).join(rules).join(body);
        Ok(all.map(|(((facets, base), rules), body)| CohortPage {
            notice: self.notice.clone(),
            catalogue: self.catalogue().clone(),
            studies: self.studies.clone(),
            policy: self.policy,
            query: self.query.clone(),
            fitting_query: self.fitting_query.clone(),
            draft: self.draft.clone(),
            base,
            library: self.shelf.entries(),
            cohort_sentence: cohort::describe(&self.cohort, self.catalogue()),
            notices: self.notices(),
            after_baseline: self.cohort.after_baseline().to_vec(),
            against: self.people().others.label.clone(),
            facets,
            rules,
            body,
        }))
    }

    fn open_version(&self) -> Released<Option<crate::api::cohort::OpenVersion>> {
        self.shelf.open_version(&self.snapshot, &self.draft, self.policy)
    }

    fn notices(&self) -> Vec<String> {
        let notices = self.cohort.notices().iter();
        notices.map(|notice| cohort::notice_sentence(*notice, &self.cohort, self.catalogue())).collect()
    }

    /// People behind each value and each rule; of a selection too small to describe nothing is told.
    fn counts(&self, gate: Gate) -> Counts {
        match gate {
            Gate::Open | Gate::Empty => {
                let (facets, prices) = self.page_counts(&self.off_rules()).of_page();
                Counts { facets, prices }
            }
            Gate::Suppressed => {
                Counts { facets: counts::of_everyone(&self.snapshot, self.policy), prices: None }
            }
        }
    }

    fn off_rules(&self) -> Vec<OffRule<'_>> {
        let off = self.off.iter().zip(&self.people().off);
        off.map(|(cohort, met)| OffRule { cohort, met }).collect()
    }

    /// What is counted on the page; `off` is [`Self::off_rules`].
    fn page_counts<'a>(&'a self, off: &'a [OffRule<'a>]) -> PageCounts<'a> {
        PageCounts {
            snapshot: &self.snapshot,
            cohort: &self.cohort,
            selection: &self.people().selection,
            off,
            split_by: &[],
            policy: self.policy,
        }
    }

    /// What each rule costs before the other figures, where there are any.
    fn with_prices(
        &self,
        body: Released<CohortBody>,
        prices: Option<&Published<PublicAttrition>>,
    ) -> Released<CohortBody> {
        if self.gate() != Gate::Open || !self.has(CohortQuestion::Attrition) {
            return body;
        }
        let first = super::part(self.attrition(prices), self.policy);
        first.join(body).map(|(first, body)| match body {
            CohortBody::Figures(others) => {
                CohortBody::Figures(std::iter::once(first).chain(others).collect())
            }
            CohortBody::Empty { .. } | CohortBody::Suppressed { .. } => body,
        })
    }

    fn body(&self, gate: Gate, wanted: &Wanted) -> Result<Released<CohortBody>, AppError> {
        Ok(match gate {
            Gate::Open => self.figures(wanted)?,
            Gate::Empty => said(self.policy, CohortBody::Empty { sentence: EMPTY.to_owned() }),
            Gate::Suppressed => said(self.policy, CohortBody::Suppressed { sentence: SUPPRESSED.to_owned() }),
        })
    }

    /// The figures but what each rule costs, in the order of the page.
    fn figures(&self, wanted: &Wanted) -> Result<Released<CohortBody>, AppError> {
        let mut questions = [CohortQuestion::Trend, CohortQuestion::Responders].into_iter();
        let none = said(self.policy, Vec::<Part>::new());
        let parts = questions.try_fold(none, |all, question| {
            wanted.check()?;
            Ok(all.join(super::part(self.exhibit(question), self.policy)).map(|(mut parts, part)| {
                parts.push(part);
                parts
            }))
        });
        parts.map(|parts| parts.map(CohortBody::Figures))
    }

    fn exhibit_or_reason(&self, question: CohortQuestion) -> Result<Released<Exhibit>, AppError> {
        let sentence = match self.gate() {
            Gate::Open => match self.exhibit(question) {
                Ok(exhibit) => return Ok(exhibit),
                Err(sentence) => sentence,
            },
            Gate::Empty => EMPTY.to_owned(),
            Gate::Suppressed => SUPPRESSED.to_owned(),
        };
        Err(AppError::Invalid { sentence })
    }
}

/// What is counted on the page.
struct Counts {
    facets: Released<PublicFacets>,
    /// `None` when nothing may be told or there are too many rules.
    prices: Option<Published<PublicAttrition>>,
}

const EMPTY: &str = "Nobody meets all of these rules. Switch one off or change it.";

const SUPPRESSED: &str = "These rules single out fewer than 11 people, or all but fewer than 11, so nothing is shown. \
                          Switch one off or change it.";
