//! The cells of a map as pixels.

use heavy_ball::map::Sweep;

use super::Ramp;

/// The pixels of a map from its top row down, red, green, blue and opacity a byte each: a pixel a cell, and at the left
/// a column for α = 0. A cell that is not known yet takes the colour of a coarser one; before there is one, none.
pub fn paint(sweep: &Sweep, ramp: &Ramp) -> Vec<u8> {
    let grid = sweep.grid();
    let mut pixels = Vec::with_capacity(4 * grid.len());
    for row in (0..grid.rows).rev() {
        for column in [grid.columns].into_iter().chain(0..grid.columns) {
            let outcome = grid.stand_ins(column, row).find_map(|cell| sweep.outcome(cell));
            match outcome.map(|outcome| ramp.color(outcome).rgb()) {
                Some([r, g, b]) => pixels.extend([r, g, b, 255]),
                None => pixels.extend([0; 4]),
            }
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Theme;
    use heavy_ball::map::{Grid, Plane};
    use heavy_ball::scene::Scene;

    #[test]
    fn the_first_pixel_is_the_highest_momentum_at_learning_rate_zero() {
        let scene = Scene::default();
        let grid = Grid { columns: 16, rows: 8 };
        let plane = Plane::of(&scene, &*scene.objective(), 1);
        let mut sweep = Sweep::new(&scene, plane, grid).expect("its rule is in the registry");
        let ramp = Ramp::new(scene.steps, Theme::Light);
        assert!(paint(&sweep, &ramp).iter().all(|byte| *byte == 0));
        while sweep.advance(1000) {}
        let pixels = paint(&sweep, &ramp);
        assert_eq!(pixels.len(), 4 * grid.len());
        let color = |cell| ramp.color(sweep.outcome(cell).expect("it is done")).rgb();
        assert_eq!(pixels[..3], color(grid.cell(16, 7)));
        assert_eq!(pixels[4..7], color(grid.cell(0, 7)));
        assert_eq!(pixels[pixels.len() - 4..pixels.len() - 1], color(grid.cell(15, 0)));
    }
}
