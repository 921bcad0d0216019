//! The passes over the scores: counting codes by group, with no allocation a row.

use super::groups::Slots;
use crate::domain::frame::ScoreMatrix;
use crate::stats::Moments;

/// Most counters held at a time (16 MB); a finer table of values or more groups take more passes.
const MOST_COUNTERS: usize = 1 << 22;

/// Neighbouring rows count in different places, so that equal codes in a row do not wait for one another.
const LANES: usize = 4;

/// Moments of every group at every time point: `[time][group]`.
///
/// One pass a time point fills a histogram over codes for each group, and the moments come from the histograms.
pub(super) fn moments_by_time(scores: &ScoreMatrix, slots: &Slots) -> Vec<Vec<Option<Moments>>> {
    let stride = scores.value_table().len() + 1;
    let groups_a_pass = (MOST_COUNTERS / (LANES * stride)).clamp(1, slots.groups().max(1));
    let mut counters = vec![0_u32; LANES * (groups_a_pass + 1) * stride];
    (0..scores.times())
        .map(|time| {
            let starts = (0..slots.groups()).step_by(groups_a_pass);
            starts
                .flat_map(|start| {
                    let groups = start..slots.groups().min(start + groups_a_pass);
                    let counted =
                        count_codes(scores.codes_at(time), slots, groups.clone(), stride, &mut counters);
                    counted
                        .chunks_exact(stride)
                        .take(groups.len())
                        .map(|counts| Moments::of_histogram(scores.value_table(), counts))
                        .collect::<Vec<_>>()
                })
                .collect()
        })
        .collect()
}

/// Counts of `[(group − first) × stride + code]`; missing codes count in the last place of their stride, rows of other
/// groups in the last stride.
fn count_codes<'a>(
    codes: &[u16],
    slots: &Slots,
    groups: std::ops::Range<usize>,
    stride: usize,
    counters: &'a mut [u32],
) -> &'a [u32] {
    counters.fill(0);
    let (first, width) = (groups.start as u16, groups.len() as u16);
    let last_place = (stride - 1) as u16;
    let place = |code: u16, slot: u16| {
        usize::from(slot.wrapping_sub(first).min(width)) * stride + usize::from(code.min(last_place))
    };
    let (a, rest) = counters.split_at_mut(counters.len() / LANES);
    let (b, rest) = rest.split_at_mut(rest.len() / (LANES - 1));
    let (c, d) = rest.split_at_mut(rest.len() / (LANES - 2));
    let (code_chunks, code_tail) = codes.as_chunks::<LANES>();
    let (slot_chunks, slot_tail) = slots.rows().as_chunks::<LANES>();
    for (codes, slots) in code_chunks.iter().zip(slot_chunks) {
        count(a, place(codes[0], slots[0]));
        count(b, place(codes[1], slots[1]));
        count(c, place(codes[2], slots[2]));
        count(d, place(codes[3], slots[3]));
    }
    for (&code, &slot) in code_tail.iter().zip(slot_tail) {
        count(a, place(code, slot));
    }
    for (((sum, b), c), d) in a.iter_mut().zip(b).zip(c).zip(d) {
        *sum += *b + *c + *d;
    }
    a
}

fn count(counters: &mut [u32], place: usize) {
    if let Some(counter) = counters.get_mut(place) {
        *counter += 1;
    }
}

/// People of each group by the time of their last own value: `[group][time + 1]`, place 0 for those without any.
pub(super) fn last_reports(scores: &ScoreMatrix, slots: &Slots) -> Vec<Vec<u32>> {
    let mut last = vec![0_u16; scores.participants()];
    for time in 0..scores.times() {
        let mark = u16::try_from(time + 1).unwrap_or(u16::MAX);
        for (last, &code) in last.iter_mut().zip(scores.codes_at(time)) {
            *last = if code == ScoreMatrix::MISSING { *last } else { mark };
        }
    }
    let mut people = vec![vec![0_u32; scores.times() + 1]; slots.groups() + 1];
    for (&last, &slot) in last.iter().zip(slots.rows()) {
        if let Some(times) = people.get_mut(usize::from(slot)) {
            count(times, usize::from(last));
        }
    }
    people.truncate(slots.groups());
    people
}

/// People of each group with a value at `time`.
pub(super) fn reports_at(scores: &ScoreMatrix, slots: &Slots, time: usize) -> Vec<u32> {
    let mut reports = vec![0_u32; slots.groups() + 1];
    for (&code, &slot) in scores.codes_at(time).iter().zip(slots.rows()) {
        if let Some(count) = reports.get_mut(usize::from(slot)) {
            *count += u32::from(code != ScoreMatrix::MISSING);
        }
    }
    reports.truncate(slots.groups());
    reports
}

/// Sums of differences of one group, taken from a value near their mean.
#[derive(Debug, Clone, Copy, Default)]
struct Differences {
    n: u32,
    shift: f64,
    sum: f64,
    sum_of_squares: f64,
}

/// Moments of the differences `scores(to) − scores(from)` of each group over people with both. `shifts` are guesses
/// of each group's mean difference, so that one pass keeps its digits.
pub(super) fn paired_differences(
    scores: &ScoreMatrix,
    slots: &Slots,
    from: usize,
    to: usize,
    shifts: impl Fn(usize) -> f64,
) -> Vec<Option<Moments>> {
    let mut groups: Vec<Differences> =
        (0..slots.groups()).map(|group| Differences { shift: shifts(group), ..Default::default() }).collect();
    let pairs = scores.codes_at(from).iter().zip(scores.codes_at(to));
    for ((&start, &end), &slot) in pairs.zip(slots.rows()) {
        let group = groups.get_mut(usize::from(slot));
        if let (Some(group), Some(start), Some(end)) = (group, scores.decode(start), scores.decode(end)) {
            let difference = end - start - group.shift;
            group.n += 1;
            group.sum += difference;
            group.sum_of_squares += difference * difference;
        }
    }
    groups
        .iter()
        .map(|group| Moments::of_shifted_sums(group.n, group.shift, group.sum, group.sum_of_squares))
        .collect()
}
