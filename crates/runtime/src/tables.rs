//! Makes tables of cumulative probabilities from weights, and returns the tables that a model has.

use constriction_models::ProbabilityError;
use constriction_models::dynamic::{DynModel, Table};

use crate::progress::report;
use crate::spec::{ModelSpec, Options};
use crate::{Error, Family, Progress};

/// Supports that are larger have no table.
const LARGEST: usize = 1 << 24;
/// The number of symbols between two reports, of models that take no longer than a common one.
const CHUNK: usize = 1 << 12;

impl ModelSpec {
    /// Tables of frequencies or probabilities of any sum, each with the smallest of its symbols. They are quantised with
    /// the smallest possible relative entropy to them, and every symbol gets a probability of at least `2^-precision`.
    ///
    /// # Errors
    /// If one of the rows is not a valid table, or has symbols above `i32::MAX`, or the precision is not 1 to 32 bits, or the
    /// progress, which is told the number of tables, stops it.
    pub fn tables_of_weights<'a>(
        rows: impl IntoIterator<Item = (&'a [f64], i32)>,
        options: Options,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Error> {
        let table = |(number, (weights, offset)): (usize, (&[f64], i32))| {
            report(progress, number)?;
            let table = Table::perfect_watched(weights, options.precision, &mut || progress(number));
            let table = table.map_err(|error| match error {
                ProbabilityError::Interrupted => Error::Interrupted,
                error => Error::Table { table: number, error },
            })?;
            Ok((table.ends().to_vec(), offset))
        };
        let tables = rows.into_iter().enumerate().map(table).collect::<Result<Vec<(Vec<u32>, i32)>, Error>>()?;
        Self::tables(tables.iter().map(|(ends, offset)| (&ends[..], *offset)), options)
    }

    /// The intervals of a model that has all its parameters as the ends of a table, and its smallest symbol.
    ///
    /// # Errors
    /// If the model lacks parameters, or its support is too large for a table, or the progress, which is told the number of
    /// symbols, stops it.
    pub fn to_table(&self, progress: &mut Progress<'_>) -> Result<(Vec<u32>, i32), Error> {
        let lacking: Vec<&'static str> = self.free_parameters().map(|parameter| parameter.name).collect();
        let Some(support) = self.support().filter(|_| lacking.is_empty()) else {
            return Err(Error::ParameterCount { expected: lacking, given: 0 });
        };
        let min = *support.start();
        let symbols = usize::try_from(i64::from(*support.end()) - i64::from(min) + 1).unwrap_or(usize::MAX);
        let too_many = ProbabilityError::TooMany { symbols, precision: self.options().precision };
        if symbols > LARGEST {
            return Err(too_many.into());
        }
        let model = self.concrete_for(1).ok_or(Error::Corrupt)?;
        let (mut ends, mut end) = (Vec::with_capacity(symbols + 1), 0);
        let chunk = (CHUNK / model.cost()).max(1);
        for symbol in support {
            if ends.len() % chunk == 0 {
                report(progress, ends.len())?;
            }
            ends.push(end);
            end = model.interval(symbol).map_or(end, |interval| interval.right() as u32);
        }
        ends.push(end);
        Ok((ends, min))
    }

    /// The table with a number of the family `CdfTable`: the ends of its intervals, the last of which can be `2^32`, and
    /// its smallest symbol.
    pub fn table(&self, number: usize) -> Option<(Vec<u64>, i32)> {
        let table = self.offset_tables().nth(number)?;
        Some((table.table().cumulative().collect(), table.offset()))
    }

    /// How many tables there are, of the family `CdfTable`.
    pub fn table_count(&self) -> Option<usize> {
        (self.family() == Family::CdfTable).then(|| self.offset_tables().count())
    }
}
