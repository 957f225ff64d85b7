//! Which runs share a stretch of line, so that all of them can be shown there.
//!
//! Two runs coincide on a step where both its ends lie within [`NEAR`] of one another, or nearly so after such a step. Who shares a step is one group,
//! drawn once, in the colours of all its members.

/// How near two lines must be to hide one another, in CSS pixels.
pub(crate) const NEAR: f64 = 0.6;

/// How far apart two lines must be that have been near, so that they do not join and part all along.
const APART: f64 = 0.9;

/// Shared stretches that extend over less than this are not worth showing, in CSS pixels.
const LEAST: f64 = 16.0;

/// The members of a group, one bit each, the run that draws it the lowest.
pub(crate) type Group = u16;

/// The runs that a group can tell apart; those beyond are always alone.
const MOST: usize = Group::BITS as usize;

/// The group of a run alone.
pub(crate) fn alone(run: usize) -> Group {
    if run < MOST { 1 << run } else { 0 }
}

/// The members of a group, in order.
pub(crate) fn members(group: Group) -> impl Iterator<Item = usize> {
    // Taking away the lowest bit, one after the other.
    let rest = core::iter::successors(Some(group), |&rest| Some(rest & rest.wrapping_sub(1)));
    rest.take_while(|&rest| rest != 0).map(|rest| rest.trailing_zeros() as usize)
}

/// The group of each run at each step, written over `groups`: `groups[run][step]` is for the line from `step` to
/// `step + 1`.
pub(crate) fn group(lines: &[Vec<[f64; 2]>], groups: &mut Vec<Vec<Group>>) {
    groups.resize_with(lines.len(), Vec::new);
    for (run, (line, own)) in lines.iter().zip(groups.iter_mut()).enumerate() {
        own.clear();
        own.resize(line.len().saturating_sub(1), alone(run));
    }
    let count = lines.len().min(MOST);
    for leader in 0..count {
        for other in leader + 1..count {
            pair(&lines[leader], &lines[other], leader, other, groups);
        }
    }
    if count > 1 {
        (0..count).for_each(|leader| drop_short(leader, &lines[leader], groups));
    }
}

/// Lets `other` join the groups that `leader` leads where the two coincide.
fn pair(a: &[[f64; 2]], b: &[[f64; 2]], leader: usize, other: usize, groups: &mut [Vec<Group>]) {
    let lowest = alone(leader) - 1;
    let mut near_before = false;
    for (point, (p, q)) in a.iter().zip(b).enumerate() {
        let limit = if near_before { APART } else { NEAR };
        let near = (p[0] - q[0]).abs() < limit && (p[1] - q[1]).abs() < limit;
        if near && near_before {
            let step = point - 1;
            // Who is already led by a third run stays with it.
            if groups[leader][step] & lowest == 0 && groups[other][step] == alone(other) {
                let joined = groups[leader][step] | alone(other);
                members(joined).for_each(|run| groups[run][step] = joined);
            }
        }
        near_before = near;
    }
}

/// Takes apart the groups of a leader on stretches too short to show.
fn drop_short(leader: usize, line: &[[f64; 2]], groups: &mut [Vec<Group>]) {
    let steps = groups[leader].len();
    let mut step = 0;
    while step < steps {
        let group = groups[leader][step];
        if group == alone(leader) || group & (alone(leader) - 1) != 0 {
            step += 1;
            continue;
        }
        let begin = step;
        let (mut low, mut high) = (line[step], line[step]);
        while step < steps && groups[leader][step] == group {
            step += 1;
            for axis in 0..2 {
                let at = line[step][axis];
                // Not `min` and `max`: they look for NaN, and in wasm by a call.
                low[axis] = if at < low[axis] { at } else { low[axis] };
                high[axis] = if at > high[axis] { at } else { high[axis] };
            }
        }
        if high[0] - low[0] < LEAST && high[1] - low[1] < LEAST {
            members(group).for_each(|run| groups[run][begin..step].fill(alone(run)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(lines: &[Vec<[f64; 2]>]) -> Vec<Vec<Group>> {
        let mut groups = Vec::new();
        group(lines, &mut groups);
        groups
    }

    fn along(offset: f64, steps: usize) -> Vec<[f64; 2]> {
        (0..=steps).map(|i| [20.0 * i as f64, offset]).collect()
    }

    #[test]
    fn runs_on_the_same_line_are_one_group() {
        let groups = grouped(&[along(0.0, 3), along(0.3, 3), along(5.0, 3)]);
        assert_eq!(groups, [vec![0b011; 3], vec![0b011; 3], vec![0b100; 3]]);
    }

    #[test]
    fn a_step_counts_only_if_both_its_ends_coincide() {
        let mut parted = along(0.0, 3);
        parted[2][1] = 9.0;
        let groups = grouped(&[along(0.0, 3), parted]);
        assert_eq!(groups[0], [0b11, 0b01, 0b01]);
        assert_eq!(groups[1], [0b11, 0b10, 0b10]);
    }

    #[test]
    fn every_member_knows_the_same_group() {
        // A chain: the second is near both its neighbours, which are not near one another.
        let groups = grouped(&[along(0.0, 4), along(0.5, 4), along(1.0, 4)]);
        for (run, steps) in groups.iter().enumerate() {
            for (step, &own) in steps.iter().enumerate() {
                assert!(members(own).any(|member| member == run));
                assert!(members(own).all(|member| groups[member][step] == own));
            }
        }
    }

    #[test]
    fn a_stretch_too_short_to_see_is_taken_apart() {
        let tiny = |offset: f64| (0..4).map(|i| [0.5 * f64::from(i), offset]).collect::<Vec<_>>();
        let groups = grouped(&[tiny(0.0), tiny(0.1)]);
        assert_eq!(groups, [vec![0b01; 3], vec![0b10; 3]]);
    }

    #[test]
    fn runs_that_end_early_or_never_begin_break_nothing() {
        let groups = grouped(&[along(0.0, 3), along(0.0, 1), vec![[0.0, 0.0]], vec![], vec![[f64::NAN; 2]; 4]]);
        assert_eq!(groups[0], [0b11, 0b01, 0b01]);
        assert_eq!(groups[1].len(), 1);
        assert!(groups[2].is_empty() && groups[3].is_empty());
    }
}
