//! Files of decks in the background: waiting, made, taken; cancelled, interrupted, refused.

use std::sync::mpsc;
use std::time::Duration;

use axum::http::StatusCode;
use sinew::domain::AppError;
use sinew::exhibit::{DeckChange, DeckId, Policy};
use sinew::server::computations::Computations;
use sinew::server::jobs::{INTERRUPTED, MOST_UNFINISHED};
use sinew::store::Database;
use sinew::store::decks::{Pin, PinOutcome, PinTo, change, open, pin};
use tokio::task::JoinHandle;

use crate::support::studies::{acupuncture, code, load_new};
use crate::support::web::{Answer, Site, between, readable};
use crate::support::{database, number};

const FORM: &str = "application/x-www-form-urlencoded";

/// A loaded database with a deck of figures that differ, and the program over it.
async fn site_with_deck(figures: usize) -> (Database, Site, DeckId) {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let site = Site::over(&database, Policy::Exact).await;
    let mut to = PinTo::New("Board, May".to_owned());
    for number in 0..figures {
        to = PinTo::Deck(pinned(&database, to, ["trend", "responders", "table_one"][number % 3]).await);
    }
    let PinTo::Deck(deck) = to else { panic!("a deck of nothing") };
    (database, site, deck)
}

async fn pinned(database: &Database, to: PinTo, figure: &str) -> DeckId {
    let pin_of = Pin {
        study: code("acupuncture"),
        figure: figure.to_owned(),
        query: String::new(),
        exhibit: "trend/0123456789abcdef".to_owned(),
    };
    let outcome = pin(database, to, &pin_of).await.expect("answers");
    let PinOutcome::Pinned(line) = outcome else { panic!("{outcome:?}") };
    line.id
}

/// Asks for a file; the address of its page.
async fn asked(site: &Site, deck: DeckId, form: &str) -> String {
    let answer = site.post(&format!("/decks/{deck}/files"), FORM, form.to_owned()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

fn refreshes(page: &str) -> bool {
    page.contains("http-equiv=\"refresh\"")
}

/// The page of a file once it has ended. The limit is for a broken program only.
async fn ended(site: &Site, file: &str) -> String {
    let wait = async {
        loop {
            let page = site.text(file).await;
            if !refreshes(&page) {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), wait).await.expect("it ends")
}

/// The file that its page links.
async fn taken(site: &Site, page: &str) -> Answer {
    let links = between(page, "href=\"", "\"");
    let link = links.into_iter().find(|link| link.contains("/files/"));
    site.get(link.expect("a link to the file")).await
}

/// Holds every turn there is, until it is dropped.
struct Held(Vec<Turn>);

/// A turn that is given back when its sender is dropped.
type Turn = (mpsc::Sender<()>, JoinHandle<Result<(), AppError>>);

impl Held {
    async fn all(computations: &Computations) -> Self {
        let mut taken = Vec::new();
        while computations.free_turns() > 0 {
            let (sender, receiver) = mpsc::channel::<()>();
            let (shared, begun) = (computations.clone(), computations.counts().begun);
            let work = move |_: &_| {
                let _ = receiver.recv();
                Ok(())
            };
            taken.push((sender, tokio::spawn(async move { shared.run(work).await })));
            until(|| computations.counts().begun > begun).await;
        }
        Self(taken)
    }

    async fn let_go(self) {
        for (sender, task) in self.0 {
            drop(sender);
            task.await.expect("ends").expect("was held");
        }
    }
}

/// Waits until a file is being made.
async fn one_is_made(database: &Database) {
    let running = "select count(*) from deck_file where state = 'running'";
    let wait = async {
        while number(database, running).await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.expect("it is begun");
}

async fn until(happens: impl Fn() -> bool) {
    let wait = async {
        while !happens() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.expect("it happens");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_waited_for_and_is_the_one_that_is_made_at_once() {
    let (database, site, deck) = site_with_deck(7).await;
    let html = site.text(&format!("/decks/{deck}")).await;
    assert!(html.contains(&format!("action=\"/decks/{deck}/files\"")), "a large deck asks by a form");
    let held = Held::all(&site.computations).await;
    let first = asked(&site, deck, "kind=pptx&shape=standard&template=&paper=").await;
    let second = asked(&site, deck, "kind=pdf&paper=letter").await;
    one_is_made(&database).await;
    for page in [site.text(&first).await, site.text(&second).await] {
        assert!(refreshes(&page) && page.contains("Cancel"), "{page}");
        assert!(!page.contains("<script"), "nothing needs scripts");
    }
    let waiting = "select count(*) from deck_file where state = 'waiting'";
    assert_eq!(number(&database, waiting).await, 1, "one is made at a time");
    held.let_go().await;
    for (file, direct, kind) in
        [(&first, "pptx?shape=standard", "pptx"), (&second, "pdf?paper=letter", "pdf")]
    {
        let page = ended(&site, file).await;
        assert!(readable(&page).contains("The file is ready.") && !page.contains("Cancel"), "{page}");
        let made = taken(&site, &page).await;
        let direct = site.get(&format!("/decks/{deck}.{direct}")).await;
        assert_eq!((made.status, direct.status), (StatusCode::OK, StatusCode::OK));
        assert_eq!(made.header("content-type"), direct.header("content-type"));
        let name = format!("attachment; filename=\"deck-board-may.{kind}\"");
        assert_eq!(made.header("content-disposition"), name);
        assert!(made.body == direct.body, "{kind}: the same bytes");
        assert!(page.contains(&format!("name=\"kind\" value=\"{kind}\"")), "made again as it was: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_in_figures() {
    let (database, site, deck) = site_with_deck(3).await;
    let held = Held::all(&site.computations).await;
    let file = asked(&site, deck, "kind=docx").await;
    one_is_made(&database).await;
    let page = site.text(&file).await;
    assert!(page.contains("<progress") && readable(&page).contains("0 of 3 figures"), "{page}");
    sqlx::query("update deck_file set figures_done = 2").execute(database.pool()).await.expect("answers");
    assert!(readable(&site.text(&file).await).contains("2 of 3 figures"));
    held.let_go().await;
    assert_eq!(taken(&site, &ended(&site, &file).await).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_ends_at_once_and_leaves_no_file() {
    let (database, site, deck) = site_with_deck(3).await;
    let held = Held::all(&site.computations).await;
    let (first, second) = (asked(&site, deck, "kind=pptx").await, asked(&site, deck, "kind=pdf").await);
    until(|| site.computations.counts().asked > site.computations.counts().begun).await;
    let given_up = site.computations.counts().given_up;
    for file in [&first, &second] {
        let answer = site.post(&format!("{file}/cancel"), FORM, "").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, file.as_str()));
        let page = site.text(file).await;
        assert!(!refreshes(&page) && readable(&page).contains("It was cancelled"), "{page}");
        assert!(page.contains("Make it again"), "{page}");
    }
    until(|| site.computations.counts().given_up > given_up).await;
    held.let_go().await;
    let kept = "select count(*) from deck_file where state <> 'cancelled' or content is not null";
    assert_eq!(number(&database, kept).await, 0);
    assert_eq!(site.get(&format!("{first}/deck-board-may.pptx")).await.status, StatusCode::NOT_FOUND);
    // Their places are free, and a file that has ended stays as it ended.
    let third = asked(&site, deck, "kind=pdf").await;
    ended(&site, &third).await;
    site.post(&format!("{third}/cancel"), FORM, "").await;
    assert!(readable(&site.text(&third).await).contains("The file is ready."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_ends_what_was_not_finished_as_failed_and_keeps_what_was() {
    let (database, site, deck) = site_with_deck(3).await;
    let done = asked(&site, deck, "kind=pdf").await;
    ended(&site, &done).await;
    let held = Held::all(&site.computations).await;
    let (running, waiting) = (asked(&site, deck, "kind=pptx").await, asked(&site, deck, "kind=pdf").await);
    end_servers(&database).await;
    let later = Site::over(&database, Policy::Exact).await;
    for file in [&running, &waiting] {
        let page = later.text(file).await;
        assert!(!refreshes(&page) && readable(&page).contains(INTERRUPTED), "{page}");
    }
    assert!(readable(&later.text(&done).await).contains("The file is ready."));
    // What the earlier program goes on with changes nothing.
    held.let_go().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(readable(&later.text(&running).await).contains(INTERRUPTED));
    let again = asked(&later, deck, "kind=pptx").await;
    assert_eq!(taken(&later, &ended(&later, &again).await).await.status, StatusCode::OK);
}

/// Ends the connections by which servers say that they run, as the end of their processes would.
async fn end_servers(database: &Database) {
    let ended = "select count(*) from (select pg_terminate_backend(pid, 10000) from pg_stat_activity \
                 where application_name = 'sinew jobs' and datname = current_database()) as ended";
    assert!(number(database, ended).await > 0, "a server runs");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_servers_over_one_database_each_ends_its_own_files_only() {
    let (database, site, deck) = site_with_deck(3).await;
    let held = Held::all(&site.computations).await;
    let first = asked(&site, deck, "kind=pptx").await;
    let second_site = Site::over(&database, Policy::Exact).await;
    assert!(refreshes(&second_site.text(&first).await), "it is still made");
    let second = asked(&second_site, deck, "kind=pdf").await;
    assert!(readable(&ended(&second_site, &second).await).contains("The file is ready."));
    held.let_go().await;
    assert!(readable(&ended(&second_site, &first).await).contains("The file is ready."));
    let of_servers = "select count(distinct server_id) from deck_file";
    assert_eq!(number(&database, of_servers).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_may_wait_is_refused_until_one_has_ended() {
    let (_database, site, deck) = site_with_deck(1).await;
    let held = Held::all(&site.computations).await;
    let mut files = Vec::new();
    for _ in 0..MOST_UNFINISHED {
        files.push(asked(&site, deck, "kind=pdf").await);
    }
    let path = format!("/decks/{deck}/files");
    let refused = site.post(&path, FORM, "kind=pdf").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Wait for one to end or cancel one"), "{}", refused.text());
    site.post(&format!("{}/cancel", files[3]), FORM, "").await;
    let accepted = async {
        while site.post(&path, FORM, "kind=pdf").await.status != StatusCode::SEE_OTHER {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), accepted).await.expect("a place is free");
    held.let_go().await;
    assert!(readable(&ended(&site, &files[0]).await).contains("The file is ready."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_of_the_deck_as_it_was_asked_for_and_says_when_that_changed() {
    let (database, site, deck) = site_with_deck(2).await;
    let direct = site.get(&format!("/decks/{deck}.pptx")).await;
    let held = Held::all(&site.computations).await;
    let file = asked(&site, deck, "kind=pptx").await;
    let other = asked(&site, deck, "kind=docx").await;
    pinned(&database, PinTo::Deck(deck), "multiples").await;
    held.let_go().await;
    let page = ended(&site, &file).await;
    assert!(readable(&page).contains("The deck was changed after this file was asked for."), "{page}");
    assert!(taken(&site, &page).await.body == direct.body, "as it was");
    let now = site.get(&format!("/decks/{deck}.pptx")).await;
    let again = ended(&site, &asked(&site, deck, "kind=pptx").await).await;
    assert!(taken(&site, &again).await.body == now.body && now.body != direct.body, "as it is");
    assert!(!readable(&again).contains("was changed after"));
    ended(&site, &other).await;
    let version = open(&database, deck).await.expect("answers").expect("is there").line.version;
    change(&database, deck, DeckChange::Delete { version }).await.expect("answers");
    assert_eq!(site.get(&file).await.status, StatusCode::NOT_FOUND, "files go with their deck");
    let link = format!("{file}/deck-board-may.pptx");
    assert_eq!(site.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_made_says_why() {
    let (database, site, deck) = site_with_deck(1).await;
    sqlx::query("update deck_item set study_code = 'gone'").execute(database.pool()).await.expect("answers");
    let page = ended(&site, &asked(&site, deck, "kind=xlsx").await).await;
    let words = readable(&page);
    assert!(
        words.contains("“gone” is not loaded here any more") && words.contains("Make it again"),
        "{words}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_less_does_not_get_a_file_made_for_who_sees_more() {
    let (database, site, deck) = site_with_deck(1).await;
    let file = asked(&site, deck, "kind=xlsx").await;
    ended(&site, &file).await;
    let rounded = Site::over(&database, Policy::Rounded).await;
    for path in [file.clone(), format!("{file}/deck-board-may.xlsx")] {
        assert_eq!(site.get(&path).await.status, StatusCode::OK);
        assert_eq!(rounded.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_files_are_kept_and_none_for_longer_than_a_day() {
    let (database, site, deck) = site_with_deck(1).await;
    let first = asked(&site, deck, "kind=pdf").await;
    ended(&site, &first).await;
    let old = "update deck_file set ended_at = now() - interval '25 hours'";
    sqlx::query(old).execute(database.pool()).await.expect("answers");
    let second = asked(&site, deck, "kind=pdf").await;
    ended(&site, &second).await;
    assert_eq!(site.get(&first).await.status, StatusCode::NOT_FOUND);
    let copies = "insert into deck_file (deck_id, deck_changed_at, policy, format, settings, name, figures, state, ended_at) \
                  select deck_id, deck_changed_at, policy, format, settings, name, 1, 'cancelled', \
                    ended_at - make_interval(mins => minutes) \
                  from deck_file, generate_series(1, 30) as minutes";
    sqlx::query(copies).execute(database.pool()).await.expect("answers");
    ended(&site, &asked(&site, deck, "kind=pdf").await).await;
    assert_eq!(number(&database, "select count(*) from deck_file").await, 21);
    assert_eq!(site.get(&second).await.status, StatusCode::OK, "the latest stay");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_and_what_cannot_be_read_get_one_sentence() {
    let (_database, site, deck) = site_with_deck(1).await;
    let file = asked(&site, deck, "kind=pdf").await;
    ended(&site, &file).await;
    let other = file.replacen(&format!("/decks/{deck}/"), "/decks/999/", 1);
    for path in [
        format!("/decks/{deck}/files/999"),
        format!("/decks/{deck}/files/x"),
        format!("{file}/deck-other.pdf"),
        format!("/decks/{deck}/files/999/deck-board-may.pdf"),
        other,
    ] {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().starts_with("There is no such file"), "{path}: {}", answer.text());
    }
    let post = async |path: &str, form: &str| site.post(path, FORM, form.to_owned()).await;
    assert_eq!(post("/decks/999/files", "kind=pdf").await.status, StatusCode::NOT_FOUND);
    assert_eq!(post(&format!("/decks/{deck}/files/999/cancel"), "").await.status, StatusCode::NOT_FOUND);
    let path = format!("/decks/{deck}/files");
    for (form, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("kind=exe", StatusCode::NOT_FOUND),
        ("kind=pdf&split=sex", StatusCode::UNPROCESSABLE_ENTITY),
        ("kind=pdf&paper=a3", StatusCode::UNPROCESSABLE_ENTITY),
        ("kind=pptx&template=nobodys", StatusCode::NOT_FOUND),
        (&format!("kind=pdf{}", "&paper=letter".repeat(90)), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = post(&path, form).await;
        assert_eq!(answer.status, status, "{form}: {}", answer.text());
    }
    let json = site.post(&path, "application/json", "{}").await;
    assert_eq!(json.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", json.text());
}
