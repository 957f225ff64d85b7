//! speed
use heavy_ball::map::*;
use heavy_ball::scene::*;
use std::time::Instant;
fn main() {
    let only = std::env::args().nth(1);
    for link in [
        "v=1&rules=heavy-ball&surface=rosenbrock&steps=500",
        "v=1&rules=heavy-ball&steps=500",
        "v=1&rules=nesterov&steps=500&surface=himmelblau",
        "v=1&rules=adam&steps=500&surface=rosenbrock",
        "v=1&rules=heavy-ball&steps=500&surface=ackley",
        "v=1&rules=adam&steps=500&surface=ackley",
    ] {
        if let Some(only) = &only {
            if !link.contains(only.as_str()) {
                continue;
            }
        }
        let scene = Scene::open(link, Limits::PAGE).scene;
        let surface = scene.objective();
        for n in [128usize, 256] {
            let mut best = f64::INFINITY;
            let mut run = 0;
            for _ in 0..(if only.is_some() { 30 } else { 5 }) {
                let begin = Instant::now();
                let plane = Plane::of(&scene, &*surface, 0);
                let mut sweep = Sweep::new(&scene, &*surface, plane, Grid { columns: n, rows: n });
                while sweep.advance(100_000) {}
                run = sweep.steps_run();
                best = best.min(begin.elapsed().as_secs_f64());
            }
            println!(
                "{link} {n}: {:.1} ms, {:.0} M run/s, {:.0} M nominal steps/s",
                best * 1e3,
                run as f64 / best / 1e6,
                (n * n * 500) as f64 / best / 1e6
            );
        }
    }
}
