//! Sketches of texts: shingled as `cluster` shingles them.

use pyo3::prelude::*;
use pyo3::types::PyType;
use rayon::prelude::*;
use samestory::config::Profile;
use samestory::detect::copies::minhash::MinHash as Sketch;
use samestory::detect::copies::shingle::Shingler;
use samestory::{Article, ArticleRef, Error};

use super::MinHash;
use super::hash::Hashing;
use crate::errors;
use crate::run::detached;

/// Bytes of texts that are taken over before they are sketched.
const BYTES_AT_ONCE: usize = 1 << 24;

/// One sketch for each of the texts.
pub(super) fn sketched(
    class: &Bound<'_, PyType>,
    texts: &Bound<'_, PyAny>,
    empty: &Sketch,
    profile: Profile,
) -> PyResult<Vec<Py<MinHash>>> {
    let py = class.py();
    let mut texts = texts.try_iter()?;
    let mut made = Vec::new();
    loop {
        let (mut buffer, mut ends) = (String::new(), Vec::new());
        while buffer.len() < BYTES_AT_ONCE {
            let Some(text) = texts.next() else { break };
            let text = text?;
            buffer.push_str(text.cast::<pyo3::types::PyString>()?.to_str()?);
            ends.push(buffer.len());
        }
        if ends.is_empty() {
            return Ok(made);
        }
        let sketches = detached(py, None, None, |_| {
            let starts = std::iter::once(&0).chain(&ends);
            let texts: Vec<&str> = starts.zip(&ends).map(|(&s, &e)| &buffer[s..e]).collect();
            let shingler = || (Shingler::new(profile, 0), Vec::new());
            let sketches =
                texts
                    .into_par_iter()
                    .map_init(shingler, |(shingler, shingles), text| {
                        let nothing = Article::default();
                        let article = ArticleRef {
                            text,
                            ..nothing.as_ref()
                        };
                        shingles.clear();
                        shingler.shingle(article, shingles);
                        let mut sketch = empty.clone();
                        sketch.add_all(shingles);
                        sketch
                    });
            Ok(sketches.collect::<Vec<Sketch>>())
        })?;
        for sketch in sketches {
            let hashing = Hashing::new(py, None)?;
            made.push(Py::new(py, MinHash { sketch, hashing })?);
        }
    }
}

/// The profile of a name.
pub(super) fn profile(py: Python<'_>, name: &str) -> PyResult<Profile> {
    match name {
        "news" => Ok(Profile::News),
        "reference" => Ok(Profile::Reference),
        _ => {
            let error = Error::config(format!("profile is `{name}`"));
            Err(errors::exception(py, &error.help("give news or reference")))
        }
    }
}
