//! Golden figures: what a reader sees of a Scene, as SVG in `tests/figures`, reviewed as pictures.
//!
//! `HEAVY_BALL_BLESS=1 cargo test --test figures` writes them anew; look at them before you commit.

use std::path::{Path, PathBuf};
use std::{env, fs};

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::{Best, Outcome, Plane};
use heavy_ball::scene::{Limits, Scene};
use heavy_ball_figure::figure::{Arrows, Layout, View};
use heavy_ball_figure::frame::Rect;
use heavy_ball_figure::ink::{Drawn, on_grid};
use heavy_ball_figure::map::{MapFrame, MapMarks, Ramp, draw_axes};
use heavy_ball_figure::picture::Picture;
use heavy_ball_figure::style::Theme;
use heavy_ball_figure::svg::Svg;
use plotters_backend::DrawingBackend;

/// A figure: its file, its Scene as a link, and how it is seen.
struct Golden {
    name: &'static str,
    link: &'static str,
    size: [f64; 2],
    theme: Theme,
    layout: Layout,
    playhead: f64,
}

const DESKTOP: [f64; 2] = [765.0, 426.0];
const PHONE: [f64; 2] = [358.0, 300.0];
const OPENING: &str = "v=1&start=-3.6,1.05&schedule=8:learning-rate=0.01";

const GOLDENS: &[Golden] = &[
    // Heavy ball and trace take the same road until α is changed at step 8; EMA has been on its own all along.
    Golden {
        name: "opening",
        link: OPENING,
        size: DESKTOP,
        theme: Theme::Light,
        layout: Layout::Overlay,
        playhead: 18.0,
    },
    Golden {
        name: "opening-end-dark",
        link: OPENING,
        size: DESKTOP,
        theme: Theme::Dark,
        layout: Layout::Overlay,
        playhead: 100.0,
    },
    Golden {
        name: "panels-phone",
        link: OPENING,
        size: [358.0, 600.0],
        theme: Theme::Light,
        layout: Layout::Panels,
        playhead: 24.0,
    },
    // All three on one line, each to be seen.
    Golden {
        name: "matched",
        link: "v=1&start=-3.6,1.05&match=matched",
        size: DESKTOP,
        theme: Theme::Light,
        layout: Layout::Overlay,
        playhead: 8.5,
    },
    // Leaves the number range: out at the border, and not across the picture ever after.
    Golden {
        name: "diverging-phone",
        link: "v=1&start=-3.6,1.05&learning-rate=0.2&steps=1000&rules=ema+heavy-ball+gradient-descent",
        size: PHONE,
        theme: Theme::Dark,
        layout: Layout::Overlay,
        playhead: 12.0,
    },
    Golden {
        name: "saddle",
        link: "v=1&surface=saddle&learning-rate=0.05",
        size: PHONE,
        theme: Theme::Light,
        layout: Layout::Overlay,
        playhead: 9.0,
    },
    Golden {
        name: "rosenbrock-nesterov-dark",
        link: "v=1&surface=rosenbrock&learning-rate=0.0005&steps=200&rules=nesterov+ema",
        size: DESKTOP,
        theme: Theme::Dark,
        layout: Layout::Overlay,
        playhead: 7.0,
    },
    Golden {
        name: "himmelblau-eight",
        link: "v=1&surface=himmelblau&learning-rate=0.003&rules=gradient-descent+ema+ema-debiased+heavy-ball+trace+nesterov+\
               rmsprop(learning-rate=0.1)+adam(learning-rate=0.2)",
        size: DESKTOP,
        theme: Theme::Light,
        layout: Layout::Overlay,
        playhead: 30.0,
    },
    // A start out of sight: an arrow at the edge towards it.
    Golden {
        name: "start-outside-phone",
        link: "v=1&start=6,2.5&rules=heavy-ball+ema",
        size: PHONE,
        theme: Theme::Dark,
        layout: Layout::Overlay,
        playhead: 40.0,
    },
    Golden {
        name: "easom-phone",
        link: "v=1&surface=easom&learning-rate=0.1",
        size: PHONE,
        theme: Theme::Light,
        layout: Layout::Overlay,
        playhead: 20.0,
    },
    Golden {
        name: "rastrigin-phone",
        link: "v=1&surface=rastrigin&learning-rate=0.004",
        size: PHONE,
        theme: Theme::Dark,
        layout: Layout::Overlay,
        playhead: 100.0,
    },
];

/// Maps of all rules of a Scene, side by side, without their cells: the file, the Scene as a link, the size of a map, and
/// the best point, if it is marked.
struct GoldenMaps {
    name: &'static str,
    link: &'static str,
    size: [f64; 2],
    theme: Theme,
    best: Option<Best>,
}

const GOLDEN_MAPS: &[GoldenMaps] = &[
    // The optimum at α*, β*, and beside it the best pair under a finite budget.
    GoldenMaps {
        name: "map",
        link: "v=1&surface=quadratic(condition-number=100)&start=3.5,3.5&rules=heavy-ball",
        size: [330.0, 300.0],
        theme: Theme::Light,
        best: Some(Best { numbers: [0.0316, 0.613], step: 37 }),
    },
    // An average's limit goes to the right as β grows, and Nesterov's to the left.
    GoldenMaps {
        name: "map-forms-dark",
        link: "v=1&rules=ema+heavy-ball+nesterov",
        size: [250.0, 230.0],
        theme: Theme::Dark,
        best: None,
    },
    // Where there is no room for them, words are left out; matched, an average's map is heavy ball's.
    GoldenMaps {
        name: "map-small",
        link: "v=1&match=matched&rules=ema+heavy-ball+nesterov",
        size: [150.0, 140.0],
        theme: Theme::Light,
        best: Some(Best { numbers: [0.131, 0.44], step: 14 }),
    },
    GoldenMaps {
        name: "map-saddle",
        link: "v=1&surface=saddle&rules=ema+gradient-descent",
        size: [250.0, 230.0],
        theme: Theme::Light,
        best: None,
    },
];

fn draw_maps(maps: &GoldenMaps) -> String {
    let opened = Scene::open(maps.link, Limits::PAGE);
    assert!(opened.problems.is_empty(), "{}: {:?}", maps.link, opened.problems);
    let scene = &opened.scene;
    let surface = scene.objective();
    let [width, height] = maps.size;
    let whole = [width * scene.rules.len() as f64, height];
    let mut svg = Svg::new(whole[0], whole[1]);
    let mut draw = || -> Drawn<Svg> {
        svg.draw_rect((0, 0), on_grid(whole), &maps.theme.ground(), true)?;
        for rule in 0..scene.rules.len() {
            let plane = &Plane::of(scene, &*surface, rule);
            let frame = MapFrame::new(width, height, plane).shifted([width * rule as f64, 0.0]);
            let curvatures = Curvatures::at(&*surface, scene.start);
            // The ground of the cells, so that halos are seen.
            let Rect { left, top, .. } = frame.plot;
            let [from, to] = [on_grid([left, top]), on_grid([frame.plot.right(), frame.plot.bottom()])];
            svg.draw_rect(from, to, &Ramp::new(scene.steps, maps.theme).color(Outcome::Converged(20)), true)?;
            draw_axes(&mut svg, &frame, plane, maps.theme)?;
            let (best, theme) = (maps.best, maps.theme);
            MapMarks { frame, plane, scene, curvatures, step: 0, best, theme }.draw(&mut svg)?;
        }
        Ok(())
    };
    let Ok(()) = draw() else { unreachable!("an SVG cannot fail") };
    svg.finish()
}

/// All figures, by name.
fn figures() -> impl Iterator<Item = (&'static str, String)> {
    let scenes = GOLDENS
        .iter()
        .map(|golden| (golden.name, draw(golden.link, golden.size, golden.theme, golden.layout, golden.playhead)));
    scenes.chain(GOLDEN_MAPS.iter().map(|maps| (maps.name, draw_maps(maps))))
}

fn draw(link: &str, size: [f64; 2], theme: Theme, layout: Layout, playhead: f64) -> String {
    let opened = Scene::open(link, Limits::PAGE);
    assert!(opened.problems.is_empty(), "{link}: {:?}", opened.problems);
    let scene = opened.scene;
    let (surface, runs) = (scene.objective(), scene.run());
    let [width, height] = size;
    let mut view = View { width, height, theme, layout, window: surface.domain() };
    view.window = view.home(surface.domain(), runs.len());
    let (steps, schedule) = (scene.steps, &scene.schedule);
    let picture = Picture { view, chart: 130.0, steps, schedule, playhead, arrows: Arrows::Few };
    let [width, height] = picture.size(&runs);
    let mut svg = Svg::new(width, height);
    let Ok(()) = picture.draw(&mut svg, &*surface, &runs) else { unreachable!("an SVG cannot fail") };
    svg.finish()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures")
}

#[test]
fn every_figure_looks_as_it_was_reviewed() {
    let bless = env::var_os("HEAVY_BALL_BLESS").is_some();
    let mut changed = Vec::new();
    for (name, drawn) in figures() {
        let path = folder().join(name).with_extension("svg");
        let reviewed = fs::read_to_string(&path).unwrap_or_default();
        if drawn == reviewed {
            continue;
        }
        if bless {
            fs::create_dir_all(folder()).expect("the folder of figures can be made");
            fs::write(&path, drawn).expect("a figure can be written");
        } else {
            let same = drawn.lines().zip(reviewed.lines()).take_while(|(a, b)| a == b).count();
            changed.push(format!("{name}.svg from line {}", same + 1));
        }
    }
    assert!(changed.is_empty(), "changed: {changed:?}; HEAVY_BALL_BLESS=1 cargo test --test figures writes them anew");
}

#[test]
fn every_figure_is_small_and_listed() {
    for entry in fs::read_dir(folder()).expect("there are figures") {
        let path = entry.expect("a folder can be read").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let mut names = GOLDENS.iter().map(|golden| golden.name).chain(GOLDEN_MAPS.iter().map(|maps| maps.name));
        assert!(names.any(|own| own == name), "{name} is no figure any more");
        let bytes = fs::metadata(&path).expect("a figure has a size").len();
        assert!(bytes < 160_000, "{name} has {bytes} bytes");
    }
}

#[test]
fn every_rule_on_every_surface_draws_in_any_size_and_theme() {
    // One thread a family: the drawings are many, and a machine has more than one core.
    std::thread::scope(|scope| {
        for family in heavy_ball::objective::FAMILIES {
            scope.spawn(move || every_rule_draws_on(family.card.name));
        }
    });
}

fn every_rule_draws_on(surface: &str) {
    let names: Vec<_> = heavy_ball::rule::RULES.iter().map(|rule| rule.card().name).collect();
    // A Scene holds twelve rules.
    for rules in names.chunks(12).map(|names| names.join("+")) {
        for (alpha, steps) in [("0.001", "30"), ("10", "200"), ("0", "0")] {
            let link = format!("v=1&surface={surface}&learning-rate={alpha}&steps={steps}&rules={rules}");
            for (size, layout) in [
                ([1.0, 1.0], Layout::Overlay),
                ([7.0, 300.0], Layout::Panels),
                ([200.0, 120.0], Layout::Overlay),
                ([640.0, 480.0], Layout::Panels),
            ] {
                let svg = draw(&link, size, Theme::Dark, layout, 1e9);
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{link} at {size:?}");
            }
        }
    }
}

#[test]
fn a_start_at_the_end_of_the_number_range_draws_an_honest_picture() {
    for start in ["1e308,-1e308", "-1.7e308,0", "3,1e200", "1e-320,0"] {
        for surface in ["quadratic", "saddle", "goldstein-price", "ackley"] {
            let link = format!("v=1&surface={surface}&start={start}&steps=20&rules=ema+heavy-ball+nesterov+adam");
            let svg = draw(&link, [300.0, 200.0], Theme::Light, Layout::Overlay, 7.5);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{link}");
        }
    }
}
