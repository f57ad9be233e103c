//! All levels push and pop the symbols of tables as plain code does.

use constriction_kernels::rans64_tables::{BLOCK_BITS, PADDING, SymbolTables, pop, push};
use constriction_kernels::{Level, rans64};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// For each table the left ends of its places and the end of the last one, which can be below `2^P`.
struct Tables {
    precision: u32,
    first: i32,
    ends: Vec<Vec<u32>>,
}

impl Tables {
    fn new(rng: &mut Xoshiro256PlusPlus, precision: u32) -> Self {
        let table = |rng: &mut Xoshiro256PlusPlus| {
            let mut ends: Vec<u32> =
                (0..rng.random_range(1..100)).map(|_| rng.random_range(0..=1u32 << precision)).collect();
            ends.push(0);
            ends.sort_unstable();
            if *ends.last().unwrap() == 0 || rng.random() {
                ends.push(1 << precision);
            }
            ends
        };
        let count = rng.random_range(1..8);
        Self { precision, first: rng.random(), ends: (0..count).map(|_| table(rng)).collect() }
    }

    fn find(&self, number: u32, quantile: u32) -> Option<(usize, [u32; 2])> {
        let ends = self.ends.get(number as usize)?;
        let place = ends.partition_point(|&end| end <= quantile).checked_sub(1)?;
        Some((place, [ends[place], ends.get(place + 1)? - ends[place]]))
    }

    fn quantiles(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let number = |at: usize| ((at >> self.precision) as u32, at as u32 & ((1 << self.precision) - 1));
        (0..self.ends.len() << self.precision).map(number)
    }

    fn entries(&self) -> Vec<u32> {
        let entry = |(number, quantile)| match self.find(number, quantile) {
            Some((place, [left, length])) => place as u32 | (quantile - left) << 8 | (length - 1) << 20,
            None => 1 << 8,
        };
        self.quantiles().map(entry).collect()
    }

    /// Numbers, intervals and places of blocks, of which no two are shared.
    fn blocks(&self) -> ([Vec<u32>; 2], Vec<u8>) {
        let numbers = (0..(self.ends.len() << (self.precision - BLOCK_BITS)) as u32).collect();
        let last = |number: u32| self.ends[number as usize].windows(2).rposition(|pair| pair[0] < pair[1]).unwrap();
        let place = |(number, quantile)| self.find(number, quantile).map_or(last(number), |found| found.0) as u8;
        let places = self.quantiles().map(place).chain([0; PADDING]).collect();
        let mut intervals = vec![u32::MAX; self.ends.len() << 8];
        for (row, ends) in intervals.chunks_exact_mut(256).zip(&self.ends) {
            for (interval, pair) in row.iter_mut().zip(ends.windows(2)).filter(|(_, pair)| pair[0] < pair[1]) {
                *interval = pair[0] | (pair[1] - pair[0] - 1) << 16;
            }
        }
        ([numbers, intervals], places)
    }

    /// Symbols that are popped in whole rounds, as long as there are as many words as states.
    fn pop(&self, states: &mut [u64], numbers: &[u32], words: &[u32], left: &mut usize) -> Option<Vec<i32>> {
        let mut symbols = Vec::new();
        for numbers in numbers.chunks_exact(states.len()) {
            if *left < states.len() {
                break;
            }
            for (state, &number) in states.iter_mut().zip(numbers) {
                let quantile = (*state & ((1 << self.precision) - 1)) as u32;
                let (place, interval) = self.find(number, quantile)?;
                let one = std::slice::from_mut(state);
                if rans64::pop(Level::Scalar, self.precision, one, &[interval]) == 1 {
                    *left -= 1;
                    one[0] = one[0] << 32 | u64::from(words[*left]);
                }
                symbols.push(self.first.wrapping_add(place as i32));
            }
        }
        Some(symbols)
    }
}

#[test]
fn every_level_pops_the_same_symbols() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    for round in 0..300 {
        let precision = if round % 3 == 0 { 12 } else { rng.random_range(1..=16) };
        let tables = Tables::new(&mut rng, precision);
        let lanes: usize = 8 << rng.random_range(0..4);
        let len = lanes * rng.random_range(0..4) + rng.random_range(0..lanes);
        let mut numbers: Vec<u32> = (0..len).map(|_| rng.random_range(0..tables.ends.len() as u32)).collect();
        if len > 0 && round % 7 == 0 {
            let place = rng.random_range(0..len);
            numbers[place] = tables.ends.len() as u32 + rng.random::<u32>() % 3;
        }
        let words: Vec<u32> = (0..rng.random_range(0..300)).map(|_| rng.random()).collect();
        // Of the quantiles that belong to a symbol, mostly.
        let start: Vec<u64> = (0..lanes)
            .map(|lane| {
                let mut state = rng.random::<u64>() >> rng.random_range(0..32) | 1 << 32;
                for _ in 0..50 {
                    let quantile = (state & ((1 << precision) - 1)) as u32;
                    if numbers.get(lane).is_none_or(|&number| tables.find(number, quantile).is_some()) {
                        break;
                    }
                    state = state >> precision << precision | rng.random_range(0..1 << precision);
                }
                state
            })
            .collect();

        let (mut states, mut left) = (start.clone(), words.len());
        let expected = tables.pop(&mut states, &numbers, &words, &mut left);
        let expected = match expected {
            Some(symbols) => (states, left, symbols),
            None => (start.clone(), words.len(), Vec::new()),
        };
        let entries = if precision > 12 { Vec::new() } else { tables.entries() };
        let (arrays, places) = if precision < BLOCK_BITS { Default::default() } else { tables.blocks() };
        let [blocks, intervals] = &arrays;
        let (first, count) = (tables.first, tables.ends.len());
        let lookups = [
            SymbolTables::with_entries(precision, first, count, &entries),
            SymbolTables::with_blocks(precision, first, count, [blocks, intervals], &places, 8),
        ];
        assert_eq!(lookups.each_ref().map(Option::is_some), [precision <= 12, precision >= BLOCK_BITS]);
        for (lookup, level) in lookups.iter().flatten().flat_map(|it| Level::available().map(move |level| (it, level)))
        {
            let (mut states, mut left, mut symbols) = (start.clone(), words.len(), vec![0; len]);
            let popped = pop(level, lookup, &mut states, &numbers, &words, &mut left, &mut symbols);
            symbols.truncate(popped);
            // Other levels pop none, and the caller looks symbols up.
            let has_kernel = cfg!(target_arch = "x86_64") && !matches!(level, Level::Scalar);
            if !has_kernel {
                assert_eq!((states, left, symbols), (start.clone(), words.len(), vec![]));
            } else {
                assert_eq!((states, left, symbols), expected, "{level:?}, {precision} bits, {lanes} states");
            }
        }
    }
}

#[test]
fn every_level_pushes_the_same_words() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
    for round in 0..2000 {
        let precision = if round % 3 == 0 { 12 } else { rng.random_range(1..=16) };
        let intervals: Vec<[u32; 2]> = (0..rng.random_range(1..50))
            .map(|_| {
                let length = (1u32 << precision >> rng.random_range(0..=precision)).max(1);
                [rng.random_range(0..=(1 << precision) - length), length]
            })
            .collect();
        let mut entries: Vec<u32> = intervals.iter().map(|[left, length]| left | (length - 1) << 16).collect();
        let lanes: usize = 1 << rng.random_range(0..=6);
        let mut places: Vec<u32> =
            (0..lanes * rng.random_range(0..4)).map(|_| rng.random_range(0..entries.len() as u32)).collect();
        let expected: Vec<[u32; 2]> = places.iter().map(|&place| intervals[place as usize]).collect();
        let is_wrong = round % 5 == 0 && !places.is_empty();
        if is_wrong {
            let at = rng.random_range(0..places.len());
            if rng.random() {
                places[at] = entries.len() as u32 + rng.random_range(0..1 << 20);
            } else {
                entries[places[at] as usize] = u32::MAX;
            }
        }
        let start: Vec<u64> = (0..lanes).map(|_| rng.random::<u64>() >> rng.random_range(0..32) | 1 << 32).collect();
        let mut plain = (start.clone(), vec![0; places.len()]);
        let len = rans64::push(Level::Scalar, precision, &mut plain.0, &expected, &mut plain.1);
        plain.1.truncate(len);
        for level in Level::available() {
            let mut found = (start.clone(), vec![0; places.len()]);
            let len = push(level, precision, &entries, &mut found.0, &places, &mut found.1);
            assert_eq!(len.is_none(), is_wrong, "{level:?}");
            if let Some(len) = len {
                found.1.truncate(len);
                assert_eq!(found, plain, "{level:?}, {precision} bits, {lanes} states");
            }
        }
    }
    for level in Level::available() {
        assert_eq!(push(level, 12, &[], &mut [1 << 32; 16], &[], &mut []), Some(0));
        assert_eq!(push(level, 12, &[], &mut [1 << 32; 16], &[0; 16], &mut [0; 16]), None);
    }
}

#[test]
fn what_is_not_there_is_no_block() {
    // Places and numbers of blocks that are too large lead to any symbol, and not beyond the arrays.
    let tables = Tables { precision: 8, first: 0, ends: vec![vec![0, 256]] };
    let ([mut numbers, intervals], mut places) = tables.blocks();
    numbers.fill(u32::MAX);
    places.fill(u8::MAX);
    let lookup = SymbolTables::with_blocks(8, 0, 1, [&numbers, &intervals[..4]], &places, 2).unwrap();
    for level in Level::available() {
        let (mut states, mut left, mut symbols) = ([1 << 40; 16], 20, [0; 16]);
        let popped = pop(level, &lookup, &mut states, &[0; 16], &[0; 20], &mut left, &mut symbols);
        assert!(popped == 0 || popped == 16);
    }
}

#[test]
fn arrays_must_have_their_lengths() {
    assert!(SymbolTables::with_entries(8, 0, 1, &[0; 256]).is_some());
    assert!(SymbolTables::with_entries(8, 0, 1, &[0; 255]).is_none());
    assert!(SymbolTables::with_entries(13, 0, 1, &[0; 1 << 13]).is_none());
    assert!(SymbolTables::with_entries(8, 0, 0, &[]).is_none());
    let (zeros, bytes) = ([0; 1024], [0; 67]);
    let with_blocks = |numbers: usize, intervals: usize, places: usize| {
        SymbolTables::with_blocks(16, 0, 1, [&zeros[..numbers], &zeros[..intervals]], &bytes[..places], 8).is_some()
    };
    assert!(with_blocks(1024, 256, 67));
    assert!(!with_blocks(1023, 256, 67) && !with_blocks(1024, 255, 67) && !with_blocks(1024, 256, 66));
}
