//! What comes of a rule's file and its line in the registry, with nothing said of it anywhere else: see `toy.rs`.

use super::*;
use crate::code::{matching, script};
use crate::rule::counterpart::Given;
use crate::scene::{Limits, Scene, Value};

fn read(rules: &str) -> Result<Scene, String> {
    let (scene, problems) = Scene::read([("rules", &Value::from(rules))], Limits::PAGE);
    problems.into_iter().next().map_or(Ok(scene), |problem| Err(problem.message))
}

fn scene(rules: &str) -> Scene {
    read(rules).unwrap_or_else(|message| panic!("{message}"))
}

#[test]
fn it_is_known_by_its_name_in_its_family() {
    assert_eq!(RULES.iter().filter(|rule| rule.card().name == "toy").count(), 1);
    assert_eq!(rule("toy").card().family, crate::rule::Family::Momentum);
}

#[test]
fn it_stands_in_the_table_that_all_checks_go_through_with_its_fields_and_conventions() {
    let settings: Vec<_> = table(0.05, 0.9).filter(|(rule, _)| rule.card().name == "toy").map(|(_, s)| s).collect();
    // As usual; its own field moved; its other convention.
    assert_eq!(settings.iter().map(|s| s.hyperparameters[2]).collect::<Vec<_>>(), [1.0, 0.9 + 0.05, 0.9 + 0.05]);
    assert_eq!(settings.iter().map(|s| s.choices[0]).collect::<Vec<_>>(), [0, 0, 1]);
}

#[test]
fn it_runs_on_every_surface_and_lanes_give_the_bits_of_the_scalar() {
    for (card, surface) in surfaces() {
        let make =
            LANE_FAMILIES[FAMILIES.iter().position(|family| family.card.name == card.name).expect("it is there")];
        let packed = make(&card.parameters.iter().map(|parameter| parameter.default).collect::<Vec<_>>());
        let values = hyperparameters(rule("toy").card(), 0.02, 0.9);
        let mut alone = walk(rule("toy"), &card.start);
        let mut lanes = Walk::new(over_lanes("toy"), rule("toy").card(), vec![0], &card.start.map(Lanes::of));
        for _ in 0..100 {
            alone.step(&values, slope::<f64>(&*surface));
            lanes.step(&values.iter().map(|&x| Lanes::of(x)).collect::<Vec<_>>(), slope::<Lanes>(&*packed));
        }
        assert_ne!(alone.weights, card.start, "{}", card.name);
        for (a, b) in alone.state().into_iter().zip(lanes.state()) {
            assert!(b.to_array().iter().all(|&b| same(a, b)), "{}: {a} {b:?}", card.name);
        }
    }
}

#[test]
fn its_hyperparameters_and_conventions_are_read_and_written() {
    let toy = scene("toy toy(bound=0.5,clipped=memory,learning-rate=0.01)");
    let [usual, other] = &toy.rules[..] else { panic!("two runs") };
    assert_eq!([usual.label(), other.label()], ["Toy", "Toy, δ 0.5, α 0.01, memory"]);
    assert_eq!([usual, other].map(ToString::to_string), ["toy", "toy(bound=0.5,learning-rate=0.01,clipped=memory)"]);
}

#[test]
fn what_is_not_legal_is_named_in_the_words_of_its_card() {
    let message = |rules| read(rules).expect_err("it is not legal");
    assert_eq!(message("toy(bound=0)"), "rules: expected bound of toy to be a finite number > 0, got \"0\"");
    assert_eq!(message("toy(clipped=step)"), "rules: expected clipped of toy to be gradient or memory, got \"step\"");
    assert_eq!(
        message("toy(beta2=0.9)"),
        "rules: expected the parameters of toy (learning-rate, momentum, bound, clipped), got \"beta2\""
    );
    assert_eq!(message("toys"), "rules: there is no rule \"toys\"; nearest: toy");
}

#[test]
fn its_run_is_recorded_with_its_memory_and_obeys_a_schedule() {
    let rules = Value::from("toy(bound=0.5)");
    let schedule = Value::from("30:learning-rate=0");
    let (scene, problems) = Scene::read([("rules", &rules), ("schedule", &schedule)], Limits::PAGE);
    assert_eq!(problems, []);
    let run = &scene.run()[0];
    assert_eq!((run.last(), run.stop, run.memories.len()), (100, None, 1));
    for t in 1..=100 {
        let update = run.update(t);
        // v = β v + g, held within ±δ.
        for i in 0..2 {
            let [before, after] = update.memories[0].map(|v| v[i]);
            assert_eq!(after, 0.9 * before + Scalar::clamp(update.gradient[i], -0.5, 0.5));
        }
        assert_eq!(run.points[t] == run.points[t - 1], t > 30, "{t}");
    }
}

#[test]
fn its_code_is_exported_in_the_order_of_its_convention() {
    let last = |rules| {
        let script = script(&scene(rules), Library::Optax).expect("optax has it");
        script.trim_end().rsplit('\n').next().map(str::to_owned).expect("a line")
    };
    assert_eq!(
        last("toy(bound=0.5)"),
        "run(\"0 toy\", optax.chain(optax.clip(0.5), optax.trace(0.9), optax.scale_by_learning_rate(0.05)))"
    );
    assert_eq!(
        last("toy(clipped=memory)"),
        "run(\"0 toy\", optax.chain(optax.trace(0.9), optax.clip(1.0), optax.scale_by_learning_rate(0.05)))"
    );
    let why = |library| matching(&scene("toy").run()[0], library).expect_err("it has none");
    assert_eq!(why(Library::PyTorch), "PyTorch clips by hand, between the gradient and the step; trace comes nearest.");
    assert_eq!(
        why(Library::Keras),
        "Keras bounds the gradient of any optimizer by clipvalue; heavy-ball comes nearest."
    );
}

#[test]
fn a_librarys_call_leads_back_to_it() {
    let card = rule("toy").card();
    for (counterpart, option) in card.counterparts.iter().zip([0, 1]) {
        let given = [("max_delta", 0.5), ("decay", 0.8), ("learning_rate", 0.1)];
        let given = given.map(|(name, value)| (name.to_owned(), Given::Number(value)));
        let settings = Settings { hyperparameters: vec![0.1, 0.8, 0.5], choices: vec![option] };
        assert_eq!(card.settings(counterpart, counterpart.call, &given), Some(settings));
    }
}
