"""Watch a map being moved by a real mouse: frames a second, and whether each shows everything.

What is on the screen is read from the pixels that the browser composed, whatever drew them. Run on
one page:
python tests/map_watch.py PAGE.html SECONDS [pan,zoom,drag [small]]
"""

from __future__ import annotations

import asyncio
import base64
import io
import json
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from map_page import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from numpy.typing import NDArray
    from playwright.async_api import Browser, CDPSession

FLAGS_WITHOUT_GPU: Final = [
    *FLAGS,
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
"""Software for WebGL; no name is ever looked up."""
INK: Final = 20
"""How much a pixel differs from the paper, of 255, to be ink."""
WHOLE: Final = 0.6
"""Least ink of a frame on the move, as a share of the least at rest on its way."""
SAME: Final = 0.1
"""How far the first whole picture's ink may be from the ink at rest."""
LEAST_INK: Final = 150
HERTZ: Final = 120
IN_FLIGHT: Final = 4
"""Mouse events sent and not yet taken: a slow page is not buried."""
WHEEL: Final = 480
"""Wheel pixels a second while zooming."""
TURNS: Final = 6
"""Times that the wheel goes in or out, by turns, as often the one as the other."""
FILMED: Final = 0.5
"""Share of the time that is filmed besides: filming takes time, so frames are counted without."""
CLIP: Final = {"format": "jpeg", "quality": 90}
TWO_FRAMES: Final = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
)


@dataclass(frozen=True)
class Window:
    """What a page is looked at in."""

    width: int = 1280
    height: int = 800
    quiet: float = 0.8
    """Seconds without a change after which a picture is at rest."""
    above: int = 100
    below: int = 110
    beside: int = 310
    """Pixels at the edges where panels may lie, which the hand leaves alone."""


SMALL: Final = Window(480, 360, quiet=0.3, above=20, below=20, beside=20)
"""For pages without panels that are at rest within a tenth of a second."""


class Frame:
    """One picture that was on the screen."""

    def __init__(self, at: float, data: str) -> None:
        self.at = at
        self.pixels: Callable[[], NDArray[np.int16]] = lambda: picture(data)
        self._ink: int | None = None

    @property
    def ink(self) -> int:
        """Inked pixels."""
        if self._ink is None:
            self._ink = ink(self.pixels())
        return self._ink


def picture(data: str) -> NDArray[np.int16]:
    """Decode a picture as the browser gives it."""
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"), dtype=np.int16)


def inked(pixels: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Tell which pixels are not paper; the paper is the commonest colour."""
    some = pixels.reshape(-1, 3)[::37]
    _, at, count = np.unique(some @ (1, 256, 65536), return_index=True, return_counts=True)
    return differ(pixels, some[at[count.argmax()]])


def differ(pixels: NDArray[np.int16], others: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Tell which pixels differ for an eye."""
    apart = np.abs(pixels - others) > INK
    found: NDArray[np.bool_] = apart[..., 0] | apart[..., 1] | apart[..., 2]
    return found


def ink(pixels: NDArray[np.int16]) -> int:
    """Count inked pixels, in every second row."""
    return int(inked(pixels[::2]).sum())


@dataclass(frozen=True)
class Motion:
    """One kind of movement: what the hand does at a time, and where it pauses to be looked at."""

    name: str
    far: tuple[float, float]
    """Pixels to either side."""
    closer: int = 0
    """Wheel pixels zoomed in before."""

    @property
    def wheel(self) -> bool:
        """Whether the wheel moves, not the hand."""
        return self.far == (0, 0)


MOTIONS: Final = (
    Motion("pan", (60, 90)),
    Motion("zoom", (0, 0)),
    Motion("drag", (300, 200), closer=WHEEL),
)


class Watch:
    """A page under watch."""

    def __init__(self, browser: Browser, session: CDPSession, window: Window) -> None:
        self.browser = browser
        self.window = window
        self.session = session
        self.frames: list[Frame] = []
        self._sent: set[asyncio.Task[Any]] = set()
        session.on("Page.screencastFrame", self._keep)

    @classmethod
    async def begin(cls, browser: Browser, window: Window) -> Watch:
        """Open an empty page."""
        page = await browser.new_page(viewport={"width": window.width, "height": window.height})
        watch = cls(browser, await page.context.new_cdp_session(page), window)
        watch.page = page
        await watch.session.send("Performance.enable")
        return watch

    def _keep(self, event: dict[str, Any]) -> None:
        self.frames.append(Frame(event["metadata"]["timestamp"], event["data"]))
        self._send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    def _send(self, method: str, given: dict[str, Any]) -> None:
        """Send without waiting."""
        task = asyncio.ensure_future(self.session.send(method, given))
        self._sent.add(task)
        task.add_done_callback(self._sent.discard)

    async def film(self) -> None:
        """Begin to keep every picture."""
        self.frames = []
        await self.session.send("Page.startScreencast", CLIP)

    async def cut(self) -> list[Frame]:
        """Stop filming; give what was filmed."""
        await self.session.send("Page.stopScreencast")
        return self.frames

    async def look(self) -> NDArray[np.int16]:
        """Give the picture on the screen."""
        return picture((await self.session.send("Page.captureScreenshot", CLIP))["data"])

    async def ask(self, expression: str) -> Any:
        """Give the value of an expression, whatever the page's policy."""
        given = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        answer = await self.session.send(
            "Runtime.evaluate", {**given, "allowUnsafeEvalBlockedByCSP": True}
        )
        return answer["result"].get("value")

    async def rest(self) -> NDArray[np.int16]:
        """Wait until the picture stays the same; give it."""
        before = await self.look()
        while True:
            await asyncio.sleep(self.window.quiet / 2)
            await self.ask(TWO_FRAMES)
            now = await self.look()
            if differ(now, before).sum() < LEAST_INK / 10:
                return now
            before = now

    async def first_picture(self, path: Path) -> float:
        """Open a page; give the seconds from going there to the first whole picture."""
        await self.film()
        begun = time.time()
        await self.page.goto(path.as_uri(), wait_until="commit")
        seen, since = 0, time.time()
        while seen < LEAST_INK or time.time() - since < self.window.quiet:
            await self.ask(TWO_FRAMES)
            await asyncio.sleep(self.window.quiet / 4)
            now = self.frames[-1].ink if self.frames else 0
            if abs(now - seen) > SAME * seen / 10:
                seen, since = now, time.time()
        frames = await self.cut()
        apart = [abs(f.ink - frames[-1].ink) > SAME * frames[-1].ink for f in frames]
        return frames[len(apart) - apart[::-1].index(True) if True in apart else 0].at - begun

    async def paper(self) -> tuple[float, float]:
        """Find a place with no ink near it, as near the middle as there is."""
        window = self.window
        taken = inked(await self.look())
        taken[: window.above], taken[-window.below :] = True, True
        taken[:, : window.beside], taken[:, -window.beside :] = True, True
        near = np.cumsum(
            np.cumsum(np.pad(taken, ((8, 7), (8, 7)), constant_values=True), axis=0), axis=1
        )
        held = near[15:, 15:] - near[:-15, 15:] - near[15:, :-15] + near[:-15, :-15]
        y, x = np.nonzero(held == 0)
        if not len(x):
            return float(window.width - window.beside), float(window.below)
        best = np.argmin(np.hypot(x + 7 - window.width / 2, y + 7 - window.height / 2))
        return float(x[best] + 7), float(y[best] + 7)

    def mouse(self, kind: str, at: tuple[float, float], **given: Any) -> None:
        """Do something with the mouse, without waiting for the page."""
        self._send("Input.dispatchMouseEvent", {"type": kind, "x": at[0], "y": at[1], **given})

    async def taken(self) -> None:
        """Wait until all mouse events are taken."""
        while self._sent:
            await asyncio.wait(set(self._sent))

    async def hand(self, motion: Motion, start: tuple[float, float], seconds: float) -> None:
        """Move as a hand does for some seconds, then let go where it began."""
        begun = before = time.monotonic()
        while (t := time.monotonic() - begun) < seconds:
            await asyncio.sleep(1 / HERTZ)
            if len(self._sent) >= IN_FLIGHT:
                continue
            if motion.wheel:
                passed, before = time.monotonic() - before, time.monotonic()
                way = 1 if int(TURNS * t / seconds) % 2 else -1
                self.scroll(start, way * WHEEL * min(passed, 0.25))
            else:
                at = (
                    start[0] + motion.far[0] * math.sin(2.1 * t),
                    start[1] + motion.far[1] * math.sin(1.7 * t),
                )
                self.mouse("mouseMoved", at, button="left", buttons=1)
        await self.taken()

    def scroll(self, at: tuple[float, float], delta: float) -> None:
        """Turn the wheel."""
        self.mouse("mouseWheel", at, deltaX=0, deltaY=delta)

    async def zoom(self, at: tuple[float, float], delta: float) -> NDArray[np.int16]:
        """Turn the wheel a little at a time; give the picture at rest."""
        steps = 20
        for _ in range(steps):
            self.scroll(at, delta / steps)
            await self.taken()
        return await self.rest()

    async def work(self) -> float:
        """Seconds of processor that the browser's processes took: scripts, layout and paint."""
        session = await self.browser.new_browser_cdp_session()
        told = await session.send("SystemInfo.getProcessInfo")
        await session.detach()
        return float(sum(process["cpuTime"] for process in told["processInfo"]))

    async def drawn(self, act: Callable[[], Awaitable[None]]) -> tuple[float, float]:
        """Frames a second that were new on the screen, and milliseconds of processor for each."""
        await self.browser.start_tracing(categories=["disabled-by-default-devtools.timeline.frame"])
        begun, before = time.monotonic(), await self.work()
        await act()
        took, worked = time.monotonic() - begun, await self.work() - before
        events = json.loads(await self.browser.stop_tracing())["traceEvents"]
        frames = sum(event["name"] == "DrawFrame" for event in events)
        return frames / took, 1000 * worked / max(frames, 1)

    async def views(self, motion: Motion, start: tuple[float, float]) -> list[int]:
        """Ink at rest at the farthest views of a motion."""
        found = [ink(await self.rest())]
        if motion.wheel:
            deltas = (-WHEEL / 2, -WHEEL / 3, 5 * WHEEL / 6)
            return [*found, *[ink(await self.zoom(start, delta)) for delta in deltas]]
        corners = [(1, 1), (1, -1), (-1, -1), (-1, 1), (0, 0)]
        for at in [
            (start[0] + motion.far[0] * x, start[1] + motion.far[1] * y) for x, y in corners
        ]:
            self.mouse("mouseMoved", at, button="left", buttons=1)
            found.append(ink(await self.rest()))
        return found

    async def move(self, motion: Motion, seconds: float) -> dict[str, Any]:
        """Measure a motion: frames a second, work for each, share of whole ones, time to rest."""
        if motion.closer:
            await self.zoom((self.window.width / 2, self.window.height / 2), -motion.closer)
        start = await self.paper()
        self.mouse("mouseMoved", start)
        if not motion.wheel:
            self.mouse("mousePressed", start, button="left", buttons=1, clickCount=1)
        await self.taken()
        expected = await self.views(motion, start)
        rate, work = await self.drawn(lambda: self.hand(motion, start, seconds))
        await self.film()
        await self.hand(motion, start, seconds * FILMED)
        ended = time.time()
        expected.append(ink(await self.rest()))
        frames = await self.cut()
        if not motion.wheel:
            self.mouse("mouseReleased", start, button="left", clickCount=1)
        await self.rest()
        least = WHOLE * min(expected)
        moving = [frame for frame in frames if frame.at <= ended]
        whole = sum(frame.ink >= least for frame in moving) / max(len(moving), 1)
        found = {
            "frames/s": rate,
            "work": work,
            "whole": whole,
            "least ink": min(f.ink for f in moving) if moving else 0,
        }
        return {
            **found,
            "ink at rest": expected,
            "filmed": len(moving),
            "sharp": _sharp(frames, ended),
        }


def _sharp(frames: list[Frame], ended: float) -> float:
    """Seconds from the last event of the mouse until the picture is the one it stays."""
    final = frames[-1].pixels() if frames else None
    for frame in reversed(frames):
        if differ(frame.pixels(), final).sum() >= LEAST_INK / 10:
            later = [f.at for f in frames if f.at > frame.at]
            return max(0.0, min(later) - ended)
    return 0.0


async def watch(
    path: Path, seconds: float, motions: tuple[Motion, ...] = MOTIONS, window: Window = Window()
) -> dict[str, Any]:
    """Measure a page in a Chromium of its own."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS_WITHOUT_GPU)
        page = await Watch.begin(browser, window)
        found: dict[str, Any] = {"first picture": await page.first_picture(path)}
        for motion in motions:
            print(json.dumps(found), flush=True)
            found[motion.name] = await page.move(motion, seconds)
        counters = (await page.session.send("Performance.getMetrics"))["metrics"]
        found["heap"] = next(c["value"] for c in counters if c["name"] == "JSHeapUsedSize")
        print(json.dumps(found), flush=True)
        await browser.close()
        return found


if __name__ == "__main__":
    page, seconds, *wanted = sys.argv[1:]
    names = wanted[0].split(",") if wanted else [motion.name for motion in MOTIONS]
    chosen = tuple(motion for motion in MOTIONS if motion.name in names)
    asyncio.run(watch(Path(page), float(seconds), chosen, SMALL if wanted[1:] else Window()))
