//! The parts of charts in the order of their schema. `rust_xlsxwriter` 0.102 writes the marks of a scatter series before
//! its line, where the format has them after it.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const CHARTS: &str = "xl/charts/";
const TURN: &str = "</c:marker><c:spPr>";

/// The workbook with every mark after its line.
///
/// # Errors
/// When the package cannot be read or written, which in memory it can.
pub(super) fn in_order(workbook: &[u8]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let (name, mut content) = (part.name()?.to_string(), String::new());
        part.read_to_string(&mut content)?;
        zip.start_file(&*name, options)?;
        let content = if name.starts_with(CHARTS) { turned(&content) } else { content };
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Each mark that stands before the line of its series, after it. Words of a chart hold no `<`, so none is taken for one.
fn turned(chart: &str) -> String {
    let (mut turned, mut rest) = (String::with_capacity(chart.len()), chart);
    while let Some((before, mark, line, after)) = next(rest) {
        turned.extend([before, line, mark]);
        rest = after;
    }
    turned + rest
}

/// What stands before the first such mark, the mark, the line, and what stands after.
fn next(chart: &str) -> Option<(&str, &str, &str, &str)> {
    const LINE_END: &str = "</c:spPr>";
    let turn = chart.find(TURN)? + "</c:marker>".len();
    let start = chart.get(..turn)?.rfind("<c:marker>")?;
    let end = turn + chart.get(turn..)?.find(LINE_END)? + LINE_END.len();
    Some((chart.get(..start)?, chart.get(start..turn)?, chart.get(turn..end)?, chart.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_lines_and_all_else_stays() {
        let mark = "<c:marker><c:symbol val=\"x\"/><c:spPr><a:ln/></c:spPr></c:marker>";
        let line = "<c:spPr><a:ln w=\"1\"/></c:spPr>";
        let chart =
            format!("<c:ser>{mark}{line}<c:xVal/></c:ser><c:ser>{line}</c:ser><c:ser>{mark}{line}</c:ser>");
        let wanted =
            format!("<c:ser>{line}{mark}<c:xVal/></c:ser><c:ser>{line}</c:ser><c:ser>{line}{mark}</c:ser>");
        assert_eq!(turned(&chart), wanted);
        assert_eq!(turned(&wanted), wanted);
    }
}
