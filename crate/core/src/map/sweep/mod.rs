//! A map on its way: the cells of a grid, each run from the Scene of its point, coarse to fine and in slices.

mod watch;

use super::block::{Block, LaneRule, LaneSurface, advance};
use super::order::Order;
use super::{Grid, Outcome, Plane};
use crate::lanes::{Lanes, WIDTH};
use crate::objective::{Domain, FAMILIES, LANE_FAMILIES};
use crate::rule::{LANE_RULES, RULES};
use crate::scalar::Scalar;
use crate::scene::Scene;

/// Packs in a block: enough to fill the pipelines, and few enough for the nearest cache.
const PACKS: usize = 128;

/// So many steps of packs a block takes, if that leaves it packs enough: of long runs nothing is known before their end,
/// and a map that is waited for is to grow in sight.
const WORK: usize = 400_000;
const LEAST_PACKS: usize = 32;

/// After so many steps, or at a change of what is in force, it is seen to which packs are done.
const STRIDE: usize = 32;

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
    /// Whether there is anything to converge to: else runs are to escape from the domain.
    settles: bool,
    domain: Domain,
    /// The updates from which on something else is in force, ascending.
    changes: Vec<usize>,
    order: Order,
    /// Of each cell: the step from which it stays or has escaped, [`UNSETTLED`], [`AWAY`], or from [`LEFT`] down.
    outcomes: Vec<i32>,
    done: usize,
    /// The fewest steps until a run stays, with the first column and row of those that take as many.
    best: Option<(i32, usize, usize)>,
    steps_run: usize,
    block: Block,
    /// The packs as they were before the stride.
    before: Block,
    /// The cells in each pack; none where it is known what became of it, or there is none.
    cells: Vec<[Option<usize>; WIDTH]>,
    /// The last step at which a run was not where it is to come to, -1 before any.
    astray: Vec<Lanes>,
    /// The packs to be looked at closely: those far away, and those near; a block of them as they were, and the
    /// least and the most that they lacked in the stride.
    far: Vec<usize>,
    near: Vec<usize>,
    close_up: Block,
    range: Vec<[Lanes; 2]>,
    /// The step that all packs of the block stand at.
    step: usize,
    engine: bool,
}

impl core::fmt::Debug for Sweep {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Sweep { plane, grid, subject, done, .. } = self;
        let mut sweep = f.debug_struct("Sweep");
        sweep.field("plane", plane).field("grid", grid).field("subject", subject).field("done", done);
        sweep.finish_non_exhaustive()
    }
}

impl Sweep {
    /// The map of a plane of a Scene, on the Scene's surface, with nothing run yet. None where the Scene has no rule at
    /// the plane's place, or one that is not among [`RULES`]: over lanes there are those alone.
    pub fn new(scene: &Scene, plane: Plane, grid: Grid) -> Option<Self> {
        let choice = scene.rules.get(plane.rule)?;
        let card = choice.rule.card();
        let rule = LANE_RULES[RULES.iter().position(|rule| core::ptr::eq(rule.card(), card))?];
        let family = FAMILIES.iter().position(|family| core::ptr::eq(family.card, scene.surface.family.card))?;
        let lane_surface = LANE_FAMILIES[family](&scene.surface.family.whole(&scene.surface.parameters));
        let surface = scene.objective();
        let minimizers: Vec<_> = surface.minimizers().iter().map(|point| point.map(Lanes::of)).collect();
        // A point off the axes: no number on them makes another convention idle.
        let mut hyperparameters = vec![0.0; card.fields.len()];
        choice.resolve(scene.matching, scene.force(1), &mut hyperparameters);
        let choices = card.in_force(&choice.choices, &hyperparameters);
        let subject = subject(scene, &plane);
        let mut scene = scene.clone();
        plane.place(&mut scene, plane.numbers([0.0; 2]));
        let changes = scene.schedule.changes();
        let traits = rule.traits();
        Some(Sweep {
            rule,
            surface: lane_surface,
            settles: !minimizers.is_empty(),
            domain: surface.domain(),
            minimizers: if minimizers.is_empty() { vec![[Lanes::of(0.0); 2]] } else { minimizers },
            changes,
            order: Order::of(grid),
            outcomes: vec![UNKNOWN; grid.len()],
            done: 0,
            best: None,
            steps_run: 0,
            far: Vec::new(),
            near: Vec::new(),
            close_up: Block::new(card, traits, PACKS, choices.clone()),
            range: vec![[Lanes::of(0.0); 2]; PACKS],
            block: Block::new(card, traits, PACKS, choices.clone()),
            before: Block::new(card, traits, PACKS, choices),
            cells: vec![[None; WIDTH]; PACKS],
            astray: vec![Lanes::of(0.0); PACKS],
            step: 0,
            engine: true,
            numbers: numbers(&plane, grid),
            subject,
            plane,
            grid,
            scene,
        })
    }

    /// Whether it is the map of this plane of this Scene too: apart from the point itself, which may have moved, and
    /// the other rules.
    pub fn is_of(&self, scene: &Scene, plane: &Plane, grid: Grid) -> bool {
        self.plane == *plane && self.grid == grid && self.subject == subject(scene, plane)
    }

    /// Whether a Scene has the rule of this map where it was.
    pub fn has_its_rule_in(&self, scene: &Scene) -> bool {
        let card = self.subject.rules[0].rule.card();
        scene.rules.get(self.plane.rule).is_some_and(|choice| core::ptr::eq(choice.rule.card(), card))
    }

    /// The plane.
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The grid.
    pub fn grid(&self) -> Grid {
        self.grid
    }

    /// What share of the cells is known; NaN where there are none.
    pub fn progress(&self) -> f64 {
        self.done as f64 / self.grid.len() as f64
    }

    /// How many steps of runs have been taken, those of lanes whose run is over among them.
    pub fn steps_run(&self) -> usize {
        self.steps_run
    }

    /// The α and β of a cell's middle; α is 0 in the column behind the last.
    ///
    /// # Panics
    ///
    /// Where the grid has no such cell.
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

    /// The cell at a position on the plane, from 0 to 1 along each axis, negative infinity for α = 0; none on a plane
    /// without axes.
    pub fn cell_at(&self, position: [f64; 2]) -> Option<usize> {
        let place =
            |position: f64, count: usize| Scalar::clamp(position * count as f64, 0.0, count as f64 - 1.0) as usize;
        let Grid { columns, rows } = self.grid;
        let column = if position[0] == f64::NEG_INFINITY { columns } else { place(position[0], columns) };
        (!self.grid.is_empty()).then(|| self.grid.cell(column, place(position[1], rows)))
    }

    /// What became of a cell; none where it is not known yet, or there is no such cell.
    pub fn outcome(&self, cell: usize) -> Option<Outcome> {
        match *self.outcomes.get(cell)? {
            UNKNOWN => None,
            UNSETTLED => Some(Outcome::Unsettled),
            AWAY => Some(Outcome::Away),
            step if step >= 0 && self.settles => Some(Outcome::Converged(step as usize)),
            step if step >= 0 => Some(Outcome::Escaped(step as usize)),
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
        self.cells.fill([None; WIDTH]);
        let packs = (WORK / self.scene.steps.max(1)).clamp(LEAST_PACKS, PACKS);
        for cells in &mut self.cells[..packs] {
            *cells = core::array::from_fn(|_| self.order.next());
        }
        // Cells come to an end only once.
        let count = self.cells.iter().take_while(|cells| **cells != [None; WIDTH]).count();
        self.block.begin(count, self.scene.start);
        self.astray.fill(Lanes::of(-1.0));
        self.put_in_force();
        self.rule.init(&mut self.block);
        self.before.copy_from(&self.block);
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
            for (i, to) in self.block.hyperparameters(pack).iter_mut().enumerate() {
                *to = Lanes::new(core::array::from_fn(|lane| lanes[lane][i]));
            }
        }
    }

    /// Takes all packs a stride on, and sees to those that are done; how many steps of packs that took.
    fn stride(&mut self) -> usize {
        let next = self.changes.iter().find(|change| **change > self.step + 1);
        let until = next.map_or(self.scene.steps, |change| (change - 1).min(self.scene.steps));
        // Runs that leave at once cost little.
        let length = (until - self.step).min(self.step.clamp(STRIDE / 4, STRIDE));
        let count = self.block.count;
        self.before.copy_from(&self.block);
        for _ in 0..length {
            advance(self.rule, &*self.surface, &mut self.block, self.step, self.engine);
            self.step += 1;
        }
        self.see_to(length);
        if self.changes.contains(&(self.step + 1)) {
            self.put_in_force();
        }
        self.steps_run += WIDTH * count * length;
        (count * length).max(1)
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
mod tests;
