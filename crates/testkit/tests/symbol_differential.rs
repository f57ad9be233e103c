//! Random messages in symbol codes: the words are those of the published crate `constriction` 0.5.0, the bits of the
//! universal codes those of `dsi-bitstream`.
//!
//! `CONSTRICTION_SEED` repeats a run, `CONSTRICTION_CASES` sets the number of messages.

use constriction_core::Unsigned;
use constriction_symbol::huffman::{DecoderHuffmanTree, EncoderHuffmanTree};
use constriction_symbol::{
    DecoderCodebook, EliasDelta, EliasGamma, EncoderCodebook, ExpGolomb, Golomb, MsbFirst, QueueDecoder, QueueEncoder,
    ReadBitStream as _, Rice, StackCoder, Unary, WriteBitStream as _,
};
use dsi_bitstream::prelude::{
    BE, BitRead, BitWrite, BufBitReader, BufBitWriter, DeltaRead, DeltaWrite, ExpGolombRead, ExpGolombWrite, GammaRead,
    GammaWrite, GolombRead, GolombWrite, MemWordReader, MemWordWriterVec, RiceRead, RiceWrite,
};
use published::symbol as their;
use published::symbol::{ReadBitStream as _, WriteBitStream as _};
use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Calls `case` with a generator and a label for messages, as often as is set.
fn for_all_cases(default: u64, case: impl Fn(&mut Xoshiro256PlusPlus, &str)) {
    let clock = || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |time| time.as_nanos() as u64);
    let seed = setting("CONSTRICTION_SEED").unwrap_or_else(clock);
    let cases = setting("CONSTRICTION_CASES").unwrap_or(default);
    println!("CONSTRICTION_SEED={seed} CONSTRICTION_CASES={cases}");
    for seed in (0..cases).map(|case| seed.wrapping_add(case)) {
        let label = format!("CONSTRICTION_SEED={seed} CONSTRICTION_CASES=1");
        case(&mut Xoshiro256PlusPlus::seed_from_u64(seed), &label);
    }
}

/// Probabilities with zeros, ties and large ratios.
fn probabilities(rng: &mut impl Rng) -> Vec<f64> {
    let n = rng.random_range(1..=200);
    let kind = rng.random_range(0..4);
    let prob = |rng: &mut _| match kind {
        0 => RngExt::random::<f64>(rng),
        1 => f64::from(RngExt::random_range(rng, 0..4u8)) / 4.0,
        2 => (-RngExt::random_range(rng, 0.0..60.0f64)).exp2(),
        _ => RngExt::random::<f64>(rng).powi(8),
    };
    (0..n).map(|_| prob(rng)).collect()
}

macro_rules! compare {
    ($word:ty, $label:expr, $symbols:expr, $ours:expr, $our_decoder:expr, $theirs:expr, $their_decoder:expr) => {{
        let (label, symbols) = ($label, $symbols);
        let mut encoder = QueueEncoder::<$word, Vec<$word>>::new();
        encoder.encode_iid_symbols(symbols, $ours).unwrap();
        let mut their_encoder = their::QueueEncoder::<$word>::new();
        their_encoder.encode_iid_symbols(symbols, $theirs).unwrap();
        assert_eq!(encoder.num_bits(), their_encoder.len(), "{label}");
        assert_eq!(*encoder.get_compressed().unwrap(), *their_encoder.get_compressed(), "{label}");
        let words = encoder.into_compressed().unwrap();
        let mut decoder = QueueDecoder::<$word, _>::from_compressed(&words);
        let decoded = decoder.decode_iid_symbols(symbols.len(), $our_decoder).map(Result::unwrap);
        assert!(decoded.eq(symbols.iter().copied()), "{label}");
        let mut their_decoder = their_encoder.into_decoder().unwrap();
        let decoded = their_decoder.decode_iid_symbols(symbols.len(), $their_decoder).map(Result::unwrap);
        assert!(decoded.eq(symbols.iter().copied()), "{label}");

        let mut coder = StackCoder::<$word, Vec<$word>>::new();
        coder.encode_iid_symbols_reverse(symbols, $ours).unwrap();
        let mut their_coder = their::StackCoder::<$word>::new();
        their_coder.encode_iid_symbols_reverse(symbols, $theirs).unwrap();
        assert_eq!(coder.num_bits(), their_coder.len(), "{label}");
        let words = coder.get_compressed().unwrap().clone();
        assert_eq!(words, *their_coder.get_compressed(), "stack, {label}");
        let mut coder = StackCoder::from_compressed(words).unwrap();
        let decoded: Vec<_> = coder.decode_iid_symbols(symbols.len(), $our_decoder).map(Result::unwrap).collect();
        assert_eq!(decoded, symbols, "stack, {label}");
        let decoded = their_coder.decode_iid_symbols(symbols.len(), $their_decoder).map(Result::unwrap);
        assert!(decoded.eq(symbols.iter().copied()), "stack, {label}");
    }};
}

#[test]
fn huffman_words_are_those_of_the_published_crate() {
    for_all_cases(3000, |rng, label| {
        let probs = probabilities(rng);
        let n = probs.len();
        let symbols: Vec<usize> = (0..rng.random_range(0..60)).map(|_| rng.random_range(0..n)).collect();
        macro_rules! trees {
            ($t:ty, $word:ty, $probs:expr, $from:ident) => {{
                let probs: Vec<$t> = $probs;
                let ours = EncoderHuffmanTree::$from::<$t, _>(&probs).unwrap();
                let our_decoder = DecoderHuffmanTree::$from::<$t, _>(&probs).unwrap();
                trees!(@compare $t, $word, probs, $from, ours, our_decoder);
            }};
            (@compare $t:ty, $word:ty, $p:ident, from_probabilities, $ours:ident, $our_decoder:ident) => {
                let theirs = their::huffman::EncoderHuffmanTree::from_probabilities::<$t, _>(&$p);
                let their_decoder = their::huffman::DecoderHuffmanTree::from_probabilities::<$t, _>(&$p);
                compare!($word, label, &symbols[..], &$ours, &$our_decoder, &theirs, &their_decoder)
            };
            (@compare $t:ty, $word:ty, $p:ident, from_float_probabilities, $ours:ident, $our_decoder:ident) => {
                let theirs = their::huffman::EncoderHuffmanTree::from_float_probabilities::<$t, _>(&$p).unwrap();
                let their_decoder = their::huffman::DecoderHuffmanTree::from_float_probabilities::<$t, _>(&$p).unwrap();
                compare!($word, label, &symbols[..], &$ours, &$our_decoder, &theirs, &their_decoder)
            };
        }
        match rng.random_range(0..5) {
            0 => trees!(f64, u32, probs, from_float_probabilities),
            1 => trees!(f32, u32, probs.iter().map(|&p| p as f32).collect(), from_float_probabilities),
            2 => trees!(f32, u8, probs.iter().map(|&p| p as f32).collect(), from_float_probabilities),
            3 => trees!(u32, u16, probs.iter().map(|&p| (p * 1e6) as u32).collect(), from_probabilities),
            _ => trees!(u64, u64, probs.iter().map(|&p| (p * 1e16) as u64).collect(), from_probabilities),
        }
    });
}

/// A number of any magnitude.
fn number<N: Unsigned>(rng: &mut impl Rng) -> N {
    if rng.random_bool(0.02) {
        return N::MAX;
    }
    let shift = rng.random_range(0..N::BITS);
    N::from_low(N::from_low(rng.random()).to_u64() >> shift)
}

#[test]
fn exp_golomb_words_are_those_of_the_published_crate() {
    for_all_cases(3000, |rng, label| {
        macro_rules! numbers {
            ($n:ty, $word:ty) => {{
                let symbols: Vec<$n> = (0..rng.random_range(0..60)).map(|_| number(rng)).collect();
                let (ours, theirs) = (ExpGolomb::<$n>::new(), their::exp_golomb::ExpGolomb::<$n>::new());
                compare!($word, label, &symbols[..], ours, ours, &theirs, &theirs);
            }};
        }
        match rng.random_range(0..4) {
            0 => numbers!(u8, u32),
            1 => numbers!(u16, u8),
            2 => numbers!(u32, u32),
            _ => numbers!(u64, u64),
        }
    });
}

/// The bytes of numbers in our code, with the first bit most significant, padded to 64 bits; they decode again.
fn our_bytes<C>(code: &C, numbers: &[u64], label: &str) -> Vec<u8>
where
    C: EncoderCodebook<Symbol = u64> + DecoderCodebook,
{
    let mut encoder = QueueEncoder::<u8, _>::with_words(MsbFirst(Vec::new()));
    encoder.encode_iid_symbols(numbers, code).unwrap();
    let mut bytes = encoder.into_compressed().unwrap().0;
    let mut decoder = QueueDecoder::<u8, _>::from_compressed(MsbFirst(constriction_bits::Cursor::at_start(&bytes[..])));
    let decoded = decoder.decode_iid_symbols(numbers.len(), code).map(Result::unwrap);
    assert!(decoded.eq(numbers.iter().copied()), "{label}");
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    bytes
}

#[test]
fn universal_codes_are_those_of_dsi_bitstream() {
    for_all_cases(5000, |rng, label| {
        let len = rng.random_range(0..40);
        let any: Vec<u64> = (0..len).map(|_| number::<u64>(rng) >> 1).collect();
        let positive: Vec<u64> = any.iter().map(|n| n + 1).collect();
        let small: Vec<u64> = (0..len).map(|_| rng.random_range(0..300)).collect();
        let divisor = number::<u64>(rng).max(1);
        let quotients: Vec<u64> = any.iter().map(|&n| n % divisor.saturating_mul(200)).collect();
        let low_bits = rng.random_range(0..64u32);
        let rice: Vec<u64> = any.iter().map(|n| n % 200u64.saturating_mul(1 << low_bits)).collect();

        macro_rules! compare {
            ($numbers:expr, $ours:expr, $our_numbers:expr, |$to:ident, $n:ident| $write:expr, |$from:ident| $read:expr) => {{
                let bytes = our_bytes(&$ours, &$our_numbers, label);
                let mut words: Vec<u64> = Vec::new();
                let mut $to = BufBitWriter::<BE, _>::new(MemWordWriterVec::new(&mut words));
                for &$n in &$numbers {
                    $write.unwrap();
                }
                $to.flush().unwrap();
                drop($to);
                // A word in memory is what its bytes say in this order.
                let theirs: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
                assert_eq!(bytes, theirs, "{label}");

                let words: Vec<u64> =
                    bytes.chunks_exact(8).map(|b| u64::from_ne_bytes(b.try_into().unwrap())).collect();
                let mut $from = BufBitReader::<BE, _>::new(MemWordReader::new(&words[..]));
                for $n in &$numbers {
                    assert_eq!($read.unwrap(), *$n, "{label}");
                }
            }};
        }
        match rng.random_range(0..6) {
            0 => compare!(small, Unary::new(), small, |to, n| to.write_unary(n), |from| from.read_unary()),
            1 => compare!(any, EliasGamma::new(), positive, |to, n| to.write_gamma(n), |from| from.read_gamma()),
            2 => compare!(any, EliasDelta::new(), positive, |to, n| to.write_delta(n), |from| from.read_delta()),
            3 => compare!(
                quotients,
                Golomb::new(divisor).unwrap(),
                quotients,
                |to, n| to.write_golomb(n, divisor),
                |from| from.read_golomb(divisor)
            ),
            4 => compare!(
                rice,
                Rice::new(low_bits).unwrap(),
                rice,
                |to, n| to.write_rice(n, low_bits as usize),
                |from| from.read_rice(low_bits as usize)
            ),
            _ => compare!(
                any,
                ExpGolomb::with_order(low_bits).unwrap(),
                any,
                |to, n| to.write_exp_golomb(n, low_bits as usize),
                |from| from.read_exp_golomb(low_bits as usize)
            ),
        }
    });
}
