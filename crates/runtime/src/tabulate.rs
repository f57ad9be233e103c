//! Replaces a model that is used often by its table.
//!
//! A quantised distribution evaluates its cumulative distribution function for each symbol. Once a model has coded about as many
//! symbols as its support has, a table would have cost no more, and each further symbol is a cheap look-up. The bits are the
//! same.

use core::ops::RangeInclusive;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use constriction_models::dynamic::{DynModel, OffsetTable, Table};

use crate::concrete::{ConcreteModel, TableModel};
use crate::{Options, ZeroProbability};

/// Supports that are larger have no table.
const LARGEST: usize = 1 << 16;
/// Tables that take longer, in the time of a symbol of a common model, are not made, as that could not be interrupted.
const LONGEST: usize = 1 << 21;

/// The table of a model, from the time on when it pays.
#[derive(Debug, Default)]
pub(crate) struct Tabulation {
    /// How many symbols were coded so far, about: it does not matter if two threads count one.
    uses: AtomicUsize,
    /// `None` if there can be no table. In a box, as models that are made for one symbol never have one.
    table: OnceLock<Option<Box<ConcreteModel>>>,
}

impl Clone for Tabulation {
    /// A copy has to earn its own table.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tabulation {
    /// The table, if it has been built, otherwise the model itself, to code this many symbols.
    #[inline]
    pub(crate) fn best<'a>(&'a self, model: &'a ConcreteModel, options: &Options, symbols: usize) -> &'a ConcreteModel {
        if let Some(table) = self.table.get() {
            return table.as_deref().unwrap_or(model);
        }
        let uses = self.uses.load(Ordering::Relaxed).saturating_add(symbols);
        self.uses.store(uses, Ordering::Relaxed);
        // Models that are made for one symbol need not know when a table pays.
        if uses == 1 {
            return model;
        }
        self.after(model, options, uses)
    }

    #[inline(never)]
    fn after<'a>(&'a self, model: &'a ConcreteModel, options: &Options, uses: usize) -> &'a ConcreteModel {
        if uses < least_uses(model) {
            return model;
        }
        let table = self.table.get_or_init(|| tabulate(model, options).map(Box::new));
        table.as_deref().unwrap_or(model)
    }
}

/// The model, or its table, whichever takes less time to code this many symbols.
pub(crate) fn tabulated(model: ConcreteModel, options: &Options, symbols: usize) -> ConcreteModel {
    let table = if symbols < least_uses(&model) { None } else { tabulate(&model, options) };
    table.unwrap_or(model)
}

/// The number of symbols from which on a table pays, if there can be one.
fn least_uses(model: &ConcreteModel) -> usize {
    let (min, max) = model.support().into_inner();
    let size = usize::try_from(i64::from(max) - i64::from(min) + 1).unwrap_or(usize::MAX);
    match model {
        // All left ends at once take less time than each of them alone.
        ConcreteModel::Row(_) => size / 4,
        _ => size.min(LARGEST),
    }
}

/// Whether there is memory for a table, without which all works as well.
fn has_room(support: &RangeInclusive<i32>) -> bool {
    /// Of each symbol: its left end, its weight, and what it takes to compute them.
    const BYTES: usize = 64;
    let size = support.end().abs_diff(*support.start()) as usize;
    Vec::<u8>::new().try_reserve_exact(size.saturating_mul(BYTES)).is_ok()
}

fn tabulate(model: &ConcreteModel, options: &Options) -> Option<ConcreteModel> {
    let support = model.support();
    if !has_room(&support) {
        return None;
    }
    let table = match model {
        ConcreteModel::Row(row) => row.to_table()?,
        model if model.is_looked_up() => return None,
        model => {
            let size = support.end().abs_diff(*support.start()) as usize + 1;
            if size > LARGEST || size * model.cost() > LONGEST {
                return None;
            }
            let weights = support.clone().map(|symbol| Some(model.interval(symbol)?.prob.get()));
            Table::from_weights(&weights.collect::<Option<Vec<u32>>>()?, options.precision).ok()?
        }
    };
    let zeros = match options.zero_probability {
        ZeroProbability::Strict => support.clone().map(|symbol| model.has_zero_mass(symbol)).collect(),
        ZeroProbability::Leaky | ZeroProbability::Escape => Box::default(),
    };
    let table = OffsetTable::new(table, *support.start())?;
    Some(ConcreteModel::Table(TableModel { table, zeros }.into()))
}
