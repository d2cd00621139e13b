"""
Plans agencies on the workers of a Dask cluster, each in the same process of its own as on one machine.

A task holds the case, so that workers need no common disk, and is handed to another worker when its own is
lost. Only so many tasks are out at a time as workers can begin soon; the scheduler then holds few cases.
"""

import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from optimizer.many.orders import Delivery, Order, Refusal, Said, Summary, program
from optimizer.many.supervisor import Children, Stopped, supervise

try:
    import distributed
except ImportError:  # The extra `cluster` is not installed.
    distributed = None  # type: ignore[assignment]  # asked for before each use

CONNECT_SECONDS = 20
WORKERS_SECONDS = 60
"""How long to wait for a first worker before the run is refused."""

NO_WORKERS_SECONDS = 300
"""How long to wait for a worker when all are gone."""

LOOK_SECONDS = 2.0
AHEAD = 2
"""Tasks out at a time for each thread of the workers: one under way, one ready to begin."""

INSTALL = (
    "`--scheduler` needs the extra `cluster`: `uv sync --extra cluster`, or "
    "`pip install --require-hashes -r requirements-cluster.lock`"
)

_running: dict[str, Children] = {}
"""On a worker: the processes of each run, so that they can be ended from outside."""


class Cluster:
    """
    Plans agencies on the workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler, ``tcp://host:port`` or ``tls://host:port`` (certificates by Dask's own settings).
    remark : callable
        Told of the state of the cluster in sentences.
    """

    def __init__(self, address: str, remark: Callable[[str], None]) -> None:
        if distributed is None:
            raise Refusal(INSTALL)
        self._address = address
        self._remark = remark

    def deliver(
        self, orders: Iterator[tuple[Order, bytes]], tell: Callable[[Said], None]
    ) -> Iterator[Delivery]:
        """
        Plan agencies, and give back each as soon as it ends.

        Parameters
        ----------
        orders : iterator of (Order, bytes)
            Orders with their case files; asked for when workers can begin them soon.
        tell : callable
            Told of progress, from another thread.

        Yields
        ------
        Delivery
            One for each order, in the order in which they end.

        Raises
        ------
        Refusal
            When the scheduler does not answer, or has no workers for long.
        """
        topic = f"tuntas-{uuid.uuid4().hex}"
        client = self._connect()
        try:
            self._wait_for_workers(client)
            client.subscribe_topic(topic, lambda event: tell(msgspec.convert(event[1], Said)))
            yield from self._deliver(client, topic, orders)
        finally:
            # Also reached when the caller is interrupted: cancelling alone would let running calls go on.
            with suppress(Exception):
                client.run(_stop, topic)
            with suppress(Exception):
                client.close(timeout=CONNECT_SECONDS)

    def _connect(self) -> Any:
        try:
            return distributed.Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            words = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise Refusal(
                f"no Dask scheduler answers at {self._address} ({words}); "
                "start one with `dask scheduler`, and workers with `dask worker ADDRESS`"
            ) from None

    def _wait_for_workers(self, client: Any) -> None:
        try:
            client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError:
            raise Refusal(
                f"the scheduler at {self._address} has had no worker for {WORKERS_SECONDS} s; "
                "start some with `dask worker ADDRESS --nthreads 1`"
            ) from None
        strange = [f"{at}: {its}" for at, its in client.run(_its_program).items() if its != program()]
        if strange:
            raise Refusal(
                "these workers have another program, so that their plans could differ:\n  "
                + "\n  ".join([*strange, f"needed: {program()}"])
                + "\nend them, and start them anew from the same version"
            )
        threads = client.nthreads()
        self._remark(f"{self._address}: {len(threads)} workers, {sum(threads.values())} agencies at a time")

    def _deliver(self, client: Any, topic: str, orders: Iterator[tuple[Order, bytes]]) -> Iterator[Delivery]:
        out: dict[Any, str] = {}
        done: SimpleQueue[Any] = SimpleQueue()
        begun = 0
        lonely_since: float | None = None
        while True:
            threads = self._threads(client)
            for order, case_file in islice(orders, max(0, AHEAD * max(1, threads) - len(out))):
                # What is begun earlier goes first; all of a run has one key each, never used again.
                future = self._submit(client, topic, order, case_file, -begun)
                begun += 1
                out[future] = order.agency
                future.add_done_callback(done.put)
            if not out:
                return
            with suppress(Empty):
                future = done.get(timeout=LOOK_SECONDS)
                yield self._fetched(future, out.pop(future))
            lonely_since = None if threads else self._lonely(lonely_since)

    def _threads(self, client: Any) -> int:
        """Threads of all workers now."""
        try:
            return sum(client.nthreads().values())
        except OSError as error:
            raise Refusal(self._gone(str(error))) from None

    def _fetched(self, future: Any, agency: str) -> Delivery:
        """Read what a task gave back; a task that the scheduler gave up becomes a failed agency."""
        try:
            return msgspec.msgpack.decode(future.result(), type=Delivery)
        except distributed.scheduler.KilledWorker as error:
            words = f"every worker that planned it was lost, the last one {error.last_worker.address}"
        except CancelledError as error:
            raise Refusal(self._gone(str(error))) from None
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
        return Delivery(summary=Summary(agency=agency, status="failed", messages=[words]))

    def _gone(self, words: str) -> str:
        return (
            f"the scheduler at {self._address} is gone ({words}); finished agencies are kept, and the same "
            "command goes on with the others"
        )

    def _submit(self, client: Any, topic: str, order: Order, case_file: bytes, priority: int) -> Any:
        return client.submit(
            perform,
            msgspec.json.encode(order),
            zlib.compress(case_file, 1),
            topic,
            program(),
            key=f"{order.agency}-{topic}",
            priority=priority,
            pure=False,
        )

    def _lonely(self, since: float | None) -> float:
        now = time.monotonic()
        if since is None:
            self._remark(f"all workers of {self._address} are gone; waiting for new ones")
            return now
        if now - since > NO_WORKERS_SECONDS:
            raise Refusal(
                f"{self._address} has had no worker for {NO_WORKERS_SECONDS} s; finished agencies are kept, "
                "and the same command goes on with the others"
            )
        return since


def perform(order_file: bytes, case_packed: bytes, topic: str, asked_by: str) -> bytes:
    """
    Plan one agency on a worker.

    Parameters
    ----------
    order_file : bytes
        The order as JSON.
    case_packed : bytes
        The case file, compressed.
    topic : str
        Name of the run, under which progress is told.
    asked_by : str
        The program that asks (``optimizer.many.orders.program``).

    Returns
    -------
    bytes
        The delivery, in msgpack. A worker with another program plans nothing: its plans could differ.
    """
    order = msgspec.json.decode(order_file, type=Order)
    worker = distributed.get_worker()
    place = str(worker.address)
    if program() != asked_by:
        words = [f"the worker {place} has another program: {program()}", f"this run needs: {asked_by}"]
        summary = Summary(agency=order.agency, status="failed", messages=words, place=place)
        return msgspec.msgpack.encode(Delivery(summary=summary))

    def tell(said: Said) -> None:
        worker.log_event(topic, msgspec.to_builtins(said))

    children = _running.setdefault(topic, Children())
    try:
        delivery = supervise(order, zlib.decompress(case_packed), tell, children, place)
    except Stopped:
        words = ["the run was ended"]
        delivery = Delivery(summary=Summary(agency=order.agency, status="failed", messages=words))
    return msgspec.msgpack.encode(delivery)


def _its_program() -> str:
    """On a worker: what plans there; named by a function of this module, so that it is not sent along."""
    return program()


def _stop(topic: str) -> None:
    """On a worker: end the processes of a run, and begin no more of it."""
    _running.setdefault(topic, Children()).stop()
