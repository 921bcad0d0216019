//! `sinew export`

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use leptos::config::LeptosOptions;

use super::CommandResult;
use super::arguments::ExportArguments;
use super::import::{Failure, say};
use crate::analysis::address::FiguresPage;
use crate::domain::format;
use crate::exhibit::ExhibitId;
use crate::server::computations::Computations;
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exhibits;
use crate::server::exports::{Document, File, Format};
use crate::server::file_options::{FileOptions, chosen};
use crate::server::health::Health;
use crate::server::jobs::Jobs;
use crate::server::pages::{self, AnyQuestion};
use crate::server::state::AppState;
use crate::store::{self, Database, DatabaseLocation, Snapshots};

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Existing {
    Keep,
    Replace,
}

/// What is to be saved.
enum Wanted {
    Figure { study: String, question: AnyQuestion, format: Format },
    Page { study: String, page: FiguresPage, document: Document },
    Exhibit { id: ExhibitId, format: Format },
}

/// Writes the file and says which, and which exhibits are in it.
pub async fn run(location: DatabaseLocation, arguments: ExportArguments) -> CommandResult {
    let wanted = wanted(&arguments)?;
    let database = Database::connect(location).await?;
    let told = export(&database, &arguments, wanted).await;
    database.close().await?;
    say(&told?);
    Ok(())
}

async fn export(database: &Database, arguments: &ExportArguments, wanted: Wanted) -> Result<String, Failure> {
    store::migrate(database).await?;
    let context = context(database, arguments).await?;
    let (options, _) = chosen(&context.state, &arguments.file.query()).await?;
    let query = arguments.query.trim_start_matches('?');
    let (file, ids) = made(&context, wanted, query, options).await?;
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    let path = place(arguments.output.as_deref(), &file.name);
    write(&path, &file.bytes, existing).map_err(|error| not_written(&path, &error))?;
    let bytes = format::count(u32::try_from(file.bytes.len()).unwrap_or(u32::MAX));
    Ok(format!("Wrote {} ({bytes} bytes): {}.", path.display(), ids.join(", ")))
}

/// The program as it answers pages, without a browser part.
async fn context(database: &Database, arguments: &ExportArguments) -> Result<RequestContext, Failure> {
    let state = AppState {
        leptos_options: LeptosOptions::builder().output_name("sinew").build(),
        snapshots: Snapshots::as_of_now(database).await?,
        health: Health::assumed(),
        database: database.clone(),
        computations: Computations::for_this_machine(),
        jobs: Jobs::none(),
        policy: arguments.policy.into(),
    };
    Ok(authorise_local_person(state, Permission::ViewStudies))
}

/// The file, and the ids of the exhibits in it.
async fn made(
    context: &RequestContext,
    wanted: Wanted,
    query: &str,
    options: FileOptions,
) -> Result<(File, Vec<String>), Failure> {
    let (exhibit, format) = match wanted {
        Wanted::Page { study, page, document } => {
            let figures = pages::figures(context, &study, query, page).await?;
            let ids = figures.get().iter().map(|figure| figure.id.to_string()).collect();
            return Ok((exhibits::leave_together(context, figures, page, document, options).await?, ids));
        }
        Wanted::Figure { study, question, format } => {
            (pages::figure(context, &study, query, question).await?, format)
        }
        Wanted::Exhibit { id, format } => {
            let exhibit = exhibits::again(context, &id).await?;
            return Ok((exhibits::file(context, exhibit, format, options).await?, vec![id.to_string()]));
        }
    };
    let ids = vec![exhibit.get().id.to_string()];
    Ok((exhibits::leave(context, exhibit, format, options).await?, ids))
}

fn wanted(arguments: &ExportArguments) -> Result<Wanted, Failure> {
    let format = format_of(arguments)?;
    if let Some(id) = arguments.exhibit.clone() {
        return Ok(Wanted::Exhibit { id, format });
    }
    let study = arguments.study.clone().unwrap_or_default();
    if let Some(page) = arguments.page {
        let Format::Document(document) = format else {
            let documents = Document::ALL.map(Document::extension).join(", ");
            return Err(format!("all figures of a page are saved in one document: {documents}.").into());
        };
        return Ok(Wanted::Page { study, page, document });
    }
    let question = arguments.figure;
    let question =
        question.ok_or("name a figure with --figure, a page with --page or an exhibit with --exhibit.")?;
    Ok(Wanted::Figure { study, question, format })
}

/// The format asked for, that of the output's name, or slides.
fn format_of(arguments: &ExportArguments) -> Result<Format, Failure> {
    let output = arguments.output.as_deref().filter(|output| !output.is_dir());
    let extension = output.and_then(Path::extension).and_then(|extension| extension.to_str());
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let Some(extension) = extension else { return Ok(Format::Document(Document::Pptx)) };
    Format::from_extension(extension).ok_or_else(|| {
        let all: Vec<_> = Format::all().map(Format::extension).collect();
        format!("there is no format {extension:?}; name one with --format: {}.", all.join(", ")).into()
    })
}

/// Where a file goes: to the output, under its own name where that is a directory or nothing.
fn place(output: Option<&Path>, name: &str) -> PathBuf {
    match output {
        None => PathBuf::from(name),
        Some(directory) if directory.is_dir() => directory.join(name),
        Some(file) => file.to_owned(),
    }
}

fn write(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    match existing {
        Existing::Keep => options.create_new(true),
        Existing::Replace => options.create(true).truncate(true),
    };
    let written = options.open(path)?.write_all(bytes);
    if written.is_err() {
        // Half a file would be taken for a whole one, and be in the way the next time.
        let _ = std::fs::remove_file(path);
    }
    written
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    if error.kind() == ErrorKind::AlreadyExists {
        format!("{path} is there already and was left as it is; --force writes over it.").into()
    } else {
        format!("{path} cannot be written: {error}.").into()
    }
}
