//! What a library does not do: it is said in a sentence, and never left to a script that raises or goes another way.

use super::*;

fn refused(library: Library, entries: &[(&str, &str)], why: &str) {
    let near = last(library, entries);
    let told = near.split_once(" comes nearest: ").map_or(&*near, |(_, told)| told);
    assert_eq!(told, format!("{why}."), "{entries:?} in {library}: {near}");
}

fn called(library: Library, entries: &[(&str, &str)], call: &str) {
    let line = last(library, entries);
    assert!(line.contains(call), "{entries:?} in {library}: {line}");
}

pub(super) const MARKER: (&str, &str) = ("schedule", "10:momentum=0.5");

#[test]
fn a_correction_by_a_power_of_the_last_beta_is_another_one() {
    let why =
        "it corrects by a power of the β in force, not by the product of all so far, and here β changes at step 10";
    for (library, rules) in [
        (Library::PyTorch, "adam"),
        (Library::Optax, "lamb"),
        (Library::Keras, "lamb(decay-place=weight)"),
        (Library::Optax, "nadam(momentum-schedule=constant)"),
        (Library::Optax, "mechanic(base=adam)"),
        (Library::Optax, "ema-debiased"),
    ] {
        refused(library, &[("rules", rules), MARKER], why);
    }
    for (library, rules) in [
        (Library::PyTorch, "nadam"),
        (Library::Keras, "nadam(momentum-decay=1,decay-form=decoupled)"),
        (Library::PyTorch, "muon"),
        (Library::Optax, "mechanic"),
        (Library::Optax, "amsgrad(maximum=corrected,average-correction=no)"),
    ] {
        called(library, &[("rules", rules), MARKER], "changes={10: ");
    }
}

#[test]
fn a_memory_that_rests_where_beta_is_0_parts_from_one_that_goes_on() {
    let rmsprop = "rmsprop-momentum(epsilon-place=inside,rate-place=inside,decay-form=decoupled)";
    for (library, rules) in [
        (Library::Keras, "heavy-ball"),
        (Library::Keras, "trace"),
        (Library::Keras, rmsprop),
        (Library::PyTorch, "heavy-ball"),
        (Library::PyTorch, "trace"),
        (Library::PyTorch, "nesterov-trace"),
        (Library::PyTorch, "rmsprop-momentum"),
    ] {
        let with = |schedule, momentum| [("rules", rules), ("schedule", schedule), ("momentum", momentum)];
        let why = "its memory rests while β is 0, and here that ends at step 10";
        refused(library, &with("5:momentum=0; 10:momentum=0.9", "0.9"), why);
        refused(library, &with("10:momentum=0.9", "0"), why);
        // What rests to the end is not missed.
        called(library, &with("5:momentum=0", "0.9"), "changes={5: {\"momentum\": 0.0}}");
    }
    called(
        Library::Optax,
        &[("rules", "trace"), ("schedule", "5:momentum=0; 10:momentum=0.9")],
        "changes={5: optax.sgd(",
    );
    let dampened = [("rules", "trace(dampening=0.5)"), ("momentum", "0")];
    refused(Library::PyTorch, &dampened, "it drops its dampening where β is 0, as here");
}

#[test]
fn what_is_no_number_there_from_the_first_update_on_is_not_exported() {
    let why = "its estimate is 0/0 while no gradient has come or α is 0, as here at first";
    for rules in ["prodigy", "dadapt-adamw"] {
        refused(Library::Optax, &[("rules", rules), ("schedule", "0:gradient=0; 5:gradient=1")], why);
        refused(Library::Optax, &[("rules", rules), ("start", "0,0")], why);
        refused(Library::Optax, &[("rules", &format!("{rules}(learning-rate=0)"))], why);
        called(Library::Optax, &[("rules", rules), ("schedule", "5:gradient=0")], "engine={5: 0.0}");
        called(Library::Optax, &[("rules", &format!("{rules}(no-estimate=not-a-number)")), ("start", "0,0")], "run(");
    }
}

#[test]
fn what_divides_by_a_rounding_error_is_not_exported() {
    let why = "its first variance is 0 but for rounding, which no two programs share, and the first step divides by it";
    for rule in ["rmsprop(", "rmsprop-momentum(rate-place=inside,"] {
        let rule = |more: &str| format!("{rule}centered=yes,bias-correction=yes{more})");
        refused(Library::Optax, &[("rules", &rule(""))], why);
        called(Library::Optax, &[("rules", &rule(",initial-square=1"))], "bias_correction=True");
        let hidden = rule(",epsilon=1e6,epsilon-place=inside");
        called(Library::Optax, &[("rules", &hidden)], "bias_correction=True");
        refused(Library::Optax, &[("rules", &rule(",epsilon=0.1,epsilon-place=outside"))], why);
    }
    called(Library::Optax, &[("rules", "rmsprop(centered=yes)")], "centered=True");
}

#[test]
fn the_nearest_call_is_the_one_that_has_what_differs() {
    let says = |library, rules: &'static str, why: &str| {
        let near = last(library, &[("rules", rules), ("momentum", "-0.2")]);
        assert!(near.contains(why), "{rules} in {library}: {near}");
    };
    for rules in ["nesterov-trace", "rmsprop-momentum(centered=yes)"] {
        says(Library::PyTorch, rules, ": there momentum has to be a finite number ≥ 0, not -0.2.");
    }
    says(Library::Optax, "schedule-free-sgd(warm-up=10)", ": there warm-up-timing is late, not ");
    says(Library::PyTorch, "asgd(rate-power=-0.5)", ": there rate-power has to be a finite number ≥ 0, not -0.5.");
    says(Library::Optax, "dadapt-adamw(epsilon=0,momentum=0.9)", ": its first estimate is 0/0 where ε is 0.");
    says(Library::PyTorch, "rmsprop(centered=yes,decay=0)", ": its first variance is 0 but for rounding");
}

#[test]
fn nesterovs_momentum_of_0_is_gradient_descent() {
    let entries = [("rules", "nesterov-trace"), ("momentum", "0")];
    called(Library::PyTorch, &entries, "lambda w: torch.optim.SGD(w, lr=0.05))");
}

#[test]
fn what_a_library_refuses_to_begin_with_is_not_exported() {
    let fraction = "there momentum has to be a number ≥ 0 and < 1, not 1.2";
    let unit = "there momentum has to be a number from 0 to 1, not 1.2";
    for (library, rules, momentum, why) in [
        (Library::PyTorch, "adam", "1.2", fraction),
        (Library::PyTorch, "nadam", "1.2", fraction),
        (Library::PyTorch, "trace", "-0.5", "there momentum has to be a finite number ≥ 0, not −0.5"),
        (Library::PyTorch, "rmsprop-momentum", "-0.5", "there momentum has to be a finite number ≥ 0, not −0.5"),
        (Library::PyTorch, "rprop(shrink=1)", "0.9", "there shrink has to be a number > 0 and < 1, not 1"),
        (Library::PyTorch, "rprop(grow=1)", "0.9", "there grow has to be a finite number > 1, not 1"),
        (Library::PyTorch, "adafactor(clip=0.5)", "0.9", "there clip has to be a finite number ≥ 1, not 0.5"),
        (Library::PyTorch, "muon(iterations=2.5)", "0.9", "there iterations has to be a whole number, not 2.5"),
        (Library::Keras, "heavy-ball", "1.2", unit),
        (Library::Keras, "trace", "1.2", unit),
        (Library::Keras, "nesterov", "1.2", unit),
        (Library::Keras, "lion", "0", "there momentum has to be a number > 0 and ≤ 1, not 0"),
        (Library::Keras, "signum", "1.2", "there momentum has to be a number > 0 and ≤ 1, not 1.2"),
    ] {
        refused(library, &[("rules", rules), ("momentum", momentum)], &why.replace('−', "-"));
    }
    for momentum in ["-0.5", "1.2"] {
        called(Library::Optax, &[("rules", "heavy-ball"), ("momentum", momentum)], "optax.sgd(");
    }
}

#[test]
fn a_weight_decay_goes_along_where_it_is_the_same() {
    called(
        Library::Optax,
        &[("rules", "heavy-ball(weight-decay=0.1)"), ("schedule", "9:learning-rate=0.01")],
        "optax.chain(optax.add_decayed_weights(0.1), optax.scale_by_learning_rate(0.05), optax.trace(0.9))",
    );
    for (library, rules, call) in [
        (
            Library::PyTorch,
            "heavy-ball(weight-decay=0.1)",
            "torch.optim.SGD(w, lr=0.05, momentum=0.9, weight_decay=0.1)",
        ),
        (
            Library::Optax,
            "heavy-ball(weight-decay=0.1)",
            "optax.chain(optax.add_decayed_weights(0.1), optax.sgd(learning_rate=0.05, momentum=0.9))",
        ),
        (
            Library::Keras,
            "trace(weight-decay=0.1,decay-form=decoupled)",
            "keras.optimizers.SGD(learning_rate=0.05, momentum=0.9, weight_decay=0.1)",
        ),
        (
            Library::Optax,
            "nesterov-trace(weight-decay=0.1,decay-form=decoupled)",
            "optax.chain(optax.trace(0.9, nesterov=True), optax.add_decayed_weights(0.1), optax.scale_by_learning_rate(0.05))",
        ),
        (
            Library::Optax,
            "adam(weight-decay=0.1,decay-form=decoupled)",
            "optax.adamw(learning_rate=0.05, weight_decay=0.1)",
        ),
        (
            Library::Optax,
            "adam(weight-decay=0.1)",
            "optax.chain(optax.add_decayed_weights(0.1), optax.adam(learning_rate=0.05))",
        ),
        (
            Library::Optax,
            "rmsprop(epsilon-place=inside,weight-decay=0.1,decay-form=decoupled)",
            "optax.chain(optax.rmsprop(learning_rate=0.05, decay=0.99), optax.add_decayed_weights(-0.05 * 0.1))",
        ),
        (
            Library::Optax,
            "lion(weight-decay=0.1,decay-form=coupled)",
            "optax.chain(optax.add_decayed_weights(0.1), optax.lion(learning_rate=0.05, weight_decay=0.0))",
        ),
        (
            Library::Optax,
            "adafactor(epsilon=1e-30,epsilon-place=inside,rate-bound=none,weight-decay=0.1)",
            "optax.chain(optax.adafactor(learning_rate=0.05), optax.add_decayed_weights(-0.05 * 0.1))",
        ),
        // Without a memory the forms are one.
        (
            Library::Keras,
            "gradient-descent(weight-decay=0.1)",
            "keras.optimizers.SGD(learning_rate=0.05, weight_decay=0.1)",
        ),
        (
            Library::PyTorch,
            "gradient-descent(weight-decay=0.1,decay-form=decoupled)",
            "torch.optim.SGD(w, lr=0.05, weight_decay=0.1)",
        ),
    ] {
        called(library, &[("rules", rules)], call);
    }
}

#[test]
fn a_refusal_names_what_differs_and_in_what_comes_nearest() {
    let form = "there decay-form is decoupled, not coupled";
    refused(Library::Keras, &[("rules", "heavy-ball(weight-decay=0.1)")], form);
    refused(Library::Keras, &[("rules", "trace(weight-decay=0.1)")], form);
    // It goes on from its start, and a decay behind it would not be seen.
    let form = "there decay-form is coupled, not decoupled";
    refused(Library::Optax, &[("rules", "madgrad(weight-decay=0.1,decay-form=decoupled)")], form);
    let place = "there epsilon-place is after-correction, not before-correction";
    let nearest = [("rules", "adam(weight-decay=0.1,decay-form=decoupled,epsilon-place=before-correction)")];
    refused(Library::PyTorch, &nearest, place);
    refused(Library::Keras, &[("rules", "trace(dampening=0.9)")], "there dampening is 0, not 0.9");
    refused(
        Library::PyTorch,
        &[("rules", "ema"), ("momentum", "1.1")],
        "it takes this path only where β < 1, and here β is 1.1",
    );
    let late = "there warm-up-timing is late, not on-time, and warm-up has to be a whole number, not 0.5";
    refused(Library::Optax, &[("rules", "schedule-free-sgd(warm-up=0.5)")], late);
    // What a library follows besides its conventions is its own all the same.
    refused(Library::PyTorch, &[("rules", "muon(precision=norm-32)")], "there precision is bfloat16, not norm-32");
    let both = "there epsilon-place is outside, not inside, and bias-correction is no, not yes";
    refused(Library::PyTorch, &[("rules", "rmsprop(epsilon-place=inside,bias-correction=yes)")], both);
}

#[test]
fn of_other_rules_that_take_the_path_the_one_that_differs_least_is_named() {
    for library in Library::ALL {
        let nesterov = |schedule| [("rules", "nesterov"), ("schedule", schedule)];
        let why = "it takes this path only while α is constant, and here that ends at step 30";
        match library {
            Library::PyTorch => refused(library, &nesterov("30:learning-rate=x0.1"), why),
            Library::Keras | Library::Optax => called(library, &nesterov("30:learning-rate=x0.1"), "changes={30: "),
        }
        let why = "its weights are look-ahead points of the β before, and here β changes at step 30";
        refused(library, &nesterov("30:momentum=0.5"), why);
    }
}

#[test]
fn a_learning_rate_on_the_other_side_of_the_memory_is_the_same_while_it_stays() {
    let rmsprop = ("rules", "rmsprop-momentum");
    called(Library::PyTorch, &[rmsprop, ("schedule", "10:learning-rate=0.01")], "changes={10: ");
    called(Library::Optax, &[rmsprop], "optax.rmsprop(");
    let turned = script(&scene(&[rmsprop]), Library::Optax).unwrap_or_default();
    assert!(turned.contains("# It has rate-place=inside, which takes this path while α is constant."), "{turned}");
    let moved = [rmsprop, ("schedule", "10:learning-rate=0.01")];
    refused(Library::Optax, &moved, "there rate-place is inside, not outside");
    called(Library::PyTorch, &[("rules", "rmsprop-momentum(rate-place=inside)")], "torch.optim.RMSprop(");
}

#[test]
fn points_that_weigh_by_the_learning_rate_weigh_alike_while_it_stays() {
    let rule = ("rules", "schedule-free-adamw");
    called(Library::Keras, &[rule], "keras.optimizers.ScheduleFreeAdamW(learning_rate=0.05)");
    let alike = script(&scene(&[rule]), Library::Keras).unwrap_or_default();
    assert!(alike.contains("# It has weight-power=0, which takes this path while α is constant."), "{alike}");
    let unlike = "there weight-power is 0, not 2";
    refused(Library::Keras, &[rule, ("schedule", "10:learning-rate=0.01")], unlike);
    refused(Library::Keras, &[("rules", "schedule-free-adamw(warm-up=5)")], unlike);
    called(Library::Keras, &[("rules", "schedule-free-adamw(warm-up=5,weight-power=0)")], "warmup_steps=5");
}

#[test]
fn a_field_that_acts_on_nothing_there_is_no_reason() {
    for rules in [
        "prodigy(beta3=0.9)",
        "nadam(momentum-schedule=constant,momentum-decay=1)",
        "mechanic(beta2=0.9,base-epsilon=1,base-weight-decay=1)",
        "mechanic(base=adam,base-weight-decay=1)",
    ] {
        called(Library::Optax, &[("rules", rules)], "run(");
    }
}

#[test]
fn a_refusal_stands_by_itself() {
    for rules in settings() {
        let run = &scene(&[("rules", &rules), ("steps", "1")]).run()[0];
        for why in Library::ALL.into_iter().filter_map(|library| matching(run, library).err()) {
            assert!(!why.starts_with("It ") && why.ends_with('.') && !why.ends_with(".."), "{rules}: {why}");
            let [names, comes] = [&["PyTorch", "Keras", "keras", "optax", "torch"][..], &["come", "nearest", "also"]]
                .map(|words| words.iter().any(|word| why.contains(word)));
            assert!(names && (comes || why.len() > 60), "{rules}: {why}");
        }
    }
}
