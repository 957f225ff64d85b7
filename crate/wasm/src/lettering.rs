//! Words as small pictures, each written once and then only put in place.
//!
//! To write on a canvas of the page makes the browser bring the page's styles and layout up to date first, which at
//! every move of a hand costs more than all else. A canvas that is not in the page has no styles to wait for.

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendTextStyle, FontStyle};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use crate::ink::css;
use heavy_ball_figure::ink::{GRID, Pen};
use plotters_backend::BackendStyle;

/// As many words are kept; a figure has some dozens.
const KEPT: usize = 400;

/// The words that were written, for one pixel ratio.
#[derive(Default)]
pub(crate) struct Lettering {
    /// By what is written and how, in the order of their keys.
    words: Vec<(String, Word)>,
    scratch: Option<OffscreenCanvasRenderingContext2d>,
}

/// A word as a picture, in device pixels.
struct Word {
    picture: OffscreenCanvas,
    /// The word's own width in CSS pixels.
    width: f64,
    /// The room around it in CSS pixels, left and right.
    room: f64,
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
        let word = self.word(text, style, halo, ratio)?;
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
        let (width, height) = (f64::from(word.picture.width()), f64::from(word.picture.height()));
        // On whole device pixels, so that letters stay sharp.
        let place = [(left - word.room) * ratio, middle * ratio - height / 2.0].map(|pixels| pixels.round());
        let [x, y, width, height] = [place[0], place[1], width, height].map(|pixels| pixels * grid / ratio);
        target.draw_image_with_offscreen_canvas_and_dw_and_dh(&word.picture, x, y, width, height).ok()
    }

    fn word<S: BackendTextStyle>(&mut self, text: &str, style: &S, halo: Option<Pen>, ratio: f64) -> Option<&Word> {
        let weight = match style.style() {
            FontStyle::Normal => "",
            FontStyle::Bold => "bold ",
            FontStyle::Italic | FontStyle::Oblique => "italic ",
        };
        let font = format!("{weight}{}px {}", style.size() / f64::from(GRID), style.family().as_str());
        let color = css(style.color());
        let around = halo.map_or_else(String::new, |pen| css(pen.color()));
        let key = format!("{text}\n{font}\n{color}\n{around}");
        let place = match self.words.binary_search_by(|(other, _)| other.cmp(&key)) {
            Ok(place) => place,
            Err(mut place) => {
                let word = self.write(text, &font, [&color, &around], style.size() / f64::from(GRID), halo, ratio)?;
                if self.words.len() >= KEPT {
                    self.words.clear();
                    place = 0;
                }
                self.words.insert(place, (key, word));
                place
            }
        };
        self.words.get(place).map(|(_, word)| word)
    }

    fn write(
        &mut self,
        text: &str,
        font: &str,
        [color, around]: [&str; 2],
        size: f64,
        halo: Option<Pen>,
        ratio: f64,
    ) -> Option<Word> {
        if self.scratch.is_none() {
            self.scratch = context(&OffscreenCanvas::new(1, 1).ok()?);
        }
        let scratch = self.scratch.as_ref()?;
        scratch.set_font(font);
        let width = scratch.measure_text(text).ok()?.width();
        let room = 2.0 + halo.map_or(0.0, |pen| pen.width / 2.0);
        let pixels = |length: f64| ((length * ratio).ceil() as u32).max(1);
        let picture = OffscreenCanvas::new(pixels(width + 2.0 * room), pixels(1.5 * size + 2.0 * room)).ok()?;
        let pen = context(&picture)?;
        pen.scale(ratio, ratio).ok()?;
        pen.set_font(font);
        pen.set_text_baseline("middle");
        pen.set_line_join("round");
        let middle = f64::from(picture.height()) / ratio / 2.0;
        if let Some(halo) = halo {
            pen.set_stroke_style_str(around);
            pen.set_line_width(halo.width);
            pen.stroke_text(text, room, middle).ok()?;
        }
        pen.set_fill_style_str(color);
        pen.fill_text(text, room, middle).ok()?;
        Some(Word { picture, width, room })
    }
}
