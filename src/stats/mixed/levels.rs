//! One grouping factor with few effects: sums over its levels without a matrix of its own for each.

use std::cmp::Ordering;

use libm::log;
use nalgebra::{DMatrix, DVector};

use super::blocks::Blocks;
use super::parts::{Effects, Modes, Parts, Residuals, Sums};
use super::random::{Direction, RandomEffects};
use super::square::{Square, add, dot, indices, lower_triangle, multiplied, square, transposed};
use super::{Basis, Estimation};

/// The values of one grouping factor with `Q` effects, level by level.
///
/// The products of the columns are taken once, and the directions are applied to sums over all levels, as they are the same
/// everywhere. Levels with the same `Z′Z`, as people seen at the same times, are weighted alike: all sums are linear in
/// the products of their `Z′(X, y)`, so many such levels are replaced by a few with the same products.
#[derive(Debug, Clone)]
struct Levels<const Q: usize> {
    /// `Z′Z` of each level.
    random: Vec<Square<Q>>,
    /// `Z′(X, y)` of each level, effect by effect.
    mixed: Vec<f64>,
    /// Levels with the same `Z′Z`.
    groups: Vec<Group<Q>>,
    /// `(X, y)′(X, y)` of all values.
    fixed: DMatrix<f64>,
    width: usize,
    observations: usize,
}

/// Levels with the same `Z′Z`.
#[derive(Debug, Clone)]
struct Group<const Q: usize> {
    random: Square<Q>,
    /// How many levels it stands for.
    count: f64,
    /// Of each level, or of the few that stand for many, `Z′(X, y)` effect by effect.
    mixed: Vec<f64>,
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
        let groups = Group::of_levels(&random, &mixed, Q * width);
        Self { random, mixed, groups, fixed: all.tr_mul(&all), width, observations: basis.rows() }
    }

    /// `Z′H(X, y)` effect by effect, into memory that is there.
    fn shrink(&self, random: &Square<Q>, weighted: &Weighted<Q>, mixed: &[f64], into: &mut [f64]) {
        into.copy_from_slice(mixed);
        for (a, row) in multiplied(random, &weighted.conditional).iter().enumerate() {
            for (b, share) in row.iter().enumerate() {
                for column in 0..self.width {
                    into[a * self.width + column] -= share * mixed[b * self.width + column];
                }
            }
        }
    }

    /// Adds `M′KM` of a level to the upper triangle.
    fn add_explained(&self, mixed: &[f64], conditional: &Square<Q>, sums: &mut [f64], moved: &mut [f64]) {
        let width = self.width;
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
        for group in &self.groups {
            let weighted = Weighted::new(&group.random, factor)?;
            let (mut outer, mut spread) = ([[0.0; Q]; Q], [[0.0; Q]; Q]);
            for mixed in group.mixed.chunks_exact(Q * width) {
                self.shrink(&group.random, &weighted, mixed, &mut shrunk);
                let fixed: [&[f64]; Q] = std::array::from_fn(|a| &shrunk[a * width..a * width + columns]);
                let residual: [f64; Q] = std::array::from_fn(|a| {
                    shrunk[a * width + columns] - dot(fixed[a], effects.estimate.as_slice())
                });
                let own: Square<Q> = std::array::from_fn(|a| residual.map(|other| residual[a] * other));
                add(&mut outer, &own, 1.0);
                totals.add_level(fixed, residual, &effects.covariance, &mut spread);
            }
            totals.add_group(&weighted.random(&group.random), group.count, &outer, &spread);
        }
        Some(totals)
    }
}

impl<const Q: usize> Group<Q> {
    /// Levels by their `Z′Z`, in its order; `length` numbers of `mixed` are a level's.
    fn of_levels(random: &[Square<Q>], mixed: &[f64], length: usize) -> Vec<Self> {
        let numbers = |level: usize| random[level].iter().flatten();
        let compare = |a: usize, b: usize| {
            numbers(a).zip(numbers(b)).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne())
        };
        let mut order: Vec<usize> = (0..random.len()).collect();
        order.sort_by(|&a, &b| compare(a, b).unwrap_or(Ordering::Equal));
        let alike = order.chunk_by(|&a, &b| random[a] == random[b]);
        let group = |levels: &[usize]| {
            let rows = || levels.iter().map(|level| &mixed[level * length..(level + 1) * length]);
            let mixed = if levels.len() > length {
                few(rows(), levels.len(), length)
            } else {
                rows().flatten().copied().collect()
            };
            Self { random: random[levels[0]], count: levels.len() as f64, mixed }
        };
        alike.map(group).collect()
    }
}

/// As many rows as they have numbers with the same products: the triangle of their orthogonal factor.
fn few<'a>(rows: impl Iterator<Item = &'a [f64]>, count: usize, length: usize) -> Vec<f64> {
    let all: Vec<f64> = rows.flatten().copied().collect();
    DMatrix::from_row_slice(count, length, &all).qr().r().transpose().as_slice().to_vec()
}

impl<const Q: usize> Weighted<Q> {
    fn new(random: &Square<Q>, factor: &Square<Q>) -> Option<Self> {
        let turned = transposed(factor);
        let mut inner = multiplied(&multiplied(&turned, random), factor);
        (0..Q).for_each(|a| inner[a][a] += 1.0);
        let lower = lower_triangle(&inner)?;
        // The columns of L⁻¹Λ′, so that K is symmetric to the last digit.
        let mut half = turned;
        for (a, row) in lower.iter().enumerate() {
            let (known, others) = half.split_at_mut(a);
            let Some(own) = others.first_mut() else { continue };
            for (known, factor) in known.iter().zip(row) {
                own.iter_mut().zip(known).for_each(|(value, known)| *value -= factor * known);
            }
            for value in own {
                *value /= row[a];
            }
        }
        let pivots: f64 = (0..Q).map(|a| lower[a][a]).product();
        let determinant = pivots * pivots;
        let conditional = multiplied(&transposed(&half), &half);
        determinant.is_finite().then_some(Self { conditional, determinant })
    }

    /// `Z′HZ`.
    fn random(&self, random: &Square<Q>) -> Square<Q> {
        let taken = multiplied(&multiplied(random, &self.conditional), random);
        std::array::from_fn(|a| std::array::from_fn(|b| random[a][b] - 0.5 * (taken[a][b] + taken[b][a])))
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

    fn add_level(
        &mut self,
        fixed: [&[f64]; Q],
        residual: [f64; Q],
        covariance: &DMatrix<f64>,
        spread: &mut Square<Q>,
    ) {
        for (a, b) in indices::<Q>() {
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

    fn add_group(&mut self, random: &Square<Q>, count: f64, outer: &Square<Q>, spread: &Square<Q>) {
        let mut repeated = [[0.0; Q]; Q];
        add(&mut repeated, random, count);
        let sums = [&mut self.random, &mut self.residual, &mut self.spread];
        for ((sums, products), own) in
            sums.into_iter().zip(&mut self.products).zip([&repeated, outer, spread])
        {
            add(sums, own, 1.0);
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
        let mut log_determinant = 0.0;
        for group in &self.groups {
            let weighted = Weighted::new(&group.random, &factor)?;
            log_determinant += group.count * log(weighted.determinant);
            for mixed in group.mixed.chunks_exact(Q * self.width) {
                self.add_explained(mixed, &weighted.conditional, &mut sums, &mut moved);
            }
        }
        let products = DMatrix::from_fn(self.width, self.width, |a, b| {
            self.fixed[(a, b)] - sums[a.min(b) * self.width + a.max(b)]
        });
        Effects::new(&products, log_determinant).filter(Effects::has_residuals)
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
        for group in &self.groups {
            let weighted = Weighted::new(&group.random, &factor)?;
            let random = weighted.random(&group.random);
            let random = DMatrix::from_fn(Q, Q, |a, b| random[a][b]);
            let middle = directions.iter().enumerate().map(|(k, first)| {
                let parts =
                    directions.iter().enumerate().map(|(l, second)| &second.change * covariance[(k, l)]);
                &first.change * &random * parts.fold(DMatrix::zeros(Q, Q), |sum, part| sum + part)
            });
            let middle = middle.fold(DMatrix::zeros(Q, Q), |sum, part| sum + part);
            for mixed in group.mixed.chunks_exact(Q * width) {
                self.shrink(&group.random, &weighted, mixed, &mut shrunk);
                let fixed = DMatrix::from_fn(Q, columns, |a, column| shrunk[a * width + column]);
                sum += fixed.tr_mul(&(&middle * &fixed));
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
            let start = level * Q * self.width;
            let mixed = &self.mixed[start..start + Q * self.width];
            self.shrink(&self.random[level], &weighted, mixed, &mut shrunk);
            for (b, own) in shrunk.chunks_exact(self.width).enumerate() {
                let residual = own[self.columns()] - dot(&own[..self.columns()], effects.estimate.as_slice());
                (0..Q).for_each(|a| modes[(level, a)] += relative[a][b] * residual);
                variances[(level, b)] = weighted.conditional[b][b];
            }
        }
        Some((vec![modes], vec![variances]))
    }
}

#[cfg(test)]
mod tests;
