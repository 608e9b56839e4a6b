"""Functions that only other compiled functions call: they are linked into these, and no machine code is made of them.

Numba makes machine code of every function it compiles. Of a kernel's hundred functions one is called from outside, and
all others stand in its machine code already.
"""

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler

_CHANGED = ("_optimize_final_module", "_finalize_final_module", "_finalize_dynamic_globals", "get_pointer_to_function")


class _Linked(JITCodeLibrary):
    """The code of a function that is linked into others; it has no address."""

    def _finalize_final_module(self) -> None:
        JITCodeLibrary._finalize_dynamic_globals(self)
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """No address."""
        return 0

    @property
    def codegen(self) -> Any:
        """What makes its code, asked for nothing that needs an address."""
        return _WithoutAddresses(super().codegen)


class _Inlined(_Linked):
    """The code of a function that is put into each that calls it, and optimised there."""

    def _optimize_functions(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        pass


class _Outermost(JITCodeLibrary):
    """The code of the function that is called from outside: what it calls has been optimised, and is not once more."""

    def _optimize_final_module(self) -> None:
        passes, builder = self._codegen._module_pass_manager(cost="cheap")
        passes.add_global_dead_code_eliminate_pass()
        passes.run(self._final_module, builder)


class _WithoutAddresses:
    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Nothing: what finds Python objects by the function's address is not used without the interpreter."""


class Linked(Compiler):
    """Compiles a function to be linked into those that call it."""

    library: type[JITCodeLibrary] = _Linked

    def define_pipelines(self) -> Any:
        """As ever, into a library of its own kind."""
        state = self.state
        state.library = self.library(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return Compiler.define_pipelines(self)


class Inlined(Linked):
    """Compiles a function to be put into each that calls it."""

    library = _Inlined


class Outermost(Linked):
    """Compiles the function that is called from outside, of functions with loops that are linked into it."""

    library = _Outermost


def compiler(by: type[Linked]) -> dict[str, Any]:
    """Options of a function of a kernel; none where this Numba does not make machine code the way it did."""
    known = all(hasattr(JITCodeLibrary, name) for name in _CHANGED)
    return {"pipeline_class": by} if known else {}
