"""Do files that mean harm end in an error at once, in little memory?

usage: check_hostile.py CATALLAXY FOLDER

Each must end with exit status 2 and a message, within a second of processor time and 64 MiB.
"""

import os
import subprocess
import sys

MOST_SECONDS = 1.0
MOST_KIBIBYTES = 64 << 10

HEAD = "schema_version: 1\nname: x\nkind: economy\nN: 8\n"
LABORATORY = "schema_version: 1\nname: x\nkind: laboratory\nticks: 1\nprice_range: [1, 9]\n"


def bomb(levels):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for level in range(levels):
        name, before = chr(98 + level), chr(97 + level)
        lines.append("%s: &%s [%s]" % (name, name, ", ".join(["*" + before] * 9)))
    return "\n".join(lines) + "\n"


def yaml_tricks():
    return {
        "bomb": bomb(9), "bomb in an economy": HEAD + bomb(9),
        "bomb as a key": bomb(7) + "? *h\n: 1\n",
        "alias to itself": "a: &a [*a]\n", "root in itself": "&a {b: *a}\n",
        "anchors": " ".join("&a%d" % n for n in range(200000)),
        "aliases": " ".join("*a%d" % n for n in range(200000)),
        "merge": "a: &a {b: 1}\nc:\n  <<: *a\n", "bare merge": "<<: {b: 1}\n",
        "binary": "name: !!binary aGVsbG8=\n", "object": "x: !!python/object:os.system x\n",
        "own tag": "x: !foo [a]\n", "set": "agents: !!set {a, b}\n", "tagged": "ticks: !!int 5\n",
        "NUL": "a: b\n\0c: d\n", "escape": "a: \x1b[2J\n", "escaped escape": 'name: "\\e[2J"\n',
        "turned": "name: \u202eevil\n", "line separator": "a: b\u2028c: d\n",
        "half a pair": 'name: "\\ud800"\n', "documents": "a: 1\n---\nb: 2\n",
        "tab": "a:\n\tb: 1\n", "open list": "a: [1\nb: 2\n", "open quote": 'a: "b\n',
        "at sign": "a: @b\n", "empty": "", "comment": "# only this\n", "marker": "---\n",
        "list": "- a\n", "word": "hello\n", "number": "5\n", "list as a key": "[a]: 1\n",
    }


def depth_and_length():
    return {
        "lists": "a: " + "[" * 100000, "closed lists": "a: " + "[" * 100000 + "]" * 100000,
        "mappings": "{a: " * 100000, "blocks": "- " * 100000, "keys": "? " * 100000,
        "flow keys": "{" * 999 + "a" + ": 1}" * 999,
        "900 levels": "a: " + "[" * 900 + "]" * 900,
        "indented": "\n".join(" " * n + "a:" for n in range(3000)),
        "large key": "? {" + "a," * 100000 + "}\n" + "? " * 200,
        "entries": "a," * 1000001, "too long": "x" * (8 << 20) + "x",
        "long word": "x" * (1 << 20) + ": 1\n",
        "a million keys": "".join("k%d: 1\n" % n for n in range(1000000)),
        "repeated keys": "a: 1\n" * 300000, "as many as may be": "a: 1\n" * 34990,
        "unknown keys": "".join("k%d: 1\n" % n for n in range(34990)),
        "unknown keys of an economy": HEAD + "".join("k%d: 1\n" % n for n in range(34980)),
        "dashes": "- - - - - - a\n" * 8500, "dashes without end": "- - - - - - a\n" * 150000,
        "as many agents": HEAD + "agents: [" + "{a: b}," * 17400 + "]\n",
        "as many words": HEAD + "agents: 2\ninitial_inventories: {A: ["
        + "xxxxxxxxxxxxxxxxxxxxxxxxx," * 69900 + "1], B: 1}\n",
        "ten million agents": HEAD + "agents: 10000000\n",
        "agents without end": HEAD + "agents: [" + "{}," * 200000 + "]\n",
        "inventories without end": HEAD + "agents: 2\ninitial_inventories: {A: ["
        + "1," * 400000 + "], B: 1}\n",
        "a grid without end": HEAD.replace("N: 8", "N: 999999999999999999999") + "agents: 2\n",
        "schedules without end": HEAD + "mode_schedule: [" + "[0, 1, both]," * 100001 + "]\n",
        "weights without end": HEAD + "agents: 1\nutilities: {mix: ["
        + "{type: linear, weight: 1e308, params: {vA: 1, vB: 1}}," * 1001 + "]}\n",
        "traders without end": LABORATORY + "buyers: ["
        + "{trader: zi_c, values: [1]}," * 10001 + "]\nsellers: []\n",
        "values without end": LABORATORY + "buyers: [{trader: zi_c, values: ["
        + "1," * 400000 + "]}]\nsellers: []\n",
    }


def write(folder):
    texts = {**yaml_tricks(), **depth_and_length()}
    files = {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}
    files["UTF-16"] = "kind: economy\n".encode("utf-16")
    files["not UTF-8"] = b"a: b\nc: \xff"
    files["overlong"] = b"a\xc0\xaf"
    for name, data in files.items():
        with open("%s/%s.yaml" % (folder, name), "wb") as file:
            file.write(data)


def main(program, folder):
    # In a process of its own: what it takes would count as the memory of those started here.
    subprocess.run([sys.executable, __file__, "write", folder], check=True)
    names = sorted(name[:-5] for name in os.listdir(folder) if name.endswith(".yaml"))
    worst = [0.0, 0]
    failures = 0
    for name in names:
        path = "%s/%s.yaml" % (folder, name)
        with open(folder + "/said", "wb") as said:
            process = subprocess.Popen(
                [program, "scenario", "validate", path], stdout=said, stderr=said)
            _, status, usage = os.wait4(process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        size = os.path.getsize(folder + "/said")
        worst = [max(worst[0], seconds), max(worst[1], usage.ru_maxrss)]
        if (code != 2 or seconds > MOST_SECONDS or usage.ru_maxrss > MOST_KIBIBYTES
                or not size):
            failures += 1
            print("hostile file '%s': exit %d after %.2f s in %d KiB, %d bytes said"
                  % (name, code, seconds, usage.ru_maxrss, size), file=sys.stderr)
    if failures:
        sys.exit(1)
    print("Hostile files: %d refused, at most %.2f s and %d MiB"
          % (len(names), worst[0], worst[1] >> 10))


if sys.argv[1] == "write":
    write(sys.argv[2])
else:
    main(sys.argv[1], sys.argv[2])
