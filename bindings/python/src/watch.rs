//! Signals and progress reports during a long call.

use std::mem;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use constriction_runtime::Error;
use pyo3::exceptions::{PyImportError, PyKeyboardInterrupt};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};

use crate::error::to_py;

/// How often signals are looked at.
const INTERVAL: Duration = Duration::from_millis(50);
/// How long a call must take before it reports.
const PATIENCE: Duration = Duration::from_secs(1);

/// Looks at signals, for what is not called with a [`Watcher`].
#[derive(Debug, Default)]
pub(crate) struct Signals {
    last: Option<Instant>,
}

impl Signals {
    /// Raises what a signal handler raises, if it is time to look.
    pub(crate) fn check(&mut self) -> PyResult<()> {
        let now = Instant::now();
        if self.last.is_none_or(|last| now - last >= INTERVAL) {
            self.last = Some(now);
            return Python::attach(|py| py.check_signals());
        }
        Ok(())
    }
}

/// Watches over one call.
pub(crate) struct Watcher {
    total: usize,
    /// When the call started, and when it was last looked after. A call without progress reports that ends before the
    /// second look needs no clock.
    clock: Option<(Instant, Instant)>,
    is_looked_after: bool,
    progress: Progress,
    /// Why the call was interrupted.
    error: Option<PyErr>,
}

enum Progress {
    Off,
    Function(Py<PyAny>),
    /// A bar of tqdm, from the first report on.
    Bar {
        new: Py<PyAny>,
        bar: Option<Py<PyAny>>,
    },
}

impl Watcher {
    /// Watches a call that codes this number of symbols, and reports to `progress`: a function, or `True` for a bar of
    /// tqdm.
    #[inline]
    pub(crate) fn new(total: usize, progress: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let (clock, progress) = match progress {
            None => (None, Progress::Off),
            Some(progress) => {
                let now = Instant::now();
                (Some((now, now)), Progress::new(progress)?)
            }
        };
        Ok(Self { total, clock, is_looked_after: false, progress, error: None })
    }

    /// Says whether to go on.
    pub(crate) fn go_on(&mut self, done: usize) -> ControlFlow<()> {
        let is_first = !mem::replace(&mut self.is_looked_after, true);
        if is_first && self.clock.is_none() {
            return ControlFlow::Continue(());
        }
        let now = Instant::now();
        let (start, last) = self.clock.get_or_insert((now, now));
        if now - *last < INTERVAL {
            return ControlFlow::Continue(());
        }
        *last = now;
        let is_long = now - *start >= PATIENCE;
        let result = Python::attach(|py| {
            py.check_signals()?;
            if is_long { self.progress.report(py, done, self.total) } else { Ok(()) }
        });
        self.error = result.err();
        if self.error.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Reports the end of a call, and turns its error into an exception.
    pub(crate) fn finish<T>(self, py: Python<'_>, result: Result<T, Error>) -> PyResult<T> {
        self.finish_with(py, result, to_py)
    }

    /// The same with other exceptions for errors.
    pub(crate) fn finish_with<T>(
        mut self,
        py: Python<'_>,
        result: Result<T, Error>,
        to_py: impl FnOnce(Error) -> PyErr,
    ) -> PyResult<T> {
        if !matches!(self.progress, Progress::Off) && self.clock.is_some_and(|(start, _)| start.elapsed() >= PATIENCE) {
            let done = if result.is_ok() { Some(self.total) } else { None };
            // What was coded stays coded: too late for the report to fail.
            if let Err(error) = self.progress.end(py, done, self.total) {
                error.write_unraisable(py, None);
            }
        }
        match result {
            Ok(value) => Ok(value),
            Err(Error::Interrupted) => Err(self.error.unwrap_or_else(|| PyKeyboardInterrupt::new_err(()))),
            Err(error) => Err(to_py(error)),
        }
    }
}

impl Progress {
    fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(is_on) = object.cast::<PyBool>() {
            if !is_on.is_true() {
                return Ok(Self::Off);
            }
            let module = object.py().import("tqdm.auto").map_err(|_| {
                PyImportError::new_err("progress=True needs tqdm: pip install 'constriction[progress]'")
            })?;
            return Ok(Self::Bar { new: module.getattr("tqdm")?.unbind(), bar: None });
        }
        if !object.is_callable() {
            let message = "progress must be a bool or a function of the numbers of symbols done and in all";
            return Err(pyo3::exceptions::PyTypeError::new_err(message));
        }
        Ok(Self::Function(object.clone().unbind()))
    }

    fn report(&mut self, py: Python<'_>, done: usize, total: usize) -> PyResult<()> {
        match self {
            Self::Off => {}
            Self::Function(function) => {
                function.call1(py, (done, total))?;
            }
            Self::Bar { new, bar } => {
                let bar = match bar {
                    Some(bar) => bar,
                    None => {
                        let options = PyDict::new(py);
                        options.set_item("total", total)?;
                        options.set_item("unit", "symbol")?;
                        options.set_item("unit_scale", true)?;
                        bar.insert(new.call(py, (), Some(&options))?)
                    }
                };
                let before: usize = bar.getattr(py, "n")?.extract(py)?;
                bar.call_method1(py, "update", (done.saturating_sub(before),))?;
            }
        }
        Ok(())
    }

    /// The last report, of a call that has come to its end if `done` is given.
    fn end(&mut self, py: Python<'_>, done: Option<usize>, total: usize) -> PyResult<()> {
        if let Some(done) = done {
            self.report(py, done, total)?;
        }
        if let Self::Bar { bar: Some(bar), .. } = self {
            bar.call_method0(py, "close")?;
        }
        Ok(())
    }
}
