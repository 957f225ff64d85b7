//! The part of the plane that is shown, and what stands at a pixel of it.

use heavy_ball::objective::{Domain, SurfaceOver};
use heavy_ball::text::padded;
use wasm_bindgen::prelude::*;

use crate::playground::Playground;

#[wasm_bindgen]
impl Playground {
    /// The part of the plane that is shown: lowest and highest x, lowest and highest y.
    pub fn window(&mut self) -> Vec<f64> {
        self.settle();
        let Domain { x, y } = self.stage.view.window;
        vec![x[0], x[1], y[0], y[1]]
    }

    /// Another number whenever another part of the plane is shown, or in another size.
    pub fn views(&mut self) -> usize {
        self.settle();
        self.stage.views
    }

    /// Zooms in by a factor, with the point under a pixel staying where it is.
    pub fn zoom(&mut self, px: f64, py: f64, factor: f64) {
        self.lay();
        let Domain { x, y } = self.stage.view.window;
        // Between panels, as at the middle of four, it is about the middle of each.
        let middle = [x, y].map(|[low, high]| low + (high - low) / 2.0);
        let point = self.stage.figure.point_at([px, py]).map_or(middle, |(_, point)| point);
        self.zoom_at(point, factor);
    }

    /// Moves what is shown along with a hand that moves by so many pixels.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.lay();
        let Some(frame) = self.stage.figure.frames().first() else { return };
        let Domain { x, y } = self.stage.view.window;
        let across = -dx * (x[1] - x[0]) / frame.rect.width.max(1.0);
        let up = dy * (y[1] - y[0]) / frame.rect.height.max(1.0);
        self.look_at(Domain::new(x.map(|x| x + across), y.map(|y| y + up)));
        self.stage.figure.move_words([dx, dy]);
        self.stage.panned = true;
    }

    /// Shows a part of the plane: lowest and highest x, lowest and highest y.
    pub fn look(&mut self, window: &[f64]) {
        if let [x0, x1, y0, y1] = *window {
            self.look_at(Domain::new([x0, x1], [y0, y1]));
        }
    }

    /// Shows the surface's own part of the plane again.
    pub fn home(&mut self) {
        self.stage.at_home = true;
        self.stage.changed();
    }

    /// Zooms out until a start that is out of sight is in it.
    #[wasm_bindgen(js_name = showStart)]
    pub fn show_start(&mut self) {
        let Domain { x, y } = self.stage.view.window;
        // How far it lies from the middle, in half windows.
        let far = |[low, high]: [f64; 2], at: f64| (2.0 * (at - low) / (high - low) - 1.0).abs();
        let [across, up] = [far(x, self.scene.start[0]), far(y, self.scene.start[1])];
        let farther = if across > up { across } else { up };
        if self.start_mark().last() == Some(&1.0) {
            self.zoom_at([x[0] / 2.0 + x[1] / 2.0, y[0] / 2.0 + y[1] / 2.0], 0.9 / farther);
        }
    }

    /// Whether the surface's own part of the plane is shown.
    #[wasm_bindgen(js_name = atHome)]
    pub fn at_home(&self) -> bool {
        self.stage.at_home
    }

    /// The point of the plane at a pixel: x, y; empty outside the map.
    #[wasm_bindgen(js_name = toData)]
    pub fn to_data(&mut self, px: f64, py: f64) -> Vec<f64> {
        self.lay();
        self.stage.figure.point_at([px, py]).map_or_else(Vec::new, |(_, point)| point.to_vec())
    }

    /// The pixel of a point of the plane, in the first panel.
    #[wasm_bindgen(js_name = toPixel)]
    pub fn to_pixel(&mut self, x: f64, y: f64) -> Vec<f64> {
        self.lay();
        self.stage.figure.frames().first().map_or_else(Vec::new, |frame| frame.pixel([x, y]).to_vec())
    }

    /// Where the start is marked: x and y of a pixel, and 1 where that is not its place but the edge towards it.
    #[wasm_bindgen(js_name = startMark)]
    pub fn start_mark(&mut self) -> Vec<f64> {
        self.lay();
        let Some(([x, y], beyond)) = self.stage.figure.start_mark(self.scene.start) else { return Vec::new() };
        vec![x, y, f64::from(u8::from(beyond != [0.0; 2]))]
    }

    /// Position and loss at a pixel, to be read; empty outside the map.
    pub fn read(&mut self, px: f64, py: f64) -> String {
        self.lay();
        let Some((panel, [x, y])) = self.stage.figure.point_at([px, py]) else { return String::new() };
        let [at_x, at_y] = self.stage.figure.frames()[panel].coordinates([x, y]);
        format!("x {at_x}  y {at_y}  loss {}", padded(SurfaceOver::<f64>::value(&*self.surface, [x, y])))
    }
}

impl Playground {
    fn zoom_at(&mut self, [x, y]: [f64; 2], factor: f64) {
        let zoomed = |[low, high]: [f64; 2], at: f64| [at - (at - low) / factor, at + (high - at) / factor];
        let Domain { x: across, y: up } = self.stage.view.window;
        self.look_at(Domain::new(zoomed(across, x), zoomed(up, y)));
    }

    fn look_at(&mut self, window: Domain) {
        let spans = [window.x, window.y].map(|[low, high]| high - low);
        // Beyond these the numbers of the axes run out of digits.
        if spans.iter().all(|span| (1e-9..1e9).contains(span)) {
            self.stage.view.window = window;
            self.stage.at_home = false;
            self.stage.changed();
        }
    }

    /// The part of the plane that belongs to the surface and the size.
    pub(crate) fn home_window(&self) -> Domain {
        let domain = self.surface.domain();
        let seen = self.stage.view.width >= 1.0 && self.stage.view.height >= 1.0;
        if seen { self.stage.view.home(domain, self.runs.len()) } else { domain }
    }

    /// Brings the window home where it belongs there.
    pub(super) fn settle(&mut self) {
        if self.stage.at_home {
            let home = self.home_window();
            self.stage.views += usize::from(home != self.stage.view.window);
            self.stage.view.window = home;
        }
    }
}
