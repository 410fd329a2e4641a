"""The sections a report is made of, one module each; adding a module here adds the section."""

from __future__ import annotations

from collections.abc import Mapping

from ..base import SectionType
from . import (
    audit,
    cuts,
    figures,
    gap_list,
    key_firms,
    methods,
    missing,
    one_page,
    panorama,
    projects,
    resources,
    sources,
    targets,
    verify_list,
    whatif,
)

SECTIONS: Mapping[str, SectionType] = {
    module.SECTION.id: module.SECTION
    for module in (
        one_page,
        panorama,
        key_firms,
        gap_list,
        verify_list,
        targets,
        resources,
        projects,
        figures,
        audit,
        cuts,
        whatif,
        methods,
        sources,
        missing,
    )
}
