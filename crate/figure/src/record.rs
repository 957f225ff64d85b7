//! An ink that remembers, for the tests.

use std::convert::Infallible;

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend};

use crate::ink::{Color, Dash, Drawn, Ink, Outline, Pen};
use crate::text::Type;

/// What kind of mark it was.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Line,
    Shape,
    Dots,
    Text(String),
}

/// A mark and what was in force when it was drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) kind: Kind,
    pub(crate) points: Vec<BackendCoord>,
    pub(crate) color: [u8; 3],
    pub(crate) alpha: f64,
    pub(crate) pattern: Vec<f64>,
    pub(crate) offset: f64,
}

/// All marks, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) marks: Vec<Mark>,
    pattern: Vec<f64>,
    offset: f64,
}

impl Record {
    fn put(&mut self, kind: Kind, points: Vec<BackendCoord>, color: BackendColor) -> Drawn<Self> {
        let (pattern, offset) = (self.pattern.clone(), self.offset);
        let (r, g, b) = color.rgb;
        self.marks.push(Mark { kind, points, color: [r, g, b], alpha: color.alpha, pattern, offset });
        Ok(())
    }

    pub(crate) fn lines(&self) -> Vec<Mark> {
        self.marks.iter().filter(|mark| mark.kind == Kind::Line).cloned().collect()
    }

    pub(crate) fn dots(&self) -> Vec<BackendCoord> {
        self.marks.iter().filter(|mark| mark.kind == Kind::Dots).flat_map(|mark| mark.points.clone()).collect()
    }

    pub(crate) fn texts(&self) -> Vec<&str> {
        fn text(mark: &Mark) -> Option<&str> {
            if let Kind::Text(text) = &mark.kind { Some(text) } else { None }
        }
        self.marks.iter().filter_map(text).collect()
    }
}

impl DrawingBackend for Record {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }
    fn ensure_prepared(&mut self) -> Drawn<Self> {
        Ok(())
    }
    fn present(&mut self) -> Drawn<Self> {
        Ok(())
    }
    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.put(Kind::Shape, vec![point], color)
    }
    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn<Self> {
        self.put(Kind::Shape, vec![a, b], style.color())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        self.put(Kind::Line, path.into_iter().collect(), style.color())
    }
    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, _: u32, style: &S, _: bool) -> Drawn<Self> {
        self.put(Kind::Shape, vec![center], style.color())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn<Self> {
        self.put(Kind::Shape, vert.into_iter().collect(), style.color())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn<Self> {
        self.put(Kind::Text(text.to_owned()), vec![at], style.color())
    }
}

impl Ink for Record {
    fn dash(&mut self, dash: Dash) -> Drawn<Self> {
        (self.pattern, self.offset) = (dash.pattern.to_vec(), dash.offset);
        Ok(())
    }
    fn stroke(&mut self, outline: &Outline, _: BackendCoord, pen: Pen) -> Drawn<Self> {
        outline.lines().try_for_each(|line| self.put(Kind::Line, line.to_vec(), pen.color()))
    }
    fn fill(&mut self, outline: &Outline, _: BackendCoord, color: Color, _: Option<Pen>) -> Drawn<Self> {
        outline.lines().try_for_each(|line| self.put(Kind::Shape, line.to_vec(), color.color()))
    }
    fn dots(&mut self, centers: &[BackendCoord], _: f64, color: Color) -> Drawn<Self> {
        self.put(Kind::Dots, centers.to_vec(), color.color())
    }
    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, _: Pen) -> Drawn<Self> {
        self.draw_text(text, style, at)
    }
    fn clip(&mut self, _: BackendCoord, _: BackendCoord) -> Drawn<Self> {
        Ok(())
    }
    fn unclip(&mut self) -> Drawn<Self> {
        Ok(())
    }
}
