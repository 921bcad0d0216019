//! What of the counts a viewer may see.
//!
//! Facets of different variables are told apart by how many are selected, of everyone, and how many of each meet the rule
//! on the variable. Each facet is guarded for a reader who knows these numbers exactly, and the prices of rules for one
//! who also knows how many meet each rule of which a facet is shown. Whoever cannot find a small group with all of that
//! cannot find it with less, so neither tells more of the other. Where that cannot be, the facets of variables with
//! rules are hidden, then the prices.

use super::Counted;
use super::bearing::{Bearings, bearings};
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::facets::PublicFacets;
use crate::exhibit::{Policy, Publish};

impl Publish for Counted<'_> {
    type Public = (PublicFacets, Option<PublicAttrition>);

    fn publish(self, policy: Policy) -> Self::Public {
        match policy {
            Policy::Exact => {
                (self.facets.publish(policy), self.rules.map(|rules| rules.result.publish(policy)))
            }
            Policy::Rounded => self.rounded(&bearings(&self)),
        }
    }
}

impl Counted<'_> {
    fn rounded(&self, bearings: &Bearings) -> (PublicFacets, Option<PublicAttrition>) {
        self.together(bearings).unwrap_or_else(|| self.apart(bearings))
    }

    /// The facets of variables with rules and the prices; `None` where both together tell too much.
    fn together(&self, bearings: &Bearings) -> Option<(PublicFacets, Option<PublicAttrition>)> {
        let rules = self.rules.as_ref().filter(|_| !bearings.are_entangled())?;
        let (facets, is_shown) = self.facets.published(Policy::Rounded, bearings.of_facets());
        let prices = rules.result.beside(&bearings.tested(&is_shown))?;
        Some((facets, Some(prices)))
    }

    /// No facet of a variable with a rule, and the prices if these tell nothing by themselves.
    fn apart(&self, bearings: &Bearings) -> (PublicFacets, Option<PublicAttrition>) {
        let hidden = bearings.without_rules();
        let (facets, is_shown) = self.facets.published(Policy::Rounded, hidden.of_facets());
        let prices = self.rules.as_ref().map(|rules| {
            let beside = rules.result.beside(&hidden.tested(&is_shown));
            beside.filter(|_| !bearings.are_entangled()).unwrap_or_else(|| rules.result.withheld())
        });
        (facets, prices)
    }
}
