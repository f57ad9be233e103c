//! The coder itself: one step per symbol.

use core::borrow::Borrow;
use core::hint::select_unpredictable;
use core::num::NonZeroU32;

use constriction_bits::{PopWords, WriteWords};
use constriction_core::{
    Code, Corrupt, DecodeError, Encode, EncodeError, EncoderModel, FailedSymbol, Format, Interval, IntervalTables,
    Order, PutInterval, Reciprocal, TakeInterval, TryCodingError, Unsigned, most_words,
};

/// How many symbols of tables are encoded between two writes to the sink.
const BLOCK: usize = 64;
/// A placeholder for an interval that does not exist.
const NOTHING: Interval = Interval { left: 0, prob: NonZeroU32::MIN };
const NO_RECIPROCAL: Reciprocal = Reciprocal::new(NonZeroU32::MIN);

/// A last-in-first-out coder: it decodes what was encoded last.
///
/// Use it where encoder and decoder may work in opposite directions, and for bits-back coding, where a decoder runs on
/// bits that were never encoded. A symbol costs one division to encode, one multiplication to decode, and within about
/// 10^-5 bits of its information content. `F` fixes the bits ([`DefaultFormat`](constriction_core::DefaultFormat),
/// [`SmallFormat`](constriction_core::SmallFormat), or one of your own), `B` is the storage, which is a stack for both
/// sides, a sink for encoding alone or a source for decoding alone.
///
/// Symbols are encoded and decoded by the methods of [`Encode`] and [`Decode`](constriction_core::Decode).
///
/// The state is a number x, which has more than [`Format::LOWER_BITS`] bits as long as there are words. A symbol with the interval
/// `[l, l + p)` out of `2^P` is pushed by
///
/// ```text
/// x' = (x / p) * 2^P + l + x mod p                            Duda 2013, section 3.2 (range variant)
/// ```
///
/// and popped by `q = x' mod 2^P`, which lies in the interval, and `x = (x' / 2^P) * p + q - l`. Before a push, words move from the
/// state to the sink until x' will fit. After a pop, they move back until x is large enough again.
///
/// # References
/// - Duda, "Asymmetric numeral systems: entropy coding combining speed of Huffman coding with compression rate of
///   arithmetic coding", 2013, <https://arxiv.org/abs/1311.2540>
/// - Bamler, "Understanding Entropy Coding With Asymmetric Numeral Systems (ANS): a Statistician's Perspective", 2022,
///   <https://arxiv.org/abs/2201.01741>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsCoder<F: Format, B> {
    pub(crate) words: B,
    /// At least `1 << F::LOWER_BITS` unless `words` is empty, and always below that times `2^Word::BITS`.
    pub(crate) state: F::State,
}

impl<F: Format, B> AnsCoder<F, B> {
    /// The number of bits of a word.
    pub(crate) const WORD_BITS: u32 = <F::Word as Unsigned>::BITS;
    /// The number of bits that a state can have.
    pub(crate) const STATE_BITS: u32 = {
        let bits = F::LOWER_BITS + Self::WORD_BITS;
        assert!(bits <= <F::State as Unsigned>::BITS, "the state must have room for LOWER_BITS and a word");
        assert!(Self::WORD_BITS < <F::State as Unsigned>::BITS, "the state must be wider than a word");
        bits
    };

    /// A coder without data that keeps its words in `words`, which should be empty.
    pub fn with_words(words: B) -> Self {
        Self { words, state: F::State::ZERO }
    }

    /// [`with_words`](Self::with_words), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn with_write_backend(words: B) -> Self {
        Self::with_words(words)
    }

    /// The words and the state, which are the whole coder; see [`from_raw_parts`](Self::from_raw_parts).
    pub fn into_raw_parts(self) -> (B, F::State) {
        (self.words, self.state)
    }

    /// The words that have left the state, without the state.
    pub fn words(&self) -> &B {
        &self.words
    }

    /// [`words`](Self::words), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn bulk(&self) -> &B {
        &self.words
    }

    /// The state.
    pub fn state(&self) -> F::State {
        self.state
    }

    #[inline]
    pub(crate) fn refill_needed(state: F::State) -> bool {
        (state >> F::LOWER_BITS) == F::State::ZERO
    }

    #[inline]
    pub(crate) fn append(state: F::State, word: F::Word) -> F::State {
        (state << Self::WORD_BITS) | F::State::from_low(word.to_u64())
    }

    #[inline]
    fn low_bits(state: F::State, precision: u32) -> u32 {
        (state.to_u64() & ((1 << precision) - 1)) as u32
    }

    const MAX_PRECISION: u32 = if F::LOWER_BITS < 32 { F::LOWER_BITS } else { 32 };

    #[inline]
    fn check_precision(precision: u32) {
        assert!(0 < precision && precision <= Self::MAX_PRECISION, "precision out of range");
    }
}

impl<F: Format, B> Code for AnsCoder<F, B> {
    type State = F::State;
    fn state(&self) -> F::State {
        self.state
    }
}

impl<F: Format, B: PopWords<F::Word>> AnsCoder<F, B> {
    /// Moves words into the state until it is large enough, or no words are left.
    pub(crate) fn refill(&mut self) -> Result<(), B::Error> {
        while Self::refill_needed(self.state) {
            let Some(word) = self.words.pop_word()? else { break };
            self.state = Self::append(self.state, word);
        }
        Ok(())
    }
}

/// One step of the encoder: from a state to the next.
#[inline]
pub(crate) fn push<F, B>(
    state: F::State,
    words: &mut B,
    interval: Interval,
    precision: u32,
) -> Result<F::State, EncodeError<B::Error>>
where
    F: Format,
    B: WriteWords<F::Word>,
{
    AnsCoder::<F, B>::check_precision(precision);
    debug_assert!(interval.fits(precision), "the interval must lie within 0..1 << precision");
    let word_bits = AnsCoder::<F, B>::WORD_BITS;
    let low_word = |x: F::State| F::Word::from_low(x.to_u64());
    let l = F::State::from_low(u64::from(interval.left));
    let p = F::State::from_low(u64::from(interval.prob.get()));
    let is_too_large = |x: F::State| (x >> (AnsCoder::<F, B>::STATE_BITS - precision)) >= p;

    let mut x = state;
    if is_too_large(x) {
        if word_bits >= precision {
            words.write_word(low_word(x)).map_err(EncodeError::Sink)?;
            x = x >> word_bits;
        } else {
            // Words narrower than the precision: several can be needed, and a failure takes them all back.
            let mark = words.mark();
            while is_too_large(x) {
                if let Err(error) = words.write_word(low_word(x)) {
                    if let Some(mark) = mark {
                        words.rewind(mark);
                    }
                    return Err(EncodeError::Sink(error));
                }
                x = x >> word_bits;
            }
        }
    }
    Ok(((x / p) << precision).wrapping_add(l + x % p))
}

impl<F: Format, B: WriteWords<F::Word>> PutInterval for AnsCoder<F, B> {
    type Error = EncodeError<B::Error>;
    type Mark = (usize, F::State);
    const ORDER: Order = Order::Reverse;
    const MAX_PRECISION: u32 = Self::MAX_PRECISION;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.state = push::<F, B>(self.state, &mut self.words, interval, precision)?;
        Ok(())
    }

    /// Keeps the state in a register: the compiler does not dare to, as long as it is beside a vector that may grow.
    #[inline]
    fn put_all(&mut self, intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        let mut state = self.state;
        let mut result = Ok(());
        for interval in intervals {
            match push::<F, B>(state, &mut self.words, interval, precision) {
                Ok(next) => state = next,
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        self.state = state;
        result
    }

    /// Multiplies by reciprocals instead of dividing, and decides without branches whether a word is to be written.
    fn put_tables(&mut self, tables: &IntervalTables<'_>, places: &[u32]) -> bool {
        let &IntervalTables { precision, reciprocals, .. } = tables;
        Self::check_precision(precision);
        // A symbol could need several words.
        let has_narrow_words = Self::WORD_BITS < precision || Self::STATE_BITS > 64;
        let Some(mark) = self.mark().filter(|_| !has_narrow_words && !reciprocals.is_empty()) else { return false };
        let mut words = [F::Word::ONE; BLOCK];
        let mut state = self.state.to_u64();
        for places in places.chunks(BLOCK) {
            let mut pushed = 0;
            let mut are_there = true;
            for &place in places {
                let found = tables.interval(place as usize).zip(reciprocals.get(place as usize));
                are_there &= found.is_some();
                let (interval, reciprocal) = found.unwrap_or((NOTHING, &NO_RECIPROCAL));
                debug_assert!(interval.fits(precision), "the interval must lie within 0..1 << precision");
                let p = u64::from(interval.prob.get());
                let is_too_large = state >> (Self::STATE_BITS - precision) >= p;
                words[pushed % BLOCK] = F::Word::from_low(state);
                pushed += usize::from(is_too_large);
                let x = select_unpredictable(is_too_large, state >> Self::WORD_BITS, state);
                // (x / p) * 2^P + l + x mod p
                let quotient = reciprocal.quotient(x, interval.prob);
                state = x.wrapping_add(quotient.wrapping_mul((1 << precision) - p)) + u64::from(interval.left);
            }
            if !are_there || self.words.write_all(words[..pushed].iter().copied()).is_err() {
                self.rewind(mark);
                return false;
            }
        }
        self.state = F::State::from_low(state);
        true
    }

    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        self.words.make_room(most_words(symbols, precision, Self::WORD_BITS))
    }

    #[inline]
    fn mark(&self) -> Option<Self::Mark> {
        Some((self.words.mark()?, self.state))
    }

    fn rewind(&mut self, (words, state): Self::Mark) {
        self.words.rewind(words);
        self.state = state;
    }
}

/// One step of the decoder: from a state to the next.
#[inline]
fn pop<F, B>(
    state: F::State,
    words: &mut B,
    quantile: u32,
    interval: Interval,
    precision: u32,
) -> Result<F::State, DecodeError<B::Error>>
where
    F: Format,
    B: PopWords<F::Word>,
{
    AnsCoder::<F, B>::check_precision(precision);
    let l = F::State::from_low(u64::from(interval.left));
    let p = F::State::from_low(u64::from(interval.prob.get()));
    let q = F::State::from_low(u64::from(quantile));
    let mut x = (state >> precision) * p + (q.wrapping_sub(l));

    while AnsCoder::<F, B>::refill_needed(x) {
        let Some(word) = words.pop_word().map_err(DecodeError::Source)? else { break };
        x = AnsCoder::<F, B>::append(x, word);
        if AnsCoder::<F, B>::WORD_BITS >= precision {
            break;
        }
    }
    Ok(x)
}

impl<F: Format, B: PopWords<F::Word>> TakeInterval for AnsCoder<F, B> {
    type Error = DecodeError<B::Error>;
    const MAX_PRECISION: u32 = Self::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        Self::check_precision(precision);
        Ok(Self::low_bits(self.state, precision))
    }

    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.state = pop::<F, B>(self.state, &mut self.words, quantile, interval, precision)?;
        Ok(())
    }

    /// Keeps the state in a register.
    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        mut find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        let mut state = self.state;
        let mut step = || {
            let quantile = Self::low_bits(state, precision);
            let interval = find(quantile).ok_or(Corrupt)?;
            state = pop::<F, B>(state, &mut self.words, quantile, interval, precision)?;
            Ok(())
        };
        let result = (0..count).try_for_each(|index| step().map_err(|error| FailedSymbol { index, error }));
        self.state = state;
        result
    }
}

/// The calls that encoding with a stack is about, without a trait to import; the others are in [`Encode`].
impl<F: Format, B: WriteWords<F::Word>> AnsCoder<F, B> {
    /// Encodes symbols, each with its own model, from the last to the first, so that decoding returns them in the order
    /// of the iterator.
    ///
    /// # Errors
    /// If a model cannot code its symbol or the sink does not take a word. The coder is then as it was before the call.
    #[inline]
    pub fn encode_symbols_reverse<S, M, I>(&mut self, symbols_and_models: I) -> Result<(), EncodeError<B::Error>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = (S, M), IntoIter: DoubleEndedIterator>,
    {
        Encode::encode_symbols_reverse(self, symbols_and_models)
    }

    /// Encodes symbols with models that can be invalid, from the last to the first.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse), and if there is an error in the place of a symbol
    /// and its model.
    #[inline]
    pub fn try_encode_symbols_reverse<S, M, E, I>(
        &mut self,
        symbols_and_models: I,
    ) -> Result<(), TryCodingError<EncodeError<B::Error>, E>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = Result<(S, M), E>, IntoIter: DoubleEndedIterator>,
    {
        Encode::try_encode_symbols_reverse(self, symbols_and_models)
    }

    /// Encodes symbols that share one model, from the last to the first.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse).
    #[inline]
    pub fn encode_iid_symbols_reverse<S, M, I>(&mut self, symbols: I, model: M) -> Result<(), EncodeError<B::Error>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = S, IntoIter: DoubleEndedIterator>,
    {
        Encode::encode_iid_symbols_reverse(self, symbols, model)
    }
}
