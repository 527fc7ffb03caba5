using NpyIO.NpyFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary><see cref="StoredArray.Compare"/> finds in blocks what <see cref="NdArray.Compare"/> finds in memory.</summary>
public class StoredCompareTests
{
    public static TheoryData<Order, Order, long, long> Blocks => new()
    {
        { Order.C, Order.C, 1 << 20, 1 << 20 },
        { Order.C, Order.C, 256, 4096 },
        { Order.C, Order.C, 64, 64 },
        { Order.Fortran, Order.Fortran, 256, 4096 },
        { Order.Fortran, Order.Fortran, 64, 64 },
        { Order.C, Order.Fortran, 256, 512 },
        { Order.Fortran, Order.C, 64, 64 },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Compare_BlocksOfAnySize_FindTheSame(Order order, Order otherOrder, long blockLength, long maxRowLength)
    {
        NdArray actual = NdArray.FromArray([.. Enumerable.Range(0, 1500).Select(number => (double)number)]).Reshape(30, 10, 5), desired = actual.Copy();
        desired.Set(-1.0, 0, 3, 2);
        desired.Set(double.NaN, 29, 9, 4);
        AssertSame(actual, desired);
        actual.Set(double.NaN, 29, 9, 4);
        AssertSame(actual, desired);
        for (int row = 3; row < 30; row++)
            desired.Set(0.5, row, 1, 1);
        AssertSame(actual, desired);
        AssertSame(actual, actual);

        void AssertSame(NdArray one, NdArray other)
        {
            string expected = NdArray.Compare(one, other).ToString();
            using IDisposable blocks = StoredComparison.BlockLength.Lower(blockLength), rows = StoredComparison.MaxRowLength.Lower(maxRowLength);
            using NpyFile stored = Npy.Open(Npy.Save(one.Copy(order))), otherStored = Npy.Open(Npy.Save(other.Copy(otherOrder)));
            Assert.Equal(expected, StoredArray.Compare(stored, otherStored).ToString());
        }
    }

    [Fact]
    public void Compare_ByteOrders_AreThoseOfTheFiles()
    {
        using NpyFile little = Npy.Open(Npy.Save(new[] { 1, 2 })), big = Npy.Open(Npy.Save(((NdArray)new[] { 1, 2 }).To(DType.Parse(">i4"))));

        Assert.Equal(DifferenceKinds.DType, StoredArray.Compare(little, big).Kinds);
        Assert.True(StoredArray.Compare(little, big, new CompareOptions { Strict = false }).IsEmpty);
    }

    [Fact]
    public void Compare_OneElement_IsComparedWithEvery()
    {
        using IDisposable blocks = StoredComparison.BlockLength.Lower(64), rows = StoredComparison.MaxRowLength.Lower(64);
        using NpyFile one = Npy.Open(Npy.Save(NdArray.Create([1.0], []))), many = Npy.Open(Npy.Save(NdArray.Create<double>(20, 10)));

        ArrayDifference difference = StoredArray.Compare(one, many, new CompareOptions { Strict = false });

        Assert.Equal(200, difference.MismatchCount);
        Assert.Equal(200, StoredArray.Compare(many, one, new CompareOptions { Strict = false }).MismatchCount);
    }

    [Fact]
    public void Compare_DamagedEntry_IsRefused()
    {
        byte[] good = Npy.Save(NdArray.Create<double>(100));
        using var folder = new TempFolder();
        string path = folder.Write("x.npz", new ZipBytes().AddCompressed("w.npy", 0, good, crc: 1, good.Length).ToBytes());
        using NpzFile archive = Npz.Open(path);
        using NpyFile whole = Npy.Open(good);

        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => StoredArray.Compare(whole, archive["w"])).Reason);
    }
}
