//! What theory says of the points of a map, in the map's own coordinates.

mod sentence;

use super::Plane;
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

/// What is in force at an update.
#[derive(Clone, Copy, Debug, PartialEq)]
struct InForce {
    iteration: Iteration,
    /// The same path in the map's own α, which is the classical one where `matched` translates it for the rule.
    spoken: Iteration,
    /// Whether the gradient reaches the rule.
    engine: bool,
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

    /// The iteration at a point of the map, as the map speaks of it; none where a weight decay moves the minimizer.
    pub fn iteration(&mut self, numbers: [f64; 2]) -> Option<Iteration> {
        self.plane.place(&mut self.scene, numbers);
        self.at(self.update).map(|in_force| in_force.spoken)
    }

    /// What is in force at update t at the point that was placed last.
    fn at(&self, t: usize) -> Option<InForce> {
        let choice = &self.scene.rules[self.plane.rule];
        let card = choice.rule.card();
        let mut hyperparameters = vec![0.0; card.fields.len()];
        let force = self.scene.force(t);
        choice.resolve(self.scene.matching, force, &mut hyperparameters);
        let iteration = Iteration::of(card, &hyperparameters)?;
        let is_translated = choice.translated(self.scene.matching, &hyperparameters).is_some();
        let spoken = if is_translated { iteration.classical() } else { iteration };
        Some(InForce { iteration, spoken, engine: force.gradient })
    }

    /// The iteration at this β with the α that is 1 on the map: what it says of α, divided by its own α, is said in the
    /// map's. None where no α of the map does anything.
    fn unit(&mut self, momentum: f64) -> Option<Iteration> {
        if self.pulls { self.iteration([1.0, momentum]) } else { None }
    }

    /// The limit of α λ as read: "2(1+β)". None where there is no limit.
    pub fn formula(&mut self) -> Option<&'static str> {
        self.unit(0.5)?.limit_by_formula().map(|(_, formula)| formula)
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
    pub fn escapes(&mut self, Curvatures { low, high }: Curvatures) -> bool {
        low < -1e-9 * high.abs() && self.unit(0.5).is_some_and(|unit| unit.pull() > 0.0)
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
    /// for κ = 100 takes 69 steps in place of 52, so sharp is it. And of the β around it, and of the α or a little less, the
    /// fastest in the long run: at a double eigenvalue a little too little costs the root of it, a little too much only
    /// itself; and gradient descent's α is at its limit for a large κ.
    pub fn jump(&mut self, Optimum { learning_rate, momentum, .. }: Optimum, curvatures: Curvatures) -> [f64; 2] {
        let mut best = (f64::INFINITY, [learning_rate, momentum.unwrap_or(0.0)]);
        for (up, less) in (-8..=8).flat_map(|up| [(up, 0.0), (up, 1e-4)]) {
            let beta = momentum.map_or(0.0, |beta| beta + 1e-5 * f64::from(up));
            let numbers = self.plane.rounded([learning_rate * (1.0 - less), beta], 5);
            let rate = self.iteration(numbers).and_then(|iteration| iteration.rate(curvatures));
            // Below 0 the axis ends.
            if let Some(rate) = rate.filter(|rate| *rate < best.0 && numbers[1] >= 0.0) {
                best = (rate, numbers);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Limits;

    const CURVATURES: Curvatures = Curvatures { low: 1.0, high: 100.0 };

    pub(super) fn theory(link: &str, rule: usize) -> Option<Theory> {
        at(link, rule, 0)
    }

    pub(super) fn at(link: &str, rule: usize, step: usize) -> Option<Theory> {
        let opened = Scene::open(link, Limits::PAGE);
        assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        Theory::of(&opened.scene, &Plane::of(&opened.scene, &*opened.scene.objective(), rule), step)
    }

    #[test]
    fn a_jump_to_the_optimum_stays_on_the_map() {
        let round = Curvatures { low: 1.0, high: 1.0 };
        for rule in ["heavy-ball", "ema", "nesterov", "nesterov-trace"] {
            let mut theory = theory(&format!("v=1&rules={rule}"), 0).unwrap();
            let optimum = theory.optimum(round).unwrap();
            assert_eq!(theory.jump(optimum, round), [1.0, 0.0], "{rule}");
        }
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
    fn a_jump_to_the_optimum_has_its_rate_in_four_digits() {
        for link in ["v=1", "v=1&match=matched"] {
            let link = format!("{link}&rules=heavy-ball+ema+trace+trace(dampening=0.5)+nesterov+gradient-descent");
            for (rule, kappa) in (0..6).flat_map(|rule| [2.0, 10.0, 100.0, 1000.0].map(|kappa| (rule, kappa))) {
                let curvatures = Curvatures { low: 0.7, high: 0.7 * kappa };
                let mut theory = theory(&link, rule).expect("it is linear");
                let optimum = theory.optimum(curvatures).expect("there is one");
                let numbers = theory.jump(optimum, curvatures);
                let rate = theory.iteration(numbers).and_then(|there| there.rate(curvatures)).expect("it is curved");
                assert!((rate - optimum.rate).abs() < 0.5e-4, "{link} {rule} {kappa}: {numbers:?} {rate} {optimum:?}");
            }
        }
    }

    #[test]
    fn a_jump_to_the_optimum_stays_below_the_limit_whatever_kappa() {
        for kappa in [1e4, 1e5, 954_487.0, 1e6] {
            let curvatures = Curvatures { low: 1.0, high: kappa };
            for rule in ["gradient-descent", "heavy-ball", "ema", "nesterov"] {
                let mut theory = theory(&format!("v=1&rules={rule}"), 0).unwrap();
                let optimum = theory.optimum(curvatures).unwrap();
                let numbers = theory.jump(optimum, curvatures);
                let rate = theory.iteration(numbers).and_then(|there| there.rate(curvatures)).unwrap();
                assert!(1.0 - rate > 0.9 * (1.0 - optimum.rate), "{rule} {kappa}: {rate} for {}", optimum.rate);
            }
        }
    }

    #[test]
    fn a_line_is_named_by_the_formula_of_its_own_limit_and_only_what_leads_away_escapes() {
        let named = |rule: &str| theory(&format!("v=1&rules={rule}"), 0).unwrap().formula();
        assert_eq!(named("optimistic-gradient-descent"), Some("2/(a+2b)"));
        assert_eq!(named("optimistic-gradient-descent(optimism=-0.3)"), Some("−1/b"));
        let saddle = Curvatures { low: -2.0, high: 2.0 };
        let escapes = |rule: &str| theory(&format!("v=1&surface=saddle&rules={rule}"), 0).unwrap().escapes(saddle);
        let rules = [
            "heavy-ball",
            "trace(dampening=1)",
            "trace(dampening=1.5)",
            "optimistic-gradient-descent(gradient-factor=0)",
        ];
        assert_eq!(rules.map(escapes), [true, false, false, false]);
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
