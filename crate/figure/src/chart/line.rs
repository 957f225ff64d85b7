//! The line of a run in the chart: as much of it as can be seen.

use heavy_ball::trajectory::Trajectory;

use super::Scale;

/// Lays a run's losses as steps and heights.
pub(super) fn lay(line: &mut Vec<[f64; 2]>, run: &Trajectory, scale: &Scale) {
    line.clear();
    // What is below the scale for good is one line along its foot.
    let seen = run.losses.iter().rposition(|&loss| scale.may_show(loss)).map_or(0, |last| last + 2);
    let losses = &run.losses[..seen.min(run.losses.len())];
    // A run without a finite loss has no line.
    let finite = losses.iter().position(|loss| !loss.is_finite()).unwrap_or(losses.len());
    let losses = losses[..finite].iter().enumerate();
    line.extend(losses.map(|(step, &loss)| [step as f64, scale.height(loss)]));
    if seen < run.losses.len() {
        line.push([run.last() as f64, scale.height(run.losses[run.last()])]);
    }
    line.truncate(until_gone(line, scale.high));
}

/// How much of a line of steps and heights is laid: one that ends over the top is cut once, where it leaves and is out of
/// sight more often than not from there on.
fn until_gone(line: &[[f64; 2]], high: f64) -> usize {
    let out = |point: &[f64; 2]| point[1] > high;
    let (mut end, mut balance) = (line.len(), 0_i64);
    if !line.last().is_some_and(out) {
        return end;
    }
    for (i, point) in line.iter().enumerate().rev() {
        balance += if out(point) { 1 } else { -1 };
        if out(point) && balance > 0 {
            end = i + 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_once_and_goes_on_where_it_returns_for_good() {
        let line = |heights: &[f64]| heights.iter().enumerate().map(|(i, &y)| [i as f64, y]).collect::<Vec<_>>();
        // In sight two steps at a time, ever more seldom.
        assert_eq!(until_gone(&line(&[0.0, 2.0, 0.0, 0.0, 2.0, 2.0, 0.0, 0.0, 2.0, 2.0, 2.0]), 1.0), 2);
        assert_eq!(until_gone(&line(&[0.0, 2.0, 2.0, 2.0, 0.0, 0.0]), 1.0), 6);
        assert_eq!(until_gone(&line(&[0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 2.0]), 1.0), 7);
        assert_eq!(until_gone(&line(&[0.0]), 1.0), 1);
        assert_eq!(until_gone(&[], 1.0), 0);
    }
}
