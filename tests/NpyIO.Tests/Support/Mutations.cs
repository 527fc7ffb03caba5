namespace NpyIO.Tests.Support;

/// <summary>Files as damage makes them, or somebody who looks for weaknesses: of whole files, by chance, the same for the same seed.</summary>
/// <param name="whole">The whole files.</param>
/// <param name="random">The chance.</param>
internal sealed class Mutations(IReadOnlyList<byte[]> whole, Random random)
{
    /// <summary>Every opcode of a pickle, so that one takes another's place more often than chance would have it.</summary>
    private static readonly byte[] Opcodes = [.. "(.012FIJKLMNPQRSTUVXabcd}eghijlopqrst)uGBC]"u8, .. Enumerable.Range(0x80, 0x19).Select(i => (byte)i)];

    /// <summary>The longest piece that comes from another file, in bytes.</summary>
    private const int MostSpliced = 200;

    /// <summary>One of the files with one to four changes, and which file it was.</summary>
    internal byte[] Next(out int index)
    {
        index = random.Next(whole.Count);
        byte[] content = whole[index];
        for (int changes = 1 + random.Next(4); changes > 0 && content.Length > 0; changes--)
            content = Change(content, random.Next(content.Length));
        return content;
    }

    private byte[] Change(byte[] content, int at) => random.Next(8) switch
    {
        0 => Replaced(content, at, (byte)(content[at] ^ 1 << random.Next(8))),
        1 => Replaced(content, at, (byte)random.Next(256)),
        2 => [.. content.AsSpan(0, at), (byte)random.Next(256), .. content.AsSpan(at)],
        3 => [.. content.AsSpan(0, at), .. content.AsSpan(at + 1 + random.Next(Math.Min(8, content.Length - at)))],
        4 => [.. content.AsSpan(0, at), .. Piece(whole[random.Next(whole.Count)]), .. content.AsSpan(at)],
        5 => [.. content.AsSpan(0, at), .. Piece(content), .. content.AsSpan(Math.Min(content.Length, at + random.Next(MostSpliced)))],
        6 => Swapped(content),
        _ => random.Next(4) == 0 ? content[..at] : Replaced(content, at, Opcodes[random.Next(Opcodes.Length)]),
    };

    private static byte[] Replaced(byte[] content, int at, byte value)
    {
        byte[] changed = [.. content];
        changed[at] = value;
        return changed;
    }

    /// <summary>Puts another opcode in the place of one, as far as bytes tell.</summary>
    private byte[] Swapped(byte[] content)
    {
        int start = random.Next(content.Length);
        int at = content.AsSpan(start).IndexOfAny(Opcodes);
        return at < 0 ? content : Replaced(content, start + at, Opcodes[random.Next(Opcodes.Length)]);
    }

    private ReadOnlySpan<byte> Piece(byte[] other)
    {
        int from = random.Next(other.Length);
        return other.AsSpan(from, random.Next(Math.Min(MostSpliced, other.Length - from)));
    }
}
