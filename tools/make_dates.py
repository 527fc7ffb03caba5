#!/usr/bin/env python3
"""Writes testdata/dates.json: what NumPy's astype makes of counts of dates and time spans in other units, and which moments they are.

usage: make_dates.py OUT.json      (with NumPy 2.4)
A conversion has counts, from, to and the results of NumPy, which wraps around silently: "exact" says of each result whether it is
what integers of any size give, so that readers that do not wrap know what to refuse. A pair of which NumPy cannot compute the
factor has no results. A date has its count and dtype, and except NaT its ticks of 100 ns since 0001-01-01, rounded down, and whether that is
exact.
"""
import json
import sys
from fractions import Fraction

import numpy as np

UNITS = "Y M W D h m s ms us ns ps fs as".split()
CODES = UNITS + ["7Y", "5M", "2W", "3D", "25s", "100ns", "1000us", "12M", "24h"]
SECONDS = {"W": 604800, "D": 86400, "h": 3600, "m": 60, "s": 1, "ms": Fraction(1, 10**3), "us": Fraction(1, 10**6), "ns": Fraction(1, 10**9),
           "ps": Fraction(1, 10**12), "fs": Fraction(1, 10**15), "as": Fraction(1, 10**18)}
CYCLE = 146097
NAT = -2**63


def split(code):
    digits = "".join(c for c in code if c.isdigit())
    return int(digits or 1), code[len(digits):]


def is_calendar(unit):
    return unit in "YM"


def days_of(months):
    """Days from 1970-01-01 to the first of a month, by the calendar of any year."""
    years, month = divmod(months + 1970 * 12, 12)
    cycles, year = divmod(years, 400)
    return cycles * CYCLE + int(np.datetime64(f"{year + 2000:04d}-{month + 1:02d}", "D").astype("i8")) - 5 * CYCLE


def months_of(days):
    cycles, rest = divmod(days, CYCLE)
    months = int(np.datetime64(rest, "D").astype("M8[M]").astype("i8"))
    return cycles * 4800 + months


def exactly(kind, count, source, target):
    """The result as an integer of any size, rounded down."""
    times, unit = split(source)
    multiple, to = split(target)
    value = count * times
    if is_calendar(unit):
        months = value * (12 if unit == "Y" else 1)
        if is_calendar(to):
            return months // (multiple * (12 if to == "Y" else 1))
        if kind == "m8":
            return int(Fraction(months * CYCLE * 86400, 4800) / SECONDS[to] // multiple)
        return int(Fraction(days_of(months) * 86400) / SECONDS[to] // multiple)
    seconds = Fraction(value) * SECONDS[unit]
    if not is_calendar(to):
        return int(seconds / SECONDS[to] // multiple)
    if kind == "m8":
        return int(seconds * 4800 / (CYCLE * 86400) // (multiple * (12 if to == "Y" else 1)))
    return months_of(int(seconds // 86400)) // (multiple * (12 if to == "Y" else 1))


def counts(code):
    """Telling ones, and those of some dates."""
    values = [0, 1, -1, 2, 11, 12, -12, -13, 59, 60, 365, 366, 999, 1000, -1000, -1001, 10**6, 10**9, -10**9 - 1, 2**31, 10**12, 10**15, 2**56, 2**62, 2**63 - 1, -2**63 + 1, NAT]
    for text in ["-10000-01-01", "-0001-12-31", "0000-02-29", "0001-01-01", "1582-10-15", "1677-09-22", "1899-12-31", "1900-03-01", "1969-12-31T23:59:59.999999", "1972-02-29",
                 "2000-02-29T12", "2021-03-04T05:06:07.891234", "2262-04-11", "9999-12-31T23:59:59", "20000-01-01"]:
        try:
            values.append(int(np.datetime64(text).astype(f"M8[us]").astype(f"M8[{code}]").astype("i8")))
        except OverflowError:
            pass
    return sorted(set(values))


def conversions():
    for kind in "M8", "m8":
        for source in CODES:
            for target in CODES:
                values = counts(source)
                row = {"from": f"{kind}[{source}]", "to": f"{kind}[{target}]", "counts": values}
                try:
                    row["results"] = np.array(values, "i8").view(row["from"]).astype(row["to"]).view("i8").tolist()
                except OverflowError:
                    pass
                results = [value if value == NAT else exactly(kind, value, source, target) for value in values]
                row["exact"] = [str(result) for result in results]
                yield row


def dates():
    for code in CODES:
        for count in counts(code):
            row = {"dtype": f"M8[{code}]", "count": count}
            if count != NAT:
                ticks = exactly("M8", count, code, "100ns")
                row["ticks"] = str(ticks + 621355968000000000)
                row["whole"] = exactly("M8", count, code, "as") == ticks * 100 * 10**9
            yield row


def main():
    with open(sys.argv[1], "w") as out:
        json.dump({"numpy": np.__version__, "conversions": list(conversions()), "dates": list(dates())}, out, separators=(",", ":"))
        out.write("\n")


main()
