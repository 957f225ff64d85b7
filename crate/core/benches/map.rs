//! The map natively, for `cargo xtask bench`: it prints, as JSON, how long maps took and how many steps they ran.
//!
//! `cargo bench -p heavy-ball --bench map` runs the pairs that `tests/bench/map-workload.js` names, the same ones that
//! the browser runs.

// A bench prints.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use heavy_ball::map::{Grid, Plane, Sweep};
use heavy_ball::objective::FAMILIES;
use heavy_ball::rule::RULES;
use heavy_ball::scene::{Limits, Scene};

/// A map to be run: a link, how many cells to a side, and how often.
fn measure(link: &str, cells: usize, rounds: usize) -> (f64, usize) {
    let scene = Scene::open(link, Limits::PAGE).scene;
    let surface = scene.objective();
    let plane = Plane::of(&scene, &*surface, 0);
    let rows = if plane.axes[1].is_some() { cells } else { 1 };
    let columns = if plane.axes[0].is_some() { cells } else { 0 };
    let mut best = (f64::INFINITY, 0);
    for _ in 0..rounds {
        let begin = Instant::now();
        let grid = Grid { columns, rows: rows.min(columns) };
        let mut sweep = Sweep::new(&scene, plane.clone(), grid).expect("its rule is in the registry");
        while sweep.advance(100_000) {}
        let time = begin.elapsed().as_secs_f64() * 1e3;
        if time < best.0 {
            best = (time, sweep.steps_run());
        }
    }
    best
}

fn main() {
    let mut lines = Vec::new();
    let mut tell = |link: &str, cells: usize, rounds: usize| {
        let (ms, steps) = measure(link, cells, rounds);
        lines.push(format!("{{\"link\":\"{link}\",\"cells\":{cells},\"ms\":{ms},\"steps\":{steps}}}"));
    };
    tell("v=1&surface=rosenbrock&rules=heavy-ball&steps=500&start=-1.5,0.6", 128, 15);
    for family in FAMILIES {
        for card in RULES.iter().map(|rule| rule.card()) {
            let (surface, [x, y]) = (family.card.name, family.card.start);
            // A strip has one row: as many cells as the others.
            let cells = if card.axes.len() < 2 { 40 * 40 } else { 40 };
            tell(&format!("v=1&surface={surface}&rules={}&steps=150&start={x},{y}", card.name), cells, 3);
        }
    }
    println!("[{}]", lines.join(",\n"));
}
