"""The page 'Trading from outside', followed line by line."""
import os
import re
import signal
import subprocess
import sys
import time

from serving import ROOT, Violation, expect
from streams import need_websockets

PAGE = ROOT / "Sources/Catallaxy/Catallaxy.docc/Trading-from-outside.md"


def blocks(text):
    """The pieces of code: the language and the lines of each."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def check_page(make):
    """Types what the page says; only what takes minutes or another port is written otherwise."""
    need_websockets()
    folder = make().folder
    for name in ("Examples", "Scenarios"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "bin").mkdir()
    (folder / "bin/catallaxy").symlink_to(make().program)
    found = blocks(PAGE.read_text())
    build, key, serve = (code for _, code in found[:3])
    expect("swift build" in build and "catallaxy serve" in serve, "the page begins otherwise")
    python, = (code for language, code in found if language == "python")
    (folder / "my_client.py").write_text(python)
    lines = "".join(code for language, code in found[3:] if language == "sh")
    lines = lines.replace("--seconds 20", "--seconds 5")
    lines = re.sub(r"^python3 -m venv .*\n", "", lines, flags=re.MULTILINE)
    lines = lines.replace(".venv/bin/python", sys.executable)
    before, after = lines.split("catallaxy verify", 1)
    environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}",
                   "PYTHONDONTWRITEBYTECODE": "1"}

    def shell(code):
        done = subprocess.run(["sh", "-eu"], input=code, capture_output=True, text=True,
                              cwd=folder, env=environment, timeout=120)
        if done.returncode:
            raise Violation(f"the page's lines end with {done.returncode}: "
                            f"{(done.stderr or done.stdout)[-500:]}")
        return done.stdout

    shell(key)
    with open(folder / "said", "wb") as said:
        server = subprocess.Popen(["sh", "-c", f"exec {serve.strip()} --port 0"], stdout=said,
                                  stderr=said, cwd=folder, env=environment)
    try:
        for _ in range(600):
            found = re.match(r"listening on (\S+)\n", (folder / "said").read_text())
            if found or server.poll() is not None:
                break
            time.sleep(0.1)
        expect(found, f"it does not listen: {(folder / 'said').read_text()}")
        output = shell(before.replace("http://127.0.0.1:8080", found[1]))
        server.send_signal(signal.SIGINT)
        expect(server.wait(30) == 0, "Ctrl-C did not end it with 0")
    finally:
        if server.poll() is None:
            server.kill()
    expect(output.count("accepted") >= 30, f"the client's orders were refused: {output[-500:]}")
    expect("remote-maker" in output and "connections" in output, f"a client said: {output[-500:]}")
    shell("catallaxy verify" + after)


CHECKS = {"page": ("the page 'Trading from outside'", check_page)}
