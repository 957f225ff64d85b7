//! Averages that are corrected for their start at 0: divided by 1-βᵗ, which is 0 where β is 1.

use crate::rule::RULES;
use crate::scene::{Limits, Scene, Value};

#[test]
fn a_card_knows_whether_its_rule_divides_by_what_a_momentum_of_1_makes_0() {
    for card in RULES.iter().map(|rule| rule.card()) {
        let options =
            card.choices.iter().flat_map(|choice| choice.options.iter().map(|(option, _)| (choice.key, *option)));
        let chosen = options.map(|(key, option)| format!("{}({key}={option})", card.name));
        for rules in [card.name.to_owned()].into_iter().chain(chosen) {
            let entries =
                [("rules", &*rules), ("momentum", "1"), ("steps", "1")].map(|(key, text)| (key, Value::from(text)));
            let (scene, problems) = Scene::read(entries.iter().map(|(key, value)| (*key, value)), Limits::PAGE);
            assert_eq!(problems, []);
            let run = &scene.run()[0];
            let corrects = card.correction(&run.choices).is_some();
            // MoMo-Adam takes Polyak's step where its own would be infinite.
            if card.name == "momo-adam" {
                continue;
            }
            assert_eq!(run.stop.is_some(), corrects, "{rules}");
        }
    }
}
