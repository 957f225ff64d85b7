//! A quadratic of one curvature: the characteristic polynomial of each form, how far it is stable, and where that ends.

use super::*;

/// p and q from x = α λ and β, as print has them.
type Printed = fn(f64, f64) -> [f64; 2];

const POLYNOMIALS: [(&str, Printed); 6] = [
    ("gradient-descent", |x, _| [1.0 - x, 0.0]),
    ("heavy-ball", summed),
    ("trace", summed),
    ("ema", |x, b| summed(x * (1.0 - b), b)),
    ("nesterov", ahead),
    ("nesterov-trace", ahead),
];

fn summed(x: f64, b: f64) -> [f64; 2] {
    [1.0 + b - x, b]
}

fn ahead(x: f64, b: f64) -> [f64; 2] {
    [(1.0 + b) * (1.0 - x), b * (1.0 - x)]
}

#[test]
fn each_form_has_its_characteristic_polynomial() {
    for (name, printed) in POLYNOMIALS {
        for (x, b) in pairs(2000, 5.0) {
            let ([p, q], [r, s]) = (polynomial(name, &values(name, x, b)), printed(x, b));
            assert!((p - r).abs() < 1e-14 && (q - s).abs() < 1e-14, "{name} {x} {b}: {p} {q} against {r} {s}");
        }
    }
    // A dampening acts as a smaller x.
    for (x, b) in pairs(2000, 5.0) {
        let ([p, q], [r, s]) = (polynomial("trace", &[x, b, 0.3, 0.0]), summed(0.7 * x, b));
        assert!((p - r).abs() < 1e-14 && (q - s).abs() < 1e-14, "{x} {b}: {p} {q} against {r} {s}");
    }
}

#[test]
fn oscillating_or_not_the_spectral_radius_is_as_printed() {
    let heavy = |x: f64, b: f64| {
        let [low, high] = [(1.0 - b.sqrt()).powi(2), (1.0 + b.sqrt()).powi(2)];
        let p = 1.0 + b - x;
        if low <= x && x <= high { b.sqrt() } else { 0.5 * (p.abs() + (p * p - 4.0 * b).sqrt()) }
    };
    let nesterov = |x: f64, b: f64| {
        let [p, q] = ahead(x, b);
        let low = ((1.0 - b) / (1.0 + b)).powi(2);
        if low <= x && x <= 1.0 { q.sqrt() } else { 0.5 * (p.abs() + (p * p - 4.0 * q).sqrt()) }
    };
    for (x, b) in pairs(2000, 5.0) {
        for (name, expected) in
            [("heavy-ball", heavy(x, b)), ("nesterov-trace", nesterov(x, b)), ("ema", heavy(x * (1.0 - b), b))]
        {
            let measured = radius(polynomial(name, &values(name, x, b)));
            assert!((measured - expected).abs() < 1e-12, "{name} {x} {b}: {measured} against {expected}");
        }
    }
}

#[test]
fn the_largest_stable_learning_rates_are_those_of_the_table_in_all_ten_digits() {
    let table = [
        (0.0, [2.0, 2.0, 2.0]),
        (0.5, [3.0, 6.0, 1.5]),
        (0.9, [3.8, 38.0, 1.3571428571]),
        (0.99, [3.98, 398.0, 1.3355704698]),
    ];
    for (beta, limits) in table {
        for (name, printed) in ["heavy-ball", "ema", "nesterov-trace"].into_iter().zip(limits) {
            let (mut stable, mut unstable) = (1.0, 1000.0);
            for _ in 0..60 {
                let x = 0.5 * (stable + unstable);
                let end =
                    if radius(polynomial(name, &values(name, x, beta))) < 1.0 { &mut stable } else { &mut unstable };
                *end = x;
            }
            close(stable, printed, 5e-11);
            close(limit(name, beta).expect("it has one"), stable, 1e-13);
        }
    }
}

#[test]
fn just_under_the_limit_a_quadratic_converges_and_just_above_it_diverges() {
    let mut tried = Vec::new();
    for beta in [-0.5, -0.3, 0.0, 0.5, 0.9, 1.0] {
        for (rule, settings) in table(1.0, beta) {
            let card = rule.card();
            let values = settings.hyperparameters;
            let Some(limit) = limit_at(card, &values) else { continue };
            tried.push((beta, card.name));
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
    for card in RULES.iter().map(|rule| rule.card()).filter(|card| card.limit.is_some()) {
        // Each with its fields at their defaults and off them.
        let times = |beta| tried.iter().filter(|other| **other == (beta, card.name)).count();
        assert!([0.0, 0.5, 0.9].iter().all(|&beta| times(beta) >= 2), "{}", card.name);
    }
}

#[test]
fn a_cards_formula_is_the_limit_where_the_card_says_so_and_nowhere_else() {
    for card in RULES.iter().map(|rule| rule.card()) {
        let Some(limit) = card.limit else { continue };
        for (u, v) in pairs(2000, 1.0) {
            let [first, second] = [3.0 * u - 1.5, 3.0 * v - 1.5];
            let holds = match limit.text().strip_prefix(limit.formula).expect("it begins with the formula") {
                "" => true,
                ", with |β| < 1" => first.abs() < 1.0,
                ", with |β| < 1 and τ < 1" => first.abs() < 1.0 && second < 1.0,
                ", with −1/3 ≤ β ≤ 1" => (-1.0 / 3.0..=1.0).contains(&first),
                ", with a > 0 and b ≥ −a/4" => first > 0.0 && second >= -0.25 * first,
                other => panic!("{}: {other}", card.name),
            };
            let mut values: Vec<_> = card.fields.iter().map(|_| 0.0).collect();
            for (value, given) in values.iter_mut().skip(1).zip([first, second]) {
                *value = given;
            }
            // With one there is no limit to speak of.
            if let Some(decay) = card.field("weight-decay") {
                values[decay] = 0.0;
            }
            let formula = Iteration::of(card, &values).and_then(|it| it.limit_by_formula()).map(|(_, formula)| formula);
            assert_eq!(formula == Some(limit.formula), holds, "{} {values:?}: {formula:?}", card.name);
        }
    }
}

#[test]
fn after_200_steps_around_the_limit_the_weight_has_the_printed_size() {
    let shares = [0.97, 0.99, 1.01, 1.03];
    let heavy = [1.1e-5, 2.4e-4, 1.2e14, 1.8e26];
    for (name, limit, printed) in
        [("trace", 3.8, heavy), ("ema", 38.0, heavy), ("nesterov-trace", 3.8 / 2.8, [1.9e-8, 4.2e-3, 408.0, 2.0e7])]
    {
        for (share, size) in shares.into_iter().zip(printed) {
            close(bowl(name, &values(name, share * limit, 0.9), 200, 200)[200].abs(), size, 0.05);
        }
    }
}

#[test]
fn nesterov_tolerates_a_smaller_step_than_gradient_descent_and_heavy_ball_a_larger_one() {
    let limit = |name, beta| limit(name, beta).expect("it has one");
    for beta in [0.1, 0.5, 0.9, 0.999] {
        assert!(4.0 / 3.0 < limit("nesterov", beta) && limit("nesterov", beta) < 2.0);
        assert!(2.0 < limit("heavy-ball", beta) && limit("heavy-ball", beta) < 4.0);
        // The average's looks larger only because its α is α/(1-β).
        close((1.0 - beta) * limit("ema", beta), limit("heavy-ball", beta), 1e-14);
    }
}

#[test]
fn the_average_is_stable_where_beta_exceeds_x_minus_2_over_x_plus_2() {
    for x in [3.0, 10.0, 100.0] {
        let least = (x - 2.0) / (x + 2.0);
        let stable = |beta: f64| radius(polynomial("ema", &values("ema", x, beta))) < 1.0;
        assert!(stable(least + 1e-6) && !stable(least - 1e-6), "{x}");
    }
}

#[test]
fn no_limit_is_named_where_small_learning_rates_diverge_as_well() {
    for name in ["heavy-ball", "ema", "ema-debiased", "trace"] {
        assert_eq!([-1.0, 1.0, 1.1].map(|beta| limit(name, beta)), [None; 3], "{name}");
    }
    for name in ["nesterov", "nesterov-trace"] {
        assert_eq!([-1.1, 1.1].map(|beta| limit(name, beta)), [None; 2], "{name}");
    }
    assert_eq!(limit_at(rule("trace").card(), &[1.0, 0.9, 1.0, 0.0]), None);
}

#[test]
fn nesterov_with_negative_momentum_breaks_at_the_product_of_the_roots() {
    for (x, converges) in [(2.9, true), (2.99, true), (3.01, false)] {
        let end = bowl("nesterov", &values("nesterov", x, -0.5), 6000, 6000)[6000].abs();
        assert_eq!(end < 1e-3, converges, "{x}: {end}");
    }
}

#[test]
fn at_equal_learning_rate_the_average_leaves_a_saddle_more_slowly_than_gradient_descent_and_heavy_ball_faster() {
    let growth = |name: &'static str| {
        let w = path(name, &[1e-9], 300, |_| values(name, 0.08, 0.9), |q| vec![-q[0]]).concat();
        w[300] / w[299]
    };
    let (ema, plain, heavy) = (growth("ema"), growth("gradient-descent"), growth("heavy-ball"));
    assert!(ema < plain && plain < heavy);
    for (measured, printed, x) in [(plain, 1.08, 0.0), (heavy, 1.273019434, 0.9), (ema, 1.054578328, 0.9)] {
        assert!((measured - printed).abs() < 6e-10, "{measured} at β {x}");
    }
}

#[test]
fn what_is_optimal_on_quadratics_can_cycle_for_ever_on_a_convex_function() {
    // Lessard, Recht and Packard 2016: m = 1, L = 25, the minimum is at 0.
    let slope = |q: &[f64]| {
        let w = q[0];
        vec![if w < 1.0 {
            25.0 * w
        } else if w < 2.0 {
            w + 24.0
        } else {
            25.0 * w - 24.0
        }]
    };
    let w = path("heavy-ball", &[3.3], 3000, |_| values("heavy-ball", 1.0 / 9.0, 4.0 / 9.0), slope).concat();
    for (end, printed) in w[2998..].iter().zip([-1.802449, 2.115918, 0.646531]) {
        assert!((end - printed).abs() < 1e-6, "{end}");
    }
}
