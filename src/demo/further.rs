//! Questionnaires that go with some regions and pathways only, drawn from a sequence of their own: who answers them
//! answers everything else as before.

use super::background::{Background, correlated_rank};
use super::options::IntermittentMissingness;
use super::person::Population;
use super::questionnaires::{Occasions, QuestionnaireTables, Response, Scores};
use super::random::{Random, Stream};
use super::record::PainRecord;
use super::region::Region;
use super::score_table::{ScoreTable, beta_of};

/// Correlation of what lies behind one of these scores with what lies behind its nearest relative.
const RELATIVE_CORRELATION: f64 = 0.7;
/// Correlation of the normal scores of pain and of a region's score, as they are drawn.
const REGION_CORRELATION: f64 = 0.5;
/// Share of the pelvic pathway that bowel, and prolapse, do not bother.
const SHARE_UNBOTHERED: f64 = 0.50;

// Shares and noise are chosen so that the last answer correlates with the start as the trial's table implies (Shebib
// 2019: pain 0.60, disability 0.55, interest in surgery 0.82), and for the knee so that the change has the standard
// deviation of Smittenaar 2017, 14.7.
const KORFF_PAIN: Response = Response { share: 0.60, noise: 11.5, step: 1.0, highest: 100.0 };
const KORFF_DISABILITY: Response = Response { share: 0.90, noise: 17.0, step: 1.0, highest: 100.0 };
const KNEE_PAIN: Response = Response { share: 0.70, noise: 9.5, step: 1.0, highest: 100.0 };
const SURGERY_INTEREST: Response = Response { share: 0.74, noise: 1.2, step: 1.0, highest: 10.0 };
const PELVIC_FLOOR: Response = Response { share: 0.55, noise: 7.0, step: 1.0, highest: 100.0 };

/// The distributions of the scores at the start, worked out once.
#[derive(Debug, Clone, PartialEq)]
pub struct FurtherTables {
    korff_pain: ScoreTable,
    korff_disability: ScoreTable,
    knee_trouble: ScoreTable,
    udi6: ScoreTable,
    other_impact: ScoreTable,
}

/// What somebody is asked beside what everyone is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RegionScores {
    /// Korff's two scores.
    Back {
        /// Characteristic pain intensity.
        pain: Scores,
        /// Disability.
        disability: Scores,
    },
    /// KOOS Pain, 100 for none.
    Knee {
        /// The score.
        pain: Scores,
    },
    /// Beside the urinary impact.
    Pelvic {
        /// Urinary distress (UDI-6).
        distress: Scores,
        /// Impact of bladder, bowel and prolapse together (PFIQ-7), 0–300.
        impact: Scores,
    },
    /// Nothing more.
    None,
}

/// All of a person's further questionnaires.
#[derive(Debug, Clone, PartialEq)]
pub struct FurtherScores {
    /// By region and pathway.
    pub region: RegionScores,
    /// Interest in surgery, in the musculoskeletal pathway.
    pub surgery_interest: Option<Scores>,
}

/// What a person's further scores depend on beside the record.
pub struct Start<'a> {
    /// The background.
    pub background: &'a Background,
    /// The normal score of pain.
    pub pain: f64,
    /// The score of the first region.
    pub region: Scores,
}

impl FurtherTables {
    /// With the distributions of the specification, and those chosen for the pelvic pathway.
    pub fn new() -> Self {
        let bothered = ScoreTable::beta(beta_of(0.20, 0.15), 1);
        Self {
            korff_pain: ScoreTable::beta([3.52, 3.37], 1),
            korff_disability: ScoreTable::beta([1.11, 2.12], 1),
            knee_trouble: ScoreTable::beta(beta_of(0.36, 0.15), 1),
            udi6: ScoreTable::beta(beta_of(0.40, 0.20), 1),
            other_impact: ScoreTable::with_zeros(&bothered, SHARE_UNBOTHERED),
        }
    }

    /// A person's answers.
    pub fn answer(
        &self,
        seed: u64,
        record: &PainRecord,
        questionnaires: &QuestionnaireTables,
        start: &Start<'_>,
        intermittent: IntermittentMissingness,
    ) -> FurtherScores {
        let person = &record.person;
        let mut random = person.random(seed, Stream::FurtherQuestionnaires);
        let occasions = Occasions { record, intermittent };
        let own = questionnaires.normal_score(person.region, start.region.start);
        let both = (start.pain + own) / libm::sqrt(2.0 + 2.0 * REGION_CORRELATION);
        let surgery = occasions.scores(&mut random, start.background.surgery_interest, SURGERY_INTEREST);
        let region = match person.region {
            Region::Back => RegionScores::Back {
                pain: ask(&occasions, &mut random, &self.korff_pain, both, KORFF_PAIN),
                disability: ask(&occasions, &mut random, &self.korff_disability, own, KORFF_DISABILITY),
            },
            Region::Knee => {
                let trouble = ask(&occasions, &mut random, &self.knee_trouble, both, KNEE_PAIN);
                RegionScores::Knee { pain: trouble.map(|trouble| 100.0 - trouble) }
            }
            Region::Pelvic => self.pelvic(&occasions, &mut random, own, start.region),
            Region::Shoulder | Region::Neck | Region::Hip => RegionScores::None,
        };
        let is_asked = person.member.population == Population::Musculoskeletal;
        FurtherScores { region, surgery_interest: is_asked.then_some(surgery) }
    }

    /// The three parts of the impact score are answered on one sheet: it is there when that of the bladder is.
    fn pelvic(
        &self,
        occasions: &Occasions<'_>,
        random: &mut Random,
        own: f64,
        bladder: Scores,
    ) -> RegionScores {
        let distress = ask(occasions, random, &self.udi6, own, PELVIC_FLOOR);
        let bowel = self.other_impact.at(random.uniform());
        let prolapse = self.other_impact.at(random.uniform());
        let [bowel, prolapse] =
            [bowel, prolapse].map(|start| occasions.all_scores(random, start, PELVIC_FLOOR));
        RegionScores::Pelvic { distress, impact: bladder.plus(bowel).plus(prolapse) }
    }
}

/// A score that goes with the normal score `with`.
fn ask(
    occasions: &Occasions<'_>,
    random: &mut Random,
    table: &ScoreTable,
    with: f64,
    response: Response,
) -> Scores {
    let start = table.at(correlated_rank(random, with, RELATIVE_CORRELATION));
    occasions.scores(random, start, response)
}
