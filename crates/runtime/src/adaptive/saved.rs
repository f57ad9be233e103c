//! Saves and restores what a model has learned, as bytes.
//!
//! Numbers have their lowest byte first. Bits and bit trees: each state in 4 bytes. Counts: each in 4 bytes. Nibbles: for
//! each table the ends of the first 15 symbols and the number of symbols so far, in 2 bytes each.

use constriction_adaptive::{Part, PartMut, SmallCdf};

use super::model::{Adaptive, State};
use super::rule::AnyRule;
use crate::Error;

fn write(numbers: &[u32], bytes: &mut Vec<u8>) {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn read(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|number| number.try_into().map_or(0, u32::from_le_bytes))
}

/// Takes numbers from the front of bytes, of which there are enough.
fn take<T, const N: usize>(numbers: &mut [T], bytes: &mut &[u8], from: impl Fn([u8; N]) -> T) {
    let (own, rest) = bytes.split_at(N * numbers.len());
    for (place, &number) in numbers.iter_mut().zip(own.as_chunks().0) {
        *place = from(number);
    }
    *bytes = rest;
}

/// Copies states, if all of them are states of the rule.
fn copy_states(rule: AnyRule, bytes: &[u8], states: &mut [u32]) -> Result<(), Error> {
    for (place, state) in states.iter_mut().zip(read(bytes)) {
        if !rule.has_state(state) {
            return Err(Error::SavedState);
        }
        *place = state;
    }
    Ok(())
}

impl Adaptive {
    /// The number of bytes that [`save`](Self::save) returns. The memory of a model is at most three times as much.
    pub fn num_bytes(&self) -> usize {
        match &self.state {
            State::Mixer(model) => {
                let mut count = 0;
                model.for_each_part(|part| {
                    count += match part {
                        Part::Counters(numbers) => 4 * numbers.len(),
                        Part::Weights(numbers) => 4 * numbers.len(),
                        Part::Map(numbers) => 2 * numbers.len(),
                    }
                });
                count
            }
            State::Bernoulli(model) => 4 * model.states().len(),
            State::Categorical(model) => 4 * model.symbols() * self.contexts(),
            State::BitTree(model) => 4 * model.tables().len(),
            State::Nibbles(model) => 32 * model.tables().as_flattened().len(),
        }
    }

    /// The learned state, for [`load`](Self::load).
    pub fn save(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match &self.state {
            State::Bernoulli(model) => write(model.states(), &mut bytes),
            State::Categorical(model) => {
                for context in 0..self.contexts() {
                    write(model.counts(context).unwrap_or_default(), &mut bytes);
                }
            }
            State::BitTree(model) => write(model.tables(), &mut bytes),
            State::Mixer(model) => model.for_each_part(|part| match part {
                Part::Counters(numbers) => write(numbers, &mut bytes),
                Part::Weights(numbers) => bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes())),
                Part::Map(numbers) => bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes())),
            }),
            State::Nibbles(model) => {
                for table in model.tables().as_flattened() {
                    let numbers = table.ends()[..15].iter().copied().chain([table.count()]).collect::<Vec<u16>>();
                    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
                }
            }
        }
        bytes
    }

    /// Has learned what a model with equal parameters had learned when its [`save`](Self::save) returned these bytes.
    ///
    /// # Errors
    /// If no such model has this state. The model is then as it was.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if bytes.len() != self.num_bytes() {
            return Err(Error::SavedState);
        }
        let mut loaded = self.state.clone();
        match &mut loaded {
            State::Mixer(model) => {
                let mut rest = bytes;
                model.for_each_part_mut(|part| match part {
                    PartMut::Counters(numbers) => take(numbers, &mut rest, u32::from_le_bytes),
                    PartMut::Weights(numbers) => take(numbers, &mut rest, i32::from_le_bytes),
                    PartMut::Map(numbers) => take(numbers, &mut rest, u16::from_le_bytes),
                });
                if !model.is_valid() {
                    return Err(Error::SavedState);
                }
            }
            State::Bernoulli(model) => copy_states(model.rule(), bytes, model.states_mut())?,
            State::Categorical(model) => {
                let counts: Vec<u32> = read(bytes).collect();
                for (context, counts) in counts.chunks_exact(model.symbols()).enumerate() {
                    model.set_counts(context, counts).map_err(|_| Error::SavedState)?;
                }
            }
            State::BitTree(model) => copy_states(model.rule(), bytes, model.tables_mut())?,
            State::Nibbles(model) => {
                for (table, bytes) in model.tables_mut().as_flattened_mut().iter_mut().zip(bytes.chunks_exact(32)) {
                    let mut numbers = bytes.chunks_exact(2).map(|pair| pair.try_into().map_or(0, u16::from_le_bytes));
                    let mut ends = table.ends();
                    for (end, number) in ends[..15].iter_mut().zip(&mut numbers) {
                        *end = number;
                    }
                    let count = numbers.next().unwrap_or_default();
                    *table = SmallCdf::from_parts(16, ends, count).map_err(|_| Error::SavedState)?;
                }
            }
        }
        self.state = loaded;
        Ok(())
    }
}
