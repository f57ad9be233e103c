//! `FloatType`: the type in which probabilities are taken.

use constriction_models::array::{FloatSlice, widened};

use crate::Value;

/// The type to which probabilities are converted before they are quantised.
///
/// Tables by [`Quantization::Fast`](crate::Quantization::Fast) and [`Lazy`](crate::Quantization::Lazy) are sums in the
/// type of the probabilities: the same row in single and in double precision makes different bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FloatType {
    /// Single precision.
    F32,
    /// Double precision.
    F64,
}

impl FloatType {
    /// Its name in Python, and in the text of a model.
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "float32",
            Self::F64 => "float64",
        }
    }

    /// The type with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::F32, Self::F64].into_iter().find(|float_type| float_type.name() == name)
    }

    /// The numbers in this type, or `None` if they are of it. Numbers in single precision are the nearest ones.
    pub(crate) fn converted(self, numbers: FloatSlice<'_>) -> Option<Value> {
        match (self, numbers) {
            (Self::F32, FloatSlice::F32(_)) | (Self::F64, FloatSlice::F64(_)) => None,
            (Self::F32, FloatSlice::F16(numbers)) => Some(Value::F32(widened(numbers).into())),
            (Self::F32, FloatSlice::Bf16(numbers)) => Some(Value::F32(widened(numbers).into())),
            (Self::F32, FloatSlice::F64(numbers)) => Some(Value::F32(numbers.iter().map(|&p| p as f32).collect())),
            (Self::F64, numbers) => Some(Value::F64(numbers.widest().into())),
        }
    }
}
