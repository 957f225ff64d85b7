//! The lines of theory over a map, as far as they are in sight.

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::Theory;

use super::MapMarks;
use crate::clip::clip_segment;
use crate::frame::Rect;

/// From one vertex of a line up to the next.
const STRIDE: f64 = 2.0;

impl MapMarks<'_> {
    /// The parts in sight of the limit and of the lines of critical damping, upwards; each is in sight in one piece.
    pub(super) fn lines(&self, theory: &mut Theory, curvatures: Curvatures) -> [Vec<[f64; 2]>; 3] {
        let Rect { left, width, height, .. } = self.frame.plot;
        let mut lines = [const { Vec::new() }; 3];
        let mut before = [None; 3];
        let [Some(across), along] = self.plane.axes else { return lines };
        for i in 0..=(height / STRIDE) as usize + 1 {
            let up = (i as f64 * STRIDE / height).min(1.0);
            let beta = self.plane.numbers([0.0, up])[1];
            let y = self.frame.plot.bottom() - height * along.map_or(up, |axis| axis.position(beta));
            let alphas = theory.lines(beta, curvatures);
            for ((line, before), alpha) in lines.iter_mut().zip(&mut before).zip(alphas) {
                let now = alpha.map(|alpha| [left + width * across.position(alpha), y]);
                let seen = before.zip(now).and_then(|(before, now)| clip_segment(&self.frame.plot, before, now));
                if let Some([(from, _), (to, _)]) = seen {
                    if line.is_empty() {
                        line.push(from);
                    }
                    line.push(to);
                }
                *before = now;
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{BOWL, scene, with};
    use super::STRIDE;
    use crate::map::MapFrame;
    use heavy_ball::map::{Grid, Outcome, Plane, Sweep};

    #[test]
    fn the_limit_stands_where_runs_begin_to_leave() {
        let scene = scene("v=1&start=1,1&steps=3000&rules=heavy-ball+ema+nesterov");
        for rule in 0..3 {
            let limit = with(&scene, rule, 250.0, BOWL, |marks| marks.lay().limit);
            let surface = scene.objective();
            let plane = Plane::of(&scene, &*surface, rule);
            let frame = MapFrame::new(250.0, 250.0, &plane);
            let grid = Grid { columns: 20, rows: 12 };
            let mut sweep = Sweep::new(&scene, plane.clone(), grid).expect("its rule is in the registry");
            while sweep.advance(100_000) {}
            let mut sides = [0; 2];
            for cell in 0..20 * 12 {
                let ([x, y], _) = frame.pixel(&plane, sweep.numbers(cell));
                let Some(at) = limit.iter().find(|at| (at[1] - y).abs() <= STRIDE) else { continue };
                // Four pixels of this axis are a tenth of α, and make a growth of some per cent per step.
                let beyond = x - at[0];
                if beyond.abs() > 4.0 {
                    let leaves = matches!(sweep.outcome(cell), Some(Outcome::Left(_)));
                    assert_eq!(leaves, beyond > 0.0, "{rule}: {:?}", sweep.numbers(cell));
                    sides[usize::from(leaves)] += 1;
                }
            }
            assert!(sides.iter().all(|count| *count > 20), "{rule}: {sides:?}");
        }
    }
}
