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
    pub(super) fn beside(&mut self, [x, y]: [f64; 2], radius: f64, style: Type, text: String) {
        const SIDES: [[f64; 2]; 8] =
            [[1.0, 0.0], [-1.0, 0.0], [1.0, -0.8], [1.0, 0.8], [-1.0, -0.8], [-1.0, 0.8], [0.0, -1.0], [0.0, 1.0]];
        let [half, height] = [style.width(&text) / 2.0, text_rect(&style, &text, [0.0; 2]).height / 2.0];
        let mut places = Vec::new();
        for away in [5.0, 9.0, 14.0].map(|away| away + radius) {
            places.extend(SIDES.map(|[across, down]| {
                // Near the border a word moves along it.
                let y = y + down * (away + style.size / 2.0);
                let x = x - half + across * (away + half);
                let Rect { left, top, .. } = self.plot;
                [x.min(self.plot.right() - 2.0 * half).max(left), y.min(self.plot.bottom() - height).max(top + height)]
            }));
        }
        self.put(&places, style, text);
    }

    /// Puts a word beside a line, as near to its middle as can be, and not at its ends, where other things are meant.
    pub(super) fn along(&mut self, line: &[[f64; 2]], style: Type, text: String) -> bool {
        let (middle, width) = (line.len() / 2, style.width(&text));
        let mut places = Vec::new();
        for room in [ROOM, 2.0 * ROOM, -ROOM - width, -2.0 * ROOM - width] {
            let order = (0..=2 * middle / 3).flat_map(|away| [middle.checked_sub(away), Some(middle + away)]).flatten();
            places.extend(order.filter_map(|i| line.get(i)).map(|[x, y]| [x + room, *y]));
        }
        self.put(&places, style, text)
    }

    /// Puts a word where its left end and middle stand at the first of these places that has room, and takes it.
    pub(super) fn put(&mut self, places: &[[f64; 2]], style: Type, text: String) -> bool {
        let free = |at: &&[f64; 2]| {
            let rect = text_rect(&style, &text, **at);
            let corners = [[rect.left, rect.top], [rect.right(), rect.bottom()]];
            corners.iter().all(|corner| self.plot.contains(*corner)) && self.taken.is_free(rect)
        };
        let Some(&at) = places.iter().find(free) else { return false };
        self.taken.block(text_rect(&style, &text, at));
        self.words.push(Word { text, style, at });
        true
    }
}
