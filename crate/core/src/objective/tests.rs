//! What every surface inherits: one table of families crossed with points.

use super::*;

/// Points spread over the domain, none of them on a kink or a minimizer by design.
fn points(domain: Domain) -> impl Iterator<Item = [f64; 2]> {
    (0..100).map(move |i| {
        let at = |[low, high]: [f64; 2], i: usize| low + (high - low) * (i as f64 * 0.618_033_988_749_895).fract();
        [at(domain.x, i + 1), at(domain.y, 7 * i + 3)]
    })
}

fn defaults() -> impl Iterator<Item = (&'static Card, Box<dyn Surface>)> {
    FAMILIES.iter().map(|family| (family.card, family.surface(&family.defaults())))
}

#[test]
fn the_gradient_by_hand_is_the_gradient_by_duals() {
    for (card, surface) in defaults() {
        for point in points(surface.domain()) {
            let value = SurfaceOver::<Dual<f64>>::value(&*surface, Dual::variables(point));
            let gradient = SurfaceOver::<f64>::gradient(&*surface, point);
            let scale = value.slope[0].abs() + value.slope[1].abs() + value.value.abs() + 1e-300;
            for (hand, dual) in gradient.into_iter().zip(value.slope) {
                assert!((hand - dual).abs() <= 1e-12 * scale, "{} at {point:?}: {hand} against {dual}", card.name);
            }
        }
    }
}

#[test]
fn the_gradient_vanishes_at_each_minimizer_and_no_point_lies_below() {
    for (card, surface) in defaults() {
        let value = |point| SurfaceOver::<f64>::value(&*surface, point);
        for minimizer in surface.minimizers() {
            let slope = SurfaceOver::<f64>::gradient(&*surface, minimizer);
            let curvature = hessian(&*surface, minimizer).concat().iter().fold(1.0_f64, |a, &b| a + b.abs());
            assert!(slope.iter().all(|g| g.abs() <= 1e-12 * curvature), "{} at {minimizer:?}: {slope:?}", card.name);
            if let Some(minimum) = surface.minimum() {
                assert!(
                    (value(minimizer) - minimum).abs() <= 1e-13 * minimum.abs().max(1.0),
                    "{} at {minimizer:?}",
                    card.name
                );
            }
            for point in points(surface.domain()) {
                assert!(value(point) >= value(minimizer), "{} is lower at {point:?}", card.name);
            }
        }
    }
}

#[test]
fn lanes_give_the_bits_of_the_scalar() {
    for (card, surface) in defaults() {
        for point in points(surface.domain()) {
            let [x, y] = point;
            let pair = [Lanes::new([x, y]), Lanes::new([y, x])];
            let mut lanes = SurfaceOver::<Lanes>::gradient(&*surface, pair).to_vec();
            lanes.push(SurfaceOver::<Lanes>::value(&*surface, pair));
            for (lane, point) in [[x, y], [y, x]].into_iter().enumerate() {
                let mut scalar = SurfaceOver::<f64>::gradient(&*surface, point).to_vec();
                scalar.push(SurfaceOver::<f64>::value(&*surface, point));
                for (a, b) in scalar.iter().zip(&lanes) {
                    assert_eq!(a.to_bits(), b.to_array()[lane].to_bits(), "{} at {point:?}", card.name);
                }
            }
        }
    }
}

#[test]
fn cards_are_complete_and_the_start_is_in_the_domain() {
    for (card, surface) in defaults() {
        assert!(surface.domain().contains(card.start), "{}", card.name);
        assert!(surface.minimizers().iter().all(|&m| surface.domain().contains(m)), "{}", card.name);
        for text in [card.title, card.formula, card.source, card.lesson] {
            assert!(!text.is_empty(), "{}", card.name);
        }
        assert!(card.lesson.ends_with('.'), "{}", card.name);
        for parameter in card.parameters {
            assert!(parameter.legal.admits(parameter.default), "{} {}", card.name, parameter.key);
            assert!(parameter.usual.iter().all(|&x| parameter.legal.admits(x)), "{} {}", card.name, parameter.key);
        }
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
