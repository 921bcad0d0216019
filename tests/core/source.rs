//! The source tree as the other tests read it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// One file of `src`.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path below `src`, with `/`.
    pub path: String,
    /// The text.
    pub text: String,
    /// The text with comments and the insides of strings blanked: same length, same lines.
    pub code: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: blank(text) }
    }

    /// The folder or file directly below `src` that the file belongs to, without `.rs`.
    pub fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// 1-based line of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// `code` without its `#[cfg(test)] mod … { … }` blocks.
    pub fn code_without_tests(&self) -> String {
        let mut code = self.code.clone();
        while let Some(start) = code.find("#[cfg(test)]") {
            let after = start + "#[cfg(test)]".len();
            let rest = &code[after..];
            let brace = rest.find('{').filter(|brace| {
                rest.trim_start().starts_with("mod ")
                    && rest.find(';').is_none_or(|semicolon| *brace < semicolon)
            });
            let end = brace.map_or(after, |brace| block_end(&code, after + brace));
            code.replace_range(start..end, &spaces(&code[start..end]));
        }
        code
    }
}

/// Every `.rs` file below `src`, sorted by path; read once for all rules.
pub fn tree() -> &'static [Source] {
    static TREE: LazyLock<Vec<Source>> = LazyLock::new(read_tree);
    &TREE
}

fn read_tree() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let below = path.strip_prefix(&root).unwrap_or(path);
        Source::new(&below.to_string_lossy().replace('\\', "/"), &text)
    };
    paths.iter().map(read).collect()
}

/// Paths of files that are compiled for tests only: declared as `#[cfg(test)] mod name;`, and what lies below them.
pub fn test_files(tree: &[Source]) -> Vec<String> {
    let declared = declared_test_files(tree);
    let is_below = |path: &str| {
        declared.iter().any(|file| path.starts_with(&format!("{}/", file.trim_end_matches(".rs"))))
    };
    let below = tree.iter().map(|source| source.path.clone()).filter(|path| is_below(path));
    declared.iter().cloned().chain(below).collect()
}

fn declared_test_files(tree: &[Source]) -> Vec<String> {
    let mut files = Vec::new();
    for source in tree {
        for (start, mark) in source.code.match_indices("#[cfg(test)]") {
            let declaration = source.code[start + mark.len()..].trim_start();
            let visible = ["pub(crate) ", "pub(super) ", "pub "];
            let declaration =
                visible.iter().find_map(|word| declaration.strip_prefix(word)).unwrap_or(declaration);
            let Some((name, _)) = declaration.strip_prefix("mod ").and_then(|rest| rest.split_once(';'))
            else {
                continue;
            };
            if name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                let folder = match source.path.strip_suffix("mod.rs") {
                    Some(folder) => folder.to_owned(),
                    None => format!("{}/", source.path.trim_end_matches(".rs")),
                };
                files.push(format!("{folder}{name}.rs"));
            }
        }
    }
    files
}

/// Offset just after the bracket that closes the one at `open`; the end when it is never closed.
pub fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return offset + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// Offsets at which `word` stands alone, as an identifier or a path of identifiers.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).map(|(offset, _)| offset).filter(move |&offset| {
        !code[..offset].ends_with(part) && !code[offset + word.len()..].starts_with(part)
    })
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn spaces(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Blanks comments and the insides of string and character literals, byte for byte.
fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = literal_or_comment(rest, code.chars().next_back());
        if length > 0 {
            code.push_str(&spaces(&rest[..length]));
            rest = &rest[length..];
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            code.push_str(&rest[..next]);
            rest = &rest[next..];
        }
    }
    code
}

/// Bytes of the comment or literal that `rest` begins with; 0 when it begins with neither.
fn literal_or_comment(rest: &str, before: Option<char>) -> usize {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        block_comment(rest)
    } else if rest.starts_with('"') {
        quoted(rest)
    } else if !in_word && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        raw_string(rest, 1)
    } else if !in_word && (rest.starts_with("br\"") || rest.starts_with("br#")) {
        raw_string(rest, 2)
    } else if rest.starts_with('\'') {
        character(rest)
    } else {
        0
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut offset) = (0_usize, 0);
    loop {
        let here = &rest[offset..];
        let next = [here.find("/*"), here.find("*/")];
        match next {
            [Some(open), close] if close.is_none_or(|close| open < close) => {
                depth += 1;
                offset += open + 2;
            }
            [_, Some(close)] => {
                depth = depth.saturating_sub(1);
                offset += close + 2;
                if depth == 0 {
                    return offset;
                }
            }
            [_, None] => return rest.len(),
        }
    }
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (offset, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_string(rest: &str, prefix: usize) -> usize {
    let hashes = rest[prefix..].bytes().take_while(|byte| *byte == b'#').count();
    if !rest[prefix + hashes..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let inside = prefix + hashes + 1;
    rest[inside..].find(&close).map_or(rest.len(), |end| inside + end + close.len())
}

/// A character literal; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let inside = &rest[1..];
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map_or(rest.len(), |end| end + 4);
    }
    let width = inside.chars().next().map_or(0, char::len_utf8);
    if inside[width..].starts_with('\'') { width + 2 } else { 0 }
}

#[test]
fn comments_and_literals_are_blanked_and_nothing_else() {
    let text = "let a = \"x // y\"; // z\nlet b = r#\"q\"u\"#; /* c /* d */ e */ f('\"', '\\'', b\"k\", \"é\")\nfn g<'a>() {}";
    let expected = [
        "let a =         ;     ",
        "let b =         ;                   f(   ,     , b   ,     )",
        "fn g<'a>() {}",
    ]
    .join("\n");
    assert_eq!(blank(text), expected);
}

#[test]
fn test_modules_are_left_out_and_the_code_after_them_is_kept() {
    let source =
        Source::new("x.rs", "a();\n#[cfg(test)]\nmod tests { b(); }\nc();\n#[cfg(test)]\nmod d;\ne();");
    let code = source.code_without_tests();
    assert!(
        code.contains("a()") && code.contains("c()") && code.contains("e()") && !code.contains("b()"),
        "{code}"
    );
}

#[test]
fn a_file_declared_for_tests_is_found() {
    let tree = [
        Source::new("cohort/mod.rs", "#[cfg(test)]\nmod study;"),
        Source::new("a/b.rs", "#[cfg(test)] mod c;"),
        Source::new("d/mod.rs", "#[cfg(test)]\npub(crate) mod e;"),
    ];
    assert_eq!(test_files(&tree), ["cohort/study.rs", "a/b/c.rs", "d/e.rs"]);
}
