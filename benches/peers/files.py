"""Files by matplotlib and python-pptx: times in milliseconds and what the files hold, as JSON on standard output.

Called by benches/files; what to draw comes as JSON on standard input. matplotlib draws a trend with its band as a PNG of
the same pixels, and a report of as many pages as ours by PdfPages; python-pptx makes as many slides as ours with the same
charts and tables. Both in memory and by the fastest way of those tried: figures without pyplot, tables of the report as
one text a column.

What they leave out: matplotlib the strip of people under the trend, labels kept from touching, tags and bookmarks;
python-pptx the intervals, as it cannot write error bars, words where a value is hidden, and labels at the ends of lines.
"""

import io
import itertools
import json
import sys
import textwrap
import time

import matplotlib
import pptx
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Inches, Pt

ASKED = json.load(sys.stdin)
FIGURES = ASKED["figures"]
COLOURS = ["#0b62c4", "#c2410c", "#475569", "#0f766e", "#7c3aed", "#a16207"]
MARKS = "osdD^v"
A4 = (8.27, 11.69)


def page(figure, size, dots, frame):
    """A trend with its band, and the words around it."""
    drawn = Figure(figsize=size, dpi=dots)
    axes = drawn.add_axes(frame)
    for series, colour, mark in zip(figure["series"], itertools.cycle(COLOURS), itertools.cycle(MARKS)):
        at, mean, low, high = zip(*series["points"])
        axes.fill_between(at, low, high, color=colour, alpha=0.22, linewidth=0)
        axes.plot(at, mean, color=colour, marker=mark)
        axes.annotate(series["label"], (at[-1], mean[-1]), (8, 0), textcoords="offset points", color=colour)
    for axis, ticks, limits in ((figure["x"], axes.set_xticks, axes.set_xlim), (figure["y"], axes.set_yticks, axes.set_ylim)):
        ticks([tick["at"] for tick in axis["ticks"]], [tick["label"] for tick in axis["ticks"]])
        limits(axis["low"], axis["high"])
    axes.set_xlabel(figure["x"]["title"])
    axes.set_title(figure["y"]["title"], loc="left", fontsize=9)
    axes.grid(axis="y", linewidth=0.6)
    axes.spines[["left", "right", "top"]].set_visible(False)
    wide = int(size[0] * 13)
    drawn.text(0.03, 0.98, textwrap.fill(figure["title"], int(wide * 0.75)), fontsize=15, fontweight="bold", va="top")
    drawn.text(0.03, frame[1] + frame[3] + 0.05, textwrap.fill(figure["subtitle"], wide), fontsize=9, va="bottom")
    notes = "\n".join(textwrap.fill(note, wide) for note in figure["footnotes"])
    drawn.text(0.03, 0.02, notes, fontsize=8, va="bottom")
    return drawn


def picture():
    width, height = ASKED["size"]
    drawn = page(FIGURES[0], (width / 200, height / 200), 200, (0.07, 0.24, 0.75, 0.52))
    FigureCanvasAgg(drawn)
    file = io.BytesIO()
    drawn.savefig(file, format="png")
    return file.getvalue()


def table_page(heads, rows):
    """Cells under one another as one text a column."""
    drawn = Figure(figsize=A4)
    for place, head in enumerate(heads):
        cells = "\n".join([head[:18]] + [row[place] for row in rows])
        drawn.text(0.05 + 0.9 * place / len(heads), 0.95, cells, fontsize=7, va="top")
    return drawn


def report():
    reported = list(itertools.islice(itertools.cycle(FIGURES), ASKED["reported"]))
    tables = ASKED["pages"] - len(reported)
    rows = [row for figure in reported for row in figure["rows"]]
    share = -(-len(rows) // tables) if tables else 0
    file = io.BytesIO()
    with PdfPages(file) as pages:
        for figure in reported:
            pages.savefig(page(figure, A4, 72, (0.1, 0.45, 0.65, 0.33)))
        for first in range(tables):
            pages.savefig(table_page(FIGURES[0]["heads"], rows[first * share : (first + 1) * share]))
        many = pages.get_pagecount()
    return file.getvalue(), many


def chart_slide(deck, figure):
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = figure["title"]
    words = slide.shapes.add_textbox(Inches(0.6), Inches(1.4), Inches(12), Inches(0.5)).text_frame
    words.text = figure["subtitle"]
    data = XyChartData()
    for series in figure["series"]:
        added = data.add_series(series["label"])
        for at, mean, _, _ in series["points"]:
            added.add_data_point(at, mean)
    place = (Inches(0.6), Inches(2), Inches(12), Inches(4.6))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *place, data).chart
    for axis, wanted in ((chart.category_axis, figure["x"]), (chart.value_axis, figure["y"])):
        axis.has_title = True
        axis.axis_title.text_frame.text = wanted["title"]
        axis.minimum_scale, axis.maximum_scale = wanted["low"], wanted["high"]
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.RIGHT
    chart.legend.include_in_layout = False
    foot = slide.shapes.add_textbox(Inches(0.6), Inches(6.7), Inches(12), Inches(0.6)).text_frame
    foot.text = " ".join(figure["footnotes"])
    slide.notes_slide.notes_text_frame.text = figure["sentence"]


def table_slide(deck, figure, rows):
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = figure["title"]
    place = (Inches(0.6), Inches(1.4), Inches(12), Inches(5.4))
    table = slide.shapes.add_table(len(rows) + 1, len(figure["heads"]), *place).table
    for cells, row in zip(table.rows, [figure["heads"]] + rows):
        for cell, words in zip(cells.cells, row):
            cell.text = words
            cell.text_frame.paragraphs[0].font.size = Pt(10)


def slides():
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    tables = ASKED["slides"] - len(FIGURES)
    for place, figure in enumerate(FIGURES):
        chart_slide(deck, figure)
        many = tables * (place + 1) // len(FIGURES) - tables * place // len(FIGURES)
        share = -(-len(figure["rows"]) // many) if many else 0
        for first in range(many):
            table_slide(deck, figure, figure["rows"][first * share : (first + 1) * share])
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def read_back(file):
    """Every chart's means by series, and how many slides there are."""
    deck = pptx.Presentation(io.BytesIO(file))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    charts = [[list(series.iter_values()) for series in shape.chart.plots[0].series] for shape in shapes]
    return {"slides": len(deck.slides), "charts": charts}


def timed(times, work):
    begun = time.perf_counter()
    made = work()
    times.append((time.perf_counter() - begun) * 1000)
    return made


def main():
    works = {"picture": picture, "slides": slides, "report": report}
    made = {name: work() for name, work in works.items()}
    times = {name: [] for name in works}
    for _ in range(ASKED["runs"]):
        for name, work in works.items():
            timed(times[name], work)
    pixels = [int.from_bytes(made["picture"][at : at + 4], "big") for at in (16, 20)]
    pdf, pages = made["report"]
    sizes = f"files of {len(made['picture']) // 1000}, {len(made['slides']) // 1000} and {len(pdf) // 1000} kB"
    python = ".".join(map(str, sys.version_info[:3]))
    peers = {
        "matplotlib": {
            "picture": {"ms": times["picture"], "made": pixels},
            "report": {"ms": times["report"], "made": pages},
        },
        "python-pptx": {"slides": {"ms": times["slides"], "made": read_back(made["slides"])}},
    }
    versions = f"matplotlib {matplotlib.__version__}, python-pptx {pptx.__version__}; Python {python}; {sizes}"
    json.dump({"versions": versions, "peers": peers}, sys.stdout)


if __name__ == "__main__":
    main()
