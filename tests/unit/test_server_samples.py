"""The samples for a server agree with the program and with each other; nginx itself was asked by hand (docs/how-to/server.md)."""

from __future__ import annotations

import re

import click
import pytest

from liantu.cli.main import cli
from project import ROOT

FOLDER = ROOT / "docs" / "how-to" / "server"
SAMPLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())}
PROXIES = ("Caddyfile", "nginx-oidc.conf", "nginx.conf")


def bare(text: str) -> str:
    return re.sub(r"#.*", "", text)


def test_the_page_names_every_sample():
    page = (FOLDER.parent / "server.md").read_text(encoding="utf-8")
    assert [name for name in SAMPLES if f"server/{name}" not in page] == []


@pytest.mark.parametrize("name", PROXIES)
def test_a_proxy_leads_to_this_machine_only_with_tls_a_login_and_the_limit_of_an_import(name):
    text = bare(SAMPLES[name])
    assert text.count("{") == text.count("}") > 0
    assert "127.0.0.1:8400" in text and "0.0.0.0" not in text
    assert re.search(r"listen 443 ssl|tls internal", text)
    assert re.search(r"auth_basic_user_file|auth_request|basic_auth", text)
    assert re.search(r"client_max_body_size 20m|max_size 20MB", text)


@pytest.mark.parametrize("name", [n for n in PROXIES if n.startswith("nginx")])
def test_nginx_passes_host_and_path_as_they_came(name):
    text = bare(SAMPLES[name])
    assert re.findall(r"proxy_pass\s+http://127\.0\.0\.1:8400(\S*);", text) == [""], "a path here would be taken off twice"
    assert text.count("Host $http_host;") == text.count("proxy_pass ")


def test_the_service_starts_what_the_program_knows_on_this_machine_only():
    (line,) = re.findall(r"^ExecStart=\S+/liantu (serve .*)$", SAMPLES["liantu.service"], re.MULTILINE)
    assert "--host " not in line and "--base-path /liantu" in line
    assert re.search(r"^server_name (\S+);|^\s*server_name (\S+);", SAMPLES["nginx.conf"], re.MULTILINE)
    assert "--allow-host portal.example" in line and all("portal.example" in SAMPLES[n] for n in PROXIES)
    serve = cli.get_command(click.Context(cli), "serve")
    if serve is None:
        pytest.skip("`liantu serve` is not here yet")
    assert set(re.findall(r"--[a-z-]+", line)) <= {o for p in serve.params for o in p.opts}
