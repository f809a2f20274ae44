"""Judges SARIF files by the JSON schema of SARIF 2.1.0: validate.py SCHEMA FILE..."""

import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
validator = jsonschema.validators.validator_for(schema)(schema)
failed = False
for path in sys.argv[2:]:
    log = json.load(open(path, encoding="utf-8"))
    errors = sorted(validator.iter_errors(log), key=lambda error: error.json_path)
    for error in errors:
        print(f"{path}: {error.json_path}: {error.message}")
    results = 0 if errors else sum(len(run["results"]) for run in log["runs"])
    failed = failed or bool(errors) or results == 0
    print(f"sarif: {path} {'breaks' if errors else 'keeps'} the schema, {results} results")
sys.exit(1 if failed else 0)
