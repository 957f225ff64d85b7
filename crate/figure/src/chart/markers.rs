//! The changes of a schedule, for pictures that do not move; a page has marks of its own, that can be dragged.

use heavy_ball::schedule::Marker;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{Chart, ChartView, TITLE, TYPE, frame, scale};
use crate::frame::Rect;
use crate::ink::{Dash, Drawn, Ink, Pen, on_grid};
use crate::text::{Face, Type};

/// Between a marker's line and its words, and between words.
const NEAR: f64 = 5.0;

/// Where the first row of words begins below the chart's top, and how high a row is: the others stand above it.
const FIRST: f64 = -2.0;
const ROW: f64 = 14.0;
const ROWS: usize = 4;

/// The changes of a schedule along a chart, with what changes there: "α × 0.2 from here". Those after the last step have
/// no place; words that find no room are shortened or left out.
pub struct Markers {
    marks: Vec<Mark>,
    /// From where on to the right the first row is the title's.
    title: f64,
    style: Type,
}

/// The column of a change and its words, where they found room.
struct Mark {
    x: f64,
    words: Option<Words>,
}

/// Words, their left end, and the row they stand in.
struct Words {
    text: String,
    left: f64,
    row: usize,
}

impl Markers {
    /// Finds a place for the words of all changes: in the lowest row that has room, so that no line goes through words.
    pub fn new(view: &ChartView, markers: &[Marker]) -> Self {
        let style = Type::new(Face::Sans, TYPE, view.theme.ink()).anchored(HPos::Left, VPos::Top);
        let frame = frame(view, &scale::Scale::of(&[], 0.0, None));
        let markers = &markers[..markers.partition_point(|marker| marker.step < view.steps)];
        // Rows are counted upwards from 0 here, and all that has a place goes down to the chart.
        let across = |left: f64, row: usize, width: f64| Rect::new(left, -(row as f64) - 1.0, width, 0.9);
        let line = |x: f64, row: usize| Rect::new(x - 1.0, -(row as f64) - 1.0, 2.0, row as f64 + 1.0);
        // Of whichever title is longer: the losses are not known here.
        let width = scale::TITLES.into_iter().map(|title| style.width(title)).fold(0.0, f64::max);
        let title = across(frame.rect.right() - TITLE - width, 0, width);
        let mut taken: Vec<Rect> = Vec::new();
        let mut marks = Vec::new();
        // The last one first: the words of one before it then go on above its line.
        for marker in markers.iter().rev() {
            let x = frame.pixel([marker.step as f64, 0.0])[0];
            let short = marker.label();
            let full = format!("{short} from here");
            let place = |row: usize, at_right: bool, text: &String| {
                let width = style.width(text);
                let left = if at_right { x + NEAR } else { x - NEAR - width };
                let rects = [across(left, row, width + NEAR), line(x, row)];
                let inside = left >= frame.rect.left && left + width <= view.width;
                // A line makes way for the title, words do not.
                let free =
                    !rects[0].meets(&title) && !taken.iter().any(|other| rects.iter().any(|rect| rect.meets(other)));
                (inside && free).then(|| (rects, Words { text: text.clone(), left, row }))
            };
            let at_right = (0..ROWS).flat_map(|row| [(row, true, &full), (row, true, &short)]);
            // At the left they take the room of one before it.
            let mut places = at_right.chain((0..ROWS).map(|row| (row, false, &short)));
            let placed = places.find_map(|(row, at_right, text)| place(row, at_right, text));
            let words = placed.map(|(rects, words)| {
                taken.extend(rects);
                words
            });
            marks.push(Mark { x, words });
        }
        Markers { marks, title: title.left, style }
    }

    /// What the rows above the first one take, in CSS pixels.
    pub fn overhang(&self) -> f64 {
        let rows = self.marks.iter().filter_map(|mark| mark.words.as_ref()).map(|words| words.row);
        ROW * rows.max().unwrap_or(0) as f64
    }
}

impl Chart {
    /// Draws a dotted line at the step of each change, from its words down, but not through the title.
    pub fn draw_markers<I: Ink>(&self, ink: &mut I, Markers { marks, title, style }: &Markers) -> Drawn<I> {
        let (top, bottom) = (self.frame.rect.top, self.frame.rect.bottom());
        let row_top = |row: usize| self.view.top + FIRST - ROW * row as f64;
        let pen = Pen { color: style.color, width: 1.5 };
        ink.dash(Dash { pattern: &[1.5, 1.5], offset: 0.0, round: false })?;
        for Mark { x, words } in marks {
            let mut line = |from: f64, to: f64| ink.draw_path([on_grid([*x, from]), on_grid([*x, to])], &pen);
            let begins = words.as_ref().map_or(top, |words| row_top(words.row));
            if x + NEAR < *title {
                line(begins, bottom)?;
            } else {
                line(begins.min(row_top(0)), row_top(0))?;
                line(top, bottom)?;
            }
        }
        ink.dash(Dash::SOLID)?;
        for Words { text, left, row } in marks.iter().filter_map(|mark| mark.words.as_ref()) {
            ink.draw_text(text, style, on_grid([*left, row_top(*row)]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::chart;
    use super::*;
    use crate::ink::GRID;
    use crate::record::{Kind, Record};
    use crate::style::Theme;
    use heavy_ball::scene::{Limits, Scene};

    fn drawn(schedule: &str, width: f64) -> Record {
        let link = format!("v=1&schedule={schedule}");
        let (chart, mut record) = (chart(&link, width).0, Record::default());
        let schedule = Scene::open(&link, Limits::PAGE).scene.schedule;
        chart.draw_markers(&mut record, &Markers::new(&chart.view, schedule.markers())).unwrap();
        record
    }

    #[test]
    fn each_change_has_a_dotted_line_at_its_step_and_its_words() {
        let record = drawn("8:learning-rate=x0.2;30:momentum=0.5,gradient=0;120:momentum=0", 700.0);
        assert_eq!(record.lines().len(), 2, "the last one comes after the end");
        assert_eq!(record.texts(), ["β → 0.5, gradient off from here", "α × 0.2 from here"]);
    }

    #[test]
    fn words_keep_off_one_another_off_all_lines_and_inside() {
        let many = (0..40).map(|i| format!("{}:momentum=0.{i}", 2 * i)).collect::<Vec<_>>().join(";");
        let near = "30:learning-rate=x0.1;32:momentum=0.5;60:gradient=0;90:momentum=0.7;98:learning-rate=x0.2";
        let mut written = Vec::new();
        for (schedule, width) in [(many.as_str(), 700.0), (near, 700.0), (near, 350.0), (&many, 40.0)] {
            let record = drawn(schedule, width);
            let style = Type::new(Face::Sans, TYPE, Theme::Light.ink());
            let pixel = |(x, y): (i32, i32)| [x, y].map(|at| f64::from(at) / f64::from(GRID));
            let words = record.marks.iter().filter_map(|mark| match &mark.kind {
                Kind::Text(text) => {
                    let [left, top] = pixel(mark.points[0]);
                    Some(Rect::new(left, top, style.width(text), TYPE))
                }
                _ => None,
            });
            let words: Vec<_> = words.collect();
            for (i, word) in words.iter().enumerate() {
                assert!(word.left >= 0.0 && word.right() <= width, "{word:?} in {width}");
                // The chart of these tests begins at 10.
                assert!(word.bottom() < 10.0 + super::super::TOP, "{word:?} lies on the losses");
                assert!(words[i + 1..].iter().all(|other| !other.meets(word)), "{schedule}: {word:?}");
                for line in record.lines() {
                    let [[x, from], [_, to]] = [pixel(line.points[0]), pixel(line.points[1])];
                    assert!(!Rect::new(x, from, 0.1, to - from).meets(word), "{schedule}: {x} through {word:?}");
                }
            }
            written.push(words.len());
        }
        assert!(written[0] > 4 && written[1..] == [5, 4, 0], "{written:?}");
    }

    #[test]
    fn rows_of_words_are_added_above_as_they_are_needed() {
        let overhang = |schedule: &str| {
            let link = format!("v=1&schedule={schedule}");
            let view = chart(&link, 700.0).0.view;
            Markers::new(&view, Scene::open(&link, Limits::PAGE).scene.schedule.markers()).overhang()
        };
        assert_eq!(overhang(""), 0.0);
        assert_eq!(overhang("8:momentum=0.5;60:momentum=0.7"), 0.0);
        assert_eq!(overhang("30:learning-rate=x0.1;32:momentum=0.5"), ROW);
        assert_eq!(overhang("30:learning-rate=x0.1;32:momentum=0.5;34:momentum=0.7"), 2.0 * ROW);
    }
}
