using NpyIO.IO;

namespace NpyIO;

/// <summary>
/// A file that appears whole or not at all, for programs that write other files beside arrays, in the same way as <c>Npy.Save</c>. Write to <see cref="Stream"/>, then call
/// <see cref="Complete"/> to put the file in its place; <see cref="Dispose"/> without <see cref="Complete"/> discards it and keeps the old file.
/// </summary>
/// <remarks>
/// <para>Symbolic links are followed and kept. The new file has the permissions of the one it replaces (never set-user-ID bits), its owner and group if the system allows that, and cannot be
/// read by anyone who cannot read the old one. Other hard links keep the old content. If the process is killed, the old file stays; on Linux, and only if another file is being replaced, a
/// complete file <c>.npyio-*.tmp</c> may remain beside it, which the next save of the same file removes; on other systems an incomplete one may remain.</para>
/// <para>Pipes and devices are written directly. Not thread-safe.</para>
/// </remarks>
/// <example>
/// Dispose of a writer with a buffer of its own, or flush it, before you complete the file.
/// <code>
/// using AtomicFile file = AtomicFile.Create("labels.txt");
/// using (var text = new StreamWriter(file.Stream))
///     text.WriteLine("cat");
/// file.Complete();
/// </code>
/// </example>
public sealed class AtomicFile : IDisposable
{
    private readonly OutputFile _file;
    private readonly AtomicFileStream _stream;
    private State _state;

    private AtomicFile(string path, OutputFile file)
    {
        Path = path;
        _file = file;
        _stream = new AtomicFileStream(file.Sink);
    }

    private enum State
    {
        Open,
        Failed,
        Complete,
        Disposed,
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The buffered stream to write to; seekable unless the path is a pipe or a device. You may dispose of it before <see cref="Complete"/>. Afterwards it rejects writes.</summary>
    public Stream Stream => _stream;

    /// <summary>Opens a file for writing.</summary>
    /// <param name="path">The path of the completed file; its folder must exist.</param>
    /// <param name="options">How to write; null for <see cref="AtomicFileOptions.Default"/>.</param>
    /// <returns>The file, to be completed and disposed of.</returns>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="DirectoryNotFoundException"/>. The message names the path as given.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder cannot be written, or the path is a folder.</exception>
    public static AtomicFile Create(string path, AtomicFileOptions? options = null)
    {
        options ??= AtomicFileOptions.Default;
        return new AtomicFile(path, OutputFile.Create(path, options.Length, atomic: true, options.Flush));
    }

    /// <summary>
    /// Opens a file for reading, the one that <see cref="Create"/> with the same path would replace: .NET takes <c>..</c> out of a path as text, which is wrong behind a link. Others may
    /// write, replace or delete the file meanwhile.
    /// </summary>
    /// <param name="path">The file; a pipe or device, too.</param>
    /// <returns>A stream without a buffer; dispose of it after use.</returns>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a folder.</exception>
    public static FileStream OpenRead(string path) =>
        new(ReadableFile.PathOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Returns whether a path leads to a pipe, a device or another special file, which would be written directly instead of replaced.</summary>
    /// <param name="path">The path; what it leads to need not exist.</param>
    public static bool IsSpecial(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return SpecialFile.Is(path);
    }

    /// <summary>Puts the file in its place, with everything written to <see cref="Stream"/>. Call it only once.</summary>
    /// <exception cref="IOException">The file system reports an error. The old file is untouched, unless only flushing the folder failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The old file cannot be replaced.</exception>
    /// <exception cref="InvalidOperationException">The file is already complete, or completing it has failed.</exception>
    /// <exception cref="ObjectDisposedException">The file has been disposed of.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Complete)
            throw new InvalidOperationException($"'{Path}' is complete already.");
        if (_state == State.Failed)
            throw new InvalidOperationException($"Completing '{Path}' has failed before. Write it anew.");
        _state = State.Failed;
        _stream.Finish();
        _file.Complete();
        _state = State.Complete;
    }

    /// <summary>Calls <see cref="Complete"/> on a thread of the pool.</summary>
    /// <param name="cancellationToken">Cancels the operation if it has not begun.</param>
    /// <inheritdoc cref="Complete" path="/exception"/>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => Task.Run(Complete, cancellationToken);

    /// <summary>Closes the file. A file that is not complete is discarded, and the old one stays.</summary>
    public void Dispose()
    {
        _state = State.Disposed;
        _stream.Abandon();
        _file.Dispose();
    }
}
