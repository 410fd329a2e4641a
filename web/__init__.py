"""The web page (网页): `liantu serve`, read-mostly, on this computer alone unless told otherwise."""
