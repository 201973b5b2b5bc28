"""Signs the crate's vectors with botocore, the second of their two signers.

    botocore_vectors.py vectors.json           compares, exit 1 on a difference
    botocore_vectors.py vectors.json --write   fills in what botocore computes

The first signer is the aws-sigv4 crate, in tests/own_vectors.rs. A case states method, url, headers
and body; the rest is computed. Needs botocore (tried with 1.44.5).
"""

import hashlib
import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ALGORITHM = "AWS4-HMAC-SHA256"
COMPUTED = ("signed_headers", "canonical_request", "authorization")


def basic(time):
    """2026-01-31T09:30:00Z as 20260131T093000Z."""
    return time.replace("-", "").replace(":", "")


def sign(vectors, case):
    credentials = Credentials(vectors["key_id"], vectors["secret"])
    auth = SigV4Auth(credentials, vectors["service"], vectors["region"])
    body = case["body"].encode()
    request = AWSRequest(method=case["method"], url=case["url"], data=body)
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    request.headers["X-Amz-Date"] = basic(vectors["time"])
    request.headers["X-Amz-Content-SHA256"] = hashlib.sha256(body).hexdigest()
    request.context["timestamp"] = basic(vectors["time"])
    canonical = auth.canonical_request(request)
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    names = auth.signed_headers(auth.headers_to_sign(request))
    credential = f"Credential={auth.scope(request)}"
    authorization = f"{ALGORITHM} {credential}, SignedHeaders={names}, Signature={signature}"
    return dict(zip(COMPUTED, (names, canonical, authorization), strict=True))


def main(path, *options):
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    differing = 0
    for case in vectors["cases"]:
        computed = sign(vectors, case)
        if any(case.get(key) != computed[key] for key in COMPUTED):
            differing += 1
            print(f"{case['name']} differs")
        if "--write" in options:
            case.update(computed)
    if "--write" in options:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            json.dump(vectors, file, ensure_ascii=False, indent=2)
            file.write("\n")
        return 0
    print(f"{len(vectors['cases']) - differing} of {len(vectors['cases'])} agree with botocore")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
