//! The ink of the page: a list of numbers, which `www/plot/ink.js` plays on a canvas.
//!
//! Every call from wasm to JS costs more than what most of them do, and a picture has thousands of them; a list goes over
//! the border once. All lengths are grid units, [`GRID`](heavy_ball_figure::ink::GRID) of them to a CSS pixel.

mod backend;
mod words;

use heavy_ball_figure::ink::{Outline, Pen};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle};

use words::Words;

/// What the player is told to do; behind each stands what it needs to know. `www/plot/ink.js` has the same order.
#[derive(Clone, Copy)]
enum Order {
    /// Forgets the path at hand.
    Begin,
    /// Goes along a line: how many points, and these.
    Line,
    /// Goes back to where the line began.
    Close,
    /// Goes around a point: x, y, radius.
    Circle,
    /// Draws the path as a line.
    Stroke,
    /// Fills the path by the even-odd rule.
    Fill,
    /// Fills a rectangle: x, y, width, height.
    Rect,
    /// The colour of lines.
    Ink,
    /// The width of lines.
    Width,
    /// The colour of shapes.
    Paint,
    /// How lines are broken: whether their ends are round, where they begin in the pattern, how many lengths, and these.
    Dash,
    /// Puts a word in place: which, x, y, the share of its width that lies left of x, that of its size above y.
    Word,
    /// Draws only inside a rectangle from here on: x, y, width, height.
    Clip,
    /// Draws everywhere again.
    Unclip,
}

/// A picture on its way to a canvas.
#[derive(Default)]
pub(crate) struct List {
    pub(crate) numbers: Vec<f64>,
    pub(crate) words: Words,
    told: Told,
    /// What is true again at the end of a clip.
    outside: Option<Told>,
    /// The line that the player has at hand, if its path is one line: runs that coincide draw it once each.
    line: Option<Place>,
}

/// What the player was last told, to tell it only what differs. It begins with solid lines, and no colours and widths.
#[derive(Clone)]
struct Told {
    pattern: Vec<f64>,
    offset: f64,
    round: bool,
    width: f64,
    /// The colours of lines and of shapes.
    ink: u32,
    paint: u32,
}

/// Where a line stands among the numbers, from its count to its end.
type Place = std::ops::Range<usize>;

impl Default for Told {
    fn default() -> Self {
        Told { pattern: Vec::new(), offset: 0.0, round: true, width: 0.0, ink: 0, paint: 0 }
    }
}

/// Red, green, blue and opacity, a byte each.
fn bytes(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> u32 {
    u32::from_be_bytes([r, g, b, (alpha * 255.0).round() as u8])
}

/// Whether there is anything to see of a colour.
fn shows(color: u32) -> bool {
    color & 255 > 0
}

impl List {
    /// Begins another picture on a canvas that is as it was.
    pub(crate) fn clear(&mut self) {
        self.numbers.clear();
        (self.told, self.outside, self.line) = (Told::default(), None, None);
        self.words.forget();
    }

    /// Not inlined: all that is drawn would hold copies of it.
    #[inline(never)]
    fn give(&mut self, order: Order, numbers: &[f64]) {
        self.numbers.push(f64::from(order as u8));
        self.numbers.extend_from_slice(numbers);
    }

    fn rect(&mut self, order: Order, (left, top): BackendCoord, (right, bottom): BackendCoord) {
        self.give(order, &[left, top, right - left, bottom - top].map(f64::from));
    }

    /// Makes lines look like this; whether they can be seen at all.
    fn pen(&mut self, style: &impl BackendStyle) -> bool {
        let (color, width) = (bytes(style.color()), f64::from(style.stroke_width()));
        if self.told.ink != color {
            self.told.ink = color;
            self.give(Order::Ink, &[f64::from(color)]);
        }
        if self.told.width != width {
            self.told.width = width;
            self.give(Order::Width, &[width]);
        }
        shows(color)
    }

    /// Makes shapes look like this; whether they can be seen at all.
    fn brush(&mut self, color: BackendColor) -> bool {
        let color = bytes(color);
        if self.told.paint != color {
            self.told.paint = color;
            self.give(Order::Paint, &[f64::from(color)]);
        }
        shows(color)
    }

    /// Begins another path.
    fn begin(&mut self) {
        self.line = None;
        self.give(Order::Begin, &[]);
    }

    fn line(&mut self, points: impl IntoIterator<Item = BackendCoord>) -> Place {
        let count = self.numbers.len() + 1;
        self.give(Order::Line, &[0.0]);
        for (x, y) in points {
            self.numbers.extend_from_slice(&[f64::from(x), f64::from(y)]);
        }
        self.numbers[count] = ((self.numbers.len() - count) / 2) as f64;
        count..self.numbers.len()
    }

    fn trace(&mut self, outline: &Outline, (dx, dy): BackendCoord, close: bool) {
        self.begin();
        for line in outline.lines() {
            self.line(line.iter().map(|&(x, y)| (x + dx, y + dy)));
            if close {
                self.give(Order::Close, &[]);
            }
        }
    }

    fn word<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord, halo: Option<Pen>) {
        let halo = halo.map(|pen| (bytes(pen.color()), pen.width));
        let word = self.words.number(text, style, bytes(style.color()), halo);
        let across = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => 0.5,
            HPos::Right => 1.0,
        };
        let down = match style.anchor().v_pos {
            VPos::Top => -0.5,
            VPos::Center => 0.0,
            VPos::Bottom => 0.5,
        };
        self.give(Order::Word, &[word as f64, f64::from(x), f64::from(y), across, down]);
    }
}
