//! The canvas as an ink: what plotters has a word for and what it has not, told to the 2D context.
//!
//! plotters counts in whole pixels, so the context is scaled down by [`GRID`]: what is drawn with is grid units. Not
//! plotters-canvas: it writes each colour anew for every line, as a text that the browser then reads.

use std::cell::RefCell;
use std::f64::consts::TAU;
use std::fmt;
use std::rc::Rc;

use heavy_ball_figure::ink::{Color, Dash, Drawn, GRID, Ink, Outline, Pen, grid_length};
use heavy_ball_figure::text::Type;
use js_sys::Array;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement};

use crate::lettering::Lettering;

/// A canvas to draw on, in CSS pixels of which each has [`GRID`] grid units.
pub(crate) struct Canvas {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    size: [f64; 2],
    ratio: f64,
    lettering: Rc<RefCell<Lettering>>,
    told: Told,
    /// What the context goes back to at the end of a clip.
    outside: Option<Told>,
}

/// What the context was last told, to tell it only what differs: every call over the border counts.
#[derive(Clone)]
struct Told {
    pattern: Vec<f64>,
    offset: f64,
    round: bool,
    width: f64,
    /// The colours of lines and of shapes.
    stroke: [u8; 4],
    fill: [u8; 4],
}

/// What the context threw, with nothing drawn: it does so only for numbers that are not finite, which the grid has not.
#[derive(Debug)]
pub(crate) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the canvas refused to draw")
    }
}

impl std::error::Error for Refused {}

fn refused<T>(_: T) -> DrawingErrorKind<Refused> {
    DrawingErrorKind::DrawingError(Refused)
}

impl Canvas {
    /// A canvas for a picture of `size` CSS pixels at `ratio` device pixels each; none where the browser gives no 2D
    /// context. Another size of the canvas itself takes all settings away: then a new one is needed.
    pub(crate) fn new(
        canvas: HtmlCanvasElement,
        size: [f64; 2],
        ratio: f64,
        lettering: Rc<RefCell<Lettering>>,
    ) -> Option<Canvas> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let scale = ratio / f64::from(GRID);
        context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).ok()?;
        context.set_line_join("round");
        context.set_line_cap("round");
        context.set_line_dash(&Array::new()).ok()?;
        context.set_line_dash_offset(0.0);
        let told =
            Told { pattern: Vec::new(), offset: 0.0, round: true, width: f64::NAN, stroke: NO_COLOR, fill: NO_COLOR };
        Some(Canvas { canvas, context, size, ratio, lettering, told, outside: None })
    }

    /// Whether it draws on this canvas.
    pub(crate) fn is_on(&self, canvas: &HtmlCanvasElement) -> bool {
        self.canvas == *canvas
    }

    /// Takes away what is drawn.
    pub(crate) fn clear(&self) {
        let [width, height] = self.size.map(|length| length * f64::from(GRID));
        self.context.clear_rect(0.0, 0.0, width, height);
    }

    /// Makes lines look like this; whether they can be seen at all.
    fn pen(&mut self, style: &impl BackendStyle) -> bool {
        let (color, width) = (bytes(style.color()), f64::from(style.stroke_width()));
        if self.told.stroke != color {
            self.context.set_stroke_style_str(&css(color));
            self.told.stroke = color;
        }
        if self.told.width != width {
            self.context.set_line_width(width);
            self.told.width = width;
        }
        color[3] > 0
    }

    /// Makes shapes look like this; whether they can be seen at all.
    fn brush(&mut self, color: BackendColor) -> bool {
        let color = bytes(color);
        if self.told.fill != color {
            self.context.set_fill_style_str(&css(color));
            self.told.fill = color;
        }
        color[3] > 0
    }

    /// Puts a word in place, with a halo if there is one.
    fn letter<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
        halo: Option<Pen>,
    ) -> Drawn<Self> {
        let put = self.lettering.borrow_mut().put(&self.context, text, style, at, halo, self.ratio);
        put.ok_or_else(|| refused(()))
    }

    /// Goes along a line, on the path at hand.
    fn go(&self, line: impl IntoIterator<Item = BackendCoord>) {
        let mut points = line.into_iter().map(|(x, y)| (f64::from(x), f64::from(y)));
        if let Some((x, y)) = points.next() {
            self.context.move_to(x, y);
        }
        points.for_each(|(x, y)| self.context.line_to(x, y));
    }

    fn trace(&self, outline: &Outline, (dx, dy): BackendCoord, close: bool) {
        self.context.begin_path();
        for line in outline.lines() {
            self.go(line.iter().map(|&(x, y)| (x + dx, y + dy)));
            if close {
                self.context.close_path();
            }
        }
    }
}

/// No colour has these bytes: what is clear is never drawn.
const NO_COLOR: [u8; 4] = [1, 0, 0, 0];

/// Red, green, blue and opacity.
pub(crate) fn bytes(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> [u8; 4] {
    [r, g, b, (alpha * 255.0).round() as u8]
}

/// `#rrggbbaa`: quick to write and quick to read.
pub(crate) fn css(bytes: [u8; 4]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|&byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    std::iter::once('#').chain(digits.map(char::from)).collect()
}

impl DrawingBackend for Canvas {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        (grid_length(self.size[0]), grid_length(self.size[1]))
    }
    fn ensure_prepared(&mut self) -> Drawn<Self> {
        Ok(())
    }
    fn present(&mut self) -> Drawn<Self> {
        Ok(())
    }
    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<Self> {
        self.draw_path([from, to], style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        if !fill {
            return self.draw_path([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], style);
        }
        if self.brush(style.color()) {
            self.context.fill_rect(left.into(), top.into(), (right - left).into(), (bottom - top).into());
        }
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        if self.pen(style) {
            self.context.begin_path();
            self.go(path);
            self.context.stroke();
        }
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        if if fill { self.brush(style.color()) } else { self.pen(style) } {
            self.context.begin_path();
            self.context.arc(x.into(), y.into(), radius.into(), 0.0, TAU).map_err(refused)?;
            if fill { self.context.fill() } else { self.context.stroke() }
        }
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn<Self> {
        if self.brush(style.color()) {
            self.context.begin_path();
            self.go(vert);
            self.context.fill();
        }
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<Self> {
        self.letter(text, style, pos, None)
    }
    /// By the table: nothing is measured in the page.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Refused>> {
        let ((left, top), (right, bottom)) =
            style.layout_box(text).map_err(|error| DrawingErrorKind::FontError(Box::new(error)))?;
        Ok(((right - left).unsigned_abs(), (bottom - top).unsigned_abs()))
    }
}

impl Ink for Canvas {
    fn dash(&mut self, dash: Dash) -> Drawn<Self> {
        let Told { pattern, offset, round, .. } = &mut self.told;
        if *pattern != dash.pattern {
            let lengths = dash.pattern.iter().map(|&length| JsValue::from(length * f64::from(GRID)));
            self.context.set_line_dash(&lengths.collect::<Array>()).map_err(refused)?;
            pattern.clear();
            pattern.extend_from_slice(dash.pattern);
        }
        if *offset != dash.offset && !dash.pattern.is_empty() {
            self.context.set_line_dash_offset(dash.offset * f64::from(GRID));
            *offset = dash.offset;
        }
        if *round != dash.round {
            self.context.set_line_cap(if dash.round { "round" } else { "butt" });
            *round = dash.round;
        }
        Ok(())
    }

    fn stroke(&mut self, outline: &Outline, shift: BackendCoord, pen: Pen) -> Drawn<Self> {
        if self.pen(&pen) {
            self.trace(outline, shift, false);
            self.context.stroke();
        }
        Ok(())
    }

    fn fill(&mut self, outline: &Outline, shift: BackendCoord, color: Color, pen: Option<Pen>) -> Drawn<Self> {
        self.brush(color.color());
        self.trace(outline, shift, true);
        self.context.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
        if pen.is_some_and(|pen| self.pen(&pen)) {
            self.context.stroke();
        }
        Ok(())
    }

    fn dots(&mut self, centers: &[BackendCoord], radius: f64, color: Color) -> Drawn<Self> {
        // Round ends of lines too short to see: cheaper than circles. A line of no length has no ends.
        const SHORT: f64 = 0.1;
        self.dash(Dash::SOLID)?;
        self.pen(&Pen { color, width: 2.0 * radius });
        self.context.begin_path();
        for &(x, y) in centers {
            let (x, y) = (f64::from(x), f64::from(y));
            self.context.move_to(x, y);
            self.context.line_to(x + SHORT, y);
        }
        self.context.stroke();
        Ok(())
    }

    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, halo: Pen) -> Drawn<Self> {
        self.letter(text, style, at, Some(halo))
    }

    fn clip(&mut self, upper_left: BackendCoord, lower_right: BackendCoord) -> Drawn<Self> {
        let ((x, y), (right, bottom)) = (upper_left, lower_right);
        self.unclip()?;
        self.context.save();
        self.context.begin_path();
        self.context.rect(f64::from(x), f64::from(y), f64::from(right - x), f64::from(bottom - y));
        self.context.clip();
        self.outside = Some(self.told.clone());
        Ok(())
    }

    fn unclip(&mut self) -> Drawn<Self> {
        if let Some(told) = self.outside.take() {
            self.context.restore();
            self.told = told;
        }
        Ok(())
    }
}
