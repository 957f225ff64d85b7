//! The schedules of the recorded runs, read from what their file says of them.

/// How the learning rate changes with the number of an update, and how long the gradient reaches the rule.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Schedule {
    /// Shares of the learning rate, each with the last update it is for.
    pieces: Vec<(usize, f64)>,
    /// The number of updates in which half a cosine takes the learning rate to 0.
    cosine: Option<f64>,
    /// The first update whose gradient is 0.
    cut: Option<usize>,
}

impl Schedule {
    /// Nothing changes.
    pub(crate) const CONSTANT: Schedule = Schedule { pieces: Vec::new(), cosine: None, cut: None };

    /// The schedule of these words; none where they are others than those of the README.
    pub(crate) fn read(words: &str) -> Option<Schedule> {
        if let Some((_, rest)) = words.split_once("for updates t >= ") {
            let (cut, rest) = rest.split_once(' ')?;
            let constant = words.starts_with("lr constant;") && rest.contains("exactly 0");
            return constant.then_some(Schedule { cut: Some(cut.parse().ok()?), ..Schedule::CONSTANT });
        }
        let rate = words.strip_prefix("lr_t = ")?;
        if let Some(updates) = rate.strip_prefix("lr*0.5*(1 + cos(pi*(t-1)/") {
            let cosine = updates.strip_suffix("))")?.parse().ok()?;
            return Some(Schedule { cosine: Some(cosine), ..Schedule::CONSTANT });
        }
        let pieces = rate.split(", ").map(|piece| {
            let (share, when) = piece.split_once(" for t ")?;
            let share = match share {
                "lr" => 1.0,
                _ => share.trim_end_matches("*lr").parse().ok()?,
            };
            let last = match when.split_once(' ')? {
                ("<=", last) => last.parse().ok()?,
                (">=", _) => usize::MAX,
                _ => return None,
            };
            Some((last, share))
        });
        Some(Schedule { pieces: pieces.collect::<Option<_>>()?, ..Schedule::CONSTANT })
    }

    /// The learning rate of update t as a share of the first one.
    pub(crate) fn share(&self, t: usize) -> f64 {
        let cosine = |updates: f64| 0.5 * (1.0 + (std::f64::consts::PI * (t as f64 - 1.0) / updates).cos());
        let piece = self.pieces.iter().find(|(last, _)| t <= *last);
        self.cosine.map(cosine).or(piece.map(|(_, share)| *share)).unwrap_or(1.0)
    }

    /// Whether the gradient of update t reaches the rule.
    pub(crate) fn has_gradient(&self, t: usize) -> bool {
        self.cut.is_none_or(|cut| t < cut)
    }
}
