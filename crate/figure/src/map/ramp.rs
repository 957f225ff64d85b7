//! The colours of the map: how soon a run settles along a ramp of its own, and greys for those that leave.

use heavy_ball::map::Outcome;

use crate::ink::Color;
use crate::style::Theme;

/// The steps of the ramp between the first step and the last.
const STEPS: usize = 64;

/// The colours of all outcomes of runs of a number of steps.
#[derive(Clone, Debug)]
pub struct Ramp {
    settled: Vec<Color>,
    unsettled: Color,
    away: Color,
    left: [Color; 2],
    steps: usize,
}

impl Ramp {
    /// The colours for a budget of steps.
    pub fn new(steps: usize, theme: Theme) -> Self {
        // ColorBrewer's YlGnBu from early to late; its palest and its darkest end are left to what stands on it.
        let [early, late] = [0.08, 0.66];
        let settled = (0..=STEPS).map(|i| at(early + (late - early) * i as f64 / STEPS as f64));
        let left = match theme {
            Theme::Light => [0xD9D7D4, 0xEDECEA],
            Theme::Dark => [0x33363B, 0x24272B],
        };
        Ramp {
            settled: settled.collect(),
            unsettled: Color::hex(match theme {
                Theme::Light => 0x3F5A7C,
                Theme::Dark => 0x26374E,
            }),
            away: Color::hex(match theme {
                Theme::Light => 0xBFC4CB,
                Theme::Dark => 0x41464D,
            }),
            left: left.map(Color::hex),
            steps,
        }
    }

    /// The colour of an outcome.
    pub fn color(&self, outcome: Outcome) -> Color {
        // The root leaves room for what is soon.
        let share = |step: usize| (step as f64 / self.steps.max(1) as f64).sqrt().min(1.0);
        match outcome {
            Outcome::Converged(step) => self.settled[(share(step) * STEPS as f64).round() as usize],
            Outcome::Unsettled => self.unsettled,
            Outcome::Away => self.away,
            Outcome::Left(step) => self.left[0].mix(self.left[1], share(step)),
        }
    }
}

impl Ramp {
    /// The step whose colour stands at a share of the ramp, from 0 to 1.
    pub fn step_at(&self, share: f64) -> usize {
        (share * share * self.steps as f64).round() as usize
    }
}

fn at(position: f64) -> Color {
    let colorous::Color { r, g, b } = colorous::YELLOW_GREEN_BLUE.eval_continuous(position);
    Color { rgb: [r, g, b], alpha: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sooner_is_lighter_and_what_leaves_is_grey() {
        let light = |color: Color| color.rgb.iter().map(|&c| u32::from(c)).sum::<u32>();
        for theme in [Theme::Light, Theme::Dark] {
            let ramp = Ramp::new(100, theme);
            let steps = [0, 5, 20, 60, 100].map(|step| light(ramp.color(Outcome::Converged(step))));
            assert!(steps.is_sorted_by(|a, b| a > b), "{steps:?}");
            assert!(light(ramp.color(Outcome::Unsettled)) < steps[4]);
            let [r, g, b] = ramp.color(Outcome::Left(3)).rgb.map(i32::from);
            assert!((r - g).abs() < 6 && (g - b).abs() < 6);
        }
    }
}
