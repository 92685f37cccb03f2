"""How jsii starts Node: with the Node that was chosen, and with our hook in it."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .node import chosen_node, ended_node, missing_node
from .switch import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

PROCESS = "jsii._kernel.providers.process"

HOOK = Path(__file__).with_name("hook.js")
_ENTRY = "cdktf-ecr-fast-start.js"
# Where the hook writes what it did, beside the entry's directory; hook.js knows the name too.
_NOTES = "cdktf-ecr-fast-start.log"


class Runtime(SourceFileLoader):
    """Loads the module with which jsii starts Node, and has it start the right one."""

    fast = False

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        improve(module, fast=self.fast)


class FastRuntime(Runtime):
    """The same, and with our hook in Node."""

    fast = True


def improve(module: ModuleType, *, fast: bool) -> None:
    """Change how jsii starts Node, unless this jsii does it in another way than expected here.

    Args:
        module: jsii's module that does it.
        fast: Whether Node gets our hook.
    """
    process = getattr(module, "_NodeProcess", None)
    stock: list[Any] = [getattr(process, name, None) for name in ("start", "stop", "_jsii_runtime")]
    if process is None or not all(callable(method) for method in stock):
        log.debug("stock Node: this jsii starts it in another way")
        return
    start, stop, runtime = stock
    process.start = lambda self: _start(self, start)
    process.stop = lambda self: _stop(self, stop)
    if fast:
        process._jsii_runtime = lambda self: _hooked(self, runtime(self))  # noqa: SLF001


def _start(process: Any, stock: Callable[[Any], None]) -> None:
    with chosen_node():
        try:
            stock(process)
        except OSError:
            error = missing_node()
            if error is None:
                raise
            raise error from None
        except ValueError:  # What it said was not what jsii greets with.
            error = None if "JSII_RUNTIME" in os.environ else ended_node(process)
            if error is None:
                raise
            raise error from None


def _stop(process: Any, stock: Callable[[Any], None]) -> None:
    if hasattr(process, "_process"):
        try:
            stock(process)
        except BrokenPipeError:
            stock(process)  # Node has ended already. The pipe is closed now, and the rest remains to be cleaned up.
    elif isinstance(stack := getattr(process, "_ctx_stack", None), ExitStack):
        stack.close()  # It never started; jsii would stumble over that.


def _hooked(process: Any, runtime: str) -> str:
    """Return a script that runs jsii's ``runtime`` with the hook, written where jsii cleans up behind itself.

    The runtime hands its own options to the process that loads the packages, so no environment changes. The hook is
    tried first: where it fails to load, Node goes on without it.
    """
    lack = "JSII_RUNTIME is set" if "JSII_RUNTIME" in os.environ else None if HOOK.is_file() else f"no {HOOK}"
    if lack is not None:
        log.debug("stock Node: %s", lack)
        return runtime
    entry = Path(runtime).with_name(_ENTRY)
    hook, stock = json.dumps(str(HOOK)), json.dumps(runtime)
    script = (
        f'try {{ require({hook}); process.execArgv.unshift("--require", {hook}); }} catch {{}}\nrequire({stock});\n'
    )
    try:
        entry.write_text(script, encoding="utf-8")
    except OSError as error:
        log.debug("stock Node: %s", error)
        return runtime
    log.debug("hooked Node")
    if isinstance(stack := getattr(process, "_ctx_stack", None), ExitStack):
        stack.callback(_tell, entry.parent.with_name(_NOTES))
    return str(entry)


def _tell(notes: Path) -> None:
    """Log what the hook noted, before jsii removes it with the rest of its directory."""
    if notes.is_file():
        for line in notes.read_text(encoding="utf-8").splitlines():
            log.debug("%s", line)
