//! Programs that compile for the published crate and for this one, and do the same in both.
#![allow(clippy::needless_borrows_for_generic_args, reason = "the published crate needs some of them")]

/// Each program twice: with `library` standing for this workspace's crate, and for the published one.
macro_rules! same_programs {
    ($($(#[$attribute:meta])* fn $name:ident() -> $result:ty $body:block)*) => {
        mod ours {
            use ::constriction as library;
            $($(#[$attribute])* pub(super) fn $name() -> $result $body)*
        }
        mod theirs {
            use ::published as library;
            $($(#[$attribute])* pub(super) fn $name() -> $result $body)*
        }
        $(
            #[test]
            fn $name() {
                assert_eq!(ours::$name(), theirs::$name());
            }
        )*
    };
}

same_programs! {
    fn tables_from_floats() -> (Vec<u32>, usize, Vec<usize>) {
        use library::stream::{model::DefaultContiguousCategoricalEntropyModel as Table, stack::DefaultAnsCoder, Decode};
        let fast = Table::from_floating_point_probabilities_fast(&[5.0f64, 0.0, 2.5, 17.0], None).unwrap();
        let perfect = Table::from_floating_point_probabilities_perfect(&[5.0f32, 0.0, 2.5, 17.0]).unwrap();
        let mut coder = DefaultAnsCoder::new();
        coder.encode_iid_symbols_reverse([3usize, 3, 1, 0, 2], &fast).unwrap();
        coder.encode_iid_symbols_reverse([0usize, 2, 3], perfect.as_view()).unwrap();
        let words = coder.get_compressed().unwrap().to_vec();
        let mut decoded: Vec<usize> = coder.decode_iid_symbols(3, perfect.as_view()).map(Result::unwrap).collect();
        decoded.extend(coder.decode_iid_symbols(5, &fast).map(Result::unwrap));
        assert!(coder.is_empty() && coder.encode_iid_symbols_reverse([4usize], &fast).is_err());
        (words, fast.support_size() + perfect.support_size(), decoded)
    }

    fn tables_from_integers() -> (Vec<(usize, f64, f64)>, [f64; 3]) {
        use library::stream::model::{DefaultContiguousCategoricalEntropyModel as Table, IterableEntropyModel};
        let weights = [3u32 << 20, 1 << 23, 1 << 19];
        let table = Table::from_nonzero_fixed_point_probabilities(weights, true).unwrap();
        let rows = table.floating_point_symbol_table::<f64>().collect();
        let other = [0.25, 0.5, 0.125, 0.125];
        let bits = [
            table.entropy_base2::<f64>(),
            table.cross_entropy_base2::<f64>(other),
            table.kl_divergence_base2::<f64>(other),
        ]
        .map(|bits| (bits * 1e9).round() / 1e9);
        (rows, bits)
    }

    fn look_up_tables() -> (Vec<u16>, Vec<usize>, Vec<char>) {
        use library::stream::model::{SmallContiguousCategoricalEntropyModel, SmallContiguousLookupDecoderModel};
        use library::stream::model::SmallNonContiguousLookupDecoderModel;
        use library::stream::queue::{SmallRangeDecoder, SmallRangeEncoder};
        use library::stream::{Decode, Encode};
        let probs = [0.55f64, 0.05, 0.15, 0.25];
        let encoder_model = SmallContiguousCategoricalEntropyModel::from_floating_point_probabilities_perfect(&probs).unwrap();
        let lookup = SmallContiguousLookupDecoderModel::from_floating_point_probabilities_perfect(&probs).unwrap();
        let letters = SmallNonContiguousLookupDecoderModel::from_symbols_and_floating_point_probabilities_perfect(
            "wxyz".chars(),
            &probs,
        )
        .unwrap();
        let mut encoder = SmallRangeEncoder::new();
        encoder.encode_iid_symbols([0usize, 0, 3, 2, 0, 1, 3], &encoder_model).unwrap();
        let words = encoder.get_compressed().to_vec();
        let mut decoder = SmallRangeDecoder::from_compressed(words.clone()).unwrap();
        let symbols = decoder.decode_iid_symbols(7, &lookup).map(Result::unwrap).collect();
        let mut decoder = SmallRangeDecoder::from_compressed(&words[..]).unwrap();
        let named = decoder.decode_iid_symbols(7, &letters).map(Result::unwrap).collect();
        (words, symbols, named)
    }

    fn symbols_of_any_type() -> (Vec<u32>, String) {
        use library::stream::model::{
            DefaultNonContiguousCategoricalDecoderModel, DefaultNonContiguousCategoricalEncoderModel,
        };
        use library::stream::{Decode, stack::DefaultAnsCoder};
        let (alphabet, probs) = (['q', 'u', 'o', 'k', 'a'], [1.0f64, 2.0, 2.0, 3.0, 5.0]);
        let encoder_model = DefaultNonContiguousCategoricalEncoderModel::from_symbols_and_floating_point_probabilities_fast(
            alphabet.iter().copied(),
            &probs,
            None,
        )
        .unwrap();
        let decoder_model = DefaultNonContiguousCategoricalDecoderModel::from_symbols_and_floating_point_probabilities_fast(
            alphabet.iter().copied(),
            &probs,
            None,
        )
        .unwrap();
        let mut coder = DefaultAnsCoder::new();
        coder.encode_iid_symbols_reverse("quokka".chars(), &encoder_model).unwrap();
        assert!(coder.encode_iid_symbols_reverse("koala".chars(), &encoder_model).is_err());
        let mut coder = DefaultAnsCoder::new();
        coder.encode_iid_symbols_reverse("quokka".chars(), &encoder_model).unwrap();
        let words = coder.get_compressed().unwrap().to_vec();
        (words, coder.decode_iid_symbols(6, decoder_model.as_view()).map(Result::unwrap).collect())
    }

    fn lazy_models() -> (Vec<u32>, usize) {
        use library::stream::model::DefaultLazyContiguousCategoricalEntropyModel as Lazy;
        use library::stream::{Encode, queue::DefaultRangeEncoder};
        let probs = vec![0.2f32, 0.5, 0.1, 0.2];
        let model = Lazy::from_floating_point_probabilities_fast(probs, None).unwrap();
        let mut encoder = DefaultRangeEncoder::new();
        encoder.encode_iid_symbols([1usize, 1, 0, 3, 2, 1], model.as_view()).unwrap();
        (encoder.into_compressed().unwrap(), model.support_size())
    }

    fn quantised_distributions_and_positions() -> (Vec<u32>, Vec<i32>, Vec<i32>) {
        use library::stream::{Decode, model::DefaultLeakyQuantizer, stack::DefaultAnsCoder};
        use library::{Pos, Seek};
        let model = DefaultLeakyQuantizer::new(-30..=30).quantize(probability::distribution::Laplace::new(1.5, 4.0));
        let mut coder = DefaultAnsCoder::new();
        coder.encode_iid_symbols_reverse(-5..=9, &model).unwrap();
        let snapshot = coder.pos();
        coder.encode_iid_symbols_reverse(20..=30, &model).unwrap();
        let mut decoder = coder.as_seekable_decoder();
        let last = decoder.decode_iid_symbols(11, &model).map(Result::unwrap).collect();
        decoder.seek(snapshot).unwrap();
        let first = decoder.decode_iid_symbols(15, &model).map(Result::unwrap).collect();
        (coder.into_compressed().unwrap(), last, first)
    }

    fn storage_of_a_fixed_size() -> (Vec<u32>, bool) {
        use library::backends::Cursor;
        use library::stream::{Decode, Encode, model::DefaultUniformModel, queue::DefaultRangeDecoder, queue::DefaultRangeEncoder};
        let model = DefaultUniformModel::new(77);
        let mut buffer = [0u32; 9];
        let mut encoder = DefaultRangeEncoder::with_write_backend(Cursor::new_at_write_beginning(&mut buffer));
        encoder.encode_iid_symbols((0usize..77).step_by(7), &model).unwrap();
        encoder.into_compressed().unwrap();
        let mut decoder = DefaultRangeDecoder::from_compressed(&buffer).unwrap();
        let equal = decoder.decode_iid_symbols(11, &model).map(Result::unwrap).eq((0..77).step_by(7));
        (buffer.to_vec(), equal)
    }

    fn what_cannot_fail_is_unwrapped() -> (Vec<i32>, Vec<i32>) {
        use library::stream::{model::DefaultLeakyQuantizer, stack::DefaultAnsCoder, Decode};
        use library::UnwrapInfallible;
        let model = DefaultLeakyQuantizer::new(-30..=30).quantize(probability::distribution::Gaussian::new(2.0, 9.0));
        let mut coder = DefaultAnsCoder::from_compressed(vec![0x1234_5678, 0x9abc_def0, 0x55]).unwrap();
        let first = vec![coder.decode_symbol(&model).unwrap_infallible()];
        let rest = coder.decode_iid_symbols(9, &model).collect::<Result<Vec<_>, _>>().unwrap_infallible();
        (first, rest)
    }

    fn reversed_storage() -> (Vec<i32>, Vec<i32>) {
        use library::backends::{Cursor, Reverse};
        use library::stream::{model::DefaultLeakyQuantizer, stack::DefaultAnsCoder, Decode};
        let model = DefaultLeakyQuantizer::new(-30..=30).quantize(probability::distribution::Gaussian::new(2.0, 9.0));
        let words = vec![0x1234_5678u32, 0x9abc_def0, 0x55];
        let backwards: Vec<u32> = words.iter().rev().copied().collect();
        let mut one = DefaultAnsCoder::from_compressed(Reverse(Cursor::new_at_write_beginning(&backwards[..]))).unwrap();
        let mut other = DefaultAnsCoder::from_compressed(Cursor::new_at_write_end(words).into_reversed()).unwrap();
        let one = one.decode_iid_symbols(10, &model).map(Result::unwrap).collect();
        (one, other.decode_iid_symbols(10, &model).map(Result::unwrap).collect())
    }

    fn storage_that_can_fail() -> (Vec<u32>, Vec<usize>, bool) {
        use library::backends::{FallibleCallbackWriteWords, FallibleIteratorReadWords};
        use library::stream::{model::DefaultUniformModel, queue::{DefaultRangeDecoder, DefaultRangeEncoder}, Decode, Encode};
        let (model, words) = (DefaultUniformModel::new(1000), std::cell::RefCell::new(Vec::new()));
        let sink = FallibleCallbackWriteWords::new(|word: u32| {
            words.borrow_mut().push(word);
            Ok::<(), String>(())
        });
        let mut encoder = DefaultRangeEncoder::with_write_backend(sink);
        encoder.encode_iid_symbols((0..50).map(|i| i * 19 % 1000), &model).unwrap();
        let _ = encoder.into_compressed().unwrap();
        let words = words.into_inner();
        let source = FallibleIteratorReadWords::new(words.clone().into_iter().map(Ok::<u32, String>));
        let mut decoder = DefaultRangeDecoder::with_backend(source).unwrap();
        let symbols = decoder.decode_iid_symbols(50, &model).map(Result::unwrap).collect();
        (words, symbols, decoder.into_raw_parts().0.into_iter().next().is_none())
    }

    fn names_of_models_and_errors() -> (String, bool, f64) {
        use library::stream::model::{ContiguousCategoricalEntropyModel as Table, EncoderModel, IterableEntropyModel};
        use library::CoderError;
        use std::convert::Infallible;
        fn first(compressed: Vec<u32>) -> Result<i32, CoderError<Infallible, Infallible>> {
            use library::stream::{model::DefaultLeakyQuantizer, stack::DefaultAnsCoder, Decode};
            let gaussian = probability::distribution::Gaussian::new(2.0, 9.0);
            let mut decoder = DefaultAnsCoder::from_compressed(compressed).unwrap();
            decoder.decode_symbol(DefaultLeakyQuantizer::new(-30..=30).quantize(gaussian))
        }
        let weights = [1u32 << 30, 1 << 31, 1 << 30];
        let table = Table::<u32, Vec<u32>, 32>::from_nonzero_fixed_point_probabilities(weights, false).unwrap();
        let interval = EncoderModel::left_cumulative_and_probability(&table, 1usize).map(|(left, prob)| (left, prob.get()));
        let p = EncoderModel::floating_point_probability::<f64>(&table, 1usize);
        let rows: Vec<(usize, f64, f64)> = table.floating_point_symbol_table().collect();
        (format!("{rows:?} {interval:?}"), first(vec![7, 8, 9]).is_ok(), p)
    }
}
