"""A place that plans nothing and gives back what it was told to, for tests of what goes on around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimizer.many.orders import Delivery, Order, Said, Summary, digest


class Canned:
    """Delivers a made-up plan for each order and remembers who was asked for; may break after some."""

    def __init__(self, breaks_after: int | None = None, **facts: object) -> None:
        self.asked: list[str] = []
        self._breaks_after = breaks_after
        self._facts = {"status": "planned", **facts}

    def deliver(
        self, orders: Iterator[tuple[Order, bytes]], tell: Callable[[Said], None]
    ) -> Iterator[Delivery]:
        """Deliver in the order of the orders."""
        for order, case_file in orders:
            if self._breaks_after == len(self.asked):
                raise KeyboardInterrupt
            self.asked.append(order.agency)
            plan = b"plan of " + case_file if self._facts["status"] == "planned" else b""
            summary = Summary(agency=order.agency, plan_digest=digest(plan), **self._facts)  # type: ignore[arg-type]  # facts of the test
            yield Delivery(summary=summary, plan=plan)


def nobody(*_: object) -> None:
    """Hear, and say nothing."""
