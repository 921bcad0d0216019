//! Tests recomputed from what papers on digital care for musculoskeletal pain print: n, mean and SD, or counts.
//!
//! The expected numbers were computed by R 4.2.2 from the printed ones; where a paper prints its own result, it is that
//! one. Agreement is asked to 1e-3 relative, or to the last digit given.

use sinew::stats::{
    Alternative, Confidence, Moments, TestOptions, TwoByTwo, YatesCorrection, cohens_d, hedges_g_approximate,
    mean_difference, one_sample_t_test, pooled_t_test, welch_t_test, wilson_interval,
};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// Within 1e-3 relative, or half a unit of the last decimal given.
fn assert_near(found: f64, expected: f64, decimals: i32, what: &str) {
    let last = 0.51 * 10_f64.powi(-decimals);
    assert!(
        (found - expected).abs() <= (1e-3 * expected.abs()).max(last),
        "{what}: {found} is not {expected}"
    );
}

fn assert_p(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-3 * expected, "{what}: {found} is not {expected}");
}

fn group(n: u32, mean: f64, sd: f64) -> Moments {
    Moments { n, mean, variance: Some(sd * sd) }
}

struct Scores {
    name: &'static str,
    first: (u32, f64, f64),
    second: (u32, f64, f64),
    welch: (f64, f64, f64),
    interval: [f64; 2],
    pooled: (f64, f64),
    d: f64,
    g: f64,
    smd: f64,
}

/// Shebib 2019 (npj Digit Med), intention to treat; Mecklenburg 2018 (J Med Internet Res); Clement 2018 (JMIR mHealth).
const SCORES: [Scores; 10] = [
    Scores {
        name: "Korff pain, week 12",
        first: (113, 33.8, 21.6),
        second: (64, 50.5, 21.4),
        welch: (-4.971_4, 131.964, 2.027e-6),
        interval: [-23.345, -10.055],
        pooled: (-4.958_5, 1.670e-6),
        d: -0.775_7,
        g: -0.772_4,
        smd: -0.776_7,
    },
    Scores {
        name: "Korff disability, week 12",
        first: (113, 21.5, 19.6),
        second: (64, 40.5, 25.7),
        welch: (-5.129_6, 104.938, 1.337e-6),
        interval: [-26.344, -11.656],
        pooled: (-5.522_5, 1.192e-7),
        d: -0.864_0,
        g: -0.860_3,
        smd: -0.831_3,
    },
    Scores {
        name: "ODI, week 12",
        first: (113, 17.6, 12.0),
        second: (64, 21.1, 11.2),
        welch: (-1.946_1, 138.597, 0.053_66),
        interval: [-7.056, 0.056],
        pooled: (-1.909_2, 0.057_88),
        d: -0.298_7,
        g: -0.297_4,
        smd: -0.301_5,
    },
    Scores {
        name: "VAS, week 12",
        first: (113, 25.8, 21.4),
        second: (64, 40.8, 23.2),
        welch: (-4.249_0, 122.365, 4.215e-5),
        interval: [-21.988, -8.012],
        pooled: (-4.345_4, 2.352e-5),
        d: -0.679_8,
        g: -0.676_9,
        smd: -0.672_1,
    },
    Scores {
        name: "VAS impact, week 12",
        first: (113, 21.1, 20.7),
        second: (64, 38.2, 26.1),
        welch: (-4.500_6, 108.162, 1.715e-5),
        interval: [-24.631, -9.569],
        pooled: (-4.795_8, 3.451e-6),
        d: -0.750_3,
        g: -0.747_0,
        smd: -0.726_0,
    },
    Scores {
        name: "Surgery interest, week 12",
        first: (113, 0.619, 1.35),
        second: (64, 1.53, 2.67),
        welch: (-2.551_1, 81.602, 0.012_6),
        interval: [-1.621, -0.201],
        pooled: (-3.014_0, 0.002_961),
        d: -0.471_5,
        g: -0.469_5,
        smd: -0.430_6,
    },
    Scores {
        name: "VAS, baseline",
        first: (113, 46.3, 20.9),
        second: (64, 45.4, 20.8),
        welch: (0.276_1, 131.470, 0.782_9),
        interval: [-5.548, 7.348],
        pooled: (0.275_7, 0.783_1),
        d: 0.043_1,
        g: 0.043_0,
        smd: 0.043_2,
    },
    Scores {
        name: "Korff disability, baseline",
        first: (113, 34.3, 23.1),
        second: (64, 40.3, 24.0),
        welch: (-1.619_7, 126.817, 0.107_8),
        interval: [-13.330, 1.330],
        pooled: (-1.637_0, 0.103_4),
        d: -0.256_1,
        g: -0.255_0,
        smd: -0.254_7,
    },
    Scores {
        name: "Mecklenburg self-efficacy",
        first: (101, 11.0, 3.0),
        second: (54, 10.0, 3.0),
        welch: (1.977_3, 108.401, 0.050_55),
        interval: [-0.002, 2.002],
        pooled: (1.977_3, 0.049_81),
        d: 0.333_3,
        g: 0.331_7,
        smd: 0.333_3,
    },
    Scores {
        name: "Clement exercises",
        first: (1_055, 3.15, 1.72),
        second: (196, 1.99, 1.61),
        welch: (9.162_3, 284.098, 1.05e-17),
        interval: [0.911, 1.409],
        pooled: (8.755_8, 6.47e-18),
        d: 0.681_0,
        g: 0.680_6,
        smd: 0.696_3,
    },
];

#[test]
fn scores_that_papers_print_give_the_tests_of_r() {
    let options = TestOptions::default();
    for case in SCORES {
        let of = |(n, mean, sd): (u32, f64, f64)| group(n, mean, sd);
        let (first, second) = (of(case.first), of(case.second));
        let welch = welch_t_test(&first, &second, options).expect("a test");
        assert_near(welch.statistic, case.welch.0, 4, case.name);
        assert_near(welch.df, case.welch.1, 3, case.name);
        assert!(
            (welch.p_value - case.welch.2).abs() <= 5e-3 * case.welch.2,
            "{}: {}",
            case.name,
            welch.p_value
        );
        let interval = welch.conf_int.interval().expect("two-sided");
        assert_near(interval.low.get(), case.interval[0], 3, case.name);
        assert_near(interval.high.get(), case.interval[1], 3, case.name);
        let pooled = pooled_t_test(&first, &second, options).expect("a test");
        assert_near(pooled.statistic, case.pooled.0, 4, case.name);
        assert_p(pooled.p_value, case.pooled.1, case.name);
        assert_near(cohens_d(&first, &second, LEVEL).expect("d").estimate, case.d, 4, case.name);
        assert_near(hedges_g_approximate(&first, &second, LEVEL).expect("g").estimate, case.g, 4, case.name);
        assert_near(mean_difference(&first, &second).expect("an SMD"), case.smd, 4, case.name);
    }
}

/// Which chi-squared test the paper prints.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Printed {
    /// Yates' correction, with the digits printed.
    Yates { p: f64, decimals: i32 },
    /// None.
    Pearson { p: f64, decimals: i32 },
    /// No test that can be told apart.
    Neither,
}

struct Counts {
    name: &'static str,
    first: (u32, u32),
    second: (u32, u32),
    pearson: (f64, f64),
    yates: f64,
    fisher: f64,
    odds: [f64; 3],
    risk: Option<[f64; 3]>,
    difference: Option<[f64; 3]>,
    printed: Printed,
}

/// The intervals of risk differences are Wald's. Shebib 2019 prints χ² = 1.70, p = .19 and χ² = 4.2, p = .04, and Cui
/// 2023 P = .019: Yates. The claims paper with THA prints P = .001: Pearson.
const COUNTS: [Counts; 8] = [
    Counts {
        name: "Shebib, female",
        first: (42, 113),
        second: (31, 64),
        pearson: (2.141_3, 0.143_4),
        yates: 1.701_5,
        fisher: 0.155_5,
        odds: [0.629_7, 0.338_3, 1.172_0],
        risk: Some([0.767_3, 0.541_6, 1.087_1]),
        difference: Some([-0.112_7, -0.264_1, 0.038_7]),
        printed: Printed::Yates { p: 0.19, decimals: 2 },
    },
    Counts {
        name: "Shebib, upper back pain",
        first: (37, 113),
        second: (11, 64),
        pearson: (5.002_5, 0.025_31),
        yates: 4.246_4,
        fisher: 0.034_12,
        odds: [2.345_7, 1.098_1, 5.010_7],
        risk: Some([1.905_1, 1.046_4, 3.468_5]),
        difference: Some([0.155_6, 0.029_0, 0.282_2]),
        printed: Printed::Yates { p: 0.04, decimals: 2 },
    },
    Counts {
        name: "Cui, drop-out",
        first: (11, 70),
        second: (24, 70),
        pearson: (6.438_1, 0.011_17),
        yates: 5.485_7,
        fisher: 0.018_41,
        odds: [0.357_3, 0.158_8, 0.804_2],
        risk: Some([0.458_3, 0.243_6, 0.862_4]),
        difference: Some([-0.185_7, -0.325_8, -0.045_6]),
        printed: Printed::Yates { p: 0.019, decimals: 3 },
    },
    Counts {
        name: "opioid initiation",
        first: (331, 4_195),
        second: (572, 4_195),
        pearson: (72.077_6, 2.07e-17),
        yates: 71.480_7,
        fisher: 1.90e-17,
        odds: [0.542_6, 0.470_4, 0.625_8],
        risk: Some([0.578_7, 0.508_9, 0.658_0]),
        difference: Some([-0.057_45, -0.070_65, -0.044_24]),
        printed: Printed::Neither,
    },
    Counts {
        name: "knee replacement",
        first: (28, 739),
        second: (105, 739),
        pearson: (48.987_1, 2.58e-12),
        yates: 47.723_0,
        fisher: 1.25e-12,
        odds: [0.237_8, 0.154_6, 0.365_7],
        risk: Some([0.266_7, 0.178_0, 0.399_5]),
        difference: Some([-0.104_2, -0.132_9, -0.075_5]),
        printed: Printed::Neither,
    },
    Counts {
        name: "hip replacement",
        first: (23, 141),
        second: (46, 141),
        pearson: (10.150_2, 0.001_443),
        yates: 9.286_8,
        fisher: 0.002_169,
        odds: [0.402_5, 0.227_9, 0.710_9],
        risk: Some([0.5, 0.321_1, 0.778_5]),
        difference: Some([-0.163_1, -0.261_7, -0.064_6]),
        printed: Printed::Pearson { p: 0.001, decimals: 3 },
    },
    Counts {
        name: "Bailey, completers against others",
        first: (5_893, 7_497),
        second: (1_251, 2_767),
        pearson: (1_065.215_3, 1.2e-233),
        yates: 1_063.637_5,
        fisher: 2.9e-222,
        odds: [4.452_2, 4.056_8, 4.886_2],
        risk: Some([1.738_6, 1.666_0, 1.814_4]),
        difference: Some([0.333_9, 0.313_2, 0.354_7]),
        printed: Printed::Neither,
    },
    Counts {
        name: "Mecklenburg, opioids",
        first: (5, 101),
        second: (3, 54),
        pearson: (0.026_3, 0.871_1),
        yates: 0.0,
        fisher: 1.0,
        odds: [0.885_4, 0.203_4, 3.855_1],
        risk: None,
        difference: None,
        printed: Printed::Neither,
    },
];

#[test]
fn counts_that_papers_print_give_the_tests_of_r() {
    for case in COUNTS {
        let table = TwoByTwo::new(case.first, case.second).expect("a table");
        let pearson = table.chi_squared(YatesCorrection::Without).expect("a test");
        let yates = table.chi_squared(YatesCorrection::With).expect("a test");
        assert_near(pearson.statistic, case.pearson.0, 4, case.name);
        assert_near(yates.statistic, case.yates, 4, case.name);
        // Tails of 1e-233 are given with two digits.
        let digits = |found: f64, expected: f64| {
            assert!((found / expected - 1.0).abs() < 0.02, "{}: {found}", case.name);
        };
        digits(pearson.p_value, case.pearson.1);
        digits(table.fisher_exact(Alternative::TwoSided).expect("a test").p_value, case.fisher);
        let ratio = table.odds_ratio(LEVEL).expect("a ratio");
        let found = [ratio.estimate, ratio.conf_int.low.get(), ratio.conf_int.high.get()];
        found
            .into_iter()
            .zip(case.odds)
            .for_each(|(found, expected)| assert_near(found, expected, 4, case.name));
        if let Some(expected) = case.risk {
            let ratio = table.risk_ratio(LEVEL).expect("a ratio");
            let found = [ratio.estimate, ratio.conf_int.low.get(), ratio.conf_int.high.get()];
            found
                .into_iter()
                .zip(expected)
                .for_each(|(found, expected)| assert_near(found, expected, 4, case.name));
        }
        if let Some(expected) = case.difference {
            let wald = table.risk_difference_wald(LEVEL).expect("a difference");
            let found = [wald.estimate, wald.conf_int.low.get(), wald.conf_int.high.get()];
            found
                .into_iter()
                .zip(expected)
                .for_each(|(found, expected)| assert_near(found, expected, 4, case.name));
        }
    }
}

/// Rounded as printed, one variant gives the paper's p and the other does not.
#[test]
fn each_paper_used_the_variant_that_is_named() {
    for case in COUNTS {
        let table = TwoByTwo::new(case.first, case.second).expect("a table");
        let p = |correction| table.chi_squared(correction).expect("a test").p_value;
        let prints = |found: f64, p: f64, decimals: i32| (found - p).abs() <= 0.5 * 10_f64.powi(-decimals);
        let (with, without) = (p(YatesCorrection::With), p(YatesCorrection::Without));
        match case.printed {
            Printed::Yates { p, decimals } => {
                assert!(prints(with, p, decimals) && !prints(without, p, decimals), "{}", case.name);
            }
            Printed::Pearson { p, decimals } => {
                assert!(prints(without, p, decimals) && !prints(with, p, decimals), "{}", case.name);
            }
            Printed::Neither => {}
        }
    }
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
