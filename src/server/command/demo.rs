//! `sinew demo`

use super::CommandResult;
use super::arguments::DemoArguments;
use super::import::{Failure, load, say};
use crate::demo::{
    self, DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters, StartersError,
};
use crate::domain::Code;
use crate::store::{self, Database, DatabaseLocation, ImportFile, ImportRequest, Persistence};

/// Loads the synthetic programme and says what came of it.
pub async fn run(location: DatabaseLocation, arguments: DemoArguments) -> CommandResult {
    let request = request(&arguments)?;
    let database = Database::connect(location).await?;
    let told = if arguments.once {
        load_once(&database, request).await
    } else {
        load_anew(&database, request).await
    };
    database.close().await?;
    say(&told?);
    Ok(())
}

async fn load_anew(database: &Database, request: ImportRequest) -> Result<String, Failure> {
    store::migrate(database).await?;
    load(database, request).await
}

async fn load_once(database: &Database, request: ImportRequest) -> Result<String, Failure> {
    store::migrate(database).await?;
    if store::is_loaded(database, &request.study).await? {
        return Ok(format!("Nothing changed: {} is loaded already.", request.study));
    }
    load(database, request).await
}

fn request(arguments: &DemoArguments) -> Result<ImportRequest, Failure> {
    Ok(ImportRequest {
        study: Code::try_from(demo::CODE)?,
        mapping_toml: demo::MAPPING_TOML.to_owned(),
        files: vec![ImportFile::from_programme(options(arguments)?)],
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
