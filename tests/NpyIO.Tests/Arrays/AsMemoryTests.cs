using System.Buffers;
using System.Runtime.InteropServices;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>The elements in place, as memory that other libraries take.</summary>
public sealed class AsMemoryTests
{
    [Fact]
    public void AsMemory_OfATArray_IsThatArray()
    {
        double[] numbers = [1, 2, 3, 4];
        NdArray<double> array = ((NdArray<double>)numbers).Reshape(2, 2);

        Assert.True(MemoryMarshal.TryGetArray<double>(array.At(1).AsMemory(), out ArraySegment<double> segment));
        Assert.Same(numbers, segment.Array);
        Assert.Equal((2, 2), (segment.Offset, segment.Count));
        Assert.Equal(numbers, array.AsReadOnlyMemory().ToArray());
        Assert.True(MemoryMarshal.TryGetArray<double>(Npy.Load<double>(Npy.Save(numbers)).AsMemory(), out _));
    }

    [Fact]
    public unsafe void AsMemory_OfOtherMemory_SharesAndPins()
    {
        byte[] bytes = new byte[17];
        NdArray<int> array = new NdArray(DType.Int32, [2, 2], bytes, 1).As<int>();

        Memory<int> memory = array.AsMemory();
        memory.Span[3] = 7;
        array[0, 1] = 5;

        Assert.Equal(7, array[1, 1]);
        Assert.Equal([0, 5, 0, 7], memory.ToArray());
        Assert.Equal([5, 0], memory.Slice(1, 2).ToArray());
        using MemoryHandle whole = memory.Pin();
        using MemoryHandle part = memory[3..].Pin();
        using MemoryHandle end = memory[4..].Pin();
        Assert.Equal(7, *(int*)part.Pointer);
        Assert.Equal(12, (byte*)part.Pointer - (byte*)whole.Pointer);
        Assert.Equal(16, (byte*)end.Pointer - (byte*)whole.Pointer);
    }

    [Fact]
    public void AsMemory_OfRectangles_HasTheirElements()
    {
        string[,] texts = { { "a", "b" } };
        DayOfWeek[] days = [DayOfWeek.Friday];

        Memory<string> memory = NdArray.FromArray(texts).AsMemory();
        memory.Span[1] = "c";

        Assert.Equal("c", texts[0, 1]);
        Assert.Equal([DayOfWeek.Friday], NdArray.FromArray(new[] { 5 }).As<DayOfWeek>().AsMemory().ToArray());
        Assert.Equal([5], NdArray.FromArray(days).As<int>().AsMemory().ToArray());
        Assert.Throws<ArgumentException>(() => memory.Pin());
        Assert.Equal(0, NdArray.Create<int>(0, 3).AsMemory().Length);
    }

    [Fact]
    public void AsMemory_OfAMapping_EndsWithIt()
    {
        using var folder = new TempFolder();
        Npz.Save(folder.PathOf("x.npz"), ("a", new[] { 1, 2 }));
        using NpzFile file = Npz.Open(folder.PathOf("x.npz"));
        MappedArray mapped = file["a"].Map();

        ReadOnlyMemory<int> memory = mapped.As<int>().AsReadOnlyMemory();

        Assert.Equal([1, 2], memory.ToArray());
        Assert.Throws<InvalidOperationException>(() => mapped.As<int>().AsMemory());
        mapped.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
    }

    [Fact]
    public void AsMemory_WhereItCannotBe_SaysWhatToCall()
    {
        NdArray<int> matrix = new[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        NdArray<int> swapped = NdArray.Create(DType.Parse(">i4"), 2).As<int>();
        NdArray<int> readOnly = NdArray.FromBuffer<int>((ReadOnlyMemory<byte>)new byte[8]);
        NdArray<byte> many = new NdArray(DType.UInt8, [3_000_000_000, 1], new byte[1], 0, [0, 1]).As<byte>();

        Refuses("The elements of shape (3, 2) and strides (4, 12) are not in C order: ToArray() or Copy() gives them in that order.", matrix.Transpose());
        Refuses("The elements are kept in the byte order of '>i4': ToArray() or Copy() gives them in the machine's.", swapped);
        Refuses("The elements of shape (3000000000, 1) and strides (0, 1) are not in C order: ToArray() or Copy() gives them in that order.", many);
        Assert.Equal(
            "The array is read-only: AsReadOnlyMemory() reads it in place, ToArray() or Copy() gives a writable one.",
            Assert.Throws<InvalidOperationException>(() => readOnly.AsMemory()).Message);
        Assert.False(readOnly.TryGetMemory(out _));
        Assert.Equal(2, readOnly.AsReadOnlyMemory().Length);

        static void Refuses<T>(string problem, NdArray<T> array)
        {
            Assert.Equal(problem, Assert.Throws<InvalidOperationException>(() => array.AsMemory()).Message);
            Assert.Equal(problem, Assert.Throws<InvalidOperationException>(() => array.AsReadOnlyMemory()).Message);
            Assert.False(array.TryGetMemory(out _));
        }
    }
}
