//! The cost of a container: bytes, time, and memory.
//!
//! ```sh
//! cargo run --release -p constriction-container --features rayon --example figures
//! ```

use std::fs::File;
use std::hint::black_box;
use std::io::{BufReader, BufWriter};
use std::time::{Duration, Instant};

use constriction_container::{ArraySpec, Coder, Coding, Dtype, ModelCoding, ModelSpec, Param, Reader, Writer};
use constriction_runtime::{InterleavedAnsCoder, Symbols, SymbolsMut, decode, encode, go_on};

/// The shortest time of some runs.
fn best(mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..15).map(time).min().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::temp_dir().join(format!("figures.{}.cst", std::process::id()));

    // One chunk of 10,000.
    let mut writer = Writer::new(BufWriter::new(File::create(&path)?))?;
    let spec = ArraySpec::new("x", Dtype::U8, &[10_240_000]).with_coding(Coding::Raw).with_chunk_len(1024);
    writer.write(spec, &vec![7u8; 10_240_000], &[])?;
    drop(writer.finish()?);
    let mut chunk = vec![0; 1024];
    let time = best(|| {
        let read = File::open(&path).map_err(|error| error.to_string()).and_then(|file| {
            let mut reader = Reader::new(file).map_err(|error| error.to_string())?;
            reader.read_into("x", 5_120_000..5_121_024, &[], &mut chunk).map_err(|error| error.to_string())
        });
        assert_eq!(read, Ok(()));
    });
    println!("open a file of 10,000 chunks and read one: {:.1} µs", time.as_secs_f64() * 1e6);

    // Coding with and without a container.
    let count = 1 << 20;
    let means: Vec<f64> = (0..count).map(|i| f64::from(i % 1013) / 50.0 - 10.0).collect();
    let scales: Vec<f64> = (0..count).map(|i| 1.0 + f64::from(i % 97) / 10.0).collect();
    let symbols: Vec<i32> = means.iter().zip(0..).map(|(mean, i)| (mean + f64::from(i % 7) - 3.0) as i32).collect();
    let params: [Param<'_>; 2] = [means.as_slice().into(), scales.as_slice().into()];
    let model: ModelSpec = "QuantizedGaussian(-100, 100)".parse()?;
    let chunk_len = 1 << 18;
    let mut words = Vec::new();
    let without = best(|| {
        words.clear();
        for start in (0..count as usize).step_by(chunk_len) {
            let range = start..start + chunk_len;
            let params = params.map(|param| param.slice(range.clone()));
            let mut coder = InterleavedAnsCoder::new();
            let encoded = encode(&mut coder, &model, Symbols::I32(&symbols[range]), &params, &mut go_on);
            assert_eq!(encoded, Ok(()));
            words.push(coder.get_compressed());
        }
    });
    let coding = Coding::Model(ModelCoding::new(model.clone(), Coder::Interleaved));
    let mut file = Vec::new();
    let with = best(|| {
        file.clear();
        let spec = ArraySpec::new("y", Dtype::I32, &[count as u64]).with_coding(coding.clone());
        let mut writer = Writer::new(&mut file).expect("a vector");
        writer.write(spec.with_chunk_len(chunk_len as u64), &symbols, &params).expect("symbols of the model");
        writer.finish().expect("a vector");
    });
    println!("encode: {:.2} times the speed without a container", without.as_secs_f64() / with.as_secs_f64());
    let mut decoded = vec![0; count as usize];
    let without = best(|| {
        for (number, words) in words.iter().enumerate() {
            let range = number * chunk_len..(number + 1) * chunk_len;
            let params = params.map(|param| param.slice(range.clone()));
            let coder = InterleavedAnsCoder::from_compressed(words.clone());
            let mut coder = coder.expect("words of a coder");
            let places = &mut SymbolsMut::I32(&mut decoded[range]);
            assert_eq!(decode(&mut coder, &model, places, &params, &mut go_on), Ok(()));
        }
        black_box(&decoded);
    });
    let mut bytes = vec![0; 4 * count as usize];
    let with = best(|| {
        let mut reader = Reader::new(std::io::Cursor::new(&file)).expect("a container");
        reader.read_into("y", 0..count as u64, &params, &mut bytes).expect("symbols of the model");
        black_box(&bytes);
    });
    println!("decode: {:.2} times the speed without a container", without.as_secs_f64() / with.as_secs_f64());
    let bare: usize = words.iter().map(|words| 4 * words.len()).sum();
    println!("bytes: {} with, {bare} without, in {} chunks", file.len(), words.len());

    // Two gigabytes, in pieces of 16 MiB.
    let piece: Vec<u8> = (0..16u32 << 20).map(|i| (i.wrapping_mul(0x9e37_79b9) >> 29) as u8).collect();
    let pieces = 128;
    let mut writer = Writer::new(BufWriter::new(File::create(&path)?))?.with_threads(None)?;
    let spec = ArraySpec::new("x", Dtype::U8, &[pieces * piece.len() as u64]);
    let mut array = writer.array(spec)?;
    for _ in 0..pieces {
        array.push(&piece, &[])?;
    }
    array.finish()?;
    drop(writer.finish()?);
    let mut reader = Reader::new(BufReader::new(File::open(&path)?))?.with_threads(None)?;
    let mut back = vec![0; piece.len()];
    for number in 0..pieces {
        let start = number * piece.len() as u64;
        reader.read_into("x", start..start + piece.len() as u64, &[], &mut back)?;
        assert!(back == piece);
    }
    std::fs::remove_file(&path)?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    println!("2 GiB written and read, with the above and two pieces of 16 MiB in memory: {peak}");
    Ok(())
}
