using System.Text;

namespace NpyIO.Arrays;

/// <summary>
/// Many texts as UTF-8 in a few large blocks, so that a million short texts need only a few objects. Each text has a negative number that encodes its position and length.
/// </summary>
internal sealed class TextBlocks
{
    /// <summary>The maximum length of a text, in bytes.</summary>
    internal const int MaxBytes = (1 << LengthBits) - 1;

    private const int LengthBits = 12;
    private const int BlockBits = 20;
    private const int BlockLength = 1 << BlockBits;
    private const int MinBlock = 64;

    private readonly List<byte[]> _blocks = [];
    private byte[] _last = [];
    private int _used;

    /// <summary>Adds a text and returns its number.</summary>
    /// <param name="utf8">Valid UTF-8, at most <see cref="MaxBytes"/> long; the caller has checked both.</param>
    internal long Add(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _last.Length - _used)
            MakeRoom(utf8.Length);
        utf8.CopyTo(_last.AsSpan(_used));
        long position = (long)(_blocks.Count - 1) << BlockBits | (uint)_used;
        _used += utf8.Length;
        return long.MinValue | position << LengthBits | (uint)utf8.Length;
    }

    internal string Get(long number)
    {
        int length = (int)(number & MaxBytes);
        if (length == 0)
            return "";
        long position = (number & long.MaxValue) >> LengthBits;
        ReadOnlySpan<byte> utf8 = _blocks[(int)(position >> BlockBits)].AsSpan((int)(position & (BlockLength - 1)), length);
        return Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8) : Encoding.UTF8.GetString(utf8);
    }

    internal void Trim()
    {
        if (_used < _last.Length)
            Resize(_used);
    }

    /// <summary>The first block grows to its full length, so that a few texts take little memory; later blocks start at full length.</summary>
    private void MakeRoom(int length)
    {
        if (_blocks.Count == 1 && _used + length <= BlockLength)
        {
            Resize(Math.Min(2 * (_used + length), BlockLength));
            return;
        }

        _last = GC.AllocateUninitializedArray<byte>(_blocks.Count == 0 ? Math.Max(MinBlock, length) : BlockLength);
        _blocks.Add(_last);
        _used = 0;
    }

    private void Resize(int length)
    {
        Array.Resize(ref _last, length);
        _blocks[^1] = _last;
    }
}
