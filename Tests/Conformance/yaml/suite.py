"""The public YAML test suite: its cases, and what each of them should become in this project's reader."""

import pathlib
import re

# What the language of pipeline files knows. A case that needs more must only be refused without a crash.
STANDARD = "tag:yaml.org,2002:"
SCALAR_TAGS = {"!!str", "!!int", "!!float", "!!bool", "!!null"}
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\b": "\b", "\\\\": "\\"}


class Outside(Exception):
    """The case needs what pipeline files do not have."""


def cases(folder):
    """Every case with its file, by name, such as 229Q or VJP3/01."""
    return {
        str(path.parent.relative_to(folder)): path
        for path in sorted(pathlib.Path(folder).glob("**/in.yaml"))
        if path.relative_to(folder).parts[0] not in ("name", "tags")
    }


def expected(path):
    """The tree a case should become, None where it should be an error; raises Outside."""
    lines = (path.parent / "test.event").read_text(encoding="utf-8").split("\n")
    document = Document([line.lstrip() for line in lines if line.strip()])
    if sum(event.startswith("+DOC") for event in document.events) != 1:
        raise Outside("not one document")
    if (path.parent / "error").exists():
        document.read_tags_only()
        return None
    return document.read()


class Document:
    """Events to a tree, the way the reader does it: aliases resolved, `<<` merged, keys as text."""

    def __init__(self, events):
        self.events = events
        self.position = 0
        self.anchors = {}

    def read(self):
        self.position = next(n for n, event in enumerate(self.events) if event.startswith("+DOC")) + 1
        root = self.node()
        if root["kind"] == "null":
            raise Outside("empty")
        return root

    def read_tags_only(self):
        """An error case lies outside as well when what stands before the error already does."""
        for event in self.events:
            if event[:4] in ("+MAP", "+SEQ", "=VAL"):
                properties(event)

    def node(self):
        event = self.events[self.position]
        self.position += 1
        if event.startswith("=ALI"):
            return self.anchors[event[6:]]
        anchor, tag, rest = properties(event)
        if event.startswith("=VAL"):
            text = re.sub(r"\\[ntrb\\]", lambda match: ESCAPES[match[0]], rest[1:])
            node = {"kind": "scalar", "tag": tag, "text": text, "quoted": rest[0] != ":"}
            if not text and rest[0] == ":":
                node = {"kind": "null", "tag": tag}
        elif event.startswith("+SEQ"):
            elements = []
            while self.events[self.position] != "-SEQ":
                elements.append(self.node())
            self.position += 1
            node = {"kind": "sequence", "tag": tag, "elements": elements}
        else:
            node = {"kind": "mapping", "tag": tag, "entries": self.entries()}
        if anchor:
            self.anchors[anchor] = node
        return node

    def entries(self):
        entries, merged = {}, None
        while self.events[self.position] != "-MAP":
            key, value = self.node(), self.node()
            if key["kind"] != "scalar":
                raise Outside("key is not a text")
            if key["text"] == "<<" and not key["quoted"]:
                merged = (len(entries), value.get("elements", [value]))
                continue
            if key["text"] in entries:
                raise Outside("duplicate key")
            entries[key["text"]] = value
        self.position += 1
        pairs = [[key, value] for key, value in entries.items()]
        if merged:
            taken = {}
            for source in merged[1]:
                for key, value in source["entries"]:
                    if key not in entries:
                        taken.setdefault(key, value)
            pairs[merged[0]:merged[0]] = [[key, value] for key, value in taken.items()]
        return pairs


def properties(event):
    """The anchor, the tag and the rest of an event; raises Outside for a tag that pipeline files do not know."""
    rest = event[4:].strip() if event[0] == "+" else event[5:]
    anchor = tag = None
    rest = re.sub(r"^(\[\]|\{\}) ?", "", rest)
    if match := re.match(r"&(\S+) ?", rest):
        anchor, rest = match[1], rest[match.end():]
    if match := re.match(r"<([^>]*)> ?", rest):
        tag, rest = match[1], rest[match.end():]
        kind = {"+SEQ": {"!!seq"}, "+MAP": {"!!map"}}.get(event[:4], SCALAR_TAGS)
        tag = "!!" + tag.removeprefix(STANDARD) if tag.startswith(STANDARD) else tag
        if tag not in kind:
            raise Outside("tag")
    return anchor, tag, rest
