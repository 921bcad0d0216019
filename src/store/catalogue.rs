//! A data version's catalogue, to and from its tables.

mod bands;

use sqlx::{FromRow, PgConnection};

use self::bands::BandRow;
use super::StoreError;
use super::dynamic::{VersionId, array_places};
use crate::domain::{
    Bands, Code, CompleterRule, DataVersion, Direction, Finite, Instrument, Level, NumberRange, SourceFile,
    Study, StudyCatalogue, Threshold, ThresholdKind, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
};

/// The catalogue of a data version, and how many participants it should have.
pub async fn read(
    connection: &mut PgConnection,
    version: VersionId,
) -> Result<(StudyCatalogue, usize), StoreError> {
    let row: VersionRow = sqlx::query_as(
        "select study.code, data_version.number, title, description, source, assignment, primary_instrument, \
           primary_time_point, primary_grouping, completer_flag, time_unit, participant_count, \
           to_char(loaded_at at time zone 'UTC', 'YYYY-MM-DD') as loaded_on \
         from data_version join study using (study_id) where data_version_id = $1",
    )
    .bind(version.0)
    .fetch_one(&mut *connection)
    .await?;
    let files = sqlx::query_as::<_, (String, String)>(
        "select name, sha256 from source_file where data_version_id = $1 order by position",
    )
    .bind(version.0)
    .fetch_all(&mut *connection)
    .await?;
    let participants =
        usize::try_from(row.participant_count).map_err(|_| odd("data_version", "a count of participants"))?;
    let catalogue = StudyCatalogue {
        time_axis: TimeAxis {
            unit: time_unit(&row.time_unit)?,
            points: read_time_points(connection, version).await?,
        },
        variables: read_variables(connection, version).await?,
        instruments: read_instruments(connection, version).await?,
        data_version: DataVersion {
            number: u32::try_from(row.number).map_err(|_| odd("data_version", "a number"))?,
            loaded_on: row.loaded_on.clone(),
            files: files.into_iter().map(|(name, sha256)| SourceFile { name, sha256 }).collect(),
        },
        study: row.study()?,
    };
    Ok((catalogue, participants))
}

#[derive(FromRow)]
struct VersionRow {
    code: String,
    number: i32,
    title: String,
    description: String,
    source: String,
    assignment: String,
    primary_instrument: String,
    primary_time_point: String,
    primary_grouping: Option<String>,
    completer_flag: Option<String>,
    time_unit: String,
    participant_count: i64,
    loaded_on: String,
}

impl VersionRow {
    fn study(self) -> Result<Study, StoreError> {
        let code_of = |text: String| code("data_version", text);
        Ok(Study {
            code: code("study", self.code)?,
            title: self.title,
            description: self.description,
            source: self.source,
            assignment: self.assignment,
            primary_instrument: code_of(self.primary_instrument)?,
            primary_time_point: code_of(self.primary_time_point)?,
            primary_grouping: self.primary_grouping.map(code_of).transpose()?,
            completer: match self.completer_flag {
                None => CompleterRule::ObservedAtPrimaryTimePoint,
                Some(variable) => CompleterRule::Flag { variable: code_of(variable)? },
            },
        })
    }
}

async fn read_time_points(
    connection: &mut PgConnection,
    version: VersionId,
) -> Result<Vec<TimePoint>, StoreError> {
    let rows = sqlx::query_as::<_, (String, String, Option<f64>)>(
        "select code, label, time_offset from time_point where data_version_id = $1 order by position",
    )
    .bind(version.0)
    .fetch_all(connection)
    .await?;
    let point = |(text, label, offset): (String, String, Option<f64>)| {
        let offset = offset.map(|offset| finite("time_point", offset)).transpose()?;
        Ok(TimePoint { code: code("time_point", text)?, label, offset })
    };
    rows.into_iter().map(point).collect()
}

#[derive(FromRow)]
struct VariableRow {
    position: i16,
    code: String,
    label: String,
    kind: String,
    unit: Option<String>,
    low: Option<f64>,
    high: Option<f64>,
    score_of: Option<String>,
    filterable: bool,
    post_baseline: bool,
}

async fn read_variables(
    connection: &mut PgConnection,
    version: VersionId,
) -> Result<Vec<Variable>, StoreError> {
    let rows: Vec<VariableRow> = sqlx::query_as(
        "select position, code, label, kind, unit, low, high, score_of, filterable, post_baseline \
         from variable where data_version_id = $1 order by position",
    )
    .bind(version.0)
    .fetch_all(&mut *connection)
    .await?;
    let levels = sqlx::query_as::<_, (i16, String, String)>(
        "select variable_position, code, label from variable_level \
         where data_version_id = $1 order by variable_position, position",
    )
    .bind(version.0)
    .fetch_all(&mut *connection)
    .await?;
    rows.into_iter().map(|row| row.variable(&levels)).collect()
}

impl VariableRow {
    fn variable(self, levels: &[(i16, String, String)]) -> Result<Variable, StoreError> {
        let kind = match (self.kind.as_str(), self.unit, self.low, self.high) {
            ("number", Some(unit), Some(low), Some(high)) => {
                let score_of = self.score_of.map(|text| code("variable", text)).transpose()?;
                VariableKind::Number { unit, range: range("variable", low, high)?, score_of }
            }
            ("category", ..) => {
                let own = levels.iter().filter(|(position, ..)| *position == self.position);
                let level = |(_, text, label): &(i16, String, String)| {
                    Ok(Level { code: code("variable_level", text.clone())?, label: label.clone() })
                };
                VariableKind::Category { levels: own.map(level).collect::<Result<_, StoreError>>()? }
            }
            ("flag", ..) => VariableKind::Flag,
            ("date", ..) => VariableKind::Date,
            _ => return Err(odd("variable", "a kind")),
        };
        Ok(Variable {
            code: code("variable", self.code)?,
            label: self.label,
            kind,
            filterable: self.filterable,
            post_baseline: self.post_baseline,
        })
    }
}

#[derive(FromRow)]
struct InstrumentRow {
    position: i16,
    code: String,
    label: String,
    unit: String,
    low: f64,
    high: f64,
    direction: String,
    baseline: Option<String>,
    note: String,
    bands_source: Option<String>,
}

#[derive(FromRow)]
struct ThresholdRow {
    instrument_position: i16,
    label: String,
    kind: String,
    value: f64,
    source: String,
}

async fn read_instruments(
    connection: &mut PgConnection,
    version: VersionId,
) -> Result<Vec<Instrument>, StoreError> {
    let rows: Vec<InstrumentRow> = sqlx::query_as(
        "select position, code, label, unit, low, high, direction, baseline, note, bands_source \
         from instrument where data_version_id = $1 order by position",
    )
    .bind(version.0)
    .fetch_all(&mut *connection)
    .await?;
    let thresholds: Vec<ThresholdRow> = sqlx::query_as(
        "select instrument_position, label, kind, value, source from threshold \
         where data_version_id = $1 order by instrument_position, position",
    )
    .bind(version.0)
    .fetch_all(&mut *connection)
    .await?;
    let bands = bands::read(connection, version).await?;
    rows.into_iter().map(|row| row.instrument(&thresholds, &bands)).collect()
}

impl InstrumentRow {
    fn instrument(self, thresholds: &[ThresholdRow], bands: &[BandRow]) -> Result<Instrument, StoreError> {
        let range = range("instrument", self.low, self.high)?;
        let own = thresholds.iter().filter(|threshold| threshold.instrument_position == self.position);
        Ok(Instrument {
            code: code("instrument", self.code)?,
            label: self.label,
            unit: self.unit,
            range,
            direction: match self.direction.as_str() {
                "lower_is_better" => Direction::LowerIsBetter,
                "higher_is_better" => Direction::HigherIsBetter,
                _ => return Err(odd("instrument", "a direction")),
            },
            baseline: self.baseline.map(|text| code("instrument", text)).transpose()?,
            thresholds: own.map(ThresholdRow::threshold).collect::<Result<_, _>>()?,
            bands: bands::of_instrument(self.position, range, self.bands_source, bands)?,
            note: self.note,
        })
    }
}

impl ThresholdRow {
    fn threshold(&self) -> Result<Threshold, StoreError> {
        Ok(Threshold {
            label: self.label.clone(),
            kind: match self.kind.as_str() {
                "points" => ThresholdKind::Points,
                "percent_of_baseline" => ThresholdKind::PercentOfBaseline,
                _ => return Err(odd("threshold", "a kind")),
            },
            value: finite("threshold", self.value)?,
            source: self.source.clone(),
        })
    }
}

/// Writes everything of a catalogue that hangs on the row of its data version, which is there.
pub async fn write(
    connection: &mut PgConnection,
    version: VersionId,
    catalogue: &StudyCatalogue,
    value_tables: &[Vec<f64>],
) -> Result<(), StoreError> {
    for (position, point) in (0_i16..).zip(&catalogue.time_axis.points) {
        sqlx::query(
            "insert into time_point (data_version_id, position, code, label, time_offset) values ($1, $2, $3, $4, $5)",
        )
        .bind(version.0)
        .bind(position)
        .bind(point.code.as_str())
        .bind(&point.label)
        .bind(point.offset.map(Finite::get))
        .execute(&mut *connection)
        .await?;
    }
    let places = array_places(&catalogue.variables);
    for ((position, variable), (_, place)) in (0_i16..).zip(&catalogue.variables).zip(places) {
        write_variable(connection, version, (position, place), variable).await?;
    }
    for ((position, instrument), values) in (0_i16..).zip(&catalogue.instruments).zip(value_tables) {
        write_instrument(connection, version, position, instrument, values).await?;
    }
    Ok(())
}

async fn write_variable(
    connection: &mut PgConnection,
    version: VersionId,
    (position, place): (i16, usize),
    variable: &Variable,
) -> Result<(), StoreError> {
    let (kind, unit, bounds, score_of) = match &variable.kind {
        VariableKind::Number { unit, range, score_of } => {
            ("number", Some(unit), Some(range), score_of.as_ref())
        }
        VariableKind::Category { .. } => ("category", None, None, None),
        VariableKind::Flag => ("flag", None, None, None),
        VariableKind::Date => ("date", None, None, None),
    };
    sqlx::query(
        "insert into variable (data_version_id, position, code, label, kind, array_position, unit, low, high, \
           score_of, filterable, post_baseline) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(version.0)
    .bind(position)
    .bind(variable.code.as_str())
    .bind(&variable.label)
    .bind(kind)
    .bind(i16::try_from(place).map_err(|_| odd("variable", "a place"))?)
    .bind(unit)
    .bind(bounds.map(|range| range.low.get()))
    .bind(bounds.map(|range| range.high.get()))
    .bind(score_of.map(Code::as_str))
    .bind(variable.filterable)
    .bind(variable.post_baseline)
    .execute(&mut *connection)
    .await?;
    if let VariableKind::Category { levels } = &variable.kind {
        let positions: Vec<i16> = (0_i16..).take(levels.len()).collect();
        let codes: Vec<&str> = levels.iter().map(|level| level.code.as_str()).collect();
        let labels: Vec<&str> = levels.iter().map(|level| level.label.as_str()).collect();
        sqlx::query(
            "insert into variable_level (data_version_id, variable_position, position, code, label) \
             select $1, $2, level.position, level.code, level.label \
             from unnest($3::smallint[], $4::text[], $5::text[]) as level (position, code, label)",
        )
        .bind(version.0)
        .bind(position)
        .bind(positions)
        .bind(codes)
        .bind(labels)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_instrument(
    connection: &mut PgConnection,
    version: VersionId,
    position: i16,
    instrument: &Instrument,
    values: &[f64],
) -> Result<(), StoreError> {
    let direction = match instrument.direction {
        Direction::LowerIsBetter => "lower_is_better",
        Direction::HigherIsBetter => "higher_is_better",
    };
    sqlx::query(
        "insert into instrument (data_version_id, position, code, label, unit, low, high, direction, baseline, note, \
           bands_source, value_table) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(version.0)
    .bind(position)
    .bind(instrument.code.as_str())
    .bind(&instrument.label)
    .bind(&instrument.unit)
    .bind(instrument.range.low.get())
    .bind(instrument.range.high.get())
    .bind(direction)
    .bind(instrument.baseline.as_ref().map(Code::as_str))
    .bind(&instrument.note)
    .bind(instrument.bands.as_ref().map(Bands::source))
    .bind(values)
    .execute(&mut *connection)
    .await?;
    for (place, threshold) in (0_i16..).zip(&instrument.thresholds) {
        write_threshold(connection, version, (position, place), threshold).await?;
    }
    bands::write(connection, version, position, instrument.bands.as_ref()).await
}

async fn write_threshold(
    connection: &mut PgConnection,
    version: VersionId,
    (instrument, position): (i16, i16),
    threshold: &Threshold,
) -> Result<(), StoreError> {
    let kind = match threshold.kind {
        ThresholdKind::Points => "points",
        ThresholdKind::PercentOfBaseline => "percent_of_baseline",
    };
    sqlx::query(
        "insert into threshold (data_version_id, instrument_position, position, label, kind, value, source) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(version.0)
    .bind(instrument)
    .bind(position)
    .bind(&threshold.label)
    .bind(kind)
    .bind(threshold.value.get())
    .bind(&threshold.source)
    .execute(connection)
    .await?;
    Ok(())
}

/// The word of a unit in the database.
pub const fn time_unit_word(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Visit => "visit",
    }
}

fn time_unit(word: &str) -> Result<TimeUnit, StoreError> {
    let units =
        [TimeUnit::Minute, TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Visit];
    let unit = units.into_iter().find(|unit| time_unit_word(*unit) == word);
    unit.ok_or_else(|| odd("data_version", "a unit of time"))
}

fn code(table: &'static str, text: String) -> Result<Code, StoreError> {
    Code::try_from(text).map_err(|_| odd(table, "a code"))
}

fn finite(table: &'static str, value: f64) -> Result<Finite, StoreError> {
    Finite::new(value).ok_or_else(|| odd(table, "a number"))
}

fn range(table: &'static str, low: f64, high: f64) -> Result<NumberRange, StoreError> {
    Ok(NumberRange { low: finite(table, low)?, high: finite(table, high)? })
}

fn odd(table: &'static str, what: &str) -> StoreError {
    StoreError::inconsistent(table, what)
}
