//! What measures the whole gradient, the whole step or all weights by their norm.
