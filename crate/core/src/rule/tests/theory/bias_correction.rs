//! Bias correction: what it gives an average at first, what it costs, and what it does to Adam.

use super::*;

/// The step of update t on a constant gradient of 1, and α 1, with these options and values of the first fields.
fn step(name: &str, own: &[f64], chosen: &[(&str, &str)], gradient: f64, t: u32) -> f64 {
    let card = rule(name).card();
    let values = [own, &hyperparameters(card, 1.0, 0.9)[own.len()..]].concat();
    let settings = Settings { hyperparameters: values, choices: options(card, chosen) };
    let mut walk = walk_with(rule(name), &settings, &[0.0]);
    for _ in 0..t {
        walk.weights[0] = 0.0;
        walk.step(&settings.hyperparameters, |_| vec![gradient]);
    }
    -walk.weights[0]
}

/// Adam's step without its corrections: amsgrad's, as its largest mean square is the last one on a constant gradient.
const UNCORRECTED: [(&str, &str); 2] = [("maximum", "never-corrected"), ("average-correction", "no")];

#[test]
fn the_corrected_average_of_a_constant_gradient_is_that_gradient_from_the_first_step() {
    for t in 1..=200 {
        close(step("ema-debiased", &[], &[], 0.01, t), 0.01, 1e-15);
    }
}

#[test]
fn the_correction_removes_the_lag_of_nine_steps() {
    for (name, end) in [("gradient-descent", -2.0), ("ema-debiased", -2.0), ("ema", -1.91)] {
        let w = path(name, &[0.0], 200, |_| values(name, 1.0, 0.9), |_| vec![0.01]);
        close(w[200][0], end, 1e-9);
    }
}

#[test]
fn the_corrected_average_is_the_average_at_a_learning_rate_that_falls() {
    let slope = |q: &[f64]| vec![q[0], 10.0 * q[1]];
    let falling = |t: u32| values("ema", 0.05 / (1.0 - 0.9_f64.powi(t as i32)), 0.9);
    let ema = path("ema", &[-2.0, 0.5], 200, falling, slope);
    let corrected = path("ema-debiased", &[-2.0, 0.5], 200, |_| values("ema-debiased", 0.05, 0.9), slope);
    assert!(apart(&ema, &corrected) < 1e-14, "{}", apart(&ema, &corrected));
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
fn the_correction_leaves_the_limit_where_it_was() {
    for beta in [0.0, 0.5, 0.9, 0.99] {
        assert_eq!(limit("ema", beta), limit("ema-debiased", beta));
    }
}

#[test]
fn adam_moves_the_learning_rate_at_first_whatever_the_gradients_size() {
    for gradient in [1e-3, 1.0, -1e3] {
        close(step("adam", &[0.01], &[], gradient, 1), 0.01 * gradient.signum(), 2e-5);
    }
    assert_eq!(
        format!("{:.8} {:.9}", step("adam", &[], &[], 1.0, 1), step("adam", &[], &[], 10.0, 1)),
        "0.99999999 0.999999999"
    );
}

#[test]
fn without_its_corrections_adams_first_step_is_3_162278_times_as_long() {
    let first = step("amsgrad", &[1.0, 0.9, 0.999, 0.0], &UNCORRECTED, 1.0, 1);
    close(first, 3.162278, 2e-7);
    close(first, (1.0 - 0.9) / (1.0 - 0.999_f64).sqrt(), 1e-12);
}

#[test]
fn the_corrections_make_adams_step_smaller_for_thousands_of_updates() {
    // √(1-β₂ᵗ)/(1-β₁ᵗ), the corrected step over the uncorrected one.
    let own = [1.0, 0.9, 0.999, 0.0];
    let factor = |t| step("adam", &own, &[], 1.0, t) / step("amsgrad", &own, &UNCORRECTED, 1.0, t);
    for (t, printed) in [(1, 0.316), (12, 0.152), (100, 0.31), (1000, 0.80)] {
        close(factor(t), printed, 0.007);
    }
    assert!(factor(11) > factor(12) && factor(12) < factor(13), "the smallest is at 12");
    assert!(factor(4000) < 1.0);
}

#[test]
fn epsilon_before_the_correction_is_a_larger_one_after_it() {
    let places = [("epsilon-place", "before-correction"), ("epsilon-place", "after-correction")];
    for (name, first) in [("adam", 1), ("radam", 6)] {
        for t in [first, 20, 100] {
            let larger = 1e-7 / (1.0 - 0.999_f64.powi(t)).sqrt();
            let [before, after] = [(1e-7, places[0]), (larger, places[1])]
                .map(|(epsilon, place)| step(name, &[1.0, 0.9, 0.999, epsilon], &[place], 1e-6, t as u32));
            close(before, after, 1e-9);
        }
    }
    // So 1e-7 acts as this at the first update.
    close(1e-7 / (1.0 - 0.999_f64).sqrt(), 3.16e-6, 1e-3);
}

#[test]
fn the_first_gradient_weighs_more_with_dampening_than_with_the_correction() {
    let weights = |name: &'static str, values: &'static [f64]| {
        let mut walk = walk(rule(name), &[0.0]);
        (1..=20).map(move |t| {
            walk.weights[0] = 0.0;
            walk.step(values, |_| vec![if t == 1 { 1.0 } else { 0.0 }]);
            -walk.weights[0]
        })
    };
    let pairs = weights("trace", &[1.0, 0.9, 0.9, 0.0]).zip(weights("ema-debiased", &[1.0, 0.9]));
    for (t, (dampened, corrected)) in (1..).zip(pairs) {
        close(dampened, 0.9_f64.powi(t - 1), 1e-13);
        close(corrected, 0.1 * 0.9_f64.powi(t - 1) / (1.0 - 0.9_f64.powi(t)), 1e-13);
        assert!(t == 1 || dampened > corrected, "both move a full α g at first");
    }
}
