//! The terms of an article's title and lead, weighed by how rare they are in the feed.

use samestory::ArticleRef;
use samestory::detect::events::profile::counted::Draft;
use samestory::detect::events::profile::{Profile, Terms};
use samestory::detect::events::score::centring::Centring;
use samestory::detect::text;
use serde_json::{Value, json};

/// One article's terms before the feed's frequencies are known.
pub(super) fn draft(article: ArticleRef<'_>) -> (String, Draft) {
    let text = text::analyse(article);
    (article.id.to_owned(), Draft::new(article, &text))
}

/// Every article's terms, strongest first.
pub(super) fn weighed(drafts: Vec<(String, Draft)>) -> Vec<Value> {
    let (ids, drafts): (Vec<_>, Vec<_>) = drafts.into_iter().unzip();
    let terms = Terms::new(drafts);
    let centring = Centring::new(&terms);
    let profiles = ids.iter().zip(&terms.profiles);
    profiles
        .zip(0..)
        .map(|((id, profile), unit)| {
            json!({
                "id": id,
                "usual": centring.of(unit).similarity,
                "terms": strongest_first(profile, &terms),
            })
        })
        .collect()
}

fn strongest_first(profile: &Profile, terms: &Terms) -> Vec<Value> {
    let mut entries = profile.wording.lead.entries().to_vec();
    entries.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let shown = entries.into_iter().map(|(term, weight)| {
        json!({
            "words": profile.mention(term).map(|(_, words)| words),
            "weight": weight,
            "idf": terms.words.idf(term),
            "articles": terms.words.frequency(term),
        })
    });
    shown.collect()
}
