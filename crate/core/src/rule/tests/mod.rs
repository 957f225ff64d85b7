//! What every rule inherits: one table of rules crossed with surfaces. A new rule is in it by its line in [`RULES`].

mod adagrad;
mod adam;
mod adaptive;
#[cfg(feature = "whole")]
mod added;
mod axes;
mod correction;
mod lower_bound;
mod mechanic;
mod norm;
mod oddities;
mod recurrence;
mod schedule_free;
mod sign;
mod theory;
pub(super) mod toy;

use super::counterpart::Settings;
use super::*;
use crate::analysis::Iteration;
use crate::objective::{FAMILIES, Family, OVER_LANES as LANE_FAMILIES, Surface, SurfaceOver};
use crate::scalar::dot;

/// A rule on its way over any number of weights.
struct Walk<S: 'static> {
    rule: &'static dyn RuleOver<S>,
    choices: Vec<usize>,
    t: u32,
    weights: Vec<S>,
    query: Vec<S>,
    arrays: Vec<S>,
    scalars: Vec<S>,
}

impl<S: Scalar> Walk<S> {
    fn new(rule: &'static dyn RuleOver<S>, card: &Card, choices: Vec<usize>, start: &[S]) -> Self {
        let arrays = vec![S::of(0.0); card.memories.len() * start.len()];
        let scalars = vec![S::of(0.0); card.scalars.len()];
        Walk { rule, choices, t: 0, weights: start.to_vec(), query: start.to_vec(), arrays, scalars }
    }

    /// Prepares the first update. [`step`](Walk::step) does it as well: to do it twice changes nothing.
    fn begin(&mut self, hyperparameters: &[S]) {
        let now = Now { t: 1, hyperparameters, choices: &self.choices };
        let mut memory = Memory::new(self.weights.len(), &mut self.arrays, &mut self.scalars);
        self.rule.init(now, &self.weights, &mut memory);
    }

    /// One update, and the gradient that it was given. The loss is the gradient's square: any will do here.
    fn step(&mut self, hyperparameters: &[S], gradient: impl FnOnce(&[S]) -> Vec<S>) -> Vec<S> {
        if self.t == 0 {
            self.begin(hyperparameters);
        }
        self.t += 1;
        let now = Now { t: self.t, hyperparameters, choices: &self.choices };
        let mut memory = Memory::new(self.weights.len(), &mut self.arrays, &mut self.scalars);
        self.rule.query(now, &self.weights, &memory, &mut self.query);
        let gradient = gradient(&self.query);
        let seen = Seen { loss: dot(&gradient, &gradient), gradient: &gradient };
        self.rule.update(now, seen, &mut self.weights, &mut memory);
        gradient
    }

    /// All that the next update depends on.
    fn state(&self) -> Vec<S> {
        [&self.weights[..], &self.arrays, &self.scalars].concat()
    }
}

/// A walk of a rule with its usual conventions, and no weight decay.
fn walk(rule: &'static dyn AnyRule, start: &[f64]) -> Walk<f64> {
    let card = rule.card();
    walk_with(rule, &Settings { hyperparameters: hyperparameters(card, 0.0, 0.0), choices: defaults(card) }, start)
}

/// A walk of a rule under the conventions of some settings.
fn walk_with(rule: &'static dyn AnyRule, settings: &Settings, start: &[f64]) -> Walk<f64> {
    let card = rule.card();
    Walk::new(rule, card, card.in_force(&settings.choices, &settings.hyperparameters), start)
}

/// The options that a rule has where nothing is said.
fn defaults(card: &Card) -> Vec<usize> {
    card.choices.iter().map(|choice| choice.default).collect()
}

/// The options that a rule has where these are named, key and option.
fn options(card: &Card, named: &[(&str, &str)]) -> Vec<usize> {
    let mut options = defaults(card);
    for (key, option) in named {
        let place = card.choices.iter().position(|choice| choice.key == *key);
        let place = place.unwrap_or_else(|| panic!("{} has no {key}", card.name));
        options[place] = card.choices[place].option(option).unwrap_or_else(|| panic!("{} has no {option}", card.name));
    }
    options
}

fn rule(name: &str) -> &'static dyn AnyRule {
    named(name).unwrap_or_else(|| panic!("no rule {name}"))
}

/// The rule of this name over lanes.
fn over_lanes(name: &str) -> &'static dyn RuleOver<Lanes> {
    let place = RULES.iter().position(|rule| rule.card().name == name);
    OVER_LANES[place.unwrap_or_else(|| panic!("no rule {name}"))]
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

/// Every rule with its defaults, once more with each field of its own moved off its default, and so under each of its
/// other conventions.
fn table(alpha: f64, beta: f64) -> impl Iterator<Item = (&'static dyn AnyRule, Settings)> {
    RULES.iter().flat_map(move |&rule| {
        let card = rule.card();
        let usual = Settings { hyperparameters: hyperparameters(card, alpha, beta), choices: defaults(card) };
        let idle = |key| card.choices.iter().any(|choice| choice.idle_at_zero == Some(key));
        let stays = |field: &Field, x: f64| {
            // A learning rate of 0 is what some tests ask for, and what makes a choice idle has settings of its own.
            field.shared || idle(field.parameter.key) || (field.parameter.key == "learning-rate" && x == 0.0)
        };
        let moved = card.fields.iter().zip(&usual.hyperparameters);
        let moved = moved.map(|(field, &x)| if stays(field, x) { x } else { 0.9 * x + 0.05 }).collect();
        let moved = Settings { hyperparameters: moved, choices: usual.choices.clone() };
        let mut all = vec![(rule, usual), (rule, moved.clone())];
        for (i, choice) in card.choices.iter().enumerate() {
            for option in 0..choice.options.len() {
                let mut other = moved.clone();
                other.choices[i] = option;
                match choice.idle_at_zero.and_then(|key| card.field(key)) {
                    Some(field) => other.hyperparameters[field] = 0.05,
                    None if option == choice.default => continue,
                    None => {}
                }
                all.push((rule, other));
            }
        }
        all
    })
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

#[test]
fn cards_are_complete() {
    for card in RULES.iter().map(|rule| rule.card()) {
        let Words { sentence, used_by, source, link, convention } = card.words;
        for text in [card.title, sentence, used_by, source, convention] {
            assert!(!text.is_empty() && !text.contains("  "), "{}: {text:?}", card.name);
        }
        assert!(sentence.ends_with('.') && convention.ends_with('.'), "{}", card.name);
        assert!(link.starts_with("https://"), "{}: {link}", card.name);
        assert!(!matches!(card.matched, Matched::Own(reason) if !reason.ends_with('.')), "{}", card.name);
        assert_eq!(card.memories.len(), card.memory_units.len(), "{}", card.name);
        assert_eq!(card.fields[0].parameter.key, "learning-rate", "{}", card.name);
        for choice in card.choices {
            let options = choice.options;
            assert!(
                options.len() > 1 && choice.default < options.len() && !choice.meaning.is_empty(),
                "{}",
                choice.key
            );
            assert!(choice.idle_at_zero.is_none_or(|key| card.field(key).is_some()), "{}", card.name);
            assert!(card.field(choice.key).is_none(), "{}: {} is a field and a choice", card.name, choice.key);
        }
        for Field { parameter, .. } in card.fields {
            let told = [[parameter.default; 2], parameter.usual].concat();
            assert!(told.iter().all(|&x| parameter.legal.admits(x)), "{} {}", card.name, parameter.key);
            assert!(!parameter.symbol.is_empty() && !parameter.meaning.is_empty() && !parameter.units.is_empty());
        }
    }
}

#[test]
fn a_rule_says_whether_it_looks_ahead() {
    let surface = Family::named("rosenbrock").expect("it is in the registry");
    let surface = surface.surface(&surface.defaults());
    for (rule, settings) in table(0.001, 0.9) {
        let mut walk = walk_with(rule, &settings, &[-1.5, 0.6]);
        let apart = (0..5).any(|_| {
            let before = walk.weights.clone();
            walk.step(&settings.hyperparameters, slope(&*surface));
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
            let [h, k] = [&first, &second].map(|settings| &settings.hyperparameters);
            let packed: Vec<_> = h.iter().zip(k).map(|(&a, &b)| Lanes::new([a, b])).collect();
            let choices = rule.card().in_force(&first.choices, h);
            let mut lanes = Walk::<Lanes>::new(over_lanes(name), rule.card(), choices, &start);
            let mut alone = starts.map(|start| walk_with(rule, &first, &start));
            for t in 1..=200 {
                lanes.step(&packed, slope::<Lanes>(&*packed_surface));
                for (lane, (scalar, values)) in alone.iter_mut().zip([h, k]).enumerate() {
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
fn weights_beside_each_other_mix_only_where_the_card_says_so() {
    let curvatures = [1.0, 7.0, 0.3];
    let starts = [2.0, -1.5, 0.7];
    for (rule, settings) in table(0.05, 0.9) {
        let values = &settings.hyperparameters;
        let mut together = walk_with(rule, &settings, &starts);
        let mut alone = starts.map(|start| walk_with(rule, &settings, &[start]));
        let mut mixed = false;
        for _ in 0..300 {
            together.step(values, |q| q.iter().zip(curvatures).map(|(w, c)| c * w).collect());
            for ((walk, curvature), &w) in alone.iter_mut().zip(curvatures).zip(&together.weights) {
                walk.step(values, |q| vec![curvature * q[0]]);
                mixed |= !same(walk.weights[0], w);
            }
        }
        assert_eq!(mixed, !rule.card().per_weight, "{}", rule.card().name);
    }
}

/// Rules that a learning rate of 0 does not hold, and why.
const NOT_HELD: &[(&str, &str)] = &[
    ("rprop", "no step is shorter than its smallest one, not even the first"),
    ("ftrl", "it divides by the learning rate"),
    ("madgrad", "it adds its epsilon to the learning rate"),
    ("dadapt-adamw", "as optax has it, its distance is no number without an estimate"),
    ("prodigy", "as optax has it, its distance is no number without an estimate"),
];

#[test]
fn a_card_answers_for_hyperparameters_that_are_too_few() {
    for card in RULES.iter().map(|rule| rule.card()) {
        let all = hyperparameters(card, 0.05, 0.9);
        let answers = |h: &[f64]| (card.effective_step_at(h), Iteration::of(card, h));
        for count in 0..all.len() {
            let (step, iteration) = answers(&all[..count]);
            assert_eq!(card.in_force(&defaults(card), &all[..count]).len(), card.choices.len());
            let decay_alone = card.fields[count..].iter().all(|field| field.parameter.key == "weight-decay");
            let wanted =
                if decay_alone { answers(&all) } else { (None, iteration.filter(|i| Some(*i) == answers(&all).1)) };
            assert_eq!((step, iteration), wanted, "{}, {count} of {}", card.name, all.len());
        }
    }
}

#[test]
fn a_learning_rate_of_zero_leaves_the_weights_where_they_are() {
    let mut moved = Vec::new();
    for (card, surface) in surfaces() {
        for (rule, settings) in table(0.0, 0.9) {
            let mut walk = walk_with(rule, &settings, &card.start);
            for _ in 0..50 {
                walk.step(&settings.hyperparameters, slope::<f64>(&*surface));
            }
            let name = rule.card().name;
            if NOT_HELD.iter().any(|(not_held, _)| *not_held == name) {
                moved.extend((walk.weights != card.start).then_some(name));
            } else {
                assert_eq!(walk.weights, card.start, "{name} on {}", card.name);
            }
        }
    }
    for (name, reason) in NOT_HELD {
        assert!(moved.contains(name), "{name} is held after all, against: {reason}");
    }
}

#[test]
fn the_effective_step_is_the_step_on_a_constant_gradient() {
    for (rule, settings) in [0.0, 0.5, -0.5, 0.9].into_iter().flat_map(|beta| table(0.25, beta)) {
        let values = &settings.hyperparameters;
        let Some(effective_step) = rule.card().effective_step_at(values) else { continue };
        let mut walk = walk_with(rule, &settings, &[0.0]);
        let mut before = 0.0;
        for _ in 0..600 {
            before = walk.weights[0];
            walk.step(values, |_| vec![2.0]);
        }
        let (step, expected) = (before - walk.weights[0], 2.0 * effective_step);
        assert!((step - expected).abs() < 1e-9, "{} {values:?}: {step} against {expected}", rule.card().name);
    }
}

#[test]
fn the_effective_step_is_unbounded_from_momentum_1_on() {
    let step = |name, beta| {
        let card = rule(name).card();
        card.effective_step_at(&hyperparameters(card, 0.1, beta))
    };
    assert_eq!(step("heavy-ball", 1.0), Some(f64::INFINITY));
    assert_eq!(step("trace", 1.1), Some(f64::INFINITY));
    assert_eq!(step("ema", 1.0), Some(0.0));
    assert_eq!(step("ema", 1.1), Some(-f64::INFINITY));
    assert!(step("heavy-ball", -1.0).is_some_and(f64::is_nan));
    assert_eq!(step("adam", 0.9), None);
}
