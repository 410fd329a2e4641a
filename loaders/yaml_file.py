"""Reading one YAML file: all scalars as strings, one clear line per fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..graph.errors import DataError
from ..graph.ids import clean_text

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file, scalars as cleaned strings.

    Raises DataError naming file, line and column where the file is absent, no UTF-8, broken YAML or no mapping.
    """
    try:
        content = yaml.load(clean_text(path.read_text(encoding="utf-8")), Loader=_Loader)
    except FileNotFoundError:
        raise DataError(f"{path}：文件不存在，请检查路径 / file not found, check the path") from None
    except UnicodeDecodeError as fault:
        raise DataError(f"{path}：不是 UTF-8（第 {fault.start} 字节），请另存为 UTF-8 / not UTF-8, save it as UTF-8") from None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        where = f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else "位置不明"
        raise DataError(f"{path}：{where} YAML 语法错误：{fault.problem}，请修改该行 / YAML syntax error, mend that line") from None
    if not isinstance(content, dict):
        raise DataError(f"{path}：应为“键: 值”的映射 / expected a mapping at the top level")
    return content
