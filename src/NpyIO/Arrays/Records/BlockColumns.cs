using System.Buffers;
using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>
/// The columns of values of one block of records, borrowed until its end: generated code copies the values to the structs, and millions of short columns would be most of what the garbage
/// collector has to do.
/// </summary>
internal sealed class BlockColumns
{
    [ThreadStatic]
    private static BlockColumns? _current;

    private readonly BlockColumns? _outer = _current;
    private Action? _return;

    private BlockColumns()
    {
    }

    internal static Scope Begin() => new(new BlockColumns());

    /// <summary>Returns an array for that many values, which can be longer; outside a block a new one.</summary>
    internal static T[] Rent<T>(int count)
    {
        if (_current is not { } block)
            return new T[count];
        T[] values = ArrayPool<T>.Shared.Rent(Math.Max(1, count));
        block._return += () => ArrayPool<T>.Shared.Return(values, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        return values;
    }

    /// <summary>Returns, at its end, what was borrowed in it.</summary>
    internal readonly ref struct Scope
    {
        private readonly BlockColumns _columns;

        internal Scope(BlockColumns columns) => _current = _columns = columns;

        internal void Dispose()
        {
            _columns._return?.Invoke();
            _current = _columns._outer;
        }
    }
}
