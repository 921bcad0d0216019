//! Between what bounds `Σ ln x!` lies over all tables with given margins.

use libm::{exp, log};

/// A lower and an upper bound of `Σ ln x!` over the tables with these sums of rows and columns.
pub(super) fn bounds(rows: &[u32], columns: &[u32], ln_factorials: &[f64]) -> (f64, f64) {
    let most = |sums: &[u32], caps: &[u32]| -> f64 {
        sums.iter().map(|&sum| most_concentrated(sum, caps, ln_factorials)).sum()
    };
    (least(rows, columns, ln_factorials), most(rows, columns).min(most(columns, rows)))
}

/// Lagrange's dual of the smallest sum, which never exceeds it, at multipliers near the best ones: those of the
/// independent table with half a person more in each cell.
fn least(rows: &[u32], columns: &[u32], ln_factorials: &[f64]) -> f64 {
    let (r, c) = (rows.len() as f64, columns.len() as f64);
    let total = rows.iter().copied().map(f64::from).sum::<f64>() + 0.5 * r * c;
    let row_prices: Vec<f64> = rows.iter().map(|&sum| log((f64::from(sum) + 0.5 * c) / total)).collect();
    let column_prices: Vec<f64> = columns.iter().map(|&sum| log(f64::from(sum) + 0.5 * r)).collect();
    let paid = |sums: &[u32], prices: &[f64]| -> f64 {
        sums.iter().zip(prices).map(|(&sum, price)| f64::from(sum) * price).sum()
    };
    let mut bound = paid(rows, &row_prices) + paid(columns, &column_prices);
    for row in &row_prices {
        for column in &column_prices {
            let price = row + column;
            // `ln x! − price·x` falls as long as the next `ln x` is below the price.
            let best = (exp(price) as usize).min(ln_factorials.len() - 1);
            bound += ln_factorials.get(best).copied().unwrap_or(0.0) - price * best as f64;
        }
    }
    bound
}

/// The largest `Σ ln x!` of one row: as many as possible in the largest columns. `caps` descend.
fn most_concentrated(sum: u32, caps: &[u32], ln_factorials: &[f64]) -> f64 {
    let mut left = sum;
    let mut total = 0.0;
    for &cap in caps {
        let here = left.min(cap);
        total += ln_factorials.get(here as usize).copied().unwrap_or(0.0);
        left -= here;
        if left == 0 {
            break;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two ones in each row and column: all factorials are 1.
    #[test]
    fn no_table_is_below_the_lower_bound() {
        assert!(least(&[2; 6], &[2; 6], &[0.0, 0.0, log(2.0)]) <= 0.0);
    }
}
