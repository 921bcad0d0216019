//! P-values adjusted for the number of tests.

use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::multiplicity::{Adjustment, adjust_among};

pub(super) const METHODS: &[Method] = &[Method {
    name: "p_values.adjust",
    title: "P-values adjusted for their number",
    formula: "Holm: the largest of (n − j + 1) p₍ⱼ₎ over j ≤ i; Benjamini-Hochberg: the smallest of n p₍ⱼ₎ / j over j ≥ i",
    source: "R p.adjust; statsmodels multipletests for Šidák's",
    arguments: &[
        field("p", "column or list of p-values"),
        field("n", "number of tests of which these are the smallest; as many as there are p-values"),
    ],
    options: &[ADJUSTMENT],
    results: &[field("p_adjusted", "adjusted p-values, in the order given, at most 1")],
    run: adjust,
}];

pub(super) const ADJUSTMENT: Field = field(
    "adjustment",
    "holm (as long as nothing else is said), bonferroni, hochberg, hommel, BH (or fdr), BY, sidak, holm_sidak or none",
);

fn adjust(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let p_values = call.sample("p")?;
    let comparisons = if call.has("n") { call.count("n")? as usize } else { p_values.len() };
    Ok(Outcome::default().with("p_adjusted", adjust_among(&p_values, comparisons, adjustment(call)?)?))
}

/// The option `adjustment`.
pub(super) fn adjustment(call: &Call<'_>) -> Result<Adjustment, CaseError> {
    call.choice(
        ADJUSTMENT.name,
        &[
            ("holm", Adjustment::Holm),
            ("bonferroni", Adjustment::Bonferroni),
            ("hochberg", Adjustment::Hochberg),
            ("hommel", Adjustment::Hommel),
            ("BH", Adjustment::BenjaminiHochberg),
            ("fdr", Adjustment::BenjaminiHochberg),
            ("BY", Adjustment::BenjaminiYekutieli),
            ("sidak", Adjustment::Sidak),
            ("holm_sidak", Adjustment::HolmSidak),
            ("none", Adjustment::None),
        ],
    )
}
