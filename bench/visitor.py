"""A visitor without a browser: speaks Streamlit's websocket protocol, draws nothing.

One script run for it costs the server what one costs it for a browser, so that two hundred
visitors fit beside the server they measure on two cores, where two hundred browsers would not.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

_PATIENCE = 120
_FINISHED, _RERUN_FOLLOWS = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN,
)


@dataclass(frozen=True)
class Visit:
    """One opening of a page: seconds from the first packet and from the request to the end."""

    whole: float
    script: float
    size: int
    fault: str | None


async def visit(
    address: str,
    *,
    query: str = "",
    expect: str = "",
    cookie: str = "",
    stay: Callable[[], Awaitable[object]] | None = None,
) -> Visit:
    """Open a page and wait until its script has run; then leave, or ``stay`` first."""
    begun = time.perf_counter()
    socket = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(
        socket,
        origin=address,
        subprotocols=["streamlit"],
        max_size=None,
        compression=None,
        ping_interval=None,
        open_timeout=_PATIENCE,
        proxy=None,
        additional_headers={"Cookie": cookie} if cookie else None,
    ) as link:
        asked = time.perf_counter()
        await link.send(_request(address, query))
        async with asyncio.timeout(_PATIENCE):
            size, fault = await _until_drawn(link, expect.encode())
        done = time.perf_counter()
        if stay is not None:
            await stay()
    return Visit(done - begun, done - asked, size, fault)


def _request(address: str, query: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    context = message.rerun_script.context_info
    context.timezone, context.locale = "Europe/Copenhagen", "da-DK"
    context.url = f"{address}/"
    return message.SerializeToString()


async def _until_drawn(link, expect: bytes) -> tuple[int, str | None]:
    """The bytes received until the script has run, and what was wrong with them."""
    size, fault, seen = 0, None, not expect
    async for raw in link:
        size += len(raw)
        seen = seen or expect in raw
        message = ForwardMsg.FromString(raw)
        fault = fault or _fault(message)
        if message.WhichOneof("type") != "script_finished":
            continue
        if message.script_finished != _RERUN_FOLLOWS:
            if message.script_finished != _FINISHED:
                fault = fault or "the script did not run to its end"
            return size, fault or (None if seen else "what was expected is not there")
    return size, "the server hung up"


def _fault(message: ForwardMsg) -> str | None:
    element = message.delta.new_element
    if element.WhichOneof("type") == "exception":
        return f"{element.exception.type}: {element.exception.message}"
    if element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
        return element.alert.body
    return "page not found" if message.WhichOneof("type") == "page_not_found" else None
