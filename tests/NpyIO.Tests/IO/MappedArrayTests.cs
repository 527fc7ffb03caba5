using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>The pages of mapped arrays: flushed, fetched and released by rows.</summary>
public sealed class MappedArrayTests
{
    private const int Page = 4096;

    // So that a row is a page and a half, and rows begin inside pages.
    private const int Rows = 64;
    private const int Columns = 1536;

    public static TheoryData<string, long, long> Ranges => new()
    {
        { "all", 0, Rows },
        { "..", 0, Rows },
        { "0..0", 0, 0 },
        { "64..64", 64, 64 },
        { "0..1", 0, 1 },
        { "0..10", 0, 10 },
        { "13..37", 13, 37 },
        { "^3..", Rows - 3, Rows },
        { "5", 5, 6 },
        { "^1", Rows - 1, Rows },
        { "-8:", Rows - 8, Rows },
        { "60:1000", 60, Rows },
        { "1000:2000", Rows, Rows },
        { "9:3", 0, 0 },
    };

    [LinuxTheory]
    [MemberData(nameof(Ranges))]
    public void Release_Rows_TakesTheirWholePagesOut(string rows, long first, long end)
    {
        foreach (bool fortranOrder in (bool[])[false, true])
        {
            using var file = new TempFile(Content(fortranOrder));
            foreach (MapAccess access in (MapAccess[])[MapAccess.Read, MapAccess.ReadWrite])
            {
                using MappedArray mapped = Npy.Map(file.Path, access);
                long sum = Sum(mapped);
                Assert.All(PageMap.Of(mapped.Array), Assert.True);

                mapped.Release(Parse(rows));

                // The header takes the beginning of the first page.
                int length = Columns * sizeof(int), offset = mapped.Header.DataOffset;
                long firstPage = (offset + first * length + Page - 1) / Page, endPage = (offset + end * length) / Page;
                Assert.Equal(PageMap.Of(mapped.Array).Select((_, page) => page < firstPage || page >= endPage), PageMap.Of(mapped.Array));
                Assert.Equal(sum, Sum(mapped));
            }
        }
    }

    [LinuxFact]
    public void Release_WrittenRows_KeepTheirValues()
    {
        using var file = new TempFile(Content(fortranOrder: false));
        using MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);
        mapped.As<int>().AsSpan().Fill(-5);

        mapped.Release();

        Assert.Equal(2, PageMap.Of(mapped.Array).Count(isPresent => isPresent));
        Assert.All(mapped.As<int>(), value => Assert.Equal(-5, value));
        Assert.All(Npy.Load<int>(file.Path), value => Assert.Equal(-5, value));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("3..5")]
    public void Release_CopyOnWrite_IsRefusedAndKeepsTheChanges(string rows)
    {
        using var file = new TempFile(Content(fortranOrder: false));
        using MappedArray mapped = Npy.Map(file.Path, MapAccess.CopyOnWrite);
        mapped.Array.Fill(3);

        Assert.Equal(
            "The array is mapped copy-on-write, and releasing its pages would lose what has been written to them. Dispose of the map to give its memory back, or map the file with MapAccess.Read or MapAccess.ReadWrite.",
            Assert.Throws<InvalidOperationException>(() => mapped.Release(Parse(rows))).Message);
        Assert.All(mapped.As<int>(), value => Assert.Equal(3, value));
    }

    [LinuxTheory]
    [MemberData(nameof(Ranges))]
    public void Flush_Rows_WritesTheirPages(string rows, long first, long end)
    {
        foreach (bool fortranOrder in (bool[])[false, true])
        {
            using var file = new TempFile(Content(fortranOrder));
            // A file system in memory has nowhere to write to.
            if (new DriveInfo(file.Folder).DriveFormat == "tmpfs")
                return;
            using MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);
            mapped.Flush();
            mapped.Array.Fill(-1);

            mapped.Flush(Parse(rows));

            // The system may have written more.
            int length = Columns * sizeof(int), offset = mapped.Header.DataOffset;
            long pages = end <= first ? 0 : (offset + end * length + Page - 1) / Page - (offset + first * length) / Page;
            long dirty = PageMap.Sum(file.Path, "Private_Dirty") + PageMap.Sum(file.Path, "Shared_Dirty");
            Assert.InRange(dirty, 0, (PageMap.Of(mapped.Array).Length - pages) * Page);
            Assert.All(Npy.Load<int>(file.Path), value => Assert.Equal(-1, value));
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Prefetch_Rows_ChangesNothing(string rows, long first, long end)
    {
        foreach (MapAccess access in Enum.GetValues<MapAccess>())
        {
            using var file = new TempFile(Content(fortranOrder: end > first));
            using MappedArray mapped = Npy.Map(file.Path, access);

            mapped.Prefetch(Parse(rows));

            Assert.Equal(Enumerable.Range(0, Rows * Columns).Sum(i => (long)i), Sum(mapped));
        }
    }

    [Theory]
    [InlineData("0..65", "The range 0..65 is outside axis 0 of length 64. A C# range must be inside the axis; new Slice(start, stop), like Python's slices, is clamped to it.")]
    [InlineData("64", "The index 64 is outside axis 0 of length 64.")]
    [InlineData("^65", "The index ^65 is outside axis 0 of length 64.")]
    [InlineData("::2", "::2 does not mean rows of one axis that follow each other: pass a position, a range, or a slice with step 1.")]
    [InlineData("::-1", "::-1 does not mean rows of one axis that follow each other: pass a position, a range, or a slice with step 1.")]
    [InlineData("...", "... does not mean rows of one axis that follow each other: pass a position, a range, or a slice with step 1.")]
    [InlineData("newaxis", "newaxis does not mean rows of one axis that follow each other: pass a position, a range, or a slice with step 1.")]
    public void Rows_ThatAreNot_AreRefused(string rows, string message)
    {
        using var file = new TempFile(Content(fortranOrder: false));
        using MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);
        Slice slice = Parse(rows);

        foreach (Action<Slice> verb in (Action<Slice>[])[mapped.Flush, mapped.Prefetch, mapped.Release])
        {
            var e = Assert.ThrowsAny<ArgumentException>(() => verb(slice));
            Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
            Assert.Equal(message.Contains("outside", StringComparison.Ordinal), e is ArgumentOutOfRangeException);
        }
    }

    [Fact]
    public void Rows_OfFortranOrder_AreThoseOfTheLastAxis()
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6, fortranOrder: true));
        using MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);

        mapped.Flush(2);
        Assert.StartsWith("The index 3 is outside axis 1 of length 3.", Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Flush(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_OfASingleElement_AreOnlyAll()
    {
        using var file = new TempFile(NpyBytes.Integers("()", 1));
        using MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);

        mapped.Flush();
        mapped.Prefetch();
        mapped.Release();
        foreach (Action<Slice> verb in (Action<Slice>[])[mapped.Flush, mapped.Prefetch, mapped.Release])
        {
            Assert.Equal(
                "The array is a single element without an axis, and so has no rows. Leave the rows out to mean all of it.",
                Assert.Throws<InvalidOperationException>(() => verb(0)).Message);
        }
    }

    [Fact]
    public void Rows_OfAnEmptyArray_AreNone()
    {
        using var file = new TempFile(NpyBytes.Integers("(0, 3)", 0));
        using MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);

        mapped.Flush(..);
        mapped.Release(0..0);
        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Flush(0));
    }

    [Fact]
    public void Verbs_OnAnEntryOfMemory_DoNothing()
    {
        using NpzFile npz = Npz.Open(Npz.Save(("x", new[] { 1, 2, 3 })));
        using MappedArray mapped = npz["x"].Map();

        Assert.Equal(MapAccess.Read, mapped.Access);
        mapped.Flush(1);
        mapped.Prefetch(1..);
        mapped.Release(0..2);
        Assert.Equal([1, 2, 3], mapped.As<int>().ToArray());
    }

    [LinuxFact]
    public void Release_RowsOfAnEntry_TakesTheirWholePagesOut()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npz");
        Npz.Save(path, ("x", NdArray.Create<int>(Rows, Columns)), ("y", new[] { 1 }));
        using NpzFile npz = Npz.Open(path);
        using MappedArray mapped = npz["x"].Map();
        Assert.Equal(0, Sum(mapped));

        mapped.Release(8..^8);

        bool[] pages = PageMap.Of(mapped.Array);
        Assert.InRange(pages.Count(isPresent => !isPresent), (Rows - 16) * Columns * sizeof(int) / Page - 1, (Rows - 16) * Columns * sizeof(int) / Page);
        Assert.True(pages[0] && pages[11] && !pages[13] && !pages[^14] && pages[^12] && pages[^1]);
        mapped.Verify();
    }

    private static byte[] Content(bool fortranOrder) =>
        NpyBytes.Integers(fortranOrder ? $"({Columns}, {Rows})" : $"({Rows}, {Columns})", Rows * Columns, fortranOrder: fortranOrder);

    private static long Sum(MappedArray mapped)
    {
        long sum = 0;
        foreach (int value in mapped.As<int>().Transpose())
            sum += value;
        return sum;
    }

    private static Slice Parse(string rows) => rows switch
    {
        "all" => default,
        _ when rows.Contains("..", StringComparison.Ordinal) && rows != "..." => rows.Split("..") is [var start, var stop]
            ? new Range(Position(start, Index.Start), Position(stop, Index.End))
            : default,
        _ when rows.StartsWith('^') => Position(rows, default),
        _ => Slice.Parse(rows),
    };

    private static Index Position(string text, Index other) => text == "" ? other : text[0] == '^' ? ^int.Parse(text.AsSpan(1)) : int.Parse(text);
}
