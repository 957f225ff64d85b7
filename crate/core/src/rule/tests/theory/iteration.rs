//! The rules' own updates on a quadratic against the matrices that `analysis` has for them.

use super::*;

/// What one update makes of [weight, memory] on a quadratic of this curvature, as two rows: the rule's own, once its
/// first updates' corrections have faded.
fn measured(name: &str, values: &[f64], curvature: f64) -> [[f64; 2]; 2] {
    let from = |weight: f64, memory: f64| {
        let mut walk = walk(rule(name), &[weight]);
        walk.t = 1;
        walk.arrays.fill(memory);
        // βᵗ for large t.
        walk.scalars.fill(0.0);
        walk.step(values, |q| vec![curvature * q[0]]);
        [walk.weights[0], walk.arrays.first().copied().unwrap_or(0.0)]
    };
    let ([a, c], [b, d]) = (from(1.0, 0.0), from(0.0, 1.0));
    if rule(name).card().memories.is_empty() { [[a, 0.0], [0.0, 0.0]] } else { [[a, b], [c, d]] }
}

#[test]
fn each_linear_rule_does_in_one_update_what_its_matrix_says() {
    let mut tried = 0;
    for (part, share) in pairs(500, 1.0) {
        // α up to 4, β from -1.2 to 1.2, with the other fields at their defaults and off them.
        for (rule, settings) in table(4.0 * part, 2.4 * share - 1.2) {
            let (card, values) = (rule.card(), settings.hyperparameters);
            let Some(iteration) = Iteration::of(card, &values) else { continue };
            tried += 1;
            for curvature in [-3.0, -0.1, 0.0, 0.5, 2.0] {
                let (rows, expected) = (measured(card.name, &values, curvature), iteration.matrix(curvature));
                let size = (1.0 + values[0]) * (1.0 + curvature.abs()) * 4.0;
                for (x, y) in rows.as_flattened().iter().zip(expected.as_flattened()) {
                    assert!((x - y).abs() < 1e-15 * size, "{} {values:?} {curvature}: {x} against {y}", card.name);
                }
                let [[a, b], [c, d]] = rows;
                let [p, q] = iteration.polynomial(curvature);
                assert!((a + d - p).abs() < 1e-15 * size, "{} {values:?} {curvature}: {p}", card.name);
                assert!((a * d - b * c - q).abs() < 1e-15 * size * size, "{} {values:?} {curvature}: {q}", card.name);
            }
        }
    }
    assert!(tried > 500 * 8, "{tried}");
}

#[test]
fn what_is_left_of_a_path_per_update_is_the_spectral_radius() {
    // The corrected average needs some time until it is the average.
    for (alpha, beta) in [(0.02, 0.5), (0.1, 0.8), (0.3, 0.3), (0.6, 0.2)] {
        for rule in RULES {
            let (name, values) = (rule.card().name, hyperparameters(rule.card(), alpha, beta));
            let Some(iteration) = Iteration::of(rule.card(), &values) else { continue };
            let spectrum = iteration.spectrum(1.0);
            let [first, second] = spectrum.eigenvalues.map(|z| z.modulus());
            if second > 0.7 * first {
                // A pair, or one that fades too slowly beside the other.
                continue;
            }
            let w = bowl(name, &values, 60, 60);
            close((w[60] / w[59]).abs(), spectrum.radius, 1e-6);
        }
    }
}
