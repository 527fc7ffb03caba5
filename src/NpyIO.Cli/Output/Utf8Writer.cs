using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Output;

/// <summary>Collects UTF-8 text in one fixed buffer and hands it on to a stream, so that output of any length takes no more memory than that.</summary>
/// <param name="destination">The stream.</param>
/// <param name="bufferLength">The buffer's length, in bytes.</param>
/// <param name="file">The file that the stream writes, whose failures are told as its own; null where the caller knows what it writes to.</param>
internal sealed class Utf8Writer(Stream destination, int bufferLength = Utf8Writer.LargeBuffer, string? file = null)
{
    /// <summary>For output, in bytes.</summary>
    internal const int LargeBuffer = 1 << 16;

    /// <summary>For a word or two, in bytes.</summary>
    internal const int SmallBuffer = 1 << 10;

    /// <summary>More than the text of any number or date takes.</summary>
    private const int LongestItem = 256;

    private readonly byte[] _buffer = new byte[bufferLength];
    private int _used;

    /// <summary>Hands on what has been collected.</summary>
    internal void Flush()
    {
        int used = _used;
        _used = 0;   // first: output that failed once is not to be tried again
        try
        {
            if (used > 0)
                destination.Write(_buffer, 0, used);
            destination.Flush();
        }
        catch (Exception exception) when (file is not null)
        {
            throw new FileFailedException(file, exception);
        }
    }

    internal void Write(byte character)
    {
        if (_used == _buffer.Length)
            Flush();
        _buffer[_used++] = character;
    }

    /// <summary>Writes bytes as they are.</summary>
    internal void Write(scoped ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int count = Math.Min(text.Length, _buffer.Length - _used);
            text[..count].CopyTo(_buffer.AsSpan(_used));
            _used += count;
            text = text[count..];
            if (text.IsEmpty)
                return;
            Flush();
        }
    }

    /// <summary>Writes text as it is; half a surrogate pair becomes U+FFFD.</summary>
    internal void Write(scoped ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
            WriteRune(rune);
    }

    internal void WriteRune(Rune rune)
    {
        int written = rune.EncodeToUtf8(Free());   // before _used is read: making room may set it back
        _used += written;
    }

    /// <summary>Writes a number in the invariant culture's shortest form that reads back as the same value.</summary>
    internal void WriteFormatted<T>(T value)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Free(), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Writes a finite floating-point number so that readers see it is one: with a point or an exponent (<c>-0.0</c>, <c>1E+16</c>).</summary>
    internal void WriteReal<T>(T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> free = Free();
        value.TryFormat(free, out int written, default, CultureInfo.InvariantCulture);
        if (free[..written].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            free[written++] = (byte)'.';
            free[written++] = (byte)'0';
        }
        _used += written;
    }

    private Span<byte> Free()
    {
        if (_buffer.Length - _used < LongestItem)
            Flush();
        return _buffer.AsSpan(_used);
    }
}
