using Microsoft.Win32.SafeHandles;
using NpyIO.NpyFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class RowWriterTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 1)]
    [InlineData(20_000, 1)]
    [InlineData(20_000, 7)]
    [InlineData(100_000, 50_000)]
    public async Task CreateRows_AnyNumber_IsWhatSavingWritesThen(int count, int atOnce)
    {
        float[] values = [.. Enumerable.Range(0, 3 * count).Select(i => (float)i)];
        byte[] expected = Npy.Save<float>(values, [count, 3]);
        using var file = new TempFile([1, 2, 3]);
        using (RowWriter<float> rows = Npy.CreateRows<float>(file.Path, [3]))
        {
            for (int row = 0; row < count; row += atOnce)
                rows.Write(values.AsSpan(3 * row, 3 * Math.Min(atOnce, count - row)));
            Assert.Equal((count, 3), (rows.RowCount, rows.RowLength));
            Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(file.Path));
            rows.Complete();
            Assert.Equal(expected, await File.ReadAllBytesAsync(file.Path));
        }

        Assert.Equal(expected, await File.ReadAllBytesAsync(file.Path));
        File.Delete(file.Path);
        await using (RowWriter<float> rows = Npy.CreateRows<float>(file.Path, [3]))
        {
            for (int row = 0; row < count; row += atOnce)
                await rows.WriteAsync(values.AsMemory(3 * row, 3 * Math.Min(atOnce, count - row)));
            await rows.CompleteAsync();
        }

        Assert.Equal(expected, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(["a.npy"], file.Names);
    }

    /// <summary>The buffer has 64 KiB: rows of sizes around it, and a number of rows that fills it.</summary>
    [Theory]
    [InlineData(1, 65_535)]
    [InlineData(1, 65_536)]
    [InlineData(1, 65_537)]
    [InlineData(65_535, 3)]
    [InlineData(65_536, 3)]
    [InlineData(65_537, 3)]
    [InlineData(30_000, 9)]
    [InlineData(1_100_000, 3)]
    public void Write_RowsAroundTheBuffer_AreAllThere(int rowLength, int count)
    {
        var random = new Random(rowLength);
        byte[] values = new byte[rowLength * count];
        random.NextBytes(values);
        using var file = new TempFile();
        Npy.Save<byte>(file.Path, values.AsSpan(0, rowLength), [1, rowLength]);
        using (RowWriter<byte> rows = Npy.Append<byte>(file.Path))
        {
            for (int row = 1; row < count; row++)
            {
                if (row % 3 == 2)
                    rows.Write(NdArray.FromArray(values[(row * rowLength)..((row + 1) * rowLength)]).Reshape(1, rowLength));
                else
                    rows.Write(values.AsSpan(row * rowLength, rowLength));
                if (random.Next(10_000) == 0)
                    rows.Checkpoint();
            }

            rows.Complete();
        }

        Assert.True(Npy.Save<byte>(values, [count, rowLength]).AsSpan().SequenceEqual(File.ReadAllBytes(file.Path)));
    }

    [Fact]
    public async Task Checkpoint_OfANewFile_PublishesItAndDisposeCutsBack()
    {
        using var file = new TempFile([1, 2, 3]);
        RowWriter<int> rows = Npy.CreateRows<int>(file.Path, []);
        rows.Write([1, 2]);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(file.Path));
        rows.Checkpoint();
        Assert.Equal(Npy.Save(new[] { 1, 2 }), await File.ReadAllBytesAsync(file.Path));
        for (int i = 3; i <= 12; i++)
            rows.Write([i]);
        Assert.Equal(Npy.Save(new[] { 1, 2 }), await File.ReadAllBytesAsync(file.Path));
        await rows.CheckpointAsync();
        rows.Checkpoint();   // nothing new
        Assert.Equal(Npy.Save(Enumerable.Range(1, 12).ToArray()), await File.ReadAllBytesAsync(file.Path));
        rows.Write(new int[100_000]);
        Assert.Equal(Enumerable.Range(1, 12), Npy.Load<int>(file.Path));
        Assert.Empty(Npy.Verify(file.Path));
        Assert.True(new FileInfo(file.Path).Length > 400_000);
        rows.Dispose();

        Assert.Equal(Npy.Save(Enumerable.Range(1, 12).ToArray()), await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(["a.npy"], file.Names);
        Npy.Append(file.Path, new[] { 13 }, new NpyAppendOptions { Wait = TimeSpan.Zero });
        Assert.Equal(Enumerable.Range(1, 13), Npy.Load<int>(file.Path));
    }

    [Fact]
    public void Dispose_WithoutComplete_KeepsWhatWasThere()
    {
        using var file = new TempFile([1, 2, 3]);
        using (RowWriter<int> rows = Npy.CreateRows<int>(file.Path, []))
            rows.Write(new int[100_000]);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);

        Npy.Save(file.Path, new[] { 7, 8 });
        using (RowWriter<int> rows = Npy.Append<int>(file.Path))
        {
            rows.Write(new int[100_000]);
            Assert.Equal(100_002, rows.RowCount);
        }

        Assert.Equal(Npy.Save(new[] { 7, 8 }), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void CreateRows_NotAtomic_IsThereFromTheStart()
    {
        using var file = new TempFile(new byte[1000]);
        using (RowWriter<int> rows = Npy.CreateRows<int>(file.Path, [2], new NpyWriteOptions { Atomic = false, Version = NpyVersion.V2 }))
        {
            Assert.Equal([0L, 2], Npy.ReadHeader(file.Path).Shape.ToArray());
            rows.Write([1, 2]);
            rows.Checkpoint();
            rows.Write([3, 4]);
        }

        Assert.Equal(Npy.Save<int>([1, 2], [1, 2], new NpyWriteOptions { Version = NpyVersion.V2 }), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void AppendRows_MissingOrExistingFile_HasTheRows()
    {
        using var file = new TempFile();
        for (int run = 0; run < 2; run++)
        {
            using RowWriter<int> rows = Npy.AppendRows<int>(file.Path, [2]);
            Assert.Equal(run, rows.RowCount);
            rows.Write([run, 1]);
            rows.Complete();
        }

        Assert.Equal(Npy.Save(new[,] { { 0, 1 }, { 1, 1 } }), File.ReadAllBytes(file.Path));
        Assert.Equal($"A row of '{file.Path}' has shape (2,), not (3,). (Parameter 'rowShape')", Assert.Throws<ArgumentException>(() => Npy.AppendRows<int>(file.Path, [3])).Message);
        Assert.StartsWith("Rows of long are int64 ('<i8'), but ", Assert.Throws<InvalidCastException>(() => Npy.AppendRows<long>(file.Path, [2])).Message, StringComparison.Ordinal);
        Npy.Append(file.Path, new[] { 2, 1 }, new NpyAppendOptions { Wait = TimeSpan.Zero });
    }

    [Fact]
    public async Task Append_BigEndianFortranFile_HasTheRows()
    {
        using var file = new TempFile();
        NdArray array = NdArray.FromArray(Enumerable.Range(0, 12).ToArray()).Reshape(3, 2, 2).Copy(Order.Fortran).To(DType.Parse(">i4"), Casting.Equivalent);
        Npy.Save(file.Path, array.Copy(Order.Fortran));
        Assert.True(Npy.ReadHeader(file.Path).FortranOrder);
        NdArray<int> more = NdArray.FromArray(Enumerable.Range(100, 300_000).ToArray()).Reshape(3, 2, 50_000);
        using (RowWriter<int> rows = Npy.Append<int>(file.Path))
        {
            rows.Write(more[.., .., 0..1]);
            rows.Write(more[.., .., 1..40_000]);
            rows.Write(more[.., .., 40_000..40_001].ToNdArray().ToBytes(Order.Fortran).Chunk(4).Select(bytes => BitConverter.ToInt32(bytes)).ToArray());
            await rows.WriteAsync(more[.., .., 40_001..].Transpose().ToArray());
            Assert.Equal(
                "The rows have shape (2, 2), but the writer takes (3, 2, k), for any k. (Parameter 'rows')",
                Assert.Throws<ArgumentException>(() => rows.Write(NdArray.FromArray(new int[2, 2]))).Message);
            Assert.Equal((50_002, 6), (rows.RowCount, rows.RowLength));
            await rows.CompleteAsync();
        }

        NdArray<int> loaded = Npy.Load<int>(file.Path);
        Assert.Equal(array.To<int>(), loaded[.., .., ..2]);
        Assert.Equal(more, loaded[.., .., 2..]);
    }

    [Theory]
    [InlineData("(9,), }\n", 0)]
    [InlineData("(9,), } \n", 99)]
    public void Append_HeaderWithLittleRoom_IsRewrittenFirstOrLimited(string shape, long max)
    {
        byte[] content = [.. NpyBytes.Header(1, "{'descr': '<i4', 'fortran_order': False, 'shape': " + shape), .. new byte[36]];
        using var file = new TempFile(content);
        using (RowWriter<int> rows = Npy.Append<int>(file.Path))
        {
            rows.Write(new int[100]);
            rows.Complete();
        }

        Assert.Equal(Npy.Save(new int[109]), File.ReadAllBytes(file.Path));

        using IDisposable lowered = ArrayGrowth.MinGuarded.Lower(content.Length);
        File.WriteAllBytes(file.Path, content);
        using (RowWriter<int> rows = Npy.Append<int>(file.Path))
        {
            int fitting = (int)Math.Max(0, max - 9);
            rows.Write(new int[fitting]);
            Assert.Contains($"no room to count {9 + fitting + 1} rows", Assert.Throws<InvalidOperationException>(() => rows.Write([1])).Message, StringComparison.Ordinal);
            rows.Complete();
        }

        Assert.Equal(Math.Max(9, max), Npy.Load<int>(file.Path).Count);
    }

    [Fact]
    public void Write_AfterTheEnd_IsRefused()
    {
        using var file = new TempFile();
        RowWriter<int> rows = Npy.CreateRows<int>(file.Path, []);
        rows.Complete();
        string complete = $"The array in '{file.Path}' is complete; Npy.Append adds more rows.";
        Assert.Equal(complete, Assert.Throws<InvalidOperationException>(() => rows.Write([1])).Message);
        Assert.Equal(complete, Assert.Throws<InvalidOperationException>(rows.Complete).Message);
        Assert.Equal(complete, Assert.Throws<InvalidOperationException>(rows.Checkpoint).Message);
        rows.Dispose();
        rows.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rows.Write([1]));
        Assert.Throws<ObjectDisposedException>(rows.Complete);
        Assert.Equal(Npy.Save(Array.Empty<int>()), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void CreateRows_WhatCannotBe_IsRefused()
    {
        using var file = new TempFile();
        Assert.Equal("Rows of shape (2, 0) have no elements, so they cannot be counted.", Assert.Throws<ArgumentException>(() => Npy.CreateRows<int>(file.Path, [2, 0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Npy.CreateRows<int>(file.Path, [-1]));
        Assert.Throws<ArgumentException>(() => Npy.CreateRows<int>(file.Path, new long[64]));
        Assert.Throws<InvalidCastException>(() => Npy.CreateRows<string>(file.Path, []));
        Assert.Throws<ArgumentException>(() => Npy.CreateRows<int>("a.npz", []));
        Assert.Empty(file.Names);
    }

    [Fact]
    public async Task Checkpoint_InAnArchive_IsRefused()
    {
        using var stream = new MemoryStream();
        await using NpzWriter writer = Npz.Create(stream);
        await using RowWriter<int> rows = writer.AddRows<int>("x", []);
        rows.Write([1]);
        Assert.StartsWith("Rows of an archive have no checkpoints", Assert.Throws<NotSupportedException>(rows.Checkpoint).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(() => rows.CheckpointAsync());
        rows.Write([2]);
        rows.Complete();
        writer.Complete();
        Assert.Equal([1, 2], Npz.Load(stream.ToArray())["x"].ToArray<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_Cancelled_WritesNoneOfTheRows(bool published)
    {
        using var file = new TempFile();
        using IDisposable lowered = ArrayWriter.PieceLength.Lower(1 << 16);
        using var source = new CancellationTokenSource();

        // Only when some of the long write is in the file.
        var progress = new Recorder(written => Cancel(written > 1 << 17));
        await using RowWriter<int> rows = Npy.CreateRows<int>(file.Path, [], new NpyWriteOptions { Progress = progress });
        rows.Write([1, 2]);
        if (published)
            rows.Checkpoint();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.WriteAsync(new int[500_000], source.Token));
        Assert.InRange(progress.Reports[^1], 1 << 17, 1 << 20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.WriteAsync(new int[5], new CancellationToken(canceled: true)));
        Assert.Equal(2, rows.RowCount);
        rows.Write([3]);
        await rows.CompleteAsync();
        Assert.Equal(Npy.Save(new[] { 1, 2, 3 }), await File.ReadAllBytesAsync(file.Path));

        void Cancel(bool isLate)
        {
            if (isLate)
                source.Cancel();
        }
    }

    /// <summary>Nothing is written behind what a failed write left: what counts is the array alone, however the file ends.</summary>
    [Theory]
    [InlineData(false, "complete")]
    [InlineData(false, "complete async")]
    [InlineData(false, "checkpoint")]
    [InlineData(true, "complete")]
    [InlineData(true, "complete async")]
    [InlineData(true, "checkpoint")]
    [InlineData(true, "dispose")]
    public async Task Write_LastFails_LeavesNothingBehindTheArray(bool published, string end)
    {
        using var file = new TempFile();
        using var calls = new FailingWrite(int.MaxValue);
        calls.Use();
        int[] kept = [.. Enumerable.Range(0, 50_000)];
        RowWriter<int> rows = Npy.CreateRows<int>(file.Path, []);
        rows.Write(kept);
        if (published)
            rows.Checkpoint();
        calls.FailsNext();
        Assert.Throws<IOException>(() => rows.Write(new int[300_000]));
        Assert.Equal(kept.Length, rows.RowCount);
        switch (end)
        {
            case "complete":
                rows.Complete();
                break;
            case "complete async":
                await rows.CompleteAsync();
                break;
            case "checkpoint":
                rows.Checkpoint();
                break;
        }

        rows.Dispose();
        Assert.Equal(Npy.Save(kept), await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(["a.npy"], file.Names);
    }

    /// <summary>After an error the writer goes on: none of the rows of the failed call counts.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_Fails_CanGoOn(bool published)
    {
        using var file = new TempFile();
        using var calls = new FailingWrite(4);
        calls.Use();
        using RowWriter<int> rows = Npy.CreateRows<int>(file.Path, []);
        if (published)
            rows.Checkpoint();
        int failures = 0;
        for (int i = 0; i < 10; i++)
        {
            if (Record.Exception(() => rows.Write(Enumerable.Repeat(i, 20_000).ToArray())) is not null)
                failures++;
        }

        rows.Complete();
        Assert.Equal(1, failures);
        NdArray<int> loaded = Npy.Load<int>(file.Path);
        Assert.Equal(rows.RowCount, loaded.Count);
        Assert.Equal(200_000 - (failures * 20_000), loaded.Count);
        foreach (int[] call in loaded.ToArray().Chunk(20_000))
            Assert.Single(call.Distinct());
    }

    private sealed class FailingWrite(int number) : FaultyCalls
    {
        private int _writes;
        private int _failing = number;

        internal void FailsNext() => _failing = _writes + 1;

        internal override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
        {
            // A part of it is there.
            bool fails = ++_writes == _failing;
            base.Write(file, fails ? bytes[..(bytes.Length / 2)] : bytes, offset);
            if (fails)
                throw new IOException("It is full", 5);
        }
    }
}
