"""Great Expectations as the second judge. The only package that imports it.

It reports home by default; that is switched off here, before any module of this package can import it.

It draws progress bars with tqdm even where none are shown, and each bar's lock is by default a named semaphore shared
between processes. A judge process that is stopped between giving it back and saying so makes Python warn of a leak on
the user's terminal; threads of one process need no more than a lock of threads.
"""

import os
import threading

from tqdm import tqdm

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # noqa: TID251 (written, not read: the only switch it has)
tqdm.set_lock(threading.RLock())
