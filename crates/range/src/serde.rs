//! States as data of `serde`.

use constriction_core::Format;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::RangeState;

/// A pair: the smallest number, and how many there are.
impl<F: Format<State: Serialize>> Serialize for RangeState<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.lower, self.range).serialize(serializer)
    }
}

/// An error if no range coder can be in such a state.
impl<'de, F: Format<State: Deserialize<'de>>> Deserialize<'de> for RangeState<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (lower, range) = Deserialize::deserialize(deserializer)?;
        Self::new(lower, range).ok_or_else(|| D::Error::custom("a range coder cannot be in this state"))
    }
}
