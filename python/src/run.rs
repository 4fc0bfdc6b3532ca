//! Long work without the interpreter's lock: other Python threads go on, progress is told, Ctrl-C ends it.
//!
//! The work gets a thread of its own and a pool whose threads end with it, so that a process may fork
//! between calls. The calling thread looks after signals and calls what shows progress; it alone meets
//! Python. An interrupted run is unwound where it next says how far it is: it holds nothing that could
//! stay half done.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use samestory::{Error, Observer, Stage};

use crate::errors;

/// How often signals and progress are looked after.
const PULSE: Duration = Duration::from_millis(50);

/// How far a run is, and whether it is to go on.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    stages: Mutex<Vec<Reached>>,
    interrupted: AtomicBool,
}

/// A stage and how much of it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reached {
    stage: &'static str,
    done: u64,
    /// 0 when unknown.
    total: u64,
}

/// Why a run was unwound, where that was wanted.
struct Interrupted;

impl Watch {
    /// A stage begins; `total` counts its units of work, 0 when unknown.
    pub(crate) fn stage(&self, stage: &'static str, total: u64) {
        self.stages().push(Reached {
            stage,
            done: 0,
            total,
        });
        self.go_on();
    }

    /// So many units of the current stage are done by now.
    pub(crate) fn reached(&self, done: u64, total: u64) {
        if let Some(last) = self.stages().last_mut() {
            (last.done, last.total) = (done, total);
        }
        self.go_on();
    }

    fn go_on(&self) {
        if self.interrupted.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Interrupted));
        }
    }

    fn stages(&self) -> MutexGuard<'_, Vec<Reached>> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Watch {
    fn begin(&self, stage: Stage, total: u64) {
        self.stage(stage.name(), total);
    }

    fn advance(&self, units: u64) {
        if let Some(last) = self.stages().last_mut() {
            last.done += units;
        }
        self.go_on();
    }
}

/// Does `work` on so many threads, all cores for none, telling `progress` (stage, done, total).
///
/// # Errors
/// Those of the work as exceptions; what a signal or `progress` raises, which ends the work.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    jobs: Option<usize>,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(&Watch) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let watch = &Watch::default();
    let (outcome, raised) = py.detach(|| {
        // Closed at the end of the work, which wakes the thread that waits.
        let (running, end) = channel::<()>();
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| {
                let _running = running;
                catch_unwind(AssertUnwindSafe(|| in_pool(jobs, || work(watch))))
            });
            let mut teller = Teller::default();
            let mut raised = None;
            loop {
                let ended = end.recv_timeout(PULSE) != Err(RecvTimeoutError::Timeout);
                if raised.is_none() {
                    let told = Python::attach(|py| {
                        py.check_signals()?;
                        teller.tell(py, progress, watch)
                    });
                    if let Err(error) = told {
                        watch.interrupted.store(true, Ordering::Relaxed);
                        raised = Some(error);
                    }
                }
                if ended {
                    break;
                }
            }
            (worker.join().and_then(|outcome| outcome), raised)
        })
    });
    match (outcome, raised) {
        (_, Some(raised)) => Err(raised),
        (Ok(Ok(result)), None) => Ok(result),
        (Ok(Err(error)), None) => Err(errors::exception(py, &error)),
        (Err(panic), None) => Err(errors::defect(py, &*panic)),
    }
}

fn in_pool<T: Send>(
    jobs: Option<usize>,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0));
    let pool = pool.build().map_err(|cause| {
        Error::usage(format!("the threads cannot be started: {cause}"))
            .help("ask for fewer with jobs")
    })?;
    pool.install(work)
}

/// Tells how far a run is; every stage at least once.
#[derive(Debug, Default)]
struct Teller {
    told: Vec<Reached>,
}

impl Teller {
    fn tell(
        &mut self,
        py: Python<'_>,
        progress: Option<&Py<PyAny>>,
        watch: &Watch,
    ) -> PyResult<()> {
        let Some(progress) = progress else {
            return Ok(());
        };
        let reached = watch.stages().clone();
        let known = self.told.len().saturating_sub(1);
        for (at, now) in reached.iter().enumerate().skip(known) {
            if self.told.get(at) != Some(now) {
                let total = (now.total > 0).then_some(now.total);
                progress.call1(py, (now.stage, now.done, total))?;
            }
        }
        self.told = reached;
        Ok(())
    }
}

/// Fails as a defect of the package would, so that a test sees what becomes of one.
#[pyfunction(name = "_defect")]
pub(crate) fn defect(py: Python<'_>) -> PyResult<()> {
    detached(py, Some(1), None, |_| panic!("a test asked for it"))
}
