//! One grouping factor with few effects: sums over its levels without a matrix of its own for each.

use libm::{log, sqrt};
use nalgebra::{DMatrix, DVector};

use super::blocks::Blocks;
use super::parts::{Effects, Modes, Parts, Residuals, Sums};
use super::random::{Direction, RandomEffects};
use super::{Basis, Estimation};

/// A matrix of the effects of a level.
type Square<const Q: usize> = [[f64; Q]; Q];

/// The values of one grouping factor with `Q` effects, level by level.
///
/// The products of the columns are taken once; an evaluation costs the square of their number for each level, and the
/// directions are applied to sums over all levels, as they are the same everywhere.
#[derive(Debug, Clone)]
struct Levels<const Q: usize> {
    /// `Z′Z` of each level.
    random: Vec<Square<Q>>,
    /// `Z′(X, y)` of each level, effect by effect.
    mixed: Vec<f64>,
    /// `(X, y)′(X, y)` of all values.
    fixed: DMatrix<f64>,
    width: usize,
    observations: usize,
}

/// The parts of a model's values: level by level where one factor has up to three effects, else in blocks.
pub(super) fn parts(basis: &Basis, terms: &[RandomEffects]) -> Box<dyn Parts> {
    match terms {
        [term] if term.effects() == 1 => Box::new(Levels::<1>::new(basis, term)),
        [term] if term.effects() == 2 => Box::new(Levels::<2>::new(basis, term)),
        [term] if term.effects() == 3 => Box::new(Levels::<3>::new(basis, term)),
        _ => Box::new(Blocks::new(basis, terms)),
    }
}

/// A level weighted by `H`.
struct Weighted<const Q: usize> {
    /// `Λ(I + Λ′Z′ZΛ)⁻¹Λ′`.
    conditional: Square<Q>,
    /// `|I + Λ′Z′ZΛ|`.
    determinant: f64,
}

/// Sums over the levels from which those along any direction follow.
struct Totals<const Q: usize> {
    /// `R = Z′HZ`.
    random: Square<Q>,
    /// `E = Z′Hee′HZ`.
    residual: Square<Q>,
    /// `P = Z′HXCX′HZ`.
    spread: Square<Q>,
    /// `R[b, c] M[d, a]` at `[b][c][d][a]` for `M` of `R`, `E` and `P`.
    products: [[[Square<Q>; Q]; Q]; 3],
    /// `X′Hz · z′HX` for each pair of effects.
    information: Vec<DMatrix<f64>>,
    /// `X′Hz · z′He` for each pair of effects.
    pulls: Vec<DVector<f64>>,
}

/// Products of determinants are kept below this between logarithms.
const LARGE: f64 = 1e100;

impl<const Q: usize> Levels<Q> {
    fn new(basis: &Basis, term: &RandomEffects) -> Self {
        let all = basis.with_response();
        let width = all.ncols();
        let mut random = vec![[[0.0; Q]; Q]; term.levels];
        let mut mixed = vec![0.0; term.levels * Q * width];
        for (row, &level) in term.group.iter().enumerate() {
            let effects: [f64; Q] = std::array::from_fn(|effect| term.design[(row, effect)]);
            for (a, &effect) in effects.iter().enumerate() {
                for (product, other) in random[level][a].iter_mut().zip(effects) {
                    *product += effect * other;
                }
                let own = &mut mixed[(level * Q + a) * width..(level * Q + a + 1) * width];
                for (column, product) in own.iter_mut().enumerate() {
                    *product += effect * all[(row, column)];
                }
            }
        }
        Self { random, mixed, fixed: all.tr_mul(&all), width, observations: basis.rows() }
    }

    /// `Z′(X, y)` of a level.
    fn mixed(&self, level: usize) -> &[f64] {
        &self.mixed[level * Q * self.width..(level + 1) * Q * self.width]
    }

    /// `Z′H(X, y)` of a level, effect by effect, and `Z′HZ`; the first into memory that is there.
    fn shrunk(&self, level: usize, weighted: &Weighted<Q>, into: &mut [f64]) -> Square<Q> {
        let random = &self.random[level];
        let shrink = multiplied(random, &weighted.conditional);
        let mixed = self.mixed(level);
        into.copy_from_slice(mixed);
        for (a, row) in shrink.iter().enumerate() {
            for (b, share) in row.iter().enumerate() {
                for column in 0..self.width {
                    into[a * self.width + column] -= share * mixed[b * self.width + column];
                }
            }
        }
        let taken = multiplied(&shrink, random);
        std::array::from_fn(|a| std::array::from_fn(|b| random[a][b] - 0.5 * (taken[a][b] + taken[b][a])))
    }

    /// Adds `M′KM` of a level to the upper triangle.
    fn add_explained(&self, level: usize, conditional: &Square<Q>, sums: &mut [f64], moved: &mut [f64]) {
        let (mixed, width) = (self.mixed(level), self.width);
        moved.fill(0.0);
        for (a, row) in conditional.iter().enumerate() {
            for (b, weight) in row.iter().enumerate() {
                for column in 0..width {
                    moved[a * width + column] += weight * mixed[b * width + column];
                }
            }
        }
        for first in 0..width {
            for second in first..width {
                let product = |effect: usize| mixed[effect * width + first] * moved[effect * width + second];
                sums[first * width + second] += (0..Q).map(product).sum::<f64>();
            }
        }
    }

    fn totals(&self, factor: &Square<Q>, effects: &Effects) -> Option<Totals<Q>> {
        let (width, columns) = (self.width, self.width - 1);
        let mut totals = Totals::new(columns);
        let mut shrunk = vec![0.0; Q * width];
        for level in 0..self.random.len() {
            let weighted = Weighted::new(&self.random[level], factor)?;
            let random = self.shrunk(level, &weighted, &mut shrunk);
            let fixed: [&[f64]; Q] = std::array::from_fn(|a| &shrunk[a * width..a * width + columns]);
            let residual: [f64; Q] = std::array::from_fn(|a| {
                shrunk[a * width + columns] - dot(fixed[a], effects.estimate.as_slice())
            });
            totals.add(&random, fixed, residual, &effects.covariance);
        }
        Some(totals)
    }
}

impl<const Q: usize> Weighted<Q> {
    fn new(random: &Square<Q>, factor: &Square<Q>) -> Option<Self> {
        let turned = transposed(factor);
        let mut inner = multiplied(&multiplied(&turned, random), factor);
        (0..Q).for_each(|a| inner[a][a] += 1.0);
        let lower = lower_triangle(&inner)?;
        // The columns of L⁻¹Λ′, so that K is symmetric to the last digit.
        let mut half = turned;
        for a in 0..Q {
            for column in 0..Q {
                let known: f64 = (0..a).map(|b| lower[a][b] * half[b][column]).sum();
                half[a][column] = (half[a][column] - known) / lower[a][a];
            }
        }
        let pivots: f64 = (0..Q).map(|a| lower[a][a]).product();
        Some(Self { conditional: multiplied(&transposed(&half), &half), determinant: pivots * pivots })
    }
}

impl<const Q: usize> Totals<Q> {
    fn new(columns: usize) -> Self {
        Self {
            random: [[0.0; Q]; Q],
            residual: [[0.0; Q]; Q],
            spread: [[0.0; Q]; Q],
            products: [[[[[0.0; Q]; Q]; Q]; Q]; 3],
            information: vec![DMatrix::zeros(columns, columns); Q * Q],
            pulls: vec![DVector::zeros(columns); Q * Q],
        }
    }

    fn add(&mut self, random: &Square<Q>, fixed: [&[f64]; Q], residual: [f64; Q], covariance: &DMatrix<f64>) {
        let mut spread = [[0.0; Q]; Q];
        let outer: Square<Q> = std::array::from_fn(|a| residual.map(|other| residual[a] * other));
        for a in 0..Q {
            for b in 0..Q {
                let information = self.information[a * Q + b].as_mut_slice();
                for (column, x) in fixed[b].iter().enumerate() {
                    let start = column * fixed[a].len();
                    let own = &mut information[start..start + fixed[a].len()];
                    own.iter_mut().zip(fixed[a]).for_each(|(sum, other)| *sum += x * other);
                    spread[a][b] += x * dot(covariance.column(column).as_slice(), fixed[a]);
                }
                let pulls = self.pulls[a * Q + b].as_mut_slice();
                pulls.iter_mut().zip(fixed[a]).for_each(|(sum, x)| *sum += x * residual[b]);
            }
        }
        for (sums, own) in
            [(&mut self.random, random), (&mut self.residual, &outer), (&mut self.spread, &spread)]
        {
            add(sums, own, 1.0);
        }
        for (products, own) in self.products.iter_mut().zip([random, &outer, &spread]) {
            for (products, weights) in products.iter_mut().zip(random) {
                products.iter_mut().zip(weights).for_each(|(sums, &weight)| add(sums, own, weight));
            }
        }
    }

    /// `Σ Dₖ[a, b] R[b, c] Dₗ[c, d] M[d, a]`.
    fn along(&self, which: usize, first: &DMatrix<f64>, second: &DMatrix<f64>) -> f64 {
        let products = &self.products[which];
        indices::<Q>()
            .flat_map(|(a, b)| indices::<Q>().map(move |(c, d)| (a, b, c, d)))
            .map(|(a, b, c, d)| first[(a, b)] * second[(c, d)] * products[b][c][d][a])
            .sum()
    }
}

impl<const Q: usize> Parts for Levels<Q> {
    fn observations(&self) -> usize {
        self.observations
    }

    fn columns(&self) -> usize {
        self.width - 1
    }

    fn effects(&self, factors: &[DMatrix<f64>]) -> Option<Effects> {
        let factor = square::<Q>(factors.first()?);
        let mut sums = vec![0.0; self.width * self.width];
        let mut moved = vec![0.0; Q * self.width];
        let (mut log_determinant, mut determinant) = (0.0, 1.0);
        for (level, random) in self.random.iter().enumerate() {
            let weighted = Weighted::new(random, &factor)?;
            self.add_explained(level, &weighted.conditional, &mut sums, &mut moved);
            determinant *= weighted.determinant;
            if determinant > LARGE {
                log_determinant += log(determinant);
                determinant = 1.0;
            }
        }
        log_determinant += log(determinant);
        let products = DMatrix::from_fn(self.width, self.width, |a, b| {
            self.fixed[(a, b)] - sums[a.min(b) * self.width + a.max(b)]
        });
        Effects::new(&products, log_determinant).filter(|_| log_determinant.is_finite())
    }

    fn sums(&self, factors: &[DMatrix<f64>], directions: &[Direction], at: Residuals<'_>) -> Option<Sums> {
        let totals = self.totals(&square::<Q>(factors.first()?), at.effects)?;
        let count = directions.len();
        let over = |matrix: &Square<Q>, direction: &Direction| -> f64 {
            indices::<Q>().map(|(a, b)| direction.change[(a, b)] * matrix[a][b]).sum()
        };
        let each = |matrix: &Square<Q>| {
            DVector::from_iterator(count, directions.iter().map(|direction| over(matrix, direction)))
        };
        let pairs = |which: usize| {
            DMatrix::from_fn(count, count, |k, l| {
                totals.along(which, &directions[k].change, &directions[l].change)
            })
        };
        let information = |direction: &Direction| {
            let parts =
                indices::<Q>().map(|(a, b)| &totals.information[a * Q + b] * direction.change[(a, b)]);
            parts.fold(DMatrix::zeros(self.columns(), self.columns()), |sum, part| sum + part)
        };
        let pull = |direction: &Direction| {
            let parts = indices::<Q>().map(|(a, b)| &totals.pulls[a * Q + b] * direction.change[(a, b)]);
            parts.fold(DVector::zeros(self.columns()), |sum, part| sum + part)
        };
        let with_spread = match at.estimation {
            Estimation::Reml => 1.0,
            Estimation::MaximumLikelihood => 0.0,
        };
        let slope = DMatrix::from_fn(Q, Q, |a, b| {
            totals.random[a][b] - totals.residual[a][b] / at.variance - with_spread * totals.spread[a][b]
        });
        Some(Sums {
            trace: each(&totals.random),
            residual: each(&totals.residual),
            traces: pairs(0),
            residuals: pairs(1),
            projections: pairs(2),
            information: directions.iter().map(information).collect(),
            pulls: DMatrix::from_columns(&directions.iter().map(pull).collect::<Vec<_>>()),
            slopes: vec![slope],
        })
    }

    fn curved_information(
        &self,
        factors: &[DMatrix<f64>],
        directions: &[Direction],
        covariance: &DMatrix<f64>,
    ) -> Option<DMatrix<f64>> {
        let factor = square::<Q>(factors.first()?);
        let (width, columns) = (self.width, self.width - 1);
        let mut shrunk = vec![0.0; Q * width];
        let mut sum = DMatrix::zeros(columns, columns);
        for level in 0..self.random.len() {
            let weighted = Weighted::new(&self.random[level], &factor)?;
            let random = self.shrunk(level, &weighted, &mut shrunk);
            let random = DMatrix::from_fn(Q, Q, |a, b| random[a][b]);
            let fixed = DMatrix::from_fn(Q, columns, |a, column| shrunk[a * width + column]);
            for (k, first) in directions.iter().enumerate() {
                let mut mixture = DMatrix::zeros(Q, Q);
                for (l, second) in directions.iter().enumerate() {
                    mixture += &second.change * covariance[(k, l)];
                }
                sum += fixed.tr_mul(&(&first.change * &random * mixture * &fixed));
            }
        }
        Some((&sum + sum.transpose()) * 0.5)
    }

    fn modes(&self, factors: &[DMatrix<f64>], effects: &Effects) -> Option<Modes> {
        let factor = square::<Q>(factors.first()?);
        let relative = multiplied(&factor, &transposed(&factor));
        let mut shrunk = vec![0.0; Q * self.width];
        let levels = self.random.len();
        let (mut modes, mut variances) = (DMatrix::zeros(levels, Q), DMatrix::zeros(levels, Q));
        for level in 0..levels {
            let weighted = Weighted::new(&self.random[level], &factor)?;
            self.shrunk(level, &weighted, &mut shrunk);
            for (b, own) in shrunk.chunks_exact(self.width).enumerate() {
                let residual = own[self.columns()] - dot(&own[..self.columns()], effects.estimate.as_slice());
                (0..Q).for_each(|a| modes[(level, a)] += relative[a][b] * residual);
                variances[(level, b)] = weighted.conditional[b][b];
            }
        }
        Some((vec![modes], vec![variances]))
    }
}

fn square<const Q: usize>(matrix: &DMatrix<f64>) -> Square<Q> {
    std::array::from_fn(|a| std::array::from_fn(|b| matrix[(a, b)]))
}

fn transposed<const Q: usize>(matrix: &Square<Q>) -> Square<Q> {
    std::array::from_fn(|a| std::array::from_fn(|b| matrix[b][a]))
}

fn multiplied<const Q: usize>(first: &Square<Q>, second: &Square<Q>) -> Square<Q> {
    std::array::from_fn(|a| std::array::from_fn(|b| (0..Q).map(|k| first[a][k] * second[k][b]).sum()))
}

fn add<const Q: usize>(sums: &mut Square<Q>, own: &Square<Q>, weight: f64) {
    for (sums, own) in sums.iter_mut().zip(own) {
        sums.iter_mut().zip(own).for_each(|(sum, value)| *sum += weight * value);
    }
}

fn dot(first: &[f64], second: &[f64]) -> f64 {
    first.iter().zip(second).map(|(a, b)| a * b).sum()
}

fn indices<const Q: usize>() -> impl Iterator<Item = (usize, usize)> {
    (0..Q).flat_map(|a| (0..Q).map(move |b| (a, b)))
}

/// Cholesky's factor; `None` unless positive definite.
fn lower_triangle<const Q: usize>(matrix: &Square<Q>) -> Option<Square<Q>> {
    let mut lower = [[0.0; Q]; Q];
    for column in 0..Q {
        for row in column..Q {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest = matrix[row][column] - known;
            if row > column {
                lower[row][column] = rest / lower[column][column];
            } else if rest > 0.0 && rest.is_finite() {
                lower[row][row] = sqrt(rest);
            } else {
                return None;
            }
        }
    }
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::mixed::{Correlated, random};

    fn near(first: &DMatrix<f64>, second: &DMatrix<f64>) -> bool {
        first.shape() == second.shape() && (first - second).amax() <= 1e-11 * (1.0 + second.amax())
    }

    /// Thirty levels of one to five values with `Q` effects.
    fn level_by_level_is_as_in_blocks<const Q: usize>() {
        let group: Vec<usize> = (0..30).flat_map(|level| std::iter::repeat_n(level, 1 + level % 5)).collect();
        let value = |row: usize, step: usize| ((row * step) % 31) as f64 / 31.0 - 0.4;
        let of = |columns: usize| {
            DMatrix::from_fn(group.len(), columns, |row, column| match column {
                0 => 1.0,
                _ => value(row, 7 + 6 * column),
            })
        };
        let response: Vec<f64> = (0..group.len()).map(|row| value(row, 17) + value(row, 11)).collect();
        let basis = Basis::new(&of(3), &response).unwrap();
        let term = RandomEffects { design: of(Q), group, levels: 30, correlated: Correlated::Freely };
        let factor = DMatrix::from_fn(Q, Q, |a, b| if a < b { 0.0 } else { 0.9 - 0.3 * (a + b) as f64 });
        let (factors, terms) = ([factor], [term]);
        let (levels, blocks) = (Levels::<Q>::new(&basis, &terms[0]), Blocks::new(&basis, &terms));
        let effects = [levels.effects(&factors), Parts::effects(&blocks, &factors)].map(Option::unwrap);
        assert!((effects[0].log_determinant - effects[1].log_determinant).abs() < 1e-12);
        assert!((&effects[0].estimate - &effects[1].estimate).amax() < 1e-12);
        let directions = random::directions(&terms, &factors);
        let at = Residuals { effects: &effects[0], variance: 0.7, estimation: Estimation::Reml };
        let sums = [levels.sums(&factors, &directions, at), blocks.sums(&factors, &directions, at)];
        let [found, right] = sums.map(Option::unwrap);
        assert!((&found.trace - &right.trace).amax() < 1e-11);
        assert!((&found.residual - &right.residual).amax() < 1e-11);
        assert!(near(&found.traces, &right.traces) && near(&found.residuals, &right.residuals));
        assert!(near(&found.projections, &right.projections) && near(&found.pulls, &right.pulls));
        assert!(near(&found.slopes[0], &right.slopes[0]));
        assert!(found.information.iter().zip(&right.information).all(|(a, b)| near(a, b)));
        let weights = DMatrix::from_fn(directions.len(), directions.len(), |k, l| 1.0 / (1 + k + l) as f64);
        let curved = |parts: &dyn Parts| parts.curved_information(&factors, &directions, &weights).unwrap();
        assert!(near(&curved(&levels), &curved(&blocks)));
        let modes = |parts: &dyn Parts| parts.modes(&factors, &effects[0]).unwrap();
        let (found, right) = (modes(&levels), modes(&blocks));
        assert!(near(&found.0[0], &right.0[0]) && near(&found.1[0], &right.1[0]));
    }

    #[test]
    fn level_by_level_says_the_same_as_in_blocks() {
        level_by_level_is_as_in_blocks::<1>();
        level_by_level_is_as_in_blocks::<2>();
        level_by_level_is_as_in_blocks::<3>();
    }
}
