//! Loops of calls, for each coder and road.

use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::time::Duration;

/// The size of calls that have a symbol instead of symbols.
pub(crate) const ONE: usize = 0;

/// Codes this many symbols in calls of a size; returns the time, and a checksum of what was made.
pub(crate) type Run = Box<dyn FnMut(usize, usize) -> (Duration, u64)>;

/// A loop for each road, coder and direction.
pub(crate) struct Runs(pub(crate) Vec<Run>);

const ROADS: [&str; 3] = ["fixed", "each symbol", "new model"];
const CODERS: [&str; 6] = ["ANS encode", "ANS decode", "range encode", "range decode", "chain encode", "chain decode"];

impl Runs {
    pub(crate) const COUNT: usize = ROADS.len() * CODERS.len();

    /// The road, and the coder with the direction.
    pub(crate) fn name(place: usize) -> (&'static str, &'static str) {
        (ROADS[place / CODERS.len()], CODERS[place % CODERS.len()])
    }
}

fn checksum(made: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    made.hash(&mut hasher);
    hasher.finish()
}

/// The loops of a crate: a macro, as the traits of two crates are not the same to a compiler.
macro_rules! loops {
    ($module:ident, $crate_:ident, $($bound:tt)*) => {
        pub(crate) mod $module {
            use std::hash::Hash;
            use std::time::Duration;

            use cpu_time::ThreadTime;
            use $crate_::stream::chain::DefaultChainCoder;
            use $crate_::stream::queue::{DefaultRangeDecoder, DefaultRangeEncoder};
            use $crate_::stream::stack::DefaultAnsCoder;
            use $crate_::stream::model::*;
            use $crate_::stream::{Decode, Encode};

            use super::{ONE, Run, Runs, checksum};
            use crate::data::Message;

            /// All that is measured with a message: `make` makes a model of parameters.
            pub(crate) fn runs<S, P, M>(message: &'static Message<S, P>, make: impl Fn(&'static P) -> M + Copy + 'static) -> Runs
            where
                S: Copy + Eq + Hash,
                                M: 'static,
                M: $($bound)*,
            {
                let models: &'static [M] = message.params.iter().map(make).collect::<Vec<_>>().leak();
                let by_turns = |count: usize| (0..message.symbols.len()).map(move |i| i % count);
                let all_first = by_turns(1).map(|i| &models[i]).collect::<Vec<_>>().leak();
                let each = by_turns(models.len()).map(|i| &models[i]).collect::<Vec<_>>().leak();
                let params = by_turns(models.len()).map(|i| &message.params[i]).collect::<Vec<_>>().leak();
                let mut runs = road(&message.iid, all_first, |model| *model);
                runs.extend(road(&message.symbols, each, |model| *model));
                runs.extend(road(&message.symbols, params, move |params| make(params)));
                Runs(runs)
            }

            /// Both directions of all coders, with a model of each item for the symbol at its place.
            fn road<S, X, M>(symbols: &'static [S], items: &'static [X], get: impl Fn(&'static X) -> M + Copy + 'static) -> Vec<Run>
            where
                S: Copy + Eq + Hash,
                M: 'static,
                M: $($bound)*,
            {
                let mut ans = ans_encode(symbols, items, get);
                let mut ans_words = ans_encode(symbols, items, get);
                let mut range = range_encode(symbols, items, get);
                let mut range_words = range_encode(symbols, items, get);
                let mut noise = chain_decode(items, get);
                let mut before = chain_decode(items, get);
                vec![
                    Box::new(move |size, total| {
                        let (time, words) = ans(size, total);
                        (time, checksum(words.as_slice()))
                    }),
                    ans_decode(symbols, items, get, move |total| ans_words(total, total).1),
                    Box::new(move |size, total| {
                        let (time, words) = range(size, total);
                        (time, checksum(words.as_slice()))
                    }),
                    range_decode(symbols, items, get, move |total| range_words(total, total).1),
                    chain_encode(items, get, move |total| {
                        let (_, coder, symbols) = before(total, total);
                        (coder, symbols)
                    }),
                    Box::new(move |size, total| {
                        let (time, _, symbols) = noise(size, total);
                        (time, checksum(symbols.as_slice()))
                    }),
                ]
            }

            fn ans_encode<S, X, M>(
                symbols: &'static [S],
                items: &'static [X],
                get: impl Fn(&'static X) -> M + Copy + 'static,
            ) -> impl FnMut(usize, usize) -> (Duration, Vec<u32>)
            where
                S: Copy,
                M: 'static,
                M: $($bound)*,
            {
                move |size, total| {
                    let (symbols, items) = (&symbols[..total], &items[..total]);
                    let mut coder = DefaultAnsCoder::new();
                    let start = ThreadTime::now();
                    // A stack: the calls are in reverse.
                    if size == ONE {
                        for (symbol, item) in symbols.iter().zip(items).rev() {
                            coder.encode_symbol(symbol, get(item)).unwrap();
                        }
                    } else {
                        for (symbols, items) in symbols.chunks(size).zip(items.chunks(size)).rev() {
                            coder.encode_symbols_reverse(symbols.iter().zip(items.iter().map(get))).unwrap();
                        }
                    }
                    let time = start.elapsed();
                    (time, coder.get_compressed().unwrap().to_vec())
                }
            }

            fn ans_decode<S, X, M>(
                symbols: &'static [S],
                items: &'static [X],
                get: impl Fn(&'static X) -> M + Copy + 'static,
                mut words: impl FnMut(usize) -> Vec<u32> + 'static,
            ) -> Run
            where
                S: Copy + Eq + Hash,
                M: 'static,
                M: $($bound)*,
            {
                let (mut found, mut compressed) = (Vec::new(), (0, Vec::new()));
                Box::new(move |size, total| {
                    if compressed.0 != total {
                        compressed = (total, words(total));
                    }
                    let mut coder = DefaultAnsCoder::from_compressed(compressed.1.clone()).unwrap();
                    let time = decode!(coder, found, items, get, size, total);
                    assert!(found == symbols[..total], "what is decoded is not what was encoded");
                    (time, checksum(found.as_slice()))
                })
            }

            fn range_encode<S, X, M>(
                symbols: &'static [S],
                items: &'static [X],
                get: impl Fn(&'static X) -> M + Copy + 'static,
            ) -> impl FnMut(usize, usize) -> (Duration, Vec<u32>)
            where
                S: Copy,
                M: 'static,
                M: $($bound)*,
            {
                move |size, total| {
                    let (symbols, items) = (&symbols[..total], &items[..total]);
                    let mut coder = DefaultRangeEncoder::new();
                    let start = ThreadTime::now();
                    if size == ONE {
                        for (symbol, item) in symbols.iter().zip(items) {
                            coder.encode_symbol(symbol, get(item)).unwrap();
                        }
                    } else {
                        for (symbols, items) in symbols.chunks(size).zip(items.chunks(size)) {
                            coder.encode_symbols(symbols.iter().zip(items.iter().map(get))).unwrap();
                        }
                    }
                    let time = start.elapsed();
                    (time, coder.get_compressed().to_vec())
                }
            }

            fn range_decode<S, X, M>(
                symbols: &'static [S],
                items: &'static [X],
                get: impl Fn(&'static X) -> M + Copy + 'static,
                mut words: impl FnMut(usize) -> Vec<u32> + 'static,
            ) -> Run
            where
                S: Copy + Eq + Hash,
                M: 'static,
                M: $($bound)*,
            {
                let (mut found, mut compressed) = (Vec::new(), (0, Vec::new()));
                Box::new(move |size, total| {
                    if compressed.0 != total {
                        compressed = (total, words(total));
                    }
                    let mut coder = DefaultRangeDecoder::from_compressed(compressed.1.clone()).unwrap();
                    let time = decode!(coder, found, items, get, size, total);
                    assert!(found == symbols[..total], "what is decoded is not what was encoded");
                    (time, checksum(found.as_slice()))
                })
            }

            /// Decodes from noise; returns also the coder, and the symbols.
            fn chain_decode<S, X, M>(
                items: &'static [X],
                get: impl Fn(&'static X) -> M + Copy + 'static,
            ) -> impl FnMut(usize, usize) -> (Duration, DefaultChainCoder, Vec<S>)
            where
                S: Copy,
                M: 'static,
                M: $($bound)*,
            {
                let fresh = DefaultChainCoder::from_binary(crate::data::noise(items.len())).unwrap();
                move |size, total| {
                    let (mut coder, mut found) = (fresh.clone(), Vec::new());
                    let time = decode!(coder, found, items, get, size, total);
                    (time, coder, found)
                }
            }

            fn chain_encode<S, X, M>(
                items: &'static [X],
                get: impl Fn(&'static X) -> M + Copy + 'static,
                mut decode: impl FnMut(usize) -> (DefaultChainCoder, Vec<S>) + 'static,
            ) -> Run
            where
                S: Copy + Eq + Hash + 'static,
                M: 'static,
                M: $($bound)*,
            {
                let mut before: Option<(usize, DefaultChainCoder, Vec<S>)> = None;
                Box::new(move |size, total| {
                    if before.as_ref().is_none_or(|before| before.0 != total) {
                        let (coder, symbols) = decode(total);
                        before = Some((total, coder, symbols));
                    }
                    let (_, coder, symbols) = before.as_ref().expect("it was decoded just now");
                    let (mut coder, items) = (coder.clone(), &items[..total]);
                    let start = ThreadTime::now();
                    if size == ONE {
                        for (symbol, item) in symbols.iter().zip(items).rev() {
                            coder.encode_symbol(symbol, get(item)).unwrap();
                        }
                    } else {
                        for (symbols, items) in symbols.chunks(size).zip(items.chunks(size)).rev() {
                            coder.encode_symbols_reverse(symbols.iter().zip(items.iter().map(get))).unwrap();
                        }
                    }
                    let time = start.elapsed();
                    (time, checksum(coder.into_binary().unwrap().1.as_slice()))
                })
            }
        }
    };
}

/// The time to decode `total` symbols, which are in `found` then.
macro_rules! decode {
    ($coder:ident, $found:ident, $items:ident, $get:ident, $size:ident, $total:ident) => {{
        $found.clear();
        $found.reserve($total);
        let start = ThreadTime::now();
        if $size == ONE {
            for item in &$items[..$total] {
                $found.push($coder.decode_symbol($get(item)).unwrap());
            }
        } else {
            for items in $items[..$total].chunks($size) {
                $found.extend($coder.decode_symbols(items.iter().map($get)).map(Result::unwrap));
            }
        }
        start.elapsed()
    }};
}
loops!(ours, constriction, EncoderModel + DecoderModel + Model<Symbol = S>);
loops!(theirs, published, EncoderModel<24> + DecoderModel<24> + EntropyModel<24, Symbol = S, Probability = u32>);
