//! Many runs of one rule on one surface, in lanes, a step of all of them at a time.
//!
//! A call through a pointer costs more than a step of momentum does, so each takes a whole block on; inside, rule and
//! surface are known, and the packs of a block, which know nothing of one another, keep the processor's pipelines full.
//! So the code grows with rules plus surfaces, not with rules times surfaces.

use crate::lanes::Lanes;
use crate::objective::Objective;
use crate::rule::{Card, Memory, Now, Rule, Seen};
use crate::scalar::Scalar;

/// The packs of runs that are stepped together, each of two weights.
///
/// What belongs to a pack lies together; the first `count` packs are at work.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// How many packs are at work.
    pub count: usize,
    /// The rule's conventions in force.
    pub choices: Vec<usize>,
    /// The weights of each pack.
    pub weights: Vec<[Lanes; 2]>,
    /// Where the gradient is wanted, of a rule that looks ahead.
    pub queries: Vec<[Lanes; 2]>,
    /// The loss at the query point, of a rule that sees it.
    pub losses: Vec<Lanes>,
    /// The gradient at the query point.
    pub gradients: Vec<[Lanes; 2]>,
    /// All hyperparameters of each pack.
    pub hyperparameters: Vec<Lanes>,
    /// The memory arrays of each pack.
    pub arrays: Vec<Lanes>,
    /// The memory scalars of each pack.
    pub scalars: Vec<Lanes>,
}

impl Block {
    /// Room for so many packs of runs of a rule, all at 0.
    pub fn new(card: &Card, packs: usize, choices: Vec<usize>) -> Self {
        let zeros = |each: usize| vec![Lanes::of(0.0); packs * each];
        Block {
            count: 0,
            choices,
            weights: vec![[Lanes::of(0.0); 2]; packs],
            queries: vec![[Lanes::of(0.0); 2]; packs],
            losses: vec![Lanes::of(f64::NAN); packs],
            gradients: vec![[Lanes::of(0.0); 2]; packs],
            hyperparameters: zeros(card.fields.len()),
            arrays: zeros(2 * card.memories.len()),
            scalars: zeros(card.scalars.len()),
        }
    }

    /// Copies what a step changes of a pack to a place in another block of the same rule.
    pub fn copy_state(&self, pack: usize, to: &mut Block, place: usize) {
        fn copy(from: &[Lanes], pack: usize, to: &mut [Lanes], place: usize, packs: usize) {
            let each = from.len() / packs;
            to[place * each..][..each].copy_from_slice(&from[pack * each..][..each]);
        }
        let packs = self.weights.len();
        to.weights[place] = self.weights[pack];
        copy(&self.arrays, pack, &mut to.arrays, place, packs);
        copy(&self.scalars, pack, &mut to.scalars, place, packs);
    }

    /// Puts a pack in the place of another one.
    pub fn move_pack(&mut self, pack: usize, place: usize) {
        fn shift(numbers: &mut [Lanes], pack: usize, place: usize, packs: usize) {
            let each = numbers.len() / packs;
            numbers.copy_within(pack * each..(pack + 1) * each, place * each);
        }
        let packs = self.weights.len();
        self.weights[place] = self.weights[pack];
        shift(&mut self.hyperparameters, pack, place, packs);
        shift(&mut self.arrays, pack, place, packs);
        shift(&mut self.scalars, pack, place, packs);
    }
}

/// A rule over the packs of a block.
pub trait LaneRule: Send + Sync {
    /// Stores what the start is needed for.
    fn init(&self, block: &mut Block);
    /// Whether the gradient is wanted elsewhere than at the weights; if so, writes where for update t.
    fn query(&self, t: u32, block: &mut Block) -> bool;
    /// Whether it has to be told the loss.
    fn sees_loss(&self) -> bool;
    /// Whether the number of an update acts on it beyond the first one.
    fn knows_time(&self) -> bool;
    /// Takes step t-1 to step t.
    fn update(&self, t: u32, block: &mut Block);
}

impl<R: Rule> LaneRule for R {
    fn init(&self, block: &mut Block) {
        for pack in 0..block.count {
            let weights = block.weights[pack];
            let (now, _, _, mut memory) = parts::<R>(block, 1, pack);
            Rule::init(self, now, &weights, &mut memory);
        }
    }

    fn query(&self, t: u32, block: &mut Block) -> bool {
        if R::LOOKS_AHEAD {
            for pack in 0..block.count {
                let mut query = block.weights[pack];
                let (now, weights, _, memory) = parts::<R>(block, t, pack);
                Rule::query(self, now, weights, &memory, &mut query);
                block.queries[pack] = query;
            }
        }
        R::LOOKS_AHEAD
    }

    fn sees_loss(&self) -> bool {
        R::SEES_LOSS
    }

    fn knows_time(&self) -> bool {
        R::KNOWS_TIME
    }

    fn update(&self, t: u32, block: &mut Block) {
        for pack in 0..block.count {
            let (now, weights, seen, mut memory) = parts::<R>(block, t, pack);
            Rule::update(self, now, seen, weights, &mut memory);
        }
    }
}

/// A pack as its rule sees it.
#[inline(always)]
fn parts<R: Rule>(
    block: &mut Block,
    t: u32,
    pack: usize,
) -> (Now<'_, Lanes>, &mut [Lanes], Seen<'_, Lanes>, Memory<'_, Lanes>) {
    let [fields, arrays, scalars] = const { [R::CARD.fields.len(), 2 * R::CARD.memories.len(), R::CARD.scalars.len()] };
    let hyperparameters = &block.hyperparameters[pack * fields..][..fields];
    let arrays = &mut block.arrays[pack * arrays..][..arrays];
    let scalars = &mut block.scalars[pack * scalars..][..scalars];
    (
        Now { t, hyperparameters, choices: &block.choices },
        &mut block.weights[pack],
        Seen { loss: block.losses[pack], gradient: &block.gradients[pack] },
        Memory::new(2, arrays, scalars),
    )
}

/// A surface over many points.
pub trait LaneSurface: Send + Sync {
    /// The loss at each point.
    fn values(&self, points: &[[Lanes; 2]], values: &mut [Lanes]);
    /// The derivatives of the loss at each point.
    fn gradients(&self, points: &[[Lanes; 2]], gradients: &mut [[Lanes; 2]]);
}

impl<O: Objective> LaneSurface for O {
    fn values(&self, points: &[[Lanes; 2]], values: &mut [Lanes]) {
        for (point, value) in points.iter().zip(values) {
            *value = Objective::value(self, *point);
        }
    }
    fn gradients(&self, points: &[[Lanes; 2]], gradients: &mut [[Lanes; 2]]) {
        for (point, gradient) in points.iter().zip(gradients) {
            *gradient = Objective::gradient(self, *point);
        }
    }
}
