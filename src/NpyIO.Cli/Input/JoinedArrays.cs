using NpyIO.Errors;

namespace NpyIO.Cli.Input;

/// <summary>Arrays that are joined along an axis, and what they become.</summary>
internal sealed class JoinedArrays : IDisposable
{
    /// <summary>The size of the blocks that are joined at once, in bytes, unless rows are longer.</summary>
    internal static readonly Threshold BlockLength = new(1 << 20);

    private readonly List<(string File, InputFile Input, InputArray Array)> _parts = [];
    private readonly int _axis;

    internal JoinedArrays(string[] files, string? entry, int axis, InputOptions options)
    {
        try
        {
            foreach (string file in files)
                FileFailedException.Concerning(file, () => Add(file, entry, axis, options));
            InputArray first = _parts[0].Array;
            _axis = axis < 0 ? axis + first.Rank : axis;
            long[] shape = [.. first.Shape];
            shape[_axis] = _parts.Sum(part => part.Array.Shape[_axis]);
            DType dtype = _parts.MaxBy(part => part.Array.DType.ItemSize).Array.DType;
            Header = new NpyHeader(dtype.WithByteOrder(BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian), shape, _parts.TrueForAll(part => part.Array.FortranOrder));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal NpyHeader Header { get; }

    /// <summary>The bytes behind the header, in pieces; each is valid until the next.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Bytes()
    {
        if (Header.NBytes == 0)
            yield break;
        Order order = Header.FortranOrder ? Order.Fortran : Order.C;
        byte[] buffer = [];
        foreach (NdArray block in Blocks(_parts.ConvertAll(part => (part.File, part.Array)), [.. Header.Shape], _axis))
        {
            int length = checked((int)block.NBytes);
            if (buffer.Length < length)
                buffer = new byte[length];
            block.CopyTo(buffer, order);
            yield return buffer.AsMemory(0, length);
        }
    }

    public void Dispose()
    {
        foreach ((_, InputFile input, InputArray array) in _parts)
        {
            array.Dispose();
            input.Dispose();
        }
    }

    private void Add(string file, string? entry, int axis, InputOptions options)
    {
        InputFile input = InputFile.Open(file, options);
        InputArray array;
        try
        {
            array = input.OpenArray(entry, NpyReadOptions.AsStored);
        }
        catch
        {
            input.Dispose();
            throw;
        }
        _parts.Add((file, input, array));
        if (array.Rank == 0)
            throw new ToolException("is a single element, without an axis to join it along");
        if (axis < -array.Rank || axis >= array.Rank)
            throw new ToolException($"has no axis {axis}: its shape is {PythonText.Shape(array.Shape)}");
        if (array.DType.HasObject)
            throw new ToolException("holds Python objects, which cannot be joined");
        Compare(array, _parts[0].Array, _parts[0].File, axis < 0 ? axis + array.Rank : axis);
    }

    private static void Compare(InputArray array, InputArray first, string name, int axis)
    {
        bool isText = array.DType.Kind == first.DType.Kind && array.DType.Kind is DTypeKind.String or DTypeKind.Bytes;
        if (!isText && !array.DType.WithByteOrder(ByteOrder.LittleEndian).Equals(first.DType.WithByteOrder(ByteOrder.LittleEndian)))
            throw new ToolException($"holds {array.DType.Name}, but '{name}' {first.DType.Name}");
        bool fits = array.Rank == first.Rank;
        for (int i = 0; fits && i < array.Rank; i++)
            fits = i == axis || array.Shape[i] == first.Shape[i];
        if (!fits)
            throw new ToolException($"its shape {PythonText.Shape(array.Shape)} does not fit that of '{name}', {PythonText.Shape(first.Shape)}: only axis {axis} can differ");
    }

    /// <summary>The elements in the order of the result, a block of them at a time.</summary>
    private IEnumerable<NdArray> Blocks(List<(string File, InputArray Array)> parts, long[] shape, int axis)
    {
        bool fortranOrder = Header.FortranOrder;
        ReadOnlySpan<long> slower = fortranOrder ? shape.AsSpan(axis + 1) : shape.AsSpan(0, axis);
        if (!slower.ContainsAnyExcept(1))
            return OneAfterAnother(parts);
        int rowAxis = fortranOrder ? shape.Length - 1 : 0;
        long[] row = [.. shape[..rowAxis], .. shape[(rowAxis + 1)..]];
        long length = row.Aggregate((long)Header.DType.ItemSize, (product, count) => product * count);
        return length > InputArray.MaxRowLength ? RowByRow(parts, shape[rowAxis], row, fortranOrder ? axis : axis - 1) : SideBySide(parts, shape, axis, rowAxis, Math.Max(1, BlockLength / Math.Max(1, length)));
    }

    private IEnumerable<NdArray> RowByRow(List<(string File, InputArray Array)> parts, long rows, long[] shape, int axis)
    {
        for (long row = 0; row < rows; row++)
        {
            foreach (NdArray block in Blocks(parts.ConvertAll(part => (part.File, part.Array.At(row, Header.FortranOrder))), shape, axis))
                yield return block;
        }
    }

    private IEnumerable<NdArray> OneAfterAnother(List<(string File, InputArray Array)> parts)
    {
        foreach ((string file, InputArray array) in parts)
        {
            using IEnumerator<NdArray> blocks = array.Pieces(Header.FortranOrder).GetEnumerator();
            while (FileFailedException.Concerning(file, blocks.MoveNext))
                yield return blocks.Current.DType.Equals(Header.DType) ? blocks.Current : Converted(blocks.Current);
        }
    }

    /// <summary>Assigning changes the byte order, and widens texts.</summary>
    private NdArray Converted(NdArray block)
    {
        var converted = NdArray.Create(Header.DType, block.Shape);
        converted[Slice.Ellipsis] = block;
        return converted;
    }

    private IEnumerable<NdArray> SideBySide(List<(string File, InputArray Array)> parts, long[] shape, int axis, int rowAxis, long count)
    {
        List<(string File, IEnumerator<NdArray> Blocks)> sources = parts.ConvertAll(part => (part.File, part.Array.Positions(rowAxis, count).GetEnumerator()));
        try
        {
            for (long first = 0; first < shape[rowAxis]; first += count)
                yield return Join(sources, [.. shape[..rowAxis], Math.Min(count, shape[rowAxis] - first), .. shape[(rowAxis + 1)..]], axis);
        }
        finally
        {
            foreach ((_, IEnumerator<NdArray> blocks) in sources)
                blocks.Dispose();
        }
    }

    private NdArray Join(List<(string File, IEnumerator<NdArray> Blocks)> sources, long[] shape, int axis)
    {
        var joined = NdArray.Create(Header.DType, shape);
        var index = new Slice[axis + 1];
        long at = 0;
        foreach ((string file, IEnumerator<NdArray> blocks) in sources)
        {
            FileFailedException.Concerning(file, blocks.MoveNext);
            long end = at + blocks.Current.Shape[axis];
            index[axis] = new Slice(at, end);
            joined[index] = blocks.Current;
            at = end;
        }
        return joined;
    }
}
