//! `MinHash` with the names and meanings of datasketch, on the library's sketches.

mod bulk;
mod hash;
mod texts;
mod values;

pub(crate) use bulk::Sketches;
pub(crate) use hash::xxh3_64;

use pyo3::exceptions::{PyDeprecationWarning, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};
use samestory::detect::copies::minhash::{EMPTY, MinHash as Sketch};

use crate::errors;
use hash::Hashing;

/// What the sketches are made with; of another scheme none can be compared.
pub(crate) const SCHEME: &str = "fast_similarity";

/// A sketch of a set, by which its Jaccard similarity to other sets is estimated.
///
/// The names and meanings are those of `datasketch.MinHash`. The default `hashfunc` is XXH3 (64 bits) of
/// bytes or of the UTF-8 of a string.
///
/// Args:
///     num_perm: Number of hash values, 1 to 16383. The standard error of `jaccard` is at most
///         1 / (2 * sqrt(num_perm)): 0.044 for 128.
///     seed: Makes independent sketches of the same elements; only sketches of one seed compare.
///     gpu_mode: Taken for the sake of datasketch's callers and without meaning.
///     hashfunc: Makes an integer of 0 to 2**64 - 1 of an element; elements are then of any type.
///     hashobj: As in datasketch: deprecated, without effect.
///     hashvalues: Those of another sketch, of the same seed and hashfunc, to take over: `num_perm`
///         numbers. They ask for `scheme`.
///     permutations: Taken for the sake of datasketch's callers and without meaning.
///     scheme: `"fast_similarity"`, which is the only one: hash values of datasketch do not compare.
///
/// Raises:
///     ValueError: When `num_perm` or a hash value is out of range, or the scheme is another one.
///
/// Example:
///     >>> from samestory import MinHash
///     >>> a, b = MinHash(), MinHash()
///     >>> a.update_batch(["ferry", "aground", "harbour", "sandbank"])
///     >>> b.update_batch(["ferry", "aground", "harbour", "captain"])
///     >>> round(a.jaccard(b), 1)
///     0.6
#[pyclass(subclass, module = "samestory", skip_from_py_object)]
#[derive(Debug)]
pub(crate) struct MinHash {
    pub(crate) sketch: Sketch,
    hashing: Hashing,
}

#[pymethods]
impl MinHash {
    #[new]
    #[pyo3(signature = (num_perm=128, seed=1, gpu_mode="disable", hashfunc=None, hashobj=None, hashvalues=None, permutations=None, scheme=None))]
    #[expect(
        clippy::too_many_arguments,
        reason = "those of datasketch, in its order"
    )]
    fn new(
        py: Python<'_>,
        num_perm: usize,
        seed: u64,
        gpu_mode: &str,
        hashfunc: Option<Py<PyAny>>,
        hashobj: Option<Py<PyAny>>,
        hashvalues: Option<&Bound<'_, PyAny>>,
        permutations: Option<Py<PyAny>>,
        scheme: Option<&str>,
    ) -> PyResult<Self> {
        let _ = (gpu_mode, permutations);
        if hashobj.is_some() {
            let category = py.get_type::<PyDeprecationWarning>();
            PyErr::warn(
                py,
                &category,
                c"hashobj is deprecated, use hashfunc instead",
                1,
            )?;
        }
        match (scheme, hashvalues) {
            (Some(SCHEME), _) | (None, None) => {}
            (None, Some(_)) => {
                return Err(PyValueError::new_err(format!(
                    "hash values do not tell what they were made with; help: pass scheme={SCHEME:?} with those of samestory"
                )));
            }
            (Some(other), _) => {
                return Err(PyValueError::new_err(format!(
                    "the scheme is {other:?}; help: sketch the elements anew, hash values of datasketch cannot be taken over"
                )));
            }
        }
        let slots = match hashvalues {
            Some(values) => values::taken(values)?,
            None => vec![EMPTY; num_perm].into(),
        };
        let sketch = Sketch::from_slots(slots, seed).map_err(|e| errors::exception(py, &e))?;
        Ok(Self {
            sketch,
            hashing: Hashing::new(py, hashfunc)?,
        })
    }

    /// Adds an element: bytes or a string, or whatever `hashfunc` takes.
    fn update(&mut self, b: &Bound<'_, PyAny>) -> PyResult<()> {
        let hash = self.hashing.of(b)?;
        self.sketch.add(hash);
        Ok(())
    }

    /// Adds all elements of an iterable; quicker than one by one.
    fn update_batch(&mut self, b: &Bound<'_, PyAny>) -> PyResult<()> {
        let mut hashes = Vec::new();
        self.hashing.all(b, &mut hashes)?;
        self.sketch.add_all(&hashes);
        Ok(())
    }

    /// Adds elements by their hashes: a buffer of unsigned 64-bit integers, such as a NumPy array of
    /// dtype uint64 and any length. No hashfunc is called.
    fn update_hashes(&mut self, hashes: &Bound<'_, PyAny>) -> PyResult<()> {
        self.sketch.add_all(&values::hashes(hashes)?);
        Ok(())
    }

    /// Estimated Jaccard similarity of the two sets, 0 to 1; two empty sets are equal.
    ///
    /// Raises:
    ///     ValueError: When seed, number of hash values or scheme differ.
    fn jaccard(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<f64> {
        let other = of_one_scheme(other)?;
        let resemblance = self.sketch.resemblance(&other.sketch);
        resemblance.map_err(|e| errors::exception(py, &e))
    }

    /// Estimated number of different elements, with a relative standard error of about
    /// 1 / sqrt(num_perm); 0.0 of the empty set.
    fn count(&self) -> f64 {
        self.sketch.count()
    }

    /// Adds the elements of another sketch.
    ///
    /// Raises:
    ///     ValueError: As `jaccard`.
    fn merge(&mut self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<()> {
        // It may be this one, which is then what it was.
        let other = other.cast::<Self>().map_err(|_| unlike())?;
        let Ok(other) = other.try_borrow() else {
            return Ok(());
        };
        self.sketch
            .merge(&other.sketch)
            .map_err(|e| errors::exception(py, &e))
    }

    /// A copy of the hash values: `num_perm` numbers of dtype uint32.
    fn digest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::array(py, self.sketch.slots())
    }

    /// Whether no element was added.
    fn is_empty(&self) -> bool {
        self.sketch.is_empty()
    }

    /// Takes all elements out.
    fn clear(&mut self, py: Python<'_>) -> PyResult<()> {
        let empty = Sketch::new(self.sketch.slots().len(), self.sketch.seed());
        self.sketch = empty.map_err(|e| errors::exception(py, &e))?;
        Ok(())
    }

    /// A sketch of the same set that goes its own way.
    fn copy<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let arguments = Self::arguments(slf)?;
        slf.get_type().call((), Some(&arguments))
    }

    /// The sketch of all elements of two or more others.
    ///
    /// Raises:
    ///     ValueError: For fewer than two, and as `jaccard`.
    #[classmethod]
    #[pyo3(signature = (*mhs))]
    fn union<'py>(
        cls: &Bound<'py, PyType>,
        mhs: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = cls;
        if mhs.len() < 2 {
            return Err(PyValueError::new_err("Cannot union less than 2 MinHash"));
        }
        let first = mhs.get_item(0)?;
        let first = first.cast::<Self>().map_err(|_| unlike())?;
        let made = Self::copy(first)?;
        for other in mhs.iter().skip(1) {
            let mut made = made.cast::<Self>()?.borrow_mut();
            made.merge(other.py(), &other)?;
        }
        Ok(made)
    }

    /// One sketch for each of the sets, as a list. Hashing and sketching a set is one step, and sets
    /// are sketched on all cores, without the interpreter's lock.
    ///
    /// Args:
    ///     b: An iterable of iterables of elements.
    ///     minhash_kwargs: Those of the constructor, for all of them.
    #[classmethod]
    #[pyo3(signature = (b, **minhash_kwargs))]
    fn bulk<'py>(
        cls: &Bound<'py, PyType>,
        b: &Bound<'py, PyAny>,
        minhash_kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let sketches = Sketches::new(cls, b, minhash_kwargs)?;
        Bound::new(cls.py(), sketches)?.try_iter()?.collect()
    }

    /// As `bulk`, as an iterator, which reads some sets ahead.
    #[classmethod]
    #[pyo3(signature = (b, **minhash_kwargs))]
    fn generator(
        cls: &Bound<'_, PyType>,
        b: &Bound<'_, PyAny>,
        minhash_kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Sketches> {
        Sketches::new(cls, b, minhash_kwargs)
    }

    /// One sketch for each of the texts, as a list: of three words in a row, taken as `cluster` takes them,
    /// on all cores and without the interpreter's lock. A text is never cut into Python strings.
    ///
    /// Args:
    ///     texts: An iterable of strings.
    ///     num_perm: As in the constructor.
    ///     seed: As in the constructor.
    ///     profile: `news` or `reference`, as for `cluster`.
    ///
    /// Example:
    ///     >>> from samestory import MinHash
    ///     >>> a, b = MinHash.of_texts(["The harbour of Marnholm is closed until Friday noon."] * 2)
    ///     >>> a.jaccard(b)
    ///     1.0
    #[classmethod]
    #[pyo3(signature = (texts, num_perm=128, seed=1, profile="news"))]
    fn of_texts(
        cls: &Bound<'_, PyType>,
        texts: &Bound<'_, PyAny>,
        num_perm: usize,
        seed: u64,
        profile: &str,
    ) -> PyResult<Vec<Py<Self>>> {
        let py = cls.py();
        let empty = Sketch::new(num_perm, seed).map_err(|e| errors::exception(py, &e))?;
        texts::sketched(cls, texts, &empty, texts::profile(py, profile)?)
    }

    /// The hash values, which are the state: `num_perm` numbers of dtype uint32, a copy.
    #[getter]
    fn hashvalues<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.digest(py)
    }

    #[setter]
    fn set_hashvalues(&mut self, py: Python<'_>, hashvalues: &Bound<'_, PyAny>) -> PyResult<()> {
        let slots = values::taken(hashvalues)?;
        let sketch = Sketch::from_slots(slots, self.sketch.seed());
        self.sketch = sketch.map_err(|e| errors::exception(py, &e))?;
        Ok(())
    }

    /// What independent sketches differ in.
    #[getter]
    fn seed(&self) -> u64 {
        self.sketch.seed()
    }

    /// Number of hash values.
    #[getter]
    fn num_perm(&self) -> usize {
        self.sketch.slots().len()
    }

    /// What makes an integer of an element.
    #[getter]
    fn hashfunc(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.hashing.function(py)
    }

    /// None: the library's sketches have no permutations.
    #[getter]
    #[expect(clippy::unused_self, reason = "an attribute that datasketch has")]
    fn permutations(&self) -> Option<u32> {
        None
    }

    /// The method of sketching; sketches of another one do not compare.
    #[getter]
    #[expect(clippy::unused_self, reason = "an attribute that datasketch has")]
    fn scheme(&self) -> &'static str {
        SCHEME
    }

    fn __len__(&self) -> usize {
        self.sketch.slots().len()
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> bool {
        slf.get_type().is(other.get_type())
            && (other.cast::<Self>())
                .is_ok_and(|other| slf.borrow().sketch == other.borrow().sketch)
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::copy(slf)
    }

    fn __deepcopy__<'py>(
        slf: &Bound<'py, Self>,
        memo: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = memo;
        Self::copy(slf)
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let made = py.import("copyreg")?.getattr("__newobj_ex__")?;
        let arguments = (slf.get_type(), PyTuple::empty(py), Self::arguments(slf)?);
        Ok((made, arguments.into_pyobject(py)?))
    }
}

impl MinHash {
    /// What the constructor takes for an equal one.
    fn arguments<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let py = slf.py();
        let this = slf.borrow();
        let arguments = PyDict::new(py);
        arguments.set_item("seed", this.sketch.seed())?;
        arguments.set_item("hashvalues", values::bytes(py, this.sketch.slots()))?;
        arguments.set_item("scheme", SCHEME)?;
        if let Some(function) = this.hashing.own(py) {
            arguments.set_item("hashfunc", function)?;
        }
        Ok(arguments)
    }
}

fn of_one_scheme<'py>(other: &Bound<'py, PyAny>) -> PyResult<PyRef<'py, MinHash>> {
    let other = other.cast::<MinHash>().map_err(|_| unlike())?;
    Ok(other.borrow())
}

fn unlike() -> PyErr {
    PyValueError::new_err("not a MinHash of samestory; help: sketch both with samestory.MinHash")
}
