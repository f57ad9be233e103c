//! Files of arrays.

use std::io::Cursor;

use arbitrary::{Result, Unstructured};
use constriction_container::{ArraySpec, Coder, Coding, Dtype, Error, FloatSlice, ModelCoding, Param, Reader, Writer};

use super::container_file;
use super::source::Case;

/// More bytes than any case reads of an array.
const MAX_LEN: u64 = 1 << 16;

/// Any bytes as a file, and as the arrays of a file whose checksums are right: no panic, what is read of a part is what is
/// read of the whole, and arrays can be added to what can be opened.
pub(super) fn read(data: &[u8]) {
    read_file(data);
    if let Ok(file) = container_file::file(&mut Unstructured::new(data)) {
        read_file(&file);
    }
}

fn read_file(file: &[u8]) {
    let Ok(mut reader) = Reader::new(Cursor::new(file)) else {
        assert!(Writer::append(Cursor::new(file.to_vec())).is_err(), "arrays were added to no container");
        return;
    };
    let arrays = reader.arrays().to_vec();
    for info in &arrays {
        for chunk in 0..info.chunks() {
            if let Ok(bytes) = reader.chunk_bytes(info.name(), chunk) {
                let _ = info.describe_chunk(&bytes);
            }
        }
        if info.elements().saturating_mul(info.dtype().width() as u64) > MAX_LEN {
            continue;
        }
        let params = params_for(info.coding());
        let Ok(all) = reader.read_bytes(info.name(), &params) else { continue };
        let width = info.dtype().width();
        assert_eq!(all.len() as u64, info.elements() * width as u64);
        let (start, end) = (all.len() / width / 3, all.len() / width * 2 / 3);
        let mut some = vec![0; (end - start) * width];
        reader.read_into(info.name(), start as u64..end as u64, &params, &mut some).expect("all can be read");
        assert_eq!(some, all[start * width..end * width]);
    }

    let mut writer = Writer::append(Cursor::new(file.to_vec())).expect("it can be opened");
    let spec = ArraySpec::new("another name than those in files", Dtype::U8, &[3]).with_coding(Coding::Raw);
    writer.write(spec, &[1u8, 2, 3], &[]).expect("there is no such array");
    let (longer, _) = writer.finish().expect("memory takes all bytes");
    let reader = Reader::new(longer).expect("it was written");
    assert_eq!(reader.arrays().len(), arrays.len() + 1);
}

/// Ones, for each parameter that the model lacks.
fn params_for(coding: &Coding) -> Vec<Param<'static>> {
    match coding {
        Coding::Model(coding) if !coding.stores_parameters() => {
            let count = coding.model().map_or(0, |model| model.free_parameters().count());
            vec![Param { values: FloatSlice::F64(&[1.0]), width: 1, per_symbol: false }; count]
        }
        _ => Vec::new(),
    }
}

/// Any arrays with any models: they are refused and the file is as without them, or they come back; and no other byte goes
/// unnoticed.
pub(super) fn round_trip(data: &[u8]) {
    let _ = round_trip_case(&mut Unstructured::new(data));
}

/// An array that was written.
struct Written {
    name: &'static str,
    data: Vec<u8>,
    case: Option<Case>,
}

impl Written {
    fn params(&self) -> Vec<Param<'_>> {
        self.case.as_ref().map(Case::params).unwrap_or_default()
    }

    /// The contents of the file.
    fn read(&self, reader: &mut Reader<Cursor<&[u8]>>) -> std::result::Result<Vec<u8>, Error> {
        let stored = matches!(reader.array(self.name)?.coding(), Coding::Model(coding) if coding.stores_parameters());
        let params = if stored { Vec::new() } else { self.params() };
        reader.read_bytes(self.name, &params)
    }
}

fn round_trip_case(u: &mut Unstructured<'_>) -> Result<()> {
    let mut writer = Writer::new(Vec::new()).expect("memory takes all bytes");
    let mut written = Vec::new();
    for name in ["", "a", "b"] {
        let dtype = *u.choose(Dtype::ALL)?;
        let shape = [u.int_in_range(0..=12)?, u.int_in_range(0..=6)?];
        let elements = (shape[0] * shape[1]) as usize;
        let data = elements_of(u, elements, dtype)?;
        let case = if u.arbitrary()? { Case::arbitrary(u, elements)? } else { None };
        let coding = match &case {
            Some(case) => {
                let coder = *u.choose(&[Coder::Ans, Coder::Range, Coder::Interleaved])?;
                Coding::Model(ModelCoding::new(case.spec.clone(), coder).with_stored_parameters(u.arbitrary()?))
            }
            None => u.choose(&[Coding::Raw, Coding::Auto])?.clone(),
        };
        let spec = ArraySpec::new(name, dtype, &shape).with_coding(coding).with_chunk_len(u.int_in_range(1..=80)?);
        let array = Written { name, data, case };
        if writer.write_bytes_of(spec, &array.data, &array.params()).is_ok() {
            written.push(array);
        }
    }
    let (mut file, _) = writer.finish().expect("memory takes all bytes");
    let mut reader = Reader::new(Cursor::new(&file[..])).expect("it was written");
    assert_eq!(reader.arrays().len(), written.len());
    for array in &written {
        assert_eq!(array.read(&mut reader).as_ref(), Ok(&array.data), "{:?}", array.name);
    }

    let place = u.choose_index(file.len())?;
    file[place] ^= u.int_in_range(1..=255)?;
    if let Ok(mut reader) = Reader::new(Cursor::new(&file[..])) {
        // Chunks of an array that was given up belong to none.
        let is_used = reader.arrays().iter().any(|info| {
            let chunks = (0..info.chunks()).map(|chunk| info.chunk_bytes(chunk));
            chunks.into_iter().any(|bytes| bytes.contains(&(place as u64)))
        });
        let is_noticed = written.iter().any(|array| array.read(&mut reader).is_err());
        assert_eq!(is_noticed, is_used, "another byte at {place}");
    }
    Ok(())
}

/// Elements, most of which are small integers.
fn elements_of(u: &mut Unstructured<'_>, elements: usize, dtype: Dtype) -> Result<Vec<u8>> {
    let mut data = Vec::with_capacity(elements * dtype.width());
    for _ in 0..elements {
        let element = if u.ratio(1, 16)? { u.arbitrary()? } else { i128::from(u.arbitrary::<i8>()?) };
        data.extend_from_slice(&element.to_le_bytes()[..dtype.width()]);
    }
    Ok(data)
}
