//! Many messages at once, on several threads.

use core::num::NonZeroUsize;
use core::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use constriction_core::{PutInterval, TakeInterval};
use constriction_models::array::Param;
use rayon::prelude::*;

use crate::{BatchError, Error, ModelSpec, Symbols, SymbolsMut, Transaction, decode, encode};

/// How often the progress is asked.
const INTERVAL: Duration = Duration::from_millis(50);

/// Encodes messages that do not depend on each other, each with a new coder of `start`, of which `finish` makes a
/// result.
///
/// This is [`encode`] for each message, on as many threads as are asked for, or as there are processors; the results do
/// not depend on their number. The calling thread calls `progress` twenty times a second, which can stop the call.
///
/// # Errors
/// If a message cannot be encoded, the threads cannot be started, or the progress stops it.
pub fn encode_batch<C, R: Send>(
    start: impl Fn() -> C + Sync,
    finish: impl Fn(C) -> R + Sync,
    spec: &ModelSpec,
    messages: Vec<(Symbols<'_>, Vec<Param<'_>>)>,
    threads: Option<NonZeroUsize>,
    progress: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Vec<R>, BatchError>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    on_threads(messages, threads, progress, |(symbols, params), go_on| {
        let mut coder = start();
        encode(&mut coder, spec, symbols, &params, &mut |_| go_on())?;
        Ok(finish(coder))
    })
}

/// Decodes messages that do not depend on each other, each with its coder, to its places.
///
/// This is [`decode`] for each message, on threads as in [`encode_batch`]. After an error, what is in the places is of
/// no use.
///
/// # Errors
/// If a message cannot be decoded, the threads cannot be started, or the progress stops it.
pub fn decode_batch<C>(
    spec: &ModelSpec,
    messages: Vec<(C, SymbolsMut<'_>, Vec<Param<'_>>)>,
    threads: Option<NonZeroUsize>,
    progress: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), BatchError>
where
    C: Transaction + TakeInterval<Error: Into<Error>> + Send,
{
    on_threads(messages, threads, progress, |(mut coder, mut symbols, params), go_on| {
        decode(&mut coder, spec, &mut symbols, &params, &mut |_| go_on())
    })?;
    Ok(())
}

/// As many threads, but not more than help: a system may not have them.
pub(crate) fn limited(threads: usize) -> usize {
    const MOST: usize = 64;
    // To count the processors takes longer than to code a few symbols.
    if threads <= MOST {
        return threads;
    }
    threads.min(thread::available_parallelism().map_or(MOST, |processors| processors.get().max(MOST)))
}

/// Calls `run` for each message, with a function that returns whether to continue.
fn on_threads<T: Send, R: Send>(
    messages: Vec<T>,
    threads: Option<NonZeroUsize>,
    progress: &mut dyn FnMut() -> ControlFlow<()>,
    run: impl Fn(T, &dyn Fn() -> ControlFlow<()>) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, BatchError> {
    let threads = threads.map_or(0, |threads| limited(threads.get())).min(messages.len().max(1));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|_| BatchError { message: None, error: Error::Threads })?;
    let is_stopped = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    let results: Vec<Result<R, Error>> = thread::scope(|scope| {
        let (pool, run, is_stopped) = (&pool, &run, &is_stopped);
        scope.spawn(move || {
            let go_on = || match is_stopped.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            let results = pool.install(|| messages.into_par_iter().map(|message| run(message, &go_on)).collect());
            // The other end waits for it.
            let _ = sender.send(results);
        });
        loop {
            match receiver.recv_timeout(INTERVAL) {
                Ok(results) => return results,
                // The thread has panicked, and so will this one at the end of the scope.
                Err(RecvTimeoutError::Disconnected) => return Vec::new(),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if progress().is_break() {
                is_stopped.store(true, Ordering::Relaxed);
            }
        }
    });
    if is_stopped.into_inner() {
        return Err(BatchError { message: None, error: Error::Interrupted });
    }
    let results = results.into_iter().enumerate();
    results.map(|(index, result)| result.map_err(|error| BatchError { message: Some(index), error })).collect()
}
