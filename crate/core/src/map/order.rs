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

/// Every so many cells of a row and of a column belong to the coarse map.
pub const COARSE: usize = 8;

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

    /// All cells, coarse to fine, neighbours after one another.
    pub(super) fn order(self) -> impl Iterator<Item = usize> {
        let strides = [COARSE, COARSE / 2, COARSE / 4, COARSE / 8];
        strides.into_iter().flat_map(move |stride| {
            (0..self.rows).step_by(stride).flat_map(move |row| {
                let columns = (0..self.columns).step_by(stride).chain([self.columns]);
                // What the coarser map has already is left out.
                let had = move |column: usize| {
                    let wide = 2 * stride;
                    stride < COARSE
                        && row.is_multiple_of(wide)
                        && (column == self.columns || column.is_multiple_of(wide))
                };
                columns.filter(move |&column| !had(column)).map(move |column| self.cell(column, row))
            })
        })
    }

    /// The cells to ask for the one in a column and a row, the nearest first: itself, then those of coarser maps.
    pub fn stand_ins(&self, column: usize, row: usize) -> impl Iterator<Item = usize> {
        let grid = *self;
        [1, 2, 4, COARSE].into_iter().map(move |stride| {
            let column = if column < grid.columns { column / stride * stride } else { column };
            grid.cell(column, row / stride * stride)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_comes_once() {
        for (columns, rows) in [(16, 16), (13, 21), (1, 1), (256, 1), (9, 0)] {
            let grid = Grid { columns, rows };
            let mut cells: Vec<_> = grid.order().collect();
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
        let grid = Grid { columns: 20, rows: 13 };
        let coarse = (grid.columns.div_ceil(COARSE) + 1) * grid.rows.div_ceil(COARSE);
        let done: Vec<_> = grid.order().take(coarse).collect();
        for cell in 0..grid.len() {
            let [column, row] = grid.place(cell);
            assert!(grid.stand_ins(column, row).any(|other| done.contains(&other)), "{column} {row}");
        }
    }
}
