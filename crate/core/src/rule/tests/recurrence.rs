//! The cards' recurrences are computed from the numbers under their symbols: what is printed is what is run.

#![expect(clippy::disallowed_methods, reason = "a tolerance need not have the same bits everywhere")]

use super::*;

/// A run of 20 updates on a slope that is no quadratic's, as the card sees it, with α and β changed on the way.
fn updates(rule: &'static dyn AnyRule, start: &[f64]) -> Vec<StepView> {
    let card = rule.card();
    let settings = table(0.05, 0.9).filter(|(other, _)| other.card().name == card.name);
    settings
        .flat_map(|(_, settings)| {
            let mut walk = walk_with(rule, &settings, start);
            let mut values = settings.hyperparameters;
            walk.begin(&values);
            let pair = |x: &[f64]| [x[0], x[1]];
            (1..=20)
                .map(|t| {
                    if t == 12 {
                        values.iter_mut().zip([0.3, 0.8]).for_each(|(value, factor)| *value *= factor);
                    }
                    let (weights, arrays, scalars) = (walk.weights.clone(), walk.arrays.clone(), walk.scalars.clone());
                    let gradient = walk.step(&values, |q| vec![q[0].powi(3) + q[1], 2.0 * q[1] + q[0]]);
                    StepView {
                        t,
                        hyperparameters: values.clone(),
                        choices: walk.choices.clone(),
                        loss: dot(&gradient, &gradient),
                        slope: pair(&gradient),
                        gradient: pair(&gradient),
                        undecayed: pair(&weights),
                        weights: [pair(&weights), pair(&walk.weights)],
                        query: pair(&walk.query),
                        memories: arrays
                            .chunks(2)
                            .zip(walk.arrays.chunks(2))
                            .map(|(a, b)| [pair(a), pair(b)])
                            .collect(),
                        scalars: scalars.iter().zip(&walk.scalars).map(|(&a, &b)| [a, b]).collect(),
                    }
                    .decayed(card)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn is(term: &Term, sign: Term) -> bool {
    term.value.is_none() && term.mathml == sign.mathml
}

/// The right side of a line for one weight, and the largest of its summands as the scale of its rounding.
fn right_side(line: &[Term], view: &StepView, weight: usize) -> [f64; 2] {
    let (mut total, mut scale, mut product, mut over) = (0.0, 0.0_f64, None, false);
    let mut close = |product: &mut Option<f64>| {
        let summand = product.take().expect("a sign stands between two symbols");
        total += summand;
        scale = scale.max(summand.abs());
    };
    for term in &line[2..] {
        match term.value {
            Some(value) => {
                let value = value(view)[weight];
                product = Some(product.map_or(value, |p: f64| if over { p / value } else { p * value }));
                over = false;
            }
            None if is(term, term::OVER) => over = true,
            None if is(term, term::PLUS) => {
                close(&mut product);
            }
            None if is(term, term::MINUS) => {
                close(&mut product);
                product = Some(-1.0);
            }
            None => panic!("a sign that this test cannot read: {}", term.mathml),
        }
    }
    close(&mut product);
    [total, scale]
}

#[test]
fn the_numbers_under_the_symbols_satisfy_every_line() {
    for &rule in RULES {
        let card = rule.card();
        for view in updates(rule, &[0.8, -0.5]) {
            let shown = |line: &Vec<Term>| line.first().is_some_and(|first| view.shows(first));
            let there = |line: &&[Term]| {
                if view.shows(&line[0]) { line.iter().filter(|t| view.shows(t)).copied().collect() } else { vec![] }
            };
            for (i, line) in card.recurrence.iter().map(there).filter(shown).enumerate() {
                assert!(is(&line[1], term::BECOMES), "{} line {i}", card.name);
                let left = line[0].value.expect("a symbol on the left")(&view);
                for (weight, left) in left.into_iter().enumerate() {
                    let [right, scale] = right_side(&line, &view, weight);
                    let far = (left - right).abs() > 1e-14 * scale || !left.is_finite();
                    assert!(!far, "{} line {i} at {}: {left} against {right}", card.name, view.t);
                }
            }
        }
    }
}

#[test]
fn each_memory_and_the_weight_stand_on_the_left_as_they_are_after_the_update() {
    for &rule in RULES {
        let card = rule.card();
        let view = &updates(rule, &[0.8, -0.5])[7];
        let lefts: Vec<_> = card.recurrence.iter().filter_map(|line| line[0].value).map(|value| value(view)).collect();
        assert_eq!(lefts.last(), Some(&view.weights[1]), "{}: the last line is the weight's", card.name);
        // The start stays what it was, which needs no line.
        for (name, memory) in card.memories.iter().zip(&view.memories).filter(|(name, _)| **name != "start") {
            assert!(lefts.contains(&memory[1]), "{}: no line gives {name}", card.name);
        }
    }
}

#[test]
fn lines_are_short_enough_for_a_narrow_card() {
    for (rule, settings) in table(0.05, 0.9) {
        let card = rule.card();
        let choices = card.in_force(&settings.choices, &settings.hyperparameters);
        let shown = |term: &&Term| term.only.is_none_or(|(choice, option)| choices[choice] == option);
        for line in card.recurrence {
            let symbols = line.iter().filter(shown).filter(|term| term.value.is_some());
            assert!(symbols.count() <= 5, "{}", card.name);
            assert!(
                line.iter().all(|term| term.mathml.starts_with("<m") && term.mathml.ends_with('>')),
                "{}",
                card.name
            );
        }
    }
}
