//! Damaged, truncated and hostile files, and other models, are errors.

mod common;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use common::{FAMILIES, model_coding, symbols_for};
use constriction_container::{ArraySpec, Coder, Coding, Dtype, Error, Param, Part, Reader, Writer};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// A small file with arrays of all kinds, and its arrays' elements.
fn small_file() -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let mut writer = Writer::new(Vec::new()).unwrap();
    let mut arrays = Vec::new();
    for (number, family) in FAMILIES.iter().step_by(4).enumerate() {
        let coder = [Coder::Ans, Coder::Range, Coder::Interleaved][number % 3];
        let data = symbols_for(Dtype::I16, 20);
        let numbers = family.parameters(20);
        let params: Vec<Param<'_>> = numbers.iter().map(|it| it.as_param()).collect();
        let spec = ArraySpec::new(number.to_string(), Dtype::I16, &[4, 5]).with_chunk_len(15);
        writer.write_bytes_of(spec.with_coding(model_coding(family.text, coder, true)), &data, &params).unwrap();
        arrays.push((number.to_string(), data));
    }
    for (name, coding) in [("raw", Coding::Raw), ("auto", Coding::Auto)] {
        let data: Vec<u8> = (0..120u32).map(|i| (i * i / 100) as u8).collect();
        let spec = ArraySpec::new(name, Dtype::F32, &[3, 10]).with_coding(coding).with_metadata("[1, 2]");
        writer.write_bytes_of(spec, &data, &[]).unwrap();
        arrays.push((name.to_owned(), data));
    }
    (writer.finish().unwrap().0, arrays)
}

/// Reads all of a file, if it can be opened, up to the first error.
fn read_all(file: &[u8], arrays: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let mut reader = Reader::new(Cursor::new(file))?;
    assert_eq!(reader.arrays().len(), arrays.len());
    for (name, data) in arrays {
        assert_eq!(reader.read_bytes(name, &[])?, *data, "a wrong array");
    }
    Ok(())
}

/// Reads the array that has a byte of a file, if it can be opened; otherwise, what is wrong.
fn read_at(file: &[u8], arrays: &[(String, Vec<u8>)], place: usize) -> Result<(), Error> {
    let mut reader = Reader::new(Cursor::new(file))?;
    let number = reader
        .arrays()
        .iter()
        .position(|info| info.chunks() > 0 && info.chunk_bytes(info.chunks() - 1).end > place as u64);
    let (name, data) = &arrays[number.expect("all else is in the index")];
    assert_eq!(reader.read_bytes(name, &[])?, *data, "a wrong array");
    Ok(())
}

#[test]
fn every_flipped_bit_is_an_error() {
    let (mut file, arrays) = small_file();
    assert_eq!(read_all(&file, &arrays), Ok(()));
    for bit in 0..8 * file.len() {
        file[bit / 8] ^= 1 << (bit % 8);
        let error = read_at(&file, &arrays, bit / 8).expect_err("a flipped bit");
        let is_known = matches!(error, Error::Corrupt { .. } | Error::Truncated | Error::NotAContainer);
        assert!(is_known, "bit {bit}: {error}");
        file[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_cut_is_an_error() {
    let (file, arrays) = small_file();
    for len in 0..file.len() {
        assert_eq!(read_all(&file[..len], &arrays), Err(Error::Truncated), "{len} bytes");
        let rest = read_all(&file[file.len() - len..], &arrays);
        assert!(rest.is_err(), "the last {len} bytes");
    }
    assert_eq!(Reader::new(Cursor::new(&[file, vec![0]].concat())).err(), Some(Error::Truncated));
    assert_eq!(Reader::new(Cursor::new(b"\x93NUMPY")).err(), Some(Error::NotAContainer));
}

/// Flips bits and cuts files, with the checksums made right again in half of the trials, so that what is read comes to
/// the parsers and the decoders.
fn trials(count: usize) {
    let (file, arrays) = small_file();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(15);
    for trial in 0..count {
        let mut damaged = file.clone();
        match trial % 4 {
            0 => damaged.truncate(rng.random_range(0..file.len())),
            1 => damaged[rng.random_range(0..file.len())] ^= 1 << rng.random_range(0..8),
            _ => {
                let index_len = u64::from_le_bytes(file[file.len() - 28..file.len() - 20].try_into().unwrap()) as usize;
                let index = file.len() - 28 - index_len;
                let place = rng.random_range(16..file.len() - 28);
                damaged[place] =
                    if trial % 8 < 4 { damaged[place] ^ 1 << rng.random_range(0..8) } else { rng.random() };
                mend(&mut damaged, &file, index, place);
            }
        }
        if damaged == file {
            continue;
        }
        let result = match Reader::new(Cursor::new(&damaged)) {
            Ok(mut reader) if trial % 4 >= 2 => {
                // With right checksums, names and other things may differ, and so may elements that are stored as they are
                // and their check. None of it may be a panic.
                let names: Vec<String> = reader.arrays().iter().map(|array| array.name().to_owned()).collect();
                names.iter().for_each(|name| drop(reader.read_bytes(name, &[])));
                continue;
            }
            Ok(_) => read_all(&damaged, &arrays),
            Err(error) => Err(error),
        };
        assert!(result.is_err(), "trial {trial}");
    }
}

/// Makes the checksums right of a file in which the byte at a place was changed.
fn mend(file: &mut [u8], original: &[u8], index: usize, place: usize) {
    let end = file.len();
    if place < index {
        // The checksum of the chunk that has the byte is in the index, where the old one is.
        let reader = Reader::new(Cursor::new(&*file)).unwrap();
        let found =
            reader.arrays().iter().flat_map(|info| (0..info.chunks()).map(move |chunk| info.chunk_bytes(chunk)));
        let range = found.into_iter().find(|range| range.contains(&(place as u64))).unwrap();
        let (start, stop) = (range.start as usize, range.end as usize);
        let crc = crc32c::crc32c(&file[start..stop]);
        let mut entry = ((stop - start) as u32).to_le_bytes().to_vec();
        entry.extend(crc32c::crc32c(&original[start..stop]).to_le_bytes());
        let at = index + file[index..].windows(8).position(|window| window == entry).unwrap();
        file[at + 4..at + 8].copy_from_slice(&crc.to_le_bytes());
    }
    let crc = crc32c::crc32c(&file[index..end - 28]);
    file[end - 12..end - 8].copy_from_slice(&crc.to_le_bytes());
    let crc = crc32c::crc32c(&file[end - 28..end - 8]);
    file[end - 8..end - 4].copy_from_slice(&crc.to_le_bytes());
}

#[test]
fn random_damage_is_an_error() {
    trials(2_000);
}

#[test]
#[ignore = "takes minutes"]
fn a_million_times_random_damage_is_an_error() {
    trials(1_000_000);
}

/// A file with this index and these chunks, whose checksums are right.
fn forged(chunks: &[u8], index: &[u8], index_len: u64, segment_len: Option<u64>) -> Vec<u8> {
    let mut file = b"\x89CST\r\n\x1a\n\x01\0\0\0".to_vec();
    file.extend(crc32c::crc32c(&file).to_le_bytes());
    file.extend(chunks);
    file.extend(index);
    let mut trailer = index_len.to_le_bytes().to_vec();
    trailer.extend(segment_len.unwrap_or(file.len() as u64 + 28).to_le_bytes());
    trailer.extend(crc32c::crc32c(index).to_le_bytes());
    trailer.extend(crc32c::crc32c(&trailer).to_le_bytes());
    file.extend(trailer);
    file.extend(b"cst\x89");
    file
}

#[test]
fn numbers_that_are_too_large_are_errors() {
    const HUGE: [u8; 9] = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10];
    let entry = |name: &[u8], axes: &[u8], shape: &[u8], metadata: &[u8], chunk_len: &[u8]| {
        [&[1, 0], name, &[3], axes, shape, metadata, chunk_len].concat()
    };
    let (name, axes, one, none) = (&b"\x01x"[..], &[1][..], &[1][..], &[0][..]);
    let indexes = [
        HUGE.to_vec(),
        entry(&HUGE, axes, one, none, one),
        entry(name, &HUGE, one, none, one),
        entry(name, axes, &HUGE, none, one),
        entry(name, &[2], &[HUGE, HUGE].concat(), none, one),
        entry(name, axes, one, &HUGE, one),
        entry(name, axes, &HUGE, none, &HUGE),
        entry(name, axes, &HUGE, none, &[0x80, 0x80, 0x80, 0x80, 1]),
        [&[1, 255][..], &HUGE].concat(),
        // A number of 64 bits, and one that is not in its shortest form.
        vec![0xff; 10],
        vec![0x80, 0],
    ];
    for index in indexes {
        let file = forged(&[], &index, index.len() as u64, None);
        let result = Reader::new(Cursor::new(&file)).map(|_| ());
        assert!(matches!(result, Err(Error::Malformed { part: Part::Index, .. })), "{index:?}: {result:?}");
    }
    for (index_len, segment_len) in [(1 << 60, None), (1, Some(1 << 60)), (u64::MAX, Some(u64::MAX)), (0, Some(0))] {
        let file = forged(&[], &[0], index_len, segment_len);
        assert!(Reader::new(Cursor::new(&file)).is_err());
    }
    // So that the test shows what it should.
    assert!(Reader::new(Cursor::new(&forged(&[], &[0], 1, None))).is_ok());
    assert_eq!(Reader::new(Cursor::new(&forged(&[1], &[0], 1, None))).err().map(|_| ()), Some(()));
}

#[test]
fn a_later_version_is_an_error() {
    let mut file = forged(&[], &[0], 1, None);
    file[8] = 2;
    let crc = crc32c::crc32c(&file[..12]);
    file[12..16].copy_from_slice(&crc.to_le_bytes());
    assert_eq!(Reader::new(Cursor::new(&file)).err(), Some(Error::Version { found: 2 }));
}

#[test]
fn a_chunk_whose_parameters_are_too_many_is_an_error() {
    let coding = model_coding("Bernoulli()", Coder::Ans, true);
    let mut writer = Writer::new(Vec::new()).unwrap();
    let spec = ArraySpec::new("x", Dtype::U8, &[2]).with_coding(coding);
    writer.write(spec, &[0u8, 1], &[(&[0.5; 2]).into()]).unwrap();
    let (file, _) = writer.finish().unwrap();
    let info = Reader::new(Cursor::new(&file)).unwrap().array("x").unwrap().clone();
    let chunk = info.chunk_bytes(0);
    let mut payload = file[chunk.start as usize..chunk.end as usize].to_vec();
    assert_eq!(payload[1], 1);
    payload.splice(1..2, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]);
    let index_len = u64::from_le_bytes(file[file.len() - 28..file.len() - 20].try_into().unwrap());
    let mut index = file[file.len() - 28 - index_len as usize..file.len() - 28].to_vec();
    let entry = index.len() - 16;
    index[entry..entry + 4].copy_from_slice(&(payload.len() as u32).to_le_bytes());
    index[entry + 4..entry + 8].copy_from_slice(&crc32c::crc32c(&payload).to_le_bytes());
    let file = forged(&payload, &index, index.len() as u64, None);
    let result = Reader::new(Cursor::new(&file)).unwrap().read_bytes("x", &[]);
    assert!(matches!(result, Err(Error::Malformed { part: Part::Chunk { .. }, .. })), "{result:?}");
}

#[test]
fn a_parameter_that_moves_an_interval_is_a_mismatch_at_its_chunk() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
    let (len, chunk_len) = (20_000, 3_000);
    let means: Vec<f64> = (0..len).map(|_| rng.random_range(-5.0..5.0)).collect();
    let symbols: Vec<i32> = means.iter().map(|mean| mean.round() as i32).collect();
    for coder in [Coder::Ans, Coder::Range, Coder::Interleaved] {
        let coding = model_coding("QuantizedGaussian(-100, 100, std=2.5)", coder, false);
        let mut writer = Writer::new(Vec::new()).unwrap();
        let spec = ArraySpec::new("latents", Dtype::I32, &[len]).with_coding(coding).with_chunk_len(chunk_len);
        writer.write(spec, &symbols, &[means.as_slice().into()]).unwrap();
        let (file, _) = writer.finish().unwrap();
        let mut reader = Reader::new(Cursor::new(&file)).unwrap();
        for change in [1e-6, 1e-3, 50.0] {
            let place = rng.random_range(0..len as usize);
            let mut others = means.clone();
            others[place] += change;
            let chunk = place / chunk_len as usize;
            let start = chunk as u64 * chunk_len;
            let symbols = start..len.min(start + chunk_len);
            let result = reader.read::<i32>("latents", &[others.as_slice().into()]);
            let expected = Error::ModelMismatch { array: "latents".to_owned(), chunk, symbols };
            assert_eq!(result.err(), Some(expected), "{coder}, {change}");
        }
        assert_eq!(reader.read::<i32>("latents", &[means.as_slice().into()]), Ok(symbols.clone()));
    }
}

/// A source that counts the bytes that are read.
struct Counted<'a>(Cursor<&'a [u8]>, usize);

impl Read for Counted<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(bytes)?;
        self.1 += read;
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn one_chunk_of_many_is_read_alone() {
    let symbols = vec![1u8; 10_000 * 64];
    let spec = ArraySpec::new("x", Dtype::U8, &[640_000]).with_coding(Coding::Raw).with_chunk_len(64);
    let mut writer = Writer::new(Vec::new()).unwrap();
    writer.write(spec, &symbols, &[]).unwrap();
    let (file, _) = writer.finish().unwrap();
    let mut reader = Reader::new(Counted(Cursor::new(&file), 0)).unwrap();
    reader.read_into("x", 320_000..320_064, &[], &mut [0; 64]).unwrap();
    let index = file.len() - 16 - 640_000 - 28;
    assert_eq!(reader.into_inner().1, 16 + index + 28 + 64);
}

#[test]
fn what_a_container_adds_is_small() {
    let symbols: Vec<i32> = (0..4096).map(|i| i % 17 - 8).collect();
    let params: [Param<'_>; 2] = [(&0.5).into(), (&4.0).into()];
    let write = |arrays: usize, chunk_len: u64| {
        let mut writer = Writer::new(Vec::new()).unwrap();
        for number in 0..arrays {
            let coding = model_coding("QuantizedGaussian(-128, 127)", Coder::Ans, false);
            let name = ["y", "z", "w"][number];
            let spec = ArraySpec::new(name, Dtype::I32, &[1, 4096]).with_coding(coding).with_chunk_len(chunk_len);
            writer.write(spec, &symbols, &params).unwrap();
        }
        let (file, _) = writer.finish().unwrap();
        let payloads: u64 =
            Reader::new(Cursor::new(&file)).unwrap().arrays().iter().map(|it| it.compressed_len()).sum();
        file.len() as u64 - payloads
    };
    let (one, two) = (write(1, 4096), write(2, 4096));
    assert!(two - one <= 64, "an array: {}", two - one);
    assert!((write(1, 512) - one) <= 7 * 24, "seven chunks: {}", write(1, 512) - one);
}
