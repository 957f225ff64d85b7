//! An ink that writes SVG: for files, and for the golden figures of the tests.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, FontStyle};

use crate::frame::Rect;
use crate::ink::{Color, Dash, Drawn, GRID, Ink, Outline, Pen, grid_length};
use crate::text::Type;

/// An SVG document being written. Its coordinates are CSS pixels with at most two decimals.
#[derive(Clone, Debug)]
pub struct Svg {
    text: String,
    size: [f64; 2],
    dash: String,
    clipping: bool,
}

impl Svg {
    /// An empty document of this size in CSS pixels; what is no size counts as 0.
    pub fn new(width: f64, height: f64) -> Self {
        let mut text = String::new();
        let size = [width, height].map(|x| x.max(0.0));
        let [w, h] = size.map(Decimal);
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             fill=\"none\" stroke-linejoin=\"round\">"
        );
        Svg { text, size, dash: dash_attributes(Dash::SOLID), clipping: false }
    }

    /// The whole document.
    pub fn finish(mut self) -> String {
        if self.clipping {
            self.text.push_str("</svg>\n");
        }
        self.text.push_str("</svg>\n");
        self.text
    }

    /// Puts a picture of cells, given by its address, into a rectangle; each cell stays a rectangle of one colour.
    pub fn image(&mut self, rect: Rect, address: &str) {
        let [x, y, width, height] = [rect.left, rect.top, rect.width, rect.height].map(Decimal);
        let _ = writeln!(
            self.text,
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
             style=\"image-rendering:pixelated\" href=\"{address}\"/>"
        );
    }

    fn put(&mut self, element: std::fmt::Arguments) -> Drawn<Self> {
        let _ = self.text.write_fmt(element);
        self.text.push('\n');
        Ok(())
    }

    fn text_element(
        &mut self,
        text: &str,
        style: &impl BackendTextStyle,
        (x, y): BackendCoord,
        halo: Option<Pen>,
    ) -> Drawn<Self> {
        let size = style.size() / f64::from(GRID);
        // Baselines by hand: not every reader of SVG knows `dominant-baseline`.
        let drop = match style.anchor().v_pos {
            VPos::Top => 0.74,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let face = match style.style() {
            FontStyle::Normal => "",
            FontStyle::Bold => " font-weight=\"bold\"",
            FontStyle::Italic | FontStyle::Oblique => " font-style=\"italic\"",
        };
        let around = halo.map_or_else(String::new, |pen| {
            format!("{} paint-order=\"stroke\" stroke-linecap=\"round\"", stroke_attributes(&pen))
        });
        let (x, y) = (Decimal(pixels(x)), Decimal(pixels(y) + drop * size));
        let fill = paint("fill", style.color());
        let family = style.family();
        let (family, size) = (family.as_str(), Decimal(size));
        let letters = text.replace('&', "&amp;").replace('<', "&lt;");
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-family=\"{family}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{face}{around}{fill}>{letters}</text>"
        ))
    }
}

/// A number with at most two decimals and no zeros at its end.
struct Decimal(f64);

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = (self.0 * 100.0).round() as i64;
        let (sign, hundredths) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        match (whole, rest) {
            (_, 0) => write!(f, "{sign}{whole}"),
            (0, _) if rest % 10 == 0 => write!(f, "{sign}.{}", rest / 10),
            (0, _) => write!(f, "{sign}.{rest:02}"),
            _ if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

fn pixels(units: i32) -> f64 {
    f64::from(units) / f64::from(GRID)
}

fn paint(what: &str, color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    let hex = format!("#{r:02x}{g:02x}{b:02x}");
    if color.alpha < 1.0 {
        format!(" {what}=\"{hex}\" {what}-opacity=\"{}\"", Decimal(color.alpha))
    } else {
        format!(" {what}=\"{hex}\"")
    }
}

fn stroke_attributes(style: &impl BackendStyle) -> String {
    let width = Decimal(f64::from(style.stroke_width()) / f64::from(GRID));
    format!("{} stroke-width=\"{width}\"", paint("stroke", style.color()))
}

fn dash_attributes(dash: Dash) -> String {
    let mut attributes = String::new();
    if dash.round {
        attributes.push_str(" stroke-linecap=\"round\"");
    }
    if !dash.pattern.is_empty() {
        let lengths: Vec<_> = dash.pattern.iter().map(|&length| Decimal(length).to_string()).collect();
        let _ = write!(attributes, " stroke-dasharray=\"{}\"", lengths.join(" "));
        if dash.offset != 0.0 {
            let _ = write!(attributes, " stroke-dashoffset=\"{}\"", Decimal(dash.offset));
        }
    }
    attributes
}

/// The data of a path in steps from vertex to vertex, which are shorter than places.
fn path_data<'a>(lines: impl Iterator<Item = &'a [BackendCoord]>, (dx, dy): BackendCoord, close: bool) -> String {
    let mut data = String::new();
    for line in lines {
        let mut last = (0, 0);
        for (i, &(x, y)) in line.iter().enumerate() {
            let (x, y) = (x.saturating_add(dx), y.saturating_add(dy));
            if i == 0 {
                let _ = write!(data, "M{} {}", Decimal(pixels(x)), Decimal(pixels(y)));
                if line.len() == 1 {
                    data.push_str("l0 0");
                }
            } else {
                // Differences of rounded places, so that errors do not add up.
                let step = |now: i32, before: i32| {
                    let hundredths = |units: i32| (pixels(units) * 100.0).round();
                    Decimal((hundredths(now) - hundredths(before)) / 100.0)
                };
                let (sx, sy) = (step(x, last.0), step(y, last.1));
                let _ = write!(data, "{}{sx} {sy}", if i == 1 { "l" } else { " " });
            }
            last = (x, y);
        }
        if close {
            data.push('z');
        }
    }
    data
}

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

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
        let paint = if fill { paint("fill", style.color()) } else { stroke_attributes(style) };
        let (x, y) = (Decimal(pixels(upper_left.0)), Decimal(pixels(upper_left.1)));
        let width = Decimal(pixels(bottom_right.0.saturating_sub(upper_left.0)));
        let height = Decimal(pixels(bottom_right.1.saturating_sub(upper_left.1)));
        self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{paint}/>"))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        let points: Vec<_> = path.into_iter().collect();
        if points.is_empty() {
            return Ok(());
        }
        let data = path_data([points.as_slice()].into_iter(), (0, 0), false);
        let (stroke, dash) = (stroke_attributes(style), std::mem::take(&mut self.dash));
        self.put(format_args!("<path d=\"{data}\"{stroke}{dash}/>"))?;
        self.dash = dash;
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        let paint = if fill { paint("fill", style.color()) } else { stroke_attributes(style) };
        let (x, y) = (Decimal(pixels(center.0)), Decimal(pixels(center.1)));
        let radius = Decimal(f64::from(radius) / f64::from(GRID));
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>"))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn<Self> {
        let points: Vec<_> = vert.into_iter().collect();
        let data = path_data([points.as_slice()].into_iter(), (0, 0), true);
        let fill = paint("fill", style.color());
        self.put(format_args!("<path d=\"{data}\"{fill}/>"))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<Self> {
        self.text_element(text, style, pos, None)
    }
}

impl Ink for Svg {
    fn dash(&mut self, dash: Dash) -> Drawn<Self> {
        self.dash = dash_attributes(dash);
        Ok(())
    }

    fn stroke(&mut self, outline: &Outline, shift: BackendCoord, pen: Pen) -> Drawn<Self> {
        let data = path_data(outline.lines(), shift, false);
        let (stroke, dash) = (stroke_attributes(&pen), std::mem::take(&mut self.dash));
        self.put(format_args!("<path d=\"{data}\"{stroke}{dash}/>"))?;
        self.dash = dash;
        Ok(())
    }

    fn fill(&mut self, outline: &Outline, shift: BackendCoord, color: Color, pen: Option<Pen>) -> Drawn<Self> {
        let data = path_data(outline.lines(), shift, true);
        let fill = paint("fill", BackendStyle::color(&color));
        let stroke = pen.map_or_else(String::new, |pen| stroke_attributes(&pen));
        self.put(format_args!("<path d=\"{data}\" fill-rule=\"evenodd\"{fill}{stroke}/>"))
    }

    fn dots(&mut self, centers: &[BackendCoord], radius: f64, color: Color) -> Drawn<Self> {
        let data = path_data(centers.chunks(1), (0, 0), false);
        let stroke = stroke_attributes(&Pen { color, width: 2.0 * radius });
        self.put(format_args!("<path d=\"{data}\"{stroke} stroke-linecap=\"round\"/>"))
    }

    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, halo: Pen) -> Drawn<Self> {
        self.text_element(text, style, at, Some(halo))
    }

    fn clip(&mut self, upper_left: BackendCoord, lower_right: BackendCoord) -> Drawn<Self> {
        self.unclip()?;
        self.clipping = true;
        let (x, y) = (Decimal(pixels(upper_left.0)), Decimal(pixels(upper_left.1)));
        let (w, h) = (Decimal(pixels(lower_right.0 - upper_left.0)), Decimal(pixels(lower_right.1 - upper_left.1)));
        // A picture in the picture cuts what leaves it, and needs no name that another figure of the page may have.
        self.put(format_args!("<svg x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" viewBox=\"{x} {y} {w} {h}\">"))
    }

    fn unclip(&mut self) -> Drawn<Self> {
        if std::mem::take(&mut self.clipping) {
            self.text.push_str("</svg>\n");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Face;

    #[test]
    fn numbers_have_at_most_two_decimals_and_no_zeros_at_their_end() {
        let written = [1.0, -0.5, 0.0625, -12.345, 0.0, -0.001, 3.1].map(|x| Decimal(x).to_string());
        assert_eq!(written, ["1", "-.5", ".06", "-12.35", "0", "0", "3.1"]);
    }

    #[test]
    fn a_path_is_written_in_fractions_of_pixels() {
        let mut svg = Svg::new(10.0, 10.0);
        let pen = Pen { color: Color::hex(0xD55E00), width: 2.0 };
        svg.draw_path([(8, 16), (24, 16), (24, 20)], &pen).unwrap();
        let text = svg.finish();
        assert!(text.contains("d=\"M.5 1l1 0 0 .25\""), "{text}");
        assert!(text.contains("stroke=\"#d55e00\" stroke-width=\"2\""), "{text}");
    }

    #[test]
    fn letters_are_escaped_and_clips_are_closed() {
        let mut svg = Svg::new(10.0, 10.0);
        svg.clip((0, 0), (160, 160)).unwrap();
        svg.draw_text("a<b&c", &Type::new(Face::Sans, 10.0, Color::hex(0)), (0, 0)).unwrap();
        let text = svg.finish();
        assert!(text.contains(">a&lt;b&amp;c<"));
        assert_eq!(text.matches("<svg ").count(), 2);
        assert_eq!(text.matches("</svg>").count(), 2);
    }
}
