//! What each statistic on a page means, for a clinician: one gesture away from the number.

/// A statistic or rule that has an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    /// A mean and its interval.
    Mean,
    /// The 95 % interval.
    Interval,
    /// What the band around a line of means is.
    Band,
    /// Change from baseline.
    MeanChange,
    /// The difference between the changes of two groups.
    MeanDifference,
    /// The share with a value.
    Reporting,
    /// The share who improved by at least a cut-off.
    Responders,
    /// The four ways to treat missing values.
    MissingData,
    /// The strip of people under the figure.
    DropOut,
    /// Hiding and rounding of counts.
    Suppression,
    /// What “data as of” and “version” mean.
    DataVersion,
    /// How people came to be in their groups.
    Assignment,
}

impl Explanation {
    /// Every explanation, in their order.
    pub const ALL: [Self; 12] = [
        Self::Mean,
        Self::Interval,
        Self::Band,
        Self::MeanChange,
        Self::MeanDifference,
        Self::Reporting,
        Self::Responders,
        Self::MissingData,
        Self::DropOut,
        Self::Suppression,
        Self::DataVersion,
        Self::Assignment,
    ];

    /// The key an exhibit names it by.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Interval => "interval",
            Self::Band => "band",
            Self::MeanChange => "mean_change",
            Self::MeanDifference => "mean_difference",
            Self::Reporting => "reporting",
            Self::Responders => "responders",
            Self::MissingData => "missing_data",
            Self::DropOut => "drop_out",
            Self::Suppression => "suppression",
            Self::DataVersion => "data_version",
            Self::Assignment => "assignment",
        }
    }

    /// The explanation of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|explanation| explanation.key() == key)
    }

    /// Id of the element that holds it.
    pub fn element_id(self) -> String {
        format!("explain-{}", self.key())
    }

    /// Heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mean => "Mean score",
            Self::Interval => "95% confidence interval",
            Self::Band => "The band around a line",
            Self::MeanChange => "Change from baseline",
            Self::MeanDifference => "Difference in change",
            Self::Reporting => "Share reporting",
            Self::Responders => "Share who improved",
            Self::MissingData => "When someone leaves",
            Self::DropOut => "People behind each mean",
            Self::Suppression => "Hidden and rounded counts",
            Self::DataVersion => "Data version",
            Self::Assignment => "How people came to be in their groups",
        }
    }

    /// Paragraphs, plain text.
    #[cfg(any(feature = "ssr", test))]
    pub const fn paragraphs(self) -> &'static [&'static str] {
        match self {
            Self::Mean => &[
                "The average score of the people counted below it, at that time point.",
                "A mean hides spread: two groups can share a mean while some people in one are much worse. Read it \
                 with its interval and with how many people reported.",
            ],
            Self::Interval => &[
                "A range of values for the true mean that fit these data. If the study were repeated many times, 95 \
                 of 100 such ranges would hold the true value.",
                "It speaks of the average, not of one person: an individual can lie far outside it. A wide range \
                 means few people or very different scores. It does not account for who left the study.",
                "Means use Student’s t; shares use the Wilson interval.",
            ],
            Self::Band => &[
                "95% interval: how well the mean is known. It gets narrow as people get many, however much they differ.",
                "Middle half of people: from the 25th to the 75th percentile of their scores at that time. Half of the \
                 people lie in it, a quarter above and a quarter below. It stays wide when people differ, and says \
                 nothing about how well the mean is known.",
                "Mean and interval stay in the table and at the end of each line.",
            ],
            Self::MeanChange => &[
                "Each person’s score minus the same person’s score at baseline, averaged. Only people with both \
                 values count, unless missing values are filled in.",
                "People often begin when they feel worst, so some improvement would come without any treatment. \
                 Without a comparison group the change is not the effect of the programme.",
            ],
            Self::MeanDifference => &[
                "The change of the first group minus that of the second. Where lower is better, a negative difference \
                 means that the first group improved more.",
                "Its method and the reason for it stand under the figure, beside the other methods. An interval on both \
                 sides of 0 fits no difference at all.",
                "Whether a difference matters is another question than whether there is one: the figure draws the size \
                 that one person would notice as a yardstick, where the score has one.",
                "Only where chance decided who is in which group can the difference be called an effect. Otherwise it \
                 may come from who the people are; a method that adjusts takes account of the baseline score alone.",
            ],
            Self::Reporting => &[
                "Of all people in the group, the share who have a score at that time point.",
                "The lower it is, the more the mean depends on who stayed. People who feel better, and people who \
                 gave up, both stop reporting; the data alone cannot tell which.",
            ],
            Self::Responders => &[
                "The share of people whose score got better by at least this part of their own baseline score. Someone \
                 who started at 60 has improved by 30% at 42, where lower is better.",
                "Of everyone: all who had a baseline score above 0, also those who left; without a later score they \
                 count as not improved, unless the page says that their last score counts. Of completers: only those \
                 who stayed by the study’s own rule. The truth for everyone mostly lies between the two.",
                "Some people would have improved without any treatment. Without a comparison group the share is not the \
                 effect of the programme.",
            ],
            Self::MissingData => &[
                "Reports only: the mean of the scores received at each time point. Nothing is filled in; different \
                 people can stand behind different points.",
                "Completers: only people who stayed to the end by the study’s own rule. The same people throughout, \
                 but the ones for whom it went well are over-represented.",
                "Last value carried on (LOCF): a missing score is replaced by the person’s last one. It assumes \
                 nothing changed after they left.",
                "Baseline carried on (BOCF): a missing score is replaced by the person’s first one. It assumes that \
                 all improvement was lost, and is the most cautious for a score that improves.",
                "Filled-in values are treated as if they had been observed, so those intervals are narrower than \
                 they should be. If the four tell the same story, drop-out does not decide it.",
            ],
            Self::DropOut => &[
                "One column a time point. Solid: people whose score is in the mean. Hatched: no report this time, \
                 but a later one came. Outline: left, with no later report.",
                "The full height is everyone in that group at the start.",
            ],
            Self::Suppression => &[
                "When it is on, counts under 11 are not shown, and other counts are shown as the middle of a band of \
                 five (13 stands for 11 to 15). Means and shares are rounded so that the hidden count cannot be \
                 worked out.",
                "Sometimes a second, larger count is hidden too, because the first could be had by subtraction. \
                 Hidden is drawn as a hatch and is never zero.",
            ],
            Self::DataVersion => &[
                "Each load of a study’s files makes a new version, with the day it was loaded. Every number on the \
                 page comes from this version.",
                "The exhibit id under a figure belongs to the version, the people selected and the settings. Same \
                 id, same numbers.",
            ],
            Self::Assignment => &[
                "In a randomised study chance decided the group, so groups differ at the start only by chance. \
                 Otherwise people or their clinicians chose, and a difference between groups may come from who \
                 chose what.",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_explanation_is_found_by_its_key() {
        for explanation in Explanation::ALL {
            assert_eq!(Explanation::from_key(explanation.key()), Some(explanation));
            assert!(!explanation.paragraphs().is_empty());
        }
        assert_eq!(Explanation::from_key("nonsense"), None);
    }
}
