"""Fetches a source distribution from PyPI, checks its digest and unpacks it: sdist.py NAME VERSION SHA256 FOLDER.

pip would build the package to learn its name, and some need a compiler for that; only the files are wanted here.
"""

import hashlib
import io
import os
import pathlib
import re
import sys
import tarfile
import urllib.parse
import urllib.request


def get(url):
    with urllib.request.urlopen(url, timeout=300) as reply:
        return reply.read()


name, version, digest, folder = sys.argv[1:]
target = pathlib.Path(folder)
if not target.exists():
    index = f"{os.environ.get('PIP_INDEX_URL', 'https://pypi.org/simple').rstrip('/')}/{name}/"
    file = re.escape(f"{name.replace('-', '_')}-{version}.tar.gz")
    link = re.search(f'href="([^"#]*{file})', get(index).decode())
    if not link:
        sys.exit(f"{index} has no source distribution of version {version}")
    archive = get(urllib.parse.urljoin(index, link[1]))
    if hashlib.sha256(archive).hexdigest() != digest:
        sys.exit(f"{link[1]} is not the file that was expected")
    unpacked = target.with_name(target.name + ".part")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(unpacked, filter="data")
    unpacked.rename(target)
