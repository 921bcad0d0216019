//! Decks: what the store keeps, asked again and told in words.

use futures_util::future::join_all;

use crate::analysis::address::FiguresPage;
use crate::api::deck::{
    ChangeAnswer, DeckEntry, DeckItem, DeckPage, DeckState, DecksPage, PinAnswer, PinFigure, PinStanding,
};
use crate::api::page::Part;
use crate::domain::AppError;
use crate::exhibit::{DeckChange, DeckId, Exhibit, ItemWords, Released};
use crate::export::{Annotated, Chosen, Missing};
use crate::server::context::RequestContext;
use crate::server::deck_templates;
use crate::server::error::store;
use crate::server::exhibits;
use crate::server::file_options::{FileChoice, FileOptions, chosen};
use crate::server::pages::{self, AnyQuestion, said, snapshot};
use crate::store::decks::{
    self, ChangeOutcome, DeckLine, MAX_ITEMS, Pin, PinOutcome, PinTo, StoredDeck, StoredItem,
};

/// Every deck.
///
/// # Errors
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn list(context: &RequestContext) -> Result<Released<DecksPage>, AppError> {
    let decks = decks::list(&context.state.database).await.map_err(store)?;
    let decks = decks.into_iter().map(entry).collect();
    Ok(said(context.policy, DecksPage { notice: context.state.health.notice(), decks }))
}

/// The page of the deck that an address names, each figure as it is today.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such deck, [`AppError::Unavailable`] when the database does not answer. A
/// figure that cannot be drawn is no error: its place says why.
pub async fn page(context: &RequestContext, deck: &str) -> Result<Released<DeckPage>, AppError> {
    let StoredDeck { line, items } = opened(context, deck).await?;
    let templates = deck_templates::offers(context, &line.template).await?;
    let items = join_all(items.into_iter().map(|item| asked_again(context, item))).await;
    let none = said(context.policy, Vec::new());
    let items = items.into_iter().fold(none, |all, item| all.join(item).map(with));
    let notice = context.state.health.notice();
    Ok(items.map(|items| DeckPage { notice, deck: entry(line), templates, items }))
}

/// The figures of a deck as they are today with their words; of those that cannot be drawn, why.
///
/// # Errors
/// As [`leave_together`].
pub async fn annotated(
    context: &RequestContext,
    items: Vec<StoredItem>,
) -> Result<Released<Vec<Chosen>>, AppError> {
    let answers = join_all(items.iter().map(|item| figure(context, &item.pin))).await;
    leave_together(context, items, answers).await
}

/// What leaves a deck in one file, from what was answered for each of its figures; those that are drawn are registered.
///
/// # Errors
/// [`AppError::Invalid`] when no figure can be drawn, with the reason for the first; [`AppError::Unavailable`] when the
/// database did not answer for one.
pub async fn leave_together(
    context: &RequestContext,
    items: Vec<StoredItem>,
    answers: Vec<Result<Released<Exhibit>, AppError>>,
) -> Result<Released<Vec<Chosen>>, AppError> {
    // Something for a moment only: the file is to be made again, and no figure of it said to be missing.
    if answers.iter().any(|answer| matches!(answer, Err(AppError::Unavailable))) {
        return Err(AppError::Unavailable);
    }
    let leaving: Vec<Exhibit> = answers.iter().flatten().map(|exhibit| exhibit.get().clone()).collect();
    exhibits::register_if_possible(&context.state, &leaving).await;
    if leaving.is_empty() {
        let reason = answers.into_iter().find_map(Result::err).map(|error| error.to_string());
        let none = || "This deck has no figures, so there is no file of it.".to_owned();
        return Err(AppError::Invalid { sentence: reason.unwrap_or_else(none) });
    }
    let none = said(context.policy, Vec::new());
    let chosen = (1..).zip(answers).zip(items).map(|((number, answer), item)| match answer {
        Ok(exhibit) => drawn(exhibit, item.words),
        Err(error) => said(context.policy, Chosen::Missing(missing_from(context, number, item, &error))),
    });
    Ok(chosen.fold(none, |all, one| all.join(one).map(with)))
}

fn drawn(exhibit: Released<Exhibit>, words: ItemWords) -> Released<Chosen> {
    exhibit.map(|exhibit| Chosen::Drawn(Box::new(Annotated::new(exhibit, words.title, words.note))))
}

/// What stands in a file in place of the figure with this number.
fn missing_from(context: &RequestContext, number: usize, item: StoredItem, error: &AppError) -> Missing {
    Missing {
        title: item.words.title.unwrap_or_else(|| format!("Figure {number} cannot be drawn")),
        study: study_title(context, &item.pin),
        exhibit: item.pin.exhibit,
        reason: error.to_string(),
    }
}

/// How files of decks are made, as a query says.
///
/// # Errors
/// As [`chosen`]; [`AppError::Invalid`] also when the query says something else, too.
pub async fn file_options(context: &RequestContext, query: &str) -> Result<FileOptions, AppError> {
    let of_decks = FileChoice::OF_DECKS.map(FileChoice::name);
    if form_urlencoded::parse(query.as_bytes()).all(|(name, _)| of_decks.contains(&name.as_ref())) {
        return Ok(chosen(&context.state, query).await?.0);
    }
    Err(AppError::Invalid {
        sentence: "A file of a deck takes the settings shape, template and paper only.".to_owned(),
    })
}

/// That there is no deck at an address.
pub fn missing() -> AppError {
    AppError::NotFound {
        sentence: "There is no deck at this address. Choose one from the list of decks.".to_owned(),
    }
}

/// Pins a figure as its page shows it now.
///
/// # Errors
/// As the page of the figure; [`AppError::Unavailable`] when the database does not answer.
pub async fn pin(context: &RequestContext, asked: PinFigure) -> Result<PinAnswer, AppError> {
    let study = snapshot(context, &asked.study)?.catalogue().study.code.clone();
    let question = AnyQuestion::named(&asked.figure)?;
    let exhibit = pages::figure(context, &asked.study, &asked.query, question).await?.into_inner();
    let query = exhibit.provenance.query().to_owned();
    let exhibit = exhibit.id.to_string();
    let pin = Pin { study, figure: asked.figure, query, exhibit };
    let to = asked.deck.map_or(PinTo::New(asked.name), PinTo::Deck);
    let outcome = decks::pin(&context.state.database, to, &pin).await.map_err(store)?;
    let refused = |sentence: String| PinAnswer::Refused { sentence };
    Ok(match outcome {
        PinOutcome::Pinned(line) => PinAnswer::Pinned(entry(line)),
        PinOutcome::NameTaken => refused(NAME_TAKEN.to_owned()),
        PinOutcome::Missing => refused(DECK_MISSING.to_owned()),
        PinOutcome::Full => refused(format!(
            "A deck holds {MAX_ITEMS} figures at most. Choose another deck, or take one out."
        )),
        PinOutcome::Refused(error) => refused(error.to_string()),
    })
}

/// Changes a deck.
///
/// # Errors
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn change(
    context: &RequestContext,
    deck: DeckId,
    change: DeckChange,
) -> Result<ChangeAnswer, AppError> {
    let outcome = decks::change(&context.state.database, deck, change).await.map_err(store)?;
    let refused = |sentence: &str| ChangeAnswer::Refused { sentence: sentence.to_owned() };
    Ok(match outcome {
        ChangeOutcome::Done(deck) => ChangeAnswer::Done(deck.map_or_else(DeckState::default, |deck| {
            DeckState { version: deck.line.version, items: deck.items.iter().map(|item| item.seen).collect() }
        })),
        ChangeOutcome::DeckChanged => ChangeAnswer::Overtaken { sentence: OVERTAKEN.to_owned() },
        ChangeOutcome::WordsChanged { now, theirs } => ChangeAnswer::WordsConflict { now, theirs },
        ChangeOutcome::NameTaken => refused(NAME_TAKEN),
        ChangeOutcome::DeckMissing => refused(DECK_MISSING),
        ChangeOutcome::ItemMissing => refused(ITEM_MISSING),
        ChangeOutcome::Refused(error) => refused(&error.to_string()),
    })
}

const NAME_TAKEN: &str = "Another deck has this name. Choose another.";
const DECK_MISSING: &str = "There is no such deck any more: it was deleted. Nothing was changed.";
const ITEM_MISSING: &str =
    "The deck does not have this figure any more, or has as many as it may. Nothing was changed.";
const OVERTAKEN: &str =
    "Somebody else changed this deck meanwhile. Nothing of yours was written; here it is as it is now.";

/// The deck that an address names.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, [`AppError::Unavailable`] when the database does not answer.
pub async fn opened(context: &RequestContext, deck: &str) -> Result<StoredDeck, AppError> {
    let id = DeckId::parse(deck).ok_or_else(missing)?;
    decks::open(&context.state.database, id).await.map_err(store)?.ok_or_else(missing)
}

/// A pinned figure as it is today.
///
/// # Errors
/// As the page of the figure; [`AppError::NotFound`] also when its study is not here any more.
pub async fn figure(context: &RequestContext, pin: &Pin) -> Result<Released<Exhibit>, AppError> {
    if context.state.snapshots.get(&pin.study).is_none() {
        let sentence = format!(
            "The study “{}” is not loaded here any more, so this figure cannot be drawn. Load the study again, or take \
             the figure out.",
            pin.study
        );
        return Err(AppError::NotFound { sentence });
    }
    let question = AnyQuestion::named(&pin.figure)?;
    pages::figure(context, pin.study.as_str(), &pin.query, question).await
}

/// A figure of a deck with its place in the page.
async fn asked_again(context: &RequestContext, item: StoredItem) -> Released<DeckItem> {
    let StoredItem { seen, pin, words } = item;
    let answer = figure(context, &pin).await;
    let study_title = study_title(context, &pin);
    let is_other = |exhibit: &Released<Exhibit>| exhibit.get().id.as_str() != pin.exhibit;
    let standing = match &answer {
        Ok(exhibit) if is_other(exhibit) => PinStanding::Changed,
        Ok(_) | Err(_) => PinStanding::Same,
    };
    let page = AnyQuestion::from_code(&pin.figure).map_or(FiguresPage::Trends, AnyQuestion::page);
    let part = pages::part(answer.map_err(|error| error.to_string()), context.policy);
    let Pin { study, query, .. } = pin;
    part.map(|part: Part| DeckItem { seen, words, study, study_title, page, query, standing, part })
}

/// What the study of a figure is called; its code where it is not here any more.
fn study_title(context: &RequestContext, pin: &Pin) -> String {
    let snapshot = context.state.snapshots.get(&pin.study);
    snapshot.map_or_else(|| pin.study.to_string(), |snapshot| snapshot.catalogue().study.title.clone())
}

fn entry(line: DeckLine) -> DeckEntry {
    DeckEntry {
        id: line.id,
        version: line.version,
        name: line.name,
        figures: line.figures,
        changed_on: line.changed_at.chars().take("2026-11-23".len()).collect(),
    }
}

fn with<T>((mut all, one): (Vec<T>, T)) -> Vec<T> {
    all.push(one);
    all
}
