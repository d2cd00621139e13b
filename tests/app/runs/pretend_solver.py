"""
A solver that plans nothing but speaks the protocol, for tests of everything around a solver.

It finds a better plan every tenth of a second, worth its number, until its time is over or it is told to
stop. Its behaviour is chosen by the name of the case: `silent`, `dies`, `garbage`, `deaf`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import zlib

import msgspec

from app.runs.protocol import End, Incumbent, Order, Point, decode_order, encode

TURN = 0.1


def say(message: Point | Incumbent | End) -> None:
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


def main() -> int:
    order: Order = decode_order(sys.stdin.buffer.readline())
    case = json.loads(zlib.decompress(sys.stdin.buffer.read(order.case_bytes)))
    behaviour = case["name"]
    stop = threading.Event()

    def solve() -> None:
        end = End(status="done")
        begun = time.monotonic()
        value = 0
        while time.monotonic() - begun < order.seconds:
            if stop.is_set():
                end = End(status="stopped")
                break
            if behaviour == "dies" and value > 2:
                os.kill(os.getpid(), 9)
            if behaviour == "garbage" and value > 2:
                sys.stdout.write("this is no line of the protocol\n")
                sys.stdout.flush()
            elapsed = int(1000 * (time.monotonic() - begun))
            if behaviour != "silent":
                value += 1
                say(Point(elapsed_ms=elapsed, phase="improve", value=value, bound=10_000))
                plan = json.dumps({"value": value, "pid": os.getpid()}).encode()
                say(Incumbent(elapsed_ms=elapsed, plan=msgspec.Raw(plan)))
            time.sleep(TURN)
        say(end)
        os._exit(0)

    threading.Thread(target=solve, daemon=True).start()
    for line in sys.stdin.buffer:
        if line == b"stop\n" and behaviour != "deaf":
            stop.set()
    # The end of the input: nobody listens any more.
    os._exit(3)


if __name__ == "__main__":
    main()
