//! The probability states of CABAC.

/// The state of a context of CABAC: which bit is more probable, and one of 64 probabilities of the other one.
///
/// The smallest state stands for one half. The more probable bit leads to the next state, the other one back by a table.
/// [`CabacDecoder::decode_bit`](crate::CabacDecoder::decode_bit) uses a state and changes it.
///
/// # References
/// - ITU-T, "Advanced video coding for generic audiovisual services", Recommendation H.264, clauses 9.3.1.1 and 9.3.3.2
/// - Marpe, Schwarz, Wiegand, "Context-based adaptive binary arithmetic coding in the H.264/AVC video compression
///   standard", IEEE Transactions on Circuits and Systems for Video Technology 13 (7), 2003,
///   <https://doi.org/10.1109/TCSVT.2003.815173>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct CabacContext {
    /// Twice the standard's pStateIdx, which is from 0 to 62, and its valMPS.
    state: u8,
}

impl CabacContext {
    /// The state of a context with the numbers `m` and `n` of the standard's tables, for the slice's quantizer `qp`.
    ///
    /// ```text
    /// s = clip(1, 126, (m qp >> 4) + n), qp from 0 to 51        s < 64: pStateIdx = 63 - s, valMPS = 0
    ///                                                           s > 63: pStateIdx = s - 64, valMPS = 1
    /// ```
    #[must_use]
    pub fn new(m: i8, n: i8, qp: i32) -> Self {
        let start = ((i32::from(m) * qp.clamp(0, 51)) >> 4) + i32::from(n);
        let start = start.clamp(1, 126) as u8;
        let state = if start < 64 { 2 * (63 - start) } else { 2 * (start - 64) + 1 };
        Self { state }
    }

    /// The more probable bit: the standard's valMPS.
    #[inline]
    #[must_use]
    pub fn likely(self) -> bool {
        self.state & 1 == 1
    }

    /// The number of the probability of the other bit, from 0 (one half) to 62: the standard's pStateIdx.
    #[inline]
    #[must_use]
    pub fn index(self) -> u8 {
        self.state >> 1
    }

    /// How much of the range, which is from 256 to 510, the less probable bit has.
    #[inline]
    pub(crate) fn unlikely_range(self, range: u32) -> u32 {
        u32::from(UNLIKELY_RANGES[4 * usize::from(self.index() & 63) + (range >> 6 & 3) as usize])
    }

    /// The state after a bit.
    #[inline]
    pub(crate) fn next(self, is_likely: bool) -> Self {
        let index = self.index();
        let (next, flip) = if is_likely {
            ((index + 1).min(62), 0)
        } else {
            (AFTER_UNLIKELY[usize::from(index & 63)], u8::from(index == 0))
        };
        Self { state: next << 1 | (self.state & 1 ^ flip) }
    }
}

/// rangeTabLPS: table 9-44 of H.264, four numbers for each state. No context has the last state.
#[rustfmt::skip]
static UNLIKELY_RANGES: [u8; 256] = [
    128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205,
    116, 142, 169, 195, 111, 135, 160, 185, 105, 128, 152, 175, 100, 122, 144, 166,
     95, 116, 137, 158,  90, 110, 130, 150,  85, 104, 123, 142,  81,  99, 117, 135,
     77,  94, 111, 128,  73,  89, 105, 122,  69,  85, 100, 116,  66,  80,  95, 110,
     62,  76,  90, 104,  59,  72,  86,  99,  56,  69,  81,  94,  53,  65,  77,  89,
     51,  62,  73,  85,  48,  59,  69,  80,  46,  56,  66,  76,  43,  53,  63,  72,
     41,  50,  59,  69,  39,  48,  56,  65,  37,  45,  54,  62,  35,  43,  51,  59,
     33,  41,  48,  56,  32,  39,  46,  53,  30,  37,  43,  50,  29,  35,  41,  48,
     27,  33,  39,  45,  26,  31,  37,  43,  24,  30,  35,  41,  23,  28,  33,  39,
     22,  27,  32,  37,  21,  26,  30,  35,  20,  24,  29,  33,  19,  23,  27,  31,
     18,  22,  26,  30,  17,  21,  25,  28,  16,  20,  23,  27,  15,  19,  22,  25,
     14,  18,  21,  24,  14,  17,  20,  23,  13,  16,  19,  22,  12,  15,  18,  21,
     12,  14,  17,  20,  11,  14,  16,  19,  11,  13,  15,  18,  10,  12,  15,  17,
     10,  12,  14,  16,   9,  11,  13,  15,   9,  11,  12,  14,   8,  10,  12,  14,
      8,   9,  11,  13,   7,   9,  11,  12,   7,   9,  10,  12,   7,   8,  10,  11,
      6,   8,   9,  11,   6,   7,   9,  10,   6,   7,   8,   9,   2,   2,   2,   2,
];

/// transIdxLPS: table 9-45 of H.264.
#[rustfmt::skip]
static AFTER_UNLIKELY: [u8; 64] = [
     0,  0,  1,  2,  2,  4,  4,  5,  6,  7,  8,  9,  9, 11, 11, 12,
    13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22, 23, 24,
    24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33,
    33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63,
];
