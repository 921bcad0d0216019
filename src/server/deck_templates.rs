//! The template that a deck's slides stand on: chosen, offered, and settled when a file is asked for.

use crate::api::deck::TemplateOffer;
use crate::domain::AppError;
use crate::exhibit::DeckId;
use crate::server::context::RequestContext;
use crate::server::decks;
use crate::server::error::store;
use crate::server::exports::Document;
use crate::server::file_options::FileChoice;
use crate::server::templates::{self, TemplateName};
use crate::store::decks::{DeckTemplate, choose_template};

/// Says our own template in a form; no name of a template has a full stop.
const OURS: &str = "ours.";

/// The slides of the deck that an address names stand on what a form says from now on: nothing for the template in use,
/// `ours.` for our own, or the name of one. The deck.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such deck or template, [`AppError::Invalid`] for what is no name,
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn choose(context: &RequestContext, deck: &str, asked: &str) -> Result<DeckId, AppError> {
    let id = DeckId::parse(deck).ok_or_else(decks::missing)?;
    let template = match asked {
        "" => DeckTemplate::InUse,
        OURS => DeckTemplate::Ours,
        name => {
            let name = TemplateName::read(name)?;
            templates::required(&context.state, &name).await?;
            DeckTemplate::Named(name.as_str().to_owned())
        }
    };
    let is_there = choose_template(&context.state.database, id, &template).await.map_err(store)?;
    if is_there { Ok(id) } else { Err(decks::missing()) }
}

/// What may be chosen for a deck, the choice first; nothing where no template is kept and none was chosen.
///
/// # Errors
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn offers(context: &RequestContext, chosen: &DeckTemplate) -> Result<Vec<TemplateOffer>, AppError> {
    let names = templates::names(&context.state).await?;
    if names.is_empty() && *chosen == DeckTemplate::InUse {
        return Ok(Vec::new());
    }
    let named = names.into_iter().map(DeckTemplate::Named);
    let all = [DeckTemplate::InUse, DeckTemplate::Ours].into_iter().chain(named);
    let others = all.filter(|template| template != chosen);
    Ok(std::iter::once(chosen.clone()).chain(others).map(offer).collect())
}

fn offer(template: DeckTemplate) -> TemplateOffer {
    let (code, label) = match template {
        DeckTemplate::InUse => (String::new(), "the template in use".to_owned()),
        DeckTemplate::Ours => (OURS.to_owned(), "our own template".to_owned()),
        DeckTemplate::Named(name) => (name.clone(), name),
    };
    TemplateOffer { code, label }
}

/// The settings of a file of a deck: those of `query` and, where they say neither template nor shape, the template that the
/// deck's slides stand on. `in_use` is the template in use where the file is asked for.
///
/// # Errors
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn settled(
    context: &RequestContext,
    template: &DeckTemplate,
    (document, query): (Document, &str),
    in_use: Option<&str>,
) -> Result<String, AppError> {
    if document != Document::Pptx || says_ground(query) {
        return Ok(query.to_owned());
    }
    let name = match template {
        DeckTemplate::Ours => None,
        DeckTemplate::Named(name) => Some(name.clone()),
        DeckTemplate::InUse => kept(context, in_use).await?,
    };
    let added = name.map(|name| format!("{}={name}", FileChoice::Template.name()));
    let parts = [Some(query.to_owned()).filter(|query| !query.is_empty()), added];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join("&"))
}

/// Whether a query says what slides stand on.
fn says_ground(query: &str) -> bool {
    let ground = [FileChoice::Template, FileChoice::Shape].map(FileChoice::name);
    form_urlencoded::parse(query.as_bytes()).any(|(name, _)| ground.contains(&name.as_ref()))
}

/// The template in use, as long as it is kept: one that was deleted elsewhere is in use no more.
async fn kept(context: &RequestContext, in_use: Option<&str>) -> Result<Option<String>, AppError> {
    let Some(name) = in_use else { return Ok(None) };
    let names = templates::names(&context.state).await?;
    Ok(names.into_iter().find(|kept| kept == name))
}
