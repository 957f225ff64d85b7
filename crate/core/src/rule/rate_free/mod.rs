//! What claims to need no learning rate.
