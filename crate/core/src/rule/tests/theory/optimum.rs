//! The best α and β for a quadratic of condition number κ, and what the rate hides.

use super::*;

const CONDITION_NUMBERS: [f64; 3] = [10.0, 100.0, 1000.0];

/// What is left per update along the slower one of the curvatures 1 and κ.
fn rate(name: &str, kappa: f64, alpha: f64, beta: f64) -> f64 {
    // On curvature 1, α λ is the learning rate.
    let along = |curvature| radius(polynomial(name, &values(name, alpha * curvature, beta)));
    f64::max(along(1.0), along(kappa))
}

/// The best α and β of heavy ball.
fn heavy_ball(kappa: f64) -> [f64; 2] {
    let root = kappa.sqrt();
    [4.0 / (root + 1.0).powi(2), ((root - 1.0) / (root + 1.0)).powi(2)]
}

fn nesterov(kappa: f64) -> [f64; 2] {
    let root = (3.0 * kappa + 1.0).sqrt();
    [4.0 / (3.0 * kappa + 1.0), (root - 2.0) / (root + 2.0)]
}

/// Rounding a double root costs half of the digits.
const HALF: f64 = 1e-6;

#[track_caller]
fn four_digits(x: f64, printed: f64) {
    assert!((x - printed).abs() < 0.5e-4 + HALF, "{x} against {printed}");
}

#[test]
fn the_optimal_parameters_have_the_printed_rates() {
    for (i, kappa) in CONDITION_NUMBERS.into_iter().enumerate() {
        let root = kappa.sqrt();
        let plain = rate("gradient-descent", kappa, 2.0 / (kappa + 1.0), 0.0);
        close(plain, (kappa - 1.0) / (kappa + 1.0), HALF);
        four_digits(plain, [0.8182, 0.9802, 0.9980][i]);
        let [alpha, beta] = heavy_ball(kappa);
        let heavy = rate("heavy-ball", kappa, alpha, beta);
        close(heavy, (root - 1.0) / (root + 1.0), HALF);
        four_digits(heavy, [0.5195, 0.8182, 0.9387][i]);
        let [alpha, beta] = nesterov(kappa);
        let ahead = rate("nesterov-trace", kappa, alpha, beta);
        close(ahead, 1.0 - 2.0 / (3.0 * kappa + 1.0).sqrt(), HALF);
        four_digits(ahead, [0.6408, 0.8847, 0.9635][i]);
        let usual = rate("nesterov-trace", kappa, 1.0 / kappa, (root - 1.0) / (root + 1.0));
        close(usual, 1.0 - 1.0 / root, HALF);
        four_digits(usual, [0.6838, 0.9000, 0.9684][i]);
    }
}

#[test]
fn heavy_balls_optimum_is_the_averages_at_one_over_the_root_of_both_curvatures() {
    for kappa in CONDITION_NUMBERS {
        let [alpha, beta] = heavy_ball(kappa);
        close(alpha / (1.0 - beta), 1.0 / kappa.sqrt(), 1e-13);
        close(rate("ema", kappa, 1.0 / kappa.sqrt(), beta), rate("heavy-ball", kappa, alpha, beta), HALF);
    }
}

#[test]
fn no_neighbour_of_an_optimum_is_faster() {
    for kappa in CONDITION_NUMBERS {
        let optima = [
            ("gradient-descent", [2.0 / (kappa + 1.0), 0.0]),
            ("heavy-ball", heavy_ball(kappa)),
            ("nesterov-trace", nesterov(kappa)),
        ];
        for (name, [alpha, beta]) in optima {
            let best = rate(name, kappa, alpha, beta);
            for angle in 0..24 {
                let (up, right) = (f64::from(angle) * core::f64::consts::PI / 12.0).sin_cos();
                let [alpha, beta] = [alpha * (1.0 + 0.01 * right), beta * (1.0 + 0.01 * up)];
                assert!(rate(name, kappa, alpha, beta) >= best - HALF, "{name} {kappa} {alpha} {beta}");
            }
        }
    }
}

#[test]
fn a_millionth_takes_heavy_ball_218_steps_nesterov_371_and_gradient_descent_6908() {
    let [[alpha, beta], [gamma, delta]] = [heavy_ball(1000.0), nesterov(1000.0)];
    for (rate, printed) in [
        (rate("heavy-ball", 1000.0, alpha, beta), 218.0),
        (rate("nesterov-trace", 1000.0, gamma, delta), 371.0),
        (rate("gradient-descent", 1000.0, 2.0 / 1001.0, 0.0), 6908.0),
    ] {
        assert_eq!((1e-6_f64.ln() / rate.ln()).round(), printed);
    }
}

#[test]
fn at_its_optimum_heavy_ball_first_grows_to_many_times_its_start() {
    for (kappa, printed) in CONDITION_NUMBERS.into_iter().zip([1.31, 3.71, 11.6]) {
        let [alpha, beta] = heavy_ball(kappa);
        // Along the steeper curvature.
        let path = bowl("heavy-ball", &values("heavy-ball", alpha * kappa, beta), 500, 500);
        close(path.iter().fold(0.0, |most: f64, w| most.max(w.abs())), printed, 5e-3);
    }
}

#[test]
fn at_critical_damping_both_roots_are_one() {
    for x in [0.01_f64, 0.1, 0.5] {
        let root = x.sqrt();
        let critical = [
            ("heavy-ball", (1.0 - root).powi(2), 1.0 - root),
            ("nesterov-trace", (1.0 - root) / (1.0 + root), 1.0 - root),
            ("ema", ((1.0 - x) / (1.0 + x)).powi(2), (1.0 - x) / (1.0 + x)),
        ];
        for (name, beta, rate) in critical {
            let [p, q] = polynomial(name, &values(name, x, beta));
            assert!((p * p - 4.0 * q).abs() < 2e-15, "{name} {x}: {}", p * p - 4.0 * q);
            close(radius([p, q]), rate, 1e-7);
        }
    }
}

#[test]
fn both_neighbours_of_critical_damping_are_slower() {
    let beta = (1.0 - 0.1_f64.sqrt()).powi(2);
    for (beta, printed) in [(beta, 0.6838), (beta - 0.05, 0.7870), (beta + 0.05, 0.7194)] {
        four_digits(radius(polynomial("heavy-ball", &values("heavy-ball", 0.1, beta))), printed);
    }
}

#[test]
fn above_the_critical_momentum_more_of_it_is_slower_whatever_the_curvature() {
    for beta in [0.5_f64, 0.9, 0.99] {
        let critical = (1.0 - beta.sqrt()).powi(2);
        for x in [1.001 * critical, 0.1, 1.0, 2.0] {
            if x > critical {
                close(radius(polynomial("heavy-ball", &values("heavy-ball", x, beta))), beta.sqrt(), 1e-14);
            }
        }
    }
}
