//! Exhibits by their id: registered when they leave, made again when asked for.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::{Value, json};
use sinew::exhibit::Policy;
use sinew::server::exports::Format;
use sinew::server::pages::AnyQuestion;
use sinew::store::Database;

use crate::support::studies::{acupuncture, load_new, load_quietly, three_people, three_people_again};
use crate::support::web::Site;
use crate::support::{database, number};

const REGISTER: &str = "/api/v1/exhibits";

/// The id in a JSON file at this address.
async fn id_of(site: &Site, address: &str) -> String {
    let text = site.text(address).await;
    let exhibit: Value = serde_json::from_str(&text).expect("is JSON");
    exhibit["id"].as_str().expect("an id").to_owned()
}

async fn registered(database: &Database) -> i64 {
    number(database, "select count(*) from exhibit").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_figure_is_given_again_by_its_id_in_every_format_byte_for_byte() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let site = Site::over(&database, Policy::Exact).await;
    let query = "f.sex=female&missing=locf";
    let id = id_of(&site, &format!("/s/acupuncture/trend.json?{query}")).await;
    for format in Format::all().map(Format::extension) {
        let options = "width=narrow&theme=dark&shape=standard&paper=letter";
        let by_id = site.get(&format!("{REGISTER}/{id}.{format}?{options}")).await;
        let by_page = site.get(&format!("/s/acupuncture/trend.{format}?{query}&{options}")).await;
        assert_eq!(by_id.status, StatusCode::OK, "{format}: {}", by_id.text());
        assert!(by_id.body == by_page.body, "{format}");
        for header in ["content-type", "content-disposition"] {
            assert_eq!(by_id.header(header), by_page.header(header), "{format}");
        }
    }
    assert_eq!(registered(&database).await, 1, "the same exhibit is registered once");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_a_document_is_registered() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let site = Site::over(&database, Policy::Exact).await;
    for page in ["trends", "cohort", "comparison"] {
        let before = registered(&database).await;
        let answer = site.get(&format!("/s/acupuncture/{page}.xlsx")).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text());
        assert!(registered(&database).await >= before + 3, "{page}");
    }
    let ids: Vec<String> = sqlx::query_scalar("select exhibit_id from exhibit order by exhibit_id")
        .fetch_all(database.pool())
        .await
        .expect("ids");
    for id in ids {
        assert_eq!(id_of(&site, &format!("{REGISTER}/{id}.json")).await, id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registered_figure_has_links_that_lead_to_its_files() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for figure in AnyQuestion::all().map(AnyQuestion::code) {
        let asked = json!({ "study": "acupuncture", "figure": figure, "query": "" });
        let answer = site.post(REGISTER, "application/json", asked.to_string()).await;
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
            let page = site.get(&format!("/s/acupuncture/{figure}.svg")).await;
            assert_eq!(page.text(), answer.text(), "the study has no such figure");
            continue;
        }
        assert_eq!(answer.status, StatusCode::OK, "{figure}: {}", answer.text());
        let answer = answer.json();
        assert!(answer["address"].as_str().is_some_and(|address| address.starts_with("/s/acupuncture")));
        let links = answer["links"].as_object().expect("links");
        assert_eq!(links.len(), Format::all().count());
        let json = links["json"].as_str().expect("an address");
        assert_eq!(id_of(&site, json).await, answer["id"].as_str().expect("an id"), "{figure}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exhibit_whose_data_changed_is_gone_and_says_what_there_is_today() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let site = Site::over(&database, Policy::Exact).await;
    let query = "f.age.from=20";
    let before = id_of(&site, &format!("/s/visits/trend.json?{query}")).await;
    load_quietly(&database, three_people_again(33).request()).await.expect("loads");
    site.snapshots.refresh().await.expect("arrives");
    let gone = site.get(&format!("{REGISTER}/{before}.svg")).await;
    assert_eq!(gone.status, StatusCode::GONE, "{}", gone.text());
    let today = id_of(&site, &format!("/s/visits/trend.json?{query}")).await;
    assert_ne!(today, before);
    for words in [before.as_str(), today.as_str(), &format!("/s/visits?{query}")] {
        assert!(gone.text().contains(words), "{words}: {}", gone.text());
    }
    assert_eq!(site.get(&format!("{REGISTER}/{today}.svg")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exhibit_made_of_exact_numbers_is_not_given_where_they_are_rounded() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let exact = Site::over(&database, Policy::Exact).await;
    let rounded = Site::over(&database, Policy::Rounded).await;
    let id = id_of(&exact, "/s/acupuncture/trend.json?split=sex").await;
    let answer = rounded.get(&format!("{REGISTER}/{id}.json")).await;
    assert_eq!(answer.status, StatusCode::GONE, "{}", answer.text());
    let few = "f.age.from=18&f.age.to=20&f.sex=male";
    let id = id_of(&exact, &format!("/s/acupuncture/trend.json?{few}")).await;
    let answer = rounded.get(&format!("{REGISTER}/{id}.json")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().starts_with("These filters single out fewer than 11 people"), "{}", answer.text());
    let asked = json!({ "study": "acupuncture", "figure": "trend", "query": few });
    let answer = rounded.post(REGISTER, "application/json", asked.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_exhibit_is_answered_with_one_sentence() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let id = id_of(&site, "/s/acupuncture/trend.json").await;
    let long = "0".repeat(5_000);
    for (path, status, words) in [
        ("trend/0000000000000000.svg", 404, "No exhibit trend/0000000000000000 is known"),
        ("trend/0123.svg", 404, "16 digits"),
        ("trend/0123456789ABCDEF.svg", 404, "16 digits"),
        ("trend/0000000000000000", 404, "16 digits"),
        (&format!("trend/{long}.svg"), 404, "16 digits"),
        ("%27;drop/0000000000000000.svg", 404, "16 digits"),
        (&format!("{id}.gif"), 404, "svg, png, csv, parquet, json"),
        (&format!("{id}.svg?theme=blue"), 422, "Choose one of: light, dark, transparent"),
        (&format!("{id}.svg?f.sex=female"), 422, "has its question already"),
    ] {
        let answer = site.get(&format!("{REGISTER}/{path}")).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
        assert!(answer.text().contains(words) && answer.text().lines().count() == 1, "{}", answer.text());
        assert!(answer.header("content-type").starts_with("text/plain"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_question_is_not_registered() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let site = Site::over(&database, Policy::Exact).await;
    let good = json!({ "study": "acupuncture", "figure": "trend", "query": "" }).to_string();
    let with = |name: &str, value: &str| {
        let mut asked = json!({ "study": "acupuncture", "figure": "trend", "query": "" });
        asked[name] = json!(value);
        asked.to_string()
    };
    let kind = "application/json";
    for (content_type, body, status) in [
        (kind, with("colour", "red"), 422),
        (kind, with("figure", "pie"), 422),
        (kind, with("query", "f.shoe=9"), 422),
        (kind, with("study", "nothing"), 404),
        (kind, "{}".to_owned(), 422),
        (kind, "{".to_owned(), 422),
        (kind, format!("{}{good}", " ".repeat(300_000)), 413),
        ("text/plain", good.clone(), 415),
        ("application/x-www-form-urlencoded", "study=acupuncture&figure=trend".to_owned(), 415),
    ] {
        let answer = site.post(REGISTER, content_type, body).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
        for internal in ["serde", "line 1", "missing field", "unknown field", "::"] {
            assert!(!answer.text().contains(internal), "{}", answer.text());
        }
    }
    let request = axum::http::Request::post(REGISTER)
        .header("host", "127.0.0.1:3000")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", kind)
        .body(good.into());
    let answer = site.send(request.expect("a request")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "a page elsewhere registers nothing");
    assert_eq!(registered(&database).await, 0);
}

fn compiled(schema: Value) -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("urn:test:schema", schema).expect("is added");
    let index = compiler.compile("urn:test:schema", &mut schemas).expect("is a schema");
    (schemas, index)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_the_trial_is_as_the_published_schema_says() {
    let exact = Site::with(&[acupuncture()], Policy::Exact).await;
    let rounded = Site::with(&[acupuncture()], Policy::Rounded).await;
    let (schemas, index) = compiled(exact.get("/api/v1/exhibit.schema.json").await.json());
    let mut seen = 0;
    for site in [&exact, &rounded] {
        for figure in AnyQuestion::all().map(AnyQuestion::code) {
            let answer = site.get(&format!("/s/acupuncture/{figure}.json?band=quartiles")).await;
            let answer = if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
                site.get(&format!("/s/acupuncture/{figure}.json")).await
            } else {
                answer
            };
            if answer.status == StatusCode::OK {
                seen += 1;
                let exhibit = answer.json();
                let checked = schemas.validate(&exhibit, index);
                assert!(
                    checked.is_ok(),
                    "{figure}: {}",
                    checked.err().map(|e| e.to_string()).unwrap_or_default()
                );
            }
        }
    }
    assert!(seen >= 18, "{seen} figures were looked at");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_openapi_and_its_addresses_answer() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let described = site.get("/api/v1/openapi.json").await.json();
    let openapi = include_str!("../../reference/openapi-3.1.schema.json");
    let (schemas, index) = compiled(serde_json::from_str(openapi).expect("is JSON"));
    let checked = schemas.validate(&described, index);
    assert!(checked.is_ok(), "{}", checked.err().map(|error| error.to_string()).unwrap_or_default());
    let parameter = |name: &str| {
        let codes = &described["components"]["parameters"][name]["schema"]["enum"];
        codes.as_array().expect(name).iter().map(|code| code.as_str().expect("a code").to_owned())
    };
    let id = id_of(&site, "/s/acupuncture/trend.json").await;
    let (analysis, digits) = id.split_once('/').expect("an id");
    let mut kinds = BTreeSet::new();
    for format in parameter("format") {
        // Decks are asked in `described`.
        let is_of_exhibits = |path: &&String| !path.starts_with("/decks") && !path.starts_with("/templates");
        for path in described["paths"].as_object().expect("paths").keys().filter(is_of_exhibits) {
            let address = path
                .replace("{study}", "acupuncture")
                .replace("{name}", "trend")
                .replace("{analysis}", analysis)
                .replace("{digits}", digits)
                .replace("{format}", &format);
            if described["paths"][path].get("get").is_some() {
                let answer = site.get(&address).await;
                assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
                kinds.insert(answer.header("content-type").to_owned());
            }
        }
    }
    let by_id = &described["paths"]["/api/v1/exhibits/{analysis}/{digits}.{format}"]["get"];
    let content = by_id["responses"]["200"]["content"].as_object().expect("content");
    for kind in content.keys() {
        assert!(kinds.contains(kind), "{kind} is described and was never answered: {kinds:?}");
    }
    for name in parameter("name") {
        let file = site.get(&format!("/s/acupuncture/{name}.pdf")).await;
        // A figure may be missing from this page, with its reason.
        let is_answered = [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&file.status);
        assert!(is_answered, "{name}: {} {}", file.status, file.text());
    }
    let is_choice = |one: &&Value| one["in"] == "query" && one["schema"].get("enum").is_some();
    let described = described["components"]["parameters"].as_object().expect("parameters");
    for option in described.values().filter(is_choice).map(|one| one["name"].as_str().expect("a name")) {
        for code in parameter(option) {
            let file = site.get(&format!("/s/acupuncture/trend.csv?{option}={code}")).await;
            assert_eq!(file.status, StatusCode::OK, "{option}={code}: {}", file.text());
        }
    }
}
