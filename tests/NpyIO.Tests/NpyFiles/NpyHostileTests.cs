using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Whole files that mean harm: an array that can be used, or one kind of exception, whatever they are read from and as.</summary>
public sealed class NpyHostileTests
{
    private static readonly int Mutations = Campaign.Of(100_000);
    private static readonly int Seed = Campaign.Seed(20_261_123);

    private static readonly string[] Tokens =
    [
        "-1", "0", "1", "64", "2147483648", "9223372036854775807", "2305843009213693952", "1000000000000", "True", "False", "(2, 3)", "()", "(0,)", "'|V0'", "'<U0'", "'|S0'", "'|O'", "'>c32'", "'<f16'", "'>U3'", "'<M8[25s]'",
        "'|b1'", "[('a', '>i4'), ('b', '|V3')]", "[('a', '<f4', (2,))]", "'|V2147483647'", "'<U536870911'", "'i4,f8'",
    ];

    private static readonly Func<byte[], object>[] Loads =
    [
        content => Npy.Load(content.AsMemory()),
        content => Npy.Load(content.AsSpan(), NpyReadOptions.AsStored),
        content => Npy.Load(new MemoryStream(content)),
        content => Npy.Load(new PartialStream(content, 7), NpyReadOptions.AsStored),
        content => Npy.LoadAsync(new PartialStream(content, 30)).GetAwaiter().GetResult(),
        content => Npy.Load<double>(content.AsMemory(), new NpyReadOptions { Casting = Casting.Unsafe }),
        content => Npy.Load<Complex64>(new PartialStream(content, 7), new NpyReadOptions { Casting = Casting.Unsafe }),
        content => Npy.Load<bool>(content.AsMemory(), new NpyReadOptions { Casting = Casting.Unsafe }),
        content => Npy.Load<string>(new MemoryStream(content)),
        content => Npy.Load<byte[]>(content.AsMemory()),
        content => Npy.Load<Datetime64>(new PartialStream(content, 7)),
        content => Npy.LoadAsync<long>(new MemoryStream(content)).GetAwaiter().GetResult(),
    ];

    [Fact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_MutatedFiles_GiveArraysThatHoldOrOneException()
    {
        byte[][] legal = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "testdata"), "*.npy", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Where((path, i) => i % 16 == 0 && new FileInfo(path).Length < 4096).Select(File.ReadAllBytes)];
        int perFile = Mutations / legal.Length + 1;
        int accepted = 0;

        Parallel.For(0, legal.Length, index =>
        {
            Random random = new(Seed + index);
            for (int i = 0; i < perFile; i++)
            {
                byte[] content = Mutate(legal[index], random);
                if (TryLoad(content, Loads[random.Next(Loads.Length)]) is { } loaded)
                {
                    Interlocked.Increment(ref accepted);
                    AssertUsable(loaded);
                }
            }
        });

        // Mutations that leave every file broken, or every one whole, would test nothing.
        Assert.InRange(accepted, Mutations / 50, Mutations / 2);
    }

    private static object? TryLoad(byte[] content, Func<byte[], object> load)
    {
        try
        {
            return load(content);
        }
        catch (NpyFormatException error)
        {
            Assert.EndsWith($"(at byte {error.Offset})", error.Message, StringComparison.Ordinal);
            Assert.InRange(error.Offset, 0, content.Length);
            return null;
        }
        catch (Exception error) when (error is InvalidCastException or OverflowException)
        {
            // The T of the load does not fit the dtype, or an element.
            return null;
        }
    }

    private static void AssertUsable(object loaded)
    {
        Assert.NotNull(loaded.ToString());
        if (loaded is NdArray array)
        {
            NdArray again = Npy.Load(Npy.Save(array), NpyReadOptions.AsStored);
            Assert.Equal(array.DType, again.DType);
            Assert.Equal(ArrayAssert.ContentOf(array), ArrayAssert.ContentOf(again));
        }
    }

    /// <summary>A file with one to three edits: a byte, an end cut off, or a token of the header replaced, its length then put right.</summary>
    private static byte[] Mutate(byte[] legal, Random random)
    {
        List<byte> content = [.. legal];
        for (int edits = random.Next(1, 4); edits > 0 && content.Count > 20; edits--)
        {
            switch (random.Next(8))
            {
                case 0:
                    content[random.Next(content.Count)] = (byte)random.Next(256);
                    break;
                case 1:
                    content.RemoveRange(random.Next(content.Count), 1);
                    break;
                case 2:
                    content.AddRange(new byte[random.Next(100)]);
                    break;
                case 3:
                    int end = random.Next(content.Count);
                    content.RemoveRange(end, content.Count - end);
                    break;
                default:
                    ReplaceToken(content, random);
                    break;
            }
        }

        return [.. content];
    }

    private static void ReplaceToken(List<byte> content, Random random)
    {
        int start = content[6] == 1 ? 10 : 12;
        int length = content[8] | (content[9] << 8);
        int colon = content.IndexOf((byte)':', random.Next(start, content.Count));
        if (colon < 0 || colon >= start + length)
            return;

        int end = content.IndexOf((byte)',', colon);
        end = end < 0 || end > start + length ? colon + 1 : end;
        byte[] token = Encoding.Latin1.GetBytes(Tokens[random.Next(Tokens.Length)]);
        content.RemoveRange(colon + 1, end - colon - 1);
        content.InsertRange(colon + 1, token);
        length += token.Length - (end - colon - 1);
        (content[8], content[9]) = ((byte)length, (byte)(length >> 8));
    }
}
