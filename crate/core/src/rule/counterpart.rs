//! Which call of which library takes a rule's path: read one way it is the code that the page exports, read the other
//! way it is how the tests find the rule for a path that a library has recorded.

use super::{Card, Choice, StepView};
use crate::parameter::Legal;
use core::fmt;

/// A library of optimizers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// torch.optim.
    PyTorch,
    /// keras.optimizers.
    Keras,
    /// optax and optax.contrib.
    Optax,
}

impl Library {
    /// All of them, in the order in which they are named.
    pub const ALL: [Library; 3] = [Library::PyTorch, Library::Keras, Library::Optax];

    /// The arguments of this library's calls that act on no path, whatever they are: how it computes, and names.
    const fn idle(self) -> &'static [&'static str] {
        match self {
            Library::PyTorch => &["foreach", "fused", "capturable", "differentiable"],
            Library::Keras => &["name", "ema_momentum", "ema_overwrite_frequency"],
            Library::Optax => &[],
        }
    }

    /// The arguments of this library's calls that leave a path as it is, where they are as they are unsaid.
    const fn off(self) -> &'static [Fixed] {
        match self {
            Library::PyTorch => &[],
            Library::Keras => KERAS_OFF,
            Library::Optax => OPTAX_OFF,
        }
    }
}

const KERAS_OFF: &[Fixed] = &[
    unsaid("clipnorm", "None"),
    unsaid("clipvalue", "None"),
    unsaid("global_clipnorm", "None"),
    unsaid("use_ema", "False"),
    unsaid("loss_scale_factor", "None"),
    unsaid("gradient_accumulation_steps", "None"),
];

const OPTAX_OFF: &[Fixed] = &[
    unsaid("mask", "None"),
    unsaid("weight_decay_mask", "None"),
    unsaid("mu_dtype", "None"),
    unsaid("accumulator_dtype", "None"),
    unsaid("state_dtype", "None"),
];

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Library::PyTorch => "PyTorch",
            Library::Keras => "Keras",
            Library::Optax => "optax",
        })
    }
}

/// The constant of a field that acts on nothing under a call's conventions, whatever it is.
pub const ANY: f64 = f64::NAN;

/// Whether a run with this value of a field has what the call has as its constant.
pub fn agrees(constant: f64, value: f64) -> bool {
    constant.is_nan() || constant == value
}

/// A library's optimizer that takes this rule's path, under these conventions.
#[derive(Clone, Copy, Debug)]
pub struct Counterpart {
    /// Whose it is.
    pub library: Library,
    /// What is called: `torch.optim.SGD`.
    pub call: &'static str,
    /// The rule's conventions under which it is this, key and option; what is not named stands at its default.
    pub choices: &'static [(&'static str, &'static str)],
    /// Conventions under which a run goes there as code all the same: what the library follows besides, without which the
    /// path is the same to a few digits, and what makes no difference here.
    pub besides: &'static [(&'static str, &'static str)],
    /// The call's arguments that are this rule's fields.
    pub arguments: &'static [Argument],
    /// The call's arguments that make it this rule and no other.
    pub fixed: &'static [Fixed],
    /// The call's arguments that act on nothing here, whatever they are.
    pub idle: &'static [&'static str],
    /// The rule's fields that the call does not let one choose, with the value they have there, or [`ANY`].
    pub constants: &'static [(&'static str, f64)],
    /// The library's buffers, by its own names, and what they are here.
    pub buffers: &'static [(&'static str, Held)],
    /// Whether the library's weights are the points where this rule takes its gradients.
    pub at_query: bool,
    /// Whether the call takes the weights as a matrix of one row alone.
    pub matrix: bool,
    /// Whether its users write another call as long as that takes the path, too.
    pub roundabout: bool,
    /// Whether its memory rests while the momentum is 0, where those of the rules here go on.
    pub rests_at_zero: bool,
}

impl Counterpart {
    /// One without conventions, fixed arguments, constants or buffers, to begin from.
    pub const fn new(library: Library, call: &'static str, arguments: &'static [Argument]) -> Self {
        Counterpart {
            library,
            call,
            choices: &[],
            besides: &[],
            arguments,
            fixed: &[],
            idle: &[],
            constants: &[],
            buffers: &[],
            at_query: false,
            matrix: false,
            roundabout: false,
            rests_at_zero: false,
        }
    }

    /// The option of a choice under which it is this call.
    pub fn option(&self, choice: &Choice) -> Option<usize> {
        let said = self.choices.iter().find(|(key, _)| *key == choice.key);
        said.map_or(Some(choice.default), |(_, name)| choice.option(name))
    }

    /// The option that the library itself follows.
    pub fn follows(&self, choice: &Choice) -> Option<usize> {
        let besides = self.besides.iter().find(|(key, _)| *key == choice.key);
        besides.map_or_else(|| self.option(choice), |(_, name)| choice.option(name))
    }

    /// Whether a run under this option of a choice goes there.
    pub fn takes(&self, choice: &Choice, option: usize) -> bool {
        let besides = |(key, name): &(&str, &str)| *key == choice.key && choice.option(name) == Some(option);
        option == Choice::IDLE || self.option(choice) == Some(option) || self.besides.iter().any(besides)
    }
}

/// No rule has more counterparts.
const MOST: usize = 20;

/// Of these counterparts, at the head of a longer array, what tells whose convention a run follows; not what they are
/// called with, nor what they keep.
pub(super) const fn brief(counterparts: &[Counterpart]) -> [Counterpart; MOST] {
    let mut brief = [Counterpart::new(Library::PyTorch, "", &[]); MOST];
    let mut i = 0;
    while i < counterparts.len() {
        let Counterpart { library, call, choices, besides, constants, roundabout, .. } = counterparts[i];
        brief[i] = Counterpart { choices, besides, constants, roundabout, ..Counterpart::new(library, call, &[]) };
        i += 1;
    }
    brief
}

/// An argument of a library's call that is a field of a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// The library's name for it; `betas.0` is the first of the list `betas`.
    pub name: &'static str,
    /// The rule's key for it.
    pub field: &'static str,
    /// The library's default; none where it has to be said.
    pub default: Option<f64>,
    /// What the library takes, which may be less than the rule does.
    pub legal: Legal,
    /// Whether it has to be a whole number, written without a point.
    pub whole: bool,
}

impl Argument {
    /// The same where the library takes less.
    pub const fn within(self, legal: Legal) -> Self {
        Argument { legal, ..self }
    }
}

/// An argument that may be left out.
pub const fn argument(name: &'static str, field: &'static str, default: f64) -> Argument {
    Argument { default: Some(default), ..required(name, field) }
}

/// An argument that counts something and may be left out.
pub const fn count(name: &'static str, field: &'static str, default: f64) -> Argument {
    Argument { whole: true, ..argument(name, field, default) }
}

/// An argument that has to be said.
pub const fn required(name: &'static str, field: &'static str) -> Argument {
    Argument { name, field, default: None, legal: Legal::FINITE, whole: false }
}

/// An argument with the value that makes a call this rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fixed {
    /// The library's name for it.
    pub name: &'static str,
    /// The value as it is written in Python: `True`, `None`, `0.0`, `'sps+'`.
    pub value: &'static str,
    /// Whether the library takes this value where nothing is said.
    pub default: bool,
}

/// A value that has to be said.
pub const fn said(name: &'static str, value: &'static str) -> Fixed {
    Fixed { name, value, default: false }
}

/// A value that is the library's default.
pub const fn unsaid(name: &'static str, value: &'static str) -> Fixed {
    Fixed { name, value, default: true }
}

/// What a library's buffer is here, after an update.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    /// The rule's memory of this name, an array or a scalar.
    Memory(&'static str),
    /// Something that follows from them.
    Derived(fn(&StepView) -> [f64; 2]),
}

/// A value of an argument in a library's call.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A number.
    Number(f64),
    /// Anything else, as it is written in Python: `True`, `None`, `'sps+'`.
    Word(String),
}

impl Given {
    fn is(&self, written: &str) -> bool {
        match self {
            Given::Number(number) => written.parse() == Ok(*number),
            Given::Word(word) => word == written,
        }
    }
}

/// A rule's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// In the order of the card's fields.
    pub hyperparameters: Vec<f64>,
    /// In the order of the card's choices.
    pub choices: Vec<usize>,
}

impl Card {
    /// This rule's settings for a library's call, if the call is this rule: the other way round than exported code.
    pub fn settings(&self, counterpart: &Counterpart, call: &str, given: &[(String, Given)]) -> Option<Settings> {
        let value = |name: &str| given.iter().find(|(given, _)| given == name).map(|(_, value)| value);
        let Counterpart { library, arguments, fixed, idle, .. } = counterpart;
        let known = |(name, value): &(String, Given)| {
            let name = name.as_str();
            arguments.iter().any(|argument| argument.name == name)
                || fixed.iter().any(|fixed| fixed.name == name)
                || idle.iter().chain(library.idle()).any(|idle| *idle == name)
                || library.off().iter().any(|off| off.name == name && value.is(off.value))
        };
        let as_fixed = |fixed: &Fixed| value(fixed.name).map_or(fixed.default, |value| value.is(fixed.value));
        if counterpart.call != call || !given.iter().all(known) || !fixed.iter().all(as_fixed) {
            return None;
        }
        let mut hyperparameters: Vec<f64> = self.fields.iter().map(|field| field.parameter.default).collect();
        for &(field, value) in counterpart.constants.iter().filter(|(_, value)| !value.is_nan()) {
            hyperparameters[self.field(field)?] = value;
        }
        for (i, argument) in arguments.iter().enumerate() {
            let given = match value(argument.name) {
                Some(Given::Number(number)) => *number,
                // A weight decay, and what is 0 where nothing is said, may be said to be nothing.
                Some(Given::Word(word))
                    if word == "None" && (argument.default == Some(0.0) || argument.field == "weight-decay") =>
                {
                    0.0
                }
                Some(Given::Word(_)) => return None,
                None => argument.default?,
            };
            let told = arguments[..i].iter().any(|before| before.field == argument.field);
            let field = &mut hyperparameters[self.field(argument.field)?];
            // Two arguments that are one field here have to say the same.
            if told && *field != given {
                return None;
            }
            *field = given;
        }
        let mut choices: Vec<usize> = self.choices.iter().map(|choice| choice.default).collect();
        for (key, option) in counterpart.besides.iter().chain(counterpart.choices) {
            let i = self.choices.iter().position(|choice| choice.key == *key)?;
            choices[i] = self.choices[i].option(option)?;
        }
        Some(Settings { hyperparameters, choices })
    }
}
