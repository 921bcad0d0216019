//! The database goes away and comes back.

use std::process::{Command, Stdio};
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use sinew::exhibit::Policy;
use sinew::store::{ClusterUse, Database, DatabaseLocation, Durability, EmbeddedOptions, migrate};

use crate::support::studies::{acupuncture, load_new};
use crate::support::web::{Site, readable};
use crate::support::{ScratchDirectory, options};

const NOTICE: &str = "The database does not answer";

/// Asks until the answer is as wanted.
async fn until(site: &Site, path: &str, status: StatusCode) {
    let asking = async {
        while site.get(path).await.status != status {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asking).await.expect("it comes to be");
}

fn signal(name: &str, pid: &str) {
    let status = Command::new("kill").args([name, pid]).status().expect("kill runs");
    assert!(status.success(), "the fault fired");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_go_on_from_memory_while_the_database_is_away_and_say_so() {
    let directory = ScratchDirectory::new();
    // The server is killed below: what it was given must be on disk, as it is for people.
    let durable =
        EmbeddedOptions { durability: Durability::Full, ..options(&directory.path, ClusterUse::Server) };
    let location = DatabaseLocation::Embedded(durable);
    let database = Database::connect(location).await.expect("connects");
    migrate(&database).await.expect("migrates");
    load_new(&database, &acupuncture()).await;
    let site = Site::over(&database, Policy::Exact).await;
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    let exhibit: Value = site.get("/s/acupuncture/trend.json").await.json();
    let by_id = format!("/api/v1/exhibits/{}.csv", exhibit["id"].as_str().expect("an id"));
    assert!(!site.text("/s/acupuncture").await.contains(NOTICE));

    // A stopped process answers nobody, and nobody restarts it: the longest kind of outage.
    let file =
        std::fs::read_to_string(directory.path.join("postgres/postmaster.pid")).expect("a server runs");
    let pid = file.lines().next().expect("a pid").to_owned();
    let family = family(&pid);
    send(&family, "-STOP");
    until(&site, "/readyz", StatusCode::SERVICE_UNAVAILABLE).await;
    for path in ["/", "/s/acupuncture", "/s/acupuncture?f.sex=female&missing=locf"] {
        let page = readable(&site.text(path).await);
        assert!(page.contains(NOTICE), "{path}: {page}");
    }
    assert!(site.text("/s/acupuncture").await.contains("22.3"));
    let call = site.call("/api/trend_page", &json!({ "study": "acupuncture", "query": "" })).await.released();
    assert!(call["notice"].as_str().is_some_and(|notice| notice.starts_with(NOTICE)), "{}", call["notice"]);
    assert_eq!(site.get("/s/acupuncture/trend.csv").await.status, StatusCode::OK);
    assert_eq!(site.get("/s/acupuncture/trends.xlsx").await.status, StatusCode::OK);
    assert_eq!(site.get(&by_id).await.status, StatusCode::SERVICE_UNAVAILABLE, "the register is away");
    let asked = json!({ "study": "acupuncture", "figure": "trend" });
    let register = site.post("/api/v1/exhibits", "application/json", asked.to_string()).await;
    assert_eq!(register.status, StatusCode::SERVICE_UNAVAILABLE, "{}", register.text());
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);

    signal("-KILL", &pid);
    send(&family, "-CONT");
    until(&site, "/readyz", StatusCode::OK).await;
    until(&site, &by_id, StatusCode::OK).await;
    assert!(!site.text("/s/acupuncture").await.contains(NOTICE));
    database.close().await.expect("stops");
}

/// The server and the processes it made.
fn family(pid: &str) -> Vec<String> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("the children");
    std::iter::once(pid).chain(children.split_whitespace()).map(ToOwned::to_owned).collect()
}

fn send(processes: &[String], name: &str) {
    for process in processes {
        // One of them may have ended by itself meanwhile.
        let _ = Command::new("kill").args([name, process]).stderr(Stdio::null()).status();
    }
}
