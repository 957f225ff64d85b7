//! The changes of a schedule, for pictures that do not move; a page has marks of its own, that can be dragged.

use heavy_ball::schedule::Marker;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{Chart, TITLE, TYPE};
use crate::frame::Rect;
use crate::ink::{Dash, Drawn, Ink, Pen, on_grid};
use crate::text::{Face, Type};

/// Between a marker's line and its words, and between words.
const NEAR: f64 = 5.0;

/// Where the rows of words begin below the chart's top: over the lines, and on them.
const ROWS: [f64; 2] = [-2.0, 22.0];

impl Chart {
    /// Draws a dotted line at the step of each change, with what changes there: "α × 0.2 from here". Those after the last
    /// step have no place; words that find no room are shortened or left out.
    pub fn draw_markers<I: Ink>(&self, ink: &mut I, markers: &[Marker]) -> Drawn<I> {
        let Rect { left, top, .. } = self.frame.rect;
        let [right, bottom] = [self.view.width, self.frame.rect.bottom()];
        let theme = self.view.theme;
        let style = Type::new(Face::Sans, TYPE, theme.ink()).anchored(HPos::Left, VPos::Top);
        let markers = &markers[..markers.partition_point(|marker| marker.step < self.view.steps)];

        let title = style.width(self.scale.title());
        let title = Rect::new(self.frame.rect.right() - TITLE - title, self.view.top, title, top - self.view.top);
        ink.dash(Dash { pattern: &[1.5, 1.5], offset: 0.0, round: false })?;
        for marker in markers {
            let x = self.x_of(marker.step as f64);
            // Not through the title.
            let begins = if x < title.left { self.view.top + ROWS[0] } else { top };
            ink.draw_path([on_grid([x, begins]), on_grid([x, bottom])], &Pen { color: theme.ink(), width: 1.5 })?;
        }
        ink.dash(Dash::SOLID)?;

        let mut taken = vec![title];
        for (i, marker) in markers.iter().enumerate() {
            let x = self.x_of(marker.step as f64);
            let next = markers.get(i + 1).map_or(f64::INFINITY, |next| self.x_of(next.step as f64));
            let label = marker.label();
            let full = format!("{label} from here");
            let place = |&(text, row, side): &(&String, f64, f64)| {
                let width = style.width(text);
                let from = if side > 0.0 { x + NEAR } else { x - NEAR - width };
                let rect = Rect::new(from, self.view.top + row, width + NEAR, TYPE);
                let inside = from >= left && from + width <= right;
                // The long words do not take the room of the next marker's.
                let lets = *text == label || rect.right() < next;
                (inside && lets && !taken.iter().any(|other| other.meets(&rect))).then(|| (rect, text.clone()))
            };
            let rows = |side: f64| ROWS.map(|row| [(&full, row, side), (&label, row, side)]);
            if let Some((rect, text)) = [1.0, -1.0].map(rows).as_flattened().as_flattened().iter().find_map(place) {
                let halo = Pen { color: theme.ground(), width: 3.0 };
                ink.halo_text(&text, &style, on_grid([rect.left, rect.top]), halo)?;
                taken.push(rect);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::chart;
    use crate::ink::GRID;
    use crate::record::{Kind, Record};
    use heavy_ball::scene::{Limits, Scene};

    fn drawn(schedule: &str, width: f64) -> Record {
        let link = format!("v=1&schedule={schedule}");
        let (chart, mut record) = (chart(&link, width).0, Record::default());
        chart.draw_markers(&mut record, Scene::open(&link, Limits::PAGE).scene.schedule.markers()).unwrap();
        record
    }

    #[test]
    fn each_change_has_a_dotted_line_at_its_step_and_its_words() {
        let record = drawn("8:learning-rate=x0.2;30:momentum=0.5,gradient=0;120:momentum=0", 700.0);
        assert_eq!(record.lines().len(), 2, "the last one comes after the end");
        assert_eq!(record.texts(), ["α × 0.2 from here", "β → 0.5, gradient off from here"]);
    }

    #[test]
    fn words_keep_off_one_another_and_inside() {
        let many = (0..40).map(|i| format!("{}:momentum=0.{i}", 2 * i)).collect::<Vec<_>>().join(";");
        for (schedule, width) in [(many.as_str(), 700.0), ("98:learning-rate=x0.2", 300.0), (&many, 40.0)] {
            let record = drawn(schedule, width);
            let style = super::Type::new(super::Face::Sans, super::TYPE, crate::style::Theme::Light.ink());
            let words: Vec<_> = record
                .marks
                .iter()
                .filter_map(|mark| match &mark.kind {
                    Kind::Text(text) => Some((mark.points[0], text)),
                    _ => None,
                })
                .map(|((x, row), text)| {
                    let left = f64::from(x) / f64::from(GRID);
                    (row, left, left + style.width(text))
                })
                .collect();
            for (i, &(row, left, right)) in words.iter().enumerate() {
                assert!(left >= 0.0 && right <= width, "{left} to {right} in {width}");
                let apart = |&(other, from, to): &(i32, f64, f64)| other != row || to <= left || from >= right;
                assert!(words[i + 1..].iter().all(apart), "{schedule}: {left} to {right} at {row}");
            }
        }
        assert_eq!(drawn("98:learning-rate=x0.2", 300.0).texts().len(), 1);
    }
}
