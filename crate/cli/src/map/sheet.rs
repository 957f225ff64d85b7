//! The sheet that maps are printed on: a title, a map for each rule, side by side, and what the colours mean.

use anyhow::{Context, Result};
use heavy_ball::analysis::Curvatures;
use heavy_ball::map::{self, Axis, Grid, Plane, Sweep};
use heavy_ball::objective::Surface;
use heavy_ball::scene::Scene;
use heavy_ball::text::{self, number};
use heavy_ball_figure::frame::Rect;
use heavy_ball_figure::ink::{Drawn, on_grid};
use heavy_ball_figure::map::{Legend, MapFrame, MapMarks, Ramp, draw_axes, draw_point};
use heavy_ball_figure::style::{Form, Theme, forms};
use heavy_ball_figure::svg::Svg;
use heavy_ball_figure::text::{Face, Type};
use plotters_backend::DrawingBackend;
use plotters_backend::text_anchor::{HPos, VPos};

use super::field;

/// What is printed.
pub(super) struct Sheet<'a> {
    pub(super) scene: &'a Scene,
    /// Which of its rules.
    pub(super) rules: Vec<usize>,
    /// The width in CSS pixels.
    pub(super) width: f64,
    pub(super) theme: Theme,
    /// How many cells a map has to a side.
    pub(super) cells: usize,
    /// The step whose curvature counts, if one was asked for.
    pub(super) step: Option<usize>,
}

/// A map's own title, and the names of the axes below it, in CSS pixels.
const HEAD: f64 = 20.0;
const FOOT: f64 = 15.0;

/// Between maps, and at the sheet's border.
const GAP: f64 = 14.0;
const BORDER: f64 = 6.0;

/// No map is narrower than this if there is another row for it, none is higher, and a strip is this high.
const NARROW: f64 = 230.0;
const HIGH: f64 = 440.0;
const STRIP: f64 = 56.0;

/// Between lines of text.
const LINE: f64 = 16.0;

impl Sheet<'_> {
    /// The whole sheet.
    pub(super) fn draw(&self) -> Result<String> {
        let surface = self.scene.objective();
        let tolerance = (!surface.minimizers().is_empty()).then_some(self.scene.tolerance);
        let legend = Legend::new(self.scene.steps, tolerance, self.theme);
        let planes: Vec<_> = self.rules.iter().map(|&rule| Plane::of(self.scene, &*surface, rule)).collect();
        let inner = (self.width - 2.0 * BORDER).max(1.0);
        let fit = (((inner + GAP) / (NARROW + GAP)) as usize).clamp(1, planes.len());
        // As few columns as make the same number of rows.
        let rows = planes.len().div_ceil(fit);
        let columns = planes.len().div_ceil(rows);
        let width = (inner - GAP * (columns - 1) as f64) / columns as f64;
        let high = |plane: &Plane| if plane.axes[1].is_some() { (width - 22.0).clamp(1.0, HIGH) } else { STRIP };
        let heights: Vec<_> =
            planes.chunks(columns).map(|row| HEAD + FOOT + row.iter().map(high).fold(0.0, f64::max)).collect();
        let bold = Type::new(Face::SansBold, 12.5, self.theme.ink());
        let title = wrap(&self.title(), &bold, inner);
        let head = LINE * title.len() as f64 + 10.0;
        let below = head + heights.iter().sum::<f64>() + GAP * (rows - 1) as f64 + GAP;
        let height = below + legend.height(inner) + BORDER;

        let mut svg = Svg::new(self.width, height);
        certain(svg.draw_rect((0, 0), on_grid([self.width, height]), &self.theme.ground(), true));
        certain(write(&mut svg, &title, &bold, [BORDER, 5.0]));
        let forms = forms(self.scene.rules.iter().map(|choice| choice.rule.card().name));
        let mut top = head;
        for (row, planes) in planes.chunks(columns).enumerate() {
            for (column, plane) in planes.iter().enumerate() {
                let left = BORDER + column as f64 * (width + GAP);
                let form = forms[plane.rule];
                certain(self.head(&mut svg, plane, form, Rect::new(left, top, width, HEAD)));
                let place = Rect::new(left, top + HEAD, width, high(plane));
                self.map(&mut svg, &*surface, plane.clone(), form, place)?;
            }
            top += heights[row] + GAP;
        }
        certain(legend.draw(&mut svg, [BORDER, below], inner));
        Ok(svg.finish())
    }

    /// "Quadratic bowl, κ = 20, θ = 0°, m = 1 · from (−3.6, 1.05) · 100 steps".
    fn title(&self) -> String {
        let Scene { surface, start: [x, y], steps, .. } = self.scene;
        let card = surface.family.card;
        let mut title = card.title.to_owned();
        for (parameter, &value) in card.parameters.iter().zip(&surface.parameters) {
            let units = if parameter.units == "degrees" { "°" } else { "" };
            title += &format!(", {} = {}{units}", parameter.symbol, number(value).replace('-', "−"));
        }
        let [x, y] = [x, y].map(|x| number(*x).replace('-', "−"));
        format!("{title} · from ({x}, {y}) · {}", text::steps(*steps))
    }

    fn head(&self, svg: &mut Svg, plane: &Plane, form: Form, Rect { left, top, width, .. }: Rect) -> Drawn<Svg> {
        let style = Type::new(Face::SansBold, 12.5, form.color(self.theme));
        let mut label = self.scene.rules[plane.rule].label();
        style.fit(&mut label, width);
        svg.draw_text(&label, &style, on_grid([left, top + HEAD / 2.0]))
    }

    /// A map with all that stands on it; a sentence for a rule without axes.
    fn map(&self, svg: &mut Svg, surface: &dyn Surface, plane: Plane, form: Form, place: Rect) -> Result<()> {
        let rows = match plane.axes {
            [None, _] => {
                certain(self.sentence(svg, &plane, place));
                return Ok(());
            }
            [Some(_), None] => 1,
            [Some(_), Some(_)] => self.cells,
        };
        let grid = Grid { columns: self.cells, rows };
        let mut sweep = Sweep::new(self.scene, plane, grid).context("a Scene's rules are all in the registry")?;
        while sweep.advance(usize::MAX / 2) {}
        let plane = sweep.plane();
        let frame = MapFrame::new(place.width, place.height, plane).shifted([place.left, place.top]);
        field::draw(svg, &frame, &sweep, &Ramp::new(self.scene.steps, self.theme))?;
        let (curvatures, step) = self.curvatures(surface, plane.rule).unzip();
        let marks = MapMarks {
            frame,
            plane,
            scene: self.scene,
            curvatures,
            step: step.unwrap_or(0),
            best: map::best(&sweep),
            theme: self.theme,
        };
        certain(self.lines(svg, &marks, form));
        Ok(())
    }

    fn lines(&self, svg: &mut Svg, marks: &MapMarks, form: Form) -> Drawn<Svg> {
        let MapMarks { frame, plane, .. } = marks;
        draw_axes(svg, frame, plane, self.theme)?;
        let name = |axis: &Axis| &self.scene.rules[plane.rule].rule.card().fields[axis.field].parameter;
        let quiet = Type::new(Face::Sans, 10.5, self.theme.quiet());
        if let Some(across) = plane.axes[0].as_ref().map(name) {
            let at = on_grid([frame.plot.right(), frame.plot.bottom() + 20.0]);
            let room = frame.plot.right() - frame.gutter.left;
            let names = [across.meaning, across.key, ""].map(|name| format!("{name} {}", across.symbol));
            let text = names.into_iter().find(|name| quiet.width(name) <= room).unwrap_or_default();
            svg.draw_text(&text, &quiet.anchored(HPos::Right, VPos::Top), at)?;
        }
        if let Some(up) = plane.axes[1].as_ref().map(name) {
            let at = on_grid([frame.gutter.left - 5.0, frame.plot.top + 5.0]);
            svg.draw_text(up.symbol, &quiet.anchored(HPos::Right, VPos::Center), at)?;
        }
        marks.draw(svg)?;
        draw_point(svg, frame.pixel(plane, plane.numbers_in(self.scene)), form, self.theme)
    }

    fn sentence(&self, svg: &mut Svg, plane: &Plane, place: Rect) -> Drawn<Svg> {
        let style = Type::new(Face::Sans, 12.0, self.theme.quiet());
        let title = self.scene.rules[plane.rule].rule.card().title;
        let sentence = format!("{title} has no learning rate that changes its path, so it has no map.");
        write(svg, &wrap(&sentence, &style, place.width), &style, [place.left, place.top])
    }

    /// The curvatures where a rule's own run stands at the step, and this step; if none was asked for, at the end of a
    /// run that stays in the number range, else at the start.
    fn curvatures(&self, surface: &dyn Surface, rule: usize) -> Option<(Curvatures, usize)> {
        let alone = Scene { rules: vec![self.scene.rules[rule].clone()], ..self.scene.clone() };
        let run = alone.run_on(surface).pop()?;
        let end = if run.stop.is_some() { 0 } else { run.last() };
        let step = self.step.unwrap_or(end);
        Curvatures::along(surface, &run, step).map(|(curvatures, _)| (curvatures, step))
    }
}

/// A text in lines no wider than this, as far as its words let it.
fn wrap(text: &str, style: &Type, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if style.width(&format!("{line} {word}")) <= width => *line += &format!(" {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Writes lines one below the other, from a corner on.
fn write(svg: &mut Svg, lines: &[String], style: &Type, [left, top]: [f64; 2]) -> Drawn<Svg> {
    let middle = |i: usize| top + LINE * (i as f64 + 0.5);
    lines.iter().enumerate().try_for_each(|(i, line)| svg.draw_text(line, style, on_grid([left, middle(i)])))
}

fn certain(drawn: Drawn<Svg>) {
    let Ok(()) = drawn else { unreachable!("an SVG cannot fail") };
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavy_ball::scene::Limits;

    fn drawn(link: &str, rules: Vec<usize>, width: f64) -> String {
        let opened = Scene::open(link, Limits::CLI);
        assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        Sheet { scene: &opened.scene, rules, width, theme: Theme::Dark, cells: 8, step: None }.draw().unwrap()
    }

    #[test]
    fn a_sheet_has_a_map_for_each_rule_with_all_that_stands_on_it() {
        let svg = drawn("v=1&steps=200&rules=ema+heavy-ball+gradient-descent", vec![0, 1, 2], 780.0);
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
        // A gutter and a plane each.
        assert_eq!(svg.matches("<image ").count(), 6);
        for word in
            ["EMA<", "Heavy ball<", "αλ = 2(1+β)<", "optimum<", "best<", "learning rate α<", "overflows at step"]
        {
            assert!(svg.contains(word), "{word}");
        }
        assert!(svg.contains("Quadratic bowl, κ = 20, θ = 0°, m = 1 · from (−3.6, 1.05) · 200 steps"), "{svg}");
    }

    #[test]
    fn the_name_of_an_axis_is_its_key_where_its_meaning_is_wider_than_the_map() {
        let svg = drawn("v=1&rules=momo", vec![0], 280.0);
        assert!(svg.contains(">learning-rate α<") && !svg.contains("largest step"), "{svg}");
        assert!(drawn("v=1&rules=momo", vec![0], 780.0).contains("taken where Polyak’s is larger α<"));
    }

    #[test]
    fn a_point_off_the_axes_is_an_arrow_at_the_edge() {
        let of = |alpha_beta: &str| drawn(&format!("v=1&surface=saddle&rules=heavy-ball{alpha_beta}"), vec![0], 300.0);
        let arrow = |svg: &str| svg.lines().any(|line| line.starts_with("<path") && line.contains("fill=\"#f08a3c\""));
        assert!(arrow(&of("&learning-rate=0&momentum=1.2")) && arrow(&of("&learning-rate=1e9")));
        assert!(!arrow(&of("&learning-rate=0")) && !arrow(&of("")), "in the gutter it is on the map");
    }

    #[test]
    fn a_rule_without_axes_has_a_sentence() {
        let svg = drawn("v=1&rules=cocob+adam", vec![0], 900.0);
        assert!(
            svg.contains("COCOB has no learning rate that changes its path, so it has no map.")
                && !svg.contains("<image")
        );
    }

    #[test]
    fn a_sheet_of_any_width_holds_numbers_alone() {
        for surface in ["saddle", "ackley", "rosenbrock"] {
            let svg =
                drawn(&format!("v=1&surface={surface}&learning-rate=10&rules=ema+cocob+dog"), vec![0, 1, 2], 100.0);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}
