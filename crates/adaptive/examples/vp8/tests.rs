//! Images to the last sample, and their bits to the last byte.

use constriction_adaptive::{BoolDecoder, BoolEncoder};

use crate::frame::{self, Parts};
use crate::frame_of_webp;
use crate::source::Source;

/// A file, its size, and the digests of its planes: `images.py` has made the files, and prints the rest.
type Image = (&'static str, &'static [u8], (usize, usize), [u64; 3]);

const IMAGES: [Image; 6] = [
    (
        "deltas",
        include_bytes!("deltas.webp"),
        (72, 80),
        [0xdcd0_8e58_fe84_c6b5, 0x12b4_4d55_2356_9e08, 0x803a_3322_cf9b_2c20],
    ),
    (
        "no_filter",
        include_bytes!("no_filter.webp"),
        (40, 17),
        [0x7c84_1347_052d_4d96, 0xbc6b_f919_f160_fadd, 0x429f_6cda_da92_d025],
    ),
    (
        "partitions",
        include_bytes!("partitions.webp"),
        (72, 80),
        [0xf3be_f016_9603_29db, 0xe48b_6fc6_19bd_afba, 0x1118_3836_dcf3_0f6e],
    ),
    (
        "photo",
        include_bytes!("photo.webp"),
        (109, 93),
        [0xe70a_6b0b_1932_f6bd, 0xdfde_791a_75e9_9f4d, 0xafee_0d17_56f2_8d75],
    ),
    (
        "segments",
        include_bytes!("segments.webp"),
        (96, 64),
        [0xc651_8a25_c00f_88ac, 0xec94_f784_890b_75ee, 0x1edc_d7ef_ced5_1c05],
    ),
    (
        "simple_filter",
        include_bytes!("simple_filter.webp"),
        (64, 100),
        [0xc9b9_ca67_02b1_65e4, 0x44f6_1078_58b9_7f1b, 0x3fb1_9739_9f01_e9db],
    ),
];

fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, &byte| (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn the_samples_are_those_of_another_decoder() {
    for (name, file, (width, height), digests) in IMAGES {
        let (parts, frame) = frame::decode_bytes(frame_of_webp(file).unwrap()).unwrap();
        assert_eq!((parts.width, parts.height), (width, height), "{name}");
        let half = |size: usize| size.div_ceil(2);
        let [y, u, v] = &frame.planes;
        let crops = [y.crop(width, height), u.crop(half(width), half(height)), v.crop(half(width), half(height))];
        assert_eq!(crops.map(|plane| fnv(&plane)), digests, "{name}");
    }
}

/// A decoder that encodes its bits again.
struct Twin<'a> {
    decoder: BoolDecoder<'a>,
    encoder: BoolEncoder,
    bytes: &'a [u8],
}

impl Source for Twin<'_> {
    fn bit(&mut self, zero: u8) -> bool {
        let bit = self.decoder.take_bit(zero);
        self.encoder.put_bit(bit, zero);
        bit
    }
}

/// Bytes without the zeros at their end: encoders end with different numbers of them.
fn trimmed(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1)]
}

#[test]
fn all_bits_of_an_image_are_encoded_to_the_same_bytes() {
    for (name, file, ..) in IMAGES {
        let parts = Parts::new(frame_of_webp(file).unwrap()).unwrap();
        let twin = |bytes| Twin { decoder: BoolDecoder::new(bytes), encoder: BoolEncoder::new(), bytes };
        let (_, twins) = frame::decode(&parts, twin).unwrap();
        assert_eq!(twins.len(), if ["deltas", "partitions"].contains(&name) { 5 } else { 2 }, "{name}");
        for (place, twin) in twins.into_iter().enumerate() {
            assert!(!twin.decoder.is_past_end());
            let bytes = twin.encoder.into_bytes();
            assert_eq!(trimmed(&bytes), trimmed(twin.bytes), "{name}, partition {place}");
        }
    }
}

#[test]
fn damaged_files_are_refused_or_decoded_without_a_panic() {
    for (_, file, ..) in IMAGES {
        for kept in (0..file.len()).step_by(61) {
            let truncated = frame_of_webp(&file[..kept]);
            assert!(truncated.is_none(), "a chunk has all its bytes");
            if let Some(data) = frame_of_webp(file).and_then(|data| data.get(..kept)) {
                _ = frame::decode_bytes(data);
            }
            let mut changed = file.to_vec();
            changed[kept] ^= 0x55;
            _ = frame_of_webp(&changed).and_then(frame::decode_bytes);
        }
    }
    for file in [&b""[..], b"RIFF", b"RIFF\0\0\0\0WEBP", b"RIFF\0\0\0\0WEBPVP8L\x01\0\0\0", b"RIFF\0\0\0\0WAVEfmt "] {
        assert!(frame_of_webp(file).is_none());
    }
}
