//! The lines of all runs, on the map or in the chart: each in its colour and dash, shared stretches in the colours of
//! all who share them.
//!
//! A dash goes by the length of the line from its start, so drawing a path piece by piece gives the same picture as
//! drawing it at once.

use plotters_backend::BackendCoord;

use crate::coincide::{Group, alone, group, members};
use crate::frame::Frame;
use crate::ink::{Color, Dash, Drawn, Ink, Pen, on_grid};
use crate::simplify::Simplifier;
use crate::strand::{Exit, Strand, Vertex};
use crate::style::{Form, Theme};

/// How lines are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The ground.
    pub theme: Theme,
    /// The width of lines in CSS pixels.
    pub width: f64,
    /// The opacity of lines.
    pub opacity: f64,
    /// Whether steps are marked with dots where they can be told apart.
    pub dots: bool,
}

/// The length of a colour on a line that several share, in CSS pixels.
const SHARE: f64 = 9.0;

/// Steps nearer than this have no dots, in CSS pixels. With each pixel more they are a size larger: whole ones that come
/// and go along one path would be seen as events.
const DOT_ROOM: f64 = 4.0;

/// Half the width of a dot of each size, as a share of the line's.
const DOT_SIZES: [f64; 3] = [0.68, 0.87, 1.05];

/// Steps that stay as near to the last one cannot be told from it, in CSS pixels: a unit of the ink's grid.
const REST: f64 = 1.0 / 16.0;

/// The lines of all runs, laid out.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The visible line of each run.
    pub strands: Vec<Strand>,
    forms: Vec<Form>,
    pixels: Vec<Vec<[f64; 2]>>,
    groups: Vec<Vec<Group>>,
    line: Vec<BackendCoord>,
    dots: [Vec<BackendCoord>; DOT_SIZES.len()],
}

impl Paths {
    /// Lays out a line of points of the plane for each run, in one frame for all, or in one each.
    pub fn lay(&mut self, frames: &[Frame], forms: Vec<Form>, lines: &[&[[f64; 2]]]) {
        let frame_of = |run: usize| &frames[run.min(frames.len() - 1)];
        self.pixels.resize_with(forms.len(), Vec::new);
        for (run, (line, pixels)) in lines.iter().zip(&mut self.pixels).enumerate() {
            let frame = frame_of(run);
            pixels.clear();
            pixels.extend(until_rest(frame, line).iter().map(|&point| frame.pixel(point)));
        }
        group(&self.pixels, &mut self.groups);
        self.strands.resize_with(forms.len(), Strand::default);
        for (run, strand) in self.strands.iter_mut().enumerate() {
            strand.lay(frame_of(run), &self.pixels[run], &self.groups[run], |step| lines[run][step]);
        }
        self.forms = forms;
    }

    /// The forms of the runs.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Draws all lines from one step to another; either may be between two steps.
    pub fn draw<I: Ink>(&mut self, ink: &mut I, from: f64, to: f64, look: Look) -> Drawn<I> {
        for run in 0..self.strands.len() {
            self.draw_run(ink, run, from, to, look)?;
        }
        if look.dots {
            for run in 0..self.strands.len() {
                self.draw_dots(ink, run, from, to, look)?;
            }
        }
        ink.dash(Dash::SOLID)
    }

    fn draw_run<I: Ink>(&mut self, ink: &mut I, run: usize, from: f64, to: f64, look: Look) -> Drawn<I> {
        let mut line = std::mem::take(&mut self.line);
        let strand = &self.strands[run];
        let vertices = strand.until(to);
        // What a run before this one leads, it draws.
        let led = alone(run).wrapping_sub(1);
        let mut i = strand.beyond(from);
        while i < vertices.len() {
            let Vertex { group, begins, .. } = vertices[i];
            if begins || group & led != 0 {
                i += 1;
                continue;
            }
            let (start, arc) = begin(strand, &vertices[i - 1], &vertices[i], from);
            let mut simple = Simplifier::new(start);
            line.clear();
            line.push(on_grid(start));
            while i < vertices.len() && !vertices[i].begins && vertices[i].group == group {
                let (before, vertex) = (&vertices[i - 1], &vertices[i]);
                let pixel = if vertex.at >= to { strand.between(before, vertex, to).0 } else { vertex.pixel };
                line.extend(simple.push(pixel).map(on_grid));
                i += 1;
            }
            line.extend(simple.end().map(on_grid));
            self.stroke(ink, run, &line, group, arc, look)?;
        }
        self.line = line;
        Ok(())
    }

    /// Strokes a stretch, `arc` along the line of its leader.
    fn stroke<I: Ink>(
        &self,
        ink: &mut I,
        run: usize,
        line: &[BackendCoord],
        group: Group,
        arc: f64,
        look: Look,
    ) -> Drawn<I> {
        if group == alone(run) {
            let form = &self.forms[run];
            let offset = phase(arc, form.dash.iter().sum());
            ink.dash(Dash { pattern: form.dash, offset, round: form.dash.is_empty() })?;
            return ink.draw_path(line.iter().copied(), &self.pen(run, look));
        }
        let count = f64::from(group.count_ones());
        for (i, member) in members(group).enumerate() {
            // The first lies under all the others, so that no ground shows between colours; translucent lines would
            // mix, and lie side by side.
            if i == 0 && look.opacity == 1.0 {
                ink.dash(Dash { pattern: &[], offset: 0.0, round: false })?;
            } else {
                let offset = phase(arc - i as f64 * SHARE, count * SHARE);
                ink.dash(Dash { pattern: &[SHARE, (count - 1.0) * SHARE], offset, round: false })?;
            }
            ink.draw_path(line.iter().copied(), &self.pen(member, look))?;
        }
        Ok(())
    }

    fn pen(&self, run: usize, look: Look) -> Pen {
        Pen { color: self.color(run, look), width: look.width }
    }

    fn color(&self, run: usize, look: Look) -> Color {
        self.forms[run].color(look.theme).fade(look.opacity)
    }

    /// Dots on the steps of a run after `from` up to `to`, the smaller the nearer they are to one another.
    fn draw_dots<I: Ink>(&mut self, ink: &mut I, run: usize, from: f64, to: f64, look: Look) -> Drawn<I> {
        let mut dots = std::mem::take(&mut self.dots);
        dots.iter_mut().for_each(Vec::clear);
        let strand = &self.strands[run];
        let vertices = &strand.vertices;
        let room = |other: Option<&Vertex>, arc: f64| other.map_or(f64::INFINITY, |other| (other.arc - arc).abs());
        for i in strand.beyond(from)..strand.beyond(to) {
            let vertex = &vertices[i];
            let before = room(vertices.get(i.wrapping_sub(1)), vertex.arc);
            if vertex.begins || before < DOT_ROOM {
                continue;
            }
            let after = room(vertices.get(i + 1), vertex.arc);
            let room = if after < before { after } else { before };
            // Cut by the border it is no step. Who shares a step takes turns with its dot.
            let on_step = vertex.at == vertex.at.floor();
            let turn = || members(vertex.group).nth(vertex.at as usize % vertex.group.count_ones().max(1) as usize);
            if on_step && room >= DOT_ROOM && turn().unwrap_or(run) == run {
                let size = ((room - DOT_ROOM) as usize).min(DOT_SIZES.len() - 1);
                dots[size].push(on_grid(vertex.pixel));
            }
        }
        for (dots, size) in dots.iter().zip(DOT_SIZES) {
            if !dots.is_empty() {
                ink.dots(dots, look.width * size, self.color(run, look))?;
            }
        }
        self.dots = dots;
        Ok(())
    }

    /// A chevron on the border where a run leaves the frame for good after the step `from`, up to `to`.
    pub fn draw_exits<I: Ink>(&self, ink: &mut I, from: f64, to: f64, look: Look) -> Drawn<I> {
        for (run, strand) in self.strands.iter().enumerate() {
            if let Some(exit) = strand.exit.filter(|exit| exit.at > from && exit.at <= to) {
                self.draw_exit(ink, run, exit, look)?;
            }
        }
        Ok(())
    }

    /// The same wherever a run leaves, also where it comes back.
    pub fn draw_all_exits<I: Ink>(&self, ink: &mut I, look: Look) -> Drawn<I> {
        for (run, strand) in self.strands.iter().enumerate() {
            strand.each_exit(|exit| self.draw_exit(ink, run, exit, look))?;
        }
        Ok(())
    }

    fn draw_exit<I: Ink>(&self, ink: &mut I, run: usize, exit: Exit, look: Look) -> Drawn<I> {
        const SIZE: f64 = 7.0;
        let Exit { pixel: [x, y], direction: [u, v], .. } = exit;
        // Its tip stands on the border, its wings inside.
        let wing = |side: f64| on_grid([x - SIZE * (u - side * v), y - SIZE * (v + side * u)]);
        let pen = Pen { color: self.color(run, look), width: look.width + 0.5 };
        ink.draw_path([wing(0.75), on_grid([x, y]), wing(-0.75)], &pen)
    }
}

/// A line up to where it has come to rest, with one step more: most steps of a run that converges cannot be told from
/// its last one.
fn until_rest<'a>(frame: &Frame, line: &'a [[f64; 2]]) -> &'a [[f64; 2]] {
    let Some(end) = line.last().map(|&last| frame.pixel(last)) else { return line };
    let rests = |&point: &[f64; 2]| {
        let [x, y] = frame.pixel(point);
        (x - end[0]).abs() < REST && (y - end[1]).abs() < REST
    };
    let moving = line.iter().rposition(|point| !rests(point)).map_or(0, |last| last + 1);
    &line[..line.len().min(moving + 2)]
}

/// Where a stretch begins: at its first vertex, or at `from` if that lies later.
fn begin(strand: &Strand, before: &Vertex, after: &Vertex, from: f64) -> ([f64; 2], f64) {
    if before.at >= from { (before.pixel, before.arc) } else { strand.between(before, after, from) }
}

/// An offset within a pattern of this length, never negative, in whole grid units.
fn phase(offset: f64, length: f64) -> f64 {
    // `rem_euclid` divides bit by bit, to be exact where nobody sees it.
    if length > 0.0 { (offset - length * (offset / length).floor()).max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Rect;
    use crate::record::{Mark, Record};
    use crate::style::forms;
    use heavy_ball::objective::Domain;

    const LOOK: Look = Look { theme: Theme::Light, width: 2.0, opacity: 1.0, dots: true };

    fn frame() -> Frame {
        Frame::new(Rect::new(0.0, 0.0, 400.0, 300.0), Domain::new([0.0, 400.0], [0.0, 300.0]))
    }

    fn laid(rules: &[&str], lines: &[Vec<[f64; 2]>]) -> Paths {
        let mut paths = Paths::default();
        let lines: Vec<_> = lines.iter().map(Vec::as_slice).collect();
        paths.lay(&[frame()], forms(rules.iter().copied()), &lines);
        paths
    }

    fn drawn(paths: &mut Paths, pieces: &[[f64; 2]]) -> Record {
        let mut record = Record::default();
        pieces.iter().for_each(|&[from, to]| paths.draw(&mut record, from, to, LOOK).unwrap());
        record
    }

    fn spiral() -> Vec<[f64; 2]> {
        let point = |i: i32| {
            let (turn, radius) = (f64::from(i) * 0.4, 140.0 * 0.93_f64.powi(i));
            [200.0 + radius * turn.cos(), 150.0 + radius * turn.sin()]
        };
        (0..60).map(point).collect()
    }

    /// The length of a line as drawn, in CSS pixels.
    fn length(mark: &Mark) -> f64 {
        mark.points.windows(2).map(|w| f64::from(w[1].0 - w[0].0).hypot(f64::from(w[1].1 - w[0].1)) / 16.0).sum()
    }

    #[test]
    fn a_path_in_pieces_is_the_path_at_once() {
        let mut paths = laid(&["ema"], &[spiral()]);
        let whole = drawn(&mut paths, &[[0.0, 59.0]]).lines();
        let pieces: Vec<[f64; 2]> = (0..100).map(|i| [0.59 * f64::from(i), 0.59 * f64::from(i + 1)]).collect();
        let parts = drawn(&mut paths, &pieces).lines();
        assert_eq!((whole.len(), parts.len()), (1, 100));
        assert_eq!(parts[0].points[0], whole[0].points[0]);
        assert_eq!(parts[99].points.last(), whole[0].points.last());
        let pattern: f64 = whole[0].pattern.iter().sum();
        let mut along = 0.0;
        for (i, part) in parts.iter().enumerate() {
            // Each begins where the one before ended, in place and in the pattern.
            if i > 0 {
                assert_eq!(Some(&part.points[0]), parts[i - 1].points.last());
            }
            let off = (part.offset - along).rem_euclid(pattern);
            assert!(off.min(pattern - off) < 0.5, "piece {i}: {} and {along}", part.offset);
            along += length(part);
        }
    }

    #[test]
    fn dots_in_pieces_are_the_dots_at_once() {
        let mut paths = laid(&["ema"], &[spiral()]);
        let dots = |record: Record| {
            let mut dots = record.dots();
            dots.sort_unstable();
            dots
        };
        let whole = dots(drawn(&mut paths, &[[0.0, 59.0]]));
        let parts = dots(drawn(&mut paths, &[[0.0, 7.3], [7.3, 20.0], [20.0, 59.0]]));
        assert_eq!(whole, parts);
        // The spiral winds in until its steps cannot be told apart.
        assert!((15..50).contains(&whole.len()), "{}", whole.len());
    }

    #[test]
    fn runs_on_one_line_all_show_their_colour() {
        let mut paths = laid(&["ema", "heavy-ball", "trace"], &[spiral(), spiral(), spiral()]);
        let lines = drawn(&mut paths, &[[0.0, 20.0]]).lines();
        let mut colors: Vec<_> = lines.iter().map(|line| line.color).collect();
        colors.dedup();
        let own: Vec<_> = paths.forms().iter().map(|form| form.color(Theme::Light).rgb()).collect();
        assert_eq!(colors, own);
        // The first is unbroken; on it each other has a third of the line, and no two the same third.
        assert!(lines[0].pattern.is_empty());
        assert_eq!(lines[1].pattern, [SHARE, 2.0 * SHARE]);
        let apart = (lines[1].offset - lines[2].offset).rem_euclid(3.0 * SHARE);
        assert!((apart - SHARE).abs() < 1e-9, "{apart}");
    }

    #[test]
    fn runs_that_part_have_lines_of_their_own_from_there() {
        let mut other = spiral();
        other[31..].iter_mut().for_each(|point| point[1] += 40.0);
        let mut paths = laid(&["heavy-ball", "trace"], &[spiral(), other]);
        let lines = drawn(&mut paths, &[[0.0, 59.0]]).lines();
        // Shared in two colours, then one each.
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[3].points[0], lines[0].points.last().copied().unwrap());
    }

    #[test]
    fn a_run_that_leaves_has_a_chevron_in_the_piece_where_it_does() {
        let paths = laid(&["trace"], &[vec![[200.0, 150.0], [300.0, 150.0], [900.0, 150.0], [9e9, 150.0]]]);
        let chevrons = |from: f64, to: f64| {
            let mut record = Record::default();
            paths.draw_exits(&mut record, from, to, LOOK).unwrap();
            record.lines().len()
        };
        assert_eq!([chevrons(0.0, 1.0), chevrons(1.0, 2.0), chevrons(2.0, 9.0)], [0, 1, 0]);
    }

    #[test]
    fn a_run_at_rest_is_laid_no_further_and_ends_where_it_is() {
        let still = |from: [f64; 2], count: usize| (0..count).map(move |i| [from[0] + 1e-3 / (i + 1) as f64, from[1]]);
        let line: Vec<_> = [[20.0, 20.0], [90.0, 70.0]].into_iter().chain(still([300.0, 150.0], 500)).collect();
        let mut paths = laid(&["trace"], &[line]);
        assert!(paths.strands[0].vertices.len() <= 4, "{}", paths.strands[0].vertices.len());
        let record = drawn(&mut paths, &[[0.0, 501.0]]);
        assert_eq!(record.lines()[0].points.last(), Some(&on_grid(frame().pixel([300.0, 150.0]))));
        // The step that came to rest is one of many at that place, so that it has no dot.
        assert_eq!(record.dots().len(), 1);
        // One that goes on after a rest is laid as a whole.
        let on: Vec<_> = still([20.0, 20.0], 50).chain([[90.0, 70.0], [300.0, 150.0]]).collect();
        assert_eq!(laid(&["trace"], &[on]).strands[0].vertices.len(), 52);
    }

    #[test]
    fn a_playhead_before_the_first_or_after_the_last_step_draws_nothing_or_all() {
        let mut paths = laid(&["adam"], &[spiral()]);
        let whole = drawn(&mut paths, &[[0.0, 59.0]]).lines();
        assert_eq!(drawn(&mut paths, &[[0.0, 1e9]]).lines(), whole);
        assert!(drawn(&mut paths, &[[1e9, f64::INFINITY]]).lines().is_empty());
        assert!(drawn(&mut paths, &[[0.0, f64::NAN]]).lines().len() <= 1);
    }
}
