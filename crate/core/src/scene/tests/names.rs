//! What is said of the names in a value, and what stands in their place.

use super::*;
use crate::scene::read::{rule_names, surface_names};

#[test]
fn of_a_list_the_rules_that_there_are_count_and_each_other_name_is_a_problem_of_its_own() {
    let legal = read(&[("rules", "ema adam(beta2=0.9)")]).0;
    let list = Value::List(["foo", "ema", "adamm", "adam(beta2=0.9)"].map(Value::from).into());
    let (from_json, of_json) = Scene::read([("rules", &list)], Limits::PAGE);
    let (scene, problems) = read(&[("rules", "foo ema adamm adam(beta2=0.9)")]);
    assert_eq!((texts(&scene), texts(&from_json)), (texts(&legal), texts(&legal)));
    assert_eq!(problems, of_json, "the same as text and as JSON");
    let messages: Vec<_> = problems.iter().map(|problem| (problem.value.as_str(), problem.message.as_str())).collect();
    let all = rule_names();
    assert_eq!(
        messages,
        [
            ("\"foo\"", &*format!("rules: there is no rule \"foo\"; there are {all}")),
            ("\"adamm\"", "rules: there is no rule \"adamm\"; nearest: adam, adamw, adamax"),
        ]
    );
}

#[test]
fn of_a_list_the_rules_whose_arguments_are_legal_count_and_each_other_argument_is_a_problem() {
    let list = ["ema", "trace(beta=3)", "heavy-ball", "adam(beta2=1,epsilon=-1)"];
    let from_list = Scene::read([("rules", &Value::List(list.map(Value::from).into()))], Limits::PAGE);
    let (scene, problems) = read(&[("rules", &list.join(" "))]);
    assert_eq!(texts(&scene), texts(&read(&[("rules", "ema heavy-ball")]).0));
    assert_eq!((texts(&from_list.0), &from_list.1), (texts(&scene), &problems), "the same as text and as JSON");
    let messages: Vec<_> = problems.iter().map(|problem| (problem.value.as_str(), problem.message.as_str())).collect();
    let trace = "learning-rate, momentum, dampening, weight-decay, decay-form";
    assert_eq!(
        messages,
        [
            ("\"beta\"", &*format!("rules: expected the parameters of trace ({trace}), got \"beta\"")),
            ("\"1\"", "rules: expected beta2 of adam to be a number ≥ 0 and < 1, got \"1\""),
            ("\"-1\"", "rules: expected epsilon of adam to be a finite number ≥ 0, got \"-1\""),
        ]
    );
}

#[test]
fn names_without_their_like_leave_the_default() {
    for (key, kind, all) in [("rules", "rule", rule_names()), ("surface", "surface", surface_names())] {
        let (scene, problems) = read(&[(key, "(")]);
        assert_eq!(problems.len(), 1, "{scene:?}");
        let (scene, problems) = read(&[(key, "0dd")]);
        assert_eq!(texts(&scene), texts(&Scene::default()));
        let message = format!("{key}: there is no {kind} \"0dd\"; there are {all}");
        assert_eq!(problems.iter().map(|problem| &problem.message).collect::<Vec<_>>(), [&message]);
    }
    let (_, problems) = read(&[("surface", "Monkey(x=1)")]);
    let message = "surface: there is no surface \"Monkey\"; nearest: monkey-saddle";
    assert_eq!(problems[0].message, message);
    let (scene, problems) = read(&[("rules", "ema(beta=1) foo")]);
    assert_eq!(problems.len(), 2, "each says what it is about: {problems:?}");
    assert_eq!(texts(&scene), texts(&Scene::default()));
}
