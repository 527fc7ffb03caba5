using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzUpdate
{
    /// <summary>Writes the archive with all changes and replaces the old one.</summary>
    /// <exception cref="InvalidOperationException">The update is already complete.</exception>
    /// <exception cref="ObjectDisposedException">The update has been disposed.</exception>
    /// <exception cref="NpyFormatException">An entry that stays is not where the directory says, or its headers contradict each other; the archive is unchanged.</exception>
    /// <exception cref="IOException">
    /// The file was replaced, changed or deleted since the update opened it, or the file system reports an error, which passes through unchanged. Either way the existing file stays as it is,
    /// and the update can be completed later.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written.</exception>
    public void Complete() => Complete(default);

    /// <summary>Like <see cref="Complete()"/>, on the thread pool.</summary>
    /// <param name="cancellationToken">Cancels the save between two blocks; the archive is unchanged.</param>
    /// <inheritdoc cref="Complete()" path="/exception"/>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => Task.Run(() => Complete(cancellationToken), CancellationToken.None);

    private void Complete(CancellationToken cancellationToken)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        Reopen();
        RequireSameDirectory();
        using OutputFile file = OutputFile.Create(_path, length: 0, atomic: true, _options.Flush, _folder, _version);
        file.Write(sink =>
        {
            using var output = new ZipOutput(new OffsetSink(sink, Prefix));
            foreach (Pause _ in Steps(sink, output, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();

            // Some systems cannot replace an open file.
            if (!FileCalls.Current.IsLinux)
                _handle.Dispose();
        });

        _isComplete = true;
        _handle.Dispose();
    }

    private void Reopen()
    {
        if (!_handle.IsClosed)
            return;
        // An earlier attempt closed the archive and then failed to replace it.
        SafeFileHandle handle = Open(Path.IsPathRooted(_path) ? _path : Path.Join(_folder, _path));
        if (new FileVersion(handle) != _version)
        {
            handle.Dispose();
            throw OutputError.HasChanged(_path);
        }

        _handle = handle;
        _archive = ZipReader.Open(Npz.TryFileOf(handle)!);

        SafeFileHandle Open(string path)
        {
            try
            {
                return ReadableFile.Open(path);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                throw OutputError.HasChanged(_path);
            }
        }
    }

    private void RequireSameDirectory()
    {
        try
        {
            // In-place changes can leave the timestamp the same: within one clock tick, or if it is set back.
            CentralDirectory now = ZipReader.Open(Npz.TryFileOf(_handle)!).Directory;
            CentralDirectory then = _archive.Directory;
            bool isSame = now.Start == then.Start && now.Prefix == then.Prefix && now.Entries.Count == then.Entries.Count && now.Comment.Span.SequenceEqual(then.Comment.Span);
            if (isSame && now.Entries.Zip(then.Entries).All(static pair => pair.First.Entry.Span.SequenceEqual(pair.Second.Entry.Span)))
                return;
        }
        catch (NpyFormatException)
        {
            // The file is no longer an archive.
        }

        throw OutputError.HasChanged(_path);
    }

    /// <summary>Number of bytes before the archive that its offsets do not count.</summary>
    private long Prefix => _archive.Directory.Prefix;

    /// <summary>All bytes before the first entry are kept, whether offsets count them or not.</summary>
    private long FirstEntry => _archive.Directory.Entries.Select(entry => entry.HeaderOffset).Append(_archive.Directory.Start).Min();

    private IEnumerable<Pause> Steps(ByteSink sink, ZipOutput output, CancellationToken cancellationToken)
    {
        var directory = new CentralDirectoryWriter();
        var entries = new EntryWriter(output, directory, new WriteSettings(_options.Alignment, _options.Threads, _options.Progress));
        entries.Cancellation.Begin(cancellationToken);
        using (var before = new ZipOutput(sink))
        {
            foreach (Pause pause in new EntryWriter(before, directory, new WriteSettings(0, 1, null)).Copy(_archive.Bytes, 0, Prefix))
                yield return pause;
            before.Complete();
        }

        foreach (Pause pause in entries.Copy(_archive.Bytes, Prefix, FirstEntry - Prefix))
            yield return pause;

        List<Slot> slots = _slots.FindAll(slot => !slot.IsGone);
        for (int i = 0; i < slots.Count;)
        {
            // Consecutive new entries are written together, by all threads.
            int count = slots.Skip(i).TakeWhile(slot => slot.Kept is null).Count();
            IEnumerable<Pause> steps = count == 0
                ? entries.Copy(_archive, slots[i].Kept!)
                : entries.Write(slots.GetRange(i, count).Select(slot => slot.New));
            foreach (Pause pause in steps)
                yield return pause;
            i += Math.Max(count, 1);
        }

        foreach (Pause pause in directory.Write(output, _archive.Directory.Comment.ToArray()))
            yield return pause;
    }
}

/// <summary>The part of a sink from an offset on, which is offset 0 here.</summary>
internal sealed class OffsetSink(ByteSink sink, long start) : ByteSink
{
    internal override bool CanPatch => sink.CanPatch;

    internal override bool IsPositional => sink.IsPositional;

    internal override void Write(ReadOnlySpan<byte> bytes) => sink.Write(bytes);

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => sink.WriteAsync(bytes, cancellationToken);

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes) => sink.WriteAt(start + offset, bytes);

    internal override ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        sink.WriteAtAsync(start + offset, bytes, cancellationToken);

    internal override void Rewind(long offset) => sink.Rewind(start + offset);

    internal override void Truncate(long length) => sink.Truncate(start + length);

    internal override void Expect(long end) => sink.Expect(start + end);
}
