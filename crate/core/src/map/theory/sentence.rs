//! What theory says of the run from a point of a map, as one sentence, and when it is true.

use super::{InForce, Theory};
use crate::analysis::{Curvatures, FIRST_STEP, Forecast, Iteration, Regime, momentum_text, overcorrected};
use crate::map::Outcome;
use crate::text::short;

impl Theory {
    /// How a run from a point of the map moves while what is in force stays so, as one sentence. None where no direction
    /// is curved.
    ///
    /// Where the curvatures are those of one place alone, `near`, the sentence says so. None there as well if the run is
    /// lost, as its outcome tells, and the sentence would not say that it grows.
    pub fn explain(
        &mut self,
        numbers: [f64; 2],
        curvatures: Curvatures,
        outcome: Option<Outcome>,
        near: Option<&str>,
    ) -> Option<String> {
        self.plane.place(&mut self.scene, numbers);
        let InForce { iteration, spoken, engine } = self.at(self.update)?;
        let Since { mut when, moves, mut diverged, .. } = self.since(Some(curvatures).filter(|_| near.is_none()));
        // What is divided by 0 is no number, whether anything pulls or not.
        let pulls = engine && iteration.learning_rate() != 0.0;
        if let Some(beta) = self.overcorrects(iteration).filter(|beta| pulls || beta.abs() == 1.0) {
            return Some(format!("With β = {}{when} {}.", momentum_text(beta), overcorrected(beta)));
        }
        if engine && iteration.pull() != 0.0 {
            let forecast = spoken.forecast(curvatures)?;
            if let Some(place) = near {
                if forecast.rate <= 1.0 && matches!(outcome, Some(Outcome::Away | Outcome::Left(_))) {
                    return None;
                }
                when = format!(" near {place}");
            }
            if forecast.regime == Regime::Diverges {
                diverged.clear();
            }
            let beside =
                if near.is_some() { String::new() } else { self.beside(spoken, &forecast, curvatures, outcome) };
            return Some(diverged + &spoken.explain(forecast, &when) + &beside);
        }
        // What begins where nothing pulls has nothing in its memory.
        let mut slope = [0.0; 2];
        self.scene.objective().look(self.scene.start[0], self.scene.start[1], &mut slope);
        Some(diverged + &iteration.explain_coast(engine, moves && slope != [0.0; 2], &when))
    }

    /// What the run from the start may show in place of what comes in the long run, as a sentence with a blank before it;
    /// empty where that is seen.
    fn beside(&self, spoken: Iteration, forecast: &Forecast, all: Curvatures, outcome: Option<Outcome>) -> String {
        let curvature = short(forecast.curvature);
        let Some(excited) = all.excited_by(&*self.scene.objective(), self.scene.start) else {
            return " But at this start nothing pulls.".to_owned();
        };
        // By rounding a part comes in that grows until the run is lost.
        let lost = matches!(outcome, Some(Outcome::Away | Outcome::Left(_) | Outcome::Escaped(_)));
        let is_seen = lost && spoken.forecast(excited).is_some_and(|alone| alone.rate <= 1.0);
        if ![excited.low, excited.high].contains(&forecast.curvature) && !is_seen {
            return format!(" But this start has no part along λ = {curvature}.");
        }
        if matches!(forecast.regime, Regime::Diverges | Regime::Escapes) {
            let settles = matches!(outcome, Some(Outcome::Converged(_)));
            return if settles { format!(" But there is little along λ = {curvature}.") } else { String::new() };
        }
        let first = self.at(1).filter(|_| self.corrects()).map_or(0.0, |now| now.iteration.learning_rate());
        if first * excited.high > 2.0 { format!(" But {FIRST_STEP}.") } else { String::new() }
    }

    /// Whether the rule corrects the bias of its average.
    fn corrects(&self) -> bool {
        let run = &self.scene.rules[self.plane.rule];
        run.rule.card().correction(&run.choices).is_some()
    }

    /// The β with which a correction of the bias never fades, so that it is another iteration at each update.
    fn overcorrects(&self, iteration: Iteration) -> Option<f64> {
        let first = self.at(1).and_then(|now| now.iteration.momentum()).filter(|_| self.corrects())?;
        iteration.momentum().filter(|beta| beta.abs() > 1.0 || beta.abs() == 1.0 && first.abs() == 1.0)
    }

    /// Whether the same is in force from the first update to the last, at the point that was placed last.
    pub fn is_constant(&self) -> bool {
        self.when().is_empty()
    }

    /// When what is in force is so, at the point that was placed last: "" for the whole run, " until step 8".
    pub(in crate::map) fn when(&self) -> String {
        self.since(None).when
    }

    /// The step from which on what is in force has been so, at the point that was placed last.
    pub fn begun(&self) -> usize {
        self.since(None).begun
    }

    /// What is in force when at the point that was placed last, and what was before; with curvatures, where that diverged
    /// is told as well.
    fn since(&self, curvatures: Option<Curvatures>) -> Since {
        let (mut begun, mut ends, mut before, mut moves) = (0, 0, None, false);
        let mut diverged = String::new();
        let markers = self.scene.schedule.markers().iter().map(|marker| marker.step);
        for step in [0].into_iter().chain(markers).take_while(|step| *step < self.scene.steps) {
            let now = self.at(step + 1);
            let changes = step > 0 && now != before;
            if changes && step >= self.update {
                ends = step;
                break;
            }
            if changes {
                // The first limit that was broken is enough.
                if let Some((curvatures, InForce { spoken, engine: true, .. })) = curvatures.zip(before)
                    && diverged.is_empty()
                    && self.overcorrects(spoken).is_none()
                {
                    diverged = spoken.explain_divergence(curvatures, &when(begun, step));
                }
                begun = step;
            }
            if step < self.update {
                moves |= now.is_some_and(|now| now.engine && now.iteration.fills_memory(step + 1));
            }
            before = now;
        }
        Since { begun, when: when(begun, ends), moves, diverged }
    }
}

/// What is in force from when to when, and what was before.
struct Since {
    begun: usize,
    /// "" for the whole run, else " until step 8", " from step 8 on" or " from step 8 to 20".
    when: String,
    /// Whether any gradient came into the memory until then.
    moves: bool,
    /// The limit that was broken before, as a sentence with a blank at its end; empty where none was.
    diverged: String,
}

/// When a stretch is that begins at a step and ends at another one, 0 where it does not.
fn when(begins: usize, ends: usize) -> String {
    match [begins, ends] {
        [0, 0] => String::new(),
        [0, _] => format!(" until step {ends}"),
        [_, 0] => format!(" from step {begins} on"),
        _ => format!(" from step {begins} to {ends}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, theory};
    use super::*;
    use crate::map::Plane;
    use crate::scene::{Limits, Scene};

    #[track_caller]
    fn says(link: &str, step: usize, numbers: [f64; 2], sentence: &str) {
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        assert_eq!(at(link, 0, step).unwrap().explain(numbers, bowl, None, None).as_deref(), Some(sentence));
    }

    #[test]
    fn a_sentence_says_when_it_is_true() {
        let link = "v=1&schedule=8:learning-rate=x0.2&rules=heavy-ball";
        let over = "Diverges until step 8: α λ = 8 is over the limit 2(1+β) = 2.6; \
                    the distance grows by a factor of 6.65 each step.";
        says(link, 0, [0.4, 0.3], over);
        says(link, 7, [0.4, 0.3], over);
        let under = "Monotone from step 8 on: β = 0.3 is below the critical 0.514 for λ = 1, so it creeps; \
                     the distance shrinks to 0.879 of itself each step. \
                     Along λ = 20 it swings; it shrinks to 0.548 of itself each step.";
        let broken = "Diverges until step 8: α λ = 8 is over the limit 2(1+β) = 2.6. ";
        let both = format!("{broken}{under}");
        says(link, 8, [0.4, 0.3], &both);
        says(link, 100, [0.4, 0.3], &both);
        let twice = "v=1&schedule=8:learning-rate=x0.2;+9:momentum=0.3;+20:momentum=0.5&rules=heavy-ball";
        says(twice, 9, [0.4, 0.3], &both.replace("from step 8 on", "from step 8 to 20"));
        // What the last step changes, nobody sees.
        says(
            "v=1&steps=8&schedule=8:learning-rate=x0.2&rules=heavy-ball",
            8,
            [0.4, 0.3],
            &over.replace(" until step 8", ""),
        );
    }

    #[test]
    fn a_limit_that_was_broken_before_the_playhead_is_named_and_one_that_still_is_only_once() {
        let off = "v=1&schedule=8:gradient=0&rules=heavy-ball";
        let coasts = "Diverges until step 8: α λ = 8 is over the limit 2(1+β) = 2.6. \
                      Coasts from step 8 on: the engine is off, and the memory rolls on; \
                      it shrinks to β = 0.3 of itself each step.";
        says(off, 20, [0.4, 0.3], coasts);
        let still = "Diverges from step 8 on: α λ = 4 is over the limit 2(1+β) = 2.6; \
                     the distance grows by a factor of 2.58 each step.";
        says("v=1&schedule=8:learning-rate=x0.5&rules=heavy-ball", 20, [0.4, 0.3], still);
        // Off a quadratic nobody knows the curvature there.
        let mut theory = at("v=1&schedule=8:learning-rate=x0.2&rules=heavy-ball", 0, 20).unwrap();
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        let near = theory.explain([0.4, 0.3], bowl, None, Some("the playhead")).unwrap();
        assert!(near.starts_with("Monotone near the playhead: "), "{near}");
    }

    #[test]
    fn a_matched_map_speaks_the_classical_alpha_in_its_sentence_too() {
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        let link = "v=1&match=matched&rules=heavy-ball+ema+trace(dampening=0.5)";
        for numbers in [[0.05, 0.9], [0.05, 0.3], [0.3, 0.9], [0.0, 0.9]] {
            let [ball, ema, trace] =
                [0, 1, 2].map(|rule| theory(link, rule).unwrap().explain(numbers, bowl, None, None));
            assert!(ball.is_some());
            assert_eq!([&ema, &trace], [&ball; 2], "{numbers:?}");
        }
        let raw = theory("v=1&rules=ema", 0).unwrap().explain([2.0, 0.9], bowl, None, None).unwrap();
        assert!(raw.starts_with("Diverges: α λ = 40 is over the limit 2(1+β)/(1−β) = 38"), "{raw}");
    }

    #[test]
    fn a_sentence_about_one_place_says_so_and_does_not_contradict_the_run() {
        let mut theory = at("v=1&schedule=8:learning-rate=x0.2&rules=heavy-ball", 0, 0).unwrap();
        let mut says = |alpha: f64, outcome| {
            let bowl = Curvatures { low: 1.0, high: 20.0 };
            theory.explain([alpha, 0.9], bowl, outcome, Some("the playhead"))
        };
        let shrinks = "Ripples near the playhead: β = 0.9 is above";
        for outcome in [None, Some(Outcome::Unsettled), Some(Outcome::Converged(9))] {
            assert!(says(0.05, outcome).unwrap().starts_with(shrinks), "{outcome:?}");
        }
        for lost in [Some(Outcome::Away), Some(Outcome::Left(4))] {
            assert_eq!(says(0.05, lost), None);
            assert!(says(0.5, lost).unwrap().starts_with("Diverges near the playhead: α λ = 10 is over"));
        }
    }

    #[test]
    fn of_a_correction_that_never_fades_the_cards_reason_is_given() {
        says(
            "v=1&rules=ema",
            0,
            [0.05, 1.2],
            "Diverges: 1−β = −0.2 turns the gradient round, so it climbs; \
             the distance grows by a factor of 1.69 each step.",
        );
        let corrected = "v=1&rules=ema-debiased";
        says(corrected, 0, [0.05, 1.2], "With β = 1.2 old gradients outweigh new ones, so it coasts.");
        for beta in [1.0, -1.0] {
            let sentence = format!("With β = {} its correction divides by 1−βᵗ = 0.", short(beta));
            says(corrected, 0, [0.05, beta], &sentence);
        }
        says(corrected, 0, [0.0, 1.2], "Stands: with α = 0 no gradient moves it.");
        says(corrected, 0, [0.0, 1.0], "With β = 1 its correction divides by 1−βᵗ = 0.");
        let later = "v=1&schedule=20:momentum=1&rules=ema-debiased";
        let coasts = "Coasts from step 20 on: no share of the gradient reaches the memory, and the memory rolls on; \
                      it does not shrink.";
        says(later, 30, [0.05, 0.9], coasts);
    }

    #[test]
    fn a_start_without_a_part_along_what_diverges_is_said_to_have_none() {
        let over = "Diverges: α λ = 6 is over the limit 2(1+β) = 3.8; \
                    the distance grows by a factor of 3.87 each step.";
        let none = format!("{over} But this start has no part along λ = 20.");
        let still = format!("{over} But at this start nothing pulls.");
        for (start, said) in [("3.5,0", &*none), ("0,0", &*still), ("3.5,1", over), ("0,1", over)] {
            says(&format!("v=1&start={start}&rules=heavy-ball"), 0, [0.3, 0.9], said);
        }
        let creeps = "Monotone: α λ = 0.05 is not over 1, so no step overshoots; \
                      the distance shrinks to 0.95 of itself each step.";
        says(
            "v=1&start=0,1&rules=gradient-descent",
            0,
            [0.05, 0.0],
            &format!("{creeps} But this start has no part along λ = 1."),
        );
        says(
            "v=1&start=0,0&rules=gradient-descent",
            0,
            [0.05, 0.0],
            &format!("{creeps} But at this start nothing pulls."),
        );
        says("v=1&start=1,1&rules=gradient-descent", 0, [0.05, 0.0], creeps);
        // Along the other direction it may grow as well, at another rate.
        let said = |link: &str, numbers, curvatures| {
            theory(link, 0).unwrap().explain(numbers, curvatures, None, None).unwrap()
        };
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        let grown = said("v=1&start=3.5,0&rules=heavy-ball", [5.0, 0.9], bowl);
        assert!(grown.ends_with(" 98.1 each step. But this start has no part along λ = 20."), "{grown}");
        let beside = said("v=1&start=0,1&rules=heavy-ball", [5.0, 0.9], bowl);
        assert!(beside.ends_with(" each step."), "{beside}");
        let saddle = Curvatures { low: -2.0, high: 2.0 };
        let along = said("v=1&surface=saddle&start=2,0&rules=heavy-ball", [3.0, 0.9], saddle);
        assert!(along.ends_with(" 7.78 each step. But this start has no part along λ = −2."), "{along}");
    }

    #[test]
    fn what_has_never_moved_does_not_coast() {
        let off = "v=1&start=0,0&schedule=5:gradient=0&rules=heavy-ball";
        says(off, 20, [0.05, 0.9], "Stands from step 5 on: the engine is off.");
    }

    #[test]
    fn what_became_of_the_run_is_not_contradicted() {
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        let says = |link: &str, step, alpha, outcome| {
            at(link, 0, step).unwrap().explain([alpha, 0.9], bowl, Some(outcome), None)
        };
        // By rounding it has a part along λ = 20 in the end.
        let turned = "v=1&surface=quadratic(rotation=45)&start=1,1&rules=heavy-ball";
        let lost = says(turned, 0, 0.3, Outcome::Left(300)).unwrap();
        assert!(lost.ends_with(" grows by a factor of 3.87 each step."), "{lost}");
        let near = says(turned, 0, 0.3, Outcome::Unsettled).unwrap();
        assert!(near.ends_with(" But this start has no part along λ = 20."), "{near}");
        // With α λ = 1 nothing is left along λ = 20 after a step.
        let later = "v=1&schedule=20:learning-rate=0.103&rules=gradient-descent";
        let settles = says(later, 30, 0.05, Outcome::Converged(65)).unwrap();
        assert!(settles.starts_with("Diverges from step 20 on: "), "{settles}");
        assert!(settles.ends_with(" each step. But there is little along λ = 20."), "{settles}");
    }

    #[test]
    fn the_first_gradient_of_a_trace_is_not_dampened_and_rolls_on() {
        let link = "v=1&rules=trace(dampening=1)";
        let coasts = "Coasts: no gradient but the first reaches the memory, and the memory rolls on; \
                      it shrinks to β = 0.9 of itself each step.";
        says(link, 20, [0.05, 0.9], coasts);
        says("v=1&rules=ema", 20, [0.05, 1.0], "Stands: no share of the gradient reaches the memory.");
        let cut = "v=1&schedule=0:gradient=0;5:gradient=1&rules=trace(dampening=1)";
        says(cut, 20, [0.05, 0.9], "Stands from step 5 on: no share of the gradient reaches the memory.");
    }

    #[test]
    fn of_a_corrected_average_it_is_said_that_the_first_step_has_another_limit() {
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        let said = |link: &str, alpha| theory(link, 0).unwrap().explain([alpha, 0.9], bowl, None, None).unwrap();
        let but = " But its first step is gradient descent’s, whose limit is 2.";
        assert!(said("v=1&rules=ema-debiased", 1.5).ends_with(but), "{}", said("v=1&rules=ema-debiased", 1.5));
        assert!(said("v=1&match=matched&rules=ema-debiased", 0.15).ends_with(but));
        assert!(!said("v=1&rules=ema-debiased", 0.1).contains("first step"));
        assert!(!said("v=1&start=-3.6,0&rules=ema-debiased", 1.5).contains("first step"));
        assert!(!said("v=1&rules=ema", 1.5).contains("first step"));
        assert!(!said("v=1&rules=ema-debiased", 3.0).contains("first step"));
    }

    #[test]
    fn the_forms_whose_memory_is_a_displacement_coast_without_a_learning_rate() {
        let link = "v=1&schedule=20:learning-rate=0&rules=";
        let coasts = "Coasts from step 20 on: with α = 0 no gradient moves it, and the memory rolls on; \
                      it shrinks to β = 0.9 of itself each step.";
        for rule in ["heavy-ball", "nesterov"] {
            says(&format!("{link}{rule}"), 100, [0.05, 0.9], coasts);
            says(&format!("{link}{rule}"), 100, [0.0, 0.9], "Stands: with α = 0 no gradient moves it.");
        }
        for rule in ["trace", "ema", "nesterov-trace", "gradient-descent"] {
            let stands = "Stands from step 20 on: with α = 0 no gradient moves it.";
            says(&format!("{link}{rule}"), 100, [0.05, 0.9], stands);
        }
    }

    #[test]
    fn with_the_engine_off_every_memory_coasts_that_has_been_filled() {
        for rule in ["heavy-ball", "nesterov", "trace", "ema", "ema-debiased", "nesterov-trace"] {
            let link = format!("v=1&schedule=20:gradient=0&rules={rule}");
            let coasts = "Coasts from step 20 on: the engine is off, and the memory rolls on; ";
            says(&link, 20, [0.05, 0.9], &format!("{coasts}it shrinks to β = 0.9 of itself each step."));
            let bowl = Curvatures { low: 1.0, high: 20.0 };
            let grown = at(&link, 0, 20).unwrap().explain([0.05, 1.5], bowl, None, None).unwrap();
            assert!(grown.ends_with(&format!("{coasts}it grows by a factor of 1.5 each step.")), "{grown}");
            for (beta, does) in [
                (-1.1, "grows by a factor of 1.1 each step"),
                (-1.0, "does not shrink"),
                (-0.999, "shrinks by 0.1 % each step"),
                (-0.5, "shrinks to |β| = 0.5 of itself each step"),
            ] {
                let turned = at(&link, 0, 20).unwrap().explain([0.001, beta], bowl, None, None).unwrap();
                if rule != "ema-debiased" || beta > -1.0 {
                    assert!(turned.ends_with(&format!("{coasts}it {does}.")), "{turned}");
                }
            }
            let off = format!("v=1&schedule=0:gradient=0&rules={rule}");
            says(&off, 20, [0.05, 0.9], "Stands: the engine is off.");
        }
        let descent = "v=1&schedule=20:gradient=0&rules=gradient-descent";
        says(descent, 100, [0.05, 0.9], "Stands from step 20 on: the engine is off.");
    }

    #[test]
    fn a_point_that_acts_from_a_step_on_is_what_is_in_force_from_there() {
        let opened = Scene::open("v=1&rules=heavy-ball", Limits::PAGE).scene;
        let plane = Plane::of(&opened, &*opened.objective(), 0).from(30);
        let mut theory = Theory::of(&opened, &plane, 30).unwrap();
        let sentence = theory.explain([0.2, 0.9], Curvatures { low: 1.0, high: 20.0 }, None, None).unwrap();
        assert!(sentence.starts_with("Diverges from step 30 on: α λ = 4"), "{sentence}");
    }
}
