//! Tests recomputed from what papers on digital care for musculoskeletal pain print: n, mean and SD, or counts.
//!
//! What is printed and what R 4.2.2 computes of it are the rows of two tables; where a paper prints its own result, it is
//! that one. Agreement is asked to 1e-3 relative, or to the last digit given.

use sinew::domain::Interval;
use sinew::stats::{
    Alternative, Confidence, Moments, TestOptions, TwoByTwo, YatesCorrection, cohens_d, hedges_g_approximate,
    mean_difference, one_sample_t_test, pooled_t_test, welch_t_test, wilson_interval,
};

use crate::real_studies::{Record, number, table};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// Within 1e-3 relative, or half a unit of the last decimal given.
fn assert_near(found: f64, expected: f64, decimals: i32, what: &str) {
    let last = 0.51 * 10_f64.powi(-decimals);
    assert!(
        (found - expected).abs() <= (1e-3 * expected.abs()).max(last),
        "{what}: {found} is not {expected}"
    );
}

fn group(n: u32, mean: f64, sd: f64) -> Moments {
    Moments { n, mean, variance: Some(sd * sd) }
}

/// What a paper prints of one measure, and what R makes of it.
struct Published(Record);

impl Published {
    /// Rows of Shebib 2019 (npj Digit Med), intention to treat; Mecklenburg 2018 (J Med Internet Res); Clement 2018
    /// (JMIR mHealth).
    fn scores() -> Vec<Self> {
        table("reference/published_scores.csv").into_iter().map(Self).collect()
    }

    /// Rows of the same, of Cui 2023 and Bailey 2020, and of papers on claims.
    fn counts() -> Vec<Self> {
        table("reference/published_counts.csv").into_iter().map(Self).collect()
    }

    fn measure(&self) -> &str {
        &self.0["measure"]
    }

    fn get(&self, column: &str) -> f64 {
        number(&self.0, column).unwrap_or_else(|| panic!("{}: no {column}", self.measure()))
    }

    fn count(&self, column: &str) -> u32 {
        self.get(column) as u32
    }

    /// Within 1e-3 relative, or half a unit of the last decimal given.
    fn assert_near(&self, column: &str, found: f64, decimals: i32) {
        assert_near(found, self.get(column), decimals, &format!("{}, {column}", self.measure()));
    }

    /// Within a part of the number, for tails that are given with few digits.
    fn assert_within(&self, column: &str, found: f64, part: f64) {
        let expected = self.get(column);
        assert!(
            (found - expected).abs() <= part * expected,
            "{}, {column}: {found} is not {expected}",
            self.measure()
        );
    }

    /// An estimate in the column `name` with its limits, if the row has it.
    fn assert_estimate(&self, name: &str, estimate: f64, conf_int: Interval) {
        if self.0[name].is_empty() {
            return;
        }
        self.assert_near(name, estimate, 4);
        self.assert_near(&format!("{name}_low"), conf_int.low.get(), 4);
        self.assert_near(&format!("{name}_high"), conf_int.high.get(), 4);
    }
}

#[test]
fn scores_that_papers_print_give_the_tests_of_r() {
    let options = TestOptions::default();
    let published = Published::scores();
    assert_eq!(published.len(), 10);
    for row in published {
        let first = group(row.count("n_1"), row.get("mean_1"), row.get("sd_1"));
        let second = group(row.count("n_2"), row.get("mean_2"), row.get("sd_2"));
        let welch = welch_t_test(&first, &second, options).expect("a test");
        row.assert_near("welch_t", welch.statistic, 4);
        row.assert_near("welch_df", welch.df, 3);
        row.assert_within("welch_p", welch.p_value, 5e-3);
        let interval = welch.conf_int.interval().expect("two-sided");
        row.assert_near("difference_low", interval.low.get(), 3);
        row.assert_near("difference_high", interval.high.get(), 3);
        let pooled = pooled_t_test(&first, &second, options).expect("a test");
        row.assert_near("pooled_t", pooled.statistic, 4);
        row.assert_within("pooled_p", pooled.p_value, 1e-3);
        row.assert_near("cohens_d", cohens_d(&first, &second, LEVEL).expect("d").estimate, 4);
        row.assert_near("hedges_g", hedges_g_approximate(&first, &second, LEVEL).expect("g").estimate, 4);
        row.assert_near("smd", mean_difference(&first, &second).expect("an SMD"), 4);
    }
}

fn two_by_two(row: &Published) -> TwoByTwo {
    let group = |place: u8| (row.count(&format!("events_{place}")), row.count(&format!("n_{place}")));
    TwoByTwo::new(group(1), group(2)).expect("a table")
}

/// The intervals of risk differences are Wald's.
#[test]
fn counts_that_papers_print_give_the_tests_of_r() {
    let published = Published::counts();
    assert_eq!(published.len(), 8);
    for row in published {
        let table = two_by_two(&row);
        let pearson = table.chi_squared(YatesCorrection::Without).expect("a test");
        row.assert_near("pearson_statistic", pearson.statistic, 4);
        let yates = table.chi_squared(YatesCorrection::With).expect("a test");
        row.assert_near("yates_statistic", yates.statistic, 4);
        // Tails of 1e-233 are given with two digits.
        row.assert_within("pearson_p", pearson.p_value, 0.02);
        let fisher = table.fisher_exact(Alternative::TwoSided).expect("a test");
        row.assert_within("fisher_p", fisher.p_value, 0.02);
        let odds = table.odds_ratio(LEVEL).expect("a ratio");
        row.assert_estimate("odds_ratio", odds.estimate, odds.conf_int);
        let risk = table.risk_ratio(LEVEL).expect("a ratio");
        row.assert_estimate("risk_ratio", risk.estimate, risk.conf_int);
        let difference = table.risk_difference_wald(LEVEL).expect("a difference");
        row.assert_estimate("risk_difference", difference.estimate, difference.conf_int);
    }
}

/// Shebib 2019 prints χ² = 1.70, p = .19 and χ² = 4.2, p = .04, and Cui 2023 P = .019: Yates. The claims paper with THA
/// prints P = .001: Pearson. Rounded as printed, one variant gives the paper's p and the other does not.
#[test]
fn each_paper_used_the_variant_that_is_named() {
    let mut told_apart = 0;
    for row in Published::counts() {
        let (yates, pearson) = (YatesCorrection::With, YatesCorrection::Without);
        let (used, other) = match row.0["printed_test"].as_str() {
            "yates" => (yates, pearson),
            "pearson" => (pearson, yates),
            _ => continue,
        };
        let decimals = i32::try_from(row.0["printed_p"].len() - "0.".len()).expect("few decimals");
        let prints = |correction| {
            let found = two_by_two(&row).chi_squared(correction).expect("a test").p_value;
            (found - row.get("printed_p")).abs() <= 0.5 * 10_f64.powi(-decimals)
        };
        assert!(prints(used) && !prints(other), "{}", row.measure());
        told_apart += 1;
    }
    assert_eq!(told_apart, 4);
}

#[test]
fn shares_that_papers_print_have_the_wilson_intervals_of_r() {
    let cases = [
        (331, 4_195, [0.071_13, 0.087_45]),
        (572, 4_195, [0.126_30, 0.147_07]),
        (7_497, 10_264, [0.721_75, 0.738_91]),
        (7_144, 10_264, [0.687_05, 0.704_85]),
        (234, 296, [0.740_61, 0.833_03]),
        (300, 343, [0.835_39, 0.905_58]),
    ];
    for (events, people, [low, high]) in cases {
        let found = wilson_interval(events, people, LEVEL).expect("an interval");
        assert_near(found.low.get(), low, 5, "low");
        assert_near(found.high.get(), high, 5, "high");
    }
}

/// Priebe 2020 prints t(158) = 6.207 beside N = 180: it belongs to 159 pairs.
#[test]
fn a_paired_test_tells_how_many_pairs_a_paper_had() {
    let test = |n| one_sample_t_test(&group(n, -1.04, 2.12), TestOptions::default()).expect("a test");
    assert_near(test(159).statistic, -6.186, 3, "159 pairs");
    assert!((test(159).p_value / 5.1e-9 - 1.0).abs() < 0.02);
    assert_near(test(180).statistic, -6.582, 3, "180 pairs");
}
