//! What becomes of the runs in a sweep's block: who is inside the tolerance, who has left, who repeats.

use super::{AWAY, FAR, LEFT, PACKS, STRIDE, Sweep, UNSETTLED};
use crate::analysis::nearest_squared;
use crate::lanes::{Lanes, WIDTH};
use crate::map::block::advance;
use crate::scalar::Scalar;

impl Sweep {
    /// Takes down the step for those of the watched runs that are outside the tolerance.
    pub(super) fn watch(&mut self) {
        let [tolerance, step] = [self.scene.tolerance * self.scene.tolerance, self.step as f64].map(Lanes::of);
        for (&weights, outside) in self.block.weights[..self.watched].iter().zip(&mut self.outside) {
            let distance = nearest_squared(weights, &self.minimizers);
            *outside = Lanes::select(tolerance.less(distance), step, *outside);
        }
    }

    /// Writes down the runs that are over after a stride of so many steps, takes their packs out of the block, and puts
    /// those to be watched first.
    pub(super) fn see_to(&mut self, length: usize) {
        let settled = length == STRIDE && !self.rule.knows_time() && self.changes.iter().all(|c| *c <= self.step);
        self.aside.clear();
        let watched_before = std::mem::replace(&mut self.watched, if self.settles { self.block.count } else { 0 });
        // Where they end up is known of all.
        self.watch();
        for pack in 0..self.block.count {
            let watched = pack < watched_before;
            let entered = !watched && length > 0 && self.any_inside(pack);
            // Few packs repeat, and most of the others can be told by one number.
            if entered || self.is_far(pack) || settled && self.repeats_here(pack) {
                self.aside.push(pack);
            }
        }
        if !self.aside.is_empty() {
            self.look_closely(length);
        }
        for aside in 0..self.aside.len() {
            let pack = self.aside[aside];
            (0..WIDTH).filter(|_| settled).for_each(|lane| self.judge_repeating(pack, lane, aside, length));
        }
        if self.step == self.scene.steps {
            for pack in 0..self.block.count {
                for lane in 0..WIDTH {
                    let converged = self.outside[pack].to_array()[lane] as i32 + 1;
                    let outcome = if self.is_inside(pack, lane) { converged } else { self.outside_at_last(pack, lane) };
                    self.close(pack, lane, outcome);
                }
            }
        }
        self.sort_packs();
        self.before.copy_states(&self.block);
    }

    /// Takes packs that are done out of the block, and puts those to be watched first.
    fn sort_packs(&mut self) {
        let mut pack = 0;
        while pack < self.block.count {
            if self.cells[pack] == [None; WIDTH] {
                self.block.count -= 1;
                self.swap(pack, self.block.count);
            } else {
                pack += 1;
            }
        }
        self.watched = 0;
        for pack in 0..self.block.count {
            if self.any_inside(pack) {
                self.swap(pack, self.watched);
                self.watched += 1;
            }
        }
    }

    /// Whether a run that is not over is inside the tolerance.
    fn is_inside(&self, pack: usize, lane: usize) -> bool {
        self.settles && self.cells[pack][lane].is_some() && self.outside[pack].to_array()[lane] < self.step as f64
    }

    /// Whether any run of a pack that is not over is inside the tolerance.
    fn any_inside(&self, pack: usize) -> bool {
        // Most are not, and that is told at once.
        self.settles
            && self.outside[pack].any_less(Lanes::of(self.step as f64))
            && (0..WIDTH).any(|lane| self.is_inside(pack, lane))
    }

    /// Whether a run that is not over may have lost its loss since it was last seen to.
    fn is_far(&self, pack: usize) -> bool {
        let [x, y] = self.block.weights[pack];
        let reach = self.block.reach[pack] + (x * x + y * y);
        if reach.all_less(Lanes::of(FAR * FAR)) {
            return false;
        }
        let reach = reach.to_array();
        let far = |lane: usize| reach[lane].is_nan() || reach[lane] >= FAR * FAR;
        (0..WIDTH).any(|lane| far(lane) && self.cells[pack][lane].is_some())
    }

    /// Walks the packs that are to be looked at once more through the last stride, with every step of it: writes down
    /// the runs that leave the number range, finds the last steps outside the tolerance, and how near and how far they were.
    fn look_closely(&mut self, length: usize) {
        let count = self.aside.len();
        self.close_up.count = count;
        for (place, &pack) in self.aside.iter().enumerate() {
            self.before.copy_state(pack, &mut self.close_up, place);
            self.block.copy_hyperparameters(pack, &mut self.close_up, place);
        }
        self.range[..count].fill([Lanes::of(f64::INFINITY), Lanes::of(0.0)]);
        let any_far = self.aside.iter().any(|&pack| self.is_far(pack));
        let start = self.step - length;
        for step in start..=self.step {
            if step > start {
                advance(self.rule, &*self.surface, &mut self.close_up, step - 1, self.engine);
            }
            if any_far {
                self.close_lost(step);
            }
            if step > start && self.settles {
                self.measure(step);
            }
        }
    }

    /// Writes down the runs that are looked at and have left the number range by a step.
    fn close_lost(&mut self, step: usize) {
        let count = self.close_up.count;
        self.surface.values(&self.close_up.weights[..count], &mut self.values[..count]);
        for place in 0..count {
            let ([x, y], loss) = (self.close_up.weights[place], self.values[place]);
            // Zero times a number that is finite is zero; of sums that are not, some terms may be.
            if ((x + y + loss) * 0.0).to_array() == [0.0; WIDTH] {
                continue;
            }
            for lane in 0..WIDTH {
                if [x, y, loss].iter().any(|number| !number.to_array()[lane].is_finite()) {
                    self.close(self.aside[place], lane, LEFT - step as i32);
                }
            }
        }
    }

    /// Takes down how far from the minimizers the packs are that are looked at.
    fn measure(&mut self, step: usize) {
        let [tolerance, step] = [self.scene.tolerance * self.scene.tolerance, step as f64].map(Lanes::of);
        let packs = self.aside.iter().zip(&self.close_up.weights).zip(&mut self.range);
        for ((&pack, &weights), [nearest, farthest]) in packs {
            let distance = nearest_squared(weights, &self.minimizers);
            [*nearest, *farthest] = [nearest.min(distance), farthest.max(distance)];
            self.outside[pack] = Lanes::select(tolerance.less(distance), step, self.outside[pack]);
        }
    }

    /// Writes down what will become of a run whose whole state has come again after a stride, if that can be told: it
    /// was inside the tolerance at all steps, or at none, and always nearer than at its start or always farther.
    fn judge_repeating(&mut self, pack: usize, lane: usize, aside: usize, length: usize) {
        if self.cells[pack][lane].is_none() || !self.repeats(pack, lane) {
            return;
        }
        let outside = self.outside[pack].to_array()[lane];
        let [nearest, farthest] = self.range[aside].map(|squares| squares.to_array()[lane]);
        let begun = nearest_squared(self.scene.start.map(Lanes::of), &self.minimizers).to_array()[lane];
        if self.is_inside(pack, lane) && outside <= (self.step - length) as f64 {
            self.close(pack, lane, outside as i32 + 1);
        } else if !self.settles || nearest > self.scene.tolerance * self.scene.tolerance && farthest <= begun {
            self.close(pack, lane, UNSETTLED);
        } else if nearest > self.scene.tolerance * self.scene.tolerance && nearest > begun {
            self.close(pack, lane, AWAY);
        }
    }

    /// What becomes of a run that ends where it is, outside the tolerance.
    fn outside_at_last(&self, pack: usize, lane: usize) -> i32 {
        let distance = |weights: [Lanes; 2]| nearest_squared(weights, &self.minimizers).to_array()[lane];
        let away = distance(self.block.weights[pack]) > distance(self.scene.start.map(Lanes::of));
        if self.settles && away { AWAY } else { UNSETTLED }
    }

    /// Writes down what became of a run, if it is not known.
    fn close(&mut self, pack: usize, lane: usize, outcome: i32) {
        if let Some(cell) = self.cells[pack][lane].take() {
            self.outcomes[cell] = outcome;
            self.done += 1;
            let [column, row] = self.grid.place(cell);
            let place = (outcome, column, row);
            if outcome >= 0 && column < self.grid.columns && self.best.is_none_or(|best| place < best) {
                self.best = Some(place);
            }
        }
    }

    /// Whether a weight of any run of a pack is the one it was.
    fn repeats_here(&self, pack: usize) -> bool {
        self.block.weights[pack][0].any_equal(self.before.weights[pack][0])
    }

    /// Whether the whole state of a run is the one it had when it was last seen to, bit for bit.
    fn repeats(&self, pack: usize, lane: usize) -> bool {
        let same = |now: &[Lanes], before: &[Lanes]| {
            let each = now.len() / PACKS;
            let bits = |numbers: &[Lanes], i: usize| numbers[pack * each + i].to_array()[lane].to_bits();
            (0..each).all(|i| bits(now, i) == bits(before, i))
        };
        let (now, before) = (&self.block, &self.before);
        same(now.weights.as_flattened(), before.weights.as_flattened())
            && same(&now.arrays, &before.arrays)
            && same(&now.scalars, &before.scalars)
    }

    fn swap(&mut self, pack: usize, other: usize) {
        if pack != other {
            self.block.swap_packs(pack, other);
            self.cells.swap(pack, other);
            self.outside.swap(pack, other);
        }
    }
}
