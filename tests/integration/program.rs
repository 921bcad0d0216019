//! The program itself: started, stopped, killed, misused.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::support::ScratchDirectory;
use crate::support::program::{Server, run, sentences};

const PATIENCE: Duration = Duration::from_secs(15);

fn postgres(directory: &Path) -> Option<String> {
    let text = std::fs::read_to_string(directory.join("postgres/postmaster.pid")).ok()?;
    text.lines().next().map(ToOwned::to_owned)
}

fn is_running(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // A killed process whose parent has not looked yet is `Z`.
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

/// The small study as files in the directory: the mapping, and a table with these rows.
fn visits(directory: &Path, rows: &str) -> [String; 2] {
    let file = directory.join("visits.csv");
    let header = crate::support::studies::VISITS_HEADER;
    std::fs::create_dir_all(directory).expect("a directory");
    std::fs::write(&file, format!("{header}\n{rows}\n")).expect("a file");
    [data("store/visits.toml"), file].map(|path| path.to_string_lossy().into_owned())
}

fn files(directory: &Path) -> PathBuf {
    let name = directory.file_name().expect("a name").to_string_lossy().into_owned();
    directory.with_file_name(format!("{name}-files"))
}

#[test]
fn a_signal_ends_the_server_cleanly_and_its_postgres_with_it() {
    let directory = ScratchDirectory::new();
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&directory.path);
        let postgres_pid = postgres(&directory.path).expect("its Postgres runs");
        assert!(server.get("/readyz").starts_with("HTTP/1.1 200"), "{signal}");
        server.signal(signal);
        let status = server.end_within(PATIENCE).expect(signal);
        assert_eq!(status.code(), Some(0), "{signal}");
        assert_eq!(postgres(&directory.path), None, "{signal}");
        assert!(!is_running(&postgres_pid), "{signal}");
    }
}

#[test]
fn a_slow_client_does_not_keep_the_server_from_ending() {
    use std::io::Write;
    let directory = ScratchDirectory::new();
    let mut server = Server::start(&directory.path);
    let mut idle = std::net::TcpStream::connect(&server.address).expect("connects");
    let mut half = std::net::TcpStream::connect(&server.address).expect("connects");
    half.write_all(b"GET / HTTP/1.1\r\nHost: 127").expect("begins a request");
    idle.flush().expect("is open");
    server.signal("-TERM");
    assert_eq!(server.end_within(PATIENCE).expect("ends").code(), Some(0));
    assert_eq!(postgres(&directory.path), None);
}

#[test]
fn a_server_killed_beside_its_living_postgres_is_followed_by_a_working_one() {
    let directory = ScratchDirectory::new();
    let imported = run(&directory.path, &["import", "--shipped", "acupuncture"]);
    assert!(imported.status.success(), "{}", sentences(&imported));
    let mut server = Server::start(&directory.path);
    let postgres_pid = postgres(&directory.path).expect("its Postgres runs");
    server.signal("-KILL");
    assert_eq!(server.end_within(PATIENCE).expect("ends").code(), None);
    assert!(is_running(&postgres_pid), "the fault leaves Postgres behind");
    let mut next = Server::start(&directory.path);
    assert!(next.get("/s/acupuncture").contains("22.3"));
    next.signal("-TERM");
    assert_eq!(next.end_within(PATIENCE).expect("ends").code(), Some(0));
    assert_eq!(postgres(&directory.path), None);
    assert!(!is_running(&postgres_pid));
}

#[test]
fn what_cannot_be_served_is_refused_with_one_sentence() {
    let directory = ScratchDirectory::new();
    let server = Server::start(&directory.path);
    let cases = [
        ("0.0.0.0:0", "0.0.0.0:0 is not a loopback address"),
        ("[::]:0", "[::]:0 is not a loopback address"),
        (server.address.as_str(), "cannot listen on"),
        ("127.0.0.1:0", "Another sinew server is running on"),
    ];
    for (address, words) in cases {
        let refused = run(&directory.path, &["serve", "--address", address]);
        let said = sentences(&refused);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.starts_with("sinew: ") && said.contains(words), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"), "the first goes on");
}

#[test]
fn a_database_that_does_not_answer_is_told_in_one_sentence() {
    let directory = ScratchDirectory::new();
    for (url, words) in [
        ("postgres://nobody:hunter2@127.0.0.1:1/nothing", "The database does not answer"),
        ("nonsense", "The address of the database is not one"),
    ] {
        let mut command =
            crate::support::program::sinew(&directory.path, &["serve", "--address", "127.0.0.1:0"]);
        let refused =
            command.env_remove("SINEW_DATA_DIRECTORY").env("DATABASE_URL", url).output().expect("runs");
        let said = sentences(&refused);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains(words) && said.lines().count() == 1, "{said}");
        assert!(!String::from_utf8_lossy(&refused.stderr).contains("hunter2"), "a password is not logged");
    }
}

#[test]
fn an_import_says_what_it_did_and_a_bad_file_changes_nothing() {
    let directory = ScratchDirectory::new();
    let files = files(&directory.path);
    let import = |rows: &str, more: &[&str]| {
        let [mapping, file] = visits(&files, rows);
        let mut arguments = vec!["import", "--study", "visits", mapping.as_str(), file.as_str()];
        arguments.extend(more);
        run(&directory.path, &arguments)
    };
    let good = "a,1,30,N,1,2024-02-29,50,1\nb,1,40,S,0,2024-02-29,60,2";
    for (rows, more, code, words) in [
        (
            good,
            ["--dry-run"].as_slice(),
            0,
            "Nothing is wrong with visits: 2 people, 4 scores would be loaded",
        ),
        (good, &[], 0, "Loaded visits version 1: 2 people, 4 scores."),
        (good, &[], 0, "Nothing changed: visits version 1"),
        ("a,1,30,N,1,2024-02-29,50,1\nb,1,999,S,0,2024-02-29,60,2", &[], 1, "visits.csv, line 3"),
        ("a,1,30,N,1,2024-02-29,50,1\nb,1,old,S,0,2024-02-29,60,2", &["--dry-run"], 1, "visits.csv, line 3"),
        (good, &[], 0, "Nothing changed: visits version 1"),
        ("a,1,30,N,1,2024-02-29,51,1", &["--dry-run"], 0, "1 person"),
        ("a,1,30,N,1,2024-02-29,51,1", &[], 0, "Loaded visits version 2"),
    ] {
        let output = import(rows, more);
        let said = sentences(&output);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(words), "{words}: {said}");
    }
    let _ = std::fs::remove_dir_all(&files);
    assert_eq!(postgres(&directory.path), None, "the last command stops Postgres");
}

#[test]
fn what_cannot_be_imported_is_refused_with_a_sentence() {
    let directory = ScratchDirectory::new();
    let files = files(&directory.path);
    let [mapping, file] = visits(&files, "a,1,30,N,1,2024-02-29,50,1");
    for (arguments, words) in [
        (["--study", "Visits!", mapping.as_str(), file.as_str()].as_slice(), "A name is a–z, 0–9 and _"),
        (&["--study", "visits", "/nowhere.toml", file.as_str()], "the mapping /nowhere.toml cannot be read"),
        (&["--study", "visits", mapping.as_str(), "/nowhere.csv"], "nowhere.csv cannot be read"),
        (&["--study", "visits", file.as_str(), file.as_str()], "mapping"),
        (&["--shipped", "nothing"], "no study called \"nothing\" ships with Sinew"),
    ] {
        let output = run(&directory.path, &[&["import"], arguments].concat());
        let said = sentences(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("sinew: ") && said.contains(words), "{words}: {said}");
    }
    let _ = std::fs::remove_dir_all(&files);
}

#[test]
fn a_figure_a_page_and_an_exhibit_are_saved_from_the_command_line() {
    let directory = ScratchDirectory::new();
    let files = files(&directory.path);
    std::fs::create_dir_all(&files).expect("a directory");
    let imported = run(&directory.path, &["import", "--shipped", "acupuncture"]);
    assert!(imported.status.success(), "{}", sentences(&imported));
    let folder = files.to_string_lossy().into_owned();
    let export = |arguments: &[&str]| {
        let output = run(&directory.path, &[&["export", "-o", folder.as_str()], arguments].concat());
        (output.status.code(), sentences(&output))
    };
    let trend = ["--study", "acupuncture", "--figure", "trend"];
    let (code, said) = export(&[&trend[..], &["--query", "f.sex=female", "--format", "json"]].concat());
    assert_eq!(code, Some(0), "{said}");
    let json = files.join("acupuncture-trend-severity-v1.json");
    assert!(said.starts_with(&format!("Wrote {} (", json.display())) && said.lines().count() == 1, "{said}");
    let read = || std::fs::read(&json).expect("the file");
    let first = read();
    let exhibit: serde_json::Value = serde_json::from_slice(&first).expect("is JSON");
    let id = exhibit["id"].as_str().expect("an id");
    assert!(said.contains(id) && exhibit["provenance"]["address"] == "/s/acupuncture?f.sex=female", "{said}");

    std::fs::write(&json, "mine").expect("a file");
    let by_id = ["--exhibit", id, "--format", "json"];
    let (code, said) = export(&by_id);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.starts_with("sinew: ") && said.contains("is there already"), "{said}");
    assert_eq!(read(), b"mine", "it was left as it is");
    assert_eq!(export(&[&by_id[..], &["--force"]].concat()).0, Some(0));
    assert!(read() == first, "the same exhibit, the same bytes");

    let (code, said) = export(&["--study", "acupuncture", "--page", "comparison", "--format", "pdf"]);
    assert_eq!(code, Some(0), "{said}");
    let pdf = std::fs::read(files.join("acupuncture-comparison-v1.pdf"));
    let found: Vec<_> = std::fs::read_dir(&files).expect("files").flatten().map(|file| file.path()).collect();
    assert!(pdf.unwrap_or_else(|_| panic!("{found:?}")).starts_with(b"%PDF-"));
    assert!(said.contains("compare/") && said.contains("table_one/"), "{said}");

    let slides = files.join("mine.pptx").to_string_lossy().into_owned();
    let standard = [&["export", "-o", slides.as_str(), "--shape", "standard"], &trend[..]].concat();
    let output = run(&directory.path, &standard);
    assert!(output.status.success(), "{}", sentences(&output));
    assert!(std::fs::read(&slides).expect("the file").starts_with(b"PK"), "the name says the format");

    for (arguments, code, words) in [
        (["--study", "nothing", "--figure", "trend"].as_slice(), 1, "There is no study"),
        (&["--exhibit", "trend/0000000000000000"], 1, "No exhibit trend/0000000000000000 is known"),
        (&["--exhibit", "trend"], 2, "an id looks like trend/0123456789abcdef"),
        (&["--study", "acupuncture", "--page", "trends", "--format", "svg"], 1, "pptx, pdf, docx, xlsx"),
        (&["--study", "acupuncture", "--figure", "trend", "--query", "f.shoe=9"], 1, "shoe"),
        (&["--study", "acupuncture", "--figure", "trend", "--paper", "a3"], 1, "Choose one of: a4, letter"),
        (&["--study", "acupuncture", "--figure", "pie"], 2, "trend"),
        (&["--study", "acupuncture"], 2, "--figure"),
    ] {
        let (told, said) = export(arguments);
        assert_eq!(told, Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{words}: {said}");
    }
    let _ = std::fs::remove_dir_all(&files);
    assert_eq!(postgres(&directory.path), None, "the last command stops Postgres");
}

#[test]
fn a_suggested_mapping_is_toml_and_needs_no_database() {
    let directory = ScratchDirectory::new();
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import/shipped/acupuncture/acupuncture_headache.csv");
    let output = run(&directory.path, &["import", "--suggest", &file.to_string_lossy()]);
    assert!(output.status.success(), "{}", sentences(&output));
    let text = String::from_utf8(output.stdout).expect("is text");
    let table: toml::Table = text.parse().expect("is TOML");
    assert!(table.contains_key("study") && table.contains_key("file"), "{text}");
    assert!(!directory.path.exists(), "no cluster was made");
}

#[test]
fn an_import_beside_a_running_server_reaches_its_pages() {
    let directory = ScratchDirectory::new();
    let mut server = Server::start(&directory.path);
    assert!(server.get("/s/acupuncture").starts_with("HTTP/1.1 404"));
    let imported = run(&directory.path, &["import", "--shipped", "acupuncture"]);
    assert!(imported.status.success(), "{}", sentences(&imported));
    let begun = std::time::Instant::now();
    while !server.get("/s/acupuncture").contains("22.3") {
        assert!(begun.elapsed() < PATIENCE, "the study arrives");
        std::thread::sleep(Duration::from_millis(50));
    }
    let status = Command::new("kill").args(["-9", &postgres(&directory.path).expect("runs")]).status();
    assert!(status.expect("kill runs").success(), "the fault fired");
    assert!(server.get("/s/acupuncture").contains("22.3"), "pages come from memory");
    let begun = std::time::Instant::now();
    while postgres(&directory.path).is_none_or(|pid| !is_running(&pid))
        || !server.get("/readyz").contains(" 200 ")
    {
        assert!(begun.elapsed() < 2 * PATIENCE, "Postgres is brought back");
        std::thread::sleep(Duration::from_millis(50));
    }
    server.signal("-TERM");
    assert_eq!(server.end_within(PATIENCE).expect("ends").code(), Some(0));
}
