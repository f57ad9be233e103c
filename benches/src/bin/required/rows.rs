//! Rows of probabilities that are quantised when they are used, by a model for each and in an array.

use constriction::stream::model::LazyCategorical;
use constriction::stream::model::dynamic::Rows;
use constriction::stream::stack::DefaultAnsCoder;
use constriction::stream::{Decode as _, DecodeArray as _, EncodeArray as _};
use constriction_benches::{iid_symbols, shuffled_probs, take_all};
use published::stream::Decode as _;
use published::stream::model as theirs;
use published::stream::stack::DefaultAnsCoder as TheirAnsCoder;

use super::meter::Meter;

const SYMBOLS: usize = 1_000_000;

/// Rows in single precision, each used for one symbol. The time of an array is with the rows' sums.
pub(crate) fn measure(meter: &Meter<'_>, width: usize) {
    const ROWS: usize = 64;
    let count = SYMBOLS / width.max(10) / ROWS * ROWS;
    let probs: Vec<Vec<f64>> = (0..ROWS as u64).map(|seed| shuffled_probs(width, seed)).collect();
    let drawn: Vec<Vec<usize>> = probs.iter().map(|probs| iid_symbols(probs, count / ROWS)).collect();
    let symbols: Vec<usize> = (0..count).map(|place| drawn[place % ROWS][place / ROWS]).collect();
    let probs: Vec<Vec<f32>> = probs.iter().map(|row| row.iter().map(|&p| p as f32).collect()).collect();
    let rows: Vec<&[f32]> = probs.iter().map(|row| &row[..]).cycle().take(count).collect();
    let own = rows
        .iter()
        .map(|&row| LazyCategorical::<f32, _, 24>::from_floating_point_probabilities_fast(row, None).unwrap());
    let published = rows.iter().map(|&row| {
        theirs::DefaultLazyContiguousCategoricalEntropyModel::<f32, _>::from_floating_point_probabilities_fast(
            row, None,
        )
        .unwrap()
    });
    let mut coder = DefaultAnsCoder::new();
    let mut their_coder = TheirAnsCoder::new();
    let name = format!("lazily quantised rows of {width}, encode");
    let mut encode_theirs = || {
        their_coder = TheirAnsCoder::new();
        their_coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
    };
    meter.beside(&name, count, &mut encode_theirs, || {
        coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
    });
    let matrix = rows.concat();
    let numbers: Vec<i32> = symbols.iter().map(|&symbol| symbol as i32).collect();
    let mut array_coder = DefaultAnsCoder::new();
    meter.beside(&format!("an array of rows of {width}, encode"), count, &mut encode_theirs, || {
        array_coder = DefaultAnsCoder::new();
        array_coder.encode_array_reverse(&numbers, Rows::new(&matrix, width, 24).unwrap()).unwrap();
    });
    let words = coder.get_compressed().unwrap().to_vec();
    assert_eq!(*array_coder.get_compressed().unwrap(), *words);
    assert_eq!(*their_coder.get_compressed().unwrap(), *words);
    let name = format!("lazily quantised rows of {width}, decode");
    let mut decode_theirs = || {
        let mut coder = TheirAnsCoder::from_compressed(words.clone()).unwrap();
        take_all(coder.decode_symbols(published.clone()));
    };
    meter.beside(&name, count, &mut decode_theirs, || {
        let mut coder = DefaultAnsCoder::from_compressed(words.clone()).unwrap();
        take_all(coder.decode_symbols(own.clone()));
    });
    let mut places = vec![0; count];
    meter.beside(&format!("an array of rows of {width}, decode"), count, &mut decode_theirs, || {
        let mut coder = DefaultAnsCoder::from_compressed(words.clone()).unwrap();
        coder.decode_array(&mut places, Rows::new(&matrix, width, 24).unwrap()).unwrap();
    });
    assert_eq!(places, numbers);
}
