//! Samples of a signal: each is predicted from those before it.
//!
//! The predictions are those of a constant, of a straight line and of a parabola through the last samples, and one
//! between the first two; what is used is their blend. The model is a Laplace distribution around it, as wide as the
//! errors have been of late.
//!
//! # References
//! Robinson, "Shorten: simple lossless and near-lossless waveform compression", Cambridge University, technical report
//! CUED/F-INFENG/TR.156, 1994

use constriction::stream::model::{Laplace, LeakyQuantizer, ParameterError};
use constriction::stream::{Decode, Encode};

use super::Error;
use super::adaptive::{Scales, blend};
use super::coder::{PutError, TakeError};
use super::container::{Codec, Input, put_number};

/// Samples of 16 bits. Its header is their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Samples(pub(super) Vec<i16>);

impl Samples {
    /// The samples in little-endian bytes, of which there must be an even number.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (pairs, rest) = bytes.as_chunks();
        rest.is_empty().then(|| Self(pairs.iter().map(|&pair| i16::from_le_bytes(pair)).collect()))
    }

    /// The mean and the scale of the Laplace distribution of each sample.
    pub(super) fn parameters(&self) -> (Vec<f64>, Vec<f64>) {
        let mut predictor = Predictor::default();
        let parameters = self.0.iter().map(|&sample| {
            let parameters = predictor.parameters();
            predictor.learn(sample);
            parameters
        });
        parameters.unzip()
    }

    fn quantizer() -> LeakyQuantizer<i16, 24> {
        LeakyQuantizer::new(i16::MIN..=i16::MAX)
    }
}

impl Codec for Samples {
    const NAME: &'static str = "Laplace";
    const TAG: u8 = 3;
    type Header = usize;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn header(&self) -> usize {
        self.0.len()
    }

    fn write_header(&len: &usize, output: &mut Vec<u8>) {
        put_number(len, output);
    }

    fn read_header(input: &mut Input<'_>, max_len: usize) -> Result<usize, Error> {
        input.number(max_len)
    }

    fn encode<E: Encode<Error = PutError>>(&self, _: &usize, encoder: &mut E) -> Result<(), Error> {
        let mut predictor = Predictor::default();
        let mut models = Vec::with_capacity(self.0.len());
        for &sample in &self.0 {
            models.push(predictor.predict()?);
            predictor.learn(sample);
        }
        let models = models.into_iter().map(|laplace| Self::quantizer().quantize(laplace));
        Ok(encoder.encode_in_order(self.0.iter().copied().zip(models))?)
    }

    fn decode<D: Decode<Error = TakeError>>(&len: &usize, decoder: &mut D) -> Result<Self, Error> {
        let mut predictor = Predictor::default();
        let mut samples = Vec::new();
        while samples.len() < len {
            let sample = decoder.decode_symbol(Self::quantizer().quantize(predictor.predict()?))?;
            predictor.learn(sample);
            samples.push(sample);
        }
        Ok(Self(samples))
    }
}

/// What is known of the samples so far.
#[derive(Debug, Default)]
struct Predictor {
    /// The last three samples, the last one first.
    last: [f64; 3],
    /// What was predicted, by each predictor and together.
    predictions: [f64; 4],
    mean: f64,
    /// The squared errors of each predictor, added up; older ones fade.
    penalties: [f64; 4],
    /// The absolute errors of late, and over a longer time.
    fast: f64,
    slow: f64,
    level: usize,
    scales: Scales,
}

impl Predictor {
    /// The model of the next sample.
    fn predict(&mut self) -> Result<Laplace, ParameterError> {
        let (mean, scale) = self.parameters();
        Laplace::new(mean, scale)
    }

    /// The mean and the scale of that model.
    fn parameters(&mut self) -> (f64, f64) {
        let [a, b, c] = self.last;
        self.predictions = [a, 1.5 * a - 0.5 * b, 2.0 * a - b, 3.0 * (a - b) + c];
        self.mean = blend(&self.predictions, &self.penalties).clamp(i16::MIN.into(), i16::MAX.into());
        self.level = self.scales.level(0.7 * self.fast + 0.3 * self.slow);
        (self.mean, self.scales.get(self.level))
    }

    /// Sees what the sample was.
    fn learn(&mut self, sample: i16) {
        let sample = f64::from(sample);
        for (penalty, prediction) in self.penalties.iter_mut().zip(self.predictions) {
            *penalty = 0.9 * *penalty + (sample - prediction) * (sample - prediction);
        }
        let error = (sample - self.mean).abs();
        self.fast = 0.7 * self.fast + 0.3 * error;
        self.slow = 0.95 * self.slow + 0.05 * error;
        self.scales.learn(self.level, error);
        let [a, b, _] = self.last;
        self.last = [sample, a, b];
    }
}
