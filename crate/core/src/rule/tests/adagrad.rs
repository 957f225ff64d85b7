//! What the family that divides by roots of squares has in common.

use super::*;
use crate::rule::counterpart::Given;

/// The rules of the family under all their conventions, without weight decay.
fn family() -> impl Iterator<Item = (&'static dyn AnyRule, Settings)> {
    let decays = |card: &Card, settings: &Settings| {
        card.field("weight-decay").is_some_and(|i| settings.hyperparameters[i] != 0.0)
    };
    table(0.05, 0.9).filter(move |(rule, settings)| {
        rule.card().family == crate::rule::Family::Adagrad && !decays(rule.card(), settings)
    })
}

#[test]
fn a_weight_without_a_slope_stays_where_it_is_but_for_ftrl() {
    for (rule, settings) in family() {
        let mut walk = walk_with(rule, &settings, &[1.0, -0.7]);
        for _ in 0..100 {
            walk.step(&settings.hyperparameters, |q| vec![3.0 * q[0], 0.0]);
        }
        let stays = (walk.weights[1] + 0.7).abs() < 1e-13;
        let name = rule.card().name;
        assert_eq!(stays, name != "ftrl", "{name}: {:?}", walk.weights);
    }
}

#[test]
fn slopes_of_any_size_make_the_same_steps_where_epsilon_is_nothing() {
    for name in ["rmsprop", "rmsprop-momentum", "adagrad", "sm3"] {
        let rule = rule(name);
        let card = rule.card();
        let mut values = hyperparameters(card, 0.01, 0.9);
        values[card.field("epsilon").expect("they have one")] = 0.0;
        let path = |size: f64| {
            let mut walk = walk(rule, &[1.0]);
            (0..50).for_each(|_| {
                walk.step(&values, |q| vec![size * q[0]]);
            });
            walk.weights[0]
        };
        assert!((path(1e-3) - path(1e3)).abs() < 1e-12, "{name}: {} and {}", path(1e-3), path(1e3));
    }
}

#[test]
fn epsilon_inside_the_root_is_felt_at_larger_slopes_than_outside() {
    let first = |place: usize| {
        let rule = rule("rmsprop");
        let mut settings = Settings { hyperparameters: hyperparameters(rule.card(), 1.0, 0.0), choices: vec![0; 4] };
        settings.choices[0] = place;
        settings.hyperparameters[2] = 1e-6;
        let mut walk = walk_with(rule, &settings, &[0.0]);
        walk.step(&settings.hyperparameters, |_| vec![1e-3]);
        -walk.weights[0]
    };
    // √v is 1e-4: ε adds a hundredth to it outside the root, and ten of them inside.
    assert!((first(0) - 10.0 / 1.01).abs() < 1e-9 && (first(1) - 10.0 / 101.0_f64.sqrt()).abs() < 1e-9);
}

#[test]
fn adafactor_whose_rate_is_not_bounded_takes_optaxs_path() {
    let rule = rule("adafactor");
    let card = rule.card();
    let given = [("learning_rate", 0.6), ("eps", 1e-8), ("clipping_threshold", 1.2)]
        .map(|(name, value)| (name.to_owned(), Given::Number(value)));
    let settings = |call: &Counterpart| card.settings(call, "optax.adafactor", &given);
    let settings = card.counterparts.iter().find_map(settings).expect("it is a call of optax");
    let mut walk = walk_with(rule, &settings, &[3.5, 3.5]);
    // As optax 0.2.8 prints them, which takes the power of t in 32 bits. PyTorch's α would be below 0.6 from t = 3 on.
    for weights in [
        [1.4000000008571432, 1.400000000002143],
        [0.9329487872413247, 0.932948786253494],
        [0.6740462144874947, 0.6740462134065002],
        [0.5133139609881027, 0.5133139598433698],
        [0.40562955911950604, 0.4056295579299245],
    ] {
        walk.step(&settings.hyperparameters, |q| vec![q[0], 20.0 * q[1]]);
        assert!((0..2).all(|i| (walk.weights[i] - weights[i]).abs() < 1e-6), "{:?}, not {weights:?}", walk.weights);
    }
}

#[test]
fn where_no_square_has_come_optaxs_adagrad_stays_and_keras_divides_0_by_0() {
    let rule = rule("adagrad");
    let card = rule.card();
    for (call, epsilon, stays) in [("optax.adagrad", "eps", true), ("keras.optimizers.Adagrad", "epsilon", false)] {
        let given = [("learning_rate", 0.05), ("initial_accumulator_value", 0.0), (epsilon, 0.0)]
            .map(|(name, value)| (name.to_owned(), Given::Number(value)));
        let settings = |counterpart| card.settings(counterpart, call, &given);
        let settings = card.counterparts.iter().find_map(settings).expect("it is a call of that library");
        let mut walk = walk_with(rule, &settings, &[2.0, 1.0]);
        let path = [[1.0, 0.0], [1.0, 1e-200], [0.0, 1.0]].map(|gradient| {
            walk.step(&settings.hyperparameters, |_| gradient.to_vec());
            walk.weights[1]
        });
        assert!(if stays { path == [1.0, 1.0, 0.95] } else { path.iter().all(|w| w.is_nan()) }, "{call}: {path:?}");
    }
}

#[test]
fn pytorchs_adafactor_has_no_number_after_a_square_that_overflows() {
    let rule = rule("adafactor");
    let card = rule.card();
    let finite = |call: &str, gradients: [f64; 4]| {
        let given = [("learning_rate", 0.1), ("lr", 0.1)].map(|(name, value)| (name.to_owned(), Given::Number(value)));
        let settings = |counterpart| given.chunks(1).find_map(|given| card.settings(counterpart, call, given));
        let settings = card.counterparts.iter().find_map(settings).expect("it is a call of that library");
        let mut walk = walk_with(rule, &settings, &[1.0]);
        gradients.map(|gradient| {
            walk.step(&settings.hyperparameters, |_| vec![gradient]);
            walk.weights[0].is_finite()
        })
    };
    // The new square is the nearer end in the first two updates.
    assert_eq!(finite("torch.optim.Adafactor", [1.0, 1.0, 1e160, 1.0]), [true, true, true, false]);
    assert_eq!(finite("torch.optim.Adafactor", [1.0, 1e160, 1.0, 1.0]), [true, false, false, false]);
    assert_eq!(finite("optax.adafactor", [1.0, 1e160, 1.0, 1.0]), [true; 4]);
}
