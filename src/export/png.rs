//! An exhibit as PNG: the SVG picture, rendered with the bundled font and nothing of the machine's.

use std::sync::{Arc, OnceLock};

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::{ExportError, PictureOptions, PictureSize, PictureTheme, PrintWidth, svg};
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
/// Effort of compression, of 9: more takes longer than it makes the file smaller.
const EFFORT: u8 = 2;
/// Inches in a metre.
const INCHES_PER_METRE: f64 = 1.0 / 0.0254;

/// The exhibit as PNG; opaque but for [`PictureTheme::Transparent`]; with its resolution, so that programs know how
/// large it is, its title and its exhibit id as metadata. The same exhibit gives the same bytes.
///
/// Pixels: for the screen 3 a CSS pixel when narrow, else 2; a slide is 1,920 by 1,080; print has 600 dots an inch.
///
/// # Errors
/// [`ExportError::TooLarge`] past 40 megapixels; [`ExportError::Picture`] when it cannot be drawn or encoded.
pub fn png(exhibit: &Released<Exhibit>, options: PictureOptions) -> Result<Released<Vec<u8>>, ExportError> {
    let picture = svg::svg(exhibit, options).into_inner();
    let raster = Raster::of(options.size);
    let pixels = render(&picture, bundled_fonts(), raster.scale)?;
    let per_metre = (raster.per_inch * INCHES_PER_METRE).round() as u32;
    let bytes = encode(&pixels, exhibit.get(), per_metre, options.theme)
        .map_err(|error| ExportError::Picture(Box::new(error)))?;
    Ok(exhibit.clone().map(|_| bytes))
}

/// How a picture becomes pixels.
struct Raster {
    /// Pixels for one of CSS, of which an inch has 96.
    scale: f32,
    /// Pixels an inch, for programs that ask how large it is.
    per_inch: f64,
}

impl Raster {
    const fn of(size: PictureSize) -> Self {
        let (scale, per_inch) = match size {
            PictureSize::Screen(WidthClass::Narrow) => (3.0, 288.0),
            PictureSize::Screen(WidthClass::Medium | WidthClass::Wide) => (2.0, 192.0),
            PictureSize::Slide => (1.0, 144.0),
            PictureSize::Print(PrintWidth::OneColumn | PrintWidth::TwoColumns) => (6.25, 600.0),
        };
        Self { scale, per_inch }
    }
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

fn parsed(picture: &str, fonts: Arc<Database>) -> Result<Tree, ExportError> {
    let options = Options { fontdb: fonts, font_family: "Inter".to_owned(), ..Options::default() };
    Tree::from_str(picture, &options).map_err(|error| ExportError::Picture(Box::new(error)))
}

fn render(picture: &str, fonts: Arc<Database>, scale: f32) -> Result<Pixmap, ExportError> {
    let tree = parsed(picture, fonts)?;
    let size = tree.size();
    let [width, height] = [size.width(), size.height()].map(|length| (length * scale).round() as u32);
    let pixels = u64::from(width) * u64::from(height);
    let too_large = ExportError::TooLarge { megapixels: pixels / 1_000_000, most: MOST_PIXELS / 1_000_000 };
    if pixels > MOST_PIXELS {
        return Err(too_large);
    }
    let mut pixmap = Pixmap::new(width, height).ok_or(too_large)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap)
}

/// The pixels as a PNG: opaque where the picture's ground covers all of it.
fn encode(
    pixels: &Pixmap,
    exhibit: &Exhibit,
    per_metre: u32,
    theme: PictureTheme,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    let (kind, colours) = colours(pixels, theme);
    encoder.set_color(kind);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(EFFORT));
    // Few colours in long runs repeat as they are; differences between neighbours repeat less.
    encoder.set_filter(Filter::NoFilter);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    encoder.add_itxt_chunk("Title".to_owned(), exhibit.text.title.clone())?;
    encoder.add_itxt_chunk("Description".to_owned(), exhibit.text.sentence.clone())?;
    encoder.add_itxt_chunk("Exhibit".to_owned(), exhibit.id.as_str().to_owned())?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(bytes)
}

/// The samples of the pixels and what they are.
fn colours(pixels: &Pixmap, theme: PictureTheme) -> (ColorType, Vec<u8>) {
    let pixels = pixels.pixels().iter();
    match theme {
        PictureTheme::Light | PictureTheme::Dark => {
            (ColorType::Rgb, pixels.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect())
        }
        PictureTheme::Transparent => {
            let plain = pixels.map(resvg::tiny_skia::PremultipliedColorU8::demultiply);
            let samples = plain.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
            (ColorType::Rgba, samples.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::Rect;
    use resvg::usvg::{Group, Node};

    use super::*;
    use crate::chart::{self, ChartOptions, ChartText, Theme, examples};
    use crate::export::example;

    const OPTIONS: PictureOptions =
        PictureOptions { size: PictureSize::Screen(WidthClass::Wide), theme: PictureTheme::Light };

    #[test]
    fn words_do_not_vanish_and_come_from_the_bundled_font_alone() {
        let picture = svg::svg(&example::trial(), OPTIONS).into_inner();
        let with_font = render(&picture, bundled_fonts(), 1.0).unwrap();
        let without_font = render(&picture, Arc::new(Database::new()), 1.0).unwrap();
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

    /// All that is drawn, words as their outlines.
    fn leaves<'a>(group: &'a Group) -> Vec<&'a Node> {
        let below = |node: &'a Node| match node {
            Node::Group(group) => leaves(group),
            Node::Text(text) => leaves(text.flattened()),
            Node::Path(_) | Node::Image(_) => vec![node],
        };
        group.children().iter().flat_map(below).collect()
    }

    fn layers(group: &Group) -> usize {
        let below = |node: &Node| match node {
            Node::Group(group) => layers(group),
            Node::Text(text) => layers(text.flattened()),
            Node::Path(_) | Node::Image(_) => 0,
        };
        usize::from(group.should_isolate()) + group.children().iter().map(below).sum::<usize>()
    }

    #[test]
    fn everything_is_drawn_straight_onto_the_ground() {
        for (name, figure) in examples::all() {
            let exhibit = example::of(figure);
            for width in WidthClass::ALL {
                let options = PictureOptions { size: PictureSize::Screen(width), ..OPTIONS };
                let picture = svg::svg(&exhibit, options).into_inner();
                let tree = parsed(&picture, bundled_fonts()).unwrap();
                assert_eq!(layers(tree.root()), 0, "{name}, {}", width.code());
            }
        }
    }

    #[test]
    fn figures_lie_in_their_frames() {
        for (name, figure) in examples::all() {
            let exhibit = example::of(figure);
            for width in WidthClass::ALL {
                let text = ChartText::of(exhibit.get(), "figure");
                let options = ChartOptions { width, theme: Theme::Light };
                let drawn = chart::draw(&exhibit.get().figure, &text, options);
                let tree = parsed(&drawn.svg, bundled_fonts()).unwrap();
                let frame = Rect::from_xywh(0.0, 0.0, drawn.width as f32, drawn.height as f32).unwrap();
                for leaf in leaves(tree.root()) {
                    let place = leaf.abs_stroke_bounding_box();
                    let within = place.left() >= frame.left() && place.right() <= frame.right();
                    let within = within && place.top() >= frame.top() && place.bottom() <= frame.bottom();
                    assert!(within, "{name}, {}: {place:?} of {frame:?}", width.code());
                }
            }
        }
    }

    #[test]
    fn a_picture_past_the_limit_is_refused() {
        let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'/>";
        assert!(matches!(
            render(huge, bundled_fonts(), 2.0),
            Err(ExportError::TooLarge { megapixels: 324, .. })
        ));
        assert!(matches!(render("<svg", bundled_fonts(), 2.0), Err(ExportError::Picture(_))));
    }

    #[test]
    fn the_dark_theme_has_a_dark_ground() {
        let dark = PictureOptions { theme: PictureTheme::Dark, ..OPTIONS };
        let picture = svg::svg(&example::trial(), dark).into_inner();
        let pixels = render(&picture, bundled_fonts(), 1.0).unwrap();
        assert!(pixels.pixel(2, 2).is_some_and(|pixel| pixel.red() < 32 && pixel.alpha() == 255));
    }

    /// A PNG as another program reads it: its header and its samples.
    fn read(bytes: &[u8]) -> (png::Info<'static>, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut samples = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut samples).unwrap();
        (reader.info().clone(), samples)
    }

    #[test]
    fn pictures_for_a_purpose_have_its_size_in_pixels_and_on_paper() {
        for (code, width, millimetres) in
            [("slide", 1_920, 338.667), ("print85", 2_008, 85.0), ("print170", 4_016, 170.0)]
        {
            let size = PictureSize::from_preset(code).unwrap();
            let bytes = png(&example::trial(), PictureOptions { size, ..OPTIONS }).unwrap().into_inner();
            let (info, _) = read(&bytes);
            assert_eq!(info.width, width, "{code}");
            let resolution = info.pixel_dims.unwrap();
            assert_eq!((resolution.xppu, resolution.unit), (resolution.yppu, Unit::Meter));
            let printed = f64::from(info.width) / f64::from(resolution.xppu) * 1_000.0;
            assert!((printed - millimetres).abs() < 0.03, "{code}: {printed}");
            assert!(code != "slide" || info.height == 1_080, "{code}");
        }
    }

    #[test]
    fn a_transparent_ground_lets_through_and_words_do_not() {
        for size in [PictureSize::Screen(WidthClass::Medium), PictureSize::Slide] {
            let options = PictureOptions { size, theme: PictureTheme::Transparent };
            let (info, samples) = read(png(&example::trial(), options).unwrap().get());
            assert_eq!(info.color_type, ColorType::Rgba);
            assert_eq!(samples[..4], [0; 4]);
            let opaque = samples.chunks_exact(4).filter(|pixel| pixel[3] == 255 && pixel[0] < 64).count();
            assert!(opaque > 1_000, "{opaque}");
        }
    }
}
