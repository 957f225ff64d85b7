//! What is particular about the rules of Adam's family.

use super::*;
use crate::rule::counterpart::Given;

/// A walk of a rule from `start` with these values of its first fields, the others at their defaults, and under these
/// conventions.
fn with(name: &str, values: &[f64], choices: &[(&str, &str)], start: &[f64]) -> (Walk<f64>, Vec<f64>) {
    let card = rule(name).card();
    let defaults = hyperparameters(card, 0.1, 0.9);
    let values = [values, &defaults[values.len()..]].concat();
    let settings = Settings { hyperparameters: values.clone(), choices: options(card, choices) };
    (walk_with(rule(name), &settings, start), values)
}

/// The weight after each update from 0, where the gradients are these.
fn path(name: &str, values: &[f64], choices: &[(&str, &str)], gradients: &[f64]) -> Vec<f64> {
    let (mut walk, values) = with(name, values, choices, &[0.0]);
    let step = |&g: &f64| {
        walk.step(&values, |_| vec![g]);
        walk.weights[0]
    };
    gradients.iter().map(step).collect()
}

const GRADIENTS: [f64; 12] = [1.0, -2.0, 0.5, 0.5, 3.0, -1.0, 0.1, 0.2, -0.3, 0.4, 1.0, 1.0];

#[test]
fn a_weight_without_a_slope_stays_where_it_is_where_the_averages_begin_at_0() {
    for (rule, settings) in table(0.1, 0.9) {
        let card = rule.card();
        let decays = card.field("weight-decay").is_some_and(|i| settings.hyperparameters[i] != 0.0);
        if decays || !["adam", "adamw", "amsgrad", "nadam", "radam", "adamax"].contains(&card.name) {
            continue;
        }
        let mut walk = walk_with(rule, &settings, &[0.7, 1.0]);
        for _ in 0..50 {
            walk.step(&settings.hyperparameters, |q| vec![0.0, q[1]]);
            assert_eq!(walk.weights[0], 0.7, "{}", card.name);
        }
    }
}

#[test]
fn a_gradient_whose_square_overflows_freezes_a_weight_for_good() {
    for name in ["adam", "adamw", "amsgrad", "nadam"] {
        let (mut walk, mut values) = with(name, &[], &[], &[1.0]);
        if let Some(decay) = rule(name).card().field("weight-decay") {
            values[decay] = 0.0;
        }
        walk.step(&values, |_| vec![1e200]);
        for _ in 0..50 {
            walk.step(&values, |_| vec![1.0]);
            assert_eq!(walk.weights, [1.0], "{name}");
        }
    }
}

#[test]
fn adamw_is_adam_with_a_decoupled_decay() {
    let values = [0.1, 0.9, 0.99, 1e-3, 1e-4, 0.3];
    for place in ["after-correction", "before-correction"] {
        let place = ("epsilon-place", place);
        let adam = path("adam", &values, &[("decay-form", "decoupled"), place], &GRADIENTS);
        assert_eq!(path("adamw", &values, &[place], &GRADIENTS), adam);
        assert_ne!(path("adam", &values, &[place], &GRADIENTS), adam);
    }
}

#[test]
fn the_decay_of_adamw_is_not_divided_by_the_root_mean_square() {
    let (mut walk, values) = with("adamw", &[0.1, 0.9, 0.999, 1e-8, 0.0, 0.5], &[], &[2.0]);
    walk.step(&values, |_| vec![0.0]);
    assert_eq!(walk.weights, [2.0 - 0.1 * 0.5 * 2.0]);
    let coupled = [0.1, 0.9, 0.999, 1e-8, 0.0, 0.5];
    let (mut walk, values) = with("adam", &coupled, &[], &[2.0]);
    walk.step(&values, |_| vec![0.0]);
    // The decay alone is a gradient, and Adam's first step is α long whatever the gradient's size.
    assert!((walk.weights[0] - 1.9).abs() < 1e-8);
}

#[test]
fn epsilon_before_the_correction_weighs_more_at_first() {
    let first = |place| path("adam", &[0.1, 0.9, 0.999, 0.1], &[("epsilon-place", place)], &[1.0])[0];
    assert!((first("after-correction") + 0.1 / 1.1).abs() < 1e-12);
    let epsilon = 0.1 / 0.001_f64.sqrt();
    assert!((first("before-correction") + 0.1 / (1.0 + epsilon)).abs() < 1e-12);
}

#[test]
fn amsgrad_does_not_forget_a_large_gradient() {
    let gradients = [&[100.0][..], &[1.0; 4000]].concat();
    let last = |name, choices: &[_]| {
        let path = path(name, &[0.01], choices, &gradients);
        path[3999] - path[4000]
    };
    let (adam, amsgrad) = (last("adam", &[]), last("amsgrad", &[]));
    let corrected = last("amsgrad", &[("maximum", "corrected")]);
    // The largest v is 10, and the largest v/(1-β₂ᵗ) is 100².
    assert!(adam > 0.008 && amsgrad < 0.0035 && (corrected - 1e-4).abs() < 1e-6, "{adam} {amsgrad} {corrected}");
}

#[test]
fn optax_takes_the_whole_correction_off_amsgrad_where_it_is_told_to() {
    let never = [("maximum", "never-corrected"), ("average-correction", "no")];
    let first = path("amsgrad", &[0.1, 0.9, 0.999, 0.0], &never, &[4.0])[0];
    assert!((first + 0.1 * 0.1 / 0.001_f64.sqrt()).abs() < 1e-12, "{first}");
}

#[test]
fn nadam_with_a_constant_momentum_is_what_it_rises_to() {
    let constant = path("nadam", &[], &[("momentum-schedule", "constant")], &GRADIENTS);
    let at_once = [0.1, 0.9, 0.999, 1e-8, 0.0, 1e6];
    assert_eq!(path("nadam", &at_once, &[], &GRADIENTS), constant);
    assert_ne!(path("nadam", &[], &[], &GRADIENTS), constant);
}

#[test]
fn radam_divides_by_nothing_in_its_first_five_updates() {
    let radam = path("radam", &[], &[], &GRADIENTS);
    let average = path("ema-debiased", &[], &[], &GRADIENTS);
    for t in 0..GRADIENTS.len() {
        assert_eq!((radam[t] - average[t]).abs() < 1e-12, t < 5, "update {}", t + 1);
    }
}

#[test]
fn radam_divides_by_nothing_ever_where_beta_2_keeps_too_little() {
    // ρ stays below ρ∞ = 2/(1-β₂) - 1, which reaches 5 at β₂ = 2/3.
    let radam = path("radam", &[0.1, 0.9, 0.6], &[], &GRADIENTS);
    let average = path("ema-debiased", &[], &[], &GRADIENTS);
    assert!(radam.iter().zip(average).all(|(a, b)| (a - b).abs() < 1e-12));
}

#[test]
fn adamax_remembers_epsilon_only_where_it_is_added_to_the_slope() {
    let largest = |place| {
        let (mut walk, values) = with("adamax", &[0.1, 0.9, 0.999, 0.5], &[("epsilon-place", place)], &[0.0]);
        walk.step(&values, |_| vec![-2.0]);
        walk.arrays[1]
    };
    assert_eq!([largest("slope"), largest("largest")], [2.5, 2.0]);
}

#[test]
fn nadam_without_nesterov_is_adam_in_optax() {
    let given =
        [("learning_rate".to_owned(), Given::Number(0.1)), ("nesterov".to_owned(), Given::Word("False".into()))];
    let is = |name: &str, call: &str| {
        let card = rule(name).card();
        card.counterparts.iter().find_map(|counterpart| card.settings(counterpart, call, &given))
    };
    for (name, call, without) in [("adam", "optax.adam", "optax.nadam"), ("adamw", "optax.adamw", "optax.nadamw")] {
        assert!(is(name, call).is_some() && is(name, without) == is(name, call), "{without}");
        assert_eq!(is("nadam", without), None);
    }
}
