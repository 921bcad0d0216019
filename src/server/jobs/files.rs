//! Files of decks as jobs: asked for, looked at, cancelled, taken.

use super::making::{Order, make};
use crate::domain::AppError;
use crate::exhibit::DeckId;
use crate::server::context::RequestContext;
use crate::server::error::store;
use crate::server::exports::{Document, File};
use crate::server::{deck_templates, decks};
use crate::store::decks::files::{self, DeckFile, FileAddress, FileId, MOST_SETTINGS_BYTES, NewFile};

/// Asks for a file of the deck as it is now, made as the query `settings` says; `in_use` is the template in use where it is
/// asked for. Its address.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such deck, [`AppError::Invalid`] when `settings` says something that there is
/// not or as many files are made as may be, [`AppError::Unavailable`] when the database does not answer.
pub async fn begin(
    context: &RequestContext,
    deck: &str,
    (document, settings): (Document, &str),
    in_use: Option<&str>,
) -> Result<FileAddress, AppError> {
    let line = decks::opened(context, deck).await?.line;
    let deck = line.id;
    let settled = deck_templates::settled(context, &line.template, (document, settings), in_use).await?;
    let options = decks::file_options(context, &settled).await?;
    if settings.len() > MOST_SETTINGS_BYTES {
        return Err(AppError::Invalid {
            sentence: "The settings of a file are each said once: shape, template and paper.".to_owned(),
        });
    }
    let place = context.state.jobs.place()?;
    let new = NewFile {
        deck,
        policy: context.policy,
        format: document.extension(),
        settings,
        server: context.state.jobs.server(),
    };
    let asked = files::ask(&context.state.database, new).await.map_err(store)?;
    let (file, deck_now) = asked.ok_or_else(decks::missing)?;
    make(Order { context: context.clone(), file, deck: deck_now, document, options }, place);
    Ok(FileAddress { deck, file, policy: context.policy })
}

/// How far a file is.
///
/// # Errors
/// [`AppError::NotFound`] when there is none at this address, or none that this person may see;
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn standing(
    context: &RequestContext,
    deck: &str,
    file: &str,
) -> Result<(FileAddress, DeckFile), AppError> {
    let address = address(context, deck, file)?;
    let file = files::read(&context.state.database, address).await.map_err(store)?;
    Ok((address, file.ok_or_else(no_such_file)?))
}

/// Ends a file that is not wanted any more; one that has ended stays as it is. Its address.
///
/// # Errors
/// As [`standing`].
pub async fn cancel(context: &RequestContext, deck: &str, file: &str) -> Result<FileAddress, AppError> {
    let (address, _) = standing(context, deck, file).await?;
    files::cancel(&context.state.database, address).await.map_err(store)?;
    context.state.jobs.stop(address.file);
    Ok(address)
}

/// A file that is done, under its `name`.
///
/// # Errors
/// As [`standing`]; [`AppError::NotFound`] also when it has another name or is not done.
pub async fn content(context: &RequestContext, deck: &str, file: &str, name: &str) -> Result<File, AppError> {
    let (address, known) = standing(context, deck, file).await?;
    let document = Document::from_extension(&known.format).filter(|_| known.name == name);
    let document = document.ok_or_else(no_such_file)?;
    let bytes = files::content(&context.state.database, address).await.map_err(store)?;
    let bytes = bytes.ok_or_else(no_such_file)?;
    Ok(File { name: known.name, content_type: document.content_type(), bytes })
}

fn address(context: &RequestContext, deck: &str, file: &str) -> Result<FileAddress, AppError> {
    let ids = DeckId::parse(deck).zip(FileId::parse(file));
    let (deck, file) = ids.ok_or_else(no_such_file)?;
    Ok(FileAddress { deck, file, policy: context.policy })
}

fn no_such_file() -> AppError {
    AppError::NotFound {
        sentence: format!(
            "There is no such file: files are kept for {} hours and the latest {} at most, and go with their deck. Make \
             it again from the page of the deck.",
            files::KEPT_HOURS,
            files::MOST_KEPT
        ),
    }
}
