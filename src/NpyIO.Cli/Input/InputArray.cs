using NpyIO.IO;

namespace NpyIO.Cli.Input;

/// <summary>An array of an input, or a part of one: in memory, or in a file, which is read when elements are asked for.</summary>
internal abstract class InputArray : IDisposable
{
    /// <summary>About how many bytes are read at once, if rows are not longer.</summary>
    internal static readonly Threshold BlockLength = new(1 << 20);

    /// <summary>Longer rows are divided. Also the size of blocks of another axis. In bytes.</summary>
    internal static readonly Threshold MaxRowLength = new(256 << 20);

    internal abstract DType DType { get; }

    internal abstract ReadOnlySpan<long> Shape { get; }

    internal abstract long Count { get; }

    internal abstract long NBytes { get; }

    /// <summary>Whether the elements are in Fortran order, and not in C order.</summary>
    internal abstract bool FortranOrder { get; }

    internal int Rank => Shape.Length;

    /// <summary>The axis whose positions follow each other in the file, or in memory.</summary>
    protected abstract int RowAxis { get; }

    internal abstract InputArray this[ReadOnlySpan<Slice> index] { get; }

    internal abstract NdArray Load();

    /// <summary>
    /// Positions of an axis, as many at once as a block has room for. Positions of an axis other than that of the rows are spread over the file, and each block reads much of it: their blocks
    /// are longer.
    /// </summary>
    internal IEnumerable<NdArray> Along(int axis)
    {
        if (NBytes == 0)
            return Shape[axis] == 0 ? [] : [Load()];
        long room = axis == RowAxis ? BlockLength : MaxRowLength;
        return Positions(axis, Math.Max(1, room / Math.Max(1, NBytes / Math.Max(1, Shape[axis]))));
    }

    /// <summary>The part as an input that owns this one.</summary>
    internal virtual InputArray Take(ReadOnlySpan<Slice> index) => this[index];

    /// <summary>A fixed number of positions of an axis at once.</summary>
    internal IEnumerable<NdArray> Positions(int axis, long count) => axis == RowAxis ? Blocks(count) : Slices(axis, count);

    /// <summary>The elements in C or Fortran order, a block of them at a time: each is an array in that order.</summary>
    internal IEnumerable<NdArray> Pieces(bool fortranOrder)
    {
        if (NBytes <= BlockLength || Rank == 0)
            return [Load()];
        int axis = fortranOrder ? Rank - 1 : 0;
        return NBytes / Shape[axis] <= MaxRowLength ? Along(axis) : PiecesOfRows(fortranOrder);
    }

    /// <summary>A position of the axis that varies slowest.</summary>
    internal InputArray At(long row, bool fortranOrder) => this[fortranOrder ? [Slice.Ellipsis, Slice.At(row)] : [Slice.At(row)]];

    /// <summary>The bytes in the order of the file, read block by block. Owns this.</summary>
    internal Stream OpenBytes() => new BlockStream(this);

    public virtual void Dispose()
    {
    }

    protected virtual IEnumerable<NdArray> Blocks(long rows) => Slices(RowAxis, rows);

    private IEnumerable<NdArray> Slices(int axis, long count)
    {
        long length = Shape[axis];
        for (long first = 0; first < length; first += Math.Min(count, length - first))
        {
            var index = new Slice[axis + 1];
            index[axis] = new Slice(first, first + Math.Min(count, length - first));
            yield return this[index].Load();
        }
    }

    private IEnumerable<NdArray> PiecesOfRows(bool fortranOrder)
    {
        for (long row = 0; row < Shape[fortranOrder ? Rank - 1 : 0]; row++)
        {
            foreach (NdArray piece in At(row, fortranOrder).Pieces(fortranOrder))
                yield return piece;
        }
    }

    private sealed class BlockStream(InputArray array) : ForwardReadStream
    {
        private readonly IEnumerator<NdArray> _pieces = array.Pieces(array.FortranOrder).GetEnumerator();
        private ReadOnlyMemory<byte> _rest;

        public override int Read(Span<byte> buffer)
        {
            while (_rest.IsEmpty)
            {
                if (!_pieces.MoveNext())
                    return 0;
                _rest = _pieces.Current.ToBytes(array.FortranOrder ? Order.Fortran : Order.C);
            }
            int count = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _pieces.Dispose();
                array.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
