//! The exhibit.

use serde::{Deserialize, Serialize};

use super::{Count, ExhibitId, FigureSpec, Provenance, Published, Released, Table};
use crate::domain::{Finite, Interval};

/// A result made presentable: every surface draws this and nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// Content address.
    pub id: ExhibitId,
    /// The words around the figure.
    pub text: ExhibitText,
    /// The numbers that go above the figure.
    pub headlines: Vec<Headline>,
    /// The figure.
    pub figure: FigureSpec,
    /// The same numbers as a table.
    pub table: Table,
    /// Where they come from.
    pub provenance: Provenance,
}

/// The words around a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExhibitText {
    /// The finding: one plain sentence of about twelve words.
    pub title: String,
    /// Population, outcome, time, handling of missing values, what the band is. No full stop.
    pub subtitle: String,
    /// The whole finding in one or two sentences, for reading aloud and for alt text.
    pub sentence: String,
    /// In order: what was filled in, who is missing, method, thresholds, caveats.
    pub footnotes: Vec<String>,
}

/// A number above a figure, never without its doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// What it is ("Mean headache severity, 12 months").
    pub label: String,
    /// Which group ("Acupuncture") and its series number.
    pub group: String,
    /// 1 to 6, as in the figure.
    pub series_number: u8,
    /// The number.
    pub value: HeadlineValue,
    /// Denominator.
    pub people: Count,
    /// Of whom.
    pub of: Count,
    /// Key of the explanation shown on demand (`mean`, `mean_change`, `reporting`).
    pub explanation: String,
}

/// The number of a headline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeadlineValue {
    /// A mean in the instrument's unit.
    Score {
        /// Mean.
        value: Finite,
        /// 95 % interval.
        interval: Option<Interval>,
        /// Decimals to print.
        places: u8,
        /// Lowest and highest possible or drawn value, for the glyph.
        scale: Interval,
    },
    /// A share between 0 and 1.
    Share {
        /// Share.
        value: Finite,
        /// 95 % interval.
        interval: Option<Interval>,
        /// Decimals of the percentage.
        places: u8,
    },
    /// Hidden by the policy.
    Hidden,
    /// Not available, with the reason as a sentence.
    Unavailable(String),
}

/// Everything of an exhibit that a composer supplies.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The words.
    pub text: ExhibitText,
    /// Headlines.
    pub headlines: Vec<Headline>,
    /// Figure.
    pub figure: FigureSpec,
    /// Table.
    pub table: Table,
}

impl Exhibit {
    /// The exhibit as a page needs it: the numbers of its table no finer than they are printed. A page sends it with
    /// every move of a brush; files are made from the exhibit itself.
    #[must_use]
    pub fn for_page(self) -> Self {
        Self { table: self.table.as_printed(), ..self }
    }

    /// Composes an exhibit from a published result: the only way to make one.
    ///
    /// `provenance.policy` is set to the policy of the publication.
    pub fn compose<P: Serialize>(
        published: &Published<P>,
        mut provenance: Provenance,
        parts: impl FnOnce(&P) -> Parts,
    ) -> Released<Self> {
        provenance.policy = published.policy();
        published.release(|public, _| {
            let Parts { text, headlines, figure, table } = parts(public);
            // A public form holds only `Finite` numbers and text keys, which always serialise; were one not to, the
            // id would still be made from the rest.
            let json = serde_json::to_string(public).unwrap_or_default();
            Self { id: ExhibitId::of(&json, &provenance), text, headlines, figure, table, provenance }
        })
    }
}
