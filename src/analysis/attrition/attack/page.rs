//! The facets of the variables that the rules ask for stand on the same page.

use super::population::Population;
use super::reader::Reader;
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::facets::attack::publish_rows;
use crate::exhibit::Policy;

/// Someone who has also seen how many people of everyone and of the cohort meet each rule and fail it.
pub fn reader_of_facets(population: &Population, public: &PublicAttrition) -> Reader {
    let mut reader = population.reader(public);
    let rules = population.rules;
    for rule in 0..rules.on + rules.off {
        let groups = [rules.meets(rule), rules.all() & !rules.meets(rule)];
        let cohort = rules.cohort();
        let people = groups.map(|group| (population.people(group), population.people(group & cohort)));
        let facets = publish_rows(&people, Policy::Rounded);
        for (group, row) in groups.iter().zip(facets.facets.iter().flat_map(|facet| &facet.rows)) {
            reader.read(*group, row.everyone);
            reader.read(group & cohort, row.selected);
        }
    }
    reader
}
