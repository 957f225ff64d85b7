//! A library's call as its users write it.

use super::Match;
use crate::rule::counterpart::{Argument, Fixed, Settings, agrees, required};
use crate::rule::decay::{self, WEIGHT_DECAY};
use crate::rule::{Card, Choice, Counterpart, Library};
use crate::text;

/// In what a library's call differs from a rule's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// As the end of a sentence: "momentum is 0, not 0.9".
    pub why: String,
    /// How much it is: 1 where a value is not legal there, 2 where it is another one, 4 where there is nothing of the kind.
    pub size: usize,
}

impl Card {
    /// What a library's call is given for these settings, in the order of its arguments, or in what it differs.
    pub fn arguments(
        &self,
        counterpart: &Counterpart,
        settings: &Settings,
    ) -> Result<Vec<(Argument, f64)>, Vec<Difference>> {
        // What a chain adds the call goes without.
        let mut settings = settings.clone();
        if let Some(lambda) = self.field(WEIGHT_DECAY.parameter.key)
            && added_decay(self, counterpart, &settings).is_some()
        {
            settings.hyperparameters[lambda] = 0.0;
        }
        let value = |key: &str| self.field(key).map_or(f64::NAN, |i| settings.hyperparameters[i]);
        let chosen = |key: &str| counterpart.arguments.iter().any(|argument| argument.field == key);
        let in_force = self.in_force(&settings.choices, &settings.hyperparameters);
        let mut differences = Vec::new();
        let mut differs = |size, why| differences.push(Difference { why, size });
        for (choice, &option) in self.choices.iter().zip(&in_force) {
            // What the call does not have is in no form there; that it is 0 says more.
            let absent = choice.idle_at_zero.is_some_and(|key| !chosen(key));
            if !counterpart.takes(choice, option) && !absent {
                let there = counterpart.follows(choice).map_or("", |there| choice.options[there].0);
                differs(2, format!("{} is {there}, not {}", choice.key, choice.options[option].0));
            }
        }
        for field in self.fields {
            let key = field.parameter.key;
            let constant = counterpart.constants.iter().find(|(constant, _)| *constant == key);
            let there = constant.map_or(field.parameter.default, |(_, value)| *value);
            if !chosen(key) && !agrees(there, value(key)) {
                let size = if there.is_finite() { 2 } else { 4 };
                differs(size, format!("{key} is {}, not {}", text::number(there), text::number(value(key))));
            }
        }
        let given: Vec<_> = counterpart.arguments.iter().map(|&argument| (argument, value(argument.field))).collect();
        for (Argument { field, legal, whole, .. }, x) in &given {
            let words = if legal.admits(*x) { "a whole number" } else { legal.words };
            if !legal.admits(*x) || *whole && x.fract() != 0.0 {
                differs(1, format!("{field} has to be {words}, not {}", text::number(*x)));
            }
        }
        if differences.is_empty() { Ok(given) } else { Err(differences) }
    }
}

/// A weight decay that a call of optax does not have, in this form or at all, and that a chain adds to any optimizer.
pub(super) struct Added {
    lambda: f64,
    /// Whether it goes through the gradient, before the optimizer; else -α λ w comes behind it.
    pub(super) coupled: bool,
}

/// The weight decay that a chain has to add to a library's call for it to be these settings, if one can.
pub(super) fn added_decay(card: &Card, counterpart: &Counterpart, settings: &Settings) -> Option<Added> {
    let key = WEIGHT_DECAY.parameter.key;
    let lambda = settings.hyperparameters[card.field(key)?];
    let mut choices = card.choices.iter().zip(&settings.choices);
    // Of a rule that has but one it is decoupled.
    let form = choices.find(|(choice, _)| choice.key == decay::COUPLED.key);
    let has = |counterpart: &Counterpart| {
        counterpart.library == Library::Optax
            && form.is_none_or(|(form, own)| counterpart.option(form) == Some(*own))
            && counterpart.arguments.iter().any(|argument| argument.field == key)
    };
    let follows = |form: &Choice, own| counterpart.option(form) == Some(0) && counterpart.takes(form, own);
    let coupled = form.is_some_and(|(form, own)| *own == 0 || follows(form, *own));
    // Behind a step to a point that the start has a part in, or from a look-ahead point, it would be another.
    let adds = coupled || !card.memories.contains(&"start") && !counterpart.at_query;
    let adds = adds && counterpart.library == Library::Optax && lambda != 0.0;
    (adds && !card.counterparts.iter().any(has)).then_some(Added { lambda, coupled })
}

/// How an argument's value is written.
type Pen = fn(&Argument, f64) -> String;

/// The call as it is written for some settings: `torch.optim.SGD(params, lr=0.05, momentum=0.9)`. What has the
/// library's default is left out, but for the learning rate.
pub fn call(found: &Match, settings: &Settings, weights: &str) -> String {
    penned(found, settings, weights, spelled)
}

/// The same in parts, each with the key of the hyperparameter whose value it is: `learning-rate`, `momentum`, or none.
pub(super) fn parts(found: &Match, settings: &Settings, weights: &str) -> Vec<(String, &'static str)> {
    let marked = penned(found, settings, weights, marked);
    let mut parts = Vec::new();
    let mut key = "";
    let mut part = String::new();
    for c in marked.chars() {
        let next = match c {
            ALPHA => "learning-rate",
            BETA => "momentum",
            END => "",
            _ => {
                part.push(c);
                continue;
            }
        };
        if !part.is_empty() {
            parts.push((core::mem::take(&mut part), key));
        }
        key = next;
    }
    if !part.is_empty() {
        parts.push((part, key));
    }
    parts
}

fn penned(found: &Match, settings: &Settings, weights: &str, pen: Pen) -> String {
    let call = penned_alone(found, settings, weights, pen);
    let Some(Added { lambda, coupled }) = added_decay(found.card, found.counterpart, settings) else { return call };
    let lambda = number(lambda);
    // A chain takes it as its first link or its last one.
    let chained = call.strip_prefix("optax.chain(").map_or_else(|| format!("{call})"), str::to_owned);
    if coupled {
        return format!("optax.chain(optax.add_decayed_weights({lambda}), {chained}");
    }
    let alpha = pen(&required("learning_rate", "learning-rate"), settings.hyperparameters[0]);
    let links = &chained[..chained.len() - 1];
    format!("optax.chain({links}, optax.add_decayed_weights(-{alpha} * {lambda}))")
}

fn penned_alone(found: &Match, settings: &Settings, weights: &str, pen: Pen) -> String {
    let Counterpart { library, call, fixed, .. } = found.counterpart;
    let arguments = found.card.arguments(found.counterpart, settings).unwrap_or_default();
    let written = written(&arguments, fixed, pen);
    if let Some((name, inside)) = call.split_once('(') {
        return filled(name, inside, &arguments, fixed, pen);
    }
    let first = if *library == Library::PyTorch { Some(weights.to_owned()) } else { None };
    let named = written.into_iter().map(|(name, value)| format!("{name}={value}"));
    format!("{call}({})", text::join(first.into_iter().chain(named), ", "))
}

/// Names and values as Python has them. What has to be said of a list is said of all of it, in its order.
fn written(arguments: &[(Argument, f64)], fixed: &[Fixed], pen: Pen) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for (argument, value) in arguments {
        let usual = argument.default == Some(*value) && argument.field != "learning-rate";
        told.push((argument.name, pen(argument, *value), usual));
    }
    told.extend(fixed.iter().map(|fixed| (fixed.name, fixed.value.to_owned(), fixed.default)));
    let mut written: Vec<(String, String)> = Vec::new();
    for &(name, ref value, usual) in &told {
        let list = list(name);
        if list == name {
            if !usual {
                written.push((name.to_owned(), value.clone()));
            }
            continue;
        }
        let part = || told.iter().filter(|(other, ..)| self::list(other) == list);
        if written.iter().any(|(before, _)| before == list) || part().all(|(.., usual)| *usual) {
            continue;
        }
        let mut values = String::new();
        for place in 0..part().count() {
            let place = format!("{list}.{place}");
            for (_, value, _) in part().filter(|(name, ..)| *name == place) {
                values += if values.is_empty() { "(" } else { ", " };
                values += value;
            }
        }
        written.push((list.to_owned(), values + ")"));
    }
    written
}

/// The argument that a name stands for or is a part of: `betas` of `betas.0`.
pub(super) fn list(name: &str) -> &str {
    name.split_once('.').map_or(name, |(list, _)| list)
}

/// A call of calls, `optax.chain(optax.ema(decay, debias), ...)`, with the values in the places of their names. What is
/// told under `base.` goes to the function in the place of `base`, and the rest by name to the place of `...`.
fn filled(name: &str, inside: &str, arguments: &[(Argument, f64)], fixed: &[Fixed], pen: Pen) -> String {
    let (places, open) = inside.strip_suffix(", ...)").map_or((inside, false), |places| (places, true));
    let mut code = format!("{name}(");
    let mut word = String::new();
    let put = |code: &mut String, word: &mut String| {
        let found = arguments.iter().find(|(argument, _)| argument.name == *word);
        let value = found.map(|(argument, value)| pen(argument, *value));
        let fixed = || {
            let found = fixed.iter().find(|fixed| fixed.name == *word)?;
            // Of a bare `False` nobody sees what is not so.
            let switch = ["True", "False"].contains(&found.value);
            let value = function(found, fixed, arguments, pen);
            Some(if switch { format!("{}={value}", found.name) } else { value })
        };
        *code += &value.or_else(fixed).unwrap_or(core::mem::take(word));
        word.clear();
    };
    for c in places.chars() {
        if c.is_ascii_alphanumeric() || c == '_' || c == '.' {
            word.push(c);
            continue;
        }
        put(&mut code, &mut word);
        code.push(c);
    }
    if open {
        put(&mut code, &mut word);
        let rest: Vec<_> = arguments.iter().filter(|(argument, _)| !argument.name.contains('.')).copied().collect();
        for (name, value) in written(&rest, &[], pen) {
            code += &format!(", {name}={value}");
        }
        code.push(')');
    }
    code
}

/// A fixed value of some, called with the arguments under its name if there are any: `optax.sgd(1.0, momentum=0.9)`.
fn function(fixed: &Fixed, all: &[Fixed], arguments: &[(Argument, f64)], pen: Pen) -> String {
    let inside = |name: &'static str| name.strip_prefix(fixed.name)?.strip_prefix('.');
    let inner = |(argument, value): &(Argument, f64)| {
        let name = inside(argument.name)?;
        let placed = name.parse::<usize>().is_ok();
        let usual = argument.default == Some(*value);
        let written = pen(argument, *value);
        (placed || !usual).then(|| if placed { written } else { format!("{name}={written}") })
    };
    let said = all.iter().filter(|fixed| !fixed.default);
    let said = said.filter_map(|fixed| Some(format!("{}={}", inside(fixed.name)?, fixed.value)));
    let own: Vec<_> = arguments.iter().filter_map(inner).chain(said).collect();
    if own.is_empty() { fixed.value.to_owned() } else { format!("{}({})", fixed.value, text::join(own, ", ")) }
}

/// An argument's value as Python reads it back.
pub(super) fn spelled(argument: &Argument, x: f64) -> String {
    match argument.field {
        "learning-rate" => number(plain(x)),
        _ if argument.whole => text::number(x),
        _ => number(x),
    }
}

/// What stands before the value of α or β and behind it while a call is put together: no text of a call has them.
const ALPHA: char = '\u{1}';
const BETA: char = '\u{2}';
const END: char = '\u{3}';

/// The same between marks where it is α or β.
fn marked(argument: &Argument, x: f64) -> String {
    let value = spelled(argument, x);
    match argument.field {
        "learning-rate" => format!("{ALPHA}{value}{END}"),
        "momentum" => format!("{BETA}{value}{END}"),
        _ => value,
    }
}

/// An α that a factor such as 1-β has left a few roundings beside a short number is that one: 0.05 · (1 - 0.9) is 0.005, as
/// its reader would write it, and not 0.004999999999999999. 1-β is right to 1e-16 however small it is: of 0.05/(1 - 0.9999)
/// twelve digits are.
fn plain(x: f64) -> f64 {
    let near = text::parse(&format!("{x:.11e}")).filter(|near| (near - x).abs() <= 1e-12 * x.abs());
    near.filter(|near| text::number(*near).len() + 3 < text::number(x).len()).unwrap_or(x)
}

/// A number as Python reads it back.
pub(super) fn number(x: f64) -> String {
    let text = text::number(x);
    if text.contains(['.', 'e']) || !x.is_finite() { text } else { format!("{text}.0") }
}
