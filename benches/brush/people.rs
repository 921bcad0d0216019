//! The synthetic programme in memory, without a database: what moves are computed on.

use std::collections::HashMap;
use std::num::NonZero;

use sinew::analysis::facets::FacetIndex;
use sinew::demo::{self, Programme};
use sinew::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use sinew::domain::{DataVersion, StudyCatalogue, VariableKind};
use sinew::import::{Batch, CellValue};

use super::support::{code, options};

/// People made at a time.
const BATCH: u32 = 20_000;

/// Everyone of a programme.
pub struct People {
    pub catalogue: StudyCatalogue,
    pub participants: usize,
    /// Made once, as the server does.
    pub facets: FacetIndex,
    columns: Vec<Column>,
    scores: Vec<ScoreMatrix>,
}

impl People {
    /// A programme of about so many people, seed 1.
    pub fn about(participants: u32) -> Self {
        let programme = Programme::new(options(participants));
        let mapping = demo::mapping().expect("the mapping is sound");
        let data_version = DataVersion { number: 1, loaded_on: "2026-01-01".to_owned(), files: Vec::new() };
        let catalogue = mapping.catalogue(code(demo::CODE), data_version);
        let mut builder = Builder::new(&catalogue, programme.people() as usize);
        let starts: Vec<u32> = (0..programme.people()).step_by(BATCH as usize).collect();
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        for starts in starts.chunks(threads) {
            let make = |&start: &u32| programme.batch(start, BATCH);
            let batches: Vec<Batch> = std::thread::scope(|scope| {
                let batches: Vec<_> = starts.iter().map(|start| scope.spawn(move || make(start))).collect();
                batches.into_iter().map(|batch| batch.join().expect("a batch")).collect()
            });
            for batch in &batches {
                builder.push(batch);
            }
        }
        builder.finish(catalogue)
    }

    /// What analyses read.
    pub fn frame(&self) -> Frame<'_> {
        Frame { participants: self.participants, columns: &self.columns, scores: &self.scores }
    }
}

struct Builder {
    participants: usize,
    columns: Vec<Column>,
    scores: Vec<Codes>,
}

/// The scores of one instrument; codes are given in the order in which values come up.
struct Codes {
    of_value: HashMap<u64, u16>,
    codes: Vec<u16>,
}

impl Builder {
    fn new(catalogue: &StudyCatalogue, participants: usize) -> Self {
        let times = catalogue.time_axis.points.len();
        let codes =
            || Codes { of_value: HashMap::new(), codes: vec![ScoreMatrix::MISSING; times * participants] };
        Self {
            participants,
            columns: catalogue
                .variables
                .iter()
                .map(|variable| column(&variable.kind, participants))
                .collect(),
            scores: catalogue.instruments.iter().map(|_| codes()).collect(),
        }
    }

    /// A line is one more than a row.
    fn push(&mut self, batch: &Batch) {
        for person in &batch.participants {
            let row = person.line as usize - 1;
            self.columns.iter_mut().zip(&person.values).for_each(|(column, value)| set(column, row, *value));
        }
        for score in &batch.measurements {
            let codes = &mut self.scores[usize::from(score.instrument)];
            let next = codes.of_value.len() as u16;
            let code = *codes.of_value.entry(score.value.to_bits()).or_insert(next);
            codes.codes[usize::from(score.time) * self.participants + score.line as usize - 1] = code;
        }
    }

    fn finish(self, catalogue: StudyCatalogue) -> People {
        let scores: Vec<ScoreMatrix> =
            self.scores.into_iter().map(|codes| codes.finish(self.participants)).collect();
        let (participants, columns) = (self.participants, self.columns);
        let frame = Frame { participants, columns: &columns, scores: &scores };
        let facets = FacetIndex::of(frame, &catalogue);
        People { catalogue, participants, facets, columns, scores }
    }
}

impl Codes {
    /// Codes follow the order of values.
    fn finish(mut self, participants: usize) -> ScoreMatrix {
        let mut values: Vec<(f64, u16)> =
            self.of_value.into_iter().map(|(bits, code)| (f64::from_bits(bits), code)).collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut places = vec![ScoreMatrix::MISSING; values.len()];
        values.iter().enumerate().for_each(|(place, (_, code))| places[usize::from(*code)] = place as u16);
        for code in self.codes.iter_mut().filter(|code| **code != ScoreMatrix::MISSING) {
            *code = places[usize::from(*code)];
        }
        let table = values.into_iter().map(|(value, _)| value).collect();
        ScoreMatrix::new(table, self.codes, participants).expect("codes index the table")
    }
}

fn column(kind: &VariableKind, participants: usize) -> Column {
    let present = Selection::none(participants);
    match kind {
        VariableKind::Number { .. } => Column::Number { values: vec![0.0; participants], present },
        VariableKind::Category { .. } => Column::Category { codes: vec![0; participants], present },
        VariableKind::Flag => Column::Flag { yes: present.clone(), present },
        VariableKind::Date => Column::Date { days: vec![0; participants], present },
    }
}

fn set(column: &mut Column, row: usize, value: CellValue) {
    match (column, value) {
        (Column::Number { values, present }, CellValue::Number(value)) => {
            values[row] = value;
            present.insert(row);
        }
        (Column::Category { codes, present }, CellValue::Category(value)) => {
            codes[row] = value;
            present.insert(row);
        }
        (Column::Flag { yes, present }, CellValue::Flag(value)) => {
            present.insert(row);
            if value {
                yes.insert(row);
            }
        }
        (Column::Date { days, present }, CellValue::Date(value)) => {
            days[row] = value;
            present.insert(row);
        }
        (_, CellValue::Missing) => {}
        (_, value) => panic!("{value:?} is of another type than its column"),
    }
}
