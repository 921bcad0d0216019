use super::*;

/// The text with every mutant, numbered from 1, and the code of each site.
fn all(source: &str) -> (String, Vec<String>) {
    let Rewritten { text, sites, places } = rewritten("a.rs", source, 1, &BTreeSet::new()).unwrap();
    assert_eq!(places.len(), sites.len());
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    (text, sites.into_iter().map(|site| site.code).collect())
}

fn sites(source: &str) -> Vec<String> {
    all(source).1
}

#[test]
fn operands_are_written_once_and_the_operator_is_chosen_at_run_time() {
    let (text, sites) = all("fn f(a: f64, b: f64) -> f64 { a + b }");
    assert_eq!(sites, ["a + b"]);
    assert_eq!(
        text,
        "fn f(a: f64, b: f64) -> f64 { (match ((a ), ( b)) { (mutant_left, mutant_right) => if crate::mutant::is(1) \
         { mutant_left - mutant_right } else { mutant_left + mutant_right } }) }"
    );
}

#[test]
fn a_comparison_has_two_mutants_and_moves_nothing() {
    let (text, _) = all("fn f(a: f64, b: f64) -> bool { a < b }");
    assert!(text.contains("(match (&(a ), &( b))"));
    assert!(text.contains(
        "is(1) { *mutant_left <= *mutant_right } else if crate::mutant::is(2) { *mutant_left >= *"
    ));
}

#[test]
fn the_second_operand_of_logic_stays_lazy() {
    let (text, _) = all("fn f(a: bool, b: bool) -> bool { a || b }");
    assert!(text.contains("if mutant_left == crate::mutant::is(1) {  b } else { mutant_left }"));
}

#[test]
fn an_assignment_changes_the_place_it_names() {
    let (text, sites) = all("fn f(x: &mut [f64], i: usize) { x[i + 1] += 2.0 * x[0]; }");
    assert_eq!(sites, ["x[i + 1] += 2.0 * x[0]", "2.0 * x[0]"]);
    assert!(text.contains("is(1) { x[i + 1] -= mutant_right } else { x[i + 1] += mutant_right }"));
}

#[test]
fn a_sign_is_left_out_and_a_dereference_is_none() {
    let (text, sites) = all("fn f(a: &f64) -> f64 { -*a }");
    assert_eq!(sites, ["-*a"]);
    assert!(text.contains("is(1) { mutant_value } else { -mutant_value }"));
}

#[test]
fn nested_sites_are_numbered_from_the_outside() {
    assert_eq!(
        sites("fn f(a: f64) -> f64 { (a + 1.0) * (a - 1.0) }"),
        ["(a + 1.0) * (a - 1.0)", "a + 1.0", "a - 1.0"]
    );
}

#[test]
fn what_is_evaluated_while_compiling_stays() {
    assert_eq!(
        sites(
            "const A: f64 = 1.0 + 1.0; static B: f64 = -1.0; const fn f() -> i32 { 1 + 1 } enum E { A = 1 + 1 } \
             fn g() -> [f64; 1 + 1] { const C: i32 = 1 + 1; match 1 { -1 => [0.0; 1 + 1], _ => [0.0; 2] } }"
        ),
        [] as [&str; 0]
    );
}

#[test]
fn tests_stay() {
    assert_eq!(
        sites("#[cfg(test)] mod tests { fn f() -> i32 { 1 + 1 } } #[test] fn g() { 1 + 1; }"),
        [] as [&str; 0]
    );
    assert_eq!(test_modules("a.rs", "mod a; #[cfg(test)] mod b; #[cfg(test)] mod c {}").unwrap(), ["b"]);
}

#[test]
fn conditions_joined_with_a_pattern_are_no_value_but_have_values_in_them() {
    assert_eq!(
        sites("fn f(a: Option<i32>, b: i32) { if b > 1 && let Some(c) = a && c == 2 { } }"),
        ["b > 1", "c == 2"]
    );
}

#[test]
fn elements_of_a_vector_are_looked_at() {
    assert_eq!(sites("fn f(n: usize) { vec![0.0; n + 1]; vec![n - 1, n]; }"), ["n + 1", "n - 1"]);
}

#[test]
fn a_site_left_out_keeps_its_number_and_those_within_it_stay() {
    let source = "fn f(a: f64) -> f64 { a * 2.0 + 1.0 }";
    let Rewritten { text, sites, places } = rewritten("a.rs", source, 1, &BTreeSet::from([1])).unwrap();
    assert_eq!((sites.len(), places.len()), (2, 1));
    assert!(text.contains("is(2)") && !text.contains("is(1)"));
}

#[test]
fn a_site_knows_its_function_and_its_name_survives_other_lines() {
    let source = "\nimpl Normal { fn cdf(&self, x: f64) -> bool {\n x\n  < 0.0 } }";
    let found = rewritten("a/b.rs", source, 1, &BTreeSet::new()).unwrap().sites;
    assert_eq!(found[0].function, "Normal::cdf");
    let names: Vec<String> = found[0].mutants().map(|mutant| mutant.name()).collect();
    assert_eq!(
        names,
        ["a/b.rs | Normal::cdf | < to <= | x < 0.0", "a/b.rs | Normal::cdf | < to >= | x < 0.0"]
    );
}

#[test]
fn those_alike_in_a_function_share_a_name_and_are_counted() {
    let source = "fn f(a: f64) -> f64 { (a + 1.0) * (a + 1.0) } fn g(a: f64) -> f64 { a + 1.0 }";
    let found = rewritten("a.rs", source, 1, &BTreeSet::new()).unwrap().sites;
    let names: Vec<String> =
        found[1..].iter().flat_map(Site::mutants).map(|mutant| mutant.full_name()).collect();
    assert_eq!(
        names,
        ["a.rs | f | + to - | a + 1.0", "a.rs | f | + to - | a + 1.0 (2)", "a.rs | g | + to - | a + 1.0"]
    );
}
