//! Requests that nobody waits for any more.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use sinew::domain::AppError;
use sinew::exhibit::Policy;
use sinew::server::computations::{ComputationCounts, Computations};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::support::studies::three_people;
use crate::support::web::Site;

/// Waits for something that the server does. The limit is for a broken program only.
async fn until(happens: impl Fn() -> bool) {
    let wait = async {
        while !happens() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.expect("it happens");
}

/// Takes every turn there is; each is given back when its sender is dropped.
async fn occupy(computations: &Computations) -> Vec<(mpsc::Sender<()>, JoinHandle<Result<(), AppError>>)> {
    let mut taken = Vec::new();
    while computations.free_turns() > 0 {
        let (sender, receiver) = mpsc::channel::<()>();
        let (asked, begun) = (computations.clone(), computations.counts().begun);
        let work = move |_: &_| {
            let _ = receiver.recv();
            Ok(())
        };
        taken.push((sender, tokio::spawn(async move { asked.run(work).await })));
        until(|| computations.counts().begun > begun).await;
    }
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_connection_is_closed_is_never_computed() {
    let site = Site::with(&[three_people()], Policy::Exact).await;
    let address = site.serve().await;
    let taken = occupy(&site.computations).await;
    let before = site.computations.counts();

    let body = json!({ "study": "visits", "query": "" }).to_string();
    let mut browser = TcpStream::connect(address).await.expect("connects");
    let request = format!(
        "POST /api/trend_page HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    browser.write_all(request.as_bytes()).await.expect("asks");
    until(|| site.computations.counts().asked == before.asked + 1).await;
    drop(browser);
    until(|| site.computations.counts().given_up == before.given_up + 1).await;

    for (sender, handle) in taken {
        drop(sender);
        handle.await.expect("ends").expect("is no error");
    }
    let answer = site.call("/api/trend_page", &json!({ "study": "visits", "query": "" })).await;
    assert!(answer.status.is_success(), "whoever waits is answered: {}", answer.text());
    let expected = ComputationCounts {
        asked: before.asked + 2,
        begun: before.begun + 1,
        finished: before.begun + 1,
        given_up: before.given_up + 1,
    };
    assert_eq!(site.computations.counts(), expected);
}
