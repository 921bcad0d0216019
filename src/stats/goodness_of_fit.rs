//! Whether a sample follows a distribution, or two samples the same one.

mod kolmogorov;
mod kolmogorov_smirnov;
mod shapiro_wilk;

pub use kolmogorov_smirnov::{
    KolmogorovSmirnov, KolmogorovSmirnovMethod, one_sample_kolmogorov_smirnov, two_sample_kolmogorov_smirnov,
};
pub use shapiro_wilk::{ShapiroWilk, shapiro_wilk_test};
