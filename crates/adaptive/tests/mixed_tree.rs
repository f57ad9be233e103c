//! The mixer of several contexts: the same bits everywhere, and each decoder follows its encoder.

use constriction_adaptive::{BitDecoder, BitEncoder, MixedTree, Part};

const TEXT: &[u8] = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood ";

/// The last symbols, and a context that no symbol shares with another.
fn contexts(symbols: &[u32]) -> [u64; 3] {
    let back = |i: usize| symbols.len().checked_sub(i).map_or(0, |place| u64::from(symbols[place]));
    [back(1), back(1) | back(2) << 8, symbols.len() as u64 | u64::MAX << 40]
}

fn encode(model: &mut MixedTree, symbols: &[u32]) -> Vec<u32> {
    let mut encoder = BitEncoder::new();
    for (i, &symbol) in symbols.iter().enumerate() {
        let mut place = model.bits();
        let coded = model.code(&contexts(&symbols[..i]), |zero| {
            assert!((1..=65535).contains(&zero));
            place -= 1;
            let bit = symbol >> place & 1 == 1;
            encoder.put_bit(bit, zero);
            Ok::<_, ()>(bit)
        });
        assert_eq!(coded, Ok(symbol));
    }
    encoder.into_words()
}

#[test]
fn what_is_encoded_is_decoded() {
    for bits in 1..=8 {
        let symbols: Vec<u32> =
            TEXT.iter().cycle().take(2000).map(|&byte| u32::from(byte) & ((1 << bits) - 1)).collect();
        // Tables that are much too small are right, too.
        for table_bits in [1, 10] {
            let new = MixedTree::new(bits, 3, table_bits).unwrap();
            let (mut sender, mut receiver) = (new.clone(), new.clone());
            let words = encode(&mut sender, &symbols);
            let mut decoder = BitDecoder::new(&words);
            let mut decoded = Vec::new();
            for _ in 0..symbols.len() {
                let contexts = contexts(&decoded);
                decoded.push(receiver.code(&contexts, |zero| decoder.take_bit(zero)).unwrap());
            }
            assert_eq!(decoded, symbols);
            assert_eq!(sender, receiver);
            assert!(sender.is_valid());
            sender.reset();
            assert_eq!(sender, new);
        }
    }
}

#[test]
fn bits_are_the_same_everywhere() {
    let symbols: Vec<u32> =
        TEXT.iter().cycle().take(5000).enumerate().map(|(i, &b)| u32::from(b) ^ u32::from(i % 97 == 0)).collect();
    let mut model = MixedTree::new(8, 3, 8).unwrap();
    let words = encode(&mut model, &symbols);
    // FNV-1a.
    let join = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let mut hash = words.iter().flat_map(|word| word.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, join);
    model.for_each_part(|part| match part {
        Part::Counters(numbers) => hash = numbers.iter().flat_map(|number| number.to_le_bytes()).fold(hash, join),
        Part::Weights(numbers) => hash = numbers.iter().flat_map(|number| number.to_le_bytes()).fold(hash, join),
        Part::Map(numbers) => hash = numbers.iter().flat_map(|number| number.to_le_bytes()).fold(hash, join),
    });
    assert_eq!(hash, GOLDEN, "{hash:#018x}");
}

const GOLDEN: u64 = 0x7b8b_2631_9d86_ca12;

#[test]
fn an_error_of_the_coder_is_returned() {
    let mut model = MixedTree::new(8, 1, 4).unwrap();
    assert_eq!(model.code(&[], |_| Err("full")), Err("full"));
}

#[test]
fn parameters_out_of_range_are_errors() {
    for (bits, contexts, table_bits) in [(0, 1, 10), (9, 1, 10), (8, 0, 10), (8, 8, 10), (8, 1, 0), (8, 1, 25)] {
        assert!(MixedTree::new(bits, contexts, table_bits).is_err());
    }
}
