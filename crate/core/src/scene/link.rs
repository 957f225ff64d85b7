//! The link: Scene, step and layout in one line that reads well, beginning `v=1&`.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::decode::{Place, few};
use super::read::whole_to;
use super::{KEYS, Limits, Problem, Scene, VERSION, Value};

/// What must not stand in a fragment, and what means something in a link. A space becomes `+`.
const RESERVED: &AsciiSet = &CONTROLS.add(b'&').add(b'%').add(b'+').add(b'#').add(b'"').add(b'<').add(b'>').add(b'`');

/// A link, read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The Scene.
    pub scene: Scene,
    /// The playhead's step, within the run; none where the link does not say.
    pub step: Option<usize>,
    /// The layout, `overlay` or `panels`; none where the link does not say.
    pub layout: Option<String>,
    /// What was not legal.
    pub problems: Vec<Problem>,
}

impl Scene {
    /// The link of this Scene: keys that are not the default, then the step, the last one at most, and the layout.
    pub fn link(&self, step: usize, layout: &str) -> String {
        let fresh = Scene { start: self.surface.family.card.start, ..Scene::default() };
        let mut link = format!("v={VERSION}&");
        for key in KEYS {
            let text = key.text(self);
            if text != key.text(&fresh) {
                link += &format!("{}={}&", key.name, encode(&text));
            }
        }
        link + &format!("step={}&layout={}", step.min(self.steps), encode(layout))
    }

    /// Reads a link. Junk is a problem and the default for its key, never an error.
    pub fn open(link: &str, limits: Limits) -> Opened {
        let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let mut entries = Vec::new();
        for pair in link.trim_start_matches('#').split('&') {
            if !pair.is_empty() {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                entries.push((decode(key), Value::Text(decode(value))));
            }
        }
        let all = entries.iter().map(|(key, value)| (key.as_str(), value));
        let (scene, mut problems) = Scene::read(all, Limits { place: Place::Link, ..limits });
        let (mut step, mut layout) = (None, None);
        for (key, value) in &entries {
            let text = value.as_text().unwrap_or_default();
            match (key.as_str(), text) {
                ("step", _) => match text.parse() {
                    Ok(number) if number <= scene.steps => step = Some(number),
                    _ => problems.push(Problem::new(key, value, &whole_to(scene.steps))),
                },
                ("layout", "overlay" | "panels") => layout = Some(text.to_owned()),
                ("layout", _) => problems.push(Problem::new(key, value, "overlay or panels")),
                _ => {}
            }
        }
        few(&mut problems);
        Opened { scene, step, layout, problems }
    }
}

/// Text as it stands in a link.
fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string().replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_step_and_layout_are_the_scene_of_a_link_stays_what_it_is() {
        let opened = Scene::open(&Scene::default().link(999, "a&steps=3"), Limits::PAGE);
        assert!(opened.scene == Scene::default() && opened.step == Some(100), "{opened:?}");
        let [problem] = &opened.problems[..] else { panic!("{opened:?}") };
        assert_eq!(problem.message, "layout: expected overlay or panels, got \"a&steps=3\"");
    }
}
