using System.Numerics;
using NpyIO.Arrays;
using NpyIO.Cli.Input;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Kernels;
using NpyIO.NpyFiles;
using NpyIO.Pickling;
using NpyIO.Tests.Cli;
using NpyIO.Tests.Pickling;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests;

/// <summary>Both sides of the thresholds above 1 MiB, lowered so that small arrays reach them.</summary>
public sealed class LoweredThresholdTests
{
    /// <summary>A power of two, as the pieces of payloads are.</summary>
    private const int Low = 4096;

    /// <summary>Those that only say which way the bytes go.</summary>
    private static readonly Dictionary<string, Func<long, IDisposable>> Paths = new()
    {
        ["ArrayDecoder.FirstReserve"] = ArrayDecoder.FirstReserve.Lower,
        ["ArrayDecoder.MaxPiece"] = ArrayDecoder.MaxPiece.Lower,
        ["Transposition.MaxBlock"] = Transposition.MaxBlock.Lower,
        ["LayoutChunks.Transposed"] = LayoutChunks.Transposed.Lower,
        ["StridedCopy.MinStreamed"] = StridedCopy.MinStreamed.Lower,
        ["StridedCopy.MaxRun"] = StridedCopy.MaxRun.Lower,
        ["ElementBytes.AtOnce"] = ElementBytes.AtOnce.Lower,
        ["MemoryAdvice.Least"] = MemoryAdvice.Least.Lower,
        ["PayloadReader.MaxPiece"] = PayloadReader.MaxPiece.Lower,
        ["PayloadReader.MaxRequest"] = PayloadReader.MaxRequest.Lower,
        ["PayloadReader.MinParallel"] = PayloadReader.MinParallel.Lower,
        ["ArrayWriter.PieceLength"] = ArrayWriter.PieceLength.Lower,
        ["Preallocation.MaxStep"] = Preallocation.MaxStep.Lower,
        ["NpzEntry.VerifiedLength"] = NpzEntry.VerifiedLength.Lower,
        ["DecompressedSource.MaxBlock"] = DecompressedSource.MaxBlock.Lower,
        ["PickleOutput.PieceLength"] = PickleOutput.PieceLength.Lower,
        ["EntryWriter.MinBlock"] = EntryWriter.MinBlock.Lower,
        ["EntryWriter.PlacedPiece"] = EntryWriter.PlacedPiece.Lower,
        ["EntryWriter.CopiedAtOnce"] = EntryWriter.CopiedAtOnce.Lower,
        ["LargeArrays.MinLarge"] = LargeArrays.MinLarge.Lower,
    };

    public static TheoryData<string> Names => [.. Paths.Keys, "all"];

    [Theory]
    [Trait(Campaign.Category, Campaign.Name)]
    [MemberData(nameof(Names))]
    public async Task EveryVerb_SizesAroundALoweredThreshold_GiveTheSameValues(string name)
    {
        List<IDisposable> lowered = [.. Paths.Where(path => name == "all" || path.Key == name).Select(path => path.Value(Low))];
        try
        {
            bool isShort = name != "all" && !Campaign.IsLong;
            foreach (int size in isShort ? (int[])[Low - 1, Low, Low + 1, (5 * Low) + 3] : [Low - 1, Low, Low + 1, (2 * Low) - 1, 2 * Low, (2 * Low) + 1, (5 * Low) + 3])
                await ThresholdTests.AssertRoundTripsAsync(ThresholdTests.Bytes(size));
            foreach (int size in isShort ? (int[])[Low + 8, 20 * Low] : [Low, Low + 8, (3 * Low) - 8, 20 * Low])
            {
                await ThresholdTests.AssertRoundTripsAsync(ThresholdTests.Swapped(size / 2));
                await ThresholdTests.AssertRoundTripsAsync(ThresholdTests.Columns(size));
            }
        }
        finally
        {
            lowered.ForEach(one => one.Dispose());
        }
    }

    /// <summary>Transposed elements of every width, whose destination is written past the cache.</summary>
    [Theory]
    [InlineData("<u2")]
    [InlineData("<u4")]
    [InlineData(">u4")]
    [InlineData("<u8")]
    [InlineData(">u8")]
    [InlineData("<c16")]
    public void Copy_StreamedTiles_GivesTheSameValues(string dtype)
    {
        foreach ((int rows, int columns) in ((int, int)[])[(64, 64), (63, 65), (16, 1024), (1024, 16), (33, 257)])
        {
            var bytes = new byte[rows * columns * DType.Parse(dtype).ItemSize];
            new Random(7).NextBytes(bytes);
            NdArray array = NdArray.FromBuffer(bytes, DType.Parse(dtype)).Reshape(rows, columns);
            NdArray expected = Npy.Load(Npy.Save(array.Transpose()));
            byte[] fortran = Npy.Save(array.Transpose().Copy(Order.Fortran));

            long extent = (long)bytes.Length;
            foreach (long least in (long[])[extent - 1, extent, extent + 1, 1])
            {
                using IDisposable streamed = StridedCopy.MinStreamed.Lower(least);
                Assert.Equal(expected.ToBytes(), array.Transpose().Copy().To(expected.DType, Casting.Equivalent).ToBytes());
                Assert.Equal(expected.ToBytes(), Npy.Load(fortran).ToBytes());
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(300)]
    public void Integer_BytesAroundTheMaximum_AreReadOrRefused(int most)
    {
        using IDisposable lowered = PickleMachine.MaxIntegerBytes.Lower(most);
        for (int length = most - 1; length <= most + 1; length++)
        {
            BigInteger number = BigInteger.One << (8 * (length - 1));   // the sign needs no byte more
            byte[] pickle = [0x80, 2, 0x8b, .. BitConverter.GetBytes(length), .. number.ToByteArray(), (byte)'.'];
            if (length <= most || length <= sizeof(long))
                Assert.Equal($"{number}", PickleRepr.Of(Pickle.Load(pickle)));
            else
                Assert.Equal(NpyFormatReason.Unsupported, Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle)).Reason);
        }
    }

    [Theory]
    [InlineData('x')]
    [InlineData('é')]
    public void Text_CharactersAroundTheMaximum_AreReadOrRefused(char letter)
    {
        const int Most = 600;
        using IDisposable lowered = PickleText.MaxCharacters.Lower(Most);
        for (int length = Most - 1; length <= Most + 1; length++)
        {
            byte[] pickle = Pickle.Save(new string(letter, length));
            if (length <= Most)
                Assert.Equal(new string(letter, length), Pickle.Load(pickle));
            else
                Assert.Equal(NpyFormatReason.Unsupported, Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle)).Reason);
        }
    }

    [Fact]
    public void Normalised_PiecesOfBooleans_FindTheLastByte()
    {
        using IDisposable lowered = ToNumSharp.Piece.Lower(16);
        foreach (int length in (int[])[15, 16, 17, 31, 32, 33])
        {
            for (int place = 0; place < length; place++)
            {
                var bytes = new byte[length];
                bytes[place] = 2;
                var array = NdArray.FromBuffer(bytes, DType.Bool).ToNDArray();
                Assert.Equal(1, array.view<byte>().GetByte(place));
            }
        }
    }

    [Fact]
    public void Paths_AroundWhatIsListed_AreShownOrRefused()
    {
        using var folder = new TempFolder();
        string name = new('k', 400);
        string file = folder.Write("x.pkl", Pickle.Save(new PickleDictionary([KeyValuePair.Create((object?)name, (object?)NdArray.FromArray(new[] { 1 }))])));
        long length = CliRun.Of("info", "--json", file).Output is { } shown ? shown.IndexOf("']", StringComparison.Ordinal) + 2 - shown.IndexOf("['", StringComparison.Ordinal) : 0;

        using (ArrayPaths.AlwaysListed.Lower(length))
            Assert.Equal(0, CliRun.Of("info", file).Status);
        using (ArrayPaths.AlwaysListed.Lower(length - 1))
            Assert.Equal(1, CliRun.Of("info", file).Status);
    }

    [Fact]
    public void Progress_AroundLongWork_IsShownFromThereOn()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy");
        Npy.Save(file, ThresholdTests.Bytes(Low));
        long work = 2 * new FileInfo(file).Length;   // read and written

        using (ProgressBar.LongWork.Lower(work))
            Assert.NotEqual("", CliRun.Interactive("convert", file, folder.PathOf("y.bin")).Error);
        using (ProgressBar.LongWork.Lower(work + 1))
            Assert.Equal("", CliRun.Interactive("convert", file, folder.PathOf("y.bin")).Error);
    }
}
