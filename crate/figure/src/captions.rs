//! The words on the map: each run's label at its path, or in a corner of its panel, and the start.

use heavy_ball::text::number;
use heavy_ball::trajectory::Trajectory;

use crate::frame::{Frame, Rect};
use crate::ink::{Drawn, Ink, Pen, length, on_grid};
use crate::labels::{AXIS, BALL, CORNER, place, place_beside, place_in_corner, text_rect};
use crate::occupied::Occupied;
use crate::playhead::Arrows;
use crate::start::{self, start_mark};
use crate::strand::Strand;
use crate::style::{Form, Theme};
use crate::text::{Face, Type};

/// Where the words stand. They keep their places from one layout to the next as long as these are good.
#[derive(Clone, Debug, Default)]
pub struct Captions {
    occupied: Occupied,
    labels: Vec<Label>,
    /// The side of the start's word, and its place, by panel; one panel has it.
    start: Option<(usize, [f64; 2])>,
    /// The start's word; one out of sight has its numbers.
    start_text: String,
    /// What the words take.
    rects: Vec<Rect>,
    /// Where something else lies over the map, in which no label belongs.
    covered: Option<Rect>,
}

#[derive(Clone, Debug, Default)]
struct Label {
    /// The run's own.
    full: String,
    /// What of it finds room.
    text: String,
    at: Option<[f64; 2]>,
    /// Whether it is one of many and would cover paths or words, which it is not worth.
    covers: bool,
}

const SIZE: f64 = 12.5;

/// Of so many runs each has its label, whatever that covers: its halo keeps it readable.
const NAMED: usize = 5;

fn style(form: Option<&Form>, theme: Theme) -> Type {
    Type::new(Face::SansBold, SIZE, form.map_or(theme.ink(), |form| form.letter(theme)))
}

impl Captions {
    /// Forgets where the words stood, so that the next layout finds the best places there are.
    pub fn forget(&mut self) {
        self.start = None;
        self.labels.iter_mut().for_each(|label| label.at = None);
    }

    /// Moves all words by so many pixels, along with what they name.
    pub fn shift(&mut self, by: [f64; 2]) {
        for [x, y] in self.labels.iter_mut().filter_map(|label| label.at.as_mut()) {
            (*x, *y) = (*x + by[0], *y + by[1]);
        }
    }

    /// Keeps the labels of one map out of a rectangle from the next layout on.
    pub fn keep_out_of(&mut self, rect: Rect) {
        self.covered = Some(rect);
    }

    /// Finds a place for every word.
    pub fn lay(&mut self, frames: &[Frame], strands: &[Strand], runs: &[Trajectory], minimizers: &[[f64; 2]]) {
        if self.labels.len() != runs.len() || self.labels.iter().zip(runs).any(|(label, run)| label.full != run.label) {
            self.start = None;
            self.labels.clear();
            self.labels.extend(runs.iter().map(|run| Label { full: run.label.clone(), ..Label::default() }));
        }
        self.labels.iter_mut().for_each(|label| label.text.clone_from(&label.full));
        let Some(first) = frames.first() else { return };
        let Some(point) = runs.first().map(|run| run.points[0]) else { return };
        let start @ (_, beyond) = start_mark(first, point);
        "start".clone_into(&mut self.start_text);
        if beyond != [0.0; 2] {
            for (before, x) in [" ", ", "].iter().zip(point) {
                self.start_text += before;
                self.start_text += &number(x).replace('-', "−");
            }
        }
        self.rects.clear();
        match frames {
            [map] => self.lay_map(map, strands, runs, start, minimizers),
            panels => self.lay_panels(panels, strands, point, minimizers),
        }
    }

    /// On one map each label stands at its path, where it covers least.
    fn lay_map(
        &mut self,
        map: &Frame,
        strands: &[Strand],
        runs: &[Trajectory],
        start: ([f64; 2], [f64; 2]),
        minimizers: &[[f64; 2]],
    ) {
        let plain = style(None, Theme::Light);
        self.occupied.clear(map.rect);
        self.block(map, start.0, minimizers);
        self.covered.into_iter().for_each(|rect| self.occupied.block(rect));
        // Where the balls come to rest.
        let balls: Vec<_> = runs.iter().map(|run| map.pixel(run.points[run.last()])).collect();
        for &ball in &balls {
            self.block_around(map, ball, BALL);
        }
        strands.iter().enumerate().for_each(|(run, strand)| self.occupied.add_strand(run, strand));
        self.place_start(map.rect, start, &plain);
        for (run, strand) in strands.iter().enumerate() {
            let label = &mut self.labels[run];
            let [x, y] = balls[run];
            let near = balls.iter().filter(|ball| length(ball[0] - x, ball[1] - y) < 2.0 * BALL).count();
            let ball = (near == 1 && map.rect.contains([x, y])).then_some([x, y]);
            let place = place(&self.occupied, map.rect, run, (strand, ball), &plain, &label.text, label.at);
            label.at = place.map(|place| place.at);
            label.covers = runs.len() > NAMED && place.is_some_and(|place| place.covers);
            self.take(run, &plain);
        }
    }

    /// Beside each other each label stands in a corner of its panel, and the start's word in the first one.
    fn lay_panels(&mut self, panels: &[Frame], strands: &[Strand], point: [f64; 2], minimizers: &[[f64; 2]]) {
        let plain = style(None, Theme::Light);
        for (run, (panel, strand)) in panels.iter().zip(strands).enumerate() {
            let start = start_mark(panel, point);
            self.occupied.clear(panel.rect);
            self.block(panel, start.0, minimizers);
            self.occupied.add_strand(run, strand);
            let label = &mut self.labels[run];
            plain.fit(&mut label.text, panel.rect.width - 2.0 * CORNER);
            (label.at, label.covers) =
                (place_in_corner(&self.occupied, panel.rect, start.0, &plain, &label.text, label.at), false);
            self.take(run, &plain);
            if run == 0 {
                self.place_start(panel.rect, start, &plain);
            }
        }
    }

    /// Takes the room of a label that stands.
    fn take(&mut self, run: usize, style: &Type) {
        let label = &self.labels[run];
        if let Some(at) = label.at.filter(|_| !label.covers) {
            let rect = text_rect(style, &label.text, at);
            self.occupied.block(rect);
            self.rects.push(rect);
        }
    }

    fn block(&mut self, frame: &Frame, start: [f64; 2], minimizers: &[[f64; 2]]) {
        let Rect { left, top, width, height } = frame.rect;
        self.occupied.block(Rect::new(left, frame.rect.bottom() - AXIS[0], width, AXIS[0]));
        self.occupied.block(Rect::new(left, top, AXIS[1].min(width), height));
        let marks = minimizers.iter().map(|&point| (frame.pixel(point), 5.0));
        for (mark, radius) in marks.chain([(start, start::RING)]) {
            let rect = self.block_around(frame, mark, radius);
            self.rects.extend(rect);
        }
    }

    fn block_around(&mut self, frame: &Frame, [x, y]: [f64; 2], radius: f64) -> Option<Rect> {
        let rect = Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
        let is_seen = frame.rect.contains([x, y]);
        if is_seen {
            self.occupied.block(rect);
        }
        is_seen.then_some(rect)
    }

    fn place_start(&mut self, area: Rect, (start, beyond): ([f64; 2], [f64; 2]), style: &Type) {
        let side = self.start.map(|(side, _)| side);
        self.start = place_beside(&mut self.occupied, area, start, start::RING, style, &self.start_text, side);
        if self.start.is_none() && beyond != [0.0; 2] {
            // Out of sight it has to be said, whatever is there.
            let at_right = start[0] > area.left + area.width / 2.0;
            let away = if at_right { -style.width(&self.start_text) - 2.0 * start::RING } else { 2.0 * start::RING };
            let at = [start[0] + away, start[1]];
            self.occupied.block(text_rect(style, &self.start_text, at));
            self.start = Some((0, at));
        }
        self.rects.extend(self.start.map(|(_, at)| text_rect(style, &self.start_text, at)));
    }

    /// What the words, the start and the minimizers take, but for words that cover something themselves.
    pub fn rects(&self) -> &[Rect] {
        &self.rects
    }

    /// Draws the words, over everything else: a ball that passes a label must not hide it. One that covers others is
    /// drawn only of the run whose arrows are.
    pub fn draw<I: Ink>(&self, ink: &mut I, forms: &[Form], arrows: Arrows, theme: Theme) -> Drawn<I> {
        let halo = Pen { color: theme.halo(), width: 4.0 };
        if let Some((_, at)) = self.start {
            ink.halo_text(&self.start_text, &style(None, theme), on_grid(at), halo)?;
        }
        for (run, (label, form)) in self.labels.iter().zip(forms).enumerate() {
            if let Some(at) = label.at.filter(|_| !label.covers || arrows == Arrows::Of(run)) {
                ink.halo_text(&label.text, &style(Some(form), theme), on_grid(at), halo)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{AXIS, text_rect};
    use crate::figure::{Arrows, Figure, Layout, View};
    use crate::frame::Rect;
    use crate::record::{Kind, Record};
    use crate::style::Theme;
    use heavy_ball::scene::{Limits, Scene};

    /// The words of a figure and where they stand.
    fn words(figure: &mut Figure, link: &str, layout: Layout) -> Vec<(String, (i32, i32))> {
        let scene = Scene::open(link, Limits::PAGE).scene;
        let (surface, runs) = (scene.objective(), scene.run());
        let mut view = View { width: 765.0, height: 426.0, theme: Theme::Light, layout, window: surface.domain() };
        view.window = view.home(surface.domain(), runs.len());
        figure.lay(&view, &runs, &surface.minimizers());
        let mut record = Record::default();
        figure.draw_playhead(&mut record, &runs, 5.0, Arrows::None).unwrap();
        let word = |mark: &crate::record::Mark| match &mark.kind {
            Kind::Text(text) => Some((text.clone(), mark.points[0])),
            _ => None,
        };
        record.marks.iter().filter_map(word).collect()
    }

    #[test]
    fn in_panels_a_name_that_is_too_wide_is_cut() {
        let link = "v=1&rules=nesterov(learning-rate=0.012,momentum=0.95)+nesterov+ema+heavy-ball+trace";
        let words = words(&mut Figure::default(), &link.replace("+ema", &"+ema".repeat(8)), Layout::Panels);
        let (cut, _) = words.iter().find(|(text, _)| text.ends_with('…')).expect("one is");
        assert!(cut.starts_with("Nesterov, look-ahead"), "{cut}");
    }

    #[test]
    fn in_panels_no_name_lies_over_the_start() {
        let left = |start: &str| {
            let link = format!("v=1&rules=ema+heavy-ball+trace+nesterov&start={start}");
            let all = words(&mut Figure::default(), &link, Layout::Panels);
            all.into_iter().find(|(word, _)| word == "EMA").map(|(_, at)| at.0)
        };
        let corner = left("-3.6,0");
        assert!(left("-3.9,2.2") > corner, "it makes way: {corner:?}");
        assert_eq!(left("3.6,2.2"), corner);
    }

    #[test]
    fn each_of_five_runs_and_the_start_are_named_once_whatever_their_words_cover() {
        for rules in ["ema+heavy-ball+trace+nesterov", "gradient-descent+ema+ema-debiased+heavy-ball+trace"] {
            for layout in [Layout::Overlay, Layout::Panels] {
                let words = words(&mut Figure::default(), &format!("v=1&rules={rules}"), layout);
                let names: std::collections::BTreeSet<_> = words.iter().map(|(text, _)| text).collect();
                assert_eq!([words.len(), names.len()], [rules.split('+').count() + 1; 2], "{layout:?}: {words:?}");
            }
        }
    }

    #[test]
    fn words_stand_still_while_a_hand_drags_slowly() {
        let mut figure = Figure::default();
        let mut last = words(&mut figure, "v=1&learning-rate=0.05", Layout::Overlay);
        let mut jumps = 0;
        for i in 1..=40 {
            let link = format!("v=1&learning-rate={}", 0.05 + 0.0005 * f64::from(i));
            let now = words(&mut figure, &link, Layout::Overlay);
            jumps += last.iter().zip(&now).filter(|(a, b)| a.1 != b.1).count();
            last = now;
        }
        // 40 moves of 4 words: some must make way, most stay.
        assert!(jumps < 12, "{jumps}");
    }

    #[test]
    fn a_map_that_is_searched_anew_has_the_words_of_one_just_opened() {
        let after = "v=1&learning-rate=0.02&schedule=30:learning-rate=0";
        let fresh = words(&mut Figure::default(), after, Layout::Overlay);
        let mut figure = Figure::default();
        words(&mut figure, "v=1&learning-rate=0.05", Layout::Overlay);
        let held = words(&mut figure, after, Layout::Overlay);
        figure.forget_words();
        assert_ne!(held, fresh, "or nothing is tried here");
        assert_eq!(words(&mut figure, after, Layout::Overlay), fresh);
    }

    #[test]
    fn words_go_with_a_map_that_is_moved() {
        let mut figure = Figure::default();
        let before = words(&mut figure, "v=1", Layout::Overlay);
        let (dx, dy) = (3, -2);
        figure.move_words([f64::from(dx), f64::from(dy)]);
        let after = words(&mut figure, "v=1", Layout::Overlay);
        let along = before.iter().zip(&after).filter(|(a, b)| (b.1.0 - a.1.0, b.1.1 - a.1.1) == (16 * dx, 16 * dy));
        assert!(along.count() >= 2, "{before:?} {after:?}");
    }

    #[test]
    fn no_label_stands_where_buttons_do() {
        let link = "v=1&learning-rate=0.03";
        let mut figure = Figure::default();
        let at = |words: &[(String, (i32, i32))]| words.iter().find(|word| word.0 == "Trace").map(|word| word.1);
        let (x, y) = at(&words(&mut figure, link, Layout::Overlay)).unwrap();
        figure.keep_out_of(Rect::new(f64::from(x) / 16.0 - 2.0, f64::from(y) / 16.0 - 10.0, 40.0, 20.0));
        figure.forget_words();
        let (u, v) = at(&words(&mut figure, link, Layout::Overlay)).unwrap();
        assert!((u - x).abs() > 16 * 20 || (v - y).abs() > 16 * 10, "{u} {v} {x} {y}");
    }

    #[test]
    fn among_many_a_label_that_covers_something_is_left_out_unless_its_run_is_pointed_at() {
        let rules = "ema+heavy-ball+trace+nesterov+nesterov-trace+ema-debiased+adam+rmsprop+gradient-descent";
        let scene = Scene::open(&format!("v=1&start=-3.6,1.05&rules={rules}"), Limits::PAGE).scene;
        let (surface, runs) = (scene.objective(), scene.run());
        let theme = Theme::Light;
        let mut view = View { width: 358.0, height: 247.0, theme, layout: Layout::Overlay, window: surface.domain() };
        view.window = view.home(surface.domain(), runs.len());
        let mut figure = Figure::default();
        figure.lay(&view, &runs, &surface.minimizers());
        let names = |arrows| {
            let mut record = Record::default();
            figure.draw_playhead(&mut record, &runs, 40.0, arrows).unwrap();
            record.texts().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let some = names(Arrows::None);
        assert!((2..=8).contains(&some.len()), "{some:?}");
        for (run, label) in runs.iter().map(|run| &run.label).enumerate() {
            assert!(names(Arrows::Of(run)).iter().any(|text| text == label), "{label}");
        }
    }

    #[test]
    fn a_start_out_of_sight_is_named_at_the_edge_with_its_numbers() {
        for (start, left) in [("30,20", false), ("-30,0.5", true), ("3.5,3.5", false), ("1e308,-1e308", false)] {
            let link = format!("v=1&rules=trace&start={start}");
            let words = words(&mut Figure::default(), &link, Layout::Overlay);
            let (_, (x, y)) = words.iter().find(|(text, _)| text.starts_with("start ")).unwrap();
            assert!((0..765 * 16).contains(x) && (0..426 * 16).contains(y), "{words:?}");
            assert_eq!(*x < 765 * 8, left, "{words:?}");
        }
        let words = words(&mut Figure::default(), "v=1&rules=trace&start=3.5,3.5", Layout::Overlay);
        assert!(words.iter().any(|(text, _)| text == "start 3.5, 3.5"));
    }

    #[test]
    fn the_words_of_a_start_out_of_sight_stand_off_the_axes_and_no_label_stands_on_them() {
        let style = super::style(None, Theme::Light);
        for start in ["100,100", "100,-100", "0,-100", "-100,-100", "-100,0", "-100,100"] {
            for width in [358.0, 765.0] {
                let link = format!("v=1&start={start}");
                let scene = Scene::open(&link, Limits::PAGE).scene;
                let (surface, runs) = (scene.objective(), scene.run());
                let (theme, layout) = (Theme::Light, Layout::Overlay);
                let mut view = View { width, height: width * 0.55, theme, layout, window: surface.domain() };
                view.window = view.home(surface.domain(), runs.len());
                let mut figure = Figure::default();
                figure.lay(&view, &runs, &surface.minimizers());
                let (text, at) = (&figure.captions.start_text, figure.captions.start.unwrap().1);
                let words = text_rect(&style, text, at);
                assert!(words.left > AXIS[1] && words.bottom() < view.height - AXIS[0], "{link} {words:?}");
                let meeting = figure.captions.rects.iter().filter(|rect| rect.meets(&words)).count();
                assert_eq!(meeting, 1, "{link}, {width} wide: {words:?} {:?}", figure.captions.rects);
            }
        }
    }

    #[test]
    fn other_runs_have_labels_of_their_own() {
        let mut figure = Figure::default();
        words(&mut figure, "v=1&rules=ema+heavy-ball", Layout::Overlay);
        let words = words(&mut figure, "v=1&rules=adam", Layout::Overlay);
        assert_eq!(words.len(), 2);
        assert!(words.iter().any(|(text, _)| text == "Adam"));
    }
}
