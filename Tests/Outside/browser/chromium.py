"""Drives a headless Chromium over the DevTools protocol: opens pages, asks them, listens to what they
complain of and what they ask the network for, and takes pictures."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

from websockets.sync.client import connect


class Browser:
    """A Chromium of its own, with a profile that is gone afterwards."""

    def __init__(self, program="chromium"):
        self.profile = tempfile.mkdtemp(prefix="catallaxy-browser-")
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0",
             "--force-color-profile=srgb", "--disable-dev-shm-usage",
             f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.port = self._port()

    def _port(self):
        path = os.path.join(self.profile, "DevToolsActivePort")
        for _ in range(300):
            if os.path.exists(path):
                text = open(path, encoding="utf-8").read().split()
                if len(text) > 1:
                    return int(text[0])
            time.sleep(0.1)
        raise RuntimeError("chromium did not start within 30 s")

    def page(self):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new", method="PUT")
        with urllib.request.urlopen(request) as answer:
            return Page(json.load(answer)["webSocketDebuggerUrl"])

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


class Page:
    """One tab."""

    def __init__(self, address):
        # Nobody reads while a run is made: a ping that waits behind events is no dead browser.
        self.socket = connect(address, max_size=None, ping_interval=None)
        self.number = 0
        self.complaints = []
        self.requests = []
        self.traced = []
        self.done = set()
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        number = self.number
        while True:
            message = json.loads(self.socket.recv(timeout=60))
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self._note(message)

    def _note(self, message):
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(parameters["exceptionDetails"].get("exception", {}).get("description")))
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            self.complaints.append(" ".join(str(a.get("value", a.get("description"))) for a in parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.complaints.append(parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Tracing.dataCollected":
            self.traced += parameters["value"]
        self.done.add(method)

    def wait_for(self, method, seconds=60):
        """Listens until something has happened."""
        self.done.discard(method)
        end = time.monotonic() + seconds
        while method not in self.done:
            self._note(json.loads(self.socket.recv(timeout=max(0.1, end - time.monotonic()))))

    def look(self, width, height=1000, dark=False):
        """Sets the size of the window, and whether the user likes it dark."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media="", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, address):
        self.complaints, self.requests = [], []
        self.done.discard("Page.loadEventFired")
        self.call("Page.navigate", url=address)
        if "Page.loadEventFired" not in self.done:
            self.wait_for("Page.loadEventFired")
        self.ask("new Promise((go) => { const look = () => window.catallaxy ? go() : setTimeout(look, 20); look(); })")
        self.settle()

    def ask(self, expression):
        """The value of an expression; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails'].get('exception', {}).get('description')}")
        return answer["result"].get("value")

    def settle(self):
        """Waits for two frames."""
        self.ask("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go, 30))))")

    def press(self, key, code=None, shift=False):
        text = key if len(key) == 1 else None
        common = {"key": key, "code": code or key, "modifiers": 8 if shift else 0,
                  "windowsVirtualKeyCode": {"Tab": 9, " ": 32, "Home": 36, "End": 35, "ArrowLeft": 37,
                                            "ArrowRight": 39, "Enter": 13}.get(key, 0)}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)
        self.settle()

    def point(self, x, y, kind="mouseMoved", buttons=0):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, buttons=buttons,
                  button="left" if kind != "mouseMoved" else "none", clickCount=1 if kind != "mouseMoved" else 0)

    def picture(self, path, width):
        height = self.ask("Math.min(9000, document.documentElement.scrollHeight)")
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def trace(self, seconds):
        """What the browser did for so long."""
        self.traced = []
        self.call("Tracing.start", transferMode="ReportEvents", traceConfig={
            "includedCategories": ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline"]})
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self._note(json.loads(self.socket.recv(timeout=max(0.01, end - time.monotonic()))))
            except TimeoutError:
                break
        self.done.discard("Tracing.tracingComplete")
        self.call("Tracing.end")
        if "Tracing.tracingComplete" not in self.done:
            self.wait_for("Tracing.tracingComplete")
        return self.traced
