//! What changes during a run: markers, each acting on the updates after its step.

use core::fmt;

use crate::text::{self, number};

/// The values that a marker can change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Force {
    /// α, units X²/F.
    pub learning_rate: f64,
    /// β.
    pub momentum: f64,
    /// Whether the gradient reaches the rule; false is `gradient=0`, the engine cut.
    pub gradient: bool,
}

/// How a marker changes a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// To this value.
    To(f64),
    /// By this factor, on the value before: `x0.1`.
    Times(f64),
}

impl Setting {
    fn of(self, before: f64) -> f64 {
        match self {
            Setting::To(value) => value,
            Setting::Times(factor) => before * factor,
        }
    }
}

/// A change from one step on: `30:learning-rate=0.005,momentum=0.5`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Marker {
    /// It acts on the updates `step + 1`, `step + 2`, ...
    pub step: usize,
    /// The change of α.
    pub learning_rate: Option<Setting>,
    /// The change of β.
    pub momentum: Option<Setting>,
    /// Whether the gradient reaches the rule from here on.
    pub gradient: Option<bool>,
}

impl Marker {
    /// The change in the symbols of the figures: `α → 0.005, β × 0.5, gradient off`.
    pub fn label(&self) -> String {
        let mut label = String::new();
        let mut say = |text: &str| {
            if !label.is_empty() {
                label += ", ";
            }
            label += text;
        };
        for (symbol, setting) in [("α", self.learning_rate), ("β", self.momentum)] {
            let (sign, value) = match setting {
                Some(Setting::To(value)) => ("→", value),
                Some(Setting::Times(factor)) => ("×", factor),
                None => continue,
            };
            say(&format!("{symbol} {sign} {}", number(value)));
        }
        if let Some(on) = self.gradient {
            say(if on { "gradient on" } else { "gradient off" });
        }
        label
    }

    /// What it changes, as it is typed: `learning-rate=0.005,momentum=x0.5,gradient=0`.
    pub fn changes(&self) -> String {
        let mut changes = String::new();
        let mut say = |key: &str, value: String| {
            changes += if changes.is_empty() { "" } else { "," };
            changes += key;
            changes += &value;
        };
        for (key, setting) in [("learning-rate=", self.learning_rate), ("momentum=", self.momentum)] {
            if let Some(setting) = setting {
                say(key, setting.to_string());
            }
        }
        if let Some(on) = self.gradient {
            say("gradient=", u8::from(on).to_string());
        }
        changes
    }

    fn apply(&self, force: &mut Force) {
        if let Some(setting) = self.learning_rate {
            force.learning_rate = setting.of(force.learning_rate);
        }
        if let Some(setting) = self.momentum {
            force.momentum = setting.of(force.momentum);
        }
        force.gradient = self.gradient.unwrap_or(force.gradient);
    }

    /// Whether both change the same.
    pub(crate) fn meets(&self, other: &Marker) -> bool {
        (self.learning_rate.is_some() && other.learning_rate.is_some())
            || (self.momentum.is_some() && other.momentum.is_some())
            || (self.gradient.is_some() && other.gradient.is_some())
    }

    /// Takes over what `later` changes.
    pub(crate) fn merge(&mut self, later: &Marker) {
        self.learning_rate = later.learning_rate.or(self.learning_rate);
        self.momentum = later.momentum.or(self.momentum);
        self.gradient = later.gradient.or(self.gradient);
    }
}

/// The markers of a run, at most one a step, in the order of their steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    markers: Vec<Marker>,
}

impl Schedule {
    /// The markers, in the order of their steps.
    pub fn markers(&self) -> &[Marker] {
        &self.markers
    }

    /// The updates from which on another force may act, from the first, in order.
    pub fn changes(&self) -> Vec<usize> {
        let mut changes = vec![1];
        changes.extend(self.markers.iter().map(|marker| marker.step.saturating_add(1)));
        changes.dedup();
        changes
    }

    /// Adds a marker; at a step that has one, what it changes replaces what stood there. One that changes nothing is none.
    pub fn set(&mut self, marker: Marker) {
        if marker == (Marker { step: marker.step, ..Marker::default() }) {
            return;
        }
        match self.markers.binary_search_by_key(&marker.step, |m| m.step) {
            Ok(i) => self.markers[i].merge(&marker),
            Err(i) => self.markers.insert(i, marker),
        }
    }

    /// Takes away the marker at a step, and returns it.
    pub fn remove(&mut self, step: usize) -> Option<Marker> {
        let i = self.markers.binary_search_by_key(&step, |m| m.step).ok()?;
        Some(self.markers.remove(i))
    }

    /// What is in force at update t, from 1, beginning with `base`. Not inlined: each place that asks would hold a copy of
    /// it.
    #[inline(never)]
    pub fn in_force(&self, base: Force, t: usize) -> Force {
        let mut force = base;
        self.markers.iter().take_while(|marker| marker.step < t).for_each(|marker| marker.apply(&mut force));
        force
    }

    /// All that is ever in force, each with the update that it begins at, in the order of `changes`.
    pub fn forces(&self, base: Force) -> Vec<(usize, Force)> {
        let (mut force, mut markers) = (base, self.markers.iter().peekable());
        let begin = |t| {
            while let Some(marker) = markers.next_if(|marker| marker.step < t) {
                marker.apply(&mut force);
            }
            (t, force)
        };
        self.changes().into_iter().map(begin).collect()
    }
}

impl FromIterator<Marker> for Schedule {
    fn from_iter<I: IntoIterator<Item = Marker>>(markers: I) -> Self {
        let mut schedule = Schedule::default();
        markers.into_iter().for_each(|marker| schedule.set(marker));
        schedule
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Setting::To(value) => write!(f, "{}", number(*value)),
            Setting::Times(factor) => write!(f, "x{}", number(*factor)),
        }
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.step, self.changes())
    }
}

/// The grammar of the key `schedule`: markers with `; ` between them.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::join(self.markers.iter().map(Marker::to_string), "; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Force = Force { learning_rate: 0.05, momentum: 0.9, gradient: true };

    fn drop_at(step: usize, setting: Setting) -> Marker {
        Marker { step, learning_rate: Some(setting), ..Marker::default() }
    }

    #[test]
    fn a_marker_acts_on_the_updates_after_its_step() {
        let schedule: Schedule = [drop_at(10, Setting::To(0.005))].into_iter().collect();
        assert_eq!(schedule.in_force(BASE, 10), BASE);
        assert_eq!(schedule.in_force(BASE, 11).learning_rate, 0.005);
    }

    #[test]
    fn all_that_is_ever_in_force_is_what_is_in_force_at_each_change() {
        let at = |step| Marker { momentum: Some(Setting::Times(0.5)), ..drop_at(step, Setting::Times(0.1)) };
        for steps in [&[][..], &[0], &[3, 4, 20], &[0, 1, usize::MAX - 1, usize::MAX]] {
            let schedule: Schedule = steps.iter().map(|&step| at(step)).collect();
            let one_by_one = schedule.changes().into_iter().map(|t| (t, schedule.in_force(BASE, t)));
            assert_eq!(schedule.forces(BASE), one_by_one.collect::<Vec<_>>(), "{steps:?}");
        }
    }

    #[test]
    fn a_label_names_all_that_changes() {
        let marker =
            Marker { momentum: Some(Setting::To(0.5)), gradient: Some(false), ..drop_at(10, Setting::Times(0.2)) };
        assert_eq!(marker.label(), "α × 0.2, β → 0.5, gradient off");
    }

    #[test]
    fn a_factor_acts_on_the_value_before_it() {
        let schedule: Schedule =
            [drop_at(20, Setting::Times(0.5)), drop_at(10, Setting::To(4.0))].into_iter().collect();
        assert_eq!(schedule.in_force(BASE, 21).learning_rate, 2.0);
    }

    #[test]
    fn a_second_change_at_a_step_replaces_the_first_and_keeps_the_rest() {
        let mut schedule: Schedule = [drop_at(10, Setting::To(1.0))].into_iter().collect();
        schedule.set(Marker { step: 10, momentum: Some(Setting::To(0.5)), ..Marker::default() });
        schedule.set(drop_at(10, Setting::To(2.0)));
        assert_eq!(schedule.to_string(), "10:learning-rate=2,momentum=0.5");
        assert!(schedule.remove(10).is_some() && schedule.markers().is_empty());
    }

    #[test]
    fn a_marker_that_changes_nothing_is_none() {
        let schedule: Schedule =
            [drop_at(10, Setting::To(1.0)), Marker { step: 3, ..Marker::default() }].into_iter().collect();
        assert_eq!(schedule.to_string(), "10:learning-rate=1");
    }
}
