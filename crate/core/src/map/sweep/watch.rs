//! What becomes of the runs in a sweep's block: who is inside the tolerance, who has left, who repeats.

use super::{AWAY, LEFT, STRIDE, Sweep, UNSETTLED};
use crate::analysis::{nearest_squared, squared};
use crate::lanes::{Lanes, WIDTH};
use crate::map::block::{Block, Pack, advance, see_losses};
use crate::objective::Domain;
use crate::scalar::Scalar;

impl Sweep {
    /// Writes down the runs that are over after a stride of so many steps, and takes their packs out of the block.
    pub(super) fn see_to(&mut self, length: usize) {
        let settled = length == STRIDE && !self.rule.knows_time() && self.changes.iter().all(|c| *c <= self.step);
        let [mut far, mut near] = [&mut self.far, &mut self.near].map(std::mem::take);
        for pack in 0..self.block.count {
            let [is_far, entered] = self.place(pack);
            if is_far {
                far.push(pack);
            }
            // Few packs repeat, and most of the others can be told by one number.
            if entered || settled && self.repeats_here(pack) {
                near.push(pack);
            }
        }
        self.walk_again(&far, length, Self::close_lost);
        self.range[..near.len()].fill([Lanes::of(f64::INFINITY), Lanes::of(0.0)]);
        self.walk_again(&near, length, Self::measure);
        for (place, &pack) in near.iter().enumerate() {
            (0..WIDTH).filter(|_| settled).for_each(|lane| self.judge_repeating(pack, lane, place, length));
        }
        far.clear();
        near.clear();
        (self.far, self.near) = (far, near);
        if self.step == self.scene.steps {
            for pack in 0..self.block.count {
                for lane in 0..WIDTH {
                    let came = self.astray[pack].to_array()[lane] as i32 + 1;
                    let outcome = if self.is_there(pack, lane) { came } else { self.astray_at_last(pack, lane) };
                    self.close(pack, lane, outcome);
                }
            }
        }
        self.drop_done();
    }

    /// Takes packs that are done out of the block.
    fn drop_done(&mut self) {
        let mut pack = 0;
        while pack < self.block.count {
            if self.cells[pack] == [None; WIDTH] {
                self.block.count -= 1;
                self.swap(pack, self.block.count);
            } else {
                pack += 1;
            }
        }
    }

    /// Whether a run that is not over is where it is to come to.
    fn is_there(&self, pack: usize, lane: usize) -> bool {
        self.cells[pack][lane].is_some() && self.astray[pack].to_array()[lane] < self.step as f64
    }

    /// Takes down where a pack is and what it is nearest to. Whether more may have happened in the stride to runs of it
    /// that are not over: that one lost its loss, and that one which is where it is to come to was not so at all steps.
    fn place(&mut self, pack: usize) -> [bool; 2] {
        let [enough, step] = [self.enough(), self.step as f64].map(Lanes::of);
        let weights = self.block.weights(pack);
        let (distance, target) = nearest(weights, &self.minimizers);
        let stray = self.block.hold(pack, target);
        let astray = enough.less(if self.settles { distance } else { inside(weights, self.domain) });
        self.astray[pack] = Lanes::select(astray, step, self.astray[pack]);
        let [far, strayed] = [stray + distance, Lanes::select(astray, Lanes::of(0.0), stray)];
        let limit = self.surface.far() * self.surface.far();
        let alive = |lane: usize| self.cells[pack][lane].is_some();
        // Of most packs neither holds, and that is told at once.
        let is_far = !far.all_less(Lanes::of(limit))
            && far.to_array().into_iter().enumerate().any(|(lane, far)| alive(lane) && (far.is_nan() || far >= limit));
        let entered = if self.settles {
            enough.any_less(strayed) && (0..WIDTH).any(|lane| alive(lane) && strayed.to_array()[lane] > self.enough())
        } else {
            // How far it strayed says nothing of the domain.
            (0..WIDTH).any(alive)
        };
        [is_far, entered]
    }

    /// What runs lack at a point of where they are to come to: the square of the distance from the nearest minimizer;
    /// where there is none, 1 inside the domain and 0 outside.
    fn lacks(&self, point: [Lanes; 2]) -> Lanes {
        if self.settles { nearest_squared(point, &self.minimizers) } else { inside(point, self.domain) }
    }

    /// Who lacks no more than this is there.
    fn enough(&self) -> f64 {
        if self.settles { squared(self.scene.tolerance) } else { 0.0 }
    }

    /// Walks some packs once more through the last stride, and looks at them at every step of it.
    fn walk_again(&mut self, packs: &[usize], length: usize, look: impl Fn(&mut Self, &[usize], &mut Block, usize)) {
        if packs.is_empty() {
            return;
        }
        let mut block = std::mem::take(&mut self.close_up);
        block.count = packs.len();
        for (place, &pack) in packs.iter().enumerate() {
            block.copy_pack(&self.before, pack, place);
        }
        for step in self.step - length..self.step {
            look(self, packs, &mut block, step);
            advance(self.rule, &*self.surface, &mut block, step, self.engine);
        }
        look(self, packs, &mut block, self.step);
        self.close_up = block;
    }

    /// Writes down the runs that have left the number range by a step.
    fn close_lost(&mut self, packs: &[usize], block: &mut Block, step: usize) {
        see_losses(&*self.surface, block, false);
        for (&pack, Pack { weights: &mut [x, y], loss: &mut loss, .. }) in packs.iter().zip(block.packs()) {
            // Zero times a number that is finite is zero; of sums that are not, some terms may be.
            if ((x + y + loss) * 0.0).to_array() == [0.0; WIDTH] {
                continue;
            }
            for lane in 0..WIDTH {
                if [x, y, loss].iter().any(|number| !number.to_array()[lane].is_finite()) {
                    self.close(pack, lane, LEFT - step as i32);
                }
            }
        }
    }

    /// Takes down what some packs lack at a step.
    fn measure(&mut self, packs: &[usize], block: &mut Block, step: usize) {
        let [enough, step] = [self.enough(), step as f64].map(Lanes::of);
        for (place, (&pack, at)) in packs.iter().zip(block.packs()).enumerate() {
            let lacks = self.lacks(*at.weights);
            let [least, most] = self.range[place];
            self.range[place] = [least.min(lacks), most.max(lacks)];
            self.astray[pack] = Lanes::select(enough.less(lacks), step, self.astray[pack]);
        }
    }

    /// Writes down what will become of a run whose whole state has come again after a stride, if that can be told: it
    /// was where it is to come to at all steps, or at none, and always nearer than at its start or always farther.
    fn judge_repeating(&mut self, pack: usize, lane: usize, place: usize, length: usize) {
        if !self.repeats(pack, lane) {
            return;
        }
        let astray = self.astray[pack].to_array()[lane];
        let [least, most] = self.range[place].map(|lacks| lacks.to_array()[lane]);
        let begun = self.lacks(self.scene.start.map(Lanes::of)).to_array()[lane];
        if self.is_there(pack, lane) && astray <= (self.step - length) as f64 {
            self.close(pack, lane, astray as i32 + 1);
        } else if least > self.enough() && (most <= begun || !self.settles) {
            self.close(pack, lane, UNSETTLED);
        } else if least > self.enough() && least > begun {
            self.close(pack, lane, AWAY);
        }
    }

    /// What becomes of a run that ends where it is, which is not where it is to come to.
    fn astray_at_last(&self, pack: usize, lane: usize) -> i32 {
        let distance = |weights: [Lanes; 2]| nearest_squared(weights, &self.minimizers).to_array()[lane];
        let away = distance(self.block.weights(pack)) > distance(self.scene.start.map(Lanes::of));
        if self.settles && away { AWAY } else { UNSETTLED }
    }

    /// Writes down what became of a run, if it is not known.
    fn close(&mut self, pack: usize, lane: usize, outcome: i32) {
        if let Some(cell) = self.cells[pack][lane].take() {
            self.outcomes[cell] = outcome;
            self.done += 1;
            let [column, row] = self.grid.place(cell);
            let place = (outcome, column, row);
            if outcome >= 0 && self.settles && column < self.grid.columns && self.best.is_none_or(|best| place < best) {
                self.best = Some(place);
            }
        }
    }

    /// Whether any run of a pack repeats.
    fn repeats_here(&self, pack: usize) -> bool {
        let [now, before] = [&self.block, &self.before].map(|block| block.weights(pack)[0]);
        now.any_equal(before) && (0..WIDTH).any(|lane| self.repeats(pack, lane))
    }

    /// Whether the whole state of a run that is not over is the one it had when it was last seen to, bit for bit.
    fn repeats(&self, pack: usize, lane: usize) -> bool {
        let bits = |lanes: &Lanes| lanes.to_array()[lane].to_bits();
        let [now, before] = [&self.block, &self.before].map(|block| block.state(pack).iter().map(bits));
        self.cells[pack][lane].is_some() && now.eq(before)
    }

    fn swap(&mut self, pack: usize, other: usize) {
        if pack != other {
            self.block.swap_packs(pack, other);
            self.cells.swap(pack, other);
            self.astray.swap(pack, other);
        }
    }
}

/// 1 inside a domain or on its border, and 0 outside.
fn inside(point: [Lanes; 2], domain: Domain) -> Lanes {
    let [outside, inside] = [0.0, 1.0].map(Lanes::of);
    point.into_iter().zip([domain.x, domain.y]).fold(inside, |so_far, (number, limits)| {
        let [low, high] = limits.map(Lanes::of);
        let below = Lanes::select(number.less(low), outside, so_far);
        Lanes::select(high.less(number), outside, below)
    })
}

/// The square of the distance from a point to the nearest minimizer, and that one; the same number as
/// [`nearest_squared`].
fn nearest(point: [Lanes; 2], minimizers: &[[Lanes; 2]]) -> (Lanes, [Lanes; 2]) {
    let mut target = minimizers[0];
    let mut nearest = nearest_squared(point, &minimizers[..1]);
    for &[x, y] in &minimizers[1..] {
        let distance = nearest_squared(point, &[[x, y]]);
        let nearer = distance.less(nearest);
        nearest = Lanes::select(nearer, distance, nearest);
        target = [Lanes::select(nearer, x, target[0]), Lanes::select(nearer, y, target[1])];
    }
    (nearest, target)
}
