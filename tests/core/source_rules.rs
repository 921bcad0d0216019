//! Rules that the compiler does not know: SQL is never built from text, nothing panics by design, every server
//! function authorises first.

use crate::source::{Source, block_end, test_files, tree, words};

/// The one file where SQL text that is not a literal may be run.
const DYNAMIC_SQL: &str = "store/dynamic.rs";

/// Names that run SQL text made at run time.
const SQL_ESCAPES: &[&str] = &["AssertSqlSafe", "QueryBuilder"];

/// Macros that make text at run time.
const TEXT_MACROS: &[&str] = &["format!", "write!", "writeln!"];

/// A statement begins with the first of these and goes on with the second, in lower or upper case.
const SQL_SHAPES: &[(&str, &str)] = &[
    ("select ", " from "),
    ("with ", " select "),
    ("insert ", "into "),
    ("update ", " set "),
    ("delete ", "from "),
    ("copy ", " from stdin"),
    ("create ", " table "),
    ("create ", "role "),
    ("create ", "database "),
    ("create ", "schema "),
    ("alter ", " "),
    ("drop ", " "),
    ("truncate ", ""),
];

/// Ways to panic that code outside tests does not use.
const PANICS: &[&str] = &[".unwrap()", ".expect(", "todo!", "unimplemented!", "panic!"];

fn sql_from_text(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path != DYNAMIC_SQL) {
        let place = |offset: usize| format!("src/{}:{}", source.path, source.line(offset));
        for name in SQL_ESCAPES {
            found.extend(words(&source.code, name).map(|offset| format!("{}: `{name}`", place(offset))));
        }
        for name in TEXT_MACROS {
            let calls = source.code.match_indices(name).map(|(offset, _)| offset);
            let sql = calls.filter(|&offset| is_sql(&first_string(source, offset + name.len())));
            found.extend(sql.map(|offset| format!("{}: SQL made by `{name}`", place(offset))));
        }
    }
    found
}

/// The text from the first string in the arguments that begin at `open`.
fn first_string(source: &Source, open: usize) -> String {
    let arguments = &source.text[open..block_end(&source.code, open)];
    let inside = arguments.split_once('"').map_or("", |(_, inside)| inside);
    inside.trim_start_matches(['\\', '\n', ' ']).to_owned()
}

fn is_sql(text: &str) -> bool {
    // A sentence begins with a capital and goes on in small letters: it is neither.
    let is = |start: &str, then: &str| {
        text.strip_prefix(start).is_some_and(|rest| format!(" {rest}").contains(then))
    };
    SQL_SHAPES.iter().any(|(start, then)| is(start, then) || is(&start.to_uppercase(), &then.to_uppercase()))
}

fn panics(sources: &[Source]) -> Vec<String> {
    let test_files = test_files(sources);
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !test_files.contains(&source.path)) {
        let code = source.code_without_tests();
        for name in PANICS {
            let places =
                code.match_indices(name).filter(|(offset, _)| !is_part_of_a_longer_name(&code, *offset));
            found.extend(
                places.map(|(offset, _)| format!("src/{}:{}: `{name}`", source.path, source.line(offset))),
            );
        }
    }
    found
}

fn is_part_of_a_longer_name(code: &str, offset: usize) -> bool {
    !code[offset..].starts_with('.') && code[..offset].ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn server_functions(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        for (start, _) in source.code.match_indices("#[server") {
            let after = &source.code[start + "#[server".len()..];
            if after.starts_with(['(', ']']) {
                let place = format!("src/{}:{}", source.path, source.line(start));
                wrong.extend(
                    server_function(source, start).into_iter().map(|what| format!("{place}: {what}")),
                );
            }
        }
    }
    wrong
}

/// What is wrong with the server function whose attribute begins at `start`.
fn server_function(source: &Source, start: usize) -> Vec<&'static str> {
    let code = &source.code;
    let end = block_end(code, start + 1);
    let attribute: String = code[start..end].split_whitespace().collect();
    let mut wrong = Vec::new();
    if source.room() != "api" {
        wrong.push("a server function outside src/api");
    }
    if !attribute.contains("endpoint=") {
        wrong.push("a server function without an explicit endpoint");
    }
    if !attribute.contains("input=") && !comment_above(source, start).to_lowercase().contains("form") {
        wrong.push("a server function in form encoding without a comment that says which form sends it");
    }
    if attribute.contains("input=")
        && !attribute.contains("input=StrictJson,")
        && !attribute.contains("input=StrictJson)")
    {
        wrong.push("a server function whose input is neither StrictJson nor the default form encoding");
    }
    if !authorises_first(code, end) {
        wrong.push(
            "a server function whose first statement does not call server::context::authorise(Permission::…)",
        );
    }
    wrong
}

/// The comment lines directly above an offset, other attributes between them let through.
fn comment_above(source: &Source, start: usize) -> String {
    let above = source.text[..start].lines().rev();
    let lines = above.map(str::trim).take_while(|line| line.starts_with("//") || line.starts_with("#["));
    lines.filter(|line| line.starts_with("//")).collect::<Vec<_>>().join(" ")
}

/// Whether the first statement of the function after `end` authorises; `use` lines are no statements.
fn authorises_first(code: &str, end: usize) -> bool {
    let Some(signature) = words(&code[end..], "fn").next().map(|offset| end + offset) else { return false };
    let Some(parameters) = code[signature..].find('(').map(|offset| signature + offset) else { return false };
    let after_parameters = block_end(code, parameters);
    let Some(body) = code[after_parameters..].find('{').map(|offset| after_parameters + offset) else {
        return false;
    };
    let inside = &code[body + 1..block_end(code, body).saturating_sub(1)];
    let first = inside.split_inclusive(';').map(str::trim).find(|statement| !statement.starts_with("use "));
    let first: String = first.unwrap_or_default().split_whitespace().collect();
    let call = first.find("context::authorise(").map(|offset| &first[offset..]);
    let is_called_at_once = |before: &str| !before.contains(['{', '|']);
    call.is_some_and(|call| {
        call.contains("Permission::") && is_called_at_once(&first[..first.len() - call.len()])
    })
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn sql_is_built_from_text_in_one_file_at_most() {
    assert_none(&sql_from_text(tree()));
}

#[test]
fn nothing_outside_tests_panics_by_design() {
    assert_none(&panics(tree()));
}

#[test]
fn every_server_function_names_its_address_and_authorises_first() {
    assert_none(&server_functions(tree()));
}

#[test]
fn planted_sql_is_caught_outside_its_file() {
    let planted = [
        "use sqlx::AssertSqlSafe;",
        "fn f() { sqlx::QueryBuilder::new(a); }",
        "fn f() { format!(\"select * from {table}\"); }",
        "fn f() { format!(\"\\\n   delete from {table}\"); }",
        "fn f() { write!(text, \"drop database {name}\"); }",
        "fn f() { format!(r#\"COPY {table} FROM STDIN\"#); }",
    ];
    for text in planted {
        assert_eq!(sql_from_text(&[Source::new("store/people.rs", text)]).len(), 1, "{text}");
        assert_none(&sql_from_text(&[Source::new(DYNAMIC_SQL, text)]));
    }
}

#[test]
fn sentences_are_not_sql() {
    let fine = [
        "fn f() { format!(\"Select a study; {n} are from this year\"); }",
        "fn f() { format!(\"{n} updated\"); }",
        "// AssertSqlSafe\nconst A: &str = \"QueryBuilder\";",
    ];
    for text in fine {
        assert_none(&sql_from_text(&[Source::new("ui/a.rs", text)]));
    }
}

#[test]
fn planted_panics_are_caught_outside_tests() {
    let planted = [
        "fn f() { a.unwrap(); }",
        "fn f() { todo!() }",
        "fn f() { a.expect(\"b\"); }",
        "#[cfg(test)]\nmod tests { fn g() {} }\nfn f() { panic!() }",
    ];
    for text in planted {
        assert_eq!(panics(&[Source::new("a/b.rs", text)]).len(), 1, "{text}");
    }
    let fine = [
        "#[cfg(test)]\nmod tests { fn f() { a.unwrap(); } }",
        "fn f() { a.unwrap_or(b); no_todo!(); } // todo!",
    ];
    for text in fine {
        assert_none(&panics(&[Source::new("a/b.rs", text)]));
    }
    let tree = [
        Source::new("a/mod.rs", "#[cfg(test)]\nmod study;"),
        Source::new("a/study.rs", "fn f() { a.unwrap(); }"),
    ];
    assert_none(&panics(&tree));
}

/// A server function with the given line above it, attribute arguments and first statement.
fn planted(above: &str, arguments: &str, first: &str) -> Source {
    let text = format!(
        "/// Doc.\n{above}\n#[server({arguments})]\npub async fn page(study: String) -> Result<Page, AppError> {{\n    {first}\n    Ok(page)\n}}\n"
    );
    Source::new("api/functions.rs", &text)
}

const AUTHORISED: &str = "let context = crate::server::context::authorise(Permission::ViewStudies)?;";

#[test]
fn a_server_function_as_it_should_be_is_let_through() {
    let json = "endpoint = \"page\", input = StrictJson";
    let with_use =
        format!("use crate::server::context;\n    use crate::server::context::Permission;\n    {AUTHORISED}");
    assert_none(&server_functions(&[planted("", json, AUTHORISED)]));
    assert_none(&server_functions(&[planted("", json, &with_use)]));
    assert_none(&server_functions(&[planted("", "input = StrictJson, endpoint = \"page\"", AUTHORISED)]));
    assert_none(&server_functions(&[planted(
        "// The login form sends it.",
        "endpoint = \"login\"",
        AUTHORISED,
    )]));
}

#[test]
fn planted_server_functions_that_break_a_rule_are_caught() {
    let json = "endpoint = \"page\", input = StrictJson";
    let late = format!("let page = load(study).await?;\n    {AUTHORISED}");
    let maybe = "if study.is_empty() { crate::server::context::authorise(Permission::ViewStudies)?; }";
    let planted = [
        planted("", "input = StrictJson", AUTHORISED),
        planted("", "endpoint = \"page\"", AUTHORISED),
        planted("", "endpoint = \"page\", input = GetUrl", AUTHORISED),
        planted("", "endpoint = \"page\", input = Json", AUTHORISED),
        planted("", json, "let page = load(study).await?;"),
        planted("", json, "// server::context::authorise(Permission::ViewStudies)"),
        planted("", json, "let context = crate::server::context::authorise(permission)?;"),
        planted("", json, &late),
        planted("", json, maybe),
        Source { path: "ui/page.rs".to_owned(), ..planted("", json, AUTHORISED) },
    ];
    for source in planted {
        assert_eq!(server_functions(std::slice::from_ref(&source)).len(), 1, "{}", source.text);
    }
    let bare = "#[server]\nasync fn page() -> Result<(), AppError> { Ok(()) }";
    assert_eq!(server_functions(&[Source::new("api/functions.rs", bare)]).len(), 3);
}
