using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.Kernels;

namespace NpyIO.NpyFiles;

/// <summary>Appends rows at once, and repairs what an interrupted append left.</summary>
internal static class ArrayAppender
{
    internal static void Append(string path, AppendedRows rows, NpyAppendOptions? options)
    {
        options ??= NpyAppendOptions.Default;
        rows.Check(path);
        while (true)
        {
            if (TryOpen(path, options) is { } file)
            {
                Append(file, rows, options, default);
                return;
            }

            if (TryCreate(path, rows.Array, options, default))
                return;
        }
    }

    internal static async Task AppendAsync(string path, AppendedRows rows, NpyAppendOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyAppendOptions.Default;
        rows.Check(path);
        while (true)
        {
            if (await TryOpenAsync(path, options, cancellationToken).ConfigureAwait(false) is { } file)
            {
                await Task.Run(() => Append(file, rows, options, cancellationToken), CancellationToken.None).ConfigureAwait(false);
                return;
            }

            if (await Task.Run(() => TryCreate(path, rows.Array, options, cancellationToken), cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>All rows count at the end, or none.</summary>
    internal static void Append(string path, IEnumerable<NdArray> blocks, NpyAppendOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyAppendOptions.Default;
        ArrayGrowth? file = null;
        try
        {
            long count = 0;
            foreach (NdArray block in blocks)
            {
                ArgumentNullException.ThrowIfNull(block, nameof(blocks));
                new AppendedRows(block, IsFlat: false).Check(path);
                if (file is null)
                {
                    file = OpenOrCreate(path, block, options, cancellationToken);
                    file.Require(block);
                    ArrayGrowth opened = file;
                    file = null;   // which WithRoom may dispose of
                    file = opened.WithRoom(cancellationToken);
                    count = file.RowCount;
                }

                file.Require(block);
                count = file.Sum(count, block.Shape[file.Axis]);
                if (count > file.MaxRows)
                    AppendThrow.NoRoom(path, count, file.End);
                file.Write(block, cancellationToken);
            }

            file?.Commit(count);
            file?.RemoveMark();
        }
        catch
        {
            file?.Discard();
            throw;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>A file that is missing is created without rows, of the shape of <paramref name="rows"/> otherwise.</summary>
    internal static ArrayGrowth OpenOrCreate(string path, NdArray rows, NpyAppendOptions options, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryOpen(path, options, cancellationToken) is { } file)
                return file;
            TryCreate(path, rows[..0, Slice.Ellipsis], options, cancellationToken);
        }
    }

    /// <summary>Returns null if there is no file.</summary>
    internal static ArrayGrowth? TryOpen(string path, NpyAppendOptions options, CancellationToken cancellationToken = default)
    {
        try
        {
            return ArrayGrowth.Open(path, options, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    internal static bool CanAppend(string path)
    {
        SafeFileHandle? handle;
        try
        {
            handle = GrowingFile.OpenUnlocked(path, FileCalls.Current);
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        using (handle)
        {
            return handle is not null && FileState.IsTrue(handle, () => HasRoom(path, handle));
        }
    }

    /// <summary>The unit of the dates or time spans in a file, if T is a type of them without a unit, or the fields in it, if T is a record; none if there is no such file, or something else in it, of which appending says what.</summary>
    internal static WrittenUnit UnitOf<T>(string path)
    {
        TimeType<T>? row = TimeType<T>.Row;
        if (row is null && default(T) is not INpyRecord)
            return default;
        DType dtype;
        try
        {
            using SafeFileHandle? handle = GrowingFile.OpenUnlocked(path, FileCalls.Current);
            if (handle is null)
                return default;
            dtype = ArrayGrowth.ReadHeader(handle, path, out _).DType;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpyFormatException or ArgumentException)
        {
            return default;
        }

        if (RecordArrays.WhyNotIn<T>(dtype, $"'{path}'") is { } differences)
            AppendThrow.OtherRecords(differences);
        return row?.CanBe(dtype) == true ? new WrittenUnit(dtype.Unit, dtype.UnitMultiple)
            : RecordArrays.CanBeIn<T>(dtype) ? new WrittenUnit { Records = dtype }
            : default;
    }

    /// <summary>Whether a whole array is followed by rows of an append that is running or was interrupted.</summary>
    internal static bool HasUnfinishedRows(string path, SafeFileHandle handle)
    {
        try
        {
            NpyHeader header = ArrayGrowth.ReadHeader(handle, path, out _);
            long end = header.DataOffset + header.NBytes;
            return !header.DType.HasObject && RandomAccess.GetLength(handle) > end && ArrayGrowth.IsLeftover(GrowingFile.Unlocked(path, handle), end);
        }
        catch (NpyFormatException)
        {
            return false;
        }
    }

    internal static long Repair(GrowingFile file)
    {
        NpyHeader header = ArrayGrowth.ReadHeader(file.Handle, file.Path, out _);
        if (header.DType.HasObject)
            AppendThrow.ObjectRepair(file.Path);
        long end = header.DataOffset + header.NBytes;
        long tail = file.Length - end;
        if (tail > 0)
            file.Cut(end);
        file.RemoveMark();
        return tail;
    }

    private static bool HasRoom(string path, SafeFileHandle handle)
    {
        try
        {
            return HasRoom(GrowingFile.Unlocked(path, handle));
        }
        catch (NpyFormatException)
        {
            return false;
        }
    }

    private static bool HasRoom(GrowingFile file)
    {
        NpyHeader header = ArrayGrowth.ReadHeader(file.Handle, file.Path, out byte[] encoded);
        if (header.DType.HasObject || header.Shape.IsEmpty)
            return false;
        long end = header.DataOffset + header.NBytes;
        return (file.Length == end || ArrayGrowth.IsLeftover(file, end))
            && (end < ArrayGrowth.MinGuarded || HeaderGrowth.Of(encoded, header).MaxLength > header.Shape[header.SlowestAxis]);
    }

    private static async Task<ArrayGrowth?> TryOpenAsync(string path, NpyAppendOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ArrayGrowth.OpenAsync(path, options, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Disposes of the file.</summary>
    private static void Append(ArrayGrowth file, AppendedRows given, NpyAppendOptions options, CancellationToken cancellationToken)
    {
        using (file)
        {
            NdArray rows = given.For(file);
            file.Require(rows);
            long added = rows.Shape[file.Axis];
            long sum = file.Sum(file.RowCount, added);
            if (added == 0)
                return;
            if (sum > file.MaxRows)
            {
                file.RequireRewrite(sum);
                file.Rewrite(rows, cancellationToken);
                return;
            }

            try
            {
                file.Write(rows, cancellationToken);
                file.Commit(sum);
            }
            catch
            {
                file.Discard();
                throw;
            }

            file.RemoveMark();
        }
    }

    /// <summary>Returns false if another program has created the file meanwhile. It is in C order, so that the first axis grows when the same rows are appended again.</summary>
    private static bool TryCreate(string path, NdArray rows, NpyAppendOptions options, CancellationToken cancellationToken)
    {
        var header = new NpyHeader(rows.DType, rows.Shape);
        try
        {
            using OutputFile file = OutputFile.Create(path, header.DataOffset + header.NBytes, atomic: true, options.Flush, onlyNew: true);
            file.Sink.Write(header.Encoded);
            long done = 0;
            RowBytes.Pass(rows, rows.DType, bytes =>
            {
                file.Sink.Write(bytes);
                options.Progress?.Report(done += bytes.Length);
            }, cancellationToken);
            file.Complete();
            return true;
        }
        catch (IOException e) when (e.HResult == Errno.Exists)
        {
            return false;
        }
    }
}

/// <summary>Rows to append: with their shape, or as a flat array of whole rows in the order of the file.</summary>
internal readonly record struct AppendedRows(NdArray Array, bool IsFlat)
{
    internal void Check(string path)
    {
        SavedName.CheckSingle(path, "Npy.Append");
        if (Array.DType.HasObject)
            AppendThrow.Objects(Array.DType);
        if (Array.Rank == 0)
            AppendThrow.RowsWithoutAxis();
    }

    internal NdArray For(ArrayGrowth file)
    {
        if (!IsFlat)
            return Array;
        if (!RowBytes.AreEquivalent(Array.DType, file.DType))
            AppendThrow.OtherDType(Array.DType, file.Path, file.DType);
        if (file.RowLength == 0)
            AppendThrow.RowsWithoutElements(file.Path);
        if (Array.Count % file.RowLength != 0)
            AppendThrow.NoWholeRows(Array.Count, file.RowLength, file.Path);
        long count = Array.Count / file.RowLength;
        if (!file.Header.FortranOrder)
            return Array.Reshape([count, .. file.RowShape]);

        // A file in Fortran order holds the rows one after another, each with its first axis fastest.
        return Array.Reshape([count, .. file.RowShape.Reverse()]).Transpose();
    }
}
