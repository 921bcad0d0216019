//! Whatever the bytes, nothing panics; whatever is written well is read back.

use std::fmt::Write;
use std::path::PathBuf;

use proptest::prelude::*;
use sinew::import::{Batch, CellValue, Mapping, fuzzing, open};

fn wide_mapping() -> Mapping {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad/wide.toml");
    Mapping::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// One person as written.
#[derive(Debug, Clone)]
struct Person {
    age: Option<u8>,
    sex: Option<u16>,
    smoker: Option<bool>,
    quarters: [Option<u8>; 2],
}

fn person() -> impl Strategy<Value = Person> {
    let score = || prop::option::of(0_u8..=40);
    (prop::option::of(0_u8..=120), prop::option::of(0_u16..2), any::<Option<bool>>(), score(), score())
        .prop_map(|(age, sex, smoker, before, after)| Person { age, sex, smoker, quarters: [before, after] })
}

#[derive(Debug, Clone, Copy)]
enum LineEnd {
    Lf,
    CrLf,
}

/// How a file is written: nothing of it may change what is read.
#[derive(Debug, Clone)]
struct Dress {
    line_end: LineEnd,
    quote_every: usize,
    blank_every: usize,
    has_mark: bool,
}

fn dress() -> impl Strategy<Value = Dress> {
    (prop_oneof![Just(LineEnd::Lf), Just(LineEnd::CrLf)], 1_usize..5, 1_usize..5, any::<bool>()).prop_map(
        |(line_end, quote_every, blank_every, has_mark)| Dress {
            line_end,
            quote_every,
            blank_every,
            has_mark,
        },
    )
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn cells(index: usize, person: &Person) -> Vec<String> {
    vec![
        format!("P{index:04}"),
        text(person.age),
        text(person.sex.map(|sex| ["F", "M"][usize::from(sex)])),
        text(person.smoker.map(|answer| if answer { "yes" } else { "no" })),
        String::new(),
        text(person.quarters[0].map(|quarters| f64::from(quarters) / 4.0)),
        text(person.quarters[1].map(|quarters| f64::from(quarters) / 4.0)),
    ]
}

fn file(people: &[Person], dress: &Dress) -> String {
    let end = match dress.line_end {
        LineEnd::Lf => "\n",
        LineEnd::CrLf => "\r\n",
    };
    let mut out = String::from(if dress.has_mark { "\u{feff}" } else { "" });
    write!(out, "id,age,sex,smoker,start,pain_0,pain_4{end}").unwrap();
    let mut written = 0;
    for (index, person) in people.iter().enumerate() {
        let row = cells(index, person).into_iter().map(|cell| {
            written += 1;
            if written % dress.quote_every == 0 { format!("\"{cell}\"") } else { cell }
        });
        write!(out, "{}{end}", row.collect::<Vec<_>>().join(",")).unwrap();
        if index % dress.blank_every == 0 {
            out.push_str(end);
        }
    }
    out
}

fn read(mapping: &Mapping, bytes: &[u8], batch_rows: usize) -> Batch {
    let mut reader = open(mapping, "a.csv", bytes).unwrap_or_else(|problems| panic!("{problems}"));
    let mut all = Batch::default();
    while let Some(batch) = reader.next_batch(batch_rows).unwrap_or_else(|problems| panic!("{problems}")) {
        assert!(batch.participants.len() <= batch_rows);
        all.participants.extend(batch.participants);
        all.measurements.extend(batch.measurements);
    }
    all
}

fn lines_of_rows(file: &str) -> Vec<u64> {
    let lines = file.lines().enumerate().skip(1);
    lines.filter(|(_, line)| !line.is_empty()).map(|(index, _)| index as u64 + 1).collect()
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        fuzzing::read_anything(&bytes);
    }

    #[test]
    fn bytes_that_look_like_csv_never_panic(text in "[a-d0-9,\"\n\r .\u{e9}-]{0,300}") {
        let bytes = format!("id,age,sex,smoker,start,pain_0,pain_4\n{text}");
        let _ = fuzzing::read_file(&wide_mapping(), bytes.as_bytes());
        fuzzing::read_anything(text.as_bytes());
    }

    #[test]
    fn a_shipped_file_with_damaged_bytes_never_panics(
        damage in prop::collection::vec((0_usize..17_120, any::<u8>()), 1..20),
    ) {
        let mut bytes = sinew::import::shipped::ACUPUNCTURE.files[0].1.to_vec();
        for (at, byte) in damage {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        fuzzing::read_anything(&bytes);
    }

    #[test]
    fn a_damaged_mapping_never_panics(damage in prop::collection::vec((0_usize..4_000, "[a-z0-9\"={}\\[\\],\n]"), 1..8)) {
        let mut text: Vec<char> = sinew::import::shipped::ACUPUNCTURE.mapping_toml.chars().collect();
        for (at, piece) in damage {
            if let (Some(place), Some(character)) = (text.get_mut(at), piece.chars().next()) {
                *place = character;
            }
        }
        let _ = Mapping::from_toml(&text.into_iter().collect::<String>());
    }

    #[test]
    fn a_file_written_well_is_read_back(
        people in prop::collection::vec(person(), 1..40),
        dress in dress(),
        batch_rows in 1_usize..10,
    ) {
        let file = file(&people, &dress);
        let batch = read(&wide_mapping(), file.as_bytes(), batch_rows);
        prop_assert_eq!(batch.participants.len(), people.len());
        let lines: Vec<u64> = batch.participants.iter().map(|row| row.line).collect();
        prop_assert_eq!(lines, lines_of_rows(&file));
        for (index, (row, person)) in batch.participants.iter().zip(&people).enumerate() {
            prop_assert_eq!(row.key.as_str(), format!("P{index:04}"));
            let values = vec![
                person.age.map_or(CellValue::Missing, |age| CellValue::Number(f64::from(age))),
                person.sex.map_or(CellValue::Missing, CellValue::Category),
                person.smoker.map_or(CellValue::Missing, CellValue::Flag),
                CellValue::Missing,
            ];
            prop_assert_eq!(&row.values, &values);
        }
        let written = people.iter().enumerate().flat_map(|(index, person)| {
            (0_u16..2).filter_map(move |time| {
                let quarters = person.quarters[usize::from(time)]?;
                Some((format!("P{index:04}"), time, f64::from(quarters) / 4.0))
            })
        });
        let found = batch.measurements.iter().map(|row| (row.key.as_str().to_owned(), row.time, row.value));
        prop_assert_eq!(found.collect::<Vec<_>>(), written.collect::<Vec<_>>());
    }
}
