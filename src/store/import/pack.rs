//! One row a participant: attributes in arrays, scores in two bytes each.

use sqlx::{FromRow, PgConnection};

use super::copy_text::{BLOCK_BYTES, push};
use super::staging::send;
use super::{Report, Stage};
use crate::domain::StudyCatalogue;
use crate::domain::frame::ScoreMatrix;
use crate::store::StoreError;
use crate::store::dynamic::{self, VersionId};

/// Bytes of one score in the cursor: instrument and time in two each, the value in eight.
const SCORE_BYTES: usize = 12;

#[derive(FromRow)]
struct Row {
    participant_id: i32,
    number_values: String,
    category_codes: String,
    flag_values: String,
    date_values: String,
    scores: Vec<u8>,
}

/// Fills the packed table, a few thousand participants at a time.
pub async fn pack(
    connection: &mut PgConnection,
    version: VersionId,
    catalogue: &StudyCatalogue,
    value_tables: &[Vec<f64>],
    report: &Report<'_>,
) -> Result<(), StoreError> {
    sqlx::query(dynamic::create_staged_attributes(&catalogue.variables)).execute(&mut *connection).await?;
    sqlx::query(dynamic::declare_packing(version)).execute(&mut *connection).await?;
    let times = catalogue.time_axis.points.len();
    let statement = dynamic::copy_packed(version);
    let mut packed = 0;
    loop {
        let rows: Vec<Row> =
            sqlx::query_as("fetch forward 5000 from packing").fetch_all(&mut *connection).await?;
        if rows.is_empty() {
            break;
        }
        let mut text = Vec::with_capacity(BLOCK_BYTES);
        for row in &rows {
            push_row(&mut text, version, row, &codes(&row.scores, value_tables, times)?);
        }
        send(connection, &statement, text).await?;
        packed += rows.len() as u64;
        report.at(Stage::Packing, packed);
    }
    sqlx::query("close packing").execute(connection).await?;
    Ok(())
}

fn push_row(text: &mut Vec<u8>, version: VersionId, row: &Row, codes: &[u16]) {
    push(
        text,
        format_args!(
            "{}\t{}\t{}\t{}\t{}\t{}\t\\\\x",
            version.0,
            row.participant_id,
            row.number_values,
            row.category_codes,
            row.flag_values,
            row.date_values
        ),
    );
    for byte in codes.iter().flat_map(|code| code.to_le_bytes()) {
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        text.extend([byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]));
    }
    text.push(b'\n');
}

/// The codes of one participant, instrument by instrument and within it time by time.
fn codes(scores: &[u8], value_tables: &[Vec<f64>], times: usize) -> Result<Vec<u16>, StoreError> {
    let mut codes = vec![ScoreMatrix::MISSING; value_tables.len() * times];
    for score in scores.chunks(SCORE_BYTES) {
        let slot =
            slot(score, value_tables, times).and_then(|(slot, code)| Some((codes.get_mut(slot)?, code)));
        let (place, code) = slot.ok_or_else(|| StoreError::inconsistent("measurement", "a score"))?;
        *place = code;
    }
    Ok(codes)
}

fn slot(score: &[u8], value_tables: &[Vec<f64>], times: usize) -> Option<(usize, u16)> {
    let (instrument, rest) = score.split_first_chunk()?;
    let (time, rest) = rest.split_first_chunk()?;
    let value = f64::from_be_bytes(*rest.first_chunk()?);
    let instrument = usize::from(u16::from_be_bytes(*instrument));
    let table = value_tables.get(instrument)?;
    let code = table.binary_search_by(|other| other.total_cmp(&value)).ok()?;
    Some((instrument * times + usize::from(u16::from_be_bytes(*time)), u16::try_from(code).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(instrument: u16, time: u16, value: f64) -> Vec<u8> {
        [&instrument.to_be_bytes()[..], &time.to_be_bytes(), &value.to_be_bytes()].concat()
    }

    #[test]
    fn scores_are_coded_instrument_by_instrument() {
        let tables = [vec![0.0, 15.33333], vec![-1.0]];
        let scores = [score(1, 2, -1.0), score(0, 1, 15.33333)].concat();
        let missing = ScoreMatrix::MISSING;
        assert_eq!(codes(&scores, &tables, 3).unwrap(), [missing, 1, missing, missing, missing, 0]);
    }

    #[test]
    fn a_value_outside_the_table_is_an_inconsistency() {
        assert!(codes(&score(0, 0, 2.0), &[vec![1.0]], 1).is_err());
        assert!(codes(&score(0, 0, 2.0)[..7], &[vec![2.0]], 1).is_err());
    }
}
