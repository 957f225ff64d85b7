//! When the forms stop being one method: α or β changes on the way.

use super::*;

#[test]
fn ema_and_trace_stay_one_path_whatever_the_learning_rate_does() {
    let scaled = |name: &'static str, scale: f64| move |t: u32| values(name, scale * cosine(t), 0.9);
    let ema = path("ema", &[-1.2, 1.0], 200, scaled("ema", 0.001), rosenbrock);
    let trace = path("trace", &[-1.2, 1.0], 200, scaled("trace", 0.001 * (1.0 - 0.9)), rosenbrock);
    let ball = path("heavy-ball", &[-1.2, 1.0], 200, scaled("heavy-ball", 0.001 * (1.0 - 0.9)), rosenbrock);
    assert!(apart(&ema, &trace) < 1e-14, "{}", apart(&ema, &trace));
    assert!(apart(&ema, &ball) > 1e-3, "{}", apart(&ema, &ball));
}

#[test]
fn trace_and_heavy_ball_part_when_the_learning_rate_changes() {
    let run = |name: &str, alpha: f64, drop: bool, steps: u32| {
        let rate = |t| if drop && t > 10 { 0.1 * alpha } else { alpha };
        let path = path(name, &[3.5, 3.5], steps, |t| values(name, rate(t), 0.9), |q| vec![q[0], 20.0 * q[1]]);
        let end = &path[steps as usize];
        [end[0], end[1]]
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
fn on_a_constant_gradient_they_part_by_what_the_memory_holds_of_the_old_learning_rate() {
    let (slope, alpha, beta) = (0.01, 0.2, 0.9);
    let table =
        [(50, 0.1, 0.161165066354287, -0.00199, -0.0181, -0.0199), (30, 0.0, 0.172369588641747, 0.0, -0.0172, -0.0192)];
    for (change, factor, apart, outside, inside, before) in table {
        let run = |name: &'static str| {
            let rate = move |t| if t <= change { alpha } else { factor * alpha };
            path(name, &[0.0], 200, move |t| values(name, rate(t), beta), |_| vec![slope]).concat()
        };
        let (trace, ball) = (run("trace"), run("heavy-ball"));
        let first = |path: &[f64], t: u32| path[t as usize] - path[t as usize - 1];
        close(trace[200] - ball[200], apart, 1e-13);
        // α (1-c) b β (1-βⁿ)/(1-β), with b = s (1-βᵗ)/(1-β) where it changes and n updates to come.
        let held = slope * (1.0 - beta.powi(change as i32)) / (1.0 - beta);
        let rest = beta * (1.0 - beta.powi(200 - change as i32)) / (1.0 - beta);
        close(trace[200] - ball[200], alpha * (1.0 - factor) * held * rest, 1e-13);
        close(first(&trace, change + 1), outside, 3e-3);
        close(first(&ball, change + 1), inside, 3e-3);
        close(first(&ball, change), before, 3e-3);
    }
}

#[test]
fn a_learning_rate_of_zero_lets_heavy_ball_coast_nine_steps_further_and_stops_the_trace_dead() {
    let travelled = |name: &'static str| {
        let rate = |t| if t <= 30 { 0.2 } else { 0.0 };
        let w = path(name, &[0.0], 400, |t| values(name, rate(t), 0.9), |_| vec![0.01]).concat();
        (w[400] - w[30]) / (w[30] - w[29])
    };
    close(travelled("heavy-ball"), 9.0, 1e-12);
    assert_eq!(travelled("trace"), 0.0);
    assert_eq!(travelled("ema"), 0.0);
}

#[test]
fn what_has_the_learning_rate_inside_its_memory_coasts_and_what_has_it_outside_stops_dead() {
    let inside: &[(&str, &[(&str, &str)])] =
        &[("heavy-ball", &[]), ("nesterov", &[]), ("rmsprop-momentum", &[("rate-place", "inside")]), ("lars", &[])];
    let outside: &[(&str, &[(&str, &str)])] =
        &[("ema", &[]), ("trace", &[]), ("nesterov-trace", &[]), ("rmsprop-momentum", &[("rate-place", "outside")])];
    for (rules, coasts) in [(inside, true), (outside, false)] {
        for (name, chosen) in rules {
            let card = rule(name).card();
            let settings = Settings { hyperparameters: values(name, 0.01, 0.9), choices: options(card, chosen) };
            let mut walk = walk_with(rule(name), &settings, &[3.0, -2.0]);
            let mut before = Vec::new();
            for t in 1..=60 {
                before.clone_from(&walk.weights);
                let rate = if t <= 30 { 0.01 } else { 0.0 };
                walk.step(&values(name, rate, 0.9), |q| vec![q[0], 5.0 * q[1]]);
                let moved = before != walk.weights;
                assert_eq!(moved, t <= 30 || coasts, "{name} at {t}");
            }
        }
    }
}

#[test]
fn on_a_narrow_valley_they_part_by_a_tenth_of_the_way_or_by_half_of_it() {
    // The curvatures 1 and 100. The distance as a share of what was travelled before the change.
    let share = |rate: &dyn Fn(u32) -> f64, change: usize| {
        let run = |name: &'static str| {
            path(name, &[-2.0, 0.5], 200, |t| values(name, 0.002 * rate(t), 0.9), |q| vec![q[0], 100.0 * q[1]])
        };
        let (trace, ball) = (run("trace"), run("heavy-ball"));
        let far = |a: &[f64], b: &[f64]| (a[0] - b[0]).hypot(a[1] - b[1]);
        let travelled = trace[..=change].iter().fold(0.0, |most: f64, w| most.max(far(w, &trace[0])));
        trace.iter().zip(&ball).fold(0.0, |most: f64, (a, b)| most.max(far(a, b))) / travelled
    };
    let drop = share(&|t| if t <= 50 { 1.0 } else { 0.1 }, 50);
    let coast = share(&|t| if t <= 30 { 1.0 } else { 0.0 }, 30);
    let wave = share(&cosine, 200);
    assert!(0.05 < drop && drop < 0.12 && 0.10 < coast && coast < 0.56, "{drop} {coast}");
    assert!(0.004 < wave && wave < 0.055, "{wave}");
}

#[test]
fn each_follows_the_other_where_its_momentum_is_corrected_for_the_learning_rate() {
    // Goyal et al. 2017, remark 2.
    let slope = |q: &[f64]| vec![q[0], 10.0 * q[1]];
    let rate = |t: u32| 0.02 * cosine(t);
    let before = |t: u32| rate(t.max(2) - 1);
    let run = |name: &'static str, momentum: &dyn Fn(u32) -> f64| {
        path(name, &[-2.0, 0.5], 200, |t| values(name, rate(t), momentum(t)), slope)
    };
    let (trace, ball) = (run("trace", &|_| 0.9), run("heavy-ball", &|_| 0.9));
    assert!(apart(&trace, &ball) > 0.01, "{}", apart(&trace, &ball));
    let corrected = apart(&ball, &run("trace", &|t| 0.9 * before(t) / rate(t)));
    let other = apart(&trace, &run("heavy-ball", &|t| 0.9 * rate(t) / before(t)));
    assert!(corrected < 5e-15 && other < 5e-15, "{corrected} {other}");
    // Through a learning rate of 0 there is no such momentum.
    let coasting = path(
        "trace",
        &[1.0],
        31,
        |t| values("trace", 0.0, 0.9 * if t == 31 { 0.02 / 0.0 } else { 1.0 }),
        |_| vec![1.0],
    );
    assert!(coasting[31][0].is_nan());
}

#[test]
fn a_changed_momentum_is_the_averages_only_where_the_sum_is_rescaled() {
    // From update 51 on β is 0.99 instead of 0.9.
    let beta = |t: u32| if t <= 50 { 0.9 } else { 0.99 };
    let (alpha, start) = (0.001, [-1.2, 1.0]);
    let rescaled = |t: u32| if t == 1 { 0.9 } else { beta(t) * (1.0 - beta(t - 1)) / (1.0 - beta(t)) };
    let summed = |mu: &dyn Fn(u32) -> f64| {
        path("trace", &start, 100, |t| values("trace", alpha * (1.0 - beta(t)), mu(t)), rosenbrock)
    };
    let ema = path("ema", &start, 100, |t| values("ema", alpha, beta(t)), rosenbrock);
    let (same, naive) = (summed(&rescaled), summed(&beta));
    assert!(apart(&ema, &same) < 1e-14, "{}", apart(&ema, &same));
    let step = |path: &[Vec<f64>], t: usize| (path[t][0] - path[t - 1][0]).hypot(path[t][1] - path[t - 1][1]);
    close(step(&ema, 50), 2.71e-3, 2e-3);
    close(step(&ema, 51), 2.78e-3, 2e-3);
    close(step(&naive, 51), 3.76e-4, 2e-3);
    close(step(&naive, 51) / step(&ema, 51), 0.135, 2e-3);
}
