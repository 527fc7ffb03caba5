namespace NpyIO.Codecs;

/// <summary>A decoder's output. The one place where what the decoders' library throws for bad data becomes <see cref="InvalidDataException"/>.</summary>
internal sealed class CodecStream : Stream
{
    private readonly string _name;
    private readonly CompressedInput _input;
    private readonly Func<CompressedInput, Stream> _open;
    private Stream? _decoder;

    /// <summary>A decoder that is made at the first read, as some read there and then.</summary>
    /// <param name="name">The compression's name, for messages.</param>
    /// <param name="input">The compressed bytes; closed with this.</param>
    /// <param name="open">Makes the decoder.</param>
    internal CodecStream(string name, CompressedInput input, Func<CompressedInput, Stream> open)
    {
        _name = name;
        _input = input;
        _open = open;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;

        int count;
        try
        {
            _decoder ??= _open(_input);
            count = _decoder.Read(buffer);
        }
        catch (Exception e) when (e is not (NotSupportedException or OutOfMemoryException))
        {
            _input.Failure?.Throw();
            return CodecsThrow.BadData(_name, e);
        }

        if (count == 0 && _input.Left > 0)
            CodecsThrow.DataLeft(_name, _input.Left);
        return count;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }
}
