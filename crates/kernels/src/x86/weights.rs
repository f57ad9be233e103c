//! Weights of rows: the plain loops, compiled for the instructions of a level.

use super::{Avx2, Avx512};
use crate::weights::Job;

macro_rules! run {
    ($token:ident $run:ident $features:literal $doc:literal) => {
        impl $token {
            #[doc = $doc]
            #[inline]
            pub(crate) fn $run<J: Job>(self, job: J) -> J::Output {
                #[target_feature(enable = $features)]
                fn run<J: Job>(job: J) -> J::Output {
                    job.run()
                }
                // SAFETY: `self` exists, so that `detect` found the features that the function needs.
                unsafe { run(job) }
            }
        }
    };
}
run!(Avx2 run "avx2" "Runs a job that is compiled for this level.");
run!(Avx512 run "avx512f,avx512bw,avx512dq,avx512vl" "Runs a job that is compiled for this level.");
run!(Avx512 run_narrow "avx2" "Runs a job that is compiled for AVX2, which is ten times faster for maxima of integers.");
