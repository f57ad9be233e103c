//! Encodes and decodes chunks on several threads.

use core::num::NonZeroUsize;

use crate::Error;

/// How many chunks are worked at at the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Threads {
    #[cfg(feature = "rayon")]
    pool: Option<std::sync::Arc<rayon::ThreadPool>>,
}

impl Threads {
    /// This many threads, or as many as there are processors.
    #[cfg(feature = "rayon")]
    pub(crate) fn new(threads: Option<NonZeroUsize>) -> Result<Self, Error> {
        let threads = threads.map_or(0, NonZeroUsize::get);
        if threads == 1 {
            return Ok(Self::default());
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|_| Error::Threads)?;
        Ok(Self { pool: Some(std::sync::Arc::new(pool)) })
    }

    /// One thread: without the feature `rayon`, there are no others.
    #[cfg(not(feature = "rayon"))]
    pub(crate) fn new(_threads: Option<NonZeroUsize>) -> Result<Self, Error> {
        Ok(Self::default())
    }

    /// How many chunks are best worked at at a time: two for each thread, or one where there is one.
    pub(crate) fn chunks(&self) -> usize {
        #[cfg(feature = "rayon")]
        if let Some(pool) = &self.pool {
            return 2 * pool.current_num_threads();
        }
        1
    }

    /// Does something with each of these.
    pub(crate) fn map<T: Send, U: Send>(&self, items: Vec<T>, run: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
        #[cfg(feature = "rayon")]
        if let Some(pool) = &self.pool {
            use rayon::prelude::*;
            return pool.install(|| items.into_par_iter().map(run).collect());
        }
        items.into_iter().map(run).collect()
    }
}
