//! States as data of `serde`.

use core::fmt;
use core::marker::PhantomData;

use constriction_core::{Format, Unsigned};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{LaneCount, Lanes};

/// A sequence that begins with the state that the next symbol is decoded from.
impl<F: Format<State: Serialize>> Serialize for Lanes<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// An error if the number of states is not a power of two up to 64, or an interleaved coder cannot have one of them.
impl<'de, F: Format<State: Deserialize<'de>>> Deserialize<'de> for Lanes<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(States(PhantomData))
    }
}

struct States<F>(PhantomData<F>);

impl<'de, F: Format<State: Deserialize<'de>>> Visitor<'de> for States<F> {
    type Value = Lanes<F>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the states of an interleaved coder")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Lanes<F>, A::Error> {
        let (mut states, mut len) = ([F::State::ZERO; 64], 0);
        while let Some(state) = sequence.next_element()? {
            *states.get_mut(len).ok_or_else(|| A::Error::invalid_length(len + 1, &self))? = state;
            len += 1;
        }
        let count = LaneCount::new(len).ok_or_else(|| A::Error::invalid_length(len, &self))?;
        let mut lanes = Lanes::new(count);
        for (lane, &state) in states[..len].iter().enumerate() {
            lanes.set(lane, state).ok_or_else(|| A::Error::custom("an interleaved coder cannot have this state"))?;
        }
        Ok(lanes)
    }
}
