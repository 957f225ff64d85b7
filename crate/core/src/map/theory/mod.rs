//! What theory says of the points of a map, in the map's own coordinates.

use super::{Outcome, Plane};
use crate::analysis::{Curvatures, Iteration, Optimum};
use crate::scene::Scene;

/// A momentum form over the points of its map, with what is in force at one update of their runs: a linear theory is
/// about constant hyperparameters, and is true from one marker of the Scene to the next.
///
/// Limit, critical damping and optimum are given in the α and β of the map, which are those at the beginning. Where a
/// marker puts a number in their place, they have none.
#[derive(Clone, Debug)]
pub struct Theory {
    scene: Scene,
    plane: Plane,
    /// The update in question, from 1.
    update: usize,
    /// How many times the map's β is in force; none where it is not that which acts.
    momentum_factor: Option<f64>,
    /// Whether the map's α is in force, or a multiple of it, and the gradient reaches the rule.
    pulls: bool,
}

impl Theory {
    /// The theory of a plane of a Scene at a step, for the update after it, at the end for the last one. None for a rule
    /// that has none, where its horizontal axis is not α, and where no update is made.
    pub fn of(scene: &Scene, plane: &Plane, step: usize) -> Option<Self> {
        let card = scene.rules[plane.rule].rule.card();
        let across = plane.axes[0].map(|axis| card.fields[axis.field].parameter.key);
        if across != Some("learning-rate") || scene.steps == 0 {
            return None;
        }
        let acts_from = plane.from.map_or(step, |from| from.max(step));
        let update = acts_from.saturating_add(1).min(scene.steps);
        let (scene, plane) = (scene.clone(), plane.clone());
        let mut theory = Theory { scene, plane, update, momentum_factor: None, pulls: false };
        let [none, both] = [theory.iteration([0.0; 2])?, theory.iteration([1.0; 2])?];
        // What a marker multiplies is 0 where the map's own number is; what it sets is the same everywhere.
        let factor = |[none, both]: [f64; 2]| (none == 0.0 && both > 0.0).then_some(both);
        theory.momentum_factor = none.momentum().zip(both.momentum()).and_then(|(none, both)| factor([none, both]));
        let engine = theory.scene.force(update).gradient;
        theory.pulls = engine && factor([none, both].map(|each| each.learning_rate())).is_some();
        Some(theory)
    }

    /// The iteration at a point of the map, its α as the rule gets it; none where a weight decay moves the minimizer.
    pub fn iteration(&mut self, numbers: [f64; 2]) -> Option<Iteration> {
        self.plane.place(&mut self.scene, numbers);
        self.at(self.update).map(|(iteration, _)| iteration)
    }

    /// The iteration at the point that was placed last as it is at update t, and whether the gradient reaches it.
    fn at(&self, t: usize) -> Option<(Iteration, bool)> {
        let choice = &self.scene.rules[self.plane.rule];
        let card = choice.rule.card();
        let mut hyperparameters = vec![0.0; card.fields.len()];
        let force = self.scene.force(t);
        choice.resolve(self.scene.matching, force, &mut hyperparameters);
        Some((Iteration::of(card, &hyperparameters)?, force.gradient))
    }

    /// How a run from a point of the map moves while what is in force stays so, as one sentence. None where no direction
    /// is curved.
    ///
    /// Where the curvatures are those of one place alone, the sentence says so: `near` is that place and what becomes of
    /// the run. None there as well if the run is lost and the sentence would not say that it grows.
    pub fn explain(
        &mut self,
        numbers: [f64; 2],
        curvatures: Curvatures,
        near: Option<(&str, Option<Outcome>)>,
    ) -> Option<String> {
        self.plane.place(&mut self.scene, numbers);
        let (iteration, engine) = self.at(self.update)?;
        let (mut when, moves) = self.since();
        if engine && iteration.pull() != 0.0 {
            // There a correction of the bias never fades, and it is another iteration at each update.
            let corrects = !self.scene.rules[self.plane.rule].rule.card().scalars.is_empty();
            if corrects && iteration.momentum().is_some_and(|beta| beta.abs() > 1.0) {
                return None;
            }
            let forecast = iteration.forecast(curvatures)?;
            if let Some((place, outcome)) = near {
                if forecast.rate <= 1.0 && matches!(outcome, Some(Outcome::Away | Outcome::Left(_))) {
                    return None;
                }
                when = format!(" near {place}");
            }
            return Some(iteration.explain(forecast, &when));
        }
        Some(iteration.explain_coast(engine, moves, &when))
    }

    /// Whether the same is in force from the first update to the last, at the point that was placed last.
    pub fn is_constant(&self) -> bool {
        self.since().0.is_empty()
    }

    /// When that is in force which is, at the point that was placed last: "" for the whole run, else " until step 8",
    /// " from step 8 on" or " from step 8 to 20". And whether any gradient came into the memory until then.
    fn since(&self) -> (String, bool) {
        let (mut begun, mut ends, mut before, mut filled) = (0, 0, None, false);
        let markers = self.scene.schedule.markers().iter().map(|marker| marker.step);
        for step in [0].into_iter().chain(markers).take_while(|step| *step < self.scene.steps) {
            let now = self.at(step + 1);
            let changes = step > 0 && now != before;
            if step < self.update {
                filled |= now.is_some_and(|(iteration, engine)| engine && iteration.fills_memory());
                begun = if changes { step } else { begun };
            } else if changes {
                ends = step;
                break;
            }
            before = now;
        }
        let when = match [begun, ends] {
            [0, 0] => String::new(),
            [0, _] => format!(" until step {ends}"),
            [_, 0] => format!(" from step {begun} on"),
            _ => format!(" from step {begun} to {ends}"),
        };
        (when, filled)
    }

    /// The iteration at this β with the α that is 1 on the map: what it says of α, divided by its own α, is said in the
    /// map's. None where no α of the map does anything.
    fn unit(&mut self, momentum: f64) -> Option<Iteration> {
        if self.pulls { self.iteration([1.0, momentum]) } else { None }
    }

    /// The limit of α λ as read: "2(1+β)". None where there is no limit.
    pub fn formula(&mut self) -> Option<&'static str> {
        let [limit, ..] = self.lines(0.5, Curvatures { low: 1.0, high: 1.0 });
        let unit = self.unit(0.5)?;
        let across = self.plane.axes[0]?;
        let shares = self.scene.rules[self.plane.rule].shares(across.field);
        let factor = if shares { self.scene.force(self.update).learning_rate } else { 1.0 };
        // Where the map speaks the classical α, or nothing is dampened, the form is heavy ball.
        let is_classical = |beta: f64| (limit.unwrap_or(0.0) * factor - 2.0 * (1.0 + beta)).abs() < 1e-9;
        let formula = if unit.momentum().is_some_and(is_classical) { "2(1+β)" } else { unit.formula() };
        limit.map(|_| formula)
    }

    /// Where the lines of a map cross this β, as α: the limit, which belongs to the larger curvature; then critical
    /// damping for the larger curvature and for the smaller one, which is none where it lies beyond the limit or, to
    /// rounding, both are the same.
    pub fn lines(&mut self, momentum: f64, Curvatures { low, high }: Curvatures) -> [Option<f64>; 3] {
        let Some(unit) = self.unit(momentum) else { return [None; 3] };
        let limit = unit.limit(high);
        let critical = |curvature: f64| {
            unit.critical_learning_rate(curvature).filter(|alpha| limit.is_some_and(|limit| *alpha < limit))
        };
        let second = if low < high * (1.0 - 1e-9) { critical(low) } else { None };
        [limit, critical(high), second].map(|alpha| Some(alpha? / unit.learning_rate()))
    }

    /// Whether the surface bends down somewhere and each α of the map leads away.
    pub fn escapes(&self, Curvatures { low, high }: Curvatures) -> bool {
        self.pulls && low < -1e-9 * high.abs()
    }

    /// The best point of the map in the long run: see [`Iteration::optimum`].
    pub fn optimum(&mut self, curvatures: Curvatures) -> Option<Optimum> {
        let optimum = self.unit(0.0)?.optimum(curvatures)?;
        let momentum = match optimum.momentum {
            Some(momentum) => Some(momentum / self.momentum_factor?),
            None => None,
        };
        let unit = self.unit(momentum.unwrap_or(0.0))?;
        Some(Optimum { learning_rate: optimum.learning_rate / unit.learning_rate(), momentum, ..optimum })
    }

    /// The numbers of the best point, short enough for a box and a link. Five digits: in three of them heavy ball's
    /// for κ = 100 takes 69 steps in place of 52, so sharp is it.
    pub fn jump(&self, Optimum { learning_rate, momentum, .. }: Optimum) -> [f64; 2] {
        self.plane.rounded([learning_rate, momentum.unwrap_or(0.0)], 5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Limits;

    const CURVATURES: Curvatures = Curvatures { low: 1.0, high: 100.0 };

    fn theory(link: &str, rule: usize) -> Option<Theory> {
        at(link, rule, 0)
    }

    fn at(link: &str, rule: usize, step: usize) -> Option<Theory> {
        let opened = Scene::open(link, Limits::PAGE);
        assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        Theory::of(&opened.scene, &Plane::of(&opened.scene, &*opened.scene.objective(), rule), step)
    }

    /// The limit of α λ.
    fn limit(theory: Option<Theory>, momentum: f64) -> f64 {
        theory.unwrap().lines(momentum, Curvatures { low: 1.0, high: 1.0 })[0].unwrap()
    }

    /// The limit as read.
    fn formula(theory: &mut Theory) -> &'static str {
        theory.formula().unwrap()
    }

    #[test]
    fn matched_maps_of_equivalent_forms_have_the_same_lines() {
        let link = "v=1&match=matched&rules=heavy-ball+ema+trace+trace(dampening=0.5)";
        let mut all: Vec<_> = (0..4).map(|rule| theory(link, rule).expect("it is linear")).collect();
        let near = |a: Option<f64>, b: Option<f64>| (a.unwrap() / b.unwrap() - 1.0).abs() < 1e-12;
        for beta in [0.0, 0.3, 0.9, 0.99] {
            let lines: Vec<_> = all.iter_mut().map(|one| one.lines(beta, CURVATURES)).collect();
            let same = |one: &[Option<f64>; 3]| {
                one.iter()
                    .zip(lines[0])
                    .all(|(a, b)| a.is_none() == b.is_none() && a.zip(b).is_none_or(|(a, b)| near(Some(a), Some(b))))
            };
            assert!(lines.iter().all(same), "{beta}: {lines:?}");
        }
        let optima: Vec<_> = all.iter_mut().map(|one| one.optimum(CURVATURES).unwrap()).collect();
        assert!(optima.iter().all(|one| near(Some(one.learning_rate), Some(optima[0].learning_rate))));
        assert!(all.iter_mut().all(|one| formula(one) == "2(1+β)"));
    }

    #[test]
    fn raw_maps_speak_the_alpha_of_the_rule() {
        let mut ema = theory("v=1&rules=ema+heavy-ball", 0).unwrap();
        assert!((limit(Some(ema.clone()), 0.9) - 38.0).abs() < 1e-12);
        assert_eq!(formula(&mut ema), "2(1+β)/(1−β)");
        let optimum = ema.optimum(CURVATURES).unwrap();
        assert!((optimum.learning_rate - 0.1).abs() < 1e-15 && (optimum.rate - 9.0 / 11.0).abs() < 1e-15);
    }

    #[test]
    fn a_learning_rate_in_brackets_is_neither_matched_nor_scheduled() {
        let link = "v=1&match=matched&schedule=0:learning-rate=x0.1&rules=ema(learning-rate=1)+ema";
        assert!((limit(theory(link, 0), 0.5) - 6.0).abs() < 1e-12);
        assert!((limit(theory(link, 1), 0.5) - 30.0).abs() < 1e-12);
        assert_eq!([0, 1].map(|rule| formula(&mut theory(link, rule).unwrap())), ["2(1+β)/(1−β)", "2(1+β)"]);
    }

    #[test]
    fn the_lines_are_those_of_what_is_in_force_at_the_playhead() {
        let link = "v=1&schedule=8:learning-rate=x0.2&rules=";
        for (rule, formed, times) in
            [("heavy-ball", "2(1+β)", 5.0), ("ema", "2(1+β)/(1−β)", 5.0), ("trace(learning-rate=1)", "2(1+β)", 1.0)]
        {
            let link = format!("{link}{rule}");
            let [mut before, mut after] = [7, 8].map(|step| at(&link, 0, step).unwrap());
            for beta in [0.0, 0.3, 0.9] {
                let [first, then] = [&mut before, &mut after].map(|one| one.lines(beta, CURVATURES));
                let both: Vec<_> = first.into_iter().zip(then).filter_map(|(first, then)| first.zip(then)).collect();
                assert!(!both.is_empty() && both.iter().all(|(first, then)| (then / first - times).abs() < 1e-12));
            }
            let [first, then] = [&mut before, &mut after].map(|one| one.optimum(CURVATURES).unwrap());
            assert!((then.learning_rate / first.learning_rate - times).abs() < 1e-12);
            assert_eq!((then.momentum, then.rate), (first.momentum, first.rate));
            assert_eq!([&mut before, &mut after].map(formula), [formed; 2]);
        }
    }

    #[test]
    fn a_momentum_that_a_marker_multiplies_is_found_on_the_map_and_one_that_it_sets_is_not() {
        let halved = at("v=1&schedule=8:momentum=x0.5&rules=heavy-ball", 0, 20).unwrap();
        assert!((limit(Some(halved.clone()), 0.8) - 2.8).abs() < 1e-12);
        let optimum = halved.clone().optimum(CURVATURES).unwrap();
        assert!((optimum.momentum.unwrap() - 2.0 * (9.0 / 11.0) * (9.0 / 11.0)).abs() < 1e-12, "{optimum:?}");
        let mut set = at("v=1&schedule=8:momentum=0.5&rules=heavy-ball", 0, 20).unwrap();
        assert!([0.1, 0.9].iter().all(|beta| (limit(Some(set.clone()), *beta) - 3.0).abs() < 1e-12));
        assert_eq!(set.optimum(CURVATURES), None);
    }

    #[test]
    fn there_are_no_lines_where_no_learning_rate_of_the_map_does_anything() {
        for marker in ["learning-rate=0.01", "learning-rate=0", "learning-rate=x0", "gradient=0"] {
            let mut theory = at(&format!("v=1&schedule=8:{marker}&rules=heavy-ball"), 0, 20).unwrap();
            assert_eq!(theory.lines(0.5, CURVATURES), [None; 3], "{marker}");
            assert_eq!((theory.formula(), theory.optimum(CURVATURES)), (None, None), "{marker}");
            assert!(!theory.escapes(Curvatures { low: -1.0, high: 1.0 }), "{marker}");
        }
        assert!(at("v=1&steps=0&rules=heavy-ball", 0, 0).is_none(), "no update, no theory");
    }

    #[track_caller]
    fn says(link: &str, step: usize, numbers: [f64; 2], sentence: &str) {
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        assert_eq!(at(link, 0, step).unwrap().explain(numbers, bowl, None).as_deref(), Some(sentence));
    }

    #[test]
    fn a_sentence_says_when_it_is_true() {
        let link = "v=1&schedule=8:learning-rate=x0.2&rules=heavy-ball";
        let over = "Diverges until step 8: α λ = 8.00 is over the limit 2(1+β) = 2.60; \
                    the distance grows by a factor of 6.65 each step.";
        says(link, 0, [0.4, 0.3], over);
        says(link, 7, [0.4, 0.3], over);
        let under = "Monotone from step 8 on: β = 0.300 is below the critical 0.514 for λ = 1.00, so it creeps; \
                     the distance shrinks to 0.879 of itself each step. \
                     Along λ = 20.0 it swings; it shrinks to 0.548 of itself each step.";
        says(link, 8, [0.4, 0.3], under);
        says(link, 100, [0.4, 0.3], under);
        let twice = "v=1&schedule=8:learning-rate=x0.2;+9:momentum=0.3;+20:momentum=0.5&rules=heavy-ball";
        says(twice, 9, [0.4, 0.3], &under.replace("from step 8 on", "from step 8 to 20"));
        // What the last step changes, nobody sees.
        says(
            "v=1&steps=8&schedule=8:learning-rate=x0.2&rules=heavy-ball",
            8,
            [0.4, 0.3],
            &over.replace(" until step 8", ""),
        );
    }

    #[test]
    fn a_sentence_about_one_place_says_so_and_does_not_contradict_the_run() {
        let mut theory = at("v=1&schedule=8:learning-rate=x0.2&rules=heavy-ball", 0, 0).unwrap();
        let mut says = |alpha: f64, outcome| {
            let bowl = Curvatures { low: 1.0, high: 20.0 };
            theory.explain([alpha, 0.9], bowl, Some(("the playhead", outcome)))
        };
        let shrinks = "Ripples near the playhead: β = 0.900 is above";
        for outcome in [None, Some(Outcome::Unsettled), Some(Outcome::Converged(9))] {
            assert!(says(0.05, outcome).unwrap().starts_with(shrinks), "{outcome:?}");
        }
        for lost in [Some(Outcome::Away), Some(Outcome::Left(4))] {
            assert_eq!(says(0.05, lost), None);
            assert!(says(0.5, lost).unwrap().starts_with("Diverges near the playhead: α λ = 10.0 is over"));
        }
    }

    #[test]
    fn of_a_correction_that_never_fades_theory_says_nothing() {
        says(
            "v=1&rules=ema",
            0,
            [0.05, 1.2],
            "Diverges: 1−β = −0.200 turns the gradient round, so it climbs; \
             the distance grows by a factor of 1.69 each step.",
        );
        let bowl = Curvatures { low: 1.0, high: 20.0 };
        assert_eq!(theory("v=1&rules=ema-debiased", 0).unwrap().explain([0.05, 1.2], bowl, None), None);
    }

    #[test]
    fn the_forms_whose_memory_is_a_displacement_coast_without_a_learning_rate() {
        let link = "v=1&schedule=20:learning-rate=0&rules=";
        let coasts = "Coasts from step 20 on: with α = 0 no gradient moves it, and the memory rolls on; \
                      it shrinks to β = 0.900 of itself each step.";
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
            says(&link, 20, [0.05, 0.9], &format!("{coasts}it shrinks to β = 0.900 of itself each step."));
            says(&link, 20, [0.05, 1.5], &format!("{coasts}it grows by a factor of 1.50 each step."));
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
        let sentence = theory.explain([0.2, 0.9], Curvatures { low: 1.0, high: 20.0 }, None).unwrap();
        assert!(sentence.starts_with("Diverges from step 30 on: α λ = 4.00"), "{sentence}");
    }

    #[test]
    fn gradient_descent_has_a_limit_and_no_critical_damping() {
        let mut descent = theory("v=1&rules=gradient-descent", 0).unwrap();
        assert_eq!(descent.lines(0.0, Curvatures { low: 1.0, high: 4.0 }), [Some(0.5), None, None]);
        assert_eq!(formula(&mut descent), "2");
    }

    #[test]
    fn a_rule_that_is_not_linear_has_no_theory() {
        assert!((0..3).all(|rule| theory("v=1&rules=adam+polyak+cocob", rule).is_none()));
    }
}
