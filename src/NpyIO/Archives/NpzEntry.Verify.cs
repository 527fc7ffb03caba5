using System.Buffers;
using NpyIO.Archives;
using NpyIO.Errors;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzEntry
{
    internal List<NpyFormatException> Verify(NpyReadOptions options, CancellationToken cancellationToken)
    {
        List<NpyFormatException> problems = [];
        try
        {
            using EntrySource source = _file.Zip.Open(_entry, isChecked: true);
            bool hasObjects = VerifyHeader(source, options, problems);
            ReadOn(source, options.Progress, cancellationToken);
            if (hasObjects && problems.Count == 0)
                VerifyObjects(options, cancellationToken);
        }
        catch (NpyFormatException e)
        {
            problems.Add(e);
        }

        return problems.ConvertAll(e => Throw.Located(e.EntryName is null ? NpzThrow.Naming(FullName, e) : e, _file.Path));
    }

    internal async Task<List<NpyFormatException>> VerifyAsync(NpyReadOptions options, CancellationToken cancellationToken)
    {
        List<NpyFormatException> problems = [];
        try
        {
            using EntrySource source = await _file.Zip.OpenAsync(_entry, isChecked: true, cancellationToken).ConfigureAwait(false);
            bool hasObjects = await VerifyHeaderAsync(source, options, problems, cancellationToken).ConfigureAwait(false);
            await ReadOnAsync(source, options.Progress, cancellationToken).ConfigureAwait(false);
            if (hasObjects && problems.Count == 0)
                await VerifyObjectsAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (NpyFormatException e)
        {
            problems.Add(e);
        }

        return problems.ConvertAll(e => Throw.Located(e.EntryName is null ? NpzThrow.Naming(FullName, e) : e, _file.Path));
    }

    /// <summary>Whether the error makes the data unreadable; otherwise it only concerns the header.</summary>
    private static bool IsOfData(NpyFormatException e) =>
        e.EntryName is not null || e.Reason is NpyFormatReason.BadArchive or NpyFormatReason.BadCompression;

    private void VerifyObjects(NpyReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // Only reading the pickle finds its end. Errors inside the pickle are not reported here.
            Read(Npy.Untyped, OfObjects(options), mustBeArray: true, cancellationToken);
        }
        catch (NpyFormatException e) when (e.Reason != NpyFormatReason.TrailingData)
        {
        }
    }

    private async Task VerifyObjectsAsync(NpyReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(Npy.Untyped, OfObjects(options), mustBeArray: true, cancellationToken).ConfigureAwait(false);
        }
        catch (NpyFormatException e) when (e.Reason != NpyFormatReason.TrailingData)
        {
        }
    }

    private static NpyReadOptions OfObjects(NpyReadOptions options) => NpyReadOptions.AsStored with { MaxHeaderSize = options.MaxHeaderSize, Strict = true };

    /// <summary>Returns true if the array holds Python objects.</summary>
    private bool VerifyHeader(EntrySource source, NpyReadOptions options, List<NpyFormatException> problems)
    {
        try
        {
            if (TryBegin(source, out PayloadSource array))
                return VerifyLength(ArrayReader.ReadHeader(array, options)!);
            VerifyName();
        }
        catch (NpyFormatException e) when (!IsOfData(e))
        {
            problems.Add(e);
        }

        return false;
    }

    private async Task<bool> VerifyHeaderAsync(EntrySource source, NpyReadOptions options, List<NpyFormatException> problems, CancellationToken cancellationToken)
    {
        try
        {
            if (await TryBeginAsync(source, cancellationToken).ConfigureAwait(false) is { } array)
                return VerifyLength((await ArrayReader.ReadHeaderAsync(array, options, cancellationToken).ConfigureAwait(false))!);
            VerifyName();
        }
        catch (NpyFormatException e) when (!IsOfData(e))
        {
            problems.Add(e);
        }

        return false;
    }

    /// <summary>Returns true for Python objects, whose length no header gives.</summary>
    private bool VerifyLength(NpyHeader header)
    {
        if (header.DType.HasObject)
            return true;
        PayloadReader.CheckLength(Length, header, isStrict: true);
        return false;
    }

    private void VerifyName()
    {
        // An entry may hold anything, unless it is named as an array.
        if (FullName.EndsWith(NpzFile.Extension, StringComparison.Ordinal))
            NpzThrow.EntryIsNoArray();
    }

    private void ReadOn(EntrySource source, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(EntrySource.CheckedLength);
        try
        {
            for (long offset = source.FirstUnread(0); offset < Length; progress?.Report(offset))
            {
                cancellationToken.ThrowIfCancellationRequested();
                offset += Some(source.Read(offset, scratch), offset);
            }

            source.Complete(cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private async Task ReadOnAsync(EntrySource source, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(EntrySource.CheckedLength);
        try
        {
            for (long offset = source.FirstUnread(0); offset < Length; progress?.Report(offset))
            {
                cancellationToken.ThrowIfCancellationRequested();
                offset += Some(await source.ReadAsync(offset, scratch, cancellationToken).ConfigureAwait(false), offset);
            }

            await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
