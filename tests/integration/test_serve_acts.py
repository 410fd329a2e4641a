"""The pages that act, over HTTP against a running `liantu serve` on a made-up zone: what they write is what the command line writes."""

from __future__ import annotations

import csv
import html
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from liantu.workspace.lock import locked
from liantu.workspace.paths import Workspace
from serving import Served, served

NAMES = "<img src=x onerror=alert(1)>厂"
LIST = "企业名称,统一社会信用代码\n甲茶机厂,91350100M000100Y43\n乙茶机厂,91440704MA4W000390\n"
HOSTILE_LIST = f'企业名称\n{NAMES}\n=HYPERLINK("x")厂\n{{{{7*7}}}}公司\n'
WITHER, BLACK, ROLL, MAKER = "link:tea/wither", "link:tea/black", "link:tea/roll", "firm:qingfeng"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that the tests of this module only read from, or leave as they found it."""
    with served(tmp_path_factory.mktemp("读")) as server:
        yield server


@pytest.fixture
def desk(site: Served) -> Iterator[Served]:
    """The same server with an empty workspace before and after."""
    yield site
    for name in ("batches", "tables", "ledger.csv", "labels.csv", "decisions.csv"):
        path = site.home / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    site.rebuild()


def batches(home: Path) -> dict[str, bytes]:
    """Every file of a workspace that a batch is made of, the built graphs, the lock and the note of the version left out."""
    kept = [p for p in home.rglob("*") if p.is_file() and p.parent.name != "graphs" and p.name not in ("lock", "CURRENT", "SCHEMA")]
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in kept if "gaps_kept" not in p.parts}


def upload(desk: Served, content: bytes, name: str = "名单 2029-05-06.csv", **fields: str):
    return desk.post("/import", "/import", fields, files={"file": (name, content)})


def confirm(desk: Served, preview) -> str:
    """Press 确认写入 on a preview; return the id of the batch."""
    fields = dict(part.split("=", 1) for part in str(preview.url).partition("?")[2].split("&"))
    done = desk.post("/import/confirm", "/import", fields)
    assert "/done/" in str(done.url), done.text
    return str(done.url).rpartition("/")[2]


def test_every_acting_page_opens_and_says_its_dates(site):
    for path in ("/whatif", "/calls", "/calls/firms", "/import", "/ledger", "/source", "/source/plan", "/questions", "/history"):
        found = site.get(path)
        assert found.status_code == 200, path
        assert "规划文本（样例，2029）" in found.text


# what-if


@pytest.mark.parametrize(
    "changes",
    [
        [("lose", MAKER)],
        [("land", f"firm:yuanshan@{ROLL}"), ("cut", WITHER)],
        [("land", f"某新厂@{WITHER}"), ("lose", MAKER), ("world", "open")],
        [("lose", MAKER), ("chain", "tea")],
    ],
)
def test_the_what_if_s_json_is_that_of_the_command_line(site, changes):
    options = [x for key, value in changes if key != "chain" for x in (f"--{key}", value)]
    chain = [value for key, value in changes if key == "chain"]
    found = site.client.get("/whatif.json", params=changes)
    assert found.json() == site.command("whatif", *chain, *options)
    shown = html.unescape(site.client.get("/whatif", params=changes).text)
    for line in found.json()["text"]:
        assert line in shown, "the page has every sentence of the command line"


def test_a_tick_is_a_part_of_the_page_with_the_same_address(site):
    whole = site.client.get("/whatif", params={"lose": MAKER})
    part = site.client.get("/whatif", params={"lose": MAKER, "firm": "x", "at": "y"}, headers={"HX-Request": "true"})
    assert part.headers["HX-Push-Url"] == f"/whatif?lose={MAKER.replace(':', '%3A')}"
    assert part.text.strip() in whole.text and "<html" not in part.text


def test_text_fields_add_to_the_scenario_and_lead_to_its_address(site):
    made = site.client.get("/whatif", params={"firm": NAMES, "at": "萎凋设备"}, follow_redirects=True)
    assert made.url.params["land"] == f"{NAMES}@{WITHER}"
    assert made.status_code == 200 and "onerror=alert(1)>" not in made.text
    assert "切断 萎凋设备" in site.client.get("/whatif", params={"cutting": "萎凋设备"}, follow_redirects=True).text
    invited = site.client.get("/whatif", params={"about": "揉捻设备"}).text
    assert f'value="firm:yuanshan@{ROLL}"' in invited and "拟引进，不在区" in invited


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"lose": "firm:yuanshan"}, 422, "没有记录"),
        ({"lose": "无此企业"}, 422, "没有唯一的企业"),
        ({"land": "只有企业"}, 422, "企业@环节"),
        ({"land": f"甲@{WITHER}", "cut": WITHER}, 422, "既切断又有企业落地"),
        ({"firm": "甲", "at": "无此环节"}, 404, "没有唯一的环节"),
        ({"chain": "无此链", "lose": MAKER}, 422, "没有产业链"),
        ({"lose": ["x"] * 99}, 422, "地址里的条件不对"),
    ],
)
def test_a_wrong_scenario_is_one_clear_line(site, query, status, said):
    found = site.client.get("/whatif", params=query)
    assert (found.status_code, said in html.unescape(found.text)) == (status, True)
    assert "Traceback" not in found.text


def test_downloads_of_the_what_if_are_what_they_say(site):
    for kind, begins in (("docx", b"pk"), ("xlsx", b"pk"), ("html", b"<!doctype html>")):
        found = site.client.get(f"/whatif.{kind}", params={"lose": MAKER})
        assert found.content.lower().startswith(begins) and "filename*=UTF-8''" in found.headers["content-disposition"]
    assert site.client.get("/whatif.exe", params={"lose": MAKER}).status_code == 422


# call list


def test_an_answer_is_the_batch_the_confirm_sheet_makes_and_changes_the_status_after_a_rebuild(desk, tmp_path):
    answer = {
        "填报日期": "2030-03-01",
        "填报单位": "县统计办",
        "编号": ROLL,
        "生产企业": "无",
        "名单是否齐全": "是",
        "答复人": "县统计办 甲",
        "备注": "",
    }
    done = desk.post("/calls", "/calls", answer)
    assert "/done/" in str(done.url), done.text
    assert "待核实" in done.text and "缺" in done.text and "工作区里有尚未计入图的内容" in done.text
    assert status(desk, ROLL) == "待核实", "the pages show the old graph until it is built anew"
    other = tmp_path / "命令行"
    fill_in(desk, other, answer)
    assert [len(b.splitlines()) for b in claims(desk.home)] == [len(b.splitlines()) for b in claims(other)]
    assert said(desk.home) == said(other), "the same facts, however they came in"
    desk.rebuild()
    assert status(desk, ROLL) == "缺"
    batch = str(done.url).rpartition("/")[2]
    assert batch in desk.get("/history").text
    desk.post("/history/undo", "/history", {"batch": batch})
    desk.rebuild()
    assert status(desk, ROLL) == "待核实"


def fill_in(desk: Served, home: Path, answer: dict[str, str]) -> None:
    """Write the confirm sheet, fill the one answer in with openpyxl as a clerk does in Excel, import it by the command line."""
    import openpyxl

    home.mkdir()
    desk.command("template", "--confirm", "--out", str(home / "网页答复.xlsx"), home=home)
    book = openpyxl.load_workbook(home / "网页答复.xlsx")
    sheet = book["关键问题"]
    titles = [str(cell.value).rstrip("*") for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[titles.index("编号")].value == answer["编号"])
    for title in ("生产企业", "名单是否齐全", "答复人"):
        row[titles.index(title)].value = answer[title]
    for line in book["说明"].iter_rows():
        label = str(line[0].value or "").rstrip("*")
        if label in answer:
            line[1].value = answer[label]
    book.save(home / "网页答复.xlsx")
    desk.command("import", str(home / "网页答复.xlsx"), "--as-of", answer["填报日期"], home=home)


def claims(home: Path) -> list[bytes]:
    return [p.read_bytes() for p in sorted((home / "batches").iterdir())]


def said(home: Path) -> list[tuple[str, ...]]:
    """What the claims say, without the file and the row they stood in."""
    rows = [json.loads(line) for content in claims(home) for line in content.splitlines()[1:]]
    return sorted(
        tuple(str(r[k]) for k in ("subject", "predicate", "value", "source", "quote", "modality", "grade", "as_of")) for r in rows
    )


def status(desk: Served, link: str) -> str:
    return next(row["status"] for row in desk.get("/api/gaps", all="true").json() if row["link_id"] == link)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"编号": ROLL, "名单是否齐全": "也许"}, "名单是否齐全不能是"),
        ({"编号": "link:none", "生产企业": "甲厂"}, "不认识"),
        ({"编号": ROLL, "生产企业": "甲厂", "填报日期": ""}, "填报日期"),
        ({"编号": ROLL, "名单是否齐全": "是"}, "谁确认"),
        ({"编号": ROLL}, "没有填任何答复"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_and_nothing_is_written(desk, answer, said):
    blank = dict.fromkeys(("生产企业", "名单是否齐全", "答复人", "备注"), "")
    found = desk.post("/calls", "/calls", {"填报日期": "2030-03-01", **blank, **answer})
    assert found.status_code == 422 and said in html.unescape(found.text)
    assert not (desk.home / "batches").exists() or not list((desk.home / "batches").iterdir())


def test_what_was_typed_stays_in_the_form_and_hostile_names_stay_words(desk):
    answer = {"填报日期": "2030-03-01", "编号": ROLL, "生产企业": NAMES, "名单是否齐全": "也许", "答复人": "{{7*7}}", "备注": ""}
    found = desk.post("/calls", "/calls", answer)
    assert html.escape(NAMES) in found.text and "{{7*7}}" in found.text and "<img" not in found.text


def test_a_resident_that_moved_away_is_resident_no_more_after_the_rebuild(desk):
    assert "青峰茶厂" in desk.get("/calls/firms").text
    blank = dict.fromkeys(("新名称", "主要产品", "是否独家", "投产年", "项目阶段", "备注"), "")
    done = desk.post("/calls/firms", "/calls/firms", {"填报日期": "2030-03-01", "编号": MAKER, "在区情况": "已搬", **blank})
    assert "/done/" in str(done.url), done.text
    desk.rebuild()
    assert "青峰茶厂" not in desk.get("/calls/firms").text


def test_the_call_list_is_filtered_and_downloads_whole(site):
    every = site.get("/calls").text
    assert "揉捻设备" in every and "县统计办" in every
    assert "没有符合条件" in site.get("/calls", q="不存在的环节").text
    rows = list(csv.reader(io.StringIO(site.get("/calls.csv", need="1").content.decode("utf-8-sig"))))
    assert rows[0][0] == "环节" and any(row[0] == "揉捻设备" for row in rows if row)


# import


def test_a_list_is_previewed_confirmed_undone_and_leaves_what_the_command_line_leaves(desk, tmp_path):
    file = tmp_path / "名单 2029-05-06.csv"
    file.write_text(LIST, encoding="utf-8")
    preview = upload(desk, LIST.encode(), registered="1")
    assert preview.status_code == 200 and "还没有写入" in preview.text and "甲茶机厂" in preview.text
    checked = desk.command("import", str(file), "--check", "--registered")
    assert f"新增 <b>{checked['new']}</b>" in preview.text and checked["new"] == 2
    assert batches(desk.home) == {}, "a preview writes nothing"
    report = desk.client.get("/import/report" + str(preview.url).partition("/preview")[2])
    assert report.content[:2] == b"PK"
    batch = confirm(desk, preview)
    other = tmp_path / "命令行"
    desk.command("import", str(file), "--registered", home=other)
    assert batches(desk.home) == {k: v for k, v in batches(other).items() if not k.startswith("checks/")}
    assert batch in desk.get("/history").text
    desk.rebuild()
    assert desk.get("/api/search", q="甲茶机厂").json()
    desk.post("/history/undo", "/history", {"batch": batch})
    desk.rebuild()
    assert desk.client.get("/api/search", params={"q": "甲茶机厂"}).status_code == 404


def test_a_confirmed_file_waits_no_more_and_a_second_confirmation_writes_nothing(desk):
    preview = upload(desk, LIST.encode())
    confirm(desk, preview)
    fields = dict(part.split("=", 1) for part in str(preview.url).partition("?")[2].split("&"))
    assert desk.post("/import/confirm", "/import", fields).status_code == 404
    assert len(list((desk.home / "batches").iterdir())) == 1
    again = upload(desk, LIST.encode())
    fields = dict(part.split("=", 1) for part in str(again.url).partition("?")[2].split("&"))
    same = desk.post("/import/confirm", "/import", fields)
    assert same.status_code == 422 and "没有新的内容" in same.text


def test_a_template_comes_in_by_the_same_door(desk, tmp_path):
    import openpyxl

    path = tmp_path / "模板.xlsx"
    desk.command("template", "--out", str(path))
    book = openpyxl.load_workbook(path)
    sheet = book["企业"]
    titles = [str(cell.value).rstrip("*") for cell in sheet[1]]
    sheet.cell(row=3, column=titles.index("名称") + 1).value = "丙茶厂"
    for line in book["说明"].iter_rows():
        if str(line[0].value or "").rstrip("*") == "填报日期":
            line[1].value = "2030-01-01"
    book.save(path)
    preview = upload(desk, path.read_bytes(), "模板.xlsx")
    assert preview.status_code == 200 and "丙茶厂" in preview.text, preview.text
    confirm(desk, preview)
    other = tmp_path / "命令行"
    desk.command("import", str(path), home=other)
    assert batches(desk.home) == {k: v for k, v in batches(other).items() if not k.startswith("checks/")}


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("名单.exe", b"MZ", 422, "不是能导入的文件"),
        ("名单.xlsx", b"PK\x03\x04" + b"\x00" * 60, 422, "文件损坏"),
        ("空.csv", b"", 422, "文件是空的"),
        ("乱.xls", b"\x00\x01\x02" * 50, 422, "没有找到表头"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_line_without_a_path(desk, name, content, status, said):
    found = upload(desk, content, name)
    text = html.unescape(found.text)
    assert (found.status_code, said in text) == (status, True), text
    assert "liantu-" not in text and str(desk.home) not in text and "Traceback" not in text
    assert batches(desk.home) == {}


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.csv", "..\\..\\x.csv", "/etc/passwd.csv", "CON.csv", f"{NAMES}.csv", "长" * 300 + ".csv"]
)
def test_the_name_of_an_upload_reaches_no_folder_and_stays_words(desk, name):
    before = {p for p in desk.home.parent.rglob("*") if p.suffix == ".csv"}
    found = upload(desk, LIST.encode(), name)
    assert found.status_code == 200, found.text
    assert "<img" not in found.text and ".." not in found.text.split("<main", 1)[1].split("还没有写入")[0]
    assert {p for p in desk.home.parent.rglob("*") if p.suffix == ".csv"} == before


def test_hostile_names_in_a_list_stay_words_on_every_page(desk):
    preview = upload(desk, HOSTILE_LIST.encode(), registered="1")
    assert html.escape(NAMES) in preview.text
    batch = confirm(desk, preview)
    desk.rebuild()
    for path in ("/calls/firms", f"/done/{batch}", "/whatif", "/questions/19?ask=1", "/history"):
        text = desk.get(path).text
        assert "<img src=x" not in text and "49公司" not in text, path  # {{7*7}}公司 stays as it was written
    assert html.escape(NAMES) in desk.get("/questions/19?ask=1").text


def test_an_upload_above_the_limit_is_refused(site):
    found = upload(site, b"x" * (21 << 20))
    assert found.status_code == 413 and "文件太大" in found.text


def test_an_unknown_preview_says_what_to_do(site):
    found = site.get("/import/preview", token="../../x")
    assert found.status_code == 404 and "请重新上传" in found.text


# ledger


def test_the_ledger_is_the_one_of_the_command_line(desk, tmp_path):
    about = {"unit": "招商办", "person": "甲", "next_date": "2030-02-01", "production": "", "note": "=1+1"}
    first = {"firm": "远山机械公司", "link": "揉捻设备", "stage": "线索", "date": "2030-01-05", **about}
    assert "已记入：L0001" in desk.post("/ledger", "/ledger", first).text
    change = {**first, "stage": "在谈", "date": "2030-02-02", "note": NAMES}
    del change["firm"], change["link"]
    assert "已记入：L0001" in desk.post("/ledger/L0001", "/ledger/L0001", change).text
    other = tmp_path / "命令行"
    told = ["--unit", "招商办", "--person", "甲", "--next", "2030-02-01"]
    desk.command(
        "ledger", "add", "远山机械公司", "揉捻设备", "--date", "2030-01-05", *told, "--note", "=1+1", "--production", "", home=other
    )
    desk.command(
        "ledger", "set", "L0001", "--stage", "在谈", "--date", "2030-02-02", *told, "--note", NAMES, "--production", "", home=other
    )
    assert (desk.home / "ledger.csv").read_bytes() == (other / "ledger.csv").read_bytes()
    shown = desk.get("/ledger").text
    assert html.escape(NAMES) in shown and "<img" not in shown
    assert "2030-01-05 线索" in desk.get("/ledger/L0001").text
    out = tmp_path / "台账.xlsx"
    desk.command("ledger", "export", "--out", str(out))
    assert desk.get("/ledger.xlsx").content == out.read_bytes()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"link": "无此环节"}, "无此环节"),
        ({"date": "昨天"}, "不是日期"),
        ({"stage": "落地"}, "落地"),
        ({"stage": "投产"}, "须先登记"),
        ({"firm": ""}, "缺少"),
    ],
)
def test_a_broken_entry_is_told_and_not_written(desk, changed, said):
    entry = {"firm": "丁厂", "link": "揉捻设备", "stage": "线索", "date": "2030-01-05", **changed}
    found = desk.post("/ledger", "/ledger", entry)
    assert found.status_code == 422 and said in html.unescape(found.text)
    assert not (desk.home / "ledger.csv").exists()


def test_overdue_entries_and_the_workbook_round_trip(desk, tmp_path):
    desk.post("/ledger", "/ledger", {"firm": "丁厂", "link": "揉捻设备", "stage": "线索", "date": "2028-01-05", "next_date": "2028-02-01"})
    assert "逾期未联系 1 条" in desk.get("/ledger").text and "丁厂" in desk.get("/ledger", late="1").text
    held = (desk.home / "ledger.csv").read_bytes()
    content = desk.get("/ledger.xlsx").content
    same = desk.post("/ledger/import", "/ledger", {"date": "2030-01-01"}, files={"file": ("台账.xlsx", content)})
    assert "新增 0，修改 0" in same.text and (desk.home / "ledger.csv").read_bytes() == held
    assert desk.post("/ledger/import", "/ledger", {}, files={"file": ("台账.xlsx", b"PK")}).status_code == 422
    assert desk.get("/ledger/L9999").status_code == 404


# sources and questions


def test_every_claim_of_the_plan_leads_to_its_words(site):
    page = site.get("/source/plan").text
    evidence = [e for row in site.get("/api/gaps", all="true").json() for e in row["evidence"]]
    assert evidence
    for one in evidence:
        led = site.client.get(f"/claim/{one['claim']}")
        assert led.status_code == 303 and led.headers["location"] == f"/source/plan#{one['claim']}"
        assert f'id="{one["claim"]}"' in page
    assert site.get("/claim/none").status_code == 404
    assert site.get("/source/none").status_code == 404 and site.get("/source/plan", part="9").status_code == 404


def test_questions_answer_as_the_command_line(site):
    told = site.command("query", "10")
    shown = site.get("/questions/10", ask="1").text
    assert told and all(html.escape(row["firm"]) in shown for row in told)
    rows = list(csv.reader(io.StringIO(site.get("/questions/10.csv").content.decode("utf-8-sig"))))
    assert [row[2] for row in rows[1 : 1 + len(told)]] == [row["link"] for row in told]
    assert site.get("/questions/99").status_code == 404
    assert site.get("/questions/5", ask="1", layers="many").status_code in (400, 422)
    assert "没有符合的行" in site.get("/questions/3", ask="1", link="' OR true //").text


# who may write


def test_a_write_needs_the_page_s_token_and_our_host(site):
    for path in (
        "/calls",
        "/calls/firms",
        "/import",
        "/import/confirm",
        "/ledger",
        "/ledger/L0001",
        "/ledger/import",
        "/history/undo",
        "/rebuild",
    ):
        assert site.client.post(path, data={"csrf": "0" * 64}).status_code == 403, path
        assert site.client.post(path, data={}, headers={"Origin": "http://evil.example"}).status_code == 403, path
        assert site.client.post(path, headers={"Host": "evil.example"}).status_code == 400, path
    assert site.client.get("/history/undo").status_code in (404, 405)


def test_while_another_process_writes_a_write_says_so_and_nothing_is_lost(desk):
    workspace = Workspace(desk.home).ready()
    with locked(workspace.lock):
        found = desk.post("/ledger", "/ledger", {"firm": "丁厂", "link": "揉捻设备", "stage": "线索", "date": "2030-01-05"})
        assert found.status_code == 503 and "正由另一个进程写入" in found.text
    assert not workspace.ledger.exists()


def test_read_only_hides_every_form_and_refuses_every_write(tmp_path):
    with served(tmp_path / "只读", "--read-only") as server:
        for path in ("/calls", "/calls/firms", "/import", "/ledger", "/history"):
            assert 'method="post"' not in server.get(path).text.lower(), path
        for path in ("/calls", "/import", "/ledger", "/history/undo", "/rebuild"):
            assert server.client.post(path, data={"csrf": "0"}).status_code == 403
        assert not (tmp_path / "只读" / "batches").exists()


def test_a_memory_store_says_that_it_answers_no_question(tmp_path):
    with served(tmp_path / "内存", "--store", "memory:") as server:
        found = server.get("/questions/1", ask="1")
        assert found.status_code == 503 and "内存图" in found.text
        assert server.get("/whatif", lose=MAKER).status_code == 200
