//! Where a range decoder says that it may be at the end.

use constriction_bits::Cursor;
use constriction_core::{Decode, DefaultFormat, Encode, Format, SmallFormat};
use constriction_models::Categorical;
use constriction_range::{RangeDecoder, RangeEncoder};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus as Rng;

/// A loop that decodes until the decoder may be exhausted ends, also for messages that were cut off.
fn decoding_until_exhausted_ends<F: Format>(seed: u64) {
    println!("seed {seed}");
    let mut rng = Rng::seed_from_u64(seed);
    for _ in 0..2000 {
        let probs: Vec<f64> = (0..rng.random_range(2..20)).map(|_| rng.random::<f64>() + 0.01).collect();
        let model = Categorical::<12>::fast(&probs).unwrap();
        let symbols: Vec<usize> = (0..rng.random_range(0..100)).map(|_| rng.random_range(0..probs.len())).collect();
        let mut encoder = RangeEncoder::<F, Vec<F::Word>>::new();
        encoder.encode_iid_symbols(&symbols, &model).unwrap();
        let words = encoder.into_compressed().unwrap();
        for len in 0..=words.len() {
            let mut decoder = RangeDecoder::<F, _>::from_compressed(Cursor::at_start(&words[..len])).unwrap();
            let mut count = 0;
            while !decoder.maybe_exhausted() {
                if decoder.decode_symbol(&model).is_err() {
                    break;
                }
                count += 1;
                assert!(count <= symbols.len() + 5000, "{len} of {} words", words.len());
            }
            assert!(len < words.len() || count <= symbols.len());
        }
        // At the end of the whole message it is true, and so is it after that.
        let mut decoder = RangeDecoder::<F, _>::from_compressed(Cursor::at_start(words)).unwrap();
        let mut decoded = vec![0; symbols.len()];
        assert_eq!(decoder.decode_into(&mut decoded, symbols.iter().map(|_| &model)), Ok(symbols.len()));
        assert_eq!(decoded, symbols);
        assert!(decoder.maybe_exhausted());
    }
}

#[test]
fn default_decoding_until_exhausted_ends() {
    decoding_until_exhausted_ends::<DefaultFormat>(1);
}

#[test]
fn small_decoding_until_exhausted_ends() {
    decoding_until_exhausted_ends::<SmallFormat>(2);
}
