//! Studies to load.

use std::path::{Path, PathBuf};

use sinew::domain::Code;
use sinew::import::shipped;
use sinew::store::{Database, ImportFile, ImportRequest, LoadOutcome, Loaded, Persistence, StoreError, load};

/// A study as its files tell it.
#[derive(Clone)]
pub struct TestStudy {
    pub code: Code,
    pub mapping_toml: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a code")
}

impl TestStudy {
    /// What to load, and keep.
    pub fn request(&self) -> ImportRequest {
        ImportRequest {
            study: self.code.clone(),
            mapping_toml: self.mapping_toml.clone(),
            files: vec![ImportFile::from_bytes(self.file_name.clone(), self.bytes.clone())],
            persistence: Persistence::Keep,
        }
    }
}

/// The shipped trial and the four kept for tests.
pub fn all() -> Vec<TestStudy> {
    let shipped = shipped::STUDIES.iter().map(|study| TestStudy {
        code: code(study.code),
        mapping_toml: study.mapping_toml.to_owned(),
        file_name: study.files[0].0.to_owned(),
        bytes: study.files[0].1.to_vec(),
    });
    let kept = std::fs::read_dir(data().join("studies")).expect("the studies").flatten();
    let mut kept: Vec<PathBuf> = kept.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    kept.sort();
    shipped.chain(kept.iter().map(|directory| kept_study(directory))).collect()
}

/// The shipped trial.
pub fn acupuncture() -> TestStudy {
    all().swap_remove(0)
}

fn kept_study(directory: &Path) -> TestStudy {
    let name = directory.file_name().expect("a name").to_string_lossy().to_lowercase();
    let files = std::fs::read_dir(directory).expect("the files").flatten().map(|entry| entry.path());
    let csv =
        files.into_iter().find(|path| path.extension().is_some_and(|end| end == "csv")).expect("a CSV file");
    TestStudy {
        code: code(&name),
        mapping_toml: std::fs::read_to_string(directory.join("mapping.toml")).expect("the mapping"),
        file_name: csv.file_name().expect("a name").to_string_lossy().into_owned(),
        bytes: std::fs::read(csv).expect("the file"),
    }
}

/// Header of the study with a variable of every kind.
pub const VISITS_HEADER: &str = "id,visit,age,region,surgery,joined,pain,function";

/// The study with a variable of every kind, and these rows.
pub fn visits(rows: &[&str]) -> TestStudy {
    TestStudy {
        code: code("visits"),
        mapping_toml: std::fs::read_to_string(data().join("store/visits.toml")).expect("the mapping"),
        file_name: "visits.csv".to_owned(),
        bytes: format!("{VISITS_HEADER}\n{}\n", rows.join("\n")).into_bytes(),
    }
}

/// The study of every kind of variable and score, and these lines of a file.
pub fn random_study(rows: &str) -> TestStudy {
    let header = "id,visit,age,wealth,region,surgery,referred,joined,pain,extreme,sessions";
    TestStudy {
        code: code("random"),
        mapping_toml: std::fs::read_to_string(data().join("store/random.toml")).expect("the mapping"),
        file_name: "random.csv".to_owned(),
        bytes: format!("{header}\n{rows}").into_bytes(),
    }
}

/// Three people, with everything missing somewhere.
pub fn three_people() -> TestStudy {
    visits(&[
        "b,1,30,N,1,2024-02-29,50,-2.5",
        "b,2,30,N,1,2024-02-29,,10",
        "a,1,,S,0,1969-12-31,0,",
        "c,2,99.5,,,,100,-10",
    ])
}

/// The same people with other scores: a version for every `round`.
pub fn three_people_again(round: u32) -> TestStudy {
    visits(&[&format!("b,1,30,N,1,2024-02-29,{round},-2.5"), "a,1,,S,0,1969-12-31,0,", "c,2,99.5,,,,100,-10"])
}

/// Loads a study without watching its progress.
pub async fn load_quietly(database: &Database, request: ImportRequest) -> Result<LoadOutcome, StoreError> {
    load(database, request, &|_| ()).await
}

/// Loads a study that must be new.
pub async fn load_new(database: &Database, study: &TestStudy) -> Loaded {
    match load_quietly(database, study.request()).await {
        Ok(LoadOutcome::Loaded(loaded)) => loaded,
        other => panic!("{}: {other:?}", study.code),
    }
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}
