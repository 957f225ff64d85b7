//! A canvas of the page as an ink, by plotters-canvas: for the landscape, which is drawn seldom. What moves is an
//! [`ink::List`](crate::ink::List).
//!
//! plotters counts in whole pixels, so the context is scaled down by [`GRID`]: what both draw with is grid units.

use heavy_ball_figure::ink::{Color, Dash, Drawn, GRID, Ink, Outline, Pen, grid_length};
use heavy_ball_figure::text::Type;
use js_sys::Array;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement};

type Error = <CanvasBackend as DrawingBackend>::ErrorType;

/// A canvas to draw on, in grid units.
pub(crate) struct Canvas {
    backend: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
}

impl Canvas {
    /// A canvas with nothing on it, at `ratio` device pixels to a CSS pixel; none where the browser gives no 2D context.
    pub(crate) fn new(canvas: HtmlCanvasElement, ratio: f64) -> Option<Canvas> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let size = [canvas.width(), canvas.height()].map(|pixels| f64::from(pixels) / ratio);
        let scale = ratio / f64::from(GRID);
        context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).ok()?;
        context.set_line_join("round");
        let [width, height] = size.map(grid_length);
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        Some(Canvas { backend: CanvasBackend::with_canvas_object(canvas)?, context, size: (width, height) })
    }

    fn pen(&self, pen: &Pen) {
        self.context.set_stroke_style_str(&css(pen.color()));
        self.context.set_line_width(f64::from(pen.stroke_width()));
    }

    fn trace(&self, outline: &Outline, (dx, dy): BackendCoord, close: bool) {
        self.context.begin_path();
        for line in outline.lines() {
            for (i, &(x, y)) in line.iter().enumerate() {
                let (x, y) = (f64::from(x + dx), f64::from(y + dy));
                if i == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
            }
            if close {
                self.context.close_path();
            }
        }
    }
}

/// `#rrggbbaa`: quick to write and quick to read.
fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}{:02x}", (color.alpha * 255.0).round() as u8)
}

/// What the context threw: it does so only for numbers that are not finite, which the grid has not.
fn thrown(_: JsValue) -> DrawingErrorKind<Error> {
    DrawingErrorKind::FontError(Box::new(Refused))
}

/// An error of its own: one made of text would bring in how Rust writes any text in quotes.
#[derive(Debug)]
struct Refused;

impl core::fmt::Display for Refused {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the canvas refused to draw")
    }
}

impl core::error::Error for Refused {}

impl DrawingBackend for Canvas {
    type ErrorType = Error;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn<Self> {
        self.backend.ensure_prepared()
    }
    fn present(&mut self) -> Drawn<Self> {
        self.backend.present()
    }
    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.backend.draw_pixel(point, color)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<Self> {
        self.backend.draw_line(from, to, style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        self.backend.draw_rect(upper_left, bottom_right, style, fill)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        self.backend.draw_path(path, style)
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        self.backend.draw_circle(center, radius, style, fill)
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn<Self> {
        self.backend.fill_polygon(vert, style)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<Self> {
        self.backend.draw_text(text, style, pos)
    }
}

impl Ink for Canvas {
    fn dash(&mut self, dash: Dash) -> Drawn<Self> {
        let grid = f64::from(GRID);
        let lengths = dash.pattern.iter().map(|&length| JsValue::from(length * grid));
        self.context.set_line_dash(&lengths.collect::<Array>()).map_err(thrown)?;
        self.context.set_line_dash_offset(dash.offset * grid);
        self.context.set_line_cap(if dash.round { "round" } else { "butt" });
        Ok(())
    }

    fn stroke(&mut self, outline: &Outline, shift: BackendCoord, pen: Pen) -> Drawn<Self> {
        self.pen(&pen);
        self.trace(outline, shift, false);
        self.context.stroke();
        Ok(())
    }

    fn fill(&mut self, outline: &Outline, shift: BackendCoord, color: Color, pen: Option<Pen>) -> Drawn<Self> {
        self.context.set_fill_style_str(&css(color.color()));
        self.trace(outline, shift, true);
        self.context.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
        if let Some(pen) = pen {
            self.pen(&pen);
            self.context.stroke();
        }
        Ok(())
    }

    fn dots(&mut self, centers: &[BackendCoord], radius: f64, color: Color) -> Drawn<Self> {
        let radius = (radius * f64::from(GRID)).round() as u32;
        centers.iter().try_for_each(|&center| self.draw_circle(center, radius, &color, true))
    }

    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, halo: Pen) -> Drawn<Self> {
        // Only by writing does plotters-canvas tell the context the font and where the text is anchored; the halo covers
        // this first writing.
        self.draw_text(text, style, at)?;
        self.pen(&halo);
        self.context.stroke_text(text, f64::from(at.0), f64::from(at.1)).map_err(thrown)?;
        self.draw_text(text, style, at)
    }

    fn clip(&mut self, upper_left: BackendCoord, lower_right: BackendCoord) -> Drawn<Self> {
        let ((x, y), (right, bottom)) = (upper_left, lower_right);
        self.context.save();
        self.context.begin_path();
        self.context.rect(f64::from(x), f64::from(y), f64::from(right - x), f64::from(bottom - y));
        self.context.clip();
        Ok(())
    }

    fn unclip(&mut self) -> Drawn<Self> {
        self.context.restore();
        Ok(())
    }
}
