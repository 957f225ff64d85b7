//! What the rules that measure norms do differently from all others.

use super::*;
use crate::scalar::norm;

/// A rule's weights after each update on these gradients, with α in force at each, from (3, 4).
fn path(name: &str, updates: &[(f64, [f64; 2])]) -> Vec<[f64; 2]> {
    let mut walk = walk(rule(name), &[3.0, 4.0]);
    let weights = |&(alpha, gradient): &(f64, [f64; 2])| {
        walk.step(&hyperparameters(rule(name).card(), alpha, 0.9), |_| gradient.to_vec());
        [walk.weights[0], walk.weights[1]]
    };
    updates.iter().map(weights).collect()
}

fn length([x, y]: [f64; 2], [u, v]: [f64; 2]) -> f64 {
    norm(&[u - x, v - y])
}

#[track_caller]
fn close(x: f64, expected: f64) {
    assert!((x - expected).abs() <= 1e-4 * expected.abs(), "{x} against {expected}");
}

#[test]
fn the_first_step_has_a_length_of_its_own_whatever_the_gradients_size() {
    // α times a share of the weights' length 5, but for Muon, whose quintic makes 0.696 of 1.
    for (name, expected) in [("lars", 0.1 * 0.001 * 5.0), ("lamb", 0.1 * 5.0), ("muon", 0.1 * 0.69646)] {
        for size in [1e-3, 1.0, 1e6] {
            let w = path(name, &[(0.1, [2.0 * size, -size])])[0];
            assert!((length([3.0, 4.0], w) - expected).abs() < 2e-3 * expected, "{name} {size}: {w:?}");
        }
    }
}

#[test]
fn a_slope_of_exactly_0_leaves_its_weight_where_it_is() {
    for name in ["lars", "lamb", "muon"] {
        let end = path(name, &[(0.1, [1.0, 0.0]); 50])[49];
        assert!(end[0] < 3.0 && end[1] == 4.0, "{name}: {end:?}");
    }
}

#[test]
fn lars_coasts_at_a_learning_rate_of_zero_and_the_others_stop() {
    let updates = [&[(0.1, [1.0, 2.0]); 5][..], &[(0.0, [1.0, 2.0]); 5]].concat();
    for name in ["lars", "lamb", "fromage", "muon"] {
        let path = path(name, &updates);
        assert_eq!(path[9] != path[4], name == "lars", "{name}");
    }
    let lars = path("lars", &updates);
    close(length(lars[5], lars[6]), 0.9 * length(lars[4], lars[5]));
}

#[test]
fn lars_takes_the_gradient_as_it_is_where_the_weights_are_all_0() {
    let mut walk = walk(rule("lars"), &[0.0, 0.0]);
    walk.step(&hyperparameters(rule("lars").card(), 10.0, 0.9), |_| vec![-14.0, -22.0]);
    assert_eq!(walk.arrays, [140.0, 220.0]);
}

#[test]
fn fromage_turns_the_weights_without_making_them_longer_where_the_gradient_is_at_right_angles() {
    let mut walk = walk(rule("fromage"), &[3.0, 4.0]);
    for _ in 0..100 {
        walk.step(&[0.05, 1e-6], |q| vec![-q[1], q[0]]);
        close(norm(&walk.weights), 5.0);
    }
    // And shrinks them where there is none.
    walk.step(&[0.75, 1e-6], |_| vec![0.0, 0.0]);
    close(norm(&walk.weights), 4.0);
}

#[test]
fn lamb_parts_at_the_place_of_its_decay() {
    let step = |place: usize| {
        let settings = Settings { hyperparameters: vec![0.1, 0.9, 0.999, 0.0, 0.0, 0.5], choices: vec![place, 0] };
        let mut walk = walk_with(rule("lamb"), &settings, &[3.0, 4.0]);
        walk.step(&settings.hyperparameters, |_| vec![1.0, 1.0]);
        [walk.weights[0], walk.weights[1]]
    };
    // In the direction the decay turns the step and leaves its length; off the weight it comes on top.
    close(length([3.0, 4.0], step(0)), 0.1 * 5.0);
    close(length([0.95 * 3.0, 0.95 * 4.0], step(1)), 0.1 * 0.95 * 5.0);
}

#[test]
fn muons_memories_differ_in_their_first_directions_and_not_in_their_lengths_of_step() {
    let values = hyperparameters(rule("muon").card(), 0.1, 0.9);
    let ends = [0, 1, 2].map(|memory| {
        let settings = Settings { hyperparameters: values.clone(), choices: vec![1, memory, 0, 0, 0, 0, 0] };
        let mut walk = walk_with(rule("muon"), &settings, &[3.0, 4.0]);
        walk.step(&values, |_| vec![1.0, 0.0]);
        let before = [walk.weights[0], walk.weights[1]];
        walk.step(&values, |_| vec![0.0, 1.0]);
        let after = [walk.weights[0], walk.weights[1]];
        close(length(before, after), 0.069646);
        after
    });
    // The sum is ten times the average, in the same direction. The correction turns it, as memory and gradient get their own.
    close(ends[0][0], ends[1][0]);
    assert!((ends[0][0] - ends[2][0]).abs() > 1e-3, "{ends:?}");
}
