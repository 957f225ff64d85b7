//! What the rules that look at signs do differently from all others.

use super::*;

/// The weight along updates on these gradients, with α in force at each.
fn path(name: &str, timing: usize, updates: &[(f64, f64)]) -> Vec<f64> {
    let card = rule(name).card();
    let choices = if card.choices.is_empty() { vec![] } else { vec![timing] };
    let first = Settings { hyperparameters: hyperparameters(card, updates[0].0, 0.5), choices };
    let mut walk = walk_with(rule(name), &first, &[0.0]);
    let weight = |&(alpha, gradient): &(f64, f64)| {
        walk.step(&hyperparameters(card, alpha, 0.5), |_| vec![gradient]);
        walk.weights[0]
    };
    updates.iter().map(weight).collect()
}

#[test]
fn the_size_of_a_slope_does_not_count() {
    for name in ["sign-sgd", "signum", "lion", "rprop"] {
        let ends = [1e-30, 1.0, 1e30].map(|slope| path(name, 0, &[(0.5, slope); 20]));
        assert!(ends[0] == ends[1] && ends[1] == ends[2], "{name}: {ends:?}");
    }
}

#[test]
fn a_slope_of_exactly_0_moves_no_weight() {
    for name in ["sign-sgd", "signum", "lion", "rprop"] {
        for slope in [0.0, -0.0] {
            assert_eq!(path(name, 0, &[(0.5, slope); 20]), [0.0; 20], "{name}");
        }
    }
}

#[test]
fn rprop_heeds_the_first_learning_rate_and_no_later_one() {
    for timing in [0, 1] {
        let steady = path("rprop", timing, &[(0.5, 1.0); 10]);
        let changed = [&[(0.5, 1.0)][..], &[(0.0, 1.0); 9]].concat();
        assert_eq!(path("rprop", timing, &changed), steady);
    }
}

#[test]
fn rprop_one_late_rests_at_first_and_then_takes_the_same_steps_until_a_sign_turns() {
    let steady = [(1.0, 1.0); 6];
    let (at_once, late) = (path("rprop", 0, &steady), path("rprop", 1, &steady));
    assert_eq!(late[0], 0.0);
    assert_eq!(late[1..], at_once[..5]);
    // At once: a step, then a rest as the sign turns, then half a step back. Late: the step is dropped by the turn.
    let turning = [(1.0, 1.0), (1.0, -1.0), (1.0, -1.0)];
    assert_eq!(path("rprop", 0, &turning), [-1.0, -1.0, -0.5]);
    assert_eq!(path("rprop", 1, &turning), [0.0, 0.0, 0.0]);
}

#[test]
fn lion_is_signum_where_both_averages_are_one() {
    let mut walks = [("signum", vec![0.1, 0.8]), ("lion", vec![0.1, 0.8, 0.8, 0.0])]
        .map(|(name, values)| (walk(rule(name), &[3.0, -2.0]), values));
    for t in 1..=100 {
        for (walk, values) in &mut walks {
            walk.step(values, |q| vec![q[0], 20.0 * q[1]]);
        }
        assert_eq!(walks[0].0.weights, walks[1].0.weights, "{t}");
    }
}
