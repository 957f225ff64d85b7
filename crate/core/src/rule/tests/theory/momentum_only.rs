//! What momentum does alone, once the gradient is 0: D becomes β D.

use super::*;

/// The displacements and the position after each of so many updates without a gradient, the first displacement being β D₀.
fn coast(beta: f64, first: f64, steps: usize) -> (Vec<f64>, Vec<f64>) {
    let mut walk = walk(rule("heavy-ball"), &[0.0]);
    walk.arrays = vec![first];
    let (mut displacements, mut positions) = (vec![first], vec![0.0]);
    for _ in 0..steps {
        walk.step(&values("heavy-ball", 0.1, beta), |_| vec![0.0]);
        displacements.push(walk.arrays[0]);
        positions.push(walk.weights[0]);
    }
    (displacements, positions)
}

/// The last step over the one before it on a quadratic of curvature 1 from 1, where the gradient was cut after step 30.
fn coasting_ratio(name: &str, values: &[f64], steps: usize) -> f64 {
    let mut walk = walk(rule(name), &[1.0]);
    let mut last = [0.0; 2];
    for t in 1..=steps {
        if t > 30 {
            // Else the weight's own size would swallow a short step.
            walk.weights[0] = 0.0;
        }
        let before = walk.weights[0];
        walk.step(values, |q| vec![if t <= 30 { q[0] } else { 0.0 }]);
        last = [last[1], walk.weights[0] - before];
    }
    last[1] / last[0]
}

#[test]
fn each_displacement_is_beta_times_the_one_before() {
    for beta in [-1.1, -1.0, -0.5, 0.0, 0.5, 0.9, 1.0, 1.1] {
        for first in [-3.0, -0.5, 0.0, 1.0, 2.0] {
            let (d, _) = coast(beta, first, 100);
            assert!(d.windows(2).all(|pair| pair[1] == beta * pair[0]), "{beta} {first}");
        }
    }
}

#[test]
fn with_no_first_displacement_nothing_moves_whatever_the_momentum() {
    for beta in [-1.1, -1.0, 0.9, 1.0, 1.1] {
        let (d, w) = coast(beta, 0.0, 2000);
        assert!(d.iter().chain(&w).all(|x| *x == 0.0), "{beta}");
    }
}

#[test]
fn below_1_in_size_the_displacement_fades_and_the_position_comes_to_rest() {
    for (beta, first, end, position) in
        [(0.9, 1.0, 3e-92, 9.0), (0.9, -3.0, -9e-92, -27.0), (-0.5, 1.0, 0.0, -1.0 / 3.0), (0.5, 4.0, 0.0, 4.0)]
    {
        let (d, w) = coast(beta, first, 2000);
        assert!((d[2000] - end).abs() <= 0.05 * end.abs(), "{beta} {first}: {}", d[2000]);
        close(w[2000], position, 1e-14);
        // β D₀/(1-β)
        close(w[2000], beta * first / (1.0 - beta), 1e-14);
    }
}

#[test]
fn at_1_the_displacement_stays_what_it_was_and_the_position_goes_on_for_ever() {
    for (first, moved) in [(0.5, 1000.0), (-5.0, -10000.0), (1.0, 2000.0), (2.0, 4000.0)] {
        let (d, w) = coast(1.0, first, 2000);
        assert!(d.iter().all(|d| *d == first) && w[2000] == moved, "{first}: {}", w[2000]);
    }
}

#[test]
fn above_1_the_displacement_grows_to_the_side_of_the_first_one() {
    for (first, end) in [(0.5, 3e82), (-0.5, -3e82)] {
        let (d, w) = coast(1.1, first, 2000);
        close(d[2000], end, 0.1);
        // The position grows geometrically with it: all displacements together are 11 of the last one.
        close(w[2000], 11.0 * d[2000], 1e-12);
    }
}

#[test]
fn at_minus_1_the_displacement_alternates_and_below_it_grows_as_well() {
    let (d, w) = coast(-1.0, 1.0, 2000);
    assert!(d[1..].chunks(2).all(|pair| pair == [-1.0, 1.0]) && w.iter().all(|w| w.abs() <= 1.0));
    let (d, _) = coast(-1.1, 1.0, 2000);
    assert!(d.windows(2).all(|pair| pair[0] * pair[1] < 0.0 && pair[1].abs() > pair[0].abs()));
    close(d[2000], 6e82, 0.1);
}

#[test]
fn with_the_gradient_cut_each_rule_coasts_at_its_own_ratio() {
    for (name, first) in [("heavy-ball", 0.9), ("trace", 0.9), ("ema", 0.9), ("nesterov-trace", 0.7576)] {
        let values = values(name, 0.02, 0.9);
        close(coasting_ratio(name, &values, 31), first, 5e-5);
        close(coasting_ratio(name, &values, 32), 0.9, 1e-9);
    }
    close(coasting_ratio("trace", &[0.02, 0.9, 0.9, 0.0], 31), 0.9, 1e-12);
    // β (1-βᵗ)/(1-βᵗ⁺¹) at 30.
    let debiased = coasting_ratio("ema-debiased", &[0.02, 0.9], 31);
    close(debiased, 0.8960, 5e-5);
    close(debiased, 0.9 * (1.0 - 0.9_f64.powi(30)) / (1.0 - 0.9_f64.powi(31)), 1e-12);
}

#[test]
fn the_way_left_is_nine_last_steps_but_for_a_rest_of_beta_to_the_170() {
    for name in ["heavy-ball", "trace", "ema"] {
        let w = bowl(name, &values(name, 0.02, 0.9), 200, 30);
        let share = (w[200] - w[30]) / (0.9 * (w[30] - w[29]) / 0.1);
        close(share, 0.230329224 / 0.230329227, 5e-9);
        close(share, 1.0 - 0.9_f64.powi(170), 1e-12);
    }
}

#[test]
fn a_learning_rate_of_zero_is_a_cut_gradient_to_heavy_ball_and_a_stop_to_the_trace() {
    let zero = |name: &'static str| {
        let rate = |t| if t <= 30 { 0.02 } else { 0.0 };
        path(name, &[1.0], 200, |t| values(name, rate(t), 0.9), |q| q.to_vec()).concat()
    };
    assert_eq!(zero("heavy-ball"), bowl("heavy-ball", &values("heavy-ball", 0.02, 0.9), 200, 30));
    assert!(zero("trace")[30..].windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_momentum_of_1_and_above_is_accepted_and_keeps_or_grows_the_step() {
    for name in ["heavy-ball", "trace", "nesterov", "nesterov-trace"] {
        for beta in [1.0, 1.05] {
            close(coasting_ratio(name, &values(name, 0.02, beta), 100), beta, 1e-12);
        }
    }
}

#[test]
fn adam_coasts_with_beta_1_over_the_root_of_beta_2() {
    let adam = |beta1, beta2, steps| coasting_ratio("adam", &[0.01, beta1, beta2, 0.0, 0.0, 0.0], steps);
    close(coasting_ratio("adam", &[0.01, 0.9, 0.999, 1e-8, 0.0, 0.0], 200), 0.9025, 5e-5);
    // The corrections go to 1 by and by, most slowly that of the squares.
    close(adam(0.9, 0.999, 2000), 0.90045, 2e-4);
    close(adam(0.9, 0.99, 800), 0.9 / 0.99_f64.sqrt(), 1e-4);
}

#[test]
fn adam_accelerates_with_no_gradient_where_beta_1_exceeds_the_root_of_beta_2() {
    let adam = |beta1, beta2| [0.01, beta1, beta2, 0.0, 0.0, 0.0];
    close(coasting_ratio("adam", &adam(0.99, 0.9), 200), 1.0419, 1e-4);
    close(coasting_ratio("adam", &adam(0.99, 0.9), 2000), 1.0436, 1e-4);
    close(coasting_ratio("adam", &adam(0.95, 0.9), 200), 1.0014, 1e-4);
    let w = bowl("adam", &adam(0.99, 0.9), 200, 30);
    close((w[30] - w[29]).abs(), 0.011, 0.03);
    close((w[200] - w[199]).abs(), 4.6, 0.01);
}

#[test]
fn in_64_bits_a_momentum_above_one_half_never_reaches_zero() {
    let least = f64::from_bits(1);
    for (beta, steps, end) in [(0.5, 1075, 0.0), (0.9, 7050, 5.0), (0.99, 73671, 49.0)] {
        let (d, _) = coast(beta, 1.0, steps + 10);
        assert_ne!(d[steps - 1], d[steps], "{beta}");
        assert!(d[steps..].iter().all(|d| *d == end * least), "{beta}: {}", d[steps]);
    }
}

#[test]
fn the_weight_stops_long_before_once_the_displacement_is_below_half_of_its_last_digit() {
    let (d, w) = coast(0.9, 1.0, 1000);
    let stops = (1..=1000).find(|&t| w[t..].iter().all(|x| *x == w[t])).expect("it stops");
    // Near 9 the last digit is 2⁻⁴⁹.
    let half = 0.5 * 2.0_f64.powi(-49);
    assert!(stops < 400 && d[stops + 1] <= half && half <= 1.2 * d[stops], "{stops}: {}", d[stops]);
}
