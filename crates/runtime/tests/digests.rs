//! The words of random models of all families are the same on every machine.

mod common;

use common::{Kind, Params, QUANTIZATIONS, arguments, families, random, typical};
use constriction_runtime::{
    AnsCoder, ChainCoder, Family, InterleavedAnsCoder, Options, Quantization, RangeEncoder, Symbols, SymbolsMut,
    decode, encode, go_on,
};

/// One of each family. A new family adds its own; the others never change.
const DIGESTS: [(&str, u64); 14] = [
    ("Uniform", 0xf3f2_3d3b_f330_0650),
    ("Bernoulli", 0xf1fa_a2b6_129e_3f75),
    ("Binomial", 0x9e40_86cb_ef21_90da),
    ("QuantizedGaussian", 0xb576_63e1_7be4_8bd6),
    ("QuantizedLaplace", 0xbbdf_8f1c_6675_445b),
    ("QuantizedCauchy", 0x17ad_5282_109b_f054),
    ("QuantizedLogistic", 0x4aa6_1d05_2f76_08c7),
    ("GaussianMixture", 0x9f20_d221_0a2b_fce8),
    ("LaplaceMixture", 0x02fc_4675_63e0_46b8),
    ("LogisticMixture", 0x46a1_47a5_a758_8392),
    ("Categorical", 0xd4ee_4dc1_1db3_dcf5),
    ("CategoricalLogits", 0xa85b_9fe3_f59b_1674),
    ("TopK", 0x8ae5_9fc8_d0d2_489a),
    ("CdfTable", 0x26bf_81e4_e184_afaf),
];

/// FNV-1a, of words instead of bytes.
struct Digest(u64);

impl Digest {
    fn add(&mut self, words: &[u32]) {
        for &word in words.iter().chain([&(words.len() as u32)]) {
            self.0 = (self.0 ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Of symbols from noise, and of their words in every coder, at every precision and with these quantisations.
fn digest(family: Family, quantizations: &[Quantization]) -> u64 {
    let mut digest = Digest(0xcbf2_9ce4_8422_2325);
    let mut rng = random(1);
    for precision in (1..=32).filter(|&precision| family != Family::CdfTable || precision < 32) {
        for &quantization in quantizations {
            let options = Options { precision, quantization, ..Options::default() };
            let params = Params::random(&mut rng, family, 40, options);
            let (spec, given) = params.split(&vec![Kind::Each; params.values.len()], false).unwrap();
            let arguments = arguments(&given);
            let mut decoded = typical(&mut rng, &spec, &arguments, 40);
            digest.add(&decoded.iter().map(|&symbol| symbol as u32).collect::<Vec<_>>());
            let symbols = decoded.clone();

            let mut ans = AnsCoder::new();
            encode(&mut ans, &spec, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            digest.add(&ans.get_compressed().unwrap());
            let mut interleaved = InterleavedAnsCoder::with_lanes(8).unwrap();
            encode(&mut interleaved, &spec, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            digest.add(&interleaved.get_compressed());
            let mut range = RangeEncoder::new();
            encode(&mut range, &spec, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            digest.add(&range.get_compressed());
            if precision == constriction_runtime::CHAIN_PRECISION {
                let mut chain = ChainCoder::from_binary(common::noise(&mut rng, 100)).unwrap();
                decode(&mut chain, &spec, &mut SymbolsMut::I32(&mut decoded), &arguments, &mut go_on).unwrap();
                let (compressed, remainders) = chain.into_remainders().unwrap();
                digest.add(&compressed);
                digest.add(&remainders);
            }
        }
    }
    digest.0
}

#[test]
fn words_are_those_of_every_machine() {
    let digests: Vec<_> = families().map(|family| (family.info().name, digest(family, &QUANTIZATIONS[..3]))).collect();
    assert_eq!(digests, DIGESTS, "{digests:#018x?}");
}

#[test]
fn words_of_integer_rows_are_those_of_every_machine() {
    let digest = digest(Family::Categorical, &[Quantization::Integer]);
    assert_eq!(digest, 0x9eed_081e_2be6_a70a, "{digest:#018x}");
}
