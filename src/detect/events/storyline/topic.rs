//! Topics: what an event is about.
//!
//! In: the profiles of its documents. Out: a [`Topic`], their centroid. The product of two is the mean cosine of
//! all pairs of documents across.

use crate::detect::events::profile::Profiles;
use crate::detect::events::profile::tf_idf::{Cosines, TfIdf};
use crate::detect::events::score::centring::Centring;
use crate::detect::events::score::similarity::{similarity, topic_similarity};
use crate::detect::structures::numbers::{as_f64, narrow};

/// What an event is about: the mean of its documents.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    tf_idf: TfIdf,
    mean_similarity: f32,
}

impl Topic {
    /// The mean of some documents. The mean product of the pairs across two events is then the product of
    /// their topics.
    pub fn of(profiles: &Profiles, centring: &Centring, documents: &[u32]) -> Self {
        let means = documents
            .iter()
            .map(|&document| f64::from(centring.of(document).topic));
        Self {
            tf_idf: TfIdf::mean(
                documents
                    .iter()
                    .map(|&document| &profiles.of(document).tf_idf),
            ),
            mean_similarity: narrow(means.sum::<f64>() / as_f64(documents.len().max(1))),
        }
    }

    /// The mean weights of its words.
    pub fn tf_idf(&self) -> &TfIdf {
        &self.tf_idf
    }

    /// How much two events are about one topic, beyond what is usual in the feed; `cosines` are those of the
    /// two.
    pub fn strength(&self, other: &Self, cosines: Cosines) -> f32 {
        let [lead, body, names] = [cosines.lead, cosines.body, cosines.names].map(f64::from);
        // A name that everybody in the region mentions makes no topic by itself.
        let similarity = similarity(lead, body, names.min(lead + body));
        let usual = f32::midpoint(self.mean_similarity, other.mean_similarity);
        narrow(topic_similarity(body, similarity)) - usual
    }
}
