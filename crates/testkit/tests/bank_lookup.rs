//! Tables by an index, looked up at once, code as each table by itself, whatever the coder and the level.

use constriction_ans::{DefaultAnsCoder, DefaultInterleaved, InterleavedAnsCoder, LaneCount};
use constriction_core::{Corrupt, Decode, DecoderModel, Encode, Order, PutInterval};
use constriction_digest::Digesting;
use constriction_models::Bank;
use constriction_models::array::{ArrayError, DecodeArray, EncodeArray, NoSuchTable};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// Enough symbols for what is looked up to be made.
const SYMBOLS: usize = 10_000;

/// Tables, with the index of one for each symbol.
#[derive(Clone)]
struct Message<const P: u32> {
    bank: Bank<P>,
    indexes: Vec<u16>,
    symbols: Vec<i32>,
}

impl<const P: u32> Message<P> {
    /// Tables of any of these sizes. Some leave quantiles without a symbol, some have symbols without a quantile.
    fn new(seed: u64, tables: usize, alphabet: usize) -> Self {
        let mut rng = Xoshiro256StarStar::seed_from_u64(seed);
        let mut bank = Bank::new();
        for _ in 0..tables {
            let len = rng.random_range(1..=alphabet.min(1 << P));
            let power = rng.random_range(1..5);
            let mut ends: Vec<u32> =
                (0..len).map(|_| (rng.random::<f64>().powi(power) * f64::from(1u32 << P)) as u32).collect();
            ends.sort_unstable();
            ends.insert(0, 0);
            if rng.random() || ends[len] == 0 {
                ends[len] = 1 << P;
            }
            bank.push(&ends, rng.random_range(-30..30)).unwrap();
        }
        let (mut indexes, mut symbols) = (Vec::new(), Vec::new());
        while symbols.len() < SYMBOLS {
            let index = rng.random_range(0..tables);
            if let Some((symbol, _)) = bank.model(index).unwrap().symbol_at(rng.random_range(0..1 << P)) {
                indexes.push(index as u16);
                symbols.push(symbol);
            }
        }
        Self { bank, indexes, symbols }
    }

    /// The symbols that a decoder returns with one model after the other, and the place where it fails.
    fn decode<D: Decode>(&self, decoder: &mut D) -> (Vec<i32>, Option<usize>) {
        let models = self.indexes.iter().map(|&index| self.bank.model(index.into()).unwrap());
        let symbols: Vec<i32> = decoder.decode_symbols(models).map_while(Result::ok).collect();
        let failed = (symbols.len() < SYMBOLS).then_some(symbols.len());
        (symbols, failed)
    }
}

/// A coder without data, and the decoder of what it has.
trait Coder: Encode<Error: std::fmt::Debug + PartialEq> + Clone + PartialEq + std::fmt::Debug {
    type Decoder: Decode<Error: std::fmt::Debug + PartialEq> + Clone;
    fn decoder(&self) -> Self::Decoder;
}

impl Coder for DefaultAnsCoder {
    type Decoder = Self;
    fn decoder(&self) -> Self {
        self.clone()
    }
}

impl Coder for DefaultInterleaved {
    type Decoder = Self;
    fn decoder(&self) -> Self {
        self.clone()
    }
}

impl Coder for InterleavedAnsCoder {
    type Decoder = Self;
    fn decoder(&self) -> Self {
        self.clone()
    }
}

impl Coder for Digesting<DefaultInterleaved> {
    type Decoder = Self;
    fn decoder(&self) -> Self {
        Digesting::new(self.coder().clone())
    }
}

impl Coder for DefaultRangeEncoder {
    type Decoder = DefaultRangeDecoder;
    fn decoder(&self) -> DefaultRangeDecoder {
        DefaultRangeDecoder::from_compressed(self.clone().get_compressed().to_vec()).unwrap()
    }
}

fn encode<C: Coder, const P: u32>(
    coder: &mut C,
    message: &Message<P>,
) -> Result<(), ArrayError<NoSuchTable, <C as PutInterval>::Error>> {
    let models = message.bank.array(&message.indexes);
    match C::ORDER {
        Order::Forward => coder.encode_array(&message.symbols, models),
        Order::Reverse => coder.encode_array_reverse(&message.symbols, models),
    }
}

fn check<C: Coder, const P: u32>(message: &Message<P>, start: &C) {
    let models = message.indexes.iter().map(|&index| message.bank.model(index.into()).unwrap());
    let mut expected = start.clone();
    let pairs = message.symbols.iter().zip(models);
    match C::ORDER {
        Order::Forward => expected.encode_symbols(pairs).unwrap(),
        Order::Reverse => expected.encode_symbols_reverse(pairs).unwrap(),
    }
    // Some with and some without what is looked up.
    for _ in 0..3 {
        let mut coder = start.clone();
        encode(&mut coder, message).unwrap();
        assert_eq!(coder, expected);
        let mut places = vec![0; SYMBOLS];
        let mut decoder = coder.decoder();
        decoder.decode_array(&mut places, message.bank.array(&message.indexes)).unwrap();
        assert_eq!(places, message.symbols);
    }
    wrong(message, start);
}

/// Errors have the index of the symbol, and leave the encoder as it was.
fn wrong<C: Coder, const P: u32>(message: &Message<P>, start: &C) {
    for place in [7, SYMBOLS - 100] {
        let mut other = message.clone();
        let mut coder = start.clone();
        other.symbols[place] = 1000;
        assert_eq!(encode(&mut coder, &other), Err(ArrayError::ImpossibleSymbol { index: place }));
        assert_eq!(coder, *start);
        other.symbols[place] = message.symbols[place];

        other.indexes[place] = 3000;
        let missing = ArrayError::Model { index: place, error: NoSuchTable };
        assert_eq!(encode(&mut coder, &other), Err(missing));
        assert_eq!(coder, *start);
        other.indexes[place] = message.indexes[place];
        encode(&mut coder, &other).unwrap();

        other.indexes[place] = 3000;
        let missing = ArrayError::Model { index: place, error: NoSuchTable };
        let mut places = vec![0; SYMBOLS];
        assert_eq!(coder.decoder().decode_array(&mut places, other.bank.array(&other.indexes)), Err(missing));
        assert_eq!(places[..place], message.symbols[..place]);
        other.indexes[place] = message.indexes[place];
    }
}

/// Words that are not a message, and messages that end too early.
fn noise<const P: u32>(message: &Message<P>, lanes: usize) {
    let mut rng = Xoshiro256StarStar::seed_from_u64(lanes as u64);
    let mut coder = DefaultInterleaved::new(LaneCount::new(lanes).unwrap());
    encode(&mut coder, message).unwrap();
    let words = coder.into_compressed().unwrap();
    let head = words.len() - 2 * lanes - 1;
    for round in 0..6 {
        let mut words = words.clone();
        match round % 3 {
            0 => drop(words.drain(..rng.random_range(1..head))),
            1 => words[rng.random_range(0..head)] ^= 1 << rng.random_range(0..32),
            _ => (0..head).for_each(|place| words[place] = rng.random()),
        }
        let decoder = DefaultInterleaved::from_compressed(words).unwrap();
        let (mut one_by_one, mut at_once) = (decoder.clone(), decoder);
        let (symbols, failed) = message.decode(&mut one_by_one);
        let mut places = vec![0; SYMBOLS];
        let result = at_once.decode_array(&mut places, message.bank.array(&message.indexes));
        let expected =
            failed.map_or(Ok(()), |index| Err(ArrayError::Coder { index: Some(index), error: Corrupt.into() }));
        assert_eq!(result, expected);
        assert_eq!(places[..symbols.len()], symbols);
        assert_eq!(at_once, one_by_one);
    }
}

fn all<const P: u32>(tables: usize, alphabet: usize) {
    let message = Message::<P>::new(u64::from(P) + tables as u64, tables, alphabet);
    check(&message, &DefaultAnsCoder::new());
    check(&message, &DefaultRangeEncoder::new());
    check(&message, &InterleavedAnsCoder::with_lanes(32).unwrap());
    check(&message, &Digesting::new(DefaultInterleaved::new(LaneCount::MAX)));
    for lanes in [1, 8, 16, 64] {
        let mut coder = DefaultInterleaved::new(LaneCount::new(lanes).unwrap());
        check(&message, &coder);
        // One that has begun, so that the states do not start with the first one.
        let first = message.bank.model(message.indexes[0].into()).unwrap();
        coder.encode_symbol(message.symbols[0], first).unwrap();
        check(&message, &coder);
        noise(&message, lanes);
    }
}

#[test]
fn tables_of_up_to_12_bits() {
    all::<12>(5, 256);
    all::<12>(100, 40);
    all::<12>(1, 3);
    all::<8>(17, 30);
    all::<1>(3, 2);
}

#[test]
fn tables_of_up_to_16_bits() {
    all::<16>(9, 200);
    all::<13>(20, 256);
}

#[test]
fn tables_that_are_not_looked_up() {
    // Symbols of these together have more than 256 places; and these have too many bits.
    all::<12>(4, 900);
    all::<17>(4, 100);
}
