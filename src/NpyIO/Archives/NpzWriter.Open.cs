using NpyIO.Archives;
using NpyIO.Zip;

namespace NpyIO;

// The entry that is written in pieces; at most one is open at a time.
public sealed partial class NpzWriter
{
    private GrowingEntry? _entry;
    private string _entryName = "";

    /// <summary>Begins an entry that is written in pieces. <paramref name="head"/> is what precedes its payload, as far as it is known yet.</summary>
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

    internal bool IsOpen(GrowingEntry entry) => _state == State.Writing && _entry == entry;

    internal void Write(GrowingEntry entry, ReadOnlySpan<byte> bytes)
    {
        RequireOpen(entry);
        _state = State.Failed;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[entry.Take(bytes)..];
            foreach (Pause _ in entry.Step())
            {
                // A synchronous write cannot be cancelled.
            }
        }

        _state = State.Writing;
    }

    /// <summary>Writes <paramref name="length"/> bytes. <paramref name="take"/> passes the entry data from an offset on and returns how many bytes it took.</summary>
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

    /// <summary><paramref name="head"/> is the final version of what precedes the payload.</summary>
    internal void End(GrowingEntry entry, ReadOnlyMemory<byte> head)
    {
        RequireOpen(entry);
        Run(entry.End(head), default);
        Close();
    }

    internal async Task EndAsync(GrowingEntry entry, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        RequireOpen(entry);
        await RunAsync(entry.End(head), cancellationToken).ConfigureAwait(false);
        Close();
    }

    /// <summary>Abandons an entry that has not been ended; the archive has failed with it.</summary>
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
