//! What is taken in a frame, on a coarse grid: where a label would cover something.

use crate::frame::Rect;
use crate::strand::Strand;

/// The size of a cell of the grid of what is taken, in CSS pixels.
pub(crate) const CELL: f64 = 4.0;

/// What lies where in a frame: paths by run, and what must not be covered.
#[derive(Clone, Debug, Default)]
pub struct Occupied {
    area: Option<Rect>,
    columns: usize,
    rows: usize,
    cells: Vec<u16>,
}

/// Marks, labels and the like: never to be covered.
const BLOCKED: u16 = 1 << 15;

/// The bit of a run's path; runs beyond the fifteenth share one.
fn bit(run: usize) -> u16 {
    1 << run.min(14)
}

impl Occupied {
    /// Forgets everything and begins with an empty area.
    pub fn clear(&mut self, area: Rect) {
        self.area = Some(area);
        self.columns = (area.width / CELL) as usize + 1;
        self.rows = (area.height / CELL) as usize + 1;
        self.cells.clear();
        self.cells.resize(self.columns * self.rows, 0);
    }

    fn column(&self, x: f64) -> usize {
        // `as` takes what is negative to 0.
        (((x - self.area.map_or(0.0, |area| area.left)) / CELL) as usize).min(self.columns.saturating_sub(1))
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.area.map_or(0.0, |area| area.top)) / CELL) as usize).min(self.rows.saturating_sub(1))
    }

    fn mark(&mut self, pixel: [f64; 2], bits: u16) {
        let at = self.row(pixel[1]) * self.columns + self.column(pixel[0]);
        if let Some(cell) = self.cells.get_mut(at) {
            *cell |= bits;
        }
    }

    /// Takes what a strand runs over.
    pub fn add_strand(&mut self, run: usize, strand: &Strand) {
        // The place and length marked last. Steps too short for a cell wait until they add up.
        let mut marked: Option<([f64; 2], f64)> = None;
        for vertex in &strand.vertices {
            if let Some((from, arc)) = marked.filter(|_| !vertex.begins) {
                if vertex.arc - arc < CELL / 4.0 {
                    continue;
                }
                let delta = [vertex.pixel[0] - from[0], vertex.pixel[1] - from[1]];
                let [across, down] = delta.map(f64::abs);
                // Not `max`: it looks for NaN, and in wasm by a call.
                let longer = if across > down { across } else { down };
                let pieces = (longer / (CELL / 2.0)).min(4096.0) as usize;
                for i in 1..=pieces {
                    let t = i as f64 / (pieces + 1) as f64;
                    self.mark([from[0] + t * delta[0], from[1] + t * delta[1]], bit(run));
                }
            }
            self.mark(vertex.pixel, bit(run));
            marked = Some((vertex.pixel, vertex.arc));
        }
    }

    /// Takes a rectangle that nothing may cover.
    pub fn block(&mut self, rect: Rect) {
        for row in self.row(rect.top)..=self.row(rect.bottom()) {
            for column in self.column(rect.left)..=self.column(rect.right()) {
                if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
                    *cell |= BLOCKED;
                }
            }
        }
    }

    /// How much of what matters lies in a rectangle: own path, other paths, blocked cells.
    pub fn count(&self, rect: Rect, run: usize) -> [u32; 3] {
        let own = bit(run);
        let mut counts = [0; 3];
        let (left, right) = (self.column(rect.left), self.column(rect.right()));
        for row in self.row(rect.top)..=self.row(rect.bottom()) {
            let first = row * self.columns;
            for cell in self.cells.get(first + left..first + right + 1).unwrap_or_default() {
                counts[0] += u32::from(cell & own != 0);
                counts[1] += u32::from(cell & !own & !BLOCKED != 0);
                counts[2] += u32::from(cell & BLOCKED != 0);
            }
        }
        counts
    }

    /// Whether a run drawn after this one goes through the cell of a pixel.
    pub fn is_covered(&self, pixel: [f64; 2], run: usize) -> bool {
        let later = !(bit(run) | (bit(run) - 1)) & !BLOCKED;
        self.cells.get(self.row(pixel[1]) * self.columns + self.column(pixel[0])).is_some_and(|cell| cell & later != 0)
    }

    /// Whether a rectangle covers nothing.
    pub fn is_free(&self, rect: Rect) -> bool {
        let columns = self.column(rect.left)..=self.column(rect.right());
        (self.row(rect.top)..=self.row(rect.bottom())).all(|row| {
            columns.clone().all(|column| self.cells.get(row * self.columns + column).is_none_or(|cell| *cell == 0))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strand::Vertex;

    const AREA: Rect = Rect { left: 10.0, top: 20.0, width: 400.0, height: 300.0 };

    fn line(from: [f64; 2], to: [f64; 2]) -> Strand {
        let vertex = |pixel, arc, begins| Vertex { pixel, at: arc, arc, group: 1, begins };
        Strand { vertices: vec![vertex(from, 0.0, true), vertex(to, 500.0, false)], exit: None }
    }

    #[test]
    fn a_line_takes_all_cells_along_it_for_its_run() {
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        occupied.add_strand(2, &line([10.0, 20.0], [410.0, 320.0]));
        let middle = Rect::new(206.0, 166.0, 8.0, 8.0);
        assert!(occupied.count(middle, 2)[0] > 0 && occupied.count(middle, 2)[1] == 0);
        assert!(occupied.count(middle, 1)[1] > 0 && !occupied.is_free(middle));
        assert!(occupied.is_free(Rect::new(300.0, 40.0, 50.0, 30.0)));
    }

    #[test]
    fn a_blocked_rectangle_is_taken_for_everyone() {
        let mut occupied = Occupied::default();
        occupied.clear(AREA);
        occupied.block(Rect::new(100.0, 100.0, 20.0, 20.0));
        assert!(occupied.count(Rect::new(110.0, 110.0, 1.0, 1.0), 0)[2] > 0);
        assert!(occupied.is_free(Rect::new(140.0, 100.0, 20.0, 20.0)));
        occupied.clear(AREA);
        assert!(occupied.is_free(Rect::new(100.0, 100.0, 20.0, 20.0)));
    }

    #[test]
    fn an_area_without_extent_breaks_nothing() {
        let mut occupied = Occupied::default();
        occupied.clear(Rect::new(0.0, 0.0, 0.0, 0.0));
        occupied.add_strand(20, &line([-1e6, 0.0], [1e6, 0.0]));
        occupied.block(Rect::new(-9.0, -9.0, 1e5, 1e5));
        assert!(!occupied.is_free(Rect::new(0.0, 0.0, 1.0, 1.0)));
    }
}
