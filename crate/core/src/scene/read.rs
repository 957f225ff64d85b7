//! What the value of each key is read as, or what was expected in words.

use super::call::Fault;
use super::decode::{Limits, MOST};
use super::{Call, Match, RULES_LIMIT, RuleChoice, SurfaceChoice, Value};
use crate::objective::{FAMILIES, Family};
use crate::parameter::{Legal, Parameter};
use crate::rule::{self, Choice, RULES};
use crate::schedule::{Marker, Schedule, Setting};
use crate::sort::sort;
use crate::text;

const POINT: &str = "two finite numbers x,y";
const SCHEDULE: &str = "markers like 30:learning-rate=0.005,momentum=0.5; 60:learning-rate=x0.1; 80:gradient=0";
const MATCH: &str = "raw or matched";
const ONCE: &str = "each change once at a step";

pub(super) fn number(value: &Value, legal: Legal) -> Result<f64, String> {
    value.as_number().filter(|&x| legal.admits(x)).ok_or_else(|| legal.words.to_owned())
}

pub(super) fn steps(value: &Value, limits: Limits) -> Result<usize, String> {
    let whole = value.as_number().filter(|x| x.fract() == 0.0 && (0.0..=limits.steps as f64).contains(x));
    whole.map(|x| x as usize).ok_or_else(|| whole_to(limits.steps))
}

pub(super) fn whole_to(most: usize) -> String {
    format!("a whole number from 0 to {most}")
}

pub(super) fn point(value: &Value) -> Result<[f64; 2], String> {
    let coordinates = match value {
        Value::Text(text) => text.split_once(',').map(|(x, y)| [x, y].map(|part| text::parse(part.trim()))),
        Value::List(values) => match &values[..] {
            [x, y] => Some([x.as_number(), y.as_number()]),
            _ => None,
        },
        _ => None,
    };
    match coordinates {
        Some([Some(x), Some(y)]) if x.is_finite() && y.is_finite() => Ok([x, y]),
        _ => Err(POINT.to_owned()),
    }
}

pub(super) fn matching(value: &Value) -> Result<Match, String> {
    match value.as_text().map(str::trim) {
        Some("raw") => Ok(Match::Raw),
        Some("matched") => Ok(Match::Matched),
        _ => Err(MATCH.to_owned()),
    }
}

pub(super) fn surface_names() -> String {
    text::join(FAMILIES.iter().map(|family| family.card.name), ", ")
}

pub(super) fn rule_names() -> String {
    text::join(RULES.iter().map(|rule| rule.card().name), ", ")
}

/// The calls that a value is or lists, as far as they are read, and why no further.
pub(super) fn calls(value: &Value) -> (Vec<Call>, Option<Fault>) {
    let (mut calls, mut fault) = (Vec::new(), None);
    match value {
        Value::Text(text) => return Call::parse_list(text),
        Value::List(values) => {
            for value in values {
                match value.as_text().map_or(Err(Fault::Other), Call::parse) {
                    Ok(call) => calls.push(call),
                    Err(why) => fault = Some(why),
                }
            }
        }
        _ => fault = Some(Fault::Other),
    }
    (calls, fault)
}

const CLOSED: &str = "a bracket ) that closes each (";

pub(super) fn surface(value: &Value) -> Result<SurfaceChoice, String> {
    let call = value.as_text().map_or(Err(Fault::Other), Call::parse);
    let call = call.map_err(|fault| match fault {
        Fault::Open => CLOSED.to_owned(),
        _ => format!("one of {}", surface_names()),
    })?;
    // What it is not is a problem already.
    surface_of(&call).map_err(|_| String::new())
}

/// Why a call is no rule, or no surface: what was expected of each wrong argument, and what it is; none of them where there
/// is no such name.
pub(super) type Unlike<'a> = Vec<(String, &'a str)>;

pub(super) fn surface_of(call: &Call) -> Result<SurfaceChoice, Unlike<'_>> {
    let family = Family::named(&call.name).ok_or_else(Vec::new)?;
    let mut parameters = family.defaults();
    for (i, number) in arguments(call, &family.card.parameters.iter().collect::<Vec<_>>(), &[])?.0 {
        parameters[i] = number;
    }
    Ok(SurfaceChoice { family, parameters })
}

/// Not inlined: each place that asks would hold a copy of it.
#[inline(never)]
pub(super) fn rule_of(call: &Call) -> Result<RuleChoice, Unlike<'_>> {
    let rule = rule::named(&call.name).ok_or_else(Vec::new)?;
    let card = rule.card();
    let parameters: Vec<_> = card.fields.iter().map(|field| &field.parameter).collect();
    let (overrides, chosen) = arguments(call, &parameters, card.choices)?;
    let mut choice = RuleChoice::plain(rule);
    overrides.into_iter().for_each(|(i, value)| choice.keep(i, value));
    chosen.into_iter().for_each(|(i, option)| choice.choices[i] = option);
    Ok(choice)
}

/// Arguments of a call, each with its place among the parameters, and its options with theirs among the choices.
type Arguments = (Vec<(usize, f64)>, Vec<(usize, usize)>);

fn arguments<'a>(
    Call { name, arguments }: &'a Call,
    parameters: &[&Parameter],
    choices: &[Choice],
) -> Result<Arguments, Unlike<'a>> {
    let (mut read, mut chosen, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for (key, text) in arguments {
        if wrong.len() > MOST {
            break;
        }
        let not = |expected: &str| (format!("{key} of {name} to be {expected}"), text.as_str());
        if let Some(i) = choices.iter().position(|choice| choice.key == key) {
            let names = || text::join(choices[i].options.iter().map(|(option, _)| *option), " or ");
            match choices[i].option(text) {
                Some(option) => chosen.push((i, option)),
                None => wrong.push(not(&names())),
            }
            continue;
        }
        let Some(i) = parameters.iter().position(|parameter| parameter.key == key) else {
            let keys = parameters.iter().map(|parameter| parameter.key).chain(choices.iter().map(|choice| choice.key));
            let keys = text::join(keys, ", ");
            let keys = if keys.is_empty() { "none" } else { &keys };
            wrong.push((format!("the parameters of {name} ({keys})"), key.as_str()));
            continue;
        };
        let legal = parameters[i].legal;
        match text::parse(text).filter(|&x| legal.admits(x)) {
            Some(value) => read.push((i, value)),
            None => wrong.push(not(legal.words)),
        }
    }
    if wrong.is_empty() { Ok((read, chosen)) } else { Err(wrong) }
}

pub(super) fn rules(value: &Value) -> Result<Vec<RuleChoice>, String> {
    let calls = match calls(value) {
        (calls, None) if (1..=RULES_LIMIT).contains(&calls.len()) => calls,
        (_, Some(Fault::Comma)) => return Err("white space and no comma between rules".to_owned()),
        (_, Some(Fault::Several)) => return Err("one rule in each text of the list".to_owned()),
        (_, Some(Fault::Open)) => return Err(CLOSED.to_owned()),
        _ => return Err(format!("1 to {RULES_LIMIT} rules such as ema or adam(beta2=0.99)")),
    };
    let mut choices = Vec::new();
    for call in &calls {
        // One that is none is a problem already.
        if let Ok(choice) = rule_of(call) {
            choices.push(choice);
        }
    }
    if choices.is_empty() { Err(String::new()) } else { Ok(choices) }
}

pub(super) fn schedule(value: &Value) -> Result<Schedule, String> {
    let text = value.as_text().ok_or(SCHEDULE)?;
    let mut markers = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (step, changes) = part.split_once(':').ok_or(SCHEDULE)?;
        let step = step.trim().parse().ok().filter(|&step| step <= Limits::CLI.steps);
        let step = step.ok_or("a step, a whole number up to 1000000, before the colon of a marker")?;
        markers.push(marker(step, changes)?);
    }
    // In order each comes behind the last one, which is the only one that it can meet.
    sort(&mut markers, |marker| marker.step);
    let mut schedule = Schedule::default();
    for marker in markers {
        if schedule.markers().last().is_some_and(|last| last.step == marker.step && last.meets(&marker)) {
            return Err(ONCE.to_owned());
        }
        schedule.set(marker);
    }
    Ok(schedule)
}

/// A marker from its changes as typed, `learning-rate=x0.1,gradient=0`, or what was expected: in words that hold both for
/// the key `schedule` and for who types the changes at a step alone.
pub fn marker(step: usize, changes: &str) -> Result<Marker, String> {
    let mut all = Marker { step, ..Marker::default() };
    for change in changes.split(',') {
        let (key, text) = change.split_once('=').ok_or("changes like learning-rate=x0.1,momentum=0.5,gradient=0")?;
        let text = text.trim();
        let mut marker = Marker { step, ..Marker::default() };
        match key.trim() {
            "learning-rate" => marker.learning_rate = Some(setting("learning-rate", text, Legal::NOT_NEGATIVE)?),
            "momentum" => marker.momentum = Some(setting("momentum", text, Legal::FINITE)?),
            "gradient" => {
                marker.gradient = Some(match text {
                    "0" => false,
                    "1" => true,
                    _ => return Err("gradient=0 (the engine cut) or gradient=1".to_owned()),
                })
            }
            _ => return Err("learning-rate, momentum or gradient before =".to_owned()),
        }
        if all.meets(&marker) {
            return Err(ONCE.to_owned());
        }
        all.merge(&marker);
    }
    Ok(all)
}

fn setting(key: &str, text: &str, legal: Legal) -> Result<Setting, String> {
    let (factor, digits) = text.strip_prefix('x').map_or((false, text), |digits| (true, digits));
    let value = text::parse(digits).filter(|&x| legal.admits(x));
    let value = value.ok_or_else(|| format!("{} for {key}, or x and such a factor", legal.words))?;
    Ok(if factor { Setting::Times(value) } else { Setting::To(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_in_any_order_are_a_schedule_in_order_with_each_change_once_at_a_step() {
        let steps = (0..5000).map(|i| i * 1234 % 5000).chain((0..5000).rev());
        let (mut seen, mut parts, mut one_by_one) = (vec![0; 5000], Vec::new(), Schedule::default());
        for step in steps {
            let change = ["momentum=0.5", "gradient=0", "learning-rate=x2"].get(seen[step]);
            seen[step] += 1;
            let Some(change) = change else { continue };
            one_by_one.set(marker(step, change).unwrap());
            parts.push(format!("{step}:{change}"));
        }
        assert_eq!(schedule(&parts.join("; ").into()), Ok(one_by_one));
        for again in ["0:momentum=0.5", "4998:gradient=1"] {
            assert_eq!(schedule(&format!("{}; {again}", parts.join(";")).into()), Err(ONCE.to_owned()), "{again}");
        }
    }
}
