using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

internal static partial class ArrayReader
{
    /// <summary>Reads the array in a file on the thread pool. Reading a file blocks a thread in any case, so use one for all blocks.</summary>
    internal static Task<ArrayDecoder> ReadAsync(string path, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, create, options, cancellationToken), cancellationToken);

    internal static async Task<ArrayDecoder?> TryReadAsync(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyReadOptions.Default;
        NpyHeader? header = await ReadHeaderAsync(source, options, cancellationToken).ConfigureAwait(false);
        if (header is null)
            return null;

        ArrayDecoder decoder = create(header, options);
        await new PayloadReader(source, header, decoder, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
        return decoder;
    }

    internal static async Task<ArrayDecoder> ReadAsync(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken) =>
        await TryReadAsync(source, create, options, cancellationToken).ConfigureAwait(false) ?? Read([], create, options);

    internal static async ValueTask<NpyHeader?> ReadHeaderAsync(PayloadSource source, NpyReadOptions options, CancellationToken cancellationToken)
    {
        using var assembler = new HeaderAssembler(options.MaxHeaderSize);
        while (assembler.WantsMore)
            assembler.Accept(await source.ReadAsync(assembler.Filled, assembler.Room, cancellationToken).ConfigureAwait(false));

        return assembler.Finish();
    }
}
