"""Plans agencies on this machine: so many processes at a time, a new one for each agency."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from optimizer.many.orders import Delivery, Order, Said
from optimizer.many.supervisor import Children, supervise


class LocalProcesses:
    """
    Plans agencies in processes of this machine.

    Parameters
    ----------
    jobs : int
        Processes at a time, at least 1.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def deliver(
        self, orders: Iterator[tuple[Order, bytes]], tell: Callable[[Said], None]
    ) -> Iterator[Delivery]:
        """
        Plan agencies, and give back each as soon as it ends.

        Parameters
        ----------
        orders : iterator of (Order, bytes)
            Orders with their case files; asked for one at a time, when a process is free.
        tell : callable
            Told of progress, from several threads.

        Yields
        ------
        Delivery
            One for each order, in the order in which they end.
        """
        children = Children()
        waiting: set[Future[Delivery]] = set()
        # A thread waits for each process; the planning itself is not in this process.
        with ThreadPoolExecutor(self.jobs) as threads:
            try:
                while True:
                    for order, case_file in islice(orders, self.jobs - len(waiting)):
                        waiting.add(threads.submit(supervise, order, case_file, tell, children))
                    if not waiting:
                        return
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield future.result()
            finally:
                # Also reached when the caller is interrupted: nothing goes on unseen.
                children.stop()
