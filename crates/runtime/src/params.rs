//! All parameters of a call: those that are fixed with the model, and those that come with the call.

use core::ops::Range;

use constriction_models::ProbabilityError;
use constriction_models::array::{FloatSlice, Param};

use crate::family::{FamilyInfo, MOST_PARAMETERS};
use crate::{Error, Parameter, Shape, Value, Values};

/// The parameters of a family in order, checked: numbers and vectors have their lengths, and all that each symbol has of
/// its own are for the same number of symbols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Params<'a> {
    params: [Param<'a>; MOST_PARAMETERS],
    /// The number of symbols, if one of the parameters is not the same for all.
    pub(crate) symbols: Option<usize>,
}

const NONE: Param<'static> = Param { values: FloatSlice::F64(&[]), width: 0, per_symbol: false };

/// Numbers as parameters that are the same for all symbols, and how many they are: no more than a family can have.
#[inline]
pub(crate) fn number_params(numbers: &[f64]) -> ([Param<'_>; MOST_PARAMETERS], usize) {
    let mut params = [NONE; MOST_PARAMETERS];
    for (param, number) in params.iter_mut().zip(numbers) {
        *param = number.into();
    }
    (params, numbers.len().min(MOST_PARAMETERS))
}

impl Shape {
    /// How long a value must be: vectors, as long as the first of them.
    fn width(self, given: usize, first: &mut Option<usize>) -> usize {
        match self {
            Self::Number => 1,
            Self::Vector => *first.get_or_insert(given),
        }
    }
}

/// The parameters of a family that are not fixed.
pub(crate) fn lacking<'a>(
    info: &FamilyInfo,
    values: &'a Values,
) -> impl Iterator<Item = &'static Parameter> + Clone + use<'a> {
    info.parameters.iter().zip(values).filter(|(_, value)| value.is_none()).map(|(parameter, _)| parameter)
}

impl<'a> Params<'a> {
    /// No parameters.
    pub(crate) const NONE: Params<'static> = Params { params: [NONE; MOST_PARAMETERS], symbols: None };

    /// Fixed values, all of which are there.
    #[inline]
    pub(crate) fn fixed(values: &'a Values) -> Self {
        Self { params: values.each_ref().map(|value| value.as_ref().map_or(NONE, Value::as_param)), symbols: None }
    }

    /// Puts the parameters of a call beside those that are fixed.
    ///
    /// # Errors
    /// If there are more or less than are lacking, or they are for different numbers of symbols.
    pub(crate) fn new(info: &FamilyInfo, values: &'a Values, given: &[Param<'a>]) -> Result<Self, Error> {
        if lacking(info, values).count() != given.len() {
            let expected = lacking(info, values).map(|parameter| parameter.name).collect();
            return Err(Error::ParameterCount { expected, given: given.len() });
        }
        let mut all = Self { params: [NONE; MOST_PARAMETERS], symbols: None };
        let mut given = given.iter();
        let mut width = None;
        for ((place, parameter), value) in info.parameters.iter().enumerate().zip(values) {
            let param = match value {
                Some(value) => value.as_param(),
                None => given.next().copied().unwrap_or(NONE),
            };
            let expected = parameter.shape.width(param.width, &mut width);
            if expected == 0 {
                return Err(ProbabilityError::Empty.into());
            }
            let numbers = param.values.len();
            let is_whole = if param.per_symbol { numbers % expected == 0 } else { numbers == expected };
            if param.width != expected || !is_whole {
                let given = if param.width != expected { param.width } else { numbers };
                return Err(Error::Width { name: parameter.name, expected, given });
            }
            if let Some(given) = param.symbols() {
                let expected = *all.symbols.get_or_insert(given);
                if expected != given {
                    return Err(Error::Length { name: parameter.name, expected, given });
                }
            }
            all.params[place] = param;
        }
        Ok(all)
    }

    /// Checks that these are as many as the symbols.
    pub(crate) fn check_symbols(&self, info: &FamilyInfo, symbols: usize) -> Result<(), Error> {
        let Some(given) = self.symbols.filter(|&given| given != symbols) else { return Ok(()) };
        let mut names = info.parameters.iter().zip(&self.params);
        let name = names.find(|(_, param)| param.per_symbol).map_or("", |(parameter, _)| parameter.name);
        Err(Error::Length { name, expected: symbols, given })
    }

    /// The parameter at a place. The family has it, so that it is there.
    #[inline]
    pub(crate) fn get(&self, place: usize) -> Param<'a> {
        self.params[place]
    }

    /// All of them in order.
    #[inline]
    pub(crate) fn all(&self) -> [Param<'a>; MOST_PARAMETERS] {
        self.params
    }

    /// The same, all of which are the same for all symbols, as those that one symbol has of its own.
    pub(crate) fn of_one(&self) -> Self {
        Self { params: self.params.map(|param| Param { per_symbol: true, ..param }), symbols: Some(1) }
    }

    /// Those of some of the symbols.
    #[inline]
    pub(crate) fn slice(&self, symbols: Range<usize>) -> Self {
        if self.symbols == Some(symbols.len()) {
            return *self;
        }
        Self { params: self.params.map(|param| param.slice(symbols.clone())), symbols: Some(symbols.len()) }
    }
}

/// Checks that fixed parameters are those of the family, numbers are alone, and vectors as long as each other.
#[inline]
pub(crate) fn check_shapes(info: &FamilyInfo, values: &Values) -> Result<(), Error> {
    let parameters = info.parameters;
    if values[parameters.len()..].iter().any(Option::is_some) {
        let expected = parameters.iter().map(|parameter| parameter.name).collect();
        return Err(Error::ParameterCount { expected, given: values.iter().flatten().count() });
    }
    let mut width = None;
    for (parameter, value) in parameters.iter().zip(values) {
        let Some(value) = value else { continue };
        let given = value.as_floats().len();
        let expected = parameter.shape.width(given, &mut width);
        if given != expected {
            return Err(Error::Width { name: parameter.name, expected, given });
        }
    }
    Ok(())
}

/// Does something with the fixed parameters, and ones in the place of those that are still to come.
pub(crate) fn with_ones<T>(info: &FamilyInfo, values: &Values, run: impl FnOnce(Params<'_>) -> T) -> Option<T> {
    let width = values.iter().flatten().map(|value| value.as_floats().len()).max()?;
    let ones = vec![1.0; width];
    let mut all = Params::fixed(values);
    for ((param, value), parameter) in all.params.iter_mut().zip(values).zip(info.parameters) {
        if value.is_none() {
            let width = if parameter.shape == Shape::Vector { width } else { 1 };
            *param = Param { values: FloatSlice::F64(&ones[..width]), width, per_symbol: false };
        }
    }
    Some(run(all))
}
