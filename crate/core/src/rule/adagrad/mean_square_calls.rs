//! How the libraries say the conventions of a mean square: each switch of theirs on or off, as calls of their own.

use crate::rule::counterpart::{Fixed, Held, said, unsaid};
use crate::rule::{Counterpart, Library};

/// A convention of ours, key and option.
type Convention = (&'static str, &'static str);

/// The buffers of the mean square and of the mean gradient, by each library's names.
pub(super) const fn buffers(library: Library) -> [(&'static str, Held); 2] {
    let [mean_square, mean] = match library {
        Library::PyTorch => ["square_avg", "grad_avg"],
        Library::Keras => ["velocity", "average_gradient"],
        Library::Optax => ["nu", "mu"],
    };
    [(mean_square, Held::Memory("squared-gradient-ema")), (mean, Held::Memory("gradient-ema"))]
}

/// Whether a library centers, as its calls say it: `centered=True`, or nothing.
pub(super) const fn centered(yes: bool) -> Fixed {
    if yes { said("centered", "True") } else { unsaid("centered", "False") }
}

/// How many calls optax's switches make.
const CALLS: usize = 16;

/// The switch of this number in the call of this number.
const fn on(call: usize, switch: usize) -> bool {
    call >> switch & 1 == 1
}

const fn yes(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

const fn conventions(call: usize) -> [Convention; 5] {
    [
        ("epsilon-place", if on(call, 0) { "outside" } else { "inside" }),
        ("centered", yes(on(call, 1))),
        ("bias-correction", yes(on(call, 2))),
        ("rate-place", "inside"),
        ("nesterov", yes(on(call, 3))),
    ]
}

const fn switches(call: usize) -> [Fixed; 5] {
    [
        if on(call, 3) { said("nesterov", "True") } else { unsaid("nesterov", "False") },
        if on(call, 0) { said("eps_in_sqrt", "False") } else { unsaid("eps_in_sqrt", "True") },
        centered(on(call, 1)),
        if on(call, 2) { said("bias_correction", "True") } else { unsaid("bias_correction", "False") },
        unsaid("momentum", "None"),
    ]
}

const CONVENTIONS: &[[Convention; 5]; CALLS] = &{
    let mut all = [conventions(0); CALLS];
    let mut call = 0;
    while call < CALLS {
        all[call] = conventions(call);
        call += 1;
    }
    all
};

const SWITCHES: &[[Fixed; 5]; CALLS] = &{
    let mut all = [switches(0); CALLS];
    let mut call = 0;
    while call < CALLS {
        all[call] = switches(call);
        call += 1;
    }
    all
};

/// optax.rmsprop without momentum, by the number of its switches, 0 to 7.
pub(super) const fn optax(call: usize, common: Counterpart) -> Counterpart {
    let (_, fixed) = SWITCHES[call].split_at(1);
    Counterpart { choices: CONVENTIONS[call].split_at(3).0, fixed, idle: &["nesterov"], ..common }
}

/// optax.rmsprop with momentum, by the number of its switches, 0 to 15.
pub(super) const fn optax_momentum(call: usize, common: Counterpart) -> Counterpart {
    Counterpart { choices: &CONVENTIONS[call], fixed: SWITCHES[call].split_at(4).0, ..common }
}
