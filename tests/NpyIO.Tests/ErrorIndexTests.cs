using System.Globalization;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>The index in an error about one element, also behind the first block, piece or run: by every decoder and every writer, in both orders.</summary>
public sealed class ErrorIndexTests
{
    private const int Count = 12_000;

    private static readonly NpyReadOptions Checked = new() { Casting = Casting.Checked };

    private static readonly long[][] Shapes = [[Count], [60, 200], [10, 30, 40]];

    /// <summary>Both sides of the runs and pieces of 1024, 4096 and 8192 elements, and both ends.</summary>
    private static readonly long[] Places = [0, 1, 1023, 1024, 4095, 4096, 4990, 8191, 8192, Count - 1];

    public static TheoryData<bool, bool, bool> Files => new()
    {
        { false, false, false }, { false, false, true }, { false, true, false }, { false, true, true }, { true, false, false }, { true, false, true }, { true, true, false }, { true, true, true },
    };

    /// <summary>An array of three axes in Fortran order: nothing but the index tells the place.</summary>
    [Fact]
    public void Load_DateOfAFortranFile_IsNamedByItsIndex()
    {
        long[] counts = new long[24];
        counts[5] = 150;   // (1, 2, 0): 1 + 2 * 2
        byte[] file = NpyBytes.Of("'<M8[ns]'", "(2, 3, 4)", System.Runtime.InteropServices.MemoryMarshal.AsBytes(counts.AsSpan()), fortranOrder: true);

        Assert.StartsWith("The element at index (1, 2, 0) is 1970-01-01T00:00:00.000000150, but DateTime holds only steps of 100 ns", Assert.Throws<OverflowException>(() => Npy.Load<DateTime>(file)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The element at index (1, 2, 0) is ", Assert.Throws<OverflowException>(() => Npy.Load<DateTime>(file, NpyReadOptions.AsStored)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The element at index (1, 2, 0) is ", Assert.Throws<OverflowException>(() => Npy.Load<DateOnly?>(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Load_Number_IsNamedByItsIndex(bool fortran, bool bigEndian, bool isPieced)
    {
        DType dtype = DType.Parse((bigEndian ? ">" : "<") + "f8");
        await EveryPlace<int>(fortran, isPieced, dtype, (array, index) => array.Set(2.5, index), " is 2.5, which int cannot hold");
        await EveryPlace<float>(fortran, isPieced, dtype, (array, index) => array.Set(1e300, index), " is 1E+300, which float cannot hold");
        await EveryPlace<bool>(fortran, isPieced, dtype, (array, index) => array.Set(2.0, index), " is 2, which bool cannot hold");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Load_Date_IsNamedByItsIndex(bool fortran, bool bigEndian, bool isPieced)
    {
        string order = bigEndian ? ">" : "<";
        await EveryPlace<DateTime>(fortran, isPieced, DType.Parse(order + "M8[ns]"), (array, index) => array.View(DType.Parse(order + "i8")).Set(150L, index), " is 1970-01-01T00:00:00.000000150, but DateTime holds only steps of 100 ns");
        await EveryPlace<DateTime?>(fortran, isPieced, DType.Parse(order + "M8[Y]"), (array, index) => array.View(DType.Parse(order + "i8")).Set(8030L, index), " is 10000, which is outside what DateTime? can hold");
        await EveryPlace<DateTimeOffset>(fortran, isPieced, DType.Parse(order + "M8[D]"), (array, index) => array.View(DType.Parse(order + "i8")).Set(long.MinValue, index), " is NaT, which DateTimeOffset cannot hold");
        await EveryPlace<DateOnly>(fortran, isPieced, DType.Parse(order + "M8[h]"), (array, index) => array.View(DType.Parse(order + "i8")).Set(25L, index), " is 1970-01-02T01, but DateOnly holds only whole days");
        await EveryPlace<TimeOnly>(fortran, isPieced, DType.Parse(order + "m8[h]"), (array, index) => array.View(DType.Parse(order + "i8")).Set(24L, index), " is 24[h], which is outside what TimeOnly can hold");
        await EveryPlace<TimeSpan?>(fortran, isPieced, DType.Parse(order + "m8[ps]"), (array, index) => array.View(DType.Parse(order + "i8")).Set(-1L, index), " is -1[ps], but TimeSpan? holds only steps of 100 ns");

    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Load_Character_IsNamedByItsIndex(bool fortran, bool bigEndian, bool isPieced) => await EveryPlace<char>(
        fortran, isPieced, DType.Parse((bigEndian ? ">" : "<") + "U1"), (array, index) => array.Set("\U0001F600", index), " is U+1F600, which a char cannot hold");

    /// <summary>A text is named by its offset in the file.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Load_TextThatIsNoUnicode_IsNamedByItsOffset(bool fortran, bool bigEndian, bool isPieced)
    {
        using IDisposable? lowered = isPieced ? ArrayDecoder.MaxPiece.Lower(4096) : null, more = isPieced ? PayloadReader.MaxPiece.Lower(4096) : null;
        foreach (long[] shape in Shapes)
        {
            foreach (long place in Places)
            {
                byte[] payload = new byte[Count * 8];
                payload.AsSpan((int)(place * 8) + (bigEndian ? 0 : 3), 1).Fill(0x7F);   // the second character stays
                byte[] file = NpyBytes.Of(bigEndian ? "'>U2'" : "'<U2'", PlaceOf(shape), payload, fortran);
                using var path = new TempFile(file);
                NpyFormatException[] errors =
                [
                    Assert.Throws<NpyFormatException>(() => Npy.Load<string>(file)),
                    Assert.Throws<NpyFormatException>(() => Npy.Load<string>(path.Path)),
                    Assert.Throws<NpyFormatException>(() => Npy.Load<string>(new PartialStream(file, 10_007))),
                    await Assert.ThrowsAsync<NpyFormatException>(() => Npy.LoadAsync<string>(path.Path)),
                    await Assert.ThrowsAsync<NpyFormatException>(() => Npy.LoadAsync<string>(new PartialStream(file, 10_007))),
                ];

                Assert.All(errors, error => Assert.Equal(128 + (place * 8), error.Offset));
            }
        }
    }

    [Theory]
    [InlineData(Order.C)]
    [InlineData(Order.Fortran)]
    public void Load_Object_IsNamedByItsIndex(Order order)
    {
        foreach (long[] shape in Shapes)
        {
            foreach (long place in Places)
            {
                long[] index = IndexOf(place, shape, order == Order.Fortran);
                NdArray array = NdArray.FromObjects(Enumerable.Repeat<object?>(1L, Count).ToArray()).Reshape(shape).Copy(order);
                array.Set<object?>(2.5, index);
                byte[] file = Npy.Save(array);
                using var path = new TempFile(file);

                foreach (Action read in (Action[])
                [
                    () => Npy.Load<int>(file, Checked), () => Npy.Load<int>(path.Path, Checked), () => Npy.Load<int?>(new PartialStream(file, 10_007), Checked), () => array.To<int>(Casting.Checked),
                ])
                {
                    Assert.Equal($"The element at index {PlaceOf(index)} is 2.5, which int", Assert.Throws<OverflowException>(read).Message.Split(" cannot")[0].TrimEnd('?'));
                }
            }
        }
    }

    /// <summary>What is written is refused with the index in the array that was given, whatever its layout.</summary>
    [Fact]
    public void Save_Date_IsNamedByItsIndex()
    {
        DateTime[] moments = Enumerable.Repeat(DateTime.UnixEpoch, 5000).ToArray();
        moments[4990] = new DateTime(1500, 1, 1);
        Assert.StartsWith("The DateTime at index (4990,), 1500-01-01T00:00:00.0000000, is outside the years 1677 to 2262", Assert.Throws<OverflowException>(() => Npy.Save(moments)).Message, StringComparison.Ordinal);

        EveryLayout(DateTime.UnixEpoch, new DateTime(1500, 1, 1), "The DateTime at index {0}, 1500-01-01T00:00:00.0000000, is outside the years 1677 to 2262");
        EveryLayout<DateTime?>(null, new DateTime(1500, 1, 1), "The DateTime at index {0}, 1500-01-01T00:00:00.0000000, is outside the years 1677 to 2262");
        EveryLayout(DateTimeOffset.UnixEpoch, new DateTimeOffset(2263, 1, 1, 0, 0, 0, TimeSpan.Zero), "The DateTimeOffset at index {0}, 2263-01-01T00:00:00.0000000+00:00, is outside the years 1677 to 2262");
        EveryLayout(TimeSpan.Zero, TimeSpan.MaxValue, "The TimeSpan at index {0}, 10675199.02:48:05.4775807, is longer than the 292 years");
    }

    [Fact]
    public void Save_DateOfOtherUnits_IsNamedByItsIndex()
    {
        EveryLayout(DateTime.UnixEpoch, new DateTime(2000, 1, 1, 0, 0, 1), "The DateTime at index {0}, 2000-01-01T00:00:01.0000000, is not a whole number of the unit of datetime64[h]", DatetimeUnit.Hour);
        EveryLayout(new DateOnly(2000, 1, 1), new DateOnly(2000, 1, 2), "The DateOnly at index {0}, 2000-01-02, is not a whole number of the unit of datetime64[M]", DatetimeUnit.Month);
        EveryLayout(TimeOnly.MinValue, new TimeOnly(1, 2, 3, 4), "The TimeOnly at index {0}, 01:02:03.0040000, is not a whole number of the unit of timedelta64[s]", DatetimeUnit.Second);
    }

    private static async Task EveryPlace<T>(bool fortran, bool isPieced, DType dtype, Action<NdArray, long[]> spoil, string problem)
    {
        using IDisposable? lowered = isPieced ? ArrayDecoder.MaxPiece.Lower(4096) : null, more = isPieced ? PayloadReader.MaxPiece.Lower(4096) : null;
        foreach (long[] shape in Shapes)
        {
            foreach (long place in Places)
            {
                long[] index = IndexOf(place, shape, fortran);
                NdArray array = new(dtype, shape, new byte[Count * dtype.ItemSize], order: fortran ? Order.Fortran : Order.C);
                spoil(array, index);
                byte[] file = Npy.Save(array);
                using var path = new TempFile(file);
                using NpzFile archive = Npz.Open(Npz.Save([new NpzItem("a", array)]));
                OverflowException[] errors =
                [
                    Assert.Throws<OverflowException>(() => Npy.Load<T>(file, Checked)),
                    Assert.Throws<OverflowException>(() => Npy.Load<T>(file, Checked with { Order = Order.Fortran })),
                    Assert.Throws<OverflowException>(() => Npy.Load<T>(file, Checked with { Order = Order.Keep })),
                    Assert.Throws<OverflowException>(() => Npy.Load<T>(path.Path, Checked)),
                    Assert.Throws<OverflowException>(() => Npy.Load<T>(new PartialStream(file, 10_007), Checked)),
                    Assert.Throws<OverflowException>(() => Npy.Load(file, new T[Count], Checked)),
                    await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<T>(path.Path, Checked)),
                    await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<T>(new PartialStream(file, 10_007), Checked)),
                    Assert.Throws<OverflowException>(() => archive["a"].Load<T>(Checked)),
                    Assert.Throws<OverflowException>(() => array.To<T>(Casting.Checked)),
                ];

                Assert.All(errors, error => Assert.Contains($"The element at index {PlaceOf(index)}{problem}", error.Message, StringComparison.Ordinal));
            }
        }
    }

    private static void EveryLayout<T>(T usual, T wrong, string start, DatetimeUnit? unit = null)
    {
        var options = new NpyWriteOptions { DatetimeUnit = unit };
        foreach (long[] shape in Shapes)
        {
            long[] wide = [.. shape[..^1], 2 * shape[^1]];
            NdArray<T>[] layouts =
            [
                Full(shape), Full([.. shape.Reverse()]).Transpose(), Full(shape).Flip(), Full(wide)[Slice.Ellipsis, Slice.Every(2)], Full(wide)[Slice.Ellipsis, new Slice(shape[^1], null)],
            ];
            foreach (NdArray<T> array in layouts)
            {
                foreach (long place in Places)
                {
                    long[] index = IndexOf(place, shape, fortran: false);
                    array[index.AsSpan()] = wrong;
                    string expected = string.Format(CultureInfo.InvariantCulture, start, PlaceOf(index));
                    Assert.StartsWith(expected, Assert.Throws<OverflowException>(() => Npy.Save(array, options)).Message, StringComparison.Ordinal);
                    if (array.IsCContiguous && array.Rank == 1)
                    {
                        Assert.StartsWith(expected, Assert.Throws<OverflowException>(() => Npy.Save(array.ToArray(), options)).Message, StringComparison.Ordinal);
                        Assert.StartsWith(expected, Assert.Throws<OverflowException>(() => Npy.Save((Array)array.ToArray(), options)).Message, StringComparison.Ordinal);
                        Assert.StartsWith(expected, Assert.Throws<OverflowException>(() => Npy.Save<T>(array.ToArray().AsSpan(), [Count], options)).Message, StringComparison.Ordinal);
                    }

                    array[index.AsSpan()] = usual;
                }
            }
        }

        NdArray<T> Full(long[] shape)
        {
            T[] values = new T[shape.Aggregate(1L, (product, length) => product * length)];
            Array.Fill(values, usual);
            return NdArray.Create(values, shape);
        }
    }

    private static string PlaceOf(long[] index) => index is [var only] ? $"({only},)" : $"({string.Join(", ", index)})";

    /// <summary>The index of the element at a place of the file.</summary>
    private static long[] IndexOf(long place, long[] shape, bool fortran)
    {
        long[] index = new long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = fortran ? i : shape.Length - 1 - i;
            (place, index[axis]) = Math.DivRem(place, shape[axis]);
        }

        return index;
    }
}
