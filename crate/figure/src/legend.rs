//! Who is who, for pictures that do not move: the line, the ball and the name of each run. On the map a name has its
//! place at its path only where the path is in sight and room is left. All lengths are CSS pixels.

use heavy_ball::trajectory::Trajectory;

use crate::flow;
use crate::ink::{Dash, Drawn, Ink, Pen, on_grid};
use crate::marker;
use crate::style::{Form, Theme};
use crate::text::{Face, Type};

/// The length of a piece of line: a dash of each pattern at both sides of the ball.
const SAMPLE: f64 = 46.0;

/// Between the line and its name.
const NEAR: f64 = 7.0;

/// The names of runs beside pieces of their lines, in as many rows as they need.
pub struct Legend<'a> {
    forms: &'a [Form],
    names: Vec<String>,
    width: f64,
    theme: Theme,
    style: Type,
}

impl<'a> Legend<'a> {
    /// The legend of runs that look like `forms`, in rows no wider than this; a name that is too wide is cut.
    pub fn new(runs: &[Trajectory], forms: &'a [Form], width: f64, theme: Theme) -> Self {
        let style = Type::new(Face::Sans, 12.0, theme.ink());
        let mut names: Vec<_> = runs.iter().map(|run| run.label.clone()).collect();
        names.iter_mut().for_each(|name| style.fit(name, width - SAMPLE - NEAR));
        Legend { forms, names, width, theme, style }
    }

    fn places(&self) -> Vec<[f64; 2]> {
        flow::places(self.names.iter().map(|name| SAMPLE + NEAR + self.style.width(name)), self.width)
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        flow::height(&self.places())
    }

    /// Draws it from a corner on.
    pub fn draw<I: Ink>(&self, ink: &mut I, [left, top]: [f64; 2]) -> Drawn<I> {
        for ((name, form), [x, y]) in self.names.iter().zip(self.forms).zip(self.places()) {
            let ([from, to], y) = ([left + x, left + x + SAMPLE], top + y);
            let color = form.color(self.theme);
            ink.dash(Dash { pattern: form.dash, offset: 0.0, round: form.dash.is_empty() })?;
            ink.draw_path([on_grid([from, y]), on_grid([to, y])], &Pen { color, width: 2.0 })?;
            ink.dash(Dash::SOLID)?;
            marker::draw(ink, form.marker, [(from + to) / 2.0, y], color, self.theme.ground())?;
            ink.draw_text(name, &self.style, on_grid([to + NEAR, y]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Record};
    use crate::style::forms;
    use heavy_ball::scene::{Limits, Scene};

    fn drawn(rules: &str, width: f64) -> (Record, f64) {
        let runs = Scene::open(&format!("v=1&rules={rules}"), Limits::PAGE).scene.run();
        let forms = forms(runs.iter().map(|run| run.rule.card().name));
        let legend = Legend::new(&runs, &forms, width, Theme::Light);
        let mut record = Record::default();
        legend.draw(&mut record, [10.0, 20.0]).unwrap();
        (record, legend.height())
    }

    #[test]
    fn each_run_has_its_line_its_ball_and_its_name() {
        let (record, height) = drawn("ema+trace+trace(learning-rate=0.2)", 600.0);
        assert_eq!((record.texts().len(), height), (3, flow::LINE), "{:?}", record.texts());
        assert_eq!(record.texts()[..2], ["EMA", "Trace"]);
        let lines = record.lines();
        let samples = lines.iter().filter(|line| line.points.len() == 2);
        assert_eq!(samples.count(), 3);
    }

    #[test]
    fn names_go_on_in_another_row_and_never_leave_it() {
        let rules = "nesterov(learning-rate=0.012,momentum=0.95)+ema+heavy-ball+trace+adam+rmsprop";
        for width in [600.0, 300.0, 120.0] {
            let (record, height) = drawn(rules, width);
            let style = Type::new(Face::Sans, 12.0, Theme::Light.ink());
            for mark in &record.marks {
                let Kind::Text(text) = &mark.kind else { continue };
                let [x, y] = [mark.points[0].0, mark.points[0].1].map(|at| f64::from(at) / 16.0);
                assert!(x + style.width(text) <= 10.0 + width + 0.1, "{text} in {width}");
                assert!((20.0..20.0 + height).contains(&y));
            }
            assert_eq!(record.texts()[0].ends_with('…'), width < 300.0);
        }
    }
}
