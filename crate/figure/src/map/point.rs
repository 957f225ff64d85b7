//! The Scene's own point on a map: its rule's marker, or an arrow at the edge towards it where it lies off the axes.

use crate::ink::{Color, Dash, Drawn, Ink, Pen, length, on_grid};
use crate::marker;
use crate::style::{Form, Theme};

/// The arrow from its middle, the pixel at the edge: its tip ahead, its base behind and half the width of that.
const TIP: f64 = 9.0;
const BASE: f64 = 6.3;
const HALF: f64 = 9.0;

/// Draws the point at its pixel, on the side of the map on which it lies off the axes, both as `MapFrame::pixel` gives
/// them.
pub fn draw_point<I: Ink>(ink: &mut I, (at, off): ([f64; 2], [i8; 2]), form: Form, theme: Theme) -> Drawn<I> {
    let (color, ring) = (form.color(theme), Color { alpha: 1.0, ..theme.halo() });
    ink.dash(Dash::SOLID)?;
    if off == [0, 0] {
        return marker::draw(ink, form.marker, at, color, ring);
    }
    let [right, up] = off.map(f64::from);
    let ahead = length(right, up);
    let (u, v) = (right / ahead, -up / ahead);
    let corner = |along: f64, across: f64| on_grid([at[0] + along * u - across * v, at[1] + along * v + across * u]);
    let [tip, left, right] = [corner(TIP, 0.0), corner(-BASE, -HALF), corner(-BASE, HALF)];
    ink.draw_path([tip, left, right, tip], &Pen { color: ring, width: 3.5 })?;
    ink.fill_polygon([tip, left, right], &color)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::MapFrame;
    use crate::style::forms;
    use crate::svg::Svg;
    use heavy_ball::map::Plane;
    use heavy_ball::scene::Scene;

    /// What is filled in the form's colour on heavy ball's map, 300 px wide, which goes up to 6 px from its edges.
    fn drawn(numbers: [f64; 2]) -> String {
        let scene = Scene::default();
        let plane = Plane::of(&scene, &*scene.objective(), 1);
        let frame = MapFrame::new(300.0, 270.0, &plane);
        let form = forms(["heavy-ball"])[0];
        let mut svg = Svg::new(300.0, 270.0);
        draw_point(&mut svg, frame.pixel(&plane, numbers), form, Theme::Light).unwrap();
        let (text, color) = (svg.finish(), form.color(Theme::Light).css());
        text.lines().find(|line| line.contains(&color)).expect("the point is drawn in its colour").to_owned()
    }

    #[test]
    fn a_point_on_the_axes_and_one_in_the_gutter_have_the_marker() {
        for numbers in [[0.05, 0.9], [0.0, 0.5]] {
            assert!(drawn(numbers).starts_with("<circle"), "{numbers:?}");
        }
    }

    #[test]
    fn a_point_off_the_axes_is_an_arrow_at_the_edge_that_looks_to_its_side() {
        // The tip first: to the right of 294, and above 6 over the middle of the gutter.
        assert!(drawn([100.0, 0.9]).starts_with("<path d=\"M303 152.38l-15.31 -9 0 18z\""));
        assert!(drawn([0.0, 1.2]).starts_with("<path d=\"M34.5 -3l-9 15.31 18 0z\""));
        // Down and left of the corner 42, 250, each by 9 over the root of 2.
        assert!(drawn([1e-9, -0.5]).starts_with("<path d=\"M35.63 256.38"), "{}", drawn([1e-9, -0.5]));
    }
}
