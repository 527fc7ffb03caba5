using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using Xunit;

namespace NpyIO.Tests.Arrays;

public class ArrayMemoryTests
{
    [Theory]
    [InlineData("?", typeof(bool[]))]
    [InlineData("i1", typeof(sbyte[]))]
    [InlineData(">i2", typeof(short[]))]
    [InlineData("<i4", typeof(int[]))]
    [InlineData("i8", typeof(long[]))]
    [InlineData("u1", typeof(byte[]))]
    [InlineData("u2", typeof(ushort[]))]
    [InlineData("u4", typeof(uint[]))]
    [InlineData("u8", typeof(ulong[]))]
    [InlineData("f2", typeof(Half[]))]
    [InlineData("f4", typeof(float[]))]
    [InlineData(">f8", typeof(double[]))]
    [InlineData("f16", typeof(LongDouble[]))]
    [InlineData("c8", typeof(Complex64[]))]
    [InlineData("c16", typeof(Complex[]))]
    [InlineData("c32", typeof(ComplexLongDouble[]))]
    [InlineData("M8[s]", typeof(long[]))]
    [InlineData(">m8[D]", typeof(long[]))]
    [InlineData("S3", typeof(byte[]))]
    [InlineData("U3", typeof(byte[]))]
    [InlineData("V0", typeof(byte[]))]
    [InlineData("i4,f8", typeof(byte[]))]
    public void Allocate_DType_ArrayOfItsClrType(string text, Type type)
    {
        DType dtype = DType.Parse(text);

        ArrayMemory memory = ArrayMemory.Allocate(dtype, 3, zeroed: false);

        Assert.Equal(type, memory.Array?.GetType());
        Assert.Equal(3 * dtype.ItemSize, memory.Length);
        Assert.False(memory.IsReadOnly);
    }

    [Fact]
    public void Allocate_Zeroed_IsZero()
    {
        ArrayMemory memory = ArrayMemory.Allocate(DType.Parse("S5"), 200, zeroed: true);

        for (long i = 0; i < memory.Length; i++)
            Assert.Equal(0, memory.At(i));
    }

    [Fact]
    public void Allocate_BeyondOneArrayOfReferences_IsRefused()
    {
        var error = Assert.Throws<InsufficientMemoryException>(() => ArrayMemory.Allocate<string>(Array.MaxLength + 1L));

        Assert.Equal("2147483592 elements of string are more than one managed array can hold.", error.Message);
    }

    [Fact]
    public void Allocate_BeyondAllBlocks_IsRefused() =>
        Assert.Throws<InsufficientMemoryException>(() => ArrayMemory.Allocate<double>(1L << 40));

    /// <summary>The last lengths of 64 bits: rounded up to whole blocks, they must not begin anew.</summary>
    [Fact]
    public void Allocate_UpToTheLastByte_IsRefused()
    {
        for (long less = 0; less <= 64; less++)
        {
            Assert.Throws<InsufficientMemoryException>(() => ArrayMemory.Allocate<byte>(long.MaxValue - less));
            Assert.Throws<InsufficientMemoryException>(() => ArrayMemory.Allocate(DType.Bytes(1), long.MaxValue - less, zeroed: false));
        }

        Assert.Throws<InsufficientMemoryException>(() => ArrayMemory.Allocate<double>((1L << 60) - 1));
        Assert.Throws<InsufficientMemoryException>(() => ArrayMemory.Allocate<Complex>((1L << 59) - 1));
        Assert.Throws<InsufficientMemoryException>(() => NdArray.Create(DType.UInt8, long.MaxValue));
        Assert.Throws<InsufficientMemoryException>(() => NdArray.Create<bool>(long.MaxValue));
    }

    [Fact]
    public void ManagedMemory_TwoDimensions_BeginsWithItsFirstElement()
    {
        var values = new int[,] { { 1, 2 }, { 3, 4 } };

        var memory = new ManagedMemory(values, 16);
        Unsafe.As<byte, int>(ref memory.At(12)) = 9;

        Assert.Equal(1, Unsafe.As<byte, int>(ref memory.Origin));
        Assert.Equal(9, values[1, 1]);
    }

    [Fact]
    public void BufferMemory_Slices_BeginWhereTheyDo()
    {
        byte[] bytes = [1, 2, 3, 4, 5];
        using var manager = new NativeBytes(5);
        manager.GetSpan()[2] = 7;

        Assert.Equal(2, BufferMemory.Of(bytes.AsMemory(1, 2)).Origin);
        Assert.Equal(7, BufferMemory.Of(manager.Memory[2..]).Origin);
        Assert.Equal(3, BufferMemory.Of(manager.Memory[2..]).Length);
        Assert.Same(bytes, BufferMemory.Of(bytes.AsMemory()).Array);
        Assert.True(BufferMemory.Of((ReadOnlyMemory<byte>)bytes).IsReadOnly);
        Assert.Null(BufferMemory.Of((ReadOnlyMemory<byte>)bytes).Array);
        Assert.Equal(0, BufferMemory.Of(Memory<byte>.Empty).Length);
    }

    /// <summary>Memory that is no managed array.</summary>
    private sealed unsafe class NativeBytes(int length) : MemoryManager<byte>
    {
        private readonly byte* _start = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)length);

        public override Span<byte> GetSpan() => new(_start, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing) => System.Runtime.InteropServices.NativeMemory.Free(_start);
    }
}
