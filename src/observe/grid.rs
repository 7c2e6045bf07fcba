//! Counters in a flat array with several dimensions.

use std::iter::Sum;
use std::ops::AddAssign;

/// A flat array of counters with `N` dimensions, the last one running fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid<T, const N: usize> {
    size: [usize; N],
    cells: Vec<T>,
}

impl<T: Copy + Default + AddAssign + Sum, const N: usize> Grid<T, N> {
    /// Counters at zero.
    pub fn new(size: [usize; N]) -> Self {
        Self {
            size,
            cells: vec![T::default(); size.iter().product()],
        }
    }

    /// Extent of each dimension.
    pub fn size(&self) -> [usize; N] {
        self.size
    }

    #[inline]
    fn index(&self, at: [usize; N]) -> usize {
        at.iter()
            .zip(&self.size)
            .fold(0, |index, (&position, &size)| {
                debug_assert!(
                    position < size,
                    "position {position} in a dimension of {size}"
                );
                index * size + position
            })
    }

    /// Adds `amount` to one counter.
    #[inline]
    pub fn add(&mut self, at: [usize; N], amount: T) {
        let index = self.index(at);
        self.cells[index] += amount;
    }

    /// Sets one counter.
    pub fn set(&mut self, at: [usize; N], amount: T) {
        let index = self.index(at);
        self.cells[index] = amount;
    }

    /// One counter.
    #[inline]
    pub fn get(&self, at: [usize; N]) -> T {
        self.cells[self.index(at)]
    }

    /// The sum over every dimension that is left open.
    pub fn sum(&self, at: [Option<usize>; N]) -> T {
        if self.cells.is_empty() {
            return T::default();
        }
        let mut position = at.map(Option::unwrap_or_default);
        let mut total = T::default();
        loop {
            total += self.get(position);
            let mut dimension = N;
            loop {
                if dimension == 0 {
                    return total;
                }
                dimension -= 1;
                if at[dimension].is_some() {
                    continue;
                }
                position[dimension] += 1;
                if position[dimension] < self.size[dimension] {
                    break;
                }
                position[dimension] = 0;
            }
        }
    }

    /// The sum of all counters.
    pub fn total(&self) -> T {
        self.cells.iter().copied().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_over_open_dimensions() {
        let mut grid: Grid<u64, 3> = Grid::new([2, 3, 4]);
        for i in 0..2 {
            for j in 0..3 {
                for k in 0..4 {
                    grid.add([i, j, k], (100 * i + 10 * j + k) as u64);
                }
            }
        }
        assert_eq!(grid.sum([Some(1), Some(2), Some(3)]), 123);
        assert_eq!(grid.sum([Some(1), None, Some(0)]), 100 + 110 + 120);
        assert_eq!(grid.sum([None, None, None]), grid.total());
        assert_eq!(Grid::<u64, 2>::new([0, 4]).sum([None, None]), 0);
    }
}
