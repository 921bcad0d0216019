//! The distribution of the products of ranks over all orders.

use crate::stats::Alternative;

/// The most pairs whose orders are counted.
pub(super) const MOST_ENUMERATED: usize = 11;

/// The share of orders with a correlation at least as far out; two-sided is twice the smaller tail.
///
/// Counts, for each set of second ranks given to the first so many first ranks, the ways to each sum of products. Needs
/// `2ⁿ` times the largest sum of memory.
pub(super) fn share_as_far(pairs: &[[f64; 2]], alternative: Alternative) -> f64 {
    let doubled = |of: fn(&[f64; 2]) -> f64| -> Vec<usize> {
        let ranks: Vec<usize> = pairs.iter().map(|pair| (2.0 * of(pair)) as usize).collect();
        let is_whole = ranks.iter().all(|rank| rank % 2 == 0);
        ranks.into_iter().map(|rank| if is_whole { rank / 2 } else { rank }).collect()
    };
    let (first, second) = (doubled(|[x, _]| *x), doubled(|[_, y]| *y));
    let observed: usize = first.iter().zip(&second).map(|(x, y)| x * y).sum();
    let ways = ways_to_each_sum(&first, &second);
    let all: f64 = ways.iter().sum();
    let above = || ways.iter().skip(observed).sum::<f64>() / all;
    let below = || ways.iter().take(observed + 1).sum::<f64>() / all;
    match alternative {
        Alternative::Greater => above(),
        Alternative::Less => below(),
        Alternative::TwoSided => (2.0 * above().min(below())).min(1.0),
    }
}

fn ways_to_each_sum(first: &[usize], second: &[usize]) -> Vec<f64> {
    let sorted = |ranks: &[usize]| {
        let mut ranks = ranks.to_vec();
        ranks.sort_unstable();
        ranks
    };
    let most: usize = sorted(first).iter().zip(sorted(second)).map(|(x, y)| x * y).sum();
    let sets = 1_usize << second.len();
    let mut ways = vec![Vec::new(); sets];
    if let Some(start) = ways.first_mut() {
        *start = vec![1.0];
    }
    for set in 0..sets {
        let from = ways.get_mut(set).map(std::mem::take).unwrap_or_default();
        let Some(&rank) = first.get(set.count_ones() as usize) else { return from };
        for (place, &other) in second.iter().enumerate().filter(|(place, _)| set >> place & 1 == 0) {
            if let Some(to) = ways.get_mut(set | 1 << place) {
                to.resize(most + 1, 0.0);
                for (to, from) in to.iter_mut().skip(rank * other).zip(&from) {
                    *to += from;
                }
            }
        }
    }
    Vec::new()
}
