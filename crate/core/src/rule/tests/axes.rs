//! The axes of the α-β map, which every card names by the keys of its fields.

use super::{RULES, defaults, walk_with};
use crate::parameter::Parameter;
use crate::rule::counterpart::Settings;
use crate::rule::{AnyRule, Card};

/// The fields that span the map of a card.
fn axes(card: &Card) -> Vec<&'static Parameter> {
    let axis = |key| card.field(key).unwrap_or_else(|| panic!("{} has no {key}", card.name));
    card.axes.iter().map(|key| &card.fields[axis(key)].parameter).collect()
}

/// Whether the paths of a rule for two values of a field part by more than rounding within 20 steps. The slope has the
/// curvatures 1 and 0.3, and the start is near its minimum, so that rules that see no more than signs cross it.
fn moves(rule: &'static dyn AnyRule, key: &str, values: [f64; 2]) -> bool {
    let card = rule.card();
    let [a, b] = values.map(|value| {
        let value = |p: &Parameter| if p.key == key { value } else { p.default };
        let hyperparameters: Vec<_> = card.fields.iter().map(|field| value(&field.parameter)).collect();
        let settings = Settings { hyperparameters, choices: defaults(card) };
        let mut walk = walk_with(rule, &settings, &[0.3, -0.2]);
        let step = |_| {
            walk.step(&settings.hyperparameters, |w| vec![w[0], 0.3 * w[1]]);
            walk.weights.clone()
        };
        (0..20).flat_map(step).collect::<Vec<_>>()
    });
    assert!(a.iter().chain(&b).all(|w| w.is_finite()), "{} {key}", card.name);
    a.iter().zip(&b).any(|(a, b)| (a - b).abs() > 1e-9)
}

#[test]
fn axes_are_a_rate_and_a_share_of_memory_among_the_fields() {
    for card in RULES.iter().map(|rule| rule.card()) {
        let axes = axes(card);
        assert!(axes.len() <= 2, "{}: {:?}", card.name, card.axes);
        if let Some(rate) = axes.first() {
            assert!(rate.legal.low >= 0.0, "{}: {}", card.name, rate.key);
        }
        if let Some(share) = axes.get(1) {
            assert!(share.usual[0] >= 0.0 && share.usual[1] <= 1.0, "{}: {}", card.name, share.key);
            assert!(share.legal.admits(0.0) && share.legal.admits(0.99), "{}: {}", card.name, share.key);
        }
    }
}

#[test]
fn momentum_is_the_second_axis_wherever_there_is_one() {
    for card in RULES.iter().map(|rule| rule.card()) {
        if card.field("momentum").is_some() {
            assert_eq!(card.axes.get(1), Some(&"momentum"), "{}", card.name);
        }
    }
}

#[test]
fn each_axis_changes_the_path() {
    for &rule in RULES {
        let axes = axes(rule.card());
        for (axis, factors) in axes.iter().zip([[1.0, 0.5], [1.0, 0.7]]) {
            let values = factors.map(|factor| factor * axis.default);
            assert!(moves(rule, axis.key, values), "{} {} {values:?}", rule.card().name, axis.key);
        }
    }
}

#[test]
fn without_an_axis_no_learning_rate_changes_the_path() {
    for &rule in RULES.iter().filter(|rule| rule.card().axes.is_empty()) {
        for rate in [1e-3, 0.1, 10.0] {
            assert!(!moves(rule, "learning-rate", [1.0, rate]), "{} {rate}", rule.card().name);
        }
    }
}
