"""`liantu replay`: the bytes of a pack, a map and an export come again; a changed input is named in one line; nothing else is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders import claim, joined
from built import copied
from liantu.cli.main import run
from liantu.workspace.batches import append
from liantu.workspace.paths import Workspace

MADE = {
    "report": ("report", "lithium", "--edition", "public", "--as-of", "2025-06"),
    "map": ("map", "lithium"),
    "export": ("export", "--format", "csv", "--scope", "resident"),
    "licensed": ("export", "--redistributable"),
}


@pytest.fixture(scope="module")
def folder(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built workspace of its own."""
    root = tmp_path_factory.mktemp("replay")
    copied(home, root / "workspace")
    return root


def call(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, str, str]:
    code = run([*arguments, "--workspace", str(folder / "workspace"), "--quiet"])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, Path]:
    for name, words in MADE.items():
        assert run([*words, "--out", str(folder / name), "--workspace", str(folder / "workspace"), "--quiet", "--json"]) == 0
    return {name: folder / name / "manifest.json" for name in MADE}


@pytest.mark.parametrize("name", list(MADE))
def test_the_bytes_come_again(made: dict[str, Path], folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    again = folder / f"again-{name}"
    code, out, err = call(capsys, folder, "replay", str(made[name]), "--out", str(again), "--json")
    told = json.loads(out)
    assert (code, told["same"], told["changed"], err) == (0, True, [], "")
    written = {p.name: p.read_bytes() for p in made[name].parent.iterdir()}
    assert {p.name: p.read_bytes() for p in again.iterdir()} == written and len(written) > 2


def test_no_folder_is_left_and_the_manifest_names_no_place(made: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, folder, "replay", str(made["map"]))
    assert code == 0 and out.splitlines()[0].startswith("文件\t") and all("\t是\t" in line for line in out.splitlines()[1:])
    for manifest in made.values():
        assert str(folder) not in manifest.read_text(encoding="utf-8")


def test_an_input_that_changes_no_byte_is_told_without_failing(
    made: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = json.loads(made["map"].read_text(encoding="utf-8"))
    held["replay"]["inputs"]["workspace/decisions.csv"] = "0" * 16
    code, out, _ = call(capsys, folder, "replay", str(written(folder, held)), "--json")
    assert code == 0 and json.loads(out)["changed"] == ["工作区 decisions.csv：当时有（0000000000000000），现在没有 / removed since"]


def written(folder: Path, held: Any) -> Path:
    path = folder / "other-manifest.json"
    path.write_text(held if isinstance(held, str) else json.dumps(held, ensure_ascii=False), encoding="utf-8")
    return path


def test_other_bytes_with_the_same_inputs_say_so(made: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = json.loads(made["map"].read_text(encoding="utf-8"))
    held["files"] = dict.fromkeys(held["files"], "0" * 64)
    code, _, err = call(capsys, folder, "replay", str(written(folder, held)))
    assert code == 3 and "输入都与当时相同" in err and err.count("\n") == 1


def test_a_chain_that_is_gone_says_why(made: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = json.loads(made["map"].read_text(encoding="utf-8"))
    held["replay"]["options"]["chain"] = "<img src=x onerror=alert(1)>"
    held["replay"]["inputs"]["data/zone.yaml"] = "0" * 16
    code, _, err = call(capsys, folder, "replay", str(written(folder, held)))
    assert code == 3 and "重做失败：没有产业链" in err and "数据文件 zone.yaml：当时 0000000000000000" in err


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("not json", 3),
        ("[1]", 3),
        ("{}", 3),
        ("[" * 100_000, 3),
        ({"command": "undo"}, 3),
        ({"command": ["export"]}, 3),
        ({"options": {"out": "elsewhere"}}, 3),
        ({"options": {"workspace": "elsewhere"}}, 3),
        ({"options": {"kind": "no such format"}}, 3),
        ({"options": {"redistributable": "yes"}}, 3),
        ({"options": None}, 3),
        ({"inputs": {"a": 1}}, 3),
        ({"as_of": 5}, 3),
        ({"files": {}}, 3),
        ({"files": {"../../x": "0" * 64}}, 3),
        ({"files": {"nodes.csv": None}}, 3),
    ],
    ids=str,
)
def test_a_manifest_that_is_not_ours(
    made: dict[str, Path],
    folder: Path,
    change: str | dict[str, Any],
    code: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    held: Any = change
    if isinstance(change, dict):
        held = json.loads(made["export"].read_text(encoding="utf-8"))
        (held if "files" in change else held["replay"]).update(change)
    found, _, err = call(capsys, folder, "replay", str(written(folder, held)))
    assert found == code and err.startswith("错误：") and "Traceback" not in err
    assert not (folder / "elsewhere").exists()


def test_no_such_manifest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, folder, "replay", str(folder / "none.json"))[0] == 4


def test_a_changed_input_is_named(made: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last test: it changes the workspace of the others."""
    from liantu.loaders.places import read_zone
    from liantu.loaders.shipped import DATA

    zone = read_zone(DATA / "zone.yaml").id
    told = [claim("firm:new", "name", "某新厂", source="source:staff"), joined("firm:new", "LOCATED_IN", zone)]
    batch = append(Workspace(folder / "workspace"), told, title="名单")
    code, out, err = call(capsys, folder, "replay", str(made["export"]), "--json")
    found = json.loads(out)
    assert code == 3 and found["same"] is False and err == f"错误：{found['changed'][0]}\n"
    assert found["changed"][0].startswith(f"工作区 batches/{batch.id}.jsonl：当时没有，现在有（")
