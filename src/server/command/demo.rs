//! `sinew demo`

use super::CommandResult;
use super::arguments::DemoArguments;
use super::import::{Failure, load, say};
use crate::demo::{
    DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters, StartersError, SyntheticStudy,
};
use crate::domain::Code;
use crate::store::{
    self, Database, DatabaseLocation, ImportFile, ImportRequest, Persistence, Standing, standing,
};

/// Loads the synthetic studies and says what came of each.
pub async fn run(location: DatabaseLocation, arguments: DemoArguments) -> CommandResult {
    let studies = SyntheticStudy::all(options(&arguments)?);
    let database = Database::connect(location).await?;
    let told = load_all(&database, studies, &arguments).await;
    database.close().await?;
    say(&told?);
    Ok(())
}

async fn load_all(
    database: &Database,
    studies: [SyntheticStudy; 2],
    arguments: &DemoArguments,
) -> Result<String, Failure> {
    store::migrate(database).await?;
    let mut told = Vec::new();
    for study in studies {
        let sentence =
            if arguments.once { load_once(database, study).await } else { load_anew(database, study).await };
        told.push(sentence?);
    }
    Ok(told.join("\n"))
}

async fn load_anew(database: &Database, study: SyntheticStudy) -> Result<String, Failure> {
    load(database, request(study)?).await
}

/// What is loaded stays, as somebody may have chosen it or built on it; when this program makes it otherwise, that is
/// said.
async fn load_once(database: &Database, study: SyntheticStudy) -> Result<String, Failure> {
    let code = study.code();
    match standing(database, &study).await? {
        Standing::Absent => load_anew(database, study).await,
        Standing::Current => Ok(format!("Nothing changed: {code} is loaded already.")),
        Standing::Other { name } => Ok(format!(
            "Nothing changed: {code} is loaded already ({name}), but this version makes it otherwise; \
             `sinew demo` without --once, with the options you want, puts the new one in its place."
        )),
    }
}

fn request(study: SyntheticStudy) -> Result<ImportRequest, Failure> {
    Ok(ImportRequest {
        study: Code::try_from(study.code())?,
        mapping_toml: study.mapping_toml().to_owned(),
        files: vec![ImportFile::synthetic(study)],
        persistence: Persistence::Keep,
    })
}

fn options(arguments: &DemoArguments) -> Result<ProgrammeOptions, StartersError> {
    let dropout =
        if arguments.mnar { DropoutMechanism::MissingNotAtRandom } else { DropoutMechanism::MissingAtRandom };
    let intermittent =
        if arguments.complete_reports { IntermittentMissingness::Off } else { IntermittentMissingness::On };
    let starters = Starters::try_from(arguments.participants)?;
    Ok(ProgrammeOptions { starters, seed: arguments.seed, dropout, intermittent })
}
