//! The canvas as an ink: a plotters backend that speaks to the 2D context directly.
//!
//! plotters-canvas sets colour, width and font anew for every mark and counts in the canvas's own pixels. Here every
//! call over the border counts, so a style is set only when it changes, and grid units become CSS pixels on the way.

use heavy_ball_figure::ink::{Color, Dash, Drawn, GRID, Ink, Outline, Pen, grid_length};
use heavy_ball_figure::text::Type;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule};

/// A canvas to draw on, with what its context was last told.
pub(crate) struct Canvas {
    context: CanvasRenderingContext2d,
    size: [f64; 2],
    stroke: Option<[u8; 4]>,
    fill: Option<[u8; 4]>,
    width: f64,
    dash: Vec<f64>,
    offset: f64,
    round: bool,
    font: String,
    anchor: Option<(&'static str, &'static str)>,
    clipping: bool,
}

/// Drawing on a canvas failed: what the context threw.
#[derive(Debug)]
pub(crate) struct CanvasError(String);

impl std::fmt::Display for CanvasError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the canvas refused to draw: {}", self.0)
    }
}

impl std::error::Error for CanvasError {}

fn refused(thrown: JsValue) -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError(format!("{thrown:?}")))
}

impl Canvas {
    /// A canvas, by its 2D context.
    pub(crate) fn new(context: CanvasRenderingContext2d) -> Self {
        Canvas {
            context,
            size: [0.0; 2],
            stroke: None,
            fill: None,
            width: 0.0,
            dash: Vec::new(),
            offset: 0.0,
            round: true,
            font: String::new(),
            anchor: None,
            clipping: false,
        }
    }

    /// Wipes the canvas for a picture of `width` by `height` CSS pixels at `ratio` device pixels each. Whoever has
    /// changed the canvas's size calls this before anything is drawn: the size took all settings with it.
    pub(crate) fn begin(&mut self, width: f64, height: f64, ratio: f64) -> Drawn<Self> {
        if self.clipping {
            self.unclip()?;
        }
        self.size = [width, height];
        self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).map_err(refused)?;
        self.context.clear_rect(0.0, 0.0, width, height);
        self.context.set_line_join("round");
        self.context.set_line_cap("round");
        self.context.set_line_dash(&js_sys::Array::new()).map_err(refused)?;
        self.context.set_line_dash_offset(0.0);
        (self.stroke, self.fill, self.anchor) = (None, None, None);
        (self.width, self.offset, self.round) = (0.0, 0.0, true);
        self.dash.clear();
        self.font.clear();
        Ok(())
    }

    fn stroke_with(&mut self, style: &impl BackendStyle) {
        let color = key(style.color());
        if self.stroke != Some(color) {
            self.context.set_stroke_style_str(&css(color));
            self.stroke = Some(color);
        }
        let width = f64::from(style.stroke_width()) * UNIT;
        if self.width != width {
            self.context.set_line_width(width);
            self.width = width;
        }
    }

    fn fill_with(&mut self, color: BackendColor) {
        let color = key(color);
        if self.fill != Some(color) {
            self.context.set_fill_style_str(&css(color));
            self.fill = Some(color);
        }
    }

    fn trace(&self, outline: &Outline, (dx, dy): BackendCoord, close: bool) {
        let (dx, dy) = (f64::from(dx), f64::from(dy));
        self.context.begin_path();
        for line in outline.lines() {
            let mut points = line.iter().map(|&(x, y)| ((f64::from(x) + dx) * UNIT, (f64::from(y) + dy) * UNIT));
            if let Some((x, y)) = points.next() {
                self.context.move_to(x, y);
            }
            points.for_each(|(x, y)| self.context.line_to(x, y));
            if close {
                self.context.close_path();
            }
        }
    }

    fn text_with(&mut self, style: &impl BackendTextStyle) {
        let weight = match style.style() {
            FontStyle::Normal => "",
            FontStyle::Bold => "bold ",
            FontStyle::Italic | FontStyle::Oblique => "italic ",
        };
        let font = format!("{weight}{}px {}", style.size() * UNIT, style.family().as_str());
        if self.font != font {
            self.context.set_font(&font);
            self.font = font;
        }
        let across = match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        };
        let down = match style.anchor().v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "alphabetic",
        };
        if self.anchor != Some((across, down)) {
            self.context.set_text_align(across);
            self.context.set_text_baseline(down);
            self.anchor = Some((across, down));
        }
    }
}

/// CSS pixels per grid unit.
const UNIT: f64 = 1.0 / GRID as f64;

fn key(color: BackendColor) -> [u8; 4] {
    let (r, g, b) = color.rgb;
    [r, g, b, (color.alpha * 255.0).round() as u8]
}

/// `#rrggbbaa`: quick to write and quick to read.
fn css(color: [u8; 4]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = color.iter().flat_map(|&byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    std::iter::once('#').chain(digits.map(char::from)).collect()
}

fn pixel((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) * UNIT, f64::from(y) * UNIT)
}

impl DrawingBackend for Canvas {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        (grid_length(self.size[0]), grid_length(self.size[1]))
    }

    fn ensure_prepared(&mut self) -> Drawn<Self> {
        Ok(())
    }

    fn present(&mut self) -> Drawn<Self> {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<Self> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        let ((x, y), (right, bottom)) = (pixel(upper_left), pixel(bottom_right));
        if fill {
            self.fill_with(style.color());
            self.context.fill_rect(x, y, right - x, bottom - y);
        } else {
            self.stroke_with(style);
            self.context.stroke_rect(x, y, right - x, bottom - y);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        let mut path = path.into_iter().map(pixel);
        let Some((x, y)) = path.next() else { return Ok(()) };
        self.stroke_with(style);
        self.context.begin_path();
        self.context.move_to(x, y);
        path.for_each(|(x, y)| self.context.line_to(x, y));
        self.context.stroke();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        let (x, y) = pixel(center);
        self.context.begin_path();
        self.context.arc(x, y, f64::from(radius) * UNIT, 0.0, std::f64::consts::TAU).map_err(refused)?;
        if fill {
            self.fill_with(style.color());
            self.context.fill();
        } else {
            self.stroke_with(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn<Self> {
        let mut path = vert.into_iter().map(pixel);
        let Some((x, y)) = path.next() else { return Ok(()) };
        self.fill_with(style.color());
        self.context.begin_path();
        self.context.move_to(x, y);
        path.for_each(|(x, y)| self.context.line_to(x, y));
        self.context.fill();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<Self> {
        self.text_with(style);
        self.fill_with(style.color());
        let (x, y) = pixel(pos);
        self.context.fill_text(text, x, y).map_err(refused)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        let ((left, top), (right, bottom)) =
            style.layout_box(text).map_err(|error| DrawingErrorKind::FontError(Box::new(error)))?;
        Ok(((right - left).unsigned_abs(), (bottom - top).unsigned_abs()))
    }
}

impl Ink for Canvas {
    fn dash(&mut self, dash: Dash) -> Drawn<Self> {
        if self.dash != dash.pattern {
            let lengths: js_sys::Array = dash.pattern.iter().map(|&length| JsValue::from(length)).collect();
            self.context.set_line_dash(&lengths).map_err(refused)?;
            self.dash.clear();
            self.dash.extend_from_slice(dash.pattern);
        }
        if self.offset != dash.offset && !dash.pattern.is_empty() {
            self.context.set_line_dash_offset(dash.offset);
            self.offset = dash.offset;
        }
        if self.round != dash.round {
            self.context.set_line_cap(if dash.round { "round" } else { "butt" });
            self.round = dash.round;
        }
        Ok(())
    }

    fn stroke(&mut self, outline: &Outline, shift: BackendCoord, pen: Pen) -> Drawn<Self> {
        self.stroke_with(&pen);
        self.trace(outline, shift, false);
        self.context.stroke();
        Ok(())
    }

    fn fill(&mut self, outline: &Outline, shift: BackendCoord, color: Color, pen: Option<Pen>) -> Drawn<Self> {
        self.fill_with(color.color());
        self.trace(outline, shift, true);
        self.context.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
        if let Some(pen) = pen {
            self.stroke_with(&pen);
            self.context.stroke();
        }
        Ok(())
    }

    fn dots(&mut self, centers: &[BackendCoord], radius: f64, color: Color) -> Drawn<Self> {
        // Round ends of lines too short to see: cheaper than circles. A line of no length has no ends.
        const SHORT: f64 = 0.01;
        self.dash(Dash::SOLID)?;
        self.stroke_with(&Pen { color, width: 2.0 * radius });
        self.context.begin_path();
        for (x, y) in centers.iter().copied().map(pixel) {
            self.context.move_to(x, y);
            self.context.line_to(x + SHORT, y);
        }
        self.context.stroke();
        Ok(())
    }

    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, halo: Pen) -> Drawn<Self> {
        self.dash(Dash::SOLID)?;
        self.text_with(style);
        self.stroke_with(&halo);
        let (x, y) = pixel(at);
        self.context.stroke_text(text, x, y).map_err(refused)?;
        self.fill_with(style.color.color());
        self.context.fill_text(text, x, y).map_err(refused)
    }

    fn clip(&mut self, upper_left: BackendCoord, lower_right: BackendCoord) -> Drawn<Self> {
        let ((x, y), (right, bottom)) = (pixel(upper_left), pixel(lower_right));
        self.unclip()?;
        self.context.save();
        self.context.begin_path();
        self.context.rect(x, y, right - x, bottom - y);
        self.context.clip();
        self.clipping = true;
        Ok(())
    }

    fn unclip(&mut self) -> Drawn<Self> {
        if std::mem::take(&mut self.clipping) {
            self.context.restore();
            // The context is back at what it was told before the clip, which is not what was told last.
            (self.stroke, self.fill, self.anchor) = (None, None, None);
            self.width = 0.0;
            self.font.clear();
            self.round = true;
            self.context.set_line_cap("round");
            self.dash.clear();
            self.context.set_line_dash(&js_sys::Array::new()).map_err(refused)?;
            self.offset = f64::NAN;
        }
        Ok(())
    }
}
