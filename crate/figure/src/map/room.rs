//! Room for the words on a map: each where it covers nothing, or nowhere. All lengths are CSS pixels.

use crate::frame::Rect;
use crate::labels::text_rect;
use crate::occupied::Occupied;
use crate::text::Type;

/// Between a line and its word.
const ROOM: f64 = 6.0;

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
    pub(super) words: Vec<Word>,
}

impl Room {
    pub(super) fn new(plot: Rect) -> Self {
        let mut taken = Occupied::default();
        taken.clear(plot);
        Room { plot: plot.inset(2.0), taken, words: Vec::new() }
    }

    /// Takes a square around a pixel.
    pub(super) fn block(&mut self, [x, y]: [f64; 2], radius: f64) {
        self.taken.block(Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
    }

    /// Puts a word beside a mark of this radius.
    pub(super) fn beside(&mut self, [x, y]: [f64; 2], radius: f64, style: Type, text: &str) {
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
        self.put(&places, style, text);
    }

    /// Puts the first of these words for which there is room beside a line, as near to its middle as can be, and not at
    /// its ends, where other things are meant.
    pub(super) fn along(&mut self, line: &[[f64; 2]], style: Type, texts: [&str; 2]) {
        for text in texts {
            let (middle, width) = (line.len() / 2, style.width(text));
            let mut places = Vec::new();
            for room in [ROOM, 2.0 * ROOM, -ROOM - width, -2.0 * ROOM - width] {
                for away in 0..=2 * middle / 3 {
                    for i in [middle - away, middle + away] {
                        places.extend(line.get(i).map(|[x, y]| [x + room, *y]));
                    }
                }
            }
            if self.put(&places, style, text) {
                break;
            }
        }
    }

    /// Puts a word where its left end and middle stand at the first of these places that has room, and takes it.
    pub(super) fn put(&mut self, places: &[[f64; 2]], style: Type, text: &str) -> bool {
        for &at in places {
            let rect = text_rect(&style, text, at);
            let corners = [[rect.left, rect.top], [rect.right(), rect.bottom()]];
            if corners.iter().all(|corner| self.plot.contains(*corner)) && self.taken.is_free(rect) {
                self.taken.block(rect);
                self.words.push(Word { text: text.to_owned(), style, at });
                return true;
            }
        }
        false
    }
}
