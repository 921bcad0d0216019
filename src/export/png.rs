//! An exhibit as PNG: the SVG picture, rendered with the bundled font and nothing of the machine's.

use std::sync::{Arc, OnceLock};

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::{ExportError, PictureOptions, svg};
use crate::chart::WidthClass;
use crate::exhibit::{Exhibit, Released};

/// Regular, medium and semibold, with tabular figures by default.
pub(super) const FONTS: [&[u8]; 3] = [
    include_bytes!("font/inter-regular.otf"),
    include_bytes!("font/inter-medium.otf"),
    include_bytes!("font/inter-semibold.otf"),
];
/// Largest picture: 160 MB while it is drawn.
const MOST_PIXELS: u64 = 40_000_000;
/// CSS pixels in a metre: 96 in an inch of 0.0254 m.
const CSS_PIXELS_PER_METRE: f64 = 96.0 / 0.0254;

/// The exhibit as PNG: 3 device pixels a CSS pixel when narrow, else 2; opaque; with its resolution, its title
/// and its exhibit id as metadata. The same exhibit gives the same bytes.
///
/// # Errors
/// [`ExportError::TooLarge`] past 40 megapixels; [`ExportError::Picture`] when it cannot be drawn or encoded.
pub fn png(exhibit: &Released<Exhibit>, options: PictureOptions) -> Result<Released<Vec<u8>>, ExportError> {
    let picture = svg::svg(exhibit, options).into_inner();
    let scale = match options.width {
        WidthClass::Narrow => 3,
        WidthClass::Medium | WidthClass::Wide => 2,
    };
    let pixels = render(&picture, bundled_fonts(), scale)?;
    let bytes =
        encode(&pixels, exhibit.get(), scale).map_err(|error| ExportError::Picture(Box::new(error)))?;
    Ok(exhibit.clone().map(|_| bytes))
}

/// The bundled font, read once.
pub(super) fn bundled_fonts() -> Arc<Database> {
    static FONT_DATABASE: OnceLock<Arc<Database>> = OnceLock::new();
    let read = || {
        let mut database = Database::new();
        for font in FONTS {
            database.load_font_data(font.to_vec());
        }
        Arc::new(database)
    };
    Arc::clone(FONT_DATABASE.get_or_init(read))
}

fn render(picture: &str, fonts: Arc<Database>, scale: u16) -> Result<Pixmap, ExportError> {
    let options = Options { fontdb: fonts, font_family: "Inter".to_owned(), ..Options::default() };
    let tree = Tree::from_str(picture, &options).map_err(|error| ExportError::Picture(Box::new(error)))?;
    let size = tree.size().to_int_size();
    let (width, height) = (size.width() * u32::from(scale), size.height() * u32::from(scale));
    let pixels = u64::from(width) * u64::from(height);
    let too_large = ExportError::TooLarge { megapixels: pixels / 1_000_000, most: MOST_PIXELS / 1_000_000 };
    if pixels > MOST_PIXELS {
        return Err(too_large);
    }
    let mut pixmap = Pixmap::new(width, height).ok_or(too_large)?;
    let scale = f32::from(scale);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap)
}

/// The pixels as an opaque PNG: the picture's ground covers all of it.
fn encode(pixels: &Pixmap, exhibit: &Exhibit, scale: u16) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let per_metre = (CSS_PIXELS_PER_METRE * f64::from(scale)).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    encoder.add_itxt_chunk("Title".to_owned(), exhibit.text.title.clone())?;
    encoder.add_itxt_chunk("Description".to_owned(), exhibit.text.sentence.clone())?;
    encoder.add_itxt_chunk("Exhibit".to_owned(), exhibit.id.as_str().to_owned())?;
    let mut writer = encoder.write_header()?;
    let colours: Vec<u8> =
        pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{PictureTheme, example};

    const OPTIONS: PictureOptions = PictureOptions { width: WidthClass::Wide, theme: PictureTheme::Light };

    #[test]
    fn words_do_not_vanish_and_come_from_the_bundled_font_alone() {
        let picture = svg::svg(&example::trial(), OPTIONS).into_inner();
        let with_font = render(&picture, bundled_fonts(), 1).unwrap();
        let without_font = render(&picture, Arc::new(Database::new()), 1).unwrap();
        let dark_in_title = |pixels: &Pixmap| {
            let band = (36..58_u32).flat_map(|y| (32..700_u32).map(move |x| (x, y)));
            band.filter(|(x, y)| pixels.pixel(*x, *y).is_some_and(|pixel| pixel.red() < 128)).count()
        };
        assert!(dark_in_title(&with_font) > 500);
        assert_eq!(dark_in_title(&without_font), 0);
        assert_eq!(bundled_fonts().len(), FONTS.len());
    }

    #[test]
    fn the_file_knows_its_resolution_title_and_id_and_is_the_same_every_time() {
        let exhibit = example::trial();
        let bytes = png(&exhibit, OPTIONS).unwrap().into_inner();
        let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
        let info = reader.info();
        assert_eq!(info.width, 2 * 1_104);
        assert_eq!(info.pixel_dims.unwrap().xppu, 7_559);
        let texts: Vec<String> = info.utf8_text.iter().map(|text| text.get_text().unwrap()).collect();
        assert!(texts.contains(&exhibit.get().text.title));
        assert!(texts.contains(&exhibit.get().id.as_str().to_owned()));
        assert_eq!(bytes, png(&exhibit, OPTIONS).unwrap().into_inner());
    }

    #[test]
    fn a_picture_past_the_limit_is_refused() {
        let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'/>";
        assert!(matches!(
            render(huge, bundled_fonts(), 2),
            Err(ExportError::TooLarge { megapixels: 324, .. })
        ));
        assert!(matches!(render("<svg", bundled_fonts(), 2), Err(ExportError::Picture(_))));
    }

    #[test]
    fn the_dark_theme_has_a_dark_ground() {
        let dark = PictureOptions { theme: PictureTheme::Dark, ..OPTIONS };
        let picture = svg::svg(&example::trial(), dark).into_inner();
        let pixels = render(&picture, bundled_fonts(), 1).unwrap();
        assert!(pixels.pixel(2, 2).is_some_and(|pixel| pixel.red() < 32 && pixel.alpha() == 255));
    }
}
