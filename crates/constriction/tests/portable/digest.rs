//! A digest of what all coders make of all kinds of models. It needs no operating system: a test computes it here, and
//! the program in `platforms/cortex-m` on a microcontroller.

use alloc::vec::Vec;
use core::fmt::Debug;

use constriction::stream::adaptive::{BitTree, Counting, Counts, EncodeArray as _, Order1};
use constriction::stream::chain::DefaultChainCoder;
use constriction::stream::model::{
    Bernoulli, Binomial, Categorical, Cauchy, DecoderModel, EncoderModel, Gaussian, Interval, Laplace, LeakyQuantizer,
    Logistic, Model, Uniform,
};
use constriction::stream::queue::DefaultRangeEncoder;
use constriction::stream::stack::{DefaultAnsCoder, DefaultInterleaved, LaneCount};
use constriction::stream::{Decode, Encode};

/// The digest that every machine computes.
pub(crate) const EXPECTED: u64 = 0x95af_6ba2_4230_6b55;

/// FNV-1a, of words instead of bytes.
struct Digest(u64);

impl Digest {
    fn add(&mut self, words: &[u32]) {
        for &word in words.iter().chain([&(words.len() as u32)]) {
            self.0 = (self.0 ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Random numbers: the upper half of a linear congruential generator (Knuth, MMIX).
struct Random(u64);

impl Random {
    fn word(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }

    /// A multiple of `2^-16` from 0 up to, but not including, `end`.
    fn number(&mut self, end: u16) -> f64 {
        f64::from(self.word() % (u32::from(end) << 16)) / 65536.0
    }

    fn words(&mut self, count: usize) -> Vec<u32> {
        (0..count).map(|_| self.word()).collect()
    }
}

/// Symbols that the models make of noise, and their words in each coder.
fn add<M, S>(digest: &mut Digest, random: &mut Random, models: &[M])
where
    M: EncoderModel<Symbol = S> + DecoderModel<Symbol = S>,
    S: Copy + Debug + PartialEq + Into<i64>,
{
    let noise = random.words(2 * models.len() + 4);
    let mut source = DefaultAnsCoder::from_binary(noise.clone()).unwrap();
    let symbols: Vec<S> = source.decode_symbols(models).collect::<Result<_, _>>().unwrap();
    digest.add(&symbols.iter().map(|&symbol| symbol.into() as u32).collect::<Vec<_>>());

    let mut ans = DefaultAnsCoder::new();
    ans.encode_symbols_reverse(symbols.iter().copied().zip(models)).unwrap();
    digest.add(&ans.get_compressed().unwrap());
    let decoded: Result<Vec<S>, _> = ans.decode_symbols(models).collect();
    assert_eq!(decoded.unwrap(), symbols);

    let mut range = DefaultRangeEncoder::new();
    range.encode_symbols(symbols.iter().copied().zip(models)).unwrap();
    digest.add(&range.get_compressed());
    let mut decoder = range.into_decoder().unwrap();
    let decoded: Result<Vec<S>, _> = decoder.decode_symbols(models).collect();
    assert_eq!(decoded.unwrap(), symbols);

    let mut states = DefaultInterleaved::new(LaneCount::new(4).unwrap());
    states.encode_symbols_reverse(symbols.iter().copied().zip(models)).unwrap();
    digest.add(&states.get_compressed().unwrap());

    let mut chain = DefaultChainCoder::from_binary(noise).unwrap();
    let decoded: Vec<S> = chain.decode_symbols(models).collect::<Result<_, _>>().unwrap();
    digest.add(&decoded.iter().map(|&symbol| symbol.into() as u32).collect::<Vec<_>>());
    let (rest, remainders) = chain.into_remainders().unwrap();
    digest.add(&rest);
    digest.add(&remainders);
}

/// Symbols that are counted from 0, as signed numbers.
struct Signed<M>(M);

impl<M: Model<Symbol = usize>> Model for Signed<M> {
    type Symbol = i32;
    const PRECISION: u32 = M::PRECISION;
}

impl<M: EncoderModel<Symbol = usize>> EncoderModel for Signed<M> {
    fn interval(&self, &symbol: &i32) -> Option<Interval> {
        self.0.interval(&usize::try_from(symbol).ok()?)
    }
}

impl<M: DecoderModel<Symbol = usize>> DecoderModel for Signed<M> {
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (symbol, interval) = self.0.symbol_at(quantile)?;
        Some((symbol as i32, interval))
    }
}

fn located(digest: &mut Digest, random: &mut Random) {
    let quantizer = LeakyQuantizer::<i32, 24>::new(-127..=127);
    let mut parameters =
        || -> Vec<(f64, f64)> { (0..24).map(|_| (random.number(200) - 100.0, random.number(40) + 0.01)).collect() };
    let (gaussians, laplaces, cauchys, logistics) = (parameters(), parameters(), parameters(), parameters());
    macro_rules! add_all {
        ($($name:ident, $parameters:ident;)*) => {$(
            let models = $parameters.iter().map(|&(location, scale)| $name::new(location, scale).unwrap());
            add(digest, random, &models.map(|model| quantizer.quantize(model)).collect::<Vec<_>>());
        )*};
    }
    add_all! {
        Gaussian, gaussians;
        Laplace, laplaces;
        Cauchy, cauchys;
        Logistic, logistics;
    }
    let binomials = (0..8).map(|_| Binomial::new(50, random.number(1)).unwrap());
    let binomials = binomials.map(|model| LeakyQuantizer::<i32, 24>::new(0..=50).quantize(model)).collect::<Vec<_>>();
    add(digest, random, &binomials);
}

fn tables(digest: &mut Digest, random: &mut Random) {
    let uniforms: Vec<_> = (0..16).map(|_| Signed(Uniform::<24>::new(2 + random.word() as usize % 1000))).collect();
    add(digest, random, &uniforms);
    let coins: Vec<_> = (0..16).map(|_| Coin(Bernoulli::perfect(random.number(1)).unwrap())).collect();
    add(digest, random, &coins);
    for make in [Categorical::<24>::fast, Categorical::perfect, Categorical::integer, Categorical::from_logits] {
        let mut rows = Vec::new();
        for size in 2..18 {
            let row: Vec<f64> = (0..size).map(|_| random.number(3) + 0.001).collect();
            rows.push(Signed(make(&row).unwrap()));
        }
        add(digest, random, &rows);
    }
}

/// A side of a coin, as a number.
struct Coin(Bernoulli<24>);

impl Model for Coin {
    type Symbol = i32;
    const PRECISION: u32 = 24;
}

impl EncoderModel for Coin {
    fn interval(&self, &symbol: &i32) -> Option<Interval> {
        self.0.interval(&(symbol != 0))
    }
}

impl DecoderModel for Coin {
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (symbol, interval) = self.0.symbol_at(quantile)?;
        Some((symbol.into(), interval))
    }
}

fn adaptive(digest: &mut Digest, random: &mut Random) {
    // Small numbers are likely.
    let symbols: Vec<u32> = (0..200).map(|_| random.word().leading_zeros().min(15)).collect();
    let mut encoder = DefaultRangeEncoder::new();
    let mut tree = BitTree::new(Counting::new(255), 4, 16).unwrap();
    encoder.encode_array(&mut tree, &Order1, &symbols).unwrap();
    digest.add(&encoder.get_compressed());
    let mut coder = DefaultAnsCoder::new();
    let mut counts = Counts::<_, 24>::new(16, 16, 32, 1 << 12).unwrap();
    coder.encode_array(&mut counts, &Order1, &symbols).unwrap();
    digest.add(&coder.get_compressed().unwrap());
}

/// Computes the digest.
pub(crate) fn digest() -> u64 {
    let (mut digest, mut random) = (Digest(0xcbf2_9ce4_8422_2325), Random(1));
    located(&mut digest, &mut random);
    tables(&mut digest, &mut random);
    adaptive(&mut digest, &mut random);
    digest.0
}
