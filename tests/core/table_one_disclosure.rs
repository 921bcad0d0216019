//! What baseline characteristics give away under rounding: attacks on published results.

use proptest::prelude::*;
use sinew::analysis::PublicShare;
use sinew::analysis::table_one::{
    PublicBody, PublicCharacteristic, PublicDifference, PublicNumber, PublicTableOne, TableOneOptions, run,
};
use sinew::exhibit::{Count, Policy};

use crate::effort::cases;
use crate::reader::{Random, Reader};
use crate::support::{BuiltStudy, Person, Plan, code};

const LEVELS: [&str; 4] = ["Back", "Knee", "Hip", "Elbow"];

/// One person: group, age, region, flag.
type Drawn = (Option<u16>, Option<f64>, Option<u16>, Option<bool>);

fn study(people: &[Drawn], groups: usize) -> BuiltStudy {
    let plan = Plan::twelve_weeks("week 12", &["First", "Second", "Third"][..groups]);
    let person = |drawn: &Drawn| Person { group: drawn.0, scores: vec![drawn.1.map(|age| age * age), None] };
    let rows: Vec<Person> = people.iter().map(person).collect();
    BuiltStudy::new(&plan, &rows)
        .with_number("age", [0.0, 100.0], &people.iter().map(|drawn| drawn.1).collect::<Vec<_>>())
        .with_category("region", &LEVELS, &people.iter().map(|drawn| drawn.2).collect::<Vec<_>>())
        .with_flag("surgery", &people.iter().map(|drawn| drawn.3).collect::<Vec<_>>())
}

fn publish(study: &BuiltStudy, policy: Policy) -> PublicTableOne {
    let options = TableOneOptions { grouping: Some(code("arm")) };
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    raw.publish(policy).get().clone()
}

/// The counts of a column of a characteristic: levels, then the missing.
fn counts(one: &PublicCharacteristic, column: usize) -> Vec<Count> {
    let levels: Vec<Count> = match &one.body {
        PublicBody::Number { .. } => Vec::new(),
        PublicBody::Levels { levels } => levels.iter().map(|level| level.columns[column].people).collect(),
    };
    levels.into_iter().chain([one.missing[column].people]).collect()
}

fn estimate(one: &PublicCharacteristic, column: usize) -> Option<&PublicNumber> {
    match &one.body {
        PublicBody::Number { columns, .. } => Some(&columns[column]),
        PublicBody::Levels { .. } => None,
    }
}

/// How many people with a value a number says there are at least.
fn told(number: &PublicNumber) -> i64 {
    match number {
        PublicNumber::Mean { .. } => 11,
        PublicNumber::Median { quartiles: None, .. } => 22,
        PublicNumber::Median { quartiles: Some(_), .. } => 44,
        PublicNumber::Hidden | PublicNumber::Empty => 0,
    }
}

/// Reads one characteristic; returns for each column its counts in the reader, `None` where nothing is shown.
fn read(
    reader: &mut Reader,
    seen: &PublicCharacteristic,
    truth: &PublicCharacteristic,
    sizes: &[(usize, Count)],
) -> Vec<Option<Vec<usize>>> {
    let column = |(column, &(size, shown)): (usize, &(usize, Count))| {
        let (counts, exact) = (counts(seen, column), counts(truth, column));
        let nothing = counts.iter().all(|count| *count == Count::Hidden);
        if shown == Count::Hidden || nothing {
            assert!(shown != Count::Hidden || nothing, "{}: a hidden group is shown", seen.code);
            return None;
        }
        let name = |position| format!("{}, column {column}, row {position}", seen.code);
        let rows: Vec<usize> = (0..counts.len())
            .map(|position| reader.shown(name(position), counts[position], exact[position]))
            .collect();
        match estimate(seen, column) {
            None => reader.equation(size, &rows),
            Some(number) => {
                let present = reader.rest(size, rows[0]);
                reader.is_at_least(present, told(number));
            }
        }
        Some(rows)
    };
    sizes.iter().enumerate().map(column).collect()
}

fn attack(people: &[Drawn], groups: usize) -> Result<(), String> {
    let study = study(people, groups);
    let (seen, truth) = (publish(&study, Policy::Rounded), publish(&study, Policy::Exact));
    assert_rounded(&seen);
    let mut reader = Reader::default();
    if seen.selected == Count::Hidden {
        return assert_nothing_shown(&seen);
    }
    let selected = reader.shown("selected".to_owned(), seen.selected, truth.selected);
    let ungrouped = reader.shown("ungrouped".to_owned(), seen.ungrouped, truth.ungrouped);
    let mut sizes: Vec<(usize, Count)> = seen
        .groups
        .iter()
        .zip(&truth.groups)
        .map(|(seen, truth)| (reader.shown(seen.label.clone(), seen.people, truth.people), seen.people))
        .collect();
    let parts: Vec<usize> = sizes.iter().map(|(index, _)| *index).collect();
    let all: Vec<usize> = parts.iter().copied().chain([ungrouped]).collect();
    reader.equation(selected, &all);
    if let (Some(shown), Some(exact)) = (seen.all, truth.all)
        && shown != Count::Hidden
    {
        let everyone = reader.shown("all".to_owned(), shown, exact);
        reader.equation(everyone, &parts);
        reader.equation(selected, &[everyone, ungrouped]);
        sizes.push((everyone, shown));
    }
    for (seen, truth) in seen.characteristics.iter().zip(&truth.characteristics) {
        let columns = read(&mut reader, seen, truth, &sizes);
        let Some((Some(all), groups)) = columns.split_last().filter(|_| sizes.len() > parts.len()) else {
            continue;
        };
        let groups: Option<Vec<&Vec<usize>>> = groups.iter().map(Option::as_ref).collect();
        for (row, total) in all.iter().enumerate() {
            if let Some(groups) = &groups {
                reader.equation(*total, &groups.iter().map(|group| group[row]).collect::<Vec<_>>());
            }
        }
    }
    reader.work_out();
    reader.verdict()
}

fn assert_nothing_shown(seen: &PublicTableOne) -> Result<(), String> {
    for one in &seen.characteristics {
        for column in 0..seen.groups.len() {
            if counts(one, column).iter().any(|count| *count != Count::Hidden)
                || estimate(one, column).is_some_and(|number| *number != PublicNumber::Hidden)
                || matches!(one.difference, PublicDifference::Shown { .. })
            {
                return Err(format!("{} is shown", one.code));
            }
        }
    }
    Ok(())
}

fn whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-9
}

/// Percentages are whole and from shown counts, numbers have two digits at most one decimal, differences one.
fn assert_rounded(seen: &PublicTableOne) {
    for one in &seen.characteristics {
        let shares: Vec<&PublicShare> = match &one.body {
            PublicBody::Number { .. } => one.missing.iter().collect(),
            PublicBody::Levels { levels } => {
                levels.iter().flat_map(|level| &level.columns).chain(&one.missing).collect()
            }
        };
        for share in shares {
            assert!(share.share.is_none_or(|value| whole(value.get() * 100.0)), "{share:?}");
            assert!(share.people != Count::Hidden || share.share.is_none(), "{share:?}");
        }
        if let PublicDifference::Shown { value, places } = one.difference {
            assert!(places == 1 && whole(value.get() * 10.0), "{:?}", one.difference);
        }
    }
}

prop_compose! {
    fn people()(
        groups in prop::collection::vec((1_usize..120, 0_u8..25, 5_u8..95), 1..=3),
        ungrouped in 0_usize..30,
        seed in any::<u64>(),
    ) -> (usize, Vec<Drawn>) {
        let mut random = Random::new(seed);
        let mut people = Vec::new();
        for (position, (size, gap, common)) in groups.iter().enumerate() {
            people.extend((0..*size).map(|_| drawn(Some(position as u16), *gap, *common, &mut random)));
        }
        people.extend((0..ungrouped).map(|_| drawn(None, 10, 50, &mut random)));
        (groups.len(), people)
    }
}

fn drawn(group: Option<u16>, gap: u8, common: u8, random: &mut Random) -> Drawn {
    let age = f64::from(random.percent());
    let region = match random.percent() {
        draw if draw < common => 0,
        draw => u16::from(draw) % 3 + 1,
    };
    let surgery = random.percent() < common / 2;
    let mut is_there = || random.percent() >= gap;
    (group, is_there().then_some(age), is_there().then_some(region), is_there().then_some(surgery))
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_count_of_one_to_ten_can_be_worked_out_of_table_one((groups, people) in people()) {
        if let Err(leak) = attack(&people, groups) {
            prop_assert!(false, "{leak}");
        }
    }
}

#[test]
fn a_small_level_hides_another_and_its_groups_difference_but_not_the_rest() {
    let person = |row: u16| -> Drawn {
        let region = if row % 50 < 4 { 3 } else { row % 3 };
        (Some(row / 50), Some(f64::from(row % 50)), Some(region), Some(row.is_multiple_of(2)))
    };
    let people: Vec<Drawn> = (0..100).map(person).collect();
    let seen = publish(&study(&people, 2), Policy::Rounded);
    let find = |name: &str| {
        seen.characteristics.iter().find(|one| one.code.as_str() == name).expect("a characteristic")
    };
    assert!(counts(find("region"), 0).iter().filter(|count| **count == Count::Hidden).count() >= 2);
    assert_eq!(find("region").difference, PublicDifference::Hidden);
    assert_eq!(counts(find("surgery"), 0), [Count::About(23), Count::About(23), Count::Zero]);
    assert!(matches!(find("surgery").difference, PublicDifference::Shown { places: 1, .. }));
    assert!(matches!(estimate(find("age"), 2), Some(PublicNumber::Mean { places: 0, .. })));
}

#[test]
fn a_hidden_group_leaves_nothing_to_subtract_it_from() {
    let person = |row: u16| -> Drawn {
        let group = if row < 80 { 0 } else { row % 2 + 1 };
        (Some(group), Some(f64::from(row % 60)), Some(row % 2), Some(row.is_multiple_of(3)))
    };
    let people: Vec<Drawn> = (0..98).map(person).collect();
    let seen = publish(&study(&people, 3), Policy::Rounded);
    let sizes: Vec<Count> = seen.groups.iter().map(|group| group.people).collect();
    assert_eq!(sizes, [Count::About(78), Count::Hidden, Count::Hidden]);
    assert_eq!(seen.all, Some(Count::Hidden));
    for one in &seen.characteristics {
        assert_eq!(one.difference, PublicDifference::Hidden, "{}", one.code);
        for column in 1..4 {
            assert!(counts(one, column).iter().all(|count| *count == Count::Hidden), "{}", one.code);
        }
    }
}
