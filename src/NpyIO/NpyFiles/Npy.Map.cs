using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

// Arrays in mapped files.
public static partial class Npy
{
    /// <summary>Maps the array in a file without reading or copying its data: <c>np.load(path, mmap_mode='r')</c>. The file may be larger than memory.</summary>
    /// <remarks>
    /// The array keeps the order and byte order of the file. Python objects cannot be mapped. The header's claim is checked against the length of the file. See <see cref="MappedArray"/> for
    /// what holds until you dispose of it.
    /// </remarks>
    /// <param name="path">The file; not a pipe or device.</param>
    /// <param name="access">Whether elements can be written, and whether that changes the file.</param>
    /// <param name="options"><see cref="NpyReadOptions.MaxHeaderSize"/> and <see cref="NpyReadOptions.Strict"/> are used; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <returns>The array; dispose of it after use.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The access is not a member of <see cref="MapAccess"/>.</exception>
    /// <exception cref="NotSupportedException">The path leads to a pipe or a device.</exception>
    /// <exception cref="IOException">The file system reports an error, or cannot map files.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or cannot be written for <see cref="MapAccess.ReadWrite"/>; or it is a directory.</exception>
    /// <inheritdoc cref="Load(string, NpyReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    public static MappedArray Map(string path, MapAccess access = MapAccess.Read, NpyReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (access is < MapAccess.Read or > MapAccess.CopyOnWrite)
            throw new ArgumentOutOfRangeException(nameof(access), $"{access} is not a member of MapAccess.");
        if (SpecialFile.IsPipeOrDevice(path))
            FileThrow.CannotMapSpecial(path);
        options ??= NpyReadOptions.Default;
        try
        {
            using SafeFileHandle file = ReadableFile.Open(path, access == MapAccess.ReadWrite ? FileAccess.ReadWrite : FileAccess.Read);
            NpyHeader header = ArrayReader.ReadHeader(new FileSource(file, 0), options) ?? NpyHeader.Parse([]);
            return MappedArray.Open(file, path, start: 0, RandomAccess.GetLength(file), header, access, options.Strict);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    /// <summary>
    /// Creates a file with an array of zeros and maps it for reading and writing: <c>np.lib.format.open_memmap(path, 'w+', …)</c>, whose header it writes byte for byte. No zeros are written:
    /// where the file system allows it, the file is sparse, and takes milliseconds and a few kilobytes whatever its length.
    /// </summary>
    /// <remarks>
    /// The file replaces one of the same name whole, as in <see cref="Save(string, NdArray, NpyWriteOptions?)"/>: an error leaves the old one. From then on every write to the array
    /// changes the file. If the disk has no room for a page that is written to for the first time, the process ends. No extension is appended.
    /// </remarks>
    /// <param name="path">The file; not a pipe or device.</param>
    /// <param name="dtype">The type of the elements, in any byte order. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="shape">The length of every axis, in elements; empty for a single element (0-d).</param>
    /// <param name="order">C or Fortran order.</param>
    /// <returns>The array; dispose of it after use.</returns>
    /// <exception cref="ArgumentException">The shape is not valid for an array, the order is neither C nor Fortran, the dtype holds Python objects, or the path ends in <c>.npz</c>.</exception>
    /// <exception cref="NotSupportedException">The path leads to a pipe or a device.</exception>
    /// <exception cref="IOException">The file system reports an error, does not allow a file of that length, or cannot map files.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static MappedArray CreateMapped(string path, DType dtype, ReadOnlySpan<long> shape, Order order = Order.C)
    {
        SavedName.CheckSingle(path, "Npy.CreateMapped");
        ArgumentNullException.ThrowIfNull(dtype);
        if (order is not (Order.C or Order.Fortran))
            throw new ArgumentException($"A new file is in C or in Fortran order, and there is no order yet for {nameof(Order)}.{order}.", nameof(order));
        if (dtype.HasObject)
            ArrayThrow.PythonObjectsInFile(dtype);
        if (SpecialFile.IsPipeOrDevice(path))
            FileThrow.CannotMapSpecial(path);

        for (; dtype.Base is { } inner; dtype = inner)
            shape = (long[])[.. shape, .. dtype.Shape];
        var header = new NpyHeader(dtype, shape, order == Order.Fortran);
        if (header.NBytes > long.MaxValue - header.DataOffset)
            throw new ArgumentException($"A file with {header.NBytes} bytes of data would be longer than any file can be.", nameof(shape));
        return CreateMapped(path, header);
    }

    /// <inheritdoc cref="CreateMapped(string, DType, ReadOnlySpan{long}, Order)"/>
    [OverloadResolutionPriority(-1)]
    public static MappedArray CreateMapped(string path, DType dtype, ReadOnlySpan<int> shape, Order order = Order.C) =>
        CreateMapped(path, dtype, ShapeArgument.Widen(shape), order);

    /// <typeparam name="T">The CLR type of a dtype, for values stored as in memory: numbers, and records of them. For text, dates with their unit and other records pass the dtype.</typeparam>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype, or not stored as in memory.</exception>
    /// <inheritdoc cref="CreateMapped(string, DType, ReadOnlySpan{long}, Order)"/>
    public static MappedArray CreateMapped<T>(string path, ReadOnlySpan<long> shape, Order order = Order.C)
    {
        if (RecordType<T>.IsConverted)
            RecordThrow.CannotMap<T>();
        return CreateMapped(path, ElementType.DTypeOf<T>(), shape, order);
    }

    /// <inheritdoc cref="CreateMapped{T}(string, ReadOnlySpan{long}, Order)"/>
    [OverloadResolutionPriority(-1)]
    public static MappedArray CreateMapped<T>(string path, ReadOnlySpan<int> shape, Order order = Order.C) =>
        CreateMapped<T>(path, ShapeArgument.Widen(shape), order);

    private static MappedArray CreateMapped(string path, NpyHeader header)
    {
        long length = header.DataOffset + header.NBytes;
        using OutputFile file = OutputFile.Create(path, length: 0, atomic: true, FlushMode.None);
        file.Sink.Write(header.Encoded);
        file.Sink.Truncate(length);

        // Before the file is in its place, so that an error leaves the old one.
        MappedArray array = MappedArray.Open(file.Handle, path, start: 0, length, header, MapAccess.ReadWrite);
        try
        {
            file.Complete();
            return array;
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }
}
