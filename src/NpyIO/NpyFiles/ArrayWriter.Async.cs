using System.Buffers;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

internal static partial class ArrayWriter
{
    /// <summary>Writes an array to a file on the thread pool. Writing a file blocks a thread in any case, so use one for all blocks.</summary>
    internal static Task WriteAsync(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, array, options, cancellationToken), cancellationToken);

    /// <summary>Writes an array to a sink, block by block through a buffer.</summary>
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
}
