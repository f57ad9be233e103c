//! The pieces of a context mixer: the same bits everywhere, and no panic on any argument.

use constriction_adaptive::{Apm, MatchModel, Mixer, squash, stretch};

/// Pseudo-random numbers.
fn numbers() -> impl Iterator<Item = u32> {
    let mut state = 7u64;
    std::iter::from_fn(move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        Some((state >> 32) as u32)
    })
}

#[test]
fn bits_are_the_same_everywhere() {
    let mut mixer = Mixer::<3, _>::new(16, 20_000, 14).unwrap();
    let mut map = Apm::new(16, 6).unwrap();
    let mut matches = MatchModel::new(10, 8, 4).unwrap();
    let text = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood ";
    // FNV-1a.
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for (i, number) in numbers().take(40_000).enumerate() {
        let byte = text[i / 8 % text.len()] ^ u8::from(i % 999 == 0);
        let bit = byte >> (7 - i % 8) & 1 == 1;
        let inputs = [matches.input(), stretch(number & 0xffff), if bit { -200 } else { 200 }];
        let set = i % 16;
        let mixed = mixer.mix(set, &inputs);
        let refined = map.refine(set, mixed);
        assert!((1..=65535).contains(&refined));
        hash = (hash ^ u64::from(refined)).wrapping_mul(0x100_0000_01b3);
        mixer.update(set, &inputs, mixed, bit);
        map.update(set, mixed, bit);
        matches.update(bit);
    }
    assert!(matches.length() > 20);
    assert_eq!(hash, GOLDEN, "{hash:#018x}");
}

const GOLDEN: u64 = 0xe6a7_e294_a5d1_5728;

#[test]
fn a_mixer_learns_which_input_is_right() {
    let mut mixer = Mixer::<2, [[i32; 2]; 1]>::array(1 << 15, 10);
    let mut numbers = numbers();
    for number in numbers.by_ref().take(5000) {
        let bit = number >> 31 == 1;
        let inputs = [if bit { -500 } else { 500 }, (number & 1023) as i32 - 512];
        let mixed = mixer.mix(0, &inputs);
        mixer.update(0, &inputs, mixed, bit);
    }
    assert!(squash(mixer.mix(0, &[500, -500])) > 60_000);
}

#[test]
fn extreme_arguments_are_harmless() {
    for rate in [0, 1, 127, 255] {
        let mut mixer = Mixer::<4, _>::new(2, i32::MAX, rate).unwrap();
        for i in 0..100 {
            let inputs = [i32::MIN, i32::MAX, 0, 2047];
            let mixed = mixer.mix(0, &inputs);
            mixer.update(i % 3, &inputs, if i % 2 == 0 { i32::MIN } else { i32::MAX }, i % 7 == 0);
            assert!((-2047..=2047).contains(&mixed));
        }
        assert_eq!(mixer.mix(2, &[1; 4]), 0);
        mixer.reset();
        assert_eq!(mixer, Mixer::new(2, i32::MAX, rate).unwrap());
    }
    for rate in [0, 1, 14, u32::MAX] {
        let mut map = Apm::new(2, rate).unwrap();
        for stretched in [i32::MIN, -2047, 0, 2047, i32::MAX].into_iter().cycle().take(500) {
            map.update(0, stretched, stretched > 0);
            map.update(2, stretched, true);
            assert!((1..=65535).contains(&map.refine(0, stretched)), "{rate} {stretched}");
        }
        assert_eq!(map.refine(2, 0), 1 << 15);
        map.reset();
        assert_eq!(map, Apm::new(2, rate).unwrap());
    }
}

#[test]
fn a_match_model_finds_repetitions_and_can_be_reset() {
    for (history, table, length) in [(8, 8, 1), (8, 10, 32), (12, 8, 5)] {
        let new = MatchModel::new(history, table, length).unwrap();
        let mut model = new.clone();
        let mut right = 0;
        // Longer than the history, with a period that is not a power of two.
        for i in 0..3000usize {
            let byte = (i % 77) as u8;
            for place in (0..8).rev() {
                let bit = byte >> place & 1 == 1;
                right += usize::from(model.predicted() == Some(bit));
                model.update(bit);
            }
        }
        assert!(right > 8 * 2700, "{right}");
        model.reset();
        assert_eq!(model, new);
    }
    for (history, table, length) in [(7, 8, 1), (8, 29, 1), (8, 8, 0), (8, 8, 33), (u32::MAX, 8, 1)] {
        assert!(MatchModel::new(history, table, length).is_err());
    }
}
