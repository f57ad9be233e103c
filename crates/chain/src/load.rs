//! Loads a coder from words.

use constriction_bits::PeekWords;
use constriction_core::{Format, Unsigned};

use crate::{ChainCoder, ChainHeads, ChainLoadError};

impl<F, C, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    C: PeekWords<F::Word>,
{
    /// A coder that decodes compressed data, as an ANS coder returns it: any words of which the last is not 0.
    ///
    /// The first `State::BITS - Word::BITS - PRECISION` bits, rounded up to words, are not decoded but start the
    /// remainders.
    ///
    /// # Errors
    /// If the last word is 0, or there are too few.
    pub fn from_compressed(compressed: C) -> Result<Self, ChainLoadError>
    where
        R: Default,
    {
        Self::from_compressed_with(compressed, R::default())
    }

    /// Loads compressed data as [`from_compressed`](Self::from_compressed) does, into a coder that appends its remainders to `remainders`.
    ///
    /// # Errors
    /// As [`from_compressed`](Self::from_compressed).
    pub fn from_compressed_with(mut compressed: C, remainders: R) -> Result<Self, ChainLoadError> {
        let start = take_nonzero(&mut compressed)?;
        let heads = load(F::Word::ONE, start, &mut compressed)?;
        Ok(Self { compressed, remainders, heads })
    }

    /// A coder that takes arbitrary data for compressed: what bits-back coding starts from.
    ///
    /// The length is kept (as if one more word, 1, were there), so that [`into_binary`](Self::into_binary) returns the
    /// same words once all symbols that were decoded have been encoded again.
    ///
    /// # Errors
    /// If there are too few words.
    pub fn from_binary(binary: C) -> Result<Self, ChainLoadError>
    where
        R: Default,
    {
        Self::from_binary_with(binary, R::default())
    }

    /// Loads arbitrary data as [`from_binary`](Self::from_binary) does, into a coder that appends its remainders to `remainders`.
    ///
    /// # Errors
    /// As [`from_binary`](Self::from_binary).
    pub fn from_binary_with(mut binary: C, remainders: R) -> Result<Self, ChainLoadError> {
        let heads = load(F::Word::ONE, F::Word::ONE, &mut binary)?;
        Ok(Self { compressed: binary, remainders, heads })
    }
}

impl<F, C, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    R: PeekWords<F::Word>,
{
    /// A coder that encodes symbols with what [`into_remainders`](Self::into_remainders) returned: the suffix alone, or
    /// the prefix and the suffix in one.
    ///
    /// # Errors
    /// If one of the last two words is 0, or there are too few.
    pub fn from_remainders(remainders: R) -> Result<Self, ChainLoadError>
    where
        C: Default,
    {
        Self::from_remainders_with(remainders, C::default())
    }

    /// Loads remainders as [`from_remainders`](Self::from_remainders) does, into a coder that appends its compressed words to `compressed`.
    ///
    /// # Errors
    /// As [`from_remainders`](Self::from_remainders).
    pub fn from_remainders_with(mut remainders: R, compressed: C) -> Result<Self, ChainLoadError> {
        let head = take_nonzero(&mut remainders)?;
        let start = take_nonzero(&mut remainders)?;
        let heads = load(head, start, &mut remainders)?;
        Ok(Self { compressed, remainders, heads })
    }
}

fn take<W>(words: &mut impl PeekWords<W>) -> Result<W, ChainLoadError> {
    let word = words.peek_word(0).ok_or(ChainLoadError::TooShort)?;
    words.drop_words(1);
    Ok(word)
}

fn take_nonzero<W: Unsigned>(words: &mut impl PeekWords<W>) -> Result<W, ChainLoadError> {
    take(words).and_then(|word| if word == W::ZERO { Err(ChainLoadError::TrailingZero) } else { Ok(word) })
}

/// Heads with `start` in the head of the remainders, and as many words after it as are needed.
fn load<F: Format, const PRECISION: u32>(
    head: F::Word,
    start: F::Word,
    words: &mut impl PeekWords<F::Word>,
) -> Result<ChainHeads<F, PRECISION>, ChainLoadError> {
    let mut r = F::State::from_low(start.to_u64());
    while (r >> ChainHeads::<F, PRECISION>::MIN_BITS) == F::State::ZERO {
        r = ChainHeads::<F, PRECISION>::append(r, take(words)?);
    }
    Ok(ChainHeads { compressed: head, remainders: r })
}
