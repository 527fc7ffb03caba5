using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Output;

/// <summary>Writes UTF-8 text to a stream through one fixed buffer.</summary>
/// <param name="destination">The stream.</param>
/// <param name="bufferLength">The buffer's length, in bytes.</param>
/// <param name="file">The file behind the stream, to which errors are attributed; null if the caller handles them.</param>
internal sealed class Utf8Writer(Stream destination, int bufferLength = Utf8Writer.LargeBuffer, string? file = null)
{
    /// <summary>For output, in bytes.</summary>
    internal const int LargeBuffer = 1 << 16;

    /// <summary>For a short text, in bytes.</summary>
    internal const int SmallBuffer = 1 << 10;

    /// <summary>Maximum length of any number or date, in bytes.</summary>
    private const int LongestItem = 256;

    private readonly byte[] _buffer = new byte[bufferLength];
    private int _used;

    internal void Flush()
    {
        int used = _used;
        _used = 0;   // first: do not retry output that has failed
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

    /// <summary>Writes bytes unchanged.</summary>
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

    /// <summary>Writes text; an unpaired surrogate becomes U+FFFD.</summary>
    internal void Write(scoped ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
            WriteRune(rune);
    }

    internal void WriteRune(Rune rune)
    {
        int written = rune.EncodeToUtf8(Free());   // before _used is read: Free may flush and reset it
        _used += written;
    }

    /// <summary>Writes a number in the shortest invariant form that reads back as the same value.</summary>
    internal void WriteFormatted<T>(T value)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Free(), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Writes a finite floating-point number with a point or an exponent (<c>-0.0</c>, <c>1E+16</c>), so that readers recognise its type.</summary>
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
