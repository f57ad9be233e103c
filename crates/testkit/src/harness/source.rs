//! Makes numbers, models and words from bytes.

use arbitrary::{Result, Unstructured};
use constriction_runtime::{
    Bounds, FAMILIES, Family, FloatSlice, ModelSpec, Options, Param, Quantization, Shape, Value, Values,
    ZeroProbability,
};

/// Numbers at which something ends.
const EDGES: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MIN_POSITIVE,
    5e-324,
    f64::MAX,
    f64::EPSILON,
    1e-30,
    2_147_483_647.0,
    2_147_483_648.0,
    4_294_967_296.0,
];

/// Any number; half of them are of a size that models take.
fn number(u: &mut Unstructured<'_>) -> Result<f64> {
    Ok(match u.int_in_range(0..=5)? {
        0 => *u.choose(&EDGES)?,
        1 => f64::from_bits(u.arbitrary()?),
        2 => f64::from(f32::from_bits(u.arbitrary()?)),
        3 => f64::from(u.arbitrary::<i8>()?),
        4 => f64::from(u.arbitrary::<i16>()?) / 64.0,
        _ => f64::from(u.arbitrary::<u16>()?) / 65536.0,
    })
}

/// Numbers in one of the two types.
#[derive(Clone, Debug)]
enum Floats {
    F32(Vec<f32>),
    F64(Vec<f64>),
}

impl Floats {
    fn arbitrary(u: &mut Unstructured<'_>, length: usize) -> Result<Self> {
        let numbers = (0..length).map(|_| number(u)).collect::<Result<Vec<_>>>()?;
        Ok(if u.arbitrary()? { Self::F32(numbers.iter().map(|&x| x as f32).collect()) } else { Self::F64(numbers) })
    }
}

/// A parameter that comes with a call.
#[derive(Clone, Debug)]
struct Given {
    values: Floats,
    width: usize,
    per_symbol: bool,
}

impl Given {
    fn as_param(&self) -> Param<'_> {
        let values = match &self.values {
            Floats::F32(values) => FloatSlice::F32(values),
            Floats::F64(values) => FloatSlice::F64(values),
        };
        Param { values, width: self.width, per_symbol: self.per_symbol }
    }
}

/// A model, and what comes with a call for some symbols.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) spec: ModelSpec,
    given: Vec<Given>,
}

impl Case {
    /// A case for this many symbols; none if the model is refused.
    pub(super) fn arbitrary(u: &mut Unstructured<'_>, symbols: usize) -> Result<Option<Self>> {
        let family = u.choose(FAMILIES)?.family;
        let options = Options {
            precision: u.int_in_range(0..=33)?,
            quantization: *u.choose(&[Quantization::Perfect, Quantization::Fast, Quantization::Lazy])?,
            zero_probability: *u.choose(&[ZeroProbability::Leaky, ZeroProbability::Strict, ZeroProbability::Escape])?,
            ..Options::default()
        };
        let mut fixed = Values::default();
        let mut given = Vec::new();
        let width = u.int_in_range(0..=40)?;
        for (place, parameter) in family.info().parameters.iter().enumerate() {
            let width = if parameter.shape == Shape::Vector { width } else { 1 };
            let kind = u.int_in_range(0..=2)?;
            if kind == 0 && family != Family::CdfTable {
                let values = Floats::arbitrary(u, width)?;
                fixed[place] = Some(match (parameter.shape, values) {
                    (Shape::Number, Floats::F32(values)) => f64::from(values[0]).into(),
                    (Shape::Number, Floats::F64(values)) => values[0].into(),
                    (Shape::Vector, Floats::F32(values)) => Value::F32(values.into()),
                    (Shape::Vector, Floats::F64(values)) => Value::F64(values.into()),
                });
            } else {
                let per_symbol = kind == 1;
                let length = if per_symbol { width * symbols } else { width };
                given.push(Given { values: Floats::arbitrary(u, length)?, width, per_symbol });
            }
        }
        let spec = if family == Family::CdfTable {
            let tables = (0..u.int_in_range(0..=3)?)
                .map(|_| Ok((u.arbitrary::<Vec<u32>>()?, u.arbitrary()?)))
                .collect::<Result<Vec<_>>>()?;
            ModelSpec::tables(tables.iter().map(|(table, offset)| (&table[..], *offset)), options)
        } else if family.info().bounds == Bounds::Given {
            let min = u.arbitrary::<i16>()?.into();
            let max = if u.ratio(1, 8)? { u.arbitrary()? } else { min + i32::from(u.arbitrary::<u8>()?) };
            ModelSpec::bounded(family, min, max, fixed, options)
        } else {
            ModelSpec::new(family, fixed, options)
        };
        Ok(spec.ok().map(|spec| Self { spec, given }))
    }

    pub(super) fn params(&self) -> Vec<Param<'_>> {
        self.given.iter().map(Given::as_param).collect()
    }
}

/// All that is left, as words.
pub(super) fn words(u: Unstructured<'_>) -> Vec<u32> {
    let (words, _) = u.take_rest().as_chunks();
    words.iter().copied().map(u32::from_le_bytes).collect()
}
