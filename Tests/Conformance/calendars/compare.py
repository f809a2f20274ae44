"""Judges calendar-days: exchange_calendars for sessions, zoneinfo for time zones."""

import datetime
import importlib.resources
import pathlib
import random
import subprocess
import sys
import zoneinfo

import exchange_calendars

PROGRAM = sys.argv[1]
FIRST_YEAR, LAST_YEAR = 1938, 2100
# Zones whose laws are odd: half hours, two summers, summer in winter, a day skipped, rules before midnight.
CLOSE_LOOK = {
    "Africa/Casablanca", "Africa/Cairo", "America/Argentina/San_Luis", "America/Godthab", "America/New_York",
    "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Gaza", "Asia/Kathmandu", "Asia/Tehran",
    "Asia/Tokyo", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Europe/London", "Pacific/Apia",
    "Pacific/Chatham", "Pacific/Kwajalein", "UTC",
}
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def ask(arguments, questions=()):
    answer = subprocess.run(
        [PROGRAM, *arguments], input="".join(q + "\n" for q in questions), capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"calendar-days {' '.join(arguments)}: {answer.stderr}")
    return answer.stdout.splitlines()


def compare_sessions():
    """Every session of XNYS that the calendar has; before 2000 and after 2030 the judge itself is less sure."""
    judge = exchange_calendars.get_calendar("XNYS", start="1990-01-01", end="2100-12-31")
    seconds = [column.astype("datetime64[ns, UTC]").astype("int64") // 10**9 for column in (judge.opens, judge.closes)]
    expected = {
        day.strftime("%Y-%m-%d"): (open_, close)
        for day, open_, close in zip(judge.sessions, seconds[0], seconds[1])
    }
    found = {}
    for line in ask(["sessions", "XNYS"]):
        date, open_, close = line.split()
        found[date] = (int(open_), int(close))
    differences = 0
    for date in sorted(expected.keys() | found.keys()):
        if expected.get(date) != found.get(date):
            differences += 1
            print(f"XNYS {date}: expected {expected.get(date)}, found {found.get(date)}")
    core = sum("2000" <= date < "2031" for date in expected)
    print(f"XNYS: {len(expected)} sessions compared, {core} of them from 2000 to 2030; {differences} differences")
    return differences == 0 and core > 7_000


def offset(zone, second):
    return int((EPOCH + datetime.timedelta(seconds=second)).astimezone(zone).utcoffset().total_seconds())


def changes(zone, start, end):
    """The moments at which the offset changes, found by bisection between samples ten days apart."""
    found = []
    for low in range(start, end, 864_000):
        high = low + 864_000
        if offset(zone, low) != offset(zone, high):
            before = offset(zone, low)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
            found.append(high)
    return found


def questions(zone, dice, samples, start):
    """Pairs of a question and its answer: moments and local times, at random and around every change."""
    end = int(datetime.datetime(LAST_YEAR, 12, 31, tzinfo=datetime.timezone.utc).timestamp())
    moments = [dice.randrange(start, end) for _ in range(samples)]
    locals_ = [dice.randrange(start, end) for _ in range(samples)]
    for change in changes(zone, start, end):
        moments += [change - 1, change, change + 1]
        around = change + offset(zone, change)
        locals_ += [around + step * 900 for step in range(-12, 13)]
    for second in moments:
        yield f"u {second}", offset(zone, second)
    for second in locals_:
        naive = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=second)
        answer = (naive.replace(tzinfo=zone) - EPOCH) // datetime.timedelta(seconds=1)
        yield f"l {naive.date()} {naive.hour * 3_600 + naive.minute * 60 + naive.second}", answer


def compare_zone(name, path, dice, samples, first_year=FIRST_YEAR):
    with open("/dev/null" if path == "XNYS" else path, "rb") as file:
        zone = zoneinfo.ZoneInfo("America/New_York") if path == "XNYS" else zoneinfo.ZoneInfo.from_file(file)
    start = int(datetime.datetime(first_year, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
    pairs = list(questions(zone, dice, samples, start))
    answers = ask(["zone", str(path)], [question for question, _ in pairs])
    differences = 0 if len(answers) == len(pairs) else 1
    for (question, expected), found in zip(pairs, answers):
        if int(found) != expected:
            differences += 1
            if differences <= 5:
                print(f"{name}: {question}: expected {expected}, found {found}")
    return len(pairs), differences


def compiled(source, form, to):
    """The zones of a tzdata.zi in one of the two forms zic writes; nothing where there is no zic."""
    to.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(["zic", "-b", form, "-d", to, source], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return to


def compare_zones():
    root = pathlib.Path(str(importlib.resources.files("tzdata"))) / "zoneinfo"
    dice = random.Random(20_240_102)
    builds = pathlib.Path(".build/zones")
    folders = {form: compiled(root / "tzdata.zi", form, builds / form) for form in ("slim", "fat")}
    folders["packaged"] = root
    count = differences = zones = 0
    for name in sorted(zoneinfo.available_timezones()):
        for form, folder in folders.items():
            if folder is None or not (folder / name).is_file():
                continue
            if name not in CLOSE_LOOK and form != "packaged":
                continue
            asked, wrong = compare_zone(f"{name} ({form})", folder / name, dice, 2_000 if name in CLOSE_LOOK else 200)
            (count, differences, zones) = (count + asked, differences + wrong, zones + 1)
    asked, wrong = compare_zone("built-in New York", "XNYS", dice, 20_000, 1967)
    (count, differences) = (count + asked, differences + wrong)
    print(f"Zones: {zones} files and New York without one, {count} answers compared; {differences} differences")
    return differences == 0 and zones > 100


def main():
    results = [compare_sessions(), compare_zones()]
    sys.exit(0 if all(results) else 1)


main()
