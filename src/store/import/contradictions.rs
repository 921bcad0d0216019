//! Rows that contradict each other, found in the staging tables and told with both places.

use sqlx::{FromRow, PgConnection};

use super::parse::ColumnNames;
use crate::domain::ParticipantKey;
use crate::import::{Mapping, Place, Problem, Problems, Shape};
use crate::store::{StoreError, dynamic};

/// What is needed to tell a place.
pub struct Places<'a> {
    /// What the files mean.
    pub mapping: &'a Mapping,
    /// Names of the files, in the order given.
    pub files: Vec<String>,
    /// Names of score columns.
    pub columns: &'a ColumnNames,
}

impl Places<'_> {
    fn place(&self, file: i16, line: i64, column: Option<i32>) -> Place {
        let file = usize::try_from(file).unwrap_or(0);
        let column = column.and_then(|column| u16::try_from(column).ok());
        Place {
            file: self.files.get(file).cloned().unwrap_or_default(),
            line: u64::try_from(line).unwrap_or(0),
            column: column.and_then(|column| self.columns.get(&(file, column)).cloned()),
        }
    }
}

/// Participants with two rows in a wide file, or with rows that disagree in a long one; up to 100 problems.
pub async fn of_participants(connection: &mut PgConnection, places: &Places<'_>) -> Result<(), StoreError> {
    let problems = match places.mapping.shape() {
        Shape::Wide => repeated_participants(connection, places).await?,
        Shape::Long => conflicting_participants(connection, places).await?,
    };
    Ok(problems.into_result()?)
}

#[derive(FromRow)]
struct TwoRows {
    key: String,
    first_file: i16,
    first_line: i64,
    file: i16,
    line: i64,
}

impl TwoRows {
    fn places(&self, places: &Places<'_>) -> Result<(Place, Place, ParticipantKey), StoreError> {
        let first = places.place(self.first_file, self.first_line, None);
        let second = places.place(self.file, self.line, None);
        Ok((first, second, key(&self.key)?))
    }
}

async fn repeated_participants(
    connection: &mut PgConnection,
    places: &Places<'_>,
) -> Result<Problems, StoreError> {
    let rows: Vec<TwoRows> = sqlx::query_as(
        "select key, files[1] as first_file, lines[1] as first_line, files[2] as file, lines[2] as line \
         from (select key, array_agg(file order by file, line) as files, array_agg(line order by file, line) as lines \
               from staged_participant group by key having count(*) > 1) as repeated \
         order by files[2], lines[2] limit 100",
    )
    .fetch_all(connection)
    .await?;
    let mut problems = Problems::default();
    for row in &rows {
        let (first, second, key) = row.places(places)?;
        problems.push(Problem::repeated_participant(&first, &second, &key));
    }
    Ok(problems)
}

async fn conflicting_participants(
    connection: &mut PgConnection,
    places: &Places<'_>,
) -> Result<Problems, StoreError> {
    let variables = places.mapping.variables();
    let keys: Vec<String> =
        sqlx::query_scalar(dynamic::conflicting_keys(variables.len())).fetch_all(&mut *connection).await?;
    let mut problems = Problems::default();
    if keys.is_empty() {
        return Ok(problems);
    }
    for (position, variable) in variables.iter().enumerate() {
        let rows: Vec<TwoRows> = sqlx::query_as(dynamic::conflicting_rows(position))
            .bind(&keys)
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            let (first, second, key) = row.places(places)?;
            problems.push(Problem::conflicting_participant(&first, &second, &key, &variable.label));
        }
    }
    Ok(problems)
}

#[derive(FromRow)]
struct ScoreRow {
    key: String,
    instrument_position: i16,
    time_position: i16,
    value: f64,
    repeated: bool,
    file: i16,
    line: i64,
    column_number: i32,
}

/// Two scores of one participant, instrument and time point; up to 100 problems. To be asked once the primary key
/// has refused them, for it costs a pass.
pub async fn of_measurements(connection: &mut PgConnection, places: &Places<'_>) -> Result<(), StoreError> {
    let rows: Vec<ScoreRow> = sqlx::query_as(
        "with double as ( \
           select key, instrument_position, time_position from staged_measurement \
           group by key, instrument_position, time_position \
           having count(*) filter (where not repeated) > 1 or min(value) <> max(value) \
           order by min(file), min(line) limit 100), \
         numbered as ( \
           select staged_measurement.*, \
             row_number() over (partition by key, instrument_position, time_position, repeated, value \
                                order by file, line, column_number) as occurrence \
           from staged_measurement join double using (key, instrument_position, time_position)) \
         select key, instrument_position, time_position, value, repeated, file, line, column_number \
         from numbered where occurrence <= 2 \
         order by key, instrument_position, time_position, file, line, column_number",
    )
    .fetch_all(connection)
    .await?;
    let mut problems = Problems::default();
    let same = |a: &ScoreRow, b: &ScoreRow| {
        (&a.key, a.instrument_position, a.time_position) == (&b.key, b.instrument_position, b.time_position)
    };
    for rows in rows.chunk_by(same) {
        if let Some(problem) = double_score(rows, places)? {
            problems.push(problem);
        }
    }
    Ok(problems.into_result()?)
}

/// The first row, and the first after it that cannot stand beside it.
fn double_score(rows: &[ScoreRow], places: &Places<'_>) -> Result<Option<Problem>, StoreError> {
    let Some((first, rest)) = rows.split_first() else { return Ok(None) };
    let clashes = |row: &&ScoreRow| row.value != first.value || !(row.repeated || first.repeated);
    let Some(second) = rest.iter().find(clashes) else { return Ok(None) };
    let places_of = |row: &ScoreRow| places.place(row.file, row.line, Some(row.column_number));
    let instrument = usize::try_from(first.instrument_position)
        .ok()
        .and_then(|position| places.mapping.instruments().get(position))
        .map_or("", |instrument| instrument.label.as_str());
    let time_point = usize::try_from(first.time_position)
        .ok()
        .and_then(|position| places.mapping.time_axis().points.get(position))
        .map_or("", |point| point.label.as_str());
    let tell = if first.repeated { Problem::conflicting_repetition } else { Problem::duplicate };
    Ok(Some(tell(&places_of(first), &places_of(second), &key(&first.key)?, instrument, time_point)))
}

fn key(text: &str) -> Result<ParticipantKey, StoreError> {
    ParticipantKey::try_from(text).map_err(|_| StoreError::inconsistent("staged_participant", "a key"))
}
