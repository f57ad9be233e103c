//! `TextReader`: reads the text of a model piece by piece.

use core::str::FromStr;
use std::sync::Arc;

use constriction_models::{Bf16, F16, Half};

use crate::{ParseError, Value};

/// The value of an argument.
pub(crate) enum Literal<'a> {
    Number(f64),
    Numbers(Vec<f64>),
    Vector(Value),
    Tables(Vec<Vec<f64>>),
    Bool(bool),
    Text(&'a str),
}

impl Literal<'_> {
    pub(crate) fn into_value(self) -> Option<Value> {
        match self {
            Self::Number(number) => Some(number.into()),
            Self::Numbers(numbers) => Some(Value::F64(numbers.into())),
            Self::Vector(value) => Some(value),
            _ => None,
        }
    }
}

/// Reads a text from its start to its end. Nothing here can panic: the messages of panics would add 3 kB to the download.
pub(crate) struct TextReader<'a> {
    text: &'a str,
    /// In bytes.
    pub(crate) offset: usize,
}

impl<'a> TextReader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    pub(crate) fn error(&self) -> ParseError {
        ParseError::Syntax { offset: self.offset }
    }

    /// The rest of the text, without leading spaces.
    pub(crate) fn rest(&mut self) -> &'a str {
        let rest = self.text.get(self.offset..).unwrap_or_default().trim_start_matches(' ');
        self.offset = self.text.len() - rest.len();
        rest
    }

    /// Takes a piece of text if it comes next.
    pub(crate) fn take(&mut self, piece: &str) -> bool {
        let is_next = self.rest().starts_with(piece);
        if is_next {
            self.offset += piece.len();
        }
        is_next
    }

    pub(crate) fn expect(&mut self, piece: &str) -> Result<(), ParseError> {
        if self.take(piece) { Ok(()) } else { Err(self.error()) }
    }

    /// Takes as many characters as there are of a kind.
    fn take_while(&mut self, is_of_kind: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !is_of_kind(c)).unwrap_or(rest.len());
        self.offset += end;
        rest.get(..end).unwrap_or_default()
    }

    pub(crate) fn word(&mut self) -> &'a str {
        self.take_while(|c| c.is_ascii_alphanumeric() || c == '_')
    }

    fn number<T: FromStr>(&mut self) -> Result<T, ParseError> {
        let before = self.offset;
        let digits = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        digits.parse().map_err(|_| ParseError::Syntax { offset: before })
    }

    fn list<T>(&mut self, entry: impl Fn(&mut Self) -> Result<T, ParseError>) -> Result<Vec<T>, ParseError> {
        self.expect("[")?;
        let mut list = Vec::new();
        while !self.take("]") {
            list.push(entry(self)?);
            if !self.take(",") && !self.rest().starts_with(']') {
                return Err(self.error());
            }
        }
        Ok(list)
    }

    /// Numbers of a type of lower precision, up to the end of the parentheses around them.
    fn numbers<T>(&mut self, number: impl Fn(f32) -> Option<T>) -> Result<Arc<[T]>, ParseError> {
        let numbers = self.list(|reader| {
            let before = reader.offset;
            number(reader.number()?).ok_or(ParseError::Syntax { offset: before })
        })?;
        self.expect(")")?;
        Ok(numbers.into())
    }

    pub(crate) fn literal(&mut self) -> Result<Literal<'a>, ParseError> {
        if self.take("True") {
            Ok(Literal::Bool(true))
        } else if self.take("False") {
            Ok(Literal::Bool(false))
        } else if self.take("'") {
            let text = self.take_while(|c| c != '\'');
            self.expect("'")?;
            Ok(Literal::Text(text))
        } else if self.take("float32(") {
            Ok(Literal::Vector(Value::F32(self.numbers(Some)?)))
        } else if self.take("float16(") {
            Ok(Literal::Vector(Value::F16(self.numbers(F16::from_f32)?)))
        } else if self.take("bfloat16(") {
            Ok(Literal::Vector(Value::Bf16(self.numbers(Bf16::from_f32)?)))
        } else if self.rest().starts_with("[[") {
            Ok(Literal::Tables(self.list(|reader| reader.list(Self::number))?))
        } else if self.rest().starts_with('[') {
            Ok(Literal::Numbers(self.list(Self::number)?))
        } else {
            Ok(Literal::Number(self.number()?))
        }
    }
}
