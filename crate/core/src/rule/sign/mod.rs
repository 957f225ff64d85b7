//! What looks at the sign of a slope alone.

mod lion;
mod rprop;
mod sign_sgd;
mod signum;

pub use lion::Lion;
pub use rprop::Rprop;
pub use sign_sgd::SignSgd;
pub use signum::Signum;

use super::Matched;

/// Why a rule of this family keeps its own α.
const MATCHED: Matched =
    Matched::Own("A sign has no size, so its α is a length in X and nothing that a gradient could be matched by.");
