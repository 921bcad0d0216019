//! Both engines pick the same people (`docs/COHORT_SEMANTICS.md`).

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use sinew::cohort::{CohortDefinition, Criterion, check, select};
use sinew::domain::frame::{Column, Frame};
use sinew::domain::{Code, Finite, Level, StudyCatalogue, Variable, VariableKind};
use sinew::store::{Database, Snapshot, members};

use crate::support::database;
use crate::support::studies::{TestStudy, acupuncture, code, load_new, visits};

/// Definitions tried on each study.
const TRIALS: usize = 600;

/// A source of definitions that fit one study, the same in every run.
struct Definitions<'a> {
    random: TestRng,
    catalogue: &'a StudyCatalogue,
    frame: Frame<'a>,
}

impl Definitions<'_> {
    fn below(&mut self, limit: usize) -> usize {
        self.random.next_u32() as usize % limit.max(1)
    }

    fn definition(&mut self) -> CohortDefinition {
        let depth = self.below(4);
        CohortDefinition { version: 1, root: self.criterion(depth) }
    }

    fn criterion(&mut self, depth: usize) -> Criterion {
        if depth == 0 {
            return self.simple();
        }
        let members = self.below(4);
        Criterion::All((0..members).map(|_| self.criterion(depth - 1)).collect())
    }

    fn simple(&mut self) -> Criterion {
        let catalogue = self.catalogue;
        let usable: Vec<(usize, &Variable)> = catalogue
            .variables
            .iter()
            .enumerate()
            .filter(|(_, variable)| variable.filterable && !matches!(variable.kind, VariableKind::Date))
            .collect();
        let (column, variable) = usable[self.below(usable.len())];
        let code = variable.code.clone();
        match &variable.kind {
            VariableKind::Number { .. } => self.range(code, column),
            VariableKind::Category { levels } => self.one_of(code, levels),
            VariableKind::Flag | VariableKind::Date => {
                Criterion::FlagIs { variable: code, answer: self.below(2) == 0 }
            }
        }
    }

    fn range(&mut self, variable: Code, column: usize) -> Criterion {
        let (one, other) = (self.limit(column), self.limit(column));
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        match self.below(4) {
            0 => Criterion::NumberRange { variable, low: Some(low), high: None },
            1 => Criterion::NumberRange { variable, low: None, high: Some(high) },
            2 => Criterion::NumberRange { variable, low: Some(low), high: Some(low) },
            _ => Criterion::NumberRange { variable, low: Some(low), high: Some(high) },
        }
    }

    /// A value somebody has, the doubles beside it, and what lies beyond everything.
    fn limit(&mut self, column: usize) -> Finite {
        let Column::Number { values, present } = &self.frame.columns[column] else {
            panic!("a number variable has numbers")
        };
        let rows: Vec<usize> = present.rows().collect();
        let value = values[rows[self.below(rows.len())]];
        let limit = match self.below(8) {
            0 => value.next_up(),
            1 => value.next_down(),
            2 => -0.0,
            3 => [f64::MAX, f64::MIN, 5e-324, -5e-324][self.below(4)],
            _ => value,
        };
        Finite::new(limit).expect("finite")
    }

    fn one_of(&mut self, variable: Code, levels: &[Level]) -> Criterion {
        let count = 1 + self.below(levels.len() + 1);
        let chosen = (0..count).map(|_| levels[self.below(levels.len())].code.clone()).collect();
        Criterion::OneOf { variable, levels: chosen }
    }
}

/// How many definitions picked nobody, some and everyone.
#[derive(Debug, Default)]
struct Spread {
    nobody: usize,
    some: usize,
    everyone: usize,
}

async fn compare(database: &Database, study: &Code) -> Spread {
    let snapshot = Snapshot::load(database, study).await.expect("no error").expect("a snapshot");
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[41; 32]);
    let mut definitions = Definitions { random, catalogue: snapshot.catalogue(), frame: snapshot.frame() };
    let mut spread = Spread::default();
    for _ in 0..TRIALS {
        let definition = definitions.definition();
        let cohort = check(&definition, snapshot.catalogue()).expect("fits");
        let bitmap: Vec<u32> = select(&cohort, snapshot.frame()).rows().map(|row| row as u32).collect();
        let sql = members(database, study, &cohort).await.expect("answers");
        assert_eq!(sql, bitmap, "{definition:?}");
        match bitmap.len() {
            0 => spread.nobody += 1,
            all if all == snapshot.participants() => spread.everyone += 1,
            _ => spread.some += 1,
        }
    }
    spread
}

/// A hundred and thirty people with every combination of missing values, and values at the edges of their ranges.
fn edges() -> TestStudy {
    let ages = ["", "18", "18.000000000000004", "30", "30.1", "99.99999999999999", "100"];
    let mut rows = Vec::new();
    for person in 0_usize..130 {
        let age = ages[person % ages.len()];
        let region = ["", "N", "S"][person / 7 % 3];
        let surgery = ["", "0", "1"][person / 21 % 3];
        let joined = ["", "1969-12-31"][person % 2];
        rows.push(format!("p{person},1,{age},{region},{surgery},{joined},50,0"));
    }
    visits(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_pick_the_same_people_of_the_trial() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let spread = compare(&database, &code("acupuncture")).await;
    assert!(spread.nobody > 20 && spread.some > 100 && spread.everyone > 20, "{spread:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_pick_the_same_people_at_edges_and_among_missing_values() {
    let database = database().await;
    load_new(&database, &edges()).await;
    let spread = compare(&database, &code("visits")).await;
    assert!(spread.nobody > 20 && spread.some > 100 && spread.everyone > 20, "{spread:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_study_that_is_not_there_has_no_members() {
    let database = database().await;
    load_new(&database, &edges()).await;
    let snapshot = Snapshot::load(&database, &code("visits")).await.expect("no error").expect("a snapshot");
    let everyone = check(&CohortDefinition::everyone(), snapshot.catalogue()).expect("fits");
    assert_eq!(members(&database, &code("nothing"), &everyone).await.expect("answers"), Vec::<u32>::new());
    assert_eq!(members(&database, &code("visits"), &everyone).await.expect("answers").len(), 130);
}
