using CsCheck;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Parts of stored arrays, against the same parts of the loaded array.</summary>
public sealed class StoredArrayReadTests
{
    public static TheoryData<string> Kinds => [.. StoredSources.All.Keys];

    /// <summary>Random arrays of every dtype and order, random indices; sync and async, untyped, into new memory and as stored.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_RandomIndex_IsThatOfTheWhole(string kind) =>
        (from array in RandomArrays.Contiguous
         from index in RandomIndex.Of(array.Shape.ToArray())
         select (array, index)).Sample(
            (array, index) =>
            {
                Slice[] slices = Slice.ParseIndex(index);
                using StoredSources.Held held = StoredSources.All[kind](Npy.Save(array));
                NdArray whole = Npy.Load(Npy.Save(array));
                if (Record.Exception(() => whole[slices]) is { } refused)
                {
                    Assert.Equal(refused.Message, Record.Exception(() => held.Array.Read(slices))!.Message);
                    return true;
                }

                NdArray expected = whole[slices].Copy();
                ArrayAssert.Equal(expected, held.Array.Read(slices));
                ArrayAssert.Equal(expected, held.Array.ReadAsync(default, slices).GetAwaiter().GetResult());
                return true;
            },
            iter: Campaign.Of(1000),
            print: sample => $"{sample.Item1.DType.Descr} {string.Join("x", sample.Item1.Shape.ToArray())}{(sample.Item1.IsCContiguous ? "" : " F")} [{sample.Item2}]");

    /// <summary>Larger arrays, whose runs are longer, shorter and farther apart than what is read at once.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_LargeArrays_IsThatOfTheWhole(string kind)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            byte[] content = NpyBytes.Integers("(300, 200, 9)", 540_000, bigEndian: true, fortranOrder: isFortran);
            NdArray<int> whole = Npy.Load<int>(content);
            using StoredSources.Held held = StoredSources.All[kind](content);
            string[] indices = ["10:290", "::7", "::-1", ":, 3", ":, :, 4", ":, :, ::2", ":, ::50, 1:3", "5, ::-3, ::4", "::150, ::100", "299:0:-1, 199, 8", "..., newaxis, -1", "3:3", "7"];
            foreach (string index in kind.EndsWith("bzip2", StringComparison.Ordinal) ? indices[..3] : indices)   // which is slow, and always read from its beginning
            {
                Slice[] slices = Slice.ParseIndex(index);
                int[] expected = whole[slices].ToArray();
                int[] buffer = new int[expected.Length + 1];

                NdArray<int> read = held.Array.Read<int>(slices);
                Assert.Equal(whole[slices].Shape.ToArray(), read.Shape.ToArray());
                Assert.Equal(expected, read.ToArray());
                Assert.Equal(expected.Length, held.Array.Read(buffer.AsSpan(), slices));
                Assert.Equal([.. expected, 0], buffer);
                Assert.Equal(expected, (await held.Array.ReadAsync<int>(default, slices)).ToArray());
                Array.Clear(buffer);
                Assert.Equal(expected.Length, await held.Array.ReadAsync(buffer.AsMemory(), default, slices));
                Assert.Equal([.. expected, 0], buffer);
            }
        }
    }

    /// <summary>The row itself takes 824 bytes, and 1,024 are for everything else.</summary>
    [Fact]
    public void Read_OneRow_AllocatesLittleMoreThanTheRow()
    {
        const int Count = 1000;
        using NpyFile file = Npy.Open(Npy.Save(NdArray.Create<double>(Count, 100)));
        file.Read<double>(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
            file.Read<double>(i);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 824, 824 + 1200);
    }

    /// <summary>Both sides of the two lengths that decide how runs are read, lowered so that small arrays have all of them.</summary>
    [Fact]
    public async Task Read_GapsAndRunsAroundTheThresholds_AreThoseOfTheWhole()
    {
        using IDisposable gap = RunSource.MaxGap.Lower(64);
        using IDisposable buffer = RunSource.BufferLength.Lower(256);
        for (int width = 60; width < 70; width++)
        {
            byte[] content = NpyBytes.Of("'|u1'", $"(40, {width})", [.. Enumerable.Range(0, 40 * width).Select(i => (byte)(i % 251))]);
            NdArray<byte> whole = Npy.Load<byte>(content);
            foreach (string kind in StoredSources.All.Keys)
            {
                using StoredSources.Held held = StoredSources.All[kind](content);
                foreach (string index in (string[])[":, 0", ":, 1:3", ":, :2", "::2, 5", "::3, :-1", ":, :-1", "::2", ":, ::-2", "1::4, 2:20"])
                {
                    Slice[] slices = Slice.ParseIndex(index);
                    Assert.Equal(whole[slices].ToArray(), held.Array.Read<byte>(slices).ToArray());
                    Assert.Equal(whole[slices].ToArray(), (await held.Array.ReadAsync<byte>(default, slices)).ToArray());
                }
            }
        }
    }

    [Theory]
    [InlineData(":, 3", 70_000)]          // every row, for gaps are short
    [InlineData("500:600", 8_000)]
    [InlineData("::500", 200)]
    [InlineData("999, 9", 8)]
    public void Read_Part_TakesLittleMoreThanIt(string index, long most)
    {
        var source = new BytesSource(NpyBytes.Of("'<f8'", "(1000, 10)", new byte[80_000]));
        using IDisposable gap = RunSource.MaxGap.Lower(100);
        using NpyFile file = Npy.Open(source);
        long before = source.Taken;

        file.Read(Slice.ParseIndex(index));

        Assert.InRange(source.Taken - before, 1, Math.Max(most, 80_000 * (index[0] == ':' && index[1] == ',' ? 1 : 0)));
    }

    [Fact]
    public void Read_RunsCloseTogether_AreReadAtOnce()
    {
        var source = new BytesSource(NpyBytes.Of("'<f8'", "(1000, 10)", new byte[80_000]));
        using NpyFile file = Npy.Open(source);
        int before = source.Reads;

        file.Read(.., 3);

        Assert.Equal(1, source.Reads - before);
    }

    [Fact]
    public void Read_Options_AreThoseOfOpening()
    {
        byte[] content = [.. NpyBytes.Integers("(4, 3)", 12, bigEndian: true, fortranOrder: true), 1, 2, 3];
        using NpyFile kept = Npy.Open(content, NpyReadOptions.AsStored with { Strict = true });
        using NpyFile cast = Npy.Open(content, new NpyReadOptions { Casting = NpyIO.Casting.Safe });

        NdArray part = kept.Read(1..3);
        Assert.Equal(">i4", part.DType.Descr.Trim('\''));
        Assert.True(part.IsFortranContiguous && !part.IsCContiguous);
        Assert.Equal([1, 5, 9, 2, 6, 10], part.ToArray<int>());
        Assert.Equal([1.0, 5, 9, 2, 6, 10], cast.Read<double>(1..3).ToArray());
        Assert.Throws<InvalidCastException>(() => kept.Read<double>(1..3));
        Assert.True(cast.Read(..).IsCContiguous);
        Assert.Equal(NpyFormatReason.TrailingData, Assert.Throws<NpyFormatException>(() => kept.Load()).Reason);
        Assert.Equal(12, cast.Load().Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Field_OfRecords_IsThatOfTheWhole(string kind)
    {
        DType dtype = DType.Struct(
            new Field("price", DType.Float64),
            new Field("sym", DType.String(3)),
            new Field("at", DType.Struct(new Field("day", DType.Int16), new Field("grid", DType.SubArray(DType.Int32.WithByteOrder(ByteOrder.BigEndian), 2, 3)))));
        var records = NdArray.Create(dtype, 7, 5);
        for (long i = 0; i < records.Count; i++)
        {
            records["price"].Set(i + 0.5, i / 5, i % 5);
            records["sym"].Set($"s{i}", i / 5, i % 5);
            records["at"]["day"].Set((short)i, i / 5, i % 5);
            for (long j = 0; j < 6; j++)
                records["at"]["grid"].Set((int)(10 * i + j), i / 5, i % 5, j / 3, j % 3);
        }

        foreach (NdArray array in (NdArray[])[records, records.Copy(Order.Fortran)])
        {
            using StoredSources.Held held = StoredSources.All[kind](Npy.Save(array));
            StoredArray price = held.Array["price"], grid = held.Array["at"]["grid"];

            Assert.Equal([7, 5, 2, 3], grid.Shape.ToArray());
            Assert.Equal((DType.Float64, 2, 35L), (price.DType, price.Rank, price.Count));
            Assert.Equal(records["price"].Copy(), price.Load());
            Assert.Equal(records["price"].ToArray<double>(), price.Load<double>().ToArray());
            Assert.Equal(records["price"].ToArray<double>(), (await price.LoadAsync<double>()).ToArray());
            Assert.Equal(records["sym"].ToArray<string>(), held.Array["sym"].Load<string>().ToArray());
            double[] buffer = new double[35];
            Assert.Equal([7, 5], price.Load(buffer.AsSpan()).Shape.ToArray());
            Assert.Equal(records["price"].ToArray<double>(), buffer);
            foreach (string index in (string[])["", "2", "::2, 1:3", "..., 0, ::-1", ":, :, 1", "-1, ..., 2", "::-1"])
            {
                Slice[] slices = Slice.ParseIndex(index);
                Assert.Equal(records["at"]["grid"][slices].ToArray<int>(), grid.Read<int>(slices).ToArray());
                Assert.Equal(records["at"]["grid"][slices].ToArray<int>(), (await grid.ReadAsync<int>(default, slices)).ToArray());
                Assert.Equal(records["at"]["grid"][slices].Shape.ToArray(), grid.Read(slices).Shape.ToArray());
            }

            Assert.Equal(["price", "sym", "at"], held.Array.Header.DType.Fields.Select(field => field.Name));
            Assert.Throws<ArgumentException>(() => held.Array["volume"]);
        }
    }

    [Fact]
    public void Read_WrongIndex_IsRefusedAsInMemory()
    {
        using NpyFile file = Npy.Open(NpyBytes.Integers("(4, 3)", 12));
        NdArray whole = file.Load();

        foreach (string index in (string[])["4", "0, 0, 0", "..., ...", "-5"])
            Assert.Equal(Record.Exception(() => whole[Slice.ParseIndex(index)])?.Message, Record.Exception(() => file.Read(Slice.ParseIndex(index)))!.Message);
        Assert.Equal(Record.Exception(() => whole[2..5])!.Message, Record.Exception(() => file.Read(2..5))!.Message);
        Assert.Throws<ArgumentException>(() => file.Read(new int[5].AsSpan(), 0..2));
        Assert.Equal(
            "The destination has room for 5 elements, but the part has 6. (Parameter 'destination')",
            Assert.Throws<ArgumentException>(() => file.Read(new int[5].AsSpan(), Slice.Every(-2))).Message);
    }

    [Fact]
    public async Task ReadAsync_IndexChangedLater_WasCopied()
    {
        var source = new BytesSource(NpyBytes.Integers("(4, 3)", 12));
        using NpyFile file = Npy.Open(source);
        Slice[] index = [1];

        Task<NdArray<int>> read = file.ReadAsync<int>(default, index);
        index[0] = 2;

        Assert.Equal(new[] { 3, 4, 5 }, (await read).ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_ManyThreads_EachHasItsPart(string kind)
    {
        byte[] content = NpyBytes.Integers("(500, 40)", 20_000);
        NdArray<int> whole = Npy.Load<int>(content);
        using StoredSources.Held held = StoredSources.All[kind](content);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                int row = (n * 61 + i * 17) % 490;
                Assert.Equal(whole[row..(row + 10), n].ToArray(), held.Array.Read<int>(row..(row + 10), n).ToArray());
                Assert.Equal(whole[row, ..].ToArray(), (await held.Array.ReadAsync<int>(default, row)).ToArray());
            }
        })));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        byte[] content = Npy.Save(NdArray.Create(DType.Parse("[('x', '<i4'), ('y', '<i8')]"), 300, 100)), numbers = NpyBytes.Integers("(300, 100)", 30_000);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        foreach (string kind in StoredSources.All.Keys)
        {
            using StoredSources.Held held = StoredSources.All[kind](content), plain = StoredSources.All[kind](numbers);
            foreach (StoredArray array in (StoredArray[])[plain.Array, plain.Array[1..], plain.Array[.., 3], held.Array["x"], held.Array["x"][1..]])
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.ReadAsync(stop.Token, Slice.Every(2)));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.ReadAsync<int>(stop.Token, Slice.Every(2)));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.ReadAsync(new int[30_000].AsMemory(), stop.Token, Slice.Every(2)));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.LoadAsync(cancellationToken: stop.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.LoadAsync<int>(cancellationToken: stop.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.LoadAsync(new int[array.Shape[0] * (array.Rank == 1 ? 1 : 100)].AsMemory(), cancellationToken: stop.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await array.BlocksAsync(7, stop.Token).GetAsyncEnumerator(default).MoveNextAsync());
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await array.BlocksAsync<int>(7, stop.Token).GetAsyncEnumerator(default).MoveNextAsync());
            }
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plain.Array[3, 3].LoadItemAsync(cancellationToken: stop.Token));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plain.Array[3, 3].LoadScalarAsync<int>(cancellationToken: stop.Token));
        }
    }

    /// <summary>A field may begin behind the data of an array that has none.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Field_OfNoRecords_IsEmpty(string kind)
    {
        var records = NdArray.Create(DType.Struct(new Field("a", DType.Int32), new Field("b", DType.Float64)), 0, 2);
        using StoredSources.Held held = StoredSources.All[kind](Npy.Save(records));

        Assert.Equal([0L, 2], held.Array["b"].Load().Shape.ToArray());
        Assert.Equal(new[] { 0L }, (await held.Array["b"].ReadAsync(default, .., 1)).Shape.ToArray());
        Assert.Empty(held.Array["b"].Blocks<double>(1));
    }

    [Fact]
    public void Read_FileCutSince_TellsTheRealPlace()
    {
        using var path = new TempFile(NpyBytes.Integers("(100000,)", 100_000));
        using NpyFile file = Npy.Open(path.Path);
        using (var cut = new FileStream(path.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(200_000);

        var e = Assert.Throws<NpyFormatException>(() => file.Read(Slice.Every(3)));

        Assert.InRange(e.Offset, 199_900, 200_012);
    }
}
