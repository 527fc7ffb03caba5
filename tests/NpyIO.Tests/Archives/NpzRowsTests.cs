using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Some rows of an entry, against the same rows of the whole array.</summary>
public sealed class NpzRowsTests
{
    private const string OutsideRows =
        "The range 2..4 is outside axis 0 of length 3. A C# range must be inside the axis; new Slice(start, stop), like Python's slices, is clamped to it. (Parameter 'index')";

    public enum Form
    {
        Stored,
        Deflated,
        Indexed,
    }

    [Fact]
    public async Task ReadRows_AnyRows_AreThoseOfTheWhole()
    {
        foreach ((string shape, int count, int rowCount) in ((string, int, int)[])[("(1000,)", 1000, 1000), ("(100, 300)", 30000, 100), ("(30000, 1)", 30000, 30000), ("(5, 20, 30, 10)", 30000, 5)])
        {
            foreach (bool isFortran in (bool[])[false, true])
            {
                foreach (bool isBigEndian in (bool[])[false, true])
                {
                    byte[] entry = NpyBytes.Integers(shape, count, isBigEndian, isFortran);
                    foreach (Form form in Enum.GetValues<Form>())
                    {
                        byte[] archive = Archive(form, entry);
                        using NpzFile file = Npz.Open(archive);
                        using NpzFile stream = Npz.Open(new MemoryStream(archive));
                        int rowLength = count / rowCount;
                        int[] whole = file["a"].Load<int>().ToArray();
                        foreach ((int start, int rows) in ((int, int)[])[(0, rowCount), (0, 1), (rowCount - 1, 1), (rowCount / 3, rowCount / 2), (2, 0), (rowCount, 0)])
                        {
                            int[] expected = whole[(start * rowLength)..((start + rows) * rowLength)];

                            NdArray loaded = file["a"].ReadRows(start, rows);
                            Assert.Equal(expected, loaded.ToArray<int>());
                            Assert.Equal(rows, loaded.Shape[0]);
                            Assert.Equal(file.GetEntry("a").Header!.Shape[1..], loaded.Shape[1..]);
                            Assert.Equal(expected, (await stream["a"].ReadRowsAsync<int>(start, rows)).ToArray());
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void ReadRows_RandomShapes_AreThoseOfTheWhole() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 40], Gen.Int[1, 12], Gen.Bool, Gen.Enum<Form>()).SelectMany(
            (a, b, c, isFortran, form) => Gen.Select(Gen.Int[0, a], Gen.Int[0, a], (x, y) => (Shape: (a, b, c), isFortran, form, Start: Math.Min(x, y), Count: Math.Abs(x - y))))
        .Sample(
            sample =>
            {
                (int a, int b, int c) = sample.Shape;
                byte[] entry = NpyBytes.Integers($"({a}, {b}, {c})", a * b * c, fortranOrder: sample.isFortran);
                using NpzFile file = Npz.Open(Archive(sample.form, entry));
                int[] whole = file["a"].Load<int>().ToArray();

                int[] rows = file["a"].ReadRows<int>(sample.Start, sample.Count).ToArray();

                return rows.AsSpan().SequenceEqual(whole.AsSpan(sample.Start * b * c, sample.Count * b * c));
            },
            iter: 100);

    [Fact]
    public void ReadRows_Options_AreFollowed()
    {
        byte[] entry = [.. NpyBytes.Integers("(10, 2)", 20, bigEndian: true, fortranOrder: true), 1, 2, 3];
        using NpzFile file = Npz.Open(Archive(Form.Stored, entry), new NpyReadOptions { Strict = true });

        NdArray kept = file.GetEntry("a").ReadRows(3, 2, NpyReadOptions.AsStored);

        Assert.Equal([3, 13, 4, 14], file["a"].ReadRows<int>(3, 2).ToArray());
        Assert.Equal([3, 13, 4, 14], file.GetEntry("a").ReadRows<double>(3, 2, new NpyReadOptions { Casting = NpyIO.Casting.Safe }).ToArray());
        Assert.Equal(">i4", kept.DType.Descr.Trim('\''));
        Assert.True(kept.IsFortranContiguous);
        Assert.Equal([3, 13, 4, 14], kept.ToArray<int>());
        Assert.Throws<InvalidCastException>(() => file["a"].ReadRows<double>(3, 2));
    }

    [Fact]
    public void ReadRows_Strings_AreRead()
    {
        byte[] entry = NpyBytes.Of("'<U1'", "(3, 2)", System.Text.Encoding.UTF32.GetBytes("abcdef"));
        using NpzFile file = Npz.Open(Archive(Form.Deflated, entry));

        Assert.Equal(["c", "d", "e", "f"], file["a"].ReadRows<string>(1, 2).ToArray());
    }

    [Fact]
    public void ReadRows_NotThere_SaysWhatIs()
    {
        using NpzFile file = Npz.Open(ZipBytes.Of(true, ("a.npy", NpyBytes.Integers("(3, 2)", 6)), ("scalar.npy", NpyBytes.Integers("()", 1)), ("none.npy", NpyBytes.Integers("(0, 5)", 0)), ("text", [1])));

        Assert.Equal(OutsideRows, Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].ReadRows(2, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].ReadRows(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].ReadRows(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].ReadRows(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].ReadRows(1, long.MaxValue));
        Assert.Throws<ArgumentException>(() => file["scalar"].ReadRows(0, 1));
        Assert.Equal([0, 5], file["none"].ReadRows(0, 0).Shape);
        Assert.Equal("text", Assert.Throws<NpyFormatException>(() => file["text"].ReadRows(0, 0)).EntryName);
    }

    [Fact]
    public void ReadRows_ArrayIsTruncatedBehindThem_IsToldAllTheSame()
    {
        byte[] entry = NpyBytes.Integers("(100, 100)", 10_000)[..^1];
        foreach (Form form in Enum.GetValues<Form>())
        {
            using NpzFile file = Npz.Open(Archive(form, entry));

            var e = Assert.Throws<NpyFormatException>(() => file["a"].ReadRows(0, 1));

            Assert.Equal("Entry 'a.npy': The data end early: shape (100, 100) of '<i4' takes 40000 bytes, but only 39999 are there (at byte 40127)", e.Problem);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadRows_Stored_ReadsLittleMoreThanThem(bool isFortran)
    {
        // Of 1,000 rows of 1 KB: in Fortran order, 10 bytes of each of 1,000 columns, which lie so near to each other that they are read together.
        byte[] entry = NpyBytes.Of("'|u1'", "(100000, 10)", new byte[1_000_000], isFortran);
        var stream = new CountingStream(Archive(Form.Stored, entry));
        using NpzFile file = Npz.Open(stream);
        _ = file.GetEntry("a").Header;
        stream.Taken = 0;

        file["a"].ReadRows(50_000, 10);

        Assert.InRange(stream.Taken, 100, 2000);
    }

    public static TheoryData<string> Ways => [.. RowReaders.All.Keys];

    /// <summary>Columns of 32,800 bytes, whose rows are read together or one by one: 8 rows leave a gap of exactly 32 KiB to the next column's.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_ColumnsNearAndFar_AreThoseOfTheWhole(string way)
    {
        const int RowCount = 8200, ColumnCount = 5;
        byte[] entry = NpyBytes.Integers($"({RowCount}, {ColumnCount})", RowCount * ColumnCount, fortranOrder: true);
        foreach (Form form in Enum.GetValues<Form>())
        {
            byte[] archive = Archive(form, entry);
            foreach (int rows in (int[])[1, 7, 8, 9, RowCount - 1, RowCount])
            {
                foreach (int start in (int[])[0, (RowCount - rows) / 2, RowCount - rows])
                {
                    IEnumerable<int> expected = Enumerable.Range(0, rows * ColumnCount).Select(i => start + i / ColumnCount + i % ColumnCount * RowCount);
                    Assert.True(expected.SequenceEqual(await RowReaders.All[way](archive, start, rows)), $"{form}: {rows} rows from {start} on");
                }
            }
        }
    }

    [Theory]
    [InlineData("'<i4'", "(3, 0)", new long[] { 2, 0 })]
    [InlineData("'<i4'", "(3, 0, 5)", new long[] { 2, 0, 5 })]
    [InlineData("'|V0'", "(3,)", new long[] { 2 })]
    [InlineData("'|V0'", "(3, 4)", new long[] { 2, 4 })]
    public async Task ReadRows_ElementsOfNoBytes_HaveTheirShape(string descr, string shape, long[] expected)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            foreach (bool isDeflated in (bool[])[false, true])
            {
                byte[] archive = ZipBytes.Of(isDeflated, ("a.npy", NpyBytes.Of(descr, shape, [], isFortran)));
                using NpzFile file = Npz.Open(archive);
                using NpzFile stream = Npz.Open(new MemoryStream(archive));

                Assert.Equal(expected, file["a"].ReadRows(1, 2).Shape.ToArray());
                Assert.Equal(expected, (await stream["a"].ReadRowsAsync(1, 2)).Shape.ToArray());
                Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].ReadRows(2, 2));
                await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stream["a"].ReadRowsAsync(2, 2));
            }
        }
    }

    [Fact]
    public async Task ReadRowsAsync_OfAStreamNotThere_SaysWhatIs()
    {
        using NpzFile stream = Npz.Open(new MemoryStream(ZipBytes.Of(true, ("a.npy", NpyBytes.Integers("(3, 2)", 6)), ("scalar.npy", NpyBytes.Integers("()", 1)), ("text", [1]), ("none", []))));

        Assert.Equal(OutsideRows, (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stream["a"].ReadRowsAsync(2, 2))).Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stream["a"].ReadRowsAsync(-1, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => stream["scalar"].ReadRowsAsync(0, 1));
        Assert.Equal((NpyFormatReason.BadMagic, "text"), Told(await Assert.ThrowsAsync<NpyFormatException>(() => stream["text"].ReadRowsAsync(0, 0))));
        Assert.Equal((NpyFormatReason.Empty, "none"), Told(await Assert.ThrowsAsync<NpyFormatException>(() => stream["none"].ReadRowsAsync(0, 0))));
        Assert.Equal((NpyFormatReason.Empty, "none"), Told(Assert.Throws<NpyFormatException>(() => stream["none"].ReadRows(0, 0))));

        static (NpyFormatReason, string?) Told(NpyFormatException e) => (e.Reason, e.EntryName);
    }

    [Theory]
    [InlineData(Form.Stored)]
    [InlineData(Form.Deflated)]
    [InlineData(Form.Indexed)]
    public async Task ReadRowsAsync_ArrayIsTruncatedBehindThem_IsToldAllTheSame(Form form)
    {
        using NpzFile stream = Npz.Open(new MemoryStream(Archive(form, NpyBytes.Integers("(100, 100)", 10_000)[..^1])));

        var e = await Assert.ThrowsAsync<NpyFormatException>(() => stream["a"].ReadRowsAsync(0, 1));

        Assert.Equal("Entry 'a.npy': The data end early: shape (100, 100) of '<i4' takes 40000 bytes, but only 39999 are there (at byte 40127)", e.Problem);
        Assert.Equal(("a.npy", 40127L), (e.EntryName, e.Offset));
    }

    private static byte[] Archive(Form form, byte[] entry) => form == Form.Indexed
        ? new ZipBytes().AddIndexed("a.npy", entry, NpyHeader.Parse(entry).DataOffset, 10_000).ToBytes()
        : ZipBytes.Of(form == Form.Deflated, ("a.npy", entry));
}
