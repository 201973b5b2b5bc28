"""Calls a running server as other people's signers do: botocore, and curl with --aws-sigv4.

    botocore_calls.py --endpoint http://127.0.0.1:8080 --key-id ID --secret SECRET \\
                      --region us-east-1 --service blog [--path /no-such-path ...]

Prints one line per call, `name status`, and the same for its twins: what was sent, signature and
all, with one signed part changed. A call passes when the server authenticates it, whatever it then
answers (404 for the default path); a twin passes when it is answered 401. Exit 1 if anything did
not pass. Needs botocore (tried with 1.44.5) and curl (tried with 7.88.1).
"""

import argparse
import http.client
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

AUTHENTICATED, AMBIGUOUS, REFUSED, ANY = "authenticated", "ambiguous", "refused", "any"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Account:
    endpoint: str
    key_id: str
    secret: str
    region: str
    service: str


@dataclass(frozen=True)
class Call:
    """What is asked of a signer. `suffix` follows the path and may hold a query; `parameters` are
    for botocore to sign, while the wire carries them as a form encodes them."""

    name: str
    suffix: str = ""
    method: str = "GET"
    body: str = ""
    headers: dict = field(default_factory=dict)
    parameters: dict = field(default_factory=dict)
    options: tuple = ()
    account: dict = field(default_factory=dict)
    expected: str = AUTHENTICATED


@dataclass(frozen=True)
class Sent:
    """What went over the wire."""

    method: str
    target: str
    headers: tuple
    body: bytes


BOTH = [
    Call("plain"),
    Call("post json", method="POST", body='{"title":"日本"}', headers=JSON),
    Call("patch json", "/7", "PATCH", "{}", JSON | {"If-Match": '"3"'}),
    Call("delete", "/7", "DELETE"),
    Call("idempotency key", method="POST", body="{}", headers=JSON | {"Idempotency-Key": "k-1"}),
    Call("session token", headers={"X-Amz-Security-Token": "AQoDYXdz//wEXAMPLE="}),
    Call("path with escaped space", "/a%20b"),
    Call("path with escaped slash", "/a%2Fb"),
    Call("path with utf-8", "/%E6%97%A5"),
    Call("path with colon", "/x:y"),
    Call("path with at sign", "/a@b"),
    Call("path with asterisk", "/a*b"),
    Call("query sorted", "?a=1&b=2"),
    Call("query unsorted", "?view=tiny&limit=20"),
    Call("query name with hyphen", "?a=1&a-b=2"),
    Call("query name with digit", "?a=2&a1=1"),
    Call("query without value", "?flag"),
    Call("query with repeated name", "?tag=a&tag=b"),
    Call("query with brackets", "?filter%5Bname%5D=x&filter%5BnameX%5D=y"),
    Call("query with escaped space", "?q=a%20b"),
    Call("query with escaped slash", "?q=a%2Fb"),
    Call("query with plus", "?q=a+b"),
    Call("query with asterisk", "?q=a*b"),
    Call("query with lower-case escape", "?q=%c3%a9"),
    Call("query with raw colon and slash", "?q=a:b/c"),
    Call("wrong secret", account={"secret": "wrong"}, expected=REFUSED),
    Call("unknown key", account={"key_id": "AKIDUNKNOWN00000"}, expected=REFUSED),
    Call("wrong region", account={"region": "elsewhere"}, expected=REFUSED),
    Call("wrong service", account={"service": "elsewhere"}, expected=REFUSED),
]

BOTOCORE = BOTH + [
    Call("parameters with space", parameters={"view": "a b"}),
    Call("parameters with plus", parameters={"view": "a+b"}),
    Call("parameters unsorted", parameters={"b": "2", "a": "1", "a-b": "日"}),
    Call("declared hash", method="POST", body="{}", headers=JSON | {"X-Amz-Content-SHA256":
         "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}),
    Call("date header", headers={"Date": "set by botocore"}),
    Call("unsigned payload", headers={"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"},
         expected=REFUSED),
    Call("path with empty segment", "//users", expected=AMBIGUOUS),
    Call("path with dot segment", "/./x", expected=AMBIGUOUS),
    Call("path with parent segment", "/x/../y", expected=AMBIGUOUS),
]

CURL = BOTH + [
    Call("head", method="HEAD", options=("--head",)),
    # Signed by no name that we accept.
    Call("other provider", options=("--aws-sigv4", "osc:osc:us-east-1:blog"), expected=REFUSED),
    # curl adds this content type by itself and does not sign it.
    Call("unsigned content type", method="POST", body="a=1", expected=REFUSED),
    # Depend on curl's version: old ones sign an empty payload, or no empty header.
    Call("upload", method="PUT", options=("--upload-file", __file__), headers=JSON, expected=ANY),
    Call("empty header", options=("--header", "X-Empty;"), expected=ANY),
]


def send(endpoint, sent):
    """Sends exactly these bytes as target and headers; returns the status."""
    connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=10)
    connection.putrequest(sent.method, sent.target, skip_host=True, skip_accept_encoding=True)
    for name, value in sent.headers:
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(sent.body)))
    connection.endheaders(sent.body)
    status = connection.getresponse().status
    connection.close()
    return status


def call_botocore(account, path, call):
    target = path + call.suffix
    body = call.body.encode()
    request = AWSRequest(
        call.method, account.endpoint + target, call.headers, body, params=call.parameters
    )
    credentials = Credentials(account.key_id, account.secret)
    SigV4Auth(credentials, account.service, account.region).add_auth(request)
    if call.parameters:
        target += "?" + urlencode(call.parameters)
    headers = (("Host", urlsplit(account.endpoint).netloc), *request.headers.items())
    sent = Sent(call.method, target, headers, body)
    return sent, send(account.endpoint, sent)


def call_curl(account, path, call):
    scope = f"aws:amz:{account.region}:{account.service}"
    command = ["curl", "--silent", "--verbose", "--globoff", "--output", "-", "--max-time", "10"]
    command += ["--write-out", "\n%{http_code}", "--config", "-", "--aws-sigv4", scope]
    for name, value in call.headers.items():
        command += ["--header", f"{name}: {value}"]
    if call.method not in ("GET", "HEAD", "PUT"):
        command += ["--request", call.method]
    if call.body:
        command += ["--data-binary", call.body]
    command += [*call.options, account.endpoint + path + call.suffix]
    # The secret goes through standard input, where no process list shows it.
    user = f'user = "{account.key_id}:{account.secret}"\n'
    done = subprocess.run(command, input=user.encode(), capture_output=True, check=True)
    return sent_by_curl(done.stderr.decode(), call.body), int(done.stdout[-3:])


def sent_by_curl(log, body):
    """Reads the request out of curl's log."""
    (method, target), *headers = re.findall(r"^> (\S+?):? (.*?)\r?$", log, re.MULTILINE)
    own = ("content-length", "expect", "transfer-encoding")
    headers = tuple(pair for pair in headers if pair[0].lower() not in own)
    return Sent(method, target.removesuffix(" HTTP/1.1"), headers, body.encode())


def twins(sent):
    """The same signature over something else."""
    joint = "&" if "?" in sent.target else "?"
    yield "target", replace(sent, target=f"{sent.target}{joint}zz=1")
    yield "method", replace(sent, method="OPTIONS")
    yield "date", replace(sent, headers=tuple(map(a_second_later, sent.headers)))
    if sent.body:
        yield "body", replace(sent, body=sent.body + b" ")


def a_second_later(header):
    name, value = header
    if name.lower() not in ("date", "x-amz-date"):
        return header
    later = re.sub(r"\d\d(?=Z$| -0000$)", lambda end: f"{(int(end[0]) + 1) % 60:02}", value)
    return name, later


def passes(expected, status):
    return status < 500 and {
        AUTHENTICATED: status not in (400, 401),
        AMBIGUOUS: status == 400,
        REFUSED: status == 401,
        ANY: True,
    }[expected]


def report(name, status, expected):
    passed = passes(expected, status)
    print(f"{name} {status}" + ("" if passed else f" (expected: {expected})"))
    return passed


def run(account, paths):
    passed = True
    for signer, make, calls in (
        ("botocore", call_botocore, BOTOCORE),
        ("curl", call_curl, CURL),
    ):
        for path in paths:
            for call in calls:
                name = f"{signer} {call.method} {path}: {call.name}"
                sent, status = make(replace(account, **call.account), path, call)
                passed &= report(name, status, call.expected)
                if call.expected != AUTHENTICATED:
                    continue
                for changed, twin in twins(sent):
                    status = send(account.endpoint, twin)
                    passed &= report(f"{name}, other {changed}", status, REFUSED)
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ("endpoint", "key-id", "secret", "region", "service"):
        parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--path", action="append", help="may be repeated")
    options = vars(parser.parse_args())
    paths = options.pop("path") or ["/no-such-path"]
    return 0 if run(Account(**options), paths) else 1


if __name__ == "__main__":
    sys.exit(main())
