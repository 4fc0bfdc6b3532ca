//! The terms of an article's title and lead, weighed by how rare they are in the feed.

use samestory::ArticleRef;
use samestory::detect::events::profile::term_frequencies::TermFrequencies;
use samestory::detect::events::profile::{Collection, Profile};
use samestory::detect::events::score::centring::Centring;
use samestory::detect::text;
use serde_json::{Value, json};

/// One article's terms before the feed's frequencies are known.
pub(super) fn counted(article: ArticleRef<'_>) -> (String, TermFrequencies) {
    let text = text::analyse(article);
    (article.id.to_owned(), TermFrequencies::new(article, &text))
}

/// Every article's terms, strongest first.
pub(super) fn weighed(counted: Vec<(String, TermFrequencies)>) -> Vec<Value> {
    let (ids, counted): (Vec<_>, Vec<_>) = counted.into_iter().unzip();
    let collection = Collection::new(counted);
    let centring = Centring::new(&collection);
    let profiles = ids.iter().zip(&collection.profiles);
    profiles
        .zip(0..)
        .map(|((id, profile), document)| {
            json!({
                "id": id,
                "usual": centring.of(document).similarity,
                "terms": strongest_first(profile, &collection),
            })
        })
        .collect()
}

fn strongest_first(profile: &Profile, collection: &Collection) -> Vec<Value> {
    let mut entries = profile.tf_idf.lead.entries().to_vec();
    entries.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let shown = entries.into_iter().map(|(term, weight)| {
        json!({
            "words": profile.mention(term).map(|(_, words)| words),
            "weight": weight,
            "idf": collection.words.idf(term),
            "articles": collection.words.document_frequency(term),
        })
    });
    shown.collect()
}
