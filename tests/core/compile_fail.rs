//! Programs that would let a number out by another door, and that the compiler refuses.

#[test]
#[ignore = "compiles the core again; cargo xtask test runs it"]
fn no_number_leaves_unpublished() {
    trybuild::TestCases::new().compile_fail("tests/core/compile_fail/*.rs");
}
