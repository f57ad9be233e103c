//! Models as text, in the form of the Python expression that makes them.
//!
//! ```text
//! QuantizedGaussian(-100, 100, mean=1.5, std=2.0)
//! Categorical(float32([0.1, 0.7, 0.2]), lazy=True, precision=12)
//! CdfTable([[0, 100, 65536], [0, 65536]], offsets=[-1, 0])
//! ```
//!
//! Reading the text gives an equal model.

use core::fmt;
use core::str::FromStr;
use std::error::Error as StdError;

use constriction_models::array::widened;
use constriction_models::dynamic::OffsetTable;

use crate::reader::{Literal, TextReader};
use crate::{Bounds, Error, Family, FloatType, ModelSpec, Options, Quantization, Value, Values, ZeroProbability};

impl fmt::Display for ModelSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let info = self.family().info();
        let mut separator = "";
        let mut write = |f: &mut fmt::Formatter<'_>, name: &str, value: &dyn fmt::Display| {
            write!(f, "{separator}{name}{value}")?;
            separator = ", ";
            Ok(())
        };
        write!(f, "{}(", info.name)?;
        if let (Bounds::Given, Some(support)) = (info.bounds, self.support()) {
            write(f, "", support.start())?;
            write(f, "", support.end())?;
        }
        if self.family() == Family::CdfTable {
            let tables: Vec<Vec<u64>> =
                self.offset_tables().map(|table| table.table().cumulative().collect()).collect();
            write(f, "", &format_args!("{tables:?}"))?;
            if self.offset_tables().any(|table| table.offset() != 0) {
                let offsets: Vec<i32> = self.offset_tables().map(OffsetTable::offset).collect();
                write(f, "offsets=", &format_args!("{offsets:?}"))?;
            }
        }
        for (parameter, value) in info.parameters.iter().zip(self.values()) {
            let name = format!("{}=", parameter.name);
            match value {
                Some(Value::Number([number])) if parameter.is_count() => write(f, &name, number)?,
                Some(Value::Number([number])) => write(f, &name, &format_args!("{number:?}"))?,
                Some(Value::F64(values)) => write(f, &name, &format_args!("{values:?}"))?,
                Some(Value::F16(values)) => write(f, &name, &format_args!("float16({:?})", widened(values)))?,
                Some(Value::Bf16(values)) => write(f, &name, &format_args!("bfloat16({:?})", widened(values)))?,
                Some(Value::F32(values)) => write(f, &name, &format_args!("float32({values:?})"))?,
                None => {}
            }
        }
        if self.family().is_quantized_by_choice() {
            match self.options().quantization {
                Quantization::Perfect => write(f, "perfect=", &"True")?,
                Quantization::Fast => write(f, "perfect=", &"False")?,
                Quantization::Lazy => write(f, "lazy=", &"True")?,
                Quantization::Integer => write(f, "quantization=", &"'integer'")?,
            }
        }
        if let Some(float_type) = self.options().float_type {
            write(f, "dtype=", &format_args!("'{}'", float_type.name()))?;
        }
        if self.options().precision != self.family().info().precision {
            write(f, "precision=", &self.options().precision)?;
        }
        match self.options().zero_probability {
            ZeroProbability::Leaky => {}
            ZeroProbability::Strict => write(f, "zero_probability=", &"'strict'")?,
            ZeroProbability::Escape => write(f, "zero_probability=", &"'escape'")?,
        }
        f.write_str(")")
    }
}

/// The error of a text that does not describe a model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParseError {
    /// It is not of the form of a model.
    Syntax {
        /// Where it is not, in bytes.
        offset: usize,
    },
    /// There is no such family.
    Family {
        /// The text in the place of its name.
        name: String,
    },
    /// The family has no such argument, or not with such a value.
    Argument {
        /// Its name, or its number.
        name: String,
    },
    /// The parameters are not those of a model.
    Model(Error),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { offset } => write!(f, "this is not the text of a model, from byte {offset} on"),
            Self::Family { name } => write!(f, "there is no model family {name}"),
            Self::Argument { name } => write!(f, "the argument {name} is unknown, or its value is not valid"),
            Self::Model(error) => error.fmt(f),
        }
    }
}

impl StdError for ParseError {}

impl From<Error> for ParseError {
    fn from(error: Error) -> Self {
        Self::Model(error)
    }
}

impl FromStr for ModelSpec {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut reader = TextReader::new(text);
        let name = reader.word();
        let family = Family::from_name(name).ok_or_else(|| ParseError::Family { name: name.to_owned() })?;
        reader.expect("(")?;

        let mut positional = Vec::new();
        let mut options = Options { precision: family.info().precision, ..Options::default() };
        let (mut values, mut offsets) = (Values::default(), Vec::new());
        while !reader.take(")") {
            let before = reader.offset;
            let name = reader.word();
            if name.is_empty() || !reader.take("=") {
                reader.offset = before;
                positional.push(reader.literal()?);
            } else {
                let wrong = || ParseError::Argument { name: name.to_owned() };
                let literal = reader.literal()?;
                let place = family.info().parameters.iter().position(|parameter| parameter.name == name);
                match (name, literal) {
                    ("precision", Literal::Number(bits)) if bits == f64::from(bits as u32) => {
                        options.precision = bits as u32;
                    }
                    ("perfect", Literal::Bool(perfect)) if family.is_quantized_by_choice() => {
                        options.quantization = if perfect { Quantization::Perfect } else { Quantization::Fast };
                    }
                    ("lazy", Literal::Bool(true)) if family.is_quantized_by_choice() => {
                        options.quantization = Quantization::Lazy;
                    }
                    ("quantization", Literal::Text("integer")) if family == Family::Categorical => {
                        options.quantization = Quantization::Integer;
                    }
                    ("dtype", Literal::Text(name)) if family == Family::Categorical => {
                        options.float_type = Some(FloatType::from_name(name).ok_or_else(wrong)?);
                    }
                    ("zero_probability", Literal::Text(policy)) => {
                        options.zero_probability = policy.parse()?;
                    }
                    ("offsets", Literal::Numbers(numbers)) if family == Family::CdfTable => {
                        offsets = integers(&numbers).ok_or_else(wrong)?;
                    }
                    (_, literal) => {
                        let value = place.and_then(|place| Some((place, literal.into_value()?)));
                        let (place, value) = value.ok_or_else(wrong)?;
                        values[place] = Some(value);
                    }
                }
            }
            if !reader.take(",") && !reader.rest().starts_with(')') {
                return Err(reader.error());
            }
        }
        if reader.offset != text.len() {
            return Err(reader.error());
        }
        build(family, &positional, values, &offsets, options)
    }
}

fn build(
    family: Family,
    positional: &[Literal<'_>],
    values: Values,
    offsets: &[i32],
    options: Options,
) -> Result<ModelSpec, ParseError> {
    let wrong = || ParseError::Argument { name: "0".to_owned() };
    match (family, positional) {
        (Family::CdfTable, [Literal::Tables(tables)]) => {
            let tables: Option<Vec<Vec<u64>>> = tables.iter().map(|table| integers(table)).collect();
            let tables = tables.and_then(|tables| tables.iter().map(|table| ends(table, options.precision)).collect());
            let tables: Vec<Vec<u32>> = tables.ok_or_else(wrong)?;
            if !offsets.is_empty() && offsets.len() != tables.len() {
                return Err(ParseError::Argument { name: "offsets".to_owned() });
            }
            let offsets = offsets.iter().copied().chain(core::iter::repeat(0));
            Ok(ModelSpec::tables(tables.iter().map(Vec::as_slice).zip(offsets), options)?)
        }
        (Family::CdfTable, [Literal::Numbers(tables)]) if tables.is_empty() && offsets.is_empty() => {
            Ok(ModelSpec::tables([], options)?)
        }
        (family, [Literal::Number(min), Literal::Number(max)]) if family.info().bounds == Bounds::Given => {
            let bounds: Vec<i32> = integers(&[*min, *max]).ok_or_else(wrong)?;
            Ok(ModelSpec::bounded(family, bounds[0], bounds[1], values, options)?)
        }
        (family, []) if family.info().bounds == Bounds::FromParameters && family != Family::CdfTable => {
            Ok(ModelSpec::new(family, values, options)?)
        }
        _ => Err(wrong()),
    }
}

impl FromStr for ZeroProbability {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match text {
            "leaky" => Ok(Self::Leaky),
            "strict" => Ok(Self::Strict),
            "escape" => Ok(Self::Escape),
            _ => Err(ParseError::Argument { name: "zero_probability".to_owned() }),
        }
    }
}

/// The ends of a table in 32 bits, where one is written as 0; `None` if they do not fit.
fn ends(cumulative: &[u64], precision: u32) -> Option<Vec<u32>> {
    let end = |&end: &u64| if precision == 32 && end == 1 << 32 { Some(0) } else { u32::try_from(end).ok() };
    cumulative.iter().map(end).collect()
}

/// Integers of a type, from numbers that are no others.
fn integers<T: TryFrom<i64>>(numbers: &[f64]) -> Option<Vec<T>> {
    numbers.iter().map(|&x| if x == (x as i64) as f64 { T::try_from(x as i64).ok() } else { None }).collect()
}
