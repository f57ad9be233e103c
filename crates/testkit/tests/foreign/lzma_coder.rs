//! LZMA's range coder: 32 bits, bytes, and a carry that goes into a byte and the 0xff after it.
//!
//! The last symbol has what rounding leaves of the range, so the words are not those of `RangeEncoder`.

use constriction_adaptive::{AdaptiveCode, DecodeAdaptive, EncodeAdaptive};
use constriction_core::{Corrupt, ImpossibleSymbol, Interval, Order, PutInterval, TakeInterval};

/// One of the two sides, so that the format is written once.
pub(super) trait Side {
    /// Encodes this symbol and returns it, or returns a symbol that is decoded, whatever this one is.
    fn code<M: AdaptiveCode>(&mut self, model: &mut M, context: usize, symbol: M::Symbol) -> M::Symbol;
    /// The same with a number of `bits` equally likely bits.
    fn direct(&mut self, bits: u32, number: u32) -> u32;
}

pub(super) struct Encoder {
    bytes: Vec<u8>,
    low: u64,
    range: u32,
    /// A byte that a carry can still change, and how many there are with the 0xff after it.
    held: (u8, usize),
}

impl Encoder {
    pub(super) fn new() -> Self {
        Self { bytes: vec![], low: 0, range: u32::MAX, held: (0, 1) }
    }

    fn shift_low(&mut self) {
        let carry = (self.low >> 32) as u8;
        if self.low < 0xff00_0000 || carry == 1 {
            let (first, count) = self.held;
            self.bytes.push(first.wrapping_add(carry));
            self.bytes.extend(std::iter::repeat_n(0xffu8.wrapping_add(carry), count - 1));
            self.held = ((self.low >> 24) as u8, 0);
        }
        self.held.1 += 1;
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    fn narrow(&mut self, start: u32, range: u32) {
        self.low += u64::from(start);
        self.range = range;
        while self.range >> 24 == 0 {
            self.range <<= 8;
            self.shift_low();
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift_low();
        }
        self.bytes
    }
}

/// Where an interval starts in the range, and how long it is.
fn share(range: u32, interval: Interval, precision: u32) -> (u32, u32) {
    let scale = range >> precision;
    let start = scale * interval.left;
    let is_last = interval.right() == 1 << precision;
    (start, if is_last { range - start } else { scale * interval.prob.get() })
}

impl PutInterval for Encoder {
    type Error = ImpossibleSymbol;
    type Mark = ();
    const ORDER: Order = Order::Forward;
    const MAX_PRECISION: u32 = 11;

    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), ImpossibleSymbol> {
        let (start, range) = share(self.range, interval, precision);
        self.narrow(start, range);
        Ok(())
    }
    fn mark(&self) -> Option<()> {
        None
    }
    fn rewind(&mut self, (): ()) {}
}

impl Side for Encoder {
    fn code<M: AdaptiveCode>(&mut self, model: &mut M, context: usize, symbol: M::Symbol) -> M::Symbol {
        self.encode_adaptive(model, context, symbol).unwrap();
        symbol
    }
    fn direct(&mut self, bits: u32, number: u32) -> u32 {
        for place in (0..bits).rev() {
            let half = self.range >> 1;
            self.narrow(half * (number >> place & 1), half);
        }
        number
    }
}

pub(super) struct Decoder<'a> {
    bytes: &'a [u8],
    code: u32,
    range: u32,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let code = u32::from_be_bytes(bytes[1..5].try_into().unwrap());
        Self { bytes: &bytes[5..], code, range: u32::MAX }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty() && self.code == 0
    }

    fn narrow(&mut self, start: u32, range: u32) {
        (self.code, self.range) = (self.code - start, range);
        while self.range >> 24 == 0 {
            let (&next, rest) = self.bytes.split_first().expect("the stream is whole");
            self.bytes = rest;
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(next);
        }
    }
}

impl TakeInterval for Decoder<'_> {
    type Error = Corrupt;
    const MAX_PRECISION: u32 = 11;

    fn quantile(&mut self, precision: u32) -> Result<u32, Corrupt> {
        Ok((self.code / (self.range >> precision)).min((1 << precision) - 1))
    }
    fn advance(&mut self, _quantile: u32, interval: Interval, precision: u32) -> Result<(), Corrupt> {
        let (start, range) = share(self.range, interval, precision);
        self.narrow(start, range);
        Ok(())
    }
}

impl Side for Decoder<'_> {
    fn code<M: AdaptiveCode>(&mut self, model: &mut M, context: usize, _symbol: M::Symbol) -> M::Symbol {
        self.decode_adaptive(model, context).unwrap()
    }
    fn direct(&mut self, bits: u32, _number: u32) -> u32 {
        let mut number = 0;
        for _ in 0..bits {
            let half = self.range >> 1;
            let bit = u32::from(self.code >= half);
            self.narrow(half * bit, half);
            number = number << 1 | bit;
        }
        number
    }
}
