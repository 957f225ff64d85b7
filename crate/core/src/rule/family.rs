//! The families that the rules are told in.

/// A family of rules: a folder here, a group in the picker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Gradient descent, and what remembers gradients or displacements.
    Momentum,
    /// What looks at the sign of a slope alone.
    Sign,
    /// What divides each slope by a root of its own squares.
    Adagrad,
    /// What averages slopes and divides the average by a root of averaged squares.
    Adam,
    /// What measures the whole gradient, the whole step or all weights by their norm.
    Norm,
    /// What claims to need no learning rate.
    RateFree,
}

impl Family {
    /// All of them, in the order of the picker.
    pub const ALL: [Family; 6] =
        [Family::Momentum, Family::Sign, Family::Adagrad, Family::Adam, Family::Norm, Family::RateFree];

    /// Its name as read.
    pub fn title(self) -> &'static str {
        match self {
            Family::Momentum => "Momentum",
            Family::Sign => "Sign",
            Family::Adagrad => "Adagrad and RMSProp",
            Family::Adam => "Adam",
            Family::Norm => "Norms",
            Family::RateFree => "Learning-rate-free",
        }
    }
}
