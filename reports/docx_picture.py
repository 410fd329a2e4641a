"""A picture in a Word file: the drawing as PNG with its words for those who cannot see it; without a renderer nothing."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from ..graph.ids import clean_text
from ..viz.charts_png import png
from .base import Picture

EMU = 36_000  # in a millimetre
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Drawer:
    """Puts pictures into one Word file, numbered in their order."""

    def __init__(self, part: Any) -> None:
        self._part, self._count = part, 0

    def run(self, picture: Picture) -> str:
        """Return the w:r that shows a picture, or nothing where this machine cannot draw it."""
        drawn = png(picture.svg, picture.width_mm)
        if drawn is None:
            return ""
        self._count += 1
        held, _ = self._part.get_or_add_image(io.BytesIO(drawn))
        return f"<w:r><w:drawing>{self._inline(picture, held)}</w:drawing></w:r>"

    def _inline(self, picture: Picture, held: str) -> str:
        size = f'cx="{round(picture.width_mm * EMU)}" cy="{round(picture.height_mm * EMU)}"'
        name, alt = quoteattr(clean_text(picture.title)), quoteattr(clean_text(picture.alt))
        shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        return (
            f'<wp:inline {DRAWING} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{self._count}" name={name} descr={alt}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{self._count}" name={name}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{held}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f"<pic:spPr>{shape}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        )
