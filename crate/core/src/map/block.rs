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
    /// What the rule wants.
    pub traits: Traits,
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
    /// The squares of the distances from the origin, summed over the steps since it was last set to 0.
    pub reach: Vec<Lanes>,
    /// All hyperparameters of each pack.
    pub hyperparameters: Vec<Lanes>,
    /// The memory arrays of each pack.
    pub arrays: Vec<Lanes>,
    /// The memory scalars of each pack.
    pub scalars: Vec<Lanes>,
}

/// What a rule wants besides the gradient at the weights.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    /// Its gradient is taken at another point.
    pub ahead: bool,
    /// It is told the loss.
    pub sees_loss: bool,
}

impl Block {
    /// Room for so many packs of runs of a rule, all at 0.
    pub fn new(card: &Card, traits: Traits, packs: usize, choices: Vec<usize>) -> Self {
        let zeros = |each: usize| vec![Lanes::of(0.0); packs * each];
        let [fields, arrays, scalars] = sizes(card);
        Block {
            count: 0,
            traits,
            choices,
            weights: vec![[Lanes::of(0.0); 2]; packs],
            queries: vec![[Lanes::of(0.0); 2]; packs],
            losses: vec![Lanes::of(f64::NAN); packs],
            gradients: vec![[Lanes::of(0.0); 2]; packs],
            reach: zeros(1),
            hyperparameters: zeros(fields),
            arrays: zeros(arrays),
            scalars: zeros(scalars),
        }
    }

    /// Takes over what a step changes of all packs at work in another block of the same rule.
    pub fn copy_states(&mut self, from: &Block) {
        let (count, packs) = (from.count, from.weights.len());
        let [arrays, scalars] = [&from.arrays, &from.scalars].map(|numbers| count * (numbers.len() / packs));
        self.weights[..count].copy_from_slice(&from.weights[..count]);
        self.arrays[..arrays].copy_from_slice(&from.arrays[..arrays]);
        self.scalars[..scalars].copy_from_slice(&from.scalars[..scalars]);
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

    /// Copies the hyperparameters of a pack to a place in another block of the same rule.
    pub fn copy_hyperparameters(&self, pack: usize, to: &mut Block, place: usize) {
        let fields = self.hyperparameters.len() / self.weights.len();
        let from = &self.hyperparameters[pack * fields..][..fields];
        to.hyperparameters[place * fields..][..fields].copy_from_slice(from);
    }

    /// Lets two packs change places.
    pub fn swap_packs(&mut self, pack: usize, other: usize) {
        fn swap(numbers: &mut [Lanes], pack: usize, other: usize, packs: usize) {
            let each = numbers.len() / packs;
            (0..each).for_each(|i| numbers.swap(pack * each + i, other * each + i));
        }
        let packs = self.weights.len();
        self.weights.swap(pack, other);
        swap(&mut self.hyperparameters, pack, other, packs);
        swap(&mut self.arrays, pack, other, packs);
        swap(&mut self.scalars, pack, other, packs);
    }
}

/// Takes a block from a step to the next one; without the engine no gradient reaches the rule.
pub(super) fn advance(rule: &dyn LaneRule, surface: &dyn LaneSurface, block: &mut Block, step: usize, engine: bool) {
    let t = step as u32 + 1;
    let Traits { ahead, sees_loss } = block.traits;
    if ahead {
        rule.query(t, block);
    }
    let count = block.count;
    let (weights, reach) = (&block.weights[..count], &mut block.reach[..count]);
    let points = if ahead { &block.queries[..count] } else { weights };
    if sees_loss {
        surface.values(points, &mut block.losses[..count]);
    }
    let gradients = &mut block.gradients[..count];
    surface.gradients(points, gradients, reach);
    if ahead {
        // What counts is how far the weights were.
        for (reach, &[x, y]) in reach.iter_mut().zip(weights) {
            *reach = *reach + (x * x + y * y);
        }
    }
    if !engine {
        gradients.fill([Lanes::of(0.0); 2]);
    }
    rule.update(t, block);
}

/// A rule over the packs of a block.
pub trait LaneRule: Send + Sync {
    /// Stores what the start is needed for.
    fn init(&self, block: &mut Block);
    /// Writes where the gradient is wanted for update t, if that is elsewhere than at the weights.
    fn query(&self, t: u32, block: &mut Block);
    /// What has to be done for it besides.
    fn traits(&self) -> Traits;
    /// Whether the number of an update acts on it beyond the first one.
    fn knows_time(&self) -> bool;
    /// Takes step t-1 to step t.
    fn update(&self, t: u32, block: &mut Block);
}

impl<R: Rule> LaneRule for R {
    fn init(&self, block: &mut Block) {
        each::<R>(block, 1, |now, weights, _, memory| Rule::init(self, now, weights, memory));
    }

    fn query(&self, t: u32, block: &mut Block) {
        if R::LOOKS_AHEAD {
            let mut queries = core::mem::take(&mut block.queries);
            let mut next = queries.iter_mut();
            each::<R>(block, t, |now, weights, _, memory| {
                if let Some(query) = next.next() {
                    Rule::query(self, now, weights, memory, query);
                }
            });
            block.queries = queries;
        }
    }

    fn traits(&self) -> Traits {
        Traits { ahead: R::LOOKS_AHEAD, sees_loss: R::SEES_LOSS }
    }

    fn knows_time(&self) -> bool {
        R::KNOWS_TIME
    }

    fn update(&self, t: u32, block: &mut Block) {
        each::<R>(block, t, |now, weights, seen, memory| Rule::update(self, now, seen, weights, memory));
    }
}

/// Goes through the packs at work, each as its rule sees it.
#[inline(always)]
fn each<R: Rule>(
    block: &mut Block,
    t: u32,
    mut act: impl FnMut(Now<Lanes>, &mut [Lanes; 2], Seen<Lanes>, &mut Memory<Lanes>),
) {
    let [fields, arrays, scalars] = const { sizes(R::CARD) };
    let choices = &block.choices[..];
    let hyperparameters = block.hyperparameters.chunks_exact(fields);
    let memories = block.arrays.chunks_exact_mut(arrays).zip(block.scalars.chunks_exact_mut(scalars));
    let packs = block.weights[..block.count].iter_mut().zip(&block.gradients).zip(&block.losses);
    for ((((weights, gradient), &loss), hyperparameters), (arrays, scalars)) in packs.zip(hyperparameters).zip(memories)
    {
        let now = Now { t, hyperparameters, choices };
        act(now, weights, Seen { loss, gradient }, &mut Memory::new(2, arrays, scalars));
    }
}

/// How many hyperparameters, numbers in memory arrays and memory scalars a pack has; room for one where there is none.
const fn sizes(card: &Card) -> [usize; 3] {
    const fn some(count: usize) -> usize {
        if count > 0 { count } else { 1 }
    }
    [some(card.fields.len()), some(2 * card.memories.len()), some(card.scalars.len())]
}

/// A surface over many points.
pub trait LaneSurface: Send + Sync {
    /// The loss at each point.
    fn values(&self, points: &[[Lanes; 2]], values: &mut [Lanes]);
    /// The derivatives of the loss at each point; the square of its distance from the origin is added to `reach`, which
    /// is cheaper here than in a pass of its own.
    fn gradients(&self, points: &[[Lanes; 2]], gradients: &mut [[Lanes; 2]], reach: &mut [Lanes]);
}

impl<O: Objective> LaneSurface for O {
    fn values(&self, points: &[[Lanes; 2]], values: &mut [Lanes]) {
        for (point, value) in points.iter().zip(values) {
            *value = Objective::value(self, *point);
        }
    }
    fn gradients(&self, points: &[[Lanes; 2]], gradients: &mut [[Lanes; 2]], reach: &mut [Lanes]) {
        for ((&[x, y], gradient), reach) in points.iter().zip(gradients).zip(reach) {
            *reach = *reach + (x * x + y * y);
            *gradient = Objective::gradient(self, [x, y]);
        }
    }
}
