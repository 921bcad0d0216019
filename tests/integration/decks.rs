//! Decks: figures pinned, put in order, described by two, taken out and back.

use sinew::exhibit::{DeckChange, DeckId, ItemId, ItemVersion, ItemWords};
use sinew::store::Database;
use sinew::store::decks::{
    ChangeOutcome, ContentError, MAX_ITEMS, Pin, PinOutcome, PinTo, StoredDeck, change, list, open, pin,
};

use crate::support::studies::code;
use crate::support::{database, number};

fn question(query: &str) -> Pin {
    Pin {
        study: code("visits"),
        figure: "trend".to_owned(),
        query: query.to_owned(),
        exhibit: "trend/0123456789abcdef".to_owned(),
    }
}

async fn pinned(database: &Database, to: PinTo, query: &str) -> DeckId {
    let outcome = pin(database, to, &question(query)).await.expect("answers");
    let PinOutcome::Pinned(line) = outcome else { panic!("{outcome:?}") };
    line.id
}

/// A deck of figures that are told apart by their queries.
async fn deck_of(database: &Database, name: &str, queries: &[&str]) -> DeckId {
    let mut to = PinTo::New(name.to_owned());
    for query in queries {
        to = PinTo::Deck(pinned(database, to, query).await);
    }
    let PinTo::Deck(id) = to else { panic!("a deck of nothing") };
    id
}

async fn opened(database: &Database, id: DeckId) -> StoredDeck {
    open(database, id).await.expect("answers").expect("is there")
}

async fn done(database: &Database, id: DeckId, wanted: DeckChange) -> StoredDeck {
    let outcome = change(database, id, wanted).await.expect("answers");
    let ChangeOutcome::Done(Some(deck)) = outcome else { panic!("{outcome:?}") };
    deck
}

fn queries(deck: &StoredDeck) -> Vec<&str> {
    deck.items.iter().map(|item| item.pin.query.as_str()).collect()
}

fn seen(deck: &StoredDeck) -> Vec<ItemVersion> {
    deck.items.iter().map(|item| item.seen).collect()
}

fn backwards(deck: &StoredDeck) -> Vec<ItemId> {
    deck.items.iter().rev().map(|item| item.seen.item).collect()
}

fn words(title: &str, note: &str) -> ItemWords {
    ItemWords { title: Some(title.to_owned()), note: Some(note.to_owned()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_stand_in_the_order_in_which_they_were_pinned_and_the_deck_used_last_comes_first() {
    let database = database().await;
    let board = deck_of(&database, " Board ", &["split=a", "split=b"]).await;
    let other = deck_of(&database, "Other", &[""]).await;
    let deck = opened(&database, board).await;
    assert_eq!((deck.line.name.as_str(), deck.line.version, deck.line.figures), ("Board", 2, 2));
    assert_eq!(queries(&deck), ["split=a", "split=b"]);
    assert_eq!(deck.items[0].pin, question("split=a"));
    pinned(&database, PinTo::Deck(board), "split=c").await;
    let names: Vec<String> =
        list(&database).await.expect("answers").into_iter().map(|line| line.name).collect();
    assert_eq!(names, ["Board", "Other"]);
    assert_eq!(opened(&database, other).await.items.len(), 1);
    assert_eq!(open(&database, DeckId(u32::MAX)).await.expect("answers"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_that_cannot_be_kept_leaves_nothing_behind() {
    let database = database().await;
    deck_of(&database, "Board", &[""]).await;
    let to = |name: &str| PinTo::New(name.to_owned());
    for (to, outcome) in [
        (to("board"), PinOutcome::NameTaken),
        (to(" "), PinOutcome::Refused(ContentError::NoName)),
        (PinTo::Deck(DeckId(999)), PinOutcome::Missing),
    ] {
        assert_eq!(pin(&database, to, &question("")).await.expect("answers"), outcome);
    }
    assert_eq!(number(&database, "select count(*) from deck").await, 1);
    assert_eq!(number(&database, "select count(*) from deck_item").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_deck_takes_no_more() {
    let database = database().await;
    let id = deck_of(&database, "Board", &vec![""; MAX_ITEMS as usize]).await;
    let more = pin(&database, PinTo::Deck(id), &question("")).await.expect("answers");
    assert_eq!(more, PinOutcome::Full);
    let deck = opened(&database, id).await;
    assert_eq!((deck.line.figures, deck.line.version), (MAX_ITEMS, MAX_ITEMS));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_kept_and_one_made_from_an_older_deck_is_not() {
    let database = database().await;
    let id = deck_of(&database, "Board", &["split=a", "split=b"]).await;
    let first = opened(&database, id).await;
    let order = DeckChange::Order { version: first.line.version, items: backwards(&first) };
    let second = done(&database, id, order.clone()).await;
    assert_eq!(queries(&second), ["split=b", "split=a"]);
    assert_eq!(change(&database, id, order).await.expect("answers"), ChangeOutcome::DeckChanged);
    // Somebody pins while somebody else puts in order: the new figure is not lost from sight.
    pinned(&database, PinTo::Deck(id), "split=c").await;
    let late = DeckChange::Order { version: second.line.version, items: backwards(&second) };
    assert_eq!(change(&database, id, late).await.expect("answers"), ChangeOutcome::DeckChanged);
    let third = opened(&database, id).await;
    let twice = vec![third.items[0].seen.item; 3];
    for items in [backwards(&second), twice] {
        let broken = DeckChange::Order { version: third.line.version, items };
        assert_eq!(change(&database, id, broken).await.expect("answers"), ChangeOutcome::DeckChanged);
    }
    assert_eq!(queries(&opened(&database, id).await), ["split=b", "split=a", "split=c"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_describe_one_figure_lose_nothing_and_two_figures_do_not_get_in_each_others_way() {
    let database = database().await;
    let id = deck_of(&database, "Board", &["split=a", "split=b"]).await;
    let both = seen(&opened(&database, id).await);
    let describe = |item: ItemVersion, words: ItemWords| DeckChange::Describe { item, words };
    let mine = words(" Less pain ", "Say this\nfirst.");
    let deck = done(&database, id, describe(both[0], mine)).await;
    assert_eq!(deck.items[0].words, words("Less pain", "Say this\nfirst."));
    assert_eq!(deck.line.version, 2, "words are no matter of the deck");
    done(&database, id, describe(both[1], words("Second", "Too."))).await;
    let late = change(&database, id, describe(both[0], words("Worse", "Late."))).await.expect("answers");
    let now = ItemVersion { version: 2, ..both[0] };
    assert_eq!(late, ChangeOutcome::WordsChanged { now, theirs: deck.items[0].words.clone() });
    let removal = change(&database, id, DeckChange::Remove { item: both[0] }).await.expect("answers");
    assert!(matches!(removal, ChangeOutcome::WordsChanged { .. }), "{removal:?}");
    let cleared = done(&database, id, describe(now, ItemWords::default())).await;
    assert_eq!(cleared.items[0].words, ItemWords::default());
    let long = describe(ItemVersion { version: 3, ..now }, words(&"a".repeat(201), ""));
    let refused = change(&database, id, long).await.expect("answers");
    assert_eq!(refused, ChangeOutcome::Refused(ContentError::LongTitle));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_out_comes_back_where_it_stood_with_its_words() {
    let database = database().await;
    let id = deck_of(&database, "Board", &["split=a", "split=b", "split=c"]).await;
    let item = seen(&opened(&database, id).await)[1];
    let described = done(&database, id, DeckChange::Describe { item, words: words("Mine", "Note") }).await;
    let item = described.items[1].seen;
    let without = done(&database, id, DeckChange::Remove { item }).await;
    assert_eq!((queries(&without), without.line.figures), (vec!["split=a", "split=c"], 2));
    let gone = change(&database, id, DeckChange::Remove { item }).await.expect("answers");
    assert_eq!(gone, ChangeOutcome::ItemMissing);
    let back = done(&database, id, DeckChange::PutBack { item: item.item }).await;
    assert_eq!(queries(&back), ["split=a", "split=b", "split=c"]);
    assert_eq!(back.items[1].words, words("Mine", "Note"));
    let other = deck_of(&database, "Other", &[""]).await;
    let foreign = change(&database, other, DeckChange::Remove { item }).await.expect("answers");
    assert_eq!(foreign, ChangeOutcome::ItemMissing, "a figure is changed in its own deck only");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_deck_comes_back_unless_its_name_is_taken() {
    let database = database().await;
    let id = deck_of(&database, "Board", &["split=a"]).await;
    let stale = change(&database, id, DeckChange::Delete { version: 9 }).await.expect("answers");
    assert_eq!(stale, ChangeOutcome::DeckChanged);
    let deleted = change(&database, id, DeckChange::Delete { version: 1 }).await.expect("answers");
    assert_eq!(deleted, ChangeOutcome::Done(None));
    assert_eq!(list(&database).await.expect("answers"), []);
    let into_nothing = pin(&database, PinTo::Deck(id), &question("")).await.expect("answers");
    assert_eq!(into_nothing, PinOutcome::Missing);
    let other = deck_of(&database, "board", &[""]).await;
    let taken = change(&database, id, DeckChange::Restore).await.expect("answers");
    assert_eq!(taken, ChangeOutcome::NameTaken);
    let renamed = done(&database, other, DeckChange::Rename { version: 1, name: "Other".to_owned() }).await;
    assert_eq!((renamed.line.name.as_str(), renamed.line.version), ("Other", 2));
    assert_eq!(queries(&done(&database, id, DeckChange::Restore).await), ["split=a"]);
    let again = change(&database, id, DeckChange::Restore).await.expect("answers");
    assert_eq!(again, ChangeOutcome::DeckMissing);
}
