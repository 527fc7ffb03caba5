using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.Signatures;

namespace NpyIO.NpyFiles;

/// <summary>Reads one array from any source: header, decoder, payload. Every load uses it.</summary>
internal static class ArrayReader
{
    private delegate T HeadReader<out T>(ReadOnlySpan<byte> head);

    /// <summary>Length of the first read of a file, in bytes: enough for a small file, and to identify content that is not an array.</summary>
    private const int HeadLength = Verdict.HeadLength;

    /// <summary>How often a header that changes while it is read is read again.</summary>
    private const int MaxTornReads = 100;

    /// <summary>How often a header that cannot be true is looked at again before the file counts as bad.</summary>
    private const int ReadsUntilBad = 10;

    /// <summary>The buffer for data that are only counted, in bytes.</summary>
    private const int CountedLength = 64 << 10;

    internal static ArrayDecoder Read(ReadOnlySpan<byte> content, DecoderFactory create, NpyReadOptions? options)
    {
        options ??= NpyReadOptions.Default;
        NpyHeader header = NpyHeader.Parse(content, options.MaxHeaderSize);
        ArrayDecoder decoder = create(header, options);
        PayloadReader.Take(content, header.DataOffset, decoder, options.Reading);
        return decoder;
    }

    /// <summary>Returns null if the source is empty.</summary>
    internal static ArrayDecoder? TryRead(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken = default)
    {
        options ??= NpyReadOptions.Default;
        NpyHeader? header = ReadHeader(source, options);
        return header is null ? null : ReadPayload(source, header, create(header, options), options, cancellationToken);
    }

    internal static ArrayDecoder Read(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken = default) =>
        TryRead(source, create, options, cancellationToken) ?? Read([], create, options);

    [SkipLocalsInit]
    internal static ArrayDecoder Read(string path, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken = default)
    {
        try
        {
            options ??= NpyReadOptions.Default;
            using SafeFileHandle handle = ReadableFile.Open(path);
            Span<byte> head = stackalloc byte[HeadLength];
            if (!TryReadHead(handle, ref head))
                return Read(new StreamSource(handle), create, options, cancellationToken);

            return ReadSettled(handle, head, head => Read(handle, head, create, options, cancellationToken));
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    private static ArrayDecoder Read(SafeFileHandle handle, ReadOnlySpan<byte> head, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        if (NpyHeader.TryParse(head, options.MaxHeaderSize) is not { } header)
            return ReadOn(handle, head, null, null, create, options, cancellationToken);

        ArrayDecoder decoder = create(header, options);
        if (options.Strict || decoder is ISequentialDecoder || decoder.PayloadLength > head.Length - header.DataOffset)
            return ReadOn(handle, head, header, decoder, create, options, cancellationToken);

        PayloadReader.Take(head, header.DataOffset, decoder, options.Reading);
        return decoder;
    }

    /// <summary>Returns null if the source is empty.</summary>
    internal static NpyHeader? ReadHeader(PayloadSource source, NpyReadOptions options)
    {
        using var assembler = new HeaderAssembler(options.MaxHeaderSize);
        while (assembler.WantsMore)
            assembler.Accept(source.Read(assembler.Filled, assembler.Room.Span));

        return assembler.Finish();
    }

    [SkipLocalsInit]
    internal static NpyHeader ReadHeader(string path, NpyReadOptions options)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            Span<byte> head = stackalloc byte[HeadLength];
            if (!TryReadHead(handle, ref head))
                return ReadHeader(new StreamSource(handle), options) ?? NpyHeader.Parse([]);

            return ReadSettled(handle, head, head => NpyHeader.TryParse(head, options.MaxHeaderSize)
                ?? ReadHeader(new PrefixedSource(head.ToArray(), new FileSource(handle, head.Length)), options)
                ?? NpyHeader.Parse([]));
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    /// <summary>Throws unless the source holds one array and nothing else. The data are only counted, unless they are Python objects.</summary>
    internal static void RequireWhole(PayloadSource source, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options = (options ?? NpyReadOptions.Default) with { Strict = true };
        NpyHeader header = ReadHeader(source, options) ?? NpyHeader.Parse([]);
        if (header.DType.HasObject)
        {
            ReadPayload(source, header, Npy.Untyped(header, options), options, cancellationToken);
            return;
        }

        long found = source.Length == PayloadSource.Unknown ? CountFrom(source, header.DataOffset, cancellationToken) : source.Length - header.DataOffset;
        PayloadReader.CheckLength(header.DataOffset + found, header, isStrict: true);
    }

    internal static async Task RequireWholeAsync(PayloadSource source, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options = (options ?? NpyReadOptions.Default) with { Strict = true };
        NpyHeader header = await ReadHeaderAsync(source, options, cancellationToken).ConfigureAwait(false) ?? NpyHeader.Parse([]);
        if (header.DType.HasObject)
        {
            await new PayloadReader(source, header.DataOffset, Npy.Untyped(header, options), options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
            return;
        }

        long found = source.Length - header.DataOffset;
        if (source.Length == PayloadSource.Unknown)
        {
            byte[] buffer = new byte[CountedLength];
            found = 0;
            for (int read; (read = await source.ReadAsync(header.DataOffset + found, buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                found += read;
        }

        PayloadReader.CheckLength(header.DataOffset + found, header, isStrict: true);
    }

    private static long CountFrom(PayloadSource source, long start, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CountedLength);
        long count = 0;
        for (int read; (read = source.Read(start + count, buffer)) > 0; count += read)
            cancellationToken.ThrowIfCancellationRequested();
        ArrayPool<byte>.Shared.Return(buffer);
        return count;
    }

    internal static Task<ArrayDecoder> ReadAsync(string path, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, create, options, cancellationToken), cancellationToken);

    internal static async Task<ArrayDecoder?> TryReadAsync(PayloadSource source, DecoderFactory create, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyReadOptions.Default;
        NpyHeader? header = await ReadHeaderAsync(source, options, cancellationToken).ConfigureAwait(false);
        if (header is null)
            return null;

        ArrayDecoder decoder = create(header, options);
        await new PayloadReader(source, header.DataOffset, decoder, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
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

    /// <summary>Reads a file whose start has been read; again if that fails because an appender was changing the header.</summary>
    private static T ReadSettled<T>(SafeFileHandle handle, Span<byte> head, HeadReader<T> read)
    {
        for (int reads = 1; ; reads++)
        {
            try
            {
                return read(head);
            }
            catch (NpyFormatException) when (reads < MaxTornReads && HasChanged(handle, head))
            {
                head = head[..RandomAccess.Read(handle, head, 0)];
            }
        }
    }

    /// <summary>
    /// Returns whether the start of a file has changed since it was read. An appender changes digits of the header in one call of far less than a microsecond, which a reader can see half done;
    /// a file that is really bad does not change.
    /// </summary>
    private static bool HasChanged(SafeFileHandle handle, ReadOnlySpan<byte> head)
    {
        byte[] now = ArrayPool<byte>.Shared.Rent(HeadLength);
        try
        {
            for (int i = 0; i < ReadsUntilBad; i++)
            {
                if (!head.SequenceEqual(now.AsSpan(0, RandomAccess.Read(handle, now.AsSpan(0, head.Length), 0))))
                    return true;
                Thread.Yield();
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(now);
        }
    }

    /// <summary>Returns false for a pipe, which cannot be read at offsets.</summary>
    private static bool TryReadHead(SafeFileHandle handle, ref Span<byte> head)
    {
        try
        {
            head = head[..RandomAccess.Read(handle, head, 0)];
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private static ArrayDecoder ReadOn(
        SafeFileHandle handle,
        ReadOnlySpan<byte> head,
        NpyHeader? header,
        ArrayDecoder? decoder,
        DecoderFactory create,
        NpyReadOptions options,
        CancellationToken cancellationToken)
    {
        byte[] prefix = ArrayPool<byte>.Shared.Rent(head.Length);
        try
        {
            head.CopyTo(prefix);
            var source = new PrefixedSource(prefix.AsMemory(0, head.Length), new FileSource(handle, head.Length));
            return header is null || decoder is null
                ? Read(source, create, options, cancellationToken)
                : ReadPayload(source, header, decoder, options, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(prefix);
        }
    }

    private static ArrayDecoder ReadPayload(PayloadSource source, NpyHeader header, ArrayDecoder decoder, NpyReadOptions options, CancellationToken cancellationToken)
    {
        new PayloadReader(source, header.DataOffset, decoder, options.Reading, cancellationToken).Read();
        return decoder;
    }
}

/// <summary>Creates the decoder for a header. Allocates no memory for the array yet.</summary>
internal delegate ArrayDecoder DecoderFactory(NpyHeader header, NpyReadOptions options);
