//! Decides which articles a deduplicated feed leaves out, and says why.
//!
//! In: a [`Detection`], and a [`Rule`]. Out: a [`Removal`] for each article that is left out; all
//! others stay. Promise for copies: an article is left out only when one that stays carries its
//! text, as judged of these two, never by way of a third. So the longer of two texts, one of which
//! quotes the other whole, is never left out for the shorter, the last of many versions not for the
//! first, and no article that stays carries the text of another one that stays,
//! whichever families the two are in.
//!
//! Cost: linear in articles and pairs.

mod across;
mod carriers;
mod keepers;

use ahash::AHashMap;
use serde::{Deserialize, Serialize};

use carriers::{Carriers, Tied, Ties};
use keepers::Keepers;
use samestory::detection::{Detection, Event, Family, Membership, Relation, Tie};

/// What counts as a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Copies: the same text. The articles that stay hold every text of the feed.
    #[default]
    Family,
    /// Reports of one event, however worded: one article an event stays. What only another report
    /// says is left out with it.
    Event,
}

/// Between which outlets a repetition counts. An article without a source has no outlet that could
/// be the same or another: it only counts among [`Among::All`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Among {
    /// Between any two articles.
    #[default]
    All,
    /// Between articles of one outlet only.
    OneSource,
    /// Between articles of different outlets only.
    OtherSources,
}

/// What is left out.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// What counts as a repetition.
    pub by: By,
    /// Between which outlets it counts.
    pub among: Among,
    /// The outlet of each article, by position; may be empty for [`Among::All`]. Letter case does
    /// not matter.
    pub sources: &'a [Option<String>],
    /// Number of articles, from the first position on, that may be left out. Those behind are only
    /// looked up: they are never left out, and stay before all others. Default: all.
    pub fresh: usize,
}

impl Default for Rule<'_> {
    fn default() -> Self {
        Self {
            by: By::default(),
            among: Among::default(),
            sources: &[],
            fresh: usize::MAX,
        }
    }
}

/// An article that is left out, the one that stays in its place, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Removal {
    /// The article that is left out.
    pub id: String,
    /// The article that stays in its place.
    pub kept: String,
    /// The other feed that the kept article is in; none when it stays in this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_in: Option<String>,
    /// What it repeats: a text or an event.
    pub by: By,
    /// Id of the family or event of the kept article.
    pub group: String,
    /// How it is tied to its group. `to` is the kept article, or another one with the same words.
    pub relation: Option<Tie>,
    /// Probability, 0 to 1, that it belongs to its event.
    pub score: f64,
    /// Why, for a person.
    pub why: Vec<String>,
    /// Its position in the feed.
    #[serde(skip)]
    pub position: usize,
    /// The position of the kept article.
    #[serde(skip)]
    pub kept_position: usize,
}

/// The articles to leave out, in input order; none when nothing repeats. By event, the detection
/// needs its events; by family, its families and pairs.
pub fn removals(found: &Detection, rule: &Rule<'_>) -> Vec<Removal> {
    let ids = found.memberships.iter().map(|m| m.id.as_str());
    let positions: AHashMap<&str, usize> = ids.zip(0..).collect();
    let mut removals: Vec<Removal> = match rule.by {
        By::Family => {
            let ties = Ties::new(found, &positions);
            let families = found.families.iter();
            let mut removals: Vec<Removal> = families
                .flat_map(|family| of_family(family, &ties, rule))
                .collect();
            across::leave_out(&ties, rule, &mut removals);
            removals
        }
        By::Event => {
            let events = found.events.iter();
            events
                .flat_map(|event| of_event(event, &positions, &found.memberships, rule))
                .collect()
        }
    };
    removals.sort_by_key(|removal| removal.position);
    removals
}

/// Adds what is left out of the articles that stay: what was left out for one of them follows it to the
/// article that stays now.
pub fn add_round(removals: &mut Vec<Removal>, more: Vec<Removal>) {
    let gone: AHashMap<usize, &Removal> = more.iter().map(|next| (next.position, next)).collect();
    for removal in &mut *removals {
        let Some(next) = gone.get(&removal.kept_position) else {
            continue;
        };
        removal.why.push(format!(
            "`{}` itself is left out for `{}`",
            removal.kept, next.kept
        ));
        removal.kept.clone_from(&next.kept);
        removal.kept_position = next.kept_position;
        removal.group.clone_from(&next.group);
        // Scores have four digits.
        removal.score = (removal.score * next.score * 1e4).round() / 1e4;
    }
    removals.extend(more);
    removals.sort_by_key(|removal| removal.position);
}

/// Those of an event: its lead stays, or what is only looked up.
fn of_event(
    event: &Event,
    positions: &AHashMap<&str, usize>,
    memberships: &[Membership],
    rule: &Rule<'_>,
) -> Vec<Removal> {
    let members = event.members.iter();
    let mut members: Vec<usize> = members
        .filter_map(|id| positions.get(id.as_str()).copied())
        .collect();
    members.sort_by_key(|&member| member < rule.fresh);
    let mut keepers = Keepers::new(rule);
    let mut removals = Vec::new();
    for &member in &members {
        let keeper = keepers.of(member).filter(|_| member < rule.fresh);
        let Some(keeper) = keeper else {
            keepers.add(member);
            continue;
        };
        let article = &memberships[member];
        let kept = &memberships[keeper];
        let why = [
            format!("reports the same event as `{}`", kept.id),
            article.relation.as_ref().map_or_else(String::new, reason),
        ];
        removals.push(Removal {
            id: article.id.clone(),
            kept: kept.id.clone(),
            kept_in: None,
            by: By::Event,
            group: article.event.clone(),
            relation: article.relation.clone(),
            score: article.score,
            why: why.into_iter().filter(|why| !why.is_empty()).collect(),
            position: member,
            kept_position: keeper,
        });
    }
    removals
}

/// Those of a family: each article for which one stays that carries its text.
fn of_family(family: &Family, ties: &Ties<'_>, rule: &Rule<'_>) -> Vec<Removal> {
    let members = family.members.iter();
    let mut members: Vec<usize> = members.filter_map(|id| ties.position(id)).collect();
    members.sort_by_key(|&member| member < rule.fresh);
    let carriers = Carriers::new(&members, ties);
    let mut keepers: Vec<Keepers<'_>> = Vec::new();
    keepers.resize_with(carriers.texts(), || Keepers::new(rule));
    let mut removals = Vec::new();
    // What carries a text is decided before the text.
    for member in carriers.order() {
        let text = carriers.text(member);
        let mut texts = std::iter::once(text).chain(carriers.above(text));
        let keeper = texts
            .find_map(|text| keepers[text].of(member))
            .filter(|_| member < rule.fresh);
        match keeper.and_then(|keeper| Some((keeper, carriers.shown(member, keeper, ties)?))) {
            Some((keeper, tied)) => {
                removals.push(removal(ties, member, keeper, &family.family, tied));
            }
            None => keepers[text].add(member),
        }
    }
    removals
}

fn removal(ties: &Ties<'_>, article: usize, kept: usize, group: &str, tied: &Tied<'_>) -> Removal {
    let membership = &ties.memberships[article];
    let evidence = tied.pair.into_iter().flat_map(|pair| &pair.evidence_for);
    Removal {
        id: membership.id.clone(),
        kept: ties.memberships[kept].id.clone(),
        kept_in: None,
        by: By::Family,
        group: group.to_owned(),
        relation: Some(tied.tie.clone()),
        score: membership.score,
        why: std::iter::once(reason(&tied.tie))
            .chain(evidence.map(|evidence| evidence.detail.clone()))
            .collect(),
        position: article,
        kept_position: kept,
    }
}

/// A tie in words.
fn reason(tie: &Tie) -> String {
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    match tie.kind {
        Relation::Identical => format!("the same words as `{}`", tie.to),
        Relation::NearCopy => format!(
            "{} of its word sequences stand in `{}`, {} of all are shared",
            percent(tie.containment),
            tie.to,
            percent(tie.resemblance)
        ),
        Relation::Excerpt => format!(
            "{} of its word sequences stand in `{}`",
            percent(tie.containment),
            tie.to
        ),
        Relation::Rewrite => format!("a rewrite of `{}`", tie.to),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::detection::{Cohesion, Pair, Role};

    fn membership(id: &str, lead: &str) -> Membership {
        Membership {
            id: id.to_owned(),
            family: "f".to_owned(),
            event: "e".to_owned(),
            storyline: "s".to_owned(),
            role: Role::NearCopy,
            lead: lead.to_owned(),
            relation: None,
            score: 1.0,
            storyline_score: 1.0,
            margin: 1.0,
            flags: Vec::new(),
        }
    }

    fn pair(a: &str, b: &str, relation: Relation, containment: f64, back: f64) -> Pair {
        Pair {
            a: a.to_owned(),
            b: b.to_owned(),
            relation,
            resemblance: 0.5,
            containment,
            containment_back: back,
            event_score: None,
            storyline_score: None,
            explained: true,
            evidence_for: Vec::new(),
            evidence_against: Vec::new(),
        }
    }

    /// Members in order, and which are left out for which.
    fn left_out(members: &[&str], pairs: Vec<Pair>) -> Vec<(String, String)> {
        let found = Detection {
            memberships: members
                .iter()
                .map(|id| membership(id, members[0]))
                .collect(),
            families: vec![Family {
                family: "f".to_owned(),
                lead: members[0].to_owned(),
                members: members.iter().map(|&id| id.to_owned()).collect(),
                cohesion: Cohesion {
                    min: 1.0,
                    mean: 1.0,
                    weakest: None,
                    bridges: Vec::new(),
                },
            }],
            pairs,
            ..Detection::default()
        };
        let removals = removals(&found, &Rule::default());
        removals.into_iter().map(|r| (r.id, r.kept)).collect()
    }

    #[test]
    fn an_article_is_left_out_for_one_that_carries_it_itself() {
        let near = |a, b| pair(a, b, Relation::NearCopy, 0.7, 0.7);
        let versions = vec![near("v1", "v2"), near("v2", "v3"), near("v3", "v4")];
        let left = left_out(&["v1", "v2", "v3", "v4"], versions);
        assert_eq!(
            left,
            [("v2".into(), "v1".into()), ("v4".into(), "v3".into())]
        );
    }

    #[test]
    fn what_was_left_out_follows_its_keeper() {
        let removal = |position: usize, kept_position: usize| Removal {
            id: position.to_string(),
            kept: kept_position.to_string(),
            kept_in: None,
            by: By::Event,
            group: format!("e{kept_position}"),
            relation: None,
            score: 0.5,
            why: Vec::new(),
            position,
            kept_position,
        };
        let mut removals = vec![removal(1, 0), removal(4, 3)];
        add_round(&mut removals, vec![removal(3, 2)]);
        let told: Vec<_> = removals.iter().map(|r| (&*r.id, &*r.kept)).collect();
        assert_eq!(told, [("1", "0"), ("3", "2"), ("4", "2")]);
        assert_eq!(removals[2].why, ["`3` itself is left out for `2`"]);
        assert_eq!((&*removals[2].group, removals[2].kept_position), ("e2", 2));
        assert!((removals[2].score - 0.25).abs() < 1e-9);
    }

    #[test]
    fn a_whole_is_decided_before_its_part_and_words_stand_for_the_same_words() {
        // `part` stands in `again`, which has the words of `whole`; it comes before both.
        let pairs = vec![
            pair("part", "again", Relation::Excerpt, 0.95, 0.4),
            pair("again", "whole", Relation::Identical, 1.0, 1.0),
        ];
        let left = left_out(&["part", "whole", "again"], pairs);
        let whole = || "whole".to_owned();
        assert_eq!(
            left,
            [("part".to_owned(), whole()), ("again".to_owned(), whole())]
        );
    }

    #[test]
    fn a_copy_in_another_family_is_left_out_with_those_that_follow_it_and_no_others() {
        // `b` stays for `c` and `d`; `a`, of another family, carries `b` and `c`, but not `d`.
        let near = |a, b| pair(a, b, Relation::NearCopy, 0.7, 0.7);
        let mut memberships: Vec<Membership> =
            ["a", "b", "c", "d"].map(|id| membership(id, id)).into();
        memberships[0].family = "g".to_owned();
        let family = Family {
            family: "f".to_owned(),
            lead: "b".to_owned(),
            members: ["b", "c", "d"].map(str::to_owned).into(),
            cohesion: Cohesion {
                min: 1.0,
                mean: 1.0,
                weakest: None,
                bridges: Vec::new(),
            },
        };
        let found = Detection {
            memberships,
            families: vec![family],
            pairs: vec![
                near("a", "b"),
                near("a", "c"),
                near("b", "c"),
                near("b", "d"),
            ],
            ..Detection::default()
        };
        let left = removals(&found, &Rule::default());
        let left: Vec<(&str, &str)> = left.iter().map(|r| (&*r.id, &*r.kept)).collect();
        assert_eq!(left, [("b", "a"), ("c", "a")]);
    }
}
