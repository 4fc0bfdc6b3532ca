//! What a run finds: the records that are written, shown and read back.
//!
//! Field names are those of the output files; `samestory schema NAME` prints their JSON Schemas.

use serde::{Deserialize, Serialize};

use crate::corrections::{Contradiction, Unmatched};
use crate::time::{Day, Timestamp};

/// How two articles relate, from closest to farthest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words in the same order, after normalisation.
    Identical,
    /// The same text with small edits.
    NearCopy,
    /// One holds (most of) the other's text; see the two containments for which.
    Excerpt,
    /// The same report in other words, part by part.
    Rewrite,
    /// Reports of one happening.
    SameEvent,
    /// Reports of different events of one continuing matter.
    SameStoryline,
    /// The same form with other facts: results, weather, earnings.
    SameTemplate,
    /// Too little text or evidence to say.
    Undecided,
    /// Nothing binds them.
    Unrelated,
}

/// What an article is in its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The article that stands for its event.
    Lead,
    /// Same text as the article it is tied to.
    Identical,
    /// Nearly the same text.
    NearCopy,
    /// A part of the text, or a text that holds it.
    Excerpt,
    /// The same report in other words.
    Rewrite,
    /// An independent report.
    Report,
    /// Alone in its event.
    Single,
}

/// What a reader should know before relying on a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// No words at all.
    Empty,
    /// Too few words to judge by.
    ShortText,
    /// The feed gives no publication date.
    Undated,
    /// States a fact that another report of the event contradicts.
    Conflict,
    /// Too little evidence either way; left alone rather than guessed.
    Undecided,
    /// Marked as an update or correction of another version.
    Version,
    /// Shares a form, not facts, with another article.
    Template,
    /// The event would fall apart without this article.
    Bridge,
    /// Placed by a correction that a person made.
    Corrected,
}

/// One article's place: its family, event and storyline, and how sure that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// The article.
    pub id: String,
    /// Copy family (articles that carry one text).
    pub family: String,
    /// Event.
    pub event: String,
    /// Storyline.
    pub storyline: String,
    /// What it is in its event.
    pub role: Role,
    /// Id of its event's lead article (its own id when it leads or is single).
    pub lead: String,
    /// The article it is tied to, and how; none for a lead or a single article.
    pub relation: Option<Tie>,
    /// Probability, 0 to 1, that it belongs to its event. 1 for a single article means that
    /// nothing else was found, not that nothing exists.
    pub score: f64,
    /// Probability, 0 to 1, that its event belongs to its storyline.
    pub storyline_score: f64,
    /// `score` minus the score it would have in the next best event; 1 when there is none.
    pub margin: f64,
    /// What to know before relying on it.
    pub flags: Vec<Flag>,
}

/// How an article is tied to another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// The other article.
    pub to: String,
    /// How they relate.
    pub kind: Relation,
    /// Shared shingles over all shingles of both, 0 to 1.
    pub resemblance: f64,
    /// Share of this article's shingles found in the other, 0 to 1.
    pub containment: f64,
    /// Share of the other's shingles found in this one, 0 to 1.
    pub containment_back: f64,
}

/// A judged pair, with its evidence where that can matter to a reader.
///
/// A run judges some forty pairs an article, and almost all of them come to nothing. Their scores
/// are recorded, every one; their evidence is put into words where [`Pair::is_worth_explaining`]
/// says so, and `explained` tells which is which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The article that comes first in the total order (time, id).
    pub a: String,
    /// The other one.
    pub b: String,
    /// How they relate.
    pub relation: Relation,
    /// Shared shingles over all shingles of both, 0 to 1.
    pub resemblance: f64,
    /// Share of a's shingles found in b, 0 to 1.
    pub containment: f64,
    /// Share of b's shingles found in a, 0 to 1.
    pub containment_back: f64,
    /// Probability, 0 to 1, that both report one event; null where only texts were compared.
    pub event_score: Option<f64>,
    /// Probability, 0 to 1, that both belong to one storyline; null as for `event_score`.
    pub storyline_score: Option<f64>,
    /// Whether the evidence is given. Where it is not, the two lists are empty because nobody put
    /// the evidence into words, not because there is none; `samestory compare` does.
    #[serde(default = "yes")]
    pub explained: bool,
    /// Evidence that they belong together, strongest first.
    #[serde(rename = "for")]
    pub evidence_for: Vec<Evidence>,
    /// Evidence that they do not, strongest first; missing evidence is listed with weight 0.
    #[serde(rename = "against")]
    pub evidence_against: Vec<Evidence>,
}

impl Pair {
    /// Event score from which a pair that was kept apart is a near miss.
    pub const NEAR_MISS: f64 = 0.1;

    /// Whether the evidence of a pair can matter to a reader: the two are tied in some way (copies,
    /// one event, one storyline, one template), or nearly were ([`Pair::NEAR_MISS`]), or only their
    /// texts were compared. What is left are unrelated and undecided pairs of a low score.
    pub fn is_worth_explaining(relation: Relation, event_score: Option<f64>) -> bool {
        !matches!(relation, Relation::Undecided | Relation::Unrelated)
            || event_score.is_none_or(|score| score >= Self::NEAR_MISS)
    }
}

/// Folders written before there was a choice explain every pair.
fn yes() -> bool {
    true
}

/// One reason, with the words it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which signal speaks: `shared_text`, `lead`, `body`, `names`, `numbers`, `event_date`, `kind`, ...
    pub signal: String,
    /// The reason in words, for a person.
    pub detail: String,
    /// How much it moves the score, in the score's own scale; 0 when evidence is missing.
    pub weight: f64,
    /// The words it rests on.
    pub quotes: Vec<Quote>,
}

/// Words of one of the two articles of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Id of the article that is quoted.
    pub article: String,
    /// Whether the offsets count in its title or its text.
    pub field: Field,
    /// First byte in that field.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The quoted words.
    pub text: String,
}

/// Which string of an article an offset counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The headline.
    Title,
    /// The body text.
    Text,
}

/// One happening and the articles that report it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Id, derived from content.
    pub event: String,
    /// Storyline it belongs to.
    pub storyline: String,
    /// Title of its lead article, or the first words of its text.
    pub title: String,
    /// Id of the article that stands for it.
    pub lead: String,
    /// Ids of its articles, lead first, then by time and id.
    pub members: Vec<String>,
    /// Number of copy families among them.
    pub families: usize,
    /// Outlets that carry it, sorted.
    pub sources: Vec<String>,
    /// Earliest publication.
    pub first_published: Option<Timestamp>,
    /// Latest publication.
    pub last_published: Option<Timestamp>,
    /// When it happened, as the articles say.
    pub event_date: Option<EventDate>,
    /// Its most telling words, strongest first.
    pub terms: Vec<String>,
    /// How well it holds together.
    pub cohesion: Cohesion,
    /// Facts its articles disagree on.
    pub conflicts: Vec<Conflict>,
}

/// When an event happened, and how sure that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventDate {
    /// First day.
    pub from: Day,
    /// Last day; the same as `from` for one day.
    pub to: Day,
    /// Share, 0 to 1, of the event's dated articles that agree.
    pub confidence: f64,
    /// Words that give it.
    pub quote: Option<Quote>,
}

/// How well a cluster holds together, over all pairs of its families, rejected ones included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cohesion {
    /// Lowest score of any pair, 0 to 1; pairs that were never judged count as 0.
    pub min: f64,
    /// Mean score of all pairs, 0 to 1; 1 for a single article.
    pub mean: f64,
    /// The pair with the lowest score.
    pub weakest: Option<[String; 2]>,
    /// Articles without which the event falls apart.
    pub bridges: Vec<String>,
}

/// A fact on which reports of one event disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What it is about: `premier`, `killed`, `event_date`.
    pub field: String,
    /// Each value and who says it, most supported first.
    pub values: Vec<ConflictValue>,
}

/// One side of a [`Conflict`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictValue {
    /// The value as stated.
    pub value: String,
    /// Ids of the articles that state it.
    pub articles: Vec<String>,
    /// Where one of them states it.
    pub quote: Option<Quote>,
}

/// Events of one continuing matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Storyline {
    /// Id, derived from content.
    pub storyline: String,
    /// Title of its largest event.
    pub title: String,
    /// Its events in time order.
    pub events: Vec<String>,
    /// Number of articles in them.
    pub articles: usize,
    /// Its most telling words, strongest first.
    pub terms: Vec<String>,
    /// Earliest publication.
    pub first_published: Option<Timestamp>,
    /// Latest publication.
    pub last_published: Option<Timestamp>,
    /// Which event continues which.
    pub follows: Vec<Follows>,
}

/// One event of a storyline continues another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Follows {
    /// The later event.
    pub event: String,
    /// The earlier one.
    pub follows: String,
    /// Storyline score between the two, 0 to 1.
    pub score: f64,
}

/// A copy family and its cohesion audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// Id, derived from content.
    pub family: String,
    /// Id of the article that stands for it.
    pub lead: String,
    /// Ids of its articles, lead first, then by time and id.
    pub members: Vec<String>,
    /// Exact resemblance (excerpts: containment of the shorter) over all member pairs.
    pub cohesion: Cohesion,
}

/// Everything a run finds. Lists are sorted by their content, never by the order of threads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// One for every article, input order.
    pub memberships: Vec<Membership>,
    /// Families of two or more, by earliest member.
    pub families: Vec<Family>,
    /// Every event, single articles included, by first publication.
    pub events: Vec<Event>,
    /// Every storyline, single events included, by first publication.
    pub storylines: Vec<Storyline>,
    /// Every judged pair, by (a, b) in the total order.
    pub pairs: Vec<Pair>,
    /// How the run went: what was counted, chosen and capped.
    pub counts: Counts,
}

/// What a run counted, chose and capped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles read.
    pub articles: usize,
    /// Articles without any word.
    pub empty: usize,
    /// Articles with too few words to judge by.
    pub short: usize,
    /// Articles in a family without being its lead.
    pub copies: usize,
    /// Families of two or more.
    pub families: usize,
    /// Events.
    pub events: usize,
    /// Events of one family.
    pub single_events: usize,
    /// Storylines.
    pub storylines: usize,
    /// Pairs that met in a band or a containment key.
    pub copy_candidates: usize,
    /// Pairs of families that met in an event key.
    pub event_candidates: usize,
    /// Candidate work left out by a cap, per reason; empty when nothing was capped.
    pub capped: Vec<Capped>,
    /// Names of `prefer` that are the source of no article.
    #[serde(default)]
    pub unknown_preferred: Vec<String>,
    /// Bands and rows chosen, with what they promise.
    pub bands: Option<BandPlan>,
    /// What became of the corrections that were given.
    #[serde(default)]
    pub corrections: CorrectionOutcome,
}

/// What became of the corrections of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionOutcome {
    /// Verdicts given.
    pub given: usize,
    /// Verdicts that name articles which the run does not have.
    pub unmatched: Vec<Unmatched>,
    /// Verdicts left out because others say otherwise, with the chain that says so.
    pub contradictions: Vec<Contradiction>,
}

/// Work that a stated cap left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capped {
    /// Which cap.
    pub cap: String,
    /// How many keys it hit.
    pub keys: usize,
    /// How many pairs it left out.
    pub pairs: u64,
}

/// Bands and rows, and the candidate probability that they promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandPlan {
    /// Number of bands.
    pub bands: usize,
    /// Slots per band.
    pub rows: usize,
    /// Resemblance the plan was made for.
    pub threshold: f64,
    /// Probability asked for at the threshold.
    pub target_recall: f64,
    /// Predicted probability, as (resemblance, probability that such a pair becomes a candidate).
    pub curve: Vec<(f64, f64)>,
    /// Share of a sample's exact pairs at or above the threshold that were candidates.
    pub measured_recall: Option<f64>,
    /// Exact pairs in that sample.
    pub measured_pairs: usize,
}
