//! Pages and files of the shipped trial, read as a person without scripts reads them.

use axum::http::StatusCode;
use sinew::exhibit::Policy;

use crate::support::studies::acupuncture;
use crate::support::web::{Site, readable};

async fn exact() -> Site {
    Site::with(&[acupuncture()], Policy::Exact).await
}

fn id_in(json: &serde_json::Value) -> String {
    json["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_names_every_study_and_its_people() {
    let page = readable(&exact().await.text("/").await);
    assert!(page.contains("Acupuncture for chronic headache"), "{page}");
    assert!(page.contains("401"), "{page}");
}

/// Leptos lists the routes of a program by drawing it with every answer withheld, in the whole process; a page drawn
/// meanwhile never got its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_answered_while_another_program_of_the_process_starts() {
    let site = std::sync::Arc::new(exact().await);
    let starting = std::sync::Arc::clone(&site);
    let starts = tokio::task::spawn_blocking(move || {
        for _ in 0..200 {
            drop(starting.made_again());
        }
    });
    while !starts.is_finished() {
        site.text("/").await;
    }
    starts.await.expect("the programs start");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trend_page_tells_its_numbers_without_scripts() {
    // Vickers et al., BMJ 2004;328:744, table 2: severity at 12 months, 22.3 (n 140) and 16.2 (n 161).
    let page = readable(&exact().await.text("/s/acupuncture").await);
    for words in
        ["22.3", "16.2", "140 of", "161 of", "401 of 401 people", "95% CI", "12 months", "Usual care"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_alone_filters_splits_and_fills_in() {
    let site = exact().await;
    let women = readable(&site.text("/s/acupuncture?f.sex=female").await);
    assert!(women.contains("337 of 401 people"), "{women}");
    let filled = readable(&site.text("/s/acupuncture?missing=locf").await);
    assert!(filled.contains("196 of 196 people") && filled.contains("205 of 205 people"), "{filled}");
    let one = readable(&site.text("/s/acupuncture?split=none").await);
    assert!(one.contains("301 of 401"), "{one}");
    let nobody = readable(&site.text("/s/acupuncture?f.age.from=18&f.age.to=18&f.chronicity.from=60").await);
    assert!(nobody.contains("Nobody m"), "{nobody}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_leads_nowhere_or_means_nothing_says_so() {
    let site = exact().await;
    for (path, status, words) in [
        ("/s/nothing", 404, "There is no study at this address"),
        ("/s/%27%3B--", 404, "There is no study at this address"),
        ("/nothing", 404, "There is no such page"),
        ("/s/acupuncture?f.age.from=old", 422, "Age"),
        ("/s/acupuncture?f.age.from=60&f.age.to=30", 422, "Swap the two"),
        ("/s/acupuncture?colour=red", 422, "colour"),
        ("/s/acupuncture?score=%00", 422, "score"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        let page = readable(&answer.text());
        assert!(page.contains(words), "{path}: {page}");
    }
    let script = site.get("/s/acupuncture?score=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(script.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!script.text().contains("<script>alert"), "{}", script.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_has_its_type_and_a_safe_name() {
    let site = exact().await;
    for (extension, content_type) in [
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ] {
        let answer = site.get(&format!("/s/acupuncture/trend.{extension}?f.sex=female")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, content_type));
        let disposition = answer.header("content-disposition");
        let name =
            disposition.strip_prefix("attachment; filename=\"").and_then(|rest| rest.strip_suffix('"'));
        let name = name.expect(disposition);
        assert!(name.starts_with("acupuncture") && name.ends_with(&format!(".{extension}")), "{name}");
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_picture_stands_alone() {
    let site = exact().await;
    let exhibit = site.get("/s/acupuncture/trend.json").await.json();
    let svg = site.text("/s/acupuncture/trend.svg").await;
    let document = roxmltree::Document::parse(&svg).expect("is XML");
    let words: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
    let words = words.join(" ");
    assert!(words.contains(&id_in(&exhibit)), "{words}");
    let footnote = exhibit["text"]["footnotes"][0].as_str().expect("a footnote");
    let begin: Vec<&str> = footnote.split(' ').take(4).collect();
    assert!(words.contains(&begin.join(" ")), "{footnote}: {words}");
    assert!(words.contains("Acupuncture for chronic headache") && words.contains("version 1"), "{words}");
    let size = |node: roxmltree::Node<'_, '_>, name| -> f64 {
        node.attribute(name).expect("a size").parse().expect("a number")
    };
    let (width, height) = (size(document.root_element(), "width"), size(document.root_element(), "height"));
    let png = site.get("/s/acupuncture/trend.png").await.body;
    let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("is a PNG");
    assert!(f64::from(reader.info().width) >= 2.0 * width, "{}", reader.info().width);
    assert!(f64::from(reader.info().height) >= 2.0 * height, "{}", reader.info().height);
    let texts: Vec<String> =
        reader.info().utf8_text.iter().filter_map(|chunk| chunk.get_text().ok()).collect();
    assert!(texts.iter().any(|text| text.contains(&id_in(&exhibit))), "{texts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_table_holds_the_numbers_and_where_they_come_from() {
    let site = exact().await;
    let exhibit = site.get("/s/acupuncture/trend.json").await.json();
    let text = site.text("/s/acupuncture/trend.csv").await;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("is CSV");
    assert_eq!(records[0].len(), exhibit["table"]["columns"].as_array().expect("columns").len());
    let value =
        |name: &str| records.iter().find(|record| &record[0] == name).map(|record| record[1].to_owned());
    assert_eq!(value("exhibit"), Some(id_in(&exhibit)));
    assert_eq!(value("study").as_deref(), Some("acupuncture"));
    assert_eq!(value("data_version").as_deref(), Some("1"));
    assert!(value("footnote").is_some() && value("file_sha256").is_some_and(|digest| digest.len() == 64));
    assert_eq!(value("address").as_deref(), Some("/s/acupuncture"));
    let means: Vec<String> = records.iter().flat_map(|record| record.iter().map(ToOwned::to_owned)).collect();
    for mean in ["22.3", "16.2"] {
        assert!(means.iter().any(|cell| cell.parse::<f64>().is_ok_and(|cell| format!("{cell:.1}") == mean)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_gives_the_same_bytes() {
    let (one, other) = (exact().await, exact().await);
    for path in [
        "/s/acupuncture/trend.svg?missing=locf",
        "/s/acupuncture/trend.svg?width=narrow&theme=dark",
        "/s/acupuncture/trend.png",
        "/s/acupuncture/trend.csv?split=sex",
        "/s/acupuncture/trend.json?f.age.from=30",
        "/s/acupuncture/trend-page.svg",
    ] {
        let first = one.get(path).await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        assert!(first.body == one.get(path).await.body, "{path}");
        assert!(first.body == other.get(path).await.body, "{path}: another program");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_policy_is_another_exhibit() {
    let rounded = Site::with(&[acupuncture()], Policy::Rounded).await;
    let path = "/s/acupuncture/trend.json";
    let (exact, rounded) = (exact().await.get(path).await.json(), rounded.get(path).await.json());
    assert_ne!(id_in(&exact), id_in(&rounded));
    assert_eq!(rounded["provenance"]["policy"], "rounded");
}
