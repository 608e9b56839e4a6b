"""Text of files as it is shown: with codes for characters that would be obeyed, or that hide what stands there."""

import json
import re

_OBEYED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, direction of writing, what has no width, halves of characters; not joiners, tab and line end."""


def coded(text: str) -> str:
    """A text with codes, such as \\x1b, for characters that a terminal or a browser would act on."""
    return _OBEYED.sub(lambda found: repr(found[0])[1:-1], text)


def escaped(text: str) -> str:
    """JSON with escapes for the same characters; it reads back as it was."""
    return _OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], text)
