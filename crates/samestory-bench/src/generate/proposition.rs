//! Propositions: somebody does something to something, for some reason. The stuff between the facts.
//!
//! One proposition can be told in many forms and with many words; which ones is up to each report.

use super::Tables;
use super::draws::Draws;
use super::kinds::Kind;
use super::pattern::Fill;

/// Things and people that an event keeps coming back to.
const POOL: u64 = 7;

/// One proposition: everything that stays the same however it is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proposition<'a> {
    seed: u64,
    kind: &'a Kind,
    pool: u64,
}

impl<'a> Proposition<'a> {
    /// The proposition with that seed, about the things and people of a pool.
    pub(super) fn of(seed: u64, kind: &'a Kind, pool: u64) -> Self {
        Self { seed, kind, pool }
    }

    /// Fills the slots of a form with it; `story` lends its people as speakers.
    pub(super) fn fill<'b>(
        &mut self,
        tables: &'b Tables,
        story: Option<&'b mut dyn Fill>,
    ) -> PropositionFill<'b>
    where
        'a: 'b,
    {
        PropositionFill {
            proposition: *self,
            tables,
            story,
        }
    }

    fn draws(&self, part: u64) -> Draws {
        Draws::new(self.seed, &[part])
    }

    /// One of the pool's few groups of that part of speech.
    fn pooled(&self, part: u64, count: usize) -> usize {
        let member = self.draws(part).bits() % POOL;
        Draws::new(self.pool, &[part, member]).below(count)
    }
}

/// See [`Proposition::fill`].
pub(super) struct PropositionFill<'b> {
    proposition: Proposition<'b>,
    tables: &'b Tables,
    story: Option<&'b mut dyn Fill>,
}

impl Fill for PropositionFill<'_> {
    fn fill(&mut self, slot: &str, draws: &mut Draws, out: &mut String) {
        let (this, tables) = (self.proposition, self.tables);
        let lexicon = &tables.lexicon;
        match slot {
            "agent" => {
                let own = &this.kind.agents;
                let mut value = this.draws(1);
                let group = if !own.is_empty() && value.chance(45) {
                    value.pick(own)
                } else {
                    &lexicon.agents[this.pooled(2, lexicon.agents.len())]
                };
                out.push_str(draws.word(group));
            }
            "verb" | "verbed" => {
                let group = this.draws(3).pick(&lexicon.verbs).clone();
                let verb = draws.pick(&group);
                if slot == "verbed" {
                    out.push_str(&super::lexicon::past(verb));
                } else {
                    out.push_str(verb);
                }
            }
            "object" => self.object(4, draws, out),
            "object2" => self.object(14, draws, out),
            "reason" => {
                // Its words belong to the proposition, not to the writer.
                let mut words = this.draws(5);
                let seed = words.bits();
                let mut inner = Proposition { seed, ..this };
                let reason = words.pick(&lexicon.reasons);
                reason.render(&mut inner.fill(tables, None), &mut words, out);
            }
            "org" => {
                let number = this.draws(16).below(30_000) as u64;
                out.push_str(&tables.names.organisation(number));
            }
            "year" => out.push_str(&this.draws(17).between(1948, 2016).to_string()),
            "town" | "town2" => {
                let part = if slot == "town" { 6 } else { 15 };
                let number = this.draws(part).below(super::names::PLACES) as u64;
                out.push_str(&tables.names.place(number));
            }
            "speaker" => self.speaker(draws, out),
            _ => debug_assert!(false, "no such slot: {slot}"),
        }
    }
}

impl PropositionFill<'_> {
    fn object(&self, part: u64, draws: &mut Draws, out: &mut String) {
        let (this, tables) = (self.proposition, self.tables);
        let lexicon = &tables.lexicon;
        let mut value = this.draws(part);
        out.push_str("the ");
        if value.chance(70) {
            out.push_str(value.word(&lexicon.adjectives));
            out.push(' ');
        }
        let own = &this.kind.nouns;
        let group = if !own.is_empty() && value.chance(35) {
            value.pick(own)
        } else {
            &lexicon.nouns[this.pooled(3 + part, lexicon.nouns.len())]
        };
        out.push_str(draws.word(group));
        match value.below(12) {
            0 => {
                out.push_str(" of ");
                out.push_str(&tables.names.organisation(value.below(30_000) as u64));
            }
            1 => {
                out.push_str(" in ");
                out.push_str(&tables.names.place(value.below(super::names::PLACES) as u64));
            }
            2 => {
                out.push_str(" on ");
                out.push_str(&tables.names.street(value.bits()));
            }
            3 => {
                out.push_str(" beside the ");
                out.push_str(&value.pick(&lexicon.nouns)[0]);
            }
            _ => {}
        }
    }

    fn speaker(&mut self, draws: &mut Draws, out: &mut String) {
        let mut value = self.proposition.draws(8);
        if let Some(story) = &mut self.story
            && value.chance(60)
        {
            let slot = *value.pick(&["p1", "p2", "p3", "p4"]);
            story.fill(slot, draws, out);
            return;
        }
        let names = &self.tables.names;
        let number = value.bits();
        out.push_str(names.first(number.rotate_left(17)));
        out.push(' ');
        out.push_str(&names.last(number));
        if value.chance(50) {
            out.push_str(" of ");
            out.push_str(&names.organisation(value.below(30_000) as u64));
        }
    }
}
