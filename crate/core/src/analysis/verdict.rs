//! One sentence on how a run ended.

use super::reason::reason;
use super::{Curvatures, Iteration, distance};
use crate::objective::{Domain, Surface};
use crate::text::{short, steps};
use crate::trajectory::Trajectory;

/// How a run ended, as one sentence: it converged, it stands still or is still away, it left the plot, or it left the
/// number range. `shown` is the part of the plane that the plot shows.
pub fn verdict(trajectory: &Trajectory, surface: &dyn Surface, shown: Domain, tolerance: f64) -> String {
    let last = trajectory.last();
    // A run that has never been in sight has not left it.
    let outside = escape(trajectory, shown).filter(|step| *step > 0);
    let before = trajectory.points[..outside.unwrap_or(0)].iter().map(|point| shown.contains(*point));
    let left = if before.skip_while(|seen| !seen).all(|seen| seen) { "Left" } else { "Last left" };
    if let Some(stop) = trajectory.stop {
        return match (stop.step, outside) {
            (0, _) => "The start is outside the number range: its loss is not finite.".to_owned(),
            (end, Some(step)) if step < end => {
                let (why, _) = reason(trajectory, surface, step);
                format!("{left} the plot at step {step} and the number range at step {end}{why}.")
            }
            (end, _) => {
                // In a plot of the whole plane, too, the reason is where the run was lost, and not what came of it.
                let lost = escape(trajectory, surface.domain()).filter(|step| (1..end).contains(step));
                let (why, _) = reason(trajectory, surface, lost.unwrap_or(end));
                format!("Left the number range at step {end}{why}.")
            }
        };
    }
    if last == 0 {
        return "Stands at its start: no step is asked for.".to_owned();
    }
    if trajectory.points.iter().all(|point| *point == trajectory.points[0]) {
        let begin = if trajectory.converged.is_some() { "Converged at step 0: has" } else { "Has" };
        return format!("{begin} not moved in {}.", steps(last));
    }
    if let Some(step) = trajectory.converged {
        if step == last {
            return format!("Converged at step {last}, its last: whether it stays is not seen.");
        }
        return format!("Converged at step {step}.");
    }
    let away = distance(trajectory.points[last], &surface.minimizers());
    if let Some(step) = outside {
        // Outside a limit that was broken and still is, or where nothing calls it back, it has left; else it may return.
        let (why, lasts) = reason(trajectory, surface, step);
        let is_called_back = lasts && !reason(trajectory, surface, last).1 && is_pulled(trajectory);
        return if away.is_finite() && (is_called_back || !lasts) {
            let why = if is_called_back { "" } else { &why };
            format!("Outside the plot since step {step}, and {} away after {}{why}.", short(away), steps(last))
        } else {
            format!("{left} the plot at step {step}{why}.")
        };
    }
    if !away.is_finite() {
        let loss = short(trajectory.losses[last]);
        // Without one, but with a minimum, it has a whole line of them.
        let single = if surface.minimum().is_some() { "single " } else { "" };
        return format!("At loss {loss} after {}; this surface has no {single}minimizer.", steps(last));
    }
    let shown = short(away);
    if let Some(place) = rest(trajectory, surface, tolerance) {
        return format!("Stands still{place} {shown} away.");
    }
    let (why, _) = reason(trajectory, surface, last);
    if away > distance(trajectory.points[0], &surface.minimizers()) {
        return format!("Now {shown} away after {}, farther than at the start{why}.", steps(last));
    }
    format!("Still {shown} away after {}{why}.", steps(last))
}

/// Whether the gradient still moves the weights at the last update.
fn is_pulled(trajectory: &Trajectory) -> bool {
    let last = trajectory.last();
    let hyperparameters = trajectory.hyperparameters_at(last);
    let pull = Iteration::of(trajectory.rule.card(), hyperparameters).map(|iteration| iteration.pull());
    trajectory.gradients[last - 1] != [0.0; 2]
        && pull.or(trajectory.hyperparameter_at("learning-rate", last)) != Some(0.0)
}

/// Where a run stands still that has not converged, as a part of a sentence; none where more steps may bring it nearer. It
/// does in a well if its last ten steps all stay near the last point, and the gradient there is so small beside the smaller
/// curvature that the bottom is as near. Near is within the tolerance, and so much nearer than any minimizer that this is
/// another well. Elsewhere it does if those steps do not move it at all.
fn rest(trajectory: &Trajectory, surface: &dyn Surface, tolerance: f64) -> Option<&'static str> {
    let last = trajectory.last();
    let end = trajectory.points[last];
    let away = |point: &[f64; 2]| distance(*point, &[end]);
    let moved = trajectory.points[last.checked_sub(10)?..]
        .iter()
        .map(away)
        .fold(0.0, |most, way| if way > most { way } else { most });
    let mut gradient = end;
    surface.look(end[0], end[1], &mut gradient);
    let other = 0.01 * distance(end, &surface.minimizers());
    let near = if other < tolerance { other } else { tolerance };
    let low = Curvatures::at(surface, end).map_or(0.0, |there| there.low);
    if moved <= near && distance(gradient, &[[0.0; 2]]) < near * low {
        return Some(" in another well,");
    }
    (moved == 0.0).then_some("")
}

/// The first step from which on the run is never again in a part of the plane; none where it ends in it.
pub fn escape(trajectory: &Trajectory, part: Domain) -> Option<usize> {
    let outside = trajectory.points.iter().rev().take_while(|point| !part.contains(**point)).count();
    (outside > 0).then(|| trajectory.points.len() - outside)
}

#[cfg(test)]
pub(super) mod tests {
    use crate::objective::Domain;
    use crate::scene::{Limits, Scene, Value};

    fn scene(entries: &[(&str, &str)]) -> Scene {
        let values: Vec<_> = entries.iter().map(|&(key, text)| (key, Value::from(text))).collect();
        let (scene, problems) = Scene::read(values.iter().map(|(key, value)| (*key, value)), Limits::PAGE);
        assert_eq!(problems, []);
        scene
    }

    /// How the first run of a Scene ended.
    pub(in crate::analysis) fn verdict(entries: &[(&str, &str)]) -> String {
        let scene = scene(entries);
        let surface = scene.objective();
        super::verdict(&scene.run()[0], &*surface, surface.domain(), scene.tolerance)
    }

    #[test]
    fn where_all_of_the_plane_is_in_sight_the_reason_is_where_the_run_was_lost() {
        let scene = scene(&[
            ("surface", "rosenbrock"),
            ("rules", "heavy-ball"),
            ("learning-rate", "0.002"),
            ("momentum", "0.5"),
        ]);
        let (run, surface) = (&scene.run()[0], scene.objective());
        let plane = [f64::NEG_INFINITY, f64::INFINITY];
        let said = |shown| super::verdict(run, &*surface, shown, scene.tolerance);
        let why = ": α λ = 25 is over the limit 2(1+β) = 3 at step 4.";
        assert_eq!(said(Domain::new(plane, plane)), format!("Left the number range at step 9{why}"));
        assert_eq!(said(surface.domain()), format!("Left the plot at step 4 and the number range at step 9{why}"));
    }

    #[test]
    fn a_verdict_names_the_step_or_the_distance_or_the_limit() {
        let base = [("rules", "heavy-ball"), ("start", "3.5,2")];
        let with = |more: &[(&'static str, &'static str)]| verdict(&[&base[..], more].concat());
        assert_eq!(with(&[("steps", "0")]), "Stands at its start: no step is asked for.");
        assert_eq!(with(&[("learning-rate", "0"), ("steps", "1")]), "Has not moved in 1 step.");
        assert_eq!(verdict(&[("start", "0,0"), ("steps", "7")]), "Converged at step 0: has not moved in 7 steps.");
        assert!(with(&[("steps", "200")]).starts_with("Converged at step "));
        assert!(with(&[("steps", "20")]).starts_with("Still "));
        let once = [("rules", "trace"), ("schedule", "8:learning-rate=x0.2")];
        assert_eq!(verdict(&once), "Converged at step 100, its last: whether it stays is not seen.");
        assert_eq!(
            with(&[("learning-rate", "0.205")]),
            "Left the plot at step 1: α λ = 4.1 is over the limit 2(1+β) = 3.8."
        );
        let far = with(&[("learning-rate", "100"), ("steps", "1000")]);
        assert!(far.starts_with("Left the plot at step 1 and the number range at step "), "{far}");
        assert!(far.ends_with(": α λ = 2000 is over the limit 2(1+β) = 3.8."), "{far}");
        let just = with(&[("learning-rate", "0.1900001")]);
        assert!(just.ends_with(": α λ = 3.8 is just over the limit 2(1+β) = 3.8."), "{just}");
        let further = with(&[("learning-rate", "1e308")]);
        assert!(further.starts_with("Left the number range at step 1: α λ = "), "{further}");
        let saddle = verdict(&[("rules", "heavy-ball"), ("surface", "saddle"), ("start", "1,0"), ("steps", "9")]);
        assert!(saddle.ends_with("; this surface has no minimizer."), "{saddle}");
        let floor = [("rules", "trace"), ("surface", "valley(slope=0)"), ("start", "1,1"), ("steps", "9")];
        assert!(verdict(&floor).ends_with("; this surface has no single minimizer."), "{}", verdict(&floor));
    }

    #[test]
    fn a_run_that_comes_back_for_a_while_has_last_left_at_a_later_step() {
        let back = [("rules", "heavy-ball"), ("momentum", "1.05"), ("schedule", "8:learning-rate=x0.2")];
        let text = verdict(&back);
        assert!(text.starts_with("Last left the plot at step 72: β = 1.05 is over 1, so the memory grows."), "{text}");
        let called = [("schedule", "8:learning-rate=x0.2; 73:momentum=0.5"), ("steps", "80")];
        let text = verdict(&[&back[..2], &called[..]].concat());
        assert!(text.starts_with("Outside the plot since step 72, and "), "{text}");
        // One that begins outside and comes in has not left before.
        let outside = [("rules", "gradient-descent"), ("start", "4.3,0"), ("learning-rate", "1.9"), ("steps", "9")];
        let text = verdict(
            &[&outside[..], &[("surface", "quadratic(condition-number=1)"), ("schedule", "2:learning-rate=3")]]
                .concat(),
        );
        assert!(text.starts_with("Left the plot at step 3: "), "{text}");
    }

    #[test]
    fn a_run_that_has_converged_has_converged_wherever_the_plot_ends() {
        let far = [("surface", "linear-regression"), ("start", "43.8,14.3"), ("rules", "ema(learning-rate=0.0178)")];
        let text = verdict(&[&far[..], &[("momentum", "0.95"), ("tolerance", "5")]].concat());
        assert_eq!(text, "Converged at step 67.");
    }

    #[test]
    fn a_run_in_another_well_or_without_a_force_stands_still_and_a_slow_one_does_not() {
        let rastrigin = [("surface", "rastrigin"), ("learning-rate", "0.005"), ("start", "-3.4,1.7")];
        let well = |rule, steps| verdict(&[&rastrigin[..], &[("rules", rule), ("steps", steps)]].concat());
        assert_eq!(well("heavy-ball", "100"), "Stands still in another well, 1.99 away.");
        assert_eq!(well("heavy-ball", "1000"), "Stands still in another well, 1.99 away.");
        assert!(well("heavy-ball", "20").starts_with("Still "), "{}", well("heavy-ball", "20"));
        let stopped = verdict(&[("rules", "ema"), ("schedule", "20:learning-rate=0")]);
        assert!(stopped.starts_with("Stands still ") && !stopped.contains("well"), "{stopped}");
        // Two that stand in one place, one of them to the last bit.
        let ackley = [("surface", "ackley"), ("start", "2.2,2.1"), ("learning-rate", "0.02"), ("momentum", "0.5")];
        for rule in ["gradient-descent", "heavy-ball"] {
            let text = verdict(&[&ackley[..], &[("rules", rule), ("steps", "1000")]].concat());
            assert!(text.starts_with("Stands still in another well, 2.79"), "{rule}: {text}");
        }
        for (surface, rate, steps) in [
            ("rosenbrock", "0.0005", "400"),
            ("rosenbrock", "1e-6", "4000"),
            ("beale", "1e-5", "9"),
            ("quadratic", "1e-9", "100"),
        ] {
            let slow = [("rules", "heavy-ball"), ("surface", surface), ("learning-rate", rate), ("steps", steps)];
            assert!(verdict(&slow).starts_with("Still "), "{}", verdict(&slow));
        }
    }

    #[test]
    fn a_run_that_creeps_in_the_well_of_a_minimizer_does_not_stand_in_another_whatever_the_tolerance() {
        for (surface, start, steps, more) in [
            ("beale", "0.96,-0.71", "300", "heavy-ball(learning-rate=0.00132)"),
            ("rosenbrock", "0.3,1.39", "300", "heavy-ball(learning-rate=0.000473,momentum=0.5)"),
            ("rosenbrock(a=1.74)", "-1.92,0.394", "100", "gradient-descent(learning-rate=0.000919)"),
        ] {
            for tolerance in ["0.1", "0.3", "1"] {
                let tells = [("surface", surface), ("start", start), ("steps", steps), ("rules", more)];
                let text = verdict(&[&tells[..], &[("tolerance", tolerance)]].concat());
                assert!(!text.contains("another well"), "{text}");
            }
        }
        let well =
            [("surface", "rastrigin"), ("learning-rate", "0.005"), ("start", "-3.4,1.7"), ("rules", "heavy-ball")];
        let text = verdict(&[&well[..], &[("steps", "200"), ("tolerance", "1")]].concat());
        assert_eq!(text, "Stands still in another well, 1.99 away.");
    }

    #[test]
    fn a_run_that_ends_farther_away_than_it_began_is_not_still_there() {
        let tells = [("surface", "six-hump-camel"), ("rules", "gradient-descent"), ("start", "5,3"), ("steps", "2")];
        let text = verdict(&[&tells[..], &[("learning-rate", "0.01")]].concat());
        assert!(text.starts_with("Now ") && text.contains(" away after 2 steps, farther than at the start"), "{text}");
    }

    #[test]
    fn a_run_that_may_come_back_has_not_left() {
        let text = verdict(&[("rules", "heavy-ball"), ("start", "3.5,1"), ("steps", "2"), ("learning-rate", "0.18")]);
        assert!(text.starts_with("Outside the plot since step 1, and "), "{text}");
    }

    #[test]
    fn what_nothing_calls_back_has_left_whatever_came_after_the_cause() {
        let far = [("rules", "heavy-ball"), ("learning-rate", "0.25")];
        for off in ["20:learning-rate=0", "20:gradient=0"] {
            let text = verdict(&[&far[..], &[("schedule", off)]].concat());
            assert_eq!(text, "Left the plot at step 1: α λ = 5 is over the limit 2(1+β) = 3.8.", "{off}");
        }
    }

    #[test]
    fn what_its_first_step_has_thrown_out_is_called_back() {
        let thrown = [("rules", "ema-debiased"), ("momentum", "0.5"), ("learning-rate", "0.31")];
        let end = |steps| verdict(&[&thrown[..], &[("schedule", "5:learning-rate=x0.1"), ("steps", steps)]].concat());
        assert!(end("12").starts_with("Outside the plot since step "), "{}", end("12"));
        assert!(end("100").starts_with("Converged "), "{}", end("100"));
    }

    #[test]
    fn a_start_without_a_finite_loss_is_named() {
        let text = verdict(&[("surface", "rosenbrock"), ("start", "1e200,0")]);
        assert_eq!(text, "The start is outside the number range: its loss is not finite.");
    }
}
