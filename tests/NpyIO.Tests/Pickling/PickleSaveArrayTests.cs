using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Masked arrays and scalars of records, read as NumPy 1.24 writes them and written again.</summary>
public sealed class PickleSaveArrayTests
{
    /// <summary><c>np.array([(1, 'a', [1])], dtype=[('i', 'i4'), ('s', 'U3'), ('o', object)])[0]</c>, protocol 4.</summary>
    private const string RecordScalar =
        "gASVKgEAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMBnNjYWxhcpSTlIwFbnVtcHmUjAVkdHlwZZSTlIwDVjI0lImIh5RSlChLA4wBfJROjAFplIwBc5SMAW+Uh5R9lChoCmgFjAJpNJSJiIeUUpQoSwOMATyUTk5OSv"
        + "////9K/////0sAdJRiSwCGlGgLaAWMAlUzlImIh5RSlChLA2gSTk5OSwxLBEsIdJRiSwSGlGgMaAWMAk84lImIh5RSlChLA2gJTk5OSv////9K/////0s/dJRiSxCGlHVLGEsBSxt0lGJoAIwMX3JlY29uc3RydWN0lJOUaAOMB25k"
        + "YXJyYXmUk5RLAIWUQwFilIeUUpQoSwEpaAiJXZRLAYwBYZRdlEsBYYeUYXSUYoaUUpQu";

    /// <summary><c>np.ma.array(np.asfortranarray([[1, 2], [3, 4]], dtype='i1'), mask=np.asfortranarray([[0, 1], [0, 0]]))</c>, protocol 4.</summary>
    private const string FortranMasked =
        "gASVowAAAAAAAACMDW51bXB5Lm1hLmNvcmWUjA5fbWFyZWNvbnN0cnVjdJSTlChoAIwLTWFza2VkQXJyYXmUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZSMAWKUdJRSlChLAUsCSwKGlGgFjAVkdHlwZZSTlIwCaTGUiYiHlFKU"
        + "KEsDjAF8lE5OTkr/////Sv////9LAHSUYohDBAEDAgSUQwQAAAEAlE50lGIu";

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_ScalarOfARecordWithObjects_IsAScalarAgain(int protocol)
    {
        var record = Pickle.Load<NdArray>(Convert.FromBase64String(RecordScalar));
        Assert.Equal(PythonArrayClass.Scalar, record.PythonClass);

        var read = Pickle.Load<NdArray>(Pickle.Save(record, new PickleWriteOptions { Protocol = protocol }));

        Assert.Equal(PythonArrayClass.Scalar, read.PythonClass);
        Assert.Equal(1, read["i"].Get<int>());
        Assert.Equal([1L], Assert.IsType<List<object?>>(read["o"].GetItem()));
    }

    [Fact]
    public void Save_MaskedArrayInFortranOrder_KeepsTheOrderOfBoth()
    {
        var masked = Pickle.Load<MaskedArray>(Convert.FromBase64String(FortranMasked), PickleReadOptions.AsStored);
        Assert.True(masked.Data is { IsFortranContiguous: true, IsCContiguous: false });

        byte[] pickle = Pickle.Save(masked);

        Assert.Equal(1, Count(pickle, [0x43, 4, 1, 3, 2, 4]));
        Assert.Equal(1, Count(pickle, [0x43, 4, 0, 0, 1, 0]));
        var read = Pickle.Load<MaskedArray>(pickle);
        Assert.Equal([1, 2, 3, 4], read.Data.ToArray<sbyte>());
        Assert.Equal([false, true, false, false], read.Mask.ToArray<bool>());
    }

    [Theory]
    [InlineData(Order.C, Order.Fortran)]
    [InlineData(Order.Fortran, Order.C)]
    public void Save_MaskInAnotherOrder_IsWrittenInThatOfTheData(Order ofData, Order ofMask)
    {
        NdArray data = NdArray.FromArray(new[,] { { 1L, 2 }, { 3, 4 } }).Copy(ofData);
        NdArray mask = NdArray.FromArray(new[,] { { false, true }, { false, false } }).Copy(ofMask);

        var read = Pickle.Load<MaskedArray>(Pickle.Save(new MaskedArray(data, mask)));

        Assert.Equal([1, 2, 3, 4], read.Data.ToArray<long>());
        Assert.Equal([false, true, false, false], read.Mask.ToArray<bool>());
    }

    [Fact]
    public void Save_LongMaskedArray_IsNotCopied()
    {
        var masked = new MaskedArray(NdArray.Create(DType.Float64, 1 << 20), NdArray.Create(DType.Bool, 1 << 20));

        Allocations.AreAtMost(2 << 20, () => Pickle.Save(Stream.Null, masked));
    }

    [Fact]
    public void MaskedArray_MaskOfAnotherDType_IsRefused()
    {
        NdArray data = NdArray.Create(DType.Float64, 2);

        Assert.Equal(
            "The mask has dtype int32; the mask of this array has bool. (Parameter 'mask')",
            Assert.Throws<ArgumentException>(() => new MaskedArray(data, NdArray.Create(DType.Int32, 2))).Message);
        DType record = DType.Parse("[('a', '<i4'), ('b', '<f8', (2,))]");
        _ = new MaskedArray(NdArray.Create(record, 2), NdArray.Create(DType.Parse("[('a', '?'), ('b', '?', (2,))]"), 2));
        Assert.Throws<ArgumentException>(() => new MaskedArray(NdArray.Create(record, 2), NdArray.Create(DType.Bool, 2)));
    }

    [Fact]
    public void MaskedArray_MaskOfAnotherShapeOrNone_IsRefused()
    {
        NdArray data = NdArray.Create(DType.Float64, 2, 3), mask = NdArray.Create(DType.Bool, 2, 3);

        Assert.Equal(
            "The mask has shape (3, 2), the array (2, 3). (Parameter 'mask')",
            Assert.Throws<ArgumentException>(() => new MaskedArray(data, NdArray.Create(DType.Bool, 3, 2))).Message);
        Assert.Throws<ArgumentException>("mask", () => new MaskedArray(data, NdArray.Create(DType.Bool, 6)));
        Assert.Throws<ArgumentNullException>("data", () => new MaskedArray(null!, mask));
        Assert.Throws<ArgumentNullException>("mask", () => new MaskedArray(data, null!));
        Assert.Null(new MaskedArray(data, mask).FillValue);
        Assert.Throws<ArgumentNullException>("description", () => SparseMatrix.FromPickle(null!));
        Assert.Throws<ArgumentNullException>("module", () => new PickleObject(null!, "C"));
        Assert.Throws<ArgumentNullException>("name", () => new PickleObject("m", null!));
        Assert.Throws<ArgumentNullException>("items", () => new PickleTuple(null!));
    }

    private static int Count(byte[] bytes, byte[] part)
    {
        int count = 0;
        for (int at = 0; at + part.Length <= bytes.Length; at++)
            count += bytes.AsSpan(at, part.Length).SequenceEqual(part) ? 1 : 0;
        return count;
    }
}
