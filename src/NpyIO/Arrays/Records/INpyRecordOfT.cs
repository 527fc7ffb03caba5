using System.ComponentModel;

namespace NpyIO;

/// <summary>A C# struct that is a record of NumPy. <see cref="NpyRecordAttribute"/> makes the compiler implement it; do not do so by hand.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INpyRecord<TSelf> : INpyRecord
    where TSelf : struct, INpyRecord<TSelf>
{
    /// <summary>The dtype that is written, in native byte order.</summary>
    /// <exception cref="InvalidOperationException">A member has no length.</exception>
    static abstract DType DType { get; }

    /// <summary>Whether the struct has the size, the offsets and the bytes of the dtype.</summary>
    static abstract bool IsOwnLayout { get; }

    /// <summary>Reads records whose fields have exactly the record's names and types, in any order, byte order and layout.</summary>
    /// <param name="source">A one-dimensional array, as long as the destination.</param>
    /// <param name="destination">The records.</param>
    /// <exception cref="ArgumentException">The array has another shape, or lacks a field.</exception>
    /// <exception cref="InvalidCastException">A field has another type.</exception>
    static abstract void Read(NdArray source, Span<TSelf> destination);

    /// <summary>Writes records to an array whose fields have exactly the record's names and types, in any order, byte order and layout.</summary>
    /// <param name="source">The records.</param>
    /// <param name="destination">A one-dimensional array, as long as the source.</param>
    /// <exception cref="ArgumentException">The array has another shape or lacks a field; or a text or an array does not fit its field. The message has the record's index and the field.</exception>
    /// <exception cref="InvalidCastException">A field has another type.</exception>
    /// <exception cref="InvalidOperationException">The array is read-only.</exception>
    static abstract void Write(ReadOnlySpan<TSelf> source, NdArray destination);
}
