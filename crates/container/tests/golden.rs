//! Files of version 1 can be read for ever.
//!
//! `cargo test -p constriction-container --test golden -- --ignored` writes files that are not there yet; those that are there
//! are never changed.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use constriction_container::{ArraySpec, Coder, Coding, Dtype, ModelCoding, ModelSpec, Reader, Writer};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name)
}

fn model(text: &str, coder: Coder, stored: bool) -> Coding {
    let model: ModelSpec = text.parse().unwrap();
    Coding::Model(ModelCoding::new(model, coder).with_stored_parameters(stored))
}

const CODERS: [Coder; 3] = [Coder::Ans, Coder::Range, Coder::Interleaved];

fn symbols() -> Vec<i16> {
    (0..1000).map(|i| (i * 37 % 41 - 20) as i16).collect()
}

fn means() -> Vec<f32> {
    symbols().iter().map(|&symbol| f32::from(symbol) / 2.0 + 0.125).collect()
}

/// Arrays with models, in two segments, with an array between them that was given up.
fn models() -> Vec<u8> {
    let (symbols, means) = (symbols(), means());
    let mut writer = Writer::new(Vec::new()).unwrap();
    for coder in CODERS {
        let coding = model("QuantizedGaussian(-100, 100, std=9.5)", coder, false);
        let spec = ArraySpec::new(coder.name(), Dtype::I16, &[10, 100]).with_coding(coding).with_chunk_len(300);
        writer.write(spec.with_metadata(r#"{"unit": "µm"}"#), &symbols, &[means.as_slice().into()]).unwrap();
    }
    let spec = ArraySpec::new("given up", Dtype::I16, &[1000]).with_coding(Coding::Raw).with_chunk_len(10);
    writer.array(spec).unwrap().push(&[7; 20], &[]).unwrap();
    let (file, _) = writer.finish().unwrap();
    let mut writer = Writer::append(Cursor::new(file)).unwrap();
    let spec = ArraySpec::new("raw", Dtype::C64, &[]).with_coding(Coding::Raw);
    writer.write_bytes_of(spec, &[1, 2, 3, 4, 5, 6, 7, 8], &[]).unwrap();
    writer.finish().unwrap().0.into_inner()
}

/// The arrays whose coding was chosen: name, type, shape, elements.
fn chosen() -> Vec<(&'static str, Dtype, Vec<u64>, Vec<u8>)> {
    let noise = |i: u32| i.wrapping_mul(0x9e37_79b9) >> 24;
    let image: Vec<u8> = (0..128u32 * 128).map(|i| (i % 128 / 2 + i / 128 + (noise(i) & 3)) as u8).collect();
    let floats = (0..4096u32).flat_map(|i| (1.0 + noise(i) as f32 / 300.0).to_le_bytes()).collect();
    let numbers = (0..4096u64).flat_map(|i| (i * 1_000_003 + u64::from(noise(i as u32))).to_le_bytes()).collect();
    let drawing = (0..64u32 * 64).map(|i| u8::from((i / 8 + i / 512) % 2 == 0)).collect();
    vec![
        ("image", Dtype::U8, vec![128, 128], image),
        ("floats", Dtype::F32, vec![4096], floats),
        ("numbers", Dtype::I64, vec![4096], numbers),
        ("drawing", Dtype::Bool, vec![64, 64], drawing),
        ("empty", Dtype::Bf16, vec![3, 0], vec![]),
    ]
}

/// Arrays whose coding is chosen, and parameters, which are stored like these.
fn auto() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).unwrap();
    for (name, dtype, shape, data) in chosen() {
        writer.write_bytes_of(ArraySpec::new(name, dtype, &shape), &data, &[]).unwrap();
    }
    let coding = model("CdfTable([[0, 30000, 65536], [0, 1000, 65536]], offsets=[-1, 0])", Coder::default(), true);
    let spec = ArraySpec::new("stored", Dtype::I32, &[4]).with_coding(coding);
    writer.write(spec, &[-1, 0, 1, 0], &[(&[0.0, 0.0, 1.0, 1.0]).into()]).unwrap();
    writer.finish().unwrap().0
}

#[test]
fn arrays_with_models_are_read_and_written_as_ever() {
    let file = fs::read(path("models_v1.cst")).unwrap();
    let mut reader = Reader::new(Cursor::new(&file)).unwrap();
    let names: Vec<String> = reader.arrays().iter().map(|array| array.name().to_owned()).collect();
    assert_eq!(names, ["ans", "range", "interleaved", "raw"]);
    for coder in CODERS {
        assert_eq!(reader.array(coder.name()).unwrap().metadata(), r#"{"unit": "µm"}"#);
        assert_eq!(reader.read::<i16>(coder.name(), &[means().as_slice().into()]).unwrap(), symbols());
    }
    assert_eq!(reader.read_bytes("raw", &[]).unwrap(), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(models() == file, "other bytes are written");
}

#[test]
fn arrays_whose_coding_was_chosen_are_read_as_ever() {
    let mut reader = Reader::new(Cursor::new(fs::read(path("auto_v1.cst")).unwrap())).unwrap();
    for (name, dtype, shape, data) in chosen() {
        assert_eq!((reader.array(name).unwrap().dtype(), reader.array(name).unwrap().shape()), (dtype, &shape[..]));
        assert!(reader.read_bytes(name, &[]).unwrap() == data, "{name}");
    }
    assert_eq!(reader.read::<i32>("stored", &[]).unwrap(), [-1, 0, 1, 0]);
}

/// A short array that a distribution is fitted to, after a prediction and without one.
fn fitted() -> Vec<(&'static str, Vec<u32>)> {
    let random = |i: u32| {
        let x = (i ^ i >> 16).wrapping_mul(0x7feb_352d);
        let x = (x ^ x >> 15).wrapping_mul(0x846c_a68b);
        x >> 24
    };
    let noise = |i: u32| (0..12).map(|k| random(12 * i + k)).sum::<u32>();
    let steps = (0..300).map(|i| 100_000 * (i + 1) + noise(i)).collect();
    vec![("noise", (0..300).map(noise).collect()), ("steps", steps)]
}

fn fitted_file() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).unwrap();
    for (name, elements) in fitted() {
        writer.write(ArraySpec::new(name, Dtype::U32, &[300]), &elements, &[]).unwrap();
    }
    writer.finish().unwrap().0
}

#[test]
fn fitted_distributions_are_read_as_ever() {
    let mut reader = Reader::new(Cursor::new(fs::read(path("fitted_v1.cst")).unwrap())).unwrap();
    for (name, elements) in fitted() {
        let chunk = reader.chunk_bytes(name, 0).unwrap();
        assert!(reader.array(name).unwrap().describe_chunk(&chunk).unwrap().ends_with("fitted"), "{name}");
        assert!(reader.read::<u32>(name, &[]).unwrap() == elements, "{name}");
    }
}

#[test]
#[ignore = "writes files of tests"]
fn write_vectors() {
    for (name, file) in [("models_v1.cst", models()), ("auto_v1.cst", auto()), ("fitted_v1.cst", fitted_file())] {
        if !path(name).exists() {
            fs::write(path(name), file).unwrap();
        }
    }
}
