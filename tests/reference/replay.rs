//! A recorded case as a run of ours: which rule it is, and what the library would have held of it.

use heavy_ball::rule::counterpart::Settings;
use heavy_ball::rule::{AnyRule, Card, Counterpart, Held, Memory, Now, RULES, RuleOver, StepView};
use heavy_ball::trajectory::Trajectory;

use crate::read::Case;

/// The rule that a case's call is, by the counterparts on the cards.
pub(crate) fn identify(case: &Case) -> Option<(&'static dyn AnyRule, &'static Counterpart, Settings)> {
    RULES.iter().find_map(|&rule| {
        let card = rule.card();
        card.counterparts.iter().find_map(|counterpart| {
            let settings = card.settings(counterpart, &case.call, &case.arguments)?;
            Some((rule, counterpart, settings))
        })
    })
}

/// A run with what a library would have held of it at each step.
pub(crate) struct Replay<'a> {
    pub(crate) card: &'static Card,
    pub(crate) counterpart: &'a Counterpart,
    pub(crate) run: Trajectory,
}

impl Replay<'_> {
    /// The point that the library would call its weights.
    pub(crate) fn weights(&self, step: usize) -> [f64; 2] {
        let Trajectory { rule, points, memories, scalars, choices, .. } = &self.run;
        if !self.counterpart.at_query {
            return points[step];
        }
        let mut arrays: Vec<f64> = memories.iter().flat_map(|memory| memory[step]).collect();
        let mut scalars: Vec<f64> = scalars.iter().map(|memory| memory[step]).collect();
        let memory = Memory::new(2, &mut arrays, &mut scalars);
        let mut point = [0.0; 2];
        let now = Now { t: step as u32 + 1, hyperparameters: self.run.hyperparameters_at(step + 1), choices };
        RuleOver::<f64>::query(*rule, now, &points[step], &memory, &mut point);
        point
    }

    /// A buffer of the library after a step; none where the card doesn't say what it is here.
    pub(crate) fn buffer(&self, name: &str, step: usize) -> Option<[f64; 2]> {
        let held = self.counterpart.buffers.iter().find(|(buffer, _)| *buffer == name).map(|(_, held)| held)?;
        match held {
            Held::Memory(memory) => {
                let place = |names: &[&str]| names.iter().position(|name| name == memory);
                let array = place(self.card.memories).map(|i| self.run.memories[i][step]);
                array.or_else(|| Some([self.run.scalars[place(self.card.scalars)?][step]; 2]))
            }
            Held::Derived(of) if step > 0 => Some(of(&self.run.update(step))),
            Held::Derived(of) => Some(of(&self.at_the_start())),
        }
    }

    /// What stands before the first update, as if an update had led to it.
    fn at_the_start(&self) -> StepView {
        let Trajectory { points, losses, memories, scalars, choices, .. } = &self.run;
        StepView {
            t: 0,
            hyperparameters: self.run.hyperparameters_at(1).to_vec(),
            choices: choices.clone(),
            loss: losses[0],
            slope: [0.0; 2],
            gradient: [0.0; 2],
            undecayed: points[0],
            weights: [points[0]; 2],
            query: points[0],
            memories: memories.iter().map(|memory| [memory[0]; 2]).collect(),
            scalars: scalars.iter().map(|memory| [memory[0]; 2]).collect(),
        }
    }
}
