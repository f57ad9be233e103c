//! All parameters of a call: those that are fixed with the model, and those that come with the call.

use constriction_models::ProbabilityError;

use crate::family::MOST_PARAMETERS;
use crate::{Argument, Error, ModelSpec, Parameter, Shape, Value};

/// The parameters of a family in order, and how many symbols they are for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved<'a> {
    arguments: [Argument<'a>; MOST_PARAMETERS],
    /// The number of symbols, if one of the parameters is not the same for all.
    pub(crate) symbols: Option<usize>,
}

const NONE: Argument<'static> = Argument { values: crate::Floats::F64(&[]), width: 0, is_each: false };

impl<'a> Resolved<'a> {
    /// The parameter at a place. The family has it, so that it is there.
    pub(crate) fn get(&self, place: usize) -> Argument<'a> {
        self.arguments[place]
    }

    /// Those of one symbol alone.
    #[cfg(target_family = "wasm")]
    pub(crate) fn only(&self, symbol: usize) -> Self {
        let of = |argument: Argument<'a>| Argument {
            values: argument.of(symbol..symbol + 1),
            width: argument.width,
            is_each: false,
        };
        Self { arguments: self.arguments.map(of), symbols: None }
    }

    /// The number at a place, where it is the same for all.
    #[inline]
    pub(crate) fn number(&self, place: usize) -> f64 {
        self.arguments[place].number(0)
    }
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

impl ModelSpec {
    /// The parameters that come with each call, in order.
    #[inline]
    pub fn free_parameters(&self) -> impl Iterator<Item = &'static Parameter> + '_ {
        let parameters = self.family.info().parameters.iter();
        parameters.zip(&self.values).filter(|(_, value)| value.is_none()).map(|(parameter, _)| parameter)
    }

    /// The fixed parameters, with nothing in the place of those that come with calls.
    #[inline]
    pub(crate) fn fixed(&self) -> Resolved<'_> {
        let mut arguments = [NONE; MOST_PARAMETERS];
        for (argument, value) in arguments.iter_mut().zip(&self.values) {
            *argument = value.as_ref().map_or(NONE, Value::as_argument);
        }
        Resolved { arguments, symbols: None }
    }

    /// Puts the parameters of a call beside those that are fixed.
    ///
    /// # Errors
    /// If there are more or less than the model lacks, or they are for different numbers of symbols.
    pub(crate) fn resolve<'a>(&'a self, given: &[Argument<'a>]) -> Result<Resolved<'a>, Error> {
        let lacking = self.free_parameters().count();
        if lacking != given.len() {
            let expected = self.free_parameters().map(|parameter| parameter.name).collect();
            return Err(Error::ParameterCount { expected, given: given.len() });
        }
        let mut resolved = self.fixed();
        let mut given = given.iter();
        let mut width = None;
        for ((place, parameter), value) in self.family.info().parameters.iter().enumerate().zip(&self.values) {
            let argument = match value {
                Some(value) => value.as_argument(),
                None => given.next().copied().unwrap_or(NONE),
            };
            let expected = parameter.shape.width(argument.width, &mut width);
            if expected == 0 {
                return Err(ProbabilityError::Empty.into());
            }
            let rest = argument.values.len() % expected;
            let is_whole = if argument.is_each { rest == 0 } else { argument.values.len() == expected };
            if argument.width != expected || !is_whole {
                let given = if argument.width != expected { argument.width } else { argument.values.len() };
                return Err(Error::Width { name: parameter.name, expected, given });
            }
            if let Some(given) = argument.symbols() {
                let expected = *resolved.symbols.get_or_insert(given);
                if expected != given {
                    return Err(Error::Length { name: parameter.name, expected, given });
                }
            }
            resolved.arguments[place] = argument;
        }
        Ok(resolved)
    }

    /// Checks that the fixed parameters are those of the family, numbers are alone, and vectors as long as each other.
    pub(crate) fn check_shapes(&self) -> Result<(), Error> {
        let parameters = self.family.info().parameters;
        if self.values[parameters.len()..].iter().any(Option::is_some) {
            let expected = parameters.iter().map(|parameter| parameter.name).collect();
            return Err(Error::ParameterCount { expected, given: self.values.iter().flatten().count() });
        }
        let mut width = None;
        for (parameter, value) in parameters.iter().zip(&self.values) {
            let Some(value) = value else { continue };
            let given = value.as_floats().len();
            let expected = parameter.shape.width(given, &mut width);
            if given != expected {
                return Err(Error::Width { name: parameter.name, expected, given });
            }
        }
        Ok(())
    }

    /// Checks the parameters that are fixed where others are still to come.
    pub(crate) fn check_fixed(&self) -> Result<(), Error> {
        let width = self.values.iter().flatten().map(|value| value.as_floats().len()).max();
        let Some(width) = width else { return Ok(()) };
        let ones = vec![1.0; width];
        let mut resolved = self.fixed();
        for ((argument, value), parameter) in
            resolved.arguments.iter_mut().zip(&self.values).zip(self.family.info().parameters)
        {
            if value.is_none() {
                let width = if parameter.shape == Shape::Vector { width } else { 1 };
                *argument = Argument { values: crate::Floats::F64(&ones[..width]), width, is_each: false };
            }
        }
        crate::ready::Ready::new(self, &resolved).map(drop)
    }
}
