//! Numbers that theory or a library's own run names, digit by digit.

#![expect(clippy::disallowed_methods, reason = "a tolerance need not have the same bits everywhere")]

use super::*;

/// One weight on a quadratic of curvature 1 from 1, with the gradient cut after `engine` updates: |w| or w per step.
fn bowl(name: &str, values: &[f64], steps: usize, engine: usize) -> Vec<f64> {
    let mut walk = walk(rule(name), &[1.0]);
    let mut path = vec![1.0];
    for t in 1..=steps {
        walk.step(values, |q| vec![if t <= engine { q[0] } else { 0.0 }]);
        path.push(walk.weights[0]);
    }
    path
}

/// The last step over the one before it, where the gradient was cut after step 30.
fn coasting_ratio(name: &str, values: &[f64], steps: usize) -> f64 {
    let w = bowl(name, values, steps, 30);
    (w[steps] - w[steps - 1]) / (w[steps - 1] - w[steps - 2])
}

#[track_caller]
fn close(x: f64, printed: f64, relative: f64) {
    assert!((x - printed).abs() <= relative * printed.abs(), "{x} against {printed}");
}

#[test]
fn just_under_the_limit_a_quadratic_converges_and_just_above_it_diverges() {
    let mut tried = 0;
    for beta in [-0.3, 0.0, 0.5, 0.9, 1.0] {
        for (rule, settings) in table(1.0, beta) {
            let card = rule.card();
            let values = settings.hyperparameters;
            let Some(limit) = card.limit_at(&values) else { continue };
            tried += 1;
            for (share, converges) in [(0.97, true), (1.03, false)] {
                let values = [&[share * limit], &values[1..]].concat();
                let path = bowl(card.name, &values, 2000, 2000);
                // Two steps, as an oscillation may pass through 0 at one of them.
                let end = &path[1999..];
                let held = match converges {
                    true => end.iter().all(|w| w.abs() < 1e-3),
                    false => end.iter().any(|w| w.abs() > 1e3 || w.is_nan()),
                };
                assert!(held, "{} {values:?} at {share} of the limit ends at {end:?}", card.name);
            }
        }
    }
    // Eight rules with a limit, each with two settings of its own fields, and none while a weight decay is in force: at
    // β = 1 gradient descent, optimistic gradient descent and Nesterov's two.
    assert_eq!(tried, 4 * 16 + 8);
}

#[test]
fn no_limit_is_named_where_the_formula_does_not_hold() {
    let limit = |name, beta| {
        let card = rule(name).card();
        card.limit_at(&hyperparameters(card, 1.0, beta))
    };
    for name in ["heavy-ball", "ema", "ema-debiased", "trace"] {
        assert_eq!([-1.0, 1.0, 1.1].map(|beta| limit(name, beta)), [None; 3], "{name}");
    }
    for name in ["nesterov", "nesterov-trace"] {
        assert_eq!([-0.5, 1.1].map(|beta| limit(name, beta)), [None; 2], "{name}");
    }
    let card = rule("trace").card();
    assert_eq!(card.limit.and_then(|limit| (limit.of)(&[1.0, 0.9, 1.0])), None);
}

#[test]
fn nesterov_with_negative_momentum_breaks_at_the_product_of_the_roots() {
    for (x, converges) in [(2.9, true), (2.99, true), (3.01, false)] {
        let end = bowl("nesterov", &[x, -0.5], 6000, 6000)[6000].abs();
        assert_eq!(end < 1e-3, converges, "{x}: {end}");
    }
}

#[test]
fn ema_trace_and_heavy_ball_walk_one_path_while_nothing_changes() {
    for (card, surface) in surfaces() {
        let (alpha, beta) = (0.001, 0.9);
        let scaled = [("heavy-ball", alpha), ("trace", alpha), ("ema", alpha / (1.0 - beta))];
        let mut walks = scaled
            .map(|(name, alpha)| (walk(rule(name), &card.start), hyperparameters(rule(name).card(), alpha, beta)));
        let mut reach = 1.0_f64;
        for t in 1..=200 {
            walks.iter_mut().for_each(|(walk, values)| {
                walk.step(values, slope::<f64>(&*surface));
            });
            let [(first, _), others @ ..] = &walks;
            reach = first.weights.iter().fold(reach, |a, w| a.max(w.abs()));
            if !reach.is_finite() || reach > 1e6 {
                break;
            }
            for (other, _) in others {
                for (a, b) in first.weights.iter().zip(&other.weights) {
                    assert!((a - b).abs() <= 1e-9 * reach, "{} at {t}: {a} against {b}", card.name);
                }
            }
        }
    }
}

#[test]
fn trace_and_heavy_ball_part_when_the_learning_rate_changes() {
    let run = |name: &str, alpha: f64, drop: bool, steps: u32| {
        let mut walk = walk(rule(name), &[3.5, 3.5]);
        for t in 1..=steps {
            let alpha = if drop && t > 10 { 0.1 * alpha } else { alpha };
            walk.step(&hyperparameters(rule(name).card(), alpha, 0.9), |q| vec![q[0], 20.0 * q[1]]);
        }
        [walk.weights[0], walk.weights[1]]
    };
    let two = |[x, y]: [f64; 2]| [format!("{x:.2}"), format!("{y:.2}")];
    assert_eq!(two(run("trace", 0.05, true, 14)), ["-1.16", "0.70"]);
    assert_eq!(two(run("heavy-ball", 0.05, true, 14)), ["-2.22", "5.76"]);
    let loss = |[x, y]: [f64; 2]| format!("{:.1e}", 0.5 * (x * x + 20.0 * y * y));
    assert_eq!(loss(run("ema", 0.05, false, 100)), "1.8e-3");
    for (name, alpha) in [("heavy-ball", 0.05), ("trace", 0.05), ("ema", 0.5)] {
        assert_eq!(loss(run(name, alpha, false, 100)), "3.8e-4", "{name}");
    }
}

#[test]
fn a_learning_rate_of_zero_lets_heavy_ball_coast_nine_steps_further_and_stops_the_trace_dead() {
    let travelled = |name: &str| {
        let mut walk = walk(rule(name), &[0.0]);
        let mut at = [0.0; 2];
        for t in 1..=400 {
            walk.step(&hyperparameters(rule(name).card(), if t <= 30 { 0.2 } else { 0.0 }, 0.9), |_| vec![0.01]);
            if t == 29 || t == 30 {
                at[t - 29] = walk.weights[0];
            }
        }
        (walk.weights[0] - at[1]) / (at[1] - at[0])
    };
    close(travelled("heavy-ball"), 9.0, 1e-12);
    assert_eq!(travelled("trace"), 0.0);
    assert_eq!(travelled("ema"), 0.0);
}

#[test]
fn dampening_leaves_the_first_step_undamped() {
    for (tau, second, extra) in
        [(0.1, 0.018, 0.000999999999295), (0.5, 0.014, 0.00499999999647), (0.9, 0.01, 0.00899999999365)]
    {
        let run = |tau: f64, steps: u32| {
            let mut walk = walk(rule("trace"), &[0.0]);
            for _ in 0..steps {
                walk.step(&[0.1, 0.9, tau, 0.0], |_| vec![0.01]);
            }
            walk
        };
        assert_eq!(run(tau, 1).arrays, [0.01]);
        close(run(tau, 2).arrays[0], second, 1e-14);
        // On a constant gradient a path dampened from the first step on is the undampened one times 1-τ.
        let dampened_throughout = (1.0 - tau) * run(0.0, 200).weights[0];
        close(dampened_throughout - run(tau, 200).weights[0], extra, 1e-10);
    }
}

#[test]
fn with_the_gradient_cut_each_rule_coasts_at_its_own_ratio() {
    for (name, first) in [("heavy-ball", 0.9), ("trace", 0.9), ("ema", 0.9), ("nesterov-trace", 0.7576)] {
        let values = hyperparameters(rule(name).card(), 0.02, 0.9);
        close(coasting_ratio(name, &values, 31), first, 5e-5);
        close(coasting_ratio(name, &values, 32), 0.9, 1e-9);
    }
    close(coasting_ratio("ema-debiased", &[0.02, 0.9], 31), 0.8960, 5e-5);
    close(coasting_ratio("adam", &[0.01, 0.9, 0.999, 1e-8, 0.0, 0.0], 200), 0.9025, 5e-5);
}

#[test]
fn adam_accelerates_with_no_gradient_where_beta_1_exceeds_the_root_of_beta_2() {
    close(coasting_ratio("adam", &[0.01, 0.99, 0.9, 0.0, 0.0, 0.0], 200), 1.0419, 1e-4);
    close(coasting_ratio("adam", &[0.01, 0.95, 0.9, 0.0, 0.0, 0.0], 200), 1.0014, 1e-4);
}

#[test]
fn the_correction_costs_the_ema_its_large_stable_range_while_t_is_small() {
    for (alpha, first, highest, end) in [
        (1.0, [0.9, 0.0], [1.0, 1.0], [1.4e-6, 4.8e-6]),
        (5.0, [0.5, -4.0], [1.0, 4.16], [1.9e-5, 7.9e-5]),
        (20.0, [-1.0, -19.0], [1.0, 5.0e4], [1.2e-5, 1.3]),
        (37.0, [-2.7, -36.0], [4.9, 1.2e15], [1.6e-4, 1.9e11]),
    ] {
        for (i, name) in ["ema", "ema-debiased"].into_iter().enumerate() {
            let w = bowl(name, &[alpha, 0.9], 200, 200);
            assert!((w[1] - first[i]).abs() < 1e-12 * alpha, "{name} {alpha}: {}", w[1]);
            close(w.iter().fold(0.0, |a: f64, w| a.max(w.abs())), highest[i], 0.05);
            close(w[200].abs(), end[i], 0.05);
        }
    }
}

#[test]
fn the_correction_removes_the_lag_of_nine_steps() {
    for (name, end) in [("gradient-descent", -2.0), ("ema-debiased", -2.0), ("ema", -1.91)] {
        let mut walk = walk(rule(name), &[0.0]);
        for _ in 0..200 {
            walk.step(&hyperparameters(rule(name).card(), 1.0, 0.9), |_| vec![0.01]);
        }
        close(walk.weights[0], end, 1e-9);
    }
}

#[test]
fn adam_moves_the_learning_rate_at_first_whatever_the_gradients_size() {
    for gradient in [1e-3, 1.0, -1e3] {
        let mut walk = walk(rule("adam"), &[0.0]);
        walk.step(&[0.01, 0.9, 0.999, 1e-8, 0.0, 0.0], |_| vec![gradient]);
        close(walk.weights[0], -0.01 * gradient.signum(), 2e-5);
    }
}
