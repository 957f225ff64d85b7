//! What the average of the weights is, and when a warm-up begins.

use super::*;

fn settings(name: &str, own: &[(&str, f64)], chosen: &[(&str, &str)]) -> Settings {
    let card = rule(name).card();
    let mut settings = Settings { hyperparameters: hyperparameters(card, 0.05, 0.9), choices: options(card, chosen) };
    for (key, value) in own {
        settings.hyperparameters[card.field(key).expect("a field")] = *value;
    }
    settings
}

#[test]
fn without_momentum_schedule_free_sgd_is_gradient_descent_beside_the_mean_of_its_path() {
    let settings = settings("schedule-free-sgd", &[("momentum", 0.0)], &[]);
    let mut free = walk_with(rule("schedule-free-sgd"), &settings, &[3.0]);
    let mut plain = walk(rule("gradient-descent"), &[3.0]);
    let mut total = 0.0;
    for t in 1..=50 {
        free.step(&settings.hyperparameters, |q| vec![q[0]]);
        plain.step(&hyperparameters(rule("gradient-descent").card(), 0.05, 0.0), |q| vec![q[0]]);
        total += plain.weights[0];
        let [w, mean, x] = [free.weights[0], total / f64::from(t), free.arrays[1]];
        assert!((w - plain.weights[0]).abs() < 1e-14 && (x - mean).abs() < 1e-14, "{t}: {w}, {x} against {mean}");
    }
}

#[test]
fn a_late_warm_up_begins_with_no_step_at_all() {
    for name in ["schedule-free-sgd", "schedule-free-adamw"] {
        for (timing, moves) in [("on-time", true), ("late", false)] {
            let settings = settings(name, &[("warm-up", 20.0)], &[("warm-up-timing", timing)]);
            let mut walk = walk_with(rule(name), &settings, &[3.0, -2.0]);
            walk.step(&settings.hyperparameters, |q| q.to_vec());
            assert_eq!(walk.weights != [3.0, -2.0], moves, "{name} {timing}");
        }
    }
}

#[test]
fn a_weight_decay_of_all_weights_spares_the_base_weights_and_is_forgotten_once() {
    for (decayed, moves) in [("base", true), ("all", false)] {
        let settings = settings("schedule-free-adamw", &[("weight-decay", 0.1)], &[("decayed-weights", decayed)]);
        let mut walk = walk_with(rule("schedule-free-adamw"), &settings, &[3.0]);
        walk.step(&settings.hyperparameters, |_| vec![0.0]);
        // The first point is all of its average, whatever the average was.
        assert_eq!(walk.weights[0] < 3.0, moves, "{decayed}");
        walk.step(&settings.hyperparameters, |_| vec![0.0]);
        assert!(walk.weights[0] < 3.0, "{decayed}");
        assert_eq!(walk.arrays[0] != 3.0, moves, "{decayed}");
    }
}
