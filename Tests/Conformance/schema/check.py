"""Judges a JSON Schema by its metaschema, sound pipelines by the schema, and planted errors by both.

check.py SLUICE SCHEMA FILE...
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML with the core schema of version 1.2: on, off, yes and no are text, and so are dates."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"^(~|null|Null|NULL|)$", "~nN\0"),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("merge", r"^<<$", "<"),
]:
    for character in first:
        name = "" if character == "\0" else character
        resolver = (f"tag:yaml.org,2002:{tag}", re.compile(pattern))
        Loader.yaml_implicit_resolvers.setdefault(name, []).append(resolver)


def number(loader, node):
    return float(node.value)


def integer(loader, node):
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text, 10)


Loader.add_constructor("tag:yaml.org,2002:float", number)
Loader.add_constructor("tag:yaml.org,2002:int", integer)

# A pipeline with every section, sound until one of its lines is replaced.
SOUND = """\
version: 1
name: sound
modes: [backtest, paper]
universe: [SPY, ON, NO, 0700, TRUE]
cycle: { every: 60s, calendar: XNYS, deadline: 350ms, overrun: skip }
on_stop: { orders: cancel }
seed: 7
params:
  fall: { type: percent, default: 10%, max: 15% }
secrets:
  hook: { env: HOOK }
  key: { file: /run/credentials/key }
x-gate: &gate { max_spread: 12bps }
stages:
  - { id: bars, uses: data.csv, with: { path: bars/, interval: 1m } }
  - { id: trend, uses: predictor.ema_cross, with: { horizons: [5m, 15m], fast: 12, slow: $param.slow } }
  - { id: blend, uses: blender.ridge_risk_parity, from: [trend], with: { ridge_lambda: 1e-1 } }
  - { id: pick, uses: arbiter.cost_aware }
  - { id: spread, uses: gate.spread, with: { <<: *gate, max_quote_age: 200ms }, on_error: skip }
  - { id: size, uses: sizer.fixed, capital: 60% }
  - { id: guard, uses: risk.guardrails, with: { max_drawdown: $param.fall } }
  - { id: route, uses: execution.market }
  - { id: broker, uses: broker.paper, with: { cash: 100000 USD } }
alerts:
  - { id: ops, uses: alert.webhook, on: [kill_switch, order.rejected], with: { url: $secret.hook } }
profiles:
  dry: { broker: { uses: broker.dry_run }, params: { fall: 5% }, cycle: { every: 5m } }
  calm: { spread: { with: { max_spread: 5bps } } }
"""

# What is wrong, the text that is replaced, and what stands there instead.
PLANTED = [
    ("unknown plugin", "gate.spread", "gate.spraed"),
    ("unknown setting", "max_quote_age: 200ms", "max_qoute_age: 200ms"),
    ("wrong type", "fast: 12", "fast: [12]"),
    ("word for a number", "fast: 12", "fast: twelve"),
    ("number out of bounds", "fast: 12", "fast: 0"),
    ("missing unit", "max_quote_age: 200ms", "max_quote_age: 200"),
    ("unit of another kind", "max_quote_age: 200ms", "max_quote_age: 2%"),
    ("horizon without unit", "[5m, 15m]", "[5, 15]"),
    ("missing required setting", "{ path: bars/, interval: 1m }", "{ interval: 1m }"),
    ("no settings at all", ", with: { path: bars/, interval: 1m }", ""),
    ("unknown event", "kill_switch", "kill_swich"),
    ("alert without events", " on: [kill_switch, order.rejected],", ""),
    ("unknown top-level key", "on_stop:", "on_stpo:"),
    ("missing top-level key", "cycle: { every: 60s, calendar: XNYS, deadline: 350ms, overrun: skip }\n", ""),
    ("unknown key of a stage", "from: [trend]", "form: [trend]"),
    ("missing id", "{ id: pick, uses", "{ uses"),
    ("bad name", "id: pick", "id: 2nd"),
    ("unknown mode", "modes: [backtest, paper]", "modes: [papre]"),
    ("no mode", "modes: [backtest, paper]", "modes: []"),
    ("empty universe", "universe: [SPY, ON, NO, 0700, TRUE]", "universe: []"),
    ("symbol twice", "universe: [SPY, ON, NO, 0700, TRUE]", "universe: [SPY, SPY]"),
    ("unknown choice", "overrun: skip", "overrun: spik"),
    ("cycle without its length", "every: 60s, ", ""),
    ("fault policy of another kind", "on_error: skip", "on_error: halt"),
    ("capital of a gate", "on_error: skip", "capital: 60%"),
    ("share without unit", "capital: 60%", "capital: 0.6"),
    ("secret where none is taken", "max_drawdown: $param.fall", "max_drawdown: $secret.hook"),
    ("misspelt reference", "max_drawdown: $param.fall", "max_drawdown: $parm.fall"),
    ("type of a parameter", "type: percent", "type: procent"),
    ("parameter without unit", "default: 10%", "default: 10"),
    ("secret from two places", "{ env: HOOK }", "{ env: HOOK, file: x }"),
    ("alert sink as a stage", "uses: execution.market", "uses: alert.log"),
    ("unknown key of a patch", "calm: { spread: { with:", "calm: { spread: { wiht:"),
    ("unknown plugin in a profile", "broker.dry_run", "broker.dry"),
    ("version of the future", "version: 1", "version: 2"),
]


def validated(sluice, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "planted.yaml")
        path.write_text(text)
        run = subprocess.run([sluice, "validate", str(path)], capture_output=True, text=True)
        return run.returncode


def main(sluice, schema_path, *files):
    schema = json.loads(Path(schema_path).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults = []

    def findings(text):
        return [e for e in validator.iter_errors(yaml.load(text, Loader))]

    for file in files:
        for error in findings(Path(file).read_text()):
            best = jsonschema.exceptions.best_match([error])
            faults.append(f"{file}: {best.json_path}: {best.message[:200]}")
    # The sound text refers to a parameter it does not declare, which a schema cannot see.
    sound = SOUND.replace("$param.slow", "26")
    if errors := findings(SOUND):
        faults.append(f"the sound pipeline is refused: {errors[0].json_path}: {errors[0].message[:200]}")
    if status := validated(sluice, sound.replace("capital: 60%", "capital: 100%")):
        faults.append(f"sluice validate refuses the sound pipeline with {status}")
    for name, old, new in PLANTED:
        if sound.count(old) != 1:
            faults.append(f"{name}: '{old}' stands {sound.count(old)} times in the sound pipeline")
            continue
        text = sound.replace(old, new)
        if not findings(text):
            faults.append(f"{name}: the schema accepts it")
        if validated(sluice, text) != 78:
            faults.append(f"{name}: sluice validate does not end with 78")
    for fault in faults:
        print(fault)
    print(f"schema: {len(files)} pipelines and {len(PLANTED)} planted errors judged, {len(faults)} faults")
    return 1 if faults or not files else 0


sys.exit(main(*sys.argv[1:]))
