//! The words of random models of all families are the same on every machine.

mod common;

use common::{Kind, Params, QUANTIZATIONS, arguments, families, random, typical};
use constriction_runtime::{
    AnsCoder, ChainCoder, Family, InterleavedAnsCoder, ModelSpec, Options, Quantization, RangeEncoder, Statistic,
    Symbols, SymbolsMut, decode, encode, go_on,
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
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, words: &[u32]) {
        for &word in words.iter().chain([&(words.len() as u32)]) {
            self.0 = (self.0 ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Adds every bit of these numbers.
    fn add_numbers(&mut self, numbers: &[f64]) {
        let halves = |number: &f64| [number.to_bits() as u32, (number.to_bits() >> 32) as u32];
        self.add(&numbers.iter().flat_map(halves).collect::<Vec<_>>());
    }
}

/// Of symbols from noise, and of their words in every coder, at every precision and with these quantisations.
fn digest(family: Family, quantizations: &[Quantization]) -> u64 {
    let mut digest = Digest::new();
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

/// Of the costs and the entropies of random models, to the last bit: logarithms of the system's library would differ.
#[test]
fn costs_are_those_of_every_machine() {
    let mut digest = Digest::new();
    let mut rng = random(1);
    let mut fractions = 0;
    for family in families().filter(|&family| family != Family::CdfTable) {
        for &quantization in &QUANTIZATIONS[..3] {
            let options = Options { quantization, ..Options::default() };
            let params = Params::random(&mut rng, family, 40, options);
            let (spec, given) = params.split(&vec![Kind::Each; params.values.len()], false).unwrap();
            let arguments = arguments(&given);
            let symbols = typical(&mut rng, &spec, &arguments, 40);
            let mut costs = [0.0; 40];
            spec.statistic(Statistic::Cost, Symbols::I32(&symbols), &arguments, &mut costs, &mut go_on).unwrap();
            fractions += costs.iter().filter(|cost| cost.fract() != 0.0).count();
            digest.add_numbers(&costs);
        }
    }
    // An entropy takes as long as its support is large.
    for text in ["QuantizedGaussian(-50, 50, mean=1.7, std=9.3)", "Binomial(n=100, p=0.37)", "Uniform(size=1000)"] {
        let mut entropy = [0.0];
        text.parse::<ModelSpec>().unwrap().entropy(&[], &mut entropy, &mut go_on).unwrap();
        digest.add_numbers(&entropy);
    }
    assert!(fractions > 500, "{fractions} costs have a fraction");
    assert_eq!(digest.0, 0x0e07_4cf8_cba3_8a38, "{:#018x}", digest.0);
}
