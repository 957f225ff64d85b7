//! The cells of a map as pictures in the text of an SVG.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use heavy_ball::map::Sweep;
use heavy_ball_figure::map::{MapFrame, Ramp, paint};
use heavy_ball_figure::svg::Svg;
use png::{BitDepth, ColorType, Encoder};

/// Draws the cells of a map that is done, a pixel each: the column for α = 0 into the gutter, the others into the plane.
pub(super) fn draw(svg: &mut Svg, frame: &MapFrame, sweep: &Sweep, ramp: &Ramp) -> Result<()> {
    let columns = sweep.grid().columns + 1;
    let pixels = paint(sweep, ramp);
    for (rect, columns, from, to) in [(frame.gutter, columns, 0, 1), (frame.plot, columns, 1, columns)] {
        let rows = pixels.chunks(4 * columns).map(|row| &row[4 * from..4 * to]);
        // All cells are known, so none lets through what is below it.
        let colors: Vec<u8> = rows.flat_map(|row| row.chunks(4)).flat_map(|pixel| pixel[..3].to_vec()).collect();
        svg.image(rect, &address(&colors, [to - from, sweep.grid().rows])?);
    }
    Ok(())
}

/// A picture of this size, red, green and blue a byte each, as an address that holds it.
fn address(colors: &[u8], [width, height]: [usize; 2]) -> Result<String> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, u32::try_from(width)?, u32::try_from(height)?);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(colors)?;
    writer.finish()?;
    Ok(format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_the_picture() {
        let colors = [1, 2, 3, 40, 50, 60];
        let address = address(&colors, [2, 1]).unwrap();
        let bytes = BASE64_STANDARD.decode(address.strip_prefix("data:image/png;base64,").unwrap()).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut read).unwrap();
        assert_eq!((frame.width, frame.height, &read[..]), (2, 1, &colors[..]));
    }
}
