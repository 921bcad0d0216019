//! `Leptos.toml`, which the program reads at run time, is the table of the same name in `Cargo.toml`.

use std::path::Path;

use toml::Table;

fn read(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    text.parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Takes a table out of another, so that what is left can be seen.
fn take(table: &mut Table, name: &str) -> Table {
    match table.remove(name) {
        Some(toml::Value::Table(inner)) => inner,
        other => panic!("[{name}] is {other:?}"),
    }
}

#[test]
fn leptos_toml_is_the_table_of_cargo_toml_and_nothing_else() {
    let mut cargo = read("Cargo.toml");
    let mut cargo_metadata = take(&mut take(&mut cargo, "package"), "metadata");
    let expected = take(&mut cargo_metadata, "leptos");

    let mut copy = read("Leptos.toml");
    let mut package = take(&mut copy, "package");
    let mut metadata = take(&mut package, "metadata");
    assert_eq!(take(&mut metadata, "leptos"), expected);
    assert!(copy.is_empty() && package.is_empty() && metadata.is_empty(), "Leptos.toml holds one table only");
}
