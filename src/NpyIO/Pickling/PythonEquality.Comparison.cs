using NpyIO.Arrays;

namespace NpyIO.Pickling;

internal sealed partial class PythonEquality
{
    // Of sets nested in sets: each lookup in a set compares recursively.
    private const int MaxSets = 100;

    /// <summary>The comparison that is looking a value up in a set or dictionary.</summary>
    [ThreadStatic]
    private static Comparison? _asking;

    [ThreadStatic]
    private static int _setDepth;

    /// <summary>
    /// One comparison of two values, part by part. Each pair of compounds is visited once. In the outermost comparison a pair counts as equal from its first visit, so that cycles end
    /// (if a pair differs, the whole result is false anyway); values in sets and dictionaries, which have no cycles, count as equal only once they have been found equal.
    /// </summary>
    private sealed class Comparison(PythonEquality owner)
    {
        // Compounds that are not recorded, because comparing small values again is faster than recording them.
        private const int Few = 8;

        private readonly Comparison? _outer = _asking;
        private PairedParts[] _open = [];
        private int _depth;
        private int _opened;
        private JoinedValues? _joined;

        private JoinedValues Joined => _joined ??= _outer?.Joined ?? new JoinedValues();

        internal bool AreEqual(object x, object y)
        {
            if (!MayBeEqual(x, y))
                return false;
            while (_depth > 0)
            {
                ref PairedParts pair = ref _open[_depth - 1];
                if (!pair.IsAtEnd)
                {
                    owner.Step();
                    if (!TryGetNext(ref pair, out object? a, out object? b) || !MayBeEqual(a, b))
                        return false;
                    continue;
                }

                if (_outer is not null)
                    Joined.Join(pair.X, pair.Y);
                _open[--_depth] = default;
            }

            return true;
        }

        /// <summary>Returns false if two values obviously differ; otherwise, queues the parts of compounds.</summary>
        private bool MayBeEqual(object? x, object? y)
        {
            if (ReferenceEquals(x, y))
                return true;
            if (!IsCompound(x) || !IsCompound(y))
                return !IsCompound(x) && !IsCompound(y) && owner.AreEqualLeaves(owner.Plain(x), owner.Plain(y));
            return PairedParts.TryOf(x!, y!, out PairedParts parts) && HashesMayAgree(x!, y!) && Open(parts);
        }

        private static bool HashesMayAgree(object x, object y) => !TryGetKnownHash(x, out int a) || !TryGetKnownHash(y, out int b) || a == b;

        private bool Open(PairedParts parts)
        {
            owner.Step();
            if (_outer is null ? ++_opened > Few && !Joined.Join(parts.X, parts.Y) : Joined.AreJoined(parts.X, parts.Y))
                return true;
            if (_depth == _open.Length)
                Array.Resize(ref _open, Math.Max(4, 2 * _depth));
            _open[_depth++] = parts;
            return true;
        }

        /// <summary>Returns false if the other set or dictionary lacks the part.</summary>
        private bool TryGetNext(ref PairedParts pair, out object? a, out object? b)
        {
            if (pair.TryGetNext(out a, out b))
                return true;
            if (_setDepth >= MaxSets)
                PickleThrow.SetsTooDeep();
            Comparison? asking = _asking;
            (_asking, _setDepth) = (this, _setDepth + 1);
            try
            {
                return pair.TryFindNext(out a, out b);
            }
            finally
            {
                (_asking, _setDepth) = (asking, _setDepth - 1);
            }
        }
    }
}

/// <summary>Two compounds of the same kind and length, and the position up to which they have been compared.</summary>
internal struct PairedParts
{
    private readonly int _count;
    private int _next;

    private PairedParts(object x, object y, int count)
    {
        X = x;
        Y = y;
        _count = count;
    }

    internal object X { get; }

    internal object Y { get; }

    internal readonly bool IsAtEnd => _next == _count;

    internal static bool TryOf(object x, object y, out PairedParts parts)
    {
        int count = (x, y) switch
        {
            (PickleTuple a, PickleTuple b) when a.Count == b.Count => a.Count,
            (List<object?> a, List<object?> b) when a.Count == b.Count => a.Count,
            (PickleDictionary a, PickleDictionary b) when a.Count == b.Count => a.Count,
            (PickleSet a, PickleSet b) when a.Count == b.Count => a.Count,
            (PickleSlice, PickleSlice) => 3,
            _ => -1,
        };
        parts = new PairedParts(x, y, count);
        return count >= 0;
    }

    /// <summary>Returns false for sets and dictionaries, which have no common order.</summary>
    internal bool TryGetNext(out object? a, out object? b)
    {
        (a, b) = (X, Y) switch
        {
            (PickleTuple x, PickleTuple y) => (x[_next], y[_next]),
            (List<object?> x, List<object?> y) => (x[_next], y[_next]),
            (PickleSlice x, PickleSlice y) => _next switch
            {
                0 => (x.Start, y.Start),
                1 => (x.Stop, y.Stop),
                _ => (x.Step, y.Step),
            },
            _ => (null, null),
        };
        if (X is PickleSet or PickleDictionary)
            return false;
        _next++;
        return true;
    }

    /// <summary>Gets a dictionary's next value with the other's for that key, or a set's next member twice; returns false if the other lacks it.</summary>
    internal bool TryFindNext(out object? a, out object? b)
    {
        if (X is PickleDictionary dictionary)
        {
            (object? key, a) = dictionary.At(_next++);
            return ((PickleDictionary)Y).TryGetValue(key, out b);
        }

        a = b = ((PickleSet)X).At(_next++);
        return ((PickleSet)Y).Contains(a);
    }
}
