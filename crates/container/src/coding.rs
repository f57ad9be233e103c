//! How an array's elements become bytes.

use core::fmt;
use std::sync::{Arc, OnceLock};

use constriction_runtime::{ModelSpec, ParseError};

use crate::Error;

/// The coder of an array with a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Coder {
    /// A stack with one state.
    Ans,
    /// A queue.
    Range,
    /// A stack with up to 64 states, the fastest one.
    #[default]
    Interleaved,
}

impl Coder {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Ans => 1,
            Self::Range => 2,
            Self::Interleaved => 3,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Ans),
            2 => Some(Self::Range),
            3 => Some(Self::Interleaved),
            _ => None,
        }
    }

    /// The name: `"ans"`, `"range"` or `"interleaved"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ans => "ans",
            Self::Range => "range",
            Self::Interleaved => "interleaved",
        }
    }
}

impl fmt::Display for Coder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How an array's elements become bytes.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Coding {
    /// They are stored as they are.
    Raw,
    /// Integers are coded with a model.
    Model(ModelCoding),
    /// By what a sample shows to be best, without loss.
    #[default]
    Auto,
}

/// A model, a coder, and where the parameters are.
#[derive(Clone, Debug)]
pub struct ModelCoding {
    coder: Coder,
    stores_parameters: bool,
    precision: u8,
    text: String,
    model: OnceLock<Result<Arc<ModelSpec>, ParseError>>,
}

impl PartialEq for ModelCoding {
    fn eq(&self, other: &Self) -> bool {
        let key = |it: &Self| (it.coder, it.stores_parameters, it.precision);
        key(self) == key(other) && self.text == other.text
    }
}

impl ModelCoding {
    /// A model and a coder; parameters that the model lacks are given with each call.
    #[must_use]
    pub fn new(model: ModelSpec, coder: Coder) -> Self {
        let (text, precision) = (model.to_string(), model.options().precision as u8);
        Self { coder, stores_parameters: false, precision, text, model: OnceLock::from(Ok(Arc::new(model))) }
    }

    /// Sets whether the parameters that the model lacks are stored in the file.
    #[must_use]
    pub fn with_stored_parameters(self, stores_parameters: bool) -> Self {
        Self { stores_parameters, ..self }
    }

    pub(crate) fn from_text(coder: Coder, stores_parameters: bool, precision: u8, text: String) -> Self {
        Self { coder, stores_parameters, precision, text, model: OnceLock::new() }
    }

    /// The coder.
    #[must_use]
    pub fn coder(&self) -> Coder {
        self.coder
    }

    /// Whether parameters that differ from symbol to symbol are in the file.
    #[must_use]
    pub fn stores_parameters(&self) -> bool {
        self.stores_parameters
    }

    /// The number of bits of a probability.
    #[must_use]
    pub fn precision(&self) -> u32 {
        self.precision.into()
    }

    /// The model as text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The model.
    ///
    /// # Errors
    /// If the text does not describe a model.
    pub fn model(&self) -> Result<&ModelSpec, ParseError> {
        let parse = || {
            let model: ModelSpec = self.text.parse()?;
            let is_same = model.options().precision == self.precision();
            if is_same { Ok(Arc::new(model)) } else { Err(ParseError::Argument { name: "precision".to_owned() }) }
        };
        match self.model.get_or_init(parse) {
            Ok(model) => Ok(model),
            Err(error) => Err(error.clone()),
        }
    }

    /// The model of an array.
    pub(crate) fn model_of(&self, array: &str) -> Result<&ModelSpec, Error> {
        self.model().map_err(|error| Error::ModelText { array: array.to_owned(), error })
    }
}
