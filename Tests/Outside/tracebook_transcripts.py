"""Has Tracebook's reference engine answer the requests of our recorded transcripts.

`tracebook_transcripts.py FOLDER`: every file of `> request` and `< answer` lines must hold what
the reference answers too, but for its name and its words for a rejection. Ends with 1 if not.
"""

import io
import json
import sys
from pathlib import Path

from tracebook.conformance import serve_stdio
from tracebook.conformance.reference import ReferenceEngineAdapter


def comparable(line: str) -> dict:
    answer = json.loads(line)
    answer.pop("engine", None)
    answer.get("outcome", {}).pop("message", None)
    return answer


def main() -> int:
    files = sorted(Path(sys.argv[1]).glob("*.txt"))
    if not files:
        print("no transcripts", file=sys.stderr)
        return 1
    wrong = 0
    for file in files:
        lines = file.read_text(encoding="utf-8").split("\n")
        requests = [line[2:] + "\n" for line in lines if line.startswith("> ")]
        answers = [line[2:] for line in lines if line.startswith("< ")]
        said = io.StringIO()
        serve_stdio(ReferenceEngineAdapter, io.StringIO("".join(requests)), said)
        expected = said.getvalue().splitlines()
        if [comparable(line) for line in answers] != [comparable(line) for line in expected]:
            wrong += 1
            print(f"{file.name}: the reference answers", *expected, sep="\n", file=sys.stderr)
    print(f"{len(files)} transcripts, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
