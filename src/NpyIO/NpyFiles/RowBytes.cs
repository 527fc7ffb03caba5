using NpyIO.Coding;

namespace NpyIO.NpyFiles;

/// <summary>The bytes of rows in the order and byte order of the file that they are for, in pieces.</summary>
internal static class RowBytes
{
    /// <summary>Whether two dtypes are one but for the byte order.</summary>
    internal static bool AreEquivalent(DType one, DType other) =>
        one.Equals(other) || one.WithByteOrder(ByteOrder.LittleEndian).Equals(other.WithByteOrder(ByteOrder.LittleEndian));

    /// <summary>Passes the array's bytes in C order. Only an array that lies otherwise is copied, and never more of it than <see cref="ArrayWriter.PieceLength"/> at once.</summary>
    internal static void Pass(NdArray array, DType dtype, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        long piece = ArrayWriter.PieceLength;
        if (array.NBytes == 0)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        bool isSame = array.DType.Equals(dtype);
        if (isSame && array.IsCContiguous)
        {
            PassContiguous(array, take, cancellationToken);
        }
        else if (array.NBytes <= piece || array.Rank == 0)
        {
            NdArray swapped = isSame ? array : array.To(dtype, Casting.Equivalent);
            if (swapped.IsCContiguous)
                PassContiguous(swapped, take, cancellationToken);
            else
                take(swapped.ToBytes());
        }
        else
        {
            long rows = Math.Max(1, piece / (array.NBytes / array.Shape[0]));
            for (long row = 0; row < array.Shape[0]; row += rows)
            {
                // Without its axis, a row that is too long itself is divided along the next one.
                NdArray part = rows == 1 ? array[Slice.At(row), Slice.Ellipsis] : array[new Slice(row, Math.Min(row + rows, array.Shape[0])), Slice.Ellipsis];
                Pass(part, dtype, take, cancellationToken);
            }
        }
    }

    private static void PassContiguous(NdArray array, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        var encoder = new ArrayEncoder(array.DType, array.Memory, array.Layout);
        byte[]? buffer = null;
        for (long done = 0; done < encoder.PayloadLength;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(encoder.IsContiguous ? ArrayWriter.PieceLength : encoder.PreferredBlockLength, encoder.PayloadLength - done);
            if (encoder.IsContiguous)
            {
                take(encoder.Contiguous(done, length));
            }
            else
            {
                buffer ??= new byte[length];
                encoder.Encode(done, buffer.AsSpan(0, length));
                take(buffer.AsSpan(0, length));
            }

            done += length;
        }

        // The spans may be over unmanaged memory, which the array keeps alive.
        GC.KeepAlive(array);
    }
}
