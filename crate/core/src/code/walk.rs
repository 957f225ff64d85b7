//! The loop of a script: it prints a path, and has the library's optimizer take it a step on.

use crate::rule::Library;

/// What the loop needs beside its plain form.
pub(super) struct Parts {
    /// Weights as a 1 x 2 matrix.
    pub(super) matrix: bool,
    /// The loss, given to optax's update.
    pub(super) loss: bool,
    /// Hyperparameters that change on the way.
    pub(super) changes: bool,
    /// A gradient that is cut or comes back.
    pub(super) engine: bool,
}

/// The function of that loop, with air around it.
pub(super) fn walk(library: Library, parts: &Parts) -> Vec<String> {
    let optimizer = if library == Library::PyTorch { "make" } else { "optimizer" };
    let changes = if parts.changes { ", changes={}" } else { "" };
    let engine = if parts.engine { ", engine={}" } else { "" };
    let mut lines = vec![String::new(), String::new()];
    lines.push(format!("def run(name, {optimizer}{changes}{engine}):"));
    lines.push(begin(library, parts));
    if parts.engine {
        lines.push("    on = 1.0".to_owned());
    }
    lines.push("    for step in range(STEPS + 1):".to_owned());
    lines.push(look(library, parts));
    if parts.engine {
        lines.push("        on = engine.get(step, on)".to_owned());
    }
    lines.push(update(library, parts));
    lines.extend([String::new(), String::new()]);
    lines
}

/// The weights at the start, and the optimizer for them.
fn begin(library: Library, parts: &Parts) -> String {
    let start = if parts.matrix { "[START]" } else { "START" };
    match library {
        Library::PyTorch => format!("    w = torch.tensor({start}, requires_grad=True)\n    optimizer = make([w])"),
        Library::Keras => format!("    w = keras.Variable({start})\n    optimizer.build([w])"),
        Library::Optax => {
            let extra = if parts.loss { "    optimizer = optax.with_extra_args_support(optimizer)\n" } else { "" };
            format!("    w = array({start})\n{extra}    state = optimizer.init(w)")
        }
    }
}

/// Prints where it is, and ends where there is no update any more.
fn look(library: Library, parts: &Parts) -> String {
    let flatten = if parts.matrix { ".flatten()" } else { "" };
    let (seen, w, f, finite) = match library {
        Library::PyTorch => ("f = loss(*w{})", "w", "f.item()", "torch"),
        Library::Keras => ("f, g = jax.value_and_grad(lambda w: loss(*w{}))(w.value)", "w.value", "float(f)", "math"),
        Library::Optax => ("f, g = jax.value_and_grad(lambda w: loss(*w{}))(w)", "w", "float(f)", "math"),
    };
    let seen = seen.replace("{}", flatten);
    format!(
        "        {seen}\n        print(name, step, *{w}{flatten}.tolist(), {f}, sep=\",\")\n        \
         if step == STEPS or not {finite}.isfinite(f):\n            break"
    )
}

/// Takes the weights a step on.
fn update(library: Library, parts: &Parts) -> String {
    let changes = |lines| if parts.changes { lines } else { "" };
    let g = if parts.engine { "on * g" } else { "g" };
    match library {
        Library::PyTorch => {
            let changes = changes("        optimizer.param_groups[0].update(changes.get(step, {}))\n");
            let engine = if parts.engine { "        w.grad *= on\n" } else { "" };
            format!("{changes}        optimizer.zero_grad()\n        f.backward()\n{engine}        optimizer.step()")
        }
        Library::Keras => {
            let changes = changes(
                "        for key, value in changes.get(step, {}).items():\n            \
                 setattr(optimizer, key, value)\n",
            );
            format!("{changes}        optimizer.apply([{g}], [w])")
        }
        Library::Optax => {
            let (changed, value) = if parts.loss {
                ("optax.with_extra_args_support(changes.get(step, optimizer))", ", value=f")
            } else {
                ("changes.get(step, optimizer)", "")
            };
            let changed = format!("        optimizer = {changed}\n");
            let changes = changes(&changed);
            format!(
                "{changes}        updates, state = optimizer.update({g}, state, w{value})\n        \
                 w = optax.apply_updates(w, updates)"
            )
        }
    }
}
