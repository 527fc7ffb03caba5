using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

internal static partial class ArrayReader
{
    /// <summary>Reads the array in a file, on the thread pool: reading a file blocks a thread in any case, so it is one, from the first block to the last.</summary>
    internal static Task<ArrayDecoder> ReadAsync(string path, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, create, options, cancellationToken), cancellationToken);

    /// <summary>As <see cref="TryRead"/>.</summary>
    internal static async Task<ArrayDecoder?> TryReadAsync(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyReadOptions.Default;
        NpyHeader? header = await ReadHeaderAsync(source, options, cancellationToken).ConfigureAwait(false);
        if (header is null)
        {
            return null;
        }

        ArrayDecoder decoder = create(header, options);
        await new PayloadReader(source, header, decoder, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
        return decoder;
    }

    /// <summary>As <see cref="TryReadAsync"/>, where an array must be there.</summary>
    internal static async Task<ArrayDecoder> ReadAsync(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken) =>
        await TryReadAsync(source, create, options, cancellationToken).ConfigureAwait(false) ?? Read([], create, options);

    /// <summary>As <see cref="ReadHeader(PayloadSource, NpyReadOptions)"/>.</summary>
    internal static async ValueTask<NpyHeader?> ReadHeaderAsync(PayloadSource source, NpyReadOptions options, CancellationToken cancellationToken)
    {
        using var assembler = new HeaderAssembler(options.MaxHeaderSize);
        while (assembler.WantsMore)
        {
            assembler.Accept(await source.ReadAsync(assembler.Filled, assembler.Room, cancellationToken).ConfigureAwait(false));
        }

        return assembler.Finish();
    }
}
