using System.Diagnostics;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.NpyFiles;

namespace NpyIO;

/// <summary>
/// An array in a file, an archive, a stream or on a server: its header has been read, its elements are read when they are asked for. <see cref="Npy.Open(string, NpyReadOptions?)"/> and
/// <see cref="NpzFile"/> open one.
/// </summary>
/// <remarks>
/// <see cref="Load(NpyReadOptions?)"/> reads all of it, <see cref="Read(ReadOnlySpan{Slice})"/> a part, <see cref="Blocks{T}(long)"/> one block of rows after another. Any number of threads may
/// read at once. Elements are converted as the options say with which the array was opened.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract partial class StoredArray : IDisposable
{
    private protected StoredArray(NpyReadOptions? options) => Options = options ?? NpyReadOptions.Default;

    /// <summary>The header of the array; of a field, that of the records.</summary>
    public NpyHeader Header => Elements.Header;

    /// <summary>The dtype of the elements, in the file's byte order.</summary>
    public DType DType => Elements.DType;

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => Elements.Layout.Shape;

    /// <summary>The number of axes: NumPy's <c>ndim</c>.</summary>
    public int Rank => Elements.Layout.Rank;

    /// <summary>The number of elements: NumPy's <c>size</c>.</summary>
    public long Count => Elements.Layout.Count;

    /// <summary>The size of all elements, in bytes.</summary>
    public long NBytes => Elements.Layout.NBytes;

    /// <summary>
    /// The axis of the rows that <see cref="Blocks{T}(long)"/> goes through: the one that varies slowest in the file, which is the first in C order and the last in Fortran order. Axes of length
    /// 1 count only if there are no others. −1 for a single element.
    /// </summary>
    public int RowAxis => Elements.RowAxis;

    /// <summary>Whether <see cref="Map"/> works: a file, or an entry of one that is not compressed. Not for Python objects, nor for a field or a part alone.</summary>
    public virtual bool CanMap => false;

    internal NpyReadOptions Options { get; }

    internal abstract StoredElements Elements { get; }

    /// <summary>One field of every record. Only its bytes are copied; where records are short, they are read whole.</summary>
    /// <param name="field">The field's name, or its title.</param>
    /// <returns>The field as an array of its own; it needs no disposing, but this array must stay open. It has the rows that this array has, also after <see cref="NpyFile.Refresh"/>.</returns>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public StoredArray this[string field]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(field);
            return new StoredField(this, Elements, field);
        }
    }

    /// <summary>A part of the array, which reads nothing before it is asked to: <c>stored[1000..2000, ^1].Blocks&lt;float&gt;(10)</c>. NumPy's basic indexing.</summary>
    /// <param name="index">As of an array in memory. Axes that are not mentioned follow.</param>
    /// <returns>The part as an array of its own, of the rows that are there now; it needs no disposing, but this array must stay open.</returns>
    /// <exception cref="ArgumentException">The index mentions more axes than the array has, or has two ellipses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or a C# range is outside its axis. Python's slices (<see cref="Slice(long?, long?, long)"/>) are clamped.</exception>
    public StoredArray this[params ReadOnlySpan<Slice> index] => new StoredSlice(this, Elements.Index(index));

    /// <summary>
    /// Maps the array, so that it is read page by page on access: <c>np.load(path, mmap_mode='r')</c>, which NumPy does not support for archives. In the file's order and byte order.
    /// </summary>
    /// <remarks>
    /// Only the headers and the lengths are checked; <see cref="MappedArray.Verify"/> reads an entry and checks its CRC. The mapping does not need this array to stay open, unless it is a
    /// view of memory. Elements need not be aligned.
    /// </remarks>
    /// <param name="access">Whether elements can be written, and whether that changes the file. An entry of an archive, whose CRC would not be right any more, cannot be mapped for <see cref="MapAccess.ReadWrite"/>.</param>
    /// <returns>The array; dispose of it after use.</returns>
    /// <exception cref="NotSupportedException">The array cannot be mapped, or not with this access; the message says why, and what works.</exception>
    /// <exception cref="NpyFormatException">The array holds Python objects, or the data are not what the header, or the archive, says.</exception>
    /// <exception cref="IOException">The file system cannot map the file.</exception>
    /// <exception cref="ObjectDisposedException">The file or archive has been closed.</exception>
    public virtual MappedArray Map(MapAccess access = MapAccess.Read) => throw new NotSupportedException("Only a file, or an entry of one that is not compressed, can be mapped; Read gives parts of this array.");

    /// <summary>Closes what was opened with the array.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>The dtype and the shape.</summary>
    public override string ToString() => $"StoredArray({DType}, {PythonText.Shape(Shape)})";

    private protected virtual void Close()
    {
    }

    /// <summary>Reads all of the array that the header describes.</summary>
    internal abstract ArrayDecoder ReadWhole(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReadWhole"/>
    internal abstract Task<ArrayDecoder> ReadWholeAsync(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken);

    /// <summary>Reads a part, which holds no Python objects.</summary>
    internal abstract ArrayDecoder ReadPart(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReadPart"/>
    internal abstract Task<ArrayDecoder> ReadPartAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken);

    /// <summary>Reads parts one after the other, each behind the last.</summary>
    internal virtual PartReader OpenParts() => new SinglePartReader(this);

    /// <inheritdoc cref="OpenParts"/>
    internal virtual ValueTask<PartReader> OpenPartsAsync(CancellationToken cancellationToken) => new(OpenParts());
}
