//! `docs/MUTANTS.md`: how many mutants each room has, what became of them, and why some survive.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::explained::Explained;
use super::fate::Fate;
use super::program::Program;
use super::site::{Mutant, Site, room};

/// A mutant and what became of it.
pub type Judged<'a> = (Mutant<'a>, Fate);

/// Why a mutant survives, as far as somebody knows.
const UNEXPLAINED: &str = "";

#[derive(Default)]
struct Counts {
    sites: usize,
    refused: usize,
    killed: usize,
    timed_out: usize,
    survived: usize,
    not_reached: usize,
    not_tried: usize,
    unexplained: usize,
}

impl Counts {
    fn add(&mut self, fate: Fate, is_explained: bool) {
        match fate {
            Fate::Killed => self.killed += 1,
            Fate::TimedOut => self.timed_out += 1,
            Fate::Survived => self.survived += 1,
            Fate::NotReached => self.not_reached += 1,
            Fate::NotTried => self.not_tried += 1,
        }
        self.unexplained += usize::from(fate.lives() && !is_explained);
    }

    fn mutants(&self) -> usize {
        self.killed + self.timed_out + self.survived + self.not_reached + self.not_tried
    }

    fn row(&self, name: &str) -> String {
        let Self { sites, refused, killed, timed_out, survived, not_reached, not_tried, unexplained } = self;
        let mutants = self.mutants();
        format!(
            "| {name} | {sites} | {refused} | {mutants} | {killed} | {timed_out} | {survived} | {not_reached} | {unexplained} | {not_tried} |\n"
        )
    }

    fn and(mut self, other: &Self) -> Self {
        self.sites += other.sites;
        self.refused += other.refused;
        self.killed += other.killed;
        self.timed_out += other.timed_out;
        self.survived += other.survived;
        self.not_reached += other.not_reached;
        self.not_tried += other.not_tried;
        self.unexplained += other.unexplained;
        self
    }
}

/// What is known of some mutants.
pub struct Findings<'a> {
    /// Where they are, also where the compiler refuses them.
    pub sites: Vec<&'a Site>,
    /// The program they are in.
    pub program: &'a Program,
    /// What became of each.
    pub judged: &'a [Judged<'a>],
    /// Why some may live.
    pub explained: Explained,
}

impl Findings<'_> {
    /// Names of those that live and that nobody explained, as they are written in the files of explanations.
    pub fn unexplained(&self) -> Vec<String> {
        let living = self.judged.iter().filter(|(_, fate)| fate.lives()).map(|(mutant, _)| mutant.name());
        let mut names: Vec<String> = living.filter(|name| !self.explained.contains_key(name)).collect();
        names.dedup();
        names
    }

    /// Explanations of what does not live: it is found by now, or the code is another.
    pub fn outdated(&self, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
        let may_live = |fate: Fate| fate.lives() || fate == Fate::NotTried;
        let judged = self.judged.iter().filter(|(_, fate)| may_live(*fate));
        let living: BTreeSet<String> = judged.map(|(mutant, _)| mutant.name()).collect();
        let concerns = |name: &&String| name.split(" | ").next().is_some_and(&is_asked);
        self.explained.keys().filter(concerns).filter(|name| !living.contains(*name)).cloned().collect()
    }

    /// The one line that says it all.
    pub fn summary(&self) -> String {
        let all = self.all();
        let Counts { sites, refused, killed, timed_out, survived, not_reached, not_tried, unexplained } =
            &all;
        let mutants = all.mutants();
        format!(
            "{sites} sites, {refused} refused by the compiler; {mutants} mutants: {killed} killed, {timed_out} timed out, \
             {survived} survived, {not_reached} not reached, {not_tried} not tried; {unexplained} unexplained"
        )
    }

    /// The whole page.
    pub fn page(&self) -> String {
        let rooms = self.rooms();
        let mut text = INTRODUCTION.to_owned();
        text.extend(rooms.iter().map(|(room, counts)| counts.row(&format!("`{room}`"))));
        text += &self.all().row("all");
        text += "\n## Those that live, and why\n";
        for room in rooms.keys() {
            text += &self.living(room);
        }
        text
    }

    fn all(&self) -> Counts {
        self.rooms().values().fold(Counts::default(), Counts::and)
    }

    fn rooms(&self) -> BTreeMap<&str, Counts> {
        let mut rooms = BTreeMap::<&str, Counts>::new();
        for site in &self.sites {
            let counts = rooms.entry(room(&site.file)).or_default();
            counts.sites += 1;
            counts.refused += usize::from(self.program.refuses(site));
        }
        for (mutant, fate) in self.judged {
            let is_explained = self.explained.contains_key(&mutant.name());
            rooms.entry(mutant.room()).or_default().add(*fate, is_explained);
        }
        rooms
    }

    /// The mutants of a room that live, by reason.
    fn living(&self, of_room: &str) -> String {
        let mut by_reason = BTreeMap::<&str, Vec<String>>::new();
        let lives = |(mutant, fate): &&Judged<'_>| fate.lives() && mutant.room() == of_room;
        for (mutant, fate) in self.judged.iter().filter(lives) {
            let why = self.explained.get(&mutant.name()).map_or(UNEXPLAINED, String::as_str);
            by_reason.entry(why).or_default().push(line(mutant, *fate));
        }
        if by_reason.is_empty() {
            return String::new();
        }
        let mut text = format!("\n### `{of_room}`\n");
        for (why, mut lines) in by_reason {
            lines.dedup();
            let heading = if why == UNEXPLAINED { "Unexplained." } else { why };
            let _ = write!(text, "\n{heading}\n\n{}", lines.concat());
        }
        text
    }
}

const INTRODUCTION: &str = "# Mutants of the statistics engine

Written by `cargo xtask mutants` (ADR 0033); do not edit. An operator in `src/stats` is replaced by another and the tests are run: unit
tests of `domain`, `stats` and `verify` with little effort, and every case of `tests/reference/cases`. One that no test tells apart from
the program has to be explained in `tests/mutants`.

| Room | Sites | Refused by the compiler | Mutants | Killed | Timed out | Survived | Not reached | Of both, unexplained | Not tried |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
";

fn line(mutant: &Mutant<'_>, fate: Fate) -> String {
    let Site { file, function, code, operator, .. } = mutant.site;
    let remark = if fate == Fate::NotReached { " (not reached)" } else { "" };
    format!("- `{file}`, `{function}`: `{}` to `{}` in `{code}`{remark}\n", operator.text, mutant.becomes)
}
