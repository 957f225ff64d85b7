//! The whole picture at once, for files: the map, under it the chart, and under that who is who.

use heavy_ball::objective::Surface;
use heavy_ball::schedule::Schedule;
use heavy_ball::trajectory::Trajectory;

use crate::chart::{Chart, ChartView, Markers};
use crate::figure::{Arrows, Figure, View};
use crate::ink::{Drawn, Ink, on_grid};
use crate::landscape::Detail;
use crate::legend::Legend;
use crate::style::Form;

/// What is drawn as a whole: the map, under it the chart, and under that who is who.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture<'a> {
    /// The map.
    pub view: View,
    /// The height of the chart in CSS pixels, but for what the words of changes take above it.
    pub chart: f64,
    /// How many steps the chart shows.
    pub steps: usize,
    /// The changes on the way that it marks.
    pub schedule: &'a Schedule,
    /// The playhead.
    pub playhead: f64,
    /// Whose arrows are shown.
    pub arrows: Arrows,
}

/// Between map and chart, and at both sides of the legend and below it, in CSS pixels.
const GAP: f64 = 10.0;

impl Picture<'_> {
    /// The size of the picture of these runs in CSS pixels.
    pub fn size(&self, runs: &[Trajectory]) -> [f64; 2] {
        let (ChartView { top, height, .. }, _) = self.chart(None);
        [self.view.width, top + height + self.legend(runs, &[]).height() + GAP]
    }

    /// Draws everything on one ink.
    pub fn draw<I: Ink>(&self, ink: &mut I, surface: &dyn Surface, runs: &[Trajectory]) -> Drawn<I> {
        let Picture { view, .. } = self;
        let mut figure = Figure::default();
        figure.survey(view, surface, runs.len(), Detail::Fine);
        figure.lay(view, runs, &surface.minimizers());
        ink.draw_rect((0, 0), on_grid(self.size(runs)), &view.theme.ground(), true)?;
        figure.draw_landscape(ink)?;
        figure.draw_paths(ink, self.playhead)?;
        figure.draw_playhead(ink, runs, self.playhead, self.arrows)?;

        let (below, markers) = self.chart(surface.minimum());
        let mut chart = Chart::default();
        chart.lay(below, runs, figure.forms());
        chart.draw(ink)?;
        chart.draw_markers(ink, &markers)?;
        chart.draw_playhead(ink, self.playhead)?;

        self.legend(runs, figure.forms()).draw(ink, [GAP, below.top + below.height])
    }

    /// The chart's place, below the words of changes that find no room in it, and those.
    fn chart(&self, minimum: Option<f64>) -> (ChartView, Markers) {
        let (View { width, theme, .. }, height, steps) = (self.view, self.chart, self.steps);
        let mut view = ChartView { top: self.view.height + GAP, width, height, theme, steps, minimum };
        let markers = Markers::new(&view, self.schedule.markers());
        view.top += markers.overhang();
        (view, markers)
    }

    fn legend<'a>(&self, runs: &[Trajectory], forms: &'a [Form]) -> Legend<'a> {
        Legend::new(runs, forms, self.view.width - 2.0 * GAP, self.view.theme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Layout;
    use crate::style::Theme;
    use crate::svg::Svg;
    use heavy_ball::scene::Scene;

    #[test]
    fn a_picture_without_a_size_is_drawn_all_the_same() {
        let scene = Scene::default();
        let surface = scene.objective();
        let runs = scene.run_on(&*surface);
        for layout in [Layout::Overlay, Layout::Panels] {
            for [width, height] in [[f64::NAN, 300.0], [300.0, f64::NAN], [f64::INFINITY, -3.0], [0.0, 2e6]] {
                let view = View { width, height, theme: Theme::Light, layout, window: surface.domain() };
                let (schedule, arrows) = (&scene.schedule, Arrows::Few);
                let picture = Picture { view, chart: 130.0, steps: scene.steps, schedule, playhead: 3.0, arrows };
                let [width, height] = picture.size(&runs);
                let mut svg = Svg::new(width, height);
                picture.draw(&mut svg, &*surface, &runs).unwrap();
                let svg = svg.finish();
                assert!(["NaN", "width=\"-", "height=\"-"].iter().all(|none| !svg.contains(none)), "{svg}");
            }
        }
    }
}
