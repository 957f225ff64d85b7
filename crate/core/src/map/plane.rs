//! The plane of a rule's map: its two axes, and the Scene that belongs to a point on it.

use super::Axis;
use crate::analysis;
use crate::objective::{Domain, Surface};
use crate::scene::Scene;
use crate::trajectory::Trajectory;

/// The plane of the map of one rule of a Scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// Which of the Scene's rules is run.
    pub rule: usize,
    /// The horizontal axis and the vertical one, as the rule's card names them; none where it has none.
    pub axes: [Option<Axis>; 2],
    /// The step from which on a point's α and β act; none for the whole run.
    pub from: Option<usize>,
}

impl Plane {
    /// The plane of one of the Scene's rules, with α and β for the whole run.
    ///
    /// # Panics
    ///
    /// Where the Scene has no such rule; a plane whose Scene has another number of rules does the same.
    pub fn of(scene: &Scene, surface: &dyn Surface, rule: usize) -> Self {
        let card = scene.rules[rule].rule.card();
        let place = |key: &&str| card.field(key);
        let mut fields = card.axes.iter().filter_map(place);
        let across = fields.next().map(|field| {
            let parameter = &card.fields[field].parameter;
            let Domain { x: [left, right], .. } = surface.domain();
            let size = match parameter.units {
                "X²/F" => analysis::curvature(surface, scene.start).map_or(surface.card().learning_rate, |l| 1.0 / l),
                "X" => (right - left) / 100.0,
                _ => parameter.default,
            };
            Axis::around(field, size)
        });
        Plane { rule, axes: [across, fields.next().map(Axis::of_share)], from: None }
    }

    /// The same plane with its points acting from a step on.
    pub fn from(self, step: usize) -> Self {
        Plane { from: Some(step), ..self }
    }

    /// The hyperparameters at a position, both from 0 to 1; α is 0 where the position is negative infinity.
    pub fn numbers(&self, position: [f64; 2]) -> [f64; 2] {
        let number = |i: usize| self.axes[i].map_or(0.0, |axis: Axis| axis.number(position[i]));
        [if position[0] == f64::NEG_INFINITY { 0.0 } else { number(0) }, number(1)]
    }

    /// Numbers in so many digits of their axes.
    pub fn rounded(&self, numbers: [f64; 2], digits: i32) -> [f64; 2] {
        core::array::from_fn(|i| self.axes[i].map_or(numbers[i], |axis| axis.rounded(numbers[i], digits)))
    }

    /// Makes a Scene the one of a point: its α and β in place of those in force, everything else as it is.
    ///
    /// What the rule shares with the others is changed for all of them; what it keeps in its own brackets, there.
    pub fn place(&self, scene: &mut Scene, numbers: [f64; 2]) {
        for (axis, number) in self.axes.iter().zip(numbers) {
            let Some(Axis { field, .. }) = *axis else { continue };
            let choice = &mut scene.rules[self.rule];
            if choice.shares(field) {
                let key = choice.rule.card().fields[field].parameter.key;
                scene.put(key, number, self.from);
            } else {
                choice.keep(field, number);
            }
        }
    }

    /// The same under the hand: a number that is in force already stays as it was said.
    pub fn choose(&self, scene: &mut Scene, numbers: [f64; 2]) {
        let here = self.numbers_in(scene);
        let moved = core::array::from_fn(|i| self.axes[i].filter(|_| numbers[i] != here[i]));
        Plane { axes: moved, ..self.clone() }.place(scene, numbers);
    }

    /// The run of a point, alone.
    pub fn run(&self, scene: &Scene, surface: &dyn Surface, numbers: [f64; 2]) -> Option<Trajectory> {
        let mut there = scene.clone();
        self.place(&mut there, numbers);
        there.rules = vec![there.rules.swap_remove(self.rule)];
        there.run_on(surface).pop()
    }

    /// The numbers that a Scene has where this plane's points act.
    pub fn numbers_in(&self, scene: &Scene) -> [f64; 2] {
        let force = self.from.map_or_else(|| scene.base(), |step| scene.force(step + 1));
        self.axes.map(|axis| axis.map_or(0.0, |axis| scene.rules[self.rule].value(axis.field, force)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Limits;

    #[test]
    fn a_number_that_a_hand_leaves_alone_is_not_said_again() {
        let schedule = "8:learning-rate=x0.2; 20:momentum=x0.5";
        let mut scene = Scene::open(&format!("v=1&rules=heavy-ball&schedule={schedule}"), Limits::PAGE).scene;
        let plane = Plane::of(&scene, &*scene.objective(), 0).from(20);
        let [alpha, beta] = plane.numbers_in(&scene);
        plane.choose(&mut scene, [alpha, beta]);
        assert_eq!(scene.schedule.to_string(), schedule);
        plane.choose(&mut scene, [0.02, beta]);
        assert_eq!(scene.schedule.to_string(), "8:learning-rate=x0.2; 20:learning-rate=0.02,momentum=x0.5");
        assert_eq!(plane.numbers_in(&scene), [0.02, beta]);
    }
}
