//! The link: Scene, step and layout in one line that reads well, beginning `v=1&`.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

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
    /// The link of this Scene: keys that are not the default, then the step and the layout.
    pub fn link(&self, step: usize, layout: &str) -> String {
        let fresh = Scene { start: self.surface.family.card.start, ..Scene::default() };
        let changed = KEYS.iter().filter(|key| (key.text)(self) != (key.text)(&fresh));
        let mut link = format!("v={VERSION}&");
        for key in changed {
            let text = (key.text)(self);
            link += &format!("{}={}&", key.name, utf8_percent_encode(&text, RESERVED).to_string().replace(' ', "+"));
        }
        link + &format!("step={step}&layout={layout}")
    }

    /// Reads a link. Junk is a problem and the default for its key, never an error.
    pub fn open(link: &str, limits: Limits) -> Opened {
        let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = link.trim_start_matches('#').split('&').filter(|pair| !pair.is_empty());
        let entries: Vec<(String, Value)> = pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(key, value)| (decode(key), Value::Text(decode(value))))
            .collect();
        let of_view = |key: &str| key == "step" || key == "layout";
        let scene = entries.iter().filter(|(key, _)| !of_view(key)).map(|(key, value)| (key.as_str(), value));
        let (scene, mut problems) = Scene::read(scene, limits);
        let (mut step, mut layout) = (None, None);
        for (key, value) in entries.iter().filter(|(key, _)| of_view(key)) {
            let text = value.as_text().unwrap_or_default();
            match key.as_str() {
                "step" => match text.parse() {
                    Ok(number) if number <= scene.steps => step = Some(number),
                    _ => problems.push(Problem::new(key, value, &format!("a whole number from 0 to {}", scene.steps))),
                },
                _ if ["overlay", "panels"].contains(&text) => layout = Some(text.to_owned()),
                _ => problems.push(Problem::new(key, value, "overlay or panels")),
            }
        }
        Opened { scene, step, layout, problems }
    }
}
