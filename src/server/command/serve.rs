//! `sinew serve`

use super::CommandResult;
use super::arguments::ServeArguments;
use super::signals;
use crate::server::computations::Computations;
use crate::server::configuration::{LoopbackAddress, ServeConfiguration, leptos_options};
use crate::server::health::Health;
use crate::server::http::{Listener, router, serve};
use crate::server::jobs::Jobs;
use crate::server::state::AppState;
use crate::store::{self, Database, DatabaseLocation, Snapshots};

/// Migrates, loads the snapshots, serves until told to stop, then stops what it started.
pub async fn run(location: DatabaseLocation, arguments: ServeArguments) -> CommandResult {
    let stop = signals::stop()?;
    let configuration = configuration(&arguments)?;
    let listener = Listener::bind(configuration.address).await.map_err(|error| {
        format!("cannot listen on {}: {error}. Choose another with --address.", configuration.address.get())
    })?;
    let database = Database::connect(location).await?;
    store::migrate(&database).await?;
    let snapshots = Snapshots::start(&database).await?;
    let jobs = Jobs::start(&database).await?;
    announce(&listener, &snapshots)?;
    let state = AppState {
        leptos_options: configuration.leptos_options,
        snapshots,
        health: Health::watch(database.clone()),
        database: database.clone(),
        computations: Computations::for_this_machine(),
        jobs,
        policy: configuration.policy,
    };
    serve(listener, router(state), stop).await;
    database.close().await?;
    Ok(())
}

fn configuration(
    arguments: &ServeArguments,
) -> Result<ServeConfiguration, Box<dyn std::error::Error + Send + Sync>> {
    let leptos_options = leptos_options()?;
    let address = LoopbackAddress::try_from(arguments.address.unwrap_or(leptos_options.site_addr))?;
    Ok(ServeConfiguration { address, policy: arguments.policy.into(), leptos_options })
}

#[expect(clippy::print_stdout, reason = "the address is what a person waits for")]
fn announce(listener: &Listener, snapshots: &Snapshots) -> CommandResult {
    let address = listener.address()?;
    let studies = snapshots.list().len();
    println!(
        "Sinew serves {studies} {} at http://{address}/",
        if studies == 1 { "study" } else { "studies" }
    );
    Ok(())
}
