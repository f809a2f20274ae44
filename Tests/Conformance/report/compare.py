"""Judges `sluice report`: figures by empyrical and quantstats, the page by a real Chromium.

Figures are computed from the returns that the report itself writes (sessions.csv); what the returns are is checked
against the recorded equity first.

| figure | empyrical | quantstats |
|---|---|---|
| sharpe, sortino, volatility, omega, tail ratio | the same | the same |
| drawdown by period | the same, with the sign changed | the same |
| skew, kurtosis, best, worst, months | none | the same |
| value at risk, expected shortfall | the same (of what happened) | differs: of a normal distribution |
| return a year | differs: 252 sessions a year instead of days of the calendar | differs: likewise |
| Calmar ratio | differs by the return, and by drawdowns within a session | differs: likewise |
| share above zero | none | differs: sessions without a return do not count |
| beta | the same | the same |
| alpha | the same | differs: not compounded |
| information ratio | the same (excess_sharpe) | the same |
| up and down capture | the same | none |
| correlation, tracking error | none: by pandas | none: by pandas |
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")

import empyrical  # noqa: E402
import pandas  # noqa: E402
import quantstats.stats as quantstats  # noqa: E402

from browser import Browser, Page  # noqa: E402

SLUICE, SWEEPS, CHROMIUM = sys.argv[1:4]
PICTURES = sys.argv[4] if len(sys.argv) > 4 else None
HERE = os.path.dirname(os.path.abspath(__file__))
faults, checks = [], 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        faults.append(what)


def near(name, ours, theirs, tolerance=1e-9):
    both_absent = ours is None and theirs != theirs
    check(both_absent or (ours is not None and abs(ours - theirs) <= tolerance * max(1, abs(theirs))),
          f"{name}: {ours} here, {theirs} there")


def sluice(*arguments):
    done = subprocess.run([SLUICE, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"sluice {' '.join(arguments)}: {done.stderr[-2000:]}")
    return done.stdout


def figures(folder, report):
    found = report["figures"]
    with open(f"{folder}/csv/sessions.csv") as file:
        rows = list(csv.DictReader(file))
    dates = pandas.to_datetime([row["date"] for row in rows])
    returns = pandas.Series([float(row["return"]) for row in rows], index=dates)
    equity = pandas.Series([found["start_equity"]] + [float(row["equity"]) for row in rows])
    for ours, theirs in zip(returns, equity.pct_change().dropna()):
        near("a session's return", ours, theirs, 1e-12)
    # The libraries begin a curve at its first return.
    for name, theirs in [
        ("sharpe", empyrical.sharpe_ratio(returns)), ("sortino", empyrical.sortino_ratio(returns)),
        ("volatility", empyrical.annual_volatility(returns)), ("omega", empyrical.omega_ratio(returns)),
        ("tail_ratio", empyrical.tail_ratio(returns)),
        ("max_drawdown_by_period", -empyrical.max_drawdown(returns)),
        ("value_at_risk", empyrical.value_at_risk(returns)),
        ("expected_shortfall", empyrical.conditional_value_at_risk(returns)),
        ("total_return", empyrical.cum_returns_final(returns)),
    ]:
        near(f"empyrical's {name}", found[name], float(theirs))
    for name, theirs in [
        ("sharpe", quantstats.sharpe(returns, periods=252)), ("sortino", quantstats.sortino(returns, periods=252)),
        ("volatility", quantstats.volatility(returns, periods=252)), ("skew", quantstats.skew(returns)),
        ("excess_kurtosis", quantstats.kurtosis(returns)), ("best_return", quantstats.best(returns)),
        ("worst_return", quantstats.worst(returns)), ("tail_ratio", quantstats.tail_ratio(returns)),
        ("max_drawdown_by_period", -quantstats.max_drawdown(returns)),
    ]:
        near(f"quantstats' {name}", found[name], float(theirs))
    months = (1 + returns).groupby([returns.index.year, returns.index.month]).prod() - 1
    check(len(months) == len(report["months"]), "the months")
    for month in report["months"]:
        near("a month", month["return"], months[(month["year"], month["month"])])
    days = (pandas.Timestamp(report["run"]["to"]) - pandas.Timestamp(report["run"]["from"])).total_seconds() / 86_400
    if len(returns) > 1:
        near("the return of a year", found["annual_return"], (1 + found["total_return"]) ** (365.25 / days) - 1)
    whole = pandas.read_csv(f"{folder}/csv/equity.csv")["equity"]
    whole = pandas.concat([pandas.Series([found["start_equity"]]), whole])
    near("the deepest drawdown", found["max_drawdown"], (1 - whole / whole.cummax()).max())
    parts = sum(one["profit"] for one in report["instruments"])
    parts += sum(row.amount for row in pandas.read_csv(f"{folder}/csv/charges.csv").itertuples()
                 if row.instrument == "account")
    near("instruments together", parts, found["final_equity"] - found["start_equity"], 1e-9)


def beside(place):
    """The figures beside one instrument, whose returns are taken from the report's own prices."""
    rows = pandas.read_csv(f"{place}/csv/sessions.csv")
    dates = pandas.to_datetime(rows["date"])
    prices = pandas.read_csv(f"{place}/csv/prices.csv")
    symbol = prices.columns[1]
    found = json.loads(sluice("report", f"{place}/run", "--json", "--benchmark", symbol))["figures"]
    moments = pandas.to_datetime(prices["time"])
    days = moments.dt.tz_convert("America/New_York") if moments.dt.tz is not None else moments
    marks = prices.groupby(days.dt.strftime("%Y-%m-%d"))[symbol].last()
    held = pandas.Series([marks[str(date)[:10]] for date in dates], index=dates).pct_change().iloc[1:]
    own = pandas.Series(rows["return"].values, index=dates).iloc[1:]
    for name, theirs in [
        ("beta", empyrical.beta(own, held)), ("alpha", empyrical.alpha(own, held)),
        ("information_ratio", empyrical.excess_sharpe(own, held)),
        ("up_capture", empyrical.up_capture(own, held)), ("down_capture", empyrical.down_capture(own, held)),
        ("information_ratio", quantstats.information_ratio(own, held, prepare_returns=False)),
        ("beta", quantstats.greeks(own, held, periods=252, prepare_returns=False)["beta"]),
        ("correlation", own.corr(held)), ("tracking_error", (own - held).std() * 252**0.5),
        ("symbol_return", prices[symbol].dropna().iloc[-1] / prices[symbol].dropna().iloc[0] - 1),
    ]:
        near(f"{name} beside {symbol}", found[name], float(theirs))


CHARTS = """
[...document.querySelectorAll('[data-chart]')].map(chart => ({
    key: chart.dataset.chart,
    drawn: chart.tagName == 'TABLE' ? chart.querySelectorAll('td').length
        : [...chart.querySelectorAll('path:not(.grid):not(.mark)')].filter(path => path.getTotalLength() > 0 ||
            path.classList.contains('dots') && path.getAttribute('d').length > 3).length,
    empty: [...chart.querySelectorAll('path')].filter(path => /NaN|inf/i.test(path.getAttribute('d'))).length,
    height: chart.getBoundingClientRect().height,
}))
"""


def page(browser, path, expected, name, scripts=0):
    for scheme in ("light", "dark"):
        for width in (1200, 390):
            shown = Page(browser, path, scheme, width)
            check(not shown.complaints, f"{name} {scheme} {width}: {shown.complaints[:2]}")
            check(not shown.requests, f"{name} {scheme} {width} asks for {shown.requests[:2]}")
            charts = {chart["key"]: chart for chart in shown.value(CHARTS)}
            for key in expected:
                chart = charts.get(key)
                check(chart and chart["drawn"] > 0 and not chart["empty"] and chart["height"] > 30,
                      f"{name} {scheme} {width}: chart {key} is {chart}")
            wide = shown.value("document.documentElement.scrollWidth")
            check(wide <= width, f"{name}: {wide} wide on a screen of {width}")
            check(shown.value("document.scripts.length") == scripts, f"{name} has not {scripts} scripts")
            check(shown.value("document.querySelectorAll('b b, td b').length") == 0, f"{name}: a name became markup")
            if scripts and shown.value("document.querySelectorAll('select').length"):
                choices(shown, f"{name} {scheme} {width}")
            colour = shown.value("getComputedStyle(document.body).backgroundColor")
            brightness = sum(int(part) for part in colour.strip("rgb()").split(",")) / 3
            check((brightness > 128) == (scheme == "light"), f"{name} {scheme}: the page is {colour}")
            if PICTURES:
                os.makedirs(PICTURES, exist_ok=True)
                shown.picture(f"{PICTURES}/{name}-{scheme}-{width}.png")
            shown.close()


def pictures(browser, folder, charts, name):
    """The charts as files: each draws something and complains of nothing."""
    wanted = {f"{chart}.svg" for chart in charts} - {"months.svg", "excursion.svg"}
    check(wanted <= set(os.listdir(folder)), f"{name}: pictures are {sorted(os.listdir(folder))}")
    for file in sorted(os.listdir(folder)):
        shown = Page(browser, f"{folder}/{file}", "dark")
        check(not shown.complaints and not shown.requests, f"{name} {file}: {shown.complaints[:2]}")
        check(shown.value("document.documentElement.tagName") == "svg", f"{name} {file} is no SVG")
        drawn = shown.value("[...document.querySelectorAll('path:not(.grid)')].filter(p => p.getTotalLength() > 0 ||"
                            "p.classList.contains('dots')).length")
        check(drawn > 0, f"{name} {file} shows nothing")
        shown.close()


def choices(shown, name):
    """The script of a sweep's page: another pair of settings, the best cells only, one cell lit."""
    pairs = shown.value("document.querySelectorAll('.pair').length")
    check(pairs > 1 and shown.value(VISIBLE) == ["pair-0"], f"{name}: one pair is shown first")
    shown.value("pair = document.getElementById('pair'); pair.value = 'pair-1';"
                "pair.dispatchEvent(new Event('change'))")
    check(shown.value(VISIBLE) == ["pair-1"], f"{name}: another pair is shown when it is chosen")
    shown.value("pair.value = 'pair-0'; pair.dispatchEvent(new Event('change'))")
    shown.value("range = document.getElementById('best-share'); range.value = 10;"
                "range.dispatchEvent(new Event('input'))")
    lines = shown.value("document.querySelectorAll('.cell').length")
    left = shown.value("document.querySelectorAll('.cell:not(.away)').length")
    check(0 < left < lines, f"{name}: {left} of {lines} lines are the best tenth")
    shown.value("range.value = 100; range.dispatchEvent(new Event('input'))")
    shown.value("row = document.querySelector('tr[data-cell]');"
                "row.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    check(shown.value("document.querySelectorAll('.marked').length") == 2, f"{name}: a click lights a cell up")
    check(shown.value("document.getElementById('said').textContent.startsWith('cell ')"), f"{name}: it is not said")
    shown.value("row.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    check(shown.value("document.querySelectorAll('.marked').length") == 0, f"{name}: another click ends that")


VISIBLE = "[...document.querySelectorAll('.pair')].filter(one => one.offsetHeight > 0).map(one => one.id)"


def sweeps(browser, folder):
    """Pages of sweeps, and the first of them where no script may run."""
    charts = ["heat-0", "parallel", "sharpe", "logits", "degradation"]
    for name, expected in [("grid", charts + ["joined"]), ("random", charts + ["spread"]), ("hostile", charts)]:
        path = f"{folder}/{name}.html"
        with open(path, "w") as file:
            subprocess.run([SWEEPS, name], stdout=file, check=True)
        page(browser, path, expected, f"sweep-{name}", scripts=1)
    with open(f"{folder}/random.html") as file:
        text = file.read()
    with open(f"{folder}/changed.html", "w") as file:
        file.write(text.replace("const all", "const  all", 1))
    shown = Page(browser, f"{folder}/changed.html")
    check(bool(shown.complaints), "a script that is not the page's own was allowed")
    check(shown.value(VISIBLE) == ["pair-0"], "without its script a page shows the first pair")
    check(shown.value("document.querySelector('.choice').offsetHeight") == 0, "and nothing to choose with")
    shown.close()


def planted(browser, path, folder):
    """A page that asks for something, and one whose script fails, are found out."""
    with open(path) as file:
        text = file.read()
    for name, bad in [("asks", '<img src="http://127.0.0.1:9/x.png">'), ("fails", "<script>nowhere()</script>")]:
        policy = text.index('<meta http-equiv="Content-Security-Policy"')
        freed = text[:policy] + text[text.index(">", policy) + 1:]
        copy = f"{folder}/{name}.html"
        with open(copy, "w") as file:
            file.write(freed.replace("<main>", "<main>" + bad, 1))
        shown = Page(browser, copy)
        check(bool(shown.complaints or shown.requests), f"a page that {name} was not found out")
        shown.close()


def main():
    common = ["equity", "drawdown", "months", "exposure", "turnover", "excursion", "selection", "weights-5"]
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(CHROMIUM)
        try:
            for name, charts in [("daily", common + ["rolling", "risk"]),
                                 ("minutes", ["weights-4" if c == "weights-5" else c for c in common])]:
                place = f"{folder}/{name}"
                os.mkdir(place)
                sluice("run", f"{HERE}/{name}.yaml", "--out", f"{place}/run")
                report = json.loads(sluice(
                    "report", f"{place}/run", "--json", "--pictures", f"{place}/pictures", "--csv", f"{place}/csv", "--html", f"{place}/page.html"))
                figures(place, report)
                if name == "daily":
                    beside(place)
                page(browser, f"{place}/page.html", charts, name)
                pictures(browser, f"{place}/pictures", charts, name)
            sluice("run", f"{HERE}/daily.yaml", "--set", "stages.size.with.gross_target=40%", "--set",
                   "stages.spread.with.max_spread=20bps", "--out", f"{folder}/other")
            sluice("report", f"{folder}/daily/run", "--compare", f"{folder}/other", "--html", f"{folder}/both.html")
            page(browser, f"{folder}/both.html", common + ["comparison"], "both")
            sweeps(browser, folder)
            planted(browser, f"{folder}/daily/page.html", folder)
        finally:
            browser.close()
    for fault in faults[:40]:
        print(fault)
    print(f"{checks} checks, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
