//! A mapping that does not hold together is refused with the key or the line.

use std::path::PathBuf;

use sinew::domain::{Band, Code, DataVersion};
use sinew::import::{Mapping, fuzzing, open};

fn mapping_text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad");
    std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap()
}

/// The problems after one replacement in a good mapping.
fn refused(name: &str, from: &str, to: &str) -> String {
    let text = mapping_text(name);
    assert!(text.contains(from), "{from}");
    match Mapping::from_toml(&text.replacen(from, to, 1)) {
        Ok(_) => panic!("accepted: {to}"),
        Err(problems) => problems.to_string(),
    }
}

fn assert_refused(name: &str, cases: &[(&str, &str, &str)]) {
    for (from, to, says) in cases {
        let text = refused(name, from, to);
        assert!(text.contains(says), "{to}\n{text}");
        assert!(text.starts_with("mapping.toml"), "{text}");
    }
}

#[test]
fn the_mappings_of_the_corpus_are_good() {
    for name in ["wide", "long"] {
        assert_eq!(Mapping::from_toml(&mapping_text(name)).err(), None, "{name}");
    }
}

#[test]
fn unknown_and_missing_keys_and_wrong_types_are_told_with_their_line() {
    assert_refused(
        "wide",
        &[
            ("title =", "titel =", "mapping.toml, line 4: unknown field `titel`"),
            ("shape = \"wide\"", "shape = \"broad\"", "line 14: unknown variant `broad`"),
            ("range = [0, 120]", "range = [0, nan]", "not a finite number"),
            ("range = [0, 120]", "range = [0]", "mapping.toml, line 32"),
            ("unit = \"week\"", "unit = \"weeks\"", "unknown variant `weeks`"),
            ("missing = \"NA\"", "missing = 1.5", "a text in quotes exactly as in the file"),
            ("version = 1", "version = 1 1", "mapping.toml, line 1"),
            ("assignment = \"randomised\"\n", "", "missing field `assignment`"),
        ],
    );
}

#[test]
fn keys_that_contradict_each_other_are_named() {
    assert_refused(
        "wide",
        &[
            ("version = 1", "version = 2", "`version` is 2; this program reads version 1."),
            ("title = \"A wide file\"", "title = \" \"", "`study.title` is empty"),
            ("code = \"age\"", "code = \"Age\"", "`variables[0].code` is “Age”"),
            ("code = \"age\"", "code = \"pain\"", "is “pain”, which is used before"),
            ("column = \"age\"", "column = \"sex\"", "`variables.sex.column` is “sex”, which is used before"),
            ("column = \"age\"", "column = \"id\"", "`file.id.column` “id” is also read"),
            ("range = [0, 120]", "range = [9, 9]", "`variables.age.range` must be [lowest, highest]"),
            ("range = [0, 120]\n", "", "`variables.age.range` is missing"),
            (
                "range = [0, 120]",
                "range = [0, 120]\nyes = 1",
                "`variables.age.yes` is only for kind = \"flag\"",
            ),
            ("yes = \"yes\"\n", "", "`variables.smoker.yes` is missing"),
            (
                "yes = \"yes\"",
                "yes = \"no\"",
                "`variables.smoker.no` lists “no”, which already has a meaning",
            ),
            ("value = \"M\"", "value = \"F\"", "`variables.sex.levels[1].value` lists “F”"),
            ("value = \"M\"", "value = \"NA\"", "lists “NA”, which already means missing"),
            ("id = { column = \"id\" }", "id = { }", "`file.id` must be either"),
            ("id = { column = \"id\" }", "id = { row_number = false }", "`file.id` must be either"),
            (
                "ignore = [\"remark\"]",
                "ignore = [\"age\"]",
                "`file.ignore` lists “age”, which the mapping reads",
            ),
            ("offset = 4", "offset = 0", "`time.points[1].offset` must be larger"),
            (", offset = 4", "", "`time.points[1].offset` is missing"),
            (
                "unit = \"week\"",
                "unit = \"visit\"",
                "`time.points[0].offset` has no place with unit = \"visit\"",
            ),
            ("offset = 4 }", "offset = 4, value = 1 }", "`time.points[1].value` is for shape = \"long\""),
            ("unit = \"week\"", "unit = \"week\"\ncolumn = \"t\"", "`time.column` is for shape = \"long\""),
            (
                "baseline = \"baseline\"",
                "baseline = \"week_4\"",
                "`instruments.pain.baseline` must be the first",
            ),
            (
                "baseline = \"baseline\"",
                "baseline = \"week_9\"",
                "`instruments.pain.baseline` is no time point",
            ),
            ("baseline = \"baseline\"\n", "", "without `baseline` there is no change"),
            ("week_4 = \"pain_4\"", "week_9 = \"pain_4\"", "names “week_9”, which is no time point"),
            ("week_4 = \"pain_4\"", "week_4 = \"pain_0\"", "is “pain_0”, which is used before"),
            (
                "columns = {",
                "column = \"x\"\ncolumns = {",
                "`instruments.pain.column` and `baseline_column` are for",
            ),
            ("value = 2,", "value = 0,", "`instruments.pain.thresholds[0].value` must be positive"),
            ("source = \"made for the tests\" }", "source = \"\" }", "thresholds[0].source` is empty"),
            ("primary_instrument = \"pain\"", "primary_instrument = \"x\"", "is none of the instruments"),
            ("primary_time_point = \"week_4\"", "primary_time_point = \"x\"", "is none of the time points"),
            ("primary_grouping = \"sex\"", "primary_grouping = \"age\"", "`study.primary_grouping` must be"),
            ("completer_flag = \"smoker\"", "completer_flag = \"sex\"", "`study.completer_flag` must be"),
            (
                "columns = {",
                "missing_where_empty = { week_9 = \"age\" }\ncolumns = {",
                "names “week_9”, for which",
            ),
        ],
    );
}

#[test]
fn a_long_mapping_says_its_time_column_and_values() {
    assert_refused(
        "long",
        &[
            ("column = \"visit\"\n", "", "`time.column` is missing"),
            (", value = \"w4\"", "", "`time.points[1].value` is missing"),
            ("value = \"w8\"", "value = \"w4\"", "`time.points[2].value` lists “w4”"),
            ("column = \"pain\"\n", "", "`instruments.pain.column` is missing"),
            ("baseline = \"baseline\"\n", "", "`instruments.pain.baseline_column` needs `baseline`"),
            ("baseline_column = \"pain_before\"\n", "", "`time.points[0].value` is missing"),
            ("column = \"visit\"", "column = \"id\"", "`time.column` is the same column as `file.id.column`"),
            ("column = \"pain\"", "columns = { week_4 = \"pain\" }", "are for shape = \"wide\""),
        ],
    );
}

/// The problems of the good mapping with these bands of pain, which ranges from 0 to 10.
fn refused_bands(bands: &str) -> String {
    refused("wide", "thresholds = [{", &format!("bands = {{ {bands} }}\nthresholds = [{{"))
}

#[test]
fn bands_that_do_not_hold_together_are_refused_in_one_sentence_each() {
    let cases = [
        ("limits = []", "missing field `source`"),
        ("source = \"a table\"", "missing field `limits`"),
        ("source = \"a table\", limits = []", "`instruments.pain.bands.limits` lists fewer than two bands"),
        (
            "source = \" \", limits = [{ from = 0, label = \"low\" }, { from = 5, label = \"high\" }]",
            "`instruments.pain.bands.source` is empty",
        ),
        (
            "source = \"a table\", limits = [{ from = 1, label = \"low\" }, { from = 5, label = \"high\" }]",
            "`instruments.pain.bands.limits[0].from` is 1; the first band must begin at 0",
        ),
        (
            "source = \"a table\", limits = [{ from = 0, label = \"low\" }, { from = 0, label = \"high\" }]",
            "`instruments.pain.bands.limits[1].from` is 0; it must be larger than the 0 before it",
        ),
        (
            "source = \"a table\", limits = [{ from = 0, label = \"low\" }, { from = 11, label = \"high\" }]",
            "`instruments.pain.bands.limits[1].from` is 11, above 10",
        ),
        (
            "source = \"a table\", limits = [{ from = 0, label = \"low\" }, { from = 5, label = \"\" }]",
            "`instruments.pain.bands.limits[1].label` is empty",
        ),
        (
            "source = \"a table\", limits = [{ from = 0, label = \"low\" }, { from = 5, label = \"low\" }]",
            "`instruments.pain.bands.limits[1].label` is “low”, the name of a band before",
        ),
        (
            "source = \"a table\", step = 6, limits = [{ from = 0, label = \"low\" }, { from = 5, label = \"high\" }]",
            "`instruments.pain.bands.limits[0]` ends less than a step above where it begins",
        ),
        (
            "source = \"a table\", step = 0, limits = [{ from = 0, label = \"low\" }, { from = 5, label = \"high\" }]",
            "`instruments.pain.bands.step` must be larger than 0",
        ),
    ];
    for (bands, says) in cases {
        let text = refused_bands(bands);
        assert!(text.contains(says), "{bands}\n{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}

#[test]
fn a_variable_is_a_score_of_an_instrument_of_its_own_range() {
    assert_refused(
        "wide",
        &[
            (
                "range = [0, 120]",
                "range = [0, 120]\nscore_of = \"pain\"",
                "`variables.age.range` is [0, 120], and that of `instruments.pain`, of which it is a score, is [0, 10]",
            ),
            (
                "range = [0, 120]",
                "range = [0, 10]\nscore_of = \"back\"",
                "`variables.age.score_of` is “back”, which is none of the instruments",
            ),
            (
                "range = [0, 120]",
                "range = [0, 10]\nscore_of = \"Back\"",
                "`variables.age.score_of` is “Back”, which",
            ),
            (
                "kind = \"flag\"",
                "kind = \"flag\"\nscore_of = \"pain\"",
                "`variables.smoker.score_of` is only for kind = \"number\"",
            ),
        ],
    );
}

#[test]
fn the_documented_bands_are_those_of_the_variable_too() {
    let mapping = Mapping::from_toml(&documented("toml")[0]).unwrap();
    let version = DataVersion { number: 1, loaded_on: "2026-01-01".to_owned(), files: Vec::new() };
    let catalogue = mapping.catalogue(Code::try_from("back").unwrap(), version);
    let at_start = Code::try_from("pain_at_start").unwrap();
    let (_, variable) = catalogue.variable(&at_start).unwrap();
    let words: Vec<String> = catalogue.bands(variable).unwrap().list().iter().map(Band::words).collect();
    assert_eq!(words, ["mild, 0 to 5", "moderate, 6 to 7", "severe, 8 to 10"]);
    let with_bands = catalogue.variables.iter().filter(|variable| catalogue.bands(variable).is_some());
    assert_eq!(with_bands.count(), 1);
}

#[test]
fn several_problems_of_a_mapping_are_told_together() {
    let text = mapping_text("wide")
        .replace("version = 1", "version = 7")
        .replace("title = \"A wide file\"", "title = \"\"");
    assert_eq!(Mapping::from_toml(&text).unwrap_err().list().len(), 2);
}

#[test]
fn a_category_has_at_most_500_levels() {
    let levels = |count: usize| {
        let list: Vec<String> =
            (0..count).map(|n| format!("{{ value = {n}, code = \"l{n}\", label = \"{n}\" }}")).collect();
        let variable = format!(
            "[[variables]]\ncode = \"site\"\nlabel = \"Site\"\ncolumn = \"site\"\nkind = \"category\"\nlevels = [{}]\n\n",
            list.join(", ")
        );
        Mapping::from_toml(&mapping_text("wide").replacen(
            "[[instruments]]",
            &format!("{variable}[[instruments]]"),
            1,
        ))
    };
    assert_eq!(levels(500).err(), None);
    let problems = levels(501).unwrap_err().to_string();
    assert!(problems.contains("`variables.site.levels` must list 1 to 500 levels"), "{problems}");
}

/// The fenced blocks of a language in the documentation.
fn documented(language: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/IMPORTING.md");
    let text = std::fs::read_to_string(path).unwrap();
    let blocks = text.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n")).map(str::to_owned)).collect()
}

#[test]
fn the_documented_mappings_read_the_documented_files() {
    let (mappings, files) = (documented("toml"), documented("csv"));
    assert_eq!((mappings.len(), files.len()), (2, 2));
    for (mapping, file) in mappings.iter().zip(&files) {
        let mapping = Mapping::from_toml(mapping).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(fuzzing::read_file(&mapping, file.as_bytes()).map(|digest| digest.rows), Some(3));
    }
}

#[test]
fn a_documented_message_reads_as_documented() {
    let mapping = Mapping::from_toml(&documented("toml")[0]).unwrap();
    let messages = documented("text").join("");
    let toml = documented("toml")[0].clone();
    for (from, to) in [("from = 8", "from = 5"), ("score_of = \"pain\"", "score_of = \"back\"")] {
        let message = Mapping::from_toml(&toml.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(messages.contains(&message), "{message}");
    }
    let file = documented("csv")[0].clone();
    for (from, to, line) in [("6,4,3", "6,\"6,5\",3", 14), ("6,4,3", "6,4,11", 20), ("54,F", "54,f", 31)] {
        let file = file.replacen("0001", &format!("{}0001", "\n".repeat(line - 2)), 1).replacen(from, to, 1);
        let mut reader = open(&mapping, "trial.csv", file.as_bytes()).unwrap();
        let message = reader.next_batch(9).unwrap_err().to_string();
        assert!(messages.contains(&message), "{message}");
    }
}
