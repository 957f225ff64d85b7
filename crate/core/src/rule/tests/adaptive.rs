//! What is odd about the rules around Adam that only optax has.

use super::*;

/// The weights after some updates on a constant slope, from 0, with the defaults of the rule.
fn slide(name: &str, alpha: f64, slope: &[f64], steps: usize) -> Vec<f64> {
    let rule = rule(name);
    let start = vec![0.0; slope.len()];
    let mut walk = walk(rule, &start);
    for _ in 0..steps {
        walk.step(&hyperparameters(rule.card(), alpha, 0.9), |_| slope.to_vec());
    }
    walk.weights
}

#[track_caller]
fn close(x: f64, expected: f64) {
    assert!((x - expected).abs() <= 1e-12 * expected.abs(), "{x} against {expected}");
}

#[test]
fn a_weight_without_a_slope_rests_beside_one_with_a_slope_but_in_yogi() {
    let names = ["adabelief", "novograd", "adan", "adopt", "acprop", "ademamix", "simplified-ademamix"];
    for name in names {
        let [moved, rested] = slide(name, 0.1, &[2.0, 0.0], 200)[..] else { unreachable!("two weights") };
        assert!(moved < -1.0 && rested == 0.0, "{name}: {moved} {rested}");
    }
    // Its average begins at 1e-6, and is divided by 1-β₁ as if it had begun at 0.
    close(slide("yogi", 0.1, &[0.0], 1)[0], -0.1 * 9e-6 / (1e-3_f64.sqrt() + 1e-3));
}

#[test]
fn yogis_mean_square_forgets_a_large_gradient_by_a_share_of_the_small_ones() {
    let square = |name, t| {
        let rule = rule(name);
        let mut walk = walk(rule, &[0.0]);
        for t in 0..t {
            walk.step(&hyperparameters(rule.card(), 0.1, 0.9), |_| vec![if t == 0 { 100.0 } else { 0.1 }]);
        }
        walk.arrays[1]
    };
    assert!(square("adam", 1001) < 0.4 * square("adam", 1));
    assert!(square("yogi", 1001) > 0.999 * square("yogi", 1));
}

#[test]
fn adabelief_goes_further_than_adam_where_gradients_agree() {
    let [believer, adam] = ["adabelief", "adam"].map(|name| slide(name, 0.1, &[2.0], 50)[0]);
    close(adam, -5.0 + 2.5e-8);
    assert!(believer < 2.0 * adam, "{believer}");
}

#[test]
fn novograds_first_step_has_the_length_of_the_learning_rate_and_the_gradients_direction() {
    let weights = slide("novograd", 0.1, &[3e4, -4e4], 1);
    close(weights[0], -0.06 * 5e4 / (5e4 + 1e-6));
    close(weights[1], 0.08 * 5e4 / (5e4 + 1e-6));
}

#[test]
fn adopt_divides_at_its_first_update_already_as_optax_does() {
    let adopt = rule("adopt").card();
    for (clipping, finite) in [("fourth-root", [true, false]), ("none", [false, false])] {
        let mut hyperparameters = hyperparameters(adopt, 0.1, 0.9);
        hyperparameters[3] = 0.0;
        let settings = Settings { hyperparameters, choices: options(adopt, &[("clipping", clipping)]) };
        let mut walk = walk_with(rule("adopt"), &settings, &[2.0, 1.0]);
        walk.step(&settings.hyperparameters, |_| vec![3.0, 0.0]);
        assert_eq!([0, 1].map(|i| walk.weights[i].is_finite()), finite, "{clipping}");
    }
}

#[test]
fn adopt_rests_at_first_and_then_moves_by_what_it_has_not_seen() {
    assert_eq!(slide("adopt", 0.1, &[7.0], 1), [0.0]);
    close(slide("adopt", 0.1, &[7.0], 2)[0], -0.1 * (1.0 - 0.9));
    // A gradient 100 times the one before counts as ⁴√2 at update 3.
    let adopt = rule("adopt");
    let mut walk = walk(adopt, &[0.0]);
    let values = hyperparameters(adopt.card(), 0.1, 0.0);
    let path = [1.0, 1.0, 100.0].map(|gradient| {
        walk.step(&values, |_| vec![gradient]);
        walk.weights[0]
    });
    close(path[2] - path[1], -0.1 * 2.0_f64.sqrt().sqrt());
}

#[test]
fn acprops_first_step_is_that_of_gradient_descent() {
    close(slide("acprop", 0.1, &[7.0], 1)[0], -0.7);
    assert_eq!(slide("gradient-descent", 0.1, &[7.0], 1), slide("acprop", 0.1, &[7.0], 1));
}

#[test]
fn adan_on_a_constant_slope_is_adam_but_for_its_epsilons() {
    let [adan, adam] = ["adan", "adam"].map(|name| slide(name, 0.1, &[2.0], 50)[0]);
    assert!((adan - adam).abs() < 1e-7, "{adan} {adam}");
}

#[test]
fn the_slow_average_of_ademamix_pushes_on_when_the_slope_has_turned() {
    let coasts = |name: &str| {
        let rule = rule(name);
        let mut walk = walk(rule, &[0.0]);
        let values = hyperparameters(rule.card(), 0.1, 0.9);
        let mut pass = |steps: usize, gradient: f64| {
            (0..steps).for_each(|_| drop(walk.step(&values, |_| vec![gradient])));
            walk.weights[0]
        };
        pass(3000, 1.0);
        pass(100, -0.2) < pass(200, -0.2)
    };
    assert!(coasts("adam"), "Adam follows the slope back");
    assert!(!coasts("ademamix"), "3000 old gradients outweigh it");
}
