//! Calls that are watched, and lengths that are told.

use core::ops::ControlFlow;

use constriction_ans::{ByteCoder, BytesError, decoded_len, encode_bytes};

fn message() -> Vec<u8> {
    (0..5_000_000u32).map(|i| (i.wrapping_mul(0x9e37_79b9) >> 27) as u8).collect()
}

fn coders() -> Vec<ByteCoder> {
    vec![
        ByteCoder::new(),
        #[cfg(feature = "rayon")]
        ByteCoder::new().with_threads(core::num::NonZeroUsize::new(2)),
    ]
}

#[test]
fn a_call_that_is_stopped_leaves_the_vector() {
    let message = message();
    for coder in coders() {
        let mut out = b"before".to_vec();
        let mut calls = 0;
        let mut stop = |_| {
            calls += 1;
            ControlFlow::Break(())
        };
        assert!(coder.encode_watched(&message, &mut out, &mut stop).is_break());
        assert_eq!((out.as_slice(), calls), (&b"before"[..], 1));

        let compressed = encode_bytes(&message);
        let mut place = vec![0; message.len()];
        let stopped = coder.decode_into_watched(&compressed, &mut place, &mut |_| ControlFlow::Break(()));
        assert_eq!(stopped, Err(BytesError::Interrupted));
    }
}

#[test]
fn progress_goes_up_to_the_end() {
    let message = message();
    for coder in coders() {
        let (mut out, mut seen) = (Vec::new(), Vec::new());
        let mut watch = |done| {
            seen.push(done);
            ControlFlow::Continue(())
        };
        assert!(coder.encode_watched(&message, &mut out, &mut watch).is_continue());
        assert_eq!(out, encode_bytes(&message));
        let mut place = vec![0; message.len()];
        coder.decode_into_watched(&out, &mut place, &mut watch).unwrap();
        assert_eq!(place, message);
        assert!(seen.iter().all(|&done| done <= message.len()) && seen.len() >= 2);
    }
}

#[test]
fn the_length_is_told_before_anything_is_decoded() {
    for len in [0, 1, 127, 128, 1 << 20, (1 << 20) + 1] {
        assert_eq!(decoded_len(&encode_bytes(&vec![7; len])), Ok(len));
    }
    assert_eq!(decoded_len(&[]), Err(BytesError::Truncated));
    assert_eq!(decoded_len(&[0x80, 0x80, 0x80, 0x80, 0x10, 1, 5]), Err(BytesError::Truncated));
}
