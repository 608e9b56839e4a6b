"""What Python's arithmetic is in JavaScript where the two differ, and the exact functions of `math`."""

import math
from typing import Any

from twochairs.engine.javascript.kinds import NUMBER, WHOLE
from twochairs.engine.javascript.names import marked

PARTS = {
    "abs": "Math.abs",
    "sqrt": "Math.sqrt",
    "floor": "Math.floor",
    "least": "(a,b)=>b<a?b:a",
    "most": "(a,b)=>b>a?b:a",
    "cut": "a=>Math.trunc(a)+0",
    "down": "a=>Math.floor(a)+0",
    "up": "a=>Math.ceil(a)+0",
    "even": f"a=>{{const b={marked('floor')}(a),c=a-b;return(c<.5?b:c>.5?b+1:b%2==0?b:b+1)+0}}",
    "signed": f"(a,b)=>{marked('abs')}(a)*(b<0||b==0&&1/b<0?-1:1)",
    "modulo": "(a,b)=>{const m=a%b;return m!=0?b<0!=m<0?m+b:m:b<0?-0:0}",
    "wholes": f"(a,b)=>b==0?0:{marked('modulo')}(a,b)+0",
    "quotient": (
        "(a,b)=>{if(b==0)return a/b;const m=a%b;let d=(a-m)/b;if(m!=0&&b<0!=m<0)d-=1;"
        f"if(d==0)return {marked('signed')}(0,a/b);const f={marked('floor')}(d);return d-f>.5?f+1:f}}"
    ),
    "times": f"(a,b)=>b==0?0:{marked('quotient')}(a,b)+0",
    "powers": "new Float64Array(2047)",
    "two": f"a=>a==a?{marked('powers')}[a+1023|0]:a",
}
"""Name to what it is. Each is in a text that uses it alone; `+0` makes 0 of -0, which no whole number is."""
FILLED = (
    "for(let i=0;i<1024;i++)«powers»[1023+i]=i?2*«powers»[1022+i]:1;for(let i=1022;i--;)«powers»[i+1]=«powers»[i+2]/2;"
)
"""What fills the table of powers of two, each of which is exact."""

BY_HAND = {("twochairs.rules.elementary", "power_of_two"): ("two", NUMBER)}
"""Module and name of a function to the part that takes its place."""

MATH: dict[Any, tuple[str, str]] = {
    math.sqrt: ("sqrt", NUMBER),
    math.fabs: ("abs", NUMBER),
    math.copysign: ("signed", NUMBER),
    math.floor: ("down", WHOLE),
    math.ceil: ("up", WHOLE),
    math.trunc: ("cut", WHOLE),
}
TESTS = {math.isnan: "{0}!={0}", math.isinf: "«abs»({0})==1/0", math.isfinite: "«abs»({0})<1/0"}
"""What tells of a number, by its text."""


def needed(text: str) -> list[str]:
    """Which of the parts a text uses, those first that others use."""
    found: list[str] = []

    def take(within: str) -> None:
        for name, part in PARTS.items():
            if marked(name) in within and name not in found:
                take(part)
                found.append(name)

    take(text)
    return found
