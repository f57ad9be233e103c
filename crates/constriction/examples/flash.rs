//! Decoders for a microcontroller: no operating system, no allocator; models and data lie in flash memory.
//!
//! Models are constants, which the compiler checks. Data comes as bytes, as it was copied into the firmware.
//!
//! ```sh
//! cargo build --release -p constriction --example flash --no-default-features --features ans,range,symbol \
//!     --target thumbv7em-none-eabihf
//! ```

#![no_std]

use constriction::backends::{ByteCursor, PartialWord};
use constriction::stream::model::{BankModel, CdfView, LookupArray};
use constriction::stream::queue::RangeDecoder;
use constriction::stream::stack::AnsCoder;
use constriction::stream::{Decode, SmallFormat};
use constriction::symbol::huffman::HuffmanArray;
use constriction::symbol::{QueueDecoder, ReadBitStream};

/// How often each of five symbols occurs, out of `2^12`, summed up.
static TABLE: [u32; 6] = [0, 2000, 3000, 3600, 4000, 4096];

/// The symbol for each of the 4096 quantiles: 8 KiB, and one look-up a symbol.
static LOOKUP: LookupArray<'static, 12, 4096> = LookupArray::new(CdfView::from_static(&TABLE));

/// Two tables of small differences, of which the decoder chooses one for each symbol: 60 bytes.
static BANK: [BankModel<'static, 12>; 2] =
    [BankModel::from_static(&[0, 500, 3500, 4096], -1), BankModel::from_static(&[0, 300, 900, 3000, 3800, 4096], -2)];

/// The lengths of its code words define a canonical Huffman code.
static HUFFMAN: HuffmanArray<5> = HuffmanArray::from_static(&[1, 3, 3, 3, 3]);

/// Why data was not decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The bytes end within a word.
    PartialWord,
    /// The bytes are no message.
    Corrupt,
}

impl From<PartialWord> for Failure {
    fn from(_: PartialWord) -> Self {
        Self::PartialWord
    }
}

/// Decodes symbols that share a table from an ANS stream.
///
/// # Errors
/// If the bytes are no message.
#[inline(never)]
pub fn ans(data: &[u8], symbols: &mut [u8]) -> Result<(), Failure> {
    let words = ByteCursor::at_end(data)?;
    let mut decoder = AnsCoder::<SmallFormat, _>::from_compressed(words).map_err(|_| Failure::Corrupt)?;
    for symbol in symbols {
        *symbol = decoder.decode_symbol(&LOOKUP).map_err(|_| Failure::Corrupt)? as u8;
    }
    Ok(())
}

/// Decodes differences from a range coder's stream, and adds them up. A large difference is followed by the other table.
///
/// # Errors
/// If the bytes are no message.
#[inline(never)]
pub fn range(data: &[u8], samples: &mut [i32]) -> Result<(), Failure> {
    let words = ByteCursor::at_start(data)?;
    let Ok(mut decoder) = RangeDecoder::<SmallFormat, _>::from_compressed(words);
    let (mut sample, mut table) = (0i32, 0);
    for out in samples {
        let difference = decoder.decode_symbol(BANK[table]).map_err(|_| Failure::Corrupt)?;
        table = usize::from(difference != 0);
        sample = sample.wrapping_add(difference);
        *out = sample;
    }
    Ok(())
}

/// Decodes a Huffman code.
///
/// # Errors
/// If the bytes are no message, or end too early.
#[inline(never)]
pub fn huffman(data: &[u8], symbols: &mut [u8]) -> Result<(), Failure> {
    let mut decoder = QueueDecoder::from_compressed(data);
    for symbol in symbols {
        *symbol = decoder.decode_symbol(&HUFFMAN).map_err(|_| Failure::Corrupt)? as u8;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::vec::Vec;

    use super::*;
    use constriction::stream::Encode;
    use constriction::stream::queue::RangeEncoder;
    use constriction::symbol::huffman::CanonicalHuffman;
    use constriction::symbol::{QueueEncoder, WriteBitStream};

    const SYMBOLS: [u8; 10] = [0, 0, 1, 4, 3, 0, 2, 2, 1, 0];

    fn numbers() -> impl DoubleEndedIterator<Item = usize> {
        SYMBOLS.into_iter().map(usize::from)
    }

    fn bytes(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn ans_decodes_from_flash() {
        let mut coder = AnsCoder::<SmallFormat, Vec<u16>>::new();
        coder.encode_iid_symbols_reverse(numbers(), CdfView::<12>::from_static(&TABLE)).unwrap();
        let data = bytes(&coder.into_compressed().unwrap());
        let mut symbols = [0; 10];
        assert_eq!(ans(&data, &mut symbols), Ok(()));
        assert_eq!(symbols, SYMBOLS);
        assert_eq!(ans(&data[1..], &mut symbols), Err(Failure::PartialWord));
        assert_eq!(ans(&[1, 0, 0, 0], &mut symbols), Err(Failure::Corrupt));
    }

    #[test]
    fn range_decodes_from_flash() {
        let differences = [0, 1, 2, -2, 0, 0, -1, -1, 0, 1];
        let models = differences
            .iter()
            .scan(0, |table, &difference| Some(BANK[core::mem::replace(table, usize::from(difference != 0))]));
        let mut encoder = RangeEncoder::<SmallFormat, Vec<u16>>::new();
        encoder.encode_symbols(differences.into_iter().zip(models)).unwrap();
        let mut samples = [0; 10];
        assert_eq!(range(&bytes(&encoder.into_compressed().unwrap()), &mut samples), Ok(()));
        assert_eq!(samples, [0, 1, 3, 1, 1, 1, 0, -1, -1, 0]);
    }

    #[test]
    fn huffman_decodes_from_flash() {
        let code = CanonicalHuffman::from_lengths(&[1, 3, 3, 3, 3]).unwrap();
        let mut encoder = QueueEncoder::<u8, Vec<u8>>::new();
        encoder.encode_iid_symbols(numbers(), &code).unwrap();
        let data = encoder.into_compressed().unwrap();
        let mut symbols = [0; 10];
        assert_eq!(huffman(&data, &mut symbols), Ok(()));
        assert_eq!(symbols, SYMBOLS);
        assert_eq!(huffman(&data[..1], &mut symbols), Err(Failure::Corrupt));
    }
}
