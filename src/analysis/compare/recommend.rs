//! Which estimate to trust first, by a rule that never looks at the outcome.
//!
//! The rule asks how the groups came about, how many people lack one of the two values, and which estimates there are. It
//! does not test assumptions on the data to choose a test by the result: that makes the error larger than it is said to
//! be (Zimmerman, Br J Math Stat Psychol 2004;57:173). See `docs/adr/0031-which-estimate-leads.md`.

use super::words::Story;
use super::{Arrival, Assignment, Method, PublicComparedGroup, PublicNumber};
use crate::domain::{Finite, format};

/// Up to so much of a group missing does little harm; more calls for a method that uses the scores there are. Source:
/// Schulz & Grimes, Lancet 2002;359:781.
const LITTLE_MISSING: f64 = 0.05;
/// The rule asks for all of them.
const FOLLOWS: &str = "Which estimate is recommended is said once repeated measures are there.";
/// In a group smaller than this a few large changes decide a mean.
const FEWEST_FOR_A_MEAN: u32 = 20;

/// A recommendation and its reason.
pub(super) struct Advice {
    pub method: Method,
    /// Follows "because".
    reason: String,
}

impl Story<'_> {
    /// The estimate recommended.
    pub fn advice(&self) -> Advice {
        let is_shown = |method| self.public.estimate(method).shown().is_some();
        let shares = self.public.groups.iter().map(missing_share);
        let much = !shares.clone().all(|share| share.is_some_and(|share| share <= LITTLE_MISSING));
        let (method, why) = if much && is_shown(Method::Repeated) {
            let hidden = "and it uses the other scores of those who lack one of the two values, however many"
                .to_owned();
            let lacking =
                self.share_lacking().map(|lacking| format!("{lacking}, whose other scores it uses"));
            (Method::Repeated, lacking.unwrap_or(hidden))
        } else if is_shown(Method::Adjusted) {
            (Method::Adjusted, self.why_not_repeated(much))
        } else {
            (Method::Crude, "and none of the others can be shown".to_owned())
        };
        Advice { method, reason: format!("{} {why}", self.design(method)) }
    }

    /// The estimate that title, headline and sentence tell: the one asked for if there is one, else the one recommended.
    pub fn lead(&self) -> Method {
        let asked = self.public.lead.filter(|method| self.public.estimate(*method).shown().is_some());
        asked.unwrap_or_else(|| self.advice().method)
    }

    /// What is recommended and why, and whether something else was chosen; `None` where no estimate is shown.
    pub fn recommendation(&self) -> Option<String> {
        if !Method::ALL.iter().any(|method| self.public.estimate(*method).shown().is_some()) {
            return None;
        }
        match self.public.repeated.arrival {
            Arrival::Here => {}
            Arrival::Coming => return Some(FOLLOWS.to_owned()),
        }
        let Advice { method, reason } = self.advice();
        let because = format!("{}, because {reason}.", method.words());
        let told = match self.public.lead {
            Some(asked) if asked != method => {
                let instead = self.instead(asked);
                format!("Recommended was {because} {instead}")
            }
            Some(_) | None => format!("Recommended is {because}"),
        };
        Some(format!("{told}{}", self.beside_ranks()))
    }

    fn instead(&self, asked: Method) -> String {
        let chosen = crate::analysis::words::upper_first(asked.words());
        match self.public.estimate(asked) {
            PublicNumber::Shown { .. } => format!("{chosen} was chosen instead."),
            PublicNumber::Hidden | PublicNumber::Undefined(_) => {
                format!("{chosen} was chosen instead, but there is none to show.")
            }
        }
    }

    fn design(&self, method: Method) -> &'static str {
        match (method, self.public.assignment) {
            (Method::Crude | Method::Ranked, _) => "it takes the least for granted,",
            (Method::Adjusted | Method::Repeated, Assignment::Randomised) => {
                "it makes the comparison of randomised groups surer by holding the baseline equal,"
            }
            (
                Method::Adjusted | Method::Repeated,
                Assignment::NotRandomised | Assignment::SelectedAfterBaseline,
            ) => "it holds equal where the groups began, which chance did not see to,",
        }
    }

    /// `and 21% of acupuncture and 29% of usual care lack one of the two values (more than 5%)`.
    fn share_lacking(&self) -> Option<String> {
        let lacking = self.groups()?.map(|group| {
            let share = Finite::new(missing_share(group)?)?;
            Some(format!("{} {}", format::percent(share, 0), self.in_group(group)))
        });
        let lacking: Option<Vec<String>> = lacking.into_iter().collect();
        Some(format!("and {} lack one of the two values", lacking?.join(" and ")))
    }

    fn why_not_repeated(&self, much: bool) -> String {
        match &self.public.repeated.test.estimate {
            PublicNumber::Shown { .. } => "and hardly anybody lacks one of the two values".to_owned(),
            PublicNumber::Undefined(_) | PublicNumber::Hidden if much => {
                "and there is no estimate from repeated measures".to_owned()
            }
            PublicNumber::Undefined(_) | PublicNumber::Hidden => {
                "and hardly anybody lacks one of the two values".to_owned()
            }
        }
    }

    fn beside_ranks(&self) -> &'static str {
        let is_small = |group: &PublicComparedGroup| {
            group.contributing.shown().is_some_and(|people| people < FEWEST_FOR_A_MEAN)
        };
        if self.public.groups.iter().any(is_small) {
            " With fewer than 20 people in a group a few large changes decide a mean: look at the difference by rank too."
        } else {
            ""
        }
    }
}

/// Share of a group without one of the two values, from the counts as shown; `None` where one is hidden.
fn missing_share(group: &PublicComparedGroup) -> Option<f64> {
    let (missing, people) = (group.missing.shown()?, group.people.shown()?);
    (people > 0).then(|| f64::from(missing) / f64::from(people))
}
