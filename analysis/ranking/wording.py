"""The words of the evidence: which product of whom says that a firm could make what is looked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .explained import Explained, Query
from .grams import END, grams

Rows = NDArray[np.int64]
CLOSE = 0.3  # below it a single pair of names convinces nobody


@dataclass(frozen=True)
class Wording:
    """Puts evidence into words for one query."""

    ranker: Explained
    query: Query

    def recorded(self, product: int) -> str:
        """The very product that is looked for."""
        return f"已载明生产{self._product(product)}"

    def walk(self, product: int, makers: Rows) -> str:
        """A product that known makers make too, or whose other makers stand near them."""
        market = self.ranker.market
        shared = [market.firms[row] for row in market.makers(market.products[product]) if row in makers]
        if shared:
            return f"与已知生产者{self._firm(shared[0])}同样生产{self._product(product)}"
        return f"生产{self._product(product)}的其他企业与已知生产者有共同产品"

    def name(self, product: int) -> str:
        """A product whose name shares a piece with the query."""
        piece = self._common(product)
        return f"产品{self._product(product)}与所查“{self.query.names[0]}”同含“{piece}”"

    def profile(self, product: int, makers: Rows) -> str:
        """A product whose name resembles one of the known makers' products."""
        return self._likeness(product, makers, "已知生产者")

    def feedback(self, product: int, first: Rows) -> str:
        """A product whose name resembles one of the products of the best of the first pass."""
        return self._likeness(product, first, "首轮前列的")

    def _likeness(self, product: int, firms: Rows, called: str) -> str:
        firm, other, cosine = self._nearest(product, firms)
        if not firm:
            return f"产品{self._product(product)}使其与所查相近"
        if other == product:
            return f"与{called}{firm}同样生产{self._product(product)}"
        whose = f"的{self._product(other)}" if cosine >= CLOSE else "的产品组合"
        return f"产品{self._product(product)}与{called}{firm}{whose}用词相近"

    def _nearest(self, product: int, firms: Rows) -> tuple[str, int, float]:
        """Return the firm's name, its product (column) whose name is closest, and how close."""
        market, unit = self.ranker.market, self.ranker.firm_texts.unit_products
        made = market.made[firms]
        alike = np.asarray((unit[made.indices] @ unit[[product]].T).todense()).ravel()
        if not len(alike):
            return "", product, 0.0
        best = int(alike.argmax())
        owner = int(np.searchsorted(made.indptr, best, side="right")) - 1
        return self._firm(market.firms[firms[owner]]), int(made.indices[best]), float(alike[best])

    def _common(self, product: int) -> str:
        """Return the rarest piece of text that the product's name and one of the query's names share."""
        texts, idf = self.ranker.texts, self.ranker.firm_texts.idf
        wanted = {gram for name in self.query.names for gram in grams(name)}
        shared = [gram for gram in grams(self.ranker.market.product_names[product]) if gram in wanted]
        best = max(shared, key=lambda g: (len(g.removeprefix(END)), idf[texts.columns[g]], g), default="")
        return best.removeprefix(END)

    def _firm(self, firm: str) -> str:
        facts = self.ranker.market.facts.get(firm)
        return facts.name if facts and facts.name else firm

    def _product(self, product: int) -> str:
        return f"“{self.ranker.market.product_names[product]}”"
