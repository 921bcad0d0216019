//! Simple criteria in words: what it is about, and what is said of it, with "not" between the two for the opposite.

use super::tree::{Sense, Style, Teller};
use super::words::{days, join, number, range};
use crate::cohort::{Criterion, Presence};
use crate::domain::{Code, Instrument, Level, ThresholdKind, Variable, VariableKind};

/// A longer list of levels is cut short.
const MAX_LEVELS_NAMED: usize = 4;

impl Teller<'_> {
    pub(super) fn variable(self, criterion: &Criterion, sense: Sense) -> Option<String> {
        let (_, variable) = self.catalogue.variable(criterion.variable()?)?;
        let subject = self.name(&variable.label);
        let said = match criterion {
            Criterion::NumberRange { low, high, .. } => range(*low, *high, &unit(variable)),
            Criterion::DateRange { low, high, .. } => days(*low, *high),
            Criterion::OneOf { levels, .. } => self.level_names(variable, levels),
            Criterion::FlagIs { answer, .. } => return Some(self.flag(&subject, *answer, sense)),
            Criterion::VariablePresence { presence, .. } => {
                return Some(format!("{subject} {}", presence_word(*presence, sense)));
            }
            Criterion::All(_)
            | Criterion::Any(_)
            | Criterion::Not(_)
            | Criterion::ScoreRange { .. }
            | Criterion::ScoreChange { .. }
            | Criterion::ScorePercentChange { .. }
            | Criterion::Responder { .. }
            | Criterion::ScorePresence { .. }
            | Criterion::Engagement { .. }
            | Criterion::InCohort { .. } => return None,
        };
        Some(say(&subject, &said, sense))
    }

    /// "no prior surgery" is the answer no; the opposite of an answer holds for those who gave none, so it is told
    /// with the answer.
    fn flag(self, subject: &str, answer: bool, sense: Sense) -> String {
        let word = if answer { "yes" } else { "no" };
        match (self.style, sense) {
            (Style::Sentence, Sense::Met) if answer => subject.to_owned(),
            (Style::Sentence, Sense::Met) => format!("no {subject}"),
            (Style::Sentence | Style::Control, _) => say(subject, word, sense),
        }
    }

    fn level_names(self, variable: &Variable, chosen: &[Code]) -> String {
        let levels: &[Level] = match &variable.kind {
            VariableKind::Category { levels } => levels,
            VariableKind::Number { .. } | VariableKind::Flag | VariableKind::Date => &[],
        };
        let chosen = levels.iter().filter(|level| chosen.contains(&level.code));
        let mut names: Vec<String> = chosen.map(|level| self.name(&level.label)).collect();
        if names.len() > MAX_LEVELS_NAMED {
            let others = names.len() - (MAX_LEVELS_NAMED - 1);
            names.truncate(MAX_LEVELS_NAMED - 1);
            names.push(format!("{others} others"));
        }
        join(&names, ", ", "or")
    }

    pub(super) fn score(self, criterion: &Criterion, sense: Sense) -> Option<String> {
        match criterion {
            Criterion::ScoreRange { instrument, time_point, low, high } => {
                let subject = self.score_at(instrument, time_point)?;
                Some(say(&subject, &range(*low, *high, ""), sense))
            }
            Criterion::ScoreChange { instrument, time_point, low, high } => {
                let subject = self.change(instrument, time_point, "change in")?;
                Some(say(&subject, &range(*low, *high, ""), sense))
            }
            Criterion::ScorePercentChange { instrument, time_point, low, high } => {
                let subject = self.change(instrument, time_point, "per cent change in")?;
                Some(say(&subject, &range(*low, *high, "%"), sense))
            }
            Criterion::Responder { instrument, time_point, threshold } => {
                let subject = self.score_at(instrument, time_point)?;
                Some(say(&subject, &self.improvement(instrument, threshold)?, sense))
            }
            Criterion::ScorePresence { instrument, time_point, presence } => {
                let subject = self.score_at(instrument, time_point)?;
                Some(format!("{subject} {}", presence_word(*presence, sense)))
            }
            Criterion::Engagement { instrument, from, to, at_least } => {
                let subject = self.window(instrument, from, to)?;
                Some(say(&subject, &format!("adding up to at least {}", number(*at_least)), sense))
            }
            Criterion::All(_)
            | Criterion::Any(_)
            | Criterion::Not(_)
            | Criterion::NumberRange { .. }
            | Criterion::DateRange { .. }
            | Criterion::OneOf { .. }
            | Criterion::FlagIs { .. }
            | Criterion::VariablePresence { .. }
            | Criterion::InCohort { .. } => None,
        }
    }

    fn score_at(self, instrument: &Code, time_point: &Code) -> Option<String> {
        Some(format!("{} at {}", self.instrument(instrument)?.label, self.time(time_point)?))
    }

    fn change(self, code: &Code, time_point: &Code, what: &str) -> Option<String> {
        let instrument = self.instrument(code)?;
        let baseline = self.time(instrument.baseline.as_ref()?)?;
        Some(format!("{what} {} from {baseline} to {}", instrument.label, self.time(time_point)?))
    }

    fn window(self, instrument: &Code, from: &Code, to: &Code) -> Option<String> {
        if from == to {
            return self.score_at(instrument, from);
        }
        let label = &self.instrument(instrument)?.label;
        Some(format!("{label} from {} to {}", self.time(from)?, self.time(to)?))
    }

    fn improvement(self, instrument: &Code, label: &str) -> Option<String> {
        let thresholds = &self.instrument(instrument)?.thresholds;
        let threshold = thresholds.iter().find(|threshold| threshold.label == label)?;
        let size = match threshold.kind {
            ThresholdKind::Points => format!("{} points", number(threshold.value)),
            ThresholdKind::PercentOfBaseline => format!("{}%", number(threshold.value)),
        };
        Some(format!("improved by at least {size} ({label})"))
    }

    fn instrument(&self, code: &Code) -> Option<&Instrument> {
        self.catalogue.instrument(code).map(|(_, instrument)| instrument)
    }

    fn time(&self, code: &Code) -> Option<&str> {
        self.catalogue.time_point(code).map(|(_, point)| point.label.as_str())
    }
}

fn say(subject: &str, said: &str, sense: Sense) -> String {
    match sense {
        Sense::Met => format!("{subject} {said}"),
        Sense::NotMet => format!("{subject} not {said}"),
    }
}

const fn presence_word(presence: Presence, sense: Sense) -> &'static str {
    match (presence, sense) {
        (Presence::Missing, Sense::Met) | (Presence::Recorded, Sense::NotMet) => "missing",
        (Presence::Recorded, Sense::Met) | (Presence::Missing, Sense::NotMet) => "recorded",
    }
}

fn unit(variable: &Variable) -> String {
    match &variable.kind {
        VariableKind::Number { unit, .. } if !unit.is_empty() => format!(" {unit}"),
        VariableKind::Number { .. }
        | VariableKind::Category { .. }
        | VariableKind::Flag
        | VariableKind::Date => String::new(),
    }
}
