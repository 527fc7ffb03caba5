namespace NpyIO.Pickling;

internal sealed partial class PythonEquality
{
    /// <summary>How deep sets may nest in sets: asking one for a value compares again.</summary>
    private const int MostSets = 100;

    /// <summary>The comparison that is asking a set or a dictionary for a value.</summary>
    [ThreadStatic]
    private static Comparison? _asking;

    [ThreadStatic]
    private static int _setDepth;

    /// <summary>
    /// One comparison of two values, part by part. Two compounds are looked at once: while the outermost values are compared they count as equal from the start, so that cycles end (if they
    /// are not, nothing is); values of a set or a dictionary, which can have no cycles, count as equal once they have been found to be.
    /// </summary>
    private sealed class Comparison(PythonEquality owner)
    {
        /// <summary>So many compounds may be looked at twice, since small ones are compared faster than they are remembered.</summary>
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

        /// <summary>Whether two values have no difference that can be seen at once; the parts of compounds are left for later.</summary>
        private bool MayBeEqual(object? x, object? y)
        {
            if (ReferenceEquals(x, y))
                return true;
            if (!IsCompound(x) || !IsCompound(y))
                return !IsCompound(x) && !IsCompound(y) && owner.AreEqualLeaves(owner.Plain(x), owner.Plain(y));
            return PairedParts.TryOf(x!, y!, out PairedParts parts) && HashesMayAgree(x!, y!) && Open(parts);
        }

        private static bool HashesMayAgree(object x, object y) => !TryGetKnownHash(x, out int a) || !TryGetKnownHash(y, out int b) || a == b;

        /// <summary>Leaves the parts of two compounds for later, unless they have been looked at.</summary>
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

        /// <summary>The next part of both; false where the other set or dictionary has it not.</summary>
        private bool TryGetNext(ref PairedParts pair, out object? a, out object? b)
        {
            if (pair.TryGetNext(out a, out b))
                return true;
            if (_setDepth >= MostSets)
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
