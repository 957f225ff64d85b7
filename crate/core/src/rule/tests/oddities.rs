//! What looks like a mistake in a recorded run and is none.

use super::*;

/// Rules that move a weight without a slope, and why.
const NOT_AT_REST: &[(&str, &str)] = &[
    ("asgd", "it draws all weights to 0 by a share of its own"),
    ("ftrl", "it forgets a part of its start at once"),
    ("yogi", "its averages begin above 0"),
    ("fromage", "it shortens all weights by what the step adds"),
];

#[test]
fn on_a_flat_valley_the_weight_along_the_floor_neither_moves_nor_becomes_nan() {
    let valley = Family::named("valley").expect("it is in the registry").surface(&[1.0, 0.0]);
    assert_eq!(slope::<f64>(&*valley)(&[1.0, 0.5])[1], 0.0);
    let mut moved = Vec::new();
    for (rule, settings) in table(0.05, 0.9) {
        let card = rule.card();
        if card.field("weight-decay").is_some_and(|i| settings.hyperparameters[i] != 0.0) {
            continue;
        }
        let mut walk = walk_with(rule, &settings, &[1.0, 0.5]);
        let mut rests = true;
        for t in 1..=200 {
            walk.step(&settings.hyperparameters, slope::<f64>(&*valley));
            assert!(walk.weights[1].is_finite(), "{} at {t}", card.name);
            // But for the rounding of averages of weights.
            rests &= (walk.weights[1] - 0.5).abs() < 1e-13;
        }
        if NOT_AT_REST.iter().any(|(name, _)| *name == card.name) {
            moved.extend((!rests).then_some(card.name));
        } else {
            assert!(rests, "{}: {:?}", card.name, walk.weights);
        }
    }
    for (name, reason) in NOT_AT_REST {
        assert!(moved.contains(name), "{name} rests after all, against: {reason}");
    }
}

#[test]
fn a_learning_rate_of_1e60_gives_adam_no_nan_but_a_weight_that_is_frozen_for_good() {
    let rosenbrock = Family::named("rosenbrock").expect("it is in the registry").surface(&[1.0, 100.0]);
    let mut walk = walk(rule("adam"), &[-1.5, 2.0]);
    let values = hyperparameters(rule("adam").card(), 1e60, 0.9);
    for t in 1..=200 {
        walk.step(&values, slope::<f64>(&*rosenbrock));
        // PyTorch's numbers: the square of the second slope along x leaves the number range.
        assert!((walk.weights[0] - 9.999999999354837e59).abs() < 1e46, "{t}: {:?}", walk.weights);
        assert_eq!(walk.arrays[2] == f64::INFINITY, t > 1, "{t}");
    }
    assert!((walk.weights[1] - 2.0036011667794688e62).abs() < 1e54, "{:?}", walk.weights);
}

#[test]
fn averaged_sgd_obeys_a_new_learning_rate_one_update_late_and_rprop_never() {
    // α is 1 in all updates but the fifth, where it is 0: the update that rests is the sixth, or none.
    for (name, rests) in [("gradient-descent", vec![5]), ("asgd", vec![6]), ("rprop", vec![])] {
        let mut walk = walk(rule(name), &[0.0]);
        let mut still = Vec::new();
        for t in 1..=10 {
            let before = walk.weights[0];
            let alpha = if t == 5 { 0.0 } else { 1.0 };
            walk.step(&hyperparameters(rule(name).card(), alpha, 0.0), |_| vec![1.0]);
            still.extend((walk.weights[0] == before).then_some(t));
        }
        assert_eq!(still, rests, "{name}");
    }
}
