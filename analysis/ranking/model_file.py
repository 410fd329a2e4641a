"""A fitted model as text: JSON with the logit and the trees in LightGBM's own text form. Same model, same bytes; nothing in it is run."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from ...graph.errors import DataError
from .columns import HEADS
from .learned import Model, lightgbm
from .logit import Logit, inputs

FORMAT = "liantu-ranker-3"


def dump(model: Model) -> bytes:
    """Return the bytes of a model."""
    logit = {name: [float(v) for v in getattr(model.logit, name)] for name in ("mean", "spread", "weight")}
    content = {"format": FORMAT, "columns": HEADS, "logit": logit, "trees": model.trees.model_to_string()}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def parse(data: bytes, name: str) -> Model:
    """Return the model of a file's bytes. Raises DataError where it is none of ours or of another version."""
    try:
        content = json.loads(data.decode())
        if content["format"] != FORMAT or tuple(content["columns"]) != HEADS:
            raise ValueError("format")
        logit = Logit(*(_numbers(content["logit"][part]) for part in ("mean", "spread", "weight")))
        return Model(logit, _trees(content["trees"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise DataError(
            f"{name}：不是本版本的排序模型；请用 liantu evaluate fit-ranker 重新训练"
            " / not a ranking model of this version: fit it again with `liantu evaluate fit-ranker`"
        ) from fault


def _numbers(values: Any) -> Any:
    found = np.array(values, dtype=float)
    if found.shape != (inputs(np.zeros((1, len(HEADS)), np.float32)).shape[1],) or not np.isfinite(found).all():
        raise ValueError("logit")
    return found


def _trees(text: Any) -> Any:
    engine = lightgbm()
    try:
        trees = engine.Booster(model_str=text)
    except engine.basic.LightGBMError as fault:
        raise ValueError("trees") from fault
    if trees.num_feature() != len(HEADS):
        raise ValueError("trees")
    return trees
