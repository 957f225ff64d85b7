//! The cells of a grid in the order they are run: a coarse map first, then the cells between.

/// The cells of a map: `columns` times `rows`, row by row from the lowest, and behind them a column of its own for a
/// learning rate of 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// How many cells lie along the horizontal axis.
    pub columns: usize,
    /// How many cells lie along the vertical axis.
    pub rows: usize,
}

/// Every so many cells of a row and of a column belong to the coarsest map, which is known soon also where runs take long.
pub(super) const COARSE: usize = 32;

impl Grid {
    /// How many cells there are.
    pub fn len(&self) -> usize {
        (self.columns + 1) * self.rows
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The cell in a column and a row; the column of learning rate 0 is the one behind the last.
    pub fn cell(&self, column: usize, row: usize) -> usize {
        if column < self.columns { row * self.columns + column } else { self.columns * self.rows + row }
    }

    /// The column and the row of a cell.
    pub fn place(&self, cell: usize) -> [usize; 2] {
        match cell.checked_sub(self.columns * self.rows) {
            Some(row) => [self.columns, row],
            None => [cell % self.columns, cell / self.columns],
        }
    }

    /// The cells to ask for the one in a column and a row, the nearest first: itself, then those of coarser maps.
    pub fn stand_ins(&self, column: usize, row: usize) -> impl Iterator<Item = usize> {
        let grid = *self;
        // Powers of two: every pixel asks, and a mask is a tenth of a division.
        [1, 2, 4, 8, 16, COARSE].into_iter().map(move |stride: usize| {
            let down = |place: usize| place & !(stride - 1);
            grid.cell(if column < grid.columns { down(column) } else { column }, down(row))
        })
    }
}

/// All cells of a grid, coarse to fine, neighbours after one another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    grid: Grid,
    stride: usize,
    column: usize,
    row: usize,
}

impl Order {
    pub(super) fn of(grid: Grid) -> Self {
        Order { grid, stride: COARSE, column: 0, row: 0 }
    }
}

impl Iterator for Order {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let Grid { columns, rows } = self.grid;
        while self.stride > 0 && rows > 0 {
            let (column, row, stride) = (self.column, self.row, self.stride);
            // The column of learning rate 0 comes last in each row.
            self.column = if column < columns && column + stride >= columns { columns } else { column + stride };
            if column >= columns {
                (self.column, self.row) = (0, row + stride);
                if self.row >= rows {
                    (self.row, self.stride) = (0, stride / 2);
                }
            }
            // What a coarser map has already is left out.
            let had = |place: usize| stride < COARSE && place.is_multiple_of(2 * stride);
            if !(had(row) && (column == columns || had(column))) {
                return Some(self.grid.cell(column, row));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_comes_once() {
        for (columns, rows) in [(16, 16), (13, 21), (1, 1), (256, 1), (9, 0)] {
            let grid = Grid { columns, rows };
            let mut cells: Vec<_> = Order::of(grid).collect();
            cells.sort_unstable();
            assert_eq!(cells, (0..grid.len()).collect::<Vec<_>>(), "{columns} {rows}");
            for cell in cells {
                let [column, row] = grid.place(cell);
                assert_eq!(grid.cell(column, row), cell);
            }
        }
    }

    #[test]
    fn after_the_coarse_map_every_cell_has_a_stand_in() {
        let grid = Grid { columns: 80, rows: 53 };
        let coarse = (grid.columns.div_ceil(COARSE) + 1) * grid.rows.div_ceil(COARSE);
        let done: Vec<_> = Order::of(grid).take(coarse).collect();
        for cell in 0..grid.len() {
            let [column, row] = grid.place(cell);
            assert!(grid.stand_ins(column, row).any(|other| done.contains(&other)), "{column} {row}");
        }
    }
}
