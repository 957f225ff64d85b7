//! The words of the lines on a map, and of what lies on this side of them.

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::Theory;
use heavy_ball::text::short;

use super::room::{Mark, Room};
use super::{Laid, MapMarks, SIZE};

/// Between a corner and the word in it.
const ROOM: f64 = 6.0;

impl MapMarks<'_> {
    /// The words of the lines, and of what lies on this side of them.
    pub(super) fn name_lines(&self, room: &mut Room, laid: &Laid, mut theory: Theory, curvatures: Curvatures) {
        let Curvatures { low, high } = curvatures;
        let ink = self.style();
        if let Some(formula) = theory.formula() {
            let limit = format!("αλ = {formula}");
            let begun = theory.begun();
            // Before that another one counted.
            let limits =
                if begun > 0 { [format!("{limit} from step {begun}"), limit] } else { [limit, formula.to_owned()] };
            room.along(Mark::Line(0), &laid.limit, ink, [&limits[0], &limits[1]]);
        }
        for (i, (line, curvature)) in laid.critical.iter().zip([high, low]).enumerate() {
            let value = format!("λ = {}", short(curvature));
            room.along(Mark::Line(1 + i), line, ink, [&format!("critical, {value}"), &value]);
        }
        if theory.escapes(curvatures) {
            let plot = self.frame.plot.inset(ROOM);
            for y in [plot.bottom() - SIZE / 2.0, plot.top + SIZE / 2.0] {
                // Its right end, too, has to lie on this side of the limit.
                let [alpha, beta] = self.plane.numbers(self.frame.position([plot.left + ink.width("escapes"), y]));
                let over = theory.lines(beta, curvatures)[0].is_some_and(|limit| alpha > limit);
                if !over && room.put(&[[plot.left, y]], ink, "escapes", None) {
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::room::{APART, Word};
    use super::super::tests::{BOWL, scene, with};
    use super::super::{POINT, RING};
    use super::*;
    use crate::frame::Rect;
    use crate::labels::text_rect;
    use crate::map::MapFrame;
    use crate::style::Theme;
    use crate::svg::Svg;
    use heavy_ball::map::Plane;

    #[test]
    fn words_stay_in_the_plot_and_cover_neither_each_other_nor_the_limit() {
        let scene = scene("v=1&rules=ema+heavy-ball+nesterov+gradient-descent+adam");
        let bowls = [BOWL, Curvatures { low: 1.0, high: 1.0 }, Curvatures { low: -3.0, high: 2.0 }];
        let mut count = 0;
        for size in [0.0, 1.0, 40.0, 90.0, 150.0, 240.0, 300.0, 600.0] {
            for (rule, bowl) in (0..5).flat_map(|rule| bowls.map(|bowl| (rule, bowl))) {
                with(&scene, rule, size, bowl, |marks| {
                    let laid = marks.lay();
                    let rects: Vec<_> =
                        laid.words.iter().map(|word| text_rect(&word.style, &word.text, word.at)).collect();
                    for (i, (a, word)) in rects.iter().zip(&laid.words).enumerate() {
                        // Nor do two read as one.
                        let level = |(b, other): &(&Rect, &Word)| {
                            other.at[1] != word.at[1] || (a.left - b.right()).max(b.left - a.right()) >= APART
                        };
                        assert!(rects.iter().zip(&laid.words).skip(i + 1).all(|pair| level(&pair)), "{size} {rule}");
                        let plot = marks.frame.plot;
                        assert!(plot.contains([a.left, a.top]) && plot.contains([a.right(), a.bottom()]));
                        assert!(!laid.limit.iter().any(|at| a.contains(*at)));
                        let apart = |b: &Rect| {
                            a.right() < b.left || b.right() < a.left || a.bottom() < b.top || b.bottom() < a.top
                        };
                        assert!(rects[i + 1..].iter().all(apart), "{size} {rule}");
                    }
                    count += rects.len();
                    let mut svg = Svg::new(size, size);
                    marks.draw(&mut svg).unwrap();
                    let text = svg.finish();
                    assert!(!text.contains("NaN") && !text.contains("inf"), "{size} {rule}");
                });
            }
        }
        assert!(count > 150, "{count}");
    }

    #[test]
    fn a_lines_word_stands_at_its_line_and_says_no_step() {
        let far = |word: &Word, at: &[f64; 2]| {
            let rect = text_rect(&word.style, &word.text, word.at);
            let apart = |low: f64, at: f64, high: f64| (low - at).max(at - high).max(0.0);
            apart(rect.left, at[0], rect.right()).hypot(apart(rect.top, at[1], rect.bottom()))
        };
        let nearest =
            |word: &Word, line: &[[f64; 2]]| line.iter().map(|at| far(word, at)).fold(f64::INFINITY, f64::min);
        let mut named = 0;
        for (alpha, size) in
            [0.01, 0.05, 0.1, 0.19].into_iter().flat_map(|alpha| [250.0, 330.0].map(|size| (alpha, size)))
        {
            let link = format!("v=1&rules=heavy-ball+ema+nesterov&learning-rate={alpha}&schedule=8:learning-rate=x0.2");
            let scene = scene(&link);
            for rule in 0..3 {
                with(&scene, rule, size, BOWL, |marks| {
                    let laid = marks.lay();
                    let lines = [&laid.limit, &laid.critical[0], &laid.critical[1]];
                    let (handle, _) = marks.frame.pixel(marks.plane, marks.plane.numbers_in(&scene));
                    for word in &laid.words {
                        assert!(!word.text.contains("step ") || word.text.starts_with("best"), "{}", word.text);
                        let own = if word.text.starts_with("αλ") || word.text.starts_with("2(") {
                            0
                        } else {
                            usize::from(!word.text.ends_with("= 20")) + 1
                        };
                        if own > 0 && !word.text.contains("λ = ") {
                            continue;
                        }
                        named += 1;
                        let near = nearest(word, lines[own]);
                        for (i, line) in lines.iter().enumerate().filter(|(i, _)| *i != own) {
                            assert!(near < nearest(word, line), "{alpha} {size} {rule} {} {i}", word.text);
                        }
                        assert!(near < far(word, &handle) - POINT, "{alpha} {size} {rule} {}", word.text);
                        assert!(laid.optimum.is_none_or(|at| near < far(word, &at) - RING));
                    }
                });
            }
        }
        assert!(named > 50, "{named}");
    }

    #[test]
    fn a_line_keeps_its_name_however_wide_the_map_is() {
        let scene = scene("v=1&rules=heavy-ball+ema+nesterov");
        for (rule, width) in (0..3).flat_map(|rule| [400.0, 780.0, 1200.0, 1600.0].map(|width| (rule, width))) {
            let plane = Plane::of(&scene, &*scene.objective(), rule);
            let frame = MapFrame::new(width, 430.0, &plane);
            let (plane, scene, theme) = (&plane, &scene, Theme::Light);
            let marks = MapMarks { frame, plane, scene, curvatures: Some(BOWL), step: 0, best: None, theme };
            let words: Vec<_> = marks.lay().words.into_iter().map(|word| word.text).collect();
            let named = |end: &str| words.iter().any(|word| word.ends_with(end));
            let limit = words.iter().any(|word| word.contains("2(1+β)"));
            assert!(limit && named("λ = 20") && named("λ = 1"), "{rule} {width}: {words:?}");
        }
    }

    #[test]
    fn the_words_say_what_theory_says() {
        let scene = scene("v=1&rules=heavy-ball+adam");
        let words = |rule, curvatures| {
            with(&scene, rule, 360.0, curvatures, |marks| {
                marks.lay().words.into_iter().map(|word| word.text).collect::<Vec<_>>()
            })
        };
        let [optimum, best] = ["optimum", "best shown, 37 steps"];
        let of_bowl = [optimum, best, "αλ = 2(1+β)", "critical, λ = 20", "critical, λ = 1"];
        assert_eq!(words(0, BOWL), of_bowl);
        let changed = self::scene("v=1&rules=heavy-ball&schedule=8:learning-rate=x0.2");
        let limits = with(&changed, 0, 360.0, BOWL, |marks| {
            [7, 8].map(|step| {
                let words = MapMarks { step, ..*marks }.lay().words;
                words.into_iter().map(|word| word.text).find(|text| text.contains("αλ"))
            })
        });
        assert_eq!(limits, ["αλ = 2(1+β)", "αλ = 2(1+β) from step 8"].map(|text| Some(text.to_owned())));
        let round = words(0, Curvatures { low: 2.5, high: 2.5 });
        assert_eq!(round.iter().filter(|word| word.starts_with("critical")).collect::<Vec<_>>(), ["critical, λ = 2.5"]);
        let saddle = words(0, Curvatures { low: -2.0, high: 20.0 });
        assert!(saddle.iter().any(|word| word == "escapes") && !saddle.iter().any(|word| word == optimum));
        assert_eq!(words(0, Curvatures { low: -2.0, high: -1.0 }), [best, "escapes"]);
        assert_eq!(words(1, BOWL), [best]);
    }
}
