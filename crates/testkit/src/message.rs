//! Symbols with their models.

use constriction_core::EncoderModel;
use constriction_models::Categorical;

/// A sequence of symbols, each with a model that can code it.
#[derive(Clone, Debug)]
pub struct Message<const P: u32> {
    /// The symbols.
    pub symbols: Vec<usize>,
    /// Their models.
    pub models: Vec<Categorical<P>>,
}

impl<const P: u32> Message<P> {
    /// The symbols with their models, front to back.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (usize, &Categorical<P>)> + ExactSizeIterator + Clone {
        self.symbols.iter().copied().zip(&self.models)
    }

    /// The number of symbols.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether there is no symbol.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// The sum of the symbols' information contents in bits.
    pub fn information_content(&self) -> f64 {
        self.pairs()
            .map(|(symbol, model)| {
                let prob = model.interval(&symbol).expect("a message's models know its symbols").prob;
                f64::from(P) - f64::from(prob.get()).log2()
            })
            .sum()
    }
}
