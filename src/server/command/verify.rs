//! `sinew verify`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::CommandResult;
use super::arguments::VerifyArguments;
use super::import::{Failure, say};
use crate::verify::{self, Case, Comparison, Field, Method, Verdict, methods};

/// How the cases of all files ended.
#[derive(Debug, Default)]
struct Tally {
    agreed: usize,
    missed: usize,
    refused: usize,
    numbers: usize,
}

/// Runs the cases of the files and says of each how far it agrees; or lists the methods.
///
/// # Errors
/// A file that cannot be read or is no list of cases, before any case is run; or a case that misses or cannot be run,
/// after all of them.
pub fn run(arguments: &VerifyArguments) -> CommandResult {
    if arguments.list {
        methods::all().for_each(|method| say(&described(method)));
        return Ok(());
    }
    let files = arguments.files.iter().map(|file| Ok((file, cases(file)?)));
    let files = files.collect::<Result<Vec<_>, Failure>>()?;
    let mut tally = Tally::default();
    for (file, cases) in &files {
        for case in cases {
            say(&told(case, file, &mut tally));
        }
    }
    ended(&tally)
}

fn cases(file: &Path) -> Result<Vec<Case>, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(verify::cases(&text).map_err(|error| format!("{}: {error}", file.display()))?)
}

/// What is said of a case.
fn told(case: &Case, file: &Path, tally: &mut Tally) -> String {
    let folder = file.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let read =
        |name: &str| std::fs::read(folder.join(name)).map_err(|error| format!("the file “{name}”: {error}"));
    match verify::run(case, &read) {
        Err(error) => {
            tally.refused += 1;
            format!("REFUSED {} ({}): {error}", case.id, case.method)
        }
        Ok(verdict) => {
            tally.numbers += verdict.comparisons.len();
            if verdict.agrees() {
                tally.agreed += 1;
            } else {
                tally.missed += 1;
            }
            verdict_words(&verdict)
        }
    }
}

fn verdict_words(verdict: &Verdict) -> String {
    let worst = verdict.worst_difference().map_or_else(String::new, |worst| format!(", worst {worst:.1e}"));
    let (id, method, count) = (&verdict.id, &verdict.method, verdict.comparisons.len());
    let head = if verdict.agrees() { "agrees " } else { "MISSES " };
    let mut words = format!("{head} {id} ({method}): {count} values{worst}");
    for missed in verdict.comparisons.iter().filter(|comparison| !comparison.agrees()) {
        words.push_str("\n        ");
        words.push_str(&missed_words(missed));
    }
    words
}

fn missed_words(missed: &Comparison) -> String {
    match &missed.values {
        verify::Values::Words { expected, found } => {
            format!("{}: expected “{expected}”, found “{found}”", missed.path)
        }
        verify::Values::Numbers { expected, found } => {
            let number =
                |value: &Option<f64>| value.map_or_else(|| "no value".to_owned(), |value| format!("{value}"));
            let (expected, found) = (number(expected), number(found));
            format!("{}: expected {expected}, found {found} (tolerance {:e})", missed.path, missed.tolerance)
        }
    }
}

fn ended(tally: &Tally) -> CommandResult {
    let Tally { agreed, missed, refused, numbers } = tally;
    let words =
        format!("{agreed} cases agree, {missed} miss, {refused} cannot be run; {numbers} values compared.");
    if *missed == 0 && *refused == 0 {
        say(&words);
        return Ok(());
    }
    Err(words.into())
}

fn described(method: &Method) -> String {
    let mut words =
        format!("{}: {}\n    {}\n    {}", method.name, method.title, method.formula, method.source);
    for (kind, fields) in
        [("arguments", method.arguments), ("options", method.options), ("results", method.results)]
    {
        if !fields.is_empty() {
            let _ = write!(words, "\n  {kind}");
        }
        for Field { name, meaning } in fields {
            let _ = write!(words, "\n    {name}: {meaning}");
        }
    }
    words
}
