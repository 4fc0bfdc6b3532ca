//! Sentence patterns: text with `[one|or|the other]` and `{slot}`.

use super::draws::Draws;

/// A parsed pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Node>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Text(String),
    Slot(String),
    Choice(Vec<Pattern>),
}

/// Fills the slots of a pattern.
pub(super) trait Fill {
    /// Appends what `slot` stands for.
    fn fill(&mut self, slot: &str, draws: &mut Draws, out: &mut String);
}

impl Pattern {
    /// Parses `text`; a bracket that is never closed reaches to the end.
    pub(super) fn parse(text: &str) -> Self {
        let mut rest = text;
        let pattern = parse_until(&mut rest, false);
        Self(pattern)
    }

    /// Appends one realisation, choices drawn from `draws`.
    pub(super) fn render(&self, fill: &mut dyn Fill, draws: &mut Draws, out: &mut String) {
        for node in &self.0 {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Slot(slot) => fill.fill(slot, draws, out),
                Node::Choice(choices) => draws.pick(choices).render(fill, draws, out),
            }
        }
    }

    /// Names of all slots.
    #[cfg(test)]
    pub(super) fn slots(&self) -> Vec<&str> {
        self.0
            .iter()
            .flat_map(|node| match node {
                Node::Text(_) => Vec::new(),
                Node::Slot(slot) => vec![slot.as_str()],
                Node::Choice(choices) => choices.iter().flat_map(Pattern::slots).collect(),
            })
            .collect()
    }
}

fn parse_until(rest: &mut &str, inside: bool) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(at) = rest.find(['[', '{', '|', ']']) {
        let mark = rest.as_bytes()[at];
        if !inside && (mark == b'|' || mark == b']') {
            nodes.push(Node::Text(rest[..=at].to_owned()));
            *rest = &rest[at + 1..];
            continue;
        }
        if at > 0 {
            nodes.push(Node::Text(rest[..at].to_owned()));
        }
        if mark == b'|' || mark == b']' {
            *rest = &rest[at..];
            return nodes;
        }
        *rest = &rest[at + 1..];
        if mark == b'{' {
            let end = rest.find('}').unwrap_or(rest.len());
            nodes.push(Node::Slot(rest[..end].to_owned()));
            *rest = rest.get(end + 1..).unwrap_or_default();
        } else {
            let mut choices = Vec::new();
            loop {
                choices.push(Pattern(parse_until(rest, true)));
                let more = rest.starts_with('|');
                *rest = rest.get(1..).unwrap_or_default();
                if !more {
                    break;
                }
            }
            nodes.push(Node::Choice(choices));
        }
    }
    if !rest.is_empty() {
        nodes.push(Node::Text((*rest).to_owned()));
        *rest = "";
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Upper;
    impl Fill for Upper {
        fn fill(&mut self, slot: &str, _: &mut Draws, out: &mut String) {
            out.push_str(&slot.to_uppercase());
        }
    }

    #[test]
    fn choices_nest_and_slots_are_filled() {
        let pattern = Pattern::parse("a [b|c [d|e]] {f}");
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..50 {
            let mut out = String::new();
            pattern.render(&mut Upper, &mut Draws::new(seed, &[]), &mut out);
            seen.insert(out);
        }
        let expected = ["a b F", "a c d F", "a c e F"].map(str::to_owned);
        assert_eq!(seen, std::collections::BTreeSet::from(expected));
        assert_eq!(pattern.slots(), ["f"]);
    }
}
