using System.Buffers;

namespace NpyIO.Files;

internal static partial class ArrayWriter
{
    /// <summary>Writes an array to a file, on the thread pool: writing a file blocks a thread in any case, so it is one, from the first block to the last.</summary>
    internal static Task WriteAsync(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, new Payload(array), options, cancellationToken), cancellationToken);

    /// <summary>Writes an array to a sink, block by block through a buffer.</summary>
    internal static async Task WriteAsync(ByteSink sink, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyWriteOptions.Default;
        NpyHeader header = new Payload(array).Header(options);
        byte[] buffer = RentBuffer(new Payload(array), header);
        try
        {
            header.Encoded.CopyTo(buffer);
            int filled = header.DataOffset;
            long done = 0;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = CopyBlock(new Payload(array), done, buffer, filled);
                await sink.WriteAsync(buffer.AsMemory(0, filled + length), cancellationToken).ConfigureAwait(false);
                done += length;
                filled = 0;
                options.Progress?.Report(done);
            }
            while (done < array.NBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
