using NpyIO.IO;

namespace NpyIO;

/// <summary>
/// A file that appears whole or not at all, for programs that write other files beside arrays: the same way by which <c>Npy.Save</c> and its like write theirs. What is written to
/// <see cref="Stream"/> grows out of sight; <see cref="Complete"/> puts it in the place of what was there, and <see cref="Dispose"/> without that discards it.
/// </summary>
/// <remarks>
/// <para>Links are followed as the system follows them, and stay. The new file has the permissions of the one it replaces (never set-user-ID bits), its owner and group if the system allows that,
/// and nobody can read it meanwhile who cannot read that. Other hard links keep the old content. A killed process leaves the old file; on Linux, and only if the file replaced another one, it may
/// also leave a complete file <c>.npyio-*.tmp</c> beside it, which the next save of the same file removes; on other systems an incomplete one.</para>
/// <para>Pipes and devices are written directly. For one thread at a time.</para>
/// </remarks>
/// <example>
/// A writer has a buffer of its own: dispose of it, or flush it, before the file is complete.
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

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Takes the content, buffered; it can seek unless the path is a pipe or a device. It may be disposed of before <see cref="Complete"/>; after that, it takes nothing more.</summary>
    public Stream Stream => _stream;

    /// <summary>Opens a file to be written.</summary>
    /// <param name="path">Where it is to be in the end; its folder exists.</param>
    /// <param name="options">How to write; null for <see cref="AtomicFileOptions.Default"/>.</param>
    /// <returns>The file, to be completed and disposed of.</returns>
    /// <exception cref="IOException">The file system's errors pass through, with the path as it was given; among them <see cref="DirectoryNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written, or the path is a folder.</exception>
    public static AtomicFile Create(string path, AtomicFileOptions? options = null)
    {
        options ??= AtomicFileOptions.Default;
        return new AtomicFile(path, OutputFile.Create(path, options.Length, atomic: true, options.Flush));
    }

    /// <summary>Puts the file in its place, with all that has been written to <see cref="Stream"/>. It can be tried once.</summary>
    /// <exception cref="IOException">The file system's errors pass through; what was there before is untouched, unless only flushing the folder has failed.</exception>
    /// <exception cref="UnauthorizedAccessException">What was there may not be replaced.</exception>
    /// <exception cref="InvalidOperationException">The file is complete already, or completing it has failed.</exception>
    /// <exception cref="ObjectDisposedException">The file is disposed.</exception>
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

    /// <summary>As <see cref="Complete"/>, on a thread of the pool.</summary>
    /// <param name="cancellationToken">Ends it before it begins.</param>
    /// <inheritdoc cref="Complete" path="/exception"/>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => Task.Run(Complete, cancellationToken);

    /// <summary>Closes the file; one that is not complete is discarded, and what was there before stays.</summary>
    public void Dispose()
    {
        _state = State.Disposed;
        _stream.Abandon();
        _file.Dispose();
    }
}
