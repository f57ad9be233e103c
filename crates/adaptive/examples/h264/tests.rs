//! Streams to the last bit, and to the same bytes again.

use crate::slice::Prediction;
use crate::{is_restored, slices};

/// A file, how many slices it has, and the quantizer of each macroblock: `streams.py` has made the files, and prints the rest.
type Stream = (&'static [u8], usize, &'static [i32]);

const STREAMS: [Stream; 3] = [
    (include_bytes!("fine.264"), 3, &[18, 21, 15, 10, 19, 20, 22, 12, 19, 23, 12, 5]),
    (include_bytes!("noise.264"), 1, &[1, 0, 0, 1, 0, 0]),
    (
        include_bytes!("photo.264"),
        1,
        &[
            27, 33, 32, 33, 30, 30, 27, 31, 33, 35, 34, 33, 32, 31, 33, 31, 33, 35, 34, 33, 33, 34, 30, 32, 34, 33, 33,
            33, 33, 35, 33, 34, 32, 29, 28, 27, 31, 31, 33, 28, 32, 30,
        ],
    ),
];

#[test]
fn the_quantizers_are_those_of_another_decoder() {
    for (file, count, quantizers) in STREAMS {
        let slices = slices(file).unwrap();
        assert_eq!(slices.len(), count);
        let macroblocks = slices.iter().flat_map(|slice| &slice.macroblocks);
        // Samples that are there have the quantizer 0.
        let quantizer = |of: Prediction, quantizer| if of == Prediction::Samples { 0 } else { quantizer };
        assert!(macroblocks.map(|other| quantizer(other.prediction, other.quantizer)).eq(quantizers.iter().copied()));
    }
}

#[test]
fn slices_are_encoded_to_the_same_bytes() {
    let mut seen = [0; 3];
    for (file, ..) in STREAMS {
        for slice in slices(file).unwrap() {
            assert!(is_restored(&slice));
            let mut other = slice;
            other.bins.pop();
            assert!(!is_restored(&other));
            for macroblock in &other.macroblocks {
                seen[macroblock.prediction as usize] += 1;
            }
        }
    }
    assert!(seen.iter().all(|&count| count > 0), "{seen:?}");
}

#[test]
fn damaged_streams_are_refused_or_decoded_without_a_panic() {
    for (file, ..) in STREAMS {
        for place in (0..file.len()).step_by(31) {
            _ = slices(&file[..place]);
            let mut changed = file.to_vec();
            changed[place] ^= 0x55;
            _ = slices(&changed);
        }
        // The last slice does not end with its last macroblock.
        assert!(slices(&file[..file.len() - 4]).is_err());
    }
    assert_eq!(slices(b"").unwrap().len(), 0);
    assert!(slices(&[0, 0, 1, 0x65, 0x88]).is_err());
}
