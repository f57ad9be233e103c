//! Writing one array.

use std::io::Write;

use constriction_auto::{Choice, Layout};
use constriction_runtime::{Param, Value};

use crate::array_info::layout;
use crate::chunk::Plan;
use crate::entry::{Head, chunk_entry};
use crate::parameters::{fix, slice};
use crate::{ArraySpec, Coding, Error, ModelCoding, Writer};

/// Writes the elements of one array, in any number of calls.
///
/// An array that is dropped instead of [finished](Self::finish) is not in the container.
#[derive(Debug)]
pub struct ArrayWriter<'a, W> {
    writer: &'a mut Writer<W>,
    spec: ArraySpec,
    layout: Layout,
    chunk_len: u64,
    /// The number of elements so far.
    done: u64,
    /// How chunks are encoded, as the first elements showed.
    plan: Option<Plan>,
    /// The parameters of all calls that are the same for all symbols and in the model's text.
    fixed: Vec<Option<Value>>,
}

impl<'a, W: Write> ArrayWriter<'a, W> {
    pub(crate) fn new(writer: &'a mut Writer<W>, spec: ArraySpec) -> Self {
        let chunk_len = spec.chunk_len();
        let layout = layout(spec.dtype, &spec.shape, chunk_len);
        Self { writer, spec, layout, chunk_len, done: 0, plan: None, fixed: Vec::new() }
    }

    /// The number of elements of a chunk.
    pub fn chunk_len(&self) -> u64 {
        self.chunk_len
    }

    /// Writes the next elements: whole chunks, but in the last call; with the parameters that the model lacks, for all
    /// symbols or for each of these.
    ///
    /// # Errors
    /// If the elements are too many, do not end where a chunk does and are not the last ones, or cannot be coded, or the
    /// sink fails.
    pub fn push(&mut self, data: &[u8], params: &[Param<'_>]) -> Result<(), Error> {
        self.writer.check()?;
        let width = self.spec.dtype.width();
        let elements = (data.len() / width) as u64;
        if !data.len().is_multiple_of(width) || !self.has_room(elements) {
            let expected = crate::array_spec::elements_of(&self.spec.shape).unwrap_or(0);
            return Err(Error::Length { expected, given: self.done + elements });
        }
        if !self.done.is_multiple_of(self.chunk_len) && elements > 0 {
            return Err(Error::Unaligned { chunk_len: self.chunk_len });
        }
        if elements == 0 {
            return Ok(());
        }
        let all = 0..elements;
        slice(params, elements, &all, &all)?;
        if let Some(plan) = self.plan_for(data, params)? {
            self.plan = Some(plan);
        }
        self.write_chunks(data, elements, params)
    }

    /// Ends the array.
    ///
    /// # Errors
    /// If there are fewer elements than the shape has.
    pub fn finish(mut self) -> Result<(), Error> {
        self.writer.check()?;
        let row = self.spec.row().unwrap_or(0);
        if self.spec.is_open && !self.spec.shape.is_empty() {
            if row == 0 || !self.done.is_multiple_of(row) {
                return Err(Error::Length { expected: self.done.next_multiple_of(row.max(1)), given: self.done });
            }
            self.spec.shape[0] = self.done / row;
        }
        let expected = crate::array_spec::elements_of(&self.spec.shape).unwrap_or(0);
        if expected != self.done {
            return Err(Error::Length { expected, given: self.done });
        }
        let coding = match self.plan {
            Some(Plan::Model { coding, .. }) => Coding::Model(coding),
            _ => self.spec.coding,
        };
        let Writer { pending, entries, arrays, names, .. } = self.writer;
        let head = Head {
            name: &self.spec.name,
            dtype: self.spec.dtype,
            shape: &self.spec.shape,
            coding: &coding,
            metadata: &self.spec.metadata,
            chunk_len: self.chunk_len,
        };
        head.write(pending, entries);
        pending.clear();
        *arrays += 1;
        names.insert(self.spec.name);
        Ok(())
    }

    /// Whether the shape has room for this many elements more.
    fn has_room(&self, elements: u64) -> bool {
        let total = self.done.checked_add(elements).filter(|&total| total <= i64::MAX as u64);
        let most = crate::array_spec::elements_of(&self.spec.shape).unwrap_or(0);
        total.is_some_and(|total| self.spec.is_open || total <= most)
    }

    /// How chunks are to be encoded, if that is not known yet.
    fn plan_for(&mut self, data: &[u8], params: &[Param<'_>]) -> Result<Option<Plan>, Error> {
        let Coding::Model(coding) = &self.spec.coding else {
            if !params.is_empty() {
                return Err(Error::NeedsNoParameters { array: self.spec.name.clone() });
            }
            let is_auto = self.spec.coding == Coding::Auto;
            let choose = || if is_auto { Plan::Auto(Choice::of(data, self.layout)) } else { Plan::Raw };
            return Ok(if self.plan.is_none() { Some(choose()) } else { None });
        };
        if !coding.stores_parameters() {
            let plan = || Plan::Model { coding: coding.clone(), is_stored: Vec::new() };
            return Ok(self.plan.is_none().then(plan));
        }
        let model = coding.model_of(&self.spec.name)?;
        let wrong = |error| Error::Model { array: self.spec.name.clone(), start: self.done, error };
        let (model, is_stored) = fix(model, params).map_err(wrong)?;
        let fixed = model.values().to_vec();
        if self.plan.is_some() {
            // NaN is no parameter, so that values can be compared.
            let changed = fixed.iter().zip(&self.fixed).position(|(now, before)| now != before);
            return changed.map_or(Ok(None), |parameter| Err(Error::ParameterChanged { parameter }));
        }
        self.fixed = fixed;
        let coding = ModelCoding::new(model, coding.coder()).with_stored_parameters(true);
        Ok(Some(Plan::Model { coding, is_stored }))
    }

    fn write_chunks(&mut self, data: &[u8], elements: u64, params: &[Param<'_>]) -> Result<(), Error> {
        let Some(plan) = &self.plan else { return Ok(()) };
        let (width, done, layout) = (self.spec.dtype.width(), self.done, self.layout);
        let name = &self.spec.name;
        let chunks: Vec<u64> = (0..elements.div_ceil(self.chunk_len)).collect();
        let mut written = 0;
        for group in chunks.chunks(self.writer.threads.chunks()) {
            let encode = |chunk: u64| {
                let start = chunk * self.chunk_len;
                let range = start..elements.min(start + self.chunk_len);
                let bytes = &data[range.start as usize * width..range.end as usize * width];
                let params = slice(params, elements, &(0..elements), &range)?;
                plan.encode(name, done + range.start, layout, bytes, &params).map(|encoded| (encoded, range.end))
            };
            for encoded in self.writer.threads.map(group.to_vec(), encode) {
                let (encoded, end) = encoded?;
                if encoded.payload.len() > u32::MAX as usize {
                    return Err(Error::TooLarge { what: "a compressed chunk", most: u32::MAX.into() });
                }
                self.writer.write_bytes(&encoded.payload)?;
                self.writer.pending.extend(chunk_entry(&encoded.payload, encoded.check));
                written = end;
                self.done = done + written;
            }
        }
        debug_assert_eq!(written, elements);
        Ok(())
    }
}
