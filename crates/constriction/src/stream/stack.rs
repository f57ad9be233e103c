//! Asymmetric numeral systems (ANS): a stack, which decodes first what was encoded last.
//!
//! The state is one number x. For a symbol with the interval (l, p) at a precision of P bits:
//!
//! ```text
//! encode: x = (x / p) << P | (l + x mod p)            before, if x >= p << (64 - P): push the low word of x
//! decode: q = x mod 2^P;  x = (x >> P) * p + q - l    then, if x < 2^32: pop a word into x
//! ```
//!
//! Encode in reverse to decode forwards. [`AnsCoder`] has one state, [`Interleaved`] several, for vector instructions.
//! The paper is Duda, "Asymmetric numeral systems: entropy coding combining speed of Huffman coding with compression
//! rate of arithmetic coding", 2013, <https://arxiv.org/abs/1311.2540>.

pub use constriction_ans::*;
