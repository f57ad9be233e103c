use std::fmt::Debug;

use super::coder::Coder;
use super::container::{compress, decompress, header_len, ideal_bits};
use super::*;

/// More than any message in these tests has, and little enough that no corrupt length takes long.
const LIMIT: usize = 1 << 14;

/// Sebastiano Vigna's splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }
}

fn gradient(width: usize, height: usize) -> Image {
    let pixels = (0..width * height).map(|i| (i % width + 2 * (i / width)) as u8).collect();
    Image { width, height, pixels }
}

fn noise(width: usize, height: usize, random: &mut Random) -> Image {
    Image { width, height, pixels: random.bytes(width * height) }
}

fn samples() -> Samples {
    let mut random = Random(2);
    let mut level = 0i16;
    let walk = (0..200).map(|_| {
        level = level.wrapping_add(random.below(41) as i16 - 20);
        level
    });
    Samples(walk.chain([i16::MAX, i16::MIN, 0, i16::MIN, i16::MAX]).collect())
}

fn round_trip<M: Codec + Debug>(message: &M) {
    fn with<C: Coder, M: Codec + Debug>(message: &M) {
        let compressed = compress::<C, M>(message).unwrap();
        assert_eq!(&decompress::<C, M>(&compressed, LIMIT).unwrap(), message, "{}", C::NAME);

        let bits = 8.0 * (compressed.len() - header_len(message)) as f64;
        let ideal = ideal_bits(message).unwrap();
        assert!(bits <= 1.001 * ideal + 64.0, "{}: {bits} bits instead of {ideal}", C::NAME);
    }
    with::<Ans, M>(message);
    with::<Range, M>(message);
}

/// Whatever a decoder gets, it does not panic, and what it returns is not longer than it may be.
fn stays_calm<M: Codec>(message: &M) {
    fn with<C: Coder, M: Codec>(message: &M) {
        let compressed = compress::<C, M>(message).unwrap();
        let header = header_len(message);
        for len in 0..compressed.len() {
            let result = decompress::<C, M>(&compressed[..len], LIMIT);
            assert!(
                result.is_err() || len >= header && (len - header).is_multiple_of(4),
                "{} of {}",
                len,
                compressed.len()
            );
        }

        let mut random = Random(3);
        for _ in 0..1000 {
            let mut corrupt = compressed.clone();
            // The header is short but important.
            let end = if random.below(2) == 0 { header } else { corrupt.len() };
            for _ in 0..=random.below(3) {
                let place = random.below(end);
                corrupt[place] = random.next() as u8;
            }
            if let Ok(message) = decompress::<C, M>(&corrupt, LIMIT) {
                assert!(message.len() <= LIMIT);
            }
        }
        for len in 0..1000 {
            let mut garbage = random.bytes(len);
            garbage.splice(..garbage.len().min(1), [C::TAG | M::TAG]);
            if let Ok(message) = decompress::<C, M>(&garbage, LIMIT) {
                assert!(message.len() <= LIMIT);
            }
        }
    }
    with::<Ans, M>(message);
    with::<Range, M>(message);
}

#[test]
fn bytes_make_round_trips() {
    let text = include_bytes!("mod.rs");
    let mut random = Random(0);
    for bytes in [&[][..], &[0], &[7], &[255], &[42; 1000], &[0; 1000], text, &random.bytes(3000)] {
        round_trip(&Bytes(bytes.to_vec()));
    }
    for len in 2..100 {
        round_trip(&Bytes(random.bytes(len)));
    }
}

#[test]
fn images_make_round_trips() {
    let mut random = Random(1);
    for (width, height) in [(1, 1), (1, 2), (2, 1), (1, 50), (50, 1), (2, 50), (50, 2), (3, 3), (100, 90)] {
        round_trip(&gradient(width, height));
        round_trip(&noise(width, height, &mut random));
        for grey in [0, 1, 128, 255] {
            round_trip(&Image { width, height, pixels: vec![grey; width * height] });
        }
    }
    for _ in 0..50 {
        let (width, height) = (1 + random.below(40), 1 + random.below(40));
        round_trip(&noise(width, height, &mut random));
    }
}

#[test]
fn samples_make_round_trips() {
    let mut random = Random(4);
    round_trip(&samples());
    for len in [0, 1, 2, 3, 1000] {
        round_trip(&Samples(vec![i16::MIN; len]));
        round_trip(&Samples(
            random.bytes(2 * len).as_chunks().0.iter().map(|&pair| i16::from_le_bytes(pair)).collect(),
        ));
    }
    assert_eq!(Samples::from_bytes(&[1, 2, 3]), None);
    assert_eq!(Samples::from_bytes(&[0, 1, 255, 255]), Some(Samples(vec![256, -1])));
}

#[test]
fn smooth_images_take_less_than_a_bit_a_pixel() {
    assert!(compress::<Ans, _>(&gradient(64, 64)).unwrap().len() < 64 * 64 / 8);
}

#[test]
fn corrupt_bytes_do_not_panic() {
    stays_calm(&Bytes(include_bytes!("error.rs").to_vec()));
    stays_calm(&Bytes(vec![9; 100]));
    stays_calm(&Bytes(Vec::new()));
}

#[test]
fn corrupt_images_do_not_panic() {
    stays_calm(&noise(9, 11, &mut Random(5)));
    stays_calm(&gradient(16, 16));
}

#[test]
fn corrupt_samples_do_not_panic() {
    stays_calm(&samples());
}

#[test]
fn lengths_above_the_limit_are_errors() {
    fn rejects<M: Codec>(message: &M) {
        let compressed = compress::<Range, M>(message).unwrap();
        assert!(decompress::<Range, M>(&compressed, message.len()).is_ok());
        assert!(matches!(decompress::<Range, M>(&compressed, message.len() - 1), Err(Error::Header(_))));
    }
    rejects(&Bytes(b"three different symbols".to_vec()));
    rejects(&gradient(7, 9));
    rejects(&samples());
}

#[test]
fn data_of_another_method_is_an_error() {
    let compressed = compress::<Ans, _>(&gradient(3, 3)).unwrap();
    assert!(decompress::<Range, Image>(&compressed, LIMIT).is_err());
    assert!(decompress::<Ans, Bytes>(&compressed, LIMIT).is_err());
}

#[test]
fn png_files_are_read_as_far_as_they_are_grey() {
    let image = gradient(20, 10);
    let file = png::encode(&image).unwrap();
    assert!(matches!(png::read(&file), Content::Grey(read) if read == image));
    assert!(matches!(png::read(b"GIF89a"), Content::NoPng));
    for len in 4..file.len() {
        assert!(matches!(png::read(&file[..len]), Content::Other(_)), "{len}");
    }
    let mut random = Random(6);
    for _ in 0..1000 {
        let mut corrupt = file.clone();
        let place = 4 + random.below(file.len() - 4);
        corrupt[place] ^= 1 << random.below(8);
        png::read(&corrupt); // An ancillary chunk may be corrupt, so anything but a panic goes.
    }
}

#[test]
fn what_cannot_be_read_does_not_stop_the_others() {
    let folder = std::env::temp_dir().join(format!("xtask-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let good = folder.join("odd.s16");
    std::fs::write(&good, b"abc").unwrap();
    let mut out = Vec::new();
    let code = Demo::default().run(&[folder.join("missing"), folder.clone(), good.clone()], &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(code, ExitCode::FAILURE);
    assert!(
        out.contains("odd.s16: an odd number of bytes") && out.ends_with("All 2 round trips are exact.\n"),
        "{out}"
    );
    assert_eq!(Demo::default().run(&[good], &mut Vec::new()).unwrap(), ExitCode::SUCCESS);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn an_inexact_round_trip_is_a_failure() {
    let mut demo = Demo::default();
    demo.both_coders("file", "bytes", 3, &Bytes(b"abc".to_vec())).unwrap();
    demo.rows[1].trip.as_mut().unwrap().exact = false;
    let mut out = Vec::new();
    demo.print(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(demo.failed && out.contains("MISMATCH\n") && out.ends_with("1 of 2 round trips FAILED.\n"), "{out}");
}
