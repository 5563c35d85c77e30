"""Great Expectations as the second judge. The only package that imports it.

It reports home by default; that is switched off here, before any module of this package can import it.
"""

import os

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # noqa: TID251 (written, not read: the only switch it has)
