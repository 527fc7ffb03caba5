using CsCheck;
using NpyIO.NpyFiles;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class AppendTests
{
    private const int Rounds = 300;

    public static TheoryData<string> Golden => [.. GoldenCase.Saved.Where(name => GoldenCase.Of(name) is { IsObject: false, IsRefused: false, Shape.Length: > 0 })];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Append_GoldenArrayToItself_HoldsItsDataTwice(string name)
    {
        using var file = new TempFile(GoldenCase.Of(name).Bytes);
        NdArray rows = Npy.Load(file.Path, NpyReadOptions.AsStored);
        NpyHeader before = Npy.ReadHeader(file.Path);
        byte[] old = File.ReadAllBytes(file.Path)[before.DataOffset..];

        Npy.Append(file.Path, rows);

        NpyHeader header = Npy.ReadHeader(file.Path);
        byte[] content = File.ReadAllBytes(file.Path);
        int axis = before.FortranOrder ? rows.Rank - 1 : 0;
        long[] shape = [.. rows.Shape];
        shape[axis] *= 2;
        Assert.Equal(shape, header.Shape.ToArray());
        Assert.Equal((before.DType, before.FortranOrder, before.Version, before.DataOffset), (header.DType, header.FortranOrder, header.Version, header.DataOffset));
        Assert.Equal([.. old, .. old], content[header.DataOffset..]);
        Assert.Equal(["a.npy"], file.Names);
    }

    [Fact]
    public void Append_PartsOfRandomArrays_EqualsSavingThemWhole()
    {
        Gen.Select(RandomArrays.Contiguous, Gen.Int[0, 100], Gen.OneOf<NpyVersion?>(null, NpyVersion.V2, NpyVersion.V3), Gen.Bool).Sample(
            (array, cut, version, swap) =>
            {
                if (array.Rank == 0)
                    return;
                bool isFortran = array.Layout.FortranOrder;
                NdArray whole = isFortran ? array.Transpose() : array;
                long rows = whole.Shape[0] == 0 ? 0 : cut % (whole.Shape[0] + 1);
                NdArray head = whole[new Slice(0, rows), Slice.Ellipsis];
                NdArray tail = whole[new Slice(rows, null), Slice.Ellipsis];
                if (isFortran)
                    (head, tail) = (head.Transpose(), tail.Transpose());
                if (isFortran != head.Layout.FortranOrder || (version == NpyVersion.V2 && array.DType.Descr.Any(c => c > 'ÿ')))
                    return;
                var options = new NpyWriteOptions { Version = version };
                using var file = new TempFile();
                Npy.Save(file.Path, head, options);

                // Another byte order loses the padding of records.
                ByteOrder other = array.DType.ByteOrder == ByteOrder.BigEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;
                NdArray swapped = tail.To(array.DType.WithByteOrder(other), Casting.Equivalent);
                bool isKept = swapped.To(array.DType, Casting.Equivalent).ToBytes().AsSpan().SequenceEqual(tail.ToBytes());
                Npy.Append(file.Path, swap && isKept ? swapped : tail);

                // Rows that are put into another order are strided, and so lose their padding.
                if (swap && isFortran)
                    Assert.Equal(Npy.Load(Npy.Save(array)), Npy.Load(file.Path));
                else
                    Assert.Equal(Npy.Save(array, options), File.ReadAllBytes(file.Path));
            },
            iter: Rounds,
            threads: 1);
    }

    [Theory]
    [InlineData(Order.C)]
    [InlineData(Order.Fortran)]
    public void Append_AnyLayoutToAnyOrder_HasTheRows(Order order)
    {
        NdArray old = NdArray.FromArray(Enumerable.Range(0, 24).ToArray()).Reshape(2, 3, 4).Copy(order);
        NdArray more = NdArray.FromArray(Enumerable.Range(100, 240).ToArray()).Reshape(4, 3, 20);
        NdArray[] layouts =
        [
            order == Order.C ? more[.., .., new Slice(0, 4)] : more[new Slice(0, 2)],
            order == Order.C ? more[.., .., new Slice(1, 16, 4)] : more[new Slice(null, null, 2), .., new Slice(null, null, 3)],
            (order == Order.C ? more[.., .., new Slice(0, 4)] : more[new Slice(0, 2)]).Copy(Order.Fortran),
            order == Order.C ? more[new Slice(null, null, -1), .., new Slice(4, 0, -1)] : more[new Slice(1, null, -1)],
            NdArray.FromArray(new[] { 7 }).BroadcastTo(order == Order.C ? [5, 3, 4] : [2, 3, 5]),
        ];
        foreach (NdArray rows in layouts)
        {
            foreach (long piece in (long[])[4, 48, 1 << 20])
            {
                using IDisposable lowered = ArrayWriter.PieceLength.Lower(piece);
                using var file = new TempFile();
                Npy.Save(file.Path, old);

                Npy.Append(file.Path, rows);

                NdArray loaded = Npy.Load(file.Path);
                int axis = order == Order.C ? 0 : 2;
                Assert.Equal(old, Part(loaded, axis, 0, old.Shape[axis]));
                Assert.Equal(rows, Part(loaded, axis, old.Shape[axis], loaded.Shape[axis]));
            }
        }
    }

    [Fact]
    public void Append_MissingFile_CreatesItInCOrderAndThenAppends()
    {
        using var file = new TempFile();
        NdArray rows = NdArray.FromArray(new[] { 1, 2, 3, 4, 5, 6 }).Reshape(2, 3).Copy(Order.Fortran);
        for (int run = 0; run < 2; run++)
            Npy.Append(file.Path, rows);

        Assert.Equal(Npy.Save(NdArray.FromArray(new[] { 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6 }).Reshape(4, 3)), File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);
    }

    [Fact]
    public async Task Append_EveryOverload_HasTheRows()
    {
        using var file = new TempFile();
        Npy.Append(file.Path, new double[,] { { 1, 2 }, { 3, 4 } });
        Npy.Append(file.Path, [5.0, 6.0]);
        Npy.Append(file.Path, new[] { 7.0, 8, 9, 10 });
        Npy.Append<double>(file.Path, stackalloc[] { 11.0, 12 });
        Npy.Append(file.Path, NdArray.FromArray(new double[,] { { 13, 14 } }));
        Npy.Append(file.Path, (NdArray)NdArray.FromArray(new double[,] { { 15, 16 } }));
        await Npy.AppendAsync(file.Path, new[] { 17.0, 18 });
        await Npy.AppendAsync<double>(file.Path, (ReadOnlyMemory<double>)new[] { 19.0, 20 });
        await Npy.AppendAsync(file.Path, NdArray.FromArray(new double[,] { { 21, 22 } }));
        await Npy.AppendAsync(file.Path, (NdArray)NdArray.FromArray(new double[,] { { 23, 24 } }));

        NdArray<double> loaded = Npy.Load<double>(file.Path);
        Assert.Equal([12L, 2], loaded.Shape.ToArray());
        Assert.Equal(Enumerable.Range(1, 24).Select(i => (double)i), loaded);
    }

    [Fact]
    public void Append_SpanToFortranFile_IsInTheFilesOrder()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, NdArray.FromArray(new[,] { { 1, 3 }, { 2, 4 } }).Copy(Order.Fortran));

        Npy.Append(file.Path, new[] { 5, 6 });

        Assert.Equal(NdArray.FromArray(new[,] { { 1, 3, 5 }, { 2, 4, 6 } }), Npy.Load<int>(file.Path));
    }

    [Fact]
    public void Append_NativeSpanToBigEndianFile_IsSwapped()
    {
        using var file = new TempFile(NpyBytes.Integers("(2,)", 2, bigEndian: true));

        Npy.Append(file.Path, new[] { 2, 3 });

        Assert.Equal(NpyBytes.Integers("(4,)", 4, bigEndian: true)[^16..], File.ReadAllBytes(file.Path)[^16..]);
        Assert.Equal([0, 1, 2, 3], Npy.Load<int>(file.Path));
    }

    [Fact]
    public void Append_Nothing_ChangesNothing()
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6));
        byte[] before = File.ReadAllBytes(file.Path);

        Npy.Append(file.Path, Array.Empty<int>());
        Npy.Append(file.Path, NdArray.Create(DType.Int32, 0, 3));

        Assert.Equal(before, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Append_RowsWithoutElementsOrWithoutBytes_AreCounted()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, NdArray.Create(DType.Int32, 2, 0));
        Npy.Append(file.Path, NdArray.Create(DType.Int32, 1000, 0));
        Assert.Equal([1002L, 0], Npy.ReadHeader(file.Path).Shape.ToArray());
        Assert.StartsWith($"Rows of '{file.Path}' have no elements, so they cannot be counted", Assert.Throws<InvalidOperationException>(() => Npy.Append(file.Path, Array.Empty<int>())).Message, StringComparison.Ordinal);

        Npy.Save(file.Path, NdArray.Create(DType.Parse("V0"), 2));
        Npy.Append(file.Path, NdArray.Create(DType.Parse("V0"), 3));
        Assert.Equal([5L], Npy.ReadHeader(file.Path).Shape.ToArray());
    }

    /// <summary>Up to 10^19 rows, of no bytes: a file of V0 can have any number.</summary>
    [Fact]
    public void Append_EveryNumberOfDigits_HasNumPysHeader()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, NdArray.Create(DType.Parse("V0"), 1));
        for (long rows = 1; rows < long.MaxValue / 10; rows *= 10)
        {
            foreach (long to in (long[])[(10 * rows) - 1, 10 * rows])
            {
                long at = Npy.ReadHeader(file.Path).Shape[0];
                Npy.Append(file.Path, NdArray.Create(DType.Parse("V0"), 1).BroadcastTo(to - at));

                Assert.Equal(new NpyHeader(DType.Parse("V0"), [to]).ToBytes(), File.ReadAllBytes(file.Path));
            }
        }

        string error = Assert.Throws<ArgumentException>(() => Npy.Append(file.Path, NdArray.Create(DType.Parse("V0"), 1).BroadcastTo(long.MaxValue - 1))).Message;
        Assert.StartsWith($"'{file.Path}' would have 9223372036854775807 rows", error, StringComparison.Ordinal);
    }

    /// <summary>The header, and what it becomes with four rows more; null if the number has no room and the file is written anew.</summary>
    [Theory]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (8,), }      \n", "{'descr': '<i4', 'fortran_order': False, 'shape': (12,), }     \n")]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (8,), } \n", "{'descr': '<i4', 'fortran_order': False, 'shape': (12,), }\n")]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (8,), }\n", null)]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (8,), }", null)]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (8,), }  ", "{'descr': '<i4', 'fortran_order': False, 'shape': (12,), } ")]
    [InlineData(1, "{'shape':(8,),'fortran_order':False,'descr':'<i4'} \n", "{'shape':(12,),'fortran_order':False,'descr':'<i4'}\n")]
    [InlineData(1, "{\"shape\": ( 8 , ), 'fortran_order': False,\n 'descr': 'i4'}  \n", "{\"shape\": ( 12 , ), 'fortran_order': False,\n 'descr': 'i4'} \n")]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (8L,), }\n", "{'descr': '<i4', 'fortran_order': False, 'shape': (12,), }\n")]
    [InlineData(2, "{'descr': '<i4', 'fortran_order': False, 'shape': (4L, 2L), } \n", "{'descr': '<i4', 'fortran_order': False, 'shape': (6, 2L), }  \n")]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 4), } \n", "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 6), } \n")]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': True, 'shape': (1, 8), } # 8\n", null)]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (0x8,), }\n", "{'descr': '<i4', 'fortran_order': False, 'shape': (12,), } \n")]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (0_0_8,), }\n", null)]
    [InlineData(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (+8,), }     \n", "{'descr': '<i4', 'fortran_order': False, 'shape': (+12,), }    \n")]
    [InlineData(3, "{'descr': '<i4', 'fortran_order': False, 'shape': (8,), }        \n", "{'descr': '<i4', 'fortran_order': False, 'shape': (12,), }       \n")]
    [InlineData(3, "{'descr': [('é', '<i4')], 'fortran_order': False, 'shape': (8,), } \n", "{'descr': [('é', '<i4')], 'fortran_order': False, 'shape': (12,), }\n")]
    [InlineData(3, "{'shape': (8,), 'descr': [('日本', '<i4')], 'fortran_order': False, } \n", "{'shape': (12,), 'descr': [('日本', '<i4')], 'fortran_order': False, }\n")]
    [InlineData(3, "{'shape': (8,), 'descr': [('shape', '<i4')], 'fortran_order': False, } \n", "{'shape': (12,), 'descr': [('shape', '<i4')], 'fortran_order': False, }\n")]
    public void Append_AnySpelling_ChangesOnlyTheNumber(int version, string text, string? expected)
    {
        byte[] header = NpyBytes.Header(version, text);
        byte[] data = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        byte[] content = [.. header, .. data];
        if (Record.Exception(() => NpyHeader.Parse(content)) is NpyFormatException)
        {
            Assert.Contains("0_0_8", text, StringComparison.Ordinal);
            return;
        }

        using var file = new TempFile(content);
        NdArray four = Npy.Load(file.Path);
        four = four.Rank == 1 ? four[new Slice(0, 4)] : four.Shape[0] == 4 ? four[new Slice(0, 2)] : four[.., new Slice(0, 4 / four.Shape[0])];
        byte[] added = four.Copy(NpyHeader.Parse(content).FortranOrder ? Order.Fortran : Order.C).ToBytes(NpyHeader.Parse(content).FortranOrder ? Order.Fortran : Order.C);

        Npy.Append(file.Path, four);

        byte[] found = File.ReadAllBytes(file.Path);
        NpyHeader facts = NpyHeader.Parse(found);
        Assert.Equal(expected is null ? facts.ToBytes() : NpyBytes.Header(version, expected), found[..facts.DataOffset]);
        Assert.Equal([.. data, .. added], found[facts.DataOffset..]);
        Assert.Equal(12, facts.Count);
    }

    /// <summary>Whichever bytes the header consists of, what is written is only the range that differs.</summary>
    [Theory]
    [InlineData(7, 8, "8", 61)]
    [InlineData(9, 10, "10,), }", 61)]
    [InlineData(1233, 1234, "4", 64)]
    [InlineData(1299, 1300, "300", 62)]
    public void Append_ToTheHeader_WritesOneRange(int before, int after, string written, int offset)
    {
        using var file = new TempFile();
        Npy.Save(file.Path, new byte[before]);
        using var calls = new RecordingCalls();
        calls.Use();

        Npy.Append(file.Path, new byte[after - before]);

        Assert.Equal([(128L + before, after - before), (offset, written.Length)], calls.Writes.Select(write => (write.Offset, write.Bytes.Length)));
        Assert.Equal(written, System.Text.Encoding.ASCII.GetString(calls.Writes[1].Bytes));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Append_HeaderWithoutRoom_IsRewrittenBelowTheThreshold(int more)
    {
        const int Length = 4096;
        byte[] header = NpyBytes.Header(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (9,), }\n");
        byte[] content = [.. header, .. Enumerable.Range(0, 9).Select(i => (byte)i)];
        using IDisposable lowered = ArrayGrowth.MinGuarded.Lower(content.Length - more);
        using var file = new TempFile(content);
        if (more < 0)
        {
            Assert.True(Npy.CanAppend(file.Path));
            Npy.Append(file.Path, new byte[Length]);
        }
        else
        {
            Assert.False(Npy.CanAppend(file.Path));
            string message = Assert.Throws<InvalidOperationException>(() => Npy.Append(file.Path, new byte[Length])).Message;
            Assert.Equal($"The header of '{file.Path}' has no room to count 4105 rows, so that all of its {content.Length} bytes must be written again. Set NpyAppendOptions.Rewrite to allow that.", message);
            Assert.Equal(content, File.ReadAllBytes(file.Path));
            Npy.Append(file.Path, new byte[Length], new NpyAppendOptions { Rewrite = true });
        }

        Assert.Equal(Npy.Save((byte[])[.. Enumerable.Range(0, 9).Select(i => (byte)i), .. new byte[Length]]), File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);
        Assert.True(Npy.CanAppend(file.Path));
    }

    private static NdArray Part(NdArray array, int axis, long start, long stop) => axis == 0 ? array[new Slice(start, stop), Slice.Ellipsis] : array[Slice.Ellipsis, new Slice(start, stop)];
}
