//! Every statement whose text is made at run time. The only module that may assert a text to be safe: what goes into
//! a text is a number, a [`Code`] (`a–z`, `0–9`, `_`) or a fixed word; values of people and files are always bound or
//! copied.

use std::fmt::Write;

use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::{Query, QueryScalar};
use sqlx::{Arguments, AssertSqlSafe, SqlSafeStr, SqlStr};

use crate::cohort::{SqlPredicate, SqlValue};
use crate::domain::{Code, Instrument, StudyCatalogue, Variable, VariableKind};

/// Identity of a data version in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(pub i32);

/// The tables that have one partition a data version, in the order in which they are attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partitioned {
    /// Who.
    Participant,
    /// Scores.
    Measurement,
    /// Attributes and coded scores.
    PackedParticipant,
}

impl Partitioned {
    /// All of them: those others refer to come first.
    pub const ALL: [Self; 3] = [Self::Participant, Self::Measurement, Self::PackedParticipant];

    const fn table(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Measurement => "measurement",
            Self::PackedParticipant => "packed_participant",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Participant | Self::PackedParticipant => "data_version_id, participant_id",
            Self::Measurement => "data_version_id, participant_id, instrument_position, time_position",
        }
    }
}

fn safe(text: String) -> SqlStr {
    AssertSqlSafe(text).into_sql_str()
}

fn partition(table: Partitioned, version: VersionId) -> String {
    format!("{}_v{}", table.table(), version.0)
}

/// Makes the table that will become a partition. The check on the version spares a scan when it is attached.
pub fn create_partition(table: Partitioned, version: VersionId) -> SqlStr {
    let (name, parent, id) = (partition(table, version), table.table(), version.0);
    safe(format!(
        "create table {name} (like {parent} including defaults including constraints including storage, \
         constraint {name}_version_check check (data_version_id = {id}))"
    ))
}

/// Gives the partition its primary key; a second row with the key is an error.
pub fn add_primary_key(table: Partitioned, version: VersionId) -> SqlStr {
    let (name, key) = (partition(table, version), table.key());
    safe(format!("alter table {name} add constraint {name}_pkey primary key ({key})"))
}

/// Hangs the filled table into its parent; foreign keys are checked here.
pub fn attach_partition(table: Partitioned, version: VersionId) -> SqlStr {
    let (name, parent, id) = (partition(table, version), table.table(), version.0);
    safe(format!("alter table {parent} attach partition {name} for values in ({id})"))
}

/// Takes a partition out of its parent, so that it can be dropped although others refer to the parent.
pub fn detach_partition(table: Partitioned, version: VersionId) -> SqlStr {
    safe(format!("alter table {} detach partition {}", table.table(), partition(table, version)))
}

/// Drops a partition.
pub fn drop_partition(table: Partitioned, version: VersionId) -> SqlStr {
    safe(format!("drop table {}", partition(table, version)))
}

/// Counts what is in a partition for the planner.
pub fn analyze_partition(table: Partitioned, version: VersionId) -> SqlStr {
    safe(format!("analyze {}", partition(table, version)))
}

/// Scores must be of an instrument and time point there is, and within the instrument's range; NaN is above every
/// range.
pub fn measurement_checks(version: VersionId, instruments: &[Instrument], times: usize) -> SqlStr {
    let name = partition(Partitioned::Measurement, version);
    let mut ranges = String::from("case instrument_position");
    for (position, instrument) in instruments.iter().enumerate() {
        let between = between("value", instrument.range.low.get(), instrument.range.high.get());
        // Writing to a string cannot fail.
        let _ = write!(ranges, " when {position} then {between}");
    }
    ranges.push_str(" else false end");
    if instruments.is_empty() {
        "false".clone_into(&mut ranges);
    }
    safe(format!(
        "alter table {name} add constraint {name}_range_check check ({ranges}), \
         add constraint {name}_time_check check (time_position < {times})"
    ))
}

fn between(expression: &str, low: f64, high: f64) -> String {
    format!("{expression} between '{low:?}'::double precision and '{high:?}'::double precision")
}

/// Where the value of each variable is: the array and the 1-based place in it.
pub fn array_places(variables: &[Variable]) -> Vec<(PackedArray, usize)> {
    let mut counts = [0; 4];
    let place = |variable: &Variable| {
        let array = PackedArray::of(&variable.kind);
        counts[array as usize] += 1;
        (array, counts[array as usize])
    };
    variables.iter().map(place).collect()
}

/// One of the packed arrays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackedArray {
    /// `number_values`.
    Number,
    /// `category_codes`.
    Category,
    /// `flag_values`.
    Flag,
    /// `date_values`.
    Date,
}

impl PackedArray {
    /// In the order of the table's columns.
    pub const ALL: [Self; 4] = [Self::Number, Self::Category, Self::Flag, Self::Date];

    /// The array a variable's values are in.
    pub const fn of(kind: &VariableKind) -> Self {
        match kind {
            VariableKind::Number { .. } => Self::Number,
            VariableKind::Category { .. } => Self::Category,
            VariableKind::Flag => Self::Flag,
            VariableKind::Date => Self::Date,
        }
    }

    /// Its column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Number => "number_values",
            Self::Category => "category_codes",
            Self::Flag => "flag_values",
            Self::Date => "date_values",
        }
    }

    const fn sql_type(self) -> &'static str {
        match self {
            Self::Number => "double precision[]",
            Self::Category => "smallint[]",
            Self::Flag => "boolean[]",
            Self::Date => "date[]",
        }
    }

    /// A staged number as the element type.
    fn element(self, staged: &str) -> String {
        match self {
            Self::Number => staged.to_owned(),
            Self::Category => format!("{staged}::smallint"),
            Self::Flag => format!("({staged} = 1)"),
            Self::Date => format!("date '1970-01-01' + {staged}::integer"),
        }
    }
}

/// Arrays have as many elements as there are variables of the kind, numbers lie in their range, codes are of a level.
pub fn packed_checks(version: VersionId, catalogue: &StudyCatalogue) -> SqlStr {
    let name = partition(Partitioned::PackedParticipant, version);
    let scores = 2 * catalogue.instruments.len() * catalogue.time_axis.points.len();
    let places = array_places(&catalogue.variables);
    let mut text = format!(
        "alter table {name} add constraint {name}_score_codes_check check (octet_length(score_codes) = {scores})"
    );
    for array in PackedArray::ALL {
        let length = places.iter().filter(|(other, _)| *other == array).count();
        let column = array.column();
        let _ =
            write!(text, ", add constraint {name}_{column}_check check (cardinality({column}) = {length})");
    }
    for (variable, (array, place)) in catalogue.variables.iter().zip(&places) {
        let element = format!("{}[{place}]", array.column());
        let rule = match &variable.kind {
            VariableKind::Number { range, .. } => between(&element, range.low.get(), range.high.get()),
            VariableKind::Category { levels } => format!("{element} >= 0 and {element} < {}", levels.len()),
            VariableKind::Flag | VariableKind::Date => continue,
        };
        let _ = write!(text, ", add constraint {name}_{}_{place}_check check ({rule})", array.column());
    }
    safe(text)
}

/// The table participants' rows are copied into: place, key and one number a variable.
pub fn create_staged_participant(variables: usize) -> SqlStr {
    let mut text = String::from(
        "create temporary table staged_participant (file smallint not null, line bigint not null, \
         key text collate \"C\" not null",
    );
    for variable in 0..variables {
        let _ = write!(text, ", v{variable} double precision");
    }
    text.push_str(") on commit drop");
    safe(text)
}

/// Keys of participants whose rows disagree about a variable, at most 100.
pub fn conflicting_keys(variables: usize) -> SqlStr {
    let disagrees = (0..variables).map(|variable| {
        format!("(count(v{variable}) not in (0, count(*)) or min(v{variable}) <> max(v{variable}))")
    });
    let disagrees: Vec<String> = disagrees.collect();
    let having = if disagrees.is_empty() { "false".to_owned() } else { disagrees.join(" or ") };
    safe(format!(
        "select key from staged_participant group by key having {having} order by min(file), min(line) limit 100"
    ))
}

/// For each of the keys in `$1` whose rows disagree about a variable: its first row and the first that differs.
pub fn conflicting_rows(variable: usize) -> SqlStr {
    safe(format!(
        "select distinct on (key) key, first_file, first_line, file, line \
         from (select key, file, line, v{variable} as value, \
                 first_value(v{variable}) over same as first_value, \
                 first_value(file) over same as first_file, \
                 first_value(line) over same as first_line \
               from staged_participant where key = any($1) \
               window same as (partition by key order by file, line)) as row \
         where value is distinct from first_value \
         order by key, file, line"
    ))
}

/// One row a participant with the packed arrays, as text ready to be copied.
pub fn create_staged_attributes(variables: &[Variable]) -> SqlStr {
    let places = array_places(variables);
    let arrays = PackedArray::ALL.map(|array| {
        let elements = places.iter().enumerate().filter(|(_, (other, _))| *other == array);
        let elements: Vec<String> =
            elements.map(|(variable, _)| array.element(&format!("max(v{variable})"))).collect();
        format!("array[{}]::{} as {}", elements.join(", "), array.sql_type(), array.column())
    });
    safe(format!(
        "create temporary table staged_attributes on commit drop as \
         select participant_id, {} from staged_participant join staged_key using (key) group by participant_id",
        arrays.join(", ")
    ))
}

/// Moves the participants over; the rows counted are theirs.
pub fn fill_participants(version: VersionId) -> SqlStr {
    let name = partition(Partitioned::Participant, version);
    safe(format!(
        "insert into {name} (data_version_id, participant_id, key) \
         select {}, participant_id, key from staged_key order by participant_id",
        version.0
    ))
}

/// Moves the scores over. A score stated on every row of a person is one score.
pub fn fill_measurements(version: VersionId) -> SqlStr {
    let name = partition(Partitioned::Measurement, version);
    safe(format!(
        "insert into {name} (data_version_id, participant_id, instrument_position, time_position, value) \
         select {}, participant_id, instrument_position, time_position, value \
         from (select key, instrument_position, time_position, value from staged_measurement where not repeated \
               union all \
               select distinct key, instrument_position, time_position, value from staged_measurement where repeated) \
           as score \
         join staged_key using (key) \
         order by participant_id, instrument_position, time_position",
        version.0
    ))
}

/// The distinct values of each instrument, ascending.
pub fn value_tables(version: VersionId) -> SqlStr {
    let name = partition(Partitioned::Measurement, version);
    safe(format!(
        "select instrument_position, array_agg(value order by value) \
         from (select distinct instrument_position, value from {name}) as distinct_value \
         group by instrument_position"
    ))
}

/// A cursor over participants: arrays as text, and their scores as 12 bytes each (instrument, time, value).
pub fn declare_packing(version: VersionId) -> SqlStr {
    let name = partition(Partitioned::Measurement, version);
    safe(format!(
        "declare packing no scroll cursor for \
         select participant_id, number_values::text, category_codes::text, flag_values::text, date_values::text, \
           coalesce(scores, '') as scores \
         from staged_attributes \
         left join (select participant_id, \
                      string_agg(int2send(instrument_position) || int2send(time_position) || float8send(value), '') \
                        as scores \
                    from {name} group by participant_id) as score using (participant_id) \
         order by participant_id"
    ))
}

/// Copies packed rows in.
pub fn copy_packed(version: VersionId) -> String {
    format!(
        "copy {} (data_version_id, participant_id, number_values, category_codes, flag_values, date_values, \
         score_codes) from stdin",
        partition(Partitioned::PackedParticipant, version)
    )
}

/// Copies packed rows out in binary, in the order of the snapshot.
pub fn copy_snapshot(version: VersionId) -> String {
    format!(
        "copy (select participant_id, number_values, category_codes, flag_values, date_values, score_codes \
         from packed_participant where data_version_id = {} order by participant_id) to stdout (format binary)",
        version.0
    )
}

/// Drops the readable view of a study.
pub fn drop_view(study: &Code) -> SqlStr {
    safe(format!("drop view if exists study_{study}_participants"))
}

/// Makes the readable view of a study: the participant's key and a column a variable, levels by their code.
pub fn create_view(version: VersionId, catalogue: &StudyCatalogue) -> SqlStr {
    let mut key_column = String::from("participant_key");
    while catalogue.variables.iter().any(|variable| variable.code.as_str() == key_column) {
        key_column.push('_');
    }
    let mut text = format!(
        "create view study_{}_participants as select participant.key as {key_column}",
        catalogue.study.code
    );
    for (variable, (array, place)) in catalogue.variables.iter().zip(array_places(&catalogue.variables)) {
        let element = format!("packed.{}[{place}]", array.column());
        let value = match &variable.kind {
            VariableKind::Category { levels } => {
                let levels: Vec<String> = levels.iter().map(|level| format!("'{}'", level.code)).collect();
                format!("(array[{}]::text[])[{element} + 1]", levels.join(", "))
            }
            VariableKind::Number { .. } | VariableKind::Flag | VariableKind::Date => element,
        };
        let _ = write!(text, ", {value} as \"{}\"", variable.code);
    }
    let _ = write!(
        text,
        " from packed_participant as packed \
         join participant using (data_version_id, participant_id) \
         where data_version_id = {}",
        version.0
    );
    safe(text)
}

/// Rows of a version's participants, in the order of the snapshot, of whom `predicate` is true: 0-based, ascending.
pub fn members<'a>(
    version: VersionId,
    predicate: SqlPredicate,
) -> Result<QueryScalar<'a, Postgres, i64, PgArguments>, sqlx::Error> {
    let text = format!(
        "select place from (select p.*, row_number() over (order by p.participant_id) - 1 as place \
         from packed_participant as p where p.data_version_id = {}) as p where {} order by place",
        version.0, predicate.text
    );
    Ok(sqlx::query_scalar_with(safe(text), arguments(predicate.values)?))
}

/// Writes the members of a version of a cohort in a data version.
pub fn insert_members<'a>(
    cohort_id: i32,
    number: i32,
    version: VersionId,
    predicate: SqlPredicate,
) -> Result<Query<'a, Postgres, PgArguments>, sqlx::Error> {
    let text = format!(
        "insert into cohort_member (cohort_id, version_number, data_version_id, participant_id) \
         select {cohort_id}, {number}, {}, p.participant_id \
         from packed_participant as p where p.data_version_id = {} and {}",
        version.0, version.0, predicate.text
    );
    Ok(sqlx::query_with(safe(text), arguments(predicate.values)?))
}

fn arguments(values: Vec<SqlValue>) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    for value in values {
        let added = match value {
            SqlValue::Element(element) => arguments.add(element),
            SqlValue::Number(limit) => arguments.add(limit),
            SqlValue::Days(days) => arguments.add(days),
            SqlValue::Levels(levels) => arguments.add(levels),
            SqlValue::Answer(answer) => arguments.add(answer),
            SqlValue::Position(position) => arguments.add(position),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
