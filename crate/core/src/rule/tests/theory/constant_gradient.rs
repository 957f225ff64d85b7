//! A constant gradient: the settled velocity, the time it takes, the lag, and whose size it is.

use super::*;

const LAGS: [(f64, f64); 5] = [(0.5, 1.0), (0.9, 9.0), (0.95, 19.0), (0.99, 99.0), (0.999, 999.0)];

#[test]
fn the_average_comes_to_the_gradient_and_the_sum_to_many_of_it() {
    for (beta, lag) in LAGS {
        let [mut ema, mut trace] = ["ema", "trace"].map(|name| walk(rule(name), &[0.0]));
        for t in 1..=40_i32 {
            ema.step(&values("ema", 0.1, beta), |_| vec![2.0]);
            trace.step(&values("trace", 0.1, beta), |_| vec![2.0]);
            // v = (1-βᵗ) g, and b = (1-βᵗ) g/(1-β)
            close(ema.arrays[0], (1.0 - beta.powi(t)) * 2.0, 1e-12);
            close(trace.arrays[0], (1.0 - beta.powi(t)) * 2.0 * (lag + 1.0), 1e-12);
        }
    }
}

#[test]
#[expect(clippy::approx_constant, reason = "the first time constant as printed, which is 1/ln 2")]
fn half_of_the_gradient_and_99_hundredths_are_reached_at_the_printed_steps() {
    let table = [
        (0.5_f64, 1.4427, 1.000, 1, 6.64, 7),
        (0.9, 9.4912, 6.579, 7, 43.71, 44),
        (0.95, 19.4957, 13.513, 14, 89.78, 90),
        (0.99, 99.4992, 68.968, 69, 458.21, 459),
        (0.999, 999.4999, 692.801, 693, 4602.87, 4603),
    ];
    for (beta, time_constant, half_life, half, most, almost) in table {
        let time = -1.0 / beta.ln();
        assert!((time - time_constant).abs() < 0.6e-4, "{beta}: {time}");
        assert!((2.0_f64.ln() * time - half_life).abs() < 0.6e-3 && (100.0_f64.ln() * time - most).abs() < 0.6e-2);
        let mut walk = walk(rule("ema"), &[0.0]);
        let mut reached = [0; 2];
        for t in 1..=almost + 1 {
            walk.step(&values("ema", 0.1, beta), |_| vec![1.0]);
            for (step, share) in reached.iter_mut().zip([0.5, 0.99]) {
                if *step == 0 && walk.arrays[0] >= share {
                    *step = t;
                }
            }
        }
        assert_eq!(reached, [half, almost], "{beta}");
    }
}

#[test]
fn the_average_lags_behind_gradient_descent_for_good() {
    for (beta, lag) in LAGS {
        let [mut ema, mut plain] = ["ema", "gradient-descent"].map(|name| walk(rule(name), &[0.0]));
        // So many that βᵗ is below 1e-17.
        for _ in 0..(40.0 * (lag + 1.0)) as usize {
            ema.step(&values("ema", 0.5, beta), |_| vec![0.25]);
            plain.step(&values("gradient-descent", 0.5, beta), |_| vec![0.25]);
        }
        close((ema.weights[0] - plain.weights[0]) / (0.5 * 0.25), lag, 1e-9);
    }
}

#[test]
fn the_velocity_learns_the_gradients_size_and_never_the_steps() {
    // The first step after which |w| is below a half for good; none where it diverges.
    let betas = [0.0, 0.5, 0.9, 0.97, 0.99];
    let table = [
        (0.001, 1.0, [693, 694, 696, 704, 735].map(Some)),
        (0.001, 0.1, [6932, 6932, 6934, 6942, 6963].map(Some)),
        (1.0, 1.0, [1, 2, 12, 39, 129].map(Some)),
        (1.0, 0.1, [7, 8, 13, 21, 120].map(Some)),
        (1.0, 0.01, [69, 70, 73, 90, 129].map(Some)),
        (1000.0, 1.0, [None; 5]),
        (1000.0, 0.1, [None, None, None, Some(88), Some(165)]),
        (1000.0, 0.01, [None, None, Some(15), Some(46), Some(139)]),
    ];
    for (curvature, alpha, row) in table {
        for (beta, expected) in betas.into_iter().zip(row) {
            let steps = 2 * expected.unwrap_or(200);
            let w = path("ema", &[1.0], steps, |_| values("ema", alpha, beta), |q| vec![curvature * q[0]]).concat();
            let last = w.iter().rposition(|w| w.abs() >= 0.5 || w.is_nan()).expect("the start is");
            let settled = (last < w.len() - 1).then_some(last as u32 + 1);
            assert_eq!(settled, expected, "λ {curvature}, α {alpha}, β {beta}");
        }
    }
}

#[test]
fn a_gradient_1000_times_too_small_at_a_learning_rate_100_times_too_small_needs_more_than_20000_steps() {
    // ln 2/(α λ) is 69 thousand whatever β.
    for beta in [0.0, 0.5, 0.9, 0.97, 0.99] {
        let w = path("ema", &[1.0], 20_000, |_| values("ema", 0.01, beta), |q| vec![0.001 * q[0]]);
        assert!(w[20_000][0] > 0.8, "{beta}");
    }
}

#[test]
fn a_curvature_1000_times_too_large_needs_a_momentum_above_0_9608() {
    let left = |beta| radius(polynomial("ema", &values("ema", 100.0, beta)));
    assert!(left(0.9607) > 1.0 && left(0.9608) < 1.0);
    close(left(0.97), 0.97_f64.sqrt(), 1e-14);
}

#[test]
fn heavy_balls_gain_on_a_flat_slope_is_its_longer_settled_step() {
    for (beta, printed) in [(0.0, 6931.0), (0.9, 686.5), (0.99, 137.9)] {
        let halving = 0.5_f64.ln() / radius(polynomial("heavy-ball", &values("heavy-ball", 0.1 * 0.001, beta))).ln();
        close(halving, printed, 5e-4);
    }
}

#[test]
fn adam_takes_one_path_on_slopes_a_million_times_apart_but_for_epsilon() {
    let run = |curvature: f64, epsilon: f64| {
        let values = vec![0.01, 0.9, 0.999, epsilon, 0.0, 0.0];
        path("adam", &[1.0], 200, move |_| values.clone(), move |q| vec![curvature * q[0]])
    };
    close(apart(&run(1e-3, 1e-8), &run(1e3, 1e-8)), 6.5e-6, 0.01);
    assert!(apart(&run(1e-3, 0.0), &run(1e3, 0.0)) < 1e-13);
}
