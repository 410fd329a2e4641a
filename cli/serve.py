"""The command that serves the pages: serve."""

from __future__ import annotations

import gc
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from ..graph.errors import LiantuError
from .options import WORDS, Asked, shared
from .output import emit_json

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..web.site import Site

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
BACKLOG = 2048
USUAL_COLLECTIONS = (700, 10, 10)  # a server runs on: its memory stays flat where garbage goes at once


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；默认只有本机能打开，给别的地址就对网络开放")
@click.option("--port", type=click.IntRange(0, 65535), default=8400, show_default=True, help="端口；0：由系统挑一个空闲的")
@click.option("--base-path", default="", metavar="路径", help="反向代理后面的路径前缀，例如 /liantu")
@click.option("--allow-host", "names", multiple=True, type=WORDS, metavar="主机名", help="反向代理或内网用的主机名，可多次")
@click.option("--read-only", is_flag=True, help="只读：网页上不显示填报、导入、台账等表单，写入一概拒绝")
@click.option("--open/--no-open", "opening", default=False, show_default=True, help="起动后用浏览器打开")
@shared
def serve_command(asked: Asked, host: str, port: int, base_path: str, names: tuple[str, ...], read_only: bool, opening: bool) -> None:
    """网页：总览、全景图、缺口清单、招商推荐、企业画像、规划核对、查找；默认只有本机能打开，Ctrl-C 结束。"""
    from ..web.app import create_app
    from ..web.site import Site, clean_base, is_local
    from ..web.state import State
    from ..workspace.paths import open_workspace

    site = Site(host, frozenset(name.lower() for name in names), clean_base(base_path), asked.as_of, read_only=read_only)
    if not is_local(host):
        asked.say("注意：网页对网络开放，没有登录；同一网络里的人都能看到内部资料 / WARNING: open to the network, no login")
    bound = _bound(host, port)
    with bound:
        asked.say("正在读图、算缺口（几秒）… / loading the graph, a few seconds")
        workspace = open_workspace(asked.workspace)
        app = create_app(workspace, asked.store, site=site, state=State.of_workspace(workspace, asked.store, asked.as_of, asked.say))
        _serve(asked, app, site, bound, opening)


def _bound(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises LiantuError where the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as fault:
        made.close()
        why = f"{host}:{port} 不能监听：{fault.strerror or fault}"
        raise LiantuError(f"{why}；请换一个 --port（0 由系统挑选）或检查 --host / cannot listen, choose another port") from None
    return made


def _serve(asked: Asked, app: FastAPI, site: Site, bound: socket.socket, opening: bool) -> None:
    import uvicorn

    name = ANYWHERE.get(site.host, site.host)
    shown = f"[{name}]" if ":" in name else name
    address = f"http://{shown}:{bound.getsockname()[1]}{quote(site.base_path)}/"
    if asked.json:
        emit_json({"address": address})
    else:
        click.echo(f"网页在 / serving at: {address}（Ctrl-C 结束 / to stop）")
    sys.stdout.flush()
    if opening:
        click.launch(address)
    gc.set_threshold(*USUAL_COLLECTIONS)
    config = uvicorn.Config(app, access_log=False, log_level="error", server_header=False, date_header=False, timeout_graceful_shutdown=3)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[bound])
    asked.say("已停止 / stopped")
