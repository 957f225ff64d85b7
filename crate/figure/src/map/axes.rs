//! The axes of the map: ticks outside the plane, and a gutter for a learning rate of 0.

use heavy_ball::map::Plane;
use heavy_ball::text::number;
use plotters_backend::text_anchor::{HPos, VPos};

use super::MapFrame;
use crate::frame::Rect;
use crate::ink::{Dash, Drawn, Ink, Pen, on_grid};
use crate::style::Theme;
use crate::text::{Face, Type};

const SIZE: f64 = 10.5;
const LENGTH: f64 = 3.0;

/// Between two numbers; the gutter's 0 and the first one would read as one.
const BETWEEN: f64 = 3.0;
const APART: f64 = 14.0;

/// Draws the edge of a map, which parts it from the page where its colours don't, and the ticks of its axes with their
/// numbers.
pub fn draw_axes<I: Ink>(ink: &mut I, frame: &MapFrame, plane: &Plane, theme: Theme) -> Drawn<I> {
    let pen = Pen { color: theme.quiet().fade(0.8), width: 1.0 };
    let style = Type::new(Face::Sans, SIZE, theme.quiet());
    let MapFrame { plot, gutter } = *frame;
    ink.dash(Dash::SOLID)?;
    if let Some(axis) = plane.axes[0] {
        for Rect { left, top, width, height } in [plot, gutter] {
            let corner = |x, y| on_grid([left + x * width, top + y * height]);
            let around = [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0), corner(0.0, 0.0)];
            ink.draw_path(around.iter().copied(), &pen)?;
        }
        let below = style.anchored(HPos::Center, VPos::Top);
        ink.draw_text("0", &below, on_grid([gutter.left + gutter.width / 2.0, plot.bottom() + LENGTH + 2.0]))?;
        let mut taken = gutter.left + (gutter.width + style.width("0")) / 2.0 + APART;
        for (value, position) in axis.ticks() {
            let x = plot.left + plot.width * position;
            ink.draw_path([on_grid([x, plot.bottom()]), on_grid([x, plot.bottom() + LENGTH])], &pen)?;
            let text = number(value);
            // The last number would touch the border. One that would come too near to another is left out.
            let half = style.width(&text) / 2.0;
            let x = x.min(plot.right() + super::FREE - half);
            if x - half >= taken {
                ink.draw_text(&text, &below, on_grid([x, plot.bottom() + LENGTH + 2.0]))?;
                taken = x + half + BETWEEN;
            }
        }
    }
    if let Some(axis) = plane.axes[1] {
        let beside = style.anchored(HPos::Right, VPos::Center);
        for (value, position) in axis.ticks() {
            let y = plot.bottom() - plot.height * position;
            ink.draw_path([on_grid([gutter.left - LENGTH, y]), on_grid([gutter.left, y])], &pen)?;
            ink.draw_text(&number(value), &beside, on_grid([gutter.left - LENGTH - 2.0, y]))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use heavy_ball::scene::Scene;

    #[test]
    fn no_number_is_read_together_with_the_gutters_zero() {
        let scene = Scene::default();
        let plane = Plane::of(&scene, &*scene.objective(), 1);
        for width in [110.0, 160.0, 300.0, 600.0] {
            let mut record = Record::default();
            draw_axes(&mut record, &MapFrame::new(width, 270.0, &plane), &plane, Theme::Light).unwrap();
            let texts = record.texts();
            assert!(texts[0] == "0" && !texts.contains(&"0.001"), "{width}: {texts:?}");
            assert!(width < 300.0 || texts[1..].starts_with(&["0.01", "0.1", "1", "10"]), "{width}: {texts:?}");
        }
    }
}
