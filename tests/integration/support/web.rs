//! The whole program as one service, asked without a socket.

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use leptos::config::LeptosOptions;
use leptos::server::codee::Decoder;
use leptos::server_fn::{ContentType, Decodes};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sinew::api::Compact;
use sinew::api::cohort::{CohortPage, SaveAnswer, ShelfAnswer};
use sinew::api::deck::{ChangeAnswer, DeckPage, DecksPage, PinAnswer};
use sinew::api::page::{ComparePage, StudiesPage, TrendPage};
use sinew::exhibit::{Count, Policy, Released};
use sinew::server::computations::Computations;
use sinew::server::health::Health;
use sinew::server::http::{Listener, router, serve};
use sinew::server::jobs::Jobs;
use sinew::server::state::AppState;
use sinew::store::{Database, Snapshots};
use tower::ServiceExt;

use super::studies::{TestStudy, load_new};

/// A running program.
pub struct Site {
    pub snapshots: Snapshots,
    pub computations: Computations,
    router: Router,
    state: AppState,
    root: PathBuf,
}

/// What it answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

impl Site {
    /// The program over a database of its own with these studies.
    pub async fn with(studies: &[TestStudy], policy: Policy) -> Self {
        let database = super::database().await;
        for study in studies {
            load_new(&database, study).await;
        }
        Self::over(&database, policy).await
    }

    /// The program over this database.
    pub async fn over(database: &Database, policy: Policy) -> Self {
        let snapshots = Snapshots::start(database).await.expect("the snapshots load");
        let root = site_root();
        let computations = Computations::for_this_machine();
        let state = AppState {
            leptos_options: options(&root),
            snapshots: snapshots.clone(),
            health: Health::watch(database.clone()),
            database: database.clone(),
            computations: computations.clone(),
            jobs: Jobs::start(database).await.expect("the database answers"),
            policy,
        };
        Self { snapshots, computations, router: router(state.clone()), state, root }
    }

    /// Makes the service of this program once more, as another program of the same process would.
    pub fn made_again(&self) -> Router {
        router(self.state.clone())
    }

    /// Serves on a socket of this machine until the test ends.
    pub async fn serve(&self) -> SocketAddr {
        let address = SocketAddr::from(([127, 0, 0, 1], 0)).try_into().expect("is this machine's");
        let listener = Listener::bind(address).await.expect("a free port");
        let address = listener.address().expect("is bound");
        tokio::spawn(serve(listener, self.router.clone(), std::future::pending()));
        address
    }

    /// Asks for a page or file.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, "127.0.0.1:3000");
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Asks for a page or file that must be there, as text.
    pub async fn text(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text()
    }

    /// Posts, as a page of this program would.
    pub async fn post(&self, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path)
            .header(header::HOST, "127.0.0.1:3000")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, content_type);
        self.send(request.body(body.into()).expect("a request")).await
    }

    /// Calls a server function; what it answers is told as JSON.
    pub async fn call(&self, path: &str, arguments: &Value) -> Answer {
        let answer = self.post(path, "application/json", arguments.to_string()).await;
        if answer.header("content-type") == Compact::CONTENT_TYPE { answer.told(path) } else { answer }
    }

    /// Sends any request. It is answered in a task of its own, as the program answers each connection: pages keep
    /// their reactive state by thread, and a test's own thread is none of the runtime's.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let router = self.router.clone();
        let answer = async move {
            let response = router.oneshot(request).await.expect("infallible");
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
            Answer { status: parts.status, headers: parts.headers, body }
        };
        tokio::spawn(answer).await.expect("the answer's task ends")
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The answer of the function at `path` as JSON.
    fn told(self, path: &str) -> Self {
        let body = self.body.as_slice();
        let body = match path.trim_start_matches("/api/") {
            "studies" => as_json::<Released<StudiesPage>>(body),
            "trend_page" => as_json::<Released<TrendPage>>(body),
            "compare_page" => as_json::<Released<ComparePage>>(body),
            "cohort_page" => as_json::<Released<CohortPage>>(body),
            "save_cohort" => as_json::<SaveAnswer>(body),
            "delete_cohort" | "restore_cohort" => as_json::<ShelfAnswer>(body),
            "decks" => as_json::<Released<DecksPage>>(body),
            "deck_page" => as_json::<Released<DeckPage>>(body),
            "pin_figure" => as_json::<PinAnswer>(body),
            "change_deck" => as_json::<ChangeAnswer>(body),
            "write_members" => as_json::<Released<Count>>(body),
            other => panic!("what does {other} answer?"),
        };
        Self { body, ..self }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("is JSON")
    }

    /// What a server function released.
    pub fn released(&self) -> Value {
        self.json()["content"].take()
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("is text"))
    }
}

/// The answer that a page was sent with, for its browser to go on from.
pub fn embedded<T: DeserializeOwned>(html: &str) -> T {
    let texts = between(html, "__RESOLVED_RESOURCES[0] = \"", "\"");
    <Compact as Decoder<T>>::decode(texts.first().expect("an answer")).expect("is the answer of this page")
}

fn as_json<T: DeserializeOwned + Serialize>(body: &[u8]) -> Vec<u8> {
    let answer: T =
        <Compact as Decodes<T>>::decode(body.to_vec().into()).expect("is the answer of this function");
    serde_json::to_vec(&answer).expect("serialises")
}

fn options(root: &std::path::Path) -> LeptosOptions {
    LeptosOptions::builder().output_name("sinew").site_root(root.to_string_lossy().into_owned()).build()
}

/// A built site of one file of each kind.
fn site_root() -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let root = std::env::temp_dir().join(format!("sinew-test-site-{}-{number}", std::process::id()));
    for (directory, file) in [("pkg", "sinew.js"), ("fonts", "inter.woff2"), ("", "favicon.svg")] {
        let directory = root.join(directory);
        std::fs::create_dir_all(&directory).expect("a directory");
        std::fs::write(directory.join(file), "content").expect("a file");
    }
    root
}

/// The parts of a page between `open` and `close`.
pub fn between<'a>(text: &'a str, open: &str, close: &'a str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

/// What a person reads of a page: no script, no markup, single spaces.
pub fn readable(html: &str) -> String {
    let mut text = String::new();
    for (number, part) in html.split("<script").enumerate() {
        text.push_str(if number == 0 {
            part
        } else {
            part.split_once("</script>").map_or("", |(_, rest)| rest)
        });
    }
    let mut words = String::new();
    for part in text.split('<') {
        words.push(' ');
        words.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
