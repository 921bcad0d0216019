//! The table of an exhibit as CSV. The layout is decided in `docs/adr/0006-csv-layout.md`.

use csv::{Terminator, Writer, WriterBuilder};

use super::ExportError;
use crate::domain::format;
use crate::exhibit::{Cell, Exhibit, Released, Table};

/// First characters that make a spreadsheet take a text for a formula, also in their full-width forms.
pub(super) const FORMULA_STARTS: [char; 12] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The table of an exhibit: UTF-8 without a byte order mark, CRLF, RFC 4180. First the heading codes and the rows,
/// then after one empty line pairs of name and value: title, footnotes and where the numbers come from.
///
/// Numbers are written as published, with all their digits and an ASCII minus; hidden cells are `hidden`, cells
/// without a value are empty. A text that a spreadsheet would take for a formula begins with an apostrophe.
///
/// # Errors
/// [`ExportError::Table`] when the writer fails, which it does not in memory.
pub fn csv(exhibit: &Released<Exhibit>) -> Result<Released<Vec<u8>>, ExportError> {
    let content = exhibit.get();
    let mut bytes = rows(&content.table)?;
    bytes.extend_from_slice(b"\r\n");
    bytes.extend(pairs(content)?);
    Ok(exhibit.clone().map(|_| bytes))
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new())
}

fn finish(writer: Writer<Vec<u8>>) -> Result<Vec<u8>, ExportError> {
    writer.into_inner().map_err(|error| ExportError::Table(error.into_error().into()))
}

fn rows(table: &Table) -> Result<Vec<u8>, ExportError> {
    let mut writer = writer();
    writer.write_record(table.columns.iter().map(|column| harmless(&column.code)))?;
    for row in &table.rows {
        writer.write_record(row.cells.iter().map(cell))?;
    }
    finish(writer)
}

/// What a spreadsheet reads of a cell.
pub(super) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number { value, .. } => format::exact(*value),
        Cell::Hidden => "hidden".to_owned(),
        Cell::Empty => String::new(),
    }
}

/// A text no spreadsheet takes for a formula.
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

fn pairs(exhibit: &Exhibit) -> Result<Vec<u8>, ExportError> {
    let mut writer = writer();
    for (name, value) in description(exhibit) {
        writer.write_record([name, &harmless(&value)])?;
    }
    finish(writer)
}

/// Title, footnotes and provenance under names for files; footnotes and digests have one name each.
pub(super) fn description(exhibit: &Exhibit) -> Vec<(&'static str, String)> {
    let (text, provenance) = (&exhibit.text, &exhibit.provenance);
    let mut pairs = vec![("title", text.title.clone()), ("subtitle", text.subtitle.clone())];
    pairs.extend(text.footnotes.iter().map(|footnote| ("footnote", footnote.clone())));
    pairs.extend([
        ("exhibit", exhibit.id.as_str().to_owned()),
        ("study", provenance.study.clone()),
        ("study_title", provenance.study_title.clone()),
        ("data_version", provenance.data_version.to_string()),
        ("data_as_of", provenance.data_as_of.clone()),
    ]);
    pairs.extend(provenance.files_sha256.iter().map(|digest| ("file_sha256", digest.clone())));
    pairs.extend([
        ("cohort", provenance.cohort.clone()),
        ("cohort_definition", provenance.cohort_definition.clone()),
        ("analysis", provenance.analysis.clone()),
        ("options", provenance.options.clone()),
        ("suppression", provenance.policy.sentence().to_owned()),
        ("sinew_version", provenance.program_version.clone()),
        ("address", provenance.address.clone()),
    ]);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    fn text() -> String {
        String::from_utf8(csv(&example::trial()).unwrap().into_inner()).unwrap()
    }

    #[test]
    fn the_table_comes_first_and_what_it_is_after_an_empty_line() {
        let text = text();
        let (table, rest) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(
            table,
            "group,mean,change,note\r\n\
             \"Usual care, “as is”\",22.34,-4.37,\r\n\
             \"'=HYPERLINK(\"\"x\"\")\",hidden,hidden,\"'-1 \"\"quoted\"\"\nline\""
        );
        assert!(rest.starts_with("title,Headaches eased more"));
        assert!(rest.contains("\r\nsuppression,off: exact counts\r\n"));
        assert_eq!(rest.matches("\r\nfootnote,").count(), 2);
        assert!(rest.ends_with("\r\naddress,/s/acupuncture/trends\r\n"));
    }

    #[test]
    fn no_text_begins_as_a_formula() {
        for start in FORMULA_STARTS {
            assert!(harmless(&format!("{start}1+1")).starts_with('\''), "{start:?}");
        }
        assert_eq!(harmless("1=1"), "1=1");
    }

    #[test]
    fn the_file_reads_back_as_it_was_written() {
        let text = text();
        let mut reader =
            ::csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let records: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.first().unwrap().len(), 4);
        let digest = records.iter().find(|record| record.get(0) == Some("file_sha256")).unwrap();
        assert_eq!(digest.get(1), Some("0".repeat(64).as_str()));
        let options = records.iter().find(|record| record.get(0) == Some("options")).unwrap();
        assert_eq!(options.get(1), Some("{\"instrument\":\"severity\",\"split\":\"group\"}"));
    }
}
