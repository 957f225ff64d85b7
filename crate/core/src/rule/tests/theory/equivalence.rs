//! The average, the sum and the displacement are one method with three memories.

use super::*;

#[test]
fn in_exact_arithmetic_the_three_forms_are_identical() {
    // Halves of small whole numbers: nothing is rounded on any of these curvatures within 60 updates.
    let curvatures = [1.0, 2.0, 3.0, 4.0, 5.0];
    let [mut ema, mut trace, mut ball] = ["ema", "trace", "heavy-ball"].map(|name| walk(rule(name), &[1.0; 5]));
    let slope = |q: &[f64]| q.iter().zip(curvatures).map(|(w, c)| w * c).collect();
    for t in 1..=60 {
        ema.step(&values("ema", 1.0, 0.5), slope);
        trace.step(&values("trace", 0.5, 0.5), slope);
        ball.step(&values("heavy-ball", 0.5, 0.5), slope);
        assert!(ema.weights == trace.weights && ema.weights == ball.weights, "{t}: {:?}", ema.weights);
        // v = (1-β) b, and u = -α v with α = 1.
        assert!(ema.arrays.iter().zip(&trace.arrays).all(|(v, b)| *v == 0.5 * b), "{t}");
        assert!(ema.arrays.iter().zip(&ball.arrays).all(|(v, u)| *v == -u), "{t}");
    }
}

#[test]
fn ema_trace_and_heavy_ball_walk_one_path_while_nothing_changes() {
    for (card, surface) in surfaces() {
        let (alpha, beta) = (0.001, 0.9);
        let scaled = [("heavy-ball", alpha), ("trace", alpha), ("ema", alpha / (1.0 - beta))];
        let mut walks = scaled.map(|(name, alpha)| (walk(rule(name), &card.start), values(name, alpha, beta)));
        let (mut reach, mut fastest) = (1.0_f64, 0.0_f64);
        for t in 1..=200 {
            walks.iter_mut().for_each(|(walk, values)| {
                walk.step(values, slope::<f64>(&*surface));
            });
            let [(ball, _), others @ ..] = &walks;
            reach = ball.weights.iter().fold(reach, |a, w| a.max(w.abs()));
            if !reach.is_finite() || reach > 1e6 {
                break;
            }
            // The memories in the displacement's unit: u = -α b, and u = -α/(1-β) v.
            fastest = ball.arrays.iter().fold(fastest, |a, u| a.max(u.abs()));
            for ((other, _), unit) in others.iter().zip([alpha, alpha / (1.0 - beta)]) {
                for (a, b) in ball.weights.iter().zip(&other.weights) {
                    assert!((a - b).abs() <= 1e-9 * reach, "{} at {t}: {a} against {b}", card.name);
                }
                for (u, v) in ball.arrays.iter().zip(&other.arrays) {
                    assert!((u + unit * v).abs() <= 1e-9 * fastest.max(reach), "{} at {t}: {u}, {v}", card.name);
                }
            }
        }
    }
}

#[test]
fn the_average_is_not_gentler_but_for_what_is_called_its_learning_rate() {
    let settled = |name, alpha, beta| rule(name).card().effective_step_at(&values(name, alpha, beta));
    for beta in [0.0, 0.5, 0.75] {
        assert_eq!(settled("ema", 0.25, beta), Some(0.25));
        assert_eq!(settled("trace", 0.25 * (1.0 - beta), beta), Some(0.25));
        assert_eq!(settled("heavy-ball", 0.25 * (1.0 - beta), beta), Some(0.25));
    }
}
