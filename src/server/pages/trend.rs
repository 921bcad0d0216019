//! The trends page and its exhibit.

use std::sync::{Arc, OnceLock};

use serde_json::json;

use super::counts::{self, PageCounts};
use super::provenance::{Asked, provenance};
use super::{Question, figures_beneath, invalid, opened, part, participants, side_by_side, study_links};
use crate::analysis::KeptCounts;
use crate::analysis::address::{self, Split, TrendAddress};
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::facets::PublicFacets;
use crate::analysis::gate::{Gate, gate};
use crate::analysis::responders::{self, ResponderOptions};
use crate::analysis::trend::{self, TrendOptions, multiples};
use crate::api::page::{EmptyStep, Part, StudyLink, TrendBody, TrendPage};
use crate::cohort::{self, CheckedCohort, CohortWords};
use crate::domain::frame::{Frame, Selection};
use crate::domain::{AppError, Code, StudyCatalogue};
use crate::exhibit::{Exhibit, People, Policy, Provenance, Published, Raw, Released, TrendBand};
use crate::server::addresses;
use crate::server::computations::Wanted;
use crate::server::context::RequestContext;
use crate::store::Snapshot;

/// The trends page of `study` at `query`.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown study, [`AppError::Invalid`] for an address that says something impossible.
pub async fn trend_page(
    context: &RequestContext,
    study: &str,
    query: &str,
) -> Result<Released<TrendPage>, AppError> {
    let request = Request::parse(context, study, query).await?;
    context.state.computations.run(move |wanted| request.page(wanted)).await
}

/// One exhibit of that page alone, for files.
///
/// # Errors
/// As [`trend_page`]; [`AppError::Invalid`] also when the page shows no such figure, with the reason.
pub async fn trend_exhibit(
    context: &RequestContext,
    study: &str,
    query: &str,
    question: Question,
) -> Result<Released<Exhibit>, AppError> {
    let request = Request::parse(context, study, query).await?;
    context.state.computations.run(move |_| request.exhibit_or_reason(question)).await
}

struct Request {
    notice: Option<String>,
    studies: Vec<StudyLink>,
    snapshot: Arc<Snapshot>,
    address: TrendAddress,
    /// The canonical query, or the id that stands for it.
    fitting_query: String,
    cohort: CheckedCohort,
    /// Made when first asked for, which is not on a thread that answers requests.
    selection: OnceLock<Selection>,
    policy: Policy,
}

impl Request {
    async fn parse(context: &RequestContext, study: &str, query: &str) -> Result<Self, AppError> {
        let (snapshot, address) = opened(context, study, query, address::parse).await?;
        let fitting_query = address.query(snapshot.catalogue());
        let fitting_query = addresses::fitting(&context.state, fitting_query).await?;
        let cohort = cohort::check(&address.cohort, snapshot.catalogue()).map_err(invalid)?;
        let (notice, studies) = (context.state.health.notice(), study_links(context));
        let (selection, policy) = (OnceLock::new(), context.policy);
        Ok(Self { notice, studies, snapshot, address, fitting_query, cohort, selection, policy })
    }

    fn catalogue(&self) -> &StudyCatalogue {
        self.snapshot.catalogue()
    }

    fn selection(&self) -> &Selection {
        self.selection.get_or_init(|| self.snapshot.select(&self.cohort))
    }

    /// Whom figures are of, with what was counted of others.
    fn people(&self) -> (&KeptCounts, Frame<'_>, &StudyCatalogue, &Selection) {
        (self.snapshot.counts(), self.snapshot.frame(), self.catalogue(), self.selection())
    }

    fn gate(&self) -> Gate {
        gate(participants(&self.snapshot), self.selection().count(), self.policy)
    }

    fn page(&self, wanted: &Wanted) -> Result<Released<TrendPage>, AppError> {
        let gate = self.gate();
        wanted.check()?;
        let split_by = self.split_by();
        let counts = self.counts(&split_by);
        let parts = match gate {
            Gate::Open => {
                let counted = || {
                    let (facets, prices) = counts.of_page();
                    Ok((facets, self.other_parts(&counts, prices.as_ref(), wanted)?))
                };
                let courses = || (self.trend(), self.multiples());
                let (counted, (trend, multiples)) = side_by_side(counted, courses)?;
                let (facets, others) = counted?;
                match trend {
                    Ok(trend) => {
                        let multiples = multiples.map(|exhibit| part(exhibit, self.policy));
                        facets.join(answered(trend, others.in_order(multiples)))
                    }
                    Err(sentence) => facets.map(|facets| (facets, TrendBody::Unavailable { sentence })),
                }
            }
            Gate::Empty => counts.of_page().0.join(self.ways_out()?),
            Gate::Suppressed => {
                counts::of_everyone(&self.snapshot, self.policy).map(|facets| (facets, suppressed()))
            }
        };
        Ok(parts.map(|(facets, body)| self.compose(facets, body)))
    }

    fn compose(&self, facets: PublicFacets, body: TrendBody) -> TrendPage {
        TrendPage {
            notice: self.notice.clone(),
            catalogue: self.catalogue().clone(),
            studies: self.studies.clone(),
            policy: self.policy,
            query: self.address.query(self.catalogue()),
            fitting_query: self.fitting_query.clone(),
            cohort_sentence: cohort::describe(&self.cohort, self.catalogue()),
            facets,
            body,
        }
    }

    fn exhibit(&self, question: Question) -> Result<Released<Exhibit>, String> {
        match question {
            Question::Trend => self.trend(),
            Question::Responders => self.responders(),
            Question::Multiples => self.multiples().unwrap_or_else(|| Err(NO_MULTIPLES.to_owned())),
            Question::Attrition => {
                let split_by = self.split_by();
                let counts = self.counts(&split_by);
                self.attrition(&counts, counts.prices().as_ref())
            }
        }
    }

    fn exhibit_or_reason(&self, question: Question) -> Result<Released<Exhibit>, AppError> {
        let sentence = match self.gate() {
            Gate::Open => match self.exhibit(question) {
                Ok(exhibit) => return Ok(exhibit),
                Err(sentence) => sentence,
            },
            Gate::Empty => {
                "Nobody meets these filters, so there is no figure to save. Remove a filter.".to_owned()
            }
            Gate::Suppressed => SUPPRESSED.to_owned(),
        };
        Err(AppError::Invalid { sentence })
    }

    /// The means over time, or why there are none.
    fn trend(&self) -> Result<Released<Exhibit>, String> {
        let handling = self.address.handling;
        let options = TrendOptions { instrument: self.instrument(), grouping: self.grouping(), handling };
        let (kept, frame, catalogue, selection) = self.people();
        let raw = trend::run_with(kept, frame, catalogue, selection, &options);
        let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
        let words = CohortWords::of(&self.cohort, catalogue);
        let band = self.address.band;
        let provenance = self.provenance(Question::Trend, &asked(&options, band));
        Ok(trend::exhibit_with_band(&published, catalogue, &words, &options, band, provenance))
    }

    /// Who improved, or why that cannot be said.
    fn responders(&self) -> Result<Released<Exhibit>, String> {
        let value = self.address.improved;
        let options = ResponderOptions { instrument: self.instrument(), grouping: self.grouping(), value };
        let (kept, frame, catalogue, selection) = self.people();
        let raw = responders::run_with(kept, frame, catalogue, selection, &options);
        let published = raw.map_err(|error| error.to_string())?.publish(self.policy);
        let words = CohortWords::of(&self.cohort, catalogue);
        let provenance = self.provenance(Question::Responders, &json!(options));
        Ok(responders::exhibit(&published, catalogue, &words, &options, provenance))
    }

    /// The course of each level of a category; `None` where the page has none, is split by it or shows one level alone.
    fn multiples(&self) -> Option<Result<Released<Exhibit>, String>> {
        let variable = multiples::variable(self.catalogue(), self.grouping().as_ref());
        let grouping = Some(variable.filter(|code| self.address.rail().levels(code).len() != 1)?);
        let (instrument, handling, value) = (self.instrument(), self.address.handling, self.address.improved);
        let improved = ResponderOptions { instrument: instrument.clone(), grouping: grouping.clone(), value };
        let options = TrendOptions { instrument, grouping, handling };
        let (kept, frame, catalogue, selection) = self.people();
        // A score without improvement has no responders.
        let responders = responders::run_with(kept, frame, catalogue, selection, &improved).ok();
        let responders = responders.map(|raw| raw.publish(self.policy));
        let words = CohortWords::of(&self.cohort, catalogue);
        let asked = json!({ "trend": options, "responders": improved });
        let provenance = self.provenance(Question::Multiples, &asked);
        let raw = trend::run_with(kept, frame, catalogue, selection, &options);
        let raw = raw.map_err(|error| error.to_string());
        Some(raw.map(|raw| {
            let published = raw.publish(self.policy);
            multiples::exhibit(published, responders, catalogue, &words, &options, provenance)
        }))
    }

    /// What is counted on the page; `split_by` is [`Self::split_by`].
    fn counts<'a>(&'a self, split_by: &'a [Code]) -> PageCounts<'a> {
        PageCounts {
            snapshot: &self.snapshot,
            cohort: &self.cohort,
            selection: self.selection(),
            off: &[],
            split_by,
            policy: self.policy,
        }
    }

    /// The variables by whose values figures are split.
    fn split_by(&self) -> Vec<Code> {
        let grouping = self.grouping();
        let panels = multiples::variable(self.catalogue(), grouping.as_ref());
        grouping.into_iter().chain(panels).collect()
    }

    /// What each filter costs, or why that cannot be said.
    fn attrition(
        &self,
        counts: &PageCounts<'_>,
        prices: Option<&Published<PublicAttrition>>,
    ) -> Result<Released<Exhibit>, String> {
        counts.attrition(prices, self.provenance(Question::Attrition, &json!({})))
    }

    /// The figures beneath the trend, each with its short name.
    fn other_parts(
        &self,
        counts: &PageCounts<'_>,
        prices: Option<&Published<PublicAttrition>>,
        wanted: &Wanted,
    ) -> Result<OtherParts, AppError> {
        wanted.check()?;
        let responders = part(self.responders(), self.policy);
        wanted.check()?;
        let has_rules = !self.cohort.rules().is_empty();
        Ok(OtherParts {
            responders,
            attrition: has_rules.then(|| part(self.attrition(counts, prices), self.policy)),
        })
    }

    fn instrument(&self) -> Code {
        let own = &self.catalogue().study.primary_instrument;
        self.address.instrument.clone().unwrap_or_else(|| own.clone())
    }

    fn grouping(&self) -> Option<Code> {
        grouping(&self.address.split, self.catalogue().study.primary_grouping.as_ref())
    }

    fn provenance(&self, question: Question, options: &serde_json::Value) -> Provenance {
        provenance(&Asked {
            catalogue: self.catalogue(),
            cohort: &self.cohort,
            analysis: question.code(),
            options: options.to_string(),
            policy: self.policy,
            page: "",
            query: &self.fitting_query,
        })
    }

    /// For each filter, how many people there would be without it.
    fn ways_out(&self) -> Result<Released<TrendBody>, AppError> {
        let chips = self.address.chips(self.catalogue());
        let mut people = Vec::with_capacity(chips.len());
        for chip in &chips {
            let rest = self.address.without(&chip.variable);
            let cohort = cohort::check(&rest.cohort, self.catalogue()).map_err(invalid)?;
            people.push(People(self.snapshot.select(&cohort).count()));
        }
        let published = Raw::new(people).publish(self.policy);
        Ok(published.release(|counts, _| TrendBody::Empty {
            sentence: "Nobody meets all of these filters.".to_owned(),
            steps: chips
                .iter()
                .zip(counts)
                .map(|(chip, &people)| EmptyStep {
                    label: format!("Without “{}”", chip.label),
                    query: chip.query_without.clone(),
                    people,
                })
                .collect(),
        }))
    }
}

/// The options of a trend, and its band when that is not the usual one.
fn asked(options: &TrendOptions, band: TrendBand) -> serde_json::Value {
    match band {
        TrendBand::Interval => json!(options),
        TrendBand::Quartiles => json!({ "trend": options, "band": band }),
    }
}

/// What stands beneath the trend but the small multiples, which are computed beside it.
struct OtherParts {
    responders: Released<Part>,
    attrition: Option<Released<Part>>,
}

impl OtherParts {
    /// In the order of the page.
    fn in_order(self, multiples: Option<Released<Part>>) -> Vec<Released<Part>> {
        [Some(self.responders), multiples, self.attrition].into_iter().flatten().collect()
    }
}

const NO_MULTIPLES: &str = "There are no panels here: the page is split by their category, filtered to one level of it, \
                            or the study has no category of two to twelve levels. Choose another split or filter.";

/// The figures of the page.
fn answered(trend: Released<Exhibit>, others: Vec<Released<Part>>) -> Released<TrendBody> {
    figures_beneath(trend, others)
        .map(|(trend, others)| TrendBody::Exhibits { trend: Box::new(trend), others })
}

const SUPPRESSED: &str = "These filters single out fewer than 11 people, or all but fewer than 11, so nothing is \
                          shown. Widen a filter.";

fn suppressed() -> TrendBody {
    TrendBody::Suppressed { sentence: SUPPRESSED.to_owned() }
}

fn grouping(split: &Split, study_default: Option<&Code>) -> Option<Code> {
    match split {
        Split::StudyDefault => study_default.cloned(),
        Split::Nobody => None,
        Split::By(variable) => Some(variable.clone()),
    }
}
