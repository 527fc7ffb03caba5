using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO.Codecs;

/// <summary>A decoder's output. Here, and only here, the decoders' exceptions for bad data become <see cref="InvalidDataException"/>.</summary>
internal sealed class CodecStream : ForwardReadStream
{
    private readonly string _name;
    private readonly CompressedInput _input;
    private readonly Func<CompressedInput, Stream> _open;
    private Stream? _decoder;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The input is closed with this stream.</summary>
    internal CodecStream(string name, CompressedInput input, Func<CompressedInput, Stream> open)
    {
        _name = name;
        _input = input;
        _open = open;
    }

    public override int Read(Span<byte> buffer)
    {
        // After a failure, throw the same error again: a failed decoder would report a different one.
        _failure?.Throw();
        if (buffer.IsEmpty)
            return 0;
        try
        {
            return Decode(buffer);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decode(Span<byte> buffer)
    {
        int count;
        try
        {
            // Not in the constructor, because some decoders read when they are created.
            _decoder ??= _open(_input);
            count = _decoder.Read(buffer);
        }
        catch (Exception e) when (e is not (NotSupportedException or OutOfMemoryException))
        {
            _input.Failure?.Throw();
            return CodecsThrow.BadData(_name, e);
        }

        if (count == 0 && _input is { IsBounded: true, Left: > 0 })
            CodecsThrow.DataLeft(_name, _input.Left);
        return count;
    }
}
