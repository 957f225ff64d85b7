//! Which linear method a rule is on a quadratic, where its gradient is the curvature times the weight.

/// The linear method that a rule is on a quadratic of curvature λ while its hyperparameters stay, w for a weight's
/// distance from the minimizer and v for its memory.
///
/// α is the first hyperparameter and β the second one, as on every card; the formulas from there on stand in
/// [`analysis::Iteration`](crate::analysis::Iteration).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// w = w - α λ w.
    GradientDescent,
    /// v = β v - α λ w, w = w + v.
    HeavyBall,
    /// v = β v + (1-τ) λ w, w = w - α v, with τ the third hyperparameter.
    Trace,
    /// v = β v + (1-β) λ w, w = w - α v. A bias correction comes to this once βᵗ has faded.
    Ema,
    /// v = β v - α λ (w + β v), w = w + v.
    Nesterov,
    /// v = β v + λ w, w = w - α (λ w + β v).
    NesterovTrace,
    /// w = w - α (a λ w + b (λ w - v)), v = λ w, with a and b the second and the third hyperparameter.
    Optimistic,
}
