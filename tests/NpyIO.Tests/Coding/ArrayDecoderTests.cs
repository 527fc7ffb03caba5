using CsCheck;
using NpyIO.Coding;
using NpyIO.Tests.Kernels;
using Xunit;

namespace NpyIO.Tests.Coding;

public sealed class ArrayDecoderTests
{
    private static readonly string[] Descrs =
    [
        "|b1", "|i1", "<i2", ">i2", "<i4", ">u4", "<f8", ">f8", ">f16", "<c8", ">c16", "|S3", "|S0", ">U0", ">U2", "<U5", "|V5", ">M8[s]",
        "[('a', '>i4'), ('b', '<f8'), ('c', '|S2')]",
        "[('a', '>i2'), ('', '|V3'), ('b', '>f4', (3,))]",
    ];

    private static readonly Gen<Case> Cases =
        from descr in Gen.Int[0, Descrs.Length - 1].Select(i => Descrs[i])
        from shape in Gen.Int[0, 4].SelectMany(rank => Gen.Long[0, rank <= 2 ? 70 : 8].Array[rank])
        from fortran in Gen.Bool
        from order in Gen.Enum<Order>()
        from byteOrder in Gen.Enum<ByteOrderMode>()
        from seed in Gen.Int
        select new Case(descr, shape, fortran, order, byteOrder, seed);

    [Fact]
    public void Decode_RandomDTypeShapeOrderAndCuts_GivesEveryElement() => Cases.Sample(
        c =>
        {
            (DType stored, byte[] payload) = c.Payload();
            ArrayDecoder decoder = ArrayDecoder.Create(stored, c.Shape, c.Fortran, c.Options.Decoding);
            decoder.Allocate();
            foreach ((int start, int length) in Cuts(payload.Length, decoder.BlockUnit, c.Seed))
                decoder.Decode(start, payload.AsSpan(start, length));
            c.Check(payload, decoder.ToNdArray());
        },
        iter: 1500);

    [Fact]
    public void DecodeInPlace_WhereAllowed_GivesEveryElement() => Cases.Sample(
        c =>
        {
            (DType stored, byte[] payload) = c.Payload();
            ArrayDecoder decoder = ArrayDecoder.Create(stored, c.Shape, c.Fortran, c.Options.Decoding);
            if (!decoder.IsInPlace)
                return;
            foreach ((int start, int length) in Cuts(payload.Length, decoder.BlockUnit, c.Seed))
            {
                for (int i = start; i < start + length; i++)
                    decoder.Target.At(i) = payload[i];
                if (!decoder.IsRaw)
                    decoder.DecodeInPlace(start, length);
            }

            c.Check(payload, decoder.ToNdArray());
        },
        iter: 1000);

    [Fact]
    public void Decode_DisjointBlocksInParallel_GivesEveryElement() => Cases.Sample(
        c =>
        {
            (DType stored, byte[] payload) = c.Payload();
            ArrayDecoder decoder = ArrayDecoder.Create(stored, c.Shape, c.Fortran, c.Options.Decoding);
            decoder.Allocate();
            Parallel.ForEach(Cuts(payload.Length, decoder.BlockUnit, c.Seed), cut => decoder.Decode(cut.Start, payload.AsSpan(cut.Start, cut.Length)));
            c.Check(payload, decoder.ToNdArray());
        },
        iter: 200);

    [Theory]
    [InlineData("<f8", false)]
    [InlineData(">f4", false)]
    [InlineData("<f8", true)]
    [InlineData(">u2", true)]
    public void Reserve_AsDataArrive_KeepsMemoryNearWhatArrived(string descr, bool fortran)
    {
        DType dtype = DType.Parse(descr);
        long[] shape = [3000, 24_000_000 / dtype.ItemSize / 1000];
        long total = shape[0] * shape[1] * dtype.ItemSize;
        var block = new byte[3000 * dtype.ItemSize * 100];
        ArrayDecoder decoder = ArrayDecoder.Create(dtype, shape, fortran, NpyReadOptions.Default.Decoding);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long at = 0; at < total; at += block.Length)
        {
            Fill(block, at / block.Length);
            decoder.Reserve(at + block.Length);
            decoder.Decode(at, block.AsSpan(0, (int)Math.Min(block.Length, total - at)));

            // The memory now, and all that it has grown out of.
            long allowed = ArrayDecoder.FirstReserve.Value + (5 * (at + block.Length)) + (1 << 20);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, allowed);
        }

        NdArray array = decoder.ToNdArray();
        ArrayDecoder whole = ArrayDecoder.Create(dtype, shape, fortran, NpyReadOptions.Default.Decoding);
        for (long at = 0; at < total; at += block.Length)
        {
            Fill(block, at / block.Length);
            whole.Decode(at, block.AsSpan(0, (int)Math.Min(block.Length, total - at)));
        }

        Assert.True(array.ToBytes().AsSpan().SequenceEqual(whole.ToNdArray().ToBytes()));

        static void Fill(byte[] block, long seed)
        {
            for (int i = 0; i < block.Length; i += 8)
                BitConverter.TryWriteBytes(block.AsSpan(i), (seed * block.Length + i) * 0x1234567);
        }
    }

    [Fact]
    public void Create_HugeClaim_AllocatesNothing()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ArrayDecoder decoder = ArrayDecoder.Create(DType.Parse("<f8"), [10_000_000, 1_000_000], true, NpyReadOptions.Default.Decoding);
        Assert.Equal(80_000_000_000_000, decoder.PayloadLength);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 10);
    }

    [Fact]
    public void Create_ZeroSizeItems_HasNoPayload()
    {
        ArrayDecoder decoder = ArrayDecoder.Create(DType.Parse("|V0"), [1_000_000, 1_000_000], true, NpyReadOptions.Default.Decoding);
        Assert.Equal(0, decoder.PayloadLength);
        decoder.Allocate();
        Assert.Equal(1_000_000_000_000, decoder.ToNdArray().Count);
    }

    [Theory]
    [InlineData("<f8", new long[] { 10000, 10000 })]
    [InlineData("<f8", new long[] { 100_000_000, 2 })]
    [InlineData("|u1", new long[] { 3, 5, 7 })]
    [InlineData("<i2", new long[] { 2, 100_000_000 })]
    [InlineData("|S2000000000", new long[] { 3, 3 })]
    public void PreferredBlockLength_Transposed_IsModestMultipleOfUnit(string descr, long[] shape)
    {
        DType dtype = DType.Parse(descr);
        ArrayDecoder decoder = ArrayDecoder.Create(dtype, shape, true, NpyReadOptions.Default.Decoding);
        Assert.False(decoder.IsInPlace);
        Assert.Equal(0, decoder.PreferredBlockLength % decoder.BlockUnit);
        Assert.InRange(decoder.PreferredBlockLength, decoder.BlockUnit, Math.Max(8 << 20, dtype.ItemSize));
    }

    [Fact]
    public void Create_PythonObjects_IsUnsupported()
    {
        var error = Assert.Throws<NpyFormatException>(() => ArrayDecoder.Create(DType.Parse("[('a', '|O')]"), [1], false, NpyReadOptions.Default.Decoding));
        Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
        Assert.Equal(
            "The array holds Python objects (dtype [('a', '|O')]), whose data are a pickle: it can be loaded, but not mapped or read into a buffer (at byte 0)",
            error.Message);
    }

    [Fact]
    public void Create_RecordsWithoutSwapPlan_KeepTheirByteOrder()
    {
        DType stored = DType.Struct([new Field("rgba", DType.Parse(">u4"), 0), new Field("r", DType.Parse("|u1"), 0)], 4);
        ArrayDecoder decoder = ArrayDecoder.Create(stored, [2], false, NpyReadOptions.Default.Decoding);
        Assert.True(decoder.IsRaw);
        decoder.Decode(0, [1, 2, 3, 4, 5, 6, 7, 8]);
        NdArray array = decoder.ToNdArray();
        Assert.Equal([0x01020304u, 0x05060708u], array["rgba"].ToArray<uint>());
        Assert.Equal([(byte)1, (byte)5], array["r"].ToArray<byte>());
    }

    private static List<(int Start, int Length)> Cuts(int total, long unit, int seed)
    {
        var random = new Random(seed);
        var cuts = new List<(int, int)>();
        int units = (int)(total / unit);
        int most = random.Next(1, units + 2);
        for (int start = 0; start < units;)
        {
            int count = Math.Min(units - start, random.Next(1, most + 1));
            cuts.Add(((int)(start * unit), (int)(count * unit)));
            start += count;
        }

        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(cuts));
        return cuts;
    }

    private sealed record Case(string Descr, long[] Shape, bool Fortran, Order Order, ByteOrderMode ByteOrder, int Seed)
    {
        internal NpyReadOptions Options => new() { Order = Order, ByteOrder = ByteOrder };

        internal (DType Stored, byte[] Payload) Payload()
        {
            DType stored = DType.Parse(Descr);
            var payload = new byte[Shape.Aggregate(1L, (a, b) => a * b) * stored.ItemSize];
            new Random(Seed).NextBytes(payload);
            return (stored, payload);
        }

        internal void Check(byte[] payload, NdArray array)
        {
            DType stored = DType.Parse(Descr);
            int itemSize = stored.ItemSize;
            bool toFortran = Order == Order.Keep ? Fortran : Order == Order.Fortran;
            bool isNative = ByteOrder == ByteOrderMode.Native;
            var expected = new byte[payload.Length];
            foreach (long[] index in Reference.Indices(Shape))
            {
                Span<byte> item = expected.AsSpan((int)(Reference.Place(index, Shape, toFortran) * itemSize), itemSize);
                payload.AsSpan((int)(Reference.Place(index, Shape, Fortran) * itemSize), itemSize).CopyTo(item);
                if (isNative)
                    Reference.Swap(item, stored);
            }

            Assert.Equal(Shape, array.Shape.ToArray());
            Assert.Equal(isNative || stored.IsNative, array.DType.IsNative);
            Assert.True(toFortran ? array.IsFortranContiguous : array.IsCContiguous);
            Assert.Equal(expected, array.ToBytes(toFortran ? Order.Fortran : Order.C));
        }
    }
}
