//! Why a run was lost: the limit that it broke, its β, or what a correction of the bias made of it.

use super::cause::{DIVIDES_BY_0, FIRST_STEP, momentum_text, over, overcorrected};
use super::facts::at_minimizer;
use super::{Curvatures, Forecast, Iteration, Regime, distance};
use crate::objective::Surface;
use crate::trajectory::Trajectory;

/// Why a run is lost at update t, as the end of a sentence, and whether it is for good; empty where nothing is to blame.
pub(super) fn reason(trajectory: &Trajectory, surface: &dyn Surface, t: usize) -> (String, bool) {
    let card = trajectory.rule.card();
    let momentum = (t > 0).then(|| trajectory.hyperparameter_at("momentum", t)).flatten();
    let corrects = card.limit.is_some() && card.correction(&trajectory.choices).is_some();
    let uncorrectable = uncorrectable(trajectory).map(|beta| (beta, DIVIDES_BY_0));
    let above_1 = || momentum.filter(|beta| corrects && beta.abs() > 1.0).map(|beta| (beta, overcorrected(beta)));
    if let Some((beta, why)) = uncorrectable.or_else(above_1) {
        return (format!(": with β = {} {why}", momentum_text(beta)), true);
    }
    let nothing = (String::new(), false);
    let iteration = (t > 0).then(|| Iteration::of(card, trajectory.hyperparameters_at(t))).flatten();
    let Some(iteration) = iteration else { return nothing };
    // Where a run is lost the surface may bend less than a few steps farther out. Without a minimizer any run is lost, and
    // a limit that it breaks then is not why.
    let minimizers = surface.minimizers();
    let until = trajectory.stop.map_or(trajectory.last(), |stop| stop.step);
    let far = if minimizers.is_empty() { t } else { until.min(t + TOLD - 1) };
    for t in t..=far {
        if let Some(why) = overstepped(trajectory, surface, t) {
            return (format!(": {why}"), true);
        }
    }
    // Where it bends down, a run is lost without the help of β; and along what is curved Nesterov's memory may fade.
    let end = trajectory.points[trajectory.last()];
    let level = || Curvatures::at(surface, end).filter(|there| there.low >= 0.0 && surface.minimum().is_some());
    let curvatures = at_minimizer(surface, end).map(|(there, _)| there).or_else(level);
    let rate = curvatures.and_then(|there| iteration.rate(there)).unwrap_or(0.0);
    let why = iteration.why_at_any_rate();
    if rate > 1.0 - 1e-9 && !why.is_empty() {
        return (format!(": {why}"), rate > 1.0 + 1e-9);
    }
    let steepest = felt(surface, trajectory.points[0]).map(|felt| felt.high);
    let first = trajectory.hyperparameter_at("learning-rate", 1).zip(steepest);
    let thrown = trajectory.losses.get(1).is_some_and(|loss| *loss > trajectory.losses[0]);
    // One that is nearer than it began has come back.
    let farther = distance(end, &minimizers) > distance(trajectory.points[0], &minimizers);
    if corrects && thrown && farther && first.is_some_and(|(alpha, steepest)| alpha * steepest > 2.0) {
        return (format!(": {FIRST_STEP}"), false);
    }
    nothing
}

/// In so many updates from the one at which a run is lost a limit that it breaks is found.
const TOLD: usize = 20;

/// The curvatures at a point that decide what becomes of a run from there. Where they are not the same everywhere it is
/// the larger one: what bends down there may bend up a step farther out.
fn felt(surface: &dyn Surface, point: [f64; 2]) -> Option<Curvatures> {
    let there = Curvatures::at(surface, point)?;
    if there.are_everywhere(surface) {
        return there.excited_by(surface, point);
    }
    Some(Curvatures { low: there.high, ..there })
}

/// The limit that α breaks at update t along what decides there, as read; none where it breaks none, and on a quadratic
/// where that bends down more or the run does not move along it.
fn overstepped(trajectory: &Trajectory, surface: &dyn Surface, t: usize) -> Option<String> {
    let iteration = Iteration::of(trajectory.rule.card(), trajectory.hyperparameters_at(t))?;
    let before = t - 1;
    // Where no gradient comes, no α is to blame.
    if trajectory.gradients.get(before) == Some(&[0.0; 2]) {
        return None;
    }
    let point = *trajectory.points.get(before)?;
    let is_constant = Curvatures::at(surface, point)?.are_everywhere(surface);
    let felt = felt(surface, point)?;
    let curvature = match iteration.forecast(felt) {
        Some(Forecast { regime: Regime::Diverges, curvature, .. }) => curvature,
        Some(_) => return None,
        // α λ is too large for a number.
        None => felt.high,
    };
    let ((limit, formula), product) = (iteration.bound()?, iteration.learning_rate() * curvature);
    let place = match before {
        _ if is_constant => String::new(),
        0 => " at the start".to_owned(),
        _ => format!(" at step {before}"),
    };
    (product > limit).then(|| over(product, limit, formula) + &place)
}

/// The β at whose update a run left the number range because βᵗ came to 1, so that an average was divided by 0.
fn uncorrectable(trajectory: &Trajectory) -> Option<f64> {
    let t = trajectory.stop?.step;
    let power = trajectory.rule.card().correction(&trajectory.choices)?;
    let before = *trajectory.scalars[power].get(t.checked_sub(1)?)?;
    trajectory.hyperparameter_at("momentum", t).filter(|beta| before * beta == 1.0)
}

#[cfg(test)]
mod tests {
    use crate::analysis::verdict::tests::verdict;

    #[test]
    fn the_cause_that_is_named_is_the_one_without_which_the_run_would_stay() {
        let end = |more: &[(&'static str, &'static str)]| verdict(&[&[("start", "3.5,1")], more].concat());
        // The saddle bends down: with any β the run leaves.
        let saddle = [("rules", "heavy-ball"), ("surface", "saddle"), ("start", "-3,0.02"), ("learning-rate", "0.05")];
        for beta in ["0.99", "1", "1.05"] {
            let text = verdict(&[&saddle[..], &[("momentum", beta)]].concat());
            assert!(text.contains("eft the plot") && !text.contains(':'), "{text}");
        }
        let turned = end(&[("rules", "heavy-ball"), ("momentum", "-1")]);
        assert!(turned.ends_with(": α λ = 1 is over the limit 2(1+β) = 0."), "{turned}");
        let uphill = end(&[("rules", "trace(dampening=1.5)"), ("momentum", "1")]);
        assert!(
            uphill.starts_with("Left ") && uphill.ends_with(": the share −0.5 of the gradient leads uphill."),
            "{uphill}"
        );
        let nesterov = end(&[("rules", "nesterov"), ("learning-rate", "0.2"), ("momentum", "-0.5")]);
        assert!(nesterov.starts_with("Last left the plot") && nesterov.ends_with(" 1−1/β = 3."), "{nesterov}");
        // Where nothing pulls, β alone acts.
        let coasts = [("rules", "heavy-ball"), ("momentum", "-1"), ("schedule", "1:gradient=0")];
        assert!(!end(&coasts).contains("α λ"), "{}", end(&coasts));
    }

    #[test]
    fn no_limit_is_to_blame_that_the_run_does_not_feel() {
        // On the plain around Easom's well nothing bends.
        let plain = [("surface", "easom"), ("start", "0,0.5"), ("rules", "gradient-descent"), ("learning-rate", "5")];
        let text = verdict(&plain);
        assert!(text.starts_with("Still ") && text.ends_with(" away after 100 steps."), "{text}");
        // A start on the flat axis has no part along the steep one.
        for rule in ["heavy-ball", "gradient-descent"] {
            let flat = [("start", "-3.6,0"), ("rules", rule), ("learning-rate", "0.2"), ("steps", "10")];
            assert!(verdict(&flat).ends_with(" away after 10 steps."), "{}", verdict(&flat));
        }
        let axis = [("surface", "saddle"), ("start", "2,0"), ("rules", "heavy-ball"), ("learning-rate", "3")];
        assert!(verdict(&axis).ends_with(": α λ = 6 is over the limit 2(1+β) = 3.8."), "{}", verdict(&axis));
    }

    #[test]
    fn a_part_that_comes_in_by_rounding_is_to_blame_once_it_has_grown() {
        let long = [("start", "3,1"), ("rules", "heavy-ball"), ("learning-rate", "0.3"), ("steps", "1000")];
        let text = verdict(&[&long[..], &[("surface", "booth")]].concat());
        assert!(text.starts_with("Left the plot at step "), "{text}");
        assert!(text.ends_with(": α λ = 5.4 is over the limit 2(1+β) = 3.8."), "{text}");
        let turned = [("surface", "quadratic(rotation=45)"), ("start", "1,1"), ("rules", "heavy-ball")];
        let text = verdict(&[&turned[..], &[("learning-rate", "0.25"), ("steps", "4")]].concat());
        assert!(text.ends_with(" away after 4 steps."), "{text}");
    }

    #[test]
    fn off_a_quadratic_the_limit_is_that_of_the_place_where_the_run_was_lost() {
        let walls = [("surface", "rosenbrock"), ("start", "-2,2"), ("rules", "gradient-descent")];
        // At the minimizer α λ would be 1.9.
        let text = verdict(&[&walls[..], &[("learning-rate", "0.0019"), ("steps", "50")]].concat());
        assert!(text.starts_with("Left the plot at step 1 and "), "{text}");
        assert!(text.contains(": α λ = ") && text.ends_with(" is over the limit 2 at the start."), "{text}");
        // Where it left the surface bends down more.
        for [surface, start, rule, rate] in [
            ["rosenbrock", "-3.6,1.05", "nesterov", "0.002"],
            ["himmelblau", "1,0", "gradient-descent", "0.5"],
            ["mccormick", "0,0", "trace(dampening=0.5)", "2"],
        ] {
            let text = verdict(&[("surface", surface), ("start", start), ("rules", rule), ("learning-rate", rate)]);
            assert!(text.starts_with("Left ") && text.contains(" is over the limit "), "{surface}: {text}");
        }
    }

    #[test]
    fn where_any_run_is_lost_no_limit_that_it_breaks_later_and_no_momentum_is_why() {
        let monkey = [("surface", "monkey-saddle"), ("start", "1.6,0.1"), ("rules", "heavy-ball")];
        for rate in ["0.01", "0.002"] {
            let text = verdict(&[&monkey[..], &[("learning-rate", rate), ("steps", "200")]].concat());
            assert!(text.starts_with("Left the plot at step ") && !text.contains(':'), "{text}");
        }
        for beta in ["0.9", "1"] {
            let slope = [("surface", "valley"), ("rules", "heavy-ball"), ("momentum", beta), ("steps", "1000")];
            let text = verdict(&slope);
            assert!(text.starts_with("Left the plot at step ") && !text.contains(':'), "{text}");
        }
    }

    #[test]
    fn a_first_step_is_to_blame_only_where_it_throws_out() {
        let end = |more: &[(&'static str, &'static str)]| verdict(&[&[("rules", "ema-debiased")], more].concat());
        let flat = end(&[("start", "-3.6,0"), ("learning-rate", "0.2"), ("steps", "10")]);
        assert!(flat.ends_with(" away after 10 steps."), "{flat}");
        let nearer = end(&[("surface", "rosenbrock"), ("learning-rate", "0.001"), ("steps", "60")]);
        assert!(nearer.ends_with(" away after 60 steps."), "{nearer}");
        // It is nearer than an average that is not corrected.
        let back = end(&[("learning-rate", "0.12"), ("momentum", "0.3"), ("steps", "10")]);
        assert_eq!(back, "Still 0.931 away after 10 steps.");
    }

    #[test]
    fn a_memory_that_never_fades_swings_and_does_not_leave_for_good() {
        let swings = [("rules", "heavy-ball"), ("momentum", "1"), ("start", "3.5,2.4"), ("learning-rate", "0.19")];
        let all: Vec<_> =
            ["5", "6", "7", "8"].map(|steps| verdict(&[&swings[..], &[("steps", steps)]].concat())).into();
        assert!(all.iter().all(|text| !text.starts_with("Left")), "{all:?}");
        assert!(all.iter().any(|text| text.starts_with("Outside the plot since ") && text.ends_with("never fades.")));
    }

    #[test]
    fn a_corrected_average_that_its_first_step_throws_out_comes_back() {
        let end =
            |rule, steps| verdict(&[("rules", rule), ("learning-rate", "1.5"), ("start", "3.5,1"), ("steps", steps)]);
        let text = end("ema-debiased", "100");
        assert!(text.starts_with("Outside the plot since step 1, and "), "{text}");
        assert!(text.ends_with(": its first step is gradient descent’s, whose limit is 2."), "{text}");
        assert!(end("ema-debiased", "1000").starts_with("Converged "), "{}", end("ema-debiased", "1000"));
        assert!(!end("ema", "100").contains("first step"), "{}", end("ema", "100"));
    }

    #[test]
    fn a_memory_that_never_fades_is_named() {
        let end = |beta| verdict(&[("rules", "heavy-ball"), ("start", "3.5,1"), ("momentum", beta), ("steps", "400")]);
        assert!(
            end("1").starts_with("Still ") && end("1").ends_with(": with β = 1 the memory never fades."),
            "{}",
            end("1")
        );
        let grown = end("1.05");
        assert!(grown.starts_with("Last left ") && grown.ends_with(": β = 1.05 is over 1, so the memory grows."));
    }

    #[test]
    fn nesterovs_memory_fades_along_a_curvature_also_with_a_momentum_of_1() {
        let end = |rule, alpha| {
            let more = [("rules", rule), ("momentum", "1"), ("learning-rate", alpha), ("start", "3.5,1")];
            verdict(&more)
        };
        for rule in ["nesterov", "nesterov-trace"] {
            let text = end(rule, "0.03");
            assert!(text.starts_with("Still ") && text.ends_with(" away after 100 steps."), "{rule}: {text}");
            let text = end(rule, "0.08");
            assert!(text.ends_with(": α λ = 1.6 is over the limit 2(1+β)/(1+2β) = 1.33."), "{rule}: {text}");
        }
    }

    #[test]
    fn above_1_an_average_climbs_and_a_corrected_one_does_not() {
        let end = |rule| verdict(&[("rules", rule), ("start", "-3.6,1.05"), ("momentum", "1.2"), ("steps", "100")]);
        let climbs = end("ema");
        assert!(climbs.ends_with(": 1−β = −0.2 turns the gradient round, so it climbs."), "{climbs}");
        for rule in ["heavy-ball", "trace", "nesterov"] {
            let grows = end(rule);
            assert!(grows.ends_with(": β = 1.2 is over 1, so the memory grows."), "{rule}: {grows}");
        }
        let coasts = end("ema-debiased");
        assert!(coasts.ends_with(": with β = 1.2 old gradients outweigh new ones, so it coasts."), "{coasts}");
    }

    #[test]
    fn a_correction_that_divides_by_0_is_named() {
        for (rule, beta, step) in [
            ("ema-debiased", "1", 1),
            ("ema-debiased", "-1", 2),
            ("adam", "1", 1),
            ("adam", "-1", 2),
            ("adamw", "1", 1),
            ("muon(memory=corrected)", "1", 1),
            ("lamb", "1", 1),
            ("lamb", "-1", 2),
            ("nadam(momentum-schedule=constant)", "1", 1),
        ] {
            let text = verdict(&[("rules", rule), ("momentum", beta), ("learning-rate", "0.01")]);
            let shown = beta.replace('-', "−");
            let why = format!(": with β = {shown} its correction divides by 1−βᵗ = 0.");
            assert_eq!(text, format!("Left the number range at step {step}{why}"), "{rule}");
        }
        // After other momenta their product is not 1.
        let later = [("rules", "ema-debiased"), ("schedule", "5:momentum=1"), ("steps", "40")];
        assert!(!verdict(&later).contains("divides"), "{}", verdict(&later));
        let product = [("rules", "ema-debiased"), ("momentum", "2"), ("schedule", "5:momentum=0.5")];
        let text = verdict(&product);
        assert!(text.ends_with(" at step 10: with β = 0.5 its correction divides by 1−βᵗ = 0."), "{text}");
    }
}
