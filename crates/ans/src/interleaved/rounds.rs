//! Rounds of one symbol for each state, by the instructions that the processor has.

use constriction_bits::{PopWords, WriteWords};
use constriction_core::{
    Corrupt, DecodeError, EncodeError, FailedSymbol, Format, Interval, IntervalTables, PutInterval, SymbolLookup,
    SymbolTables, Unsigned,
};
use constriction_kernels::{Level, rans64, rans64_tables};

use crate::Interleaved;

/// The number of symbols that are pushed at a time: whole rounds for any number of states.
const BLOCK: usize = 256;

impl<F: Format, B> Interleaved<F, B> {
    /// Whether the kernels have states and words of this kind.
    pub(super) const HAS_KERNELS: bool = <F::Word as Unsigned>::BITS == 32 && F::LOWER_BITS == 32;
    /// From how many lanes on it pays to use them.
    pub(super) const LEAST_LANES: usize = 8;
}

impl<F: Format, B: WriteWords<F::Word>> Interleaved<F, B> {
    /// Whether [`put_rounds`](Self::put_rounds) works, and pays.
    #[inline]
    pub(super) fn is_vectorised(&self) -> bool {
        // A sink that takes nothing back must get what comes before an error, and no more.
        Self::HAS_KERNELS && self.lanes.count().get() >= Self::LEAST_LANES && self.words.mark().is_some()
    }

    /// Encodes all intervals. The iterator is not asked again after its end.
    #[inline]
    pub(super) fn put_rounds(
        &mut self,
        mut intervals: impl Iterator<Item = Interval>,
        precision: u32,
    ) -> Result<(), EncodeError<B::Error>> {
        let mut block = [[0; 2]; BLOCK];
        loop {
            let mut len = 0;
            for (place, interval) in block.iter_mut().zip(intervals.by_ref()) {
                debug_assert!(interval.fits(precision), "the interval must lie within 0..1 << precision");
                *place = [interval.left, interval.prob.get()];
                len += 1;
            }
            self.put_block(&block[..len], precision)?;
            if len < BLOCK {
                return Ok(());
            }
        }
    }

    fn put_block(&mut self, block: &[[u32; 2]], precision: u32) -> Result<(), EncodeError<B::Error>> {
        let lanes = self.lanes.count().get();
        let (rounds, rest) = block.split_at(block.len() - block.len() % lanes);
        if !rounds.is_empty() {
            let (mut xs, mut words) = ([0; 64], [0; BLOCK]);
            let xs = &mut xs[..lanes];
            let states = self.lanes.in_order();
            for (x, state) in xs.iter_mut().zip(states.iter()) {
                *x = state.to_u64();
            }
            let len = rans64::push(Level::detect(), precision, xs, rounds, &mut words);
            let pushed = words[..len].iter().map(|&word| F::Word::from_low(word.into()));
            if self.words.write_all(pushed).is_err() {
                // Nothing was written. What can be written is that before the symbol that failed.
                return self.put_each(block, precision);
            }
            for (x, state) in xs.iter().zip(states) {
                *state = F::State::from_low(*x);
            }
        }
        self.put_each(rest, precision)
    }

    /// See [`put_tables`](PutInterval::put_tables), where rounds are [vectorised](Self::is_vectorised).
    pub(super) fn put_places(&mut self, tables: &IntervalTables<'_>, places: &[u32]) -> bool {
        let Some(mark) = self.mark() else { return false };
        let lanes = self.lanes.count().get();
        for places in places.chunks(BLOCK) {
            let (rounds, rest) = places.split_at(places.len() - places.len() % lanes);
            let (mut xs, mut words) = ([0; 64], [0; BLOCK]);
            let xs = &mut xs[..lanes];
            let states = self.lanes.in_order();
            for (x, state) in xs.iter_mut().zip(states.iter()) {
                *x = state.to_u64();
            }
            let level = Level::detect();
            let pushed = rans64_tables::push(level, tables.precision, tables.entries, xs, rounds, &mut words);
            let is_done = pushed.is_some_and(|len| {
                let pushed = words[..len].iter().map(|&word| F::Word::from_low(word.into()));
                self.words.write_all(pushed).is_ok()
            });
            for (x, state) in xs.iter().zip(states) {
                *state = F::State::from_low(*x);
            }
            let mut rest = rest.iter().map(|&place| tables.interval(place as usize));
            let put = |interval: Option<Interval>| interval.is_some_and(|it| self.put(it, tables.precision).is_ok());
            if !is_done || !rest.all(put) {
                self.rewind(mark);
                return false;
            }
        }
        true
    }

    fn put_each(&mut self, intervals: &[[u32; 2]], precision: u32) -> Result<(), EncodeError<B::Error>> {
        let mut intervals = intervals.iter().filter_map(|&[left, length]| {
            let prob = length.try_into().ok()?;
            Some(Interval { left, prob })
        });
        intervals.try_for_each(|interval| self.put(interval, precision))
    }
}

impl<F: Format, B: PopWords<F::Word>> Interleaved<F, B> {
    /// See [`advance_all`](constriction_core::TakeInterval::advance_all). There must not be more intervals than lanes.
    #[inline]
    pub(super) fn advance_round(
        &mut self,
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<DecodeError<B::Error>>> {
        let len = intervals.len();
        let (mut xs, mut steps) = ([0; 64], [[0; 2]; 64]);
        let (xs, steps) = (&mut xs[..len], &mut steps[..len]);
        for (step, interval) in steps.iter_mut().zip(intervals) {
            *step = [interval.left, interval.prob.get()];
        }
        let states = self.lanes.in_order();
        for (x, state) in xs.iter_mut().zip(states.iter()) {
            *x = state.to_u64();
        }
        let mut too_small = rans64::pop(Level::detect(), precision, xs, steps);
        let (mut done, mut result) = (len, Ok(()));
        while too_small != 0 {
            let lane = too_small.trailing_zeros() as usize;
            too_small &= too_small - 1;
            match self.words.pop_word() {
                Ok(Some(word)) => xs[lane] = xs[lane] << 32 | word.to_u64(),
                other => {
                    // This lane and those after it stay as they were.
                    let error = other.map_or_else(DecodeError::Source, |_| Corrupt.into());
                    result = Err(FailedSymbol { index: lane, error });
                    done = lane;
                    break;
                }
            }
        }
        for (x, state) in xs[..done].iter().zip(states) {
            *state = F::State::from_low(*x);
        }
        self.lanes.skip(done);
        result
    }

    /// See [`take_tables`](constriction_core::TakeInterval::take_tables).
    pub(super) fn take_rounds(&mut self, tables: &SymbolTables<'_>, numbers: &[u32], symbols: &mut [i32]) -> usize {
        let &SymbolTables { precision, first, count, ref lookup } = tables;
        let tables = match *lookup {
            SymbolLookup::Entries(entries) => {
                rans64_tables::SymbolTables::with_entries(precision, first, count, entries)
            }
            SymbolLookup::Blocks { numbers, places, intervals, log_stride } => {
                rans64_tables::SymbolTables::with_blocks(
                    precision,
                    first,
                    count,
                    [numbers, intervals],
                    places,
                    log_stride,
                )
            }
            _ => None,
        };
        let Some(tables) = tables else { return 0 };
        let lanes = self.lanes.count().get();
        let mut xs = [0; 64];
        let xs = &mut xs[..lanes];
        let states = self.lanes.in_order();
        for (x, state) in xs.iter_mut().zip(states.iter()) {
            *x = state.to_u64();
        }
        let mut done = 0;
        for (numbers, symbols) in numbers.chunks(BLOCK).zip(symbols.chunks_mut(BLOCK)) {
            // A symbol takes a word or none: these are surely enough, if there are as many.
            let (mut last, mut words) = ([F::Word::ONE; BLOCK], [0; BLOCK]);
            let copied = self.words.copy_last(&mut last);
            for (word, last) in words.iter_mut().zip(&last[BLOCK - copied..]) {
                *word = last.to_u64() as u32;
            }
            let mut left = copied;
            let found = rans64_tables::pop(Level::detect(), &tables, xs, numbers, &words, &mut left, symbols);
            if self.words.drop_last(copied - left).is_err() {
                // The states are what they were before this block.
                break;
            }
            for (x, state) in xs.iter().zip(self.lanes.in_order()) {
                *state = F::State::from_low(*x);
            }
            done += found;
            if found < symbols.len() {
                break;
            }
        }
        done
    }
}
