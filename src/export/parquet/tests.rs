//! Files read back with the reader of the same library; `tests/office` reads them with another.

use ::parquet::basic::Compression;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use hyper::body::Bytes;

use super::*;
use crate::domain::Finite;
use crate::exhibit::{Alignment, Cell, Row};
use crate::export::example;

fn reader(exhibit: &Released<Exhibit>) -> SerializedFileReader<Bytes> {
    SerializedFileReader::new(Bytes::from(parquet(exhibit).unwrap().into_inner())).unwrap()
}

/// The rows, as names with values.
fn rows(exhibit: &Released<Exhibit>) -> Vec<Vec<(String, Field)>> {
    let reader = reader(exhibit);
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().into_columns()).collect()
}

fn words(words: &str) -> Field {
    Field::Str(words.to_owned())
}

fn named(row: &[(&str, Field)]) -> Vec<(String, Field)> {
    row.iter().map(|(name, field)| ((*name).to_owned(), field.clone())).collect()
}

/// The trial with other columns, by code, alignment and the cell of each row.
fn of_columns(columns: &[(&str, Alignment, &[Cell])]) -> Released<Exhibit> {
    example::trial().map(|mut exhibit| {
        let template = exhibit.table.columns[0].clone();
        let heading = |(code, alignment, _): &(&str, Alignment, &[Cell])| crate::exhibit::Column {
            code: (*code).to_owned(),
            alignment: *alignment,
            ..template.clone()
        };
        let rows = columns.iter().map(|(_, _, cells)| cells.len()).max().unwrap_or(0);
        let row = |at: usize| Row { cells: columns.iter().map(|(_, _, cells)| cells[at].clone()).collect() };
        exhibit.table.columns = columns.iter().map(heading).collect();
        exhibit.table.rows = (0..rows).map(row).collect();
        exhibit
    })
}

fn count(people: u32) -> Cell {
    Cell::Number { value: people.into(), text: people.to_string() }
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

#[test]
fn rows_are_those_of_the_table_and_what_is_hidden_is_null_and_named() {
    let first = [
        ("group", words("Usual care, “as is”")),
        ("mean", Field::Double(22.34)),
        ("change", Field::Double(-4.37)),
        ("note", Field::Null),
        ("hidden", words("")),
    ];
    let second = [
        ("group", words("=HYPERLINK(\"x\")")),
        ("mean", Field::Null),
        ("change", Field::Null),
        ("note", words("-1 \"quoted\"\nline")),
        ("hidden", words("mean,change")),
    ];
    assert_eq!(rows(&example::trial()), [named(&first), named(&second)]);
}

#[test]
fn words_among_numbers_have_a_column_of_their_own() {
    let exhibit = of_columns(&[
        ("p", Alignment::Text, &[text("0.003"), count(7), Cell::Empty]),
        ("sd", Alignment::Number, &[count(12), text("30 to 50"), Cell::Hidden]),
        ("n", Alignment::Number, &[Cell::Hidden, Cell::Empty, Cell::Hidden]),
    ]);
    let row = |p, sd, sd_words, hidden| {
        named(&[("p", p), ("sd", sd), ("sd_words", sd_words), ("n", Field::Null), ("hidden", words(hidden))])
    };
    let expected = [
        row(words("0.003"), Field::Double(12.0), Field::Null, "n"),
        row(words("7"), Field::Null, words("30 to 50"), ""),
        row(Field::Null, Field::Null, Field::Null, "sd,n"),
    ];
    assert_eq!(rows(&exhibit), expected);
}

#[test]
fn no_two_columns_have_one_name() {
    let one: &[Cell] = &[Cell::Hidden];
    let codes = ["hidden", "all", "all", "all_words", "all_2"];
    let columns = codes.map(|code| (code, Alignment::Number, one));
    let rows = rows(&of_columns(&columns));
    let names: Vec<&str> = rows[0].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["hidden_2", "all", "all_2", "all_words", "all_2_2", "hidden"]);
    assert_eq!(rows[0][5].1, words("hidden_2,all,all_2,all_words,all_2_2"));
}

#[test]
fn every_number_is_the_published_one_to_the_last_digit() {
    let numbers = [1.0 / 3.0, -0.1 - 0.2, f64::MAX, f64::MIN_POSITIVE, 0.0, 4_294_967_295.0];
    let cell = |number| Cell::Number { value: Finite::new(number).unwrap(), text: "about".to_owned() };
    let read = rows(&of_columns(&[("mean", Alignment::Number, &numbers.map(cell))]));
    let read: Vec<&Field> = read.iter().map(|row| &row[0].1).collect();
    assert_eq!(read, numbers.map(Field::Double).iter().collect::<Vec<_>>());
}

#[test]
fn what_the_table_is_stands_in_the_file_without_words_of_a_table_in_a_statistic() {
    let reader = reader(&example::trial());
    let metadata = reader.metadata();
    let pairs = metadata.file_metadata().key_value_metadata().unwrap();
    let value = |name: &str| {
        let mut values = pairs.iter().filter(|pair| pair.key == name);
        let value = values.next().and_then(|pair| pair.value.as_deref());
        assert!(values.next().is_none(), "{name}");
        value
    };
    let content = example::trial().into_inner();
    assert_eq!(value("title"), Some(content.text.title.as_str()));
    assert_eq!(value("footnote_2"), Some(content.text.footnotes[1].as_str()));
    assert_eq!(value("exhibit"), Some(content.id.as_str()));
    assert_eq!(value("data_version"), Some("1"));
    assert_eq!(value("suppression"), Some("off: exact counts"));
    assert_eq!((value("file_sha256_1").map(str::len), value("file_sha256")), (Some(64), None));
    for column in metadata.row_group(0).columns() {
        assert!(column.statistics().is_none(), "{}", column.column_path());
        assert_eq!(column.compression(), Compression::UNCOMPRESSED);
    }
}

#[test]
fn a_table_without_rows_keeps_its_columns() {
    let exhibit = of_columns(&[("group", Alignment::Text, &[]), ("n", Alignment::Number, &[])]);
    let reader = reader(&exhibit);
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    let schema = reader.metadata().file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    assert_eq!(names, ["group", "n", "hidden"]);
    assert_eq!(rows(&exhibit).len(), 0);
}

#[test]
fn the_same_exhibit_gives_the_same_bytes() {
    let bytes = || parquet(&example::trial()).unwrap().into_inner();
    assert!(bytes() == bytes());
}
