//! The balls: each run's marker at the playhead, with a ring that keeps it apart from the ground.

use heavy_ball::scalar::Scalar;
use plotters_backend::BackendCoord;

use crate::ink::{Color, Drawn, Ink, Pen, grid_length, on_grid};
use crate::style::Marker;

/// The radius of a disc, in CSS pixels; the other shapes have about its area.
pub const RADIUS: f64 = 5.5;

/// Draws a marker at a pixel: its ring, then its shape.
pub fn draw<I: Ink>(ink: &mut I, marker: Marker, at: [f64; 2], color: Color, ring: Color) -> Drawn<I> {
    if marker == Marker::Disc {
        ink.draw_circle(on_grid(at), grid_length(RADIUS + 1.75), &ring, true)?;
        return ink.draw_circle(on_grid(at), grid_length(RADIUS), &color, true);
    }
    let shape = corners(marker, at);
    let closed = shape.iter().copied().chain(shape.first().copied());
    ink.draw_path(closed, &Pen { color: ring, width: 3.5 })?;
    ink.fill_polygon(shape.iter().copied(), &color)
}

/// Draws the marker of a run that so many others are drawn over: a ring around theirs, which grows out of the shape.
pub fn draw_met<I: Ink>(ink: &mut I, marker: Marker, at: [f64; 2], order: f64, color: Color, ring: Color) -> Drawn<I> {
    let radius = if order < 1.0 { (RADIUS + 5.0) * order } else { RADIUS + 1.5 + 3.5 * order };
    if order > 0.0 {
        ink.draw_circle(on_grid(at), grid_length(radius + 1.5), &ring, true)?;
    }
    if order < 1.0 {
        draw(ink, marker, at, color, ring)?;
    }
    if order > 0.0 {
        ink.draw_circle(on_grid(at), grid_length(radius), &color, true)?;
    }
    Ok(())
}

/// The corners of a shape around a pixel.
fn corners(marker: Marker, [x, y]: [f64; 2]) -> Vec<BackendCoord> {
    const ARMS: [[f64; 2]; 12] = [
        [-0.42, -1.25],
        [0.42, -1.25],
        [0.42, -0.42],
        [1.25, -0.42],
        [1.25, 0.42],
        [0.42, 0.42],
        [0.42, 1.25],
        [-0.42, 1.25],
        [-0.42, 0.42],
        [-1.25, 0.42],
        [-1.25, -0.42],
        [-0.42, -0.42],
    ];
    let (count, radius, turn) = match marker {
        Marker::Disc => (24, 1.0, 0.0),
        Marker::Square => (4, 1.28, 0.125),
        Marker::Diamond => (4, 1.32, 0.0),
        Marker::TriangleUp => (3, 1.4, 0.0),
        Marker::TriangleDown => (3, 1.4, 0.5),
        Marker::Pentagon => (5, 1.2, 0.0),
        Marker::Hexagon => (6, 1.15, 0.0),
        Marker::Star => (5, 1.5, 0.0),
        Marker::Plus => return ARMS.map(|[u, v]| on_grid([x + u * RADIUS, y + v * RADIUS])).to_vec(),
    };
    let mut corners = Vec::new();
    for i in 0..count {
        let corner = |radius: f64, turn: f64| {
            let angle = (f64::from(i) / f64::from(count) + turn) * std::f64::consts::TAU;
            on_grid([x + radius * RADIUS * Scalar::sin(angle), y - radius * RADIUS * Scalar::cos(angle)])
        };
        corners.push(corner(radius, turn));
        if marker == Marker::Star {
            corners.push(corner(0.68, 0.1));
        }
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Marker; 9] = [
        Marker::Disc,
        Marker::Square,
        Marker::Diamond,
        Marker::TriangleUp,
        Marker::TriangleDown,
        Marker::Pentagon,
        Marker::Hexagon,
        Marker::Star,
        Marker::Plus,
    ];

    /// The area by the shoelace formula, in square grid units.
    fn area(corners: &[BackendCoord]) -> f64 {
        let next = corners.iter().cycle().skip(1);
        corners
            .iter()
            .zip(next)
            .map(|(a, b)| f64::from(a.0) * f64::from(b.1) - f64::from(b.0) * f64::from(a.1))
            .sum::<f64>()
            / 2.0
    }

    #[test]
    fn no_marker_looks_bigger_than_another() {
        let disc = area(&corners(Marker::Disc, [0.0, 0.0])).abs();
        for marker in ALL {
            let share = area(&corners(marker, [0.0, 0.0])).abs() / disc;
            assert!((0.7..1.3).contains(&share), "{marker:?}: {share}");
        }
    }

    #[test]
    fn markers_stand_around_their_pixel() {
        for marker in ALL {
            let corners = corners(marker, [100.0, 50.0]);
            let inside = |&(x, y): &BackendCoord| (x - 1600).abs() < 16 * 10 && (y - 800).abs() < 16 * 10;
            assert!(corners.iter().all(inside), "{marker:?}");
        }
    }
}
