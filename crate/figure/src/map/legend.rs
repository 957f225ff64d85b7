//! What the colours of a map mean, in a line or two. All lengths are CSS pixels.

use heavy_ball::map::Outcome;
use heavy_ball::text::number;

use super::Ramp;
use crate::flow;
use crate::frame::Rect;
use crate::ink::{Color, Drawn, Ink, Pen, on_grid};
use crate::style::Theme;
use crate::text::{Face, Type};

/// The height of the bars, and the length of a ramp and of a single colour.
const BAR: f64 = 10.0;
const RAMP: usize = 40;
const SWATCH: usize = 12;

/// Between a bar and its words.
const NEAR: f64 = 6.0;

/// What the colours of all maps of a budget of steps mean.
pub struct Legend {
    parts: Vec<Part>,
    style: Type,
}

/// A bar of a pixel's width to a colour, and the words on both sides.
struct Part {
    before: String,
    colors: Vec<Color>,
    after: String,
}

impl Legend {
    /// The legend for runs of so many steps and this tolerance; without one on a surface that has no minimizer.
    pub fn new(steps: usize, tolerance: Option<f64>, theme: Theme) -> Self {
        let ramp = Ramp::new(steps, theme);
        let bar = |outcome: fn(usize) -> Outcome| {
            (0..RAMP).map(|i| ramp.color(outcome(ramp.step_at(i as f64 / (RAMP - 1) as f64)))).collect()
        };
        let part =
            |before: &str, colors, after: &str| Part { before: before.to_owned(), colors, after: after.to_owned() };
        let unsettled = vec![ramp.color(Outcome::Unsettled); SWATCH];
        let overflows = part("overflows at step 0", bar(Outcome::Left), &steps.to_string());
        let parts = match tolerance {
            Some(tolerance) => {
                let settled = format!("stays within {} from step 0", number(tolerance));
                let settled = part(&settled, bar(Outcome::Converged), &steps.to_string());
                let away = vec![ramp.color(Outcome::Away); SWATCH];
                vec![settled, part("", unsettled, "not yet"), part("", away, "ends farther off"), overflows]
            }
            None => {
                let escaped = part("leaves at step 0", bar(Outcome::Escaped), &steps.to_string());
                vec![escaped, part("", unsettled, "not yet"), overflows]
            }
        };
        Legend { parts, style: Type::new(Face::Sans, 10.5, theme.quiet()) }
    }

    fn places(&self, width: f64) -> Vec<[f64; 2]> {
        flow::places(self.parts.iter().map(|part| self.length(part)), width)
    }

    fn length(&self, Part { before, colors, after }: &Part) -> f64 {
        self.before(before) + colors.len() as f64 + NEAR + self.style.width(after)
    }

    fn before(&self, text: &str) -> f64 {
        if text.is_empty() { 0.0 } else { self.style.width(text) + NEAR }
    }

    /// How high it is in this width.
    pub fn height(&self, width: f64) -> f64 {
        flow::height(&self.places(width))
    }

    /// Draws it from a corner on, in lines no wider than this.
    pub fn draw<I: Ink>(&self, ink: &mut I, [left, top]: [f64; 2], width: f64) -> Drawn<I> {
        for (Part { before, colors, after }, [x, y]) in self.parts.iter().zip(self.places(width)) {
            let [x, y] = [left + x, top + y];
            ink.draw_text(before, &self.style, on_grid([x, y]))?;
            // On whole pixels, so that no seam shows between colours.
            let mut x = (x + self.before(before)).round();
            // Neighbours of one colour are one rectangle.
            for alike in colors.chunk_by(|a, b| a == b) {
                let bar = Rect::new(x, y - BAR / 2.0, alike.len() as f64, BAR);
                ink.draw_rect(on_grid([bar.left, bar.top]), on_grid([bar.right(), bar.bottom()]), &alike[0], true)?;
                x = bar.right();
            }
            // What leaves has nearly the page's own colour.
            let [from, to] = [x - colors.len() as f64, x];
            let corners = [on_grid([from, y - BAR / 2.0]), on_grid([to, y + BAR / 2.0])];
            ink.draw_rect(corners[0], corners[1], &Pen { color: self.style.color.fade(0.6), width: 1.0 }, false)?;
            ink.draw_text(after, &self.style, on_grid([x + NEAR, y]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::LINE;
    use crate::svg::Svg;

    #[test]
    fn a_legend_goes_on_in_another_line_where_it_is_narrow() {
        let legend = Legend::new(100, Some(0.01), Theme::Light);
        assert_eq!(legend.height(1000.0), LINE);
        assert!(legend.height(250.0) > LINE);
        for (part, [x, _]) in legend.parts.iter().zip(legend.places(250.0)) {
            assert!(x + legend.length(part) <= 250.0);
        }
    }

    #[test]
    fn the_bars_go_from_the_first_step_to_the_last() {
        for steps in [0, 1, 7, 1_000_000] {
            let ramp = Ramp::new(steps, Theme::Light);
            let mut svg = Svg::new(600.0, LINE);
            Legend::new(steps, Some(0.01), Theme::Light).draw(&mut svg, [0.0, 0.0], 600.0).unwrap();
            let text = svg.finish();
            assert!(text.contains(&ramp.color(Outcome::Converged(0)).css()));
            assert!(text.contains(&ramp.color(Outcome::Left(steps)).css()) && !text.contains("NaN"));
        }
    }
}
