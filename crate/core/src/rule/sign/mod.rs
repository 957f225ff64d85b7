//! What looks at the sign of a slope alone.
