"""RCA, ECI and PCI, proximity, density, complexity outlook (COI, COG): Hidalgo and Hausmann's indices.

Sources: Balassa, Manchester School 33 (1965); Hidalgo, Klinger, Barabási, Hausmann, Science 317 (2007) for proximity and density;
Hidalgo and Hausmann, PNAS 106 (2009) for ECI and PCI; Hausmann et al., The Atlas of Economic Complexity (2013) for COI and COG.
Conventions are those of the Python package `ecomplexity`: a link is present where RCA ≥ 1; ECI has mean 0 and population deviation 1
over places, its sign makes it rise with diversity; PCI and COG are in the same unit; COI is standardised over places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...graph.errors import DataError
from .table import Flags, Floats, Table, parts

SAME = 1e-9  # eigenvalues closer than this are one


def rca(values: Floats) -> Floats:
    """Return the revealed comparative advantage: a link's share in its place over its share in all places.

    >>> rca(np.array([[2.0, 0.0], [1.0, 1.0]]))
    array([[1.33333333, 0.        ],
           [0.66666667, 2.        ]])
    """
    found: Floats = values * values.sum() / np.outer(values.sum(axis=1), values.sum(axis=0))
    return found


def presence(values: Floats, least: float = 1.0) -> Flags:
    """Return where RCA ≥ `least`; compared without division, so that counts which give exactly `least` are present."""
    found: Flags = (values * values.sum() >= least * np.outer(values.sum(axis=1), values.sum(axis=0))) & (values > 0)
    return found


@dataclass(frozen=True)
class Indices:
    """The indices of one matrix of presence (places × links). Every place has a link and every link a place, all in one part."""

    present: Floats

    @cached_property
    def diversity(self) -> Floats:
        """How many links each place has."""
        found: Floats = self.present.sum(axis=1)
        return found

    @cached_property
    def ubiquity(self) -> Floats:
        """How many places have each link."""
        found: Floats = self.present.sum(axis=0)
        return found

    @cached_property
    def spectrum(self) -> tuple[Floats, Floats]:
        """Eigenvalues, largest first, and eigenvectors (columns) of the symmetric form D^-½ M U⁻¹ Mᵀ D^-½ over places."""
        half = self.present / np.sqrt(np.outer(self.diversity, self.ubiquity))
        found, vectors = np.linalg.eigh(half @ half.T)
        return found[::-1], vectors[:, ::-1]

    @cached_property
    def _raw(self) -> tuple[Floats, Floats]:
        """ECI and PCI before standardising: the second eigenvector, and its mean over the places of each link."""
        second = self.spectrum[1][:, 1] / np.sqrt(self.diversity)
        links = self.present.T @ second / self.ubiquity
        places = self.present @ links / self.diversity
        sign = _sign(places, self.diversity)
        return sign * places, sign * links

    @cached_property
    def eci(self) -> Floats:
        """Economic complexity of each place."""
        raw = self._raw[0]
        found: Floats = (raw - raw.mean()) / raw.std()
        return found

    @cached_property
    def pci(self) -> Floats:
        """Complexity of each link: (kp − mean kc) / sd kc, so that ECI is the mean PCI of what a place has."""
        places, links = self._raw
        found: Floats = (links - places.mean()) / places.std()
        return found

    @cached_property
    def proximity(self) -> Floats:
        """Links × links: the smaller of the two shares of places with the one that have the other too; 1 with itself."""
        both = self.present.T @ self.present
        found: Floats = both / np.maximum.outer(self.ubiquity, self.ubiquity)
        return found

    @cached_property
    def density(self) -> Floats:
        """Places × links: which share of a link's proximities the place has, 0 to 1."""
        found: Floats = self.present @ self.proximity / self.proximity.sum(axis=1)
        return found

    @cached_property
    def coi(self) -> Floats:
        """Complexity outlook index: Σ density · PCI over the links a place lacks, standardised; 0 where all are alike."""
        raw = (self.density * (1 - self.present)) @ self._raw[1]
        spread = raw.std()
        found: Floats = (raw - raw.mean()) / spread if spread > 0 else np.zeros_like(raw)
        return found

    @cached_property
    def cog(self) -> Floats:
        """Places × links: by how much the outlook grows when the place gains the link; 0 where it has it."""
        places, links = self._raw
        absent = 1 - self.present
        opened = absent @ (self.proximity * (links / self.proximity.sum(axis=1))[:, np.newaxis])
        found: Floats = absent * opened / places.std()
        return found


def _sign(places: Floats, diversity: Floats) -> float:
    """Make ECI rise with diversity; where diversity does not tell, the first place that is not 0 is positive."""
    told = float((places - places.mean()) @ (diversity - diversity.mean()))
    if abs(told) <= SAME * float(np.linalg.norm(places) * np.linalg.norm(diversity)):
        told = float(places[np.argmax(np.abs(places) > SAME * np.abs(places).max())])
    return 1.0 if told > 0 else -1.0


def indices(present: Flags) -> Indices:
    """Return the indices of a presence matrix. Raises DataError where ECI is not determined: several parts, equal eigenvalues.

    Cost O(places² links + links² places).

    >>> nested = np.tril(np.ones((4, 4)))[::-1] > 0
    >>> [round(float(x), 6) for x in indices(nested).eci]
    [1.341641, 0.447214, -0.447214, -1.341641]
    """
    labels = parts(present)
    if labels.max(initial=0):
        sizes = np.bincount(labels)
        raise DataError(
            f"地方×环节表分成 {len(sizes)} 个互不相连的部分（最大 {sizes[0]} 个地方，共 {len(labels)} 个），部分之间没有可比性；"
            "请只算最大的部分，或换更粗的地方层级 / the table falls into parts that share no link: take the largest, or coarser places"
        )
    found = Indices(present.astype(float))
    first, second, third = (*found.spectrum[0][:3],)
    if second <= SAME or first - second <= SAME or second - third <= SAME:
        raise DataError(
            f"复杂度指数不唯一：特征值 {first:.6f}、{second:.6f}、{third:.6f} 中有相等的或为零，说明各地拥有的环节没有可分的层次 "
            "/ the index is not determined: its eigenvalue is zero or equals the next"
        )
    return found


def indices_of(given: Table, least: float = 1.0) -> Indices:
    """Return the indices of a table of counts or amounts, present where RCA ≥ `least`. Raises DataError as `indices`."""
    found = presence(given.values, least)
    if not (found.any(axis=0).all() and found.any(axis=1).all()):
        raise DataError(f"RCA ≥ {least:g} 后有地方或环节一格不剩；请降低阈值 / nothing is left of a place or link, lower the threshold")
    return indices(found)
