//! Reading the files on a thread of its own, a few blocks ahead of the database.

use std::collections::BTreeMap;

use tokio::sync::mpsc;

use super::copy_text::{BLOCK_BYTES, push_measurement, push_participant};
use super::files::{Fingerprint, ImportFile};
use crate::demo::SyntheticStudy;
use crate::import::{Batch, Mapping, Problem, Problems, RowReader};
use crate::store::StoreError;

/// Blocks that may wait for the database: memory stays flat however large the files are.
const BLOCKS_AHEAD: usize = 4;
const ROWS_A_BATCH: usize = 2_000;
/// People of a synthetic study in a batch; each has some thirty scores.
const PEOPLE_A_BATCH: u32 = 500;

/// Rows for one of the staging tables, in the text format of COPY.
#[derive(Debug)]
pub enum Block {
    /// For `staged_participant`.
    Participants {
        /// Rows.
        text: Vec<u8>,
    },
    /// For `staged_measurement`.
    Measurements {
        /// Rows.
        text: Vec<u8>,
        /// How many.
        rows: u64,
    },
}

/// Names of the columns that held scores, by file and position.
pub type ColumnNames = BTreeMap<(usize, u16), String>;

/// A reading in progress.
pub struct Reading {
    /// The blocks; ends when all files are read or something is wrong.
    pub blocks: mpsc::Receiver<Block>,
    /// What came of it.
    pub outcome: tokio::task::JoinHandle<Result<ColumnNames, StoreError>>,
}

/// Starts to read.
pub fn start(mapping: Mapping, files: Vec<(ImportFile, Fingerprint)>) -> Reading {
    let (sender, blocks) = mpsc::channel(BLOCKS_AHEAD);
    let outcome = tokio::task::spawn_blocking(move || read_all(&mapping, &files, &sender));
    Reading { blocks, outcome }
}

fn read_all(
    mapping: &Mapping,
    files: &[(ImportFile, Fingerprint)],
    sender: &mpsc::Sender<Block>,
) -> Result<ColumnNames, StoreError> {
    let mut names = ColumnNames::new();
    let mut problems = Problems::default();
    for (index, (file, fingerprint)) in files.iter().enumerate() {
        if let Some(study) = file.synthetic_study() {
            make(mapping, index, study, sender, &mut names);
            continue;
        }
        match read_file(mapping, index, file, fingerprint, sender, &mut names) {
            Ok(()) => {}
            Err(StoreError::Import(more)) => {
                more.list().iter().for_each(|problem| problems.push(problem.clone()));
            }
            Err(error) => return Err(error),
        }
    }
    problems.into_result()?;
    Ok(names)
}

fn read_file(
    mapping: &Mapping,
    index: usize,
    file: &ImportFile,
    fingerprint: &Fingerprint,
    sender: &mpsc::Sender<Block>,
    names: &mut ColumnNames,
) -> Result<(), StoreError> {
    let mut reader = crate::import::open(mapping, file.name(), file.open()?)?;
    let mut blocks = Blocks { file: index, ..Blocks::default() };
    while let Some(batch) = reader.next_batch(ROWS_A_BATCH)? {
        note_columns(names, index, &reader, &batch);
        blocks.take(&batch, sender);
    }
    blocks.flush(0, sender);
    if reader.finish().sha256 != fingerprint.file.sha256 {
        let sentence = "the file changed while it was read; import it again when nobody writes to it.";
        return Err(Problems::from(Problem::new(file.name(), sentence)).into());
    }
    Ok(())
}

/// A synthetic study's rows, on the same way as a file's. Nothing is wrong with them, so making them ends when nobody takes
/// blocks any more.
fn make(
    mapping: &Mapping,
    index: usize,
    study: SyntheticStudy,
    sender: &mpsc::Sender<Block>,
    names: &mut ColumnNames,
) {
    for (column, instrument) in (0..).zip(mapping.instruments()) {
        names.insert((index, column), instrument.code.to_string());
    }
    let mut reader = study.reader();
    let mut blocks = Blocks { file: index, ..Blocks::default() };
    while !sender.is_closed()
        && let Some(batch) = reader.next_batch(PEOPLE_A_BATCH)
    {
        blocks.take(&batch, sender);
    }
    blocks.flush(0, sender);
}

fn note_columns<R: std::io::Read>(
    names: &mut ColumnNames,
    file: usize,
    reader: &RowReader<R>,
    batch: &Batch,
) {
    for row in &batch.measurements {
        names.entry((file, row.column)).or_insert_with(|| reader.column_name(row.column).to_owned());
    }
}

#[derive(Default)]
struct Blocks {
    file: usize,
    participants: Vec<u8>,
    measurements: (Vec<u8>, u64),
}

impl Blocks {
    fn take(&mut self, batch: &Batch, sender: &mpsc::Sender<Block>) {
        for row in &batch.participants {
            push_participant(&mut self.participants, self.file, row);
        }
        for row in &batch.measurements {
            push_measurement(&mut self.measurements.0, self.file, row);
            self.measurements.1 += 1;
        }
        self.flush(BLOCK_BYTES, sender);
    }

    /// Sends what is longer than `bytes`. When nobody takes blocks any more the import has failed elsewhere, and the
    /// rest is read for its problems only.
    fn flush(&mut self, bytes: usize, sender: &mpsc::Sender<Block>) {
        if self.participants.len() > bytes {
            let text = std::mem::take(&mut self.participants);
            let _ = sender.blocking_send(Block::Participants { text });
        }
        if self.measurements.0.len() > bytes {
            let (text, rows) = std::mem::take(&mut self.measurements);
            let _ = sender.blocking_send(Block::Measurements { text, rows });
        }
    }
}
