//! Elements coded by a Gaussian, a Laplace or a Cauchy distribution that is fitted to them.
//!
//! Tables cost some bytes for each symbol that occurs; the parameters of a distribution are eight bytes. So this is for
//! short arrays of integers, or of the errors of a prediction.

use constriction_ans::{Decode, DefaultAnsCoder};
use constriction_models::{Cauchy, Gaussian, Laplace, LeakyQuantizer};

use crate::grid::Grid;
use crate::number::{Input, write_number};
use crate::predict::Predictor;
use crate::tokens::Tokens;
use crate::word::{Word, half, unzigzag, zigzag};
use crate::{AutoError, Layout};

/// The most symbols of a model. Larger supports cost too much probability.
const LARGEST: i64 = 1 << 20;

/// The families, in the order of their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Gaussian,
    Laplace,
    Cauchy,
}

impl Family {
    const ALL: [Self; 3] = [Self::Gaussian, Self::Laplace, Self::Cauchy];
}

/// A distribution over an interval of integers.
#[derive(Clone, Copy, Debug)]
struct Fitted {
    family: Family,
    min: i32,
    max: i32,
    location: f32,
    scale: f32,
}

/// Runs code with the model of a fitted distribution of any family; `None` if the parameters are not valid.
macro_rules! with_model {
    ($fitted:expr, $model:ident => $do:expr) => {{
        let Fitted { family, min, max, location, scale } = $fitted;
        let (location, scale) = (f64::from(location), f64::from(scale));
        let quantizer = LeakyQuantizer::<i32, 24>::try_new(min..=max).ok();
        match family {
            Family::Gaussian => {
                with_model!(quantizer, Gaussian::new(location, scale).ok(), $model => $do)
            }
            Family::Laplace => {
                with_model!(quantizer, Laplace::new(location, scale).ok(), $model => $do)
            }
            Family::Cauchy => {
                with_model!(quantizer, Cauchy::new(location, scale).ok(), $model => $do)
            }
        }
    }};
    ($quantizer:expr, $distribution:expr, $model:ident => $do:expr) => {
        match ($quantizer, $distribution) {
            (Some(quantizer), Some(distribution)) => {
                let $model = quantizer.quantize(distribution);
                Some($do)
            }
            _ => None,
        }
    };
}

impl Fitted {
    /// The distributions that suit these symbols, of which there is at least one.
    fn of(symbols: &[i32]) -> Option<[Self; 3]> {
        let mut sorted = symbols.to_vec();
        sorted.sort_unstable();
        let (&min, &max) = (sorted.first()?, sorted.last()?);
        let quartile = |quarters: usize| f64::from(sorted[(sorted.len() - 1) * quarters / 4]);
        let mean_of = |value: &dyn Fn(f64) -> f64| {
            symbols.iter().map(|&symbol| value(symbol.into())).sum::<f64>() / symbols.len() as f64
        };
        let mean = mean_of(&|x| x);
        let std = mean_of(&|x| (x - mean) * (x - mean)).sqrt();
        let median = quartile(2);
        let deviation = mean_of(&|x| (x - median).abs());
        let fitted = |family, location: f64, scale: f64| Self {
            family,
            min,
            max,
            location: location as f32,
            // What lies within one symbol is one symbol.
            scale: scale.max(0.1) as f32,
        };
        Some([
            fitted(Family::Gaussian, mean, std),
            fitted(Family::Laplace, median, deviation),
            fitted(Family::Cauchy, median, (quartile(3) - quartile(1)) / 2.0),
        ])
    }

    /// The words of symbols, if all of them have an interval.
    fn encode(self, symbols: &[i32]) -> Option<Vec<u32>> {
        let mut coder = DefaultAnsCoder::new();
        let result = with_model!(self, model => coder.encode_iid_symbols_reverse(symbols, &model));
        result?.ok()?;
        Some(coder.into_words())
    }

    /// The inverse of [`encode`](Self::encode).
    fn decode(self, words: Vec<u32>, symbols: &mut [i32]) -> Result<(), AutoError> {
        let mut coder = DefaultAnsCoder::from_compressed(words).map_err(|_| AutoError::Corrupt)?;
        let result = with_model!(self, model => coder.decode_into(symbols, core::iter::repeat(&model)));
        result.ok_or(AutoError::Corrupt)?.map_err(|_| AutoError::Corrupt)?;
        if coder.is_empty() { Ok(()) } else { Err(AutoError::Corrupt) }
    }
}

/// An element after the prediction as a number with a sign.
#[inline]
fn signed<T: Word>(value: T, predictor: Predictor) -> i64 {
    let value = if predictor == Predictor::None { value.sub(half()) } else { unzigzag(value) };
    let unused = 64 - T::BITS;
    ((value.to_u64() << unused) as i64) >> unused
}

/// The inverse of [`signed`].
#[inline]
fn unsigned<T: Word>(number: i64, predictor: Predictor) -> T {
    let value = T::from_u64(number as u64);
    if predictor == Predictor::None { value.add(half()) } else { zigzag(value) }
}

/// Appends elements, compressed, or returns false if they are too far apart.
pub(crate) fn encode<T: Word>(tokens: &Tokens, data: &[u8], layout: Layout, out: &mut Vec<u8>) -> bool {
    let (_, values) = tokens.predicted::<T>(data, layout);
    let numbers: Vec<i64> = values.iter().map(|&value| signed(value, tokens.predictor)).collect();
    let (min, max) = (numbers.iter().min(), numbers.iter().max());
    let is_narrow = min
        .zip(max)
        .is_some_and(|(&min, &max)| i32::try_from(min).is_ok() && i32::try_from(max).is_ok() && max - min < LARGEST);
    if !is_narrow {
        return false;
    }
    let symbols: Vec<i32> = numbers.iter().map(|&number| number as i32).collect();
    let all = Fitted::of(&symbols).into_iter().flatten();
    let coded = all.filter_map(|fitted| Some((fitted, fitted.encode(&symbols)?)));
    let Some((fitted, words)) = coded.min_by_key(|(_, words)| words.len()) else { return false };
    out.extend_from_slice(&[tokens.map.code(), tokens.predictor.code(), u8::from(tokens.has_differences)]);
    out.push(fitted.family as u8);
    write_number(zigzag(i64::from(fitted.min) as u64), out);
    write_number((i64::from(fitted.max) - i64::from(fitted.min)) as u64, out);
    out.extend_from_slice(&fitted.location.to_le_bytes());
    out.extend_from_slice(&fitted.scale.to_le_bytes());
    words.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    true
}

/// Decodes elements.
pub(crate) fn decode<T: Word>(input: &mut Input<'_>, layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
    let count = out.len() / (T::BITS / 8) as usize;
    let tokens = Tokens::read_map(input)?;
    let grid = Grid::new(layout, count);
    let family = *Family::ALL.get(usize::from(input.byte()?)).ok_or(AutoError::Corrupt)?;
    let min = unzigzag(input.number()?) as i64;
    let max = i64::try_from(input.number()?).ok().and_then(|size| min.checked_add(size)).ok_or(AutoError::Corrupt)?;
    let limit = 1i64 << (T::BITS.min(32) - 1);
    let is_possible = min >= -limit && max < limit && max - min < LARGEST && tokens.is_known::<T>(grid, count);
    if !is_possible {
        return Err(AutoError::Corrupt);
    }
    let mut float = || Ok::<_, AutoError>(f32::from_le_bytes(input.array()?));
    let fitted = Fitted { family, min: min as i32, max: max as i32, location: float()?, scale: float()? };
    let (words, rest) = input.bytes(input.0.len())?.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(AutoError::Corrupt);
    }
    let mut symbols = vec![0; count];
    fitted.decode(words.iter().map(|&word| u32::from_le_bytes(word)).collect(), &mut symbols)?;
    let values = symbols.into_iter().map(|symbol| unsigned::<T>(symbol.into(), tokens.predictor)).collect();
    tokens.restore(grid, values, out);
    Ok(())
}
