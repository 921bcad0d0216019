"""Builds the bundled font and its table of advance widths from Debian's fonts-inter (SIL Open Font License 1.1).

    python tests/reference/font/build.py DIRECTORY_OF_INTER_OTF

Needs fonttools and brotli. Writes src/export/font/*.otf (tabular figures by default, for pictures),
public/fonts/*.woff2 (for pages, tabular figures by feature) and src/chart/metrics/advances.rs.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[3]
WEIGHTS = ["Regular", "Medium", "SemiBold"]
LATIN = range(0x20, 0x180)
OTHERS = sorted(
    set(range(0x2010, 0x2016)) | set(range(0x2018, 0x201F)) | set(range(0x2074, 0x207C)) | set(range(0x2080, 0x208A))
    | {0x03B1, 0x03B2, 0x03BC, 0x03C0, 0x03C1, 0x03C3, 0x03C7, 0x0394, 0x2009, 0x200A, 0x202F, 0x2020, 0x2021, 0x2022, 0x2026, 0x2030,
       0x2032, 0x2033, 0x2039, 0x203A, 0x2070, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260,
       0x2264, 0x2265}
)


def tabular(font):
    """Glyph names of the `tnum` substitution."""
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            mapping = {}
            for index in record.Feature.LookupListIndex:
                for subtable in table.LookupList.Lookup[index].SubTable:
                    mapping.update(getattr(subtable, "ExtSubTable", subtable).mapping)
            return mapping
    raise SystemExit("the font has no tabular figures")


def subset(path, features, flavor, target, freeze):
    font = TTFont(path)
    if freeze:
        mapping = tabular(font)
        for table in font["cmap"].tables:
            table.cmap = {code: mapping.get(name, name) for code, name in table.cmap.items()}
    options = Options()
    options.layout_features = features
    options.flavor = flavor
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.desubroutinize = False
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *OTHERS])
    subsetter.subset(font)
    font.flavor = flavor
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


def advances(fonts, code):
    """Advance of one character in the three weights, tabular; `None` where the font has no glyph."""
    row = []
    for font in fonts:
        name = font.getBestCmap().get(code)
        if name is None:
            return None
        row.append(font["hmtx"][tabular(font).get(name, name)][0])
    return row


def write_table(fonts, target):
    units = {font["head"].unitsPerEm for font in fonts}
    assert len(units) == 1
    em = units.pop()
    lines = [
        "//! Advance widths of the bundled font, regular, medium and semibold, tabular figures; made by",
        "//! `tests/reference/font/build.py` and not edited by hand.",
        "",
        "/// Font units in one em.",
        f"pub(super) const UNITS_PER_EM: i64 = {em:_};",
        "",
        "/// First character of [`LATIN`].",
        f"pub(super) const LATIN_START: u32 = 0x{LATIN.start:02X};",
        "",
        "/// U+0020 to U+017F; 0 where the font has no glyph.",
        "#[rustfmt::skip]",
        f"pub(super) const LATIN: [[u16; 3]; {len(LATIN)}] = [",
    ]
    rows = [advances(fonts, code) or [0, 0, 0] for code in LATIN]
    for start in range(0, len(rows), 6):
        lines.append("    " + " ".join(f"[{a}, {b}, {c}]," for a, b, c in rows[start:start + 6]))
    kept = [(code, row) for code in OTHERS if (row := advances(fonts, code))]
    lines += ["];", "", "/// Punctuation, arrows, Greek letters and signs, ascending.", "#[rustfmt::skip]",
              f"pub(super) const OTHERS: [(char, [u16; 3]); {len(kept)}] = ["]
    for code, (a, b, c) in kept:
        lines.append(f"    ('\\u{{{code:04X}}}', [{a}, {b}, {c}]),")
    lines.append("];")
    target.write_text("\n".join(lines) + "\n")


def main(directory):
    sources = [Path(directory) / f"Inter-{weight}.otf" for weight in WEIGHTS]
    kept = ["kern", "mark", "mkmk", "ccmp", "locl"]
    for weight, source in zip(WEIGHTS, sources):
        subset(source, kept, None, ROOT / f"src/export/font/inter-{weight.lower()}.otf", freeze=True)
        subset(source, [*kept, "tnum"], "woff2", ROOT / f"public/fonts/inter-{weight.lower()}.woff2", freeze=False)
    write_table([TTFont(source) for source in sources], ROOT / "src/chart/metrics/advances.rs")


if __name__ == "__main__":
    main(*sys.argv[1:])
