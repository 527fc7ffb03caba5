using System.Text;

namespace NpyIO.Arrays;

/// <summary>
/// Many texts as UTF-8, one behind another in blocks. Each is known by a negative number, which says where it stands and how long it is: so a million short texts are a few objects, and
/// not a million.
/// </summary>
internal sealed class TextBlocks
{
    /// <summary>The longest text, in bytes.</summary>
    internal const int MostBytes = (1 << LengthBits) - 1;

    private const int LengthBits = 12;
    private const int BlockBits = 20;
    private const int BlockLength = 1 << BlockBits;
    private const int LeastBlock = 64;

    private readonly List<byte[]> _blocks = [];
    private byte[] _last = [];
    private int _used;

    /// <summary>Adds a text.</summary>
    /// <param name="utf8">The text; it is known to be valid, and no longer than <see cref="MostBytes"/>.</param>
    /// <returns>Its number.</returns>
    internal long Add(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _last.Length - _used)
            MakeRoom(utf8.Length);
        utf8.CopyTo(_last.AsSpan(_used));
        long position = (long)(_blocks.Count - 1) << BlockBits | (uint)_used;
        _used += utf8.Length;
        return long.MinValue | position << LengthBits | (uint)utf8.Length;
    }

    /// <summary>The text of a number, as a new string.</summary>
    internal string Get(long number)
    {
        int length = (int)(number & MostBytes);
        if (length == 0)
            return "";
        long position = (number & long.MaxValue) >> LengthBits;
        ReadOnlySpan<byte> utf8 = _blocks[(int)(position >> BlockBits)].AsSpan((int)(position & (BlockLength - 1)), length);
        return Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8) : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Gives back the room that nothing has been put into.</summary>
    internal void Trim()
    {
        if (_used < _last.Length)
            Resize(_used);
    }

    /// <summary>The first block grows to its length, so that a few texts take little; all others have it at once.</summary>
    private void MakeRoom(int length)
    {
        if (_blocks.Count == 1 && _used + length <= BlockLength)
        {
            Resize(Math.Min(2 * (_used + length), BlockLength));
            return;
        }

        _last = GC.AllocateUninitializedArray<byte>(_blocks.Count == 0 ? Math.Max(LeastBlock, length) : BlockLength);
        _blocks.Add(_last);
        _used = 0;
    }

    private void Resize(int length)
    {
        Array.Resize(ref _last, length);
        _blocks[^1] = _last;
    }
}
