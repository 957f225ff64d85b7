//! What Mechanic learns, and what it is indifferent to.

use super::*;

const BOWL: fn(&[f64]) -> Vec<f64> = |q| vec![q[0], 5.0 * q[1]];

/// So many updates over a bowl, without momentum.
fn learned(steps: u32, alpha: f64, initial_scale: f64, option: usize) -> Walk<f64> {
    let card = rule("mechanic").card();
    let mut values = hyperparameters(card, alpha, 0.0);
    values[card.field("initial-scale").expect("it has one")] = initial_scale;
    let settings = Settings { hyperparameters: values, choices: vec![option] };
    let mut walk = walk_with(rule("mechanic"), &settings, &[3.0, -2.0]);
    for _ in 0..steps {
        walk.step(&settings.hyperparameters, BOWL);
    }
    walk
}

#[test]
fn mechanic_begins_hardly_moving_and_learns_a_scale_that_gets_there() {
    for option in [0, 1] {
        let walk = learned(200, 1.0, 1e-6, option);
        assert!(walk.scalars[2] > 1e3 * 1e-6, "{:?}", walk.scalars);
        assert!(dot(&walk.weights, &walk.weights) < 0.1 * 13.0, "{:?}", walk.weights);
    }
}

#[test]
fn mechanic_takes_the_same_path_over_ten_times_the_learning_rate_at_a_tenth_of_the_scale() {
    for option in [0, 1] {
        for steps in [1, 5, 15, 30] {
            let [one, ten] = [learned(steps, 1.0, 1e-3, option), learned(steps, 10.0, 1e-4, option)];
            // But for ε.
            for (a, b) in one.weights.iter().zip(&ten.weights) {
                assert!((a - b).abs() < 1e-3, "{option} after {steps}: {a} against {b}");
            }
        }
    }
}
