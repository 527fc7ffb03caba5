using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>A joblib file that is being read: its bytes, their decompression if they are compressed, and the pickle that comes out.</summary>
internal sealed class JoblibInput : IDisposable
{
    private readonly DecompressedSource? _content;

    /// <summary><paramref name="file"/> has looked ahead as far as <see cref="Wanted"/> asks; the caller owns it. Throws for other formats, including Zstandard unless <paramref name="readsZstandard"/>: joblib does not write it.</summary>
    internal JoblibInput(PickleInput file, bool checksEnd, bool readsZstandard = false)
    {
        ReadOnlySpan<byte> head = file.Unread[..Math.Min(file.Unread.Length, Verdict.HeadLength)];
        Kind = FileSignatures.KindOf(head);
        if (Kind is FileKind.Npy or FileKind.Archive || (Kind == FileKind.Zstandard && !readsZstandard) || Verdict.IsLegacyTorch(head))
            JoblibThrow.NoJoblibFile(Verdict.Of(head)!);
        _content = Kind == FileKind.Pickle ? null : new DecompressedSource(file, Kind, head) { ChecksEnd = checksEnd };
        Pickle = _content is null ? file : new PickleInput(_content);
    }

    internal FileKind Kind { get; }

    /// <summary>The pickle, decompressed if the file is compressed.</summary>
    internal PickleInput Pickle { get; }

    /// <summary>The offset of the end of what has been read, in bytes, or null if the content is compressed.</summary>
    internal long? End => _content is null ? Pickle.Position : null;

    /// <summary>Set at the end of compressed data, if it is checked and is not where it should be.</summary>
    internal NpyFormatException? EndError => _content?.EndError;

    /// <summary>How many bytes of a file with this beginning are wanted: a few may match a signature that those after them do not continue.</summary>
    internal static int Wanted(ReadOnlySpan<byte> head)
    {
        int wanted = Verdict.Wanted(head);
        if (wanted > head.Length)
            return wanted;
        return FileSignatures.KindOf(head) switch
        {
            FileKind.Pickle when !Verdict.IsLegacyTorch(head) => wanted,
            FileKind.Zlib or FileKind.Gzip or FileKind.Bzip2 or FileKind.Lzma or FileKind.Xz => FileSignatures.MaxLength,
            FileKind.ZFile => ZFile.HeadLength,
            _ => Verdict.HeadLength,
        };
    }

    internal object? ReadValue(PickleReadOptions options, ArrayReplacer arrays, CancellationToken cancellationToken)
    {
        try
        {
            if (_content is not null)
            {
                Pickle.TryFill(Verdict.TextHead);
                RefuseOther();
            }

            return MachineOf(options, arrays).Run(cancellationToken);
        }
        catch (NpyFormatException e)
        {
            CheckBlock();
            if (MayBeForeign)
            {
                if (_content is null)
                    Pickle.TryFill(Verdict.TextHead);
                RefuseForeign(e);
            }

            throw;
        }
    }

    internal async ValueTask<object?> ReadValueAsync(PickleReadOptions options, ArrayReplacer arrays, CancellationToken cancellationToken)
    {
        try
        {
            if (_content is not null)
            {
                await Pickle.TryFillAsync(Verdict.TextHead, cancellationToken).ConfigureAwait(false);
                RefuseOther();
            }

            return await MachineOf(options, arrays).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpyFormatException e)
        {
            await CheckBlockAsync(cancellationToken).ConfigureAwait(false);
            if (MayBeForeign)
            {
                if (_content is null)
                    await Pickle.TryFillAsync(Verdict.TextHead, cancellationToken).ConfigureAwait(false);
                RefuseForeign(e);
            }

            throw;
        }
    }

    /// <summary>Reads the checksum at the end of compressed data. If it is cut off, neither the platform's zlib nor joblib notices; a value that ends early may be the damage itself.</summary>
    internal void CheckEnd()
    {
        if (_content is null)
            return;
        Pickle.TryFill(1);
        CheckBlock();
        if (EndError is { } error)
            throw error;
    }

    internal async ValueTask CheckEndAsync(CancellationToken cancellationToken)
    {
        if (_content is null)
            return;
        await Pickle.TryFillAsync(1, cancellationToken).ConfigureAwait(false);
        await CheckBlockAsync(cancellationToken).ConfigureAwait(false);
        if (EndError is { } error)
            throw error;
    }

    /// <summary>Reads compressed data on until a checksum covers what has been read, and throws if it is damaged.</summary>
    internal void CheckBlock() => _content?.CheckBlock();

    internal ValueTask CheckBlockAsync(CancellationToken cancellationToken) => _content is null ? default : _content.CheckBlockAsync(cancellationToken);

    internal PickleMachine MachineOf(PickleReadOptions options, ArrayReplacer arrays) =>
        new(options, Pickle) { OnDescribed = arrays.Replace, OnDescribedAsync = arrays.ReplaceAsync };

    public void Dispose()
    {
        if (_content is null)
            return;
        Pickle.Dispose();
        _content.Dispose();
    }

    private bool MayBeForeign => !Pickle.Head.IsEmpty && !Verdict.LooksLikePickle(Pickle.Head);

    private void RefuseForeign(NpyFormatException e) =>
        PickleThrow.IfForeign(Pickle.Head, _content is null ? "a joblib file" : $"a pickle compressed with {SignatureThrow.NameOf(Kind)}", e);

    private void RefuseOther()
    {
        if (FileSignatures.KindOf(Pickle.Unread) == FileKind.Pickle && !Verdict.IsLegacyTorch(Pickle.Unread))
            return;
        JoblibThrow.NoJoblibFile(Verdict.OfCompressed(Kind, Pickle.Unread[..Math.Min(Pickle.Unread.Length, Verdict.HeadLength)]));
    }
}
