using System.Buffers;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

/// <summary>Writes one array to any sink: header, then payload. Every save uses it.</summary>
internal static class ArrayWriter
{
    /// <summary>Maximum length of one write, in bytes: large enough to make calls cheap, small enough to cancel and report in time.</summary>
    internal static readonly Threshold PieceLength = new(16 << 20);

    /// <summary>Maximum length of header and payload that are combined into one write, in bytes.</summary>
    private const int SmallLength = 256 << 10;

    internal static void Write(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken = default)
    {
        SavedName.CheckSingle(path);
        options ??= NpyWriteOptions.Default;
        ArrayEncoder encoder = Encoder(array, options, out NpyHeader header);
        using OutputFile file = options.CreateFile(path, header.DataOffset + encoder.PayloadLength);
        file.Write(sink => Write(sink, header, encoder, options, cancellationToken));
    }

    internal static void Write(ByteSink sink, NdArray array, NpyWriteOptions? options)
    {
        options ??= NpyWriteOptions.Default;
        ArrayEncoder encoder = Encoder(array, options, out NpyHeader header);
        Write(sink, header, encoder, options, default);
    }

    internal static byte[] ToBytes(NdArray array, NpyWriteOptions? options)
    {
        options ??= NpyWriteOptions.Default;
        ArrayEncoder encoder = Encoder(array, options, out NpyHeader header);
        long length = header.DataOffset + encoder.PayloadLength;
        if (length > Array.MaxLength)
            FileThrow.FileTooLongForBytes(length);

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        header.Encoded.CopyTo(bytes);
        encoder.Encode(0, bytes.AsSpan(header.DataOffset));
        options.Progress?.Report(encoder.PayloadLength);
        return bytes;
    }

    internal static Task WriteAsync(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, array, options, cancellationToken), cancellationToken);

    internal static async Task WriteAsync(ByteSink sink, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyWriteOptions.Default;
        ArrayEncoder encoder = Encoder(array, options, out NpyHeader header);
        byte[] buffer = RentBuffer(header, encoder);
        try
        {
            int filled = header.DataOffset;
            long done = 0;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = Encode(encoder, done, buffer, filled);
                await sink.WriteAsync(buffer.AsMemory(0, filled + length), cancellationToken).ConfigureAwait(false);
                done += length;
                filled = 0;
                options.Progress?.Report(done);
            }
            while (done < encoder.PayloadLength);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ArrayEncoder Encoder(NdArray array, NpyWriteOptions options, out NpyHeader header)
    {
        array = NpyWriteOptions.UnitOf(options).Of(array);
        var encoder = new ArrayEncoder(array.DType, array.Memory, array.Layout);
        header = new NpyHeader(array.DType, array.Shape, encoder.FortranOrder, options.Version);
        return encoder;
    }

    private static void Write(ByteSink sink, NpyHeader header, ArrayEncoder encoder, NpyWriteOptions options, CancellationToken cancellationToken)
    {
        if (!encoder.IsContiguous || header.DataOffset + encoder.PayloadLength <= SmallLength)
        {
            WriteCopied(sink, header, encoder, options, cancellationToken);
            return;
        }

        sink.Write(header.Encoded);
        for (long done = 0; done < encoder.PayloadLength;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(PieceLength, encoder.PayloadLength - done);
            sink.Write(encoder.Contiguous(done, length));
            done += length;
            options.Progress?.Report(done);
        }

        // The written spans may be over unmanaged memory, which the encoder keeps alive.
        GC.KeepAlive(encoder);
    }

    private static void WriteCopied(ByteSink sink, NpyHeader header, ArrayEncoder encoder, NpyWriteOptions options, CancellationToken cancellationToken)
    {
        // A small array takes one write, and a strided one is never copied whole.
        byte[] buffer = RentBuffer(header, encoder);
        try
        {
            int filled = header.DataOffset;
            long done = 0;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = Encode(encoder, done, buffer, filled);
                sink.Write(buffer.AsSpan(0, filled + length));
                done += length;
                filled = 0;
                options.Progress?.Report(done);
            }
            while (done < encoder.PayloadLength);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The buffer begins with the header and has room for a block behind it.</summary>
    private static byte[] RentBuffer(NpyHeader header, ArrayEncoder encoder)
    {
        long length = header.DataOffset + Math.Min(encoder.PayloadLength, encoder.PreferredBlockLength);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, Array.MaxLength));
        header.Encoded.CopyTo(buffer);
        return buffer;
    }

    private static int Encode(ArrayEncoder encoder, long offset, byte[] buffer, int filled)
    {
        int length = (int)Math.Min(encoder.PreferredBlockLength, encoder.PayloadLength - offset);
        encoder.Encode(offset, buffer.AsSpan(filled, length));
        return length;
    }
}

/// <summary>Checks that a file name does not suggest another format.</summary>
internal static class SavedName
{
    internal static void CheckSingle(string path, string verb = "Npy.Save")
    {
        ArgumentNullException.ThrowIfNull(path);
        // np.save would append .npy, and readers go by the name.
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{verb} writes a .npy file, and '{path}' is named as an archive: use Npz.Save, or a name that ends in .npy.", nameof(path));
    }
}
