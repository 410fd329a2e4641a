"""The command that hands the graph on: export, as data or as one page to forward."""

from __future__ import annotations

from pathlib import Path

import click

from .. import __version__
from ..graph.export import FORMATS, export
from .again import asked_of
from .options import WORDS, Asked, shared
from .produce import chain_ids, emit_files, material_of

LARGE = 2_000_000  # bytes; above, a single file is said to be large


@click.command("export")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="格式")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option(
    "--scope", type=click.Choice(["resident", "all"]), default="all", show_default=True, help="含拟引进等全部企业，或只含在区企业"
)
@click.option("--redistributable", is_flag=True, help="只留来源载明许可的断言，其余略去并计数（见 manifest.json 的 left_out）")
@click.option("--single", is_flag=True, help="改为写一个可转发的网页：全景图、清单、关系网络和依据都在一个文件里")
@click.option("--chain", type=WORDS, metavar="产业链", help="与 --single 同用：只含这一条链（默认：全区）")
@click.option("--edition", type=click.Choice(["internal", "public"]), help="与 --single 同用：内部版（默认）或对外推介版")
@click.option("--watermark", type=WORDS, metavar="文字", help="与 --single 同用：浅色水印，屏幕和打印都有")
@shared
def export_command(asked: Asked, kind: str, out: Path, scope: str, redistributable: bool, single: bool, **about: str | None) -> None:
    """导出图：节点、边、断言和 manifest.json；或用 --single 写一个可转发的网页。"""
    from ..analysis.coverage import head
    from ..graph.redistribute import redistributable as licensed

    if single and redistributable:
        raise click.UsageError("--redistributable 只用于导出数据，不与 --single 同用 / not with --single")
    if single:
        return emit_files(asked, _write_single(asked, out, **about))
    if given := [f"--{name}" for name, value in about.items() if value]:
        raise click.UsageError(f"{'、'.join(given)} 只与 --single 同用 / only with --single")
    with asked.open() as session:
        as_of = head(session.graph, session.zone, asked.as_of).as_of
        again = asked_of(session, "export", asked.as_of, kind=kind, scope=scope, redistributable=redistributable)
        meta = {"version": __version__, "as_of": as_of, "seed": "0", "replay": again}
        data = session.graph.data
        if redistributable:
            data, left_out = licensed(data, session.zone)
            meta |= {"left_out": left_out.as_json()}
            asked.say(left_out.line())
        files = export(data, kind, out, scope=scope, meta=meta)
    return emit_files(asked, files)


def _write_single(asked: Asked, out: Path, chain: str | None, edition: str | None, watermark: str | None) -> list[Path]:
    from ..reports.single import write_single

    with asked.open() as session:
        material = material_of(session, asked, edition=edition or "internal")
        files = write_single(material, chain_ids(session, [chain])[0] if chain else None, out, watermark=watermark or "")
    if (size := files[0].stat().st_size) > LARGE:
        asked.say(f"{files[0].name}：{size / 1e6:.1f} MB，有的即时通信软件不便预览；可用 --chain 一条链一个文件 / large, try --chain")
    return files
