//! Arrays that are written can be read again.

mod common;

use std::io::Cursor;
use std::num::NonZeroUsize;

use common::{FAMILIES, model_coding, symbols_for};
use constriction_container::{ArraySpec, Coder, Coding, Dtype, Error, ModelCoding, ModelSpec, Param, Reader, Writer};

const CODERS: [Coder; 3] = [Coder::Ans, Coder::Range, Coder::Interleaved];

fn reader(file: &[u8]) -> Reader<Cursor<&[u8]>> {
    Reader::new(Cursor::new(file)).unwrap()
}

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|i| (i * i / 7) as u8).collect()
}

#[test]
fn every_type_comes_back() {
    for coding in [Coding::Raw, Coding::Auto] {
        for &dtype in Dtype::ALL {
            let data = bytes(dtype.width() * 6 * 35);
            let spec = ArraySpec::new("x", dtype, &[6, 35]).with_coding(coding.clone()).with_chunk_len(70);
            let mut writer = Writer::new(Vec::new()).unwrap();
            writer.write_bytes_of(spec, &data, &[]).unwrap();
            let (file, len) = writer.finish().unwrap();
            assert_eq!(file.len() as u64, len);
            let mut reader = reader(&file);
            assert_eq!((reader.array("x").unwrap().dtype(), reader.array("x").unwrap().chunks()), (dtype, 3));
            assert_eq!(reader.read_bytes("x", &[]).unwrap(), data, "{dtype}");
        }
    }
}

#[test]
fn every_family_and_coder_and_integer_come_back() {
    let integers: Vec<Dtype> = Dtype::ALL.iter().copied().filter(|dtype| dtype.is_integer()).collect();
    for (number, family) in FAMILIES.iter().chain(FAMILIES).enumerate() {
        let dtype = integers[number % integers.len()];
        let numbers = family.parameters(100);
        let params: Vec<Param<'_>> = numbers.iter().map(|it| it.as_param()).collect();
        let data = symbols_for(dtype, 100);
        for (coder, stored) in CODERS.into_iter().flat_map(|coder| [(coder, false), (coder, true)]) {
            let coding = model_coding(family.text, coder, stored);
            let spec = ArraySpec::new("x", dtype, &[100]).with_coding(coding).with_chunk_len(32);
            let mut writer = Writer::new(Vec::new()).unwrap();
            writer.write_bytes_of(spec, &data, &params).unwrap();
            let (file, _) = writer.finish().unwrap();
            let given = if stored { &[][..] } else { &params };
            let mut reader = reader(&file);
            assert_eq!(reader.array("x").unwrap().needs_parameters(), Ok(!stored && !params.is_empty()));
            assert_eq!(reader.read_bytes("x", given).unwrap(), data, "{} {dtype} {coder}", family.text);
        }
    }
}

#[test]
fn parts_come_back_and_read_only_their_chunks() {
    let symbols: Vec<i32> = (0..1000).map(|i| i % 13 - 6).collect();
    let means: Vec<f64> = symbols.iter().map(|&x| f64::from(x) + 0.25).collect();
    let coding = model_coding("QuantizedLaplace(-10, 10, scale=1.0)", Coder::Range, false);
    let mut writer = Writer::new(Vec::new()).unwrap();
    let spec = ArraySpec::new("x", Dtype::I32, &[100, 10]).with_coding(coding).with_chunk_len(100);
    writer.write(spec, &symbols, &[means.as_slice().into()]).unwrap();
    let (mut file, _) = writer.finish().unwrap();
    // A chunk that is not needed is damaged.
    file[20] ^= 1;
    let mut reader = reader(&file);
    let info = reader.array("x").unwrap().clone();
    for range in [100..1000, 150..151, 230..470, 999..1000, 400..400] {
        let mut out = vec![0; 4 * (range.end - range.start) as usize];
        let covering = info.covering(range.clone());
        for part in [&means[..], &means[covering.start as usize..covering.end as usize]] {
            reader.read_into("x", range.clone(), &[part.into()], &mut out).unwrap();
            let wanted = &symbols[range.start as usize..range.end as usize];
            assert_eq!(out, wanted.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<_>>());
        }
    }
    let short = reader.read_into("x", 150..250, &[(&means[150..250]).into()], &mut [0; 400]);
    assert_eq!(short, Err(Error::ParameterLength { parameter: 0, needed: 100..300, given: 100 }));
    let mut out = vec![0; 400];
    assert!(matches!(reader.read_into("x", 0..100, &[means.as_slice().into()], &mut out), Err(Error::Corrupt { .. })));
    assert_eq!(
        reader.read_into("x", 901..1001, &[], &mut out),
        Err(Error::OutOfRange { asked: 901..1001, elements: 1000 })
    );
    // One chunk, from bytes that were read in another way.
    let at = info.chunk_bytes(3);
    let chunk = &file[at.start as usize..at.end as usize];
    info.decode_chunk(3, chunk, &[means.as_slice().into()], &mut out).unwrap();
    assert_eq!(out[..4], symbols[300].to_le_bytes());
}

#[test]
fn threads_do_not_change_a_byte() {
    let symbols: Vec<i16> = (0..50_000).map(|i| ((i * 7919) % 61) as i16 - 30).collect();
    let scales: Vec<f32> = (0..50_000).map(|i| 5.0 + (i % 10) as f32).collect();
    let coding = model_coding("QuantizedGaussian(-50, 50, mean=0.5)", Coder::Interleaved, true);
    let files: Vec<Vec<u8>> = [1, 3]
        .map(|threads| {
            let mut writer = Writer::new(Vec::new()).unwrap().with_threads(NonZeroUsize::new(threads)).unwrap();
            let spec = ArraySpec::new("x", Dtype::I16, &[50_000]).with_coding(coding.clone()).with_chunk_len(999);
            writer.write(spec, &symbols, &[scales.as_slice().into()]).unwrap();
            writer.finish().unwrap().0
        })
        .into();
    assert_eq!(files[0], files[1]);
    for threads in [1, 2] {
        let mut reader = reader(&files[0]).with_threads(NonZeroUsize::new(threads)).unwrap();
        assert_eq!(reader.read::<i16>("x", &[]).unwrap(), symbols);
    }
}

#[test]
fn arrays_of_any_shape_come_back() {
    let shapes: [(&[u64], usize); 5] = [(&[], 1), (&[0], 0), (&[3, 0, 1 << 60], 0), (&[1, 1, 5], 5), (&[2, 3, 4], 24)];
    let mut writer = Writer::new(Vec::new()).unwrap();
    for (number, (shape, elements)) in shapes.iter().enumerate() {
        writer.write(ArraySpec::new(number.to_string(), Dtype::U16, shape), &vec![7u16; *elements], &[]).unwrap();
    }
    let (file, _) = writer.finish().unwrap();
    let mut reader = reader(&file);
    for (number, (shape, elements)) in shapes.iter().enumerate() {
        assert_eq!(reader.arrays()[number].shape(), *shape);
        assert_eq!(reader.read::<u16>(&number.to_string(), &[]).unwrap(), vec![7; *elements]);
    }
}

#[test]
fn an_array_can_be_written_piece_by_piece() {
    let coding = model_coding("QuantizedGaussian(-50, 50)", Coder::Ans, true);
    let spec = ArraySpec::new("x", Dtype::I8, &[0, 4]).with_coding(coding).with_chunk_len(8).with_open_length();
    let spec = spec.with_metadata(r#"{"unit": "µm"}"#);
    let mut writer = Writer::new(Vec::new()).unwrap();
    let mut array = writer.array(spec.clone()).unwrap();
    let std = 3.0f32;
    for push in 0..3 {
        let means = [push as f64; 16];
        array.push(&[push; 16], &[(&means).into(), (&std).into()]).unwrap();
    }
    assert_eq!(array.push(&[0; 16], &[(&0.0).into(), (&1.0).into()]), Err(Error::ParameterChanged { parameter: 0 }));
    array.push(&[9; 4], &[(&[9.0; 4]).into(), (&std).into()]).unwrap();
    assert_eq!(array.push(&[9; 4], &[(&[9.0; 4]).into(), (&std).into()]), Err(Error::Unaligned { chunk_len: 8 }));
    array.finish().unwrap();
    let same = writer.array(spec).map(|_| ());
    assert_eq!(same, Err(Error::DuplicateName { name: "x".to_owned() }));
    let (file, _) = writer.finish().unwrap();
    let mut reader = reader(&file);
    let info = reader.array("x").unwrap();
    assert_eq!((info.shape(), info.metadata()), (&[13, 4][..], r#"{"unit": "µm"}"#));
    let expected: Vec<i8> = [vec![0; 16], vec![1; 16], vec![2; 16], vec![9; 4]].concat();
    assert_eq!(reader.read::<i8>("x", &[]).unwrap(), expected);
}

#[test]
fn arrays_are_added_to_a_file() {
    let mut writer = Writer::new(Vec::new()).unwrap();
    writer.write(ArraySpec::new("a", Dtype::U8, &[4]), &[1u8, 2, 3, 4], &[]).unwrap();
    let (first, _) = writer.finish().unwrap();
    let mut writer = Writer::append(Cursor::new(first.clone())).unwrap();
    let again = writer.write(ArraySpec::new("a", Dtype::U8, &[1]), &[0u8], &[]);
    assert_eq!(again, Err(Error::DuplicateName { name: "a".to_owned() }));
    writer.write(ArraySpec::new("b", Dtype::F64, &[1]), &[f64::NAN], &[]).unwrap();
    let (both, len) = writer.finish().unwrap();
    let both = both.into_inner();
    assert_eq!((both.len() as u64, &both[..first.len()]), (len, &first[..]));
    let mut reader = reader(&both);
    assert_eq!(reader.bytes_read(), len);
    assert_eq!(reader.read::<u8>("a", &[]).unwrap(), [1, 2, 3, 4]);
    assert!(reader.read::<f64>("b", &[]).unwrap()[0].is_nan());
    // Twice the same file has twice the same name.
    assert!(matches!(Reader::new(Cursor::new([&first[..], &first[..]].concat())), Err(Error::Malformed { .. })));
}

#[test]
fn an_array_that_fails_is_not_there() {
    let coding = model_coding(
        "QuantizedGaussian(-5, 5, 0.0, 2.0)".replace("0.0, 2.0", "mean=0.0, std=2.0").as_str(),
        Coder::Ans,
        false,
    );
    let mut symbols = vec![1i32; 100];
    symbols[57] = 6;
    let spec = ArraySpec::new("x", Dtype::I32, &[100]).with_coding(coding).with_chunk_len(10);
    let mut writer = Writer::new(Vec::new()).unwrap();
    let error = writer.write(spec.clone(), &symbols, &[]).unwrap_err();
    assert!(matches!(error, Error::Model { start: 50, .. }), "{error}");
    symbols[57] = 5;
    writer.write(spec, &symbols, &[]).unwrap();
    assert!(writer.array(ArraySpec::new("dropped", Dtype::U8, &[1])).unwrap().push(&[1], &[]).is_ok());
    let (file, _) = writer.finish().unwrap();
    let mut reader = reader(&file);
    assert_eq!(reader.arrays().len(), 1);
    assert_eq!(reader.read::<i32>("x", &[]).unwrap(), symbols);
}

#[test]
fn a_byte_that_is_no_truth_value_has_no_model() {
    let spec = |coding| ArraySpec::new("x", Dtype::Bool, &[3]).with_coding(coding);
    let mut writer = Writer::new(Vec::new()).unwrap();
    let error = writer.write_bytes_of(spec(model_coding("Uniform(size=256)", Coder::Ans, false)), &[0, 1, 242], &[]);
    let expected = constriction_runtime::Error::ImpossibleSymbol { index: 2, symbol: 242 };
    assert_eq!(error, Err(Error::Model { array: "x".to_owned(), start: 0, error: expected }));
    // As bytes, they come back.
    writer.write_bytes_of(spec(Coding::Auto), &[0, 1, 242], &[]).unwrap();
    let (file, _) = writer.finish().unwrap();
    assert_eq!(reader(&file).read_bytes("x", &[]).unwrap(), [0, 1, 242]);
}

#[test]
fn wrong_calls_are_errors() {
    let model: ModelSpec = "QuantizedGaussian(-5, 5)".parse().unwrap();
    let coding = Coding::Model(ModelCoding::new(model, Coder::Ans));
    let mut writer = Writer::new(Vec::new()).unwrap();
    let floats = writer.write(ArraySpec::new("x", Dtype::F32, &[1]).with_coding(coding.clone()), &[0f32], &[]);
    assert_eq!(floats, Err(Error::Dtype { array: "x".to_owned(), dtype: Dtype::F32 }));
    let other = writer.write(ArraySpec::new("x", Dtype::F32, &[1]), &[0i32], &[]);
    assert_eq!(other, Err(Error::Dtype { array: "x".to_owned(), dtype: Dtype::F32 }));
    let few = writer.write(ArraySpec::new("x", Dtype::U8, &[3]), &[0u8; 2], &[]);
    assert_eq!(few, Err(Error::Length { expected: 3, given: 2 }));
    let many = writer.write(ArraySpec::new("x", Dtype::U8, &[3]), &[0u8; 4], &[]);
    assert_eq!(many, Err(Error::Length { expected: 3, given: 4 }));
    let parameters = writer.write(ArraySpec::new("x", Dtype::U8, &[3]), &[0u8; 3], &[(&1.0).into()]);
    assert_eq!(parameters, Err(Error::NeedsNoParameters { array: "x".to_owned() }));
    let lacking = writer.write(ArraySpec::new("x", Dtype::I32, &[1]).with_coding(coding.clone()), &[0i32], &[]);
    assert!(matches!(lacking, Err(Error::Model { .. })));
    let json = writer.write(ArraySpec::new("x", Dtype::U8, &[1]).with_metadata("{"), &[0u8], &[]);
    assert!(matches!(json, Err(Error::Metadata { .. })));
    for chunk_len in [0, 1 << 60] {
        let chunk = writer.write(ArraySpec::new("x", Dtype::U8, &[1]).with_chunk_len(chunk_len), &[0u8], &[]);
        assert!(matches!(chunk, Err(Error::TooLarge { .. })));
    }
    let shape = writer.array(ArraySpec::new("x", Dtype::U8, &[1 << 40, 1 << 40])).map(|_| ());
    assert!(matches!(shape, Err(Error::TooLarge { .. })));
    let (file, _) = writer.finish().unwrap();
    assert_eq!(reader(&file).read_bytes("x", &[]), Err(Error::NoSuchArray { name: "x".to_owned() }));
}

/// Takes some bytes, and then fails.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes.len() > self.0 {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_that_fails_ends_the_container() {
    let mut writer = Writer::new(Full(100)).unwrap();
    let spec = ArraySpec::new("x", Dtype::U8, &[50]).with_coding(Coding::Raw);
    writer.write(spec, &[1u8; 50], &[]).unwrap();
    let spec = ArraySpec::new("y", Dtype::U8, &[50]).with_coding(Coding::Raw);
    assert!(matches!(writer.write(spec.clone(), &[1u8; 50], &[]), Err(Error::Io { .. })));
    assert_eq!(writer.write(spec, &[1u8; 50], &[]), Err(Error::Broken));
    assert!(matches!(writer.finish(), Err(Error::Broken)));
}
