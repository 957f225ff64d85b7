//! What every rule inherits: one table of rules crossed with surfaces. A new rule is in it by its line in [`RULES`].

mod recurrence;
mod theory;

use super::*;
use crate::objective::{FAMILIES, Family, LANE_FAMILIES, Surface, SurfaceOver};

/// A rule on its way over any number of weights.
struct Walk<S: 'static> {
    rule: &'static dyn RuleOver<S>,
    t: u32,
    weights: Vec<S>,
    query: Vec<S>,
    arrays: Vec<S>,
    scalars: Vec<S>,
}

impl<S: Scalar> Walk<S> {
    fn new(rule: &'static dyn RuleOver<S>, card: &Card, start: &[S]) -> Self {
        let mut arrays = vec![S::of(0.0); card.memories.len() * start.len()];
        let mut scalars = vec![S::of(0.0); card.scalars.len()];
        rule.init(start, &mut Memory::new(start.len(), &mut arrays, &mut scalars));
        Walk { rule, t: 0, weights: start.to_vec(), query: start.to_vec(), arrays, scalars }
    }

    /// One update, and the gradient that it was given.
    fn step(&mut self, hyperparameters: &[S], gradient: impl FnOnce(&[S]) -> Vec<S>) -> Vec<S> {
        self.t += 1;
        let now = Now { t: self.t, hyperparameters };
        let mut memory = Memory::new(self.weights.len(), &mut self.arrays, &mut self.scalars);
        self.rule.query(now, &self.weights, &memory, &mut self.query);
        let gradient = gradient(&self.query);
        // None of the rules so far asks for the loss.
        let seen = Seen { loss: S::of(f64::NAN), gradient: &gradient };
        self.rule.update(now, seen, &mut self.weights, &mut memory);
        gradient
    }

    /// All that the next update depends on.
    fn state(&self) -> Vec<S> {
        [&self.weights[..], &self.arrays, &self.scalars].concat()
    }
}

fn walk(rule: &'static dyn AnyRule, start: &[f64]) -> Walk<f64> {
    Walk::new(rule, rule.card(), start)
}

fn rule(name: &str) -> &'static dyn AnyRule {
    named(name).unwrap_or_else(|| panic!("no rule {name}"))
}

/// The rule of this name over lanes.
fn over_lanes(name: &str) -> &'static dyn RuleOver<Lanes> {
    let place = RULES.iter().position(|rule| rule.card().name == name);
    LANE_RULES[place.unwrap_or_else(|| panic!("no rule {name}"))]
}

fn slope<S: Scalar>(surface: &dyn SurfaceOver<S>) -> impl Fn(&[S]) -> Vec<S> {
    |point| surface.gradient([point[0], point[1]]).to_vec()
}

fn surfaces() -> impl Iterator<Item = (&'static crate::objective::Card, Box<dyn Surface>)> {
    FAMILIES.iter().map(|family: &Family| (family.card, family.surface(&family.defaults())))
}

/// The hyperparameters of a rule: these shared values, and its own at their defaults.
fn hyperparameters(card: &Card, alpha: f64, beta: f64) -> Vec<f64> {
    let value = |field: &Field| match field.parameter.key {
        "learning-rate" => alpha,
        "momentum" => beta,
        _ => field.parameter.default,
    };
    card.fields.iter().map(value).collect()
}

/// Every rule with its defaults, and once more with each field of its own moved off its default.
fn table(alpha: f64, beta: f64) -> impl Iterator<Item = (&'static dyn AnyRule, Vec<f64>)> {
    RULES.iter().flat_map(move |&rule| {
        let card = rule.card();
        let defaults = hyperparameters(card, alpha, beta);
        let moved =
            card.fields.iter().zip(&defaults).map(|(f, &x)| if f.shared { x } else { 0.9 * x + 0.05 }).collect();
        [(rule, defaults), (rule, moved)]
    })
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

#[test]
fn cards_are_complete() {
    for card in RULES.iter().map(|rule| rule.card()) {
        for text in [card.title, card.sentence, card.used_by, card.source, card.convention] {
            assert!(!text.is_empty() && !text.contains("  "), "{}: {text:?}", card.name);
        }
        assert!(card.sentence.ends_with('.') && card.convention.ends_with('.'), "{}", card.name);
        assert!(!matches!(card.matched, Matched::Own(reason) if !reason.ends_with('.')), "{}", card.name);
        assert_eq!(card.memories.len(), card.memory_units.len(), "{}", card.name);
        assert_eq!(card.fields[0].parameter.key, "learning-rate", "{}", card.name);
        for Field { parameter, .. } in card.fields {
            assert!(parameter.legal.admits(parameter.default), "{} {}", card.name, parameter.key);
            assert!(!parameter.symbol.is_empty() && !parameter.meaning.is_empty() && !parameter.units.is_empty());
        }
    }
}

#[test]
fn a_rule_says_whether_it_looks_ahead() {
    let surface = Family::named("rosenbrock").expect("it is in the registry");
    let surface = surface.surface(&surface.defaults());
    for (rule, h) in table(0.001, 0.9) {
        let mut walk = walk(rule, &[-1.5, 0.6]);
        let apart = (0..5).any(|_| {
            let before = walk.weights.clone();
            walk.step(&h, slope(&*surface));
            walk.query != before
        });
        assert_eq!(apart, rule.looks_ahead(), "{}", rule.card().name);
    }
}

#[test]
fn names_are_kebab_case_and_occur_once() {
    let kebab = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let mut names = Vec::new();
    for card in RULES.iter().map(|rule| rule.card()) {
        names.push(card.name);
        assert!(kebab(card.name) && core::ptr::eq(rule(card.name).card(), card));
        let memories: Vec<_> = card.memories.iter().chain(card.scalars).collect();
        assert!(memories.iter().all(|name| kebab(name)), "{memories:?}");
        assert!((1..memories.len()).all(|i| !memories[..i].contains(&memories[i])), "{memories:?}");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn lanes_give_the_bits_of_the_scalar() {
    for ((card, surface), make) in surfaces().zip(LANE_FAMILIES) {
        let [x, y] = card.start;
        let starts = [[x, y], [0.3 * x - 0.1, 0.6 * y + 0.2]];
        let packed_surface = make(&card.parameters.iter().map(|p| p.default).collect::<Vec<_>>());
        for ((rule, first), (_, second)) in table(0.02, 0.9).zip(table(0.003, 0.7)) {
            let name = rule.card().name;
            let start = [0, 1].map(|i| Lanes::new([starts[0][i], starts[1][i]]));
            let packed: Vec<_> = first.iter().zip(&second).map(|(&a, &b)| Lanes::new([a, b])).collect();
            let mut lanes = Walk::<Lanes>::new(over_lanes(name), rule.card(), &start);
            let mut alone = starts.map(|start| walk(rule, &start));
            for t in 1..=200 {
                lanes.step(&packed, slope::<Lanes>(&*packed_surface));
                for (lane, (scalar, values)) in alone.iter_mut().zip([&first, &second]).enumerate() {
                    scalar.step(values, slope::<f64>(&*surface));
                    for (a, b) in scalar.state().into_iter().zip(lanes.state()) {
                        let b = b.to_array()[lane];
                        assert!(same(a, b), "{name} on {} at {t}: {a} against {b}", card.name);
                    }
                }
            }
        }
    }
}

#[test]
fn weights_beside_each_other_do_not_mix() {
    let curvatures = [1.0, 7.0, 0.3];
    let starts = [2.0, -1.5, 0.7];
    for (rule, values) in table(0.05, 0.9) {
        let mut together = walk(rule, &starts);
        let mut alone = starts.map(|start| walk(rule, &[start]));
        for _ in 0..100 {
            together.step(&values, |q| q.iter().zip(curvatures).map(|(w, c)| c * w).collect());
            for ((walk, curvature), &w) in alone.iter_mut().zip(curvatures).zip(&together.weights) {
                walk.step(&values, |q| vec![curvature * q[0]]);
                assert!(same(walk.weights[0], w), "{}", rule.card().name);
            }
        }
    }
}

#[test]
fn a_learning_rate_of_zero_leaves_the_weights_where_they_are() {
    for (card, surface) in surfaces() {
        for (rule, values) in table(0.0, 0.9) {
            let mut walk = walk(rule, &card.start);
            for _ in 0..50 {
                walk.step(&values, slope::<f64>(&*surface));
            }
            assert_eq!(walk.weights, card.start, "{} on {}", rule.card().name, card.name);
        }
    }
}

#[test]
fn the_effective_step_is_the_step_on_a_constant_gradient() {
    for (rule, values) in [0.0, 0.5, -0.5, 0.9].into_iter().flat_map(|beta| table(0.25, beta)) {
        let Some(effective_step) = rule.card().effective_step else { continue };
        let mut walk = walk(rule, &[0.0]);
        let mut before = 0.0;
        for _ in 0..600 {
            before = walk.weights[0];
            walk.step(&values, |_| vec![2.0]);
        }
        let (step, expected) = (before - walk.weights[0], 2.0 * effective_step(&values));
        assert!((step - expected).abs() < 1e-9, "{} {values:?}: {step} against {expected}", rule.card().name);
    }
}

#[test]
fn the_effective_step_is_unbounded_from_momentum_1_on() {
    let step = |name, beta| {
        let card = rule(name).card();
        card.effective_step.map(|of| of(&hyperparameters(card, 0.1, beta)))
    };
    assert_eq!(step("heavy-ball", 1.0), Some(f64::INFINITY));
    assert_eq!(step("trace", 1.1), Some(f64::INFINITY));
    assert_eq!(step("ema", 1.0), Some(0.0));
    assert_eq!(step("ema", 1.1), Some(-f64::INFINITY));
    assert!(step("heavy-ball", -1.0).is_some_and(f64::is_nan));
    assert_eq!(step("adam", 0.9), None);
}
