//! Labels at the paths, instead of a legend: each where it covers nothing, and where it was if that is still a good
//! place, so that labels do not jump while a hand drags.

use crate::coincide::alone;
use crate::frame::Rect;
use crate::occupied::Occupied;
use crate::strand::Strand;
use crate::text::Type;

/// Room between a path and its label, in CSS pixels.
const ROOM: f64 = 5.0;

/// A label may stand as far from its path before it counts as lost, in CSS pixels.
const REACH: f64 = 20.0;

/// The room of a ball with its ring, in CSS pixels.
pub const BALL: f64 = 8.0;

/// The strips along the lower and the left edge that belong to the axes, in CSS pixels.
pub const AXIS: [f64; 2] = [20.0, 26.0];

/// From the side of a panel to the label in its corner, in CSS pixels.
pub const CORNER: f64 = 10.0;

/// A path may come nearer to a label that stands than to one that is placed, in CSS pixels. At least a cell, so that
/// a move within a cell never drives a label away.
const SLACK: f64 = 4.0;

/// The rectangle that a line of text takes, its left end and its middle at a pixel.
pub fn text_rect(style: &Type, text: &str, [x, y]: [f64; 2]) -> Rect {
    Rect::new(x, y - style.size * 0.62, style.width(text), style.size * 1.24)
}

fn inside(area: Rect, rect: Rect) -> bool {
    area.left <= rect.left && rect.right() <= area.right() && area.top <= rect.top && rect.bottom() <= area.bottom()
}

/// What an anchor costs where other runs share the line, or may lie on it; and a place that near to where all begin, in
/// CSS pixels.
const SHARED: f64 = 60.0;
const COVERED: f64 = 10.0;
const BEGINNING: f64 = 30.0;

/// So much less a label has to cover elsewhere to go there under a hand.
const ENOUGH: f64 = 30.0;

/// A label that takes no more cells of paths than this counts as covering none.
const TOUCHED: u32 = 2;

/// The place of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its left end and middle.
    pub at: [f64; 2],
    /// Whether it covers something there, for want of a better place.
    pub covers: bool,
}

/// Finds the place of a run's label: where it was if that is still good, else the best place along its strand, or beside its ball
/// where that comes to rest alone; none if the run is out of sight or the area too small.
pub fn place(
    occupied: &Occupied,
    area: Rect,
    run: usize,
    path: (&Strand, Option<[f64; 2]>),
    style: &Type,
    text: &str,
    before: Option<[f64; 2]>,
) -> Option<Place> {
    let area = area.inset(3.0);
    let before = before.filter(|&at| {
        let rect = text_rect(style, text, at);
        inside(area, rect) && occupied.count(rect.outset(REACH), run)[0] > 0
    });
    let covered = |at: [f64; 2]| price(occupied.count(text_rect(style, text, at), run));
    let still = before.filter(|&at| occupied.count(text_rect(style, text, at).inset(SLACK), run) == [0; 3]);
    let at = still.or_else(|| {
        let found = search(occupied, area, run, path, style, text)?;
        // One that covers something wherever it stands moves only where it covers much less.
        let least = covered(found);
        Some(before.filter(|&at| least > 0.0 && covered(at) < least + ENOUGH).unwrap_or(found))
    })?;
    let [own, others, blocked] = occupied.count(text_rect(style, text, at), run);
    Some(Place { at, covers: own + others > TOUCHED || blocked > 0 })
}

/// What it costs to cover so many cells.
fn price([own, others, blocked]: [u32; 3]) -> f64 {
    f64::from(own) * 3.0 + f64::from(others) * 5.0 + f64::from(blocked) * 200.0
}

/// The cheapest of places beside the path or its ball.
fn search(
    occupied: &Occupied,
    area: Rect,
    run: usize,
    (strand, ball): (&Strand, Option<[f64; 2]>),
    style: &Type,
    text: &str,
) -> Option<[f64; 2]> {
    const ANCHORS: usize = 28;
    // Rather in the first half, where paths are wide; and from there outwards, so that the search ends early.
    const BEST: f64 = 0.3;
    let (first, last) = (strand.vertices.first()?, strand.vertices.last()?);
    let length = last.arc;
    let steps = (0..2 * ANCHORS).map(|i| if i % 2 == 0 { 0.5 * i as f64 } else { -0.5 * (i + 1) as f64 });
    let shares = steps.map(|step| BEST + step / ANCHORS as f64).filter(|share| (0.0..=1.0).contains(share));
    // Where a path is a point, the labels of all that are there stand around it. Elsewhere one that stands farther off
    // would seem to be another path's, and is only better than one that covers what is there.
    let rings = if length < 2.0 * style.size { 0..15 } else { 0..3 };
    let mut best: Option<(f64, [f64; 2])> = None;
    let along = |share: f64| {
        let (anchor, group) = strand.at_arc(share * length)?;
        let covered = if occupied.is_covered(anchor, run) { COVERED } else { 0.0 };
        Some((share, anchor, ROOM, if group == alone(run) { covered } else { SHARED }))
    };
    let ball = ball.map(|ball| (1.0, ball, ROOM + BALL, 0.0));
    let size = text_rect(style, text, [0.0, 0.0]);
    for (share, anchor, room, hidden) in shares.filter_map(along).chain(ball) {
        for (side, far) in SIDES.iter().flat_map(|side| rings.clone().map(move |ring| (side, 0.5 * f64::from(ring)))) {
            let at @ [left, middle] = side.beside(anchor, room + far * style.size, size);
            let rect = Rect { left, top: middle + size.top, ..size };
            let begins = if rect.outset(BEGINNING).contains(first.pixel) { SHARED } else { 0.0 };
            let cost = hidden + begins + (share - BEST).abs() * 8.0 + side.dislike + far * 8.0;
            // Who is too dear already need not be counted to the end.
            let cheaper = |cost: f64| best.is_none_or(|(least, _)| cost < least);
            if !inside(area, rect) || !cheaper(cost) {
                continue;
            }
            let cost = cost + price(occupied.count(rect, run));
            if !cheaper(cost) {
                continue;
            }
            let [_, near, _] = occupied.count(rect.outset(9.0), run);
            let cost = cost + f64::from(near) * 0.4;
            if cheaper(cost) {
                best = Some((cost, at));
            }
        }
    }
    best.map(|(_, at)| at)
}

/// Finds the place of a label beside a mark of this radius, and takes it: where it was if that is free, else the first
/// free side; none where no side is.
pub fn place_beside(
    occupied: &mut Occupied,
    area: Rect,
    mark: [f64; 2],
    radius: f64,
    style: &Type,
    text: &str,
    before: Option<usize>,
) -> Option<(usize, [f64; 2])> {
    let area = area.inset(3.0);
    let size = text_rect(style, text, [0.0, 0.0]);
    for side in before.into_iter().chain(0..SIDES.len()) {
        let at = SIDES[side % SIDES.len()].beside(mark, radius + 7.0, size);
        let rect = text_rect(style, text, at);
        if inside(area, rect) && occupied.is_free(rect) {
            occupied.block(rect);
            return Some((side, at));
        }
    }
    None
}

/// A side of an anchor where a label may stand.
struct Side {
    across: f64,
    down: f64,
    /// How little it is liked.
    dislike: f64,
}

impl Side {
    /// The left end and middle of a text of this size on this side.
    fn beside(&self, [x, y]: [f64; 2], room: f64, size: Rect) -> [f64; 2] {
        let (half_width, half_height) = (size.width / 2.0, size.height / 2.0);
        [x - half_width + self.across * (half_width + room), y + self.down * (half_height + room)]
    }
}

const fn side(across: f64, down: f64, dislike: f64) -> Side {
    Side { across, down, dislike }
}

const SIDES: [Side; 8] = [
    side(1.0, 0.0, 0.0),
    side(0.0, -1.0, 0.3),
    side(0.0, 1.0, 0.5),
    side(-1.0, 0.0, 0.6),
    side(0.9, -0.9, 0.4),
    side(0.9, 0.9, 0.6),
    side(-0.9, -0.9, 0.8),
    side(-0.9, 0.9, 1.0),
];

/// The first corner of a panel that is free for its label, beginning with the one it stands in; if none is, that one, or
/// the one in which it covers least, and the start least of all.
pub fn place_in_corner(
    occupied: &Occupied,
    panel: Rect,
    [x, y]: [f64; 2],
    style: &Type,
    text: &str,
    before: Option<[f64; 2]>,
) -> Option<[f64; 2]> {
    let size = text_rect(style, text, [0.0, 0.0]);
    let (near, far) = (panel.left + CORNER, panel.right() - CORNER - size.width);
    let (high, low) = (panel.top + 15.0, panel.bottom() - 32.0);
    if far < near || low < high {
        return None;
    }
    let start = Rect::new(x - BALL, y - BALL, 2.0 * BALL, 2.0 * BALL);
    // The left strip belongs to the axis, but its upper end carries no number, unless the start stands there.
    let free = |at: &[f64; 2]| {
        let rect = text_rect(style, text, *at);
        let beside = Rect::new(rect.left + AXIS[1], rect.top, rect.width - AXIS[1], rect.height);
        !start.meets(&rect) && occupied.is_free(beside)
    };
    let corners = [[near, high], [far, high], [far, low], [near + AXIS[1], low]];
    let stayed = before.filter(|before| corners.contains(before));
    let covered = |at: &[f64; 2]| {
        let [own, others, blocked] = occupied.count(text_rect(style, text, *at), 0);
        (blocked, own + others)
    };
    let found = stayed.into_iter().chain(corners).find(free).or(stayed);
    found.or_else(|| corners.into_iter().min_by_key(covered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Frame;
    use crate::ink::Color;
    use crate::text::Face;
    use heavy_ball::objective::Domain;

    const AREA: Rect = Rect { left: 0.0, top: 0.0, width: 400.0, height: 300.0 };

    fn strand(points: &[[f64; 2]]) -> Strand {
        let frame = Frame::new(AREA, Domain::new([0.0, 400.0], [-300.0, 0.0]));
        let point = |step: usize| [points[step][0], -points[step][1]];
        let pixels: Vec<_> = (0..points.len()).map(|step| frame.pixel(point(step))).collect();
        let mut strand = Strand::default();
        strand.lay(&frame, &pixels, &vec![1; points.len() - 1], point);
        strand
    }

    fn style() -> Type {
        Type::new(Face::SansBold, 12.5, Color::hex(0))
    }

    fn wave(height: f64) -> Vec<[f64; 2]> {
        (0..40).map(|i| [20.0 + 9.0 * f64::from(i), height + 60.0 * (f64::from(i) * 0.3).sin()]).collect()
    }

    fn overlap(a: Rect, b: Rect) -> bool {
        a.left < b.right() && b.left < a.right() && a.top < b.bottom() && b.top < a.bottom()
    }

    #[test]
    fn a_label_stands_beside_its_path_and_covers_none() {
        let strands = [strand(&wave(100.0)), strand(&wave(180.0))];
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        strands.iter().enumerate().for_each(|(run, strand)| occupied.add_strand(run, strand));
        let paths = occupied.clone();
        let mut taken: Vec<Rect> = Vec::new();
        for (run, strand) in strands.iter().enumerate() {
            let Place { at, covers } =
                place(&occupied, AREA, run, (strand, None), &style(), "Heavy ball", None).unwrap();
            let rect = text_rect(&style(), "Heavy ball", at);
            assert!(paths.is_free(rect) && !covers, "{rect:?}");
            occupied.block(rect);
            assert!(inside(AREA, rect) && taken.iter().all(|&other| !overlap(rect, other)));
            taken.push(rect);
        }
    }

    #[test]
    fn a_label_stays_where_it_was_while_that_is_good() {
        let mut occupied = Occupied::default();
        let mut set = |points: &[[f64; 2]], before| {
            let strand = strand(points);
            occupied.clear(AREA);
            occupied.add_strand(0, &strand);
            place(&occupied, AREA, 0, (&strand, None), &style(), "Trace", before).unwrap().at
        };
        let first = set(&wave(150.0), None);
        assert_eq!(set(&wave(151.0), Some(first)), first);
        assert_ne!(set(&wave(60.0), Some(first)), first);
    }

    #[test]
    fn a_label_stands_where_its_path_is_seen_and_not_at_the_beginning_of_all() {
        // Two runs down and along one line, on which the first one's ball comes to rest alone.
        let bend = |end: f64| vec![[40.0, 60.0], [60.0, 200.0], [end, 201.0]];
        let strands = [strand(&bend(300.0)), strand(&bend(380.0))];
        let ball = [300.0, 201.0];
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        occupied.block(Rect::new(ball[0] - BALL, ball[1] - BALL, 2.0 * BALL, 2.0 * BALL));
        strands.iter().enumerate().for_each(|(run, strand)| occupied.add_strand(run, strand));
        let [at, last] = [(0, Some(ball)), (1, None)].map(|(run, ball)| {
            let Place { at, covers } =
                place(&occupied, AREA, run, (&strands[run], ball), &style(), "Heavy ball", None).unwrap();
            assert!(!covers);
            text_rect(&style(), "Heavy ball", at)
        });
        assert!(at.inset(-BALL - ROOM - 1.0).contains(ball), "{at:?}");
        assert!(!last.inset(-BEGINNING).contains([40.0, 60.0]), "{last:?}");
    }

    #[test]
    fn a_label_without_a_free_place_says_so() {
        // A path to and fro, over the whole of an area.
        let hatch: Vec<_> = (0..60).flat_map(|i| [[5.0 * f64::from(i), 0.0], [5.0 * f64::from(i), 300.0]]).collect();
        let strand = strand(&hatch);
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        occupied.add_strand(0, &strand);
        let area = Rect { width: 295.0, ..AREA };
        assert!(place(&occupied, area, 0, (&strand, None), &style(), "Heavy ball", None).unwrap().covers);
    }

    #[test]
    fn the_label_of_a_mark_stands_on_a_free_side_and_stays_there() {
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        occupied.block(Rect::new(110.0, 90.0, 60.0, 20.0));
        let mut both = occupied.clone();
        let (side, at) = place_beside(&mut occupied, AREA, [100.0, 100.0], 8.0, &style(), "start", None).unwrap();
        assert!(side != 0 && both.is_free(text_rect(&style(), "start", at)));
        let kept = place_beside(&mut both, AREA, [101.0, 100.0], 8.0, &style(), "start", Some(3)).unwrap();
        assert_eq!(kept.0, 3);
    }

    #[test]
    fn a_run_out_of_sight_or_an_area_too_small_has_no_label() {
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        assert_eq!(place(&occupied, AREA, 0, (&Strand::default(), None), &style(), "EMA", None), None);
        let tiny = Rect::new(0.0, 0.0, 8.0, 8.0);
        assert_eq!(place(&occupied, tiny, 0, (&strand(&wave(100.0)), None), &style(), "EMA", None), None);
    }
}
