//! PyTorch's dampening, and what it is not.

use super::*;

fn dampened(alpha: f64, tau: f64) -> Vec<f64> {
    vec![alpha, 0.9, tau, 0.0]
}

#[test]
fn dampening_leaves_the_first_step_undamped() {
    for (tau, second, extra) in
        [(0.1, 0.018, 0.000999999999295), (0.5, 0.014, 0.00499999999647), (0.9, 0.01, 0.00899999999365)]
    {
        let run = |tau: f64, steps: u32| {
            let mut walk = walk(rule("trace"), &[0.0]);
            for _ in 0..steps {
                walk.step(&dampened(0.1, tau), |_| vec![0.01]);
            }
            walk
        };
        assert_eq!(run(tau, 1).arrays, [0.01]);
        close(run(tau, 2).arrays[0], second, 1e-14);
        // On a constant gradient a path dampened from the first step on is the undampened one times 1-τ.
        let dampened_throughout = (1.0 - tau) * run(0.0, 200).weights[0];
        let measured = dampened_throughout - run(tau, 200).weights[0];
        close(measured, extra, 1e-10);
        // α τ g (1-β²⁰⁰)/(1-β)
        close(measured, 0.1 * tau * 0.01 * (1.0 - 0.9_f64.powi(200)) / 0.1, 1e-10);
    }
}

#[test]
fn dampening_as_large_as_the_momentum_is_the_average_begun_at_the_first_gradient() {
    for (card, surface) in surfaces() {
        let mut trace = walk(rule("trace"), &card.start);
        let mut ema = walk(rule("ema"), &card.start);
        ema.arrays = slope::<f64>(&*surface)(&card.start);
        let mut reach = 1.0_f64;
        for t in 1..=200 {
            trace.step(&dampened(0.005, 0.9), slope::<f64>(&*surface));
            ema.step(&values("ema", 0.005, 0.9), slope::<f64>(&*surface));
            reach = ema.weights.iter().fold(reach, |a, w| a.max(w.abs()));
            if !reach.is_finite() || reach > 1e6 {
                break;
            }
            for (a, b) in trace.weights.iter().zip(&ema.weights) {
                assert!((a - b).abs() <= 1e-9 * reach, "{} at {t}: {a} against {b}", card.name);
            }
        }
    }
}

#[test]
fn its_first_step_is_ten_times_that_of_the_average_from_0_and_the_difference_fades() {
    // Curvatures 0.1 and 1, turned by 30 degrees.
    let (sin, cos) = core::f64::consts::FRAC_PI_6.sin_cos();
    let slope = |q: &[f64]| {
        let (along, across) = (0.1 * (cos * q[0] + sin * q[1]), cos * q[1] - sin * q[0]);
        vec![cos * along - sin * across, sin * along + cos * across]
    };
    let trace = path("trace", &[1.0, 1.0], 200, |_| dampened(1.0, 0.9), slope);
    let ema = path("ema", &[1.0, 1.0], 200, |_| values("ema", 1.0, 0.9), slope);
    for i in 0..2 {
        close(trace[1][i] - 1.0, 10.0 * (ema[1][i] - 1.0), 1e-14);
    }
    for (t, printed) in [(1, 0.35), (10, 0.61), (50, 0.076), (200, 4.6e-5)] {
        close(apart(&trace[t..=t], &ema[t..=t]), printed, 0.02);
    }
}

#[test]
fn dampening_divides_the_settled_step_and_nothing_else() {
    for tau in [0.0, 0.1, 0.5, 0.9] {
        let settled = rule("trace").card().effective_step_at(&dampened(0.1, tau));
        close(settled.expect("it has one"), 0.1 * (1.0 - tau) / 0.1, 1e-15);
    }
}

#[test]
fn no_nesterov_form_has_a_dampening() {
    for name in ["nesterov", "nesterov-trace"] {
        assert_eq!(rule(name).card().field("dampening"), None, "PyTorch refuses it: {name}");
    }
}
