using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>Rows of an entry in an archive. No other entry can be added before they are complete, and without that the archive cannot be completed.</summary>
internal sealed class EntryRows(NpzWriter writer, GrowingEntry entry, DType dtype, long[] rowShape) : RowTarget
{
    internal override long MaxRows => long.MaxValue;

    /// <summary>The header has the same length for any number of rows, as NumPy leaves room for the axis to grow (<c>GROWTH_AXIS_MAX_DIGITS</c>).</summary>
    internal static byte[] Head(DType dtype, long rows, ReadOnlySpan<long> rowShape) => new NpyHeader(dtype, [rows, .. rowShape]).ToBytes();

    internal override void RequireOpen() => writer.RequireOpen(entry);

    internal override void ThrowTooMany(long rows) => throw new InvalidOperationException($"An array cannot have {rows} rows.");

    internal override void Write(ReadOnlySpan<byte> bytes) => writer.Write(entry, bytes);

    internal override Task WriteAsync(PieceOfBytes pieces, long length, CancellationToken cancellationToken) =>
        writer.WriteAsync(entry, offset => entry.Take(pieces(offset)), length, cancellationToken);

    internal override void Checkpoint(long rows) => NpzThrow.NoCheckpoint();

    internal override Task CheckpointAsync(long rows, CancellationToken cancellationToken)
    {
        NpzThrow.NoCheckpoint();
        return Task.CompletedTask;
    }

    internal override void Complete(long rows) => writer.End(entry, Head(dtype, rows, rowShape));

    internal override Task CompleteAsync(long rows, CancellationToken cancellationToken) => writer.EndAsync(entry, Head(dtype, rows, rowShape), cancellationToken);

    public override void Dispose() => writer.GiveUp(entry);
}
