using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

/// <summary>Headers that mean harm: whatever is in them, one kind of exception, and no memory on a claim.</summary>
public class NpyHeaderHostileTests
{
    private static readonly int Mutations = Campaign.Of(1_000_000);
    private static readonly int Seed = Campaign.Seed(20_240_229);

    private static readonly string[] Tokens =
    [
        "-1", "0", "9223372036854775807", "99999999999999999999", "1e9", "1j", "L", "True", "None", "()", "(", ")", "[", "]", "{", "}", ",", ":", "'", "\"",
        "\\", "\\x", "\\N{DASH}", "\\ud800", "\0", "\n", "\r", "#", "'shape'", "'descr'", "'<f8'", "'|V0'", "'<U999999999'", "'|O'", "'<M8[ns/7]'", "(2, 3)", "u'", "rb'", "'''",
    ];

    [Fact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Parse_MutatedHeaders_GiveFactsThatHoldOrOneException()
    {
        byte[][] legal = LegalHeaders();
        int perHeader = Mutations / legal.Length + 1;
        int accepted = 0;

        Parallel.For(0, legal.Length, index =>
        {
            Random random = new(Seed + index);
            byte[] buffer = new byte[8192];
            for (int i = 0; i < perHeader; i++)
            {
                ReadOnlySpan<byte> mutant = Mutate(legal, index, random, buffer);
                if (TryParse(mutant) is not NpyHeader header)
                    continue;
                Interlocked.Increment(ref accepted);
                AssertHolds(header, mutant.Length);
            }
        });

        // Mutations that leave every header broken, or every one whole, would test nothing.
        Assert.InRange(accepted, Mutations / 50, Mutations / 2);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,), }")]
    [InlineData("{'descr': '|V0', 'fortran_order': False, 'shape': (1000000000000,), }")]
    [InlineData("{'descr': '<U500000000', 'fortran_order': False, 'shape': (1000000000,), }")]
    public void Parse_ImmenseClaims_AllocateNothingForThem(string text)
    {
        byte[] header = NpyBytes.Header(1, text);
        NpyHeader.Parse(header);

        long before = GC.GetAllocatedBytesForCurrentThread();
        NpyHeader.Parse(header);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 512);
    }

    [Theory]
    [InlineData("{'descr': '|V1000000000000', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 1000000000000), }")]
    [InlineData("{'descr': [('a', '<f8', (100000, 100000)), ('b', '|V2000000000')], 'fortran_order': False, 'shape': (3,), }")]
    public void Parse_ImpossibleClaims_AllocateNothingForThem(string text)
    {
        byte[] header = NpyBytes.Header(1, text);
        Assert.Null(TryParse(header));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(TryParse(header));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 8192);
    }

    [Fact]
    public void Parse_OpenBracketsOnly_AllocateForTheLimitNotForTheFile()
    {
        byte[] header = NpyBytes.Header(2, new string('[', 1 << 20));
        Assert.Null(TryParse(header));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(TryParse(header));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 32768);
    }

    [Fact]
    public void Parse_HeaderAsNumPyWritesIt_AllocatesTheResultAlone()
    {
        byte[] header = new NpyHeader(DType.Of<double>(), [3, 4]).ToBytes();
        NpyHeader.Parse(header);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(NpyHeader.TryGetLength(header, out _));
        NpyHeader.Parse(header);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 112);
    }

    private static byte[][] LegalHeaders()
    {
        IEnumerable<byte[]> spelt = new[]
        {
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3L, 4L), }",
            "# first\n{u'shape': (0x10, +3,), 'descr': [('a', '<f' '4'), (('T', r'b'), '''<i8''', 2)], # last\n'fortran_order': True}\n\n",
            "{'descr': {'names': ['a', 'b'], 'formats': ['<f4', '|S3'], 'offsets': [4, 0], 'itemsize': 12}, 'fortran_order': False, 'shape': ()}",
            "{'descr': 'i4,(2,3)f8,S5', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': [('x', [('y', [('z', '<M8[25us]')])], (1, 2))], 'fortran_order': False, 'shape': (1_000,)}",
            "{'descr': [('\\x61\\u00e9\\101', '>c16'), ('', '|V4')], 'fortran_order': False, 'shape': (1,)}",
        }.SelectMany(text => new[] { NpyBytes.Header(1, text), NpyBytes.Header(2, text) });
        return [.. NumPyHeaders.Rows.Where((_, i) => i % 7 == 0).Select(NumPyHeaders.ToBytes), .. spelt];
    }

    private static NpyHeader? TryParse(ReadOnlySpan<byte> content)
    {
        try
        {
            return NpyHeader.Parse(content);
        }
        catch (NpyFormatException error)
        {
            Assert.EndsWith($"(at byte {error.Offset})", error.Message, StringComparison.Ordinal);
            Assert.InRange(error.Message.Length, 20, 2000);
            Assert.InRange(error.Offset, 0, content.Length);
            return null;
        }
    }

    private static void AssertHolds(NpyHeader header, int length)
    {
        long count = 1;
        foreach (long axis in header.Shape)
            count = checked(count * axis);
        Assert.Equal((count, count * header.DType.ItemSize), (header.Count, header.NBytes));
        Assert.InRange(header.DataOffset, 10, length);
        Assert.InRange(header.Shape.Length, 0, 64);
        Assert.InRange(header.DType.ItemSize, 0, int.MaxValue);
    }

    private static ReadOnlySpan<byte> Mutate(byte[][] legal, int index, Random random, byte[] buffer)
    {
        legal[index].CopyTo(buffer, 0);
        int length = legal[index].Length;
        bool isWhole = random.Next(8) > 0;
        int start = isWhole ? (buffer[6] == 1 ? 10 : 12) : 0;
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(start, length);
            switch (random.Next(6))
            {
                case 0:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    length = Replace(buffer, length, at, Math.Min(random.Next(1, 9), length - at), []);
                    break;
                case 2:
                    length = Replace(buffer, length, at, 0, Encoding.Latin1.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 3:
                    byte[] other = legal[random.Next(legal.Length)];
                    int from = random.Next(other.Length);
                    length = Replace(buffer, length, at, 0, other.AsSpan(from, random.Next(Math.Min(40, other.Length - from))));
                    break;
                case 4:
                    int digit = buffer.AsSpan(at, length - at).IndexOfAnyInRange((byte)'0', (byte)'9');
                    if (digit >= 0)
                        buffer[at + digit] = (byte)('0' + random.Next(10));
                    break;
                default:
                    buffer[at] = (byte)random.Next(256);
                    break;
            }

            if (length <= start)
                break;
        }

        // Most mutants get their length right, so that the text and not its length decides.
        if (isWhole && length >= start)
            (buffer[8], buffer[9]) = ((byte)(length - start), (byte)((length - start) >> 8));
        return buffer.AsSpan(0, length);
    }

    private static int Replace(byte[] buffer, int length, int at, int removed, ReadOnlySpan<byte> added)
    {
        buffer.AsSpan(at + removed, length - at - removed).CopyTo(buffer.AsSpan(at + added.Length));
        added.CopyTo(buffer.AsSpan(at));
        return length - removed + added.Length;
    }
}
