#!/usr/bin/env python3
"""Makes random arrays of dates and time spans, says which moments they are, and reads what NpyIO makes of others. usage: live_dates.py SEED

Each line of stdin is a request, which a line of JSON answers:

  {"op": "version"}           "numpy"
  {"op": "load"}              "file": a .npy in base64; "dtype", its order apart; "shape"; and of its elements in C order, null for NaT: "counts"; "moments", their
                              attoseconds, of dates since 0001-01-01, null if the unit has no fixed length; "dates", [year, month, day]; "texts", in ISO 8601
  {"op": "cast"}              of the same array: "to", another dtype; "results" of astype, null if NumPy raises an error or computes with a factor that overflows;
                              "exact": the same by integers of any size, rounded down; "lost": whether that lost anything; "can": whether NumPy casts so, "safe" and "same_kind", its mistakes apart
  {"op": "save"}              "dtype", "shape" and "ticks": values to save, null for NaT, ticks of dates since 0001-01-01; "type"
  {"op": "saved", "file": …}  "problem": null if NumPy reads those values from the file; instead of a file, "refused": the number of the first value that the dtype cannot hold

Integers that can exceed 64 bits are strings. All that is said of moments is computed from Python's integers.
"""
import base64
import datetime
import io
import json
import random
import sys
import warnings

import numpy as np

UNITS = "Y M W D h m s ms us ns ps fs as".split()
SECOND = 10**18
DAY = 86400 * SECOND
TICK = 10**11
LENGTHS = {"W": 7 * DAY, "D": DAY, "h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": 10**15, "us": 10**12, "ns": 10**9, "ps": 10**6, "fs": 10**3, "as": 1}
MONTHS = {"Y": 12, "M": 1}
NAT = -2**63
CYCLE_DAYS = 146097
EPOCH_DAYS = 719162         # from 0001-01-01 to 1970-01-01
TYPES = {"M": ["DateTime", "DateTimeOffset", "DateOnly"], "m": ["TimeSpan", "TimeOnly"]}
STEPS = {"DateTime": TICK, "DateTimeOffset": TICK, "DateOnly": DAY, "TimeSpan": TICK, "TimeOnly": TICK}


def days_before(year, month):
    """Days from 1970-01-01 to the first of a month; a year before 1 is 0, -1, ..."""
    shifted = year if month > 2 else year - 1       # years from March, so that the leap day is last
    months = (month - 3) % 12
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + (months * 153 + 2) // 5 - 719468


def civil(days):
    """Year, month and day of a number of days from 1970-01-01."""
    year = 1970 + days * 400 // CYCLE_DAYS
    while days_before(year, 1) > days:
        year -= 1
    while days_before(year + 1, 1) <= days:
        year += 1
    month = 12
    while days_before(year, month) > days:
        month -= 1
    return year, month, days - days_before(year, month) + 1


def text(unit, value):
    """value: in units."""
    if unit in MONTHS:
        months = value * MONTHS[unit]
        year, month = 1970 + months // 12, months % 12 + 1
        return f"{year:04d}" if unit == "Y" else f"{year:04d}-{month:02d}"
    moment = value * LENGTHS[unit]
    date = "%04d-%02d-%02d" % civil(moment // DAY)
    if unit in "WD":
        return date
    seconds, rest = divmod(moment % DAY, SECOND)
    time = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    digits = {"ms": 3, "us": 6, "ns": 9, "ps": 12, "fs": 15, "as": 18}.get(unit, 0)
    time = time[:2] if unit == "h" else time[:5] if unit == "m" else time
    return f"{date}T{time}" + (f".{rest:018d}"[:digits + 1] if digits else "")


def fits(count):
    return NAT < count < 2**63


class Unit:
    """A unit and its multiple; generic without a name."""

    def __init__(self, kind, name="", multiple=1):
        self.kind, self.name, self.multiple = kind, name, multiple
        self.is_calendar = name in MONTHS
        self.step = multiple * (MONTHS[name] if self.is_calendar else LENGTHS.get(name, 0))    # months or attoseconds

    def __str__(self):
        return f"{self.kind}8" + (f"[{self.multiple if self.multiple > 1 else ''}{self.name}]" if self.name else "")

    def moment(self, count):
        """Attoseconds from 1970-01-01; None if a time span has no fixed length."""
        if not self.name or self.is_calendar and self.kind == "m":
            return None
        if self.is_calendar:
            months = count * self.step
            return days_before(1970 + months // 12, months % 12 + 1) * DAY
        return count * self.step

    def count(self, moment):
        """The count, rounded down, and whether it is exact."""
        if self.is_calendar:
            days, rest = divmod(moment, DAY)
            year, month, day = civil(days)
            count, lost = divmod((year - 1970) * 12 + month - 1, self.step)
            return count, rest == 0 and day == 1 and lost == 0
        count, lost = divmod(moment, self.step)
        return count, lost == 0


def converted(count, source, target):
    """The count in another unit, rounded down, and whether nothing was lost. Years and months of a time span have the average length of the calendar's."""
    if not source.name or not target.name:
        return count, True
    if source.is_calendar == target.is_calendar:
        result, lost = divmod(count * source.step, target.step)
        return result, lost == 0
    if source.kind == "M":
        return target.count(source.moment(count))
    month = CYCLE_DAYS * DAY
    result, lost = divmod(count * source.step * month, target.step * 4800) if source.is_calendar else divmod(count * source.step * 4800, target.step * month)
    return result, lost == 0


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def unit(self, kind, generic=0.03):
        draw = self.random
        if draw.random() < generic:
            return Unit(kind)
        multiple = draw.choice([1, 1, 1, 1, 2, 7, 10, 25, 60, 100, 400, 1000, draw.randint(1, 10**4), draw.randint(1, 2**31 - 1)])
        return Unit(kind, draw.choice(UNITS), multiple)

    def shape(self):
        draw = self.random
        return draw.choice([(), (draw.randint(0, 9),), (draw.randint(0, 40),), (draw.randint(0, 4), draw.randint(1, 6)), (2, 3, draw.randint(0, 3))])

    def moment(self, kind):
        """Attoseconds from 1970-01-01, of years from -10,000 to 20,000; many of them are special."""
        draw = self.random
        style = draw.random()
        if kind == "m":
            reach = draw.choice([DAY, DAY, 100 * DAY, 10**6 * DAY, 2**63 * TICK, 30_000 * 366 * DAY])
            return draw.choice([draw.randint(-reach, reach), draw.randint(0, reach), 0, 2**63 * TICK - TICK, -2**63 * TICK, DAY, DAY - TICK])
        if style < 0.5:
            year = draw.randint(1, 9999)
        elif style < 0.75:
            year = draw.randint(-10_000, 20_000)
        else:
            year = draw.choice([-10_000, -1, 0, 1, 2, 4, 1582, 1677, 1678, 1900, 1969, 1970, 1972, 2000, 2021, 2100, 2262, 9999, 10_000, 20_000])
        day = days_before(year, draw.randint(1, 12)) + draw.choice([0, 0, 27, 28, 30, draw.randint(0, 30)])
        return day * DAY + draw.choice([0, 0, DAY - 1, DAY - TICK, draw.randint(0, DAY - 1), draw.randint(0, 86399) * SECOND])

    def rounded(self, moment, unit, step):
        """A moment near another that the unit holds and, if possible, that is a whole number of steps."""
        if unit.is_calendar:
            return moment
        low, high = unit.step, step
        while high:
            low, high = high, low % high
        common = unit.step // low * step
        return moment // common * common

    def counts(self, unit, size):
        draw = self.random
        steps = draw.choice([[1], [TICK], [TICK], [DAY], [DAY, DAY, DAY, DAY, TICK], [TICK, TICK, TICK, TICK, TICK, 1]])
        has_nat = draw.random() < 0.3
        is_within = draw.random() < 0.7
        counts = []
        for _ in range(size):
            if has_nat and draw.random() < 0.2:
                counts.append(NAT)
                continue
            if not unit.name or unit.is_calendar and unit.kind == "m":
                counts.append(draw.choice([draw.randint(-2**63 + 1, 2**63 - 1), draw.randint(-40_000, 40_000)]))
                continue
            moment = self.moment(unit.kind)
            if is_within and unit.kind == "M":
                moment = moment % (9999 * 365 * DAY) - EPOCH_DAYS * DAY
            elif is_within:
                moment %= DAY
            count = unit.count(self.rounded(moment, unit, draw.choice(steps)))[0]
            counts.append(count if fits(count) else draw.choice([draw.randint(-2**63 + 1, 2**63 - 1), 2**63 - 1, -2**63 + 1, 0, draw.randint(-10**6, 10**6)]))
        return counts

    def load(self):
        draw = self.random
        self.source = self.unit(draw.choice("MM" if draw.random() < 0.5 else "Mm"))
        shape = self.shape()
        self.counts_ = self.counts(self.source, int(np.prod(shape, dtype=int)))
        self.array = np.array(self.counts_, "i8").reshape(shape).view(str(self.source))
        stored = self.array.astype(self.array.dtype.newbyteorder(draw.choice("<>")))
        if draw.random() < 0.2:
            stored = np.asfortranarray(stored) if stored.ndim else stored
        file = io.BytesIO()
        np.save(file, stored)
        moments = [None if count == NAT else self.source.moment(count) for count in self.counts_]
        is_date = self.source.kind == "M"
        return {
            "file": base64.b64encode(file.getvalue()).decode(),
            "dtype": str(self.source),
            "shape": shape,
            "counts": [None if count == NAT else count for count in self.counts_],
            "moments": [None if moment is None else str(moment + EPOCH_DAYS * DAY * is_date) for moment in moments],
            "dates": [None if moment is None or not is_date else civil(moment // DAY) for moment in moments],
            "texts": ["NaT" if count == NAT else text(self.source.name, count * self.source.multiple) if self.source.name and fits(count * self.source.multiple * (7 if self.source.name == "W" else 1)) else None
                      for count in self.counts_] if is_date else None,
        }

    def cast(self):
        target = self.unit(self.source.kind)
        try:
            # NumPy refuses it from 2 on, and before that dies with an error that it cannot raise.
            is_refused = self.source.kind == "M" and (self.source.name, target.is_calendar) == ("", True)
            results = None if is_refused or not self.has_factor(target) else self.array.astype(str(target)).view("i8").ravel().tolist()
        except (OverflowError, ValueError, TypeError):
            results = None
        exact = [(NAT, True) if count == NAT else converted(count, self.source, target) for count in self.counts_]
        return {
            "to": str(target),
            "results": results,
            "exact": [str(count) for count, _ in exact],
            "lost": [not is_exact for _, is_exact in exact],
            "can": {rule: bool(np.can_cast(self.array.dtype, str(target), rule)) and not (rule == "safe" and self.is_mistaken(target)) for rule in ("safe", "same_kind")},
        }

    def has_factor(self, target):
        """NumPy does not notice if a factor overflows because of the multiples."""
        if not self.source.name or not target.name:
            return True
        if self.source.is_calendar != target.is_calendar:
            months, other = (self.source, target) if self.source.is_calendar else (target, self.source)
            return months.kind == "M" or CYCLE_DAYS * DAY * months.multiple // LENGTHS[other.name] < 2**63
        least = min(self.source.step // self.source.multiple, target.step // target.multiple)
        return max(self.source.step, target.step) // least < 2**63

    def is_mistaken(self, target):
        """From 1.20 on NumPy takes M8[1000ms] and M8[s] for the same, and M8[2001ms] and M8[2s] too."""
        return bool(self.source.name and target.name) and UNITS.index(self.source.name) > UNITS.index(target.name)

    def save(self):
        draw = self.random
        kind = draw.choice("Mm")
        self.type = draw.choice(TYPES[kind])
        self.target = self.unit(kind, generic=0)
        if kind == "m" and self.target.is_calendar:
            self.target = Unit("m", "ns", self.target.multiple)
        self.shape_ = self.shape()
        step = STEPS[self.type]
        is_whole = draw.random() < 0.8
        self.ticks = []
        for _ in range(int(np.prod(self.shape_, dtype=int))):
            moment = self.moment(kind)
            if self.target.is_calendar and is_whole:
                count = self.target.count(moment)[0]
                moment = self.target.moment(count)
            moment = self.rounded(moment, self.target if is_whole else Unit(kind, "as"), step)
            ticks = moment // TICK + (EPOCH_DAYS * DAY // TICK if kind == "M" else 0)
            high = DAY // TICK if self.type == "TimeOnly" else 2**63 if kind == "m" else 3652059 * DAY // TICK
            if not (-2**63 if self.type == "TimeSpan" else 0) <= ticks < high:
                ticks = draw.choice([0, ticks % high // (step // TICK) * (step // TICK)])
            self.ticks.append(None if draw.random() < 0.02 else ticks)
        return {"type": self.type, "dtype": str(self.target), "shape": self.shape_, "ticks": self.ticks}

    def saved(self, file=None, refused=None):
        counts = []
        for ticks in self.ticks:
            moment = None if ticks is None else ticks * TICK - (EPOCH_DAYS * DAY if self.target.kind == "M" else 0)
            counts.append((NAT, True) if moment is None else self.target.count(moment))
        expected = next((i for i, (count, is_exact) in enumerate(counts) if self.ticks[i] is not None and not (is_exact and fits(count))), None)
        if refused != expected:
            return f"refused is {refused}, not {expected}"
        if file is None:
            return None
        array = np.load(io.BytesIO(base64.b64decode(file)))
        if array.dtype != np.dtype(str(self.target)) or str(array.dtype) != str(np.dtype(str(self.target))) or array.shape != self.shape_:
            return f"NumPy reads {array.dtype} of shape {array.shape}"
        found = array.view("i8").ravel().tolist() if array.ndim else [int(array.view("i8"))]
        if found != [count for count, _ in counts]:
            return f"NumPy reads {found}, not {[count for count, _ in counts]}"
        return self.as_datetimes(array)

    def as_datetimes(self, array):
        """NumPy's own idea of the moments, where that has no more than microseconds and NumPy does not overflow."""
        if self.target.name not in ("Y", "M", "W", "D", "h", "m", "s", "ms", "us") or self.target.kind != "M":
            return None
        for moment, ticks in zip(array.astype("M8[us]").ravel().tolist(), self.ticks):
            expected = None if ticks is None else datetime.datetime(1, 1, 1) + datetime.timedelta(microseconds=ticks // 10)
            if moment != expected:
                return f"NumPy reads {moment}, not {expected}"
        return None


def main():
    warnings.simplefilter("ignore")
    maker = Maker(int(sys.argv[1]))
    for line in sys.stdin:
        request = json.loads(line)
        op = request.pop("op")
        if op == "version":
            answer = {"numpy": np.__version__}
        elif op == "saved":
            answer = {"problem": maker.saved(**request)}
        else:
            answer = getattr(maker, op)()
        print(json.dumps(answer), flush=True)


main()
