//! The map natively, for `cargo xtask bench`, which asks for one map and runs the same one in a browser, turn by turn.
//!
//! The first line that it prints is a list, as JSON, of a map for every rule on every surface. Each line that it reads
//! asks for a map, `CELLS ROUNDS LINK`: how many cells to a side, how often, and of which Scene. It answers by a line, how
//! long the fastest took and how many steps it ran. Where nothing is asked it is over.

// A bench prints.
#![allow(clippy::print_stdout)]

use std::io::stdin;
use std::time::Instant;

use heavy_ball::map::{Grid, Plane, Sweep};
use heavy_ball::objective::{FAMILIES, Family};
use heavy_ball::rule::{Card, RULES};
use heavy_ball::scene::{Limits, Scene};

/// The fastest of some rounds in ms, and its steps.
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

/// Answers a line; nothing if it asks for no map.
fn answer(line: &str) -> Option<String> {
    let [cells, rounds, link] = line.splitn(3, ' ').collect::<Vec<_>>().try_into().ok()?;
    let (ms, steps) = measure(link, cells.parse().ok()?, rounds.parse().ok()?);
    Some(format!("{{\"ms\":{ms},\"steps\":{steps}}}"))
}

fn main() {
    let pair = |family: &Family, card: &Card| {
        let (surface, [x, y]) = (family.card.name, family.card.start);
        // A strip has one row: as many cells as the others.
        let cells = if card.axes.len() < 2 { 40 * 40 } else { 40 };
        let link = format!("v=1&surface={surface}&rules={}&steps=150&start={x},{y}", card.name);
        format!("{{\"link\":\"{link}\",\"cells\":{cells}}}")
    };
    let pairs = FAMILIES.iter().flat_map(|family| RULES.iter().map(move |rule| pair(family, rule.card())));
    println!("[{}]", pairs.collect::<Vec<_>>().join(","));
    for line in stdin().lines().map_while(Result::ok) {
        println!("{}", answer(&line).unwrap_or_else(|| "null".to_owned()));
    }
}
