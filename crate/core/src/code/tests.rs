//! What the exported code says. Whether the libraries take the same paths with it, `tests/code.rs` asks them.

use super::*;
use crate::scene::{Limits, Scene, Value};

fn scene(entries: &[(&str, &str)]) -> Scene {
    let entries: Vec<_> = entries.iter().map(|&(key, value)| (key, Value::from(value))).collect();
    let (scene, problems) = Scene::read(entries.iter().map(|(key, value)| (*key, value)), Limits::PAGE);
    assert_eq!(problems, []);
    scene
}

/// The call or the comment at the end of a script of one rule, in one line, or the sentence.
fn last(library: Library, entries: &[(&str, &str)]) -> String {
    let mut script = match script(&scene(entries), library) {
        Ok(script) => script.trim_end().to_owned(),
        Err(why) => return why,
    };
    for (broken, whole) in [("{\n        ", "{"), (",\n    }", "}"), (",\n)", ")"), ("run(\n    ", "run(")] {
        script = script.replace(broken, whole);
    }
    script = script.replace(",\n        ", ", ").replace(",\n    ", ", ");
    script.rsplit('\n').next().unwrap_or_default().to_owned()
}

#[test]
fn many_changes_stand_below_one_another() {
    let entries = [("rules", "trace"), ("schedule", "30:learning-rate=0.005; 60:learning-rate=0.001; 80:gradient=0")];
    let long = script(&scene(&entries), Library::PyTorch).expect("it has one");
    let call = "\nrun(\n    \"0 trace\",\n    lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9),\n    changes={\n        \
                30: {\"lr\": 0.005},\n        60: {\"lr\": 0.001},\n    },\n    engine={\n        80: 0.0,\n    },\n)\n";
    assert!(long.ends_with(call), "{long}");
}

#[test]
fn a_call_says_what_is_not_the_librarys_default() {
    assert_eq!(
        last(Library::PyTorch, &[("rules", "trace")]),
        "run(\"0 trace\", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9))"
    );
    assert_eq!(
        last(Library::PyTorch, &[("rules", "adam(beta2=0.99)")]),
        "run(\"0 adam\", lambda w: torch.optim.Adam(w, lr=0.05, betas=(0.9, 0.99)))"
    );
    assert_eq!(
        last(Library::Optax, &[("rules", "ema")]),
        "run(\"0 ema\", optax.chain(optax.ema(0.9, debias=False), optax.scale_by_learning_rate(0.05)))"
    );
    assert_eq!(
        last(Library::Keras, &[("rules", "nesterov")]),
        "run(\"0 nesterov\", keras.optimizers.SGD(learning_rate=0.05, momentum=0.9, nesterov=True))"
    );
}

/// Parts that are α's or β's value.
fn values(library: Library, rules: &str) -> Vec<(String, &'static str)> {
    let run = &scene(&[("rules", rules)]).run()[0];
    let found = matching(run, library).expect("the library has it");
    let parts = found.first_call_parts();
    assert_eq!(parts.iter().map(|(text, _)| text.as_str()).collect::<String>(), call(&found, &found.phases[0].1, "w"));
    parts.into_iter().filter(|(_, key)| !key.is_empty()).collect()
}

#[test]
fn alpha_and_beta_stand_out_wherever_a_call_has_them() {
    let both = |alpha: &str, beta: &str| vec![(alpha.to_owned(), "learning-rate"), (beta.to_owned(), "momentum")];
    assert_eq!(values(Library::PyTorch, "trace"), both("0.05", "0.9"));
    assert_eq!(values(Library::PyTorch, "adam(momentum=0.8)"), both("0.05", "0.8"));
    let mut chained = values(Library::Optax, "ema");
    chained.reverse();
    assert_eq!(chained, both("0.05", "0.9"));
}

#[test]
fn a_call_around_another_ones_holds_it() {
    assert_eq!(
        last(Library::Optax, &[("rules", "mechanic(sums=3)")]),
        "run(\"0 mechanic\", optax.contrib.mechanize(optax.sgd(1.0, momentum=0.9), num_betas=3))"
    );
    assert_eq!(
        last(Library::Optax, &[("rules", "mechanic(base=nesterov-trace)")]),
        "run(\"0 mechanic\", optax.contrib.mechanize(optax.sgd(1.0, momentum=0.9, nesterov=True)))"
    );
    assert_eq!(
        last(Library::Optax, &[("rules", "mechanic(base=adam,beta2=0.99)")]),
        "run(\"0 mechanic\", optax.contrib.mechanize(optax.adam(1.0, b2=0.99)))"
    );
}

#[test]
fn a_list_of_which_a_part_is_fixed_is_written_whole() {
    for (rules, list) in [
        ("dog(initial-step-is=distance)", "init_step=('distance', 0.000001)"),
        ("dog(initial-step-is=rate,initial-step=0.01)", "init_step=('learning_rate', 0.01)"),
        ("dog(initial-step=0.01)", "init_step=('heuristic', 0.01)"),
    ] {
        let call = last(Library::Optax, &[("rules", rules)]);
        assert_eq!(call, format!("run(\"0 dog\", optax.contrib.dog(learning_rate=1.0, {list}))"));
    }
    assert_eq!(
        last(Library::Optax, &[("rules", "dog")]),
        "run(\"0 dog\", optax.contrib.dog(learning_rate=1.0))",
        "what is usual is left out"
    );
}

/// Every rule under each of its conventions, and with each of its fields at another legal number.
fn settings() -> Vec<String> {
    let mut all = Vec::new();
    for card in crate::rule::RULES.iter().map(|rule| rule.card()) {
        all.push(card.name.to_owned());
        for choice in card.choices {
            all.extend(choice.options.iter().map(|(option, _)| format!("{}({}={option})", card.name, choice.key)));
        }
        let fields: Vec<_> = card.fields.iter().map(|field| field.parameter).collect();
        for (i, one) in fields.iter().enumerate() {
            let [low, high] = one.usual;
            let other = if one.default == low { high } else { low };
            all.push(format!("{}({}={other})", card.name, one.key));
            // A field may act under one convention alone.
            for choice in card.choices {
                for (option, _) in choice.options {
                    all.push(format!("{}({}={other},{}={option})", card.name, fields[i].key, choice.key));
                }
            }
        }
    }
    all
}

#[test]
fn no_setting_of_any_rule_breaks_the_form_of_a_call() {
    let mut calls = 0;
    for rules in settings() {
        let run = &scene(&[("rules", &rules), ("steps", "1")]).run()[0];
        for found in Library::ALL.into_iter().filter_map(|library| matching(run, library).ok()) {
            let call = call(&found, &found.phases[0].1, "w");
            let mut depth = 0;
            let mut name = String::new();
            for c in call.chars() {
                match c {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    // What a value is given to is a name alone, no place in a list.
                    '=' => assert!(!name.is_empty() && !name.contains('.'), "{rules}: {call}"),
                    _ => {}
                }
                if c.is_ascii_alphanumeric() || c == '_' || c == '.' {
                    name.push(c)
                } else {
                    name.clear()
                }
                assert!(depth >= 0, "{rules}: {call}");
            }
            assert!(depth == 0 && !call.contains("..."), "{rules}: {call}");
            calls += 1;
        }
    }
    assert!(calls > 300, "{calls}");
}

#[test]
fn what_no_update_comes_after_is_not_in_the_code() {
    let late = [("schedule", "10:learning-rate=x0.1; 11:momentum=0.5; 12:gradient=0")];
    for library in Library::ALL {
        for rule in ["adam", "trace"] {
            let with = |more: &[(&'static str, &'static str)]| {
                script(&scene(&[&[("rules", rule), ("steps", "10")], more].concat()), library)
            };
            assert_eq!(with(&late), with(&[]), "{rule} {library}");
        }
        // Where only the engine changes, nothing else does.
        let cut = script(&scene(&[("rules", "trace"), ("schedule", "80:gradient=0")]), library).expect("it has one");
        assert!(!cut.contains("changes") && cut.contains("engine={80: 0.0}"), "{cut}");
    }
}

#[test]
fn of_what_computes_in_few_bits_it_is_said() {
    let noted = |rules| script(&scene(&[("rules", rules)]), Library::PyTorch).expect("it has one").contains("bfloat16");
    assert_eq!(["muon", "muon(precision=bfloat16)", "adam"].map(noted), [true, false, false]);
}

#[test]
fn an_alpha_has_no_digits_of_rounding_and_what_was_typed_has_all_of_its_own() {
    for (beta, alpha) in [("0.95", "1.0"), ("0.99", "5.0"), ("0.995", "10.0"), ("0.9999", "500.0")] {
        let matched = [("rules", "ema"), ("match", "matched"), ("momentum", beta)];
        let line = last(Library::Optax, &matched);
        assert!(line.contains(&format!("scale_by_learning_rate({alpha})")), "{line}");
    }
    let line = last(Library::PyTorch, &[("rules", "ema"), ("momentum", "0.999")]);
    assert!(line.contains("lr=5e-05") || line.contains("lr=0.00005,"), "{line}");
    let line = last(Library::PyTorch, &[("rules", "adam(beta2=0.9999999999999999)")]);
    assert!(line.contains("0.9999999999999999)"), "{line}");
}

#[test]
fn what_changes_on_the_way_changes_in_the_code() {
    let schedule = ("schedule", "30:learning-rate=0.005; 80:gradient=0");
    assert_eq!(
        last(Library::PyTorch, &[("rules", "trace"), schedule]),
        "run(\"0 trace\", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9), changes={30: {\"lr\": 0.005}}, engine={80: 0.0})"
    );
    assert_eq!(
        last(Library::Optax, &[("rules", "trace"), schedule]),
        "run(\"0 trace\", optax.sgd(learning_rate=0.05, momentum=0.9), \
         changes={30: optax.sgd(learning_rate=0.005, momentum=0.9)}, engine={80: 0.0})"
    );
}

#[test]
fn a_form_goes_in_another_ones_coordinates_while_nothing_changes() {
    assert_eq!(
        last(Library::PyTorch, &[("rules", "ema"), ("learning-rate", "0.5")]),
        "run(\"0 ema\", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9))"
    );
    assert_eq!(
        last(Library::PyTorch, &[("rules", "ema"), ("learning-rate", "1"), ("schedule", "30:learning-rate=0.5")]),
        "run(\"0 ema\", lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9), \
         changes={30: {\"lr\": 0.05}})"
    );
    assert_eq!(
        last(Library::Keras, &[("rules", "trace")]),
        "run(\"0 trace\", keras.optimizers.SGD(learning_rate=0.05, momentum=0.9))"
    );
    assert_eq!(
        last(Library::Keras, &[("rules", "trace"), ("schedule", "30:learning-rate=0.005")]),
        "keras.optimizers.SGD comes nearest: it takes this path only while α is constant, and here that ends at step 30."
    );
}

#[test]
fn what_a_library_cannot_do_is_said_beside_what_it_can() {
    let script = script(&scene(&[("rules", "trace trace(dampening=0.5)")]), Library::Optax).expect("one of them goes");
    assert!(script.contains("# Trace, τ 0.5: optax.sgd comes nearest: there dampening is 0, not 0.5."), "{script}");
}

#[test]
fn a_sentence_goes_on_in_another_line() {
    for library in Library::ALL {
        let all = crate::rule::RULES.chunks(11).map(|rules| join(rules.iter().map(|rule| rule.card().name), " "));
        for rules in all {
            let script =
                script(&scene(&[("rules", &format!("gradient-descent {rules}"))]), library).unwrap_or_default();
            for line in script.lines().filter(|line| line.starts_with('#')) {
                assert!(line.starts_with("# ") && line.chars().count() <= 100, "{line}");
            }
        }
    }
    let script = script(&scene(&[("rules", "trace polyak")]), Library::Keras).unwrap_or_default();
    let end = "# Polyak's step: keras.optimizers gives its rules no loss to find a rate from; SGD with\n# learning_rate \
               assigned before each step comes nearest.\n";
    assert!(script.ends_with(end), "{script}");
}

#[test]
fn the_loss_is_given_only_to_who_asks_for_it() {
    for (rules, given) in [("ema trace", false), ("trace polyak", true), ("momo", true), ("momo-adam", true)] {
        let script = script(&scene(&[("rules", rules)]), Library::Optax).expect("it has one");
        assert_eq!(script.contains("value=f"), given, "{script}");
        assert_eq!(script.contains("with_extra_args_support"), given, "{script}");
    }
}

#[test]
fn a_script_has_the_apostrophe_of_a_program() {
    let script = script(&scene(&[("rules", "trace polyak")]), Library::PyTorch).expect("one of them goes");
    assert!(script.contains("Polyak's step") && !script.contains('’'), "{script}");
}

#[test]
fn every_rule_goes_in_a_library_or_says_why_not() {
    for rule in crate::rule::RULES {
        let name = rule.card().name;
        let mut carried = false;
        for library in Library::ALL {
            match script(&scene(&[("rules", name)]), library) {
                Ok(_) => carried = true,
                Err(why) => assert!(why.ends_with('.') && why.len() > 20, "{name} in {library}: {why}"),
            }
        }
        assert!(carried || rule.card().counterparts.is_empty(), "{name} goes in no library");
    }
}

#[test]
fn an_average_that_the_libraries_find_by_a_division_by_beta_needs_one_that_stays_and_is_not_0() {
    for (rule, library, name) in [
        ("schedule-free-sgd", Library::Optax, "optax.contrib.schedule_free_sgd"),
        ("schedule-free-adamw", Library::Optax, "optax.contrib.schedule_free_adamw"),
        (
            "schedule-free-adamw(decayed-weights=all,weight-power=0)",
            Library::Keras,
            "keras.optimizers.ScheduleFreeAdamW",
        ),
    ] {
        let says = |more: (&str, &str)| last(library, &[("rules", rule), more]);
        assert!(says(("schedule", "10:learning-rate=0.005")).starts_with("run("), "{name}");
        assert_eq!(
            says(("schedule", "10:momentum=0.5")),
            format!(
                "{name} comes nearest: it does not keep its average, but finds it from its weights with the β in force, \
                 and here β changes at step 10."
            )
        );
        let zero = format!("{name} comes nearest: it divides by β, and here β is 0.");
        assert_eq!([says(("momentum", "0")), says(("schedule", "10:momentum=0"))], [&*zero; 2]);
    }
}

#[test]
fn nothing_is_imported_that_is_not_called() {
    let import = |surface: &str| {
        let script = script(&scene(&[("rules", "trace"), ("surface", surface)]), Library::PyTorch);
        script.unwrap_or_default().lines().find(|line| line.starts_with("from torch import")).map(str::to_owned)
    };
    // The bowl turns its axes with `math.cos`, which is another function.
    assert_eq!(import("quadratic"), None);
    assert_eq!(import("rastrigin").as_deref(), Some("from torch import cos"));
}

mod kinds;
mod refusals;
