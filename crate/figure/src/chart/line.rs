//! The line of a run in the chart: as much of it as can be seen.

use heavy_ball::trajectory::Trajectory;

use super::Scale;

/// Lays a run's losses as steps and heights.
pub(super) fn lay(line: &mut Vec<[f64; 2]>, run: &Trajectory, scale: &Scale) {
    line.clear();
    // A run without a finite loss has no line.
    let finite = run.losses.iter().take_while(|loss| loss.is_finite()).enumerate();
    line.extend(finite.map(|(step, &loss)| [step as f64, scale.height(loss)]));
    cut(line, scale.high);
}

/// Leaves out what is seen of a line only now and then: one that ends over the top is cut where it is gone for good, and
/// of one that returns in the end the steps in between are lifted out of sight.
fn cut(line: &mut Vec<[f64; 2]>, high: f64) {
    let returns = line.iter().rposition(|point| point[1] > high).map_or(0, |last| last + 1);
    let gone = until_gone(&line[..returns], high);
    if returns == line.len() {
        line.truncate(gone);
    } else if let Some(between) = line.get_mut(gone..returns) {
        between.iter_mut().for_each(|point| point[1] = point[1].max(high + 1.0));
    }
}

/// How much is laid of a line of steps and heights that ends over the top: it is cut once, where it leaves and is out of
/// sight more often than not from there on.
fn until_gone(line: &[[f64; 2]], high: f64) -> usize {
    let out = |point: &[f64; 2]| point[1] > high;
    let (mut end, mut balance) = (line.len(), 0_i64);
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

    fn heights(heights: &[f64]) -> Vec<f64> {
        let mut line = heights.iter().enumerate().map(|(i, &y)| [i as f64, y]).collect();
        cut(&mut line, 1.0);
        line.into_iter().map(|[_, y]| y).collect()
    }

    #[test]
    fn a_line_that_ends_over_the_top_is_cut_once() {
        // In sight two steps at a time, ever more seldom.
        assert_eq!(heights(&[0.0, 2.0, 0.0, 0.0, 2.0, 2.0, 0.0, 0.0, 2.0, 2.0, 2.0]), [0.0, 2.0]);
        let late = [0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 2.0];
        assert_eq!(heights(&late), late);
        assert_eq!(heights(&[0.0]), [0.0]);
        assert!(heights(&[]).is_empty());
    }

    #[test]
    fn a_line_that_returns_is_out_of_sight_until_it_returns_for_good() {
        assert_eq!(
            heights(&[0.0, 3.0, 5.0, 0.0, 4.0, 3.0, 0.5, 2.0, 0.0]),
            [0.0, 3.0, 5.0, 2.0, 4.0, 3.0, 2.0, 2.0, 0.0]
        );
        for seen in [[0.0, 2.0, 2.0, 2.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0, 2.0, 0.0]] {
            assert_eq!(heights(&seen), seen);
        }
    }
}
