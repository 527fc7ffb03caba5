using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzUpdate
{
    /// <summary>Writes the archive with all changes, and puts it in the old one's place.</summary>
    /// <exception cref="InvalidOperationException">The update is complete already.</exception>
    /// <exception cref="ObjectDisposedException">The update is disposed.</exception>
    /// <exception cref="NpyFormatException">An entry that is to stay is not where the directory says, or its headers contradict each other; the archive stays as it is.</exception>
    /// <exception cref="IOException">
    /// The file has been replaced, changed or deleted since the update opened it; or the file system's errors, which pass through. Either way what is there stays as it is, and the update can be
    /// completed later.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    public void Complete() => Complete(default);

    /// <summary>As <see cref="Complete()"/>, on a thread of the pool.</summary>
    /// <param name="cancellationToken">Ends the writing between two blocks; the archive stays as it is.</param>
    /// <inheritdoc cref="Complete()" path="/exception"/>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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

            // Some systems do not let an open file be replaced.
            if (!FileCalls.Current.IsLinux)
                _handle.Dispose();
        });

        _isComplete = true;
        _handle.Dispose();
    }

    /// <summary>Opens the archive again if it was closed to be replaced and could not be.</summary>
    private void Reopen()
    {
        if (!_handle.IsClosed)
            return;
        SafeFileHandle handle = Open(Path.IsPathRooted(_path) ? _path : Path.Join(_folder, _path));
        if (new FileVersion(handle) != _version)
        {
            handle.Dispose();
            throw OutputError.HasChanged(_path);
        }

        _handle = handle;
        _archive = ZipReader.Open(Npz.FileOf(handle));

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

    /// <summary>Who writes into the file itself may do so within one tick of its clock, or set its time back; then its directory differs.</summary>
    private void RequireSameDirectory()
    {
        try
        {
            CentralDirectory now = ZipReader.Open(Npz.FileOf(_handle)).Directory;
            CentralDirectory then = _archive.Directory;
            bool isSame = now.Start == then.Start && now.Prefix == then.Prefix && now.Entries.Count == then.Entries.Count && now.Comment.Span.SequenceEqual(then.Comment.Span);
            if (isSame && now.Entries.Zip(then.Entries).All(static pair => pair.First.Entry.Span.SequenceEqual(pair.Second.Entry.Span)))
                return;
        }
        catch (NpyFormatException)
        {
            // It is not even an archive now.
        }

        throw OutputError.HasChanged(_path);
    }

    /// <summary>The bytes before the archive, which its offsets do not count.</summary>
    private long Prefix => _archive.Directory.Prefix;

    /// <summary>The first byte that belongs to an entry or to the directory: what is before it stays, counted by the offsets or not.</summary>
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
            // New entries that follow each other are written together, by all threads.
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
