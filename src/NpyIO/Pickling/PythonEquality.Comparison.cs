using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

internal sealed partial class PythonEquality
{
    /// <summary>How deep sets may nest in sets: asking one for a value compares again.</summary>
    private const int MostSets = 100;

    [ThreadStatic]
    private static int _setDepth;

    /// <summary>One comparison of two values: pairs of parts wait until it is their turn.</summary>
    private sealed class Comparison(PythonEquality owner)
    {
        /// <summary>From here on pairs are remembered, since values that share parts would be compared over and over, and cycles without end.</summary>
        private const int FewSteps = 1000;

        private readonly Stack<(object? X, object? Y)> _pairs = [];
        private HashSet<(object, object)>? _seen;
        private int _steps;

        internal bool AreEqual(object? x, object? y)
        {
            if (!Compare(x, y))
                return false;
            while (_pairs.TryPop(out (object? X, object? Y) pair))
            {
                if (!Compare(pair.X, pair.Y))
                    return false;
            }

            return true;
        }

        /// <summary>Whether two values differ in what can be seen at once; their parts are left for later.</summary>
        private bool Compare(object? x, object? y)
        {
            owner.Step();
            x ??= NoneKey.Instance;
            y ??= NoneKey.Instance;
            if (ReferenceEquals(x, y))
                return true;
            return (x, y) switch
            {
                (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
                (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
                (List<byte> a, List<byte> b) => a.SequenceEqual(b),
                (PickleTuple a, PickleTuple b) => a.Count == b.Count && HashesMayAgree(a.KnownHash, b.KnownHash) && Later(a, b, a.Items, b.Items),
                (List<object?> a, List<object?> b) => a.Count == b.Count && Later(a, b, a, b),
                (PickleSlice a, PickleSlice b) => Later(a, b, [a.Start, a.Stop, a.Step], [b.Start, b.Stop, b.Step]),
                (PickleSet a, PickleSet b) => a.Count == b.Count && HashesMayAgree(a.KnownHash, b.KnownHash) && AreSame(a, b),
                (PickleDictionary a, PickleDictionary b) => a.Count == b.Count && AreSame(a, b),
                (PickleObject a, PickleObject b) => a.IsReference && b.IsReference && a.Module == b.Module && a.Name == b.Name,
                (NdArray { Class: ArrayClass.Scalar } a, _) => a.GetValue() is not NdArray && Compare(a.GetValue(), y),
                (_, NdArray { Class: ArrayClass.Scalar } b) => b.GetValue() is not NdArray && Compare(x, b.GetValue()),
                _ => PythonNumber.TryOf(x, out PythonNumber number)
                    ? PythonNumber.TryOf(y, out PythonNumber other) && number.Equals(other)
                    : x is ValueType or DType or PickleRange && x.Equals(y),
            };
        }

        private static bool HashesMayAgree(int? x, int? y) => x is null || y is null || x == y;

        private bool Later(object x, object y, IEnumerable<object?> partsOfX, IEnumerable<object?> partsOfY)
        {
            if (!IsNew(x, y))
                return true;
            foreach ((object? a, object? b) in partsOfX.Zip(partsOfY))
                _pairs.Push((a, b));
            return true;
        }

        private bool AreSame(PickleDictionary x, PickleDictionary y)
        {
            if (!IsNew(x, y))
                return true;
            foreach ((object? key, object? value) in x)
            {
                if (!y.TryGetValue(key, out object? other))
                    return false;
                _pairs.Push((value, other));
            }

            return true;
        }

        private bool AreSame(PickleSet x, PickleSet y)
        {
            if (!IsNew(x, y))
                return true;
            if (_setDepth >= MostSets)
                Throw.SetsTooDeep();
            _setDepth++;
            try
            {
                foreach (object? item in x)
                {
                    owner.Step();
                    if (!y.Contains(item))
                        return false;
                }

                return true;
            }
            finally
            {
                _setDepth--;
            }
        }

        private bool IsNew(object x, object y)
        {
            if (++_steps < FewSteps)
                return true;
            _seen ??= new(PairIdentity.Instance);
            return _seen.Add((x, y));
        }
    }

    private sealed class PairIdentity : IEqualityComparer<(object, object)>
    {
        internal static readonly PairIdentity Instance = new();

        public bool Equals((object, object) x, (object, object) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((object, object) pair) => HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Item1), RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
