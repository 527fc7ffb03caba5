using System.Buffers;
using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Output;

/// <summary>Writes UTF-8 text to a stream through one buffer. Errors are attributed to <paramref name="file"/>; if it is null, the caller handles them.</summary>
internal sealed class Utf8Writer(Stream destination, int bufferLength = Utf8Writer.LargeBuffer, string? file = null) : IBufferWriter<byte>
{
    internal const int LargeBuffer = 1 << 16;

    internal const int SmallBuffer = 1 << 10;

    /// <summary>Maximum length of any number or date, in bytes.</summary>
    private const int LongestItem = 256;

    private byte[] _buffer = new byte[bufferLength];
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

    /// <summary>An unpaired surrogate becomes U+FFFD.</summary>
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

    /// <summary>Writes the shortest invariant form that reads back as the same value.</summary>
    internal void WriteFormatted<T>(T value)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Free(), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Writes a finite number with a point or an exponent (<c>-0.0</c>, <c>1E+16</c>), so that readers recognise its type.</summary>
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

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int length = Math.Max(sizeHint, LongestItem);
        if (_buffer.Length - _used < length)
            Flush();
        if (_buffer.Length < length)
            _buffer = new byte[length];
        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private Span<byte> Free() => GetSpan(LongestItem);
}
