//! What follows from a lower bound of the loss.

use super::*;

#[test]
fn without_momentum_momo_takes_polyaks_step_and_no_longer_one_than_its_learning_rate_allows() {
    // The loss is the gradient's square here, so that Polyak's step to a loss of 0 is the gradient itself.
    for (alpha, step) in [(8.0, 1.0), (0.25, 0.25)] {
        let mut walk = walk(rule("momo"), &[3.0, -2.0]);
        let gradient = walk.step(&[alpha, 0.0, 0.0, 0.0], |q| vec![0.5 * q[0], 2.0 * q[1]]);
        assert_eq!(walk.weights, [3.0 - step * gradient[0], -2.0 - step * gradient[1]]);
    }
}

#[test]
fn momo_rests_where_the_gradient_vanishes_however_far_the_loss_is_from_its_bound() {
    for name in ["momo", "momo-adam"] {
        let card = rule(name).card();
        let mut values = hyperparameters(card, 8.0, 0.9);
        values[card.field("lower-bound").expect("it has one")] = -1e3;
        let mut walk = walk(rule(name), &[3.0, -2.0]);
        for _ in 0..10 {
            walk.step(&values, |_| vec![0.0, 0.0]);
        }
        assert_eq!(walk.weights, [3.0, -2.0], "{name}");
    }
}

#[test]
fn an_adapted_bound_leaves_its_first_value_and_never_falls_below_it() {
    for name in ["momo", "momo-adam"] {
        let card = rule(name).card();
        let mut values = hyperparameters(card, 0.05, 0.9);
        values[card.field("lower-bound").expect("it has one")] = -10.0;
        let settings = Settings { hyperparameters: values, choices: vec![1] };
        let mut walk = walk_with(rule(name), &settings, &[3.0, -2.0]);
        let bound = card.scalars.iter().position(|scalar| *scalar == "lower-bound").expect("it is remembered");
        for _ in 0..100 {
            walk.step(&settings.hyperparameters, |q| vec![q[0], 20.0 * q[1]]);
            assert!(walk.scalars[bound] >= -10.0, "{name}");
        }
        assert!(walk.scalars[bound] > -10.0, "{name}");
    }
}
