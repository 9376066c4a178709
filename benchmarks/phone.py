"""How soon pages show and answer on a phone: four times slower, 1.6 Mbit/s, 150 ms to the server.

`python -m benchmarks.phone` starts claimtrack with its demo and visits each page in Chromium with nothing cached. It
prints when the largest part showed (LCP), how far things moved (CLS), and how long the slowest of some keys and taps
took until the screen changed (INP). A page over the budget of docs and tests fails the run.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pages import for_all
from tests.browser.visiting import OPTIONS, chromium, load_demo
from tests.stack import Stack, running_stack

MOST_SECONDS, MOST_SHIFT, MOST_WAIT_MS = 2.0, 0.02, 200
SLOWER, LATENCY_MS, BYTES_PER_SECOND = 4, 150, 1_600_000 / 8
PAGES = (
    *("claims", "overview", "claims, compact", "claim", "article", "articles", "speakers", "speaker, claims"),
    *("speaker, record", "disputes", "dispute, thread", "dispute, graph", "network", "timeline", "outlet", "API"),
)
WATCH = """
window.seen = { lcp: 0, cls: 0, inp: 0 };
const watch = (type, take, more) => new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({ type, buffered: true, ...more });
watch('largest-contentful-paint', (entry) => { window.seen.lcp = entry.startTime; });
watch('layout-shift', (entry) => { if (!entry.hadRecentInput) window.seen.cls += entry.value; });
watch('event', (entry) => { if (entry.interactionId) window.seen.inp = Math.max(window.seen.inp, entry.duration); },
    { durationThreshold: 16 });
"""


@dataclass(frozen=True)
class Seen:
    """What was measured of a page: seconds, a score, milliseconds."""

    shows: float
    shift: float
    wait: float

    @property
    def is_within(self) -> bool:
        """Whether it keeps the budget."""
        return self.shows <= MOST_SECONDS and self.shift <= MOST_SHIFT and self.wait <= MOST_WAIT_MS


def main() -> int:
    """Print a line for each page; return 1 where one is over its budget."""
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder)) as stack, sync_playwright() as playwright:
        load_demo(stack)
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*OPTIONS])
        pages = for_all(stack)
        found = {name: measured(browser, stack, pages[name]) for name in PAGES}
        browser.close()
    print(f"{'page':<24}{'LCP':>8}{'CLS':>8}{'INP':>10}")
    for name, seen in found.items():
        late = "" if seen.is_within else "  over"
        print(f"{name:<24}{seen.shows:>6.2f} s{seen.shift:>8.3f}{seen.wait:>7.0f} ms{late}")
    return int(not all(seen.is_within for seen in found.values()))


def measured(browser: Browser, stack: Stack, address: str) -> Seen:
    """Visit a page as a phone that was never here, and use it a little."""
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(base_url=stack.url, **phone)  # type: ignore[arg-type]
    page = context.new_page()
    page.request.get(address)  # the server has drawn its charts for others before
    page.add_init_script(WATCH)
    slow_down(page)
    page.goto(address, wait_until="networkidle")
    shown = page.evaluate("window.seen.lcp")
    use(page)
    seen = page.evaluate("window.seen")
    context.close()
    return Seen(shown / 1000, seen["cls"], seen["inp"])


def slow_down(page: Page) -> None:
    """Make processor and network those of a phone."""
    devices = page.context.new_cdp_session(page)
    devices.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    speed = {"latency": LATENCY_MS, "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    devices.send("Network.emulateNetworkConditions", {"offline": False, **speed})


def use(page: Page) -> None:
    """Open and close the menu, a filter or a statement, as far as the page has them."""
    for selector in (".site-menu > summary", ".site-menu > summary", ".filters > summary", ".story .no"):
        control = page.locator(selector).first
        if control.count() and control.is_visible():
            control.tap()
            page.wait_for_timeout(400)
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)


if __name__ == "__main__":
    sys.exit(main())
