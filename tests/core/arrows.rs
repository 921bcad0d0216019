//! Which room may use which. An arrow that is not in the table is a decision that nobody took.

use crate::source::{Source, tree, words};

/// Each room with the rooms it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("stats", &["domain"]),
    ("cohort", &["domain"]),
    ("exhibit", &["domain"]),
    ("import", &["domain"]),
    ("demo", &["domain", "stats", "import"]),
    ("verify", &["domain", "stats"]),
    ("analysis", &["domain", "stats", "cohort", "exhibit", "import"]),
    ("chart", &["domain", "exhibit"]),
    ("export", &["domain", "exhibit", "chart"]),
    ("store", CORE),
    // The server composes pages in the shapes of `api`; its router alone mounts `ui`.
    (
        "server",
        &[
            "domain", "stats", "cohort", "exhibit", "import", "demo", "analysis", "chart", "export", "store",
            "verify", "api",
        ],
    ),
    (
        "api",
        &[
            "domain", "stats", "cohort", "exhibit", "import", "demo", "analysis", "chart", "export", "store",
            "server",
        ],
    ),
    // Pages draw what `api` sends, with the shapes and the drawing of the core.
    ("ui", &["domain", "cohort", "exhibit", "analysis", "chart", "export", "api"]),
    ("main", &["server"]),
    ("lib", &["ui"]),
];

/// Single files that may use one room more.
const ALLOWED_FILES: &[(&str, &str)] = &[
    ("server/http/deck_files.rs", "ui"),
    ("server/http/methods.rs", "ui"),
    ("server/http/refusals.rs", "ui"),
    ("server/http/router.rs", "ui"),
    ("server/http/templates.rs", "ui"),
];

/// The rooms compiled without features.
const CORE: &[&str] =
    &["domain", "stats", "cohort", "exhibit", "import", "demo", "analysis", "chart", "export", "verify"];

/// Crates that the core does not name.
const OUTSIDE_CORE: &[&str] =
    &["leptos", "leptos_axum", "leptos_meta", "leptos_router", "axum", "sqlx", "tokio", "polars", "web_sys"];

/// Rooms that a file names through `crate::`, `sinew::` or a chain of `super::` that leaves its own room, each with
/// its line.
fn named_rooms(source: &Source) -> Vec<(String, usize)> {
    let code = &source.code;
    let mut starts: Vec<usize> = Vec::new();
    for root in ["crate", "sinew", "$crate"] {
        let paths = words(code, root).map(|offset| offset + root.len());
        starts.extend(paths.filter(|&end| code[end..].trim_start().starts_with("::")));
    }
    starts.extend(super_chains(source));
    let mut rooms: Vec<(String, usize)> = starts
        .into_iter()
        .flat_map(|end| first_names(&code[end..]).into_iter().map(move |name| (name, end)))
        .filter(|(name, _)| ALLOWED.iter().any(|(room, _)| room == name))
        .map(|(name, end)| (name, source.line(end)))
        .collect();
    rooms.sort();
    rooms.dedup();
    rooms
}

/// Offsets after each longest chain of `super` that is long enough to reach the root of the crate.
fn super_chains(source: &Source) -> Vec<usize> {
    let folders = source.path.matches('/').count();
    let depth = if source.path.ends_with("mod.rs") { folders } else { folders + 1 };
    let mut ends = Vec::new();
    let mut past = 0;
    for start in words(&source.code, "super") {
        if start < past {
            continue;
        }
        let (mut end, mut supers) = (start + "super".len(), 1);
        while let Some(next) = source.code[end..].strip_prefix("::super") {
            end = source.code.len() - next.len();
            supers += 1;
        }
        past = end;
        if supers >= depth {
            ends.push(end);
        }
    }
    ends
}

/// The names directly below a path: `::a::b` → a, `::{a::b, c::{d, e}}` → a, c.
fn first_names(rest: &str) -> Vec<String> {
    let Some(below) = rest.trim_start().strip_prefix("::") else { return Vec::new() };
    let below = below.trim_start();
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = below.strip_prefix('{') else { return vec![name(below)] };
    let (mut names, mut depth, mut start) = (Vec::new(), 1_usize, 0);
    for (offset, byte) in group.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 1 => {
                names.push(name(&group[start..offset]));
                start = offset + 1;
            }
            _ => {}
        }
        if depth == 0 {
            names.push(name(&group[start..offset]));
            break;
        }
    }
    names
}

fn wrong_arrows(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        let room = source.room();
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("src/{}: the room `{room}` is not in the table of arrows", source.path));
            continue;
        };
        for (named, line) in named_rooms(source) {
            let by_file = ALLOWED_FILES.contains(&(source.path.as_str(), named.as_str()));
            if named != room && !allowed.contains(&named.as_str()) && !by_file {
                wrong.push(format!("src/{}:{line}: `{room}` may not use `{named}`", source.path));
            }
        }
    }
    wrong
}

fn outside_names(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| CORE.contains(&source.room())) {
        for name in OUTSIDE_CORE {
            found.extend(words(&source.code, name).map(|offset| {
                format!("src/{}:{}: the core names `{name}`", source.path, source.line(offset))
            }));
        }
    }
    found
}

#[test]
fn every_arrow_is_in_the_table() {
    let wrong = wrong_arrows(tree());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_names_no_crate_of_the_server_or_the_browser() {
    let found = outside_names(tree());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_wrong_arrow_is_caught() {
    let planted = [
        ("domain/finite.rs", "use crate::exhibit::Count;"),
        ("stats/t_test.rs", "fn f() { crate::cohort::check(); }"),
        ("cohort/check.rs", "use crate::{domain::{Code, Finite}, analysis::gate};"),
        ("cohort/check.rs", "#[cfg(test)]\nmod tests { use crate::analysis::gate; }"),
        ("cohort/check.rs", "use super::super::store::Database;"),
        ("chart/mod.rs", "use super::server::run;"),
        ("api/page.rs", "use crate :: ui :: App;"),
        ("server/http/health.rs", "use crate::ui::App;"),
        ("main.rs", "use sinew::store::Database;"),
        ("attic/mod.rs", ""),
    ];
    for (path, text) in planted {
        assert_eq!(wrong_arrows(&[Source::new(path, text)]).len(), 1, "{path}: {text}");
    }
}

#[test]
fn a_right_arrow_a_comment_and_a_string_are_let_through() {
    let right = [
        ("analysis/run.rs", "use crate::{domain::Code, stats, exhibit::{Count, Raw}};"),
        ("cohort/check.rs", "// crate::store\n/// [`crate::ui`]\nconst A: &str = \"crate::server\";"),
        ("cohort/check.rs", "use super::describe; mod tests { use super::super::definition; }"),
        ("server/http/router.rs", "use crate::ui::{App, shell};"),
        ("export/mod.rs", "use crate::export::svg; use crate::chart;"),
        ("main.rs", "fn main() { sinew::server::command::main() }"),
    ];
    for (path, text) in right {
        assert_eq!(wrong_arrows(&[Source::new(path, text)]), [""; 0], "{path}: {text}");
    }
}

#[test]
fn a_planted_foreign_crate_is_caught_in_the_core_only() {
    let named = |path| outside_names(&[Source::new(path, "use sqlx::PgPool; // leptos\n")]).len();
    assert_eq!((named("cohort/sql.rs"), named("store/pool.rs")), (1, 0));
}
