//! The landscape: filled bands and isolines of a surface, right up to the border, and its minimizers.

use contour::ContourBuilder;
use heavy_ball::objective::{Domain, Surface, SurfaceOver};

use crate::frame::{Frame, Rect};
use crate::ink::{Drawn, GRID, Ink, Outline, Pen, on_grid};
use crate::levels::Levels;
use crate::simplify::Simplifier;
use crate::style::Theme;

/// How closely a surface is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// For the very first picture: code that a browser has not optimized yet takes ten times as long over a fine one.
    Draft,
    /// As fine as one can see.
    Fine,
}

impl Detail {
    /// The width of a cell of the grid that contours are traced on, in CSS pixels.
    const fn cell(self) -> f64 {
        match self {
            Detail::Draft => 8.0,
            Detail::Fine => 3.0,
        }
    }
}

/// The contours of a surface in a window, ready to be drawn in any theme and in any panel of the size.
#[derive(Clone, Debug)]
pub struct Landscape {
    /// The part of the plane that it shows.
    pub window: Domain,
    /// The size in CSS pixels that it was traced for.
    pub size: [f64; 2],
    /// From low to high: the region above each threshold.
    regions: Vec<Outline>,
    /// The minimizers of the surface.
    pub minimizers: Vec<[f64; 2]>,
}

/// Cells beyond the border, so that contours are cut by it and not by the end of the grid.
const MARGIN: usize = 3;

impl Landscape {
    /// Traces the contours of a surface in a window for a frame of this size in CSS pixels.
    pub fn survey(surface: &dyn Surface, window: Domain, size: [f64; 2], detail: Detail) -> Self {
        let rect = Rect::new(0.0, 0.0, size[0], size[1]);
        let frame = Frame::new(rect, window);
        let count = |extent: f64| ((extent / detail.cell()).ceil() as usize).clamp(8, 320);
        let (columns, rows) = (count(rect.width), count(rect.height));
        let step = [rect.width / columns as f64, rect.height / rows as f64];
        let (across, down) = (columns + 1 + 2 * MARGIN, rows + 1 + 2 * MARGIN);
        // The pixel of a place on the grid.
        let place = |[i, j]: [f64; 2]| [(i - MARGIN as f64) * step[0], (j - MARGIN as f64) * step[1]];
        let mut heights = Vec::with_capacity(across * down);
        for j in 0..down {
            for i in 0..across {
                let point = frame.point(place([i as f64, j as f64]));
                heights.push(SurfaceOver::<f64>::value(surface, point));
            }
        }
        // Every second one in sight, both ways.
        let mut visible = Vec::new();
        for j in (0..=rows).step_by(2) {
            let row = &heights[(MARGIN + j) * across..][MARGIN..=MARGIN + columns];
            visible.extend(row.chunks(2).map(|pair| pair[0]));
        }
        let levels = Levels::of(visible, surface.minimum().is_none());
        reach_floors(&mut heights, across);
        heights.iter_mut().for_each(|height| *height = levels.rise(*height));
        let traced = ContourBuilder::new(across, down, true).lines(&heights, &levels.thresholds);
        let regions = traced.unwrap_or_default().into_iter().map(|line| {
            let mut outline = Outline::default();
            for ring in line.into_inner().0 {
                // The tracing crate counts cells' middles from 1/2.
                let mut pixels = ring.0.iter().map(|at| place([at.x - 0.5, at.y - 0.5]));
                let Some(start) = pixels.next() else { continue };
                outline.move_to(start);
                let mut simple = Simplifier::new(start);
                pixels.filter_map(|pixel| simple.push(pixel)).for_each(|vertex| outline.line_to(vertex));
            }
            outline
        });
        Landscape { window, size, regions: regions.collect(), minimizers: surface.minimizers() }
    }

    /// Draws the bands and isolines in a frame of the size that was surveyed.
    pub fn draw<I: Ink>(&self, ink: &mut I, frame: &Frame, theme: Theme) -> Drawn<I> {
        let rect = frame.rect;
        let (upper_left, lower_right) = (on_grid([rect.left, rect.top]), on_grid([rect.right(), rect.bottom()]));
        ink.clip(upper_left, lower_right)?;
        // Each region is painted over the one below, so that no seam shows between bands.
        ink.draw_rect(upper_left, lower_right, &theme.height(0.0), true)?;
        let count = self.regions.len() as f64;
        for (i, region) in self.regions.iter().enumerate() {
            let height = (i as f64 + 1.0) / count;
            let pen = Pen { color: theme.isoline(height), width: 1.0 };
            ink.fill(region, upper_left, theme.height(height), Some(pen))?;
        }
        ink.unclip()
    }

    /// Draws a small cross at each minimizer in sight.
    pub fn draw_minimizers<I: Ink>(&self, ink: &mut I, frame: &Frame, theme: Theme) -> Drawn<I> {
        const ARM: i32 = 4 * GRID;
        let pen = Pen { color: theme.ink().fade(0.75), width: 1.5 };
        for &minimizer in &self.minimizers {
            let pixel = frame.pixel(minimizer);
            if frame.rect.contains(pixel) {
                let (x, y) = on_grid(pixel);
                ink.draw_path([(x - ARM, y), (x + ARM, y)], &pen)?;
                ink.draw_path([(x, y - ARM), (x, y + ARM)], &pen)?;
            }
        }
        Ok(())
    }
}

/// Lowers each point of a grid that is the lowest along its row or column to the floor of the valley there, which lies
/// between it and its neighbours: that of the parabola through the three. A valley narrower than a cell would be a string
/// of beads else, one wherever a grid point happens to lie on its floor.
fn reach_floors(heights: &mut [f64], across: usize) {
    let sampled = heights.to_vec();
    for (at, height) in heights.iter_mut().enumerate().skip(across) {
        let Some(after) = sampled.get(at + across) else { break };
        for [a, c] in [[sampled[at - 1], sampled[at + 1]], [sampled[at - across], *after]] {
            let b = sampled[at];
            if b < a && b < c {
                let floor = b - (a - c) * (a - c) / (8.0 * (a + c - 2.0 * b));
                if floor < *height {
                    *height = floor;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Record};
    use heavy_ball::objective::Family;

    fn survey(name: &str, window: Option<Domain>) -> Landscape {
        let family = Family::named(name).unwrap();
        let surface = family.surface(&family.defaults());
        Landscape::survey(&*surface, window.unwrap_or(surface.domain()), [400.0, 300.0], Detail::Fine)
    }

    fn drawn(landscape: &Landscape) -> Record {
        let mut record = Record::default();
        let frame = Frame::new(Rect::new(0.0, 0.0, 400.0, 300.0), landscape.window);
        landscape.draw(&mut record, &frame, Theme::Light).unwrap();
        landscape.draw_minimizers(&mut record, &frame, Theme::Light).unwrap();
        record
    }

    #[test]
    fn every_surface_has_bands_that_reach_the_border_and_are_cut_by_it() {
        for family in heavy_ball::objective::FAMILIES {
            let record = drawn(&survey(family.card.name, None));
            let rings: Vec<_> = record.marks.iter().filter(|mark| mark.kind == Kind::Shape).skip(1).collect();
            assert!(rings.len() >= 5, "{}: {}", family.card.name, rings.len());
            // The highest region lies beyond all four corners or none: no band ends short of the border.
            let far = rings.iter().flat_map(|ring| &ring.points);
            let beyond = |&&(x, y): &&(i32, i32)| x < 0 || y < 0 || x > 400 * GRID || y > 300 * GRID;
            assert!(far.clone().any(|point| beyond(&point)), "{}", family.card.name);
            assert!(far.clone().all(|&(x, y)| x.abs() < 500 * GRID && y.abs() < 400 * GRID), "{}", family.card.name);
        }
    }

    #[test]
    fn a_draft_has_the_bands_of_the_fine_picture_at_a_fraction_of_the_work() {
        let family = Family::named("rosenbrock").unwrap();
        let surface = family.surface(&family.defaults());
        let [draft, fine] = [Detail::Draft, Detail::Fine]
            .map(|detail| Landscape::survey(&*surface, surface.domain(), [400.0, 300.0], detail));
        assert_eq!(draft.regions.len(), fine.regions.len());
        assert!(Detail::Fine.cell() * 2.0 < Detail::Draft.cell());
    }

    #[test]
    fn a_valley_narrower_than_a_cell_is_no_string_of_beads() {
        // The lowest regions of a parabola bent upwards are one piece each, wherever the grid lies.
        for shift in [0.0, 0.3, 0.7] {
            let family = Family::named("rosenbrock").unwrap();
            let surface = family.surface(&family.defaults());
            let window = Domain::new([0.4 + shift / 100.0, 1.6 + shift / 100.0], [-0.4, 2.6]);
            let landscape = Landscape::survey(&*surface, window, [200.0, 500.0], Detail::Fine);
            // A region's outline has its own border, and a ring around what lies below.
            let rings: Vec<_> = landscape.regions.iter().map(|region| region.lines().count()).collect();
            assert!(rings[..4].iter().all(|count| *count <= 3), "{rings:?}");
        }
    }

    #[test]
    fn each_minimizer_in_sight_has_a_cross() {
        assert_eq!(drawn(&survey("himmelblau", None)).lines().len(), 2 * 4);
        let corner = Domain::new([100.0, 101.0], [100.0, 101.0]);
        assert_eq!(drawn(&survey("himmelblau", Some(corner))).lines().len(), 0);
    }

    #[test]
    fn a_window_where_the_surface_overflows_breaks_nothing() {
        for far in [1e100, 1e150, 1e-150] {
            let landscape = survey("goldstein-price", Some(Domain::new([-far, far], [-far, far])));
            assert!(drawn(&landscape).marks.len() < 10_000);
        }
    }
}
