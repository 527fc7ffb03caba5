using NpyIO.Archives;
using NpyIO.Zip;

namespace NpyIO;

// The entry that is being written bit by bit; no other is meanwhile.
public sealed partial class NpzWriter
{
    private GrowingEntry? _entry;
    private string _entryName = "";

    /// <summary>Begins an entry that is written bit by bit.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="head">What stands before its payload, as far as it is known.</param>
    /// <param name="compression">How it is compressed; null for what the options say.</param>
    private GrowingEntry Open(string name, ReadOnlyMemory<byte> head, NpzCompression? compression)
    {
        NpzCompression chosen = Known(compression ?? _options.Compression, nameof(compression));
        var encoded = new ZipName(name);
        _directory.Claim(encoded);
        Run(Beginning(), default);
        _entryName = name;
        _state = State.Writing;
        return _entry!;

        IEnumerable<Pause> Beginning()
        {
            _entry = _entries.Grow(encoded, head, chosen);
            yield return default;
        }
    }

    /// <summary>Whether an entry is still being written, so that it can be ended.</summary>
    internal bool IsOpen(GrowingEntry entry) => _state == State.Writing && _entry == entry;

    /// <summary>Writes more of an entry.</summary>
    internal void Write(GrowingEntry entry, ReadOnlySpan<byte> bytes)
    {
        RequireOpen(entry);
        _state = State.Failed;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[entry.Take(bytes)..];
            foreach (Pause _ in entry.Step())
            {
                // Nothing stops it between two steps.
            }
        }

        _state = State.Writing;
    }

    /// <summary>As <see cref="Write"/>, without blocking where the output can do that.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="take">Has the entry take what there is from an offset on; how much that was, in bytes.</param>
    /// <param name="length">How much there is to take, in bytes.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal Task WriteAsync(GrowingEntry entry, Func<long, int> take, long length, CancellationToken cancellationToken)
    {
        RequireOpen(entry);
        return length == 0 ? Task.CompletedTask : RunAsync(Steps(), cancellationToken);

        IEnumerable<Pause> Steps()
        {
            for (long offset = 0; offset < length;)
            {
                offset += take(offset);
                foreach (Pause pause in entry.Step())
                    yield return pause;
            }
        }
    }

    /// <summary>Ends an entry, with what stands before its payload.</summary>
    internal void End(GrowingEntry entry, ReadOnlyMemory<byte> head)
    {
        RequireOpen(entry);
        Run(entry.End(head), default);
        Close();
    }

    /// <summary>As <see cref="End"/>, without blocking where the output can do that.</summary>
    internal async Task EndAsync(GrowingEntry entry, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        RequireOpen(entry);
        await RunAsync(entry.End(head), cancellationToken).ConfigureAwait(false);
        Close();
    }

    /// <summary>Gives an entry up that has not been ended; the archive has failed with it.</summary>
    internal void GiveUp(GrowingEntry entry)
    {
        if (!IsOpen(entry))
            return;
        Close();
        _state = State.Failed;
    }

    private void Close()
    {
        _entry?.Dispose();
        _entry = null;
        _state = State.Ready;
    }

    private void RequireOpen(GrowingEntry entry)
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Failed)
            NpzThrow.ArchiveFailed();
        if (_entry != entry)
            NpzThrow.EntryEnded();
    }

    private static NpzCompression Known(NpzCompression compression, string parameter)
    {
        if (!NpzWriteOptions.IsKnown(compression))
            NpzThrow.NoSuchCompression(compression, parameter);
        return compression;
    }
}
