//! The mark of the start: a ring where the runs begin, or an arrow at the edge towards it.

use heavy_ball::trajectory::Trajectory;

use crate::arrow::Arrow;
use crate::frame::{Frame, Rect};
use crate::ink::{Drawn, Ink, Pen, grid_length, length, on_grid};
use crate::labels::AXIS;
use crate::style::Theme;

const RADIUS: f64 = 5.0;

/// The ring around it, which no word may cover.
pub(crate) const RING: f64 = 8.5;

/// Where the start is marked in a frame, and to which side it lies beyond that, along both axes: at the edge where it is
/// out of sight.
pub fn start_mark(frame: &Frame, start: [f64; 2]) -> ([f64; 2], [f64; 2]) {
    const EDGE: f64 = 16.0;
    let (mut at, mut beyond) = (frame.pixel(start), [0.0; 2]);
    // At least half of its mark is in sight.
    if !frame.rect.inset(2.0).contains(at) {
        let Rect { left, top, .. } = frame.rect;
        let (right, bottom) = (frame.rect.right(), frame.rect.bottom());
        // It leaves the axes their numbers, as does the word beside it.
        let edges = [[left + AXIS[1] + RING, right - EDGE], [top + EDGE, bottom - AXIS[0] - 1.5 * RING]];
        for (i, [low, high]) in edges.into_iter().enumerate() {
            if at[i] > high {
                (at[i], beyond[i]) = (high, 1.0);
            } else if at[i] < low || at[i].is_nan() {
                // What is too far out for a pixel is no number.
                (at[i], beyond[i]) = (low, -1.0);
            }
        }
    }
    (at, beyond)
}

/// Draws the start in every panel: an arrow towards it where it is out of sight.
pub fn draw_start<I: Ink>(ink: &mut I, frames: &[Frame], runs: &[Trajectory], theme: Theme) -> Drawn<I> {
    for (run, frame) in runs.iter().zip(frames) {
        let (start, beyond) = start_mark(frame, run.points[0]);
        if beyond != [0.0; 2] {
            let ahead = length(beyond[0], beyond[1]);
            let end = |side: f64| core::array::from_fn(|i| start[i] + side * RING * beyond[i] / ahead);
            Arrow { color: theme.ink(), width: 2.25, casing: theme.halo() }.draw(
                ink,
                &frame.rect,
                end(-1.0),
                end(1.0),
            )?;
        } else {
            let at = on_grid(start);
            ink.draw_circle(at, grid_length(RING), &theme.halo(), true)?;
            ink.draw_circle(at, grid_length(RING), &Pen { color: theme.ink(), width: 1.25 }, false)?;
            ink.draw_circle(at, grid_length(RADIUS), &theme.ink(), true)?;
        }
    }
    Ok(())
}
