#!/usr/bin/env python3
"""Draws the text on standard input as an SVG picture of a terminal: calo show run.calo | terminal.py > run.svg

Lines that begin with "$ " are drawn as commands.
"""

import sys
from html import escape

CHARACTER, LINE, MARGIN = 8.0, 18.0, 16.0


def main() -> int:
    lines = [line.rstrip("\n").expandtabs() for line in sys.stdin]
    width = 2 * MARGIN + CHARACTER * max([80] + [len(line) for line in lines])
    height = 2 * MARGIN + LINE * len(lines)
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
          'aria-label="Output of calo in a terminal">')
    print(f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#1b1f24"/>')
    print('<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13.2" fill="#d7dde4" xml:space="preserve">')
    for number, line in enumerate(lines):
        style = ' fill="#7fd1b9"' if line.startswith("$ ") else ' font-weight="bold"' if line.startswith("energy") else ""
        y = MARGIN + LINE * (number + 0.75)
        # textLength keeps columns aligned whatever monospace font the reader has.
        print(f'<text x="{MARGIN:g}" y="{y:g}" textLength="{CHARACTER * len(line):g}"{style}>{escape(line)}</text>' if line else "")
    print("</g></svg>")
    return 0


sys.exit(main())
