//! A map on its way: the cells of a grid, each run from the Scene of its point, coarse to fine and in slices.

use super::block::{Block, LaneRule, LaneSurface, advance};
use super::order::Order;
use super::{Grid, Outcome, Plane};
use crate::analysis::nearest_squared;
use crate::lanes::{Lanes, WIDTH};
use crate::objective::{FAMILIES, LANE_FAMILIES, Surface};
use crate::rule::{LANE_RULES, RULES};
use crate::scalar::Scalar;
use crate::scene::Scene;

/// Packs in a block: enough to fill the pipelines, and few enough for the nearest cache.
const PACKS: usize = 128;

/// After so many steps, or at a change of what is in force, it is seen to which packs are done.
const STRIDE: usize = 32;

/// Weights nearer to the minimizers than this have a finite loss, on every surface: a test holds them to it.
const FAR: f64 = 1e30;

/// What is known of a cell.
const UNKNOWN: i32 = i32::MIN;
const UNSETTLED: i32 = -1;
const AWAY: i32 = -2;
/// It left at step 0; at each later one, one less.
const LEFT: i32 = -3;

/// A map on its way.
pub struct Sweep {
    plane: Plane,
    grid: Grid,
    /// The numbers of the columns, with the 0 behind the last one, and of the rows.
    numbers: [Vec<f64>; 2],
    /// What it depends on.
    subject: Scene,
    /// The Scene of the point that was placed last; its other parts are every point's.
    scene: Scene,
    rule: &'static dyn LaneRule,
    surface: Box<dyn LaneSurface>,
    /// The minimizers; the origin where there is none.
    minimizers: Vec<[Lanes; 2]>,
    /// Whether there is anything to converge to.
    settles: bool,
    /// The updates from which on something else is in force, ascending.
    changes: Vec<usize>,
    order: Order,
    /// Of each cell: the step from which it stays, [`UNSETTLED`], [`AWAY`], or from [`LEFT`] down.
    outcomes: Vec<i32>,
    done: usize,
    /// The fewest steps until a run stays, with the first column and row of those that take as many.
    best: Option<(i32, usize, usize)>,
    steps_run: usize,
    block: Block,
    /// The packs as they were when they were last seen to.
    before: Block,
    /// The cells in each pack; none where it is known what became of it, or there is none.
    cells: Vec<[Option<usize>; WIDTH]>,
    /// The last step at which a run was outside the tolerance, -1 before any; of the packs behind `watched` only as far
    /// as they have been seen to.
    outside: Vec<Lanes>,
    /// The first so many packs have a run inside the tolerance, and are watched at every step: of the others it is enough
    /// to know where they end up.
    watched: usize,
    /// The packs to be looked at closely, a block of them as they were, their losses, and the squares of their least and
    /// largest distance from the minimizers in the stride.
    aside: Vec<usize>,
    close_up: Block,
    values: Vec<Lanes>,
    range: Vec<[Lanes; 2]>,
    /// The step that all packs of the block stand at.
    step: usize,
    engine: bool,
}

impl Sweep {
    /// The map of a plane of a Scene, with nothing run yet.
    pub fn new(scene: &Scene, surface: &dyn Surface, plane: Plane, grid: Grid) -> Self {
        let subject = subject(scene, &plane);
        let mut scene = scene.clone();
        let choice = &scene.rules[plane.rule];
        let card = choice.rule.card();
        let place = RULES.iter().position(|rule| core::ptr::eq(rule.card(), card)).unwrap_or(0);
        let family = FAMILIES.iter().position(|family| core::ptr::eq(family.card, scene.surface.family.card));
        let lane_surface = LANE_FAMILIES[family.unwrap_or(0)](&scene.surface.parameters);
        let minimizers: Vec<_> = surface.minimizers().iter().map(|point| point.map(Lanes::of)).collect();
        // A point off the axes: no number on them makes another convention idle.
        let mut hyperparameters = vec![0.0; card.fields.len()];
        choice.resolve(scene.matching, scene.force(1), &mut hyperparameters);
        let choices = card.in_force(&choice.choices, &hyperparameters);
        plane.place(&mut scene, plane.numbers([0.0; 2]));
        let mut changes: Vec<_> = scene.schedule.markers().iter().map(|marker| marker.step.saturating_add(1)).collect();
        changes.insert(0, 1);
        changes.dedup();
        let traits = LANE_RULES[place].traits();
        Sweep {
            rule: LANE_RULES[place],
            surface: lane_surface,
            settles: !minimizers.is_empty(),
            minimizers: if minimizers.is_empty() { vec![[Lanes::of(0.0); 2]] } else { minimizers },
            changes,
            order: Order::of(grid),
            outcomes: vec![UNKNOWN; grid.len()],
            done: 0,
            best: None,
            steps_run: 0,
            aside: Vec::new(),
            close_up: Block::new(card, traits, PACKS, choices.clone()),
            values: vec![Lanes::of(0.0); PACKS],
            range: vec![[Lanes::of(0.0); 2]; PACKS],
            block: Block::new(card, traits, PACKS, choices.clone()),
            before: Block::new(card, traits, PACKS, choices),
            cells: vec![[None; WIDTH]; PACKS],
            outside: vec![Lanes::of(0.0); PACKS],
            watched: 0,
            step: 0,
            engine: true,
            numbers: numbers(&plane, grid),
            subject,
            plane,
            grid,
            scene,
        }
    }

    /// Whether it is the map of this plane of this Scene too: apart from the point itself, which may have moved, and
    /// the other rules.
    pub fn is_of(&self, scene: &Scene, plane: &Plane, grid: Grid) -> bool {
        self.plane == *plane && self.grid == grid && self.subject == subject(scene, plane)
    }

    /// The plane.
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The grid.
    pub fn grid(&self) -> Grid {
        self.grid
    }

    /// What share of the cells is known.
    pub fn progress(&self) -> f64 {
        self.done as f64 / self.grid.len() as f64
    }

    /// How many steps of runs have been taken, those of lanes whose run is over among them.
    pub fn steps_run(&self) -> usize {
        self.steps_run
    }

    /// The α and β of a cell's middle; α is 0 in the column behind the last.
    pub fn numbers(&self, cell: usize) -> [f64; 2] {
        let [column, row] = self.grid.place(cell);
        [self.numbers[0][column], self.numbers[1][row]]
    }

    /// The best cell that is known: of those with the fewest steps until the run stays the one of smallest α, then of
    /// smallest β, and how many steps these are. α = 0 is not among them.
    pub fn best(&self) -> Option<(usize, usize)> {
        self.best.map(|(step, column, row)| (step as usize, self.grid.cell(column, row)))
    }

    /// Whether there is a minimizer to converge to.
    pub fn settles(&self) -> bool {
        self.settles
    }

    /// The cell at a position on the plane, from 0 to 1 along each axis, negative infinity for α = 0.
    pub fn cell_at(&self, position: [f64; 2]) -> usize {
        let place =
            |position: f64, count: usize| Scalar::clamp(position * count as f64, 0.0, count as f64 - 1.0) as usize;
        let Grid { columns, rows } = self.grid;
        let column = if position[0] == f64::NEG_INFINITY { columns } else { place(position[0], columns) };
        self.grid.cell(column, place(position[1], rows))
    }

    /// What became of a cell; none where it is not known yet.
    pub fn outcome(&self, cell: usize) -> Option<Outcome> {
        match self.outcomes[cell] {
            UNKNOWN => None,
            UNSETTLED => Some(Outcome::Unsettled),
            AWAY => Some(Outcome::Away),
            step if step >= 0 => Some(Outcome::Converged(step as usize)),
            left => Some(Outcome::Left((LEFT - left) as usize)),
        }
    }

    /// Goes on for about so many steps of packs; whether anything is left to do.
    pub fn advance(&mut self, pack_steps: usize) -> bool {
        let mut spent = 0;
        while spent < pack_steps {
            if self.block.count == 0 && !self.fill() {
                return false;
            }
            spent += self.stride();
        }
        self.done < self.grid.len()
    }

    /// Puts the next cells into the block, at step 0; whether there were any.
    fn fill(&mut self) -> bool {
        self.step = 0;
        for pack in 0..PACKS {
            let cells: [Option<usize>; WIDTH] = core::array::from_fn(|_| self.order.next());
            self.cells[pack] = cells;
            if cells == [None; WIDTH] {
                break;
            }
            self.block.count = pack + 1;
            let [x, y] = self.scene.start;
            self.block.weights[pack] = [Lanes::of(x), Lanes::of(y)];
        }
        let block = &mut self.block;
        block.arrays.fill(Lanes::of(0.0));
        block.scalars.fill(Lanes::of(0.0));
        block.reach.fill(Lanes::of(0.0));
        self.outside.fill(Lanes::of(-1.0));
        self.watched = 0;
        self.put_in_force();
        self.rule.init(&mut self.block);
        self.block.clone_into(&mut self.before);
        // The start may be out of the number range, or inside the tolerance.
        self.see_to(0);
        self.block.count > 0 || self.done < self.grid.len()
    }

    /// Writes the hyperparameters for the next update.
    fn put_in_force(&mut self) {
        let card = self.scene.rules[self.plane.rule].rule.card();
        let mut lanes = [(); WIDTH].map(|()| vec![0.0; card.fields.len()]);
        for pack in 0..self.block.count {
            for (hyperparameters, cell) in lanes.iter_mut().zip(self.cells[pack]) {
                // Of a run that is over, anything does.
                let Some(cell) = cell else { continue };
                let numbers = self.numbers(cell);
                self.plane.place(&mut self.scene, numbers);
                let force = self.scene.force(self.step + 1);
                self.engine = force.gradient;
                self.scene.rules[self.plane.rule].resolve(self.scene.matching, force, hyperparameters);
            }
            let to = &mut self.block.hyperparameters[pack * card.fields.len()..];
            for (i, to) in to[..card.fields.len()].iter_mut().enumerate() {
                *to = Lanes::new(core::array::from_fn(|lane| lanes[lane][i]));
            }
        }
    }

    /// Takes all packs a stride on, and sees to those that are done; how many steps of packs that took.
    fn stride(&mut self) -> usize {
        let next = self.changes.iter().find(|change| **change > self.step + 1);
        let until = next.map_or(self.scene.steps, |change| (change - 1).min(self.scene.steps));
        let length = (until - self.step).min(STRIDE);
        let count = self.block.count;
        self.block.reach[..count].fill(Lanes::of(0.0));
        for _ in 0..length {
            advance(self.rule, &*self.surface, &mut self.block, self.step, self.engine);
            self.step += 1;
            self.watch();
        }
        self.see_to(length);
        if self.changes.contains(&(self.step + 1)) {
            self.put_in_force();
        }
        self.steps_run += WIDTH * count * length;
        (count * length).max(1)
    }

    /// Takes down the step for those of the watched runs that are outside the tolerance.
    fn watch(&mut self) {
        let [tolerance, step] = [self.scene.tolerance * self.scene.tolerance, self.step as f64].map(Lanes::of);
        for (&weights, outside) in self.block.weights[..self.watched].iter().zip(&mut self.outside) {
            let distance = nearest_squared(weights, &self.minimizers);
            *outside = Lanes::select(tolerance.less(distance), step, *outside);
        }
    }

    /// Writes down the runs that are over after a stride of so many steps, takes their packs out of the block, and puts
    /// those to be watched first.
    fn see_to(&mut self, length: usize) {
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

/// A Scene of what a map depends on.
fn subject(scene: &Scene, plane: &Plane) -> Scene {
    let mut subject = scene.clone();
    plane.place(&mut subject, [0.0; 2]);
    subject.rules = vec![subject.rules.swap_remove(plane.rule)];
    subject
}

/// The numbers in the middles of columns and rows.
fn numbers(plane: &Plane, grid: Grid) -> [Vec<f64>; 2] {
    let middles = |count: usize| (0..count).map(move |place| (place as f64 + 0.5) / count as f64);
    let across = middles(grid.columns).chain([f64::NEG_INFINITY]);
    [
        across.map(|x| plane.numbers([x, 0.0])[0]).collect(),
        middles(grid.rows).map(|y| plane.numbers([0.0, y])[1]).collect(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Traits;
    use crate::objective::Family;
    use crate::rule;
    use crate::scene::{Limits, Match, RuleChoice, SurfaceChoice};

    /// Numbers without a pattern, the same each time.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % below
        }
    }

    fn scene(link: &str) -> Scene {
        let opened = Scene::open(link, Limits::PAGE);
        assert_eq!(opened.problems, []);
        opened.scene
    }

    fn swept(scene: &Scene, plane: Plane, grid: Grid) -> Sweep {
        let mut sweep = Sweep::new(scene, &*scene.objective(), plane, grid);
        while sweep.advance(1000) {}
        assert_eq!(sweep.progress(), 1.0);
        sweep
    }

    /// What became of the run that stands beside the map when a cell's point is chosen.
    fn run_beside(scene: &Scene, plane: &Plane, numbers: [f64; 2]) -> Outcome {
        let mut scene = scene.clone();
        plane.place(&mut scene, numbers);
        Outcome::of(&scene.run()[plane.rule], &scene.objective().minimizers())
    }

    #[track_caller]
    fn agrees(scene: &Scene, sweep: &Sweep, cells: impl Iterator<Item = usize>) {
        for cell in cells {
            let (plane, numbers) = (sweep.plane(), sweep.numbers(cell));
            let rule = scene.rules[plane.rule].to_string();
            assert_eq!(
                sweep.outcome(cell),
                Some(run_beside(scene, plane, numbers)),
                "{rule} on {} at {numbers:?}, {:?}",
                scene.surface,
                scene.schedule.to_string()
            );
        }
    }

    #[test]
    fn every_cell_is_the_run_beside_it_for_every_rule_on_every_surface() {
        let mut dice = Dice(7);
        let schedules = ["", "&schedule=10:learning-rate=x0.1", "&schedule=40:gradient=0", "&schedule=5:momentum=0.5"];
        let mut seen = [0; 4];
        for family in FAMILIES {
            for &rule in RULES {
                let mut scene = scene(&format!("v=1{}", schedules[dice.throw(4)]));
                scene.surface = SurfaceChoice { family, parameters: family.defaults() };
                scene.start = family.card.start;
                scene.rules = vec![RuleChoice::plain(rule)];
                scene.steps = [40, 137][dice.throw(2)];
                scene.tolerance = [0.01, 0.3][dice.throw(2)];
                scene.matching = [Match::Raw, Match::Matched][dice.throw(2)];
                let mut plane = Plane::of(&scene, &*scene.objective(), 0);
                if dice.throw(3) == 0 {
                    plane = plane.from(dice.throw(50));
                }
                let sweep = swept(&scene, plane, Grid { columns: 7, rows: 5 });
                for cell in 0..sweep.grid().len() {
                    match sweep.outcome(cell).expect("it is done") {
                        Outcome::Converged(_) => seen[0] += 1,
                        Outcome::Unsettled => seen[1] += 1,
                        Outcome::Left(_) => seen[2] += 1,
                        Outcome::Away => seen[3] += 1,
                    }
                }
                let cells: Vec<_> = (0..8).map(|_| dice.throw(sweep.grid().len())).collect();
                agrees(&scene, &sweep, cells.into_iter());
            }
        }
        assert!(seen.iter().all(|&count| count > 1000), "{seen:?}");
    }

    #[test]
    fn all_cells_of_a_map_agree_also_where_runs_end_early() {
        for link in [
            "v=1&rules=heavy-ball&steps=2000",
            "v=1&rules=nesterov&steps=500&surface=himmelblau&start=0,0",
            "v=1&rules=ema&steps=700&match=matched&surface=rosenbrock",
            "v=1&rules=trace(dampening=0.5)&steps=300&schedule=150:momentum=0.2",
            "v=1&rules=adam&steps=300&surface=beale",
            "v=1&rules=gradient-descent&steps=900&tolerance=1e-12",
            "v=1&rules=heavy-ball&steps=0",
            "v=1&rules=heavy-ball&steps=1&start=0.005,0",
            "v=1&rules=heavy-ball&surface=rosenbrock&start=1e200,0",
            "v=1&rules=heavy-ball&surface=saddle&steps=3000",
            "v=1&rules=sign-sgd&steps=800&tolerance=0.5",
        ] {
            let scene = scene(link);
            let plane = Plane::of(&scene, &*scene.objective(), 0);
            let sweep = swept(&scene, plane, Grid { columns: 19, rows: 9 });
            agrees(&scene, &sweep, 0..sweep.grid().len());
        }
    }

    #[test]
    fn the_conventions_and_own_values_of_a_rule_are_those_of_its_map() {
        for rule in
            ["heavy-ball(weight-decay=0.1,decay-form=decoupled)", "ema(learning-rate=0.3)", "adam(momentum=0.5)"]
        {
            let scene = scene(&format!("v=1&rules=trace {rule}&schedule=20:learning-rate=x0.5"));
            let plane = Plane::of(&scene, &*scene.objective(), 1);
            let sweep = swept(&scene, plane, Grid { columns: 9, rows: 5 });
            agrees(&scene, &sweep, 0..sweep.grid().len());
        }
    }

    #[test]
    fn weights_that_are_not_far_have_a_finite_loss_on_every_surface() {
        let mut dice = Dice(3);
        for family in FAMILIES {
            for extreme in 0..40 {
                let parameters = family.card.parameters.iter().map(|p| match extreme {
                    0 => p.default,
                    _ => [p.default, p.legal.low, p.legal.high, p.usual[0], p.usual[1]][dice.throw(5)],
                });
                let parameters: Vec<f64> = parameters.collect();
                let surface = family.surface(&parameters);
                for _ in 0..50 {
                    let mut coordinate = || {
                        let size = libm::exp10(dice.throw(31) as f64);
                        [1.0, -1.0, 0.3][dice.throw(3)] * size
                    };
                    let point = [coordinate(), coordinate()];
                    let [loss, distance] = [
                        crate::objective::SurfaceOver::<f64>::value(&*surface, point),
                        nearest_squared(point, &surface.minimizers()),
                    ];
                    assert!(loss.is_finite() || distance >= FAR * FAR, "{} {parameters:?} {point:?}", family.card.name);
                }
            }
        }
    }

    #[test]
    fn a_rule_that_knows_the_time_says_so() {
        // From the same state on, the same gradients, but other numbers of the updates.
        for (place, &rule) in RULES.iter().enumerate() {
            let card = rule.card();
            let choices: Vec<_> = card.choices.iter().map(|choice| choice.default).collect();
            let at = |t: u32, moved: f64, scale: f64| {
                let hyperparameters = card.fields.iter().map(|field| field.parameter.default * (1.0 - moved) + moved);
                let hyperparameters: Vec<f64> = hyperparameters.collect();
                let mut block = Block::new(card, Traits::default(), 1, card.in_force(&choices, &hyperparameters));
                block.count = 1;
                block.weights[0] = [Lanes::of(0.7), Lanes::of(-0.4)];
                block.losses[0] = Lanes::of(0.9);
                block.gradients[0] = [Lanes::of(1.5), Lanes::of(-0.25)];
                for (i, value) in hyperparameters.iter().enumerate() {
                    block.hyperparameters[i] = Lanes::of(*value);
                }
                LANE_RULES[place].init(&mut block);
                block.arrays.iter_mut().enumerate().for_each(|(i, a)| *a = *a + 0.3 + 0.1 * i as f64);
                block.scalars.iter_mut().enumerate().for_each(|(i, s)| *s = *s * 0.3 + (0.2 + 0.01 * i as f64) * scale);
                LANE_RULES[place].update(t, &mut block);
                let all = [block.weights.as_flattened(), &block.arrays, &block.scalars].concat();
                all.into_iter().map(|lanes| lanes.to_array()[0].to_bits()).collect::<Vec<_>>()
            };
            let states = [(0.0, 1.0), (0.05, 1.0), (0.0, 1e-3), (20.0, 1.0)];
            let other =
                [3, 7, 50, 900].into_iter().any(|t| states.into_iter().any(|(m, s)| at(t, m, s) != at(2, m, s)));
            assert_eq!(other, LANE_RULES[place].knows_time(), "{}", card.name);
        }
    }

    #[test]
    fn what_repeats_bit_for_bit_and_what_leaves_stops_costing() {
        let grid = Grid { columns: 16, rows: 16 };
        // Most runs of this map have left, or come to rest to the last bit, long before its 20,000 steps are over.
        let mut scene = scene("v=1&surface=booth&rules=heavy-ball&steps=10000");
        scene.steps = 20_000;
        let sweep = swept(&scene, Plane::of(&scene, &*scene.objective(), 0), grid);
        let all = grid.len() * scene.steps;
        assert!(sweep.steps_run() * 2 < all, "{} of {all}", sweep.steps_run());
    }

    #[test]
    fn a_coarse_map_stands_before_the_fine_one() {
        let scene = scene("v=1&rules=heavy-ball&steps=50");
        let grid = Grid { columns: 256, rows: 256 };
        let mut sweep = Sweep::new(&scene, &*scene.objective(), Plane::of(&scene, &*scene.objective(), 0), grid);
        sweep.advance(1);
        while sweep.progress() < 0.01 {
            assert!(sweep.advance(1));
        }
        let known = (0..grid.len()).filter(|&cell| sweep.outcome(cell).is_some());
        assert!(known.map(|cell| grid.place(cell)).all(|[_, row]| row % super::super::COARSE == 0));
    }

    #[test]
    fn families_and_lane_families_stand_in_the_same_order() {
        for (family, make) in FAMILIES.iter().zip(LANE_FAMILIES) {
            let parameters = family.defaults();
            let (point, mut loss) = (family.card.start, [Lanes::of(0.0)]);
            make(&parameters).values(&[point.map(Lanes::of)], &mut loss);
            let alone = crate::objective::SurfaceOver::<f64>::value(&*family.surface(&parameters), point);
            assert_eq!(loss[0].to_array(), [alone; WIDTH], "{}", family.card.name);
        }
        assert!(Family::named("quadratic").is_some() && rule::named("ema").is_some());
    }
}
