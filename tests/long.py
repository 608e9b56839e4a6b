"""Whether tests run in their long forms, as `make trust` has them."""

import os

FULL = os.environ.get("TWOCHAIRS_TRUST") == "full"
