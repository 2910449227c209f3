"""Draws the evaluation's plots as SVG, without any library."""
from statistics import NormalDist

import numpy as np

WIDTH, HEIGHT, MARGIN = 640, 420, 56
COLOURS = ("#0b6e99", "#d9730d", "#0f7b6c", "#ad1a72", "#64473a")


class Plot:
    """Axes and curves. Coordinates are those of the data."""

    def __init__(self, title, x_label, y_label, x_range, y_range):
        self.x_range, self.y_range = x_range, y_range
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
            'font-size="12">', f"<title>{title}</title>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<text x="{WIDTH / 2}" y="20" text-anchor="middle" font-size="14">{title}</text>',
            f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle">{x_label}</text>',
            f'<text transform="translate(14 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">{y_label}</text>']

    def x(self, value):
        low, high = self.x_range
        return MARGIN + (value - low) / (high - low) * (WIDTH - 2 * MARGIN)

    def y(self, value):
        low, high = self.y_range
        return HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN)

    def line(self, x1, y1, x2, y2, stroke="#ddd"):
        self.parts.append(f'<line x1="{self.x(x1):.1f}" y1="{self.y(y1):.1f}" x2="{self.x(x2):.1f}" '
                          f'y2="{self.y(y2):.1f}" stroke="{stroke}"/>')

    def x_tick(self, value, text):
        self.line(value, self.y_range[0], value, self.y_range[1])
        self.parts.append(f'<text x="{self.x(value):.1f}" y="{HEIGHT - MARGIN + 16}" text-anchor="middle">{text}</text>')

    def y_tick(self, value, text):
        self.line(self.x_range[0], value, self.x_range[1], value)
        self.parts.append(f'<text x="{MARGIN - 6}" y="{self.y(value) + 4:.1f}" text-anchor="end">{text}</text>')

    def curve(self, points, index, name):
        path = " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[index]}" stroke-width="2"/>')
        top = 44 + 16 * index
        self.parts.append(f'<text x="{WIDTH - MARGIN - 4}" y="{top}" text-anchor="end" fill="{COLOURS[index]}">{name}</text>')

    def svg(self):
        return "\n".join([*self.parts, "</svg>"]) + "\n"


def detection_error_tradeoff(curves):
    """Curves of false rejects over false accepts, by name; both axes are spaced by the normal distribution."""
    spaced = NormalDist().inv_cdf
    low, high = spaced(0.001), spaced(0.4)
    plot = Plot("Detection error trade-off", "strangers accepted", "speaker rejected", (low, high), (low, high))
    for rate, text in ((0.001, "0.1 %"), (0.01, "1 %"), (0.02, "2 %"), (0.05, "5 %"), (0.1, "10 %"), (0.2, "20 %"),
                       (0.4, "40 %")):
        plot.x_tick(spaced(rate), text)
        plot.y_tick(spaced(rate), text)
    for index, (name, (rejects, accepts)) in enumerate(curves.items()):
        points = [(spaced(min(max(accept, 0.001), 0.4)), spaced(min(max(reject, 0.001), 0.4)))
                  for reject, accept in zip(rejects, accepts)]
        plot.curve(points, index, name)
    return plot.svg()


def score_histograms(scores):
    """How often each similarity occurs, by name of the kind of pair."""
    edges = np.arange(0, 105, 5)
    shares = {name: np.histogram(values, np.append(edges[:-1], 101))[0] / len(values) for name, values in scores.items()}
    top = max(share.max() for share in shares.values())
    plot = Plot("Similarities", "similarity", "share of pairs", (0, 100), (0, top))
    for value in range(0, 101, 10):
        plot.x_tick(value, str(value))
    for step in range(5):
        plot.y_tick(top * step / 4, f"{100 * top * step / 4:.0f} %")
    for index, (name, share) in enumerate(shares.items()):
        points = [(x, value) for start, value in zip(edges, share) for x in (start, start + 5)]
        plot.curve(points, index, name)
    plot.line(90, 0, 90, top, "#333")
    return plot.svg()
