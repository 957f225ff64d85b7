//! What a rule remembers between updates: named arrays of one number per weight, and named scalars.

/// A rule's memories, in the order its card declares them.
#[derive(Debug)]
pub struct Memory<'a, S> {
    dimension: usize,
    arrays: &'a mut [S],
    scalars: &'a mut [S],
}

impl<'a, S> Memory<'a, S> {
    /// Memories over storage of the caller: `arrays` holds one array of `dimension` numbers after the other.
    pub fn new(dimension: usize, arrays: &'a mut [S], scalars: &'a mut [S]) -> Self {
        Memory { dimension, arrays, scalars }
    }

    /// The i-th array.
    pub fn array(&self, i: usize) -> &[S] {
        &self.arrays[i * self.dimension..][..self.dimension]
    }

    /// The i-th array, to be changed.
    pub fn array_mut(&mut self, i: usize) -> &mut [S] {
        &mut self.arrays[i * self.dimension..][..self.dimension]
    }

    /// The i-th scalar.
    pub fn scalar(&self, i: usize) -> &S {
        &self.scalars[i]
    }

    /// The i-th scalar, to be changed.
    pub fn scalar_mut(&mut self, i: usize) -> &mut S {
        &mut self.scalars[i]
    }
}
