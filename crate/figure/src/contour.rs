//! Contours: the rings around all that is at least as high as a level, by marching squares.
//!
//! Written here rather than taken from a crate: rings go straight into the outline that is drawn, in pixels and without
//! the vertices that cannot be seen, and the page is some 15 KB smaller.

use crate::ink::Outline;
use crate::simplify::Simplifier;

/// Heights on a grid, row by row. Its outermost rows and columns are taken to lie below every level, so that every
/// ring closes within the grid.
#[derive(Clone, Copy, Debug)]
pub struct Grid<'a> {
    /// The heights.
    pub heights: &'a [f64],
    /// How many there are in a row, and how many rows.
    pub size: [usize; 2],
}

/// A direction on the grid: right, down, left, up.
#[derive(Clone, Copy)]
struct Way {
    x: isize,
    y: isize,
}

impl Way {
    fn left(self) -> Way {
        Way { x: self.y, y: -self.x }
    }
    fn right(self) -> Way {
        Way { x: -self.y, y: self.x }
    }
}

impl Grid<'_> {
    fn height(&self, x: isize, y: isize) -> f64 {
        let [columns, rows] = self.size;
        let within = 0 < x && x + 1 < columns as isize && 0 < y && y + 1 < rows as isize;
        if within { self.heights[y as usize * columns + x as usize] } else { f64::NEG_INFINITY }
    }

    /// The rings around what is at least `level` high, through `pixel`, which places grid points on the screen.
    /// `visited` is room to work in.
    pub fn rings(&self, level: f64, pixel: impl Fn([f64; 2]) -> [f64; 2], visited: &mut Vec<bool>) -> Outline {
        let mut outline = Outline::default();
        let [columns, rows] = self.size;
        if self.heights.len() != columns * rows {
            return outline;
        }
        visited.clear();
        visited.resize(columns * rows, false);
        for y in 1..rows.saturating_sub(1) {
            let mut before = false;
            for x in 1..columns {
                // Every ring runs down between a low point and a high one on its right, at least once.
                let high = self.height(x as isize, y as isize) >= level;
                if high && !before && !visited[y * columns + x - 1] {
                    self.follow(level, [x as isize - 1, y as isize], &pixel, visited, &mut outline);
                }
                before = high;
            }
        }
        outline
    }

    /// Follows a ring with the high ground on its left, from where it runs down between `start` and the point right
    /// of it.
    fn follow(
        &self,
        level: f64,
        start: [isize; 2],
        pixel: &impl Fn([f64; 2]) -> [f64; 2],
        visited: &mut [bool],
        outline: &mut Outline,
    ) {
        // The low point on the right hand and the high one on the left, looking along the way.
        let mut way = Way { x: 0, y: 1 };
        let [mut x, mut y] = start;
        let mut line: Option<Simplifier> = None;
        loop {
            let across = way.left();
            if way.y == 1 {
                let cell = &mut visited[y as usize * self.size[0] + x as usize];
                if *cell {
                    return;
                }
                *cell = true;
            }
            let (low, high) = (self.height(x, y), self.height(x + across.x, y + across.y));
            let share = if low == f64::NEG_INFINITY { 1.0 } else { (level - low) / (high - low) };
            let vertex = pixel([x as f64 + across.x as f64 * share, y as f64 + across.y as f64 * share]);
            match &mut line {
                None => {
                    outline.move_to(vertex);
                    line = Some(Simplifier::new(vertex));
                }
                Some(line) => line.push(vertex).into_iter().for_each(|kept| outline.line_to(kept)),
            }
            let (front_right, front_left) = ([x + way.x, y + way.y], [x + way.x + across.x, y + way.y + across.y]);
            let [right, left] = [front_right, front_left].map(|[x, y]| self.height(x, y));
            // Where opposite corners are high, the middle of the square decides whether they are one.
            let turns_left =
                if right >= level { left < level && low + high + left + right < 4.0 * level } else { left < level };
            if turns_left {
                [x, y] = front_left;
                way = way.left();
            } else if right >= level {
                way = way.right();
            } else {
                [x, y] = front_right;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rings(size: [usize; 2], level: f64, height: impl Fn(f64, f64) -> f64) -> Vec<Vec<(i32, i32)>> {
        let [columns, rows] = size;
        let heights: Vec<_> = (0..columns * rows).map(|i| height((i % columns) as f64, (i / columns) as f64)).collect();
        let outline = Grid { heights: &heights, size }.rings(level, |at| at.map(|x| x * 10.0), &mut Vec::new());
        outline.lines().map(<[_]>::to_vec).collect()
    }

    fn area(ring: &[(i32, i32)]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        let doubled: f64 =
            ring.iter().zip(next).map(|(a, b)| f64::from(a.0) * f64::from(b.1) - f64::from(b.0) * f64::from(a.1)).sum();
        doubled / 2.0 / 160.0 / 160.0
    }

    #[test]
    fn a_hill_has_one_round_ring() {
        let all = rings([41, 41], -100.0, |x, y| -((x - 20.3).powi(2) + (y - 19.6).powi(2)));
        assert_eq!(all.len(), 1);
        assert!((area(&all[0]).abs() / (std::f64::consts::PI * 100.0) - 1.0).abs() < 0.01);
        let middle = |&(x, y): &(i32, i32)| (f64::from(x) / 160.0 - 20.3).hypot(f64::from(y) / 160.0 - 19.6);
        assert!(all[0].iter().all(|at| (middle(at) - 10.0).abs() < 0.05));
    }

    #[test]
    fn a_crater_is_a_ring_in_a_ring_the_other_way_round() {
        let all = rings([41, 41], -25.0, |x, y| {
            let radius = ((x - 20.0).powi(2) + (y - 20.0).powi(2)).sqrt();
            -(radius - 10.0).powi(2)
        });
        let mut areas: Vec<_> = all.iter().map(|ring| area(ring)).collect();
        areas.sort_by(f64::total_cmp);
        assert_eq!(areas.len(), 2);
        assert!(areas[0] * areas[1] < 0.0, "{areas:?}");
    }

    #[test]
    fn single_points_and_what_touches_the_border_close() {
        assert_eq!(rings([5, 5], 0.5, |x, y| f64::from(u8::from(x == 2.0 && y == 2.0))).len(), 1);
        let all = rings([6, 5], 0.5, |_, _| 1.0);
        // Everything is high: one ring along the border.
        assert_eq!(all.len(), 1);
        assert_eq!(area(&all[0]).abs(), 3.0 * 2.0);
        assert!(rings([6, 5], 0.5, |_, _| 0.0).is_empty());
    }

    #[test]
    fn at_a_saddle_the_middle_decides() {
        let corners = |middle: f64| {
            rings([4, 4], 0.0, |x, y| match (x, y) {
                (1.0, 1.0) | (2.0, 2.0) => 1.0 + middle,
                _ => -1.0 + middle,
            })
        };
        assert_eq!(corners(0.5).len(), 1);
        assert_eq!(corners(-0.5).len(), 2);
    }

    #[test]
    fn a_chequerboard_has_a_ring_for_each_high_square_and_ends() {
        let all = rings([12, 12], 0.5, |x, y| ((x + y) % 2.0) * 0.9);
        assert_eq!(all.len(), 50);
    }

    #[test]
    fn grids_too_small_or_of_the_wrong_size_have_no_rings() {
        for size in [[0, 0], [1, 1], [2, 2], [1, 9]] {
            assert!(rings(size, 0.0, |_, _| 1.0).is_empty(), "{size:?}");
        }
        let wrong = Grid { heights: &[1.0; 7], size: [3, 3] };
        assert!(wrong.rings(0.0, |at| at, &mut Vec::new()).is_empty());
    }
}
