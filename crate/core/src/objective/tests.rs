//! What every surface inherits: one table of families crossed with points.

#![expect(clippy::disallowed_methods, reason = "a tolerance need not have the same bits everywhere")]

use super::*;
use crate::analysis::Curvatures;

/// Parameters beside the defaults, so that no family is right at its defaults alone.
const VARIANTS: &[(&str, &[f64])] = &[
    ("quadratic", &[20.0, 30.0, 1.0]),
    ("quadratic", &[1000.0, -75.0, 0.01]),
    ("rosenbrock", &[1.0, 10.0]),
    ("rosenbrock", &[-1.5, 300.0]),
    ("rosenbrock", &[0.5, 1.0]),
    ("rastrigin", &[3.0]),
    ("rastrigin", &[0.0]),
    ("ackley", &[5.0, 0.7, 3.0]),
    ("valley", &[1.0, 0.0]),
    ("valley", &[30.0, -0.4]),
];

/// Losses that automatic differentiation libraries' runs recorded: name, parameters, point, loss.
const RECORDED: &[(&str, &[f64], [f64; 2], f64)] = &[
    ("quadratic", &[10.0, 30.0, 0.1], [-2.0, 0.5], 1.1365864317029972),
    ("quadratic", &[100.0, 0.0, 1.0], [0.973835618857568, -0.5804199999999999], 17.318546726277848),
    ("rosenbrock", &[1.0, 100.0], [-1.5, 2.0], 12.5),
    ("rosenbrock", &[1.0, 100.0], [0.5, -0.5], 56.5),
    ("beale", &[], [2.0, -1.1], 18.568269000000008),
    ("beale", &[], [1.9240787888976238, -0.882561086773046], 8.219521825069798),
    ("himmelblau", &[], [-1.6645446571792262, 2.81041113001733], 29.951221168569365),
    ("himmelblau", &[], [4.0, -3.0], 40.0),
    ("booth", &[], [1.4775431629, 2.6897350343000004], 0.4362398024072861),
    ("booth", &[], [-5.0, 5.0], 104.0),
    ("goldstein-price", &[], [0.3003727169685821, -0.40921807844472197], 448.8464053168996),
    ("goldstein-price", &[], [0.8, 0.5], 966.8351928899997),
    ("saddle", &[], [-3.5246833664, 0.005277319168], 12.423364983279237),
    ("monkey-saddle", &[], [0.4681603349366746, -0.2320498370482703], 0.02698135283636101),
    ("rastrigin", &[10.0], [1.2, -0.8], 15.89966011250105),
    ("rastrigin", &[10.0], [0.9429252025577802, -1.0419058467507298], 2.9554674994428662),
    ("ackley", &[20.0, 0.2, core::f64::consts::TAU], [2.2, -1.7], 8.220299616030381),
    ("ackley", &[20.0, 0.2, core::f64::consts::TAU], [-3.4, 0.6], 9.99914771317772),
    ("styblinski-tang", &[], [0.5705139568774753, -0.6375827145265514], -5.888058523527565),
    ("styblinski-tang", &[], [2.6035299031002888, -2.9019883339482626], -63.91110723001809),
    ("six-hump-camel", &[], [-0.9781553458772844, 0.7812032285352426], 0.4811899875718457),
    ("six-hump-camel", &[], [1.5, -0.5], 0.6656249999999986),
    ("three-hump-camel", &[], [2.0, -1.5], 1.1166666666666654),
    ("three-hump-camel", &[], [1.788069866338444, -1.3279434749453296], 0.4971933602852472),
    ("mccormick", &[], [3.0, 3.0], 3.720584501801074),
    ("mccormick", &[], [3.011866461950788, 1.6029919403507882], 1.479359913498194),
    ("matyas", &[], [-2.0, 5.0], 12.34),
    ("matyas", &[], [3.376697721909248, -0.686242278090752], 4.199255865851725),
    ("levy-13", &[], [0.4, 0.7], 0.9112742085719083),
    ("levy-13", &[], [0.35112192080885757, 0.6906989930925459], 0.6487776463566238),
    ("easom", &[], [3.5, 2.4], -0.3503926790652783),
    ("easom", &[], [3.174003004674579, 3.094227133363841], -0.9950707919051246),
    ("linear-regression", &[], [-1.0, 2.0], 13.696345000000003),
    ("linear-regression", &[], [14.147058000000003, 2.889900000000001], 463.93355094640685),
    ("linear-regression", &[], [1.5070780278664389, -0.15512108005232367], 0.24638489558405863),
    ("logistic-regression", &[], [0.0, 0.0], core::f64::consts::LN_2),
    ("logistic-regression", &[], [2.0, 2.0], 1.6064931903061954),
    ("logistic-regression", &[], [2.3284423107328838, -4.366191030801148], 0.5110124143789032),
    ("valley", &[1.0, 0.01], [0.03125, -0.025], 0.00023828125),
    ("valley", &[1.0, 0.0], [-0.58042, 0.5], 0.16844368820000002),
];

/// Points spread over the domain, none of them on a kink or a minimizer by design.
fn points(domain: Domain) -> impl Iterator<Item = [f64; 2]> {
    (0..100).map(move |i| {
        let at = |[low, high]: [f64; 2], i: usize| low + (high - low) * (i as f64 * 0.618_033_988_749_895).fract();
        [at(domain.x, i + 1), at(domain.y, 7 * i + 3)]
    })
}

fn named(name: &str, parameters: &[f64]) -> Box<dyn Surface> {
    Family::named(name).unwrap().surface(parameters)
}

/// Every family at its defaults, and the variants: its name and its parameters.
fn table() -> impl Iterator<Item = (&'static str, Vec<f64>)> {
    let defaults = FAMILIES.iter().map(|family| (family.card.name, family.defaults()));
    let variants = VARIANTS.iter().map(|&(name, parameters)| (name, parameters.to_vec()));
    defaults.chain(variants)
}

fn surfaces() -> impl Iterator<Item = (String, Box<dyn Surface>)> {
    table().map(|(name, parameters)| (format!("{name}{parameters:?}"), named(name, &parameters)))
}

/// The surfaces of the same table over another scalar type.
fn over<S: 'static>(families: &'static [Make<S>]) -> impl Iterator<Item = Box<dyn SurfaceOver<S>>> {
    let place = |name: &str| FAMILIES.iter().position(|family| family.card.name == name).unwrap();
    table().map(move |(name, parameters)| families[place(name)](&parameters))
}

fn value(surface: &dyn Surface, point: [f64; 2]) -> f64 {
    SurfaceOver::<f64>::value(surface, point)
}

#[test]
fn parameters_that_are_missing_are_the_defaults_and_more_than_there_are_count_for_nothing() {
    for family in FAMILIES {
        let at = |parameters: &[f64]| family.surface(parameters).value([0.3, 0.7]).to_bits();
        let whole = family.defaults();
        assert_eq!(at(&[]), at(&whole), "{}", family.card.name);
        assert_eq!(at(&[&whole[..], &[9.0]].concat()), at(&whole), "{}", family.card.name);
    }
}

#[test]
fn losses_are_those_that_libraries_recorded() {
    for &(name, parameters, point, loss) in RECORDED {
        let got = value(&*named(name, parameters), point);
        assert!((got - loss).abs() <= 1e-13 * loss.abs().max(1.0), "{name} at {point:?}: {got} against {loss}");
    }
    for family in FAMILIES {
        assert!(RECORDED.iter().any(|row| row.0 == family.card.name), "{} has no row in RECORDED", family.card.name);
    }
}

#[test]
fn the_gradient_by_hand_is_the_gradient_by_duals() {
    for ((name, surface), dual) in surfaces().zip(over(DUAL_FAMILIES)) {
        for point in points(surface.domain()) {
            let value = dual.value(Dual::variables(point));
            let scale = value.slope[0].abs() + value.slope[1].abs() + value.value.abs() + 1e-300;
            for (hand, dual) in surface.gradient(point).into_iter().zip(value.slope) {
                assert!((hand - dual).abs() <= 1e-12 * scale, "{name} at {point:?}: {hand} against {dual}");
            }
        }
    }
}

#[test]
fn the_hessian_is_symmetric() {
    for (name, surface) in surfaces() {
        for point in points(surface.domain()) {
            let [[a, b], [c, d]] = surface.hessian(point);
            let scale = a.abs() + b.abs() + c.abs() + d.abs();
            assert!((b - c).abs() <= 1e-12 * scale, "{name} at {point:?}: {b} against {c}");
        }
    }
}

#[test]
fn the_gradient_vanishes_at_each_minimizer_and_no_point_lies_below() {
    for (name, surface) in surfaces() {
        for minimizer in surface.minimizers() {
            let slope = surface.gradient(minimizer);
            // Ackley's tip has no second derivatives.
            let entries = surface.hessian(minimizer).concat();
            let curvature = entries.iter().filter(|x| x.is_finite()).fold(1.0_f64, |sum, x| sum + x.abs());
            assert!(slope.iter().all(|g| g.abs() <= 1e-14 * curvature), "{name} at {minimizer:?}: {slope:?}");
            if let Some(minimum) = surface.minimum() {
                let gap = (value(&*surface, minimizer) - minimum).abs();
                assert!(gap <= 1e-15 * minimum.abs().max(1.0), "{name} at {minimizer:?}: {gap}");
            }
            for point in points(surface.domain()) {
                assert!(value(&*surface, point) >= value(&*surface, minimizer), "{name} is lower at {point:?}");
            }
        }
        if let Some(minimum) = surface.minimum() {
            assert!(points(surface.domain()).all(|point| value(&*surface, point) >= minimum), "{name}");
        }
    }
}

#[test]
fn each_minimizer_has_its_condition_number_but_ackleys_tip() {
    for (name, surface) in surfaces() {
        for minimizer in surface.minimizers() {
            let condition = Curvatures::at(&*surface, minimizer).and_then(|curvatures| curvatures.condition_number());
            assert_eq!(condition.is_none(), name.starts_with("ackley"), "{name} at {minimizer:?}: {condition:?}");
            assert!(condition.is_none_or(|condition| condition >= 1.0), "{name} at {minimizer:?}: {condition:?}");
        }
    }
}

#[test]
fn ackleys_tip_is_at_rest_and_its_neighbourhood_is_not() {
    let surface = Family::named("ackley").unwrap();
    let surface = surface.surface(&surface.defaults());
    assert_eq!(value(&*surface, [0.0, 0.0]), 0.0);
    assert_eq!(surface.gradient([0.0, -0.0]), [0.0, 0.0]);
    // The cone's slope, a b/√2.
    let [slope, _] = surface.gradient([1e-9, 0.0]);
    assert!((slope - 8.0_f64.sqrt()).abs() < 1e-6, "{slope}");
    assert!(surface.gradient([f64::NAN, 0.0])[0].is_nan());
}

#[test]
fn losses_and_gradients_are_finite_far_outside_the_domain() {
    for (name, surface) in surfaces() {
        let domain = surface.domain();
        for x in domain.x {
            for y in domain.y {
                for far in [1.0, 10.0, 1000.0] {
                    let point = [x * far, y * far];
                    assert!(value(&*surface, point).is_finite(), "{name} at {point:?}");
                    assert!(surface.gradient(point).iter().all(|g| g.is_finite()), "{name} at {point:?}");
                }
            }
        }
    }
}

#[test]
fn lanes_give_the_bits_of_the_scalar() {
    for ((name, surface), packed) in surfaces().zip(over(OVER_LANES)) {
        for point in points(surface.domain()) {
            let [x, y] = point;
            let pair = [Lanes::new([x, y]), Lanes::new([y, x])];
            let mut lanes = packed.gradient(pair).to_vec();
            lanes.push(packed.value(pair));
            for (lane, point) in [[x, y], [y, x]].into_iter().enumerate() {
                let mut scalar = surface.gradient(point).to_vec();
                scalar.push(value(&*surface, point));
                for (a, b) in scalar.iter().zip(&lanes) {
                    assert_eq!(a.to_bits(), b.to_array()[lane].to_bits(), "{name} at {point:?}");
                }
            }
        }
    }
}

#[test]
fn heavy_ball_from_the_start_with_the_cards_learning_rate_descends_in_sight() {
    for family in FAMILIES {
        let (card, surface) = (family.card, family.surface(&family.defaults()));
        let (mut point, mut displacement) = (card.start, [0.0; 2]);
        for step in 1..=200 {
            let slope = surface.gradient(point);
            for i in 0..2 {
                displacement[i] = 0.9 * displacement[i] - card.learning_rate * slope[i];
                point[i] += displacement[i];
            }
            if !surface.domain().contains(point) {
                // A saddle's run leaves the picture, and takes some steps to do so; no other does.
                assert!(card.name.ends_with("saddle") && step > 10, "{} at step {step}: {point:?}", card.name);
                break;
            }
        }
        assert!(value(&*surface, point) < 0.5 * value(&*surface, card.start), "{} ends at {point:?}", card.name);
    }
}

#[test]
fn cards_are_complete_and_the_start_is_in_the_domain() {
    for family in FAMILIES {
        let card = family.card;
        assert!(family.surface(&family.defaults()).domain().contains(card.start), "{}", card.name);
        for text in [card.title, card.formula, card.source, card.lesson] {
            assert!(!text.is_empty() && !text.contains("  "), "{}: {text}", card.name);
        }
        assert!(card.lesson.ends_with('.'), "{}", card.name);
        for parameter in card.parameters {
            assert!(parameter.legal.admits(parameter.default), "{} {}", card.name, parameter.key);
            assert!(parameter.usual.iter().all(|&x| parameter.legal.admits(x)), "{} {}", card.name, parameter.key);
        }
    }
    for (name, surface) in surfaces() {
        assert!(surface.minimizers().iter().all(|&m| surface.domain().contains(m)), "{name}");
    }
}

#[test]
fn the_page_opens_with_the_first_of_the_menu() {
    const { assert!(Quadratic::OPENS) };
    assert_eq!(FAMILIES[0].card.name, Quadratic::CARD.name);
}

#[test]
fn formulas_are_well_formed_and_each_element_has_its_children() {
    for family in FAMILIES {
        let name = family.card.name;
        // The open elements, each with the number of children seen so far.
        let mut open = vec![("math", 0)];
        for tag in family.card.formula.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').unwrap();
            let token = |element| matches!(element, "mi" | "mn" | "mo" | "mtext");
            if let Some(closed) = tag.strip_prefix('/') {
                let (element, children) = open.pop().unwrap();
                assert_eq!(element, closed, "{name}");
                match element {
                    "msup" | "msub" | "mfrac" => assert_eq!(children, 2, "{name}: {element}"),
                    "mrow" | "msqrt" => assert!(children > 0, "{name}: {element}"),
                    _ => assert!(token(element), "{name}: {element}"),
                }
                assert!(text.is_empty(), "{name}: text after {element}");
            } else {
                let element = tag.split(' ').next().unwrap();
                assert_eq!(text.is_empty(), !token(element), "{name}: {element} holds {text:?}");
                open.last_mut().unwrap().1 += 1;
                open.push((element, 0));
            }
        }
        assert_eq!(open.len(), 1, "{name}");
    }
}

#[test]
fn names_are_kebab_case_and_occur_once() {
    let mut names: Vec<_> = FAMILIES.iter().map(|family| family.card.name).collect();
    assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FAMILIES.len());
}

mod python;

#[test]
fn a_text_that_goes_on_in_another_line_keeps_the_space_between_its_words() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/objective")).expect("it is here") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("it is text");
        let mut joined = source.lines().filter_map(|line| line.strip_suffix('\\')?.chars().next_back());
        assert!(!joined.any(|last| last.is_alphanumeric() || ".,;:".contains(last)), "{}", path.display());
    }
}
