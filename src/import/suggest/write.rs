//! A guess → TOML with comments.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::mapping::Shape;
use super::super::profile::ColumnProfile;
use super::super::text::{plain, shown_file_name};
use super::guess::{InstrumentGuess, KindGuess, Roles, VariableGuess};
use crate::domain::Code;

/// The whole mapping.
pub fn mapping(file_name: &str, roles: &Roles<'_>) -> String {
    let mut writer = Writer { out: String::new(), codes: BTreeSet::new(), times: times(roles) };
    writer.head(file_name);
    let variables: Vec<(String, &VariableGuess<'_>)> =
        roles.variables.iter().map(|guess| (writer.code(&guess.column.name), guess)).collect();
    let instruments: Vec<(String, &InstrumentGuess<'_>)> =
        roles.instruments.iter().map(|guess| (writer.code(&guess.name), guess)).collect();
    let grouping = variables.iter().find(|(_, guess)| guess.is_grouping).map(|(code, _)| code.as_str());
    writer.study(file_name, instruments.first().map_or("EDIT", |(code, _)| code), grouping);
    writer.file(roles);
    writer.time(roles);
    for (code, guess) in &variables {
        writer.variable(code, guess);
    }
    for (code, guess) in &instruments {
        writer.instrument(code, guess, roles.shape);
    }
    if instruments.is_empty() {
        writer.no_instruments();
    }
    writer.out
}

/// Time points: code, source value (empty for a baseline with its own column).
fn times(roles: &Roles<'_>) -> Vec<(String, String)> {
    let has_baseline = roles.instruments.iter().any(|guess| guess.baseline.is_some());
    let mut values: Vec<&str> = match roles.time {
        Some(column) => column.values.iter().map(String::as_str).collect(),
        None => {
            roles.instruments.iter().flat_map(|guess| &guess.columns).map(|(mark, _)| mark.as_str()).collect()
        }
    };
    values.sort_by(|a, b| number(a).total_cmp(&number(b)).then_with(|| a.cmp(b)));
    values.dedup();
    let mut codes = BTreeSet::new();
    let mut points: Vec<(String, String)> = Vec::new();
    if has_baseline {
        points.push((unique_code("baseline", &mut codes), String::new()));
    }
    points.extend(
        values.into_iter().map(|value| (unique_code(&format!("time_{value}"), &mut codes), value.to_owned())),
    );
    points
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::MAX)
}

struct Writer {
    out: String,
    codes: BTreeSet<String>,
    times: Vec<(String, String)>,
}

impl Writer {
    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{text}");
    }

    fn code(&mut self, name: &str) -> String {
        unique_code(name, &mut self.codes)
    }

    fn head(&mut self, file_name: &str) {
        self.line(&format!(
            "# A first mapping for {}. Lines marked CHECK are guesses: only",
            shown_file_name(file_name)
        ));
        self.line("# someone who knows the study can confirm them. docs/IMPORTING.md describes every key.");
        self.line("version = 1");
    }

    fn study(&mut self, file_name: &str, instrument: &str, grouping: Option<&str>) {
        let last_time = self.times.last().map_or("EDIT", |(code, _)| code).to_owned();
        self.line("\n[study]");
        self.line(&format!("title = {} # CHECK", quoted(&shown_file_name(file_name))));
        self.line("description = \"\" # CHECK: who was studied and how, in one or two sentences");
        self.line("source = \"\" # CHECK: a citation");
        self.line("assignment = \"not stated\" # CHECK: \"randomised\", \"not randomised\" …");
        self.line(&format!("primary_instrument = {} # CHECK", quoted(instrument)));
        self.line(&format!("primary_time_point = {} # CHECK", quoted(&last_time)));
        match grouping {
            Some(code) => self.line(&format!("primary_grouping = {} # CHECK", quoted(code))),
            None => {
                self.line("# primary_grouping = \"…\" # the category that pages split by, usually the arm");
            }
        }
        self.line("# completer_flag = \"…\" # without it: has a value at the primary time point");
    }

    fn file(&mut self, roles: &Roles<'_>) {
        self.line("\n[file]");
        match roles.shape {
            Shape::Wide => self.line("shape = \"wide\" # CHECK: one row a participant"),
            Shape::Long => self.line("shape = \"long\" # CHECK: one row a participant and time point"),
        }
        match roles.id {
            Some(column) => self.line(&format!("id = {{ column = {} }} # CHECK", quoted(&column.name))),
            None => self.line("id = { row_number = true } # CHECK: no column looked like a participant id"),
        }
        self.line("missing = [] # CHECK: texts that mean \"missing\" in every column, beside the empty cell");
        self.line("ignore = [");
        for (column, reason) in &roles.ignored {
            self.line(&format!("  {}, # {reason}", quoted(&column.name)));
        }
        self.line("]");
    }

    fn time(&mut self, roles: &Roles<'_>) {
        self.line("\n[time]");
        self.line(
            "unit = \"visit\" # CHECK: minute, hour, day, week or month need `offset = …` in every point",
        );
        if let Some(column) = roles.time {
            self.line(&format!("column = {}", quoted(&column.name)));
        }
        self.line("points = [");
        for (code, value) in self.times.clone() {
            let label = if value.is_empty() { "baseline".to_owned() } else { format!("time {value}") };
            let source = match (roles.shape, value.is_empty()) {
                (Shape::Long, false) => format!(", value = {}", quoted(&value)),
                (Shape::Long, true) | (Shape::Wide, _) => String::new(),
            };
            self.line(&format!("  {{ code = {}, label = {}{source} }},", quoted(&code), quoted(&label)));
        }
        self.line("]");
    }

    fn variable(&mut self, code: &str, guess: &VariableGuess<'_>) {
        self.line("\n[[variables]]");
        self.named(code, &guess.column.name);
        self.line(&format!("column = {}", quoted(&guess.column.name)));
        match guess.kind {
            KindGuess::Number => {
                self.line("kind = \"number\"");
                self.line("unit = \"\" # CHECK");
                self.range([guess.column]);
            }
            KindGuess::Category => self.levels(guess.column),
            KindGuess::Flag => self.line("kind = \"flag\"\nyes = \"1\" # CHECK\nno = \"0\" # CHECK"),
            KindGuess::Date => self.line("kind = \"date\""),
        }
    }

    fn levels(&mut self, column: &ColumnProfile) {
        let mut codes = BTreeSet::new();
        self.line("kind = \"category\"");
        self.line("levels = [ # CHECK: order and words");
        for value in &column.values {
            let code = unique_code(&format!("level_{value}"), &mut codes);
            let (value, code) = (quoted(value), quoted(&code));
            self.line(&format!("  {{ value = {value}, code = {code}, label = {value} }},"));
        }
        self.line("]");
    }

    fn named(&mut self, code: &str, label: &str) {
        let label = if plain(label).is_empty() { code } else { label };
        self.line(&format!("code = {}", quoted(code)));
        self.line(&format!("label = {} # CHECK", quoted(label)));
    }

    fn range<'a>(&mut self, columns: impl IntoIterator<Item = &'a ColumnProfile>) {
        let [low, high] = covering(columns);
        self.line(&format!(
            "range = [{low}, {high}] # CHECK: the range that is possible; these are the extremes of the data"
        ));
    }

    fn instrument(&mut self, code: &str, guess: &InstrumentGuess<'_>, shape: Shape) {
        self.line("\n[[instruments]]");
        self.named(code, &guess.name);
        self.line("unit = \"points\" # CHECK");
        self.range(guess.columns.iter().map(|(_, column)| *column).chain(guess.baseline));
        self.line("direction = \"lower_is_better\" # CHECK");
        match shape {
            Shape::Wide => self.wide_columns(guess),
            Shape::Long => self.long_columns(guess),
        }
        self.line("note = \"\" # CHECK: caveat or source");
    }

    fn wide_columns(&mut self, guess: &InstrumentGuess<'_>) {
        let columns: Vec<(String, String)> = guess
            .columns
            .iter()
            .filter_map(|(mark, column)| {
                let (code, _) = self.times.iter().find(|(_, value)| value == mark)?;
                Some((code.clone(), quoted(&column.name)))
            })
            .collect();
        let first_time = self.times.first().map(|(code, _)| code.clone());
        match columns.first().filter(|(code, _)| Some(code) == first_time.as_ref()) {
            Some((code, _)) => {
                self.line(&format!("baseline = {} # CHECK: leave out if there is none", quoted(code)));
            }
            None => self.line("# baseline = \"…\" # the first time point, if it was measured then"),
        }
        let columns: Vec<String> =
            columns.into_iter().map(|(code, column)| format!("{code} = {column}")).collect();
        self.line(&format!("columns = {{ {} }}", columns.join(", ")));
    }

    fn long_columns(&mut self, guess: &InstrumentGuess<'_>) {
        for (_, column) in &guess.columns {
            self.line(&format!("column = {}", quoted(&column.name)));
        }
        match guess.baseline {
            Some(column) => {
                self.line("baseline = \"baseline\"");
                self.line(&format!("baseline_column = {} # CHECK", quoted(&column.name)));
            }
            None => self.line("# baseline = \"…\" # CHECK: the first time point, if it is before the start"),
        }
    }

    fn no_instruments(&mut self) {
        self.line("\n# No scores were recognised. Move columns from [[variables]] into at least one of these, and list");
        self.line("# the time points above:");
        self.line("# [[instruments]]\n# code = \"pain\"\n# label = \"pain\"\n# unit = \"points\"\n# range = [0, 10]");
        self.line("# direction = \"lower_is_better\"\n# columns = { baseline = \"…\", week_12 = \"…\" }");
    }
}

/// Smallest and largest value of columns, as TOML numbers, never equal.
fn covering<'a>(columns: impl IntoIterator<Item = &'a ColumnProfile>) -> [String; 2] {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for column in columns {
        low = column.min.filter(|value| value.is_finite()).unwrap_or(low).min(low);
        high = column.max.filter(|value| value.is_finite()).unwrap_or(high).max(high);
    }
    if low > high {
        (low, high) = (0.0, 0.0);
    }
    if low >= high {
        high = low + low.abs().max(1.0);
    }
    [low, high].map(|value| if value.abs() < 1e15 { format!("{value}") } else { format!("{value:e}") })
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A code made from a name: lower case, `_` for what a code cannot hold, a number behind it when it is taken.
fn unique_code(name: &str, taken: &mut BTreeSet<String>) -> String {
    const ROOM_FOR_A_NUMBER: usize = 5;
    let mut code = String::new();
    for character in name.chars() {
        let next = if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '_' };
        if next != '_' || !(code.is_empty() || code.ends_with('_')) {
            code.push(next);
        }
    }
    let code = code.trim_end_matches('_');
    let code = if code.starts_with(|c: char| c.is_ascii_lowercase()) {
        code.to_owned()
    } else {
        format!("c_{code}")
    };
    let code: String = code.chars().take(Code::MAX_CHARACTERS - ROOM_FOR_A_NUMBER).collect();
    let code = code.trim_end_matches('_').to_owned();
    let numbered = (2_u32..).map(|number| format!("{code}_{number}"));
    let free =
        std::iter::once(code.clone()).chain(numbered).find(|code| !taken.contains(code)).unwrap_or(code);
    taken.insert(free.clone());
    free
}
