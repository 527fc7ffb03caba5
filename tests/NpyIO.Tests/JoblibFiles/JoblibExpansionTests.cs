using System.Globalization;
using System.IO.Compression;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Few compressed bytes that become many opcodes.</summary>
public sealed class JoblibExpansionTests
{
    private const int Million = 1_000_000;

    /// <summary>Opcodes of which every one makes the machine remember something.</summary>
    public static TheoryData<string, byte> Opcodes => new()
    {
        { "MARK", (byte)'(' },
        { "NONE", (byte)'N' },
        { "EMPTY_LIST", (byte)']' },
        { "EMPTY_DICT", (byte)'}' },
        { "EMPTY_SET", 0x8F },
    };

    private static byte[] Packed(byte first, byte opcode, int count, params byte[] last)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write([0x80, 4, first]);
            byte[] piece = new byte[Million];
            piece.AsSpan().Fill(opcode);
            for (int i = 0; i < count; i += Million)
                zlib.Write(piece);
            zlib.Write(last);
        }

        return packed.ToArray();
    }

    [Theory]
    [MemberData(nameof(Opcodes))]
    public void Load_ManyOpcodesOutOfFewBytes_StopsEarly(string name, byte opcode)
    {
        byte[] file = Packed(opcode, opcode, 20 * Million);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file.AsMemory(), new JoblibReadOptions { MaxDecompressedLength = Million }));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(NpyFormatReason.TooManyElements, error.Reason);
        Assert.True(allocated < 300L * Million, $"{name}: {allocated} bytes");
        Assert.Contains("JoblibReadOptions.MaxDecompressedLength", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LargeArraysOfZeros_DoNotCount()
    {
        var zeros = new PickleDictionary { ["a"] = NdArray.FromArray(new double[5 * Million]), ["b"] = new byte[30 * Million] };
        byte[] file = Joblib.Save(zeros, new JoblibWriteOptions { Compression = JoblibCompression.Zlib });

        var read = (PickleDictionary)Joblib.Load(file, new JoblibReadOptions { MaxDecompressedLength = Million })!;

        Assert.Equal(5 * Million, ((NdArray)read["a"]!).Count);
        Assert.Equal(30 * Million, ((byte[])read["b"]!).Length);
    }

    /// <summary>A pickle of empty frames, which are long and quickly executed.</summary>
    private static byte[] PackedFrames(int length)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] piece = new byte[9 * 4096];
            for (int i = 0; i < piece.Length; i += 9)
                piece[i] = 0x95;
            zlib.Write([0x80, 4]);
            for (int written = 0; written < length; written += piece.Length)
                zlib.Write(piece);
            zlib.Write("N."u8);
        }

        return packed.ToArray();
    }

    [Fact]
    public void Load_ByDefault_AllowsSixteenMebibytesAndAHundredTimesTheFile()
    {
        byte[] shorter = PackedFrames(15 << 20), longer = PackedFrames(36 << 20);

        Assert.Null(Joblib.Load(shorter));
        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(longer));

        long most = long.Parse(error.Expected!.Split(' ')[2], CultureInfo.InvariantCulture);
        Assert.InRange(most, 16 << 20, (16 << 20) + (100L * longer.Length));
        Assert.Equal(0, (most - (16 << 20)) % 100);   // a hundred times the compressed bytes that were read until then
        Assert.InRange(error.Offset, most - (128 << 10), most + (128 << 10));
        Assert.Equal(NpyFormatReason.TooManyElements, error.Reason);
        Assert.Null(Joblib.Load(longer, new JoblibReadOptions { MaxDecompressedLength = 37 << 20 }));
        Assert.Throws<NpyFormatException>(() => Joblib.Load(shorter, new JoblibReadOptions { MaxDecompressedLength = 14 << 20 }));
    }

    [Fact]
    public void Load_WithLessForFree_CountsTheCompressedBytes()
    {
        var options = new JoblibReadOptions { FreeDecompressedLength = 1000 };
        var random = new Random(1);
        byte[] varied = Joblib.Save(Enumerable.Range(0, 100_000).Select(_ => random.NextInt64()).ToList(), new JoblibWriteOptions { Compression = JoblibCompression.Zlib });
        byte[] uniform = Packed((byte)'N', (byte)'N', Million, (byte)'.');

        Assert.Equal(100_000, Joblib.Load<List<object?>>(varied, options).Count);
        Assert.Throws<NpyFormatException>(() => Joblib.Load(uniform, options));
        Assert.Null(Joblib.Load(uniform, options with { MaxDecompressedLength = 2 * Million }));
        Assert.Null(Joblib.Load(uniform));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void Load_MaximumAroundTheLength_IsAllowedUpToIt(int difference, bool isAllowed)
    {
        byte[] pickle = Pickle.Save(Enumerable.Range(0, 1000).ToList());
        byte[] file = JoblibCompressionTests.Compress(JoblibCompression.Zlib, pickle);
        var options = new JoblibReadOptions { MaxDecompressedLength = pickle.Length + difference };

        if (isAllowed)
        {
            Assert.Equal(1000, Joblib.Load<List<object?>>(file, options).Count);
            return;
        }

        var error = Assert.Throws<NpyFormatException>(() => Joblib.Load(file, options));
        Assert.Equal((NpyFormatReason.TooManyElements, $"at most {pickle.Length - 1} bytes", $"{pickle.Length} bytes or more"), (error.Reason, error.Expected, error.Found));
    }

    [Fact]
    public void MaxDecompressedLength_Negative_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibReadOptions { MaxDecompressedLength = -1 });
}
