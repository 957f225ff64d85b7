//! The colours of the map: how soon a run settles along a ramp of its own, the blue of what is still outside at its end, and
//! greys for those that leave, next to the page's ground.

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
        // ColorBrewer's YlGnBu from early to late; its palest end is left to what stands on it. What is still outside goes on
        // from its dark end, and takes half of a map: on black it stays a dark blue, between the greys, and is told from
        // them by its hue as well.
        let (late, unsettled, away, left) = if theme.is_dark() {
            (0.6, 0x2C4061, 0x53565B, [0x2A2D31, 0x1B1F25])
        } else {
            (0.66, 0x38506F, 0xA9B0BA, [0xDAD8D5, 0xF1F0EE])
        };
        let early = 0.08;
        let settled = (0..=STEPS).map(|i| at(early + (late - early) * i as f64 / STEPS as f64));
        Ramp {
            settled: settled.collect(),
            unsettled: Color::hex(unsettled),
            away: Color::hex(away),
            left: left.map(Color::hex),
            steps,
        }
    }

    /// The colour of an outcome.
    pub fn color(&self, outcome: Outcome) -> Color {
        // The root leaves room for what is soon.
        let share = |step: usize| (step as f64 / self.steps.max(1) as f64).sqrt().min(1.0);
        match outcome {
            Outcome::Converged(step) | Outcome::Escaped(step) => {
                // The cast takes the whole part: every pixel asks, and rounding is a call.
                self.settled[(share(step) * STEPS as f64 + 0.5) as usize]
            }
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
    Color::hex(u32::from_be_bytes([0, r, g, b]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::tests::contrast;

    #[test]
    fn sooner_is_lighter_and_what_leaves_is_grey() {
        let light = |color: Color| color.rgb().iter().map(|&c| u32::from(c)).sum::<u32>();
        for theme in [Theme::Light, Theme::Dark] {
            let ramp = Ramp::new(100, theme);
            let steps = [0, 5, 20, 60, 100].map(|step| light(ramp.color(Outcome::Converged(step))));
            assert!(steps.is_sorted_by(|a, b| a > b), "{steps:?}");
            assert!(light(ramp.color(Outcome::Unsettled)) < steps[4]);
            let [r, g, b] = ramp.color(Outcome::Left(3)).rgb().map(i32::from);
            assert!((r - g).abs() < 10 && (g - b).abs() < 10);
        }
    }

    #[test]
    fn what_is_farther_is_told_from_what_leaves() {
        for theme in [Theme::Light, Theme::Dark] {
            let ramp = Ramp::new(100, theme);
            for left in [0, 100].map(|step| ramp.color(Outcome::Left(step))) {
                assert!(contrast(ramp.color(Outcome::Away), left) >= 1.5, "{}", left.css());
            }
        }
    }

    #[test]
    fn what_leaves_soon_is_told_from_what_leaves_late() {
        for theme in [Theme::Light, Theme::Dark] {
            let [soon, late] = [0, 100].map(|step| Ramp::new(100, theme).color(Outcome::Left(step)));
            assert!(contrast(soon, late) >= 1.18, "{theme:?}: {}", contrast(soon, late));
        }
    }

    #[test]
    fn what_is_too_slow_is_told_from_what_leaves_and_from_the_page() {
        for (theme, least, least_late) in [(Theme::Light, 3.0, 1.5), (Theme::Dark, 1.3, 2.2)] {
            let ramp = Ramp::new(100, theme);
            let slow = ramp.color(Outcome::Unsettled);
            let gone = [Outcome::Away, Outcome::Left(0), Outcome::Left(100)].map(|outcome| ramp.color(outcome));
            for other in gone.into_iter().chain([theme.ground()]) {
                assert!(contrast(slow, other) >= least, "{theme:?} {} {}", slow.css(), other.css());
                // By its hue as well.
                let blue = |color: Color| i32::from(color.rgb()[2]) - i32::from(color.rgb()[0]);
                assert!(blue(slow) >= blue(other) + 30, "{theme:?} {}", other.css());
            }
            // The last steps of the ramp are seen beside it, and its first ones far from them.
            let [soon, late] = [0, 100].map(|step| ramp.color(Outcome::Converged(step)));
            assert!(contrast(late, slow) >= least_late && contrast(soon, late) >= 2.0, "{theme:?}");
        }
    }

    #[test]
    fn on_black_nothing_is_a_hole_in_the_page_and_what_settles_is_the_loudest() {
        let (theme, ramp) = (Theme::Dark, Ramp::new(100, Theme::Dark));
        let beside = |outcome, other| contrast(ramp.color(outcome), other);
        for gone in [Outcome::Away, Outcome::Left(0), Outcome::Left(100)] {
            assert!(beside(gone, theme.ink()) < contrast(theme.ground(), theme.ink()), "{gone:?}");
        }
        for quiet in [Outcome::Unsettled, Outcome::Away] {
            let settled = beside(Outcome::Converged(100), theme.ground());
            assert!(1.5 * beside(quiet, theme.ground()) < settled, "{quiet:?}");
        }
    }
}
