//! Events: families that report one happening, and the storylines that events form.
//!
//! In: the families. Out: [`Events`]: every judged pair of families with its evidence, the events
//! as a partition of the families, and the storylines as a partition of the events.

use crate::article::ArticleSource;
use crate::config::Config;
use crate::corrections::Corrections;
use crate::detect::Observer;
use crate::detect::copies::Copies;
use crate::error::Error;

/// What the event layer found; families and events are named by their index.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// A partition of the families.
    pub events: Vec<Vec<u32>>,
    /// A partition of the events.
    pub storylines: Vec<Vec<u32>>,
}

impl Events {
    /// The result when events are not asked for: each family its own event and storyline.
    pub fn one_per_family(copies: &Copies) -> Self {
        let each = |n: usize| (0..).take(n).map(|i| vec![i]).collect::<Vec<_>>();
        Self {
            events: each(copies.families.len()),
            storylines: each(copies.families.len()),
        }
    }
}

/// Finds events and storylines among the families of `copies`.
///
/// # Errors
/// When an article can no longer be read.
pub fn find<S: ArticleSource + ?Sized>(
    _source: &S,
    copies: &Copies,
    _config: &Config,
    _corrections: &Corrections,
    _observer: &dyn Observer,
) -> Result<Events, Error> {
    Ok(Events::one_per_family(copies))
}
