//! Words as small pictures, each written once and then only put in place.
//!
//! To write on a canvas of the page makes the browser bring the page's styles and layout up to date first, which at
//! every move of a hand costs more than all else. A canvas that is not in the page has no styles to wait for.

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendStyle, BackendTextStyle, FontStyle};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use crate::ink::{bytes, css};
use heavy_ball_figure::ink::{GRID, Pen};

/// As many words are kept; a figure has some dozens.
const KEPT: usize = 400;

/// The words that were written, for one pixel ratio.
#[derive(Default)]
pub(crate) struct Lettering {
    /// Those that are put in place most often come first.
    words: Vec<Word>,
    scratch: Option<OffscreenCanvasRenderingContext2d>,
}

/// A word as a picture.
struct Word {
    text: String,
    look: Look,
    picture: ImageBitmap,
    /// Of the picture, in device pixels.
    size: [f64; 2],
    /// The word's own width in CSS pixels.
    width: f64,
    /// The room around it in CSS pixels, left and right.
    room: f64,
}

/// How a word looks.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    /// With the space behind it, where it is not plain; a face of the figure has a weight of its own.
    weight: &'static str,
    /// In CSS pixels.
    size: f64,
    color: [u8; 4],
    /// The colour and the width of its halo.
    halo: Option<([u8; 4], f64)>,
}

fn context(canvas: &OffscreenCanvas) -> Option<OffscreenCanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

impl Lettering {
    /// Forgets all words: they were written for another pixel ratio.
    pub(crate) fn forget(&mut self) {
        self.words.clear();
    }

    /// Puts a word on a canvas whose unit is the grid's, at a place in grid units; none where the browser cannot.
    pub(crate) fn put<S: BackendTextStyle>(
        &mut self,
        target: &CanvasRenderingContext2d,
        text: &str,
        style: &S,
        (x, y): (i32, i32),
        halo: Option<Pen>,
        ratio: f64,
    ) -> Option<()> {
        let grid = f64::from(GRID);
        let size = style.size() / grid;
        let halo = halo.map(|pen| (bytes(pen.color()), pen.width));
        let weight = match style.style() {
            FontStyle::Normal => "",
            FontStyle::Bold => "bold ",
            FontStyle::Italic | FontStyle::Oblique => "italic ",
        };
        let word = self.word(text, style, Look { weight, size, color: bytes(style.color()), halo }, ratio)?;
        let (x, y) = (f64::from(x) / grid, f64::from(y) / grid);
        let left = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - word.width / 2.0,
            HPos::Right => x - word.width,
        };
        let middle = match style.anchor().v_pos {
            VPos::Top => y + size / 2.0,
            VPos::Center => y,
            VPos::Bottom => y - size / 2.0,
        };
        let [width, height] = word.size;
        // On whole device pixels, so that letters stay sharp.
        let place = [(left - word.room) * ratio, middle * ratio - height / 2.0].map(|pixels| pixels.round());
        let [x, y, width, height] = [place[0], place[1], width, height].map(|pixels| pixels * grid / ratio);
        target.draw_image_with_image_bitmap_and_dw_and_dh(&word.picture, x, y, width, height).ok()
    }

    fn word<S: BackendTextStyle>(&mut self, text: &str, style: &S, look: Look, ratio: f64) -> Option<&Word> {
        let found = self.words.iter().position(|word| word.look == look && word.text == text);
        let place = match found {
            // Half way to the front.
            Some(place) => {
                self.words.swap(place, place / 2);
                place / 2
            }
            None => {
                if self.words.len() >= KEPT {
                    self.words.clear();
                }
                let word = self.write(text, style.family().as_str(), look, ratio)?;
                self.words.push(word);
                self.words.len() - 1
            }
        };
        self.words.get(place)
    }

    fn write(&mut self, text: &str, family: &str, look: Look, ratio: f64) -> Option<Word> {
        if self.scratch.is_none() {
            self.scratch = context(&OffscreenCanvas::new(1, 1).ok()?);
        }
        let scratch = self.scratch.as_ref()?;
        let font = format!("{}{}px {family}", look.weight, look.size);
        scratch.set_font(&font);
        let width = scratch.measure_text(text).ok()?.width();
        let room = 2.0 + look.halo.map_or(0.0, |(_, width)| width / 2.0);
        let size = [width + 2.0 * room, 1.5 * look.size + 2.0 * room].map(|length| (length * ratio).ceil().max(1.0));
        let canvas = OffscreenCanvas::new(size[0] as u32, size[1] as u32).ok()?;
        let pen = context(&canvas)?;
        pen.scale(ratio, ratio).ok()?;
        pen.set_font(&font);
        pen.set_text_baseline("middle");
        pen.set_line_join("round");
        let middle = size[1] / ratio / 2.0;
        if let Some((color, width)) = look.halo {
            pen.set_stroke_style_str(&css(color));
            pen.set_line_width(width);
            pen.stroke_text(text, room, middle).ok()?;
        }
        pen.set_fill_style_str(&css(look.color));
        pen.fill_text(text, room, middle).ok()?;
        let picture = canvas.transfer_to_image_bitmap().ok()?;
        Some(Word { text: text.to_owned(), look, picture, size, width, room })
    }
}
