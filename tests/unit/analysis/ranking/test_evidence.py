"""Evidence is what the score rests on: it adds up, names rows that exist, and taking it away lowers the rank."""

from __future__ import annotations

import pytest

from liantu.analysis.ranking.deletion import deletions
from liantu.analysis.ranking.evidence import MOST, Witness
from liantu.analysis.ranking.explained import FEEDBACK, INDUSTRY, PROFILE, Explained
from liantu.analysis.ranking.market import FirmFacts, Make, market
from liantu.analysis.ranking.splits import draw
from ranking_tables import drawn_market, small_market


@pytest.fixture(scope="module")
def ranker() -> Explained:
    return Explained.on(drawn_market(60, seed=4))


def test_all_pieces_together_are_the_score(ranker: Explained) -> None:
    query = ranker.query(ranker.market.products[3])
    witness = Witness(ranker, ranker.signals([query]), query, 0)
    for firm in range(len(ranker.market.firms)):
        pieces = witness.evidence(firm, most=99)
        assert sum(p.share for p in pieces) == pytest.approx(1, abs=1e-6)
        assert sum(witness.contributions(firm).values()) == pytest.approx(witness.signals.score[0, firm], abs=1e-8)
        assert [p.share for p in pieces] == sorted((p.share for p in pieces), reverse=True)


def test_evidence_names_rows_of_the_firm(ranker: Explained) -> None:
    query = ranker.query(ranker.market.products[5])
    witness = Witness(ranker, ranker.signals([query]), query, 0)
    for firm in range(0, 60, 7):
        told = witness.evidence(firm)
        assert 0 < len(told) <= MOST
        for piece in told:
            assert (piece.product == "") == (piece.signal == INDUSTRY)
            assert not piece.product or ranker.market.made[firm, ranker.market.product_at[piece.product]] == 1


def test_profile_and_feedback_divide_as_their_dot_products(ranker: Explained) -> None:
    """The parts of a firm's products are what each adds to the dot product with the mean profile."""
    query = ranker.query(ranker.market.products[3])
    signals = ranker.signals([query])
    witness = Witness(ranker, signals, query, 0)
    firm = ranker.market.firm_at[query.makers[0]] + 1
    products = ranker.market.made[firm].indices
    shared = witness._shared_out(firm, products)
    for name, like in ((PROFILE, signals.known), (FEEDBACK, signals.first)):
        target = (like[0] @ ranker.firm_texts.profiles).toarray().ravel()
        dots = [ranker.market.weight[firm, p] * (ranker.firm_texts.per_product[p].toarray().ravel() @ target) for p in products]
        assert shared[name] == pytest.approx([d / sum(dots) for d in dots])


def test_the_words() -> None:
    found = small_market(["a 锂电池隔膜 铝塑膜", "b 湿法隔膜 铜箔", "c 铝塑膜 极耳", "d 白酒"])
    ranker = Explained.on(found)
    query = ranker.query("锂电池隔膜")
    witness = Witness(ranker, ranker.signals([query]), query, 0)
    texts = {firm: [p.text for p in witness.evidence(row)] for firm, row in found.firm_at.items()}
    assert "已载明生产“锂电池隔膜”" in texts["a"]
    assert any("“湿法隔膜”" in t and "隔膜”" in t for t in texts["b"])
    assert any(t == "与已知生产者企业a同样生产“铝塑膜”" for t in texts["c"])
    assert texts["d"] == [], "no score, no evidence"


def test_hostile_names_pass_unharmed() -> None:
    names = ["<img onerror=1>隔膜", "{{7*7}}隔膜", "=HYPERLINK(1)隔膜", "</script>"]
    found = market([Make(f"f{n}", name) for n, name in enumerate(names)], {f"f{n}": FirmFacts("</script>") for n in range(4)})
    ranker = Explained.on(found)
    query = ranker.query("隔膜")
    witness = Witness(ranker, ranker.signals([query]), query, 0)
    assert any(names[0] in p.text for p in witness.evidence(0))


def test_removing_what_was_told_lowers_the_rank() -> None:
    cases = list(deletions(draw(drawn_market(120, seed=8), 40, seed=1), 40, seed=1))
    assert len(cases) == 40
    assert sum(c.lowered for c in cases) >= 38


def test_removing_other_rows_does_not() -> None:
    """The test can fail: rows that are not told carry little."""
    split = draw(drawn_market(120, seed=8), 30, seed=1)
    ranker = Explained.on(split.market)
    kept = 0
    for product in split.products:
        query = ranker.query(product)
        signals = ranker.signals([query])
        firm = int(signals.score[0].argmax())
        pieces = Witness(ranker, signals, query, 0).evidence(firm, most=99)
        least = [(ranker.market.firms[firm], p.product) for p in pieces[MOST:] if p.product][-1:]
        after = Explained(split.market.without(least), ranker.texts).signals([query]).score[0]
        kept += int(after.argmax()) == firm
    assert kept >= 24
