//! Parts one after the other, in as many lines as they need. All lengths are CSS pixels.

/// The height of a line.
pub(crate) const LINE: f64 = 18.0;

/// Between two parts of a line.
const APART: f64 = 20.0;

/// Where parts of these lengths stand from the corner 0, 0 on, in lines no wider than this: left end and middle. One that
/// is wider has a line of its own.
pub(crate) fn places(lengths: impl Iterator<Item = f64>, width: f64) -> Vec<[f64; 2]> {
    let [mut x, mut y] = [0.0, LINE / 2.0];
    let place = |length: f64| {
        if x > 0.0 && x + length > width {
            [x, y] = [0.0, y + LINE];
        }
        let at = [x, y];
        x += length + APART;
        at
    };
    lengths.map(place).collect()
}

/// How high parts at these places are.
pub(crate) fn height(places: &[[f64; 2]]) -> f64 {
    places.last().map_or(0.0, |[_, y]| y + LINE / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_go_on_in_another_line_where_there_is_no_room() {
        let at = places([40.0, 30.0, 200.0, 10.0].into_iter(), 100.0);
        assert_eq!(at, [[0.0, 9.0], [60.0, 9.0], [0.0, 27.0], [0.0, 45.0]]);
        assert_eq!([height(&at), height(&at[..2]), height(&[])], [54.0, 18.0, 0.0]);
    }
}
