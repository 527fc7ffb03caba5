using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

public sealed unsafe class NativeMemoryTests
{
    [Fact]
    public void FromPointer_NativeMemory_IsReadAndWrittenThrough()
    {
        int* native = (int*)NativeMemory.Alloc(24);
        try
        {
            new ReadOnlySpan<int>([1, 2, 3, 4, 5, 6]).CopyTo(new Span<int>(native, 6));

            NdArray array = NdArray.FromPointer(DType.Int32, [2, 3], native, 24);
            array.Set(50, 1, 1);

            Assert.Equal([1, 2, 3, 4, 50, 6], array.ToArray<int>());
            Assert.Equal(50, native[4]);
            Assert.Equal([6, 3], NdArray.FromPointer(DType.Int32, [2], native, 24, offset: 20, strides: [-12]).ToArray<int>());
        }
        finally
        {
            NativeMemory.Free(native);
        }
    }

    [Fact]
    public void FromReadOnlyPointer_Set_Throws()
    {
        int value = 1;

        NdArray array = NdArray.FromReadOnlyPointer(DType.Int32, [1], &value, 4);

        Assert.True(array.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => array.Set(2, 0));
        Assert.Equal(1, array.Get<int>(0));
    }

    [Fact]
    public void FromPointer_WritableOrNot_TakesOwnerOffsetAndStrides()
    {
        byte[] bytes = [0, 1, 2, 3, 4, 5, 6, 7];
        object owner = new();
        fixed (byte* start = bytes)
        {
            NdArray writable = NdArray.FromPointer(DType.UInt8, [3, 2], start, 8, owner, 7, [-2, -1]), readOnly = NdArray.FromReadOnlyPointer(DType.UInt8, [3, 2], start, 8, owner, 7, [-2, -1]);

            foreach (NdArray array in (NdArray[])[writable, readOnly])
            {
                Assert.Equal([7, 6, 5, 4, 3, 2], array.ToBytes());
                Assert.Same(owner, array.Base);
                Assert.Same(owner, array.At(1).Transpose().Base);
            }

            Assert.Equal((false, true), (writable.IsReadOnly, readOnly.IsReadOnly));
            Assert.True(readOnly.At(1).Reshape(2, 1).IsReadOnly);
            Assert.Throws<ArgumentException>(() => Refused(bytes, 8));
            Assert.Throws<ArgumentException>(() => Refused(bytes, -1));
        }

        static NdArray Refused(byte[] bytes, long offset)
        {
            fixed (byte* start = bytes)
                return NdArray.FromReadOnlyPointer(DType.UInt8, [3, 2], start, 8, bytes, offset, [-2, -1]);
        }
    }

    [Fact]
    public void FromPointer_WhatDoesNotFit_IsRefused()
    {
        nint memory = (nint)NativeMemory.AllocZeroed(16);
        try
        {
            Assert.Throws<ArgumentException>(() => NdArray.FromPointer(DType.Int32, [5], (void*)memory, 16));
            Assert.Throws<ArgumentException>(() => NdArray.FromPointer(DType.Int32, [2], (void*)memory, 16, strides: [-4]));
            Assert.Throws<ArgumentException>(() => NdArray.FromPointer(DType.Object, [1], (void*)memory, 16));
            Assert.Throws<ArgumentNullException>(() => NdArray.FromPointer(DType.Int32, [1], null, 4));
            Assert.Throws<ArgumentNullException>(() => NdArray.FromPointer(null!, [1], (void*)memory, 4));
            Assert.Throws<ArgumentOutOfRangeException>(() => NdArray.FromPointer(DType.Int32, [1], (void*)memory, -1));
            Assert.Equal(0, NdArray.FromPointer(DType.Int32, [0], null, 0).Count);
        }
        finally
        {
            NativeMemory.Free((void*)memory);
        }
    }

    [Fact]
    public void FromPointer_Owner_LivesAsLongAsAView()
    {
        WeakReference owner = UseView();

        Collect();
        Assert.False(owner.IsAlive);
    }

    [Fact]
    public void Base_Views_IsThatOfTheirArray()
    {
        int[] values = [1, 2, 3, 4];
        NdArray array = NdArray.FromArray(values);

        Assert.Same(values, array.Base);
        Assert.Same(array.Base, array.Reshape(2, 2).Transpose().At(1).Base);
        Assert.Same(array.Base, ((NdArray)values).Base);
        Assert.NotSame(array.Base, array.Copy().Base);
        ReadOnlyMemory<byte> buffer = new byte[8];
        Assert.NotSame(NdArray.FromBuffer(buffer, DType.Int32).Base, NdArray.Create(DType.Int32, 2).Base);
    }

    [Fact]
    public void SharesMemory_OverlappingAndOtherArrays_IsTold()
    {
        byte[] buffer = new byte[16];
        NdArray array = NdArray.FromBuffer(buffer, DType.Int32);
        ReadOnlyMemory<byte> slice = buffer.AsMemory(4, 8);
        NdArray objects = NdArray.FromObjects(new object?[] { 1, 2, 3 });

        Assert.True(array.SharesMemory(NdArray.FromBuffer(buffer, DType.Int64)));
        Assert.True(NdArray.FromBuffer(slice, DType.Int32).SharesMemory(NdArray.FromBuffer(slice, DType.UInt8)));
        Assert.True(array.SharesMemory(NdArray.FromBuffer(slice, DType.Int32)));
        Assert.False(array.At(0).SharesMemory(array.At(1)));
        Assert.True(array.At(3).SharesMemory(new NdArray(DType.Int32, new long[] { 4 }, buffer, offset: 12, strides: [-4])));
        Assert.False(array.SharesMemory(array.Copy()));
        Assert.False(array.SharesMemory(NdArray.FromBuffer(buffer.AsMemory(0, 0), DType.Int32)));
        Assert.True(objects.SharesMemory(objects.At(1)));
        Assert.False(objects.At(0).SharesMemory(objects.At(1)));
        Assert.False(objects.SharesMemory(array));
    }

    /// <summary>Two arrays of bytes in one buffer of 16, each by the offset of its first element, its count and its stride: <c>np.may_share_memory</c>.</summary>
    [Theory]
    [InlineData(0, 4, 1, 4, 4, 1, false)]
    [InlineData(0, 5, 1, 4, 4, 1, true)]
    [InlineData(0, 16, 1, 15, 1, 1, true)]
    [InlineData(7, 4, -1, 0, 4, 1, false)]
    [InlineData(7, 4, -1, 0, 5, 1, true)]
    [InlineData(7, 4, -1, 8, 4, 1, false)]
    [InlineData(7, 4, -1, 7, 1, 1, true)]
    [InlineData(7, 4, -1, 3, 4, -1, false)]
    [InlineData(0, 4, 2, 7, 1, 1, false)]
    [InlineData(0, 4, 2, 6, 1, 1, true)]
    [InlineData(0, 4, 2, 1, 4, 2, true)]
    [InlineData(3, 4, 0, 4, 1, 1, false)]
    [InlineData(3, 4, 0, 3, 1, 1, true)]
    [InlineData(5, 0, 1, 0, 16, 1, false)]
    public void SharesMemory_RangesThatTouchOrOverlap_IsNumPys(int offset, long count, long stride, int otherOffset, long otherCount, long otherStride, bool expected)
    {
        byte[] buffer = new byte[16];
        NdArray array = new(DType.UInt8, [count], buffer, offset, [stride]), other = new(DType.UInt8, [otherCount], buffer, otherOffset, [otherStride]);
        fixed (byte* start = buffer)
        {
            NdArray ofPointer = NdArray.FromPointer(DType.UInt8, [otherCount], start, 16, buffer, otherOffset, [otherStride]);

            Assert.Equal((expected, expected), (array.SharesMemory(other), other.SharesMemory(array)));
            Assert.Equal((expected, expected), (array.SharesMemory(ofPointer), ofPointer.SharesMemory(array)));
            Assert.Equal((count > 0, otherCount > 0), (array.SharesMemory(array), ofPointer.SharesMemory(other)));
        }
    }

    [Fact]
    public void SharesMemory_RowsAndColumns_AreRanges()
    {
        foreach (NdArray array in (NdArray[])[NdArray.FromArray(new int[2, 3]), NdArray.FromObjects(new object?[2, 3])])
        {
            NdArray columns = array.Transpose();

            Assert.False(array.At(0).SharesMemory(array.At(1)));
            Assert.False(array.At(1).SharesMemory(array.At(0)));
            Assert.True(columns.At(0).SharesMemory(columns.At(2)));
            Assert.True(array.At(0).SharesMemory(columns.At(2)));
            Assert.True(array.At(0).SharesMemory(array.At(0, 2)));
            Assert.False(array.At(1).SharesMemory(array.At(0, 2)));
            Assert.False(array.SharesMemory(array.Copy()));
        }
    }

    [Fact]
    public void Base_MappedArray_CannotBeDisposedOf()
    {
        using var folder = new TempFolder();
        Npz.Save(folder.PathOf("x.npz"), ("a", NdArray.FromArray(new[] { 1 })));
        using NpzFile file = Npz.Open(folder.PathOf("x.npz"));
        using MappedArray mapped = file["a"].Map();

        Assert.False(mapped.Array.Base is IDisposable);
        Assert.Same(mapped.Array.Base, mapped.Array.At(0).Base);
    }

    [Theory]
    [InlineData(0, 20_000, 4096, 0, 16_384)]
    [InlineData(1, 20_000, 4096, 4096, 16_384)]
    [InlineData(16, 70_000, 65_536, 65_536, 65_536)]
    [InlineData(65_536, 70_000, 65_536, 65_536, 131_072)]
    [InlineData(4096, 4_000, 65_536, 65_536, 0)]
    public void WholePages_OfEveryPageSize_AreInsideTheMemory(long start, long length, int pageSize, long first, long end) =>
        Assert.Equal((first, end), MemoryAdvice.WholePages(start, length, pageSize));

    public static TheoryData<string> Memories => ["managed", "buffer", "sliced buffer", "read-only buffer", "manager", "pointer", "bool", "mapped"];

    [Theory]
    [MemberData(nameof(Memories))]
    public void Pin_EveryMemory_PointsAtTheFirstElement(string memory)
    {
        using var folder = new TempFolder();
        byte[] bytes = [1, 0, 1, 1, 0, 1, 0, 0];
        nint native = (nint)NativeMemory.Alloc(8);
        bytes.CopyTo(new Span<byte>((void*)native, 8));
        using var manager = new NativeManager(native, 8);
        Npz.Save(folder.PathOf("x.npz"), ("a", NdArray.FromArray(bytes)));
        using NpzFile file = Npz.Open(folder.PathOf("x.npz"));
        using MappedArray mapped = file["a"].Map();
        NdArray array = memory switch
        {
            "managed" => NdArray.FromArray(bytes),
            "buffer" => NdArray.FromBuffer(bytes, DType.UInt8),
            "sliced buffer" => NdArray.FromBuffer(((byte[])[9, .. bytes, 9]).AsMemory(1, 8), DType.UInt8),
            "read-only buffer" => NdArray.FromBuffer((ReadOnlyMemory<byte>)bytes, DType.UInt8),
            "manager" => NdArray.FromBuffer(manager.Memory, DType.UInt8),
            "bool" => NdArray.FromArray(bytes.Select(value => value != 0).ToArray()),
            "mapped" => mapped.Array,
            _ => NdArray.FromPointer(DType.UInt8, [8], (void*)native, 8),
        };

        using (MemoryHandle pin = array.Pin())
        using (MemoryHandle second = array.At(2).Pin())
        {
            Collect();
            Assert.Equal(bytes, new ReadOnlySpan<byte>(pin.Pointer, 8).ToArray());
            Assert.Equal((nint)pin.Pointer + 2, (nint)second.Pointer);
        }

        NativeMemory.Free((void*)native);
    }

    [Fact]
    public void Pin_NegativeStride_PointsAtIndexZero()
    {
        int[] values = [1, 2, 3];
        long[] shape = [3];
        NdArray reversed = new(DType.Int32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), offset: 8, strides: [-4]);

        using MemoryHandle pin = reversed.Pin();

        Assert.Equal((3, 2, 1), (((int*)pin.Pointer)[0], ((int*)pin.Pointer)[-1], ((int*)pin.Pointer)[-2]));
    }

    [Fact]
    public void Pin_DisposedTwice_UnpinsOnce()
    {
        var manager = new NativeManager(0, 8);
        NdArray array = NdArray.FromBuffer(manager.Memory, DType.UInt8);

        MemoryHandle pin = array.Pin(), copy = pin;
        pin.Dispose();
        copy.Dispose();

        Assert.Equal(1, manager.Unpinned);
    }

    [Fact]
    public void Pin_Objects_IsRefused() => Assert.Throws<InvalidOperationException>(() => NdArray.FromObjects(new object?[] { 1 }).Pin());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseView()
    {
        (WeakReference owner, NdArray view) = View();
        Collect();
        Assert.True(owner.IsAlive);
        Assert.Equal(7, view.Get<int>(0));
        Assert.IsType<Owner>(view.Base);
        return owner;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference, NdArray) View()
    {
        var owner = new Owner();
        return (new WeakReference(owner), NdArray.FromPointer(DType.Int32, [2], owner.Start, 8, owner).At(1).Reshape(1));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed class Owner
    {
        internal Owner()
        {
            Start = (int*)NativeMemory.Alloc(8);
            Start[1] = 7;
        }

        ~Owner() => NativeMemory.Free(Start);

        internal int* Start { get; }
    }

    private sealed class NativeManager(nint start, int length) : MemoryManager<byte>
    {
        internal int Unpinned { get; private set; }

        public override Span<byte> GetSpan() => new((void*)start, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)start + elementIndex, pinnable: this);

        public override void Unpin() => Unpinned++;

        protected override void Dispose(bool disposing)
        {
        }
    }
}
