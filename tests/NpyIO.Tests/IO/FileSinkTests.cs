using System.Runtime.InteropServices;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>What a file holds after pieces of every length, some of them written at an offset, beside a list of bytes that does the same.</summary>
public sealed class FileSinkTests
{
    /// <summary>Lengths on both sides of each at which small writes are collected differently.</summary>
    private static readonly int[] Lengths = [0, 1, 2, 100, 4095, 4096, 4097, 8192, 16383, 16384, 16385, 32768, 200_000, 262_144, 262_145];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_PiecesOfEveryLength_AreTheFile(bool overExisting)
    {
        for (int i = 0; i < Campaign.Of(200); i++)
        {
            int seed = Campaign.Seed(1) + i;
            using TempFile file = overExisting ? new TempFile(new byte[100_000]) : new TempFile();

            List<byte> expected = WriteAtRandom(file.Path, new Random(seed));

            Assert.True(File.ReadAllBytes(file.Path).AsSpan().SequenceEqual(expected.ToArray()), $"seed {seed}");
        }
    }

    private static List<byte> WriteAtRandom(string path, Random random)
    {
        var expected = new List<byte>();
        using OutputFile output = OutputFile.Create(path, length: 0, atomic: true, FlushMode.None);
        for (int i = random.Next(60); i > 0; i--)
        {
            var piece = new byte[Lengths[random.Next(Lengths.Length)]];
            random.NextBytes(piece);
            int offset = random.Next(expected.Count + 1);
            switch (random.Next(12))
            {
                case 0 when piece.Length <= expected.Count - offset:
                    output.Sink.WriteAt(offset, piece);
                    piece.CopyTo(CollectionsMarshal.AsSpan(expected)[offset..]);
                    break;
                case 1:
                    output.Sink.Rewind(offset);
                    output.Sink.Truncate(offset);
                    expected.RemoveRange(offset, expected.Count - offset);
                    break;
                case 2:
                    output.Sink.Expect(expected.Count + piece.Length);
                    break;
                default:
                    output.Sink.Write(piece);
                    expected.AddRange(piece);
                    break;
            }
        }

        output.Complete();
        return expected;
    }
}
