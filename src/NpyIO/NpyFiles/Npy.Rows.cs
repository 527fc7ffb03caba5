using NpyIO.Arrays;
using NpyIO.Kernels;
using NpyIO.NpyFiles;

namespace NpyIO;

// Writers of rows.
public static partial class Npy
{
    /// <summary>
    /// Creates a file that is written row by row, and has as many rows as are written. It appears whole when <see cref="RowWriter{T}.Complete"/> ends it, or with the first
    /// <see cref="RowWriter{T}.Checkpoint"/>; until then an old file stays.
    /// </summary>
    /// <typeparam name="T">The CLR type of a dtype.</typeparam>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="rowShape">The shape of a row: all axes but the first. Empty for an array with one axis.</param>
    /// <param name="options">How to write; null for <see cref="NpyWriteOptions.Default"/>. A file that is not atomic is there from the start, without rows.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <exception cref="ArgumentException">The shape is invalid, or its rows have no elements and cannot be counted; or the requested version cannot hold the header.</exception>
    /// <exception cref="IOException">The file system reports an error, or the path is a pipe or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static RowWriter<T> CreateRows<T>(string path, ReadOnlySpan<long> rowShape, NpyWriteOptions? options = null)
    {
        options ??= NpyWriteOptions.Default;
        DType dtype = NpyWriteOptions.UnitOf(options).DTypeOf<T>();
        if (dtype.HasObject)
            AppendThrow.Objects(dtype);
        if (rowShape.Contains(0))
            AppendThrow.RowsWithoutElements(rowShape);
        var header = new NpyHeader(dtype, [0, .. rowShape], version: options.Version);
        return new RowWriter<T>(FileRows.Create(path, header, options), dtype, rowShape.ToArray());
    }

    /// <summary>Opens an existing file for appending row by row: see <see cref="Append(string, NdArray, NpyAppendOptions?)"/>. Until the writer is disposed of, other appenders wait.</summary>
    /// <remarks>The rows count when <see cref="RowWriter{T}.Checkpoint"/> or <see cref="RowWriter{T}.Complete"/> changes the header; without either the file is as it was.</remarks>
    /// <typeparam name="T">The CLR type of the file's dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file; <see cref="AppendRows{T}"/> creates it.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype, or not that of the file's.</exception>
    /// <inheritdoc cref="Append(string, NdArray, NpyAppendOptions?)" path="/exception"/>
    public static RowWriter<T> Append<T>(string path, NpyAppendOptions? options = null)
    {
        options ??= NpyAppendOptions.Default;
        DType dtype = ElementType.DTypeOf<T>();
        SavedName.CheckSingle(path, "Npy.Append");
        return Writer<T>(ArrayGrowth.Open(path, options, default), dtype, options);
    }

    /// <summary>Opens a file for appending row by row, or creates it if it is missing: at once, without rows.</summary>
    /// <inheritdoc cref="Append{T}(string, NpyAppendOptions?)" path="/remarks|/typeparam"/>
    /// <param name="path">The file.</param>
    /// <param name="rowShape">The shape of a row: all axes but the one that grows, which is the first in a new file. Empty for an array with one axis.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The rows' shape is not the file's, or the shape is invalid.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype, or not that of the file's.</exception>
    /// <inheritdoc cref="Append(string, NdArray, NpyAppendOptions?)" path="/exception[@cref!='T:System.ArgumentException']"/>
    public static RowWriter<T> AppendRows<T>(string path, ReadOnlySpan<long> rowShape, NpyAppendOptions? options = null)
    {
        options ??= NpyAppendOptions.Default;
        DType dtype = ElementType.DTypeOf<T>();
        SavedName.CheckSingle(path, "Npy.AppendRows");
        if (dtype.HasObject)
            AppendThrow.Objects(dtype);
        if (rowShape.Contains(0))
            AppendThrow.RowsWithoutElements(rowShape);
        ArrayGrowth file = ArrayAppender.OpenOrCreate(path, NdArray.Create(dtype, [0, .. rowShape]), options, default);
        if (!rowShape.SequenceEqual(file.RowShape))
        {
            file.Dispose();
            AppendThrow.OtherRowShape(rowShape, path, file.RowShape);
        }

        return Writer<T>(file, dtype, options);
    }

    private static RowWriter<T> Writer<T>(ArrayGrowth file, DType dtype, NpyAppendOptions options)
    {
        try
        {
            // Dates and times of C# are written in the unit of the file.
            if (TimeType<T>.Row?.CanBe(file.DType) == true)
                dtype = Casts.Native(file.DType);

            // And records in its fields.
            if (RecordArrays.CanBeIn<T>(file.DType))
                dtype = Casts.Native(file.DType);
            else if (RecordArrays.WhyNotIn<T>(file.DType, $"'{file.Path}'") is { } differences)
                AppendThrow.OtherRecordType(differences);
            if (!RowBytes.AreEquivalent(dtype, file.DType))
                AppendThrow.OtherType(typeof(T), dtype, file.Path, file.DType);
            file = file.WithRoom();
            return new RowWriter<T>(FileRows.Append(file, options), dtype, file.RowShape, file.RowCount, file.Header.FortranOrder);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
