//! Room for the words on a map: each where it covers nothing, or nowhere. All lengths are CSS pixels.

use crate::frame::Rect;
use crate::ink::length;
use crate::labels::text_rect;
use crate::occupied::{CELL, Occupied};
use crate::text::Type;

/// Between a line and its word.
const ROOM: f64 = 6.0;

/// Between two words of one height, which would read as one.
pub(super) const APART: f64 = 24.0;

/// A line's word is that much nearer to it than to anything else that has a name.
const NEARER: f64 = 4.0;

/// What a word may belong to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mark {
    /// A line, by its number.
    Line(usize),
    /// Anything else.
    Spot,
}

/// A word by the middle of its left end.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) style: Type,
    pub(super) at: [f64; 2],
}

/// Where there is room for words.
pub(super) struct Room {
    plot: Rect,
    taken: Occupied,
    /// What words may belong to: whose it is, a pixel and a radius.
    marks: Vec<(Mark, [f64; 2], f64)>,
    pub(super) words: Vec<Word>,
}

impl Room {
    pub(super) fn new(plot: Rect) -> Self {
        let mut taken = Occupied::default();
        taken.clear(plot);
        Room { plot: plot.inset(2.0), taken, marks: Vec::new(), words: Vec::new() }
    }

    /// Takes a square around a pixel of a mark.
    pub(super) fn mark(&mut self, mark: Mark, at: [f64; 2], radius: f64) {
        self.block(at, radius);
        self.marks.push((mark, at, radius));
    }

    /// Takes what a line runs over, also between vertices that lie far from each other.
    pub(super) fn line(&mut self, mark: Mark, line: &[[f64; 2]]) {
        for pair in line.windows(2) {
            let delta = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            let pieces = (length(delta[0], delta[1]) / CELL) as usize + 1;
            for i in 0..=pieces {
                let share = i as f64 / pieces as f64;
                self.mark(mark, [0, 1].map(|axis| pair[0][axis] + share * delta[axis]), 0.0);
            }
        }
    }

    /// Takes a square around a pixel.
    pub(super) fn block(&mut self, [x, y]: [f64; 2], radius: f64) {
        self.taken.block(Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
    }

    /// Puts the first of these words for which there is room beside a mark of this radius.
    pub(super) fn beside(&mut self, at: [f64; 2], radius: f64, style: Type, texts: &[&str]) {
        for text in texts {
            if self.put_beside(at, radius, style, text) {
                break;
            }
        }
    }

    fn put_beside(&mut self, [x, y]: [f64; 2], radius: f64, style: Type, text: &str) -> bool {
        const SIDES: [[f64; 2]; 8] =
            [[1.0, 0.0], [-1.0, 0.0], [1.0, -0.8], [1.0, 0.8], [-1.0, -0.8], [-1.0, 0.8], [0.0, -1.0], [0.0, 1.0]];
        let Rect { width, height, .. } = text_rect(&style, text, [0.0; 2]);
        let mut places = Vec::new();
        for away in [5.0, 9.0, 14.0] {
            for [across, down] in SIDES {
                let away = radius + away;
                let x = x - width / 2.0 + across * (away + width / 2.0);
                let y = y + down * (away + style.size / 2.0);
                // Near the border a word moves along it.
                let [right, bottom] = [self.plot.right() - width, self.plot.bottom() - height / 2.0];
                places.push([x.min(right).max(self.plot.left), y.min(bottom).max(self.plot.top + height / 2.0)]);
            }
        }
        self.put(&places, style, text, None)
    }

    /// Puts the first of these words for which there is room beside a line, as near to its middle as can be, and not at
    /// its ends, where other things are meant. Nor where it would seem to be the name of another mark.
    pub(super) fn along(&mut self, own: Mark, line: &[[f64; 2]], style: Type, texts: [&str; 2]) {
        for text in texts {
            let (middle, width) = (line.len() / 2, style.width(text));
            let mut places = Vec::new();
            // Beside a flat line a word has room only over it or under it.
            for down in [0.0, -style.size, style.size] {
                for room in [ROOM, 2.0 * ROOM, -ROOM - width, -2.0 * ROOM - width] {
                    for away in 0..=2 * middle / 3 {
                        for i in [middle - away, middle + away] {
                            places.extend(line.get(i).map(|[x, y]| [x + room, *y + down]));
                        }
                    }
                }
            }
            if self.put(&places, style, text, Some(own)) {
                break;
            }
        }
    }

    /// Whether a word in a rectangle is seen to be that of a mark, and not of another one.
    fn names(&self, own: Mark, rect: Rect) -> bool {
        let [mut near, mut other] = [f64::INFINITY; 2];
        for &(mark, [x, y], radius) in &self.marks {
            let outside = |low: f64, at: f64, high: f64| match at < low {
                true => low - at,
                false if at > high => at - high,
                false => 0.0,
            };
            let [across, down] = [outside(rect.left, x, rect.right()), outside(rect.top, y, rect.bottom())];
            let least = if mark == own { &mut near } else { &mut other };
            let far = length(across, down) - radius;
            *least = if far < *least { far } else { *least };
        }
        near + NEARER <= other
    }

    /// Puts a word where its left end and middle stand at the first of these places that has room, and takes it; as
    /// the name of a mark only where it is seen to be that.
    pub(super) fn put(&mut self, places: &[[f64; 2]], style: Type, text: &str, own: Option<Mark>) -> bool {
        for &at in places {
            let rect = text_rect(&style, text, at);
            let corners = [[rect.left, rect.top], [rect.right(), rect.bottom()]];
            let free = corners.iter().all(|corner| self.plot.contains(*corner)) && self.taken.is_free(rect);
            if free && own.is_none_or(|own| self.names(own, rect)) {
                self.taken.block(Rect::new(rect.left - APART, rect.top, rect.width + 2.0 * APART, rect.height));
                self.words.push(Word { text: text.to_owned(), style, at });
                return true;
            }
        }
        false
    }
}
