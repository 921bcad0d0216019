use proptest::prelude::*;

use super::*;
use crate::stats::two_by_two::YatesCorrection;
use crate::stats::{Alternative, Confidence, TestOptions, TwoByTwo};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn table(rows: &[&[u32]]) -> ContingencyTable {
    ContingencyTable::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
}

fn turned(table: &ContingencyTable) -> ContingencyTable {
    let columns = table.column_sums().len();
    ContingencyTable::new((0..columns).map(|j| table.rows().iter().map(|row| row[j]).collect()).collect())
        .unwrap()
}

#[test]
fn tables_without_a_shape_or_a_margin_have_a_reason() {
    for rows in [vec![], vec![vec![1, 2]], vec![vec![1], vec![2]], vec![vec![1, 2], vec![3]]] {
        assert_eq!(ContingencyTable::new(rows), Err(Undefined::WrongShape));
    }
    let empty_row = table(&[&[3, 4, 5], &[0, 0, 0]]);
    assert_eq!(chi_squared_test(&empty_row), Err(Undefined::EmptyMargin));
    assert_eq!(fisher_exact_test(&empty_row), Err(Undefined::EmptyMargin));
    assert_eq!(nominal_association(&empty_row), Err(Undefined::EmptyMargin));
    assert_eq!(ordinal_association(&empty_row, LEVEL), Err(Undefined::EmptyMargin));
    assert_eq!(bowker_test(&empty_row), Err(Undefined::WrongShape));
    assert_eq!(goodness_of_fit(&[1, 2], &[1.0, 0.0]), Err(Undefined::BadOption));
    assert_eq!(goodness_of_fit(&[0, 0], &[1.0, 1.0]), Err(Undefined::TooFewValues));
    assert_eq!(goodness_of_fit(&[4], &[1.0]), Err(Undefined::WrongShape));
}

#[test]
fn pairs_that_all_agree_tell_nothing_of_change() {
    let agreed = table(&[&[5, 0], &[0, 7]]);
    let pairs = PairedTable::try_from(&agreed).unwrap();
    for method in [McNemarMethod::Corrected, McNemarMethod::Plain, McNemarMethod::Exact, McNemarMethod::MidP]
    {
        assert_eq!(pairs.mcnemar(method, LEVEL), Err(Undefined::NoSpread));
    }
    assert_eq!(bowker_test(&agreed), Err(Undefined::NoSpread));
    assert_eq!(stuart_maxwell_test(&agreed), Err(Undefined::NoSpread));
    // Changes between the first two and between the last two categories only.
    let apart = table(&[&[5, 2, 0, 0], &[1, 5, 0, 0], &[0, 0, 5, 3], &[0, 0, 1, 5]]);
    assert_eq!(stuart_maxwell_test(&apart), Err(Undefined::Collinear));
}

#[test]
fn two_cells_ordered_alike_are_a_gamma_of_one_without_a_p_value() {
    let found = ordinal_association(&table(&[&[5, 0], &[0, 5]]), LEVEL).unwrap();
    assert_eq!((found.gamma.estimate, found.tau_b.estimate, found.gamma.p_value), (1.0, 1.0, None));
    let tied = table(&[&[5, 0], &[3, 0]]);
    assert_eq!(ordinal_association(&tied, LEVEL), Err(Undefined::EmptyMargin));
    let across = table(&[&[0, 5, 0], &[3, 0, 4]]);
    assert!(ordinal_association(&across, LEVEL).is_ok());
}

#[test]
fn a_table_too_large_to_enumerate_is_refused_in_time() {
    let rows = vec![vec![900, 700, 600, 800, 550]; 5];
    assert_eq!(fisher_exact_test(&ContingencyTable::new(rows).unwrap()), Err(Undefined::TooManyValues));
}

/// By hand: `0.1 ± z √((0.2 − 0.1²) / 100)`.
#[test]
fn the_difference_of_pairs_has_a_wald_interval() {
    let found = PairedTable::new([[20, 15], [5, 60]]).mcnemar(McNemarMethod::Plain, LEVEL).unwrap();
    assert!((found.difference - 0.1).abs() < 1e-15);
    let limits =
        [found.difference_conf_int.low, found.difference_conf_int.high].map(crate::domain::Finite::get);
    assert!((limits[0] - 0.014_567_150_584_105_9).abs() < 1e-14, "{limits:?}");
    assert!((limits[1] - 0.185_432_849_415_894_1).abs() < 1e-14, "{limits:?}");
    // A share of 1 less one of 0 has no spread.
    let all = PairedTable::new([[0, 9], [0, 0]]).mcnemar(McNemarMethod::Plain, LEVEL).unwrap();
    assert_eq!(
        (all.difference, all.difference_conf_int.low.get(), all.difference_conf_int.high.get()),
        (1.0, 1.0, 1.0)
    );
}

/// What is called an event is of no account: it turns the odds ratios over, and both roots of the expected cell are needed.
#[test]
fn homogeneity_is_that_of_the_opposite_outcome() {
    let cells = [[[80, 20], [95, 5]], [[60, 15], [88, 9]], [[70, 35], [50, 4]]];
    let strata = Strata::new(cells).unwrap();
    let opposite = Strata::new(cells.map(|rows| rows.map(|[with, without]| [without, with]))).unwrap();
    for correction in [TaroneCorrection::Without, TaroneCorrection::With] {
        let [one, other] = [&strata, &opposite].map(|strata| breslow_day_test(strata, correction).unwrap());
        assert!((one.statistic / other.statistic - 1.0).abs() < 1e-11, "{one:?} {other:?}");
    }
}

#[test]
fn strata_that_tell_nothing_have_a_reason() {
    let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
    assert_eq!(Strata::new([[[1, 0], [0, 0]]]), Err(Undefined::TooFewValues));
    let nobody = Strata::new([[[0, 5], [0, 6]], [[4, 3], [0, 0]]]).unwrap();
    assert_eq!(mantel_haenszel_test(&nobody, YatesCorrection::With, options), Err(Undefined::EmptyMargin));
    assert_eq!(exact_conditional_test(&nobody, options), Err(Undefined::EmptyMargin));
    assert_eq!(breslow_day_test(&nobody, TaroneCorrection::With), Err(Undefined::ZeroCell));
    let single = Strata::new([[[4, 3], [2, 6]]]).unwrap();
    assert_eq!(breslow_day_test(&single, TaroneCorrection::Without), Err(Undefined::TooFewValues));
    assert_eq!(woolf_test(&single), Err(Undefined::TooFewValues));
    assert_eq!(generalised_test(&[]), Err(Undefined::TooFewValues));
    let unlike = [table(&[&[1, 2], &[3, 4]]), table(&[&[1, 2, 3], &[3, 4, 5]])];
    assert_eq!(generalised_test(&unlike), Err(Undefined::WrongShape));
    assert_eq!(generalised_test(&[table(&[&[1, 0, 2], &[3, 0, 4]])]), Err(Undefined::Collinear));
}

#[test]
fn sparse_tables_are_bounded_as_well_as_full_ones() {
    let last = |third: u32| table(&[&[2, 0, 0, 0], &[0, 2, 0, 0], &[0, 0, third, 0], &[0, 0, 0, 1]]);
    let ones = table(&[&[1, 0, 0, 0, 1], &[0, 2, 0, 0, 0], &[0, 0, 1, 0, 0], &[0, 0, 0, 1, 0]]);
    for sparse in [last(2), last(1), ones] {
        let (found, expected) = (fisher_exact_test(&sparse).unwrap(), fisher_by_listing(&sparse));
        assert!((found / expected - 1.0).abs() < 1e-10, "{found} {expected}");
    }
}

/// By hand: of a diagonal of three equal counts chi-squared is twice the people.
#[test]
fn a_diagonal_has_the_largest_association() {
    let found = nominal_association(&table(&[&[5, 0, 0], &[0, 5, 0], &[0, 0, 5]])).unwrap();
    assert!((found.tschuprows_t - 1.0).abs() < 1e-14 && (found.phi - f64::sqrt(2.0)).abs() < 1e-14);
}

#[test]
fn people_without_an_order_have_measures_of_nothing() {
    let even = ordinal_association(&table(&[&[1, 1], &[1, 1]]), LEVEL).unwrap();
    assert_eq!((even.gamma.estimate, even.gamma.p_value), (0.0, Some(1.0)));
    let mirrored = ordinal_association(&table(&[&[2, 1, 2], &[1, 4, 1]]), LEVEL).unwrap();
    assert_eq!((mirrored.gamma.estimate, mirrored.gamma.p_value), (0.0, Some(1.0)));
}

#[test]
fn categories_that_nobody_used_do_not_count() {
    let used = table(&[&[5, 2], &[1, 4]]);
    let wider = table(&[&[5, 0, 2], &[0, 0, 0], &[1, 0, 4]]);
    let tau_c = |table: &ContingencyTable| ordinal_association(table, LEVEL).unwrap().tau_c;
    assert_eq!(tau_c(&used), tau_c(&wider));
    assert_eq!(stuart_maxwell_test(&used), stuart_maxwell_test(&wider));
    let alone = table(&[&[0, 1], &[0, 0]]);
    assert_eq!(generalised_test(&[used.clone(), alone]), generalised_test(&[used]));
}

/// By hand: 1 less half of 6/16.
#[test]
fn an_even_split_of_pairs_has_its_mid_p() {
    let found = PairedTable::new([[3, 2], [2, 4]]).mcnemar(McNemarMethod::MidP, LEVEL).unwrap();
    assert!((found.p_value - 0.8125).abs() < 1e-14);
}

/// By hand: odds ratios of 2 and 1/2 share one of 1, from which each first cell lies a half.
#[test]
fn strata_around_an_odds_ratio_of_one_are_homogeneous_or_not() {
    let strata = Strata::new([[[4, 2], [3, 3]], [[2, 4], [3, 3]]]).unwrap();
    let found = breslow_day_test(&strata, TaroneCorrection::Without).unwrap();
    assert!((found.statistic - 24.0 / 35.0).abs() < 1e-14 && found.df == 1.0);
    // As many without the outcome in both groups.
    let even = Strata::new([[[3, 5], [4, 5]], [[6, 4], [2, 4]]]).unwrap();
    assert_eq!(breslow_day_test(&even, TaroneCorrection::With).map(|found| found.df), Ok(1.0));
}

#[test]
fn strata_without_a_cell_have_no_ratio_but_a_test() {
    let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
    for cells in [[[0, 3], [3, 2]], [[3, 0], [2, 3]]] {
        let strata = Strata::new([cells]).unwrap();
        let found = mantel_haenszel_test(&strata, YatesCorrection::Without, options).unwrap();
        assert_eq!((found.odds_ratio, found.conf_int), (None, None));
        assert_eq!(breslow_day_test(&strata, TaroneCorrection::Without), Err(Undefined::ZeroCell));
    }
    let nobody_exposed = Strata::new([[[0, 3], [3, 2]]]).unwrap();
    let found = mantel_haenszel_test(&nobody_exposed, YatesCorrection::Without, options).unwrap();
    assert_eq!(found.risk_ratio, None);
    // A stratum of one group only says nothing of a difference.
    let both = [[4, 2], [3, 3]];
    let difference = |strata: &Strata| {
        mantel_haenszel_test(strata, YatesCorrection::Without, options).unwrap().risk_difference
    };
    let with = Strata::new([both, [[3, 2], [0, 0]]]).unwrap();
    assert_eq!(difference(&with), difference(&Strata::new([both]).unwrap()));
}

#[test]
fn half_a_person_is_corrected_away() {
    let strata = Strata::new([[[2, 1], [1, 2]]]).unwrap();
    let found = mantel_haenszel_test(&strata, YatesCorrection::With, TestOptions::default()).unwrap();
    assert_eq!((found.statistic, found.p_value), (0.0, 1.0));
}

#[test]
fn the_exact_test_of_strata_has_ends_and_options() {
    let options = |alternative, null_value| TestOptions { alternative, null_value, confidence: LEVEL };
    let of = |cells: [[u32; 2]; 2], options| exact_conditional_test(&Strata::new([cells]).unwrap(), options);
    for null in [0.0, -1.0, f64::INFINITY] {
        let found = of([[4, 3], [2, 6]], options(Alternative::TwoSided, null));
        assert_eq!(found, Err(Undefined::BadOption));
    }
    // Two tables, equally likely, of which the larger was found.
    let pair = of([[1, 0], [0, 1]], options(Alternative::Greater, 1.0)).unwrap();
    assert!((pair.p_value - 0.5).abs() < 1e-14);
    assert_eq!((pair.estimate, pair.conf_int.high), (None, None));
    let pair = of([[1, 0], [0, 1]], options(Alternative::TwoSided, 1.0)).unwrap();
    assert_eq!((pair.estimate, pair.conf_int.high), (None, None));
    let ninety =
        TestOptions { confidence: Confidence::new(0.9).unwrap(), ..options(Alternative::TwoSided, 1.0) };
    let cells = [[4, 3], [2, 6]];
    let (two, low) = (of(cells, ninety).unwrap(), of(cells, options(Alternative::Greater, 1.0)).unwrap());
    let distance = two.conf_int.low.unwrap().get() - low.conf_int.low.unwrap().get();
    assert!(distance.abs() < 1e-12, "the tail of one side is that of either of two");
}

#[test]
fn large_strata_have_the_answers_of_a_plain_table() {
    let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
    for [[a, b], [c, d]] in [[[400, 100], [100, 400]], [[30_000, 5], [5, 5]]] {
        let exact = exact_conditional_test(&Strata::new([[[a, b], [c, d]]]).unwrap(), options).unwrap();
        let plain = TwoByTwo::new((a, a + b), (c, c + d)).unwrap().conditional_odds_ratio(options).unwrap();
        let is_near = |one: Option<crate::domain::Finite>, other: Option<crate::domain::Finite>| {
            (one.unwrap().get() / other.unwrap().get() - 1.0).abs() < 1e-8
        };
        assert!(is_near(exact.estimate, plain.estimate), "{exact:?} {plain:?}");
        assert!(is_near(exact.conf_int.low, plain.conf_int.low), "{exact:?} {plain:?}");
        assert!(is_near(exact.conf_int.high, plain.conf_int.high), "{exact:?} {plain:?}");
    }
}

#[test]
fn many_even_strata_have_an_odds_ratio_of_one() {
    let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
    let found = exact_conditional_test(&Strata::new([[[2, 2], [2, 2]]; 600]).unwrap(), options).unwrap();
    assert!((found.estimate.unwrap().get() - 1.0).abs() < 1e-9 && (found.p_value - 1.0).abs() < 1e-12);
}

/// The sum over all tables with the same margins, straight from the definition.
fn fisher_by_listing(table: &ContingencyTable) -> f64 {
    fn walk(rows: &[u64], columns: &[u64], place: usize, cells: &mut Vec<u64>, found: &mut Vec<f64>) {
        let Some(&row) = rows.get(place / columns.len()) else {
            let ln = |n: u64| (1..=n).map(|k| libm::log(k as f64)).sum::<f64>();
            found.push(-cells.iter().map(|&n| ln(n)).sum::<f64>());
            return;
        };
        let (i, j) = (place / columns.len(), place % columns.len());
        let left = row - cells[i * columns.len()..place].iter().sum::<u64>();
        let above = (0..i).map(|k| cells[k * columns.len() + j]).sum::<u64>();
        let (last_row, last_column) = (i + 1 == rows.len(), j + 1 == columns.len());
        for count in 0..=left.min(columns[j] - above) {
            if (last_column && count != left) || (last_row && count != columns[j] - above) {
                continue;
            }
            cells.push(count);
            walk(rows, columns, place + 1, cells, found);
            cells.pop();
        }
    }
    let ln = |n: u32| (1..=n).map(|k| libm::log(f64::from(k))).sum::<f64>();
    let observed = -table.rows().iter().flatten().map(|&n| ln(n)).sum::<f64>();
    let mut found = Vec::new();
    walk(&table.row_sums(), &table.column_sums(), 0, &mut Vec::new(), &mut found);
    let total = found.iter().map(|ln| libm::exp(ln - observed)).sum::<f64>();
    found.iter().filter(|&&ln| ln <= observed + 1e-7).map(|ln| libm::exp(ln - observed)).sum::<f64>() / total
}

fn tables(
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    most: u32,
) -> impl Strategy<Value = ContingencyTable> {
    (rows, columns).prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(prop::collection::vec(0..=most, columns), rows)
            .prop_map(|rows| ContingencyTable::new(rows).unwrap())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fishers_test_is_that_of_all_tables_listed(table in tables(2..4, 2..5, 4)) {
        if let Ok(found) = fisher_exact_test(&table) {
            let expected = fisher_by_listing(&table);
            prop_assert!((found / expected - 1.0).abs() < 1e-10, "{found} {expected}");
        }
    }

    #[test]
    fn rows_and_columns_may_change_places(table in tables(2..5, 2..5, 6)) {
        let there = (fisher_exact_test(&table), chi_squared_test(&table), ordinal_association(&table, LEVEL));
        let other = turned(&table);
        let back = (fisher_exact_test(&other), chi_squared_test(&other), ordinal_association(&other, LEVEL));
        if let (Ok(first), Ok(second)) = (there.0, back.0) {
            prop_assert!((first / second - 1.0).abs() < 1e-9, "{first} {second}");
        }
        if let (Ok(first), Ok(second)) = (there.1, back.1) {
            prop_assert!((first.statistic - second.statistic).abs() < 1e-9 * (1.0 + first.statistic));
        }
        if let (Ok(first), Ok(second)) = (there.2, back.2) {
            prop_assert!((first.gamma.estimate - second.gamma.estimate).abs() < 1e-12);
            prop_assert!((first.somers_d_rows.standard_error - second.somers_d_columns.standard_error).abs() < 1e-12);
        }
    }

    #[test]
    fn one_stratum_has_the_answers_of_a_plain_table(
        (a, b, c, d) in (1_u32..60, 1_u32..60, 1_u32..60, 1_u32..60)
    ) {
        let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
        let plain = TwoByTwo::new((a, a + b), (c, c + d)).unwrap();
        let strata = Strata::new([[[a, b], [c, d]]]).unwrap();
        let pooled = mantel_haenszel_test(&strata, YatesCorrection::Without, options).unwrap();
        let n = f64::from(a + b + c + d);
        let pearson = plain.chi_squared(YatesCorrection::Without).unwrap().statistic * (n - 1.0) / n;
        prop_assert!((pooled.statistic - pearson).abs() < 1e-9 * (1.0 + pearson));
        let woolf = plain.odds_ratio(LEVEL).unwrap();
        prop_assert!((pooled.odds_ratio.unwrap().get() / woolf.estimate - 1.0).abs() < 1e-12);
        prop_assert!((pooled.conf_int.unwrap().low.unwrap().get() / woolf.conf_int.low.get() - 1.0).abs() < 1e-9);
        let exact = exact_conditional_test(&strata, options).unwrap();
        let conditional = plain.conditional_odds_ratio(options).unwrap();
        prop_assert!((exact.p_value / conditional.p_value - 1.0).abs() < 1e-9);
        let close = |first: Option<crate::domain::Finite>, second: Option<crate::domain::Finite>| {
            first.zip(second).is_none_or(|(first, second)| (first.get() - second.get()).abs() <= 1e-9 * second.get())
        };
        prop_assert!(close(exact.estimate, conditional.estimate));
        prop_assert!(close(exact.conf_int.low, conditional.conf_int.low));
        prop_assert!(close(exact.conf_int.high, conditional.conf_int.high));
    }

    #[test]
    fn exact_p_of_pairs_is_the_sign_test(first in 0_u32..60, second in 0_u32..60) {
        let pairs = PairedTable::new([[3, first], [second, 4]]);
        if let Ok(test) = pairs.mcnemar(McNemarMethod::Exact, LEVEL) {
            let share = crate::stats::proportion::Proportion::new(first, first + second).unwrap();
            let options =
                TestOptions { alternative: Alternative::TwoSided, null_value: 0.5, confidence: LEVEL };
            prop_assert!((test.p_value / share.binomial_test(options).unwrap().p_value - 1.0).abs() < 1e-10);
            let mid = pairs.mcnemar(McNemarMethod::MidP, LEVEL).unwrap();
            prop_assert!(mid.p_value <= test.p_value);
        }
    }
}
