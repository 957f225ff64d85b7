//! Why a momentum form moves as it does on a quadratic, as one sentence with the numbers that decide.

use super::cause::{just, momentum_text};
use super::change::changes;
use super::iteration::Coefficients;
use super::regime::ROUNDING;
use super::{Curvatures, Forecast, Iteration, Regime};
use crate::rule::Form;
use crate::text::short;

impl Iteration {
    /// A forecast of this iteration as one sentence: "Diverges: α λ = 4.10 is over the limit 2(1+β) = 3.80; the
    /// distance grows by a factor of 1.66 each step." `when` it is so stands behind the first word: " until step 8".
    /// Where the other direction moves in another way, a second sentence says so.
    pub fn explain(&self, forecast: Forecast, when: &str) -> String {
        let Forecast { regime, curvature, rate, other, flat } = forecast;
        let product = short(self.learning_rate() * curvature);
        let why = match regime {
            Regime::Stands => self.why_unmoved(false).to_owned(),
            Regime::Escapes => format!("the curvature {} bends down, and each α > 0 leads away", short(curvature)),
            Regime::Diverges => self.why_unstable(curvature),
            Regime::Oscillates => self.why_flipping(|from| {
                // Where both roots are alike in size, every other step stands still.
                let [p, q] = self.polynomial(curvature);
                let [over, each] = if p.abs() < ROUNDING { ["at", "every other"] } else { ["over", "each"] };
                format!(
                    "α λ = {product} is {}{over} {from}, so {}{each} step overshoots",
                    just(&product, &from),
                    lately(q)
                )
            }),
            Regime::Ripples => self.why_complex(curvature, &product),
            Regime::Monotone => self.why_positive(curvature, &product),
        };
        let who = match regime {
            Regime::Escapes => "a distance along it",
            _ if flat => "the distance across",
            _ => "the distance",
        };
        let what = if regime == Regime::Ripples { self.modulus() } else { "" };
        let mut rest = self.changes(curvature, rate, what, who);
        // Step by step it goes up and down.
        if regime == Regime::Ripples && rate < 1.0 - ROUNDING {
            rest += " in the long run";
        }
        let beside = other.map_or_else(String::new, |(regime, curvature)| {
            let rate = self.spectral_radius(curvature);
            let moves = match regime {
                Regime::Ripples => "it swings; ",
                Regime::Oscillates => "it flips its sign each step; ",
                _ if rate < ROUNDING => "",
                _ => "it creeps; ",
            };
            format!(" Along λ = {} {moves}{}.", short(curvature), self.changes(curvature, rate, "", "it"))
        });
        if regime == Regime::Stands {
            return format!("{}{when}: {why}.", regime.name());
        }
        format!("{}{when}: {why}; {rest}.{beside}", regime.name())
    }

    /// The limit that it breaks, as a sentence with a blank at its end; empty where it does not diverge by one.
    pub(crate) fn explain_divergence(&self, curvatures: Curvatures, when: &str) -> String {
        match self.forecast(curvatures) {
            Some(Forecast { regime: Regime::Diverges, curvature, .. }) => {
                format!("{}{when}: {}. ", Regime::Diverges.name(), self.why_unstable(curvature))
            }
            _ => String::new(),
        }
    }

    /// What becomes of it while no gradient moves it, in a sentence: with the engine off, or with an α or a share of the
    /// gradient that is 0. `moves` says whether anything has come into its memory.
    pub(crate) fn explain_coast(&self, engine: bool, moves: bool, when: &str) -> String {
        let why = if engine { self.why_unmoved(moves) } else { "the engine is off" };
        match self.coasts().filter(|_| moves) {
            Some(share) => {
                let what = if share < 0.0 { "|β| = " } else { "β = " };
                format!("Coasts{when}: {why}, and the memory rolls on; {}.", changes(share.abs(), what, "it"))
            }
            None => format!("{}{when}: {why}.", Regime::Stands.name()),
        }
    }

    fn why_unmoved(&self, moves: bool) -> &'static str {
        if self.learning_rate() == 0.0 {
            "with α = 0 no gradient moves it"
        } else if self.form() == Form::Trace && moves {
            "no gradient but the first reaches the memory"
        } else {
            "no share of the gradient reaches the memory"
        }
    }

    fn why_complex(&self, curvature: f64, product: &str) -> String {
        match self.beside_critical(curvature) {
            Some([beta, _, _]) if self.spectral_radius(curvature) >= 1.0 => {
                format!("with β = {beta} the memory never fades, so it swings for ever")
            }
            Some([beta, critical, curvature]) => {
                let just = just(&beta, &critical);
                format!("β = {beta} is {just}above the critical {critical} for λ = {curvature}, so it swings")
            }
            None => format!("at α λ = {product} the roots are complex, so it swings"),
        }
    }

    fn why_positive(&self, curvature: f64, product: &str) -> String {
        let [first, second] = self.spectrum(curvature).eigenvalues;
        match self.beside_critical(curvature) {
            _ if self.momentum().is_some() && first.modulus() < ROUNDING => {
                format!("at α λ = {product} both roots are 0")
            }
            Some([beta, _, curvature]) if first == second => {
                format!("β = {beta} is the critical one for λ = {curvature}")
            }
            Some([beta, critical, curvature]) => {
                let just = just(&beta, &critical);
                format!("β = {beta} is {just}below the critical {critical} for λ = {curvature}, so it creeps")
            }
            None => self.why_flipping(|from| {
                let [_, q] = self.polynomial(curvature);
                format!("α λ = {product} is not over {from}, so {}no step overshoots", lately(q))
            }),
        }
    }

    /// β, the critical one and λ in words; none where there is no critical one or β is negative.
    fn beside_critical(&self, curvature: f64) -> Option<[String; 3]> {
        let [beta, critical] = [self.momentum().filter(|beta| *beta >= 0.0)?, self.critical_momentum(curvature)?];
        Some([momentum_text(beta), momentum_text(critical), short(curvature)])
    }

    /// What a real root has its sign from: the α λ from which on one below 0 dominates, or, from -1 down, β.
    fn why_flipping(&self, by_product: impl Fn(String) -> String) -> String {
        let Coefficients { momentum, newest, change } = self.coefficients();
        if momentum <= -1.0 {
            return format!("β = {} turns the memory round at each step", momentum_text(momentum));
        }
        // Without a complex pair the roots have another sign each, and p says which is the larger one.
        by_product(short(self.swings_between().map_or((1.0 + momentum) / (newest + change), |[_, high]| high)))
    }

    /// The modulus of a complex pair as read, the root of the polynomial's q.
    fn modulus(&self) -> &'static str {
        match self.form() {
            Form::HeavyBall | Form::Trace | Form::Ema => "√β = ",
            Form::Nesterov | Form::NesterovTrace => "√(β(1−α λ)) = ",
            Form::GradientDescent | Form::Optimistic => "",
        }
    }
}

/// "in the long run " where a second root, which has its part in the first steps, is not 0: the polynomial's q is not.
fn lately(q: f64) -> &'static str {
    if q == 0.0 { "" } else { "in the long run " }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::analysis::tests::{between, form, iteration};
    use crate::analysis::{Curvatures, Iteration};

    pub(in crate::analysis) const BOWL: Curvatures = between(1.0, 20.0);

    #[track_caller]
    pub(in crate::analysis) fn says(iteration: Iteration, curvatures: Curvatures, sentence: &str) {
        assert_eq!(iteration.explain(iteration.forecast(curvatures).expect("one is curved"), ""), sentence);
    }

    #[test]
    fn from_minus_1_down_nesterovs_momentum_itself_flips_the_sign() {
        for (beta, shown) in [(-1.0, "−1"), (-1.0001, "−1.0001"), (-1.2, "−1.2")] {
            let iteration = form("nesterov", 0.5, beta);
            let sentence = iteration.explain(iteration.forecast(between(1.0, 1.0)).expect("it is curved"), "");
            let why = format!("Oscillates: β = {shown} turns the memory round at each step; the distance shrinks to ");
            assert!(sentence.starts_with(&why), "{sentence}");
        }
    }

    #[test]
    fn beside_the_critical_momentum_a_sentence_names_both() {
        says(
            form("heavy-ball", 0.05, 0.9),
            BOWL,
            "Ripples: β = 0.9 is above the critical 0.603 for λ = 1, so it swings; \
             the distance shrinks to √β = 0.949 of itself each step in the long run.",
        );
        says(
            form("nesterov", 0.05, 0.9),
            BOWL,
            "Ripples: β = 0.9 is above the critical 0.635 for λ = 1, so it swings; \
             the distance shrinks to √(β(1−α λ)) = 0.925 of itself each step in the long run. \
             Along λ = 20 it is gone in one step.",
        );
        says(
            form("heavy-ball", 0.01, 0.5),
            BOWL,
            "Monotone: β = 0.5 is below the critical 0.81 for λ = 1, so it creeps; \
             the distance shrinks to 0.98 of itself each step. \
             Along λ = 20 it swings; it shrinks to 0.707 of itself each step.",
        );
        let optimum = form("heavy-ball", 0.0, 0.0).optimum(BOWL).expect("it has one");
        says(
            form("heavy-ball", optimum.learning_rate, optimum.momentum.expect("it has one")),
            BOWL,
            "Monotone: β = 0.403 is the critical one for λ = 1; the distance shrinks to 0.635 of itself each step. \
             Along λ = 20 it flips its sign each step; it shrinks to 0.635 of itself each step.",
        );
        says(
            form("heavy-ball", 0.0331, 0.66924),
            between(1.0, 100.0),
            "Oscillates: α λ = 3.31 is just over 3.31, so in the long run each step overshoots; \
             the distance shrinks to 0.882 of itself each step. \
             Along λ = 1 it swings; it shrinks to 0.818 of itself each step.",
        );
    }

    #[test]
    fn a_momentum_beside_1_is_not_read_as_1() {
        says(
            form("heavy-ball", 0.05, 1.0001),
            BOWL,
            "Diverges: β = 1.0001 is over 1, so the memory grows; \
             the distance grows by 0.005 % each step in the long run.",
        );
        says(
            form("heavy-ball", 4e-8, 0.9999),
            between(1.0, 1.0),
            "Ripples: β = 0.9999 is above the critical 0.9996 for λ = 1, so it swings; \
             the distance shrinks by 0.005 % each step in the long run.",
        );
        says(
            form("heavy-ball", 0.05, 0.9999),
            between(1.0, 1.0),
            "Ripples: β = 0.9999 is above the critical 0.603 for λ = 1, so it swings; \
             the distance shrinks by 0.005 % each step in the long run.",
        );
    }

    #[test]
    fn above_1_a_learning_rate_over_the_limit_is_to_blame_first() {
        says(
            form("heavy-ball", 0.3, 1.05),
            BOWL,
            "Diverges: α λ = 6 is over the limit 2(1+β) = 4.1; the distance grows by a factor of 3.66 each step.",
        );
    }

    #[test]
    fn over_the_limit_a_sentence_names_it_with_its_formula() {
        says(
            form("heavy-ball", 0.205, 0.9),
            BOWL,
            "Diverges: α λ = 4.1 is over the limit 2(1+β) = 3.8; the distance grows by a factor of 1.66 each step.",
        );
        says(
            form("ema", 3.0, 0.9),
            BOWL,
            "Diverges: α λ = 60 is over the limit 2(1+β)/(1−β) = 38; \
             the distance grows by a factor of 3.87 each step.",
        );
        says(
            form("gradient-descent", 0.11, 0.0),
            BOWL,
            "Diverges: α λ = 2.2 is over the limit 2; the distance grows by a factor of 1.2 each step.",
        );
        // Its roots break out by their product.
        says(
            form("nesterov", 0.2, -0.5),
            BOWL,
            "Diverges: α λ = 4 is over the limit 1−1/β = 3; the distance grows by a factor of 1.22 each step.",
        );
    }

    #[test]
    fn a_step_that_overshoots_is_told_from_one_that_does_not() {
        says(
            form("gradient-descent", 0.096, 0.0),
            BOWL,
            "Oscillates: α λ = 1.92 is over 1, so each step overshoots; \
             the distance shrinks to 0.92 of itself each step. \
             Along λ = 1 it creeps; it shrinks to 0.904 of itself each step.",
        );
        // From (1+√β)² on.
        says(
            form("heavy-ball", 0.11, 0.2),
            between(20.0, 20.0),
            "Oscillates: α λ = 2.2 is over 2.09, so in the long run each step overshoots; \
             the distance shrinks to 0.724 of itself each step.",
        );
        // Both roots are alike in size.
        says(
            iteration("optimistic-gradient-descent", &[0.5, 1.0, 1.0]),
            between(1.0, 1.0),
            "Oscillates: α λ = 0.5 is just at 0.5, so in the long run every other step overshoots; \
             the distance shrinks to 0.707 of itself each step.",
        );
        says(
            form("gradient-descent", 0.02, 0.0),
            BOWL,
            "Monotone: α λ = 0.02 is not over 1, so no step overshoots; the distance shrinks to 0.98 of itself each step.",
        );
    }

    #[test]
    fn beside_a_flat_direction_it_is_the_distance_across_that_changes() {
        says(
            form("gradient-descent", 0.02, 0.0),
            between(0.0, 1.0),
            "Monotone: α λ = 0.02 is not over 1, so no step overshoots; the distance across shrinks to 0.98 of itself each step.",
        );
    }

    #[test]
    fn a_memory_that_never_fades_is_named_where_no_limit_is_broken() {
        says(
            form("heavy-ball", 0.05, 1.0),
            BOWL,
            "Ripples: with β = 1 the memory never fades, so it swings for ever; the distance does not shrink.",
        );
        says(
            form("heavy-ball", 0.05, 1.05),
            BOWL,
            "Diverges: β = 1.05 is over 1, so the memory grows; \
             the distance grows by a factor of 1.02 each step.",
        );
        says(
            form("heavy-ball", 0.05, -1.5),
            BOWL,
            "Diverges: β = −1.5 is below −1, so the memory grows; the distance grows by a factor of 2.19 each step.",
        );
        says(
            form("heavy-ball", 0.05, -1.0),
            BOWL,
            "Diverges: α λ = 1 is over the limit 2(1+β) = 0; the distance grows by a factor of 1.62 each step.",
        );
        says(
            form("ema", 0.05, 1.2),
            BOWL,
            "Diverges: 1−β = −0.2 turns the gradient round, so it climbs; \
             the distance grows by a factor of 1.69 each step.",
        );
        // Nesterov's does, while α is small.
        says(
            form("nesterov", 0.025, 1.0),
            between(20.0, 20.0),
            "Ripples: β = 1 is above the critical 0.172 for λ = 20, so it swings; \
             the distance shrinks to √(β(1−α λ)) = 0.707 of itself each step in the long run.",
        );
        says(
            form("nesterov", 0.07, 1.0),
            BOWL,
            "Diverges: α λ = 1.4 is over the limit 2(1+β)/(1+2β) = 1.33; \
             the distance grows by a factor of 1.15 each step.",
        );
        says(
            form("nesterov", 0.07, 1.1),
            BOWL,
            "Diverges: α λ = 1.4 is over the limit 2(1+β)/(1+2β) = 1.31; \
             the distance grows by a factor of 1.21 each step.",
        );
        for (beta, grows) in [(0.9, "2.55"), (1.0, "2.62")] {
            says(
                iteration("trace", &[0.1, beta, 1.5, 0.0]),
                BOWL,
                &format!(
                    "Diverges: the share −0.5 of the gradient leads uphill; \
                     the distance grows by a factor of {grows} each step."
                ),
            );
        }
    }

    #[test]
    fn where_the_surface_bends_down_each_learning_rate_leads_away_but_0() {
        says(
            form("heavy-ball", 0.04, 0.9),
            between(-2.0, 1.0),
            "Escapes: the curvature −2 bends down, and each α > 0 leads away; \
             a distance along it grows by a factor of 1.27 each step.",
        );
        says(form("heavy-ball", 0.0, 0.9), between(-2.0, 1.0), "Stands: with α = 0 no gradient moves it.");
        says(form("ema", 0.1, 1.0), BOWL, "Stands: no share of the gradient reaches the memory.");
    }
}
