//! A CSV file → checked rows, in bounded batches and flat memory.

use std::io::Read;

use super::cell::{CellError, listed, read_id, read_number, read_variable};
use super::guard::Guard;
use super::layout::{Layout, ScoreColumn, header_name};
use super::limits::Limits;
use super::mapping::{Mapping, ScoreTime};
use super::problem::{Problem, Problems};
use super::row::{Batch, FileDigest, MeasurementRow, ParticipantRow};
use super::structure::StructureError;
use super::text::plain;
use crate::domain::ParticipantKey;

const BUFFER_BYTES: usize = 64 << 10;

/// Opens a file: looks at its first bytes, reads its header and resolves it against the mapping. `file_name` is
/// only shown, never used as a path.
///
/// # Errors
/// The file is empty, not CSV, not UTF-8, past a limit, or its header does not fit the mapping.
pub fn open<R: Read>(mapping: &Mapping, file_name: &str, input: R) -> Result<RowReader<R>, Problems> {
    open_with_limits(mapping, file_name, input, Limits::STANDARD)
}

/// The same with other limits, for hosts with less room.
///
/// # Errors
/// As [`open`].
pub fn open_with_limits<R: Read>(
    mapping: &Mapping,
    file_name: &str,
    input: R,
    limits: Limits,
) -> Result<RowReader<R>, Problems> {
    let guard = Guard::new(file_name, input, limits)?;
    let csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER_BYTES)
        .from_reader(guard);
    let mut records = Records { csv, file: file_name.to_owned() };
    let mut record = csv::StringRecord::new();
    if records.read(&mut record)?.is_none() {
        return Err(Problem::new(file_name, StructureError::Empty).into());
    }
    let layout = Layout::resolve(file_name, mapping, record.iter().map(header_name).collect())?;
    Ok(RowReader { records, record, layout, rows: 0, problems: Problems::default() })
}

/// Reads one file.
pub struct RowReader<R> {
    records: Records<R>,
    record: csv::StringRecord,
    layout: Layout,
    rows: u64,
    problems: Problems,
}

impl<R: Read> RowReader<R> {
    /// The next data rows, at most `max_rows` (at least one); `None` at the end. Empty scores make no measurement.
    ///
    /// # Errors
    /// Once a row is wrong no row is handed out any more: the rest of the file is read for further problems, up to
    /// 100, and every later call returns the same problems. Problems of the file as a whole stop reading at once.
    pub fn next_batch(&mut self, max_rows: usize) -> Result<Option<Batch>, Problems> {
        let mut batch = Batch::default();
        let mut rows = 0;
        while !self.problems.is_full() && (rows < max_rows.max(1) || !self.problems.is_empty()) {
            let Some(line) = self.next_record()? else { break };
            rows += 1;
            self.take_row(line, &mut batch);
            if !self.problems.is_empty() {
                batch = Batch::default();
            }
        }
        if self.rows == 0 {
            self.problems.push(Problem::new(&self.records.file, StructureError::OnlyHeader));
        }
        self.problems.clone().into_result()?;
        Ok((rows > 0).then_some(batch))
    }

    /// Name of a column by its position in the header; empty past the last.
    pub fn column_name(&self, column: u16) -> &str {
        self.layout.names.get(usize::from(column)).map_or("", String::as_str)
    }

    /// What the file was. Covers the whole file once [`Self::next_batch`] has returned `None`.
    pub fn finish(self) -> FileDigest {
        let (sha256, bytes) = self.records.csv.into_inner().finish();
        FileDigest { sha256, bytes, rows: self.rows }
    }

    fn next_record(&mut self) -> Result<Option<u64>, Problems> {
        let line = self.records.read(&mut self.record).map_err(|problem| {
            self.problems.push(problem);
            self.problems.clone()
        })?;
        self.rows += u64::from(line.is_some());
        Ok(line)
    }

    fn take_row(&mut self, line: u64, batch: &mut Batch) {
        let mut row = Row {
            file: &self.records.file,
            layout: &self.layout,
            record: &self.record,
            number: self.rows,
            line,
            problems: &mut self.problems,
        };
        row.take(batch);
    }
}

/// The csv crate behind the guard, with the line on which each record begins.
struct Records<R> {
    csv: csv::Reader<Guard<R>>,
    file: String,
}

impl<R: Read> Records<R> {
    fn read(&mut self, record: &mut csv::StringRecord) -> Result<Option<u64>, Problem> {
        match self.csv.read_record(record) {
            Ok(true) => Ok(Some(self.csv.get_mut().next_record_line().unwrap_or(0))),
            Ok(false) => Ok(None),
            Err(error) => {
                Err(self.csv.get_mut().take_failure().unwrap_or_else(|| {
                    Problem::new(&self.file, StructureError::Unreadable(error.to_string()))
                }))
            }
        }
    }
}

/// The cell was refused and the problem is on the list.
struct Reported;

/// One data row on its way into a batch.
struct Row<'a> {
    file: &'a str,
    layout: &'a Layout,
    record: &'a csv::StringRecord,
    number: u64,
    line: u64,
    problems: &'a mut Problems,
}

impl Row<'_> {
    fn take(&mut self, batch: &mut Batch) {
        if !self.has_the_right_shape() {
            return;
        }
        let key = self.key();
        let time = self.time();
        let values = self.layout.variables.iter();
        let values = values
            .filter_map(|(column, rule)| self.checked(*column, |text| read_variable(text, rule)))
            .collect();
        let scores: Vec<Option<f64>> = self.layout.scores.iter().map(|column| self.score(column)).collect();
        if let (Some(key), Ok(time)) = (key, time) {
            batch.measurements.extend(self.measurements(&key, time, &scores));
            batch.participants.push(ParticipantRow { key, values, line: self.line });
        }
    }

    fn has_the_right_shape(&mut self) -> bool {
        let sentence = if self.record.len() != self.layout.names.len() {
            format!(
                "the row has {} fields where the header has {}; add or remove fields, or put quotes around a field \
                 that holds a comma.",
                self.record.len(),
                self.layout.names.len()
            )
        } else if self.record.iter().all(|cell| plain(cell).is_empty()) {
            "the row holds no values; remove it.".to_owned()
        } else {
            return true;
        };
        self.problems.push(Problem::new(self.file, sentence).at_line(Some(self.line)));
        false
    }

    /// `None` after reporting why.
    fn key(&mut self) -> Option<ParticipantKey> {
        match self.layout.id {
            Some(column) => self.checked(column, read_id),
            None => ParticipantKey::try_from(self.number.to_string().as_str()).ok(),
        }
    }

    /// Position of the row's time point; a wide row has none of its own.
    fn time(&mut self) -> Result<Option<u16>, Reported> {
        let Some((column, values)) = &self.layout.time else { return Ok(None) };
        let time = self.checked(*column, |text| match values.get(text) {
            Some(&time) => Ok(time),
            None if text.is_empty() => Err(CellError::NoTime),
            None => Err(CellError::Value(listed(values.keys()))),
        });
        time.map(Some).ok_or(Reported)
    }

    fn measurements(
        &self,
        key: &ParticipantKey,
        row_time: Option<u16>,
        scores: &[Option<f64>],
    ) -> impl Iterator<Item = MeasurementRow> {
        self.layout.scores.iter().zip(scores).filter_map(move |(column, score)| {
            let time = match column.rule.time {
                ScoreTime::Fixed(time) => Some(time),
                ScoreTime::OfTheRow => row_time,
            };
            Some(MeasurementRow {
                key: key.clone(),
                instrument: column.rule.instrument,
                time: time?,
                value: (*score)?,
                line: self.line,
                column: column.position as u16,
                repetition: column.rule.repetition,
            })
        })
    }

    /// `None` when it is missing, or after reporting why it was refused.
    fn score(&mut self, column: &ScoreColumn) -> Option<f64> {
        let is_missing = |text: &str| text.is_empty() || column.rule.missing.contains(text);
        let companion = column.missing_where_empty.and_then(|at| self.record.get(at));
        let value = self.checked(column.position, |text| {
            (!is_missing(text)).then(|| read_number(text, column.rule.range)).transpose()
        });
        value.flatten().filter(|_| companion.is_none_or(|cell| !is_missing(&plain(cell))))
    }

    fn checked<T>(&mut self, column: usize, read: impl FnOnce(&str) -> Result<T, CellError>) -> Option<T> {
        let text = plain(self.record.get(column).unwrap_or(""));
        read(&text).map_err(|error| self.report(column, &text, &error)).ok()
    }

    fn report(&mut self, column: usize, text: &str, error: &CellError) {
        let name = self.layout.names.get(column).map_or("", String::as_str);
        let problem = Problem::new(self.file, error).at_line(Some(self.line)).in_column(name);
        self.problems.push(if text.is_empty() { problem } else { problem.found(text) });
    }
}
