//! What each column of an unmapped file probably is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::mapping::Shape;
use super::super::profile::{ColumnKind, ColumnProfile, FileProfile};

/// Most different values of a column that is guessed to be a category.
const MAX_CATEGORY_VALUES: u64 = 12;
/// Most different values of a column that is guessed to hold the time points.
const MAX_TIME_VALUES: u64 = 20;

const ID_NAMES: [&str; 14] = [
    "id",
    "patient",
    "patientid",
    "participant",
    "participantid",
    "subject",
    "subjectid",
    "subj",
    "pid",
    "person",
    "member",
    "memberid",
    "record",
    "n",
];
const ROW_NAMES: [&str; 7] = ["", "rownames", "row", "rowname", "rownumber", "index", "unnamed0"];
const TIME_NAMES: [&str; 9] =
    ["time", "visit", "week", "month", "day", "hour", "minute", "occasion", "timepoint"];
const ATTRIBUTE_NAMES: [&str; 13] = [
    "age",
    "sex",
    "gender",
    "group",
    "arm",
    "treat",
    "treatment",
    "trt",
    "th",
    "bmi",
    "site",
    "centre",
    "center",
];
const GROUPING_NAMES: [&str; 6] = ["group", "arm", "treat", "treatment", "trt", "th"];

/// What the columns of a file probably are.
#[derive(Debug)]
pub struct Roles<'a> {
    pub shape: Shape,
    /// `None`: the row number.
    pub id: Option<&'a ColumnProfile>,
    pub time: Option<&'a ColumnProfile>,
    pub instruments: Vec<InstrumentGuess<'a>>,
    pub variables: Vec<VariableGuess<'a>>,
    /// With the reason.
    pub ignored: Vec<(&'a ColumnProfile, &'static str)>,
}

/// A score and its columns by the text that marks the time point; a long file has one, marked by nothing.
#[derive(Debug)]
pub struct InstrumentGuess<'a> {
    pub name: String,
    pub columns: Vec<(String, &'a ColumnProfile)>,
    pub baseline: Option<&'a ColumnProfile>,
}

/// A variable and its probable type.
#[derive(Debug)]
pub struct VariableGuess<'a> {
    pub column: &'a ColumnProfile,
    pub kind: KindGuess,
    pub is_grouping: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindGuess {
    Number,
    Category,
    Flag,
    Date,
}

/// A role for every column.
pub fn roles(profile: &FileProfile) -> Roles<'_> {
    let columns = &profile.columns;
    let time = columns.iter().find(|column| is_time(column, profile));
    let shape = if time.is_some() { Shape::Long } else { Shape::Wide };
    let id = columns.iter().find(|column| is_id(column, profile, shape));
    let is_free = |column: &&ColumnProfile| {
        ![id, time].into_iter().flatten().any(|taken| std::ptr::eq(*column, taken))
            && column.kind != ColumnKind::Empty
            && !ROW_NAMES.contains(&letters(&column.name).as_str())
    };
    let free: Vec<&ColumnProfile> = columns.iter().filter(is_free).collect();
    let instruments = match shape {
        Shape::Wide => wide_instruments(&free),
        Shape::Long => long_instruments(&free),
    };
    let taken = names_of(&instruments);
    let mut roles = Roles { shape, id, time, instruments, variables: Vec::new(), ignored: Vec::new() };
    for column in columns.iter().filter(|column| !is_free(column) && is_unused(column, id, time)) {
        let reason = if column.kind == ColumnKind::Empty { "empty" } else { "row numbers" };
        roles.ignored.push((column, reason));
    }
    for column in free.into_iter().filter(|column| !taken.contains(column.name.as_str())) {
        match kind(column) {
            Some(kind) => roles.variables.push(variable(column, kind)),
            None => roles.ignored.push((column, "text")),
        }
    }
    roles
}

fn names_of(instruments: &[InstrumentGuess<'_>]) -> BTreeSet<String> {
    let columns = instruments
        .iter()
        .flat_map(|guess| guess.columns.iter().map(|(_, column)| *column).chain(guess.baseline));
    columns.map(|column| column.name.clone()).collect()
}

fn is_unused(column: &ColumnProfile, id: Option<&ColumnProfile>, time: Option<&ColumnProfile>) -> bool {
    ![id, time].into_iter().flatten().any(|taken| std::ptr::eq(column, taken))
}

/// Lower-case letters and digits of a name.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn is_time(column: &ColumnProfile, profile: &FileProfile) -> bool {
    TIME_NAMES.contains(&letters(&column.name).as_str())
        && column.missing == 0
        && (2..=MAX_TIME_VALUES).contains(&column.distinct)
        && column.distinct < profile.rows
}

fn is_id(column: &ColumnProfile, profile: &FileProfile, shape: Shape) -> bool {
    let is_plausible = match shape {
        Shape::Wide => column.distinct == profile.rows,
        Shape::Long => column.distinct < profile.rows,
    };
    ID_NAMES.contains(&letters(&column.name).as_str()) && column.missing == 0 && is_plausible
}

const fn is_number(column: &ColumnProfile) -> bool {
    matches!(column.kind, ColumnKind::Integer | ColumnKind::Decimal)
}

/// Columns whose names differ only in a number at the end: `pk1`, `pk2`, `pk5`.
fn wide_instruments<'a>(free: &[&'a ColumnProfile]) -> Vec<InstrumentGuess<'a>> {
    let mut stems: BTreeMap<&str, Vec<(String, &ColumnProfile)>> = BTreeMap::new();
    for column in free.iter().filter(|column| is_number(column)) {
        let stem = column.name.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = column.name.get(stem.len()..).unwrap_or("");
        if !number.is_empty() && number.len() <= 4 && !letters(stem).is_empty() {
            stems.entry(stem).or_default().push((number.to_owned(), column));
        }
    }
    let order = |stem: &str| free.iter().position(|column| column.name.starts_with(stem));
    let mut found: Vec<_> = stems.into_iter().filter(|(_, columns)| columns.len() > 1).collect();
    found.sort_by_key(|(stem, _)| order(stem));
    found
        .into_iter()
        .map(|(stem, mut columns)| {
            columns.sort_by_key(|(number, _)| number.parse::<u32>().unwrap_or(u32::MAX));
            InstrumentGuess {
                name: stem.trim_end_matches(['_', ' ', '.']).to_owned(),
                columns,
                baseline: None,
            }
        })
        .collect()
}

/// Numbers that are not known attributes; a column called "baseline" belongs to a single one.
fn long_instruments<'a>(free: &[&'a ColumnProfile]) -> Vec<InstrumentGuess<'a>> {
    let baseline =
        free.iter().copied().find(|column| letters(&column.name) == "baseline" && is_number(column));
    let is_score = |column: &&&'a ColumnProfile| {
        is_number(column)
            && !ATTRIBUTE_NAMES.contains(&letters(&column.name).as_str())
            && letters(&column.name) != "baseline"
    };
    let scores: Vec<_> = free.iter().filter(is_score).collect();
    let baseline = baseline.filter(|_| scores.len() == 1);
    scores
        .into_iter()
        .map(|column| InstrumentGuess {
            name: column.name.clone(),
            columns: vec![(String::new(), *column)],
            baseline,
        })
        .collect()
}

fn kind(column: &ColumnProfile) -> Option<KindGuess> {
    let is_short_list =
        column.distinct <= MAX_CATEGORY_VALUES && column.distinct == column.values.len() as u64;
    let is_zero_one = column.values == ["0", "1"];
    match column.kind {
        ColumnKind::Date => Some(KindGuess::Date),
        ColumnKind::Integer if is_zero_one && !is_named(column, &ATTRIBUTE_NAMES) => Some(KindGuess::Flag),
        ColumnKind::Integer | ColumnKind::Text if is_short_list => Some(KindGuess::Category),
        ColumnKind::Integer | ColumnKind::Decimal => Some(KindGuess::Number),
        ColumnKind::Text | ColumnKind::Empty => None,
    }
}

fn is_named(column: &ColumnProfile, names: &[&str]) -> bool {
    names.contains(&letters(&column.name).as_str())
}

fn variable(column: &ColumnProfile, kind: KindGuess) -> VariableGuess<'_> {
    VariableGuess {
        column,
        kind,
        is_grouping: kind == KindGuess::Category && is_named(column, &GROUPING_NAMES),
    }
}
