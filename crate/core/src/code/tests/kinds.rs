//! The table of what goes where: each rule's call in a library, under every kind of momentum and decay.

use super::refusals::MARKER;
use super::*;
use crate::rule::RULES;

type Entries = &'static [(&'static str, &'static str)];

/// What is asked of every call under its own conventions: a β that moves, rests, comes to rest, begins to move, and one
/// that is below 0 and above 1, then a weight decay, coupled and decoupled.
const KINDS: [(&str, Entries, &str); 8] = [
    ("moves", &[MARKER], ""),
    ("rests", &[("momentum", "0")], ""),
    ("stops", &[("schedule", "10:momentum=0")], ""),
    ("starts", &[("momentum", "0"), ("schedule", "10:momentum=0.9")], ""),
    ("negative", &[("momentum", "-0.5")], ""),
    ("over 1", &[("momentum", "1.2")], ""),
    ("coupled", &[], "weight-decay=0.1,decay-form=coupled"),
    ("decoupled", &[], "weight-decay=0.1,decay-form=decoupled"),
];

/// The first call of a rule in a library, and under which of the kinds it does not go there.
fn row(card: &crate::rule::Card, library: Library) -> Option<String> {
    let plain = |(key, value): &(&str, f64)| *key != "momentum" && !value.is_infinite();
    let mut calls = card.counterparts.iter().filter(|call| call.library == library);
    let first = calls.find(|call| call.constants.iter().all(plain))?;
    let moves = card.field("momentum").is_some_and(|i| card.fields[i].shared);
    let decays = card.choices.iter().any(|choice| choice.key == "decay-form");
    let mut not = Vec::new();
    for (kind, entries, more) in KINDS.into_iter().filter(|(.., more)| if more.is_empty() { moves } else { decays }) {
        let choices = first.choices.iter().map(|(key, option)| format!("{key}={option}"));
        let said = first.constants.iter().filter(|(_, value)| !value.is_nan());
        let constants = said.map(|(key, value)| format!("{key}={value}"));
        let own = choices.chain(constants).filter(|own| more.is_empty() || !own.starts_with("decay-form"));
        let own = own.filter(|own| more.is_empty() || !own.starts_with("weight-decay"));
        let said: Vec<_> = own.chain((!more.is_empty()).then(|| more.to_owned())).collect();
        let rules = format!("{}({})", card.name, join(said, ","));
        if matching(&scene(&[&[("rules", &*rules)], entries].concat()).run()[0], library).is_err() {
            not.push(kind);
        }
    }
    Some(format!(
        "{} in {library}: {}",
        card.name,
        if not.is_empty() { "all".to_owned() } else { "not ".to_owned() + &join(not, ", ") }
    ))
}

/// Of the rules that stand in the table: one that is added has a row where somebody asks for it.
#[test]
fn what_goes_where_under_which_momentum_and_decay() {
    let listed = |card: &&crate::rule::Card| ROWS.contains(&format!("\n{} in ", card.name));
    let rows = RULES.iter().map(|rule| rule.card()).filter(listed);
    let rows = rows.flat_map(|card| Library::ALL.map(|library| row(card, library))).flatten();
    assert_eq!(join(rows, "\n"), ROWS.trim());
}

const ROWS: &str = "
gradient-descent in PyTorch: all
gradient-descent in Keras: all
gradient-descent in optax: all
ema in optax: all
ema-debiased in optax: not moves, stops, starts
heavy-ball in Keras: not starts, negative, over 1, coupled
heavy-ball in optax: all
trace in PyTorch: not starts, negative, decoupled
trace in optax: all
nesterov in Keras: not moves, stops, starts, negative, over 1, coupled
nesterov in optax: not moves, stops, starts
nesterov-trace in PyTorch: not starts, negative, decoupled
nesterov-trace in optax: all
rmsprop in PyTorch: not decoupled
rmsprop in Keras: not coupled
rmsprop in optax: all
adam in PyTorch: not moves, stops, starts, negative, over 1
adam in Keras: not moves, stops, starts, coupled
adam in optax: not moves, stops, starts
optimistic-gradient-descent in optax: all
asgd in PyTorch: not decoupled
sign-sgd in optax: all
signum in Keras: not rests, stops, starts, negative, over 1
signum in optax: all
lion in Keras: not rests, stops, starts, negative, over 1, coupled
lion in optax: all
rprop in PyTorch: all
rprop in optax: all
rmsprop-momentum in PyTorch: not starts, negative, decoupled
rmsprop-momentum in Keras: not starts, negative, coupled
rmsprop-momentum in optax: all
adagrad in PyTorch: not decoupled
adagrad in Keras: not coupled
adagrad in optax: all
adadelta in PyTorch: not decoupled
adadelta in Keras: not coupled
adadelta in optax: all
sm3 in optax: all
ftrl in Keras: not coupled
madgrad in optax: not decoupled
adafactor in PyTorch: all
adafactor in Keras: all
adafactor in optax: all
adamw in PyTorch: not moves, stops, starts, negative, over 1
adamw in Keras: not moves, stops, starts
adamw in optax: not moves, stops, starts
amsgrad in PyTorch: not moves, stops, starts, negative, over 1
amsgrad in Keras: not moves, stops, starts, coupled
amsgrad in optax: not moves, stops, starts
nadam in PyTorch: not negative, over 1
nadam in Keras: not coupled
nadam in optax: not moves, stops, starts
radam in PyTorch: not moves, stops, starts, negative, over 1
radam in optax: not moves, stops, starts
adamax in PyTorch: not moves, stops, starts, negative, over 1, decoupled
adamax in Keras: not moves, stops, starts, coupled
adamax in optax: not moves, stops, starts
adabelief in optax: not moves, stops, starts
yogi in optax: not moves, stops, starts
novograd in optax: all
adan in optax: not moves, stops, starts
acprop in optax: all
adopt in optax: all
ademamix in optax: not moves, stops, starts
simplified-ademamix in optax: all
lars in optax: all
lamb in Keras: not moves, stops, starts
lamb in optax: not moves, stops, starts
fromage in optax: all
muon in PyTorch: not negative, coupled
muon in Keras: not coupled
muon in optax: not moves, stops, starts
polyak in optax: all
dadapt-adamw in optax: not moves, stops, starts
prodigy in optax: not moves, stops, starts
cocob in optax: all
dog in optax: all
dowg in optax: all
momo in optax: all
momo-adam in optax: not moves, stops, starts
schedule-free-sgd in optax: not moves, rests, stops, starts
schedule-free-adamw in Keras: not moves, rests, stops, starts
schedule-free-adamw in optax: not moves, rests, stops, starts
mechanic in optax: all
";
