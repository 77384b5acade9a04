"""Runs the code of a notebook from its first cell to its last, as Jupyter would."""

import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        notebook = json.load(file)
    names = {"__name__": "__main__"}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, start=1):
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
    if len(cells) < 2:
        sys.exit("the notebook has lost its cells")


main()
