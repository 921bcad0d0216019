//! Decks: pinned from any page, drawn as the figures are today, described, saved as one file.

use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use serde_json::{Value, json};
use sinew::exhibit::Policy;
use sinew::store::decks::{Pin, PinTo, pin as pin_in_store};

use crate::support::database;
use crate::support::studies::{acupuncture, code, load_new, load_quietly, three_people, three_people_again};
use crate::support::web::{Site, readable};

async fn pin(site: &Site, deck: &Value, study: &str, figure: &str, query: &str) -> Value {
    let (id, name) = deck.as_str().map_or_else(|| (deck.clone(), ""), |name| (Value::Null, name));
    let figure = json!({ "deck": id, "name": name, "study": study, "figure": figure, "query": query });
    let answer = site.call("/api/pin_figure", &json!({ "figure": figure })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn change(site: &Site, deck: &Value, change: Value) -> Value {
    let answer = site.call("/api/change_deck", &json!({ "deck": deck, "change": change })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn page(site: &Site, deck: &Value) -> Value {
    site.call("/api/deck_page", &json!({ "deck": deck.to_string() })).await.released()
}

/// A deck of a figure of each page of the trial.
async fn of_every_page(site: &Site) -> Value {
    let first = pin(site, &json!("Board, May"), "acupuncture", "trend", "f.sex=female").await;
    let deck = first["pinned"]["id"].clone();
    pin(site, &deck, "acupuncture", "cohort_trend", "").await;
    pin(site, &deck, "acupuncture", "table_one", "").await;
    deck
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_every_page_are_drawn_as_their_pages_draw_them() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let deck = of_every_page(&site).await;
    let answered = page(&site, &deck).await;
    assert_eq!(answered["deck"]["figures"], 3);
    let figures = ["trend.json?f.sex=female", "cohort_trend.json", "table_one.json"];
    for (item, file) in answered["items"].as_array().expect("items").iter().zip(figures) {
        let wanted = site.get(&format!("/s/acupuncture/{file}")).await.json();
        assert_eq!(item["part"]["exhibit"]["id"], wanted["id"], "{file}");
        assert_eq!(item["standing"], "same");
    }
    let html = site.text(&format!("/decks/{deck}")).await;
    for link in ["/s/acupuncture?f.sex=female", "/s/acupuncture/cohort", "/s/acupuncture/compare"] {
        assert!(html.contains(&format!("href=\"{link}")), "{link}");
    }
    let words = readable(&html);
    let title = answered["items"][0]["part"]["exhibit"]["text"]["title"].as_str().expect("a title");
    assert!(words.contains(title) && words.contains("3 of 3"), "{words}");
    let list = readable(&site.text("/decks").await);
    assert!(list.contains("Board, May") && list.contains("3 figures"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn title_and_note_go_into_every_file_of_the_deck() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let deck = of_every_page(&site).await;
    let seen = page(&site, &deck).await["items"][0]["seen"].clone();
    let words = json!({ "title": "Women <fared> well", "note": "First this.\nThen & that." });
    let done = change(&site, &deck, json!({ "describe": { "item": seen, "words": words } })).await;
    assert_eq!(done["done"]["items"][0]["version"], 2, "{done}");
    let html = readable(&site.text(&format!("/decks/{deck}")).await);
    assert!(html.contains("Women &lt;fared&gt; well"), "{html}");
    for (file, parts) in [
        ("pptx", ["ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml"]),
        ("docx", ["word/document.xml", "word/document.xml"]),
        ("xlsx", ["xl/sharedStrings.xml", "xl/sharedStrings.xml"]),
    ] {
        let answer = site.get(&format!("/decks/{deck}.{file}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}: {}", answer.text());
        let name = format!("attachment; filename=\"deck-board-may.{file}\"");
        assert_eq!(answer.header("content-disposition"), name);
        assert!(part(&answer.body, parts[0]).contains("Women &lt;fared&gt; well"), "{file}");
        let notes = part(&answer.body, parts[1]);
        assert!(notes.contains("First this.") && notes.contains("Then &amp; that."), "{file}: {notes}");
        assert_eq!(answer.body, site.get(&format!("/decks/{deck}.{file}")).await.body, "{file}: same bytes");
    }
    let shown = page(&site, &deck).await;
    let id = shown["items"][0]["part"]["exhibit"]["id"].as_str().expect("an id");
    let again = site.get(&format!("/api/v1/exhibits/{id}.json")).await;
    assert_eq!(again.status, StatusCode::OK, "what left in a deck is known by its id: {}", again.text());
    let answer = site.get(&format!("/decks/{deck}.pdf?paper=letter")).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/pdf"));
}

/// All parts of a package whose names begin so, as text.
fn parts_of(package: &[u8], start: &str) -> String {
    let names = zip::ZipArchive::new(Cursor::new(package)).expect("is a package");
    let names = names.file_names().map(|name| name.expect("a name").into_owned());
    let names: Vec<String> = names.filter(|name| name.starts_with(start)).collect();
    assert!(!names.is_empty(), "no part begins with {start}");
    names.iter().map(|name| part(package, name)).collect()
}

/// A part of a package as text.
fn part(package: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(package)).expect("is a package");
    let mut text = String::new();
    package.by_name(name).expect(name).read_to_string(&mut text).expect("is text");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_says_when_its_numbers_have_changed_since_it_was_pinned() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let site = Site::over(&database, Policy::Exact).await;
    let deck = pin(&site, &json!("Visits"), "visits", "trend", "").await["pinned"]["id"].clone();
    assert_eq!(page(&site, &deck).await["items"][0]["standing"], "same");
    load_quietly(&database, three_people_again(1).request()).await.expect("loads");
    let later = Site::over(&database, Policy::Exact).await;
    assert_eq!(page(&later, &deck).await["items"][0]["standing"], "changed");
    let words = readable(&later.text(&format!("/decks/{deck}")).await);
    assert!(words.contains("The numbers have changed since it was pinned."), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_that_cannot_be_drawn_says_why_and_the_others_are_drawn() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    load_new(&database, &three_people()).await;
    let exact = Site::over(&database, Policy::Exact).await;
    let deck = pin(&exact, &json!("Mixed"), "acupuncture", "trend", "").await["pinned"]["id"].clone();
    pin(&exact, &deck, "visits", "trend", "f.region=north").await;
    let gone = Pin {
        study: code("gone"),
        figure: "trend".to_owned(),
        query: String::new(),
        exhibit: "trend/0123456789abcdef".to_owned(),
    };
    let id = sinew::exhibit::DeckId::parse(&deck.to_string()).expect("an id");
    pin_in_store(&database, PinTo::Deck(id), &gone).await.expect("answers");
    let rounded = Site::over(&database, Policy::Rounded).await;
    let items = page(&rounded, &deck).await["items"].clone();
    assert!(items[0]["part"].get("exhibit").is_some(), "{items}");
    for (item, words) in [(1, "fewer than 11 people"), (2, "“gone” is not loaded here any more")] {
        let sentence = items[item]["part"]["unavailable"]["sentence"].as_str().expect("a sentence");
        assert!(sentence.contains(words), "{sentence}");
    }
    let html = readable(&rounded.text(&format!("/decks/{deck}")).await);
    assert!(html.contains("2 figures cannot be drawn; files say so in their place."), "{html}");
    for (kind, parts) in
        [("pptx", "ppt/slides/slide"), ("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")]
    {
        let file = rounded.get(&format!("/decks/{deck}.{kind}")).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.text());
        let words = parts_of(&file.body, parts);
        for said in ["Figure 2 cannot be drawn", "fewer than 11 people", "“gone” is not loaded here any more"]
        {
            assert!(words.contains(said), "{kind}: {said}");
        }
    }
    assert_eq!(rounded.get(&format!("/decks/{deck}.pdf")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_editors_the_second_is_told_what_the_first_wrote() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let deck = of_every_page(&site).await;
    let answered = page(&site, &deck).await;
    let (version, seen) = (answered["deck"]["version"].clone(), answered["items"][0]["seen"].clone());
    let describe =
        |title: &str| json!({ "describe": { "item": seen, "words": { "title": title, "note": null } } });
    change(&site, &deck, describe("Hers")).await;
    let late = change(&site, &deck, describe("His")).await;
    assert_eq!(late["words_conflict"]["theirs"]["title"], "Hers", "{late}");
    let items: Vec<Value> = answered["items"]
        .as_array()
        .expect("items")
        .iter()
        .rev()
        .map(|item| item["seen"]["item"].clone())
        .collect();
    let order = json!({ "order": { "version": version, "items": items } });
    let done = change(&site, &deck, order.clone()).await;
    assert_eq!(done["done"]["items"][2]["item"], seen["item"], "{done}");
    assert!(change(&site, &deck, order).await.get("overtaken").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leads_nowhere_and_what_cannot_be_read_get_one_sentence() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for path in ["/decks/1", "/decks/x", "/decks/1.pptx", "/decks/1.exe", "/decks/01.pdf"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let deck = of_every_page(&site).await;
    assert_eq!(site.get(&format!("/decks/{deck}.exe")).await.status, StatusCode::NOT_FOUND);
    for odd in ["split=sex", "theme=dark", "width=narrow", "preset=slide", "shape=round"] {
        let odd = site.get(&format!("/decks/{deck}.pptx?{odd}")).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", odd.text());
    }
    let more = json!({ "deck": deck, "change": { "rename": { "version": 3, "name": "A", "owner": 1 } } });
    assert!(site.call("/api/change_deck", &more).await.status.is_client_error());
    let figure = json!({ "deck": null, "name": "B", "study": "acupuncture", "figure": "moon", "query": "" });
    let unknown = site.call("/api/pin_figure", &json!({ "figure": figure })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unknown.text());
    let empty = Site::with(&[], Policy::Exact).await;
    assert!(readable(&empty.text("/decks").await).contains("No deck yet"));
}
