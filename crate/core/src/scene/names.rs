//! The names in a value: which of them are unknown, which are given twice, and whose arguments are not legal.

use super::decode::{MOST, Place};
use super::read::{Unlike, calls, rule_names, rule_of, surface_names, surface_of};
use super::value::{cut, quoted};
use super::{Call, Key, Limits, Problem, Value};

/// What others call some rules, and what is said of them.
pub(super) const RULES: &[(&str, &str)] = &[
    ("sgd", "gradient-descent, trace"),
    ("gd", "gradient-descent"),
    ("momentum", "heavy-ball, trace, ema"),
    ("nag", "nesterov"),
];

/// The same of some surfaces.
pub(super) const SURFACES: &[(&str, &str)] = &[("bowl", "quadratic"), ("banana", "rosenbrock")];

/// What is given twice, the key itself or "momentum of ema is ". The last one counts, but a file is refused.
pub(super) fn twice(name: &str, what: &str, value: &Value, limits: Limits) -> Problem {
    let stands = if limits.place == Place::File { "" } else { "; the last one counts" };
    let message = format!("{name}: {what}given twice{stands}");
    Problem::told(name, value.shown(), message)
}

/// Whether a call is one of its kind, or why it is not.
type Is = fn(&Call) -> Result<(), Unlike<'_>>;

/// The names in a value that no rule has, or no surface: each is a problem, with the names that are meant by it or begin
/// most like it. So is an argument that is not legal, and a parameter that is given twice.
pub(super) fn strangers(key: &Key, name: &str, value: &Value, limits: Limits, problems: &mut Vec<Problem>) {
    let (kind, names, aliases, is): (_, _, _, Is) = match key.name {
        "rules" => ("rule", rule_names(), RULES, |call| rule_of(call).map(|_| ())),
        "surface" => ("surface", surface_names(), SURFACES, |call| surface_of(call).map(|_| ())),
        _ => return,
    };
    for call in &calls(value).0 {
        if problems.len() > MOST {
            break;
        }
        for (i, (parameter, _)) in call.arguments.iter().enumerate().take(MOST) {
            if call.arguments.iter().take(i).filter(|(before, _)| before == parameter).count() == 1 {
                problems.push(twice(name, &format!("{parameter} of {} is ", call.name), value, limits));
            }
        }
        let Err(unlike) = is(call) else { continue };
        if !unlike.is_empty() {
            problems.extend(unlike.into_iter().map(|(expected, got)| Problem::new(name, &got.into(), &expected)));
            continue;
        }
        let meant = aliases.iter().find(|(alias, _)| call.name.eq_ignore_ascii_case(alias));
        let nearest = meant.map_or_else(|| likest(&call.name, &names), |(_, meant)| (*meant).to_owned());
        let near = if nearest.is_empty() { nearest } else { "; nearest: ".to_owned() + &nearest };
        let rest = if near.is_empty() { "; there are ".to_owned() + &names } else { near };
        problems.push(stranger(name, kind, &call.name, &rest));
    }
}

/// The names that begin most like this one, with three letters at least: five of them at most, as they stand in the list.
fn likest(called: &str, names: &str) -> String {
    let (mut most, mut count, mut likest) = (3, 0, String::new());
    for name in names.split([',', ' ']) {
        let like = called.bytes().zip(name.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        if like > most {
            (most, count) = (like, 0);
            likest.clear();
        }
        if like == most && count < 5 {
            likest.push_str(if count == 0 { "" } else { ", " });
            likest.push_str(name);
            count += 1;
        }
    }
    likest
}

/// A name that no rule has, or no surface. Who opens with few rules has none to send one to: it may be among those that
/// were not to be had. Not inlined: for that difference the loop over the names would be there twice.
#[inline(never)]
fn stranger(name: &str, kind: &str, called: &str, rest: &str) -> Problem {
    let shown = cut(&quoted(called));
    let beyond = !cfg!(feature = "whole") && kind == "rule";
    let message = if beyond {
        format!("{name}: {shown} is none of those at hand.")
    } else {
        format!("{name}: there is no {kind} {shown}{rest}")
    };
    Problem { beyond, ..Problem::told(name, shown, message) }
}
