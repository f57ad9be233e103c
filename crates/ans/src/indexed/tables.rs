//! `IndexedTables`: cumulative tables that are checked once, when they are made.

use alloc::vec;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use super::{DIGIT_BITS, LOWER_BITS, PRECISION};

/// Starting points of a search in a table.
const BUCKETS: usize = 256;
const BUCKET_SHIFT: u32 = PRECISION - BUCKETS.ilog2();

/// The reason why numbers are not valid tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TablesError {
    /// There are not as many lengths, offsets and rows.
    Count,
    /// A length is below 2 or above the width of a row.
    Length {
        /// The number of the table.
        table: usize,
        /// The length.
        length: i32,
    },
    /// A table does not start with 0, decreases, or does not end with `2^16`.
    Table {
        /// The number of the table.
        table: usize,
    },
}

impl fmt::Display for TablesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Count => f.write_str("there must be a row, a length and an offset for each table"),
            Self::Length { table, length } => {
                write!(f, "the length of table {table} is {length}; it must be at least 2, and at most that of a row")
            }
            Self::Table { table } => write!(f, "table {table} must rise from 0 to 65536"),
        }
    }
}

impl Error for TablesError {}

/// Cumulative tables of 16 bits, each with an offset; the last entry of each is the escape.
///
/// ```
/// use constriction_ans::indexed::{IndexedDecoder, IndexedEncoder, IndexedTables};
///
/// // Of four integers from -1 on, and of two from 0 on. The rest of a row does not count.
/// let rows = [[0, 6554, 19661, 45875, 58982, 65536], [0, 30000, 60000, 65536, 0, 0]];
/// let tables = IndexedTables::new(rows.as_flattened(), &[6, 4], &[-1, 0])?;
///
/// let (symbols, indexes) = ([0, -1, 2, 1, 300], [0, 0, 0, 1, 1]);
/// let mut encoder = IndexedEncoder::new();
/// encoder.push(&symbols, &indexes, &tables)?;
/// let string = encoder.into_bytes();
///
/// let mut decoder = IndexedDecoder::new(&string)?;
/// let mut decoded = [0; 5];
/// decoder.decode(&mut decoded, &indexes, &tables)?;
/// assert_eq!(decoded, symbols);
/// assert!(decoder.is_at_end());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexedTables {
    /// Of all tables, one after the other.
    ends: Vec<u32>,
    tables: Vec<Table>,
    /// For each entry of `ends` with one after it in its table: how to encode the symbol.
    steps: Vec<Step>,
    /// For each bucket of quantiles of each table, the first symbol that has one.
    firsts: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Table {
    start: usize,
    /// At least 2.
    length: usize,
    offset: i32,
}

/// A step of the encoder with a symbol of a table, without a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(16))]
pub(super) struct Step {
    /// `floor(x / prob)` is the upper half of the product of x and this, shifted right, for all x below `2^63`
    /// (Granlund, Montgomery 1994).
    reciprocal: u64,
    left: u32,
    /// The probability, and the shift in the upper 8 bits: the two halves of a step are read at once.
    prob_and_shift: u32,
}

const SHIFT_PLACE: u32 = 24;

impl Step {
    pub(super) fn new(left: u32, prob: u32) -> Self {
        // With 1, the product is one too small, which the left end makes up for.
        if prob < 2 {
            return Self { reciprocal: u64::MAX, left: left + (1 << PRECISION) - 1, prob_and_shift: prob };
        }
        let shift = u32::BITS - (prob - 1).leading_zeros();
        let reciprocal = (1u128 << (shift + 63)).div_ceil(u128::from(prob)) as u64;
        Self { reciprocal, left, prob_and_shift: prob | (shift - 1) << SHIFT_PLACE }
    }

    #[inline]
    fn prob(self) -> u64 {
        u64::from(self.prob_and_shift & ((1 << SHIFT_PLACE) - 1))
    }

    /// Whether the symbol can be coded.
    #[inline]
    pub(super) fn is_possible(self) -> bool {
        self.prob() > 0
    }

    /// The state after the symbol. The word that has to leave it before goes to the end of `words`.
    #[inline]
    pub(super) fn put(self, state: u64, words: &mut Vec<u32>) -> u64 {
        let mut x = state;
        // Few symbols move a word, so that the guess of the branch is nearly always right.
        if x >= self.prob() << (LOWER_BITS + u32::BITS - PRECISION) {
            words.push(x as u32);
            x >>= u32::BITS;
        }
        let quotient =
            ((u128::from(x) * u128::from(self.reciprocal)) >> 64) as u64 >> (self.prob_and_shift >> SHIFT_PLACE);
        // Duda 2013, as in `AnsCoder`: (x / p) 2^P + l + x mod p.
        x + u64::from(self.left) + quotient * ((1 << PRECISION) - self.prob())
    }
}

/// The state after a digit.
pub(super) fn put_digit(state: u64, digit: u32, words: &mut Vec<u32>) -> u64 {
    let mut x = state;
    if x >> (LOWER_BITS + u32::BITS - DIGIT_BITS) != 0 {
        words.push(x as u32);
        x >>= u32::BITS;
    }
    x << DIGIT_BITS | u64::from(digit)
}

/// One of the tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    /// Rises from 0 to `2^16`.
    ends: &'a [u32],
    steps: &'a [Step],
    firsts: &'a [u32],
    pub(super) offset: i32,
}

impl IndexedTables {
    /// Tables out of the rows of a matrix: the first `lengths[i]` numbers of row i are a table, for the integers from
    /// `offsets[i]` on.
    ///
    /// # Errors
    /// If there are not as many rows, lengths and offsets, a length is below 2 or longer than a row, or a table does not
    /// rise from 0 to `2^16`.
    pub fn new(rows: &[i32], lengths: &[i32], offsets: &[i32]) -> Result<Self, TablesError> {
        if lengths.len() != offsets.len() || !rows.len().is_multiple_of(lengths.len().max(1)) {
            return Err(TablesError::Count);
        }
        let width = rows.len() / lengths.len().max(1);
        if lengths.is_empty() && !rows.is_empty() {
            return Err(TablesError::Count);
        }
        let (mut ends, mut steps, mut tables, mut firsts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (table, (&length, &offset)) in lengths.iter().zip(offsets).enumerate() {
            let count = usize::try_from(length).ok().filter(|&count| (2..=width).contains(&count));
            let count = count.ok_or(TablesError::Length { table, length })?;
            let row = &rows[table * width..][..count];
            let is_table = row[0] == 0 && row[count - 1] == 1 << PRECISION && row.is_sorted();
            if !is_table {
                return Err(TablesError::Table { table });
            }
            let start = ends.len();
            ends.extend(row.iter().map(|&end| end as u32));
            steps.extend(ends[start..].windows(2).map(|ends| Step::new(ends[0], ends[1] - ends[0])));
            // So that a table has its steps where it has its ends.
            steps.push(Step::new(0, 0));
            firsts.extend(buckets(&ends[start..]));
            tables.push(Table { start, length: count, offset });
        }
        Ok(Self { ends, steps, tables, firsts })
    }

    /// The number of tables.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Whether there is no table.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// How to encode a symbol that its table has and that can be coded; nothing for all others, and where there is no
    /// table.
    #[inline]
    pub(super) fn step(&self, symbol: i32, index: i32) -> Option<Step> {
        let table = self.tables.get(usize::try_from(index).ok()?)?;
        let place = usize::try_from(i64::from(symbol) - i64::from(table.offset)).ok()?;
        if place >= table.length - 2 {
            return None;
        }
        self.steps.get(table.start + place).copied().filter(|step| step.is_possible())
    }

    #[inline]
    pub(super) fn get(&self, index: i32) -> Option<View<'_>> {
        let number = usize::try_from(index).ok()?;
        let table = self.tables.get(number)?;
        Some(View {
            ends: &self.ends[table.start..][..table.length],
            steps: &self.steps[table.start..][..table.length],
            firsts: &self.firsts[number * BUCKETS..][..BUCKETS],
            offset: table.offset,
        })
    }
}

fn buckets(ends: &[u32]) -> Vec<u32> {
    let mut firsts = vec![0; BUCKETS];
    let mut symbol = 0;
    for (first, bucket) in firsts.iter_mut().zip(0u32..) {
        while ends[symbol + 1] <= bucket << BUCKET_SHIFT {
            symbol += 1;
        }
        *first = symbol as u32;
    }
    firsts
}

impl View<'_> {
    /// The last symbol.
    #[inline]
    pub(super) fn escape(&self) -> usize {
        self.ends.len() - 2
    }

    /// How to encode a symbol of the table.
    #[inline]
    pub(super) fn step(&self, symbol: usize) -> Step {
        self.steps[symbol]
    }

    /// The symbol with a quantile below `2^16`, and its interval.
    #[inline]
    pub(super) fn find(&self, quantile: u32) -> (usize, u32, u32) {
        let mut symbol = self.firsts[(quantile >> BUCKET_SHIFT) as usize] as usize;
        let mut left = self.ends[symbol];
        loop {
            // The last end is above all quantiles.
            let right = self.ends[symbol + 1];
            if right > quantile {
                return (symbol, left, right - left);
            }
            (symbol, left) = (symbol + 1, right);
        }
    }
}
