namespace NpyIO.Pickling;

internal sealed partial class PythonEquality
{
    /// <summary>Maximum depth of sets nested in sets: each lookup in a set compares recursively.</summary>
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
        /// <summary>Number of compounds that are not recorded, because comparing small values again is faster than recording them.</summary>
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

        /// <summary>Gets the next part of both. Returns false if the other set or dictionary lacks it.</summary>
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
