"""Does the published schema say of a file what the reader says?

usage: check_schema.py CATALLAXY FOLDER

Every shipped and some generated scenarios must be accepted by both. Then each field of each
is removed, misspelt, retyped and put out of range: what the reader refuses the schema must
refuse, but for what only several fields together tell, and what it accepts the schema must.
"""

import copy
import glob
import json
import os
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
import jsonschema
from ruamel.yaml import YAML

# What the reader knows of several fields together, by words of its messages.
TOGETHER = [
    "starts with equity", "expected the agents' money", "expected 2: one entry per agent",
    "one entry per agent", "unknown asset", "unknown instrument", "unknown bot or agent",
    "unknown agent", "missing; expected a price, as price_rule is fixed", "the weights make",
    "as many ids as agents", "expected each id once", "the grid has", "expected at least one",
    "best first", "expected the lowest price first", "lambda_min below", "expected a sum of 0",
    "expected a multiple of tick_size", "expected at most", "expected more",
    "whole number of 10", "on both sides", "expected as in the first", "not exact",
    "found the quote asset", "there is no labour income", "an end after the start",
    "found an empty list", "one resource per cell",
]


def fail(text):
    print("The schema: " + text, file=sys.stderr)
    sys.exit(1)


def run(*arguments, good=(0,)):
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode not in good:
        fail("%s: %s" % (" ".join(arguments[:4]), done.stderr[:400]))
    return done


def load(path):
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    with open(path, encoding="utf-8") as file:
        return reader.load(file)


def places(value, path=()):
    """Every (path to a mapping, key) of a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from places(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, path + (index,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def faults(document, seen):
    """Copies of the document with one fault each, no kind of place twice over all documents.

    With each goes whether it only puts a number or a truth value where a text is meant: the
    reader takes `name: 2024` for a text, as it stands there; an editor may not.
    """
    for path, key in places(document):
        kind = tuple("*" if isinstance(step, int) else step for step in path) + (key,)
        kind += (document["kind"], isinstance(document.get("agents"), list))
        entry = at(document, path)
        # Entries of a list may be of several variants.
        kind += tuple(str(entry.get(name)) for name in ("kind", "type", "bot", "name"))
        if kind in seen:
            continue
        seen.add(kind)
        place = ".".join(map(str, path + (key,)))

        def changed(change):
            copied = copy.deepcopy(document)
            change(at(copied, path))
            return copied

        def rename(mapping):
            mapping[key + key[-1]] = mapping.pop(key)

        yield place + " removed", False, changed(lambda mapping: mapping.pop(key))
        yield place + " misspelt", False, changed(rename)
        for wrong in ([[1]], {"a": {"b": 1}}, None, True, "no such word", -1, 1e300, 1.5):
            is_text = isinstance(entry[key], str) and isinstance(wrong, (bool, int, float))
            yield "%s as %r" % (place, wrong), is_text, changed(
                lambda mapping: mapping.__setitem__(key, wrong))


def verdicts(program, files):
    """The reader's errors by file."""
    errors = {name: [] for name in files}
    for start in range(0, len(files), 400):
        part = files[start:start + 400]
        done = run(program, "scenario", "validate", "--quiet", *part, good=(0, 2))
        for line in done.stderr.splitlines():
            name, _, message = line.partition(".yaml")
            if ": error: " in message:
                errors[name + ".yaml"].append(message)
    return errors


def main(program, folder):
    schema = json.loads(run(program, "scenario", "schema").stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    originals = sorted(glob.glob("Scenarios/*/*.yaml"))
    for preset in ("minimal", "money_demo", "mixed_economy"):
        run(program, "generate", preset.replace("_", "-"), "--preset", preset,
            "--agents", "2", "--utilities", "ces,linear,quadratic,translog,stone_geary",
            "--output", folder)
    originals += sorted(glob.glob(folder + "/*.yaml"))
    documents = []
    for path in originals:
        for error in validator.iter_errors(load(path)):
            fail("%s is refused: %s" % (path, error.message[:200]))
        kind = load(path)["kind"]
        alone = json.loads(run(program, "scenario", "schema", "--kind", kind).stdout)
        if not jsonschema.Draft7Validator(alone).is_valid(load(path)):
            fail("%s is refused by the schema of its own kind" % path)
        # With every default filled in there are more fields to get wrong.
        shown = folder + "/shown.yaml"
        with open(shown, "w", encoding="utf-8") as file:
            file.write(run(program, "scenario", "show", path).stdout)
        documents.append((path, load(shown)))
        if not validator.is_valid(load(shown)):
            fail("what is shown of %s is refused" % path)

    os.mkdir(folder + "/faults")
    cases = []
    seen = set()
    for path, document in documents:
        for words, is_text, faulty in faults(document, seen):
            name = "%s/faults/%d.yaml" % (folder, len(cases))
            with open(name, "w", encoding="utf-8") as file:
                json.dump(faulty, file)
            cases.append((name, path + ", " + words, is_text, faulty))
    errors = verdicts(program, [name for name, _, _, _ in cases])
    together = 0
    wrong = []
    for name, words, is_text, faulty in cases:
        refused = not validator.is_valid(faulty)
        found = errors[name]
        if refused and not found and not is_text:
            wrong.append(words + ": the schema refuses what the reader takes")
        elif found and not refused:
            if all(any(hint in line for hint in TOGETHER) for line in found):
                together += 1
            else:
                wrong.append(words + ": the schema takes what the reader refuses: " + found[0])
    for line in wrong[:40]:
        print(line, file=sys.stderr)
    if wrong:
        fail("%d of %d faults are judged otherwise" % (len(wrong), len(cases)))
    print("The schema: %d scenarios hold, %d faults are judged as the reader judges them, "
          "%d only the reader can see" % (len(documents), len(cases) - together, together))


main(sys.argv[1], sys.argv[2])
