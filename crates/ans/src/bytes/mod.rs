//! Messages of bytes, which contain the tables that they are coded with.
//!
//! Numbers of unknown size are written seven bits at a time, least significant ones first, with the high bit set in all
//! bytes but the last, which is not 0 unless it is the only one (LEB128). A message is
//!
//! 1. the number of its bytes;
//! 2. blocks of 2^20 bytes each; the last one has the remaining bytes.
//!
//! A block begins with a byte that says what it is:
//!
//! | byte | what follows |
//! |---|---|
//! | 0 | the block's bytes, as they are |
//! | 1 | the byte that all bytes of the block are equal to |
//! | 2 | sections: how many, in a byte; where each but the first starts, as a number of unknown size, ascending; and a block for each of them, without sections or rows |
//! | 3 | planes: the number W of bytes of an item, from 2 to 16 and at most the block's length; and W blocks, which do not have planes themselves: the bytes 0, W, 2 * W, …; then 1, W + 1, … |
//! | 64 + 8 * (P - 10) + log2(N) | the same with rows of probabilities: a number of bytes, and a block with that number of bytes, which has neither rows nor sections itself, instead of the table |
//! | 128 + 8 * (P - 10) + log2(N) | a table of probabilities in units of 2^-P, P from 10 to 14; the number of words in 24 bits, little-endian; the payload of N states, N from 1 to 64 |
//!
//! A table has at least two bytes of probability above zero. It begins with 32 bits, little-endian; bit i is set if one
//! of the bytes 8 * i to 8 * i + 7 has such a probability. For each set bit, there is a byte whose bit j says whether
//! 8 * i + j has one. Then come the probabilities of these, in order and without the last one, which has the rest of
//! 2^P: the probability less one, as a number of unknown size (at most two bytes).
//!
//! The payload is the words of an [`Interleaved`](crate::Interleaved) coder in the
//! [`SmallFormat`](constriction_core::SmallFormat), and then its states, all little-endian; what is different from that
//! coder's own messages is that N is not repeated at the end. Position i in the block belongs to the state i mod N. The
//! intervals are those of the table in the order of the bytes. A decoder must end with all states at 2^16 and without
//! words.
//!
//! Rows of probabilities are for the byte before (0 at the start of a part) as context. They have the bits of a table,
//! for the bytes that have a probability in any row. There is a row for each of these, and one for the context 0. A row
//! has the probabilities, in units of 2^-P, of the bytes in order until their sum is one: a number of unknown size
//! each. After a 0, there is a byte that says how many more zeros follow. A block with rows has N parts of m = n /
//! N bytes, rounded down, of which the last one also has the bytes that are left over. The state i has the part i. A
//! decoder takes one byte from each state, m times, and then the others.
//!
//! Encoders are free to choose: tables, sections, blocks as they are or not, P and N.

mod coder;
mod decode;
mod error;
mod frequencies;
mod order;
mod payload;
mod planes;
mod reader;
mod rows;
mod sections;
#[cfg(feature = "std")]
mod stream;
mod table;
#[cfg(feature = "rayon")]
mod threads;

pub use coder::{ByteCoder, decode_bytes, decoded_len, encode_bytes};
pub use error::BytesError;
pub use order::ContextOrder;
pub(crate) use {
    frequencies::{count, normalize},
    rows::ByteRows,
};
