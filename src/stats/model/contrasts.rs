//! How the levels of a factor become columns.

use libm::sqrt;

/// The contrasts of a factor with k levels, k − 1 columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contrasts {
    /// Each level against the first: R's `contr.treatment`.
    #[default]
    Treatment,
    /// Each level but the last against the mean of all: `contr.sum`.
    Sum,
    /// Each level against the mean of those before: `contr.helmert`.
    Helmert,
    /// Orthogonal polynomials over equally spaced levels, as of an ordered factor: `contr.poly`.
    Polynomial,
}

impl Contrasts {
    /// The columns, each a name (appended to the factor's) and a value for each level.
    pub fn columns(self, levels: &[String]) -> Vec<(String, Vec<f64>)> {
        let count = levels.len();
        match self {
            Self::Treatment => levels
                .iter()
                .enumerate()
                .skip(1)
                .map(|(k, level)| (level.clone(), indicator(k, count)))
                .collect(),
            Self::Sum => (1..count).map(|k| (k.to_string(), sum(k - 1, count))).collect(),
            Self::Helmert => (1..count).map(|k| (k.to_string(), helmert(k, count))).collect(),
            Self::Polynomial => polynomials(count)
                .into_iter()
                .enumerate()
                .map(|(index, column)| (polynomial_name(index + 1), column))
                .collect(),
        }
    }
}

/// One column a level: the coding where no lower term takes up the mean.
pub(super) fn indicators(levels: &[String]) -> Vec<(String, Vec<f64>)> {
    levels.iter().enumerate().map(|(k, level)| (level.clone(), indicator(k, levels.len()))).collect()
}

fn indicator(level: usize, count: usize) -> Vec<f64> {
    (0..count).map(|other| if other == level { 1.0 } else { 0.0 }).collect()
}

fn sum(level: usize, count: usize) -> Vec<f64> {
    let value = |other| match other {
        _ if other == level => 1.0,
        _ if other + 1 == count => -1.0,
        _ => 0.0,
    };
    (0..count).map(value).collect()
}

fn helmert(column: usize, count: usize) -> Vec<f64> {
    let value = |level: usize| match level.cmp(&column) {
        std::cmp::Ordering::Less => -1.0,
        std::cmp::Ordering::Equal => column as f64,
        std::cmp::Ordering::Greater => 0.0,
    };
    (0..count).map(value).collect()
}

fn polynomial_name(degree: usize) -> String {
    match degree {
        1 => ".L".to_owned(),
        2 => ".Q".to_owned(),
        3 => ".C".to_owned(),
        _ => format!("^{degree}"),
    }
}

/// Orthonormal polynomials of degree 1 to k − 1 over 1 … k, by the three-term recurrence.
fn polynomials(count: usize) -> Vec<Vec<f64>> {
    let middle = 0.5 * (count as f64 - 1.0);
    let x: Vec<f64> = (0..count).map(|level| level as f64 - middle).collect();
    let mut before = vec![0.0; count];
    let mut here = normalised(vec![1.0; count]);
    let mut found = Vec::new();
    for _ in 1..count {
        let shifted: Vec<f64> = here.iter().zip(&x).map(|(value, x)| value * x).collect();
        let next = normalised(orthogonal(&orthogonal(&shifted, &here), &before));
        before = std::mem::replace(&mut here, next.clone());
        found.push(next);
    }
    found
}

fn orthogonal(vector: &[f64], to: &[f64]) -> Vec<f64> {
    let share: f64 = vector.iter().zip(to).map(|(a, b)| a * b).sum();
    vector.iter().zip(to).map(|(a, b)| a - share * b).collect()
}

fn normalised(vector: Vec<f64>) -> Vec<f64> {
    let length = sqrt(vector.iter().map(|value| value * value).sum());
    if length > 0.0 { vector.into_iter().map(|value| value / length).collect() } else { vector }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(count: usize) -> Vec<String> {
        (1..=count).map(|level| level.to_string()).collect()
    }

    /// R 4.2.2, `contr.poly(4)`.
    #[test]
    fn polynomials_are_those_of_r() {
        let columns = Contrasts::Polynomial.columns(&levels(4));
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [".L", ".Q", ".C"]);
        let expected = [
            [
                -0.670_820_393_249_936_7,
                -0.223_606_797_749_979,
                0.223_606_797_749_979,
                0.670_820_393_249_936_7,
            ],
            [0.5, -0.5, -0.5, 0.5],
            [
                -0.223_606_797_749_979,
                0.670_820_393_249_936_7,
                -0.670_820_393_249_936_7,
                0.223_606_797_749_979,
            ],
        ];
        for ((_, found), expected) in columns.iter().zip(expected) {
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-15), "{found:?}");
        }
    }

    #[test]
    fn every_coding_but_treatment_sums_to_zero_over_the_levels() {
        for count in 1..12 {
            for contrasts in [Contrasts::Sum, Contrasts::Helmert, Contrasts::Polynomial] {
                let columns = contrasts.columns(&levels(count));
                assert_eq!(columns.len(), count - 1);
                assert!(columns.iter().all(|(_, column)| column.iter().sum::<f64>().abs() < 1e-13));
            }
        }
    }
}
