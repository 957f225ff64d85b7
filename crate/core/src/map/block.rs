//! Many runs of one rule on one surface, in lanes, a step of all of them at a time.
//!
//! A call through a pointer costs more than a step of momentum does, so each takes a whole block on; inside, rule and
//! surface are known, and the packs of a block, which know nothing of one another, keep the processor's pipelines full.
//! So the code grows with rules plus surfaces, not with rules times surfaces.

use crate::lanes::Lanes;
use crate::objective::Objective;
use crate::rule::{Card, Choice, Memory, Now, Rule, Seen};
use crate::scalar::Scalar;

/// The packs of runs that are stepped together, each of two weights.
///
/// All that belongs to a pack lies together, one record after the other, so that a pass needs no more than one address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// How many packs are at work: the first ones.
    pub count: usize,
    /// What the rule wants.
    traits: Traits,
    /// The rule's conventions in force.
    choices: Vec<usize>,
    /// How many numbers the memory arrays, the memory scalars and the hyperparameters of a pack have.
    sizes: [usize; 3],
    records: Vec<Lanes>,
}

/// A pack's record.
#[derive(Debug)]
pub(crate) struct Pack<'a> {
    /// The gradient at the query point.
    pub gradient: &'a mut [Lanes; 2],
    /// The point that each run is held against.
    pub target: &'a mut [Lanes; 2],
    /// Where the gradient is wanted, of a rule that looks ahead.
    pub query: &'a mut [Lanes; 2],
    /// The squares of the distances from the target, summed over the steps since it was last set to 0: none is larger
    /// than their sum, which stays NaN once it is.
    pub stray: &'a mut Lanes,
    /// The loss at the query point, of a rule that sees it.
    pub loss: &'a mut Lanes,
    /// The weights.
    pub weights: &'a mut [Lanes; 2],
    /// Memory arrays, memory scalars and hyperparameters.
    pub rest: &'a mut [Lanes],
}

/// Where some of it lies in the record. What a step changes begins with the weights.
const TARGET: usize = 2;
const STRAY: usize = 6;
const WEIGHTS: usize = 8;

/// No rule has more conventions.
const MOST_CHOICES: usize = 8;

impl<'a> Pack<'a> {
    #[inline(always)]
    fn of(record: &'a mut [Lanes]) -> Option<Self> {
        let (gradient, rest) = record.split_first_chunk_mut()?;
        let (target, rest) = rest.split_first_chunk_mut()?;
        let (query, rest) = rest.split_first_chunk_mut()?;
        let ([stray, loss], rest) = rest.split_first_chunk_mut()?;
        let (weights, rest) = rest.split_first_chunk_mut()?;
        Some(Pack { gradient, target, query, stray, loss, weights, rest })
    }
}

/// What a rule wants besides the gradient at the weights.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits {
    /// Its gradient is taken at another point.
    pub ahead: bool,
    /// It is told the loss.
    pub sees_loss: bool,
}

impl Block {
    /// Room for so many packs of runs of a rule, all at 0.
    pub(crate) fn new(card: &Card, traits: Traits, packs: usize, choices: Vec<usize>) -> Self {
        let sizes = sizes(card);
        Block { count: 0, traits, choices, sizes, records: vec![Lanes::of(0.0); packs * size(sizes)] }
    }

    /// Makes so many packs runs that begin at a point, without memories; the rule's `init` is still to come.
    pub(crate) fn begin(&mut self, count: usize, [x, y]: [f64; 2]) {
        self.count = count;
        self.records.fill(Lanes::of(0.0));
        for pack in self.packs() {
            *pack.weights = [Lanes::of(x), Lanes::of(y)];
            // Of use to nobody who does not say so.
            *pack.loss = Lanes::of(f64::NAN);
        }
    }

    /// The packs at work.
    pub(crate) fn packs(&mut self) -> impl Iterator<Item = Pack<'_>> {
        let size = size(self.sizes);
        self.records[..self.count * size].chunks_exact_mut(size).filter_map(Pack::of)
    }

    #[inline(always)]
    fn record(&self, pack: usize) -> &[Lanes] {
        let size = size(self.sizes);
        &self.records[pack * size..][..size]
    }

    #[inline(always)]
    fn record_mut(&mut self, pack: usize) -> &mut [Lanes] {
        let size = size(self.sizes);
        &mut self.records[pack * size..][..size]
    }

    /// What a step changes of a pack: weights and memories.
    pub(crate) fn state(&self, pack: usize) -> &[Lanes] {
        &self.record(pack)[WEIGHTS..][..2 + self.sizes[0] + self.sizes[1]]
    }

    /// The weights of a pack.
    #[inline(always)]
    pub(crate) fn weights(&self, pack: usize) -> [Lanes; 2] {
        let record = self.record(pack);
        [record[WEIGHTS], record[WEIGHTS + 1]]
    }

    /// Holds a pack against a point from now on; how far it strayed from the last one.
    #[inline(always)]
    pub(crate) fn hold(&mut self, pack: usize, target: [Lanes; 2]) -> Lanes {
        let record = self.record_mut(pack);
        record[TARGET..][..2].copy_from_slice(&target);
        core::mem::replace(&mut record[STRAY], Lanes::of(0.0))
    }

    /// The hyperparameters of a pack.
    pub(crate) fn hyperparameters(&mut self, pack: usize) -> &mut [Lanes] {
        let fields = self.sizes[2];
        let record = self.record_mut(pack);
        let begin = record.len() - fields;
        &mut record[begin..]
    }

    /// Takes over all packs at work in another block of the same rule.
    pub(crate) fn copy_from(&mut self, from: &Block) {
        let length = from.count * size(from.sizes);
        self.count = from.count;
        self.records[..length].copy_from_slice(&from.records[..length]);
    }

    /// Takes over a pack of another block of the same rule, to a place.
    pub(crate) fn copy_pack(&mut self, from: &Block, pack: usize, place: usize) {
        self.record_mut(place).copy_from_slice(from.record(pack));
    }

    /// Lets two packs change places.
    pub(crate) fn swap_packs(&mut self, pack: usize, other: usize) {
        let size = size(self.sizes);
        (0..size).for_each(|i| self.records.swap(pack * size + i, other * size + i));
    }
}

/// Takes a block from a step to the next one; without the engine no gradient reaches the rule.
pub(super) fn advance(rule: &dyn LaneRule, surface: &dyn LaneSurface, block: &mut Block, step: usize, engine: bool) {
    let t = step as u32 + 1;
    let Traits { ahead, sees_loss } = block.traits;
    if ahead {
        rule.query(t, block);
    }
    if sees_loss {
        see_losses(surface, block, ahead);
    }
    surface.gradients(block, ahead);
    if !engine {
        block.packs().for_each(|pack| *pack.gradient = [Lanes::of(0.0); 2]);
    }
    rule.update(t, block);
}

/// Writes the losses, at the query points if those are ahead, else at the weights.
pub(super) fn see_losses(surface: &dyn LaneSurface, block: &mut Block, ahead: bool) {
    for pack in block.packs() {
        *pack.loss = surface.value(if ahead { *pack.query } else { *pack.weights });
    }
}

/// A rule over the packs of a block.
pub(crate) trait LaneRule: Send + Sync {
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
        each::<R>(block, None, 1, |now, _, weights, _, memory| Rule::init(self, now, weights, memory));
    }

    fn query(&self, t: u32, block: &mut Block) {
        if R::LOOKS_AHEAD {
            each::<R>(block, None, t, |now, _, weights, query, memory| Rule::query(self, now, weights, memory, query));
        }
    }

    fn traits(&self) -> Traits {
        Traits { ahead: R::LOOKS_AHEAD, sees_loss: R::SEES_LOSS }
    }

    fn knows_time(&self) -> bool {
        R::KNOWS_TIME
    }

    fn update(&self, t: u32, block: &mut Block) {
        let usual = &const { usual(R::CARD) }[..R::CARD.choices.len()];
        // Twice, so that once the compiler knows the conventions, and what the others do is out of the way.
        if block.choices == usual {
            each::<R>(block, Some(usual), t, |now, seen, weights, _, memory| {
                Rule::update(self, now, seen, weights, memory);
            });
        } else {
            each::<R>(block, None, t, |now, seen, weights, _, memory| Rule::update(self, now, seen, weights, memory));
        }
    }
}

/// The conventions in force of a rule for which nothing is said and nothing else is set, the first ones of these.
const fn usual(card: &Card) -> [usize; MOST_CHOICES] {
    let mut usual = [Choice::IDLE; MOST_CHOICES];
    let mut i = 0;
    while i < card.choices.len() {
        if card.choices[i].idle_at_zero.is_none() {
            usual[i] = card.choices[i].default;
        }
        i += 1;
    }
    usual
}

/// Goes through the packs at work, each as its rule sees it: what is known, the conventions among it, which are the
/// block's if they are not, what was seen, the weights, the query point and the memory.
#[inline(always)]
fn each<R: Rule>(
    block: &mut Block,
    choices: Option<&[usize]>,
    t: u32,
    mut act: impl FnMut(Now<Lanes>, Seen<Lanes>, &mut [Lanes; 2], &mut [Lanes; 2], &mut Memory<Lanes>),
) {
    let (sizes, size) = const { (sizes(R::CARD), size(sizes(R::CARD))) };
    let choices = choices.unwrap_or(&block.choices);
    for record in block.records[..block.count * size].chunks_exact_mut(size) {
        let Some(Pack { gradient, query, loss, weights, rest, .. }) = Pack::of(record) else { return };
        let (arrays, rest) = rest.split_at_mut(sizes[0]);
        let (scalars, hyperparameters) = rest.split_at_mut(sizes[1]);
        let now = Now { t, hyperparameters, choices };
        act(now, Seen { loss: *loss, gradient }, weights, query, &mut Memory::new(2, arrays, scalars));
    }
}

/// How many numbers in memory arrays, memory scalars and hyperparameters a pack has.
const fn sizes(card: &Card) -> [usize; 3] {
    [2 * card.memories.len(), card.scalars.len(), card.fields.len()]
}

/// How many numbers a record has.
const fn size([arrays, scalars, fields]: [usize; 3]) -> usize {
    WEIGHTS + 2 + arrays + scalars + fields
}

/// A surface over the packs of a block.
pub(crate) trait LaneSurface: Send + Sync {
    /// See [`Objective::FAR`].
    fn far(&self) -> f64;
    /// The loss at a point: few rules ask for it, and so does the sweep where a run may be over.
    fn value(&self, point: [Lanes; 2]) -> Lanes;
    /// Writes the gradients, at the query points if those are ahead, else at the weights, and adds the square of the
    /// distance of the weights from the target to what a pack has strayed, which is cheaper here than in a pass of its own.
    fn gradients(&self, block: &mut Block, ahead: bool);
}

impl<O: Objective> LaneSurface for O {
    fn far(&self) -> f64 {
        O::FAR
    }
    fn value(&self, point: [Lanes; 2]) -> Lanes {
        Objective::value(self, point)
    }
    fn gradients(&self, block: &mut Block, ahead: bool) {
        for pack in block.packs() {
            let ([x, y], [to_x, to_y]) = (*pack.weights, *pack.target);
            *pack.stray = *pack.stray + ((x - to_x).square() + (y - to_y).square());
            *pack.gradient = Objective::gradient(self, if ahead { *pack.query } else { [x, y] });
        }
    }
}
