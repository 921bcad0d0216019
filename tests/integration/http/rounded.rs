//! What a viewer of rounded numbers gets, everywhere a number can be.

use std::io::{Cursor, Read as _};

use axum::body::Bytes;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};
use sinew::api::page::TrendPage;
use sinew::domain::AppError;
use sinew::exhibit::{Policy, Released};

use crate::support::studies::{TestStudy, acupuncture, load_new, visits};
use crate::support::web::{Site, between, embedded, readable};

const ACUPUNCTURE: [&str; 20] = [
    "",
    "split=none",
    "split=sex",
    "split=migraine",
    "missing=locf",
    "missing=bocf&split=sex",
    "missing=completers",
    "score=frequency",
    "f.sex=female",
    "f.sex=male",
    "f.sex=male&f.migraine=no",
    "f.age.from=30&f.age.to=50",
    "f.age.from=60",
    "f.age.to=25&split=sex",
    "f.chronicity.from=40",
    "f.group=acupuncture",
    "f.migraine=no&split=sex",
    "f.age.from=18&f.age.to=20&f.sex=male",
    "f.chronicity.from=60",
    "f.age.from=19",
];

/// Seven people from the north with scores found nowhere else, and sixty from the south.
fn canary() -> TestStudy {
    let mut rows = Vec::new();
    for person in 0..7 {
        for visit in 1..=2 {
            rows.push(format!(
                "n{person},{visit},{},N,1,2024-01-01,{}.13,-3.17",
                90 + person,
                81 + person * visit
            ));
        }
    }
    for person in 0..60 {
        for visit in 1..=2 {
            let surgery = u8::from(person % 2 == 0);
            rows.push(format!(
                "s{person},{visit},{},S,{surgery},2024-01-01,{},4",
                20 + person,
                10 + person % 30
            ));
        }
    }
    visits(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

const CANARY: [&str; 9] = [
    "",
    "split=region",
    "split=region&missing=locf",
    "split=region&missing=bocf",
    "split=region&score=function",
    "split=surgery",
    "f.region=north",
    "f.region=south",
    "f.region=south&split=region",
];

/// Everything one address gives: page, call and files.
struct Surfaces {
    html: String,
    page: Value,
    files: Vec<(String, String)>,
}

async fn surfaces(site: &Site, study: &str, query: &str) -> Surfaces {
    let page = site.call("/api/trend_page", &json!({ "study": study, "query": query })).await;
    let mut files = Vec::new();
    for file in ["trend.svg", "trend.csv", "trend.json", "trend-page.svg"] {
        let answer = site.get(&format!("/s/{study}/{file}?{query}")).await;
        files.push((file.to_owned(), answer.text()));
    }
    for package in ["trend.pptx", "trend.docx", "trend.xlsx", "trends.pptx", "trends.docx", "trends.xlsx"] {
        let answer = site.get(&format!("/s/{study}/{package}?{query}")).await;
        files.push((package.to_owned(), everything_in(&answer.body)));
    }
    // The same figure by its id.
    if let Ok(exhibit) = serde_json::from_str::<Value>(&files[2].1) {
        for format in ["svg", "csv", "parquet", "json", "pptx", "docx", "xlsx"] {
            let file = format!("/api/v1/exhibits/{}.{format}", exhibit["id"].as_str().expect("an id"));
            let answer = site.get(&file).await;
            assert_eq!(answer.status.as_u16(), 200, "{file}: {}", answer.text());
            files.push((file, everything_in(&answer.body)));
        }
    }
    Surfaces { html: site.text(&format!("/s/{study}?{query}")).await, page: page.released(), files }
}

/// Every part of a package as one text, workbooks behind charts among them; of Parquet every cell and the metadata; what is
/// neither as it is.
fn everything_in(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PAR1") {
        return everything_in_columns(bytes);
    }
    let Ok(mut package) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut all = String::new();
    for index in 0..package.len() {
        let mut content = Vec::new();
        package.by_index(index).expect("a part").read_to_end(&mut content).expect("content");
        all.push_str(&everything_in(&content));
    }
    all
}

fn everything_in_columns(bytes: &[u8]) -> String {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).expect("is Parquet");
    let mut all = format!("{:?}", reader.metadata().file_metadata().key_value_metadata());
    for row in reader.get_row_iter(None).expect("rows") {
        for (_, field) in row.expect("a row").into_columns() {
            let words =
                if let Field::Double(number) = field { number.to_string() } else { field.to_string() };
            all.push('\n');
            all.push_str(&words);
        }
    }
    all
}

/// The kind and people of a count, when this is one.
fn count(value: &Value) -> Option<(&str, Option<u64>)> {
    if let Value::String(kind) = value {
        return ["zero", "hidden"].contains(&kind.as_str()).then_some((kind, None));
    }
    let (kind, people) = value.as_object()?.iter().next()?;
    ["exact", "about"].contains(&kind.as_str()).then_some((kind, Some(people.as_u64()?)))
}

/// No count of the rounded view is exact or small, and none shows what is 1 to 10 people in the exact view.
fn check_counts(exact: Option<&Value>, rounded: &Value, place: &str) {
    if let Some((kind, people)) = count(rounded) {
        assert_ne!(kind, "exact", "{place}");
        assert!(people.is_none_or(|people| people >= 13 && people % 5 == 3), "{place}: {rounded}");
        if let Some((_, Some(truth))) = exact.and_then(count) {
            assert!(truth > 10 || kind == "hidden", "{place}: {truth} people are {rounded}");
            assert!(people.is_none_or(|people| people.abs_diff(truth) <= 2), "{place}: {truth} {rounded}");
        }
        return;
    }
    match rounded {
        Value::Object(fields) => {
            let same_value = exact.and_then(|exact| exact.get("value")) == rounded.get("value");
            let exact = exact.filter(|_| same_value || rounded.get("everyone").is_none());
            for (name, inner) in fields {
                check_counts(exact.and_then(|exact| exact.get(name)), inner, &format!("{place}.{name}"));
            }
        }
        Value::Array(items) => {
            let others = exact.and_then(Value::as_array).filter(|others| others.len() == items.len());
            for (index, inner) in items.iter().enumerate() {
                check_counts(others.map(|others| &others[index]), inner, &format!("{place}[{index}]"));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Table and headlines of an exhibit hold no finer number than the policy allows.
fn check_exhibit(exhibit: &Value, place: &str) {
    let columns = exhibit["table"]["columns"].as_array().expect("columns");
    for (index, column) in columns.iter().enumerate() {
        let code = column["code"].as_str().expect("a code");
        assert!(!["sd", "df", "se", "variance"].contains(&code), "{place}: {code}");
        if !["n", "missing"].contains(&code) {
            continue;
        }
        for row in exhibit["table"]["rows"].as_array().expect("rows") {
            let cell = &row["cells"][index];
            let people = cell["number"]["value"].as_f64();
            assert!(people.is_none_or(|people| people == 0.0 || people >= 13.0), "{place}: {cell}");
        }
    }
    for headline in exhibit["headlines"].as_array().expect("headlines") {
        if let Some(share) = headline["value"].get("share") {
            assert_eq!(share["places"], 0, "{place}");
            let percents = 100.0 * share["value"].as_f64().expect("a share");
            assert!((percents - percents.round()).abs() < 1e-9, "{place}: {percents}");
        }
    }
}

fn check_words(words: &str, place: &str) {
    for forbidden in ["standard deviation", " SD ", "degrees of freedom", " df "] {
        assert!(!words.contains(forbidden), "{place}: {forbidden}");
    }
    for of in words.split("about ").skip(1) {
        let digits: String =
            of.chars().take_while(|character| character.is_ascii_digit() || *character == ',').collect();
        let people: Option<u32> = digits.replace(',', "").parse().ok();
        assert!(people.is_none_or(|people| people >= 13), "{place}: about {digits}");
    }
    let decimals = words.split('%').filter_map(|before| before.rsplit(char::is_whitespace).next());
    for percent in decimals.filter(|text| text.starts_with(|first: char| first.is_ascii_digit())) {
        assert!(!percent.contains('.'), "{place}: {percent}%");
    }
}

async fn compare(exact: &Site, rounded: &Site, study: &str, query: &str) {
    let (truth, seen) = (surfaces(exact, study, query).await, surfaces(rounded, study, query).await);
    let place = format!("{study}?{query}");
    check_counts(Some(&truth.page), &seen.page, &place);
    if seen.page["body"].get("exhibits").is_some() {
        let trend = &seen.page["body"]["exhibits"]["trend"];
        check_exhibit(trend, &place);
        let file: Value = serde_json::from_str(&seen.files[2].1).expect("is JSON");
        check_exhibit(&file, &place);
        assert_eq!(file["id"], trend["id"], "{place}");
    }
    check_words(&readable(&seen.html), &place);
    let embedded: Result<Released<TrendPage>, AppError> = embedded(&seen.html);
    let embedded = embedded.expect("is answered");
    assert_eq!(
        serde_json::to_value(embedded.get()).expect("serialises"),
        seen.page,
        "{place}: the data for the browser"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_call_or_file_of_the_trial_shows_a_small_or_exact_count() {
    let exact = Site::with(&[acupuncture(), canary()], Policy::Exact).await;
    let rounded = Site::with(&[acupuncture(), canary()], Policy::Rounded).await;
    for query in ACUPUNCTURE {
        compare(&exact, &rounded, "acupuncture", query).await;
    }
    for query in CANARY {
        compare(&exact, &rounded, "visits", query).await;
    }
    let front =
        [exact.call("/api/studies", &json!({})).await, rounded.call("/api/studies", &json!({})).await];
    check_counts(Some(&front[0].released()), &front[1].released(), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_of_ten_or_all_but_ten_shows_nothing() {
    let exact = Site::with(&[acupuncture(), canary()], Policy::Exact).await;
    let rounded = Site::with(&[acupuncture(), canary()], Policy::Rounded).await;
    let mut small = 0;
    let all = ACUPUNCTURE
        .iter()
        .map(|query| ("acupuncture", query))
        .chain(CANARY.iter().map(|query| ("visits", query)));
    for (study, query) in all {
        let arguments = json!({ "study": study, "query": query });
        let truth = exact.call("/api/trend_page", &arguments).await.released();
        let selected = truth["facets"]["selected"]["exact"].as_u64().unwrap_or(0);
        let everyone = truth["facets"]["everyone"]["exact"].as_u64().expect("people");
        let is_withheld = selected < 11 || (1..11).contains(&(everyone - selected));
        let seen = rounded.call("/api/trend_page", &arguments).await.released();
        assert_eq!(
            seen["body"].get("suppressed").is_some(),
            is_withheld,
            "{study}?{query}: {selected} of {everyone}"
        );
        if is_withheld {
            small += 1;
            assert_eq!(seen["facets"]["selected"], "hidden");
            for file in [
                "trend.svg",
                "trend.png",
                "trend.csv",
                "trend.parquet",
                "trend.json",
                "trend.pptx",
                "trend.docx",
                "trend.xlsx",
                "trend.pdf",
                "trends.pdf",
                "trend-page.svg",
            ] {
                let answer = rounded.get(&format!("/s/{study}/{file}?{query}")).await;
                assert_eq!(answer.status.as_u16(), 422, "{file}");
                assert!(answer.text().starts_with("These filters single out fewer than 11 people"));
            }
        }
    }
    assert!(small >= 4, "the addresses hold small cohorts: {small}");
}

/// Numbers of the seven in the exact view: as published and as printed.
async fn numbers_of_the_seven(exact: &Site, query: &str) -> Vec<(String, String)> {
    let file = exact.get(&format!("/s/visits/trend.json?{query}")).await.json();
    let rows = file["table"]["rows"].as_array().expect("rows").clone();
    let of_the_seven = rows.iter().filter(|row| row["cells"][0]["text"] == "North");
    let cells = of_the_seven.flat_map(|row| row["cells"].as_array().expect("cells").clone());
    let numbers = cells
        .filter_map(|cell| cell.get("number").cloned())
        .map(|number| (number["value"].to_string(), number["text"].as_str().expect("a text").to_owned()));
    numbers.filter(|(value, text)| value.len() > 4 && text.chars().count() > 3).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_of_seven_people_are_found_nowhere() {
    let exact = Site::with(&[canary()], Policy::Exact).await;
    let rounded = Site::with(&[canary()], Policy::Rounded).await;
    let mut canaries = numbers_of_the_seven(&exact, "split=region").await;
    canaries.extend(numbers_of_the_seven(&exact, "split=region&score=function").await);
    assert!(canaries.len() >= 6, "{canaries:?}");
    let shown = readable(&exact.text("/s/visits?split=region").await);
    assert!(shown.contains(&canaries[0].1), "the exact page shows {}: {shown}", canaries[0].1);
    for query in CANARY {
        let seen = surfaces(&rounded, "visits", query).await;
        let attributes = between(&seen.html, "aria-label=\"", "\"").join(" ");
        let (picture, slides) = (readable(&seen.files[0].1), readable(&seen.files[4].1));
        let words = format!("{} {attributes} {picture} {slides}", readable(&seen.html));
        for (value, text) in &canaries {
            let page = seen.page.to_string();
            let everywhere = [seen.html.as_str(), page.as_str()];
            for surface in everywhere.into_iter().chain(seen.files.iter().map(|(_, text)| text.as_str())) {
                assert!(!surface.contains(value), "{query}: {value}");
            }
            let is_told =
                words.split_whitespace().any(|word| word.trim_matches(['(', ')', ',', ';', '.']) == text);
            assert!(!is_told, "{query}: {text}: {words}");
        }
    }
}

/// Pins the trends of an address to a new deck.
async fn deck_of(site: &Site, query: &str) -> String {
    let figure =
        json!({ "deck": null, "name": "Seven", "study": "visits", "figure": "trend", "query": query });
    let answer = site.call("/api/pin_figure", &json!({ "figure": figure })).await.json();
    answer["pinned"]["id"].to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deck_made_by_one_who_sees_exact_numbers_shows_others_no_more_than_their_pages() {
    let database = crate::support::database().await;
    load_new(&database, &canary()).await;
    let exact = Site::over(&database, Policy::Exact).await;
    let rounded = Site::over(&database, Policy::Rounded).await;
    let canaries = numbers_of_the_seven(&exact, "split=region").await;
    assert!(!canaries.is_empty());
    let deck = deck_of(&exact, "split=region").await;
    let arguments = json!({ "deck": deck });
    let truth = exact.call("/api/deck_page", &arguments).await.released();
    let seen = rounded.call("/api/deck_page", &arguments).await.released();
    assert!(truth.to_string().contains(&canaries[0].1), "the exact deck shows {}", canaries[0].1);
    check_exhibit(&seen["items"][0]["part"]["exhibit"], "the deck");
    check_counts(None, &seen["items"], "the deck");
    let html = rounded.text(&format!("/decks/{deck}")).await;
    check_words(&readable(&html), "the deck");
    let mut surfaces = vec![html, seen.to_string()];
    for file in ["pptx", "docx", "xlsx"] {
        let answer = rounded.get(&format!("/decks/{deck}.{file}")).await;
        assert_eq!(answer.status.as_u16(), 200, "{file}");
        surfaces.push(everything_in(&answer.body));
    }
    for (value, _) in &canaries {
        assert!(surfaces.iter().all(|surface| !surface.contains(value)), "{value}");
    }
}
