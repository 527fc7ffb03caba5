using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO;

// The elements one after the other.
public sealed partial class NdArray<T>
{
    /// <summary>Enumerates the elements in C order, whatever the layout: <c>ndarray.flat</c>.</summary>
    /// <remarks>Elements that are not contiguous in C order are read ahead, at most 4 MiB of them; changes made meanwhile may not be seen.</remarks>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        foreach (T value in this)
            yield return value;
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Enumerates the elements of an array in C order.</summary>
    // Not an IEnumerator<T>: foreach would have to dispose of it, and keep it in memory for that.
    [SuppressMessage("Design", "CA1034", Justification = "As in the collections of .NET.")]
    public struct Enumerator
    {
        // A class, because a slow path that takes this struct's address would keep its fields out of registers.
        private readonly Runs _runs;
        private T[] _values = [];
        private int _index = -1;
        private int _end;

        internal Enumerator(NdArray<T> array) => _runs = new Runs(array);

        /// <summary>The current element.</summary>
        public readonly T Current => _values[_index];

        /// <summary>Advances to the next element.</summary>
        /// <returns>False after the last element.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (++_index < _end)
                return true;
            if (!_runs.Next())
            {
                _index = _end;
                return false;
            }

            _values = _runs.Values;
            _index = _runs.Start;
            _end = _runs.End;
            return true;
        }
    }

    /// <summary>The elements in runs of a T[]: the array's own if it is contiguous, otherwise copies.</summary>
    private sealed class Runs
    {
        private readonly NdArray<T> _array;
        private readonly LayoutChunks? _chunks;
        private bool _isDone;

        internal Runs(NdArray<T> array)
        {
            _array = array;
            bool isDirect = array._isSpan && array._values is not null && typeof(T) != typeof(bool) && array._offset % Unsafe.SizeOf<T>() == 0;
            if (isDirect)
            {
                Values = array._values!;
                Start = (int)(array._offset / Unsafe.SizeOf<T>());
                End = Start + (int)array.Count;
                _isDone = array.Count == 0;
                return;
            }

            _chunks = LayoutChunks.ToCopy(array._layout, Unsafe.SizeOf<T>());
        }

        internal T[] Values { get; private set; } = [];

        internal int Start { get; }

        internal int End { get; private set; }

        /// <summary>Advances to the next run, which is not empty.</summary>
        internal bool Next()
        {
            if (_chunks is null)
            {
                bool isThere = !_isDone;
                _isDone = true;
                return isThere;
            }

            if (_chunks.Next() is not { } chunk)
                return false;
            if (Values.Length < chunk.Count)
                Values = new T[chunk.Count];
            _array.View(chunk).CopyElements(ref Values[0]);
            End = (int)chunk.Count;
            return true;
        }
    }
}
