//! The loss of every run over its steps.

mod crosses;
mod line;
mod markers;
mod scale;

use heavy_ball::objective::Domain;
use heavy_ball::trajectory::Trajectory;
use plotters_backend::text_anchor::{HPos, VPos};

use crate::frame::{Frame, Rect};
use crate::ink::{Dash, Drawn, Ink, Pen, grid_length, on_grid};
use crate::path::{Look, Paths};
use crate::style::{Form, Theme};
use crate::text::{Face, Type};
use crate::ticks;
use crosses::Cross;
pub use markers::Markers;
use scale::Scale;

/// What the chart is drawn into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartView {
    /// Where it begins below the top of the ink, in CSS pixels.
    pub top: f64,
    /// Its width in CSS pixels.
    pub width: f64,
    /// Its height in CSS pixels.
    pub height: f64,
    /// The ground.
    pub theme: Theme,
    /// The last step of the axis, also where every run ends before.
    pub steps: usize,
    /// The minimum of the surface, if it is known.
    pub minimum: Option<f64>,
}

/// The chart of the losses, laid out.
#[derive(Clone, Debug)]
pub struct Chart {
    view: ChartView,
    frame: Frame,
    scale: Scale,
    /// How often there were other axes: a hand changes them seldom.
    axes: usize,
    /// Their ticks.
    heights: Vec<scale::Tick>,
    steps: Vec<ticks::Tick>,
    paths: Paths,
    /// Steps and heights.
    lines: Vec<Vec<[f64; 2]>>,
    crosses: Vec<Option<Cross>>,
}

const LEFT: f64 = 36.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 20.0;
const TYPE: f64 = 11.0;
/// From the right end to the title.
const TITLE: f64 = 8.0;

impl Default for Chart {
    fn default() -> Self {
        let view = ChartView { top: 0.0, width: 0.0, height: 0.0, theme: Theme::Light, steps: 0, minimum: None };
        let scale = Scale::of(&[], 0.0, None);
        Chart {
            view,
            frame: frame(&view, &scale),
            scale,
            axes: 0,
            heights: Vec::new(),
            steps: Vec::new(),
            paths: Paths::default(),
            lines: Vec::new(),
            crosses: Vec::new(),
        }
    }
}

/// The pixels that the lines are drawn in.
fn frame(view: &ChartView, scale: &Scale) -> Frame {
    let rect = Rect::new(LEFT, view.top + TOP, view.width - LEFT - RIGHT, view.height - TOP - BOTTOM);
    // A hair more, so that rounding takes no last step out of it.
    let last = view.steps.max(1) as f64 * (1.0 + 1e-12);
    Frame::new(rect, Domain::new([0.0, last], [scale.low, scale.high]))
}

impl Chart {
    /// Lays out the losses of the runs, which look like `forms`.
    pub fn lay(&mut self, view: ChartView, runs: &[Trajectory], forms: &[Form]) {
        let start = runs.first().map_or(0.0, |run| run.losses[0]);
        let losses: Vec<_> = runs.iter().map(|run| run.losses.as_slice()).collect();
        let scale = Scale::of(&losses, start, view.minimum);
        if view != self.view || scale != self.scale {
            (self.view, self.scale) = (view, scale);
            self.axes += 1;
            self.frame = frame(&view, &scale);
            self.heights = scale.ticks((self.frame.rect.height / 18.0) as usize);
            let room = (self.frame.rect.width / 72.0) as usize;
            self.steps = ticks::ticks(0.0, (view.steps as f64).max(1.0), room.clamp(1, 12));
        }
        self.lines.resize_with(runs.len(), Vec::new);
        for (line, run) in self.lines.iter_mut().zip(runs) {
            line::lay(line, run, &scale);
        }
        let lines: Vec<_> = self.lines.iter().map(Vec::as_slice).collect();
        self.paths.lay(&[self.frame], forms.to_vec(), &lines);
        self.lay_crosses(runs);
    }

    /// The pixel column of a step, which may lie between two.
    pub fn x_of(&self, step: f64) -> f64 {
        self.frame.pixel([step, self.scale.low])[0]
    }

    /// The step at a pixel column, between 0 and the last.
    pub fn step_at(&self, x: f64) -> f64 {
        self.frame.point([x, 0.0])[0].clamp(0.0, self.view.steps as f64)
    }

    /// The pixels that the lines are drawn in.
    pub fn rect(&self) -> Rect {
        self.frame.rect
    }

    /// What the axis of the loss is called.
    pub fn title(&self) -> &'static str {
        self.scale.title()
    }

    /// Another number whenever there are other axes.
    pub fn axes(&self) -> usize {
        self.axes
    }

    /// Draws all of it.
    pub fn draw<I: Ink>(&mut self, ink: &mut I) -> Drawn<I> {
        self.draw_axes(ink)?;
        self.draw_losses(ink)
    }

    /// Draws the lines, over the axes.
    pub fn draw_losses<I: Ink>(&mut self, ink: &mut I) -> Drawn<I> {
        let look = Look { theme: self.view.theme, width: 1.75, opacity: 1.0, dots: false };
        self.paths.draw(ink, 0.0, f64::INFINITY, look)?;
        self.paths.draw_all_exits(ink, look)?;
        for (line, form) in self.lines.iter().zip(self.paths.forms()) {
            // A start alone is no line.
            if let [start] = line[..] {
                ink.draw_circle(on_grid(self.frame.pixel(start)), grid_length(3.0), &form.color(look.theme), true)?;
            }
        }
        self.draw_crosses(ink)
    }

    /// Draws the axes.
    pub fn draw_axes<I: Ink>(&self, ink: &mut I) -> Drawn<I> {
        let left = self.frame.rect.left;
        let (right, bottom) = (self.frame.rect.right(), self.frame.rect.bottom());
        let theme = self.view.theme;
        let style = Type::new(Face::Sans, TYPE, theme.quiet());
        let hairline = Pen { color: theme.hairline(), width: 1.0 };
        ink.dash(Dash::SOLID)?;
        for tick in &self.heights {
            let y = self.frame.pixel([0.0, tick.height])[1];
            let line = [on_grid([left, y]), on_grid([right, y])];
            if tick.floor {
                ink.dash(Dash { pattern: &[2.0, 3.0], offset: 0.0, round: false })?;
                ink.draw_path(line, &Pen { color: theme.quiet(), width: 1.0 })?;
                ink.dash(Dash::SOLID)?;
            } else {
                ink.draw_path(line, &hairline)?;
            }
            // Far powers of ten take nearly all the margin.
            let right = (left - 6.0).max(style.width(&tick.label) + 1.0);
            ink.draw_text(&tick.label, &style.anchored(HPos::Right, VPos::Center), on_grid([right, y]))?;
        }
        // At the right: most changes of a run, with their words, stand early in it. And off the playhead at its end.
        let title = style.anchored(HPos::Right, VPos::Top);
        ink.draw_text(self.scale.title(), &title, on_grid([right - TITLE, self.view.top + 2.0]))?;
        self.draw_steps(ink, style, bottom + 5.0)
    }

    /// The ticks of the steps; the last one is never cut.
    fn draw_steps<I: Ink>(&self, ink: &mut I, style: Type, y: f64) -> Drawn<I> {
        let last = self.view.steps as f64;
        for tick in &self.steps {
            if tick.value != tick.value.floor() || tick.value > last {
                continue;
            }
            let x = self.x_of(tick.value);
            let label = ticks::number(tick.value, 0);
            let half = style.width(&label) / 2.0;
            let place = x.min(self.view.width - half - 1.0).max(half);
            ink.draw_text(&label, &style.anchored(HPos::Center, VPos::Top), on_grid([place, y]))?;
        }
        Ok(())
    }

    /// The playhead, for pictures that do not move; a page has its own, that can be taken hold of.
    pub fn draw_playhead<I: Ink>(&self, ink: &mut I, playhead: f64) -> Drawn<I> {
        let x = self.x_of(playhead.clamp(0.0, self.view.steps as f64));
        let (top, bottom) = (self.frame.rect.top - 3.0, self.frame.rect.bottom());
        let ink_color = self.view.theme.ink();
        ink.draw_path([on_grid([x, top]), on_grid([x, bottom])], &Pen { color: ink_color, width: 1.25 })?;
        ink.draw_circle(on_grid([x, top]), grid_length(3.5), &ink_color, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Record};
    use crate::style::forms;
    use heavy_ball::scene::{Limits, Scene};

    pub(super) fn chart(link: &str, width: f64) -> (Chart, Record) {
        let scene = Scene::open(link, Limits::PAGE).scene;
        let (runs, minimum) = (scene.run(), scene.objective().minimum());
        let forms = forms(runs.iter().map(|run| run.rule.card().name));
        let view = ChartView { top: 10.0, width, height: 130.0, theme: Theme::Light, steps: scene.steps, minimum };
        let (mut chart, mut record) = (Chart::default(), Record::default());
        chart.lay(view, &runs, &forms);
        chart.draw(&mut record).unwrap();
        (chart, record)
    }

    #[test]
    fn columns_and_steps_are_inverse_and_span_the_lines() {
        let (chart, _) = chart("v=1", 700.0);
        assert_eq!(chart.x_of(0.0), chart.rect().left);
        assert!((chart.x_of(100.0) - chart.rect().right()).abs() < 1e-9);
        assert!((chart.step_at(chart.x_of(37.0)) - 37.0).abs() < 1e-9);
        assert_eq!([chart.step_at(-50.0), chart.step_at(1e9)], [0.0, 100.0]);
    }

    #[test]
    fn the_last_step_is_named_and_not_cut() {
        for width in [320.0, 700.0, 1200.0] {
            let (_, record) = chart("v=1", width);
            let last = record.marks.iter().find(|mark| mark.kind == Kind::Text("100".into())).unwrap();
            let half = Type::new(Face::Sans, TYPE, Theme::Light.quiet()).width("100") / 2.0;
            assert!(f64::from(last.points[0].0) / 16.0 + half <= width);
        }
    }

    #[test]
    fn no_line_leaves_the_chart() {
        let (chart, record) = chart("v=1&learning-rate=0.5&steps=400&rules=trace+ema+adam+heavy-ball", 700.0);
        let rect = chart.rect();
        for (x, y) in record.lines().iter().flat_map(|line| &line.points).map(|&(x, y)| (f64::from(x), f64::from(y))) {
            // The crosses reach out by their arms.
            assert!((rect.left - 4.0..=rect.right() + 4.0).contains(&(x / 16.0)), "{x}");
            assert!((rect.top - 4.0..=rect.bottom() + 4.0).contains(&(y / 16.0)), "{y}");
        }
    }

    /// The chevrons at the border: three points, the middle one on it.
    pub(super) fn chevrons(chart: &Chart, record: &Record) -> Vec<(f64, f64)> {
        let rect = chart.rect();
        let tips =
            record.lines().iter().filter(|line| line.points.len() == 3).map(|line| line.points[1]).collect::<Vec<_>>();
        let pixels = tips.into_iter().map(|(x, y)| (f64::from(x) / 16.0, f64::from(y) / 16.0));
        pixels.filter(|(_, y)| (y - rect.top).abs() < 0.1 || (y - rect.bottom()).abs() < 0.1).collect()
    }

    #[test]
    fn a_line_that_leaves_has_a_chevron_there_and_comes_back_in_no_crumbs() {
        // Grows and swings, so that the loss dips into the scale for a step at a time long after it left.
        let (chart, record) = chart(
            "v=1&start=-3.6,1.05&learning-rate=0.393&momentum=0.888&schedule=8:learning-rate=x0.2&rules=trace",
            700.0,
        );
        assert!(chart.lines[0].len() < 20, "{}", chart.lines[0].len());
        let found = chevrons(&chart, &record);
        assert!(found.len() == 1 && (found[0].1 - chart.rect().top).abs() < 0.1, "{found:?}");
        let (chart, record) = self::chart("v=1", 700.0);
        assert_eq!(chevrons(&chart, &record), []);
    }

    #[test]
    fn the_last_step_is_within_the_chart_whatever_its_width_is() {
        for width in 320..400 {
            let (chart, _) = chart("v=1&steps=10000&rules=trace", f64::from(width));
            assert!(chart.paths.strands[0].exit.is_none(), "{width}");
        }
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_has_a_chevron_and_returns_once() {
        let link = "v=1&start=-3.6,1.05&learning-rate=0.66791&momentum=0.40261&schedule=8:learning-rate=x0.2";
        let (chart, record) = chart(link, 700.0);
        for strand in &chart.paths.strands {
            assert_eq!(strand.vertices.iter().filter(|vertex| vertex.begins).count(), 2, "its start and its return");
            assert_eq!(strand.exit, None);
        }
        assert_eq!(chevrons(&chart, &record).len(), 3);
    }

    #[test]
    fn a_growing_loss_that_stays_finite_is_shown_to_its_end() {
        let (chart, record) = chart("v=1&start=-3.6,1.05&momentum=1.2&rules=ema+heavy-ball+trace", 700.0);
        assert_eq!(chart.lines.iter().map(Vec::len).collect::<Vec<_>>()[1..], [101; 2]);
        assert!(chart.lines[0].len() < 60);
        assert_eq!(chevrons(&chart, &record).len(), 1);
    }

    #[test]
    fn a_run_falls_as_long_as_its_loss_does_and_then_goes_on_along_the_line_of_zero() {
        let (chart, _) = chart("v=1&rules=trace(momentum=0.5)+ema&steps=10000", 700.0);
        let heights: Vec<_> = [500, 1000, 2000, 10_000].map(|step| chart.lines[0][step][1]).into();
        assert!(heights.windows(2).all(|pair| pair[0] - pair[1] > 30.0), "{heights:?}");
        let zero = &chart.heights[0];
        assert!(zero.label == "0" && zero.height == heights[3], "{zero:?}");
    }

    #[test]
    fn a_start_alone_is_a_dot() {
        let (chart, record) = chart("v=1&steps=0&rules=trace", 700.0);
        let at = on_grid([chart.rect().left, chart.frame.pixel(chart.lines[0][0])[1]]);
        assert!(record.marks.iter().any(|mark| mark.points == [at] && mark.kind == Kind::Shape));
    }

    #[test]
    fn without_steps_or_room_there_is_a_chart_all_the_same() {
        let (none, _) = chart("v=1&steps=0", 700.0);
        assert_eq!(none.step_at(300.0), 0.0);
        for width in [0.0, 1.0, 40.0] {
            let (tiny, _) = chart("v=1", width);
            assert!(tiny.x_of(50.0).is_finite() && tiny.step_at(20.0).is_finite());
        }
    }
}
