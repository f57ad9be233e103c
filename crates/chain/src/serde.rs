//! Heads and positions as data of `serde`.

use constriction_core::Format;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{ChainHeads, ChainPosition};

/// A pair: the heads of the compressed data and of the remainders.
impl<F, const PRECISION: u32> Serialize for ChainHeads<F, PRECISION>
where
    F: Format<Word: Serialize, State: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.compressed, self.remainders).serialize(serializer)
    }
}

/// An error if a chain coder cannot have such heads.
impl<'de, F, const PRECISION: u32> Deserialize<'de> for ChainHeads<F, PRECISION>
where
    F: Format<Word: Deserialize<'de>, State: Deserialize<'de>>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (compressed, remainders) = Deserialize::deserialize(deserializer)?;
        Self::new(compressed, remainders).ok_or_else(|| D::Error::custom("a chain coder cannot have these heads"))
    }
}

/// The fields in order.
impl<F, const PRECISION: u32> Serialize for ChainPosition<F, PRECISION>
where
    F: Format<Word: Serialize, State: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.compressed, self.remainders, &self.heads).serialize(serializer)
    }
}

/// An error if a chain coder cannot have such heads.
impl<'de, F, const PRECISION: u32> Deserialize<'de> for ChainPosition<F, PRECISION>
where
    F: Format<Word: Deserialize<'de>, State: Deserialize<'de>>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (compressed, remainders, heads) = Deserialize::deserialize(deserializer)?;
        Ok(Self { compressed, remainders, heads })
    }
}
