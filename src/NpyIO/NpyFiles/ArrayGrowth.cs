using System.Buffers;
using Microsoft.Win32.SafeHandles;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.Kernels;

namespace NpyIO.NpyFiles;

/// <summary>
/// An array in a file that grows in place. New rows are written behind the array, and count only when <see cref="Commit"/> changes the header, so that the file loads to the old or to the new
/// rows at any time. A mark on the file says that what lies behind the array is unfinished.
/// </summary>
internal sealed class ArrayGrowth : IDisposable
{
    /// <summary>From this length on, a file is only rewritten if the options say so; in bytes.</summary>
    internal static readonly Threshold MinGuarded = new(64 << 20);

    private const int CopiedAtOnce = 1 << 20;

    private readonly GrowingFile _file;
    private readonly NpyAppendOptions _options;
    private readonly SwapPlan? _swap;
    private HeaderGrowth _header;
    private long _position;
    private bool _isMarked;
    private bool _hasLeftovers;
    private bool _isUncertain;

    private ArrayGrowth(GrowingFile file, byte[] encoded, NpyHeader header, NpyAppendOptions options)
    {
        _file = file;
        _options = options;
        Header = header;
        _header = HeaderGrowth.Of(encoded, header);
        Axis = header.SlowestAxis;
        RowCount = header.Shape[Axis];
        RowShape = [.. header.Shape[..Axis], .. header.Shape[(Axis + 1)..]];
        long elements = 1;
        foreach (long length in RowShape)
            elements = unchecked(elements * length);

        // With rows but without elements the product may overflow, and is not used.
        RowLength = RowShape.Contains(0) ? 0 : elements;
        End = header.DataOffset + header.NBytes;
        _position = End;
        _swap = header.DType.IsNative ? null : SwapPlan.ToNative(header.DType);
    }

    /// <summary>As it was when the file was opened.</summary>
    internal NpyHeader Header { get; }

    internal DType DType => Header.DType;

    internal string Path => _file.Path;

    /// <summary>The axis that grows.</summary>
    internal int Axis { get; }

    /// <summary>The other axes.</summary>
    internal long[] RowShape { get; }

    /// <summary>In elements.</summary>
    internal long RowLength { get; }

    /// <summary>The rows that the header counts.</summary>
    internal long RowCount { get; private set; }

    /// <summary>The end of these rows, in bytes from the start of the file.</summary>
    internal long End { get; private set; }

    /// <summary>The number of rows that the header has room to count.</summary>
    internal long MaxRows => _header.MaxLength;

    /// <summary>The end of what has been written, in bytes from the start of the file.</summary>
    internal long Position => _position;

    /// <summary>The length of all rows written, in bytes.</summary>
    internal long Written => _position - Header.DataOffset - Header.NBytes;

    internal static ArrayGrowth Open(string path, NpyAppendOptions options, CancellationToken cancellationToken) =>
        Open(GrowingFile.Open(path, options.Wait, cancellationToken), options);

    internal static async Task<ArrayGrowth> OpenAsync(string path, NpyAppendOptions options, CancellationToken cancellationToken) =>
        Open(await GrowingFile.OpenAsync(path, options.Wait, cancellationToken).ConfigureAwait(false), options);

    /// <summary>A file of this process's own, whose header is <paramref name="encoded"/>; owns the file.</summary>
    internal static ArrayGrowth OfNew(GrowingFile file, byte[] encoded, NpyAppendOptions options) => new(file, encoded, NpyHeader.Parse(encoded), options);

    /// <summary>Reads the header of an open file and returns its bytes, too.</summary>
    internal static NpyHeader ReadHeader(SafeFileHandle handle, string path, out byte[] encoded)
    {
        try
        {
            var source = new FileSource(handle, seen: 0);
            NpyHeader header = ArrayReader.ReadHeader(source, NpyReadOptions.Default) ?? NpyHeader.Parse([]);
            encoded = new byte[header.DataOffset];
            for (int filled = 0; filled < encoded.Length;)
            {
                int count = RandomAccess.Read(handle, encoded.AsSpan(filled), filled);
                if (count == 0)
                    return NpyHeader.Parse(encoded.AsSpan(0, filled));
                filled += count;
            }

            if (!header.DType.HasObject)
                PayloadReader.CheckLength(RandomAccess.GetLength(handle), header, isStrict: false);
            return header;
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    /// <summary>Whether what follows the array was left by an interrupted append. Another array is never that, even if a mark says so.</summary>
    internal static bool IsLeftover(GrowingFile file, long end)
    {
        Span<byte> start = stackalloc byte[HeaderLayout.Magic.Length];
        return file.HasMark(end) && !(file.Read(start, end) == start.Length && start.SequenceEqual(HeaderLayout.Magic));
    }

    /// <summary>Throws unless rows of a shape and dtype fit.</summary>
    internal void Require(NdArray rows)
    {
        if (!RowBytes.AreEquivalent(rows.DType, DType))
            AppendThrow.OtherDType(rows.DType, Path, DType);
        bool fits = rows.Rank == Header.Shape.Length;
        for (int axis = 0; fits && axis < rows.Rank; axis++)
            fits = axis == Axis || rows.Shape[axis] == Header.Shape[axis];
        if (!fits)
            AppendThrow.OtherRowShape(rows.Shape, Path, Header);
    }

    /// <summary>Writes bytes of rows, in the order and byte order of the file, behind those written before. On an error none of them counts.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        BeginWriting();
        try
        {
            _file.Write(bytes, _position);
        }
        catch
        {
            _hasLeftovers = true;
            throw;
        }

        _position += bytes.Length;
    }

    /// <summary>Writes native elements of whole rows, in the order of the file.</summary>
    internal void WriteNative(ReadOnlySpan<byte> elements)
    {
        if (_swap is null)
        {
            Write(elements);
            return;
        }

        int piece = Math.Max(CopiedAtOnce / DType.ItemSize, 1) * DType.ItemSize;
        byte[] swapped = ArrayPool<byte>.Shared.Rent(Math.Min(piece, elements.Length));
        long start = _position;
        try
        {
            while (!elements.IsEmpty)
            {
                int length = Math.Min(piece, elements.Length);
                ByteSwap.Copy(elements[..length], swapped, _swap);
                Write(swapped.AsSpan(0, length));
                elements = elements[length..];
            }
        }
        catch
        {
            ReturnTo(start);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(swapped);
        }
    }

    /// <summary>Takes back what was written from an offset on, in bytes from the start of the file.</summary>
    internal void ReturnTo(long position)
    {
        _hasLeftovers |= _position > position;
        _position = position;
    }

    /// <summary>Writes rows that <see cref="Require"/> has accepted. On an error none of them counts.</summary>
    internal void Write(NdArray rows, CancellationToken cancellationToken)
    {
        long start = _position;
        try
        {
            RowBytes.Pass(Header.FortranOrder ? rows.Transpose() : rows, DType, bytes =>
            {
                Write(bytes);
                _options.Progress?.Report(Written);
            }, cancellationToken);
        }
        catch
        {
            ReturnTo(start);
            throw;
        }
    }

    /// <summary>Makes everything written so far count, as this many rows. On an error the old ones do.</summary>
    internal void Commit(long rows)
    {
        if (_hasLeftovers)
            _file.Cut(_position);
        _hasLeftovers = false;
        if (_options.Flush == FlushMode.Disk)
            _file.Flush();
        if (rows != RowCount)
            ChangeHeader(rows);
        _isMarked &= End == _position;
        RowCount = rows;
        End = _position;
    }

    /// <summary>Cuts what does not count. Never throws; if it fails, the mark stays, and the next append cuts it.</summary>
    internal void Discard()
    {
        // The mark says the end of the old rows: if the header still does, the next append cuts what follows.
        if (_isUncertain)
            return;
        try
        {
            if (_position > End || _hasLeftovers)
                _file.Cut(End);
            RemoveMark();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Report the error that led here, not this one.
        }
    }

    internal void RemoveMark()
    {
        _file.RemoveMark();
        _isMarked = false;
    }

    /// <summary>Returns this, or what has replaced it if it had no room for any number of rows and may be rewritten without being asked. Then disposes of this.</summary>
    internal ArrayGrowth WithRoom(CancellationToken cancellationToken = default)
    {
        if (MaxRows == long.MaxValue || (End >= MinGuarded && !_options.Rewrite))
            return this;
        using (this)
            Rewrite(null, cancellationToken);
        return Open(Path, _options, cancellationToken);
    }

    /// <summary>Throws unless a file may be rewritten to count so many rows.</summary>
    internal void RequireRewrite(long rows)
    {
        if (End >= MinGuarded && !_options.Rewrite)
            AppendThrow.NoRoom(Path, rows, End);
    }

    /// <summary>Writes the array with more rows to a new file, which replaces this one. The header is NumPy's, with room for any number of rows.</summary>
    internal void Rewrite(NdArray? rows, CancellationToken cancellationToken)
    {
        NpyHeader header = HeaderWith(RowCount + (rows is null ? 0 : rows.Shape[Axis]));
        using OutputFile output = OutputFile.Create(Path, header.DataOffset + header.NBytes, atomic: true, _options.Flush, replaced: new FileVersion(_file.Handle));
        output.Sink.Write(header.Encoded);
        byte[] buffer = new byte[(int)Math.Min(CopiedAtOnce, Math.Max(End - Header.DataOffset, 1))];
        for (long offset = Header.DataOffset; offset < End;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = _file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, End - offset)), offset);
            if (count == 0)
                FileThrow.TruncatedData(DType, Header.Shape, Header.DataOffset, Header.NBytes, offset - Header.DataOffset);
            output.Sink.Write(buffer.AsSpan(0, count));
            offset += count;
        }

        if (rows is not null)
        {
            long done = 0;
            RowBytes.Pass(Header.FortranOrder ? rows.Transpose() : rows, DType, bytes =>
            {
                output.Sink.Write(bytes);
                _options.Progress?.Report(done += bytes.Length);
            }, cancellationToken);
        }

        output.Complete();
    }

    /// <summary>The header that the file would have with so many rows, as NumPy writes it, in the file's version if that can be.</summary>
    internal NpyHeader HeaderWith(long rows)
    {
        long[] shape = [.. Header.Shape];
        shape[Axis] = rows;
        var header = new NpyHeader(DType, shape, Header.FortranOrder);
        return header.Version.Major >= Header.Version.Major ? header : new NpyHeader(DType, shape, Header.FortranOrder, Header.Version);
    }

    /// <summary>Returns the number of rows with some more.</summary>
    internal long Sum(long rows, long more)
    {
        long[] shape = [.. Header.Shape];
        shape[Axis] = unchecked(rows + more);
        if (shape[Axis] < 0 || !Arrays.ArrayLayout.TryCount(shape, DType.ItemSize, out _))
            AppendThrow.TooManyRows(Path, shape[Axis] < 0 ? long.MaxValue : shape[Axis]);
        return shape[Axis];
    }

    public void Dispose() => _file.Dispose();

    private static ArrayGrowth Open(GrowingFile file, NpyAppendOptions options)
    {
        try
        {
            NpyHeader header = ReadHeader(file.Handle, file.Path, out byte[] encoded);
            if (header.DType.HasObject)
                AppendThrow.Objects(header.DType);
            if (header.Shape.IsEmpty)
                AppendThrow.SingleElement(file.Path);

            var growth = new ArrayGrowth(file, encoded, header, options);
            long tail = file.Length - growth.End;
            if (tail > 0 && !IsLeftover(file, growth.End))
                AppendThrow.Tail(file.Path, growth.End, tail);
            if (tail > 0)
                file.Cut(growth.End);
            return growth;
        }
        catch (NpyFormatException e)
        {
            file.Dispose();
            e.AddPath(file.Path);
            throw;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void BeginWriting()
    {
        if (_isMarked)
            return;
        _file.SetMark(End);
        _isMarked = true;
    }

    private void ChangeHeader(long rows)
    {
        byte[] changed = _header.With(rows);
        Range range = HeaderGrowth.Difference(_header.Current, changed);
        try
        {
            // A single write, since readers may come between two.
            _file.Write(changed.AsSpan(range), range.Start.Value);
            if (_options.Flush == FlushMode.Disk)
                _file.Flush();
        }
        catch
        {
            RestoreHeader(range);
            throw;
        }

        _header = HeaderGrowth.Of(changed, Header);
    }

    private void RestoreHeader(Range range)
    {
        try
        {
            _file.Write(_header.Current[range], range.Start.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The header may count the new rows or not.
            _isUncertain = true;
        }
    }
}
