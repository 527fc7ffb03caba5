using NpyIO.Files;

namespace NpyIO;

/// <summary>
/// A file that appears whole or not at all, for whoever writes others beside arrays: the same way by which <c>Npy.Save</c> and its like write theirs. What is written to
/// <see cref="Stream"/> grows out of sight; <see cref="Complete"/> puts it in the place of what was there, and <see cref="Dispose"/> without that discards it.
/// </summary>
/// <remarks>
/// <para>Links are followed as the system follows them, and stay; the new file has the permissions of the one it replaces (never set-user-ID bits), and nobody can read it meanwhile who cannot
/// read that. Other hard links go on naming the old content. A killed process leaves the old file; on Linux, and only if the file replaced another one, it may also leave
/// a complete file <c>.npyio-*.tmp</c> beside it, which the next save of the same file removes.</para>
/// <para>Pipes and devices are written directly. For one thread at a time.</para>
/// </remarks>
/// <example>
/// <code>
/// using AtomicFile file = AtomicFile.Create("labels.txt");
/// using (var text = new StreamWriter(file.Stream))
///     text.WriteLine("cat");
/// file.Complete();
/// </code>
/// </example>
public sealed class AtomicFile : IDisposable
{
    private const int BufferLength = 64 << 10;

    private readonly OutputFile _file;
    private readonly BufferedStream _stream;
    private State _state;

    private AtomicFile(string path, OutputFile file)
    {
        Path = path;
        _file = file;
        _stream = new BufferedStream(new OutputStream(file.Sink), BufferLength);
    }

    private enum State
    {
        Open,
        Complete,
        Disposed,
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Takes the content, buffered; it can seek unless the path is a pipe or a device. It may be disposed of before <see cref="Complete"/>.</summary>
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

    /// <summary>Puts the file in its place, with all that has been written to <see cref="Stream"/>.</summary>
    /// <exception cref="IOException">The file system's errors pass through; what was there before is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">What was there may not be replaced.</exception>
    /// <exception cref="InvalidOperationException">The file is complete already.</exception>
    /// <exception cref="ObjectDisposedException">The file is disposed.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Complete)
            throw new InvalidOperationException("The file is complete already.");
        if (_stream.CanWrite)
            _stream.Flush();
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
        _file.Dispose();
    }

    /// <summary>A file's sink as a stream, which can seek if the file can. Disposing of it leaves the file as it is.</summary>
    private sealed class OutputStream(ByteSink sink) : Stream
    {
        private long _position;
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => sink.IsPositional;

        public override bool CanWrite => true;

        public override long Length => CanSeek ? _length : throw new NotSupportedException();

        public override long Position
        {
            get => CanSeek ? _position : throw new NotSupportedException();
            set => Seek(value, SeekOrigin.Begin);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (CanSeek)
                sink.WriteAt(_position, buffer);
            else
                sink.Write(buffer);
            _position += buffer.Length;
            _length = Math.Max(_length, _position);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            if (!CanSeek)
                throw new NotSupportedException();
            long position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => _length };
            if (position < 0)
                throw new IOException("An attempt was made to move the position before the beginning of the file.");
            return _position = position;
        }

        public override void SetLength(long value)
        {
            if (!CanSeek)
                throw new NotSupportedException();
            sink.Truncate(value);
            _length = value;
            _position = Math.Min(_position, value);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
