//! The Scene survives every border it crosses.

mod names;

use super::*;

fn read(entries: &[(&str, &str)]) -> (Scene, Vec<Problem>) {
    let values: Vec<_> = entries.iter().map(|&(key, text)| (key, Value::from(text))).collect();
    Scene::read(values.iter().map(|(key, value)| (*key, value)), Limits::PAGE)
}

fn full() -> Scene {
    let (scene, problems) = read(&[
        ("surface", "quadratic(condition-number=50,rotation=30)"),
        ("start", "-3.6,1.05"),
        ("steps", "200"),
        ("rules", "ema heavy-ball heavy-ball(learning-rate=0.01)"),
        ("learning-rate", "0.02"),
        ("momentum", "1.5"),
        ("match", "matched"),
        ("schedule", "30:learning-rate=0.005,momentum=0.5; 60:learning-rate=x0.1; 80:gradient=0"),
        ("tolerance", "1e-9"),
    ]);
    assert_eq!(problems, []);
    scene
}

fn texts(scene: &Scene) -> Vec<String> {
    KEYS.iter().map(|key| key.text(scene)).collect()
}

#[test]
fn every_key_reads_what_it_writes_as_text_and_as_json() {
    let scene = full();
    let text = KEYS.iter().map(|key| (key.name, Value::Text(key.text(&scene)))).collect::<Vec<_>>();
    let json = KEYS.iter().map(|key| (camel(key.name), (key.write)(&scene))).collect::<Vec<_>>();
    let (from_text, problems) = Scene::read(text.iter().map(|(key, value)| (*key, value)), Limits::PAGE);
    assert_eq!((texts(&from_text), problems), (texts(&scene), vec![]));
    let (from_json, problems) = Scene::read(json.iter().map(|(key, value)| (key.as_str(), value)), Limits::PAGE);
    assert_eq!((texts(&from_json), problems), (texts(&scene), vec![]));
}

#[test]
fn a_link_opens_the_same_scene_at_the_same_step() {
    for scene in [Scene::default(), full()] {
        let opened = Scene::open(&scene.link(14, "panels"), Limits::PAGE);
        assert_eq!(texts(&opened.scene), texts(&scene));
        assert_eq!((opened.step, opened.layout.as_deref(), opened.problems), (Some(14), Some("panels"), vec![]));
    }
    assert_eq!(Scene::default().link(3, "overlay"), "v=1&step=3&layout=overlay");
}

#[test]
fn a_message_names_the_key_the_value_and_what_is_legal() {
    let cases = [
        ("learning-rate", "fast", "learning-rate: expected a finite number ≥ 0, got \"fast\""),
        ("learning-rate", "-1", "learning-rate: expected a finite number ≥ 0, got \"-1\""),
        ("learning-rate", "NaN", "learning-rate: expected a finite number ≥ 0, got \"NaN\""),
        ("momentum", "inf", "momentum: expected a finite number, got \"inf\""),
        ("steps", "10000000", "steps: expected a whole number from 0 to 10000, got \"10000000\""),
        ("steps", "1.5", "steps: expected a whole number from 0 to 10000, got \"1.5\""),
        ("start", "1", "start: expected two finite numbers x,y, got \"1\""),
        ("match", "same", "match: expected raw or matched, got \"same\""),
        (
            "surface",
            "quadratic(condition-number=0)",
            "surface: expected condition-number of quadratic to be a number from 1 to 1000000, got \"0\"",
        ),
        (
            "schedule",
            "30:learning-rate=fast",
            "schedule: expected a finite number ≥ 0 for learning-rate, or x and such a factor, got \"30:learning-rate=fast\"",
        ),
        (
            "schedule",
            "30:momentum=0.5,momentum=x2",
            "schedule: expected each change once at a step, got \"30:momentum=0.5,momentum=x2\"",
        ),
        (
            "schedule",
            "30:momentum=0.5; 30:momentum=0.4",
            "schedule: expected each change once at a step, got \"30:momentum=0.5; 30:momentum=0.4\"",
        ),
        (
            "schedule",
            "30:gradient=2",
            "schedule: expected gradient=0 (the engine cut) or gradient=1, got \"30:gradient=2\"",
        ),
    ];
    for (key, value, message) in cases {
        let (scene, problems) = read(&[(key, value)]);
        assert_eq!(problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>(), [message]);
        assert_eq!(texts(&scene), texts(&Scene::default()), "{key} counts as its default");
    }
}

#[test]
fn a_number_out_of_range_has_the_name_that_json_and_scripts_have_for_it() {
    for (number, name) in [(f64::INFINITY, "Infinity"), (-f64::INFINITY, "-Infinity"), (f64::NAN, "NaN")] {
        let message = format!("momentum: expected a finite number, got {name}");
        assert_eq!(messages("momentum", number, Limits::PAGE), [message]);
    }
}

/// The messages about one key.
fn messages(key: &str, value: impl Into<Value>, limits: Limits) -> Vec<String> {
    Scene::read([(key, &value.into())], limits).1.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn of_a_key_that_there_is_not_all_that_there_are_are_named_as_they_are_spelled_there() {
    let keys = |spell: fn(&str) -> String| text::join(KEYS.iter().map(|key| spell(key.name)), ", ");
    let (json, link) = (format!("version, {}", keys(camel)), format!("v, {}, step, layout", keys(str::to_owned)));
    assert_eq!(messages("x", 1.0, Limits::CLI), [format!("x: no such key; there are {json}")]);
    assert_eq!(messages("step", 1.0, Limits::PAGE), [format!("step: no such key; there are {json}")]);
    for (junk, what) in [
        ("x=1", "x: no such key"),
        ("+steps=1", "\" steps\": no such key"),
        ("x%1B[31m=1", "x [31m: no such key"),
        ("=5&&", "a key is missing before \"5\""),
    ] {
        let problems = Scene::open(&format!("v=1&{junk}"), Limits::PAGE).problems;
        let messages: Vec<_> = problems.iter().map(|problem| &problem.message).collect();
        assert_eq!(messages, [&format!("{what}; there are {link}")]);
    }
}

#[test]
fn what_is_not_a_list_of_rules_is_said_in_a_short_sentence() {
    let like = "rules: expected 1 to 12 rules such as ema or adam(beta2=0.99), got ";
    for nothing in ["", "  ", "ema((", "<b>", "ema(momentum)"] {
        assert_eq!(messages("rules", nothing, Limits::PAGE), [format!("{like}\"{nothing}\"")]);
    }
    let list = |rules: &[&str]| Value::List(rules.iter().map(|&rule| rule.into()).collect());
    assert_eq!(messages("rules", list(&[]), Limits::CLI), [format!("{like}[]")]);
    assert_eq!(messages("rules", 5.0, Limits::CLI), [format!("{like}5")]);
    assert_eq!(messages("rules", list(&["ema"; 13]), Limits::CLI).len(), 1);
    let comma = "rules: expected white space and no comma between rules, got \"ema, adam\"";
    assert_eq!(messages("rules", "ema, adam", Limits::PAGE), [comma]);
    for several in ["ema, adam", "ema adam"] {
        let one = format!("rules: expected one rule in each text of the list, got [\"{several}\"]");
        assert_eq!(messages("rules", list(&[several]), Limits::CLI), [one]);
    }
    let open = "rules: expected a bracket ) that closes each (, got ";
    assert_eq!(messages("rules", "ema(momentum=0.5 adam", Limits::PAGE), [format!("{open}\"ema(momentum=0.5 adam\"")]);
    assert_eq!(
        messages("rules", list(&["trac", "ema(momentum=0.5"]), Limits::CLI),
        [
            "rules: there is no rule \"trac\"; nearest: trace".to_owned(),
            format!("{open}[\"trac\",\"ema(momentum=0.5\"]"),
        ]
    );
    let surface = "surface: expected a bracket ) that closes each (, got \"quadratic(rotation=3\"";
    assert_eq!(messages("surface", "quadratic(rotation=3", Limits::PAGE), [surface]);
    assert!(messages("surface", "booth, beale", Limits::PAGE)[0].starts_with("surface: expected one of quadratic, "));
}

#[test]
fn what_is_given_twice_is_a_problem_and_the_last_one_counts() {
    let (first, last) = (Value::Number(0.3), Value::Number(0.4));
    let (scene, problems) = Scene::read([("learning-rate", &first), ("learningRate", &last)], Limits::CLI);
    assert_eq!((scene.learning_rate, problems.len()), (0.4, 1));
    assert_eq!(problems[0].message, "learningRate: given twice");
    let opened = Scene::open("v=1&steps=3&step=1&steps=4&step=2&steps=5", Limits::PAGE);
    assert_eq!((opened.scene.steps, opened.step), (5, Some(2)));
    let keys: Vec<_> = opened.problems.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(keys, ["steps", "step"]);
    let one = Value::Number(1.0);
    let (_, problems) = Scene::read([("v", &one), ("version", &one)], Limits::CLI);
    assert_eq!(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), ["version: given twice"]);
    let (scene, problems) = read(&[("rules", "ema(momentum=0.5,momentum=0.6,momentum=0.7)")]);
    assert_eq!((scene.rules[0].to_string().as_str(), problems.len()), ("ema(momentum=0.7)", 1));
    assert_eq!(problems[0].message, "rules: momentum of ema is given twice; the last one counts");
    let (scene, problems) = read(&[("surface", "quadratic(condition-number=20,condition-number=3)")]);
    assert_eq!((scene.surface.to_string().as_str(), problems.len()), ("quadratic(condition-number=3)", 1));
}

#[test]
fn a_name_that_others_use_is_known() {
    let said = |key: &str, name: &str| messages(key, name, Limits::CLI).join("");
    assert_eq!(said("rules", "SGD"), "rules: there is no rule \"SGD\"; nearest: gradient-descent, trace");
    assert_eq!(said("rules", "momentum"), "rules: there is no rule \"momentum\"; nearest: heavy-ball, trace, ema");
    assert_eq!(said("surface", "banana"), "surface: there is no surface \"banana\"; nearest: rosenbrock");
    assert!(
        said("rules", "banana").starts_with("rules: there is no rule \"banana\"; there are gradient-descent, ema, ")
    );
    assert_eq!(said("rules", "adma"), said("rules", "zz").replace("zz", "adma"), "two letters are no likeness");
    assert!(said("surface", "zz").starts_with("surface: there is no surface \"zz\"; there are quadratic, "));
    for (key, names) in [("rules", super::names::RULES), ("surface", super::names::SURFACES)] {
        for (alias, meant) in names {
            assert_eq!(messages(key, *alias, Limits::CLI).len(), 1, "{alias} is no name of ours");
            meant.split(", ").for_each(|name| assert_eq!(messages(key, name, Limits::CLI), [] as [String; 0]));
        }
    }
}

#[test]
fn of_changes_at_a_step_it_is_said_what_is_legal_there() {
    let like = "learning-rate=x0.1,momentum=0.5,gradient=0";
    assert_eq!(marker(22, like).map(|marker| marker.to_string()), Ok(format!("22:{like}")));
    for (changes, expected) in [
        ("banana", &*format!("changes like {like}")),
        ("60:learning-rate=x0.1", "learning-rate, momentum or gradient before ="),
        ("learning-rate=fast", "a finite number ≥ 0 for learning-rate, or x and such a factor"),
        ("momentum=0.5,", &*format!("changes like {like}")),
    ] {
        assert_eq!(marker(22, changes), Err(expected.to_owned()));
        let message = format!("schedule: expected {expected}, got \"22:{changes}\"");
        assert_eq!(read(&[("schedule", &format!("22:{changes}"))]).1[0].message, message);
    }
}

#[test]
fn a_newer_scene_is_a_notice_and_so_are_the_keys_that_came_with_it() {
    let two = Value::Number(2.0);
    let noticed = |version: &Value, key: &str, value: &str| {
        let value = Value::from(value);
        let (scene, problems) = Scene::read([("version", version), (key, &value)], Limits::CLI);
        (scene.momentum, problems.into_iter().map(|problem| (problem.notice, problem.message)).collect::<Vec<_>>())
    };
    let newer = "version: this program knows version 1, the Scene is of version 2: newer keys are left out";
    assert_eq!(noticed(&two, "momentum", "0.5"), (0.5, vec![(true, newer.to_owned())]));
    let (_, problems) = noticed(&two, "seed", "7");
    assert_eq!(problems.iter().map(|(notice, _)| *notice).collect::<Vec<_>>(), [true, true], "{problems:?}");
    assert!(problems[1].1.starts_with("seed: no such key; there are "));
    // What this version knows is to be legal in it, and neither it nor one before it is newer.
    assert!(noticed(&two, "momentum", "fast").1.iter().any(|(notice, _)| !notice));
    for (version, wrong) in [(1.0, 1), (0.0, 2), (1.5, 2), (-2.0, 2), (f64::INFINITY, 2)] {
        let (_, problems) = noticed(&Value::Number(version), "seed", "7");
        assert!(problems.len() == wrong && problems.iter().all(|(notice, _)| !notice), "{problems:?}");
    }
}

#[test]
fn junk_in_a_link_is_a_problem_and_never_a_panic() {
    for junk in [
        "",
        "v=1",
        "v=",
        "v=1&&&=&%&%E0%A4%A&+&step=&layout=&start=,&rules=&schedule=:;=,",
        "v=1&surface=((((",
        "\u{0}",
    ] {
        let opened = Scene::open(junk, Limits::PAGE);
        assert_eq!(texts(&opened.scene)[3], texts(&Scene::default())[3], "{junk}");
    }
    assert!(Scene::open("v=2&learning-rate=1", Limits::PAGE).problems[0].message.contains("version 2"));
}

#[test]
fn long_values_and_keys_are_cut_in_messages() {
    let (_, problems) = read(&[("learning-rate", &"9".repeat(10_000)), (&"k".repeat(10_000), "1")]);
    assert_eq!(problems.len(), 2);
    for Problem { key, message, .. } in problems {
        assert!(key.chars().count() < 70 && message.chars().count() < 250, "{message}");
    }
}

#[test]
fn trace_and_heavy_ball_part_when_the_learning_rate_changes() {
    let (scene, _) = read(&[("start", "3.5,3.5"), ("rules", "heavy-ball"), ("schedule", "10:learning-rate=0.005")]);
    let [x, y] = scene.run()[0].points[14];
    assert_eq!((format!("{x:.2}"), format!("{y:.2}")), ("-2.22".to_owned(), "5.76".to_owned()));
}

#[test]
fn matched_translates_alpha_for_averages_only() {
    let (scene, _) = read(&[("match", "matched"), ("rules", "heavy-ball ema ema(learning-rate=0.3)")]);
    let rates: Vec<f64> = scene.run().iter().map(|run| run.hyperparameters_at(1)[0]).collect();
    assert_eq!(rates, [0.05, 0.05 / (1.0 - 0.9), 0.3]);
    let (scene, _) = read(&[("match", "matched"), ("momentum", "1"), ("rules", "ema")]);
    assert_eq!(scene.run()[0].hyperparameters_at(1)[0], 0.05);
    assert_eq!(
        scene.rules[0].unmatched(scene.matching, &[0.05, 1.0]),
        Some("α is not matched: an average needs β < 1")
    );
    assert_eq!(scene.rules[0].unmatched(Match::Raw, &[0.05, 1.0]), None);
}

#[test]
fn a_run_goes_on_to_the_last_finite_step_and_names_the_next() {
    let (scene, _) = read(&[("learning-rate", "100"), ("rules", "heavy-ball"), ("steps", "1000")]);
    let run = &scene.run()[0];
    assert_eq!(run.stop.map(|stop| stop.step), Some(run.points.len()));
    assert!(run.losses.iter().all(|loss| loss.is_finite()));
    assert!(run.converged.is_none());
}

#[test]
fn zero_steps_are_a_start_alone() {
    let (scene, problems) = read(&[("steps", "0")]);
    assert_eq!(problems, []);
    assert!(scene.run().iter().all(|run| run.last() == 0 && run.gradients.is_empty()));
}

#[test]
fn runs_of_one_rule_alike_are_numbered() {
    let labels = |rules: &str| read(&[("rules", rules)]).0.run().into_iter().map(|run| run.label).collect::<Vec<_>>();
    assert_eq!(labels("ema trace ema ema(momentum=0.5)"), ["EMA 1", "Trace", "EMA 2", "EMA, β 0.5"]);
}

#[test]
fn a_label_says_what_a_yes_or_a_no_is_about() {
    let label = |rules: &str| read(&[("rules", rules)]).0.rules[0].label();
    assert_eq!(label("amsgrad(average-correction=no)"), "AMSGrad, without average-correction");
    assert_eq!(label("muon(nesterov=no)"), "Muon, without nesterov");
    assert_eq!(label("rmsprop(centered=yes)"), "RMSProp, centered");
    assert_eq!(label("rmsprop(epsilon-place=inside)"), "RMSProp, inside");
}

#[test]
fn a_rule_takes_the_shared_number_has_its_own_or_none() {
    let (scene, problems) = read(&[("rules", "trace adam(learning-rate=0.2) gradient-descent")]);
    assert_eq!(problems, []);
    let takes = |key: &str| scene.rules.iter().map(|choice| choice.takes(key)).collect::<Vec<_>>();
    assert_eq!(takes("learning-rate"), [Some(true), Some(false), Some(true)]);
    assert_eq!(takes("momentum"), [Some(true), Some(true), None]);
}

#[test]
fn a_number_that_each_rule_has_of_its_own_is_shared_again_once_it_is_put_for_all() {
    let put = |rules, from| {
        let (mut scene, problems) = read(&[("rules", rules)]);
        assert_eq!(problems, []);
        let again = scene.put("learning-rate", 0.3, from);
        let taken: Vec<_> = scene.rules.iter().map(|choice| choice.value(0, scene.base())).collect();
        (again, taken)
    };
    assert_eq!(
        put("trace(learning-rate=0.1,momentum=0.5) heavy-ball(learning-rate=0.2)", None),
        (true, vec![0.3, 0.3])
    );
    assert_eq!(put("trace(learning-rate=0.1) heavy-ball", None), (false, vec![0.1, 0.3]), "one takes it");
    assert_eq!(
        put("trace(learning-rate=0.1)", Some(8)),
        (false, vec![0.1]),
        "a change on the way is no number for all"
    );
}

#[test]
fn a_change_at_step_0_overrules_the_number_that_it_sets_and_not_the_one_that_it_multiplies() {
    let overruled = |schedule| {
        let (scene, problems) = read(&[("schedule", schedule)]);
        assert_eq!(problems, []);
        ["learning-rate", "momentum"].map(|key| scene.overrules(key))
    };
    assert_eq!(overruled(""), [false, false]);
    assert_eq!(overruled("0:learning-rate=0.1,momentum=x0.5"), [true, false]);
    assert_eq!(overruled("0:gradient=0; 1:learning-rate=0.1"), [false, false]);
    assert_eq!(overruled("0:learning-rate=x2,momentum=0.5; 1:learning-rate=0.1"), [false, true]);
}
