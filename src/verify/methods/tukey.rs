//! Means of several groups compared with each other, or with a control, at one level of confidence together.

use super::anova::{GROUPS, moments};
use super::comparisons::{COMPARISONS, CONFIDENCE, comparisons};
use super::means::limits;
use super::{Call, CaseError, Method, Outcome, field};
use crate::stats::groups::{
    CommonVariance, ControlComparison, Factor, GroupMean, Interactions, dunnett, games_howell,
    marginal_means, tukey_hsd,
};
use crate::verify::call::bad;

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "tukey.hsd",
        title: "Tukey's honestly significant differences; Tukey-Kramer for unlike sizes",
        formula: "p = P(Q > √2 |t|), Q the studentised range of k means, t = (x̄ⱼ − x̄ᵢ) / (s √(1/nᵢ + 1/nⱼ))",
        source: "Tukey 1953; Kramer, Biometrics 1956;12:307; R TukeyHSD",
        arguments: GROUPS,
        options: CONFIDENCE,
        results: COMPARISONS,
        run: hsd,
    },
    Method {
        name: "tukey.means",
        title: "Tukey's differences of adjusted means",
        formula: "as tukey.hsd, with the residual mean square of a model",
        source: "Kramer, Biometrics 1956;12:307; R TukeyHSD",
        arguments: &[
            field("mean", "column or list of the means"),
            field("n", "values behind each mean"),
            field("mean_square", "residual mean square"),
            field("df", "its degrees of freedom"),
            field("names", "names of the means; 1, 2, 3 … when not given"),
        ],
        options: CONFIDENCE,
        results: COMPARISONS,
        run: means,
    },
    Method {
        name: "tukey.factorial",
        title: "Tukey's differences of one factor after an analysis of variance with several",
        formula: "as tukey.hsd, with means adjusted for the factors before it and the residual mean square",
        source: "R TukeyHSD(aov(y ~ a + b), which)",
        arguments: &[
            field("response", "column of the values"),
            field("factors", "names of the columns of the factors, in the order of the model"),
            field("which", "the factor whose levels are compared"),
            field("levels", "its levels in the order wanted; otherwise numbers ascend and words are sorted"),
        ],
        options: &[
            field("confidence", "level of all intervals together; 0.95"),
            field("interactions", "none (as long as nothing else is said: y ~ a + b) or all (y ~ a * b)"),
        ],
        results: COMPARISONS,
        run: factorial,
    },
    Method {
        name: "games_howell.all_pairs",
        title: "Games and Howell's comparisons of all pairs of means",
        formula: "p = P(Q > √2 |t|), t = (x̄ⱼ − x̄ᵢ) / √(sᵢ²/nᵢ + sⱼ²/nⱼ), df of each pair by Satterthwaite",
        source: "Games & Howell, J Educ Stat 1976;1:113; rstatix games_howell_test",
        arguments: GROUPS,
        options: CONFIDENCE,
        results: COMPARISONS,
        run: by_games_howell,
    },
    Method {
        name: "dunnett.many_to_one",
        title: "Dunnett's comparisons with a control",
        formula: "p = P(max |T| > |t|), T multivariate t with correlations √(λᵢλⱼ), λᵢ = nᵢ / (nᵢ + n₀)",
        source: "Dunnett, J Am Stat Assoc 1955;50:1096; multcomp glht(mcp(group = \"Dunnett\"))",
        arguments: GROUPS,
        options: &[
            field("control", "name of the control; the first group"),
            field(
                "alternative",
                "two_sided (as long as nothing else is said), less or greater than the control",
            ),
            field("confidence", "level of all intervals together; 0.95"),
        ],
        results: COMPARISONS,
        run: many_to_one,
    },
];

fn hsd(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = moments(call)?;
    Ok(comparisons(&names, &tukey_hsd(&CommonVariance::of_groups(&groups)?, call.confidence()?)?))
}

fn means(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let rows = call.complete(["n", "mean"])?;
    let names = if call.has("names") {
        call.words("names")?
    } else {
        (1..=rows.len()).map(|place| place.to_string()).collect()
    };
    let means = rows.into_iter().map(|[n, mean]| GroupMean { n, mean }).collect();
    let means = CommonVariance::new(means, call.number("mean_square")?, call.number("df")?)?;
    Ok(comparisons(&names, &tukey_hsd(&means, call.confidence()?)?))
}

fn factorial(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, which) = (call.words("factors")?, call.word("which")?);
    let place = names.iter().position(|name| name == which);
    let place = place.ok_or_else(|| bad("which", "one of the factors"))?;
    let interactions =
        call.choice("interactions", &[("none", Interactions::None), ("all", Interactions::All)])?;
    let (values, factors) = call.named_factors(&[call.word("response")?.to_owned()], &names, which)?;
    let levels = factors.get(place).map(|named| named.levels.clone()).unwrap_or_default();
    let factors: Vec<Factor> = factors.into_iter().map(|named| named.factor).collect();
    let values = values.into_iter().next().unwrap_or_default();
    let means = marginal_means(&values, &factors, place, interactions)?;
    Ok(comparisons(&levels, &tukey_hsd(&means, call.confidence()?)?))
}

fn by_games_howell(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = moments(call)?;
    Ok(comparisons(&names, &games_howell(&groups, call.confidence()?)?))
}

fn many_to_one(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = moments(call)?;
    let wanted = match call.option("control") {
        None => Some(0),
        Some(control) => {
            let text = control.as_str().map_or_else(|| control.to_string(), str::to_owned);
            names.iter().position(|name| *name == text)
        }
    };
    let control = wanted.ok_or_else(|| bad("control", "one of the groups"))?;
    let options = call.test_options()?;
    let found = dunnett(&groups, control, options.alternative, options.confidence)?;
    Ok(with_control(&names, control, &found))
}

fn with_control(names: &[String], control: usize, found: &[ControlComparison]) -> Outcome {
    let list = |of: fn(&ControlComparison) -> f64| found.iter().map(of).collect::<Vec<f64>>();
    let name = |place: usize| names.get(place).map_or("", String::as_str);
    let compared = found.iter().map(|comparison| format!("{}-{}", name(comparison.group), name(control)));
    Outcome::default()
        .with("comparison", compared.collect::<Vec<_>>())
        .with("estimate", list(|comparison| comparison.estimate))
        .with("standard_error", list(|comparison| comparison.standard_error))
        .with("statistic", list(|comparison| comparison.statistic))
        .with("df", list(|comparison| comparison.df))
        .with("p_adjusted", list(|comparison| comparison.p_adjusted))
        .with("conf_int", found.iter().map(|comparison| limits(comparison.conf_int)).collect::<Vec<_>>())
}
