//! Tables by an index for each symbol: what is looked up has the intervals of the tables, for all coders.

use constriction_ans::{DefaultAnsCoder, InterleavedAnsCoder};
use constriction_core::{Order, PutInterval, TakeInterval};
use constriction_models::Bank;
use constriction_models::array::{ArrayError, BankArray, DecodeArray, EncodeArray, FromFn, NoSuchTable};
use constriction_range::DefaultRangeEncoder;

/// xorshift64*, Vigna 2016.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % end
    }
}

/// Tables of up to `longest` symbols, some of them impossible, some with a gap after the last one.
fn bank<const P: u32>(random: &mut Random, tables: usize, longest: u64) -> Bank<P> {
    let mut bank = Bank::new();
    for _ in 0..tables {
        let symbols = 1 + random.below(longest);
        let total = if random.below(3) == 0 { 1 + random.below(1 << P) } else { 1 << P };
        let mut ends: Vec<u32> = (1..symbols).map(|_| random.below(total + 1) as u32).collect();
        ends.extend([0, total as u32]);
        ends.sort_unstable();
        let offset = random.below(2000) as i32 - 1000;
        bank.push(&ends, offset).unwrap();
    }
    bank
}

/// Indexes, and symbols that their tables have.
fn message<const P: u32>(random: &mut Random, bank: &Bank<P>, count: usize) -> (Vec<u8>, Vec<i32>) {
    let draw = |_| {
        let index = random.below(bank.len() as u64) as u8;
        let model = bank.model(index.into()).unwrap();
        let symbol = std::iter::repeat_with(|| {
            use constriction_core::DecoderModel as _;
            model.symbol_at(random.below(1 << P) as u32)
        });
        (index, symbol.flatten().next().unwrap().0)
    };
    (0..count).map(draw).unzip()
}

fn encode<C: PutInterval, const P: u32>(
    mut coder: C,
    symbols: &[i32],
    models: BankArray<'_, u8, P>,
) -> Result<C, ArrayError<NoSuchTable, C::Error>> {
    match C::ORDER {
        Order::Forward => coder.encode_array(symbols, models)?,
        Order::Reverse => coder.encode_array_reverse(symbols, models)?,
    }
    Ok(coder)
}

/// The same one model after the other, without anything to look up.
fn encode_plainly<C: PutInterval, const P: u32>(mut coder: C, symbols: &[i32], bank: &Bank<P>, indexes: &[u8]) -> C {
    let model = |place: usize| bank.model(indexes[place].into()).ok_or(NoSuchTable);
    let models = FromFn::new(indexes.len(), P, model);
    let done = match C::ORDER {
        Order::Forward => coder.encode_array(symbols, models),
        Order::Reverse => coder.encode_array_reverse(symbols, models),
    };
    assert!(done.is_ok());
    coder
}

fn decode<C: TakeInterval, const P: u32>(mut coder: C, models: BankArray<'_, u8, P>, count: usize) -> Vec<i32> {
    let mut symbols = vec![0; count];
    assert!(coder.decode_array(&mut symbols, models).is_ok());
    symbols
}

fn check<const P: u32>(tables: usize, longest: u64) {
    let random = &mut Random(u64::from(P) << 32 | longest);
    let bank = bank::<P>(random, tables, longest);
    let (indexes, symbols) = message(random, &bank, 30_000);
    let ans = encode_plainly(DefaultAnsCoder::new(), &symbols, &bank, &indexes);
    let interleaved = encode_plainly(InterleavedAnsCoder::with_lanes(64).unwrap(), &symbols, &bank, &indexes);
    let range = encode_plainly(DefaultRangeEncoder::new(), &symbols, &bank, &indexes);
    // Many times, so that what is looked up is made on the way.
    for _ in 0..12 {
        let models = bank.array(&indexes);
        assert_eq!(encode(DefaultAnsCoder::new(), &symbols, models).unwrap(), ans);
        assert_eq!(encode(InterleavedAnsCoder::with_lanes(64).unwrap(), &symbols, models).unwrap(), interleaved);
        let mut encoder = encode(DefaultRangeEncoder::new(), &symbols, models).unwrap();
        assert_eq!(*encoder.get_compressed(), *range.clone().get_compressed());
        assert_eq!(decode(ans.clone(), models, symbols.len()), symbols);
        assert_eq!(decode(interleaved.clone(), models, symbols.len()), symbols);
        assert_eq!(decode(encoder.into_decoder().unwrap(), models, symbols.len()), symbols);
    }
}

#[test]
fn tables_of_12_bits_are_looked_up() {
    check::<12>(3, 4);
    check::<12>(64, 256);
    check::<12>(200, 40);
}

#[test]
fn tables_of_other_precisions_are_looked_up() {
    check::<4>(7, 16);
    check::<8>(20, 100);
    check::<13>(20, 300);
    check::<16>(30, 300);
    check::<24>(30, 300);
}

#[test]
fn errors_are_those_of_the_tables() {
    let random = &mut Random(9);
    let bank = bank::<12>(random, 10, 50);
    let (indexes, symbols) = message(random, &bank, 5000);
    for round in 0..40 {
        let place = random.below(5000) as usize;
        let (mut wrong, mut missing) = (symbols.clone(), indexes.clone());
        wrong[place] = [i32::MAX, i32::MIN, *bank.model(indexes[place].into()).unwrap().symbols().end() + 1][round % 3];
        missing[place] = 10 + (round as u8);
        let impossible = ArrayError::ImpossibleSymbol { index: place };
        let no_table = ArrayError::Model { index: place, error: NoSuchTable };
        let ans = |symbols: &[i32], indexes: &[u8]| encode(DefaultAnsCoder::new(), symbols, bank.array(indexes)).err();
        let lanes = |symbols: &[i32], indexes: &[u8]| {
            encode(InterleavedAnsCoder::with_lanes(64).unwrap(), symbols, bank.array(indexes)).err()
        };
        assert_eq!(ans(&wrong, &indexes), Some(impossible));
        assert_eq!(lanes(&wrong, &indexes), Some(impossible));
        assert_eq!(ans(&symbols, &missing), Some(no_table));
        assert_eq!(lanes(&symbols, &missing), Some(no_table));
        for lanes in [1, 64] {
            let coder = InterleavedAnsCoder::with_lanes(lanes).unwrap();
            let mut coder = encode(coder, &symbols, bank.array(&indexes)).unwrap();
            let error = coder.decode_array(&mut vec![0; 5000], bank.array(&missing)).unwrap_err();
            assert_eq!(error, ArrayError::Model { index: place, error: NoSuchTable });
        }
    }
}

#[test]
fn a_quantile_without_a_symbol_is_corrupt() {
    let mut bank = Bank::<12>::new();
    bank.push(&[0, 100, 200], 0).unwrap();
    let mut other = Bank::<12>::new();
    other.push(&[0, 200, 4096], 0).unwrap();
    let indexes = [0u8; 1000];
    for lanes in [1, 64] {
        for _ in 0..20 {
            let mut coder = InterleavedAnsCoder::with_lanes(lanes).unwrap();
            coder.encode_array_reverse(&[1; 1000], other.array(&indexes)).unwrap();
            let error = coder.decode_array(&mut [0; 1000], bank.array(&indexes)).unwrap_err();
            assert!(matches!(error, ArrayError::Coder { index: Some(0), .. }), "{error:?}");
        }
    }
}
