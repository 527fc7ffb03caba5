using System.Buffers;

namespace NpyIO.Files;

/// <summary>Writes one array wherever it is to go: header, then payload. Every save goes this way.</summary>
internal static partial class ArrayWriter
{
    /// <summary>What one write takes at most, in bytes: enough to make calls cheap, little enough to cancel and report in time.</summary>
    private const int PieceLength = 16 << 20;

    /// <summary>What is copied into one buffer before it is written, in bytes: all of a small array with its header, or a block that has to be gathered.</summary>
    private const int BufferLength = 256 << 10;

    /// <summary>Writes an array to a sink.</summary>
    internal static void Write(ByteSink sink, Payload payload, NpyHeader header, NpyWriteOptions options, CancellationToken cancellationToken = default)
    {
        if (!payload.IsContiguous || header.DataOffset + payload.Length <= BufferLength)
        {
            WriteCopied(sink, payload, header, options, cancellationToken);
            return;
        }

        sink.Write(header.Encoded);
        for (long done = 0; done < payload.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(PieceLength, payload.Length - done);
            sink.Write(payload.Slice(done, length));
            done += length;
            options.Progress?.Report(done);
        }
    }

    /// <summary>Writes an array to a file: beside it and renamed at the end, where it is to be atomic.</summary>
    internal static void Write(string path, Payload payload, NpyWriteOptions? options, CancellationToken cancellationToken = default)
    {
        options ??= NpyWriteOptions.Default;
        NpyHeader header = payload.Header(options);
        using OutputFile file = OutputFile.Create(path, header.DataOffset + payload.Length, options);
        Write(new FileSink(file.Handle), payload, header, options, cancellationToken);
        file.Complete();
    }

    /// <summary>Writes an array to a sink that needs no care.</summary>
    internal static void Write(ByteSink sink, Payload payload, NpyWriteOptions? options)
    {
        options ??= NpyWriteOptions.Default;
        Write(sink, payload, payload.Header(options), options);
    }

    /// <summary>An array as the bytes of a file.</summary>
    /// <exception cref="ArgumentException">It is too long for one <c>byte[]</c>.</exception>
    internal static byte[] ToBytes(Payload payload, NpyWriteOptions? options)
    {
        options ??= NpyWriteOptions.Default;
        NpyHeader header = payload.Header(options);
        long length = header.DataOffset + payload.Length;
        if (length > Array.MaxLength)
        {
            Throw.FileTooLongForBytes(length);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        header.Encoded.CopyTo(bytes);
        payload.CopyTo(0, bytes.AsSpan(header.DataOffset));
        options.Progress?.Report(payload.Length);
        return bytes;
    }

    /// <summary>Header and payload through a buffer, so that a small array is one write and a strided one is never copied whole.</summary>
    private static void WriteCopied(ByteSink sink, Payload payload, NpyHeader header, NpyWriteOptions options, CancellationToken cancellationToken)
    {
        byte[] buffer = RentBuffer(payload, header);
        try
        {
            header.Encoded.CopyTo(buffer);
            int filled = header.DataOffset;
            long done = 0;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = CopyBlock(payload, done, buffer, filled);
                sink.Write(buffer.AsSpan(0, filled + length));
                done += length;
                filled = 0;
                options.Progress?.Report(done);
            }
            while (done < payload.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A buffer that holds the header and at least one element.</summary>
    private static byte[] RentBuffer(Payload payload, NpyHeader header) =>
        ArrayPool<byte>.Shared.Rent((int)Math.Min(
            header.DataOffset + payload.Length,
            Math.Max(BufferLength, (long)header.DataOffset + payload.BlockUnit)));

    /// <summary>Fills what is free of a buffer with whole units of payload.</summary>
    private static int CopyBlock(Payload payload, long offset, byte[] buffer, int filled)
    {
        int room = buffer.Length - filled;
        int length = (int)Math.Min(payload.Length - offset, room - room % Math.Max(1, payload.BlockUnit));
        payload.CopyTo(offset, buffer.AsSpan(filled, length));
        return length;
    }
}
