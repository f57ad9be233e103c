//! One message on several threads: they compute its intervals, and the calling thread puts them.

use core::num::NonZeroUsize;
use core::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use constriction_core::{Interval, Order, PutInterval};
use constriction_models::array::Param;
use constriction_models::dynamic::DynModel;

use crate::batch::limited;
use crate::call_models::CallModels;
use crate::encode::{encode_models, encoder_precision, is_at_once, put_chunks};
use crate::fill::fill_chunk;
use crate::{Error, ModelSpec, Options, Progress, Symbols};

/// The most chunks that are computed before they are handed over: enough to amortise that.
const GROUP: usize = 16;
/// A thread is at most this many groups ahead, beside the one that it works at.
const AHEAD: usize = 2;

/// The intervals of chunks one after the other, up to the first one with an error.
type Group = Vec<Result<Vec<Interval>, Error>>;

/// Encodes all symbols of one message, or none if there is an error, as [`encode`](crate::encode) does: the words, the
/// errors, and their order are the same.
///
/// The intervals are computed on as many threads as are asked for, or as there are processors; the calling thread puts
/// them to the coder. That pays where a model costs much: mixtures, rows of probabilities or of logits, binomial
/// distributions. Where intervals are looked up, and in short messages, everything happens on the calling thread. The
/// memory is that of a few chunks for each thread.
///
/// Decoding has no counterpart: which interval comes next depends on all before.
///
/// # Errors
/// As [`encode`](crate::encode), or if the threads cannot be started.
pub fn encode_on_threads<C>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: Symbols<'_>,
    params: &[Param<'_>],
    threads: Option<NonZeroUsize>,
    progress: &mut Progress<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let (models, options) = (spec.models(symbols.len(), params, progress)?, spec.options());
    let (total, chunk) = (symbols.len(), models.chunk());
    let chunks = total.div_ceil(chunk);
    let is_serial =
        models.same().is_some_and(DynModel::is_looked_up) || is_at_once(coder, options, &models, symbols.len());
    let threads = match threads.or_else(|| thread::available_parallelism().ok()) {
        Some(threads) if !is_serial => limited(threads.get().min(chunks)),
        _ => 1,
    };
    if threads <= 1 {
        let result = encode_models(coder, options, &models, symbols, progress);
        return result.map_err(|error| spec.explain(error, params));
    }
    let precision = encoder_precision::<C>(options.precision)?;
    let work = Work {
        options,
        models: &models,
        symbols,
        chunk,
        chunks,
        // Chunks are of one symbol where that takes long: then, one who watches should not wait for more.
        group: (chunks / (4 * threads)).clamp(1, GROUP.min(chunk)),
        threads,
        // A coder that cannot take anything back wants them all before it begins.
        is_backward: C::ORDER == Order::Reverse && coder.mark().is_some(),
    };
    let result = thread::scope(|scope| {
        let work = &work;
        let mut receivers = Vec::with_capacity(threads);
        for number in 0..threads {
            let (sender, receiver) = sync_channel(AHEAD);
            let run = move || work.run(number, &sender);
            thread::Builder::new().spawn_scoped(scope, run).map_err(|_| Error::Threads)?;
            receivers.push(receiver);
        }
        let (mut turns, mut group) = (receivers.iter().cycle(), Vec::new().into_iter());
        let mut take = |_, intervals: &mut Vec<Interval>| loop {
            if let Some(chunk) = group.next() {
                intervals.append(&mut chunk?);
                return Ok(());
            }
            // If there is nothing, the thread has panicked, and so will this one at the end of the scope.
            let received = turns.next().and_then(|receiver| receiver.recv().ok());
            group = received.ok_or(Error::Threads)?.into_iter();
        };
        put_chunks(coder, precision, total, chunk, &mut take, progress)
    });
    result.map_err(|error| spec.explain(error, params))
}

/// The work of several threads, which take turns.
struct Work<'a> {
    options: &'a Options,
    models: &'a CallModels<'a>,
    symbols: Symbols<'a>,
    /// The number of symbols in a chunk, but in the last one.
    chunk: usize,
    chunks: usize,
    /// The number of chunks in a group, but in the last one.
    group: usize,
    threads: usize,
    /// Whether the last chunk comes first.
    is_backward: bool,
}

impl Work<'_> {
    /// The work of the thread with this number, until its groups are no longer needed.
    fn run(&self, number: usize, sender: &SyncSender<Group>) {
        let mut converted = Vec::new();
        for start in (number * self.group..self.chunks).step_by(self.threads * self.group) {
            let group = self.fill_group(start..self.chunks.min(start + self.group), &mut converted);
            let is_last = group.last().is_some_and(Result::is_err);
            if sender.send(group).is_err() || is_last {
                return;
            }
        }
    }

    fn fill_group(&self, chunks: Range<usize>, converted: &mut Vec<i32>) -> Group {
        let mut group = Vec::with_capacity(chunks.len());
        for number in chunks {
            let place = if self.is_backward { self.chunks - 1 - number } else { number };
            let symbols = place * self.chunk..self.symbols.len().min((place + 1) * self.chunk);
            let mut intervals = Vec::new();
            let filled = fill_chunk(self.options, self.models, &self.symbols, symbols, converted, &mut intervals);
            group.push(filled.map(|()| intervals));
            if group.last().is_some_and(Result::is_err) {
                break;
            }
        }
        group
    }
}
