//! Huffman codes by the lengths of their words.

use arbitrary::{Result, Unstructured};
use constriction_symbol::huffman::{CanonicalHuffman, HuffmanTable};
use constriction_symbol::{DefaultQueueDecoder, DefaultQueueEncoder, ReadBitStream, WriteBitStream};

/// Any lengths: no panic; and where they make a code, its words come back, and any bits are decoded or refused.
pub(super) fn lengths(data: &[u8]) {
    let _ = case(&mut Unstructured::new(data));
}

fn case(u: &mut Unstructured<'_>) -> Result<()> {
    let lengths = u.arbitrary::<Vec<u8>>()?;
    let code = CanonicalHuffman::from_lengths(&lengths);
    let table = HuffmanTable::from_lengths(&lengths);
    let (Ok(code), Ok(table)) = (code, table) else { return Ok(()) };
    let mut encoder = DefaultQueueEncoder::new();
    let symbols: Vec<usize> = (0..code.num_symbols()).filter(|&symbol| code.word(symbol).is_some()).collect();
    for &symbol in &symbols {
        encoder.encode_symbol(symbol, &code).expect("the symbol has a word");
    }
    let mut decoder = encoder.into_decoder();
    for &symbol in &symbols {
        assert_eq!(decoder.decode_symbol(&table), Ok(symbol));
    }

    let words = super::source::words(std::mem::replace(u, Unstructured::new(&[])));
    let mut decoder = DefaultQueueDecoder::from_compressed(constriction_bits::Cursor::at_start(words));
    while let Ok(symbol) = decoder.decode_symbol(&table) {
        assert!(code.word(symbol).is_some());
        if code.word(symbol).is_some_and(|(_, length)| length == 0) {
            break;
        }
    }
    Ok(())
}
