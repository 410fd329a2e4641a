"""What the Neo4j driver and server say → one clear line: where, what came, what to do. The password is in none of them."""

from __future__ import annotations

_BY_CODE = {  # the end of the server's status code → what to do
    "Database.DatabaseNotFound": "没有这个数据库，请检查 ?database= / no such database, check ?database=",
    "Security.CredentialsExpired": "该用户首次登录须先改密码 / this user must change the password first",
    "Security.Forbidden": "该用户没有这个权限，写入请换可写的用户 / this user may not do that, write as one who may",
    "General.ForbiddenOnReadOnlyDatabase": "这个数据库只读，不能写入 / this database is read-only",
    "Statement.AccessMode": "这里只能查询，不能写入 / only reading is allowed here",
    "Cluster.NotALeader": "这台是集群的从节点，写入请用 neo4j:// 地址 / a follower of the cluster, write through a neo4j:// address",
}
_TLS = "TLS 证书不受信任；自签证书请用 +ssc 的地址 / certificate not trusted, use a +ssc address for a self-signed one"
_NO_TLS = "TLS 连不上，服务可能没有启用 TLS，请改用不带 +s 的地址 / no TLS there, use an address without +s"
_AWAY = "连不上 Neo4j，请检查地址和服务是否启动 / cannot reach Neo4j"


def refused(error: Exception) -> str:
    """Return the line for what the server refused."""
    code = str(getattr(error, "code", "") or "")
    for end, advice in _BY_CODE.items():
        if code.endswith(end):
            return advice
    said = (str(getattr(error, "message", "") or error).splitlines() or [""])[0]
    return f"Neo4j 报错：{said} / Neo4j refused the statement"


def unreachable(error: Exception) -> str:
    """Return the line for a server that was not reached."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None and cause not in causes:
        causes.append(cause)
    names = {type(c).__name__ for c in causes}
    if "SSLCertVerificationError" in names:
        return _TLS
    return _NO_TLS if names & {"SSLError", "SSLEOFError", "BoltSecurityError"} else f"{_AWAY} ({type(error).__name__})"
