//! The numbers beside a run: its effective step, its memory's time constant, its stability limit.

use super::regime::ROUNDING;
use super::stability::limit_text;
use super::{Curvatures, Iteration, time_constant};
use crate::objective::Surface;
use crate::text::short;
use crate::trajectory::Trajectory;

/// The numbers beside a run at one update.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// The step per unit of a gradient that stays constant, units X²/F.
    pub effective_step: Option<f64>,
    /// -1/ln β, if a memory fades by β alone: after so many steps a gradient's share has fallen to 1/e.
    pub time_constant: Option<f64>,
    /// α λ with the largest curvature at the nearest minimizer, and the limit above which a quadratic diverges.
    pub stability: Option<Stability>,
}

impl Facts {
    /// What is known of them as read: "effective step 0.500", "memory 9.49 steps" and the limit.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        texts.extend(self.effective_step.map(|step| format!("effective step {}", short(step))));
        texts.extend(self.time_constant.map(|steps| {
            let steps = short(steps);
            format!("memory {steps} step{}", if steps == "1" { "" } else { "s" })
        }));
        texts.extend(self.stability.map(|stability| stability.text()));
        texts
    }
}

/// Where a run stands against its stability limit on a quadratic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stability {
    /// α λ.
    pub product: f64,
    /// The limit of α λ.
    pub limit: f64,
    /// Its formula: "2(1+β)".
    pub formula: &'static str,
    /// Where λ is that, to stand at the end: " at the minimizer". Empty where it is the same everywhere.
    pub place: &'static str,
}

impl Stability {
    /// The limit as read: "2(1+β) = 3.80".
    pub fn limit_text(&self) -> String {
        limit_text(self.formula, self.limit)
    }

    /// Both as read: "α λ = 1 < 2(1+β) = 3.8 at the minimizer".
    pub fn text(&self) -> String {
        let Stability { product, limit, .. } = *self;
        let [from, to] = [1.0 - ROUNDING, 1.0 + ROUNDING].map(|times| limit * times);
        let alike = short(product) == short(limit);
        let stands = match (product < from, product > to) {
            (false, false) => ", at the limit",
            (true, _) if alike => ", just under",
            (true, _) => " <",
            (_, true) if alike => ", just over",
            (_, true) => " >",
        };
        let product = short(product);
        format!("α λ = {product}{stands} {}{}", self.limit_text(), self.place)
    }
}

/// The largest curvature at the listed minimizer nearest to a point; none where there is none, or it is not positive.
pub fn curvature(surface: &dyn Surface, point: [f64; 2]) -> Option<f64> {
    at_minimizer(surface, point).map(|(curvatures, _)| curvatures.high)
}

/// Both curvatures there, and where that is, as [`Stability::place`].
pub(super) fn at_minimizer(surface: &dyn Surface, point: [f64; 2]) -> Option<(Curvatures, &'static str)> {
    let minimizers = surface.minimizers();
    let distance = |m: &&[f64; 2]| super::distance(point, &[**m]);
    let nearest = minimizers.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let curvatures = Curvatures::at(surface, *nearest).filter(|there| there.high > 0.0)?;
    let place = match minimizers.len() {
        _ if curvatures.are_everywhere(surface) => "",
        1 => " at the minimizer",
        _ => " at the nearest minimizer",
    };
    Some((curvatures, place))
}

/// The numbers beside update t of a run, from 1 to `last`; it may panic for another.
pub fn facts(trajectory: &Trajectory, surface: &dyn Surface, t: usize) -> Facts {
    let card = trajectory.rule.card();
    let hyperparameters = trajectory.hyperparameters_at(t);
    let stability = || {
        let iteration = Iteration::of(card, hyperparameters)?;
        let (limit, formula) = iteration.bound()?;
        let (curvatures, place) = at_minimizer(surface, trajectory.points[trajectory.last()])?;
        let product = trajectory.hyperparameter_at("learning-rate", t)? * curvatures.high;
        // A bound below which nothing converges is told where it is broken.
        let tells = product > limit || iteration.limit_by_formula().is_some();
        tells.then_some(Stability { product, limit, formula, place })
    };
    // A rule may use β elsewhere, or average weights by it: its memory is asked.
    let fades = |beta: &f64| trajectory.left_of_memories(t).iter().any(|left| (left - beta).abs() < 1e-12);
    Facts {
        effective_step: card.effective_step_at(hyperparameters).filter(|step| step.is_finite()),
        time_constant: trajectory.hyperparameter_at("momentum", t).filter(fades).and_then(time_constant),
        stability: stability(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RULES;
    use crate::scene::{Limits, Scene};

    #[test]
    fn what_reads_alike_stands_just_beside_the_limit() {
        let text = |product, limit, formula| Stability { product, limit, formula, place: "" }.text();
        assert_eq!(text(1.0, 3.8, "2(1+β)"), "α λ = 1 < 2(1+β) = 3.8");
        assert_eq!(text(4.1, 3.8, "2(1+β)"), "α λ = 4.1 > 2(1+β) = 3.8");
        for (product, stands) in
            [(1.9999, "just under"), (2.0, "at the limit"), (2.0 + 1e-15, "at the limit"), (2.0001, "just over")]
        {
            assert_eq!(text(product, 2.0, "2"), format!("α λ = 2, {stands} 2"));
            assert_eq!(text(product, 2.0, "2(1+β)"), format!("α λ = 2, {stands} 2(1+β) = 2"));
        }
    }

    #[test]
    fn of_a_rule_only_what_it_has_is_told() {
        let texts = |link: &str| {
            let scene = Scene::open(link, Limits::PAGE).scene;
            let surface = scene.objective();
            facts(&scene.run_on(&*surface)[0], &*surface, 1).texts()
        };
        let trace = ["effective step 0.5", "memory 9.49 steps", "α λ = 1 < 2(1+β) = 3.8"];
        assert_eq!(texts("v=1&rules=trace"), trace);
        assert_eq!(texts("v=1&rules=gradient-descent"), ["effective step 0.05", "α λ = 1 < 2"]);
        assert_eq!(texts("v=1&rules=trace&momentum=0.368")[1], "memory 1 step");
    }

    #[test]
    fn a_memory_is_told_to_fade_exactly_where_one_does_by_the_momentum_alone() {
        let (mut told, mut wrong) = (0, Vec::new());
        for name in RULES.iter().map(|rule| rule.card().name) {
            let link = "v=1&schedule=20:gradient=0&steps=40&learning-rate=0.001&momentum=0.83&rules=";
            let scene = Scene::open(&format!("{link}{name}"), Limits::PAGE).scene;
            let surface = scene.objective();
            let run = &scene.run_on(&*surface)[0];
            let fades = |memory: &Vec<[f64; 2]>| {
                (25..40).all(|t| (0..2).all(|i| (memory[t][i] / memory[t - 1][i] - 0.83).abs() < 1e-9))
            };
            let measured = run.memories.iter().any(fades);
            let says = [1, 10, 30].map(|t| facts(run, &*surface, t).time_constant.is_some());
            if says != [measured; 3] {
                wrong.push(format!("{name}: {says:?}"));
            }
            told += usize::from(measured);
        }
        assert!(wrong.is_empty() && told > 20, "{wrong:?} {told}");
    }

    #[test]
    fn a_limit_stands_beside_every_run_that_breaks_it_and_beside_none_that_another_momentum_would_need() {
        let text = |rules: &str| {
            let scene = Scene::open(&format!("v=1&rules={rules}"), Limits::PAGE).scene;
            let surface = scene.objective();
            facts(&scene.run_on(&*surface)[0], &*surface, 1).stability.map(|stability| stability.text())
        };
        let said = |rules| text(rules).expect("it has one");
        assert_eq!(said("nesterov(momentum=-0.5,learning-rate=0.2)"), "α λ = 4 > 1−1/β = 3");
        assert_eq!(said("heavy-ball(momentum=-1)"), "α λ = 1 > 2(1+β) = 0");
        assert_eq!(said("heavy-ball(momentum=1,learning-rate=0.25)"), "α λ = 5 > 2(1+β) = 4");
        assert_eq!(said("nesterov(momentum=1.1,learning-rate=0.07)"), "α λ = 1.4 > 2(1+β)/(1+2β) = 1.31");
        assert_eq!(said("heavy-ball(momentum=1.05,learning-rate=1)"), "α λ = 20 > 2(1+β) = 4.1");
        for none in ["heavy-ball(momentum=1)", "heavy-ball(momentum=1.05)", "nesterov(momentum=1.1)"] {
            assert_eq!(text(none), None, "{none}");
        }
    }

    #[test]
    fn off_a_quadratic_the_place_of_the_curvature_is_named() {
        let text = |link: &str| {
            let scene = Scene::open(link, Limits::PAGE).scene;
            let surface = scene.objective();
            facts(&scene.run_on(&*surface)[0], &*surface, 1).stability.expect("it has one").text()
        };
        assert_eq!(text("v=1&rules=trace"), "α λ = 1 < 2(1+β) = 3.8");
        let camel = text("v=1&surface=three-hump-camel&rules=trace&learning-rate=0.02");
        assert!(camel.ends_with(" < 2(1+β) = 3.8 at the minimizer"), "{camel}");
        let wells = text("v=1&surface=himmelblau&rules=trace&learning-rate=0.005&start=7.5,0");
        assert_eq!(wells, "α λ = 0.411 < 2(1+β) = 3.8 at the nearest minimizer");
    }
}
