//! Words beside their lines: as near as they can be without touching.

use super::Tenths;

/// Moves boxes of these heights, given by their desired centres from top to bottom, as little as needed so that
/// they do not touch and stay between `low` and `high`. `None` when they do not fit.
///
/// Boxes that would touch form a block that is centred on the mean of their wishes (pooling of adjacent violators).
pub(crate) fn spread(
    wishes: &[Tenths],
    heights: &[Tenths],
    low: Tenths,
    high: Tenths,
) -> Option<Vec<Tenths>> {
    let total: Tenths = heights.iter().sum();
    if total > high - low {
        return None;
    }
    let mut before = 0;
    let mut blocks: Vec<(i64, i64)> = Vec::new();
    for (wish, height) in wishes.iter().zip(heights) {
        let top = i64::from(*wish) - i64::from(*height) / 2 - before;
        before += i64::from(*height);
        blocks.push((top, 1));
        while let [.., (one, one_size), (next, next_size)] = blocks.as_mut_slice() {
            if *one * *next_size <= *next * *one_size {
                break;
            }
            (*one, *one_size) = (*one + *next, *one_size + *next_size);
            blocks.pop();
        }
    }
    let limit = i64::from(high - total);
    let offsets = blocks.into_iter().flat_map(|(sum, size)| {
        let mean = sum.div_euclid(size).clamp(i64::from(low), limit.max(i64::from(low)));
        std::iter::repeat_n(mean, usize::try_from(size).unwrap_or(0))
    });
    let mut above = 0;
    let centres = offsets.zip(heights).map(|(offset, height)| {
        let centre = offset + above + i64::from(*height) / 2;
        above += i64::from(*height);
        Tenths::try_from(centre).unwrap_or(high)
    });
    Some(centres.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn boxes_with_room_stay_where_they_wish() {
        assert_eq!(spread(&[100, 500], &[100, 100], 0, 1_000), Some(vec![100, 500]));
    }

    #[test]
    fn touching_boxes_part_around_their_middle() {
        assert_eq!(spread(&[500, 500], &[100, 100], 0, 1_000), Some(vec![450, 550]));
        assert_eq!(spread(&[0, 10], &[100, 100], 0, 1_000), Some(vec![50, 150]));
        assert_eq!(spread(&[500, 500], &[600, 600], 0, 1_000), None);
    }

    proptest! {
        #[test]
        fn boxes_never_touch_and_stay_inside(
            mut wishes in proptest::collection::vec(-500..4_000, 1..20),
            height in 20..150,
        ) {
            wishes.sort_unstable();
            let heights = vec![height; wishes.len()];
            if let Some(centres) = spread(&wishes, &heights, 0, 3_000) {
                prop_assert!(centres.windows(2).all(|pair| pair[1] - pair[0] >= height));
                prop_assert!(centres.iter().all(|c| c - height / 2 >= 0 && c + height / 2 <= 3_000));
            }
        }
    }
}
