using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Every single damage that can be done to a small archive.</summary>
public sealed class NpzHostileTests
{
    private static readonly HostileArchive Archive = HostileArchive.Instance;

    public static TheoryData<string> Readers => [.. HostileArchive.Readers.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_AnyBitFlipped_GivesTheArraysOrIsRefused(string reader)
    {
        int refused = 0;
        int tried = 0;
        foreach (int bit in Campaign.Each(Archive.Content.Length * 8))
        {
            tried++;
            byte[] bad = [.. Archive.Content];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += Archive.IsRefused(bad, reader, $"bit {bit % 8} of byte {bit / 8}", Archive.DataAt(bit / 8)) ? 1 : 0;
        }

        // What may be flipped without harm: dates, versions, attributes, comments, and little else.
        Assert.InRange((double)refused / tried, 0.82, 0.97);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_AnyBitOfStoredDataFlipped_IsRefused(string reader)
    {
        // Deflated data have bits that mean nothing.
        foreach (ZipBytes.Entry entry in Archive.Entries.Where(entry => entry.Method == 0))
        {
            foreach (int bit in Campaign.Each(entry.CompressedLength * 8))
            {
                byte[] bad = [.. Archive.Content];
                bad[entry.DataOffset + bit / 8] ^= (byte)(1 << (bit % 8));

                Assert.True(Archive.IsRefused(bad, reader, $"bit {bit} of {entry.Name}", entry.Name), $"bit {bit} of {entry.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_AnyByteReplaced_GivesTheArraysOrIsRefused(string reader)
    {
        foreach (byte replacement in (byte[])[0, 0xFF, 0x7F, (byte)'P'])
        {
            foreach (int i in Campaign.Each(Archive.Content.Length))
            {
                byte[] bad = [.. Archive.Content];
                bad[i] = replacement;
                Archive.IsRefused(bad, reader, $"{replacement} at byte {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Load_CutAnywhere_IsRefusedUpToTheComment(string reader)
    {
        int end = Archive.Content.Length - 7;
        for (int length = 0; length < Archive.Content.Length; length++)
            Assert.Equal(length < end, Archive.IsRefused(Archive.Content[..length], reader, $"cut to {length}"));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Load_AnyByteMissingOrDoubled_GivesTheArraysOrIsRefused(string reader)
    {
        int end = Archive.Content.Length - 7;
        for (int i = 0; i < end; i++)
        {
            Assert.True(Archive.IsRefused([.. Archive.Content[..i], .. Archive.Content[(i + 1)..]], reader, $"without byte {i}") || i >= end - 2, $"without byte {i}");
            Archive.IsRefused([.. Archive.Content[..i], Archive.Content[i], .. Archive.Content[i..]], reader, $"byte {i} twice");
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_RandomDamage_GivesTheArraysOrIsRefused(string reader)
    {
        int rounds = Campaign.Of(20_000);
        var random = new Random(Campaign.Seed(20_240_229));
        int refused = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] bad = Damage(random);
            refused += Archive.IsRefused(bad, reader, $"round {round}", mayRename: true) ? 1 : 0;
        }

        Assert.InRange(refused, rounds / 2, rounds - 1);
    }

    /// <summary>Some bytes of records, where damage is most telling, or of anything, become others; some are moved.</summary>
    private static byte[] Damage(Random random)
    {
        byte[] bad = [.. Archive.Content];
        int directory = Archive.Entries[0].CentralOffset;
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            ZipBytes.Entry entry = Archive.Entries[random.Next(Archive.Entries.Count)];
            int at = random.Next(4) switch
            {
                0 => random.Next(bad.Length),
                1 => entry.Offset + random.Next(entry.DataOffset - entry.Offset),
                2 => random.Next(directory, bad.Length),
                _ => bad.Length - 29 + random.Next(22),
            };
            switch (random.Next(4))
            {
                case 0:
                    bad[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bad[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bad.AsSpan(at, Math.Min(random.Next(1, 9), bad.Length - at)).Fill((byte)(random.Next(2) * 0xFF));
                    break;
                default:
                    int from = random.Next(bad.Length - 8);
                    bad.AsSpan(from, 8).CopyTo(bad.AsSpan(Math.Min(at, bad.Length - 8)));
                    break;
            }
        }

        return bad;
    }
}
