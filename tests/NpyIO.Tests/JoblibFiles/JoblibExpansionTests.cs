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
}
