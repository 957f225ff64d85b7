//! The whole picture at once, for files: the map, and under it the chart.

use heavy_ball::objective::Surface;
use heavy_ball::schedule::Schedule;
use heavy_ball::trajectory::Trajectory;

use crate::chart::{Chart, ChartView};
use crate::figure::{Arrows, Figure, View};
use crate::ink::{Drawn, Ink, on_grid};
use crate::landscape::Detail;

/// What is drawn as a whole: the map, and under it the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture<'a> {
    /// The map.
    pub view: View,
    /// The height of the chart in CSS pixels; 0 for none.
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

impl Picture<'_> {
    /// The size of the picture in CSS pixels.
    pub fn size(&self) -> [f64; 2] {
        [self.view.width, self.view.height + if self.chart > 0.0 { GAP + self.chart } else { 0.0 }]
    }

    /// Draws everything on one ink.
    pub fn draw<I: Ink>(&self, ink: &mut I, surface: &dyn Surface, runs: &[Trajectory]) -> Drawn<I> {
        let Picture { view, .. } = self;
        let mut figure = Figure::default();
        figure.survey(view, surface, runs.len(), Detail::Fine);
        figure.lay(view, runs, &surface.minimizers());
        ink.draw_rect((0, 0), on_grid(self.size()), &view.theme.ground(), true)?;
        figure.draw_landscape(ink)?;
        figure.draw_paths(ink, self.playhead)?;
        figure.draw_playhead(ink, runs, self.playhead, self.arrows)?;
        if self.chart > 0.0 {
            let (steps, minimum) = (self.steps, surface.minimum());
            let top = view.height + GAP;
            let mut chart = Chart::default();
            let below = ChartView { top, width: view.width, height: self.chart, theme: view.theme, steps, minimum };
            chart.lay(below, runs, figure.forms());
            chart.draw(ink)?;
            chart.draw_markers(ink, self.schedule.markers())?;
            chart.draw_playhead(ink, self.playhead)?;
        }
        Ok(())
    }
}

/// Between map and chart, in CSS pixels.
const GAP: f64 = 10.0;

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
                let [width, height] = picture.size();
                let mut svg = Svg::new(width, height);
                picture.draw(&mut svg, &*surface, &runs).unwrap();
                let svg = svg.finish();
                assert!(["NaN", "width=\"-", "height=\"-"].iter().all(|none| !svg.contains(none)), "{svg}");
            }
        }
    }
}
