#!/bin/sh
# Installs liantu without network, below the folder given (default: liantu-env beside this file): sh install.sh [FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
into=${1:-$here/liantu-env}
python=
for found in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    command -v "$found" >/dev/null 2>&1 || continue
    "$found" -c 'import sys, ensurepip, venv; sys.exit("%d.%d" % sys.version_info[:2] not in "{pythons}".split())' 2>/dev/null || continue
    python=$found
    break
done
if [ -z "$python" ]; then
    echo "错误：没有找到带 venv 的 Python（{pythons} 之一），请先安装 / no Python of {pythons} with venv: install one first" >&2
    exit 1
fi
"$python" -m venv "$into"
"$into/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "liantu=={version}"
echo "已装好，请输入 / installed, type: \"$into/bin/liantu\" demo --out 材料"
