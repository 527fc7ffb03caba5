using NpyIO.Tests.Records;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>An error about a value of a part names its index in the whole array, whatever the part, its order and its verb.</summary>
public sealed class PartIndexTests
{
    private static readonly NpyReadOptions Checked = new() { Casting = Casting.Checked };

    public static TheoryData<string, Order> Parts
    {
        get
        {
            var data = new TheoryData<string, Order>();
            foreach (string index in (string[])["...", "3:", "::-1", "1::2, ::-1", "..., 2", "5", "5, 1:", "..., newaxis", "4:6, 1:3, 0:3", "5:6, 2::-2, ::-1", "-2:, -3:, -2:", ":, 2, :"])
            {
                data.Add(index, Order.C);
                data.Add(index, Order.Fortran);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Read_ValueThatDoesNotFit_IsNamedByItsIndexInTheFile(string text, Order order)
    {
        // Every element is lost but in another unit or type: the first that the part decodes is named.
        NdArray<int> array = NdArray.Create<int>(6, 4, 3);
        array[5, 2, 2] = 1 << 20;
        using NpyFile file = Npy.Open(Npy.Save(array.Copy(order)), Checked);
        Slice[] index = Slice.ParseIndex(text);

        foreach (string message in (string[])[
            Assert.Throws<OverflowException>(() => file.Read<byte>(index)).Message,
            Assert.Throws<OverflowException>(() => file[index].Load<byte>()).Message,
            Assert.Throws<OverflowException>(() => file.Read(new byte[72], index)).Message,
            (await Assert.ThrowsAsync<OverflowException>(() => file.ReadAsync<byte>(default, index))).Message,
        ])
            Assert.StartsWith("The element at index (5, 2, 2) is 1048576, which byte cannot hold", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_ValueThatDoesNotFit_IsNamedByItsIndexInTheFile()
    {
        NdArray<int> array = NdArray.Create<int>(10, 2);
        array[8, 1] = 256;
        using NpyFile file = Npy.Open(Npy.Save(array), Checked);

        Assert.Contains("index (8, 1)", Assert.Throws<OverflowException>(() => file.Blocks<byte>(3).Count()).Message, StringComparison.Ordinal);
        Assert.Contains("index (8, 1)", Assert.Throws<OverflowException>(() => file[2.., ..].Blocks<byte>(2).Count()).Message, StringComparison.Ordinal);
        Assert.Contains("index (8, 1)", Assert.Throws<OverflowException>(() => file[2..][1..].Read<byte>(Slice.Every(-1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_ValueThatDoesNotFit_IsNamedByItsIndexInTheFile()
    {
        NdArray records = NdArray.Create(DType.Parse("[('skip', 'u1'), ('inner', [('x', '<i4', (2, 3))])]"), 7);
        records["inner"]["x"].Set(-1, 5, 1, 2);
        using NpyFile file = Npy.Open(Npy.Save(records), Checked);

        Assert.Contains("index (5, 1, 2)", Assert.Throws<OverflowException>(() => file["inner"]["x"].Load<byte>()).Message, StringComparison.Ordinal);
        Assert.Contains("index (5, 1, 2)", Assert.Throws<OverflowException>(() => file["inner"]["x"].Read<byte>(4.., 1)).Message, StringComparison.Ordinal);
        Assert.Contains("index (5, 1, 2)", Assert.Throws<OverflowException>(() => file[3..]["inner"][1..]["x"].Blocks<byte>(2).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_OfParts_AreNamedByTheirIndexInTheFile()
    {
        NdArray dates = NdArray.Create(DType.Parse("M8[us]"), 10, 2);
        dates.View<long>()[7, 1] = Datetime64.NaTValue;
        using NpyFile file = Npy.Open(Npy.Save(dates));

        Assert.StartsWith("The element at index (7, 1) is NaT", Assert.Throws<OverflowException>(() => file.Read<DateTime>(5.., ..)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The element at index (7, 1) is NaT", Assert.Throws<OverflowException>(() => file.Blocks<DateTime>(4).Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Records_OfParts_AreNamedByTheirIndexInTheFile(bool inArchive)
    {
        NdArray trades = NdArray.Create(DType.Parse("[('traded_at', 'M8[ms]'), ('price', '<i8'), ('sym', 'U2'), ('venue', 'S4'), ('qty', 'i4'), ('is_buy', '?')]"), 10);
        trades["price"].Set((1L << 53) + 1, 7);
        using var path = new TempFile();
        Npz.Save(path.Path, ("trades", trades));
        using NpzFile archive = Npz.Open(path.Path, Checked);
        using StoredArray file = inArchive ? archive.Open("trades") : Npy.Open(Npy.Save(trades), Checked);

        foreach (string message in (string[])[
            Assert.Throws<OverflowException>(() => file.Read<Trade>(5..)).Message,
            Assert.Throws<OverflowException>(() => file.Read<Trade>(Slice.Every(-1))).Message,
            Assert.Throws<OverflowException>(() => file.Blocks<Trade>(4).Count()).Message,
        ])
            Assert.StartsWith("The value of record 7 in field 'price' is 9007199254740993", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_OfARecordThatDoesNotFit_NamesTheIndexGiven()
    {
        NdArray trades = NdArray.Create(DType.Of<Trade>(), 3, 4);

        var exception = Assert.Throws<ArgumentException>(() => trades.Set(new Trade(new Datetime64(1, DatetimeUnit.Millisecond), 1, "much too long", "", 1, true), 2, 1));

        Assert.StartsWith("The text of record (2, 1) in field 'sym' has 13 code points", exception.Message, StringComparison.Ordinal);
    }
}
