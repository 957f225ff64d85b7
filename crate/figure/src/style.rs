//! Who looks how: one colour, dash and marker per form, and the colours of the ground.
//!
//! The colours are Okabe and Ito's, made darker on white and lighter on black until they stand on the landscape. Colour
//! means a form and nothing else; the dash and the marker say the same to those who see colours differently.

use crate::ink::Color;

/// Light or dark ground, and how far what stands on it is from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on black.
    Dark,
    /// Dark ink on white, for who asks for more contrast.
    LightContrast,
    /// Light ink on black, for who asks for more contrast.
    DarkContrast,
}

impl Theme {
    /// The theme for a light or a dark ground, with more contrast or as usual.
    pub fn of(dark: bool, contrast: bool) -> Self {
        match (dark, contrast) {
            (false, false) => Theme::Light,
            (true, false) => Theme::Dark,
            (false, true) => Theme::LightContrast,
            (true, true) => Theme::DarkContrast,
        }
    }

    /// Whether the ground is dark.
    pub fn is_dark(self) -> bool {
        matches!(self, Theme::Dark | Theme::DarkContrast)
    }

    fn has_contrast(self) -> bool {
        matches!(self, Theme::LightContrast | Theme::DarkContrast)
    }

    fn pick(self, light: u32, dark: u32) -> Color {
        Color::hex(if self.is_dark() { dark } else { light })
    }

    /// Text, start and playhead.
    pub fn ink(self) -> Color {
        self.pick(0x1D2430, 0xE8ECF2)
    }

    /// The page behind everything.
    pub fn ground(self) -> Color {
        self.pick(0xFFFFFF, 0x12161C)
    }

    /// Tick labels and titles of axes.
    pub fn quiet(self) -> Color {
        if self.has_contrast() { self.ink() } else { self.pick(0x5B6675, 0x98A3B3) }
    }

    /// Grid lines of the chart.
    pub fn hairline(self) -> Color {
        self.pick(0xE3E8EE, 0x262D37)
    }

    /// The landscape's colour at a height from 0, the lowest band, to 1, the highest.
    pub fn height(self, height: f64) -> Color {
        let stops = match self {
            Theme::Light => [0xA3B6CA, 0xCBD6E2, 0xEEF2F6],
            Theme::Dark => [0x47617D, 0x293645, 0x191F27],
            Theme::LightContrast => [0xDCE6F0, 0xEBF0F6, 0xFAFBFC],
            Theme::DarkContrast => [0x2C3E52, 0x1E2833, 0x12161C],
        };
        let at = height.clamp(0.0, 1.0) * 2.0;
        let [low, middle, high] = stops.map(Color::hex);
        if at < 1.0 { low.mix(middle, at) } else { middle.mix(high, at - 1.0) }
    }

    /// The isoline's colour at a height.
    pub fn isoline(self, height: f64) -> Color {
        let toward = self.pick(0x54708C, 0x8CA6C2);
        self.height(height).mix(toward, if self.has_contrast() { 0.6 } else { 0.32 })
    }

    /// What keeps labels apart from what lies under them.
    pub fn halo(self) -> Color {
        self.pick(0xFFFFFF, 0x12161C).fade(0.85)
    }
}

/// The shape of a run's ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Disc,
    /// A square on its side.
    Square,
    /// A square on its tip.
    Diamond,
    /// A triangle on its base.
    TriangleUp,
    /// A triangle on its tip.
    TriangleDown,
    /// A pentagon.
    Pentagon,
    /// A hexagon.
    Hexagon,
    /// A star of five rays.
    Star,
    /// An upright cross.
    Plus,
}

/// How a run looks everywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// Its colour on a light and on a dark ground.
    pub colors: [Color; 2],
    /// Its dash in CSS pixels, empty for an unbroken line.
    pub dash: &'static [f64],
    /// The shape of its ball.
    pub marker: Marker,
}

impl Form {
    /// Its colour on this ground.
    pub fn color(&self, theme: Theme) -> Color {
        self.colors[usize::from(theme.is_dark())]
    }

    /// The same for letters, which are thinner than lines: a little nearer to the ink.
    pub fn letter(&self, theme: Theme) -> Color {
        self.color(theme).mix(theme.ink(), 0.15)
    }
}

const fn form(light: u32, dark: u32, dash: &'static [f64], marker: Marker) -> Form {
    Form { colors: [Color::hex(light), Color::hex(dark)], dash, marker }
}

/// The forms with a name.
const NAMED: &[(&str, Form)] = &[
    ("gradient-descent", form(0x59626F, 0xB4BDCA, &[14.0, 3.0, 1.5, 3.0], Marker::Plus)),
    ("ema", form(0x0072B2, 0x56B4E9, &[7.0, 3.0], Marker::Square)),
    ("ema-debiased", form(0x4452B8, 0x98A4F5, &[7.0, 3.0, 3.5, 3.0], Marker::Star)),
    ("heavy-ball", form(0xD55E00, 0xF08A3C, &[], Marker::Disc)),
    ("trace", form(0x008A66, 0x2FC69A, &[12.0, 3.5], Marker::Diamond)),
    ("nesterov", form(0xB0387F, 0xE58BBF, &[9.0, 2.5, 2.5, 2.5, 2.5, 2.5], Marker::TriangleUp)),
    ("nesterov-trace", form(0x7B3FA0, 0xC08BE6, &[9.0, 3.0, 2.5, 3.0], Marker::TriangleDown)),
    ("rmsprop", form(0x8A6D00, 0xE0C030, &[2.5, 3.0], Marker::Pentagon)),
    ("adam", form(0x9C1F2E, 0xFF8C8C, &[2.5, 2.5, 2.5, 5.0], Marker::Hexagon)),
];

/// Whether a rule has a look of its own.
pub fn is_named(rule: &str) -> bool {
    NAMED.iter().any(|(name, _)| *name == rule)
}

/// The colours of all other forms, and of a form that occurs again: first five that no form has, deeper on white and paler
/// on black than those that one has, then five that are lent while the form they belong to is not shown. Gradient descent's
/// grey and the colours of the three momentum forms are never lent.
const COLORS: [[u32; 2]; 10] = [
    [0x005C63, 0x9BE7E3],
    [0x6B3A10, 0xD9B48F],
    [0x4A5E00, 0xD3E57A],
    [0x22366F, 0xB9C8FF],
    [0x75204A, 0xFFC4DC],
    [0x9C1F2E, 0xFF8C8C],
    [0x8A6D00, 0xE0C030],
    [0x7B3FA0, 0xC08BE6],
    [0xB0387F, 0xE58BBF],
    [0x4452B8, 0x98A4F5],
];
/// So many of them no form has.
const SPARE: usize = 5;
const DASHES: [&[f64]; 4] = [&[5.0, 2.5], &[], &[10.0, 2.5, 2.5, 2.5], &[2.5, 2.5]];
const MARKERS: [Marker; 7] = [
    Marker::Star,
    Marker::Square,
    Marker::Pentagon,
    Marker::TriangleUp,
    Marker::Hexagon,
    Marker::Diamond,
    Marker::TriangleDown,
];

/// The forms of these rules, by name, in order.
///
/// A rule with a look of its own has it where it occurs first. Every other run wishes for a look that follows from its
/// name, so that it mostly keeps it whoever comes or goes; where wishes meet, the first run gets it, and the other takes
/// the colour that is shown least.
pub fn forms<'a>(rules: impl IntoIterator<Item = &'a str>) -> Vec<Form> {
    let rules: Vec<&str> = rules.into_iter().collect();
    let mut forms: Vec<Option<Form>> = Vec::new();
    let mut wishes = Vec::new();
    for (i, rule) in rules.iter().enumerate() {
        let before = rules[..i].iter().filter(|other| *other == rule).count();
        let named = NAMED.iter().find(|(name, _)| before == 0 && name == rule);
        forms.push(named.map(|(_, form)| *form));
        wishes.push(wish(rule, before));
    }
    for wishes_only in [true, false] {
        for i in 0..rules.len() {
            let wish = wishes[i];
            if forms[i].is_none() && (!wishes_only || shown(&forms, wish % SPARE).next().is_none()) {
                let color = if wishes_only { wish % SPARE } else { rarest(&forms, wish) };
                forms[i] = Some(other(&forms, color, wish / SPARE));
            }
        }
    }
    forms.into_iter().flatten().collect()
}

/// A number that follows from a name and how often it came before (FNV-1a).
fn wish(rule: &str, before: usize) -> usize {
    let mut hash: u32 = 0x811C_9DC5;
    for byte in rule.bytes().chain([before as u8]) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    // The last bits of such a number follow a pattern.
    (hash ^ (hash >> 15)) as usize
}

/// The forms in this one of the colours.
fn shown(forms: &[Option<Form>], color: usize) -> impl Iterator<Item = &Form> {
    forms.iter().flatten().filter(move |form| form.colors == COLORS[color].map(Color::hex))
}

/// The colour that is shown least: one that no form has, the first from `wish` on, before one that is lent.
fn rarest(forms: &[Option<Form>], wish: usize) -> usize {
    let mut best = (usize::MAX, 0);
    for i in 0..COLORS.len() {
        let color = if i < SPARE { (wish + i) % SPARE } else { i };
        let uses = 2 * shown(forms, color).count() + usize::from(color >= SPARE);
        if uses < best.0 {
            best = (uses, color);
        }
    }
    best.1
}

/// A form in this one of the colours, with another dash and another marker than those that have it already.
fn other(forms: &[Option<Form>], color: usize, wish: usize) -> Form {
    let mut dash = wish % DASHES.len();
    while shown(forms, color).take(DASHES.len() - 1).any(|form| form.dash == DASHES[dash]) {
        dash = (dash + 1) % DASHES.len();
    }
    let mut marker = wish / DASHES.len() % MARKERS.len();
    while shown(forms, color).take(MARKERS.len() - 1).any(|form| form.marker == MARKERS[marker]) {
        marker = (marker + 1) % MARKERS.len();
    }
    let [light, dark] = COLORS[color];
    form(light, dark, DASHES[dash], MARKERS[marker])
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// WCAG's relative luminance.
    fn luminance(color: Color) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.rgb()[0]) + 0.7152 * linear(color.rgb()[1]) + 0.0722 * linear(color.rgb()[2])
    }

    /// WCAG's contrast of two opaque colours.
    pub(crate) fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const UNKNOWN: [&str; 12] =
        ["adagrad", "lion", "yogi", "lars", "lamb", "muon", "sm3", "dog", "adan", "prodigy", "sgd", "a"];

    #[test]
    fn twelve_runs_differ_whatever_they_are() {
        let same = ["trace"; 12];
        let known: Vec<_> = NAMED.iter().map(|(name, _)| *name).chain(["trace", "ema", "adam"]).collect();
        for rules in [&same[..], &UNKNOWN, &known] {
            let all = forms(rules.iter().copied());
            for (i, a) in all.iter().enumerate() {
                assert!(all[i + 1..].iter().all(|b| a != b), "{rules:?}");
            }
        }
    }

    #[test]
    fn each_form_with_a_name_has_a_colour_a_dash_and_a_marker_of_its_own() {
        for (i, (name, own)) in NAMED.iter().enumerate() {
            for (other, form) in &NAMED[..i] {
                assert_ne!(own.colors, form.colors, "{name} and {other}");
                assert_ne!(own.dash, form.dash, "{name} and {other}");
                assert_ne!(own.marker, form.marker, "{name} and {other}");
            }
        }
    }

    #[test]
    fn a_form_keeps_its_look_among_others() {
        assert_eq!(forms(["adam", "ema"])[1], forms(["ema"])[0]);
        assert_eq!(forms(["heavy-ball"])[0].color(Theme::Light).css(), "#d55e00");
        assert_eq!(forms(["trace"])[0].color(Theme::Dark).css(), "#2fc69a");
    }

    #[test]
    fn a_form_without_a_look_of_its_own_keeps_it_whoever_comes_before() {
        let alone = forms(["lion"])[0];
        assert_eq!(forms(["ema", "heavy-ball", "trace", "adam", "lion"])[4], alone);
        let mut kept = 0;
        for other in UNKNOWN {
            let [first, second] = forms([other, "lion"])[..] else { unreachable!() };
            assert_ne!(first.colors, second.colors, "{other}");
            kept += usize::from(second == alone);
        }
        assert!(kept >= 9, "{kept} of 12: mostly");
    }

    #[test]
    fn colours_are_shared_only_when_all_are_shown() {
        let colors = |rules: &[&str]| {
            let mut colors: Vec<_> = forms(rules.iter().copied()).iter().map(|form| form.colors[0].css()).collect();
            colors.sort();
            colors.dedup();
            colors.len()
        };
        assert_eq!(colors(&UNKNOWN[..10]), 10);
        for three in UNKNOWN.windows(3) {
            let all: Vec<_> = NAMED.iter().map(|(name, _)| *name).chain(three.iter().copied()).collect();
            assert_eq!(colors(&all), 12);
        }
    }

    #[test]
    fn the_colours_of_the_momentum_forms_are_never_lent() {
        let kept = ["ema", "heavy-ball", "trace", "gradient-descent"].map(|name| forms([name])[0].colors);
        for form in forms(UNKNOWN) {
            assert!(!kept.contains(&form.colors), "{}", form.color(Theme::Light).css());
        }
        for (name, own) in NAMED {
            let lent = COLORS.iter().any(|color| color.map(Color::hex) == own.colors);
            assert_ne!(lent, kept.contains(&own.colors), "{name}");
        }
    }

    #[test]
    fn every_colour_stands_on_ground_and_landscape() {
        for theme in [Theme::Light, Theme::Dark] {
            let all = forms(NAMED.iter().map(|(name, _)| *name).chain(UNKNOWN));
            for form in all {
                let color = form.color(theme);
                assert!(contrast(color, theme.ground()) >= 3.0, "{theme:?} {}", color.css());
                // Lines of 2 px over the wall; over the floor they are short and have labels.
                assert!(contrast(color, theme.height(1.0)) >= 3.0, "{theme:?} {}", color.css());
                let letter = form.letter(theme);
                assert!(contrast(letter, theme.ground()) >= 4.5, "{theme:?} {}", letter.css());
            }
            assert!(contrast(theme.quiet(), theme.height(1.0)) >= 4.5, "{theme:?}");
        }
    }

    #[test]
    fn for_who_asks_for_contrast_every_colour_stands_on_the_floor_as_well() {
        for theme in [Theme::LightContrast, Theme::DarkContrast] {
            for height in [0.0, 0.5, 1.0] {
                for form in forms(NAMED.iter().map(|(name, _)| *name).chain(UNKNOWN)) {
                    let color = form.color(theme);
                    assert!(contrast(color, theme.height(height)) >= 3.0, "{theme:?} {height} {}", color.css());
                }
                assert!(contrast(theme.quiet(), theme.height(height)) >= 7.0, "{theme:?} {height}");
                assert!(contrast(theme.isoline(height), theme.height(height)) >= 1.7, "{theme:?} {height}");
            }
        }
    }
}
