"""What a file of a modeller's own mechanism declares with, as the package does (docs/how-to/own-mechanism.md)."""

from typing import Annotated as Annotated

from twochairs.world.mechanisms import ANCHOR as ANCHOR
from twochairs.world.mechanisms import BENEFIT as BENEFIT
from twochairs.world.mechanisms import PULL as PULL
from twochairs.world.mechanisms import mechanism as mechanism
from twochairs.world.prior import FIXED as FIXED
from twochairs.world.prior import Normal as Normal
from twochairs.world.prior import Uniform as Uniform
from twochairs.world.quantity import Array as Array
from twochairs.world.quantity import Parameter as Parameter
from twochairs.world.quantity import Quantity as Quantity
from twochairs.world.rule import R9 as R9
